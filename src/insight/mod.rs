//! What one looks at: pictures of what a network computes.

pub mod eigen;
pub mod guess;
pub mod hidden_map;
pub mod neighbours;
pub mod pca;
pub mod plane;
