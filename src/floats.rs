//! Long lists of `f32` in serde: written as their bytes, little-endian, so that a million weights are one copy and not a
//! million values. A list is never longer than the bytes that are there.

use std::fmt;

use serde::de::{Deserializer, Error, Visitor};
use serde::ser::Serializer;

pub fn serialize<S: Serializer>(values: &[f32], serializer: S) -> Result<S::Ok, S::Error> {
    let bytes: Vec<u8> = values
        .iter()
        .flat_map(|value| value.to_le_bytes())
        .collect();
    serializer.serialize_bytes(&bytes)
}

pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<f32>, D::Error> {
    deserializer.deserialize_bytes(Floats)
}

struct Floats;

impl Visitor<'_> for Floats {
    type Value = Vec<f32>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "numbers of four bytes each")
    }

    fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<Vec<f32>, E> {
        match bytes.as_chunks() {
            (numbers, []) => Ok(numbers.iter().copied().map(f32::from_le_bytes).collect()),
            _ => Err(E::invalid_length(bytes.len(), &self)),
        }
    }
}
