//! `Guesser` for JavaScript.

use js_sys::Float32Array;
use wasm_bindgen::prelude::*;

use crate::error::Result;
use crate::insight::guess::Guesser as Core;
use crate::wasm::race::Race;
use crate::wasm::view;

/// What models take one example for.
#[wasm_bindgen]
#[derive(Default)]
pub struct Guesser {
    /// Buffers for each model of the race.
    models: Vec<Core>,
}

#[wasm_bindgen]
impl Guesser {
    /// Nothing has been guessed yet.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// View `[classes]`: the probabilities that a model gives to an image of 784 pixels from 0 to 1.
    pub fn guess(&mut self, race: &Race, model: usize, image: &[f32]) -> Result<Float32Array> {
        let network = race.model(model)?;
        let models = race.core.contenders().len();
        self.models.resize_with(models, Core::default);
        Ok(view::floats(self.models[model].outputs(network, image)?))
    }
}
