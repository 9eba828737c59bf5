//! How a machine does, on what it learns from and on what it has never seen.

use serde::Serialize;

use crate::error::Result;
use crate::learning::rbm::pseudo_likelihood::Bits;
use crate::learning::rbm::{Machine, VisibleUnits};

/// One machine measured on some rows.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
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

/// Measures a machine on `rows` `[count, visible]`; `seed` says which unit of each example stands for all.
///
/// ```
/// use gradual::learning::rbm::{Rbm, VisibleUnits};
/// use gradual::trainer::rbm::measures::measure;
///
/// let machine = Rbm::new(2, 1, VisibleUnits::Binary)?;
/// let machine = machine.with(&[0.0; 5])?;
/// let found = measure(machine, &[1.0, 0.0], 1)?;
/// assert_eq!(found.reconstruction_error, 0.5);
/// assert!((found.pseudo_likelihood.unwrap() - 2.0 * 0.5_f64.ln()).abs() < 1e-12);
/// # Ok::<(), gradual::Error>(())
/// ```
pub fn measure(machine: Machine, rows: &[f32], seed: u32) -> Result<RbmMeasures> {
    machine.rbm.check_rows(rows)?;
    let is_binary = machine.rbm.units == VisibleUnits::Binary;
    let likelihood = is_binary.then(|| machine.pseudo_likelihood(rows, Bits::Sampled { seed }));
    Ok(RbmMeasures {
        reconstruction_error: machine.reconstruction_error(rows),
        free_energy: machine.mean_free_energy(rows),
        pseudo_likelihood: likelihood.transpose()?,
    })
}

/// The examples among `rows` `[count, visible]` for which a hidden unit is surest to be on, the surest first: at most `most`.
///
/// ```
/// use gradual::learning::rbm::{Rbm, VisibleUnits};
/// use gradual::trainer::rbm::measures::surest;
///
/// let machine = Rbm::new(2, 1, VisibleUnits::Binary)?;
/// let machine = machine.with(&[3.0, 1.0, 0.0, 0.0, 0.0])?;
/// assert_eq!(surest(machine, &[0.0, 1.0, 1.0, 1.0, 1.0, 0.0], 0, 2)?, [1, 2]);
/// # Ok::<(), gradual::Error>(())
/// ```
pub fn surest(machine: Machine, rows: &[f32], hidden: usize, most: usize) -> Result<Vec<u32>> {
    machine.rbm.check_rows(rows)?;
    crate::error::in_list("The number of the hidden unit", hidden, machine.rbm.hidden)?;
    let features = machine.features(rows);
    let rates: Vec<f32> = features
        .iter()
        .skip(hidden)
        .step_by(machine.rbm.hidden)
        .copied()
        .collect();
    let mut order: Vec<u32> = (0..rates.len() as u32).collect();
    order.sort_by(|&a, &b| rates[b as usize].total_cmp(&rates[a as usize]));
    order.truncate(most);
    Ok(order)
}
