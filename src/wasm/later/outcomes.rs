//! `Outcomes` for JavaScript.

use js_sys::Float32Array;
use serde::Serialize;
use tsify::Tsify;
use wasm_bindgen::prelude::*;

use crate::error::Result;
use crate::insight::outcomes::{Outcome, Outcomes as Core, curve};
use crate::wasm::race::Race;
use crate::wasm::to_js::to_js;
use crate::wasm::view;

/// What one model makes of one point.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct PointOutcome {
    /// Logits and outputs, one or one for each class.
    pub z: Vec<f32>,
    pub y: Vec<f32>,
    /// E by the loss that the model is trained with.
    pub error: f32,
    pub wrong: bool,
}

/// What a model makes of each point.
#[wasm_bindgen]
#[derive(Default)]
pub struct Outcomes {
    core: Core,
    numbers: Vec<f32>,
}

#[wasm_bindgen]
impl Outcomes {
    /// Nothing has been read yet.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// View `[count, 8]` of each point, training points first, for one class against the others (with one output, for class 1): z,
    /// y, t, E by the model's loss, what z costs a single unit (the cross-entropy, where y is a probability), ½ (y − t)², y − t,
    /// and 1 where the model takes it from or for this class by mistake.
    pub fn of(&mut self, race: &Race, model: usize, class: usize) -> Result<Float32Array> {
        let found = self
            .core
            .read(race.model(model)?, race.core.data(), class)?;
        self.numbers.clear();
        self.numbers.extend(Outcome::numbers(found));
        Ok(view::floats(&self.numbers))
    }

    /// What a model makes of one point.
    #[wasm_bindgen(js_name = ofPoint, unchecked_return_type = "PointOutcome")]
    pub fn of_point(&mut self, race: &Race, model: usize, point: usize) -> Result<JsValue> {
        let data = race.core.data();
        data.check_example(point)?;
        let class = data.labels().get(point).map_or(0, |&label| label.into());
        let found = self.core.read(race.model(model)?, data, class)?;
        let (error, wrong) = (found[point].error, found[point].wrong > 0.0);
        let (z, y) = self.core.of_point(point);
        Ok(to_js(&PointOutcome {
            z: z.to_vec(),
            y: y.to_vec(),
            error,
            wrong,
        }))
    }

    /// View: y of a single output of a model at the total inputs z: its S-curve.
    pub fn curve(&mut self, race: &Race, model: usize, z: &[f32]) -> Result<Float32Array> {
        self.numbers = curve(race.model(model)?.loss(), z);
        Ok(view::floats(&self.numbers))
    }
}
