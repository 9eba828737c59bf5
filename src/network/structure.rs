//! The layers of a network, without their parameters.

use crate::architecture::{Architecture, chunk};
use crate::error::Result;
use crate::pieces::fuse::fuse;
use crate::pieces::initial::Initial;
use crate::pieces::layer::Layer;
use crate::pieces::loss::Loss;
use crate::random::Random;

/// From this many inputs on it pays to leave out zeros among them.
const MANY_INPUTS: usize = 32;

/// Layers, and the loss they are trained with. Two networks are equal where they compute the same from the same parameters.
///
/// ```
/// # let hidden = vec![gradual::HiddenLayer::Dense { units: 4, activation: gradual::Activation::Tanh }];
/// # let (input, loss, initial) = (gradual::Shape::Units(2), gradual::Loss::CrossEntropy, gradual::Initial::Glorot);
/// # let architecture = gradual::Architecture { input, hidden, outputs: 1, loss, initial };
/// use gradual::{Input, Network, Random, Workspace};
///
/// let network = Network::new(&architecture)?;
/// let parameters = network.first_parameters(architecture.initial, &mut Random::new(1));
/// let (model, mut workspace) = (network.with(&parameters), Workspace::new(&network));
/// let y = model.predict(Input::Rows(&[0.5, -0.5, 1.0, 2.0]), &mut workspace); // two examples
/// assert_eq!(y.len(), 2);
/// # Ok::<(), gradual::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Network {
    layers: Vec<Layer>,
    /// The same as they run: a convolution and the pool behind it are one.
    fused: Vec<Layer>,
    loss: Loss,
    chunk: usize,
}

impl Network {
    /// The network of an architecture; sizes that don't meet, and networks too large for memory, are errors.
    ///
    /// # Panics
    ///
    /// May panic where the sides of the input picture are so long that its values can't be counted.
    pub fn new(architecture: &Architecture) -> Result<Self> {
        let layers = architecture.layers()?;
        let fused = fuse(&layers);
        Ok(Self {
            chunk: chunk(&fused),
            fused,
            layers,
            loss: architecture.loss,
        })
    }

    /// How many weights and biases it has.
    pub fn parameter_count(&self) -> usize {
        self.layers.last().map_or(0, |layer| layer.biases().end)
    }

    /// First parameters, with weights drawn from `random`.
    pub fn first_parameters(&self, initial: Initial, random: &mut Random) -> Vec<f32> {
        let mut parameters = vec![0.0; self.parameter_count()];
        for layer in &self.layers {
            let is_output = layer.biases().end == parameters.len();
            let hidden = layer.activation().filter(|_| !is_output);
            let weights = &mut parameters[layer.weights()];
            initial.fill(weights, layer.fan(), hidden, random);
        }
        parameters
    }

    /// From the first hidden layer to the output layer.
    pub fn layers(&self) -> &[Layer] {
        &self.layers
    }

    /// The layers as they run.
    pub(super) fn fused(&self) -> &[Layer] {
        &self.fused
    }

    /// What it is trained to minimise.
    pub fn loss(&self) -> Loss {
        self.loss
    }

    /// Values of one example that come in.
    pub fn inputs(&self) -> usize {
        self.layers[0].inputs()
    }

    /// Values of one example that come out.
    pub fn outputs(&self) -> usize {
        self.layers[self.layers.len() - 1].outputs()
    }

    /// The most examples that may go through at once.
    pub fn chunk(&self) -> usize {
        self.chunk
    }

    /// Whether the network can read lists of non-zeros, and has so many inputs that this pays.
    pub fn reads_non_zeros(&self) -> bool {
        matches!(self.layers[0], Layer::Dense(_)) && self.inputs() >= MANY_INPUTS
    }

    /// Whether training draws random numbers, for dropout.
    pub fn draws(&self) -> bool {
        let is_dropout = |layer: &Layer| matches!(layer, Layer::Dropout(_));
        self.layers.iter().any(is_dropout)
    }
}
