//! A race in time for JavaScript: stopping rules, the timeline, earlier runs, and what to do after divergence.

use js_sys::Float32Array;
use wasm_bindgen::prelude::*;

use super::config::read;
use super::race::Race;
use super::stopping::Help;
use super::to_js::to_js;
use crate::insight::health::Health;
use crate::learning::stopping::StopRule;
use crate::trainer::divergence::Remedy;

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
    ) -> crate::error::Result<()> {
        self.core.set_rules(read::<Vec<StopRule>>(rules)?)
    }

    /// How every model stands with the stopping rules.
    #[wasm_bindgen(unchecked_return_type = "Watched[]")]
    pub fn watched(&self) -> JsValue {
        super::stopping::Stopping::watched(self)
    }

    /// A model that a rule has stopped goes on.
    #[wasm_bindgen(js_name = goOn)]
    pub fn go_on(&mut self, model: usize) -> crate::error::Result<()> {
        self.core.go_on(model)
    }

    /// If no model is running, those that a rule has stopped go on.
    pub fn wake(&mut self) {
        self.core.wake();
    }

    /// A model takes on the weights of its lowest held-out loss, and stops there.
    #[wasm_bindgen(js_name = backToBest)]
    pub fn back_to_best(&mut self, model: usize) -> crate::error::Result<()> {
        self.core.back_to_best(model)
    }

    /// After divergence: halves a model's learning rate, or clips its gradients, and lets it go on.
    pub fn remedy(
        &mut self,
        model: usize,
        #[wasm_bindgen(unchecked_param_type = "Help")] help: JsValue,
    ) -> crate::error::Result<()> {
        let remedy = match read(help)? {
            Help::HalveRate => Remedy::HalveRate,
            Help::Clip => Remedy::Clip,
        };
        self.core.remedy(model, remedy)
    }

    /// The settings of a model.
    #[wasm_bindgen(unchecked_return_type = "ModelConfig")]
    pub fn config(&self, model: usize) -> crate::error::Result<JsValue> {
        Ok(to_js(self.core.contender(model)?.trainer.config()))
    }

    /// The past of the run, and where one looks.
    #[wasm_bindgen(unchecked_return_type = "Past")]
    pub fn past(&self) -> crate::error::Result<JsValue> {
        super::timeline::Timeline::past(self)
    }

    /// Goes to a moment of the past, the last of which is the present: weights and scores are those of then, points and
    /// settings those of now. Training goes on from there; what came after is gone as soon as it does.
    pub fn seek(&mut self, moment: usize) -> crate::error::Result<()> {
        self.core.seek(moment)
    }

    /// Makes the moment one looks at the present: what came after it is gone.
    pub fn resume(&mut self) {
        self.core.resume();
    }

    /// The data of the run under way in words, for its name: what they are, how many, how noisy, …
    #[wasm_bindgen(js_name = nameData)]
    pub fn name_data(&mut self, words: Vec<String>) {
        let _ = words;
    }

    /// Earlier runs, and the one under way.
    #[wasm_bindgen(unchecked_return_type = "AllRuns")]
    pub fn runs(&self) -> crate::error::Result<JsValue> {
        super::runs::Runs::all(self)
    }

    /// View: a curve of a model in an earlier run, as `history` gives it for the run under way.
    #[wasm_bindgen(js_name = runHistory)]
    pub fn run_history(
        &self,
        run: u32,
        model: usize,
        quantity: &str,
    ) -> crate::error::Result<Float32Array> {
        super::curves::Curves::of_run(self, run, model, quantity)
    }

    /// Forgets an earlier run.
    #[wasm_bindgen(js_name = forgetRun)]
    pub fn forget_run(&mut self, run: u32) -> crate::error::Result<()> {
        self.core.forget_run(run)
    }

    /// Sets everything up as it was when an earlier run began; the same steps then give the same bits.
    pub fn replay(&mut self, run: u32) -> crate::error::Result<()> {
        self.core.replay(run)?;
        self.make_room();
        Ok(())
    }

    /// How every unit of a model is, layer by layer, the outputs last.
    #[wasm_bindgen(unchecked_return_type = "Health[]")]
    pub fn health(&mut self, model: usize) -> crate::error::Result<JsValue> {
        let trainer = &self.core.contender(model)?.trainer;
        let found: &[Health] = self.check_ups[model].run(trainer.model(), trainer.data());
        Ok(to_js(&found))
    }
}
