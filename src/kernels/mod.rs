//! The arithmetic everything else stands on: slices of `f32`, four at a time. Kernels know nothing of networks.
//!
//! The order of every sum follows from the sizes alone, so results are the same on every machine. [`memory`] and [`lanes`]
//! hold the only `unsafe`; all others are safe code over them, each with its naive reference in its tests.

pub mod blocks;
pub mod by_column;
pub mod convolve;
pub mod convolve_gradient;
pub mod dot;
pub mod elementwise;
pub mod lanes;
pub mod memory;
pub mod occupancy;
pub mod panel;
pub mod places;
pub mod pool;
pub mod product;
pub mod reduce;
pub mod sparse;
pub mod transpose;
pub mod winograd;
