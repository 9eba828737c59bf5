//! Gradual: small networks that learn where one can watch.
//!
//! ```
//! use gradual::{Activation, HiddenLayer, ModelConfig, PointSet, PointsConfig, Race, Recipe, Source};
//!
//! # fn main() -> gradual::Result<()> {
//! let points = PointsConfig { set: PointSet::Xor, count: 400, noise: 0.1, held_out: 0.3, seed: 1 };
//! let hidden = vec![HiddenLayer::Dense { units: 8, activation: Activation::Tanh }];
//! let network = ModelConfig { hidden, ..ModelConfig::default() };
//! let mut race = Race::from_recipe(&Recipe::new(Source::Set(points), vec![network], 1))?;
//! (0..60).for_each(|_| race.step_epoch());
//! race.evaluate(usize::MAX);
//! let score = race.contenders()[0].scores.held_out.expect("a part is held out");
//! assert!(score.accuracy > Some(0.97));
//! # Ok(())
//! # }
//! ```
//!
//! A [`Race`] trains models side by side; a [`Trainer`] is one of them; a [`Network`] with its parameters is a [`Model`], which
//! computes outputs and gradients for loops of one's own. [`formats`] takes all of them away and brings them back.
//!
//! The modules build on each other in this order, and none knows of those after it:
//! [`kernels`] (arithmetic on slices), [`pieces`] (activations, losses, layers), [`architecture`],
//! [`network`], its [`weights`] as a file and how one can [`take_over`] what another has learned, [`learning`] (optimisers, naive Bayes, Boltzmann machines),
//! [`data`], [`trainer`], [`insight`] (what one looks at), [`formats`] (runs, sessions and networks as files) and, with the
//! feature `page` alone, `wasm`.
//!
//! Everything but `wasm` is plain Rust and can be used as a crate.

#![deny(missing_docs, missing_debug_implementations)]

pub mod architecture;
mod checksum;
pub mod data;
mod decimal;
pub mod error;
mod floats;
pub mod formats;
#[allow(missing_debug_implementations)]
#[doc(hidden)]
pub mod insight;
mod integer;
#[allow(missing_debug_implementations)]
#[doc(hidden)]
pub mod kernels;
pub mod learning;
pub mod network;
pub mod pieces;
pub mod random;
pub mod take_over;
pub mod trainer;
pub mod weights;
mod written;

#[cfg(feature = "page")]
#[allow(missing_docs, missing_debug_implementations)]
#[doc(hidden)]
pub mod wasm;

pub use architecture::{Architecture, HiddenLayer};
pub use data::dataset::Dataset;
pub use data::digits::set::Digits;
pub use data::generators::points::{PointSet, PointsConfig};
pub use data::source::Source;
pub use error::{Error, Result};
pub use learning::optimizer::Rule;
pub use network::{Model, Network, Workspace};
pub use pieces::activation::Activation;
pub use pieces::initial::Initial;
pub use pieces::loss::Loss;
pub use pieces::shape::{Picture, Shape};
pub use pieces::signals::Input;
pub use random::Random;
pub use trainer::race::Race;
pub use trainer::recipe::Recipe;
pub use trainer::settings::ModelConfig;
pub use trainer::sweep::Sweep;
pub use trainer::training::Trainer;

/// What the README shows of the crate.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

#[cfg(test)]
mod tests {
    fn is_send<T: Send>() {}

    #[test]
    fn what_learns_can_go_to_another_thread() {
        is_send::<crate::trainer::training::Trainer>();
        is_send::<crate::trainer::race::Race>();
    }
}
