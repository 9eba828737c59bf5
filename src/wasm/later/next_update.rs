//! `NextUpdate` for JavaScript.

use js_sys::{Float32Array, Uint32Array};
use wasm_bindgen::prelude::*;

use crate::error::Result;
use crate::insight::update::Update;
use crate::wasm::race::Race;
use crate::wasm::to_js::to_js;
use crate::wasm::view;

/// The step that a model's optimiser would take next, and what it would do.
#[wasm_bindgen]
#[derive(Default)]
pub struct NextUpdate(Update);

#[wasm_bindgen]
impl NextUpdate {
    /// No step has been worked out yet.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// View `[parameters]`: the step that a model's optimiser would take now, by one point alone, or, without one, by the next
    /// batch.
    pub fn of(&mut self, race: &Race, model: usize, point: Option<usize>) -> Result<Float32Array> {
        let trainer = &race.core.contender(model)?.trainer;
        let change = match point {
            Some(point) => {
                race.core.data().check_example(point)?;
                self.0.of(trainer, &[point as u32])
            }
            None => self.0.of(trainer, trainer.next_examples()),
        };
        Ok(view::floats(change))
    }

    /// View: the numbers of the points that make the next batch of a model.
    pub fn batch(&self, race: &Race, model: usize) -> Result<Uint32Array> {
        let trainer = &race.core.contender(model)?.trainer;
        Ok(view::integers(trainer.next_examples()))
    }

    /// The arrows of `times` the last step, for a single unit that reads x₁ and x₂; null for other models.
    #[wasm_bindgen(unchecked_return_type = "Arrows | null")]
    pub fn arrows(&self, race: &Race, model: usize, times: f32) -> Result<JsValue> {
        Ok(to_js(&self.0.arrows(race.model(model)?, times)))
    }

    /// View `[side, side]`: by how much `class` would lead after `times` the last step.
    pub fn margin(
        &mut self,
        race: &Race,
        model: usize,
        times: f32,
        class: usize,
        side: usize,
    ) -> Result<Float32Array> {
        let network = race.model(model)?;
        Ok(view::floats(self.0.margin(network, times, class, side)?))
    }
}
