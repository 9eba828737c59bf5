//! `Doubter` for JavaScript.

use wasm_bindgen::prelude::*;

use crate::error::Result;
use crate::insight::doubter::{Doubter as Core, NONE};

/// Tells whether a picture is one of the ten digits at all.
#[wasm_bindgen]
pub struct Doubter(Core);

#[wasm_bindgen]
impl Doubter {
    /// The doubter whose weights are in a file.
    #[wasm_bindgen(constructor)]
    pub fn new(file: &[u8]) -> Result<Self> {
        Core::read(file).map(Self)
    }

    /// Whether an image of 784 pixels from 0 to 1, normalised as digits are, looks like none of the ten.
    #[wasm_bindgen(js_name = isNone)]
    pub fn is_none(&mut self, image: &[f32]) -> Result<bool> {
        Ok(self.0.doubt(image)? >= NONE)
    }
}
