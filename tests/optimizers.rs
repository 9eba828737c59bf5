//! Each optimiser's updates against PyTorch's in double precision, on the same forty gradients.
//!
//! What remains is the rounding of `f32`. The numbers come from `tests/reference/optimizers.py`.

use std::collections::BTreeMap;

use gradual::learning::optimizer::{Optimizer, Rule};
use serde::Deserialize;

const TOLERANCE: f64 = 2e-6;

#[derive(Deserialize)]
struct Reference {
    rate: f32,
    first: Vec<f32>,
    gradients: Vec<Vec<f32>>,
    last: BTreeMap<String, Vec<f64>>,
}

#[test]
fn updates_are_those_of_pytorch() {
    let reference: Reference =
        serde_json::from_str(include_str!("reference/optimizers.json")).unwrap();
    assert_eq!(reference.last.len(), 5);
    for (name, last) in &reference.last {
        let rule: Rule = serde_json::from_value(name.as_str().into()).unwrap();
        let mut parameters = reference.first.clone();
        let Optimizer::Descent(mut optimizer) = Optimizer::new(rule, parameters.len()) else {
            panic!("a rule without line search")
        };
        for gradient in &reference.gradients {
            optimizer.update(&mut parameters, gradient, reference.rate);
        }
        for (ours, theirs) in parameters.iter().zip(last) {
            let error = (f64::from(*ours) - theirs).abs();
            assert!(
                error <= TOLERANCE * theirs.abs().max(1.0),
                "{name}: {ours} for {theirs}"
            );
        }
    }
}
