//! Restricted Boltzmann machines: two layers of units that learn what data look like, and dream up more of them.
//!
//! | file | what |
//! | --- | --- |
//! | `structure` | [`Rbm`]: its units; [`Machine`]: with parameters |
//! | [`conditionals`] | p(h \| v) and p(v \| h), many rows at once; Gibbs sampling |
//! | [`sampling`] | states drawn from probabilities |
//! | `energy` | energy and free energy |
//! | [`softplus`] | what they are made of, in double precision |
//! | [`contrastive`], [`statistics`] | CD-k and PCD: two phases and their difference |
//! | [`centring`], [`sparsity`], [`update`] | what is made of the difference |
//! | [`exact`] | ln Z, the log-likelihood and its gradient by going through all hidden states |
//! | [`states`] | all visible states of a small machine, with their probabilities |
//! | [`patterns`] | what a small machine holds likeliest |
//! | [`annealing`] | ln Z of larger machines, with its spread |
//! | [`pseudo_likelihood`], `reconstruction` | what else is measured |
//! | [`pictures`] | what dreams are like |
//! | [`chains`], [`repair`] | a machine at work: dreams, and pictures that come back |
//! | [`deep`] | machines one on top of the other |

pub mod annealing;
pub mod centring;
pub mod chains;
pub mod conditionals;
pub mod contrastive;
pub mod deep;
mod energy;
pub mod exact;
pub mod patterns;
pub mod pictures;
pub mod pseudo_likelihood;
mod reconstruction;
pub mod repair;
pub mod sampling;
pub mod softplus;
pub mod sparsity;
pub mod states;
pub mod statistics;
mod structure;
pub mod update;

pub use structure::{Machine, Rbm, VisibleUnits};
