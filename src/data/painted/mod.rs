//! Points that somebody paints.

pub mod points;
