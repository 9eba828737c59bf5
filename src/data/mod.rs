//! Where examples come from: point generators, digit files, and drawings.

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
pub mod points;
pub mod render;
pub mod segment;
pub mod strokes;
pub mod surfaces;
pub mod table;
