//! The edge to JavaScript: thin, typed, and the only room that knows it.
//!
//! Configuration comes in through serde, with errors that name the field; arrays go out as views on this module's memory,
//! valid until the next call; a small report object goes out per step.

mod boundary_plane;
mod clock;
mod colours;
mod config;
mod curves;
mod files;
mod image;
mod later;
mod painting;
mod race;
mod reader;
mod refusal;
mod stopping;
mod timeline;
mod to_js;
mod view;

use wasm_bindgen::prelude::*;

use crate::data::plane::PLANE;
use crate::error::{Error, Result};

/// Sends panics to the console as text.
#[wasm_bindgen(start)]
pub fn start() {
    console_error_panic_hook::set_once();
}

/// `[min, max]` of both axes of the plane that points live in.
#[wasm_bindgen]
pub fn plane() -> Vec<f32> {
    vec![-PLANE, PLANE]
}

/// A seed of at most six digits, easily noted down, from the browser's own randomness.
#[wasm_bindgen(js_name = randomSeed)]
pub fn random_seed() -> Result<u32> {
    getrandom::u32()
        .map(|random| random % 1_000_000)
        .map_err(|_| Error::Unsuitable {
            what: "The browser gave no random number; enter a seed by hand".into(),
        })
}

/// Whether this module was built with SIMD.
#[wasm_bindgen(js_name = usesSimd)]
pub fn uses_simd() -> bool {
    cfg!(target_feature = "simd128")
}
