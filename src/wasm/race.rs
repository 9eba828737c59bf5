//! `Race` for JavaScript.

use js_sys::{Float32Array, Uint8Array};
use wasm_bindgen::prelude::*;

use super::clock::seconds;
use super::config::{read, read_seed};
use super::to_js::to_js;
use super::view;
use crate::data::described::Described;
use crate::data::generators::points::PointsConfig;
use crate::data::source::Source;
use crate::error::Result;
use crate::insight::report::{Report, layer_shapes};
use crate::network::Model;
use crate::trainer::examples::Examples;
use crate::trainer::race::Race as Core;
use crate::trainer::settings::ModelConfig;

/// Models that learn the same data, from the same seed, on one clock.
///
/// Arrays described as views look into this module's memory: read them before the next call, never keep them. Every error
/// is an `Error` whose message is a sentence for the person at the page, and leaves the race as it was.
#[wasm_bindgen]
pub struct Race {
    pub(super) core: Core,
}

#[wasm_bindgen]
impl Race {
    /// Models that learn one of the point sets. `Recipes.open` makes a race on anything else.
    #[wasm_bindgen(js_name = ofSet)]
    pub fn of_set(
        #[wasm_bindgen(unchecked_param_type = "PointsConfig")] points: JsValue,
        #[wasm_bindgen(unchecked_param_type = "ModelConfig[]")] models: JsValue,
        #[wasm_bindgen(unchecked_param_type = "number")] seed: JsValue,
    ) -> Result<Self> {
        let models: Vec<ModelConfig> = read(models)?;
        Ok(Self::new(Core::new(
            set(points)?,
            &models,
            read_seed(seed)?,
        )?))
    }

    /// All that fixes the run under way: where its data come from, models, seed and stopping rules.
    #[wasm_bindgen(unchecked_return_type = "Recipe")]
    pub fn recipe(&self) -> Result<JsValue> {
        Ok(to_js(&self.core.recipe()?))
    }

    /// What the examples are and where they come from, without the examples; `null` of a data set from elsewhere.
    #[wasm_bindgen(unchecked_return_type = "Described | null")]
    pub fn source(&self) -> JsValue {
        to_js(&self.core.source().map(|source| Described::from(&**source)))
    }

    /// Another point set, and the models that learn it; `Recipes.beginOn` brings any other examples.
    #[wasm_bindgen(js_name = beginOnSet)]
    pub fn begin_on_set(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "PointsConfig")] points: JsValue,
        #[wasm_bindgen(unchecked_param_type = "ModelConfig[]")] models: JsValue,
    ) -> Result<()> {
        let models: Vec<ModelConfig> = read(models)?;
        self.core.begin(set(points)?, &models)
    }

    /// New settings for one model. `true` when they changed its layers, loss or first weights: then all models have gone
    /// back to the start. Learning rate, batch size, optimiser and penalties keep the weights.
    #[wasm_bindgen(js_name = setModel)]
    pub fn set_model(
        &mut self,
        index: usize,
        #[wasm_bindgen(unchecked_param_type = "ModelConfig")] model: JsValue,
    ) -> Result<bool> {
        self.core.set_model(index, read(model)?)
    }

    /// Other models on the data that are there.
    #[wasm_bindgen(js_name = setModels)]
    pub fn set_models(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "ModelConfig[]")] models: JsValue,
    ) -> Result<()> {
        self.core.set_models(&read::<Vec<ModelConfig>>(models)?)
    }

    /// One more model, at most four; all go back to the start.
    #[wasm_bindgen(js_name = addModel)]
    pub fn add_model(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "ModelConfig")] model: JsValue,
    ) -> Result<()> {
        self.core.add_model(read(model)?)
    }

    /// Takes a model out; the others go on.
    #[wasm_bindgen(js_name = removeModel)]
    pub fn remove_model(&mut self, index: usize) -> Result<()> {
        self.core.remove_model(index)
    }

    /// All models back to their first weights and the first batch.
    pub fn restart(&mut self) {
        self.core.restart();
    }

    /// All models start anew, with weights and batches drawn from another seed.
    #[wasm_bindgen(js_name = newWeights)]
    pub fn new_weights(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "number")] seed: JsValue,
    ) -> Result<()> {
        self.core.new_weights(read_seed(seed)?)
    }

    /// Trains `batches` batches of each model; where batch sizes differ, of the one with the smallest, the others keeping up
    /// in examples seen.
    pub fn step(&mut self, batches: u32) -> Result<()> {
        self.core.step(batches)
    }

    /// Trains to the end of the current epoch.
    #[wasm_bindgen(js_name = stepEpoch)]
    pub fn step_epoch(&mut self) {
        self.core.step_epoch();
    }

    /// Scores up to `examples` more of each model on held-out and training examples (of digits, at most 2,000 of these), with
    /// the weights of the moment this sweep began. `true` when a sweep ended: then the report and the curves have new scores.
    pub fn evaluate(&mut self, examples: f64) -> bool {
        self.core.evaluate(examples as usize)
    }

    /// Where every model is.
    #[wasm_bindgen(unchecked_return_type = "Report")]
    pub fn report(&self) -> JsValue {
        to_js(&Report::new(&self.core))
    }

    /// The seed of weights and batches.
    #[wasm_bindgen(getter)]
    pub fn seed(&self) -> u32 {
        self.core.seed()
    }

    /// Number of classes; 1 where the points have values to predict.
    #[wasm_bindgen(getter)]
    pub fn classes(&self) -> usize {
        self.core.data().classes()
    }

    /// Number of training examples; they come first.
    #[wasm_bindgen(getter, js_name = trainCount)]
    pub fn train_count(&self) -> usize {
        self.core.data().train_count()
    }

    /// Number of all examples, held out or not.
    #[wasm_bindgen(getter)]
    pub fn count(&self) -> usize {
        self.core.data().count()
    }

    /// View `[count, 2]`: the points.
    pub fn inputs(&self) -> Float32Array {
        view::floats(self.core.data().values())
    }

    /// View `[count]`: the values to predict; empty where the points have classes.
    pub fn targets(&self) -> Float32Array {
        view::floats(self.core.data().targets())
    }

    /// View `[count]`: the classes; empty where the points have values to predict.
    pub fn labels(&self) -> Uint8Array {
        view::bytes(self.core.data().labels())
    }

    /// The settings of every model.
    #[wasm_bindgen(unchecked_return_type = "ModelConfig[]")]
    pub fn models(&self) -> JsValue {
        let contenders = self.core.contenders().iter();
        let configs: Vec<_> = contenders.map(|c| c.trainer.config()).collect();
        to_js(&configs)
    }

    /// The layers of a model.
    #[wasm_bindgen(unchecked_return_type = "LayerShape[]")]
    pub fn layers(&self, model: usize) -> Result<JsValue> {
        Ok(to_js(&layer_shapes(self.core.contender(model)?)))
    }

    /// View: all weights and biases of a model; `layers` says where each stands.
    pub fn parameters(&self, model: usize) -> Result<Float32Array> {
        Ok(view::floats(
            self.core.contender(model)?.trainer.parameters(),
        ))
    }
}

impl Race {
    pub(super) fn new(mut core: Core) -> Self {
        core.clock = seconds;
        Self { core }
    }

    pub(super) fn model(&self, model: usize) -> Result<Model<'_>> {
        Ok(self.core.contender(model)?.trainer.model())
    }
}

/// One of the point sets. What can come from anywhere is read by the rest of the core.
fn set(points: JsValue) -> Result<Examples> {
    Examples::of(Source::Set(read::<PointsConfig>(points)?))
}
