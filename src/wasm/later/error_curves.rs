//! `ErrorCurves` for JavaScript.

use js_sys::Float32Array;
use wasm_bindgen::prelude::*;

use crate::error::Result;
use crate::insight::outcomes::{cost_curves, error_curves};
use crate::wasm::race::Race;
use crate::wasm::view;

/// What errors cost.
#[wasm_bindgen]
#[derive(Default)]
pub struct ErrorCurves(Vec<f32>);

#[wasm_bindgen]
impl ErrorCurves {
    /// No curve yet.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// View `[2, z]`: what the total inputs z cost a single output of a model for t = 0, then for t = 1.
    pub fn costs(&mut self, race: &Race, model: usize, z: &[f32]) -> Result<Float32Array> {
        self.0 = cost_curves(race.model(model)?.loss(), z);
        Ok(view::floats(&self.0))
    }

    /// View `[4, y]`: cross-entropy at the outputs y for t = 0 and for t = 1, then squared error for both.
    pub fn errors(&mut self, y: &[f32]) -> Float32Array {
        self.0 = error_curves(y);
        view::floats(&self.0)
    }
}
