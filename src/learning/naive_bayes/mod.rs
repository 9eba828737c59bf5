//! Naive Bayes: one model of each class's inputs x, and Bayes' theorem for which class they came from.
//!
//! P(k | x) ∝ P(k) Πᵢ P(xᵢ | k): naive, because given the class it takes every input for independent of the others (Manning,
//! Raghavan and Schütze 2008, ch. 13). Nothing is trained step by step: one look at each example is enough.

pub mod as_network;
pub mod bernoulli;
pub mod gaussian;

/// A naive Bayes model that is fitted by observing examples in any order and in as many pieces as one likes.
///
/// ```
/// use gradual::learning::naive_bayes::{NaiveBayes, gaussian::Gaussian, normalise};
///
/// let mut model = Gaussian::new(1, 2, 1e-9);
/// for (x, class) in [(-1.2, 0), (-0.8, 0), (0.8, 1), (1.2, 1)] {
///     model.observe(&[x], class);
/// }
/// model.fit();
/// let mut joint = [0.0; 2];
/// model.log_joint(&[0.9], &mut joint);
/// normalise(&mut joint); // ln P(k | x)
/// assert!(joint[1] > joint[0]);
/// ```
pub trait NaiveBayes {
    /// Takes in one example: `x` `[features]` of class `label`.
    fn observe(&mut self, x: &[f32], label: u8);

    /// Works out the model from what was observed; to be called after the last example and before any prediction.
    fn fit(&mut self);

    /// ln P(k) + Σᵢ ln P(xᵢ | k) for each class k, to `joint` `[classes]`; −∞ for a class that was never observed.
    fn log_joint(&self, x: &[f32], joint: &mut [f64]);

    /// How many numbers were fitted.
    fn parameters(&self) -> usize;
}

/// ln P(k | x) from ln P(k) + ln P(x | k), in place: subtracts ln Σₖ P(k) P(x | k), the largest term taken out first so that
/// nothing underflows.
///
/// ```
/// let mut joint = [-1000.0, -1000.0]; // e⁻¹⁰⁰⁰ is no number that one could divide by
/// gradual::learning::naive_bayes::normalise(&mut joint);
/// assert!(joint.iter().all(|ln_p| (ln_p - 0.5_f64.ln()).abs() < 1e-12));
/// ```
pub fn normalise(joint: &mut [f64]) {
    let largest = joint.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let sum: f64 = joint.iter().map(|&term| libm::exp(term - largest)).sum();
    let evidence = largest + libm::log(sum);
    joint.iter_mut().for_each(|term| *term -= evidence);
}

/// ln P(k) = ln (examples of class k / all examples), `[classes]`.
fn log_priors(counts: &[u32]) -> Vec<f64> {
    let all: u32 = counts.iter().sum();
    let share = |&count: &u32| f64::from(count) / f64::from(all);
    counts.iter().map(|count| libm::log(share(count))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn far_apart_terms_become_probabilities() {
        let mut joint = [-2000.0, -2000.0 + libm::log(3.0), f64::NEG_INFINITY];
        normalise(&mut joint);
        let probabilities = joint.map(libm::exp);
        for (ours, expected) in probabilities.into_iter().zip([0.25, 0.75, 0.0]) {
            assert!((ours - expected).abs() < 1e-12, "{probabilities:?}");
        }
    }
}
