//! Sums over slices: four running sums, one a lane, added at the end in a fixed order.

use super::blocks::{Block, blocks};
use super::lanes::{F32x4, LANES};
use super::memory::{Rows, RowsMut};

/// Σ f(x), four at a time.
#[inline(always)]
fn sum_of(values: &[f32], f: impl Fn(F32x4) -> F32x4) -> f32 {
    let (quads, rest) = values.as_chunks::<LANES>();
    let start = F32x4::splat(0.0);
    let sum = quads
        .iter()
        .fold(start, |sum, quad| sum + f(F32x4::load(quad)));
    (sum + f(F32x4::load_partial(rest))).sum()
}

/// `(out, term) = f(a, b)` over slices of one length: writes `out` and returns Σ term, added in `f64` one by one, so that it
/// does not matter how a long sum is cut into calls.
#[inline(always)]
pub fn map_pairs_and_sum(
    (a, b): (&[f32], &[f32]),
    out: &mut [f32],
    f: impl Fn(F32x4, F32x4) -> (F32x4, F32x4),
) -> f64 {
    let mut total = 0.0;
    // One loop for whole vectors and for what is left: `f` is long, and twice it would set up its constants twice.
    let pairs = a.chunks(LANES).zip(b.chunks(LANES));
    for ((a, b), out) in pairs.zip(out.chunks_mut(LANES)) {
        let (value, terms) = f(F32x4::load_partial(a), F32x4::load_partial(b));
        value.store_partial(out);
        total = add_in_order(total, &terms.to_array()[..a.len()]);
    }
    total
}

#[inline(always)]
fn add_in_order(sum: f64, terms: &[f32]) -> f64 {
    terms.iter().fold(sum, |sum, &term| sum + f64::from(term))
}

/// Σ x.
#[inline]
pub fn sum(values: &[f32]) -> f32 {
    sum_of(values, |x| x)
}

/// The largest value, −∞ for none.
#[inline]
pub fn largest(values: &[f32]) -> f32 {
    let (quads, rest) = values.as_chunks::<LANES>();
    let start = F32x4::splat(f32::NEG_INFINITY);
    let lanes = quads
        .iter()
        .fold(start, |most, quad| F32x4::load(quad).max(most));
    rest.iter().copied().fold(lanes.largest(), f32::max)
}

/// `out[o] += Σ_b rows[b, o]` over `count` rows, up to four vectors of columns at a time in registers.
#[inline]
pub fn add_rows(rows: &[f32], count: usize, out: &mut [f32]) {
    if out.len() < LANES {
        let columns = out.len();
        for (column, out) in out.iter_mut().enumerate() {
            let values = rows.iter().skip(column).step_by(columns);
            *out = values.fold(*out, |sum, x| sum + x);
        }
        return;
    }
    for block in blocks(out.len(), 4) {
        match block.vectors {
            1 => add_block::<1>(rows, count, block, out),
            2 => add_block::<2>(rows, count, block, out),
            3 => add_block::<3>(rows, count, block, out),
            _ => add_block::<4>(rows, count, block, out),
        }
    }
}

#[inline(always)]
fn add_block<const V: usize>(rows: &[f32], count: usize, block: Block, out: &mut [f32]) {
    let Block { column, width, .. } = block;
    let rows = Rows::<V>::new(rows, column, out.len(), width, count);
    let mut out = RowsMut::<V>::new(out, column, 0, width, 1);
    let mut sums = out.load(0);
    for row in 0..count {
        let row = rows.load(row);
        sums = std::array::from_fn(|v| sums[v] + row[v]);
    }
    out.store(0, sums);
}

/// Σ x².
#[inline]
pub fn sum_of_squares(values: &[f32]) -> f32 {
    sum_of(values, |x| x * x)
}

/// Σ |x|.
#[inline]
pub fn sum_of_magnitudes(values: &[f32]) -> f32 {
    sum_of(values, F32x4::abs)
}

/// Whether no value is infinite or NaN: 0 · x is 0 for finite x alone.
#[inline]
pub fn all_finite(values: &[f32]) -> bool {
    sum_of(values, |x| F32x4::splat(0.0) * x) == 0.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_agree_with_the_plain_loop() {
        for length in 0..11 {
            let x: Vec<f32> = (0..length).map(|i| i as f32 - 4.0).collect();
            assert_eq!(sum_of_squares(&x), x.iter().map(|x| x * x).sum::<f32>());
            assert_eq!(
                sum_of_magnitudes(&x),
                x.iter().map(|x| x.abs()).sum::<f32>()
            );
        }
    }

    #[test]
    fn the_largest_is_found_wherever_it_stands() {
        for length in 1..10 {
            for place in 0..length {
                let mut x = vec![-5.0; length];
                x[place] = -1.0;
                assert_eq!(largest(&x), -1.0);
            }
        }
    }

    #[test]
    fn rows_are_added_column_by_column() {
        let mut out = [1.0, 1.0, 1.0];
        add_rows(&[1.0, 2.0, 3.0, 10.0, 20.0, 30.0], 2, &mut out);
        assert_eq!(out, [12.0, 23.0, 34.0]);
    }

    #[test]
    fn pairs_are_counted_once_each() {
        for length in 0..11 {
            let x = vec![2.0; length];
            let one = F32x4::splat(1.0);
            let expected = 5.0 * length as f64;
            let mut out = vec![0.0; length];
            let f = |a, b| (a + b, a * b + one);
            assert_eq!(map_pairs_and_sum((&x, &x), &mut out, f), expected);
            assert!(out.iter().all(|&out| out == 4.0));
        }
    }

    #[test]
    fn one_bad_value_is_found_wherever_it_stands() {
        for bad in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
            for place in 0..7 {
                let mut x = [1e30_f32; 7];
                assert!(all_finite(&x));
                x[place] = bad;
                assert!(!all_finite(&x));
            }
        }
    }
}
