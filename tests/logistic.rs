//! A logistic unit trained from zero on the whole set reaches the optimum that scikit-learn finds with SciPy's L-BFGS.
//!
//! The loss is convex and the classes overlap, so there is one optimum, and weights, bias and loss must all come within
//! `TOLERANCE` of it. The numbers come from `tests/reference/logistic.py`.

use gradual::architecture::Architecture;
use gradual::learning::descent::{Descent, Method};
use gradual::learning::minimizer::{Minimizer, Scratch};
use gradual::network::{Network, Workspace};
use gradual::pieces::initial::Initial;
use gradual::pieces::loss::Loss;
use gradual::pieces::shape::Shape;
use gradual::pieces::signals::Input;
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

impl Reference {
    fn read() -> Self {
        serde_json::from_str(include_str!("reference/logistic.json")).unwrap()
    }

    /// Mean loss of the unit with some parameters, and its gradient.
    fn evaluate(&self, parameters: &[f32], gradient: &mut [f32]) -> f64 {
        let architecture = Architecture {
            input: Shape::Units(2),
            hidden: vec![],
            outputs: 1,
            loss: Loss::CrossEntropy,
            initial: Initial::Zero,
        };
        let unit = Network::new(&architecture).unwrap();
        let mut workspace = Workspace::new(&unit);
        let x = Input::Rows(self.inputs.as_flattened());
        let (t, count) = (&self.targets, self.targets.len());
        gradient.fill(0.0);
        let scale = 1.0 / count as f32;
        let unit = unit.with(parameters);
        unit.accumulate_gradient(x, t, scale, gradient, &mut workspace) / count as f64
    }

    fn assert_reached(&self, parameters: &[f32; 3]) {
        let loss = self.evaluate(parameters, &mut [0.0; 3]);
        let [w1, w2] = self.weights;
        let ours = parameters.iter().map(|&p| f64::from(p)).chain([loss]);
        for (ours, theirs) in ours.zip([w1, w2, self.bias, self.loss]) {
            println!("{ours:.7} {theirs:.7}");
            assert!((ours - theirs).abs() < TOLERANCE, "{ours} {theirs}");
        }
    }
}

#[test]
fn gradient_descent_reaches_the_optimum_of_scikit_learn() {
    let reference = Reference::read();
    let mut descent = Descent::new(Method::Plain, 3);
    let mut parameters = [0.0; 3];
    for _ in 0..UPDATES {
        let mut gradient = [0.0; 3];
        reference.evaluate(&parameters, &mut gradient);
        descent.update(&mut parameters, &gradient, LEARNING_RATE);
    }
    reference.assert_reached(&parameters);
}

/// They choose their own step lengths, and come to rest by themselves in far fewer passes over the data.
#[test]
fn conjugate_gradient_and_lbfgs_reach_it_too() {
    let reference = Reference::read();
    for mut minimizer in [Minimizer::conjugate_gradient(3), Minimizer::lbfgs(3)] {
        let (mut parameters, mut scratch) = ([0.0; 3], Scratch::default());
        let mut passes = 0;
        let mut evaluate = |parameters: &[f32], gradient: &mut [f32]| {
            passes += 1;
            reference.evaluate(parameters, gradient)
        };
        while minimizer
            .step(&mut parameters, &mut scratch, &mut evaluate)
            .is_some()
        {}
        println!("{passes} passes");
        assert!(passes < 100, "{passes} passes");
        reference.assert_reached(&parameters);
    }
}
