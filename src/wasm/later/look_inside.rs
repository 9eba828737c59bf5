//! `LookInside` for JavaScript.

use wasm_bindgen::prelude::*;

use crate::error::Result;
use crate::insight::inside::{Inside, WorkedExample};
use crate::wasm::config::read;
use crate::wasm::race::Race;
use crate::wasm::to_js::to_js;

/// One example's pass through a model, every number of which can be opened, and the update that follows.
#[wasm_bindgen]
#[derive(Default)]
pub struct LookInside(Inside);

#[wasm_bindgen]
impl LookInside {
    /// Nothing has gone through yet.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sends an example through a model, and works out the update by it alone or, with `batch`, by the next batch. What follows
    /// tells of this pass, and is to be asked before the next step.
    #[wasm_bindgen(unchecked_return_type = "Walk")]
    pub fn walk(
        &mut self,
        race: &Race,
        model: usize,
        example: usize,
        batch: bool,
    ) -> Result<JsValue> {
        let trainer = &race.core.contender(model)?.trainer;
        Ok(to_js(&self.0.walk(trainer, example, batch)?))
    }

    /// A unit of a level; level 0 are the inputs.
    #[wasm_bindgen(unchecked_return_type = "OpenUnit")]
    pub fn unit(&self, race: &Race, model: usize, level: usize, unit: usize) -> Result<JsValue> {
        let trainer = &race.core.contender(model)?.trainer;
        Ok(to_js(&self.0.unit(trainer, level, unit)?))
    }

    /// A race of the model of a worked example, which stands at its first weights.
    pub fn open(
        #[wasm_bindgen(unchecked_param_type = "WorkedExample")] example: JsValue,
    ) -> Result<Race> {
        Ok(Race::new(read::<WorkedExample>(example)?.race()?))
    }

    /// Gives a weight or bias another value; training goes on from there.
    #[wasm_bindgen(js_name = setParameter)]
    pub fn set_parameter(race: &mut Race, model: usize, index: usize, value: f64) -> Result<()> {
        race.core.set_parameter(model, index, value)
    }

    /// Gives the point that is held by `Painting.grab` another class or value.
    pub fn relabel(race: &mut Race, target: f32) -> Result<()> {
        race.core.painting_mut()?.relabel(target)
    }

    /// An output with both errors, where it is a sigmoid of its own; null else.
    #[wasm_bindgen(unchecked_return_type = "LogisticOutput | null")]
    pub fn logistic(&self, race: &Race, model: usize, output: usize) -> Result<JsValue> {
        let trainer = &race.core.contender(model)?.trainer;
        Ok(to_js(&self.0.logistic(trainer, output)?))
    }

    /// A weight or bias, by its index among all parameters.
    #[wasm_bindgen(unchecked_return_type = "OpenParameter")]
    pub fn parameter(&mut self, race: &Race, model: usize, index: usize) -> Result<JsValue> {
        let trainer = &race.core.contender(model)?.trainer;
        Ok(to_js(&self.0.parameter(trainer, index)?))
    }
}
