//! `CrossValidation` for JavaScript.

use serde::Serialize;
use tsify::Tsify;
use wasm_bindgen::prelude::*;

use crate::error::Result;
use crate::trainer::folds::{Candidate, CrossValidation as Core, FoldsConfig, Spread};
use crate::trainer::sweep::Score;
use crate::wasm::config::read;
use crate::wasm::race::Race;
use crate::wasm::to_js::to_js;

/// Where a cross-validation is, and what it has found.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct FoldsReport {
    pub config: FoldsConfig,
    /// Runs that there are, one for each value and fold, and those that are over.
    pub runs: usize,
    pub runs_done: usize,
    /// The part of all epochs that is over, 0 to 1.
    pub progress: f64,
    /// In the order of the values.
    pub candidates: Vec<CandidateReport>,
    /// Index of the candidate of the lowest mean loss; `null` before the first is scored, or where all diverged.
    pub best: Option<usize>,
    /// Those whose mean loss is within one standard error of the best one's.
    pub ties: Vec<usize>,
}

/// How one value did on the folds that were left out.
#[derive(Serialize, Tsify)]
pub struct CandidateReport {
    pub value: f64,
    /// One for each fold so far; `null` where the run diverged.
    pub scores: Vec<Option<Score>>,
    /// `null` before all folds are scored, or where a run diverged.
    pub loss: Option<Spread>,
    pub accuracy: Option<Spread>,
}

/// A cross-validation: values of one setting, each judged by folds of the training examples that were not trained on. It
/// has models of its own; the race goes on as if it were not there.
#[wasm_bindgen]
pub struct CrossValidation(Core);

#[wasm_bindgen]
impl CrossValidation {
    /// Compares settings of one model of a race on its training examples; the race's seed fixes folds, weights and batches.
    #[wasm_bindgen(constructor)]
    pub fn new(
        race: &Race,
        model: usize,
        #[wasm_bindgen(unchecked_param_type = "FoldsConfig")] config: JsValue,
    ) -> Result<Self> {
        let (race, config) = (&race.core, read(config)?);
        let trainer = &race.contender(model)?.trainer;
        Ok(Self(Core::new(
            config,
            trainer.config(),
            race.data(),
            race.seed(),
        )?))
    }

    /// Trains on about `examples` more examples, at least a batch; `true` once all runs are over.
    pub fn advance(&mut self, examples: f64) -> Result<bool> {
        self.0.advance(examples as usize)
    }

    /// Where it is, and what it has found.
    #[wasm_bindgen(unchecked_return_type = "FoldsReport")]
    pub fn report(&self) -> JsValue {
        let core = &self.0;
        to_js(&FoldsReport {
            config: core.request().clone(),
            runs: core.runs(),
            runs_done: core.runs_done(),
            progress: core.progress(),
            candidates: core.candidates().iter().map(|c| report(core, c)).collect(),
            best: core.best(),
            ties: core.ties(),
        })
    }

    /// Whether the race's data and the model's settings are still those that it began with, but for the one it varies.
    #[wasm_bindgen(js_name = isCurrent)]
    pub fn is_current(&self, race: &Race, model: usize) -> bool {
        let race = &race.core;
        race.contender(model)
            .is_ok_and(|contender| self.0.is_current(contender.trainer.config(), race.data()))
    }

    /// The settings of a model with the value of a candidate.
    #[wasm_bindgen(unchecked_return_type = "ModelConfig")]
    pub fn choose(&self, race: &Race, model: usize, candidate: usize) -> Result<JsValue> {
        let config = race.core.contender(model)?.trainer.config();
        Ok(to_js(&self.0.choose(config, candidate)?))
    }
}

fn report(core: &Core, candidate: &Candidate) -> CandidateReport {
    CandidateReport {
        value: candidate.value,
        scores: candidate.scores.clone(),
        loss: core.loss(candidate),
        accuracy: core.accuracy(candidate),
    }
}
