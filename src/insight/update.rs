//! What some examples alone would do to a model: the update −η ∂E/∂w of plain gradient descent, E being their mean error with
//! the penalty; and what the model would be after it.
//!
//! For a single unit the weights w are an arrow at right angles to its line, w·x + b = 0 for a logistic one, and the update is another at its
//! tip. For networks the boundary after the update says the same.

use super::plane::PlaneView;
use crate::data::batch::Batch;
use crate::data::points::PLANE;
use crate::error::Result;
use crate::network::{Network, Workspace};
use crate::pieces::layer::Layer;
use crate::trainer::training::Trainer;

/// How long w is drawn, in units of the plane, unless it is shorter than the second length.
const LENGTH: f32 = 1.5;
const SHORT: f32 = 0.15;

/// One update at a time, in buffers that are used again.
#[derive(Default)]
pub struct Update {
    made: Option<(Vec<Layer>, Workspace, Batch)>,
    /// −η ∂E/∂w for all parameters.
    change: Vec<f32>,
    after: Option<Network>,
    plane: PlaneView,
}

/// The arrows of one unit with the inputs x₁ and x₂, in units of the plane.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Arrows {
    /// Where w begins: the place of the line that is nearest to the middle, or as near to it as the picture goes.
    pub foot: [f32; 2],
    /// The tip of w.
    pub tip: [f32; 2],
    /// The tip of w after the update.
    pub after: [f32; 2],
    /// Length in the plane of an arrow of length 1.
    pub scale: f32,
}

impl Update {
    /// The update by these examples, for all parameters.
    pub fn of(&mut self, trainer: &Trainer, examples: &[u32]) -> &[f32] {
        let (network, data, config) = (trainer.network(), trainer.data(), trainer.config());
        let fits = |(layers, _, _): &(Vec<Layer>, _, _)| layers == network.layers();
        let kept = self.made.take().filter(fits);
        let make = || {
            let layers = network.layers().to_vec();
            (layers, Workspace::new(network), Batch::new(data, network))
        };
        let (_, workspace, batch) = self.made.insert(kept.unwrap_or_else(make));
        self.change.clear();
        self.change.resize(network.parameters.len(), 0.0);
        let scale = 1.0 / examples.len() as f32;
        for examples in examples.chunks(network.chunk()) {
            batch.gather(data, examples.iter().map(|&example| example as usize));
            let (x, t) = (batch.input(data.features()), batch.targets(data.outputs()));
            network.accumulate_gradient(x, t, scale, &mut self.change, workspace);
        }
        network.accumulate_penalty(config.l1, config.l2, &mut self.change);
        let rate = config.learning_rate;
        self.change.iter_mut().for_each(|change| *change *= -rate);
        &self.change
    }

    /// By how much `class` leads over the plane after `times` the last update, `[side, side]`; its contour at 0 is where the
    /// boundary would be.
    pub fn margin(
        &mut self,
        network: &Network,
        times: f32,
        class: usize,
        side: usize,
    ) -> Result<&[f32]> {
        let mut after = self.after.take().unwrap_or_else(|| network.clone());
        after.clone_from(network);
        let moved = after.parameters.iter_mut().zip(&self.change);
        moved.for_each(|(parameter, change)| *parameter += times * change);
        let after = self.after.insert(after);
        self.plane.outputs(after, side)?;
        Ok(self.plane.margin(after.outputs(), class))
    }

    /// The arrows of `times` the last update; none for anything but one unit that reads x₁ and x₂.
    pub fn arrows(&self, network: &Network, times: f32) -> Option<Arrows> {
        let single = network.layers().len() == 1 && network.inputs() == 2 && network.outputs() == 1;
        let (&[w1, w2, bias], &[d1, d2, _]) = (&network.parameters[..], &self.change[..]) else {
            return None;
        };
        let length = w1.hypot(w2);
        let scale = LENGTH / length.max(SHORT);
        let along = (network.loss().threshold() - bias) / (length * length).max(f32::MIN_POSITIVE);
        let foot = [along * w1, along * w2].map(|x| x.clamp(-PLANE, PLANE));
        let tip = [foot[0] + scale * w1, foot[1] + scale * w2];
        let after = [tip[0] + scale * times * d1, tip[1] + scale * times * d2];
        single.then_some(Arrows {
            foot,
            tip,
            after,
            scale,
        })
    }
}
