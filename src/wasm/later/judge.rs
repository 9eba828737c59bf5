//! `Judge` for JavaScript.

use js_sys::{Float32Array, Uint32Array};
use wasm_bindgen::prelude::*;

use crate::error::Result;
use crate::insight::judge::Judge as Core;
use crate::wasm::race::Race;
use crate::wasm::to_js::to_js;
use crate::wasm::view;

/// Judges the models of a race, and beside them Gaussian and Bernoulli naive Bayes.
///
/// A network is judged by what the last sweep of `Race.evaluate` found, with the weights of then. Models are counted from 0,
/// the race's first, then the two of naive Bayes. Examples are counted from the first one held out. Views are as in `Race`.
#[wasm_bindgen]
#[derive(Default)]
pub struct Judge {
    core: Core,
    examples: Vec<u32>,
}

#[wasm_bindgen]
impl Judge {
    /// A judge who has seen nothing yet.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Fits naive Bayes on the race's training examples, then scores it on those held out, up to `examples` more; `true`
    /// once that is done. Other data in the race begin it anew.
    pub fn advance(&mut self, race: &Race, examples: usize) -> bool {
        self.core.advance(&race.core, examples)
    }

    /// How good a model is; `null` before it was scored, or where nothing is held out.
    #[wasm_bindgen(unchecked_return_type = "JudgeReport | null")]
    pub fn report(&self, race: &Race, model: usize) -> Result<JsValue> {
        Ok(to_js(&self.core.report(&race.core, model)?))
    }

    /// View: the examples of class `label` that a model takes for class `predicted`, the surest first.
    pub fn behind(
        &mut self,
        race: &Race,
        model: usize,
        label: usize,
        predicted: usize,
    ) -> Result<Uint32Array> {
        self.examples = self.core.behind(&race.core, model, label, predicted)?;
        Ok(view::integers(&self.examples))
    }

    /// View: a model's mistakes of which it was surest, at most `most`, the surest first.
    pub fn mistakes(&mut self, race: &Race, model: usize, most: usize) -> Result<Uint32Array> {
        self.examples = self.core.mistakes(&race.core, model, most)?;
        Ok(view::integers(&self.examples))
    }

    /// View `[classes]`: the probabilities that a model gave to a held-out example when it was judged; empty where it was not.
    pub fn probabilities(&self, race: &Race, model: usize, example: usize) -> Result<Float32Array> {
        let found = self.core.probabilities(&race.core, model, example)?;
        Ok(view::floats(found))
    }

    /// View `[classes]`: the probabilities that naive Bayes gives to an image of 784 pixels from 0 to 1; empty before it is
    /// fitted. `baseline` 0 is the Gaussian kind, 1 the Bernoulli kind.
    pub fn guess(&mut self, race: &Race, baseline: usize, image: &[f32]) -> Result<Float32Array> {
        Ok(view::floats(self.core.guess(&race.core, baseline, image)?))
    }
}
