//! What a small machine holds likeliest, of all that it can see.

use super::exact::Enumeration;
use super::states::{numbers_of, state_of};
use super::structure::{Machine, Rbm};
use crate::error::{Result, check_size};

/// A state of the visible units, and its probability.
#[derive(Clone, Debug, PartialEq)]
pub struct Pattern {
    /// Which units are on, `[visible]`.
    pub state: Vec<f32>,
    /// p(v) = e^(−F(v)) / Z.
    pub probability: f64,
    /// Whether it is one of the examples.
    pub is_real: bool,
}

/// All states of the visible units gone through, of which the likeliest are kept.
///
/// ```
/// use gradual::learning::rbm::{Rbm, VisibleUnits, patterns::Patterns};
///
/// let rbm = Rbm::new(2, 1, VisibleUnits::Binary)?;
/// let machine = rbm.with(&[20.0, 20.0, -10.0, -10.0, -20.0])?; // both pixels are on, or both off
/// let mut patterns = Patterns::new(machine, &[0.0, 0.0, 1.0, 1.0], 3)?;
/// while patterns.real_share().is_none() {
///     patterns.advance(2); // a part in each frame
/// }
/// let found = patterns.likeliest();
/// assert!(found[..2].iter().all(|pattern| pattern.is_real && (pattern.probability - 0.5).abs() < 1e-4));
/// assert!(!found[2].is_real && patterns.real_share().unwrap() > 0.999);
/// # Ok::<(), gradual::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Patterns {
    rbm: Rbm,
    states: Enumeration,
    /// The examples without those that come twice, a bit for each unit, in order.
    real: Vec<u32>,
    /// The logarithms of their weights.
    weights: Vec<f64>,
    /// The likeliest states so far, the likeliest first, with the logarithms of their weights.
    best: Vec<(f64, u32)>,
    most: usize,
}

impl Patterns {
    /// Before the first state; `examples` `[count, visible]` are what is real, `most` is how many are kept.
    pub fn new(machine: Machine, examples: &[f32], most: usize) -> Result<Self> {
        let (rbm, states) = (machine.rbm, Enumeration::of_visible(machine)?);
        let whole = examples.len() / rbm.visible * rbm.visible;
        check_size("Values for the visible units", examples.len(), whole)?;
        let real = numbers_of(examples, rbm.visible);
        Ok(Self {
            rbm,
            states,
            weights: Vec::with_capacity(real.len()),
            real,
            best: Vec::with_capacity(most + 1),
            most,
        })
    }

    /// Goes on by at most so many states.
    pub fn advance(&mut self, states: u32) {
        let (real, weights, best) = (&self.real, &mut self.weights, &mut self.best);
        let most = self.most;
        self.states.visit(states, |state, weight| {
            if real.binary_search(&state).is_ok() {
                weights.push(weight);
            }
            let place = best.partition_point(|(other, _)| *other >= weight);
            if place < most {
                best.insert(place, (weight, state));
                best.truncate(most);
            }
        });
    }

    /// The share of the states that are behind.
    pub fn progress(&self) -> f64 {
        self.states.progress()
    }

    /// What the examples have together of all probability; `None` before all states are gone through.
    pub fn real_share(&self) -> Option<f64> {
        let log_z = self.states.log_z()?;
        Some(
            self.weights
                .iter()
                .map(|weight| libm::exp(weight - log_z))
                .sum(),
        )
    }

    /// The likeliest patterns, the likeliest first; none before all states are gone through.
    pub fn likeliest(&self) -> Vec<Pattern> {
        let Some(log_z) = self.states.log_z() else {
            return Vec::new();
        };
        let pattern = |&(weight, state): &(f64, u32)| Pattern {
            state: state_of(state, self.rbm.visible),
            probability: libm::exp(weight - log_z),
            is_real: self.real.binary_search(&state).is_ok(),
        };
        self.best.iter().map(pattern).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learning::rbm::structure::VisibleUnits;
    use crate::random::Random;

    /// However it is cut, each probability is that of the free energy, and the order theirs.
    #[test]
    fn patterns_have_the_probabilities_of_their_free_energies() {
        let rbm = Rbm::new(6, 4, VisibleUnits::Binary).unwrap();
        let parameters = Random::new(3).normals(rbm.parameter_count());
        let machine = rbm.over(&parameters);
        let examples = [1.0, 0.0, 1.0, 0.0, 1.0, 0.0].repeat(2);
        let mut patterns = Patterns::new(machine, &examples, 64).unwrap();
        while patterns.real_share().is_none() {
            assert!(patterns.likeliest().is_empty() && patterns.progress() < 1.0);
            patterns.advance(7);
        }
        let (found, log_z) = (patterns.likeliest(), machine.log_z().unwrap());
        assert_eq!((found.len(), patterns.progress()), (64, 1.0));
        for pattern in &found {
            let expected = libm::exp(-machine.free_energy(&pattern.state) - log_z);
            assert!((pattern.probability - expected).abs() < 1e-12);
            assert_eq!(pattern.is_real, pattern.state == examples[..6]);
        }
        assert!(found.is_sorted_by(|a, b| a.probability >= b.probability));
        let real = found.iter().find(|pattern| pattern.is_real).unwrap();
        assert!((patterns.real_share().unwrap() - real.probability).abs() < 1e-12);
    }

    #[test]
    fn too_many_units_and_those_that_are_not_binary_are_refused() {
        let refused = |rbm: Rbm| {
            let parameters = vec![0.0; rbm.parameter_count()];
            Patterns::new(rbm.over(&parameters), &[], 1).is_err()
        };
        assert!(!refused(Rbm::new(18, 40, VisibleUnits::Binary).unwrap()));
        assert!(refused(Rbm::new(19, 1, VisibleUnits::Binary).unwrap()));
        assert!(refused(Rbm::new(2, 1, VisibleUnits::Gaussian).unwrap()));
    }
}
