//! 32-bit numbers as a person would write them: 0.1, not 0.10000000149011612.

use serde::Serializer;

/// The shortest decimal that reads back as `value`.
pub fn shortest(value: f32) -> f64 {
    let exact = f64::from(value);
    let short = value.to_string().parse().unwrap_or(exact);
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

    use super::shortest;

    #[test]
    fn numbers_are_written_as_they_were_typed() {
        for typed in [0.1, 0.03, 1e-9, 4.9, 0.0, -0.15, 1e6, 16_777_217.0] {
            assert_eq!(shortest(typed as f32) as f32, typed as f32);
        }
        assert_eq!((shortest(0.1), shortest(1e-9)), (0.1, 1e-9));
    }

    proptest! {
        #[test]
        fn every_number_reads_back(value in prop::num::f32::ANY) {
            prop_assert!(value.is_nan() || (shortest(value) as f32).to_bits() == value.to_bits());
        }
    }
}
