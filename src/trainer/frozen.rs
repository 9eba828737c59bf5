//! Parameters that are frozen: updates leave them as they are, whatever the rule and whatever it remembers.
//!
//! A rule that descends moves all of them, and those frozen are put back; one that searches is told that the error does not
//! change with them, so that no direction it takes has a part in theirs.

use super::settings::ModelConfig;
use crate::error::{Error, Result};

/// What the frozen parameters were before an update, in a buffer that is used again.
#[derive(Debug, Default)]
pub struct Frozen {
    values: Vec<f32>,
}

impl Frozen {
    /// Room for them, so that training allocates nothing.
    pub fn of(config: &ModelConfig) -> Self {
        Self {
            values: Vec::with_capacity(config.frozen.len()),
        }
    }

    /// Notes what they are.
    #[inline]
    pub fn note(&mut self, frozen: &[u32], parameters: &[f32]) {
        self.values.clear();
        let values = frozen.iter().map(|&index| parameters[index as usize]);
        self.values.extend(values);
    }

    /// Puts back what was noted.
    #[inline]
    pub fn put_back(&self, frozen: &[u32], parameters: &mut [f32]) {
        for (&index, &value) in frozen.iter().zip(&self.values) {
            parameters[index as usize] = value;
        }
    }
}

/// Makes a gradient tell a search that the error does not change with them.
///
/// ```
/// let mut gradient = [1.0, 2.0, 3.0];
/// gradual::trainer::frozen::leave_out(&[1], &mut gradient);
/// assert_eq!(gradient, [1.0, 0.0, 3.0]);
/// ```
#[inline]
pub fn leave_out(frozen: &[u32], gradient: &mut [f32]) {
    for &index in frozen {
        gradient[index as usize] = 0.0;
    }
}

/// Refuses what is no parameter of a model of so many.
///
/// ```
/// use gradual::ModelConfig;
/// use gradual::trainer::frozen::check;
///
/// let config = ModelConfig { frozen: vec![2], ..ModelConfig::default() }; // the third parameter stays as it is
/// assert!(check(&config, 3).is_ok() && check(&config, 2).is_err());
/// ```
pub fn check(config: &ModelConfig, parameters: usize) -> Result<()> {
    match config
        .frozen
        .iter()
        .find(|&&index| index as usize >= parameters)
    {
        None => Ok(()),
        Some(index) => Err(Error::Configuration {
            field: "frozen".into(),
            problem: format!(
                "{} has {parameters} weights and biases, numbered from 0, and none of the number {index}",
                config.name
            ),
        }),
    }
}
