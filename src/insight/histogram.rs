//! How numbers are spread: how many fall into each of so many equal steps.

use serde::Serialize;

/// Counts from `from` to `to`, whose steps are all as wide.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "page", derive(tsify::Tsify))]
pub struct Histogram {
    /// Where the first step begins.
    pub from: f32,
    /// Where the last step ends.
    pub to: f32,
    /// How many values lie in each step; what lies beyond the ends is in the outermost ones.
    pub counts: Vec<u32>,
}

/// The counts of `values` in so many steps between two ends, of which the second is the larger.
///
/// ```
/// use gradual::insight::histogram::histogram;
///
/// assert_eq!(histogram(&[0.0, 0.1, 0.6, 1.0], [0.0, 1.0], 2).counts, [2, 2]);
/// ```
///
/// # Panics
///
/// Panics where there are values and no steps.
pub fn histogram(values: &[f32], [from, to]: [f32; 2], steps: usize) -> Histogram {
    let mut counts = vec![0; steps];
    let scale = steps as f32 / (to - from);
    for value in values {
        let step = ((value - from) * scale).max(0.0) as usize; // casts saturate, and make 0 of what is no number
        counts[step.min(steps - 1)] += 1;
    }
    Histogram { from, to, counts }
}

/// The same between minus and plus the largest magnitude; ±1 where all are 0.
///
/// ```
/// use gradual::insight::histogram::around_zero;
///
/// let found = around_zero(&[-2.0, 0.5], 4);
/// assert_eq!((found.from, found.to, found.counts), (-2.0, 2.0, vec![1, 0, 1, 0]));
/// assert_eq!(around_zero(&[0.0], 1).to, 1.0);
/// ```
pub fn around_zero(values: &[f32], steps: usize) -> Histogram {
    let most = values
        .iter()
        .fold(0.0, |most: f32, value| most.max(value.abs()));
    let most = if most > 0.0 { most } else { 1.0 };
    histogram(values, [-most, most], steps)
}

/// The mean magnitude; 0 of none.
///
/// ```
/// assert_eq!(gradual::insight::histogram::mean_size(&[-3.0, 1.0]), 2.0);
/// ```
pub fn mean_size(values: &[f32]) -> f64 {
    let sum: f64 = values.iter().map(|value| f64::from(value.abs())).sum();
    sum / values.len().max(1) as f64
}
