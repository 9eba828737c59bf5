//! What one looks at: pictures of what a network computes.

pub mod cell;
pub mod guess;
pub mod plane;
pub mod saliency;
pub mod trace;
pub mod weights;
