//! The report of a race: the numbers a page shows after a step.

use serde::Serialize;
use tsify::Tsify;

use crate::pieces::dense::Dense;
use crate::trainer::race::{Contender, Race};
use crate::trainer::sweep::Score;

/// The state of every model, in the order of their configurations.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    pub models: Vec<ModelReport>,
}

/// Where one model is, and how good it was when it was last evaluated.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct ModelReport {
    pub name: String,
    /// Number of weights and biases.
    pub parameters: usize,
    /// Whole epochs done.
    pub epoch: u32,
    /// Batches done.
    pub iteration: u64,
    /// On training examples; `null` before the first evaluation.
    pub train: Option<Score>,
    /// On held-out examples; `null` where none are held out.
    pub held_out: Option<Score>,
    /// The iteration whose weights gave these scores.
    pub evaluated_at: u64,
    /// ‖∂E/∂parameters‖ of the last batch.
    pub gradient_norm: f32,
    /// Why the run stopped at its last finite state, as a sentence, or `null` while it is well.
    pub stopped: Option<String>,
}

/// One dense layer and where its parameters stand in the flat vector.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct LayerShape {
    pub inputs: usize,
    pub outputs: usize,
    /// Index of the first weight; the weights are `[inputs, outputs]`.
    pub weights: usize,
    /// Index of the first bias.
    pub biases: usize,
    /// "tanh", "relu", …; of the last layer "sigmoid", "softmax" or "identity".
    pub activation: &'static str,
}

impl Report {
    pub fn new(race: &Race) -> Self {
        Self {
            models: race.contenders().iter().map(ModelReport::new).collect(),
        }
    }
}

impl ModelReport {
    fn new(contender: &Contender) -> Self {
        let (trainer, scores) = (&contender.trainer, &contender.scores);
        let gradient_norm = trainer.gradient_norm();
        Self {
            name: trainer.config().name.clone(),
            parameters: trainer.network().parameters.len(),
            epoch: trainer.epoch(),
            iteration: trainer.iteration(),
            train: scores.train,
            held_out: scores.held_out,
            evaluated_at: scores.iteration,
            gradient_norm: if gradient_norm.is_finite() {
                gradient_norm
            } else {
                f32::MAX
            },
            stopped: trainer.stopped().map(Into::into),
        }
    }
}

/// The layers of a contender's network.
pub fn layer_shapes(contender: &Contender) -> Vec<LayerShape> {
    let network = contender.trainer.network();
    let last = network.layers().len() - 1;
    let shape = |(l, layer): (usize, &Dense)| LayerShape {
        inputs: layer.inputs,
        outputs: layer.outputs,
        weights: layer.weights().start,
        biases: layer.biases().start,
        activation: if l == last {
            network.loss().output_name(layer.outputs)
        } else {
            layer.activation.name()
        },
    };
    network.layers().iter().enumerate().map(shape).collect()
}
