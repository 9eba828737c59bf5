//! Which examples are held out.

pub mod folds;
pub mod held_out;
