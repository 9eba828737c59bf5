//! The report of a race: the numbers a page shows after a step.

use serde::Serialize;
use tsify::Tsify;

use crate::pieces::activation::Activation;
use crate::pieces::layer::Layer;
use crate::pieces::loss::Loss;
use crate::pieces::shape::Shape;
use crate::trainer::learner::Learner;
use crate::trainer::race::{Contender, Race};
use crate::trainer::sweep::Score;

/// The state of every model, in the order of their configurations.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    pub models: Vec<ModelReport>,
    /// Whether the points have values to predict: then every `accuracy` is R².
    pub regression: bool,
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
    /// Gradients worked out.
    pub evaluations: u64,
    /// Seconds spent training.
    pub seconds: f64,
    /// ln of the probability that the model gives to the training examples that were scored, Σ ln P(class); `null` where
    /// its outputs are no probabilities.
    pub log_likelihood: Option<f64>,
    /// Whether it was fitted at once and takes no steps.
    pub fitted: bool,
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

/// One layer and where its parameters stand in the flat vector.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct LayerShape {
    /// "dense", "convolution", "max-pool", "average-pool", "flatten" or "dropout".
    pub kind: &'static str,
    /// Values that come in and go out, for one example.
    pub inputs: usize,
    pub outputs: usize,
    /// Index of the first weight: `[inputs, outputs]` of a dense layer, `[channels, kernel, kernel, input channels]` of a
    /// convolution.
    pub weights: usize,
    /// Index of the first bias.
    pub biases: usize,
    /// "tanh", "relu", …; of the last layer "sigmoid", "softmax" or "identity"; "none" for a layer without one.
    pub activation: &'static str,
    /// What comes out, where that is a picture.
    pub shape: Option<PictureShape>,
    /// Side of a convolution's filters or a pool's windows, in pixels.
    pub kernel: Option<usize>,
}

/// Sides of a picture and numbers in each pixel.
#[derive(Serialize, Tsify)]
pub struct PictureShape {
    pub height: usize,
    pub width: usize,
    pub channels: usize,
}

impl Report {
    pub fn new(race: &Race) -> Self {
        Self {
            models: race.contenders().iter().map(ModelReport::new).collect(),
            regression: race.data().is_regression(),
        }
    }
}

impl ModelReport {
    fn new(contender: &Contender) -> Self {
        let (trainer, scores) = (&contender.trainer, &contender.scores);
        let gradient_norm = trainer.gradient_norm();
        Self {
            name: trainer.config().name.clone(),
            parameters: trainer.parameters().len(),
            epoch: trainer.epoch(),
            iteration: trainer.iteration(),
            evaluations: trainer.evaluations(),
            seconds: contender.seconds(),
            log_likelihood: log_likelihood(contender),
            fitted: trainer.config().learner == Learner::NaiveBayes,
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

/// Cross-entropy is −ln P(class), so its sum over the examples is that of the log-likelihood but for the sign.
fn log_likelihood(contender: &Contender) -> Option<f64> {
    let score = contender.scores.train?;
    let likely = contender.trainer.config().loss == Loss::CrossEntropy;
    likely.then(|| -score.loss * score.examples as f64)
}

/// The layers of a contender's network.
pub fn layer_shapes(contender: &Contender) -> Vec<LayerShape> {
    let network = contender.trainer.network();
    let (output, hidden) = network
        .layers()
        .split_last()
        .expect("there is an output layer");
    let own = |layer: &Layer| layer.activation().map_or("none", Activation::name);
    let mut shapes: Vec<LayerShape> = hidden
        .iter()
        .map(|layer| layer_shape(layer, own(layer)))
        .collect();
    shapes.push(layer_shape(
        output,
        network.loss().output_name(output.outputs()),
    ));
    shapes
}

fn layer_shape(layer: &Layer, activation: &'static str) -> LayerShape {
    LayerShape {
        kind: layer.kind(),
        inputs: layer.inputs(),
        outputs: layer.outputs(),
        weights: layer.weights().start,
        biases: layer.biases().start,
        activation,
        shape: match layer.output() {
            Shape::Units(_) => None,
            Shape::Picture(picture) => Some(PictureShape {
                height: picture.height,
                width: picture.width,
                channels: picture.channels,
            }),
        },
        kernel: match layer {
            Layer::Convolution(layer) => Some(layer.kernel),
            Layer::Pooling(layer) => Some(layer.size),
            _ => None,
        },
    }
}
