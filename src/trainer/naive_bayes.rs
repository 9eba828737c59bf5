//! Gaussian naive Bayes beside the models that take steps: fitted at once, by one look at each training example, and shown as
//! the network that says the same.

use crate::data::dataset::Dataset;
use crate::error::{Error, Result};
use crate::learning::naive_bayes::NaiveBayes;
use crate::learning::naive_bayes::as_network;
use crate::learning::naive_bayes::gaussian::Gaussian;

pub use crate::learning::naive_bayes::as_network::squares;

/// A share of the largest variance that is added to all, scikit-learn's default.
const SMOOTHING: f64 = 1e-9;

/// Gaussian naive Bayes of the training examples, which need classes.
///
/// ```
/// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
/// # let data = std::sync::Arc::new(gradual::data::generators::points::generate(&points)?);
/// let model = gradual::trainer::naive_bayes::gaussian(&data)?;
/// assert_eq!(model.means().len(), 4); // of two inputs in two classes
/// # Ok::<(), gradual::Error>(())
/// ```
pub fn gaussian(data: &Dataset) -> Result<Gaussian> {
    if data.is_regression() {
        let what = "Naive Bayes tells classes apart, but these points have values".into();
        return Err(Error::Unsuitable { what });
    }
    let mut model = Gaussian::new(data.features(), data.classes(), SMOOTHING);
    let mut x = vec![0.0; data.features()];
    for (example, &label) in data.labels()[..data.train_count()].iter().enumerate() {
        data.copy_input(example, &mut x);
        model.observe(&x, label);
    }
    model.fit();
    Ok(model)
}

/// The same as the parameters of a network that begins with [`as_network::hidden`].
///
/// ```
/// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
/// # let data = std::sync::Arc::new(gradual::data::generators::points::generate(&points)?);
/// // A middle of two units, then a weight for each of x₁, x₂, x₁² and x₂² as seen from there, and a bias.
/// assert_eq!(gradual::trainer::naive_bayes::parameters(&data)?.len(), (2 * 2 + 2) + 5);
/// # Ok::<(), gradual::Error>(())
/// ```
pub fn parameters(data: &Dataset) -> Result<Vec<f32>> {
    Ok(as_network::parameters(&gaussian(data)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::dataset::Inputs;
    use crate::pieces::shape::Shape;

    #[test]
    fn values_are_refused_in_words() {
        let inputs = Inputs::Values(vec![0.0; 4]);
        let data = Dataset::regression(inputs, Shape::Units(2), vec![0.5, 1.0], 2).unwrap();
        let said = parameters(&data).unwrap_err().to_string();
        assert!(said.contains("these points have values"), "{said}");
    }
}
