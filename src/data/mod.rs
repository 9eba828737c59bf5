//! Where examples come from: point generators, painted points, tables, digit files, and drawings.

pub mod above;
pub mod augment;
pub mod batch;
pub mod dataset;
pub mod digits;
pub mod drawing;
pub mod folds;
pub mod formula;
pub mod idx;
pub mod ink;
pub mod normalise;
pub mod painted;
pub mod points;
pub mod render;
pub mod segment;
pub mod strokes;
pub mod surfaces;
pub mod table;
pub mod undoable;
