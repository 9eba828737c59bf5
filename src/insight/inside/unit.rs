//! A unit opened: what comes in and what goes out, forward; what comes back, and its two factors, backward.
//!
//! | | forward | backward |
//! | --- | --- | --- |
//! | hidden unit j | z = Σᵢ wᵢⱼ xᵢ + bⱼ, h = f(z) | ∂E/∂h = Σₖ wⱼₖ δₖ, δ = ∂E/∂h · f′(z) |
//! | output k | z = Σⱼ wⱼₖ hⱼ + bₖ, y = f(z) | δ = ∂E/∂z by the loss, see [`crate::pieces::loss`] |

use serde::Serialize;

use super::Inside;
use super::sum::Shown;
use crate::error::{Result, in_list};
use crate::insight::trace::Level;
use crate::network::Model;
use crate::pieces::dense::Dense;
use crate::pieces::layer::Layer;
use crate::pieces::loss::Loss;
use crate::trainer::training::Trainer;

/// Below this the slope lets almost nothing back.
const SATURATED: f32 = 0.05;

/// A product of a weight and what comes along it: the value forward, δ backward.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "page", derive(tsify::Tsify))]
pub struct Summand {
    /// The index of the weight in the flat vector.
    pub parameter: usize,
    pub weight: f32,
    pub value: f32,
    pub product: f64,
    /// ∂E/∂w.
    pub gradient: f32,
}

/// A unit in numbers; an input has its value `h` and, where it is asked for, ∂E/∂x in `dh`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "page", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct OpenUnit {
    /// w x for each value that comes in; empty for what is no dense unit.
    pub forward: Vec<Summand>,
    /// The bias and its index in the flat vector.
    pub bias: Option<f32>,
    pub bias_parameter: Option<usize>,
    pub z: Option<f32>,
    /// How Σ w x + b = z is shown.
    pub z_shown: Option<Shown>,
    pub h: f32,
    /// w δ for each unit that it feeds; empty for an output.
    pub backward: Vec<Summand>,
    /// ∂E/∂h, and how Σ w δ is shown; for an output y − t, twice that where E has no ½.
    pub dh: Option<f32>,
    pub dh_shown: Option<Shown>,
    /// f′(z): where the loss cancels it, as cross-entropy does, 1 in δ all the same.
    pub slope: Option<f32>,
    /// ∂E/∂z.
    pub delta: Option<f32>,
    /// Of an output: its target.
    pub target: Option<f32>,
    /// Whether E has no ½, so that ∂E/∂y is 2 (y − t).
    pub doubled: bool,
    /// Whether δ = y − t because the slope cancels against the loss.
    pub cancels: bool,
    /// Whether its slope is so small that almost nothing gets back.
    pub saturated: bool,
}

impl Inside {
    /// Unit `unit` of a level of the pass; level 0 are the inputs.
    pub fn unit(&self, trainer: &Trainer, level: usize, unit: usize) -> Result<OpenUnit> {
        let (levels, model) = (self.levels(trainer)?, trainer.model());
        in_list("The level", level, levels.len())?;
        let here = &levels[level];
        in_list("The unit", unit, here.h.len())?;
        let mut open = OpenUnit {
            h: here.h[unit],
            ..OpenUnit::default()
        };
        if let Some(below) = level.checked_sub(1) {
            open.read_forward(model, (below, &levels[below]), here, unit);
        }
        if level + 1 < levels.len() {
            open.read_backward(model, (level, here), &levels[level + 1], unit);
        } else {
            open.read_output(model, here, self.target(unit), unit);
        }
        Ok(open)
    }

    /// The target of an output for the one example.
    pub(super) fn target(&self, output: usize) -> f32 {
        self.targets.get(output).copied().unwrap_or_default()
    }
}

impl OpenUnit {
    /// z = Σ w x + b, and the slope of what follows it.
    fn read_forward(
        &mut self,
        model: Model,
        (l, below): (usize, &Level),
        here: &Level,
        unit: usize,
    ) {
        let layer = &model.layers()[l];
        let z = here.z[unit];
        self.z = Some(z);
        self.slope = layer
            .activation()
            .map(|activation| activation.slope(self.h));
        let Layer::Dense(dense) = layer else { return };
        let bias = dense.biases().start + unit;
        self.bias = Some(model.parameters[bias]);
        self.bias_parameter = Some(bias);
        let delta = here.delta.get(unit).copied().unwrap_or(f32::NAN);
        let incoming = |(i, &value)| summand(model, dense, (i, unit), (value, value * delta));
        self.forward = below.h.iter().enumerate().map(incoming).collect();
        let products = self.forward.iter().map(|summand| summand.product);
        let summands: Vec<f64> = products
            .chain([f64::from(model.parameters[bias])])
            .collect();
        self.z_shown = Some(Shown::of(&summands, z.into()));
    }

    /// ∂E/∂h = Σ w δ of the layer above, and δ.
    fn read_backward(
        &mut self,
        model: Model,
        (l, here): (usize, &Level),
        above: &Level,
        unit: usize,
    ) {
        self.dh = here.dh.get(unit).copied();
        self.delta = here.delta.get(unit).copied();
        self.saturated = self.slope.is_some_and(|slope| slope < SATURATED);
        let Layer::Dense(dense) = &model.layers()[l] else {
            return;
        };
        let h = self.h;
        let outgoing = |(k, &delta)| summand(model, dense, (unit, k), (delta, h * delta));
        self.backward = above.delta.iter().enumerate().map(outgoing).collect();
        let products: Vec<f64> = self
            .backward
            .iter()
            .map(|summand| summand.product)
            .collect();
        self.dh_shown = self.dh.map(|dh| Shown::of(&products, dh.into()));
    }

    /// δ of an output, by the loss.
    fn read_output(&mut self, model: Model, here: &Level, target: f32, unit: usize) {
        let loss = model.loss();
        self.target = Some(target);
        self.dh = Some(2.0 * loss.weight() * (self.h - target));
        self.delta = here.delta.get(unit).copied();
        self.cancels = loss == Loss::CrossEntropy;
        self.doubled = loss.weight() == 1.0;
        self.slope = match loss {
            Loss::Perceptron => None,
            _ if loss.is_linear() => Some(1.0),
            _ => Some(self.h * (1.0 - self.h)),
        };
        let held_back = !self.cancels && self.slope.is_some_and(|slope| slope < SATURATED);
        self.saturated = held_back;
    }
}

/// The weight from one unit to another, and its product with what comes along it.
fn summand(
    model: Model,
    dense: &Dense,
    (from, to): (usize, usize),
    (value, gradient): (f32, f32),
) -> Summand {
    let parameter = dense.weights().start + from * dense.outputs + to;
    let weight = model.parameters[parameter];
    Summand {
        parameter,
        weight,
        value,
        product: f64::from(weight) * f64::from(value),
        gradient,
    }
}
