//! Where examples come from: generated, above a formula, out of a table, painted, digit files, and drawings.

pub mod batch;
pub mod dataset;
pub mod described;
pub mod digits;
pub mod drawing;
pub mod formulas;
pub mod generators;
pub mod painted;
pub mod plane;
pub mod source;
pub mod splits;
pub mod tables;
pub mod target;
pub mod undoable;
