//! The output of a network and its loss, in their right pairs.
//!
//! | pair | y | E(y, t) for one example | δ = ∂E/∂z |
//! | --- | --- | --- | --- |
//! | cross-entropy, one output | σ(z) | −t ln y − (1 − t) ln(1 − y) | y − t |
//! | cross-entropy, K outputs | softmax(z) | −Σ t ln y | y − t |
//! | squared error, sigmoid | σ(z) | ½ Σ (y − t)² | (y − t) y (1 − y) |
//! | squared error, linear | z | ½ Σ (y − t)² | y − t |
//! | the same without ½ | σ(z) or z | Σ (y − t)² | twice as much |
//! | perceptron, one output | 1 where z > 0, else 0 | max(0, (1 − 2t) z) | y − t |
//! | perceptron, K outputs | 1 for the largest z | max z − Σ t z | y − t |
//!
//! Cross-entropy is computed from the logit z, never from ln y, so it stays finite and exact when y rounds to 0 or 1. Large
//! terms are taken from each other before a small one is added, so that none is lost at z = 1,000 either:
//!
//! | outputs | E |
//! | --- | --- |
//! | one | ln(1 + eᶻ) − t z = (max(z, 0) − t z) + ln(1 + e⁻|ᶻ|) |
//! | K | ln Σ eᶻ − Σ t z = Σ t (m − z) + ln Σ eᶻ⁻ᵐ with m = max z; the targets of an example add up to 1 |

use serde::{Deserialize, Serialize};

use crate::kernels::elementwise::{exp, map, map_to, sigmoid, sigmoid_and_tail, zip};
use crate::kernels::lanes::F32x4;
use crate::kernels::reduce::{largest, map_pairs_and_sum, sum};

/// Which outputs and which error a network is trained with.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "page", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum Loss {
    /// Sigmoid for one output, softmax for several; maximum likelihood.
    CrossEntropy,
    /// Sigmoid outputs with E = ½ Σ (y − t)², as in the notes' backpropagation.
    SquaredError,
    /// Identity outputs with E = ½ Σ (y − t)²: regression.
    SquaredErrorLinear,
    /// Sigmoid outputs with E = Σ (y − t)², without the ½ that makes the derivative simpler.
    SquaredErrorWhole,
    /// Identity outputs with E = Σ (y − t)².
    SquaredErrorLinearWhole,
    /// Outputs that fire or not, with the perceptron criterion: only what is classified wrong moves the weights
    /// (Rosenblatt 1958).
    Perceptron,
}

/// ```
/// use gradual::Loss;
///
/// let mut y = [0.0; 3];
/// Loss::CrossEntropy.forward(&[1.0, 1.0, 1.0], &mut y, 3); // softmax of three equal logits
/// assert!(y.iter().all(|y| (y - 1.0 / 3.0).abs() < 1e-6));
/// ```
impl Loss {
    /// One of each.
    ///
    /// ```
    /// use gradual::Loss;
    ///
    /// assert!(Loss::ALL.contains(&Loss::Perceptron));
    /// ```
    pub const ALL: [Self; 6] = [
        Self::CrossEntropy,
        Self::SquaredError,
        Self::SquaredErrorLinear,
        Self::SquaredErrorWhole,
        Self::SquaredErrorLinearWhole,
        Self::Perceptron,
    ];

    /// y from the total inputs z, both `[batch, outputs]`.
    ///
    /// ```
    /// use gradual::Loss;
    ///
    /// let (z, mut y) = ([0.0, 2.0], [0.0; 2]); // two examples with one output
    /// Loss::CrossEntropy.forward(&z, &mut y, 1);
    /// assert_eq!(y[0], 0.5);
    /// Loss::SquaredErrorLinear.forward(&z, &mut y, 1);
    /// assert_eq!(y, z);
    /// ```
    #[inline]
    pub fn forward(self, z: &[f32], y: &mut [f32], outputs: usize) {
        match self {
            Self::SquaredErrorLinear | Self::SquaredErrorLinearWhole => y.copy_from_slice(z),
            Self::CrossEntropy if outputs > 1 => {
                for (z, y) in z.chunks_exact(outputs).zip(y.chunks_exact_mut(outputs)) {
                    softmax(z, y);
                }
            }
            Self::CrossEntropy | Self::SquaredError | Self::SquaredErrorWhole => {
                map_to(z, y, sigmoid);
            }
            Self::Perceptron => fire(z, y, outputs),
        }
    }

