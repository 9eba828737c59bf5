//! All that training moves in a Boltzmann machine.

use serde::{Deserialize, Serialize};

use crate::floats;
use crate::learning::rbm::Rbm;
use crate::learning::rbm::centring::Offsets;
use crate::learning::rbm::update::{Moving, are_sound};

/// Parameters and what goes with them. A copy is a moment to come back to, and goes on with the same bits.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RbmState {
    /// The parameters and the last update.
    pub(super) moving: Moving,
    /// The means from which units are measured, where that is wanted.
    pub(super) offsets: Offsets,
    /// How often each hidden unit has been on of late, `[hidden]`.
    #[serde(with = "floats")]
    pub(super) rates: Vec<f32>,
    /// The hidden units of the persistent chains, `[batch, hidden]`.
    #[serde(with = "floats")]
    pub(super) chains: Vec<f32>,
    pub(super) iteration: u64,
    pub(super) epoch: u32,
    /// Where the next batch begins in the order of this epoch.
    pub(super) next: usize,
    pub(super) diverged: bool,
}

impl RbmState {
    /// Whether it is one of this machine, and all its numbers are such that one can go on from them.
    pub(super) fn is_of(&self, rbm: Rbm) -> bool {
        let Moving {
            parameters,
            velocity,
        } = &self.moving;
        let count = rbm.parameter_count();
        let fits = (parameters.len(), velocity.len()) == (count, count)
            && self.offsets.is_of(rbm)
            && self.rates.len() == rbm.hidden;
        let Offsets {
            visible, hidden, ..
        } = &self.offsets;
        let all = [
            parameters,
            velocity,
            visible,
            hidden,
            &self.rates,
            &self.chains,
        ];
        fits && all.into_iter().all(|values| are_sound(values))
    }
}
