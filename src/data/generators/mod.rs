//! Points in the plane, drawn at random from a seed, and pictures of bars and stripes.

pub mod amounts;
pub mod bars_and_stripes;
pub mod points;
pub mod surfaces;
