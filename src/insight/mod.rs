//! What one looks at: pictures of what a network computes, and how good it is.

pub mod calibration;
pub mod cell;
pub mod doubter;
pub mod eigen;
pub mod generative;
pub mod guess;
pub mod health;
pub mod hidden_map;
pub mod hidden_space;
pub mod judge;
pub mod judgement;
pub mod loss_surface;
pub mod mistakes;
pub mod neighbours;
pub mod outcomes;
pub mod parameter_names;
pub mod passes;
pub mod pca;
pub mod plane;
pub mod report;
pub mod saliency;
pub mod shading;
pub mod straight_lines;
pub mod trace;
pub mod update;
pub mod weights;
