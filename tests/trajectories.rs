//! Whole training runs against those of JAX and Optax in double precision: five optimisers on four networks, sixty
//! updates each.
//!
//! Every batch loss on the way and every parameter at the end agrees within `TOLERANCE`, relative to max(1, |reference|);
//! what remains is the rounding of `f32`, at most 4e-7 here. The numbers come from `tests/reference/trajectories.py`.

use gradual::architecture::{Architecture, HiddenLayer};
use gradual::learning::optimizer::{Optimizer, Rule};
use gradual::network::{Network, Workspace};
use gradual::pieces::activation::Activation;
use gradual::pieces::initial::Initial;
use gradual::pieces::loss::Loss;
use gradual::pieces::shape::Shape;
use gradual::pieces::signals::Input;
use serde::Deserialize;

const TOLERANCE: f64 = 2e-6;

#[derive(Deserialize)]
struct Case {
    name: String,
    optimizer: Rule,
    learning_rate: f32,
    l1: f32,
    l2: f32,
    loss: Loss,
    layers: Vec<Layer>,
    inputs: Vec<Vec<f32>>,
    targets: Vec<Vec<f32>>,
    first: Vec<f32>,
    batch_size: usize,
    updates: usize,
    losses: Vec<f64>,
    last: Vec<f64>,
}

#[derive(Deserialize)]
struct Layer {
    inputs: usize,
    outputs: usize,
    activation: Activation,
}

impl Layer {
    fn hidden(&self) -> HiddenLayer {
        let (units, activation) = (self.outputs, self.activation);
        HiddenLayer::Dense { units, activation }
    }
}

impl Case {
    /// The reference's network.
    fn network(&self) -> Network {
        let (output, hidden) = self.layers.split_last().unwrap();
        let architecture = Architecture {
            input: Shape::Units(self.layers[0].inputs),
            hidden: hidden.iter().map(Layer::hidden).collect(),
            outputs: output.outputs,
            loss: self.loss,
            initial: Initial::Zero,
        };
        Network::new(&architecture).unwrap()
    }

    /// Trains as the reference did; returns the mean loss of each batch, and the last parameters.
    fn train(&self) -> (Vec<f64>, Vec<f64>) {
        let (network, mut parameters) = (self.network(), self.first.clone());
        let mut workspace = Workspace::new(&network);
        let optimizer = Optimizer::new(self.optimizer, self.first.len());
        let Optimizer::Descent(mut optimizer) = optimizer else {
            panic!("a rule without line search")
        };
        let inputs = self.inputs.chunks(self.batch_size);
        let batches = inputs.zip(self.targets.chunks(self.batch_size)).cycle();
        let losses = batches.take(self.updates).map(|(x, t)| {
            let mut gradient = vec![0.0; self.first.len()];
            let model = network.with(&parameters);
            let total = model.accumulate_gradient(
                Input::Rows(&x.concat()),
                &t.concat(),
                1.0 / x.len() as f32,
                &mut gradient,
                &mut workspace,
            );
            model.accumulate_penalty(self.l1, self.l2, &mut gradient);
            optimizer.update(&mut parameters, &gradient, self.learning_rate);
            total / x.len() as f64
        });
        let losses = losses.collect();
        let last = parameters.iter().map(|&p| f64::from(p)).collect();
        (losses, last)
    }
}

/// The largest difference, relative to max(1, |reference|).
fn largest_difference(ours: &[f64], reference: &[f64]) -> f64 {
    assert_eq!(ours.len(), reference.len());
    let pairs = ours.iter().zip(reference);
    pairs
        .map(|(a, b)| (a - b).abs() / b.abs().max(1.0))
        .fold(0.0, f64::max)
}

#[test]
fn training_follows_the_reference() {
    let cases: Vec<Case> =
        serde_json::from_str(include_str!("reference/trajectories.json")).unwrap();
    assert_eq!(cases.len(), 20);
    for case in cases {
        let (losses, last) = case.train();
        let on_the_way = largest_difference(&losses, &case.losses);
        let at_the_end = largest_difference(&last, &case.last);
        println!("{}: {on_the_way:.1e}, {at_the_end:.1e}", case.name);
        assert!(on_the_way < TOLERANCE, "losses of {}", case.name);
        assert!(at_the_end < TOLERANCE, "parameters of {}", case.name);
    }
}
