//! What one looks at: pictures of what a network computes, and how good it is.

pub mod calibration;
pub mod cell;
pub mod eigen;
pub mod generative;
pub mod guess;
pub mod health;
pub mod hidden_map;
pub mod judgement;
pub mod mistakes;
pub mod neighbours;
pub mod pca;
pub mod plane;
pub mod saliency;
pub mod trace;
pub mod weights;
