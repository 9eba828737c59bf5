//! The weights of a Boltzmann machine's hidden units as pictures side by side.

use crate::error::{Result, in_list};
use crate::learning::rbm::Machine;

/// The weights of some hidden units in this `order`, `[units, visible]`, each divided by the largest magnitude there is: of all weights,
/// or, where each has its `own` scale, of its own. So they lie from −1 to 1.
///
/// ```
/// use gradual::insight::filters::filters;
/// use gradual::learning::rbm::{Rbm, VisibleUnits};
///
/// let machine = Rbm::new(2, 2, VisibleUnits::Binary)?;
/// let machine = machine.with(&[1.0, -4.0, 0.5, 2.0, 0.0, 0.0, 0.0, 0.0])?;
/// assert_eq!(filters(machine, &[1, 0], false)?, [-1.0, 0.5, 0.25, 0.125]);
/// assert_eq!(filters(machine, &[1, 0], true)?, [-1.0, 0.5, 1.0, 0.5]);
/// assert!(filters(machine, &[2], true).is_err());
/// # Ok::<(), gradual::Error>(())
/// ```
pub fn filters(machine: Machine, order: &[u32], own: bool) -> Result<Vec<f32>> {
    let common = largest(machine.weights().iter().copied());
    let mut pictures = Vec::with_capacity(order.len() * machine.rbm.visible);
    for &unit in order {
        let unit = unit as usize;
        in_list("The number of the hidden unit", unit, machine.rbm.hidden)?;
        let full = if own {
            largest(machine.filter(unit))
        } else {
            common
        };
        let share = if full > 0.0 { 1.0 / full } else { 0.0 };
        pictures.extend(machine.filter(unit).map(|weight| share * weight));
    }
    Ok(pictures)
}

fn largest(weights: impl Iterator<Item = f32>) -> f32 {
    weights.fold(0.0, |most, weight| most.max(weight.abs()))
}
