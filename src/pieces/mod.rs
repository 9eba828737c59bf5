//! What networks are made of: activations, losses, first weights and layers, each a forward and a backward.

pub mod activation;
pub mod convolution;
pub mod convolution_pool;
pub mod dense;
pub mod dropout;
pub mod features;
pub mod fuse;
pub mod initial;
pub mod layer;
pub mod loss;
pub mod pooling;
pub mod scratch;
pub mod shape;
pub mod signals;
