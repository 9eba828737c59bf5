//! Reconstructions, and how far they are off.

use super::conditionals::Buffers;
use super::structure::Machine;

/// Rows that are reconstructed at once.
const ROWS: usize = 100;

impl Machine<'_> {
    /// What the means of the hidden units make of `rows` `[count, visible]`: σ(b + σ(c + v W) Wᵀ) for binary units.
    ///
    /// ```
    /// use gradual::learning::rbm::{Rbm, VisibleUnits};
    ///
    /// let machine = Rbm::new(2, 1, VisibleUnits::Binary)?;
    /// assert_eq!(machine.with(&[0.0; 5])?.reconstruction(&[1.0, 0.0]), [0.5, 0.5]);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn reconstruction(&self, rows: &[f32]) -> Vec<f32> {
        let mut buffers = Buffers::new(self.rbm, ROWS);
        let mut hidden = vec![0.0; ROWS * self.rbm.hidden];
        let mut back = vec![0.0; rows.len()];
        let mut conditionals = buffers.over(*self);
        let chunks = rows.chunks(ROWS * self.rbm.visible);
        for (v, back) in chunks.zip(back.chunks_mut(ROWS * self.rbm.visible)) {
            let hidden = &mut hidden[..v.len() / self.rbm.visible * self.rbm.hidden];
            conditionals.hidden(v, hidden);
            conditionals.visible(hidden, back);
        }
        back
    }

    /// Σᵢ (vᵢ − v̂ᵢ)² between an example and its reconstruction, the mean over `rows` `[count, visible]`. It is what training
    /// goes by least of all: a machine with large weights gives everything back (Hinton 2010, §5).
    ///
    /// ```
    /// use gradual::learning::rbm::{Rbm, VisibleUnits};
    ///
    /// let machine = Rbm::new(2, 1, VisibleUnits::Binary)?;
    /// assert_eq!(machine.with(&[0.0; 5])?.reconstruction_error(&[1.0, 0.0]), 0.5);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn reconstruction_error(&self, rows: &[f32]) -> f64 {
        let back = self.reconstruction(rows);
        let mut back = back.chunks_exact(self.rbm.visible);
        self.mean_of(rows, |v| {
            let pairs = v.iter().zip(back.next().unwrap_or_default());
            pairs
                .map(|(v, back)| f64::from((v - back) * (v - back)))
                .sum()
        })
    }

    /// p(h = 1 | v) `[count, hidden]` of `rows` `[count, visible]`: what a machine on top, or a classifier, learns from.
    ///
    /// ```
    /// use gradual::learning::rbm::{Rbm, VisibleUnits};
    ///
    /// let machine = Rbm::new(2, 1, VisibleUnits::Binary)?;
    /// assert_eq!(machine.with(&[2.0, 0.0, 0.0, 0.0, -2.0])?.features(&[1.0, 0.0]), [0.5]);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn features(&self, rows: &[f32]) -> Vec<f32> {
        let mut buffers = Buffers::new(self.rbm, ROWS);
        let mut features = vec![0.0; rows.len() / self.rbm.visible * self.rbm.hidden];
        let mut conditionals = buffers.over(*self);
        let chunks = rows.chunks(ROWS * self.rbm.visible);
        for (v, h) in chunks.zip(features.chunks_mut(ROWS * self.rbm.hidden)) {
            conditionals.hidden(v, h);
        }
        features
    }
}
