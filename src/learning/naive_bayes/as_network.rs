//! Gaussian naive Bayes as a network: its log-odds are quadratic in x, so softmax regression over x₁ … xₙ, x₁² … xₙ² says the
//! same (Bishop 2006, §4.2.1).
//!
//! ln P(x, k) = Σᵢ (μₖᵢ / σ²ₖᵢ) xᵢ − Σᵢ xᵢ² / 2σ²ₖᵢ + cₖ − Σᵢ μ²ₖᵢ / 2σ²ₖᵢ, with cₖ = ln P(k) − ½ Σᵢ ln 2πσ²ₖᵢ. Naive Bayes and the
//! logistic unit are two ways to find the same kind of boundary: by a model of each class, or of the boundary alone.

use super::gaussian::Gaussian;

/// The logit of a class that was never observed.
const NEVER: f64 = -1e4;

/// Weights `[2 · features, outputs]`, those of the squares below those of the inputs, then biases `[outputs]`; one output, the
/// log-odds of class 1, for two classes, else one a class.
///
/// ```
/// use gradual::learning::naive_bayes::{NaiveBayes, as_network, gaussian::Gaussian};
///
/// let mut model = Gaussian::new(1, 2, 0.0);
/// for (x, class) in [(-2.0, 0), (0.0, 0), (0.0, 1), (2.0, 1)] {
///     model.observe(&[x], class);
/// }
/// model.fit();
/// let parameters = as_network::parameters(&model);
/// let expected = [2.0, 0.0, 0.0]; // log-odds are 2 x, for both classes spread alike around ∓1
/// assert!(parameters.iter().zip(expected).all(|(p, e)| (p - e).abs() < 1e-5));
/// ```
pub fn parameters(model: &Gaussian) -> Vec<f32> {
    let classes: Vec<Vec<f64>> = (0..model.constants().len())
        .map(|class| logit(model, class))
        .collect();
    let outputs = match &classes[..] {
        [zero, one] => vec![one.iter().zip(zero).map(|(one, zero)| one - zero).collect()],
        _ => classes,
    };
    let rows = outputs[0].len();
    (0..rows)
        .flat_map(|row| outputs.iter().map(move |output| output[row] as f32))
        .collect()
}

/// The coefficients of xᵢ, of xᵢ² and of 1 in ln P(x, k), `[2 · features + 1]`.
fn logit(model: &Gaussian, class: usize) -> Vec<f64> {
    let (means, variances) = model.class(class);
    if model.constants()[class] == f64::NEG_INFINITY {
        return [vec![0.0; 2 * means.len()], vec![NEVER]].concat();
    }
    let pairs = || means.iter().zip(variances);
    let squares: f64 = pairs().map(|(mean, variance)| mean * mean / variance).sum();
    let linear = pairs().map(|(mean, variance)| mean / variance);
    let quadratic = variances.iter().map(|variance| -0.5 / variance);
    let constant = model.constants()[class] - 0.5 * squares;
    linear.chain(quadratic).chain([constant]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learning::naive_bayes::NaiveBayes;
    use crate::random::Random;

    /// Clouds of different widths, as many as `classes`.
    fn fitted(classes: u8) -> Gaussian {
        let (mut model, mut random) =
            (Gaussian::new(2, usize::from(classes), 1e-9), Random::new(4));
        for i in 0..300_u32 {
            let label = (i % u32::from(classes)) as u8;
            let [middle, width] = [f32::from(label) - 1.0, 0.3 + 0.4 * f32::from(label)];
            model.observe(&[0.0; 2].map(|_| middle + width * random.normal()), label);
        }
        model.fit();
        model
    }

    #[test]
    fn the_network_has_the_log_odds_of_the_model() {
        for classes in [2, 3, 5] {
            let model = fitted(classes);
            let parameters = parameters(&model);
            let outputs = if classes == 2 {
                1
            } else {
                usize::from(classes)
            };
            let mut joint = vec![0.0; usize::from(classes)];
            for x in [[0.3, -1.2], [2.0, 2.5], [-3.0, 1.0]] {
                model.log_joint(&x, &mut joint);
                let inputs = [x[0], x[1], x[0] * x[0], x[1] * x[1], 1.0];
                let z = |k: usize| -> f64 {
                    let column = parameters.iter().skip(k).step_by(outputs);
                    inputs
                        .iter()
                        .zip(column)
                        .map(|(x, w)| f64::from(x * w))
                        .sum()
                };
                let odds = |k: usize| if outputs == 1 { z(0) } else { z(k) - z(0) };
                for k in 1..usize::from(classes) {
                    let expected = joint[k] - joint[0];
                    assert!((odds(k) - expected).abs() < 1e-4 * (1.0 + expected.abs()));
                }
            }
        }
    }

    #[test]
    fn a_class_without_points_is_never_said() {
        let mut model = Gaussian::new(2, 3, 1e-9);
        for i in 0..10_u8 {
            model.observe(&[f32::from(i), f32::from(i % 3)], i % 2);
        }
        model.fit();
        let parameters = parameters(&model);
        assert!(parameters.iter().all(|value| value.is_finite()));
        assert_eq!(parameters.last(), Some(&(NEVER as f32)));
    }
}
