//! A network as other tools write it: one step after the other, weights as `[outputs, inputs]` and pictures channel by channel.
//!
//! | here | there (PyTorch, ONNX) |
//! | --- | --- |
//! | dense weights `[inputs, outputs]` | `[outputs, inputs]` |
//! | filters `[channels, kernel, kernel, input channels]` | `[channels, input channels, kernel, kernel]` |
//! | a picture `[height, width, channels]` | `[channels, height, width]`, and so are the inputs of the first dense layer behind it |
//!
//! Training alone needs dropout; an identity is no step.

use super::structure::Network;
use crate::architecture::HiddenLayer;
use crate::error::{Error, Result};
use crate::pieces::activation::Activation;
use crate::pieces::convolution::Convolution;
use crate::pieces::dense::Dense;
use crate::pieces::features::Feature;
use crate::pieces::layer::Layer;
use crate::pieces::pooling::Pooling;
use crate::pieces::shape::{Picture, Shape};
use std::ops::Range;

/// One module of a sequence.
#[derive(Clone, Debug)]
pub enum Step {
    /// Functions of a point in place of the point itself.
    Features(Vec<Feature>),
    /// A dense layer; its activation is a step of its own.
    Linear(Dense, Laid),
    /// A convolution; its activation is a step of its own.
    Convolution(Convolution, Laid),
    /// Max- or average-pooling.
    Pool(Pooling),
    /// A picture becomes a list, channel by channel.
    Flatten,
    /// Drops values with this probability, while training only.
    Dropout(f32),
    /// An activation other than the identity, for each value.
    Activation(Activation),
}

/// Where the weights of a step stand in the flat vector of all parameters, in the order of other tools.
#[derive(Clone, Debug)]
pub struct Laid {
    /// Of the weights: `[outputs, inputs]` or `[channels, input channels, kernel, kernel]`.
    pub shape: Vec<usize>,
    places: Vec<usize>,
    biases: Range<usize>,
}

/// Weights and biases in the order of other tools, with the names that they have in a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Brought {
    /// What the file calls the weights.
    pub name: String,
    /// Of the weights: `[outputs, inputs]` or `[channels, input channels, kernel, kernel]`.
    pub shape: Vec<usize>,
    /// Row-major in that shape.
    pub weights: Vec<f32>,
    /// None are as good as zeros.
    pub biases: Vec<f32>,
}

/// What a file of a network holds, and a model can become.
#[derive(Clone, Debug, PartialEq)]
pub struct Carried {
    /// The layers before the output layer.
    pub hidden: Vec<HiddenLayer>,
    /// Whether its outputs are the total inputs themselves, where that is known.
    pub is_linear: Option<bool>,
    /// One for each layer that has weights, in the order of the layers.
    pub layers: Vec<Brought>,
}

impl Step {
    /// Where its weights stand; `None` for a step without any.
    pub fn laid(&self) -> Option<&Laid> {
        match self {
            Self::Linear(_, laid) | Self::Convolution(_, laid) => Some(laid),
            _ => None,
        }
    }
}

impl Carried {
    /// All parameters of a network from what was brought for each of its layers that has any.
    pub fn placed(&self, network: &Network) -> Result<Vec<f32>> {
        let steps = steps(network);
        let laid: Vec<&Laid> = steps.iter().filter_map(Step::laid).collect();
        let (got, needed) = (self.layers.len(), laid.len());
        if got != needed {
            return Err(refused(format!(
                "they are those of {got} layers, and {needed} are needed"
            )));
        }
        let mut parameters = vec![0.0; network.parameter_count()];
        for (laid, brought) in laid.iter().zip(&self.layers) {
            laid.fill(&mut parameters, brought)?;
        }
        Ok(parameters)
    }
}

impl Laid {
    /// The weights in the order of other tools.
    ///
    /// # Panics
    ///
    /// Panics where `parameters` end before those of the step.
    pub fn weights(&self, parameters: &[f32]) -> Vec<f32> {
        self.places.iter().map(|&place| parameters[place]).collect()
    }

    /// The biases, one for each output or channel.
    ///
    /// # Panics
    ///
    /// Panics where `parameters` end before those of the step.
    pub fn biases(&self, parameters: &[f32]) -> Vec<f32> {
        parameters[self.biases.clone()].to_vec()
    }

