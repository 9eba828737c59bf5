//! `Weights` for JavaScript: models that have learned already.

use wasm_bindgen::prelude::*;

use crate::error::Result;
use crate::wasm::race::Race;

/// Weights from files.
#[wasm_bindgen]
pub struct Weights;

#[wasm_bindgen]
impl Weights {
    /// Starts a model from the weights in a file, to which `Race.restart` comes back; all models restart. A file that is damaged
    /// or made for another network is an error that says so, and changes nothing.
    pub fn load(race: &mut Race, model: usize, file: &[u8]) -> Result<()> {
        race.core.set_weights(model, file)
    }

    /// Starts all models from these weights and biases, which follow one another, to which `Race.restart` comes back. Others than
    /// these models have are an error, and change nothing.
    #[wasm_bindgen(js_name = startFrom)]
    pub fn start_from(race: &mut Race, parameters: &[f32]) -> Result<()> {
        race.core.start_all_from(parameters)
    }
}
