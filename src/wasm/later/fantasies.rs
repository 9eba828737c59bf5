//! `Fantasies` and `Repairs` for JavaScript: what a machine dreams, and what it makes of a picture with holes.

use js_sys::{Float32Array, Uint8Array};
use wasm_bindgen::prelude::*;

use super::boltzmann::Boltzmann;
use crate::error::Result;
use crate::learning::rbm::chains::{Begin, Chains};
use crate::learning::rbm::repair::{Damage, Repair, RepairMode, damaged, recovered};
use crate::wasm::config::{read, read_seed};
use crate::wasm::view;

/// Chains of a machine that are left to themselves.
#[wasm_bindgen]
pub struct Fantasies(Chains);

#[wasm_bindgen]
impl Fantasies {
    /// So many chains that begin at noise, or at pictures `[pictures, visible]`, round again where there are fewer.
    pub fn of(
        machine: &Boltzmann,
        count: usize,
        pictures: &[f32],
        #[wasm_bindgen(unchecked_param_type = "number")] seed: JsValue,
    ) -> Result<Self> {
        let begin = if pictures.is_empty() {
            Begin::Noise
        } else {
            Begin::Rows(pictures)
        };
        let rbm = machine.trainer().machine().rbm;
        Ok(Self(Chains::new(rbm, count, begin, read_seed(seed)?)?))
    }

    /// Goes on by so many steps, by the machine as it is now.
    pub fn run(&mut self, machine: &Boltzmann, steps: u32) {
        self.0.run(machine.trainer().machine(), steps);
    }

    /// View `[count, visible]`: the probabilities that the states were drawn from.
    pub fn shown(&self) -> Float32Array {
        view::floats(self.0.shown())
    }

    /// Steps done.
    #[wasm_bindgen(getter)]
    pub fn steps(&self) -> f64 {
        self.0.steps() as f64
    }
}

/// A picture under repair.
#[wasm_bindgen]
pub struct Repairs {
    core: Repair,
    original: Vec<f32>,
    known: Vec<bool>,
}

#[wasm_bindgen]
impl Repairs {
    /// Which pixels of `side` × `side` are known (1) after damage of a kind.
    pub fn known(
        side: usize,
        #[wasm_bindgen(unchecked_param_type = "Damage")] damage: JsValue,
    ) -> Result<Uint8Array> {
        let damage: Damage = read(damage)?;
        let known: Vec<u8> = damage.known(side).into_iter().map(u8::from).collect();
        Ok(Uint8Array::from(known.as_slice()))
    }

    /// A picture without what is lost of it, where `known` is 0.
    pub fn damaged(original: &[f32], known: &[u8]) -> Result<Vec<f32>> {
        damaged(original, &are_known(known))
    }

    /// A picture `[visible]` as it was, and which of its pixels are known (not 0).
    pub fn of(
        machine: &Boltzmann,
        original: &[f32],
        known: &[u8],
        #[wasm_bindgen(unchecked_param_type = "RepairMode")] mode: JsValue,
    ) -> Result<Self> {
        let mode: RepairMode = read(mode)?;
        let known = are_known(known);
        let rbm = machine.trainer().machine().rbm;
        let picture = damaged(original, &known)?;
        Ok(Self {
            core: Repair::new(rbm, &picture, &known, mode, 1)?,
            original: original.to_vec(),
            known,
        })
    }

    /// Goes on by so many steps, by the machine as it is now.
    pub fn run(&mut self, machine: &Boltzmann, steps: u32) {
        self.core.run(machine.trainer().machine(), steps);
    }

    /// View `[visible]`: the picture as it is now.
    pub fn picture(&self) -> Float32Array {
        view::floats(self.core.picture())
    }

    /// The share of the lost pixels that are right again; null where none was lost.
    pub fn recovered(&self) -> Result<Option<f64>> {
        recovered(self.core.picture(), &self.original, &self.known)
    }
}

pub(super) fn are_known(known: &[u8]) -> Vec<bool> {
    known.iter().map(|&known| known != 0).collect()
}
