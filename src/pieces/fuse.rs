//! The layers as they run: a convolution and a 2 × 2 max-pool behind it are one.

use super::convolution_pool::ConvolutionPool;
use super::layer::Layer;
use super::pooling::{Kind, Pooling};

/// The layers of an architecture, joined where they work as one.
pub fn fuse(layers: &[Layer]) -> Vec<Layer> {
    let mut fused: Vec<Layer> = Vec::with_capacity(layers.len());
    for layer in layers {
        match join(fused.last(), layer) {
            Some(both) => {
                fused.pop();
                fused.push(Layer::ConvolutionPool(both));
            }
            None => fused.push(layer.clone()),
        }
    }
    fused
}

/// What two layers are together, if they are such a pair.
fn join(first: Option<&Layer>, second: &Layer) -> Option<ConvolutionPool> {
    let pools = |pool: &Pooling| pool.kind == Kind::Max && (pool.size, pool.stride) == (2, 2);
    match (first, second) {
        (Some(Layer::Convolution(convolution)), Layer::Pooling(pool)) if pools(pool) => {
            let (convolution, pool) = (convolution.clone(), pool.clone());
            Some(ConvolutionPool { convolution, pool })
        }
        _ => None,
    }
}
