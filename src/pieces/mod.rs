//! What a network is made of: each piece has a forward and a backward, side by side.

pub mod activation;
pub mod dense;
pub mod initial;
pub mod loss;
