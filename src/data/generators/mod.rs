//! Points in the plane, drawn at random from a seed.

pub mod amounts;
pub mod points;
pub mod surfaces;
