//! What the core refuses, as an error of JavaScript that can be told from a mistake in the program.

use wasm_bindgen::prelude::*;

use crate::error::Error;

/// The `name` of such an error.
const NAME: &str = "Refusal";

impl From<Error> for JsValue {
    fn from(error: Error) -> Self {
        let refusal = js_sys::Error::new(&error.to_string());
        refusal.set_name(NAME);
        refusal.into()
    }
}
