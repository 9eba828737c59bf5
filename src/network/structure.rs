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
    /// ```
    /// use gradual::{Activation, Architecture, HiddenLayer, Initial, Loss, Network, Shape};
    ///
    /// let hidden = vec![HiddenLayer::Dense { units: 0, activation: Activation::Tanh }];
    /// let (input, loss, initial) = (Shape::Units(2), Loss::CrossEntropy, Initial::Glorot);
    /// let refused = Network::new(&Architecture { input, hidden, outputs: 1, loss, initial }).unwrap_err();
    /// assert_eq!(
    ///     refused.to_string(),
    ///     "The number of units of layer 1 (0 dense units) must be a number from 1 to 4096, but it is 0."
    /// );
    /// ```
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
    ///
    /// ```
    /// # let hidden = vec![gradual::HiddenLayer::Dense { units: 4, activation: gradual::Activation::Tanh }];
    /// # let (input, loss, initial) = (gradual::Shape::Units(2), gradual::Loss::CrossEntropy, gradual::Initial::Glorot);
    /// # let architecture = gradual::Architecture { input, hidden, outputs: 1, loss, initial };
    /// # let network = gradual::Network::new(&architecture)?;
    /// assert_eq!(network.parameter_count(), (2 * 4 + 4) + (4 + 1)); // 2 inputs, 4 hidden units, 1 output
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn parameter_count(&self) -> usize {
        self.layers.last().map_or(0, |layer| layer.biases().end)
    }

    /// First parameters, with weights drawn from `random`.
    ///
    /// ```
    /// # let hidden = vec![gradual::HiddenLayer::Dense { units: 4, activation: gradual::Activation::Tanh }];
    /// # let (input, loss, initial) = (gradual::Shape::Units(2), gradual::Loss::CrossEntropy, gradual::Initial::Glorot);
    /// # let architecture = gradual::Architecture { input, hidden, outputs: 1, loss, initial };
    /// # let network = gradual::Network::new(&architecture)?;
    /// use gradual::{Initial, Random};
    ///
    /// let first = network.first_parameters(Initial::He, &mut Random::new(1));
    /// assert_eq!(first, network.first_parameters(Initial::He, &mut Random::new(1)));
    /// assert_eq!(first[8..12], [0.0; 4]); // biases begin at zero
    /// # Ok::<(), gradual::Error>(())
    /// ```
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
    ///
    /// ```
    /// # let hidden = vec![gradual::HiddenLayer::Dense { units: 4, activation: gradual::Activation::Tanh }];
    /// # let (input, loss, initial) = (gradual::Shape::Units(2), gradual::Loss::CrossEntropy, gradual::Initial::Glorot);
    /// # let architecture = gradual::Architecture { input, hidden, outputs: 1, loss, initial };
    /// # let network = gradual::Network::new(&architecture)?;
    /// let [hidden, output] = network.layers() else { panic!("two layers") };
    /// assert_eq!((hidden.inputs(), hidden.outputs(), output.outputs()), (2, 4, 1));
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn layers(&self) -> &[Layer] {
        &self.layers
    }

    /// The layers as they run.
    pub(super) fn fused(&self) -> &[Layer] {
        &self.fused
    }

    /// What it is trained to minimise.
    ///
    /// ```
    /// # let hidden = vec![gradual::HiddenLayer::Dense { units: 4, activation: gradual::Activation::Tanh }];
    /// # let (input, loss, initial) = (gradual::Shape::Units(2), gradual::Loss::CrossEntropy, gradual::Initial::Glorot);
    /// # let architecture = gradual::Architecture { input, hidden, outputs: 1, loss, initial };
    /// # let network = gradual::Network::new(&architecture)?;
    /// assert_eq!(network.loss(), gradual::Loss::CrossEntropy);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn loss(&self) -> Loss {
        self.loss
    }

    /// Values of one example that come in.
    ///
    /// ```
    /// # let hidden = vec![gradual::HiddenLayer::Dense { units: 4, activation: gradual::Activation::Tanh }];
    /// # let (input, loss, initial) = (gradual::Shape::Units(2), gradual::Loss::CrossEntropy, gradual::Initial::Glorot);
    /// # let architecture = gradual::Architecture { input, hidden, outputs: 1, loss, initial };
    /// # let network = gradual::Network::new(&architecture)?;
    /// assert_eq!((network.inputs(), network.outputs()), (2, 1));
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn inputs(&self) -> usize {
        self.layers[0].inputs()
    }

    /// Values of one example that come out.
    ///
    /// ```
    /// # let hidden = vec![gradual::HiddenLayer::Dense { units: 4, activation: gradual::Activation::Tanh }];
    /// # let (input, loss, initial) = (gradual::Shape::Units(2), gradual::Loss::CrossEntropy, gradual::Initial::Glorot);
    /// # let architecture = gradual::Architecture { input, hidden, outputs: 1, loss, initial };
    /// # let network = gradual::Network::new(&architecture)?;
    /// assert_eq!((network.inputs(), network.outputs()), (2, 1));
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn outputs(&self) -> usize {
        self.layers[self.layers.len() - 1].outputs()
    }

    /// The most examples that may go through at once.
    ///
    /// ```
    /// # let hidden = vec![gradual::HiddenLayer::Dense { units: 4, activation: gradual::Activation::Tanh }];
    /// # let (input, loss, initial) = (gradual::Shape::Units(2), gradual::Loss::CrossEntropy, gradual::Initial::Glorot);
    /// # let architecture = gradual::Architecture { input, hidden, outputs: 1, loss, initial };
    /// # let network = gradual::Network::new(&architecture)?;
    /// use gradual::{Input, Workspace};
    ///
    /// let (many, mut workspace) = (vec![0.5; 2 * 1000], Workspace::new(&network));
    /// let parameters = vec![0.0; network.parameter_count()];
    /// let mut y = Vec::new();
    /// for x in many.chunks(network.chunk() * network.inputs()) {
    ///     y.extend_from_slice(network.with(&parameters).predict(Input::Rows(x), &mut workspace));
    /// }
    /// assert_eq!(y.len(), 1000);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn chunk(&self) -> usize {
        self.chunk
    }

    /// Whether the network can read lists of non-zeros, and has so many inputs that this pays.
    ///
    /// ```
    /// # let hidden = vec![gradual::HiddenLayer::Dense { units: 4, activation: gradual::Activation::Tanh }];
    /// # let (input, loss, initial) = (gradual::Shape::Units(2), gradual::Loss::CrossEntropy, gradual::Initial::Glorot);
    /// # let architecture = gradual::Architecture { input, hidden, outputs: 1, loss, initial };
    /// # let network = gradual::Network::new(&architecture)?;
    /// assert!(!network.reads_non_zeros()); // two inputs are too few
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn reads_non_zeros(&self) -> bool {
        matches!(self.layers[0], Layer::Dense(_)) && self.inputs() >= MANY_INPUTS
    }

    /// Whether training draws random numbers, for dropout.
    ///
    /// ```
    /// # let hidden = vec![gradual::HiddenLayer::Dense { units: 4, activation: gradual::Activation::Tanh }];
    /// # let (input, loss, initial) = (gradual::Shape::Units(2), gradual::Loss::CrossEntropy, gradual::Initial::Glorot);
    /// # let architecture = gradual::Architecture { input, hidden, outputs: 1, loss, initial };
    /// use gradual::{Architecture, HiddenLayer, Network};
    ///
    /// let hidden = vec![HiddenLayer::Dropout { rate: 0.5 }];
    /// assert!(Network::new(&Architecture { hidden, ..architecture.clone() })?.draws());
    /// assert!(!Network::new(&architecture)?.draws());
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn draws(&self) -> bool {
        let is_dropout = |layer: &Layer| matches!(layer, Layer::Dropout(_));
        self.layers.iter().any(is_dropout)
    }
}
