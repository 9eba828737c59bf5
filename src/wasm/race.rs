//! `Race` for JavaScript.

use js_sys::{Float32Array, Uint8Array};
use wasm_bindgen::prelude::*;

use super::clock::seconds;
use super::config::{read, read_seed};
use super::later::digit_set::DigitSet;
use super::layers::Look;
use super::seeing::Seeing;
use super::to_js::to_js;
use super::view;
use crate::data::described::Described;
use crate::data::digits::config::DigitsConfig;
use crate::data::source::Source;
use crate::error::Result;
use crate::insight::guess::Guesser;
use crate::insight::health::CheckUp;
use crate::insight::hidden_map::HiddenMap;
use crate::insight::plane::PlaneView;
use crate::insight::report::{Report, layer_shapes};
use crate::network::Model;
use crate::trainer::examples::Examples;
use crate::trainer::race::Race as Core;
use crate::trainer::recipe::Recipe;
use crate::trainer::settings::ModelConfig;

/// Models that learn the same data, from the same seed, on one clock.
///
/// Arrays described as views look into this module's memory: read them before the next call, never keep them. Every error
/// is an `Error` whose message is a sentence for the person at the page, and leaves the race as it was.
#[wasm_bindgen]
pub struct Race {
    pub(super) core: Core,
    pub(super) look: Look,
    views: Vec<PlaneView>,
    guessers: Vec<Guesser>,
    pub(super) maps: Vec<HiddenMap>,
    pub(super) check_ups: Vec<CheckUp>,
    pub(super) seeing: Seeing,
    picture: Vec<f32>,
}

#[wasm_bindgen]
impl Race {
    /// A race on points in the plane. `seed` fixes the first weights and the order of the batches.
    #[wasm_bindgen(js_name = onPoints)]
    pub fn on_points(
        #[wasm_bindgen(unchecked_param_type = "PointsConfig")] data: JsValue,
        #[wasm_bindgen(unchecked_param_type = "ModelConfig[]")] models: JsValue,
        seed: u32,
    ) -> crate::error::Result<Self> {
        let source = Source::Set(read(data)?);
        Ok(Self::new(Core::new(
            Examples::of(source)?,
            &read::<Vec<ModelConfig>>(models)?,
            seed,
        )?))
    }

    /// A race on handwritten digits, which `setDigits` brings; until then there is nothing to learn, but models can guess.
    #[wasm_bindgen(js_name = onDigits)]
    pub fn on_digits(
        #[wasm_bindgen(unchecked_param_type = "ModelConfig[]")] models: JsValue,
        seed: u32,
    ) -> crate::error::Result<Self> {
        Ok(Self::new(Core::new(
            Examples::of(Source::Digits(DigitsConfig::default()))?,
            &read::<Vec<ModelConfig>>(models)?,
            seed,
        )?))
    }

    /// A race as a recipe says: where its data come from, models, seed and stopping rules. Of digits, `DigitSet.teach` brings the
    /// pictures; until then there is nothing to learn, but models can guess. With rules the race keeps time.
    #[wasm_bindgen(js_name = fromRecipe)]
    pub fn from_recipe(
        #[wasm_bindgen(unchecked_param_type = "Recipe")] recipe: JsValue,
    ) -> crate::error::Result<Self> {
        Ok(Self::new(Core::from_recipe(&read::<Recipe>(recipe)?)?))
    }

    /// All that fixes the run under way: where its data come from, models, seed and stopping rules.
    #[wasm_bindgen(unchecked_return_type = "Recipe")]
    pub fn recipe(&self) -> crate::error::Result<JsValue> {
        Ok(to_js(&self.core.recipe()?))
    }

