//! `MachineInside` for JavaScript: the parameters of a machine, energies, all states of a small one, and what a batch said of a weight.

use js_sys::Float32Array;
use serde::Serialize;
use tsify::Tsify;
use wasm_bindgen::prelude::*;

use super::boltzmann::Boltzmann;
use super::fantasies::are_known;
use crate::error::{Result, check_size};
use crate::learning::rbm::repair::recovered;
use crate::learning::rbm::states::VisibleStates;
use crate::wasm::to_js::to_js;
use crate::wasm::view;

/// What the energy of one state is made of.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct EnergyParts {
    /// −b v.
    pub visible: f64,
    /// −c h.
    pub hidden: f64,
    /// −v W h.
    pub weights: f64,
    /// E(v, h), their sum.
    pub energy: f64,
}

/// All visible states of a small machine; in state number s, unit i is on where bit i of s is 1.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct VisibleStateTable {
    pub free_energies: Vec<f64>,
    /// They add up to 1.
    pub probabilities: Vec<f64>,
    pub log_z: f64,
    /// The numbers of those that are learned, each once, in rising order.
    pub learned: Vec<usize>,
    /// The probability of all of these together.
    pub learned_probability: f64,
}

/// A machine as it is now, seen from within.
#[wasm_bindgen]
pub struct MachineInside;

#[wasm_bindgen]
impl MachineInside {
    /// View: W `[visible, hidden]`, b `[visible]` and c `[hidden]`, one after the other.
    pub fn parameters(machine: &Boltzmann) -> Float32Array {
        view::floats(machine.trainer().parameters())
    }

    /// Parameters in place of its own, at rest.
    #[wasm_bindgen(js_name = setParameters)]
    pub fn set_parameters(machine: &mut Boltzmann, parameters: &[f32]) -> Result<()> {
        machine.trainer_mut().set_parameters(parameters)
    }

    /// Batches done.
    pub fn iteration(machine: &Boltzmann) -> f64 {
        machine.trainer().iteration() as f64
    }

    /// Both phases of the last batch, row by row, as one weight sees them.
    #[wasm_bindgen(js_name = weightRows, unchecked_return_type = "WeightRows")]
    pub fn weight_rows(machine: &Boltzmann, visible: usize, hidden: usize) -> Result<JsValue> {
        Ok(to_js(&machine.trainer().weight_rows(visible, hidden)?))
    }

    /// The share of the pixels that are not known (0) which a picture has right; null where all are known.
    pub fn recovered(picture: &[f32], original: &[f32], known: &[u8]) -> Result<Option<f64>> {
        recovered(picture, original, &are_known(known))
    }

    /// What pictures `[count, visible]` are like, such as those of chains.
    #[wasm_bindgen(js_name = picturesOf, unchecked_return_type = "PictureMeasures")]
    pub fn pictures_of(machine: &Boltzmann, rows: &[f32]) -> Result<JsValue> {
        Ok(to_js(&machine.trainer().machine().measure_pictures(rows)?))
    }

    /// E(v, h) = −b v − c h − v W h of one state, `[visible]` and `[hidden]`.
    #[wasm_bindgen(unchecked_return_type = "EnergyParts")]
    pub fn energy(machine: &Boltzmann, visible: &[f32], hidden: &[f32]) -> Result<JsValue> {
        let machine = machine.trainer().machine();
        machine.rbm.check_rows(visible)?;
        check_size("Visible units", visible.len(), machine.rbm.visible)?;
        check_size("Hidden units", hidden.len(), machine.rbm.hidden)?;
        let parts = machine.energy_parts(visible, hidden);
        let [of_visible, of_hidden, weights] = parts;
        Ok(to_js(&EnergyParts {
            visible: of_visible,
            hidden: of_hidden,
            weights,
            energy: parts.iter().sum(),
        }))
    }

    /// F(v), the mean over rows `[count, visible]`.
    #[wasm_bindgen(js_name = freeEnergy)]
    pub fn free_energy(machine: &Boltzmann, rows: &[f32]) -> Result<f64> {
        let machine = machine.trainer().machine();
        machine.rbm.check_rows(rows)?;
        Ok(machine.mean_free_energy(rows))
    }

    /// All visible states, of at most 12 units.
    #[wasm_bindgen(unchecked_return_type = "VisibleStateTable")]
    pub fn states(machine: &Boltzmann) -> Result<JsValue> {
        let trainer = machine.trainer();
        let states = VisibleStates::new(trainer.machine())?;
        let learned = states.numbers_of(&trainer.examples().rows());
        Ok(to_js(&VisibleStateTable {
            free_energies: states.free_energies().to_vec(),
            log_z: states.log_z(),
            learned_probability: states.probability_of(&learned),
            probabilities: states.probabilities(),
            learned,
        }))
    }
}
