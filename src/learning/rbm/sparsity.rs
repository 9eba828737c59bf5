//! A target for how often hidden units are on.

use serde::{Deserialize, Serialize};

use super::statistics::Phase;
use super::structure::Rbm;
use crate::error::{Result, in_range_single};
use crate::kernels::elementwise::zip;
use crate::kernels::lanes::F32x4;

/// Hidden units that are on more often than p are made to be on less often: from each one's total input the cost takes
/// (q − p), where q ← λ q + (1 − λ) ⟨h⟩ is how often it has been on of late (Hinton 2010, §11; Lee, Ekanadham and Ng 2008).
///
/// ```
/// use gradual::learning::rbm::sparsity::Sparsity;
///
/// let sparsity = Sparsity { target: 0.1, decay: 0.9, cost: 0.5 };
/// assert!(sparsity.validate().is_ok());
/// assert!(Sparsity { decay: 1.0, ..sparsity }.validate().is_err()); // q would never move
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "page", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Sparsity {
    /// p, how often a unit should be on, 0.001 to 1; usual are 0.01 to 0.1.
    pub target: f32,
    /// λ, the share of the past in q, 0 to 0.9999; usual are 0.9 to 0.99.
    pub decay: f32,
    /// What (q − p) is multiplied by, 0 to 1,000.
    pub cost: f32,
}

impl Sparsity {
    /// Whether every number is one that can be trained with.
    pub fn validate(&self) -> Result<()> {
        in_range_single("The sparsity target", self.target, 0.001, 1.0)?;
        in_range_single("The decay of the sparsity target", self.decay, 0.0, 0.9999)?;
        in_range_single("The cost of the sparsity target", self.cost, 0.0, 1000.0)
    }

    /// Lets q `[hidden]` follow a batch, and takes the cost from the gradient of hidden biases and weights alike.
    ///
    /// ```
    /// use gradual::learning::rbm::{Rbm, VisibleUnits, sparsity::Sparsity, statistics::Phase};
    ///
    /// let rbm = Rbm::new(1, 1, VisibleUnits::Binary)?;
    /// let (mut rates, mut gradient) = ([0.5], [0.0; 3]);
    /// let sparsity = Sparsity { target: 0.25, decay: 0.5, cost: 1.0 };
    /// sparsity.apply(rbm, &Phase::new(rbm, 1), &mut rates, &mut gradient);
    /// assert_eq!(rates, [0.25]); // it was off in this batch
    /// assert_eq!(gradient, [0.0; 3]);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    #[inline]
    pub fn apply(&self, rbm: Rbm, positive: &Phase, rates: &mut [f32], gradient: &mut [f32]) {
        let [decay, rest] = [self.decay, 1.0 - self.decay].map(F32x4::splat);
        zip(rates, positive.hidden_means(), |q, mean| {
            decay * q + rest * mean
        });
        let (weights, biases) = gradient.split_at_mut(rbm.weights().end);
        let target = F32x4::splat(self.target);
        let rows = weights.chunks_exact_mut(rbm.hidden);
        for (row, mean) in rows.zip(positive.visible_means()) {
            let cost = F32x4::splat(self.cost * mean);
            zip(row, rates, |g, q| g - cost * (q - target));
        }
        let cost = F32x4::splat(self.cost);
        zip(&mut biases[rbm.visible..], rates, |g, q| {
            g - cost * (q - target)
        });
    }
}
