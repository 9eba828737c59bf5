//! Convolutional networks against those of JAX and Optax in double precision: losses and gradients of every kernel, stride,
//! border and pool, and two whole training runs. The numbers come from `tests/reference/convolutions.py`.
//!
//! Losses and parameters of training agree within `TOLERANCE`, relative to max(1, |reference|). Each layer's gradient agrees
//! within `SLOPE_TOLERANCE`, relative to its largest component: the rounding of `f32` takes 7.2e-7 here, and the error of
//! `tanh` 3.4e-6, since where units are nearly saturated it is large beside the slope 1 − h².

use std::ops::Range;

use gradual::architecture::{Architecture, HiddenLayer};
use gradual::learning::optimizer::{Optimizer, Rule};
use gradual::network::{Model, Network, Workspace};
use gradual::pieces::initial::Initial;
use gradual::pieces::loss::Loss;
use gradual::pieces::shape::{Picture, Shape};
use gradual::pieces::signals::Input;
use serde::Deserialize;

const TOLERANCE: f64 = 3e-6;
const SLOPE_TOLERANCE: f64 = 1e-5;

#[derive(Deserialize)]
struct Cases {
    gradients: Vec<Gradient>,
    trajectories: Vec<Trajectory>,
}

#[derive(Deserialize)]
struct Gradient {
    #[serde(flatten)]
    start: Start,
    mean_loss: f64,
    gradient: Vec<f64>,
}

#[derive(Deserialize)]
struct Trajectory {
    #[serde(flatten)]
    start: Start,
    optimizer: Rule,
    learning_rate: f32,
    batch_size: usize,
    updates: usize,
    losses: Vec<f64>,
    last: Vec<f64>,
}

/// A network and its examples.
#[derive(Deserialize)]
struct Start {
    name: String,
    picture: Size,
    hidden: Vec<HiddenLayer>,
    outputs: usize,
    loss: Loss,
    parameters: Vec<f32>,
    inputs: Vec<Vec<f32>>,
    targets: Vec<Vec<f32>>,
}

#[derive(Deserialize)]
struct Size {
    height: usize,
    width: usize,
    channels: usize,
}

fn cases() -> Cases {
    serde_json::from_str(include_str!("reference/convolutions.json")).unwrap()
}

impl Start {
    /// The reference's network.
    fn network(&self) -> Network {
        let Size {
            height,
            width,
            channels,
        } = self.picture;
        let architecture = Architecture {
            input: Shape::Picture(Picture {
                height,
                width,
                channels,
            }),
            hidden: self.hidden.clone(),
            outputs: self.outputs,
            loss: self.loss,
            initial: Initial::Zero,
        };
        Network::new(&architecture).unwrap()
    }
}

/// The mean loss of a batch and its gradient.
fn slopes(model: Model, workspace: &mut Workspace, x: &[f32], t: &[f32]) -> (f64, Vec<f32>) {
    let mut gradient = vec![0.0; model.parameters.len()];
    let count = x.len() / model.inputs();
    let scale = 1.0 / count as f32;
    let total = model.accumulate_gradient(Input::Rows(x), t, scale, &mut gradient, workspace);
    (total / count as f64, gradient)
}

impl Gradient {
    /// The largest difference of the loss or a slope, with all examples five times, and then once: the means stay the same,
    /// and the second pass finds in its buffers what the first left.
    fn largest_difference(&self) -> f64 {
        let network = self.start.network();
        let model = network.with(&self.start.parameters);
        let mut workspace = Workspace::new(&network);
        let differences = [5, 1].map(|times| {
            let x = self.start.inputs.concat().repeat(times);
            let t = self.start.targets.concat().repeat(times);
            let (loss, gradient) = slopes(model, &mut workspace, &x, &t);
            let of_layers = layers(&network)
                .map(|layer| relative_difference(&gradient[layer.clone()], &self.gradient[layer]));
            of_layers.fold(difference(&[loss], &[self.mean_loss]), f64::max)
        });
        differences[0].max(differences[1])
    }
}

impl Trajectory {
    /// Trains as the reference did; returns the mean loss of each batch, and the last parameters.
    fn train(&self) -> (Vec<f64>, Vec<f64>) {
        let network = self.start.network();
        let mut parameters = self.start.parameters.clone();
        let mut workspace = Workspace::new(&network);
        let optimizer = Optimizer::new(self.optimizer, parameters.len());
        let Optimizer::Descent(mut optimizer) = optimizer else {
            panic!("a rule without line search")
        };
        let inputs = self.start.inputs.chunks(self.batch_size);
        let batches = inputs
            .zip(self.start.targets.chunks(self.batch_size))
            .cycle();
        let losses = batches.take(self.updates).map(|(x, t)| {
            let model = network.with(&parameters);
            let (loss, gradient) = slopes(model, &mut workspace, &x.concat(), &t.concat());
            optimizer.update(&mut parameters, &gradient, self.learning_rate);
            loss
        });
        (
            losses.collect(),
            parameters.iter().map(|&p| f64::from(p)).collect(),
        )
    }
}

/// Where each layer's parameters stand, for layers that have any.
fn layers(network: &Network) -> impl Iterator<Item = Range<usize>> {
    let ranges = network
        .layers()
        .iter()
        .map(|layer| layer.weights().start..layer.biases().end);
    ranges.filter(|range| !range.is_empty())
}

/// The largest difference over the reference's largest component.
fn relative_difference(ours: &[f32], reference: &[f64]) -> f64 {
    let largest = reference.iter().map(|r| r.abs()).fold(0.0, f64::max);
    let pairs = ours.iter().zip(reference);
    pairs
        .map(|(&a, b)| (f64::from(a) - b).abs())
        .fold(0.0, f64::max)
        / largest
}

/// The largest difference, relative to max(1, |reference|).
fn difference(ours: &[f64], reference: &[f64]) -> f64 {
    assert_eq!(ours.len(), reference.len());
    let pairs = ours.iter().zip(reference);
    pairs
        .map(|(a, b)| (a - b).abs() / b.abs().max(1.0))
        .fold(0.0, f64::max)
}

#[test]
fn losses_and_gradients_are_those_of_the_reference() {
    let cases = cases().gradients;
    assert_eq!(cases.len(), 39);
    for case in cases {
        let (name, difference) = (&case.start.name, case.largest_difference());
        println!("{name}: {difference:.1e}");
        assert!(difference < SLOPE_TOLERANCE, "{name}: {difference:e}");
    }
}

#[test]
fn training_follows_the_reference() {
    let cases = cases().trajectories;
    assert_eq!(cases.len(), 2);
    for case in cases {
        let (losses, last) = case.train();
        let on_the_way = difference(&losses, &case.losses);
        let at_the_end = difference(&last, &case.last);
        let name = &case.start.name;
        println!("{name}: {on_the_way:.1e}, {at_the_end:.1e}");
        assert!(on_the_way < TOLERANCE, "losses of {name}: {on_the_way:e}");
        assert!(
            at_the_end < TOLERANCE,
            "parameters of {name}: {at_the_end:e}"
        );
    }
}
