//! A function typed as text, and points above and below its curve.

pub mod above;
pub mod formula;
