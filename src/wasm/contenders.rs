//! Models that join and leave a race, and what only some of them can do, for JavaScript.

use js_sys::Float32Array;
use wasm_bindgen::prelude::*;

use super::config::read;
use super::race::Race;
use crate::data::source::Source;
use crate::trainer::examples::Examples;
use crate::trainer::settings::ModelConfig;

#[wasm_bindgen]
impl Race {
    /// Other points and other models.
    pub fn begin(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "PointsConfig")] data: JsValue,
        #[wasm_bindgen(unchecked_param_type = "ModelConfig[]")] models: JsValue,
    ) -> crate::error::Result<()> {
        let source = Source::Set(read(data)?);
        let models: Vec<ModelConfig> = read(models)?;
        self.core.begin(Examples::of(source)?, &models)?;
        self.make_room();
        Ok(())
    }

    /// Other models on the points that are there.
    #[wasm_bindgen(js_name = setModels)]
    pub fn set_models(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "ModelConfig[]")] models: JsValue,
    ) -> crate::error::Result<()> {
        self.core.set_models(&read::<Vec<ModelConfig>>(models)?)?;
        self.make_room();
        Ok(())
    }

    /// One more model, at most four; all go back to the start.
    #[wasm_bindgen(js_name = addModel)]
    pub fn add_model(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "ModelConfig")] model: JsValue,
    ) -> crate::error::Result<()> {
        self.core.add_model(read(model)?)?;
        self.make_room();
        Ok(())
    }

    /// Takes a model out; the others go on.
    #[wasm_bindgen(js_name = removeModel)]
    pub fn remove_model(&mut self, index: usize) -> crate::error::Result<()> {
        self.core.remove_model(index)?;
        self.make_room();
        Ok(())
    }

    /// `[classes, 5]`: mean x₁, mean x₂, their standard deviations, and the share of each class, as Gaussian naive Bayes has
    /// it.
    pub fn ellipses(&self) -> crate::error::Result<Float32Array> {
        super::naive_bayes::NaiveBayes::ellipses(self)
    }

    /// `[count, 3]`: points x₁, x₂ and their classes, made by Gaussian naive Bayes; at most 5,000.
    #[wasm_bindgen(js_name = newPoints)]
    pub fn new_points(&self, count: usize, seed: u32) -> crate::error::Result<Float32Array> {
        super::naive_bayes::NaiveBayes::new_points(self, count, seed)
    }
}
