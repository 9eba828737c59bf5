//! A race in time for JavaScript: stopping rules, the timeline, earlier runs, and what to do after harm.

use js_sys::Float32Array;
use serde::{Deserialize, Serialize};
use tsify::Tsify;
use wasm_bindgen::prelude::*;

use super::config::read;
use super::race::{Race, to_js};
use super::view;
use crate::error::{Error, Result};
use crate::insight::health::Health;
use crate::learning::stopping::{Flag, StopRule};
use crate::trainer::contender::Contender;
use crate::trainer::divergence::Remedy;
use crate::trainer::moment::Moment;
use crate::trainer::run_names::describe;
use crate::trainer::stop::Cause;

/// How one model stands with its stopping rules.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct Watched {
    pub name: String,
    /// Why it no longer trains, or `null`.
    pub cause: Option<Cause>,
    /// Whether a smaller rate or clipping can help it after harm.
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

/// The past of a run, and where one looks.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct Past {
    /// How many moments there are; the last one is the present.
    pub moments: usize,
    /// The moment one looks at.
    pub at: usize,
    /// Epochs done at that moment, and at the present.
    pub epochs: f64,
    pub now: f64,
    /// Whether settings of a model, or the points, have changed since: they stay as they are now.
    pub settings_changed: bool,
    pub data_changed: bool,
}

/// A run that has ended.
#[derive(Serialize, Tsify)]
pub struct EarlierRun {
    pub number: u32,
    /// What tells it from the other runs, such as "η 0.1, Adam"; empty where nothing does.
    pub name: String,
    /// All its settings in words.
    pub settings: String,
    pub models: usize,
    /// Where it ended, in epochs.
    pub epochs: f32,
}

/// Earlier runs, and the one under way.
#[derive(Serialize, Tsify)]
pub struct AllRuns {
    pub ended: Vec<EarlierRun>,
    /// The number and the name of the run under way.
    pub number: u32,
    pub name: String,
}

/// What is done after harm.
#[derive(Clone, Copy, Deserialize, Tsify)]
#[serde(rename_all = "kebab-case")]
pub enum Help {
    HalveRate,
    Clip,
}

#[wasm_bindgen]
impl Race {
    /// Keeps a timeline, stopping rules and earlier runs from now on.
    #[wasm_bindgen(js_name = keepTime)]
    pub fn keep_time(&mut self) {
        self.core.keep_time();
    }

