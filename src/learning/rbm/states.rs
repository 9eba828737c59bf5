//! All states of the visible units of a small machine, each with its free energy and its probability.

use super::softplus::log_sum_exp;
use super::structure::{Machine, VisibleUnits};
use crate::error::{Error, Result, in_range};

/// The most visible units whose states are all listed: 4,096 of them.
pub const MOST_VISIBLE: usize = 12;

/// F(v) and p(v) = e^(−F(v)) / Z of every visible state, Z being summed over them (Hinton 2010, equations 4 and 25). In state
/// number s, unit i is on where bit i of s is 1.
///
/// ```
/// use gradual::learning::rbm::{Rbm, VisibleUnits, states::VisibleStates};
///
/// let rbm = Rbm::new(2, 1, VisibleUnits::Binary)?;
/// let parameters = [0.0, 0.0, 3.0_f32.ln(), 0.0, 0.0]; // the first unit is on three times out of four
/// let machine = rbm.with(&parameters)?;
/// let states = VisibleStates::new(machine)?;
/// assert_eq!(states.free_energies().len(), 4);
/// assert!((states.probability(0b01) - 0.375).abs() < 1e-6);
/// assert!((states.log_z() - machine.log_z()?).abs() < 1e-6);
/// # Ok::<(), gradual::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct VisibleStates {
    visible: usize,
    free_energies: Vec<f64>,
    log_z: f64,
}

impl VisibleStates {
    /// Of a machine with at most [`MOST_VISIBLE`] binary units, none of which are labels.
    ///
    /// ```
    /// use gradual::learning::rbm::{Rbm, VisibleUnits, states::VisibleStates};
    ///
    /// let rbm = Rbm::new(13, 1, VisibleUnits::Binary)?;
    /// let parameters = vec![0.0; rbm.parameter_count()];
    /// let refused = VisibleStates::new(rbm.with(&parameters)?).unwrap_err().to_string();
    /// assert!(refused.starts_with("The number of visible units whose states are all listed must be"));
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn new(machine: Machine) -> Result<Self> {
        let rbm = machine.rbm;
        let what = "The number of visible units whose states are all listed";
        in_range(what, rbm.visible as f64, 1.0, MOST_VISIBLE as f64)?;
        if rbm.units != VisibleUnits::Binary || rbm.labels > 0 {
            let problem = "only those of binary units without labels can be listed".into();
            let field = "units".into();
            return Err(Error::Configuration { field, problem });
        }
        let numbers = 0..1_u32 << rbm.visible;
        let free_energies: Vec<f64> = numbers
            .map(|number| machine.free_energy(&state_of(number, rbm.visible)))
            .collect();
        Ok(Self {
            visible: rbm.visible,
            log_z: log_sum_exp(free_energies.iter().map(|f| -f)),
            free_energies,
        })
    }

    /// F of each state, `[2^visible]`.
    pub fn free_energies(&self) -> &[f64] {
        &self.free_energies
    }

    /// ln Z.
    pub fn log_z(&self) -> f64 {
        self.log_z
    }

    /// p of one state.
    ///
    /// # Panics
    ///
    /// Panics where there is no such state.
    pub fn probability(&self, state: usize) -> f64 {
        libm::exp(-self.free_energies[state] - self.log_z)
    }

    /// p of each state, `[2^visible]`.
    pub fn probabilities(&self) -> Vec<f64> {
        let numbers = 0..self.free_energies.len();
        numbers.map(|state| self.probability(state)).collect()
    }

    /// p of some states together.
    ///
    /// # Panics
    ///
    /// Panics where there is no such state.
    pub fn probability_of(&self, states: &[usize]) -> f64 {
        states.iter().map(|&state| self.probability(state)).sum()
    }

    /// The numbers of the states that `rows` `[count, visible]` are, each once, in rising order; a unit of more than ½ is on.
    ///
    /// ```
    /// use gradual::learning::rbm::{Rbm, VisibleUnits, states::VisibleStates};
    ///
    /// let rbm = Rbm::new(2, 1, VisibleUnits::Binary)?;
    /// let states = VisibleStates::new(rbm.with(&[0.0; 5])?)?;
    /// assert_eq!(states.numbers_of(&[1.0, 1.0, 1.0, 0.0, 1.0, 1.0]), [0b01, 0b11]);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn numbers_of(&self, rows: &[f32]) -> Vec<usize> {
        let numbers = numbers_of(rows, self.visible);
        numbers.into_iter().map(|number| number as usize).collect()
    }
}

/// The units of state `number`: unit i is on where bit i is 1.
pub(super) fn state_of(number: u32, visible: usize) -> Vec<f32> {
    let unit = |unit: usize| (number >> unit & 1) as f32;
    (0..visible).map(unit).collect()
}

/// The numbers of the states that `rows` `[count, visible]` are, each once, in rising order; a unit of more than ½ is on.
pub(super) fn numbers_of(rows: &[f32], visible: usize) -> Vec<u32> {
    let bit = |(unit, &v): (usize, &f32)| u32::from(v > 0.5) << unit;
    let number = |row: &[f32]| row.iter().enumerate().map(bit).sum();
    let mut numbers: Vec<u32> = rows.chunks_exact(visible).map(number).collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learning::rbm::Rbm;
    use crate::random::Random;

    #[test]
    fn probabilities_add_up_to_one_and_z_is_that_of_the_hidden_states() {
        let rbm = Rbm::new(7, 5, VisibleUnits::Binary).unwrap();
        let parameters = Random::new(3).normals(rbm.parameter_count());
        let machine = rbm.over(&parameters);
        let states = VisibleStates::new(machine).unwrap();
        let all: Vec<usize> = (0..128).collect();
        assert!((states.probability_of(&all) - 1.0).abs() < 1e-12);
        assert_eq!(states.probabilities()[5], states.probability(5));
        assert!((states.log_z() - machine.log_z().unwrap()).abs() < 1e-12);
    }

    #[test]
    fn what_has_endless_states_is_refused() {
        let gaussian = Rbm::new(2, 1, VisibleUnits::Gaussian).unwrap();
        let labelled = Rbm::new(2, 1, VisibleUnits::Binary)
            .unwrap()
            .with_labels(2)
            .unwrap();
        for rbm in [gaussian, labelled] {
            let parameters = vec![0.0; rbm.parameter_count()];
            let refused = VisibleStates::new(rbm.over(&parameters)).unwrap_err();
            assert!(refused.to_string().contains("binary units without labels"));
        }
    }
}
