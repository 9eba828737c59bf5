//! `Energy` for JavaScript: the energy of a state, free energies, and all states of a small machine.

use serde::Serialize;
use tsify::Tsify;
use wasm_bindgen::prelude::*;

use super::boltzmann::Boltzmann;
use crate::error::{Result, check_size};
use crate::learning::rbm::states::VisibleStates;
use crate::wasm::to_js::to_js;

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

/// Energies of a machine as it is now.
#[wasm_bindgen]
pub struct Energy;

#[wasm_bindgen]
impl Energy {
    /// E(v, h) = −b v − c h − v W h of one state, `[visible]` and `[hidden]`.
    #[wasm_bindgen(unchecked_return_type = "EnergyParts")]
    pub fn of(machine: &Boltzmann, visible: &[f32], hidden: &[f32]) -> Result<JsValue> {
        let machine = machine.trainer().machine();
        machine.rbm.check_rows(visible)?;
        check_size("Visible units", visible.len(), machine.rbm.visible)?;
        check_size("Hidden units", hidden.len(), machine.rbm.hidden)?;
        let [of_visible, of_hidden, weights] = machine.energy_parts(visible, hidden);
        Ok(to_js(&EnergyParts {
            visible: of_visible,
            hidden: of_hidden,
            weights,
            energy: of_visible + of_hidden + weights,
        }))
    }

    /// F(v), the mean over rows `[count, visible]`.
    pub fn free(machine: &Boltzmann, rows: &[f32]) -> Result<f64> {
        let machine = machine.trainer().machine();
        machine.rbm.check_rows(rows)?;
        Ok(machine.mean_free_energy(rows))
    }

    /// All visible states, of at most 12 units.
    #[wasm_bindgen(unchecked_return_type = "VisibleStateTable")]
    pub fn states(machine: &Boltzmann) -> Result<JsValue> {
        let trainer = machine.trainer();
        let states = VisibleStates::new(trainer.machine())?;
        let mut learned = states.numbers_of(trainer.examples().rows());
        learned.sort_unstable();
        learned.dedup();
        let probabilities: Vec<f64> = (0..states.free_energies().len())
            .map(|state| states.probability(state))
            .collect();
        Ok(to_js(&VisibleStateTable {
            free_energies: states.free_energies().to_vec(),
            log_z: states.log_z(),
            learned_probability: learned.iter().map(|&state| probabilities[state]).sum(),
            probabilities,
            learned,
        }))
    }
}
