//! Handwritten digits: their files, how their pictures are kept, and how they are varied.

pub mod augment;
pub mod config;
pub mod idx;
pub mod ink;
pub mod set;