    /// Puts what was brought to its places.
    fn fill(&self, parameters: &mut [f32], brought: &Brought) -> Result<()> {
        let (is, fits) = (&brought.shape, &self.shape);
        let biases = brought.biases.len();
        if is != fits || brought.weights.len() != self.places.len() {
            let (is, fits) = (by(is), by(fits));
            return Err(refused(format!(
                "{} is {is}, and {fits} is needed there",
                brought.name
            )));
        }
        if biases != 0 && biases != self.biases.len() {
            let needed = self.biases.len();
            return Err(refused(format!(
                "{} has {biases} biases, and {needed} are needed",
                brought.name
            )));
        }
        for (&place, &weight) in self.places.iter().zip(&brought.weights) {
            parameters[place] = weight;
        }
        parameters[self.biases.clone()][..biases].copy_from_slice(&brought.biases);
        Ok(())
    }
}

/// The steps from the input to the total inputs of the output layer.
pub fn steps(network: &Network) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut shape = input(network);
    for layer in network.layers() {
        match layer {
            Layer::Features(layer) => steps.push(Step::Features(layer.features.clone())),
            Layer::Dense(dense) => {
                let is_flat = steps.iter().any(|step| matches!(step, Step::Flatten));
                if matches!(shape, Shape::Picture(_)) && !is_flat {
                    steps.push(Step::Flatten);
                }
                steps.push(Step::Linear(dense.clone(), laid_dense(dense, shape)));
            }
            Layer::Convolution(layer) => {
                steps.push(Step::Convolution(layer.clone(), laid_filters(layer)));
            }
            Layer::Pooling(pool) => steps.push(Step::Pool(pool.clone())),
            Layer::Flatten(_) => steps.push(Step::Flatten),
            Layer::Dropout(dropout) => steps.push(Step::Dropout(dropout.rate)),
            Layer::ConvolutionPool(_) => unreachable!("layers as they are written are not fused"),
        }
        let activation = layer.activation().filter(|&a| a != Activation::Identity);
        steps.extend(activation.map(Step::Activation));
        shape = match layer {
            // A list made of a picture still has the picture's order.
            Layer::Flatten(_) | Layer::Dropout(_) => shape,
            layer => layer.output(),
        };
    }
    steps
}

/// What goes into a network: a picture where its first layer reads one.
pub fn input(network: &Network) -> Shape {
    match &network.layers()[0] {
        Layer::Convolution(layer) => Shape::Picture(layer.input),
        Layer::Pooling(layer) => Shape::Picture(layer.input),
        layer => Shape::Units(layer.inputs()),
    }
}

/// `input` is what it reads, perhaps as a flat list.
fn laid_dense(dense: &Dense, input: Shape) -> Laid {
    let order = match input {
        Shape::Picture(picture) => by_channel(picture),
        Shape::Units(_) => (0..dense.inputs).collect(),
    };
    let outputs = 0..dense.outputs;
    let at = |output: usize, input: usize| dense.start + input * dense.outputs + output;
    Laid {
        shape: vec![dense.outputs, dense.inputs],
        places: outputs
            .flat_map(|output| order.iter().map(move |&input| at(output, input)))
            .collect(),
        biases: dense.biases(),
    }
}

/// Where the values of a picture stand, taken channel by channel.
fn by_channel(picture: Picture) -> Vec<usize> {
    let pixels = picture.height * picture.width;
    let channels = 0..picture.channels;
    let of_channel = |c| (0..pixels).map(move |pixel| pixel * picture.channels + c);
    channels.flat_map(of_channel).collect()
}

fn laid_filters(layer: &Convolution) -> Laid {
    let (channels, filters) = (layer.input.channels, layer.output.channels);
    let pixels = layer.kernel * layer.kernel;
    let taps = pixels * channels;
    let of_channel = move |filter: usize, c: usize| {
        (0..pixels).map(move |pixel| layer.start + filter * taps + pixel * channels + c)
    };
    let of_filter = |filter| (0..channels).flat_map(move |c| of_channel(filter, c));
    Laid {
        shape: vec![filters, channels, layer.kernel, layer.kernel],
        places: (0..filters).flat_map(of_filter).collect(),
        biases: layer.biases(),
    }
}

/// A shape in words.
pub fn by(shape: &[usize]) -> String {
    let sides: Vec<String> = shape.iter().map(usize::to_string).collect();
    sides.join(" × ")
}

pub(crate) fn refused(problem: String) -> Error {
    Error::Weights { problem }
}
