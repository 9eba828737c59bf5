//! Numbers of a table as coordinates: each column to mean 0 and standard deviation 1, within the plane.

use crate::data::plane::PLANE;

/// Scaled points end here, at 2.9 standard deviations.
pub const EDGE: f32 = PLANE - 0.1;

/// The points, (x − mean) / deviation in double precision, and how many of them were moved to the plane's edge. A constant
/// column becomes 0.
///
/// ```
/// use gradual::data::tables::scale::scale;
///
/// let (points, moved) = scale(&[[1.0, 5.0], [3.0, 5.0]]);
/// assert_eq!((points, moved), (vec![[-1.0, 0.0], [1.0, 0.0]], 0));
/// ```
pub fn scale(points: &[[f64; 2]]) -> (Vec<[f32; 2]>, usize) {
    let [x1, x2] = [0, 1].map(|axis| standard(points.iter().map(|point| point[axis]).collect()));
    let scaled: Vec<[f64; 2]> = x1.into_iter().zip(x2).map(|(x1, x2)| [x1, x2]).collect();
    let edge = f64::from(EDGE);
    let is_beyond = |point: &&[f64; 2]| point.iter().any(|v| v.abs() > edge);
    let moved = scaled.iter().filter(is_beyond).count();
    let within = |point: &[f64; 2]| point.map(|v| v.clamp(-edge, edge) as f32);
    (scaled.iter().map(within).collect(), moved)
}

/// Centred on the first value and divided by the largest beforehand, so that no square overflows and no offset cancels.
fn standard(values: Vec<f64>) -> Vec<f64> {
    let count = values.len() as f64;
    let size = values
        .iter()
        .fold(0.0, |size: f64, v| size.max(v.abs()))
        .max(f64::MIN_POSITIVE);
    let first = values.first().map_or(0.0, |v| v / size);
    let from_first: Vec<f64> = values.iter().map(|v| v / size - first).collect();
    let mean = from_first.iter().sum::<f64>() / count;
    let variance = from_first
        .iter()
        .map(|v| (v - mean) * (v - mean))
        .sum::<f64>()
        / count;
    let deviation = variance.sqrt();
    let is_constant = deviation <= 1e-14;
    let one = |v: f64| {
        if is_constant {
            0.0
        } else {
            (v - mean) / deviation
        }
    };
    from_first.into_iter().map(one).collect()
}

/// A number from `low` to `high` as one from −1 to 1.
///
/// ```
/// assert_eq!(gradual::data::tables::scale::within(15.0, [10.0, 20.0]), 0.0);
/// ```
pub fn within(value: f64, [low, high]: [f64; 2]) -> f32 {
    (2.0 * (value - low) / (high - low) - 1.0).clamp(-1.0, 1.0) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_large_offset_costs_no_digits() {
        for (first, step) in [(1.7e12, 1000.0), (1.7e9, 10.0), (0.0, 1e-300), (0.0, 1e307)] {
            let points: Vec<[f64; 2]> = (0..12)
                .map(|i| [first + step * f64::from(i), 7.0])
                .collect();
            let (scaled, moved) = scale(&points);
            for (i, [x1, x2]) in scaled.iter().enumerate() {
                let expected = -1.593_255 + 0.289_682_7 * i as f32;
                assert!((x1 - expected).abs() < 1e-5, "{x1} for {expected}");
                assert_eq!(*x2, 0.0);
            }
            assert_eq!(moved, 0);
        }
    }
}
