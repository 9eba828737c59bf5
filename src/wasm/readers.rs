//! Models that have learned already: weights from files.

use wasm_bindgen::prelude::*;

use super::race::Race;

#[wasm_bindgen]
impl Race {
    /// Starts a model from the weights in a file, to which `restart` comes back; all models restart. A file that is damaged
    /// or made for another network is an error that says so, and changes nothing.
    #[wasm_bindgen(js_name = setWeights)]
    pub fn set_weights(&mut self, model: usize, file: &[u8]) -> crate::error::Result<()> {
        self.core.set_weights(model, file)
    }
}
