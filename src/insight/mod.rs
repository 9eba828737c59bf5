//! What one looks at: pictures of what a network computes.

pub mod guess;
pub mod plane;
