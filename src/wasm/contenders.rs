//! Models that join and leave a race, and what only some of them can do, for JavaScript.

use js_sys::Float32Array;
use wasm_bindgen::prelude::*;

use super::config::read;
use super::race::Race;
use crate::data::generators::points::{PointsConfig, generate};
use crate::error::in_range;
use crate::insight::generative;
use crate::random::Random;
use crate::trainer::settings::ModelConfig;

#[wasm_bindgen]
impl Race {
    /// Other points and other models.
    pub fn begin(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "PointsConfig")] data: JsValue,
        #[wasm_bindgen(unchecked_param_type = "ModelConfig[]")] models: JsValue,
    ) -> std::result::Result<(), JsError> {
        let data = generate(&read::<PointsConfig>(data)?)?;
        self.core.begin(data, &read::<Vec<ModelConfig>>(models)?)?;
        self.make_room();
        Ok(())
    }

    /// Other models on the points that are there.
    #[wasm_bindgen(js_name = setModels)]
    pub fn set_models(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "ModelConfig[]")] models: JsValue,
    ) -> std::result::Result<(), JsError> {
        self.core.set_models(&read::<Vec<ModelConfig>>(models)?)?;
        self.make_room();
        Ok(())
    }

    /// One more model, at most four; all go back to the start.
    #[wasm_bindgen(js_name = addModel)]
    pub fn add_model(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "ModelConfig")] model: JsValue,
    ) -> std::result::Result<(), JsError> {
        self.core.add_model(read(model)?)?;
        self.make_room();
        Ok(())
    }

    /// Takes a model out; the others go on.
    #[wasm_bindgen(js_name = removeModel)]
    pub fn remove_model(&mut self, index: usize) -> std::result::Result<(), JsError> {
        self.core.remove_model(index)?;
        self.make_room();
        Ok(())
    }

    /// `[classes, 5]`: mean x₁, mean x₂, their standard deviations, and the share of each class, as Gaussian naive Bayes has
    /// it.
    pub fn ellipses(&self) -> std::result::Result<Float32Array, JsError> {
        let ellipses = generative::ellipses(self.core.data())?;
        Ok(Float32Array::from(&ellipses[..]))
    }

    /// `[count, 3]`: points x₁, x₂ and their classes, made by Gaussian naive Bayes; at most 5,000.
    #[wasm_bindgen(js_name = newPoints)]
    pub fn new_points(
        &self,
        count: usize,
        seed: u32,
    ) -> std::result::Result<Float32Array, JsError> {
        in_range("The number of new points", count as f64, 0.0, 5000.0)?;
        let points =
            generative::new_points(self.core.data(), count, &mut Random::new(seed.into()))?;
        Ok(Float32Array::from(&points[..]))
    }
}
