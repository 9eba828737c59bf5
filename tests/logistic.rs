//! A logistic unit trained from zero on the whole set reaches the optimum that scikit-learn finds.
//!
//! The loss is convex and the classes overlap, so there is one optimum, and weights, bias and loss must all come within
//! `TOLERANCE` of it. The numbers come from `tests/reference/logistic.py`.

use gradual::architecture::Architecture;
use gradual::learning::optimizer::{Optimizer, Rule};
use gradual::network::{Network, Workspace};
use gradual::pieces::initial::Initial;
use gradual::pieces::loss::Loss;
use gradual::pieces::shape::Shape;
use gradual::pieces::signals::Input;
use gradual::random::Random;
use serde::Deserialize;

const TOLERANCE: f64 = 1e-5;
const UPDATES: usize = 500;
const LEARNING_RATE: f32 = 1.0;

#[derive(Deserialize)]
struct Reference {
    inputs: Vec<[f32; 2]>,
    targets: Vec<f32>,
    weights: [f64; 2],
    bias: f64,
    loss: f64,
}

#[test]
fn gradient_descent_reaches_the_optimum_of_scikit_learn() {
    let reference: Reference =
        serde_json::from_str(include_str!("reference/logistic.json")).unwrap();
    let (x, t) = (reference.inputs.as_flattened(), &reference.targets);
    let architecture = Architecture {
        input: Shape::Units(2),
        hidden: vec![],
        outputs: 1,
        loss: Loss::CrossEntropy,
        initial: Initial::Zero,
    };
    let mut unit = Network::new(&architecture, &mut Random::new(0)).unwrap();
    let mut workspace = Workspace::new(&unit);
    let mut optimizer = Optimizer::new(Rule::GradientDescent, unit.parameters.len());
    for _ in 0..UPDATES {
        let mut gradient = [0.0; 3];
        let scale = 1.0 / t.len() as f32;
        unit.accumulate_gradient(Input::Rows(x), t, scale, &mut gradient, &mut workspace);
        optimizer.update(&mut unit.parameters, &gradient, LEARNING_RATE);
    }

    let loss = unit.total_loss(Input::Rows(x), t, &mut workspace) / t.len() as f64;
    let [w1, w2] = reference.weights;
    let ours = unit.parameters.iter().map(|&p| f64::from(p)).chain([loss]);
    for (ours, theirs) in ours.zip([w1, w2, reference.bias, reference.loss]) {
        println!("{ours:.7} {theirs:.7}");
        assert!((ours - theirs).abs() < TOLERANCE, "{ours} {theirs}");
    }
}
