//! Any layer of a network, by one interface.

use std::ops::Range;

use super::activation::Activation;
use super::convolution::Convolution;
use super::convolution_pool::ConvolutionPool;
use super::dense::Dense;
use super::dropout::Dropout;
use super::features::Features;
use super::pooling::{Kind, Pooling};
use super::scratch::Scratch;
use super::shape::Shape;
use super::signals::{Backward, Forward};
use crate::random::Random;

/// One step of a network, with its sizes and where its parameters stand.
///
/// ```
/// # let hidden = vec![gradual::HiddenLayer::Dense { units: 4, activation: gradual::Activation::Tanh }];
/// # let (input, loss, initial) = (gradual::Shape::Units(2), gradual::Loss::CrossEntropy, gradual::Initial::Glorot);
/// # let architecture = gradual::Architecture { input, hidden, outputs: 1, loss, initial };
/// use gradual::pieces::layer::Layer;
///
/// let layers = architecture.layers()?;
/// assert!(layers.iter().all(|layer| matches!(layer, Layer::Dense(_))));
/// assert_eq!((layers[0].inputs(), layers[0].outputs(), layers[0].parameter_count()), (2, 4, 12));
/// # Ok::<(), gradual::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub enum Layer {
    /// Functions of points.
    Features(Features),
    /// Every unit reads all values.
    Dense(Dense),
    /// Filters slide over a picture.
    Convolution(Convolution),
    /// Each window of a picture becomes one value.
    Pooling(Pooling),
    /// A convolution and the pool behind it, as they run; an architecture counts them as two.
    ConvolutionPool(ConvolutionPool),
    /// Passes a picture on as a list of units.
    Flatten(usize),
    /// Drops values at random, while training only.
    Dropout(Dropout),
}

impl Layer {
    /// Values that come in, for one example.
    #[inline]
    pub fn inputs(&self) -> usize {
        match self {
            Self::Features(layer) => 2 * layer.points,
            Self::Dense(layer) => layer.inputs,
            Self::Convolution(layer) => layer.input.len(),
            Self::Pooling(layer) => layer.input.len(),
            Self::ConvolutionPool(layer) => layer.convolution.input.len(),
            Self::Flatten(units) => *units,
            Self::Dropout(layer) => layer.shape.len(),
        }
    }

    /// The shape of what goes out.
    #[inline]
    pub fn output(&self) -> Shape {
        match self {
            Self::Features(layer) => Shape::Units(layer.points * layer.features.len()),
            Self::Dense(layer) => Shape::Units(layer.outputs),
            Self::Convolution(layer) => Shape::Picture(layer.output),
            Self::Pooling(layer) => Shape::Picture(layer.output),
            Self::ConvolutionPool(layer) => Shape::Picture(layer.pool.output),
            Self::Flatten(units) => Shape::Units(*units),
            Self::Dropout(layer) => layer.shape,
        }
    }

    /// Values that go out, for one example.
    #[inline]
    pub fn outputs(&self) -> usize {
        self.output().len()
    }

    /// Where the weights stand in the flat vector; nowhere for a layer without any.
    ///
    /// ```
    /// # let hidden = vec![gradual::HiddenLayer::Dense { units: 4, activation: gradual::Activation::Tanh }];
    /// # let (input, loss, initial) = (gradual::Shape::Units(2), gradual::Loss::CrossEntropy, gradual::Initial::Glorot);
    /// # let architecture = gradual::Architecture { input, hidden, outputs: 1, loss, initial };
    /// let (layers, parameters) = (architecture.layers()?, vec![0.0_f32; 17]);
    /// assert_eq!(parameters[layers[1].weights()].len(), 4); // those of the output unit
    /// # Ok::<(), gradual::Error>(())
    /// ```
    #[inline]
    pub fn weights(&self) -> Range<usize> {
        match self {
            Self::Dense(layer) => layer.weights(),
            Self::Convolution(layer) => layer.weights(),
            Self::ConvolutionPool(layer) => layer.convolution.weights(),
            _ => 0..0,
        }
    }

    /// Where the biases stand in the flat vector.
    #[inline]
    pub fn biases(&self) -> Range<usize> {
        match self {
            Self::Dense(layer) => layer.biases(),
            Self::Convolution(layer) => layer.biases(),
            Self::ConvolutionPool(layer) => layer.convolution.biases(),
            _ => 0..0,
        }
    }

    /// How many weights and biases it has, in 64 bits: an architecture may ask for more than a machine can count.
    #[inline]
    pub fn parameter_count(&self) -> u64 {
        match self {
            Self::Dense(layer) => layer.parameter_count(),
            Self::Convolution(layer) => layer.parameter_count(),
            Self::ConvolutionPool(layer) => layer.convolution.parameter_count(),
            _ => 0,
        }
    }

    /// Values that one example takes in the buffers of a pass, in 64 bits: h, ∂E/∂h and what is saved.
    #[inline]
    pub fn buffer_values(&self) -> u64 {
        let arrays = if self.saves() { 3 } else { 2 };
        arrays * self.output().values()
    }

    /// Values of the picture with its border that a convolution reads, in 64 bits.
    #[inline]
    pub fn padded_values(&self) -> u64 {
        match self {
            Self::Convolution(layer) => layer.input.padded(layer.padding).values(),
            Self::ConvolutionPool(both) => {
                let layer = &both.convolution;
                layer.input.padded(layer.padding).values()
            }
            _ => 0,
        }
    }

