//! How a machine does, on what it learns from and on what it has never seen.

use std::sync::Arc;

use serde::Serialize;

use crate::error::Result;
use crate::learning::rbm::{Machine, Rbm, VisibleUnits};
use crate::random::{Random, Stream};

/// One machine measured on some rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "page", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct RbmMeasures {
    /// Σ (v − v̂)² between an example and its reconstruction, the mean.
    pub reconstruction_error: f64,
    /// F(v), the mean.
    pub free_energy: f64,
    /// Σ ln p(vᵢ | all others), of one unit of each example that stands for all; `None` of Gaussian units.
    pub pseudo_likelihood: Option<f64>,
}

/// By how much the gap of free energies may grow before it is called learning by heart: with digits enough it grows by about 5.
const GROWN: f64 = 10.0;

/// Whether the gap between the free energies of held-out and of training examples tells that these are remembered; `first` is
/// what it was before training, as both are not quite alike (Hinton 2010, §6).
///
/// ```
/// use gradual::trainer::rbm::measures::remembers;
///
/// assert!(remembers(-1.0, 30.0) && !remembers(-1.0, 5.0));
/// ```
pub fn remembers(first: f64, gap: f64) -> bool {
    gap - first > GROWN
}

/// A machine under measurement on some rows, a part at a time, as it was at the beginning however far it learns meanwhile.
///
/// ```
/// use gradual::learning::rbm::{Rbm, VisibleUnits};
/// use gradual::trainer::rbm::measures::Measuring;
///
/// let machine = Rbm::new(2, 1, VisibleUnits::Binary)?;
/// let machine = machine.with(&[0.0; 5])?;
/// let mut measuring = Measuring::new(machine, vec![1.0, 0.0, 0.0, 1.0].into(), 1)?;
/// assert_eq!(measuring.advance(1), None);
/// let found = measuring.advance(1).unwrap();
/// assert_eq!(found.reconstruction_error, 0.5);
/// assert!((found.pseudo_likelihood.unwrap() - 2.0 * 0.5_f64.ln()).abs() < 1e-12);
/// # Ok::<(), gradual::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Measuring {
    rbm: Rbm,
    parameters: Vec<f32>,
    rows: Arc<[f32]>,
    /// Which unit of each example stands for all.
    random: Random,
    done: usize,
    /// Over the rows that are done.
    sums: RbmMeasures,
}

impl Measuring {
    /// Before the first of `rows` `[count, visible]`; `seed` says which unit of each example stands for all.
    pub fn new(machine: Machine, rows: Arc<[f32]>, seed: u32) -> Result<Self> {
        machine.rbm.check_rows(&rows)?;
        let is_binary = machine.rbm.units == VisibleUnits::Binary;
        let sums = RbmMeasures {
            pseudo_likelihood: is_binary.then_some(0.0),
            ..RbmMeasures::default()
        };
        Ok(Self {
            rbm: machine.rbm,
            parameters: machine.parameters().to_vec(),
            rows,
            random: Random::stream(seed, Stream::PseudoLikelihood),
            done: 0,
            sums,
        })
    }

    fn count(&self) -> usize {
        self.rows.len() / self.rbm.visible
    }

    /// Goes on by at most so many rows; what was found, once all are measured.
    pub fn advance(&mut self, rows: usize) -> Option<RbmMeasures> {
        let (machine, visible) = (self.rbm.over(&self.parameters), self.rbm.visible);
        let end = self.count().min(self.done.saturating_add(rows));
        let part = &self.rows[self.done * visible..end * visible];
        let count = (end - self.done) as f64;
        self.sums.reconstruction_error += count * machine.reconstruction_error(part);
        self.sums.free_energy += count * machine.mean_free_energy(part);
        if let Some(sum) = &mut self.sums.pseudo_likelihood {
            let each = part.chunks_exact(visible);
            *sum += each
                .map(|v| machine.sampled_bit(v, &mut self.random))
                .sum::<f64>();
        }
        self.done = end;
        (end == self.count()).then(|| self.means())
    }

    fn means(&self) -> RbmMeasures {
        let count = self.count() as f64;
        RbmMeasures {
            reconstruction_error: self.sums.reconstruction_error / count,
            free_energy: self.sums.free_energy / count,
            pseudo_likelihood: self.sums.pseudo_likelihood.map(|sum| sum / count),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learning::rbm::pseudo_likelihood::Bits;

    /// However it is cut, and whatever the machine learns meanwhile.
    #[test]
    fn parts_come_to_the_measures_of_the_whole() {
        for units in [VisibleUnits::Binary, VisibleUnits::Gaussian] {
            let rbm = Rbm::new(5, 3, units).unwrap();
            let mut parameters = Random::new(2).normals(rbm.parameter_count());
            let machine = rbm.over(&parameters);
            let rows: Arc<[f32]> = [1.0, 0.0, 0.25, 1.0, 0.0].repeat(7).into();
            let error = machine.reconstruction_error(&rows);
            let energy = machine.mean_free_energy(&rows);
            let likelihood = machine.pseudo_likelihood(&rows, Bits::Sampled { seed: 4 });
            let mut measuring = Measuring::new(machine, rows, 4).unwrap();
            parameters.fill(0.0);
            assert_eq!((measuring.advance(2), measuring.advance(2)), (None, None));
            let found = measuring.advance(usize::MAX).unwrap();
            assert!((found.reconstruction_error - error).abs() < 1e-9);
            assert!((found.free_energy - energy).abs() < 1e-9);
            match found.pseudo_likelihood {
                Some(found) => assert!((found - likelihood.unwrap()).abs() < 1e-9),
                None => assert_eq!(units, VisibleUnits::Gaussian),
            }
        }
    }
}
