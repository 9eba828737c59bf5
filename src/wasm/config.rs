//! From JavaScript objects to configurations, with errors that name the field.

use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::*;

use super::reader::{Path, Reader, Wrong};
use crate::error::{Error, Result};
use crate::integer::integer;

/// Reads a configuration; a missing field, an unknown choice or a wrong type is an error that names the field.
#[cold]
pub fn read<T: DeserializeOwned>(value: JsValue) -> Result<T> {
    let path = Path::default();
    let reader = Reader { value, path: &path };
    T::deserialize(reader).map_err(|wrong| refusal(path.written(), &wrong))
}

/// Reads a seed: a number that must be an integer.
pub fn read_seed(value: JsValue) -> Result<u32> {
    let path = Path::default();
    let reader = Reader { value, path: &path };
    integer(reader).map_err(|wrong: Wrong| refusal("seed".into(), &wrong))
}

fn refusal(field: String, wrong: &Wrong) -> Error {
    Error::Configuration {
        field,
        problem: wrong.to_string(),
    }
}
