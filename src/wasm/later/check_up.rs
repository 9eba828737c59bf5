//! `CheckUp` for JavaScript.

use wasm_bindgen::prelude::*;

use crate::error::Result;
use crate::insight::health::CheckUp as Core;
use crate::wasm::race::Race;
use crate::wasm::to_js::to_js;

/// Finds dead and saturated units. One for each model that is shown.
#[wasm_bindgen]
#[derive(Default)]
pub struct CheckUp(Core);

#[wasm_bindgen]
impl CheckUp {
    /// A check-up that has seen nothing yet.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// How every unit of a model is, layer by layer, the outputs last.
    #[wasm_bindgen(unchecked_return_type = "Health[]")]
    pub fn run(&mut self, race: &Race, model: usize) -> Result<JsValue> {
        let trainer = &race.core.contender(model)?.trainer;
        Ok(to_js(&self.0.run(trainer.model(), trainer.data())))
    }
}
