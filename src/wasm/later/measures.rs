//! `Measures` for JavaScript.

use wasm_bindgen::prelude::*;

use crate::data::dataset::check_size;
use crate::error::Result;
use crate::insight::measures::{activation_curves, line_differs, output_at, weight_summary};
use crate::wasm::config::read;
use crate::wasm::race::Race;
use crate::wasm::to_js::to_js;

/// Numbers that a lesson asks of a model beside its scores.
#[wasm_bindgen]
pub struct Measures;

#[wasm_bindgen]
impl Measures {
    /// How many parameters a model has, and how large its weights are.
    #[wasm_bindgen(unchecked_return_type = "WeightSummary")]
    pub fn weights(race: &Race, model: usize) -> Result<JsValue> {
        Ok(to_js(&weight_summary(race.model(model)?)))
    }

    /// The first output of a model at one place: P(class 1) of two classes, or the value.
    #[wasm_bindgen(js_name = outputAt)]
    pub fn output_at(race: &Race, model: usize, place: &[f32]) -> Result<f32> {
        output_at(race.model(model)?, place)
    }

    /// The share of the plane on which a model and the line through two places, x₁, x₂, x₁, x₂, say otherwise.
    #[wasm_bindgen(js_name = lineDiffers)]
    pub fn line_differs(race: &Race, model: usize, line: &[f32]) -> Result<f32> {
        check_size("The numbers of a line", line.len(), 4)?;
        line_differs(race.model(model)?, [line[0], line[1], line[2], line[3]])
    }

    /// f(z) and then f′(z) of an activation at some total inputs, `[2, z]`.
    pub fn activation(
        #[wasm_bindgen(unchecked_param_type = "Activation")] activation: JsValue,
        z: &[f32],
    ) -> Result<Vec<f32>> {
        Ok(activation_curves(read(activation)?, z))
    }
}
