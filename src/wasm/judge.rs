//! `Judge` for JavaScript.

use js_sys::{Float32Array, Uint32Array};
use serde::Serialize;
use tsify::Tsify;
use wasm_bindgen::prelude::*;

use super::race::{Race, to_js};
use super::view;
use crate::data::dataset::check_size;
use crate::error::{Result, in_range};
use crate::insight::judgement::Judgement;
use crate::insight::mistakes::{behind, worst};
use crate::trainer::baseline::{BASELINES, Baseline, Baselines};
use crate::trainer::contender::Contender;
use crate::trainer::predictions::Predictions;

/// How good a model is on the held-out examples.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct JudgeReport {
    /// Numbers that were learned.
    pub parameters: usize,
    /// Mean loss.
    pub loss: f64,
    /// Epochs done when the weights that were judged were taken; `null` for naive Bayes, which knows none.
    pub epochs: Option<f64>,
    pub judgement: Judgement,
}

/// Judges the models of a race, and beside them Gaussian and Bernoulli naive Bayes.
///
/// A network is judged by what the last sweep of `Race.evaluate` found, with the weights of then. Models are counted from 0,
/// the race's first, then the two of naive Bayes. Examples are counted from the first one held out. Views are as in `Race`.
#[wasm_bindgen]
#[derive(Default)]
pub struct Judge {
    baselines: Option<Baselines>,
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
        let data = race.core.data();
        self.baselines.take_if(|baselines| !baselines.are_for(data));
        self.baselines
            .get_or_insert_with(|| Baselines::new(data))
            .advance(examples)
    }

    /// How good a model is; `null` before it was scored, or where nothing is held out.
    #[wasm_bindgen(unchecked_return_type = "JudgeReport | null")]
    pub fn report(&self, race: &Race, model: usize) -> std::result::Result<JsValue, JsError> {
        let judged = self.judged(race, model)?;
        Ok(to_js(&judged.and_then(|judged| judged.report())))
    }

    /// View: the examples of class `label` that a model takes for class `said`, the surest first.
    pub fn behind(
        &mut self,
        race: &Race,
        model: usize,
        label: usize,
        said: usize,
    ) -> std::result::Result<Uint32Array, JsError> {
        Ok(self.view(race, model, |predictions| behind(predictions, label, said))?)
    }

    /// View: a model's mistakes of which it was surest, at most `most`, the surest first.
    pub fn mistakes(
        &mut self,
        race: &Race,
        model: usize,
        most: usize,
    ) -> std::result::Result<Uint32Array, JsError> {
        Ok(self.view(race, model, |predictions| worst(predictions, most))?)
    }

    /// View `[classes]`: the probabilities that a model gave to a held-out example when it was judged; empty before that.
    pub fn thoughts(
        &self,
        race: &Race,
        model: usize,
        example: usize,
    ) -> std::result::Result<Float32Array, JsError> {
        let judged = self.judged(race, model)?;
        let kept = judged
            .map(|judged| judged.predictions)
            .filter(|predictions| predictions.examples().contains(&example));
        let probabilities = kept.map(|predictions| predictions.probabilities(example));
        Ok(view::floats(probabilities.unwrap_or_default()))
    }

    /// View `[classes]`: the probabilities that naive Bayes gives to an image of 784 pixels from 0 to 1; empty before it is
    /// fitted. `baseline` 0 is the Gaussian kind, 1 the Bernoulli kind.
    pub fn guess(
        &mut self,
        race: &Race,
        baseline: usize,
        image: &[f32],
    ) -> std::result::Result<Float32Array, JsError> {
        check_size(
            "Inputs of one example",
            image.len(),
            race.core.data().features(),
        )?;
        in_range(
            "The number of the baseline",
            baseline as f64,
            0.0,
            (BASELINES - 1) as f64,
        )?;
        let data = race.core.data();
        let ready = self
            .baselines
            .as_mut()
            .filter(|all| all.are_ready_for(data));
        let guess = ready.map(|all| all.models_mut()[baseline].guess(image));
        Ok(view::floats(guess.unwrap_or_default()))
    }
}

/// What there is to judge a model by.
struct Judged<'a> {
    predictions: &'a Predictions,
    parameters: usize,
    loss: f64,
    epochs: Option<f64>,
}

impl Judged<'_> {
    fn report(&self) -> Option<JudgeReport> {
        Judgement::new(self.predictions).map(|judgement| JudgeReport {
            parameters: self.parameters,
            loss: self.loss,
            epochs: self.epochs,
            judgement,
        })
    }
}

impl<'a> From<&'a Contender> for Judged<'a> {
    fn from(contender: &'a Contender) -> Self {
        Self {
            predictions: contender.predictions(),
            parameters: contender.trainer.parameters().len(),
            loss: contender.scores.held_out.map_or(0.0, |score| score.loss),
            epochs: Some(contender.scores.epochs),
        }
    }
}

impl<'a> From<&'a Baseline> for Judged<'a> {
    fn from(baseline: &'a Baseline) -> Self {
        Self {
            predictions: baseline.predictions(),
            parameters: baseline.parameters(),
            loss: baseline.loss(),
            epochs: None,
        }
    }
}

impl Judge {
    /// What there is to judge a model by; `None` for naive Bayes before it is done.
    fn judged<'a>(&'a self, race: &'a Race, model: usize) -> Result<Option<Judged<'a>>> {
        let contenders = race.core.contenders();
        if let Some(contender) = contenders.get(model) {
            return Ok(Some(contender.into()));
        }
        let models = contenders.len() + BASELINES;
        in_range(
            "The number of the model",
            model as f64,
            0.0,
            (models - 1) as f64,
        )?;
        let data = race.core.data();
        let ready = self
            .baselines
            .as_ref()
            .filter(|all| all.are_ready_for(data));
        Ok(ready.map(|all| Judged::from(&all.models()[model - contenders.len()])))
    }

    /// View: some held-out examples of a model, counted from the first.
    fn view(
        &mut self,
        race: &Race,
        model: usize,
        choose: impl Fn(&Predictions) -> Vec<u32>,
    ) -> Result<Uint32Array> {
        let judged = self.judged(race, model)?;
        self.examples = judged.map_or_else(Vec::new, |judged| choose(judged.predictions));
        Ok(view::integers(&self.examples))
    }
}
