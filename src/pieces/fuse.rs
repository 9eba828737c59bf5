//! The layers as they run: a convolution and a 2 × 2 max-pool behind it are one.

use super::convolution_pool::ConvolutionPool;
use super::layer::Layer;
use super::pooling::{Kind, Pooling};

/// The layers of an architecture, joined where they work as one.
///
/// ```
/// use gradual::pieces::fuse::fuse;
/// use gradual::{Activation, Architecture, HiddenLayer, Initial, Loss, Picture, Shape};
///
/// let input = Shape::Picture(Picture { height: 8, width: 8, channels: 1 });
/// let activation = Activation::Relu;
/// let hidden = vec![
///     HiddenLayer::Convolution { channels: 2, kernel: 3, stride: 1, padding: 0, activation },
///     HiddenLayer::MaxPool { size: 2, stride: 2 },
/// ];
/// let (loss, initial) = (Loss::CrossEntropy, Initial::He);
/// let layers = Architecture { input, hidden, outputs: 10, loss, initial }.layers()?;
/// assert_eq!((layers.len(), fuse(&layers).len()), (3, 2)); // filters and their pool run as one
/// # Ok::<(), gradual::Error>(())
/// ```
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
