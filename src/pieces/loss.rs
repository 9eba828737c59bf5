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
use crate::kernels::reduce::{largest, sum, sum_of_pairs};

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
            Self::CrossEntropy if outputs > 1 => z.chunks_exact_mut(outputs).for_each(|z| {
                softmax(z);
            }),
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

    /// Σ E over the rows of total inputs `z` and targets `t`, both `[batch, outputs]`; turns z into y in place.
    pub fn total(self, z: &mut [f32], t: &[f32], outputs: usize) -> f64 {
        let half = F32x4::splat(0.5);
        let total = match self {
            Self::CrossEntropy if outputs > 1 => {
                let rows = z.chunks_exact_mut(outputs).zip(t.chunks_exact(outputs));
                return rows
                    .map(|(z, t)| f64::from(softmax_cross_entropy(z, t)))
                    .sum();
            }
            Self::CrossEntropy => sum_of_pairs(z, t, |z, t| softplus(z) - t * z),
            Self::SquaredError => sum_of_pairs(z, t, |z, t| half * square(sigmoid(z) - t)),
            Self::SquaredErrorLinear => sum_of_pairs(z, t, |z, t| half * square(z - t)),
        };
        self.forward(z, outputs);
        total
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

/// yₖ = eᶻᵏ / Σ eᶻ, in place; returns ln Σ eᶻ. The largest z is taken off first: the ratio stays, and no power overflows.
fn softmax(z: &mut [f32]) -> f32 {
    let largest = largest(z);
    map(z, |z| exp(z - F32x4::splat(largest)));
    let sum = sum(z);
    let share = F32x4::splat(1.0 / sum);
    map(z, |y| y * share);
    largest + libm::logf(sum)
}

/// ln Σ eᶻ − Σ t z for one example whose t sum to 1; turns z into y.
fn softmax_cross_entropy(z: &mut [f32], t: &[f32]) -> f32 {
    let chosen: f32 = z.iter().zip(t).map(|(z, t)| z * t).sum();
    softmax(z) - chosen
}

#[inline(always)]
fn square(x: F32x4) -> F32x4 {
    x * x
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
        let total = |z: &mut [f32], t: &[f32]| Loss::CrossEntropy.total(z, t, t.len());
        assert_eq!(total(&mut [500.0], &[0.0]), 500.0);
        assert!(total(&mut [-500.0], &[0.0]) < 1e-30);
        assert_eq!(total(&mut [0.0, 700.0], &[1.0, 0.0]), 700.0);
    }

    #[test]
    fn untrained_guesses_cost_the_log_of_the_number_of_classes() {
        let mut certain = [0.0; 10];
        certain[0] = 1.0;
        let one = Loss::CrossEntropy.total(&mut [0.0], &[1.0], 1);
        let ten = Loss::CrossEntropy.total(&mut [0.0; 10], &certain, 10);
        assert!((one - 2.0_f64.ln()).abs() < 1e-6 && (ten - 10.0_f64.ln()).abs() < 1e-6);
    }
}