    /// Σ E over the rows of total inputs `z` and targets `t`, and y as in [`Self::forward`]; all `[batch, outputs]`.
    ///
    /// ```
    /// use gradual::Loss;
    ///
    /// let (z, t, mut y) = ([1.0, 3.0], [0.0, 1.0], [0.0; 2]);
    /// let total = Loss::SquaredErrorLinear.forward_with_total(&z, &t, &mut y, 1);
    /// assert_eq!(total, 0.5 * (1.0 + 4.0));
    /// ```
    #[inline]
    pub fn forward_with_total(self, z: &[f32], t: &[f32], y: &mut [f32], outputs: usize) -> f64 {
        let weight = F32x4::splat(self.weight());
        let weighed_square = |y, t| weight * square(y - t);
        match self {
            Self::CrossEntropy if outputs > 1 => {
                let rows = z.chunks_exact(outputs).zip(t.chunks_exact(outputs));
                let rows = rows.zip(y.chunks_exact_mut(outputs));
                rows.map(|((z, t), y)| f64::from(softmax_and_loss(z, t, y)))
                    .sum()
            }
            Self::CrossEntropy => map_pairs_and_sum((z, t), y, |z, t| {
                let (y, tail) = sigmoid_and_tail(z);
                (y, (z.max(F32x4::splat(0.0)) - t * z) + tail)
            }),
            Self::SquaredError | Self::SquaredErrorWhole => map_pairs_and_sum((z, t), y, |z, t| {
                let y = sigmoid(z);
                (y, weighed_square(y, t))
            }),
            Self::SquaredErrorLinear | Self::SquaredErrorLinearWhole => {
                map_pairs_and_sum((z, t), y, |z, t| (z, weighed_square(z, t)))
            }
            Self::Perceptron => {
                fire(z, y, outputs);
                let wrong = z.iter().zip(y).zip(t);
                wrong.map(|((z, y), t)| f64::from((*y - t) * z)).sum()
            }
        }
    }

    /// δ = ∂E/∂z · `scale`, written over y; `t` are the targets, of the same shape `[batch, outputs]`.
    ///
    /// ```
    /// use gradual::Loss;
    ///
    /// let mut y = [0.75, 0.5]; // which becomes δ
    /// Loss::CrossEntropy.backward(&mut y, &[1.0, 0.0], 1.0);
    /// assert_eq!(y, [-0.25, 0.5]); // y − t
    /// ```
    #[inline]
    pub fn backward(self, y: &mut [f32], t: &[f32], scale: f32) {
        let whole = 2.0 * self.weight();
        let (scale, one) = (F32x4::splat(whole * scale), F32x4::splat(1.0));
        match self {
            Self::CrossEntropy
            | Self::SquaredErrorLinear
            | Self::SquaredErrorLinearWhole
            | Self::Perceptron => zip(y, t, |y, t| (y - t) * scale),
            Self::SquaredError | Self::SquaredErrorWhole => {
                zip(y, t, |y, t| (y - t) * (y * (one - y)) * scale)
            }
        }
    }

    /// What (y − t)² is multiplied by in E: ½, or 1.
    ///
    /// ```
    /// use gradual::Loss;
    ///
    /// assert_eq!((Loss::SquaredError.weight(), Loss::SquaredErrorWhole.weight()), (0.5, 1.0));
    /// ```
    #[inline]
    pub fn weight(self) -> f32 {
        match self {
            Self::SquaredErrorWhole | Self::SquaredErrorLinearWhole => 1.0,
            _ => 0.5,
        }
    }

    /// Whether the outputs are the total inputs themselves.
    ///
    /// ```
    /// use gradual::Loss;
    ///
    /// assert!(Loss::SquaredErrorLinear.is_linear() && !Loss::CrossEntropy.is_linear());
    /// ```
    #[inline]
    pub fn is_linear(self) -> bool {
        matches!(
            self,
            Self::SquaredErrorLinear | Self::SquaredErrorLinearWhole
        )
    }

    /// The z above which a single output says class 1, where y > ½.
    ///
    /// ```
    /// assert_eq!(gradual::Loss::CrossEntropy.threshold(), 0.0); // z there is 0, and y is ½
    /// ```
    #[inline]
    pub fn threshold(self) -> f32 {
        if self.is_linear() { 0.5 } else { 0.0 }
    }

    /// The name of the outputs' activation.
    ///
    /// ```
    /// use gradual::Loss;
    ///
    /// assert_eq!((Loss::CrossEntropy.output_name(1), Loss::CrossEntropy.output_name(10)), ("sigmoid", "softmax"));
    /// ```
    #[inline]
    pub fn output_name(self, outputs: usize) -> &'static str {
        match self {
            Self::SquaredErrorLinear | Self::SquaredErrorLinearWhole => "identity",
            Self::CrossEntropy if outputs > 1 => "softmax",
            Self::CrossEntropy | Self::SquaredError | Self::SquaredErrorWhole => "sigmoid",
            Self::Perceptron => "step",
        }
    }
}

