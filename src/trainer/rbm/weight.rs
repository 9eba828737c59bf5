//! One weight under the glass: what the last batch said of it, and how it moved.

use serde::Serialize;

use super::training::RbmTrainer;
use crate::error::{Result, in_list};
use crate::learning::rbm::statistics::Phase;

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

/// One example of the last batch, or what the model made of it, as one weight sees it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "page", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct PhaseRow {
    /// All visible units, `[visible]`.
    pub visible: Vec<f32>,
    /// That which the weight comes from.
    pub v: f32,
    /// How probably the hidden unit that it leads to is on.
    pub h: f32,
    /// v h, of which the statistic is the mean.
    pub product: f32,
}

/// Both phases of the last batch, row by row, as one weight sees them.
///
/// ```
/// use gradual::trainer::rbm::{config::RbmConfig, examples::Examples, training::RbmTrainer};
///
/// let mut trainer = RbmTrainer::new(RbmConfig::default(), Examples::new(vec![1.0, 0.0, 1.0, 1.0], 2)?, 1)?;
/// trainer.step();
/// let rows = trainer.weight_rows(0, 3)?;
/// let mean = rows.data.iter().map(|row| row.product).sum::<f32>() / 2.0;
/// assert!((mean - trainer.weight(0, 3)?.data).abs() < 1e-6);
/// # Ok::<(), gradual::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "page", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct WeightRows {
    /// Driven by the examples.
    pub data: Vec<PhaseRow>,
    /// Reconstructions or particles.
    pub model: Vec<PhaseRow>,
}

impl RbmTrainer {
    /// Both phases of the last batch for the weight between two units, counted from 0; all 0 before the first batch.
    pub fn weight_rows(&self, visible: usize, hidden: usize) -> Result<WeightRows> {
        let rbm = self.machine().rbm;
        in_list("The number of the visible unit", visible, rbm.visible)?;
        in_list("The number of the hidden unit", hidden, rbm.hidden)?;
        let row = |(pixels, units): (&[f32], &[f32])| PhaseRow {
            visible: pixels.to_vec(),
            v: pixels[visible],
            h: units[hidden],
            product: pixels[visible] * units[hidden],
        };
        let rows = |phase: &Phase| {
            let pixels = phase.visible.chunks_exact(rbm.visible);
            let both = pixels.zip(phase.hidden.chunks_exact(rbm.hidden));
            both.map(row).collect()
        };
        Ok(WeightRows {
            data: rows(self.contrast().positive()),
            model: rows(self.contrast().negative()),
        })
    }

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
