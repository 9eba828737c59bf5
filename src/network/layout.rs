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
///
/// ```
/// # let hidden = vec![gradual::HiddenLayer::Dense { units: 4, activation: gradual::Activation::Tanh }];
/// # let (input, loss, initial) = (gradual::Shape::Units(2), gradual::Loss::CrossEntropy, gradual::Initial::Glorot);
/// # let architecture = gradual::Architecture { input, hidden, outputs: 1, loss, initial };
/// # let network = gradual::Network::new(&architecture)?;
/// use gradual::Activation;
/// use gradual::network::layout::{Step, steps};
///
/// let steps = steps(&network); // as torch.nn.Sequential would have them
/// assert!(matches!(steps[0], Step::Linear(..)));
/// assert!(matches!(steps[1], Step::Activation(Activation::Tanh)));
/// assert!(matches!(steps[2], Step::Linear(..)));
/// # Ok::<(), gradual::Error>(())
/// ```
#[derive(Clone, Debug)]
pub enum Step {
    /// Functions of a point, every two values, in place of the point itself.
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
///
/// ```
/// # let hidden = vec![gradual::HiddenLayer::Dense { units: 4, activation: gradual::Activation::Tanh }];
/// # let (input, loss, initial) = (gradual::Shape::Units(2), gradual::Loss::CrossEntropy, gradual::Initial::Glorot);
/// # let architecture = gradual::Architecture { input, hidden, outputs: 1, loss, initial };
/// # let network = gradual::Network::new(&architecture)?;
/// use gradual::network::layout::steps;
///
/// let steps = steps(&network);
/// let laid = steps[0].laid().expect("a dense layer has weights");
/// assert_eq!(laid.shape, [4, 2]); // [outputs, inputs], where here it is [inputs, outputs]
/// let parameters: Vec<f32> = (0..17).map(|i| i as f32).collect();
/// assert_eq!(laid.weights(&parameters), [0.0, 4.0, 1.0, 5.0, 2.0, 6.0, 3.0, 7.0]);
/// # Ok::<(), gradual::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Laid {
    /// Of the weights: `[outputs, inputs]` or `[channels, input channels, kernel, kernel]`.
    pub shape: Vec<usize>,
    places: Vec<usize>,
    biases: Range<usize>,
}

/// Weights and biases in the order of other tools, with the names that they have in a file.
///
/// ```
/// # let (input, loss, initial) = (gradual::Shape::Units(2), gradual::Loss::CrossEntropy, gradual::Initial::Zero);
/// # let architecture = gradual::Architecture { input, hidden: Vec::new(), outputs: 1, loss, initial };
/// # let unit = gradual::Network::new(&architecture)?;
/// use gradual::network::layout::{Brought, Carried};
///
/// let (name, shape) = ("fc.weight".into(), vec![1, 2]);
/// let layer = Brought { name, shape, weights: vec![2.0, -1.0], biases: Vec::new() }; // its bias is 0
/// let carried = Carried { hidden: Vec::new(), is_linear: None, layers: vec![layer] };
/// assert_eq!(carried.placed(&unit)?, [2.0, -1.0, 0.0]);
/// # Ok::<(), gradual::Error>(())
/// ```
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
///
/// ```
/// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
/// # let recipe = gradual::Recipe::new(gradual::Source::Set(points), vec![gradual::ModelConfig::default()], 1);
/// # let mut race = gradual::Race::from_recipe(&recipe)?;
/// use gradual::network::layout::{Brought, Carried};
///
/// let (name, shape) = ("fc.weight".into(), vec![1, 2]);
/// let layer = Brought { name, shape, weights: vec![2.0, -1.0], biases: vec![0.5] };
/// let carried = Carried { hidden: Vec::new(), is_linear: Some(false), layers: vec![layer] };
/// race.take_network(0, &carried)?; // weights from anywhere, to train on from
/// assert_eq!(race.contenders()[0].trainer.parameters(), [2.0, -1.0, 0.5]);
/// # Ok::<(), gradual::Error>(())
/// ```
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
    ///
    /// ```
    /// # let hidden = vec![gradual::HiddenLayer::Dense { units: 4, activation: gradual::Activation::Tanh }];
    /// # let (input, loss, initial) = (gradual::Shape::Units(2), gradual::Loss::CrossEntropy, gradual::Initial::Glorot);
    /// # let architecture = gradual::Architecture { input, hidden, outputs: 1, loss, initial };
    /// # let network = gradual::Network::new(&architecture)?;
    /// let steps = gradual::network::layout::steps(&network);
    /// let have: Vec<bool> = steps.iter().map(|step| step.laid().is_some()).collect();
    /// assert_eq!(have, [true, false, true]); // not the activation
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn laid(&self) -> Option<&Laid> {
        match self {
            Self::Linear(_, laid) | Self::Convolution(_, laid) => Some(laid),
            _ => None,
        }
    }
}

