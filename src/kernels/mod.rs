//! The arithmetic everything else stands on: slices of `f32`, four at a time. Kernels know nothing of networks.
//!
//! Every sum runs in one fixed order, whatever the tile that computes it, so results never depend on the shape of the
//! batch or on the machine.

pub mod blocks;
pub mod convolve;
pub mod convolve_gradient;
pub mod dot;
pub mod elementwise;
pub mod lanes;
pub mod marks;
pub mod memory;
pub mod places;
pub mod pool;
pub mod product;
pub mod reduce;
pub mod sparse;
pub mod transpose;
pub mod winograd;
