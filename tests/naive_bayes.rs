//! Gaussian and Bernoulli naive Bayes say what scikit-learn's say.
//!
//! The numbers come from `tests/reference/naive_bayes.py`; one input is far from zero and hardly varies.

use gradual::learning::naive_bayes::bernoulli::Bernoulli;
use gradual::learning::naive_bayes::gaussian::Gaussian;
use gradual::learning::naive_bayes::{NaiveBayes, normalise};
use serde::Deserialize;

#[derive(Deserialize)]
struct Reference {
    inputs: Vec<[f32; 5]>,
    labels: Vec<u8>,
    train: usize,
    smoothing: f64,
    means: Vec<[f64; 5]>,
    variances: Vec<[f64; 5]>,
    gaussian: Vec<[f64; 3]>,
    bernoulli: Vec<[f64; 3]>,
}

fn reference() -> Reference {
    serde_json::from_str(include_str!("reference/naive_bayes.json")).unwrap()
}

fn fit(model: &mut impl NaiveBayes, reference: &Reference) {
    let train = reference
        .inputs
        .iter()
        .zip(&reference.labels)
        .take(reference.train);
    train.for_each(|(x, &label)| model.observe(x, label));
    model.fit();
}

/// ln P(k | x) of the examples that were not fitted.
fn log_posteriors(model: &impl NaiveBayes, reference: &Reference) -> Vec<[f64; 3]> {
    let posterior = |x: &[f32; 5]| {
        let mut joint = [0.0; 3];
        model.log_joint(x, &mut joint);
        normalise(&mut joint);
        joint
    };
    reference.inputs[reference.train..]
        .iter()
        .map(posterior)
        .collect()
}

fn assert_close(ours: &[f64], expected: &[f64]) {
    assert_eq!(ours.len(), expected.len());
    for (ours, expected) in ours.iter().zip(expected) {
        let most = 1e-8 * expected.abs().max(1.0);
        assert!((ours - expected).abs() < most, "{ours} {expected}");
    }
}

#[test]
fn gaussian_means_variances_and_posteriors() {
    let expected = reference();
    let mut model = Gaussian::new(5, 3, expected.smoothing);
    fit(&mut model, &expected);
    assert_close(model.means(), expected.means.as_flattened());
    assert_close(model.variances(), expected.variances.as_flattened());
    let ours = log_posteriors(&model, &expected);
    assert_close(ours.as_flattened(), expected.gaussian.as_flattened());
}

#[test]
fn bernoulli_posteriors() {
    let expected = reference();
    let mut model = Bernoulli::new(5, 3);
    fit(&mut model, &expected);
    let ours = log_posteriors(&model, &expected);
    assert_close(ours.as_flattened(), expected.bernoulli.as_flattened());
}
