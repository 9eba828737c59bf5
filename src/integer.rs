//! Integers in configurations. JavaScript has one kind of number, so what should be an integer can arrive as −4, 1.5 or NaN.

use serde::de::Error;
use serde::{Deserialize, Deserializer};

/// Reads an integer from 0 to 4294967295; anything else is an error that says so.
pub fn integer<'de, D: Deserializer<'de>, T: TryFrom<u32>>(deserializer: D) -> Result<T, D::Error> {
    let value = f64::deserialize(deserializer)?;
    let is_integer = value.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(&value);
    let number = is_integer
        .then_some(value as u32)
        .and_then(|number| T::try_from(number).ok());
    number.ok_or_else(|| {
        let got = if value.is_nan() {
            "it holds no number".into()
        } else {
            format!("it is {value}")
        };
        D::Error::custom(format!(
            "it must be a whole number from 0 to {}, but {got}",
            u32::MAX
        ))
    })
}

/// Reads a list of integers.
pub fn integers<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u32>, D::Error> {
    #[derive(Deserialize)]
    #[serde(transparent)]
    struct Integer(#[serde(deserialize_with = "integer")] u32);
    let list = Vec::<Integer>::deserialize(deserializer)?;
    Ok(list.into_iter().map(|Integer(number)| number).collect())
}

#[cfg(test)]
mod tests {
    use crate::data::generators::points::PointsConfig;

    fn error(seed: &str) -> String {
        let json = format!(r#"{{"set":"xor","count":10,"noise":0,"heldOut":0,"seed":{seed}}}"#);
        serde_json::from_str::<PointsConfig>(&json)
            .map(|_| ())
            .unwrap_err()
            .to_string()
    }

    #[test]
    fn what_is_no_integer_is_refused_in_words() {
        assert!(
            error("-1").starts_with("it must be a whole number from 0 to 4294967295, but it is -1")
        );
        assert!(error("1.5").contains("but it is 1.5"));
        assert!(error("99999999999").contains("but it is 99999999999"));
    }
}
