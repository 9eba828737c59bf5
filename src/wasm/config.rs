//! From JavaScript objects to configurations, with errors that name the field.

use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::*;

use crate::error::{Error, Result};
use crate::integer::integer;

/// Reads a configuration; a missing field, an unknown choice or a wrong type is an error that names the field.
pub fn read<T: DeserializeOwned>(value: JsValue) -> Result<T> {
    let deserializer = serde_wasm_bindgen::Deserializer::from(value);
    serde_path_to_error::deserialize(deserializer)
        .map_err(|error| refusal(&error.path().to_string(), error.inner()))
}

/// Reads a seed: a number that must be whole.
pub fn read_seed(value: JsValue) -> Result<u32> {
    let deserializer = serde_wasm_bindgen::Deserializer::from(value);
    integer(deserializer).map_err(|error| refusal("seed", &error))
}

fn refusal(field: &str, error: &serde_wasm_bindgen::Error) -> Error {
    Error::Configuration {
        field: field.into(),
        problem: error.to_string().trim_start_matches("Error: ").into(),
    }
}
