//! A machine's log-likelihood: exact where its hidden units are few, else estimated, a part at a time.

use std::sync::Arc;

use serde::Serialize;

use crate::error::Result;
use crate::learning::rbm::annealing::Annealing;
use crate::learning::rbm::exact::{Enumeration, MOST_HIDDEN};
use crate::learning::rbm::pseudo_likelihood::Bits;
use crate::learning::rbm::{Machine, Rbm, VisibleUnits};

/// Chains and temperatures of annealed importance sampling: the usual cheap setting.
const CHAINS: usize = 100;
const TEMPERATURES: u32 = 1000;

/// States of the hidden units, and examples, that are gone through in a step.
const STATES: u32 = 256;
const ROWS: usize = 20;

/// Examples whose units are all asked for.
const ALL_BITS: usize = 100;

/// What was found of a machine.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "page", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct RbmLikelihood {
    /// ln Z, exact or estimated.
    pub log_z: f64,
    /// ln p(v) = −F(v) − ln Z, the mean.
    pub log_likelihood: f64,
    /// Both ends of the estimate's ±3 standard errors; `None` where it is exact.
    pub between: Option<[f64; 2]>,
    /// The pseudo-likelihood over all units of at most a hundred examples; `None` of Gaussian units.
    pub pseudo_likelihood: Option<f64>,
}

/// The search for it, of the machine as it was at the beginning, however far it learns meanwhile.
///
/// ```
/// use gradual::learning::rbm::{Rbm, VisibleUnits};
/// use gradual::trainer::rbm::likelihood::Likelihood;
///
/// let machine = Rbm::new(2, 3, VisibleUnits::Binary)?;
/// let machine = machine.with(&[0.0; 11])?;
/// let mut search = Likelihood::new(machine, &[0.5, 0.5], vec![1.0, 0.0].into(), 1)?;
/// while search.found().is_none() {
///     search.step();
/// }
/// let found = search.found().unwrap();
/// assert!((found.log_likelihood - 0.25_f64.ln()).abs() < 1e-12); // four pictures, all alike
/// assert_eq!((found.between, search.progress()), (None, 1.0));
/// # Ok::<(), gradual::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Likelihood {
    rbm: Rbm,
    parameters: Vec<f32>,
    rows: Arc<[f32]>,
    way: Way,
    /// Examples whose free energy is known, and the sum.
    energies: (usize, f64),
    /// Examples all of whose units were asked for, and the sum.
    bits: (usize, f64),
}

/// How ln Z is found.
#[derive(Clone, Debug)]
enum Way {
    Sum(Enumeration),
    Sample(Box<Annealing>),
}

impl Likelihood {
    /// Of a machine for `rows` `[count, visible]`. `means` `[visible]` are those of what it learns: annealing begins there, with
    /// chains drawn from `seed`.
    pub fn new(machine: Machine, means: &[f64], rows: Arc<[f32]>, seed: u32) -> Result<Self> {
        let rbm = machine.rbm;
        rbm.check_rows(&rows)?;
        let way = if Self::is_exact(rbm) {
            Way::Sum(Enumeration::new(machine)?)
        } else {
            let base = rbm.biases_of_means(means);
            let annealing = Annealing::new(machine, base, CHAINS, TEMPERATURES, seed)?;
            Way::Sample(Box::new(annealing))
        };
        Ok(Self {
            rbm,
            parameters: machine.parameters().to_vec(),
            rows,
            way,
            energies: (0, 0.0),
            bits: (0, 0.0),
        })
    }

    /// Whether all states of the hidden units are summed over, as there are few.
    ///
    /// ```
    /// use gradual::learning::rbm::{Rbm, VisibleUnits};
    /// use gradual::trainer::rbm::likelihood::Likelihood;
    ///
    /// assert!(Likelihood::is_exact(Rbm::new(784, 18, VisibleUnits::Binary)?));
    /// assert!(!Likelihood::is_exact(Rbm::new(4, 19, VisibleUnits::Binary)?));
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn is_exact(rbm: Rbm) -> bool {
        rbm.hidden <= MOST_HIDDEN
    }

    /// A little more: some states or a temperature, and then some examples.
    pub fn step(&mut self) {
        if self.way.progress() < 1.0 {
            self.way.advance(self.rbm.over(&self.parameters));
        } else if self.energies.0 < self.count() {
            self.find_energies();
        } else if self.bits.0 < self.asked() {
            self.ask_bits();
        }
    }

    fn count(&self) -> usize {
        self.rows.len() / self.rbm.visible
    }

    /// How many examples all of whose units are asked for.
    fn asked(&self) -> usize {
        match self.rbm.units {
            VisibleUnits::Binary => self.count().min(ALL_BITS),
            VisibleUnits::Gaussian => 0,
        }
    }

