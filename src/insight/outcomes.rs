//! What a model makes of every point: its total input z, its output y, its target t and its error E.
//!
//! With one output these are the unit's own. With K outputs one class k is asked for against all others. For softmax
//!
//!   z = z_k − ln Σ_{j≠k} e^{z_j},  so that  y_k = σ(z)
//!
//! and each point is on the same S-curve; for outputs that fire one at a time z = z_k − max_{j≠k} z_j, which is above 0 where
//! k fires. Outputs that do not look at each other keep their z_k. Where values are to be learned, t is the value.

use super::passes::{Passes, points};
use crate::data::dataset::{Dataset, said};
use crate::error::{Result, in_range};
use crate::network::Model;
use crate::pieces::loss::Loss;

/// What is known of one point.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Outcome {
    pub z: f32,
    pub y: f32,
    /// 1 where the point is of the class that was asked for, else 0; or its value.
    pub t: f32,
    /// By the loss that the model is trained with, over all outputs.
    pub error: f32,
    /// What z costs a single unit: −t ln y − (1 − t) ln(1 − y) where y is a probability, max(0, (1 − 2t) z) where it fires or
    /// not, ½ (y − t)² where y is z.
    pub cost: f32,
    /// ½ (y − t)².
    pub square: f32,
    /// y − t.
    pub residual: f32,
    /// 1 where the model says another class than the point has, and one of both is the class that was asked for; else 0.
    pub wrong: f32,
}

/// What of a model that diverges is beyond all numbers is as large as a number can be.
fn number(x: f32) -> f32 {
    x.clamp(f32::MIN, f32::MAX)
}

impl Outcome {
    /// All numbers of some outcomes, `[outcomes, 8]`, in the order of the fields.
    pub fn numbers(outcomes: &[Self]) -> impl Iterator<Item = f32> {
        outcomes.iter().flat_map(|o| {
            [
                o.z, o.y, o.t, o.error, o.cost, o.square, o.residual, o.wrong,
            ]
        })
    }
}

/// The outcomes of one model for one class, in buffers that are used again from model to model.
#[derive(Default)]
pub struct Outcomes {
    passes: Passes,
    /// Logits, outputs and targets `[count, outputs]`.
    logits: Vec<f32>,
    outputs: Vec<f32>,
    targets: Vec<f32>,
    found: Vec<Outcome>,
}

impl Outcomes {
    /// What `network` makes of all points, for `class`; with one output, for class 1 whatever is asked for.
    pub fn read(&mut self, model: Model, data: &Dataset, class: usize) -> Result<&[Outcome]> {
        in_range("The class", class as f64, 0.0, (data.classes() - 1) as f64)?;
        let points = points(&model, data)?;
        let outputs = model.outputs();
        self.run(model, points);
        self.targets.resize(self.logits.len(), 0.0);
        data.gather_targets(0..data.count(), &mut self.targets);
        self.found.clear();
        let k = if outputs == 1 { 0 } else { class };
        for point in 0..data.count() {
            let row = point * outputs..(point + 1) * outputs;
            let (z, t) = (&self.logits[row.clone()], &self.targets[row.clone()]);
            let y = &mut self.outputs[row];
            let label = data.labels().get(point).copied();
            self.found.push(outcome(model.loss(), (z, y, t), k, label));
        }
        Ok(&self.found)
    }

    fn run(&mut self, model: Model, points: &[f32]) {
        let Self {
            passes,
            logits,
            outputs,
            ..
        } = self;
        let last = model.layers().len() - 1;
        logits.clear();
        passes.run(model, points, |workspace, rows| {
            let count = rows.len() * model.outputs();
            let values = &workspace.activations(last)[..count];
            logits.extend(values.iter().map(|&z| number(z)));
        });
        outputs.resize(logits.len(), 0.0);
    }

    /// All logits and all outputs of one point of the last reading.
    pub fn of_point(&self, point: usize) -> (&[f32], &[f32]) {
        let outputs = self.logits.len() / self.found.len().max(1);
        let row = point * outputs..(point + 1) * outputs;
        (&self.logits[row.clone()], &self.outputs[row])
    }
}

/// One point with the logits z and targets t, whose outputs are written to y; `label` is its class, if it has one.
fn outcome(
    loss: Loss,
    (z, y, t): (&[f32], &mut [f32], &[f32]),
    k: usize,
    label: Option<u8>,
) -> Outcome {
    let error = loss.forward_with_total(z, t, y, z.len()) as f32;
    let (z, y_k, t_k) = (number(against_others(loss, z, k)), number(y[k]), t[k]);
    let wrong = label.is_some_and(|label| {
        let both = [said(y), usize::from(label)];
        both[0] != both[1] && (y.len() == 1 || both.contains(&k))
    });
    Outcome {
        z,
        y: y_k,
        t: t_k,
        error: number(error),
        cost: number(cost(loss, z, t_k)),
        square: number(0.5 * (y_k - t_k).powi(2)),
        residual: number(y_k - t_k),
        wrong: f32::from(u8::from(wrong)),
    }
}

/// The z on which the output for class `k` depends as the output of a single unit does.
fn against_others(loss: Loss, z: &[f32], k: usize) -> f32 {
    let others = || {
        z.iter()
            .enumerate()
            .filter(|&(j, _)| j != k)
            .map(|(_, &z)| z)
    };
    let largest = others().fold(f32::NEG_INFINITY, f32::max);
    match (loss, z) {
        (_, &[one]) => one,
        (Loss::CrossEntropy, _) => {
            let sum: f32 = others().map(|z| libm::expf(z - largest)).sum();
            z[k] - largest - libm::logf(sum)
        }
        (Loss::Perceptron, _) => z[k] - largest,
        (
            Loss::SquaredError
            | Loss::SquaredErrorLinear
            | Loss::SquaredErrorWhole
            | Loss::SquaredErrorLinearWhole,
            _,
        ) => z[k],
    }
}

/// What a total input costs a single unit, by the loss that suits its output.
fn cost(loss: Loss, z: f32, t: f32) -> f32 {
    let pair = match loss {
        Loss::CrossEntropy | Loss::SquaredError | Loss::SquaredErrorWhole => Loss::CrossEntropy,
        Loss::SquaredErrorLinear | Loss::SquaredErrorLinearWhole | Loss::Perceptron => loss,
    };
    pair.forward_with_total(&[z], &[t], &mut [0.0], 1) as f32
}

/// The costs of the total inputs z for t = 0, then for t = 1: `[2, z]`.
pub fn cost_curves(loss: Loss, z: &[f32]) -> Vec<f32> {
    let at = |t| z.iter().map(move |&z| cost(loss, z, t));
    at(0.0).chain(at(1.0)).collect()
}

/// y of a single unit at some total inputs: the S-curve, for a loss that has one.
pub fn curve(loss: Loss, z: &[f32]) -> Vec<f32> {
    let mut y = vec![0.0; z.len()];
    loss.forward(z, &mut y, 1);
    y
}

/// E against y: the cross-entropy for t = 0 and t = 1, then the squared error for both, `[4, y]`; infinite where a certain y is
/// wrong.
pub fn error_curves(y: &[f32]) -> Vec<f32> {
    let curves: [fn(f32) -> f32; 4] = [
        |y| -libm::log1pf(-y),
        |y| -libm::logf(y),
        |y| 0.5 * y * y,
        |y| 0.5 * (y - 1.0) * (y - 1.0),
    ];
    curves
        .iter()
        .flat_map(|curve| y.iter().map(|&y| curve(y)))
        .collect()
}
