//! Models that are fitted at once, by one look at each training example, and stand in the race beside those that descend.

use crate::architecture::HiddenLayer;
use crate::data::dataset::Dataset;
use crate::learning::naive_bayes::NaiveBayes;
use crate::learning::naive_bayes::as_network;
use crate::learning::naive_bayes::gaussian::Gaussian;
use crate::pieces::features::Feature;

/// A share of the largest variance that is added to all, scikit-learn's default.
const SMOOTHING: f64 = 1e-9;

/// The layer in front of naive Bayes' weights.
pub fn squares() -> HiddenLayer {
    use Feature::{X1, X1Squared, X2, X2Squared};
    HiddenLayer::Features {
        features: vec![X1, X2, X1Squared, X2Squared],
    }
}

/// Gaussian naive Bayes of the training examples.
pub fn gaussian(data: &Dataset) -> Gaussian {
    let mut model = Gaussian::new(data.features(), data.classes(), SMOOTHING);
    let mut x = vec![0.0; data.features()];
    for (example, &label) in data.labels()[..data.train_count()].iter().enumerate() {
        data.copy_input(example, &mut x);
        model.observe(&x, label);
    }
    model.fit();
    model
}

/// The same as the parameters of a network that begins with [`squares`].
pub fn parameters(data: &Dataset) -> Vec<f32> {
    as_network::parameters(&gaussian(data))
}
