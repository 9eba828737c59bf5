//! Decimals as a person writes them: 0.1, not 0.10000000149011612.
//!
//! Read here and not by the standard library, whose tables for every last digit are 11 KB that do not compress: the page
//! would wait for them. What has up to fifteen digits is read to the last bit, as there.

use serde::Serializer;

/// Powers of ten up to this one are exact in double precision.
const EXACT_POWER: i32 = 22;

/// What a mantissa may not exceed so as to take one more digit exactly.
const FULL: u64 = 100_000_000_000_000;

/// The number that digits with at most one point among them make, times `10^power`; none where there is no digit, or anything else.
///
/// Correctly rounded for up to fifteen digits between 10⁻²² and 10²² (Clinger 1990, the fast path), else to fifteen digits.
pub fn read(digits: &str, power: i32) -> Option<f64> {
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let is_number = |digits: &str| digits.bytes().all(|digit| digit.is_ascii_digit());
    if whole.len() + part.len() == 0 || !is_number(whole) || !is_number(part) {
        return None;
    }
    let (mut mantissa, mut moved) = (0, 0);
    for (at, digit) in whole.bytes().chain(part.bytes()).enumerate() {
        let is_kept = mantissa < FULL;
        if is_kept {
            mantissa = 10 * mantissa + u64::from(digit - b'0');
        }
        moved += i32::from(!is_kept) - i32::from(at >= whole.len());
    }
    Some(scaled(mantissa as f64, power.saturating_add(moved)))
}

/// `mantissa · 10^power`.
fn scaled(mut mantissa: f64, power: i32) -> f64 {
    let mut left = power.clamp(-400, 400);
    while left != 0 {
        let step = left.clamp(-EXACT_POWER, EXACT_POWER);
        let ten = (0..step.abs()).fold(1.0, |ten, _| 10.0 * ten);
        mantissa = if step > 0 {
            mantissa * ten
        } else {
            mantissa / ten
        };
        left -= step;
    }
    mantissa
}

/// The shortest decimal that reads back as `value`.
pub fn shortest(value: f32) -> f64 {
    let exact = f64::from(value);
    let short = read(&value.abs().to_string(), 0).unwrap_or(exact);
    let short = short.copysign(exact);
    if short as f32 == value { short } else { exact }
}

/// Writes the shortest decimal that reads back as `value`, for `#[serde(serialize_with)]`.
pub fn decimal<S: Serializer>(value: &f32, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_f64(shortest(*value))
}

/// The same of a number that may be missing.
pub fn decimals<S: Serializer>(value: &Option<f32>, serializer: S) -> Result<S::Ok, S::Error> {
    match value {
        Some(value) => serializer.serialize_some(&shortest(*value)),
        None => serializer.serialize_none(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{read, shortest};

    #[test]
    fn numbers_are_written_as_they_were_typed() {
        for typed in [0.1, 0.03, 1e-9, 4.9, 0.0, -0.15, 1e6, 16_777_217.0] {
            assert_eq!(shortest(typed as f32) as f32, typed as f32);
        }
        assert_eq!((shortest(0.1), shortest(1e-9)), (0.1, 1e-9));
    }

    #[test]
    fn what_is_no_number_is_not_read() {
        for text in ["", ".", "1.2.3", "-1", "1e3", "½"] {
            assert_eq!(read(text, 0), None, "{text}");
        }
        assert_eq!(
            (read("1", i32::MAX), read("1", i32::MIN)),
            (Some(f64::INFINITY), Some(0.0))
        );
    }

    proptest! {
        #[test]
        fn up_to_fifteen_digits_are_read_to_the_last_bit(text in "[0-9]{1,8}[.][0-9]{0,7}", power in -15_i32..=22) {
            prop_assert_eq!(read(&text, power), format!("{text}e{power}").parse().ok());
        }

        #[test]
        fn longer_numbers_are_read_to_fifteen_digits(text in "[1-9][0-9]{0,40}[.][0-9]{0,40}", power in -250_i32..=250) {
            let (is, expected) = (read(&text, power).unwrap(), format!("{text}e{power}").parse::<f64>().unwrap());
            prop_assert!((is / expected - 1.0).abs() < 1e-14);
        }

        #[test]
        fn every_number_reads_back(value in prop::num::f32::ANY) {
            prop_assert!(value.is_nan() || (shortest(value) as f32).to_bits() == value.to_bits());
        }
    }
}
