//! How the hidden units of a machine take some examples: which are on, how often, and for which.

use crate::error::{Result, in_list};
use crate::learning::rbm::Machine;

/// p(h = 1 | v) of all hidden units for some examples.
///
/// ```
/// use gradual::learning::rbm::{Rbm, VisibleUnits};
/// use gradual::trainer::rbm::activity::Activity;
///
/// let machine = Rbm::new(2, 2, VisibleUnits::Binary)?;
/// let machine = machine.with(&[3.0, 9.0, 1.0, 9.0, 0.0, 0.0, 0.0, 0.0])?;
/// let activity = Activity::of(machine, &[0.0, 1.0, 1.0, 1.0, 1.0, 0.0])?;
/// assert_eq!(activity.surest(0, 2)?, [1, 2]); // it looks for the first pixel above all
/// assert_eq!(activity.order(), [1, 0]); // the second unit is on more often
/// assert!(activity.rates()[1] > 0.99 && activity.of_unit(2).is_err());
/// # Ok::<(), gradual::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Activity {
    hidden: usize,
    /// `[examples, hidden]`.
    probabilities: Vec<f32>,
}

impl Activity {
    /// Of a machine that sees `rows` `[examples, visible]`.
    pub fn of(machine: Machine, rows: &[f32]) -> Result<Self> {
        machine.rbm.check_rows(rows)?;
        Ok(Self {
            hidden: machine.rbm.hidden,
            probabilities: machine.features(rows),
        })
    }

    /// How often each unit is expected to be on, `[hidden]`.
    pub fn rates(&self) -> Vec<f32> {
        let rows = self.probabilities.chunks_exact(self.hidden);
        let share = 1.0 / rows.len().max(1) as f32;
        let mut rates = vec![0.0; self.hidden];
        for row in rows {
            let sums = rates.iter_mut().zip(row);
            sums.for_each(|(rate, p)| *rate += share * p);
        }
        rates
    }

    /// The units, the one that is on most often first.
    pub fn order(&self) -> Vec<u32> {
        highest_first(&self.rates())
    }

    /// One unit's probabilities, `[examples]`.
    pub fn of_unit(&self, unit: usize) -> Result<Vec<f32>> {
        in_list("The number of the hidden unit", unit, self.hidden)?;
        let own = self.probabilities.iter().skip(unit);
        Ok(own.step_by(self.hidden).copied().collect())
    }

    /// The examples that switch a unit on the most, the surest first: at most `most`.
    pub fn surest(&self, unit: usize, most: usize) -> Result<Vec<u32>> {
        let mut order = highest_first(&self.of_unit(unit)?);
        order.truncate(most);
        Ok(order)
    }
}

/// Where the values stand, from the highest to the lowest; of those that are alike, the first comes first.
fn highest_first(values: &[f32]) -> Vec<u32> {
    let mut order: Vec<u32> = (0..values.len() as u32).collect();
    order.sort_by(|&a, &b| values[b as usize].total_cmp(&values[a as usize]));
    order
}