    /// Other stopping rules; those that stay keep their flags.
    #[wasm_bindgen(js_name = setStopRules)]
    pub fn set_stop_rules(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "StopRule[]")] rules: JsValue,
    ) -> std::result::Result<(), JsError> {
        Ok(self.core.set_rules(read::<Vec<StopRule>>(rules)?)?)
    }

    /// How every model stands with the stopping rules.
    #[wasm_bindgen(unchecked_return_type = "Watched[]")]
    pub fn watched(&self) -> JsValue {
        let watched: Vec<Watched> = self.core.contenders().iter().map(watched).collect();
        to_js(&watched)
    }

    /// A model that a rule has stopped goes on.
    #[wasm_bindgen(js_name = goOn)]
    pub fn go_on(&mut self, model: usize) -> std::result::Result<(), JsError> {
        Ok(self.core.go_on(model)?)
    }

    /// If no model is running, those that a rule has stopped go on.
    pub fn wake(&mut self) {
        self.core.wake();
    }

    /// A model takes on the weights of its lowest held-out loss, and stops there.
    #[wasm_bindgen(js_name = backToBest)]
    pub fn back_to_best(&mut self, model: usize) -> std::result::Result<(), JsError> {
        Ok(self.core.back_to_best(model)?)
    }

    /// After harm: halves a model's learning rate, or clips its gradients, and lets it go on.
    pub fn remedy(
        &mut self,
        model: usize,
        #[wasm_bindgen(unchecked_param_type = "Help")] help: JsValue,
    ) -> std::result::Result<(), JsError> {
        let remedy = match read(help)? {
            Help::HalveRate => Remedy::HalveRate,
            Help::Clip => Remedy::Clip,
        };
        Ok(self.core.remedy(model, remedy)?)
    }

    /// The settings of a model.
    #[wasm_bindgen(unchecked_return_type = "ModelConfig")]
    pub fn config(&self, model: usize) -> std::result::Result<JsValue, JsError> {
        Ok(to_js(self.core.contender(model)?.trainer.config()))
    }

    /// The past of the run, and where one looks.
    #[wasm_bindgen(unchecked_return_type = "Past")]
    pub fn past(&self) -> std::result::Result<JsValue, JsError> {
        let timeline = self.core.timeline()?;
        let moments = timeline.moments();
        let at = timeline.at().unwrap_or(moments.len().saturating_sub(1));
        let epochs = |moment: Option<&Moment>| moment.map_or(0.0, Moment::epochs);
        let [settings_changed, data_changed] = self.core.changed_since()?;
        Ok(to_js(&Past {
            moments: moments.len(),
            at,
            epochs: epochs(moments.get(at)),
            now: epochs(moments.last()),
            settings_changed,
            data_changed,
        }))
    }

    /// Goes to a moment of the past, the last of which is the present: weights and scores are those of then, points and
    /// settings those of now. Training goes on from there; what came after is gone as soon as it does.
    pub fn seek(&mut self, moment: usize) -> std::result::Result<(), JsError> {
        Ok(self.core.seek(moment)?)
    }

    /// Makes the moment one looks at the present: what came after it is gone.
    pub fn resume(&mut self) {
        self.core.resume();
    }

    /// The data of the run under way in words, for its name: what they are, how many, how noisy, …
    #[wasm_bindgen(js_name = nameData)]
    pub fn name_data(&mut self, words: Vec<String>) {
        self.core.name_data(words);
    }

    /// Earlier runs, and the one under way.
    #[wasm_bindgen(unchecked_return_type = "AllRuns")]
    pub fn runs(&self) -> std::result::Result<JsValue, JsError> {
        Ok(to_js(&self.all_runs()?))
    }

    /// View: a curve of a model in an earlier run, as `history` gives it for the run under way.
    #[wasm_bindgen(js_name = runHistory)]
    pub fn run_history(
        &self,
        run: u32,
        model: usize,
        quantity: &str,
    ) -> std::result::Result<Float32Array, JsError> {
        let curves = &self.core.runs()?.get(run)?.curves;
        let what = || format!("Run {run} has no curve {quantity} of model {model}");
        let column = curves.column(model, quantity);
        let column = column.ok_or_else(|| Error::Unsuitable { what: what() })?;
        Ok(view::floats(column))
    }

    /// Forgets an earlier run.
    #[wasm_bindgen(js_name = forgetRun)]
    pub fn forget_run(&mut self, run: u32) -> std::result::Result<(), JsError> {
        Ok(self.core.forget_run(run)?)
    }

    /// Sets everything up as it was when an earlier run began; the same steps then give the same bits.
    pub fn replay(&mut self, run: u32) -> std::result::Result<(), JsError> {
        self.core.replay(run)?;
        self.make_room();
        Ok(())
    }

    /// How every unit of a model is, layer by layer, the outputs last.
    #[wasm_bindgen(unchecked_return_type = "Health[]")]
    pub fn health(&mut self, model: usize) -> std::result::Result<JsValue, JsError> {
        let trainer = &self.core.contender(model)?.trainer;
        let found: &[Health] = self.check_ups[model].run(trainer.model(), trainer.data());
        Ok(to_js(&found))
    }
}

impl Race {
    fn all_runs(&self) -> Result<AllRuns> {
        let (runs, mut names) = (self.core.runs()?, self.core.run_names()?);
        let name = names.pop().unwrap_or_default();
        let ended = runs
            .ended()
            .iter()
            .zip(names)
            .map(|(run, name)| EarlierRun {
                number: run.number,
                name,
                settings: describe(&run.setting),
                models: run.setting.configs.len(),
                epochs: run.curves.epochs().last().copied().unwrap_or(0.0),
            });
        Ok(AllRuns {
            ended: ended.collect(),
            number: runs.number(),
            name,
        })
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
