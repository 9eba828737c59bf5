//! From JavaScript objects to configurations, with errors that name the field.

use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::*;

use crate::error::{Error, Result};

/// Reads a configuration; a missing field, an unknown choice or a wrong type is an error that names the field.
pub fn read<T: DeserializeOwned>(value: JsValue) -> Result<T> {
    let deserializer = serde_wasm_bindgen::Deserializer::from(value);
    serde_path_to_error::deserialize(deserializer).map_err(|error| Error::Configuration {
        field: error.path().to_string(),
        problem: error
            .inner()
            .to_string()
            .trim_start_matches("Error: ")
            .into(),
    })
}
