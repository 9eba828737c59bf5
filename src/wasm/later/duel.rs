//! `Duel` for JavaScript: with and without pre-training.

use wasm_bindgen::prelude::*;

use crate::error::Result;
use crate::trainer::rbm::duel::{Duel as Core, DuelConfig};
use crate::wasm::config::{read, read_seed};
use crate::wasm::race::Race;
use crate::wasm::to_js::to_js;

/// Networks that learn few labels, from random weights and from what Boltzmann machines have learned without any.
#[wasm_bindgen]
pub struct Duel(Core);

#[wasm_bindgen]
impl Duel {
    /// On the digits of a race, as one fights it by default.
    #[wasm_bindgen(js_name = ofDigits)]
    pub fn of_digits(
        race: &Race,
        #[wasm_bindgen(unchecked_param_type = "number")] seed: JsValue,
    ) -> Result<Self> {
        let data = race.core.data().clone();
        Ok(Self(Core::new(
            data,
            DuelConfig::default(),
            read_seed(seed)?,
        )?))
    }

    /// On the digits of a race, with machines and bouts of one's own.
    pub fn of(
        race: &Race,
        #[wasm_bindgen(unchecked_param_type = "DuelConfig")] config: JsValue,
        #[wasm_bindgen(unchecked_param_type = "number")] seed: JsValue,
    ) -> Result<Self> {
        let data = race.core.data().clone();
        Ok(Self(Core::new(data, read(config)?, read_seed(seed)?)?))
    }

    /// A little more: a few milliseconds at most.
    pub fn step(&mut self) -> Result<()> {
        self.0.step()
    }

    /// Whether all is done.
    #[wasm_bindgen(getter, js_name = isDone)]
    pub fn is_done(&self) -> bool {
        self.0.is_done()
    }

    /// How far the machines are.
    #[wasm_bindgen(unchecked_return_type = "StackProgress")]
    pub fn progress(&self) -> JsValue {
        to_js(&self.0.progress())
    }

    /// What came of it so far.
    #[wasm_bindgen(unchecked_return_type = "Bout[]")]
    pub fn bouts(&self) -> JsValue {
        to_js(&self.0.bouts())
    }
}