    /// Builds everything as a recipe says; the run under way ends. Of digits, `setDigits` brings the pictures.
    pub fn apply(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "Recipe")] recipe: JsValue,
    ) -> crate::error::Result<()> {
        self.core.apply(&read::<Recipe>(recipe)?)?;
        self.make_room();
        Ok(())
    }

    /// What the examples are and where they come from, without the examples; `null` of a data set from elsewhere.
    #[wasm_bindgen(unchecked_return_type = "Described | null")]
    pub fn source(&self) -> JsValue {
        to_js(&self.core.source().map(|source| Described::from(&**source)))
    }

    /// Other examples, and the models that learn them.
    #[wasm_bindgen(js_name = beginOn)]
    pub fn begin_on(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "Source")] source: JsValue,
        #[wasm_bindgen(unchecked_param_type = "ModelConfig[]")] models: JsValue,
    ) -> crate::error::Result<()> {
        let source: Source = read(source)?;
        let models: Vec<ModelConfig> = read(models)?;
        self.core.begin(Examples::of(source)?, &models)?;
        self.make_room();
        Ok(())
    }

    /// New points; every model starts anew on them.
    #[wasm_bindgen(js_name = setPoints)]
    pub fn set_points(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "PointsConfig")] data: JsValue,
    ) -> crate::error::Result<()> {
        self.core.set_data(Examples::of(Source::Set(read(data)?))?)
    }

    /// The digits to learn and the held-out ones; weights stay.
    #[wasm_bindgen(js_name = setDigits)]
    pub fn set_digits(
        &mut self,
        train: &DigitSet,
        held_out: &DigitSet,
    ) -> crate::error::Result<()> {
        self.core.set_digits(None, &train.0, &held_out.0)
    }

    /// New settings for one model. `true` when they changed its layers, loss or first weights: then all models have gone
    /// back to the start. Learning rate, batch size, optimiser and penalties keep the weights.
    #[wasm_bindgen(js_name = setModel)]
    pub fn set_model(
        &mut self,
        index: usize,
        #[wasm_bindgen(unchecked_param_type = "ModelConfig")] model: JsValue,
    ) -> crate::error::Result<bool> {
        self.core.set_model(index, read(model)?)
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
    ) -> crate::error::Result<()> {
        self.core.new_weights(read_seed(seed)?)
    }

    /// Trains `batches` batches of each model; where batch sizes differ, of the one with the smallest, the others keeping up
    /// in examples seen.
    pub fn step(&mut self, batches: u32) -> crate::error::Result<()> {
        self.core.step(batches)
    }

    /// Trains to the end of the current epoch.
    #[wasm_bindgen(js_name = stepEpoch)]
    pub fn step_epoch(&mut self) {
        self.core.step_epoch();
    }

    /// Scores up to `examples` more of each model on held-out and (at most 2,000) training examples, with the weights of
    /// the moment this sweep began. `true` when a sweep ended: then the report and the curves have new scores.
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

    /// View `[784]`: one picture, 0 to 1, training pictures first.
    pub fn pixels(&mut self, index: usize) -> crate::error::Result<Float32Array> {
        let data = self.core.data();
        data.check_example(index)?;
        self.picture.resize(data.features(), 0.0);
        data.copy_input(index, &mut self.picture);
        Ok(view::floats(&self.picture))
    }

    /// View `[side, side, outputs]`: the outputs of a model over the plane; the first row is the top. One output, P(class
    /// 1), for two classes; else one a class.
    pub fn boundary(&mut self, model: usize, side: usize) -> crate::error::Result<Float32Array> {
        let (network, plane) = self.network_and_view(model)?;
        Ok(view::floats(plane.outputs(network, side)?))
    }

    /// View `[count]`: a model's outputs along x₁, from one edge of the plane to the other, at x₂ = 0; one model with one
    /// output.
    pub fn curve(&mut self, model: usize, count: usize) -> crate::error::Result<Float32Array> {
        let (network, plane) = self.network_and_view(model)?;
        Ok(view::floats(plane.curve(network, count)?))
    }

    /// View `[side, side]`: by how much `class` leads in the last `boundary(model, side)`. Its contour at 0 is the decision
    /// boundary.
    pub fn margin(&mut self, model: usize, class: usize) -> crate::error::Result<Float32Array> {
        let (_, plane) = self.network_and_view(model)?;
        Ok(view::floats(plane.margin(class)?))
    }

    /// View `[units, side, side]`: what every unit computes over the plane, hidden layers first, then the outputs, scaled to
    /// −1 … 1.
    pub fn neurons(&mut self, model: usize, side: usize) -> crate::error::Result<Float32Array> {
        let (network, plane) = self.network_and_view(model)?;
        Ok(view::floats(plane.units(network, side)?))
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
    pub fn layers(&self, model: usize) -> crate::error::Result<JsValue> {
        Ok(to_js(&layer_shapes(self.core.contender(model)?)))
    }

    /// View: all weights and biases of a model; `layers` says where each stands.
    pub fn parameters(&self, model: usize) -> crate::error::Result<Float32Array> {
        Ok(view::floats(
            self.core.contender(model)?.trainer.parameters(),
        ))
    }

    /// View `[classes]`: the probabilities a model gives to an image of 784 pixels from 0 to 1.
    pub fn guess(&mut self, model: usize, image: &[f32]) -> crate::error::Result<Float32Array> {
        let network = self.core.contender(model)?.trainer.model();
        Ok(view::floats(self.guessers[model].outputs(network, image)?))
    }

    /// View: x of the curves, in epochs.
    #[wasm_bindgen(js_name = historyEpochs)]
    pub fn history_epochs(&self) -> Float32Array {
        view::floats(self.core.history().epochs())
    }

    /// View: a curve of a model, as long as `historyEpochs`; NaN where there is no score.
    pub fn history(
        &self,
        model: usize,
        #[wasm_bindgen(
            unchecked_param_type = "'trainLoss' | 'heldOutLoss' | 'trainAccuracy' | 'heldOutAccuracy' | 'iterations' | 'epochs' | 'evaluations' | 'seconds'"
        )]
        quantity: &str,
    ) -> crate::error::Result<Float32Array> {
        self.core.contender(model)?;
        Ok(view::floats(self.core.history().column(model, quantity)?))
    }
}

impl Race {
    fn new(mut core: Core) -> Self {
        core.clock = seconds;
        let mut race = Self {
            core,
            look: Look::new(0),
            views: Vec::new(),
            guessers: Vec::new(),
            maps: Vec::new(),
            check_ups: Vec::new(),
            seeing: Seeing::default(),
            picture: Vec::new(),
        };
        race.make_room();
        race
    }

    /// The models learn the points as they are now; with points that come back, other models may.
    pub(super) fn learn_painted(&mut self) -> Result<bool> {
        let used = self.core.use_painted()?;
        if self.views.len() != self.core.contenders().len() {
            self.make_room();
        }
        Ok(used)
    }

    /// Room for what is looked at of each model.
    pub(super) fn make_room(&mut self) {
        let models = self.core.contenders().len();
        self.look = Look::new(models);
        self.views = (0..models).map(|_| PlaneView::default()).collect();
        self.guessers = (0..models).map(|_| Guesser::default()).collect();
        self.maps = (0..models).map(|_| HiddenMap::default()).collect();
        self.check_ups = (0..models).map(|_| CheckUp::default()).collect();
    }

    pub(super) fn model(&self, model: usize) -> Result<Model<'_>> {
        Ok(self.core.contender(model)?.trainer.model())
    }

    fn network_and_view(&mut self, model: usize) -> Result<(Model<'_>, &mut PlaneView)> {
        let network = self.core.contender(model)?.trainer.model();
        Ok((network, &mut self.views[model]))
    }
}
