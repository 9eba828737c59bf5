//! Perceptron, linear and softmax regression learn what scikit-learn's learn.
//!
//! The numbers come from `tests/reference/classics.py`. The perceptron's weights are the same after every epoch, as all its
//! updates are exact; the others meet at the one optimum of their convex loss.

use std::sync::Arc;

use gradual::architecture::Architecture;
use gradual::data::dataset::{Dataset, Inputs};
use gradual::learning::descent::{Descent, Method};
use gradual::learning::optimizer::Rule;
use gradual::network::{Network, Workspace};
use gradual::pieces::initial::Initial;
use gradual::pieces::loss::Loss;
use gradual::pieces::shape::Shape;
use gradual::pieces::signals::Input;
use gradual::trainer::learner::Learner;
use gradual::trainer::settings::ModelConfig;
use gradual::trainer::training::Trainer;
use serde::Deserialize;

const TOLERANCE: f64 = 1e-5;

#[derive(Deserialize)]
struct Reference {
    penalty: f32,
    separable: Perceptron,
    inseparable: Perceptron,
    linear: Linear,
    softmax: Softmax,
}

/// Each of `epochs` ends with two weights and a bias, and as many errors.
#[derive(Deserialize)]
struct Perceptron {
    inputs: Vec<[f32; 2]>,
    labels: Vec<u8>,
    epochs: Vec<[f32; 4]>,
}

#[derive(Deserialize)]
struct Linear {
    inputs: Vec<[f32; 2]>,
    targets: Vec<f32>,
    least_squares: [f64; 3],
    ridge: [f64; 3],
}

#[derive(Deserialize)]
struct Softmax {
    inputs: Vec<[f32; 2]>,
    labels: Vec<u8>,
    weights: [f64; 6],
    biases: [f64; 3],
    probabilities: Vec<[f64; 3]>,
}

fn reference() -> Reference {
    serde_json::from_str(include_str!("reference/classics.json")).unwrap()
}

/// A unit that fires or not.
fn perceptron() -> Network {
    let architecture = Architecture {
        input: Shape::Units(2),
        hidden: vec![],
        outputs: 1,
        loss: Loss::Perceptron,
        initial: Initial::Zero,
    };
    Network::new(&architecture).unwrap()
}

impl Perceptron {
    /// One example after the other, rate 1; the same weights and as many errors as scikit-learn's after every epoch.
    fn assert_same_way(&self) {
        let (unit, mut parameters) = (perceptron(), [0.0; 3]);
        let mut workspace = Workspace::new(&unit);
        let mut rule = Descent::new(Method::Plain, 3);
        for epoch in &self.epochs {
            for (x, &label) in self.inputs.iter().zip(&self.labels) {
                let (t, mut gradient) = ([f32::from(label)], [0.0; 3]);
                let model = unit.with(&parameters);
                model.accumulate_gradient(Input::Rows(x), &t, 1.0, &mut gradient, &mut workspace);
                rule.update(&mut parameters, &gradient, 1.0);
            }
            assert_eq!(parameters, epoch[..3]);
            let model = unit.with(&parameters);
            let said = model.predict(Input::Rows(self.inputs.as_flattened()), &mut workspace);
            let wrong = said.iter().zip(&self.labels);
            let errors = wrong.filter(|(y, label)| **y != f32::from(**label)).count();
            assert_eq!(errors as f32, epoch[3]);
        }
    }
}

#[test]
fn the_perceptron_goes_the_same_way() {
    let Reference {
        separable,
        inseparable,
        ..
    } = reference();
    separable.assert_same_way();
    inseparable.assert_same_way();
    assert!(separable.epochs[0][3] > 0.0 && separable.epochs.last().unwrap()[3] == 0.0);
    assert!(inseparable.epochs.iter().all(|epoch| epoch[3] > 0.0));
}

/// Trains by L-BFGS until it comes to rest.
fn optimum(data: Dataset, loss: Loss, l2: f32) -> Trainer {
    let config = ModelConfig {
        name: "Model".into(),
        learner: Learner::Network,
        hidden: vec![],
        loss,
        initial: Initial::Zero,
        optimizer: Rule::Lbfgs,
        learning_rate: 1.0,
        batch_size: 1,
        l1: 0.0,
        l2,
        augmentation: 0.0,
        clip: 0.0,
        frozen: Vec::new(),
    };
    let mut trainer = Trainer::new(config, Arc::new(data), 1).unwrap();
    trainer.step(500);
    assert!(trainer.stopped().is_some(), "it comes to rest");
    trainer
}

fn assert_near(ours: &[f32], theirs: &[f64]) {
    assert_eq!(ours.len(), theirs.len());
    for (&ours, theirs) in ours.iter().zip(theirs) {
        println!("{ours:.7} {theirs:.7}");
        assert!(
            (f64::from(ours) - theirs).abs() < TOLERANCE,
            "{ours} {theirs}"
        );
    }
}

#[test]
fn linear_regression_is_least_squares() {
    let Reference {
        linear, penalty, ..
    } = reference();
    for (l2, expected) in [(0.0, linear.least_squares), (penalty, linear.ridge)] {
        let inputs = Inputs::Values(linear.inputs.as_flattened().to_vec());
        let (targets, train) = (linear.targets.clone(), linear.targets.len());
        let data = Dataset::regression(inputs, Shape::Units(2), targets, train).unwrap();
        let line = optimum(data, Loss::SquaredErrorLinear, l2);
        assert_near(line.parameters(), &expected);
    }
}

#[test]
fn softmax_regression_tells_three_classes_apart() {
    let Reference {
        softmax, penalty, ..
    } = reference();
    let inputs = Inputs::Values(softmax.inputs.as_flattened().to_vec());
    let (labels, train) = (softmax.labels.clone(), softmax.labels.len());
    let data = Dataset::new(inputs, Shape::Units(2), labels, 3, train).unwrap();
    let units = optimum(data, Loss::CrossEntropy, penalty);
    let (weights, biases) = units.parameters().split_at(6);
    let mean = biases.iter().sum::<f32>() / 3.0;
    let biases: Vec<f32> = biases.iter().map(|bias| bias - mean).collect();
    assert_near(weights, &softmax.weights);
    assert_near(&biases, &softmax.biases);

    let points = softmax.inputs[..softmax.probabilities.len()].as_flattened();
    let mut workspace = Workspace::new(units.network());
    let said = units.model().predict(Input::Rows(points), &mut workspace);
    assert_near(said, softmax.probabilities.as_flattened());
}