impl Carried {
    /// All parameters of a network from what was brought for each of its layers that has any.
    ///
    /// ```
    /// # let (input, loss, initial) = (gradual::Shape::Units(2), gradual::Loss::CrossEntropy, gradual::Initial::Zero);
    /// # let architecture = gradual::Architecture { input, hidden: Vec::new(), outputs: 1, loss, initial };
    /// # let unit = gradual::Network::new(&architecture)?;
    /// use gradual::network::layout::{Brought, Carried};
    ///
    /// let (name, shape) = ("fc.weight".into(), vec![1, 3]);
    /// let layer = Brought { name, shape, weights: vec![0.0; 3], biases: vec![0.0] };
    /// let carried = Carried { hidden: Vec::new(), is_linear: None, layers: vec![layer] };
    /// let refused = carried.placed(&unit).unwrap_err().to_string();
    /// assert!(refused.contains("fc.weight is 1 × 3, and 1 × 2 is needed there"));
    /// # Ok::<(), gradual::Error>(())
    /// ```
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
    /// ```
    /// # let hidden = vec![gradual::HiddenLayer::Dense { units: 4, activation: gradual::Activation::Tanh }];
    /// # let (input, loss, initial) = (gradual::Shape::Units(2), gradual::Loss::CrossEntropy, gradual::Initial::Glorot);
    /// # let architecture = gradual::Architecture { input, hidden, outputs: 1, loss, initial };
    /// # let network = gradual::Network::new(&architecture)?;
    /// let parameters: Vec<f32> = (0..17).map(|i| i as f32).collect();
    /// let steps = gradual::network::layout::steps(&network);
    /// let [first, last] = [&steps[0], &steps[2]].map(|step| step.laid().unwrap());
    /// assert_eq!(first.weights(&parameters)[..2], [0.0, 4.0]); // those of the first hidden unit
    /// assert_eq!(last.weights(&parameters), [12.0, 13.0, 14.0, 15.0]);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    ///
    /// # Panics
    ///
    /// Panics where `parameters` end before those of the step.
    pub fn weights(&self, parameters: &[f32]) -> Vec<f32> {
        self.places.iter().map(|&place| parameters[place]).collect()
    }

    /// The biases, one for each output or channel.
    ///
    /// ```
    /// # let hidden = vec![gradual::HiddenLayer::Dense { units: 4, activation: gradual::Activation::Tanh }];
    /// # let (input, loss, initial) = (gradual::Shape::Units(2), gradual::Loss::CrossEntropy, gradual::Initial::Glorot);
    /// # let architecture = gradual::Architecture { input, hidden, outputs: 1, loss, initial };
    /// # let network = gradual::Network::new(&architecture)?;
    /// let parameters: Vec<f32> = (0..17).map(|i| i as f32).collect();
    /// let steps = gradual::network::layout::steps(&network);
    /// assert_eq!(steps[0].laid().unwrap().biases(&parameters), [8.0, 9.0, 10.0, 11.0]);
    /// # Ok::<(), gradual::Error>(())
    /// ```
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
///
/// ```
/// use gradual::network::layout::{Step, steps};
/// use gradual::{Architecture, HiddenLayer, Initial, Loss, Network, Picture, Shape};
///
/// let input = Shape::Picture(Picture { height: 4, width: 4, channels: 1 });
/// let hidden = vec![HiddenLayer::MaxPool { size: 2, stride: 2 }];
/// let (loss, initial) = (Loss::CrossEntropy, Initial::He);
/// let network = Network::new(&Architecture { input, hidden, outputs: 10, loss, initial })?;
/// let steps = steps(&network);
/// assert!(matches!(steps[..], [Step::Pool(_), Step::Flatten, Step::Linear(..)]));
/// # Ok::<(), gradual::Error>(())
/// ```
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
///
/// ```
/// # let hidden = vec![gradual::HiddenLayer::Dense { units: 4, activation: gradual::Activation::Tanh }];
/// # let (input, loss, initial) = (gradual::Shape::Units(2), gradual::Loss::CrossEntropy, gradual::Initial::Glorot);
/// # let architecture = gradual::Architecture { input, hidden, outputs: 1, loss, initial };
/// # let network = gradual::Network::new(&architecture)?;
/// assert_eq!(gradual::network::layout::input(&network), gradual::Shape::Units(2));
/// # Ok::<(), gradual::Error>(())
/// ```
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
///
/// ```
/// assert_eq!(gradual::network::layout::by(&[8, 1, 5, 5]), "8 × 1 × 5 × 5");
/// ```
pub fn by(shape: &[usize]) -> String {
    let sides: Vec<String> = shape.iter().map(usize::to_string).collect();
    sides.join(" × ")
}

pub(crate) fn refused(problem: String) -> Error {
    Error::Weights { problem }
}
