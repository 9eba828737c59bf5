//! Reports as JavaScript objects.

use serde::Serialize;
use wasm_bindgen::prelude::*;

/// A value as an object, with `null` for what is not there. Numbers, strings and lists always serialise; what would not is
/// `undefined`.
pub fn to_js(value: &impl Serialize) -> JsValue {
    let serializer = serde_wasm_bindgen::Serializer::new().serialize_missing_as_null(true);
    value.serialize(&serializer).unwrap_or_default()
}