    /// Has its parameters stand from `start` on in the flat vector.
    #[inline]
    pub fn place(&mut self, start: usize) {
        match self {
            Self::Dense(layer) => layer.start = start,
            Self::Convolution(layer) => layer.start = start,
            Self::ConvolutionPool(layer) => layer.convolution.start = start,
            _ => {}
        }
    }

    /// Inputs and outputs of one weight: how many values a unit reads, and how many units a value reaches.
    #[inline]
    pub fn fan(&self) -> (usize, usize) {
        match self {
            Self::Dense(layer) => (layer.inputs, layer.outputs),
            Self::Convolution(layer) => layer.fan(),
            Self::ConvolutionPool(layer) => layer.convolution.fan(),
            _ => (0, 0),
        }
    }

    /// f of its units; `None` for a layer without total inputs.
    ///
    /// ```
    /// # let hidden = vec![gradual::HiddenLayer::Dense { units: 4, activation: gradual::Activation::Tanh }];
    /// # let (input, loss, initial) = (gradual::Shape::Units(2), gradual::Loss::CrossEntropy, gradual::Initial::Glorot);
    /// # let architecture = gradual::Architecture { input, hidden, outputs: 1, loss, initial };
    /// assert_eq!(architecture.layers()?[0].activation(), Some(gradual::Activation::Tanh));
    /// # Ok::<(), gradual::Error>(())
    /// ```
    #[inline]
    pub fn activation(&self) -> Option<Activation> {
        match self {
            Self::Dense(layer) => Some(layer.activation),
            Self::Convolution(layer) => Some(layer.activation),
            Self::ConvolutionPool(layer) => Some(layer.convolution.activation),
            _ => None,
        }
    }

    /// The layer without its activation, whose output is z.
    #[inline]
    pub fn linear(&self) -> Self {
        let mut linear = self.clone();
        match &mut linear {
            Self::Dense(layer) => layer.activation = Activation::Identity,
            Self::Convolution(layer) => layer.activation = Activation::Identity,
            Self::ConvolutionPool(layer) => layer.convolution.activation = Activation::Identity,
            _ => {}
        }
        linear
    }

    /// The name that configurations and the page use.
    #[inline]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Features(_) => "features",
            Self::Dense(_) => "dense",
            Self::Convolution(_) => "convolution",
            Self::ConvolutionPool(_) => "convolution-pool",
            Self::Pooling(Pooling {
                kind: Kind::Max, ..
            }) => "max-pool",
            Self::Pooling(Pooling {
                kind: Kind::Average,
                ..
            }) => "average-pool",
            Self::Flatten(_) => "flatten",
            Self::Dropout(_) => "dropout",
        }
    }

    /// How many layers of an architecture it is.
    #[inline]
    pub fn count(&self) -> usize {
        match self {
            Self::ConvolutionPool(_) => 2,
            _ => 1,
        }
    }

    /// Values that an example leaves in `saved`.
    #[inline]
    pub fn saved(&self) -> usize {
        if self.saves() { self.outputs() } else { 0 }
    }

    /// Whether it saves a value for each output.
    #[inline]
    fn saves(&self) -> bool {
        match self {
            Self::Pooling(pool) => pool.kind == Kind::Max,
            Self::ConvolutionPool(_) | Self::Dropout(_) => true,
            _ => false,
        }
    }

    /// What the layer writes into while it works.
    #[inline]
    pub fn scratch(&self) -> Scratch {
        match self {
            Self::Dense(layer) => layer.scratch(),
            Self::Convolution(layer) => layer.scratch(),
            Self::ConvolutionPool(layer) => layer.scratch(),
            _ => Scratch::default(),
        }
    }

    /// h from x; `random` draws the masks of dropout, and is there while training only.
    #[inline]
    pub fn forward(&self, parameters: &[f32], signals: Forward, random: Option<&mut Random>) {
        match self {
            Self::Features(layer) => layer.forward(signals),
            Self::Dense(layer) => layer.forward(parameters, signals),
            Self::Convolution(layer) => layer.forward(parameters, signals),
            Self::Pooling(layer) => layer.forward(signals),
            Self::ConvolutionPool(layer) => layer.forward(parameters, signals),
            Self::Flatten(_) => signals.h.copy_from_slice(signals.x.rows()),
            Self::Dropout(layer) => layer.forward(signals, random),
        }
    }

    /// Adds the layer's gradient to `gradient`, the flat vector of the whole network, and writes ∂E/∂x where it is wanted.
    #[inline]
    pub fn backward(&self, parameters: &[f32], gradient: &mut [f32], signals: Backward) {
        match self {
            Self::Features(layer) => layer.backward(signals),
            Self::Dense(layer) => layer.backward(parameters, gradient, signals),
            Self::Convolution(layer) => layer.backward(parameters, gradient, signals),
            Self::Pooling(layer) => layer.backward(signals),
            Self::ConvolutionPool(layer) => layer.backward(parameters, gradient, signals),
            Self::Flatten(_) => {
                if let Some(dx) = signals.dx {
                    dx.copy_from_slice(signals.d);
                }
            }
            Self::Dropout(layer) => layer.backward(signals),
        }
    }
}
