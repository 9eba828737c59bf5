//! The report of a race: the numbers a page shows after a step.

use serde::Serialize;

use crate::pieces::activation::Activation;
use crate::pieces::layer::Layer;
use crate::pieces::loss::Loss;
use crate::pieces::shape::Shape;
use crate::trainer::contender::Contender;
use crate::trainer::learner::Learner;
use crate::trainer::race::Race;
use crate::trainer::sweep::Score;

/// The state of every model, in the order of their configurations.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "page", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Report {
    pub models: Vec<ModelReport>,
    /// Whether the points have values to predict: then every `accuracy` is R².
    pub regression: bool,
    /// Whether there are training points of two classes at least, or with values; until then models wait.
    pub trainable: bool,
}

/// Where one model is, and how good it was when it was last evaluated.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "page", derive(tsify::Tsify))]
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
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "page", derive(tsify::Tsify))]
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
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "page", derive(tsify::Tsify))]
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
            trainable: race.data().teaches(),
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
    let last = network.layers().len() - 1;
    let layers = network.layers().iter().enumerate();
    let shapes = layers.map(|(l, layer)| match layer.activation() {
        _ if l == last => layer_shape(layer, network.loss().output_name(layer.outputs())),
        activation => layer_shape(layer, activation.map_or("none", Activation::name)),
    });
    shapes.collect()
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::generators::points::{PointSet, PointsConfig, generate};
    use crate::trainer::settings::ModelConfig;
    use crate::trainer::settings::tests::tanh_network;

    fn race(loss: Loss) -> Race {
        let data = generate(&PointsConfig {
            set: PointSet::Moons,
            count: 60,
            noise: 0.1,
            held_out: 0.5,
            seed: 1,
        });
        let config = ModelConfig {
            loss,
            ..tanh_network(3)
        };
        let mut race = Race::new(data.unwrap(), &[config], 9).unwrap();
        race.step(3).unwrap();
        race.evaluate(usize::MAX);
        race
    }

    #[test]
    fn the_log_likelihood_is_the_sum_over_the_training_examples() {
        let race = race(Loss::CrossEntropy);
        let contender = &race.contenders()[0];
        let data = race.data();
        let mut plane = crate::insight::outcomes::Outcomes::default();
        let found = plane.read(contender.trainer.model(), data, 1).unwrap();
        let expected: f64 = found[..30].iter().map(|o| -f64::from(o.error)).sum();
        let report = Report::new(&race);
        let told = report.models[0].log_likelihood.unwrap();
        assert!((told - expected).abs() < 1e-4, "{told} {expected}");
    }

    #[test]
    fn outputs_that_are_no_probabilities_have_no_likelihood() {
        let report = Report::new(&race(Loss::SquaredError));
        assert_eq!(report.models[0].log_likelihood, None);
        assert!(report.trainable && !report.regression);
    }

    #[test]
    fn the_last_layer_has_the_name_of_what_its_loss_makes_of_it() {
        let race = race(Loss::CrossEntropy);
        let shapes = layer_shapes(&race.contenders()[0]);
        let names: Vec<_> = shapes.iter().map(|shape| shape.activation).collect();
        assert_eq!(names, ["tanh", "sigmoid"]);
        assert_eq!((shapes[0].weights, shapes[1].inputs), (0, 3));
    }
}
