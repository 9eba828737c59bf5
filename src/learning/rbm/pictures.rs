//! What pictures are like, such as those of chains that dream.

use super::structure::Machine;
use crate::error::Result;

/// Pictures as a machine sees them, and side by side.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "page", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct PictureMeasures {
    /// F(v), the mean.
    pub free_energy: f64,
    /// Σ v, the mean: how much ink there is.
    pub ink: f64,
    /// The variance of each unit over all pictures, summed up: 0 where all are alike.
    pub spread: f64,
}

impl Machine<'_> {
    /// Measures pictures `rows` `[count, visible]`.
    ///
    /// ```
    /// use gradual::learning::rbm::{Rbm, VisibleUnits};
    ///
    /// let machine = Rbm::new(2, 1, VisibleUnits::Binary)?;
    /// let found = machine.with(&[0.0; 5])?.measure_pictures(&[1.0, 1.0, 0.0, 1.0])?;
    /// assert_eq!((found.ink, found.spread), (1.5, 0.25));
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn measure_pictures(&self, rows: &[f32]) -> Result<PictureMeasures> {
        self.rbm.check_rows(rows)?;
        let count = (rows.len() / self.rbm.visible).max(1) as f64;
        let mean = |values: &mut dyn Iterator<Item = f64>| values.sum::<f64>() / count;
        let variance = |unit: usize| {
            let values = rows.iter().skip(unit).step_by(self.rbm.visible);
            let values: Vec<f64> = values.copied().map(f64::from).collect();
            let middle = mean(&mut values.iter().copied());
            mean(&mut values.iter().map(|v| (v - middle) * (v - middle)))
        };
        Ok(PictureMeasures {
            free_energy: self.mean_free_energy(rows),
            ink: mean(&mut rows.iter().copied().map(f64::from)),
            spread: (0..self.rbm.visible).map(variance).sum(),
        })
    }
}