/// yₖ = eᶻᵏ / Σ eᶻ.
#[inline]
fn softmax(z: &[f32], y: &mut [f32]) {
    powers(z, y);
    normalise(y);
}

/// The same, and E = Σ t (m − z) + ln Σ eᶻ⁻ᵐ.
#[inline]
fn softmax_and_loss(z: &[f32], t: &[f32], y: &mut [f32]) -> f32 {
    let largest = powers(z, y);
    let behind: f32 = z.iter().zip(t).map(|(z, t)| t * (largest - z)).sum();
    // One power is 1; the others may all be too small to be seen beside it.
    let first = y.iter().position(|&power| power == 1.0);
    let others = y.iter().enumerate().filter(|&(k, _)| Some(k) != first);
    let loss = behind + libm::log1pf(others.map(|(_, power)| power).sum());
    normalise(y);
    loss
}

/// eᶻ⁻ᵐ with the largest z as m, which it returns: ratios stay, and no power overflows.
#[inline]
fn powers(z: &[f32], y: &mut [f32]) -> f32 {
    let largest = largest(z);
    map_to(z, y, |z| exp(z - F32x4::splat(largest)));
    largest
}

/// Shares of the sum.
#[inline]
fn normalise(y: &mut [f32]) {
    let share = F32x4::splat(1.0 / sum(y));
    map(y, |y| y * share);
}

/// Which outputs fire: one alone where z > 0, the first of the largest where there are several.
#[inline]
fn fire(z: &[f32], y: &mut [f32], outputs: usize) {
    y.fill(0.0);
    for (z, y) in z.chunks_exact(outputs).zip(y.chunks_exact_mut(outputs)) {
        let largest = largest(z);
        let winner = z
            .iter()
            .position(|&z| z == largest && (outputs > 1 || z > 0.0));
        winner.into_iter().for_each(|winner| y[winner] = 1.0);
    }
}

#[inline(always)]
fn square(x: F32x4) -> F32x4 {
    x * x
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cross_entropy(z: &[f32], t: &[f32]) -> f64 {
        Loss::CrossEntropy.forward_with_total(z, t, &mut vec![0.0; z.len()], z.len())
    }

    #[test]
    fn softmax_sums_to_one_at_every_scale() {
        for scale in [1e-3, 1.0, 10.0, 1e4] {
            let z: Vec<f32> = (0..10).map(|i| scale * i as f32).collect();
            let mut y = [0.0; 10];
            softmax(&z, &mut y);
            assert!((y.iter().sum::<f32>() - 1.0).abs() < 1e-6, "{scale}");
        }
    }

    #[test]
    fn cross_entropy_stays_finite_where_y_rounds_to_zero_or_one() {
        assert_eq!(cross_entropy(&[500.0], &[0.0]), 500.0);
        assert!(cross_entropy(&[-500.0], &[0.0]) < 1e-30);
        assert_eq!(cross_entropy(&[0.0, 700.0], &[1.0, 0.0]), 700.0);
    }

    #[test]
    fn small_losses_are_exact_beside_large_logits() {
        let mut worst = 0.0_f64;
        for base in [0.0_f32, 30.0, -50.0, 1000.0, -1000.0, 8000.0] {
            for lead in [0.0_f32, 0.5, 3.0, 12.0, 40.0, 80.0] {
                let exact = f64::from(-lead).exp().ln_1p();
                for (z, t) in [
                    ([base + lead, base], [1.0, 0.0]),
                    ([base, base + lead], [0.0, 1.0]),
                ] {
                    let found = cross_entropy(&z, &t);
                    worst = worst.max((found / exact - 1.0).abs());
                    let wrong = cross_entropy(&z, &[t[1], t[0]]);
                    worst = worst.max((wrong / (exact + f64::from(lead)) - 1.0).abs());
                }
            }
        }
        assert!(worst < 1e-6, "{worst}");
        for z in [0.5_f32, 12.0, 40.0, 80.0] {
            let exact = f64::from(-z).exp().ln_1p();
            for (z, t) in [(z, 1.0), (-z, 0.0)] {
                let found = cross_entropy(&[z], &[t]);
                assert!(
                    (found / exact - 1.0).abs() < 1e-6,
                    "{z} {t}: {found} {exact}"
                );
            }
        }
    }

    #[test]
    fn untrained_guesses_cost_the_log_of_the_number_of_classes() {
        let mut certain = [0.0; 10];
        certain[0] = 1.0;
        let one = cross_entropy(&[0.0], &[1.0]);
        let ten = cross_entropy(&[0.0; 10], &certain);
        assert!((one - 2.0_f64.ln()).abs() < 1e-6 && (ten - 10.0_f64.ln()).abs() < 1e-6);
    }
}
