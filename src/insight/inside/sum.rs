//! Sums that can be checked by whoever reads them: the summands, rounded as they are shown, give the total as it is shown.

use serde::Serialize;

/// Significant digits of the largest number at least, and how many more are tried.
const DIGITS: i32 = 4;
const MORE: i32 = 5;

/// Decimals at most: beyond them single precision has nothing to say of numbers near 1.
const MOST_DECIMALS: i32 = 12;

/// How a sum is shown.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "page", derive(tsify::Tsify))]
pub struct Shown {
    /// Decimals of the summands and of the total.
    pub decimals: i32,
    pub total: f64,
}

impl Shown {
    /// The fewest decimals with which `summands` give `total` to the last one shown. Where rounding spoils it with all of
    /// them, the total is the sum of what is shown: less than single precision tells apart.
    pub fn of(summands: &[f64], total: f64) -> Self {
        let least = decimals_of(
            summands
                .iter()
                .fold(total.abs(), |most, s| most.max(s.abs())),
        );
        let most = (least + MORE).min(MOST_DECIMALS).max(least);
        let adds_up = |&decimals: &i32| sum(summands, decimals) == rounded(total, decimals);
        match (least..=most).find(adds_up) {
            Some(decimals) => Self { decimals, total },
            None => Self {
                decimals: most,
                total: sum(summands, most) * power(-most),
            },
        }
    }
}

/// Decimals that show a number of this size with [`DIGITS`] significant digits.
pub fn decimals_of(size: f64) -> i32 {
    if size == 0.0 || !size.is_finite() {
        return DIGITS;
    }
    (DIGITS - 1 - libm::floor(libm::log10(size)) as i32).clamp(0, MOST_DECIMALS)
}

/// Σ of the rounded summands, counted in units of the last decimal, which doubles hold exactly.
fn sum(summands: &[f64], decimals: i32) -> f64 {
    summands.iter().map(|&s| rounded(s, decimals)).sum()
}

fn rounded(value: f64, decimals: i32) -> f64 {
    libm::round(value * power(decimals))
}

fn power(exponent: i32) -> f64 {
    libm::pow(10.0, f64::from(exponent))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn more_digits_where_rounding_would_spoil_it() {
        assert_eq!(Shown::of(&[0.0075, 0.02, 0.35], 0.3775).decimals, 4);
        let thirds = [1.0 / 3.0; 3];
        let shown = Shown::of(&thirds, 1.0);
        assert!((shown.total - 1.0).abs() < 1e-7, "{shown:?}");
        assert_eq!(Shown::of(&[], 0.0).total, 0.0);
    }

    proptest! {
        #[test]
        fn what_is_shown_adds_up(summands in prop::collection::vec(-50.0..50.0_f32, 0..12), small: bool) {
            let scale = if small { 1e-6 } else { 1.0 };
            let summands: Vec<f64> = summands.iter().map(|&s| f64::from(s) * scale).collect();
            let total = f64::from(summands.iter().sum::<f64>() as f32);
            let Shown { decimals, total: shown } = Shown::of(&summands, total);
            prop_assert_eq!(sum(&summands, decimals), rounded(shown, decimals));
            let largest = summands.iter().fold(0.0_f64, |most, s| most.max(s.abs()));
            prop_assert!((shown - total).abs() <= 1e-6 * (1e-6 + largest) * summands.len().max(1) as f64);
        }
    }
}
