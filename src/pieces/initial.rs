//! First weights. Biases start at zero in every scheme.

use serde::{Deserialize, Serialize};

use super::activation::Activation;
use crate::random::Random;

/// How the weights of a layer with `inputs` (fan-in) and `outputs` (fan-out) are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "page", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum Initial {
    /// All zero: right for a logistic unit, whose loss is convex; hidden units would never come apart.
    Zero,
    /// Uniform in ±0.1: the notes' "small random non-zero weights".
    SmallUniform,
    /// Uniform in ±√(6 / (inputs + outputs)), for sigmoid and tanh (Glorot and Bengio 2010).
    Glorot,
    /// As Glorot, with the output layer's weights three times as large: hidden units then get a strong gradient from the
    /// first batch on. A 4-2 tanh network learns XOR (Adam 0.03, 300 epochs) from 59 of 60 seeds so, and from 46 with Glorot.
    GlorotStrongOutput,
    /// As Glorot, with the weights into hidden units divided by their activation's slope at 0, so that sigmoids pass signals
    /// on as tanh does, and the output layer's weights five times as large.
    ///
    /// With Adam at 0.01 and batches of 10, each of 100 seeds reaches 97 % on 400 points with noise 0.1 within 1,000 epochs:
    /// XOR with 4-2 ELUs (with Glorot 90 of them, with strong outputs 97), circles with 4-2 sigmoids (95 and 94), the spiral
    /// with 8-8-8 ELUs (100 and 100; with tanh only 75 and 80).
    GlorotBySlope,
    /// Normal with variance 2 / inputs, for ReLU and its kin (He et al. 2015).
    He,
    /// Normal with variance 1, whatever the number of inputs, as in chapter 1 of Nielsen's book: units with many inputs begin
    /// saturated, which his chapter 3 cures.
    Normal,
}

/// ```
/// # let hidden = vec![gradual::HiddenLayer::Dense { units: 4, activation: gradual::Activation::Tanh }];
/// # let (input, loss, initial) = (gradual::Shape::Units(2), gradual::Loss::CrossEntropy, gradual::Initial::Glorot);
/// # let architecture = gradual::Architecture { input, hidden, outputs: 1, loss, initial };
/// # let network = gradual::Network::new(&architecture)?;
/// use gradual::{Initial, Random};
///
/// let zeros = network.first_parameters(Initial::Zero, &mut Random::new(1));
/// let drawn = network.first_parameters(Initial::Glorot, &mut Random::new(1));
/// assert!(zeros.iter().all(|&p| p == 0.0));
/// assert!(drawn[..8].iter().all(|w| w.abs() <= 1.0)); // √(6 / (2 + 4)) is 1
/// # Ok::<(), gradual::Error>(())
/// ```
impl Initial {
    /// Draws the weights of one layer, `[inputs, outputs]`, with the activation of its units, or none for the output layer.
    ///
    /// ```
    /// use gradual::{Activation, Initial, Random};
    ///
    /// let mut weights = vec![0.0; 784 * 100];
    /// Initial::He.fill(&mut weights, (784, 100), Some(Activation::Relu), &mut Random::new(1));
    /// let variance = weights.iter().map(|w| w * w).sum::<f32>() / weights.len() as f32;
    /// assert!((variance - 2.0 / 784.0).abs() < 1e-4);
    /// ```
    pub fn fill(
        self,
        weights: &mut [f32],
        (inputs, outputs): (usize, usize),
        hidden: Option<Activation>,
        random: &mut Random,
    ) {
        let glorot = libm::sqrtf(6.0 / (inputs + outputs) as f32);
        let strong = glorot * hidden.map_or(STRONG, |_| 1.0);
        let by_slope = glorot * hidden.map_or(STRONGER, |units| 1.0 / units.slope_at_zero());
        let he = libm::sqrtf(2.0 / inputs as f32);
        for weight in weights {
            *weight = match self {
                Self::Zero => 0.0,
                Self::SmallUniform => random.between(-0.1, 0.1),
                Self::Glorot => random.between(-glorot, glorot),
                Self::GlorotStrongOutput => random.between(-strong, strong),
                Self::GlorotBySlope => random.between(-by_slope, by_slope),
                Self::He => he * random.normal(),
                Self::Normal => random.normal(),
            };
        }
    }
}

/// How much larger strong output weights are.
const STRONG: f32 = 3.0;
const STRONGER: f32 = 5.0;

#[cfg(test)]
mod tests {
    use super::*;

    fn variance_into(hidden: Option<Activation>, initial: Initial) -> f32 {
        let mut weights = vec![0.0; 200 * 100];
        initial.fill(&mut weights, (200, 100), hidden, &mut Random::new(2));
        weights.iter().map(|w| w * w).sum::<f32>() / weights.len() as f32
    }

    fn variance(initial: Initial) -> f32 {
        variance_into(None, initial)
    }

    #[test]
    fn variances_are_those_of_the_papers() {
        assert_eq!(variance(Initial::Zero), 0.0);
        assert!((variance(Initial::SmallUniform) - 0.01 / 3.0).abs() < 1e-4);
        assert!((variance(Initial::Glorot) - 2.0 / 300.0).abs() < 3e-4);
        assert!((variance(Initial::GlorotStrongOutput) - 9.0 * 2.0 / 300.0).abs() < 3e-3);
        assert!((variance(Initial::GlorotBySlope) - 25.0 * 2.0 / 300.0).abs() < 8e-3);
        assert!((variance(Initial::He) - 2.0 / 200.0).abs() < 3e-4);
        assert!((variance(Initial::Normal) - 1.0).abs() < 3e-2);
    }

    #[test]
    fn flat_activations_get_large_weights() {
        let ratio = |units| {
            let [glorot, by_slope] = [Initial::Glorot, Initial::GlorotBySlope]
                .map(|initial| variance_into(Some(units), initial));
            by_slope / glorot
        };
        assert!((ratio(Activation::Sigmoid) - 16.0).abs() < 1e-3);
        assert!((ratio(Activation::Softplus) - 4.0).abs() < 1e-3);
        assert_eq!(ratio(Activation::Tanh), 1.0);
    }
}
