//! `MachineLikelihood` and `MachinePatterns` for JavaScript: what takes longer to say of a machine, a part in each frame.

use js_sys::Float32Array;
use serde::Serialize;
use tsify::Tsify;
use wasm_bindgen::prelude::*;

use super::boltzmann::Boltzmann;
use crate::error::Result;
use crate::learning::rbm::patterns::Patterns;
use crate::trainer::rbm::likelihood::Likelihood;
use crate::wasm::to_js::to_js;
use crate::wasm::view;

/// States that are gone through in a step.
const STATES: u32 = 1024;

/// The search for a machine's log-likelihood, of the machine as it was when it was asked for.
#[wasm_bindgen]
pub struct MachineLikelihood(Likelihood);

#[wasm_bindgen]
impl MachineLikelihood {
    /// On five hundred examples that are held out, or that it learns where none are.
    pub fn of(machine: &Boltzmann) -> Result<Self> {
        let (trainer, rows) = (machine.trainer(), machine.judges().clone());
        let search = Likelihood::new(trainer.machine(), trainer.means(), rows, 1)?;
        Ok(Self(search))
    }

    /// Whether all states of a machine's hidden units are summed over, as there are few; else its likelihood is estimated.
    #[wasm_bindgen(js_name = isExact)]
    pub fn is_exact(machine: &Boltzmann) -> bool {
        Likelihood::is_exact(machine.trainer().machine().rbm)
    }

    /// A little more: some milliseconds at most.
    pub fn step(&mut self) {
        self.0.step();
    }

    /// The share of the way that is behind.
    #[wasm_bindgen(getter)]
    pub fn progress(&self) -> f64 {
        self.0.progress()
    }

    /// What was found; null before all is done.
    #[wasm_bindgen(unchecked_return_type = "RbmLikelihood | null")]
    pub fn found(&self) -> JsValue {
        to_js(&self.0.found())
    }
}

/// One of the likeliest patterns.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct MachinePattern {
    pub probability: f64,
    /// Whether it is one of the examples.
    pub is_real: bool,
}

/// The likeliest patterns of a machine with few pixels, as it was when it was asked.
#[wasm_bindgen]
pub struct MachinePatterns {
    core: Patterns,
    pictures: Vec<f32>,
}

#[wasm_bindgen]
impl MachinePatterns {
    /// At most so many are kept.
    pub fn of(machine: &Boltzmann, most: usize) -> Result<Self> {
        let trainer = machine.trainer();
        let core = Patterns::new(trainer.machine(), &trainer.examples().rows(), most)?;
        Ok(Self {
            core,
            pictures: Vec::new(),
        })
    }

    /// A little more: some milliseconds at most; whether more is left.
    pub fn step(&mut self) -> bool {
        self.core.advance(STATES);
        self.core.real_share().is_none()
    }

    /// What the examples have together of all probability; null before all is done.
    #[wasm_bindgen(getter, js_name = realShare)]
    pub fn real_share(&self) -> Option<f64> {
        self.core.real_share()
    }

    /// The likeliest, the likeliest first; none before all is done.
    #[wasm_bindgen(unchecked_return_type = "MachinePattern[]")]
    pub fn likeliest(&self) -> JsValue {
        let patterns = self.core.likeliest().into_iter();
        let told: Vec<MachinePattern> = patterns
            .map(|pattern| MachinePattern {
                probability: pattern.probability,
                is_real: pattern.is_real,
            })
            .collect();
        to_js(&told)
    }

    /// View `[patterns, visible]`: what they look like.
    pub fn pictures(&mut self) -> Float32Array {
        let patterns = self.core.likeliest().into_iter();
        self.pictures = patterns.flat_map(|pattern| pattern.state).collect();
        view::floats(&self.pictures)
    }
}