    fn find_energies(&mut self) {
        let (from, to) = (self.energies.0, self.count().min(self.energies.0 + ROWS));
        let rows = &self.rows[from * self.rbm.visible..to * self.rbm.visible];
        let mean = self.rbm.over(&self.parameters).mean_free_energy(rows);
        self.energies = (to, self.energies.1 + (to - from) as f64 * mean);
    }

    fn ask_bits(&mut self) {
        let row = &self.rows[self.bits.0 * self.rbm.visible..][..self.rbm.visible];
        let found = self
            .rbm
            .over(&self.parameters)
            .pseudo_likelihood(row, Bits::All);
        self.bits = (self.bits.0 + 1, self.bits.1 + found.unwrap_or_default()); // rows were checked, and units are binary
    }

    /// The share of the way that is behind.
    pub fn progress(&self) -> f64 {
        let energies = self.energies.0 as f64 / self.count() as f64;
        let bits = self.bits.0 as f64 / self.asked().max(1) as f64;
        let bits = if self.asked() == 0 { energies } else { bits };
        0.8 * self.way.progress() + 0.1 * energies + 0.1 * bits
    }

    /// What was found, once all is done.
    pub fn found(&self) -> Option<RbmLikelihood> {
        if self.energies.0 < self.count() || self.bits.0 < self.asked() {
            return None;
        }
        let energy = self.energies.1 / self.count() as f64;
        let at = |log_z: f64| -energy - log_z;
        let (log_z, between) = match &self.way {
            Way::Sum(states) => (states.log_z()?, None),
            Way::Sample(annealing) => {
                let found = annealing.estimate()?;
                (found.log_z, Some([at(found.high), at(found.low)]))
            }
        };
        let bits = (self.asked() > 0).then(|| self.bits.1 / self.asked() as f64);
        Some(RbmLikelihood {
            log_z,
            log_likelihood: at(log_z),
            between,
            pseudo_likelihood: bits,
        })
    }
}

impl Way {
    fn progress(&self) -> f64 {
        match self {
            Self::Sum(states) => states.progress(),
            Self::Sample(annealing) => annealing.progress(),
        }
    }

    fn advance(&mut self, machine: Machine) {
        match self {
            Self::Sum(states) => states.advance(STATES),
            Self::Sample(annealing) => annealing.advance(machine, 1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;

    /// The search of a machine whose weights are another's by the time that it ends.
    fn found(hidden: usize, units: VisibleUnits) -> (RbmLikelihood, Vec<f32>, Rbm, Arc<[f32]>) {
        let rbm = Rbm::new(12, hidden, units).unwrap();
        let parameters: Vec<f32> = Random::new(3).normals(rbm.parameter_count());
        let parameters: Vec<f32> = parameters.iter().map(|p| 0.3 * p).collect();
        let rows: Arc<[f32]> = [1.0, 0.0, 0.0, 1.0, 1.0, 0.0].repeat(60).into();
        let machine = rbm.over(&parameters);
        let mut search = Likelihood::new(machine, &[0.5; 12], rows.clone(), 1).unwrap();
        let mut before = 0.0;
        let found = loop {
            search.step();
            assert!((before..=1.0 + 1e-12).contains(&search.progress()));
            before = search.progress();
            if let Some(found) = search.found() {
                break found;
            }
        };
        assert!((before - 1.0).abs() < 1e-12);
        (found, parameters, rbm, rows)
    }

    #[test]
    fn few_units_are_summed_out() {
        for units in [VisibleUnits::Binary, VisibleUnits::Gaussian] {
            let (found, parameters, rbm, rows) = found(9, units);
            let machine = rbm.over(&parameters);
            let log_z = machine.log_z().unwrap();
            assert_eq!((found.log_z, found.between), (log_z, None));
            let expected = machine.mean_log_likelihood(&rows, log_z);
            assert!((found.log_likelihood - expected).abs() < 1e-9);
            let all = machine.pseudo_likelihood(&rows, Bits::All).ok();
            assert_eq!(found.pseudo_likelihood.is_some(), all.is_some());
            let difference = found.pseudo_likelihood.zip(all).map_or(0.0, |(a, b)| a - b);
            assert!(difference.abs() < 1e-9);
        }
    }

    #[test]
    fn many_units_are_estimated() {
        let (found, parameters, rbm, rows) = found(MOST_HIDDEN + 1, VisibleUnits::Binary);
        // The truth by going through the visible states, of which there are few.
        let mut states = Enumeration::of_visible(rbm.over(&parameters)).unwrap();
        states.advance(u32::MAX);
        let exact = rbm
            .over(&parameters)
            .mean_log_likelihood(&rows, states.log_z().unwrap());
        let [low, high] = found.between.unwrap();
        assert!(low < exact && exact < high, "{low} {exact} {high}");
        assert!(high - low < 0.5);
    }
}
