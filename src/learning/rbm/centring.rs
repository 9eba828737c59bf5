//! Centring: the gradient as it is where every unit is measured from its mean.

use serde::{Deserialize, Serialize};

use super::statistics::Phase;
use super::structure::Rbm;
use crate::floats;
use crate::kernels::elementwise::zip;
use crate::kernels::lanes::F32x4;

/// The share by which offsets follow each batch.
const FOLLOW: f32 = 0.01;

/// The offsets μ and λ of a centred machine, E = −(v − μ) b − (h − λ) c − (v − μ) W (h − λ): running means of the units,
/// driven by data (Melchior, Fischer and Wiskott 2016, algorithm 1).
///
/// A centred machine is an ordinary one with other biases. So the parameters here are always the ordinary ones, and only the
/// gradient is turned: ΔW = ⟨(v − μ)(h − λ)⟩₊ − ⟨(v − μ)(h − λ)⟩₋, Δb = ⟨v⟩₊ − ⟨v⟩₋ − ΔW λ, Δc = ⟨h⟩₊ − ⟨h⟩₋ − μ ΔW (there,
/// equations 11 to 13). Whatever the offsets are, the machine that they belong to is the same.
///
/// ```
/// use gradual::learning::rbm::{Rbm, VisibleUnits, centring::Offsets};
///
/// let rbm = Rbm::new(1, 1, VisibleUnits::Binary)?;
/// let offsets = Offsets::new(rbm, &[0.75]);
/// let mut gradient = [0.5, 0.2, 0.1]; // ΔW, Δb and Δc as they are
/// offsets.centre(&mut gradient);
/// let weight = 0.5 - 0.75 * 0.1 - 0.2 * 0.5;
/// assert!((gradient[0] - weight).abs() < 1e-6);
/// assert!((gradient[1] - (0.2 - weight * 0.5)).abs() < 1e-6 && (gradient[2] - (0.1 - weight * 0.75)).abs() < 1e-6);
/// # Ok::<(), gradual::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Offsets {
    rbm: Rbm,
    /// μ `[visible]`.
    #[serde(with = "floats")]
    pub visible: Vec<f32>,
    /// λ `[hidden]`.
    #[serde(with = "floats")]
    pub hidden: Vec<f32>,
}

impl Offsets {
    /// μ from the means of the data, λ = ½.
    pub fn new(rbm: Rbm, means: &[f32]) -> Self {
        Self {
            rbm,
            visible: means.to_vec(),
            hidden: vec![0.5; rbm.hidden],
        }
    }

    /// Whether they are those of this machine.
    pub fn is_of(&self, rbm: Rbm) -> bool {
        self.rbm == rbm && (self.visible.len(), self.hidden.len()) == (rbm.visible, rbm.hidden)
    }

    /// Follows the means of a batch.
    #[inline]
    pub fn follow(&mut self, positive: &Phase) {
        follow(&mut self.visible, positive.visible_means());
        follow(&mut self.hidden, positive.hidden_means());
    }

    /// Turns an ordinary gradient into the centred one.
    #[inline]
    pub fn centre(&self, gradient: &mut [f32]) {
        let (weights, biases) = gradient.split_at_mut(self.rbm.weights().end);
        let (b, c) = biases.split_at_mut(self.rbm.visible);
        let rows = || self.visible.iter().zip(b.iter());
        for (row, (&mean, &b)) in weights.chunks_exact_mut(self.rbm.hidden).zip(rows()) {
            add_scaled(row, -mean, c);
            add_scaled(row, -b, &self.hidden);
        }
        let rows = weights.chunks_exact(self.rbm.hidden).zip(&self.visible);
        for ((row, &mean), b) in rows.zip(b) {
            *b -= dot(row, &self.hidden);
            add_scaled(c, -mean, row);
        }
    }
}

#[inline]
fn follow(offsets: &mut [f32], means: &[f32]) {
    zip(offsets, means, |offset, mean| {
        offset + F32x4::splat(FOLLOW) * (mean - offset)
    });
}

/// out ← out + scale · x.
#[inline]
fn add_scaled(out: &mut [f32], scale: f32, x: &[f32]) {
    zip(out, x, |out, x| out + F32x4::splat(scale) * x);
}

#[inline]
fn dot(a: &[f32], b: &[f32]) -> f32 {
    let (a_quads, a_rest) = a.as_chunks();
    let (b_quads, b_rest) = b.as_chunks();
    let sum = a_quads
        .iter()
        .zip(b_quads)
        .fold(F32x4::splat(0.0), |sum, (a, b)| {
            sum + F32x4::load(a) * F32x4::load(b)
        });
    (sum + F32x4::load_partial(a_rest) * F32x4::load_partial(b_rest)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learning::rbm::structure::VisibleUnits;
    use crate::random::Random;

    /// A small step of the centred parameters, back in ordinary ones, is the ordinary step of the turned gradient.
    #[test]
    fn a_centred_step_is_the_turned_one() {
        let rbm = Rbm::new(5, 3, VisibleUnits::Binary).unwrap();
        let mut random = Random::new(1);
        let gradient = random.normals(rbm.parameter_count());
        let offsets = Offsets {
            rbm,
            visible: random.normals(5),
            hidden: random.normals(3),
        };
        let mut turned = gradient.clone();
        offsets.centre(&mut turned);
        let (mu, lambda) = (&offsets.visible, &offsets.hidden);
        let (b, c) = (&gradient[15..20], &gradient[20..]);
        let weight = |i: usize, j: usize| gradient[3 * i + j] - mu[i] * c[j] - b[i] * lambda[j];
        for i in 0..5 {
            let moved: f32 = (0..3).map(|j| weight(i, j) * lambda[j]).sum();
            assert!((turned[15 + i] - (b[i] - moved)).abs() < 1e-5);
            for j in 0..3 {
                assert!((turned[3 * i + j] - weight(i, j)).abs() < 1e-5);
            }
        }
        for j in 0..3 {
            let moved: f32 = (0..5).map(|i| weight(i, j) * mu[i]).sum();
            assert!((turned[20 + j] - (c[j] - moved)).abs() < 1e-5);
        }
    }
}
