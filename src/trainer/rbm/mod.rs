//! Restricted Boltzmann machines in training, alone and one on top of the other.
//!
//! | file | what |
//! | --- | --- |
//! | [`config`] | what one chooses |
//! | [`examples`] | what is learned from: rows of visible units |
//! | [`training`] | [`training::RbmTrainer`]: one machine, moved on by `step()` |
//! | [`state`] | all that training moves |
//! | [`weight`] | one weight under the glass |
//! | [`stack`] | a deep belief network, layer after layer |
//! | [`measures`], [`likelihood`] | how a machine does, a part at a time |
//! | [`activity`] | which units are on, how often, and for which examples |
//! | [`unroll`] | the same as a network of sigmoids, for the ordinary trainer |
//! | [`duel`] | what that is worth where labels are few |

pub mod activity;
pub mod config;
pub mod duel;
pub mod examples;
pub mod likelihood;
pub mod measures;
pub mod stack;
pub mod state;
pub mod training;
pub mod unroll;
pub mod weight;
