//! From what a pen leaves on the pad to pictures of 28 × 28.

pub mod normalise;
pub mod pad;
pub mod paper;
pub mod photo;
pub mod render;
pub mod rows;
pub mod segment;
pub mod strokes;
