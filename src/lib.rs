//! Gradual: small networks that learn where one can watch.
//!
//! The modules build on each other in this order, and none knows of those after it:
//! [`kernels`] (arithmetic on slices), [`pieces`] (activations, losses, layers), [`architecture`],
//! [`network`], its [`weights`] as a file and how one can [`take_over`] what another has learned, [`learning`] (optimisers, naive Bayes),
//! [`data`], [`trainer`], [`insight`] (what one looks at), [`formats`] (a run as a file) and, with the feature `page` alone,
//! `wasm`.
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

#[cfg(test)]
mod tests {
    fn is_send<T: Send>() {}

    #[test]
    fn what_learns_can_go_to_another_thread() {
        is_send::<crate::trainer::training::Trainer>();
        is_send::<crate::trainer::race::Race>();
    }
}
