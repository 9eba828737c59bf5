//! `Stopping` for JavaScript: rules that end a run, and what to do after one has, or after the run has diverged.

use serde::{Deserialize, Serialize};
use tsify::Tsify;
use wasm_bindgen::prelude::*;

use super::config::read;
use super::race::Race;
use super::to_js::to_js;
use crate::error::Result;
use crate::learning::stopping::{Flag, StopRule};
use crate::trainer::contender::Contender;
use crate::trainer::divergence::Remedy;
use crate::trainer::stop::Cause;

/// How one model stands with its stopping rules.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct Watched {
    pub name: String,
    /// Why it no longer trains, or `null`.
    pub cause: Option<Cause>,
    /// Whether a smaller rate or clipping can help it after it has diverged.
    pub remedies: bool,
    /// Where each rule would have stopped, in the order of the rules; `null` where it would not have yet.
    pub flags: Vec<Option<Flag>>,
    /// Its lowest held-out loss.
    pub best: Option<BestMoment>,
}

/// When a model's held-out loss was lowest.
#[derive(Serialize, Tsify)]
pub struct BestMoment {
    pub epochs: f64,
    pub iteration: u64,
    pub loss: f64,
}

/// What is done after a model has diverged.
#[derive(Clone, Copy, Deserialize, Tsify)]
#[serde(rename_all = "kebab-case")]
pub enum Help {
    HalveRate,
    Clip,
}

/// The stopping rules of a race.
#[wasm_bindgen]
pub struct Stopping;

#[wasm_bindgen]
impl Stopping {
    /// Other stopping rules; those that stay keep their flags.
    #[wasm_bindgen(js_name = setRules)]
    pub fn set_rules(
        race: &mut Race,
        #[wasm_bindgen(unchecked_param_type = "StopRule[]")] rules: JsValue,
    ) -> Result<()> {
        race.core.set_rules(read::<Vec<StopRule>>(rules)?)
    }

    /// How every model stands with the stopping rules.
    #[wasm_bindgen(unchecked_return_type = "Watched[]")]
    pub fn watched(race: &Race) -> JsValue {
        let watched: Vec<Watched> = race.core.contenders().iter().map(watched).collect();
        to_js(&watched)
    }

    /// A model that a rule has stopped goes on.
    #[wasm_bindgen(js_name = goOn)]
    pub fn go_on(race: &mut Race, model: usize) -> Result<()> {
        race.core.go_on(model)
    }

    /// If no model is running, those that a rule has stopped go on.
    pub fn wake(race: &mut Race) {
        race.core.wake();
    }

    /// A model takes on the weights of its lowest held-out loss, and stops there.
    #[wasm_bindgen(js_name = backToBest)]
    pub fn back_to_best(race: &mut Race, model: usize) -> Result<()> {
        race.core.back_to_best(model)
    }

    /// After a model has diverged: halves its learning rate, or clips its gradients, and lets it go on.
    pub fn remedy(
        race: &mut Race,
        model: usize,
        #[wasm_bindgen(unchecked_param_type = "Help")] help: JsValue,
    ) -> Result<()> {
        let remedy = match read(help)? {
            Help::HalveRate => Remedy::HalveRate,
            Help::Clip => Remedy::Clip,
        };
        race.core.remedy(model, remedy)
    }
}

fn watched(contender: &Contender) -> Watched {
    let (trainer, monitor) = (&contender.trainer, &contender.monitor);
    let best = monitor.best();
    Watched {
        name: trainer.config().name.clone(),
        cause: trainer.cause(),
        remedies: Remedy::suits(trainer.config()),
        flags: monitor.watches().iter().map(|watch| watch.flag()).collect(),
        best: best.loss().map(|loss| BestMoment {
            epochs: best.scores.epochs,
            iteration: best.scores.iteration,
            loss,
        }),
    }
}
