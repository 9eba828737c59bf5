//! A weight or a bias opened: its gradient, and the update as its optimiser makes it.
//!
//! ∂E/∂w = x δ of each example, their mean over a batch; λ₁ sign w + λ₂ w is added for the penalty; a gradient that is too
//! long is shortened; and the rule of [`crate::learning::optimizer`] makes the step of it.

use serde::Serialize;

use super::twin::Twin;
use super::{Inside, gather};
use crate::error::{Result, in_list};
use crate::learning::optimizer::{Optimizer, Rule};
use crate::network::Network;
use crate::pieces::layer::Layer;
use crate::trainer::training::Trainer;

/// A weight or bias in numbers.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "page", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct OpenParameter {
    /// Its layer, counted from 1; the unit that it comes from, none for a bias; and the one that it goes to.
    pub layer: usize,
    pub from: Option<usize>,
    pub to: usize,
    pub value: f32,
    /// The value that comes along it, 1 for a bias, and the δ at its end, for the one example; ∂E/∂w is their product.
    pub x: f32,
    pub delta: f32,
    pub gradient: f32,
    /// What each example adds to the mean gradient of the update.
    pub shares: Vec<f32>,
    /// The mean gradient of the update.
    pub mean: f32,
    /// What the penalty adds to it: λ₁ sign w + λ₂ w.
    pub penalty: f32,
    /// The factor that shortens a gradient which is too long; 1 where it is not.
    pub clipping: f32,
    /// The gradient that the rule is given.
    pub used: f32,
    pub rule: Rule,
    pub rate: f32,
    /// What the rule remembers of this one; none where it chooses its steps by a search, or remembers nothing.
    pub memory: Option<Memory>,
    pub after: f32,
    /// Whether updates leave it as it is.
    pub frozen: bool,
    /// The same gradient by differences.
    pub twin: Option<Twin>,
}

/// What an optimiser remembers of one parameter, before and after the update.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "page", derive(tsify::Tsify))]
pub struct Memory {
    /// The velocity v, or the mean m of Adam.
    pub first: Option<[f32; 2]>,
    /// The mean of squares s.
    pub second: Option<[f32; 2]>,
    /// The number t of this update, counted from 1.
    pub update: u32,
    /// 1 − 0.9ᵗ and 1 − 0.999ᵗ, by which Adam corrects m and s.
    pub corrections: Option<[f32; 2]>,
    /// m̂ and ŝ of Adam.
    pub corrected: Option<[f32; 2]>,
}

impl Inside {
    /// A weight or bias of the model that was walked through last.
    pub fn parameter(&mut self, trainer: &Trainer, index: usize) -> Result<OpenParameter> {
        let (network, config) = (trainer.network(), trainer.config());
        in_list("The parameter", index, network.parameter_count())?;
        self.levels(trainer)?; // nothing can be told before an example went through
        self.send_all(trainer)?;
        let levels = self.levels(trainer)?;
        let [layer, from, to] = place(network, index);
        let from = (from < network.layers()[layer - 1].inputs()).then_some(from);
        let x = from.map_or(1.0, |from| levels[layer - 1].h[from]);
        let delta = levels[layer].delta[to];
        let value = trainer.parameters()[index];
        let [mean, used] = self.update.gradients(index);
        Ok(OpenParameter {
            layer,
            from,
            to,
            value,
            x,
            delta,
            gradient: self.one.gradient()[index],
            shares: self.shares(network, (layer, from, to))?,
            mean,
            penalty: self.update.penalty_of(trainer, index),
            clipping: self.update.clipping(),
            used,
            rule: config.optimizer,
            rate: config.learning_rate,
            memory: self.memory(trainer.optimizer(), index),
            after: self.update.after(index),
            frozen: config.frozen.contains(&(index as u32)),
            twin: self.twin(trainer, index, mean),
        })
    }

    /// What each example adds to the mean gradient.
    fn shares(
        &self,
        network: &Network,
        (layer, from, to): (usize, Option<usize>, usize),
    ) -> Result<Vec<f32>> {
        let levels = self.all.levels(network)?;
        let (inputs, outputs) = (
            network.layers()[layer - 1].inputs(),
            network.layers()[layer - 1].outputs(),
        );
        let deltas = levels[layer].delta.iter().skip(to).step_by(outputs);
        Ok(match from {
            None => deltas.copied().collect(),
            Some(from) => {
                let values = levels[layer - 1].h.iter().skip(from).step_by(inputs);
                values.zip(deltas).map(|(x, delta)| x * delta).collect()
            }
        })
    }

    fn memory(&self, before: &Optimizer, index: usize) -> Option<Memory> {
        let (Optimizer::Descent(before), Optimizer::Descent(after)) =
            (before, self.update.optimizer())
        else {
            return None;
        };
        let pair = |before: &[f32], after: &[f32]| Some([*before.get(index)?, *after.get(index)?]);
        let (first, second) = (
            pair(before.first(), after.first()),
            pair(before.second(), after.second()),
        );
        let corrections = after.corrections();
        let corrected = || {
            let [by_m, by_s] = corrections?;
            Some([first?[1] / by_m, second?[1] / by_s])
        };
        let memory = Memory {
            first,
            second,
            update: after.updates(),
            corrections,
            corrected: corrected(),
        };
        (memory.first.is_some() || memory.second.is_some()).then_some(memory)
    }

    fn twin(&self, trainer: &Trainer, index: usize, gradient: f32) -> Option<Twin> {
        let (mut x, mut t) = (Vec::new(), Vec::new());
        gather(trainer.data(), &self.examples, (&mut x, &mut t));
        let model = (trainer.network(), trainer.parameters());
        Twin::of(model, (&x, &t), index, gradient)
    }
}

/// The layer of a parameter, counted from 1, and its row and column there; a bias stands in the row below the last.
fn place(network: &Network, index: usize) -> [usize; 3] {
    let holds = |layer: &Layer| (layer.weights().start..layer.biases().end).contains(&index);
    let layer = network.layers().iter().position(holds).unwrap_or_default();
    let (start, columns) = (
        network.layers()[layer].weights().start,
        network.layers()[layer].biases().len(),
    );
    [
        layer + 1,
        (index - start) / columns,
        (index - start) % columns,
    ]
}
