//! One weight under the glass: what the last batch said of it, and how it moved.

use serde::Serialize;

use super::training::RbmTrainer;
use crate::error::Result;

/// The numbers of one weight in the last update: Δw = ⟨v h⟩ driven by data − ⟨v h⟩ of the model's own, and what became of it.
///
/// ```
/// use gradual::trainer::rbm::{config::RbmConfig, examples::Examples, training::RbmTrainer};
///
/// let config = RbmConfig { l2: 0.0, momentum: 0.0, ..RbmConfig::default() };
/// let mut trainer = RbmTrainer::new(config, Examples::new(vec![1.0, 0.0], 2)?, 1)?;
/// trainer.step();
/// let weight = trainer.weight(0, 3)?;
/// assert_eq!(weight.difference, weight.data - weight.model);
/// assert!((weight.update - 0.05 * weight.difference).abs() < 1e-6); // the learning rate
/// assert!(trainer.weight(2, 0).is_err()); // there are two visible units
/// # Ok::<(), gradual::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "page", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct WeightStatistics {
    /// w, after the update.
    pub weight: f32,
    /// ⟨v h⟩ driven by the examples.
    pub data: f32,
    /// ⟨v h⟩ of reconstructions or particles.
    pub model: f32,
    /// Their difference.
    pub difference: f32,
    /// What was added to w: with momentum, decay, sparsity and centring.
    pub update: f32,
}

impl RbmTrainer {
    /// The statistics of the weight between two units, counted from 0; all 0 but for the weight before the first batch.
    pub fn weight(&self, visible: usize, hidden: usize) -> Result<WeightStatistics> {
        let data = self.contrast().positive().product(visible, hidden)?;
        let model = self.contrast().negative().product(visible, hidden)?;
        let place = visible * self.machine().rbm.hidden + hidden;
        Ok(WeightStatistics {
            weight: self.parameters()[place],
            data,
            model,
            difference: data - model,
            update: self.last_update()[place],
        })
    }
}
