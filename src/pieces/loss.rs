//! The output of a network and its loss, in their right pairs.
//!
//! | pair | y | E(y, t) for one example | δ = ∂E/∂z |
//! | --- | --- | --- | --- |
//! | cross-entropy, one output | σ(z) | −t ln y − (1 − t) ln(1 − y) | y − t |
//! | cross-entropy, K outputs | softmax(z) | −Σ t ln y | y − t |
//! | squared error, sigmoid | σ(z) | ½ Σ (y − t)² | (y − t) y (1 − y) |
//! | squared error, linear | z | ½ Σ (y − t)² | y − t |
//!
//! Cross-entropy is computed from the logit z, never from ln y, so it stays finite and exact when y rounds to 0 or 1:
//! ln(1 + eᶻ) − t z for one output and ln Σ eᶻ − Σ t z for K.

use serde::{Deserialize, Serialize};

use crate::kernels::elementwise::{exp, map, sigmoid, softplus, zip};
use crate::kernels::lanes::F32x4;
use crate::kernels::reduce::sum_of_pairs;

/// Which outputs and which error a network is trained with.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum Loss {
    /// Sigmoid for one output, softmax for several; maximum likelihood.
    CrossEntropy,
    /// Sigmoid outputs with E = ½ Σ (y − t)², as in the notes' backpropagation.
    SquaredError,
    /// Identity outputs with E = ½ Σ (y − t)²: regression.
    SquaredErrorLinear,
}

impl Loss {
    /// y from the total inputs z, in place; `outputs` values a row.
    pub fn forward(self, z: &mut [f32], outputs: usize) {
        match self {
            Self::SquaredErrorLinear => {}
            Self::CrossEntropy if outputs > 1 => z.chunks_exact_mut(outputs).for_each(softmax),
            Self::CrossEntropy | Self::SquaredError => map(z, sigmoid),
        }
    }

    /// δ = ∂E/∂z · `scale`, written over y; `t` are the targets, of the same shape `[batch, outputs]`.
    pub fn backward(self, y: &mut [f32], t: &[f32], scale: f32) {
        let (scale, one) = (F32x4::splat(scale), F32x4::splat(1.0));
        match self {
            Self::CrossEntropy | Self::SquaredErrorLinear => zip(y, t, |y, t| (y - t) * scale),
            Self::SquaredError => zip(y, t, |y, t| (y - t) * (y * (one - y)) * scale),
        }
    }

    /// Σ E over the rows of `z` and `t`, both `[batch, outputs]`.
    pub fn total(self, z: &[f32], t: &[f32], outputs: usize) -> f64 {
        let half = F32x4::splat(0.5);
        let half_square = |error: F32x4| half * error * error;
        match self {
            Self::CrossEntropy if outputs > 1 => {
                let rows = z.chunks_exact(outputs).zip(t.chunks_exact(outputs));
                rows.map(|(z, t)| f64::from(log_sum_exp(z)) - sum_of_pairs(z, t, |z, t| z * t))
                    .sum()
            }
            Self::CrossEntropy => sum_of_pairs(z, t, |z, t| softplus(z) - t * z),
            Self::SquaredError => sum_of_pairs(z, t, |z, t| half_square(sigmoid(z) - t)),
            Self::SquaredErrorLinear => sum_of_pairs(z, t, |z, t| half_square(z - t)),
        }
    }

    /// The name of the outputs' activation.
    pub fn output_name(self, outputs: usize) -> &'static str {
        match self {
            Self::SquaredErrorLinear => "identity",
            Self::CrossEntropy if outputs > 1 => "softmax",
            Self::CrossEntropy | Self::SquaredError => "sigmoid",
        }
    }
}

/// yₖ = eᶻᵏ / Σ eᶻ, in place. The largest z is taken off first: the ratio stays, and no power overflows.
fn softmax(z: &mut [f32]) {
    let largest = largest(z);
    map(z, |z| exp(z - F32x4::splat(largest)));
    let sum = F32x4::splat(z.iter().sum());
    map(z, |y| y / sum);
}

/// ln Σ eᶻ = m + ln Σ eᶻ⁻ᵐ with m = max z.
fn log_sum_exp(z: &[f32]) -> f32 {
    let largest = largest(z);
    largest + libm::logf(z.iter().map(|z| libm::expf(z - largest)).sum())
}

fn largest(z: &[f32]) -> f32 {
    z.iter().copied().fold(f32::NEG_INFINITY, f32::max)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn softmax_sums_to_one_at_every_scale() {
        for scale in [1e-3, 1.0, 10.0, 1e4] {
            let mut z: Vec<f32> = (0..10).map(|i| scale * i as f32).collect();
            softmax(&mut z);
            assert!((z.iter().sum::<f32>() - 1.0).abs() < 1e-6, "{scale}");
        }
    }

    #[test]
    fn cross_entropy_stays_finite_where_y_rounds_to_zero_or_one() {
        assert_eq!(Loss::CrossEntropy.total(&[500.0], &[0.0], 1), 500.0);
        assert!(Loss::CrossEntropy.total(&[-500.0], &[0.0], 1) < 1e-30);
        assert_eq!(
            Loss::CrossEntropy.total(&[0.0, 700.0], &[1.0, 0.0], 2),
            700.0
        );
    }

    #[test]
    fn untrained_guesses_cost_the_log_of_the_number_of_classes() {
        let one = Loss::CrossEntropy.total(&[0.0], &[1.0], 1);
        let ten = Loss::CrossEntropy.total(
            &[0.0; 10],
            &[1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0],
            10,
        );
        assert!((one - 2.0_f64.ln()).abs() < 1e-6 && (ten - 10.0_f64.ln()).abs() < 1e-6);
    }
}
