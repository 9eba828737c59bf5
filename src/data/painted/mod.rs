//! Points of one's own.

pub mod origin;
pub mod points;
pub mod written;
