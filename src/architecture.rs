//! The shape of a network: what must be known before it has weights.

use serde::{Deserialize, Serialize};

mod written;

use written::Written;

use crate::error::{Error, Result, in_range, in_range_single};
use crate::pieces::activation::Activation;
use crate::pieces::convolution::Convolution;
use crate::pieces::dense::Dense;
use crate::pieces::dropout::Dropout;
use crate::pieces::features::{Feature, Features};
use crate::pieces::fuse::fuse;
use crate::pieces::initial::Initial;
use crate::pieces::layer::Layer;
use crate::pieces::loss::Loss;
use crate::pieces::pooling::{Kind, Pooling};
use crate::pieces::shape::{Picture, Shape};

/// The most units or channels of a layer.
pub const MOST_UNITS: usize = 4096;

/// The longest side of a window and the widest border, in pixels.
const MOST_PIXELS: usize = 64;

/// What a network may take in memory: a phone's browser gives a page about so much.
const MOST_MEGABYTES: u64 = 1000;

/// The most hidden layers.
const MOST_LAYERS: usize = 100;

/// More values than this after one layer fit nowhere, so that no size is multiplied further.
const MOST_VALUES: u64 = 1 << 24;

/// Values that a batch may leave behind in the layers.
const VALUES: u64 = 60_000;

/// Workspaces at a time: of training and of scoring.
const WORKSPACES: u64 = 2;

/// Copies of the parameters that training keeps: the network and its gradient, the first weights, the last good ones, those
/// being scored, and twice two moments for Adam.
const COPIES: u64 = 9;

/// A layer before the output layer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "page", derive(tsify::Tsify))]
#[serde(tag = "kind", rename_all = "kebab-case", try_from = "Written")]
pub enum HiddenLayer {
    /// Functions of a point in place of the point itself: the first layer, or the second behind a dense one, every two units of
    /// which are a point.
    Features {
        /// The functions, one output unit each for every point.
        features: Vec<Feature>,
    },
    /// Every unit reads all that comes in; pictures are read row by row.
    Dense {
        /// 1 to 4,096.
        units: usize,
        /// Applied to every unit's total input.
        activation: Activation,
    },
    /// Filters of `kernel` × `kernel` pixels slide over a picture.
    Convolution {
        /// How many filters there are: 1 to 4,096.
        channels: usize,
        /// Side of a filter in pixels, 1 to 64.
        kernel: usize,
        /// Pixels from one place of the filter to the next.
        stride: usize,
        /// Width of the border of zeros around the picture.
        padding: usize,
        /// Applied to every total input of the output picture.
        activation: Activation,
    },
    /// The largest value of each window of `size` × `size` pixels.
    MaxPool {
        /// Side of a window in pixels, 1 to 64.
        size: usize,
        /// Pixels from one window to the next, 1 to 64.
        stride: usize,
    },
    /// The mean of each window of `size` × `size` pixels.
    AveragePool {
        /// Side of a window in pixels, 1 to 64.
        size: usize,
        /// Pixels from one window to the next, 1 to 64.
        stride: usize,
    },
    /// A picture becomes a list of units, row by row.
    Flatten,
    /// While training, drops each value with the probability `rate`, 0 to 0.95.
    Dropout {
        /// Probability that a value is set to zero.
        rate: f32,
    },
}

/// Layers, loss and first weights.
///
/// ```
/// use gradual::{Activation, Architecture, HiddenLayer, Initial, Loss, Network, Shape};
///
/// let architecture = Architecture {
///     input: Shape::Units(2),
///     hidden: vec![HiddenLayer::Dense { units: 4, activation: Activation::Tanh }],
///     outputs: 1,
///     loss: Loss::CrossEntropy,
///     initial: Initial::Glorot,
/// };
/// assert_eq!(Network::new(&architecture)?.parameter_count(), (2 * 4 + 4) + (4 + 1));
/// # Ok::<(), gradual::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Architecture {
    /// The shape of one example.
    pub input: Shape,
    /// None makes a logistic unit, or one for each class.
    pub hidden: Vec<HiddenLayer>,
    /// Units of the output layer: 1 for two classes or a value, else one for each class.
    pub outputs: usize,
    /// What training minimises; it also fixes what the outputs make of the total inputs.
    pub loss: Loss,
    /// How the first weights are drawn.
    pub initial: Initial,
}

impl Architecture {
    /// The layers, the output layer last, each knowing where its parameters stand. Sizes that don't meet, and networks too
    /// large for memory, are errors that name the layer.
    ///
    /// ```
    /// # let hidden = vec![gradual::HiddenLayer::Dense { units: 4, activation: gradual::Activation::Tanh }];
    /// # let (input, loss, initial) = (gradual::Shape::Units(2), gradual::Loss::CrossEntropy, gradual::Initial::Glorot);
    /// # let architecture = gradual::Architecture { input, hidden, outputs: 1, loss, initial };
    /// let layers = architecture.layers()?; // 2 inputs, 4 hidden units, 1 output
    /// assert_eq!((layers[0].weights(), layers[0].biases()), (0..8, 8..12));
    /// assert_eq!(layers[1].weights(), 12..16);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    ///
    /// # Panics
    ///
    /// May panic where the sides of the input picture are so long that its values can't be counted.
    pub fn layers(&self) -> Result<Vec<Layer>> {
        if self.input.is_empty() {
            let what = "The list of inputs".into();
            return Err(Error::Empty { what });
        }
        let output = HiddenLayer::Dense {
            units: self.outputs,
            activation: Activation::Identity,
        };
        in_range(
            "The number of hidden layers",
            self.hidden.len() as f64,
            0.0,
            MOST_LAYERS as f64,
        )?;
        let (mut layers, mut shape) = (Vec::with_capacity(self.hidden.len() + 1), self.input);
        for (number, layer) in self.hidden.iter().chain([&output]).enumerate() {
            if let HiddenLayer::Features { features } = layer {
                check_features(features, &layers, shape)?;
            }
            let layer = layer.build(number + 1, shape)?;
            shape = layer.output();
            layers.push(layer);
            if shape.values() > MOST_VALUES {
                check_memory(&layers)?;
            }
        }
        check_memory(&layers)?;
        let mut start = 0;
        for layer in &mut layers {
            layer.place(start);
            start = start.max(layer.biases().end);
        }
        Ok(layers)
    }
}

/// ```
/// use gradual::{Activation, Architecture, HiddenLayer, Initial, Loss, Picture, Shape};
///
/// let activation = Activation::Relu;
/// let hidden = vec![
///     HiddenLayer::Convolution { channels: 8, kernel: 5, stride: 1, padding: 0, activation },
///     HiddenLayer::MaxPool { size: 2, stride: 2 },
///     HiddenLayer::Dense { units: 64, activation },
/// ];
/// let input = Shape::Picture(Picture { height: 28, width: 28, channels: 1 });
/// let (loss, initial) = (Loss::CrossEntropy, Initial::He);
/// let layers = Architecture { input, hidden, outputs: 10, loss, initial }.layers()?;
/// assert_eq!(layers[1].output().to_string(), "12 × 12 × 8");
/// # Ok::<(), gradual::Error>(())
/// ```
impl HiddenLayer {
    /// This layer on values of the shape `input`, its parameters at the front.
    fn build(&self, number: usize, input: Shape) -> Result<Layer> {
        let name = format!("layer {number} ({})", self.name());
        let check = |what: &str, value: usize, low: usize, high: usize| {
            let what = format!("The {what} of {name}");
            in_range(&what, value as f64, low as f64, high as f64)
        };
        Ok(match self.clone() {
            Self::Features { features } => Layer::Features(Features {
                points: input.len() / 2,
                features,
            }),
            Self::Dense { units, activation } => {
                check("number of units", units, 1, MOST_UNITS)?;
                activation.validate(&name)?;
                let inputs = input.len();
                Layer::Dense(Dense {
                    inputs,
                    outputs: units,
                    activation,
                    start: 0,
                })
            }
            Self::Convolution {
                channels,
                kernel,
                stride,
                padding,
                activation,
            } => {
                check("number of channels", channels, 1, MOST_UNITS)?;
                check("padding", padding, 0, MOST_PIXELS)?;
                activation.validate(&name)?;
                let input = picture(&name, input)?;
                let (height, width) = windows(&name, input.padded(padding), kernel, stride)?;
                let output = Picture {
                    height,
                    width,
                    channels,
                };
                Layer::Convolution(Convolution {
                    input,
                    output,
                    kernel,
                    stride,
                    padding,
                    activation,
                    start: 0,
                })
            }
            Self::MaxPool { size, stride } => pooling(&name, Kind::Max, input, size, stride)?,
            Self::AveragePool { size, stride } => {
                pooling(&name, Kind::Average, input, size, stride)?
            }
            Self::Flatten => Layer::Flatten(input.len()),
            Self::Dropout { rate } => {
                in_range_single(&format!("The rate of {name}"), rate, 0.0, 0.95)?;
                Layer::Dropout(Dropout { shape: input, rate })
            }
        })
    }

    /// What it is, in a few words.
    ///
    /// ```
    /// use gradual::HiddenLayer;
    ///
    /// assert_eq!(HiddenLayer::MaxPool { size: 2, stride: 2 }.name(), "max-pool of 2 × 2");
    /// ```
    pub fn name(&self) -> String {
        match self {
            Self::Features { .. } => "features".into(),
            Self::Dense { units, .. } => format!("{units} dense units"),
            Self::Convolution {
                kernel, channels, ..
            } => {
                format!("{channels} filters of {kernel} × {kernel}")
            }
            Self::MaxPool { size, .. } => format!("max-pool of {size} × {size}"),
            Self::AveragePool { size, .. } => format!("average-pool of {size} × {size}"),
            Self::Flatten => "flatten".into(),
            Self::Dropout { .. } => "dropout".into(),
        }
    }
}

/// Whether what comes in is points: the input, or a first dense layer's units.
fn check_features(features: &[Feature], before: &[Layer], input: Shape) -> Result<()> {
    let number = before.len() + 1;
    let refuse = |problem| {
        let name = format!("layer {number} (features)");
        Err(Error::Layer { name, problem })
    };
    let are_points = match (before, input) {
        ([], Shape::Units(units)) => units == 2,
        ([Layer::Dense(_)], Shape::Units(units)) => units.is_multiple_of(2),
        _ => false,
    };
    if !are_points {
        return refuse(format!(
            "it takes points of 2 values before all other layers, but it is layer {number} and is given {input}"
        ));
    }
    if features.is_empty() {
        return refuse("it needs at least one feature".into());
    }
    Ok(())
}

fn pooling(name: &str, kind: Kind, input: Shape, size: usize, stride: usize) -> Result<Layer> {
    let input = picture(name, input)?;
    let (height, width) = windows(name, input, size, stride)?;
    let output = Picture {
        height,
        width,
        channels: input.channels,
    };
    Ok(Layer::Pooling(Pooling {
        kind,
        input,
        output,
        size,
        stride,
    }))
}

/// What comes in, as a picture.
fn picture(name: &str, input: Shape) -> Result<Picture> {
    match input {
        Shape::Picture(picture) => Ok(picture),
        Shape::Units(_) => Err(Error::Layer {
            name: name.into(),
            problem: format!("it needs a picture of height × width × channels, but gets {input}"),
        }),
    }
}

/// How many places a window has on a picture.
fn windows(name: &str, picture: Picture, size: usize, stride: usize) -> Result<(usize, usize)> {
    let most = MOST_PIXELS as f64;
    in_range(
        &format!("The window's side in {name}"),
        size as f64,
        1.0,
        most,
    )?;
    in_range(&format!("The stride of {name}"), stride as f64, 1.0, most)?;
    picture.windows(size, stride).ok_or_else(|| Error::Layer {
        name: name.into(),
        problem: format!("its window of {size} × {size} pixels is larger than the picture it gets, {picture} with its border"),
    })
}

/// Refuses what would not fit, before anything is allocated.
fn check_memory(layers: &[Layer]) -> Result<()> {
    let parameters: u64 = layers.iter().map(Layer::parameter_count).sum();
    let values: u64 = layers.iter().map(Layer::buffer_values).sum();
    let borders: u64 = layers.iter().map(Layer::padded_values).sum();
    let chunk = chunk(&fuse(layers)) as u64;
    check_values(COPIES * parameters + WORKSPACES * (chunk * values + 2 * borders))
}

/// Refuses so many numbers of four bytes where they would not fit.
pub(crate) fn check_values(values: u64) -> Result<()> {
    let megabytes = (4 * values).div_ceil(1_000_000);
    if megabytes > MOST_MEGABYTES {
        return Err(Error::TooLarge {
            megabytes,
            most: MOST_MEGABYTES,
        });
    }
    Ok(())
}

/// How many examples go through the layers, as they run, at once: a power of two from 8 to 256, such that what all layers
/// leave behind takes about 200 KB and stays in the second-nearest cache. Larger batches are added up in pieces of this size;
/// for 784 dense inputs that makes the weights' gradient 1.4 times as fast.
///
/// ```
/// # let hidden = vec![gradual::HiddenLayer::Dense { units: 4, activation: gradual::Activation::Tanh }];
/// # let (input, loss, initial) = (gradual::Shape::Units(2), gradual::Loss::CrossEntropy, gradual::Initial::Glorot);
/// # let architecture = gradual::Architecture { input, hidden, outputs: 1, loss, initial };
/// use gradual::architecture::chunk;
///
/// assert_eq!(chunk(&architecture.layers()?), 256); // a small network takes many examples at once
/// # Ok::<(), gradual::Error>(())
/// ```
pub fn chunk(layers: &[Layer]) -> usize {
    let inputs = layers.first().map_or(0, Layer::inputs) as u64;
    let values: u64 = layers.iter().map(|layer| layer.output().values()).sum();
    let fits = (VALUES / (inputs + values).max(1)).clamp(8, 256);
    1 << fits.ilog2()
}

#[cfg(test)]
mod tests {
    use super::*;

    const DIGIT: Shape = Shape::Picture(Picture {
        height: 28,
        width: 28,
        channels: 1,
    });

    fn convolution(channels: usize, kernel: usize) -> HiddenLayer {
        HiddenLayer::Convolution {
            channels,
            kernel,
            stride: 1,
            padding: 0,
            activation: Activation::Relu,
        }
    }

    fn dense(units: usize) -> HiddenLayer {
        HiddenLayer::Dense {
            units,
            activation: Activation::Relu,
        }
    }

    fn layers(hidden: &[HiddenLayer]) -> Result<Vec<Layer>> {
        let (loss, initial) = (Loss::CrossEntropy, Initial::He);
        Architecture {
            input: DIGIT,
            hidden: hidden.to_vec(),
            outputs: 10,
            loss,
            initial,
        }
        .layers()
    }

    fn refusal(hidden: &[HiddenLayer]) -> String {
        layers(hidden).unwrap_err().to_string()
    }

    #[test]
    fn parameters_stand_one_after_the_other() {
        let layers = layers(&[
            convolution(8, 5),
            HiddenLayer::MaxPool { size: 2, stride: 2 },
            HiddenLayer::Flatten,
        ])
        .unwrap();
        assert_eq!(
            (layers[0].weights(), layers[0].biases()),
            (0..200, 200..208)
        );
        assert_eq!(layers[3].weights(), 208..208 + 12 * 12 * 8 * 10);
    }

    #[test]
    fn sizes_that_do_not_meet_name_the_layer_and_both_shapes() {
        let small = HiddenLayer::MaxPool { size: 4, stride: 4 };
        assert_eq!(
            refusal(&[small.clone(), small.clone(), convolution(4, 5)]),
            "Layer 3 (4 filters of 5 × 5) does not fit: its window of 5 × 5 pixels is larger than the picture it gets, \
             1 × 1 × 1 with its border."
        );
        assert_eq!(
            refusal(&[dense(32), small]),
            "Layer 2 (max-pool of 4 × 4) does not fit: it needs a picture of height × width × channels, but gets 32 values."
        );
        assert!(
            refusal(&[HiddenLayer::MaxPool { size: 2, stride: 0 }]).contains("stride of layer 1")
        );
        let features = vec![Feature::X1];
        assert_eq!(
            refusal(&[HiddenLayer::Features { features }]),
            "Layer 1 (features) does not fit: it takes points of 2 values before all other layers, but it is layer 1 and is \
             given 28 × 28 × 1."
        );
        assert!(refusal(&[dense(0)]).contains("from 1 to 4096, but it is 0"));
        assert!(refusal(&[HiddenLayer::Dropout { rate: 1.0 }]).contains("from 0 to 0.95"));
    }

    #[test]
    fn what_does_not_fit_into_memory_is_refused_with_its_size() {
        let said = refusal(&vec![dense(4096); 5]);
        assert!(
            said.contains("2537 MB") && said.contains("1000 MB"),
            "{said}"
        );
    }

    #[test]
    fn sizes_beyond_32_bits_are_counted_in_full() {
        // 1,024 filters read 64 × 64 pixels of 1,024 channels: 2³² weights, which 32 bits take for none.
        let large = Shape::Picture(Picture {
            height: 64,
            width: 64,
            channels: 1,
        });
        let architecture = Architecture {
            input: large,
            hidden: vec![convolution(1024, 1), convolution(1024, 64)],
            outputs: 10,
            loss: Loss::CrossEntropy,
            initial: Initial::He,
        };
        let layers = [convolution(1024, 1), convolution(1024, 64)];
        let second = layers[1].build(2, layers[0].build(1, large).unwrap().output());
        assert_eq!(second.unwrap().parameter_count(), (1 << 32) + 1024);
        let refusal = architecture.layers().unwrap_err().to_string();
        assert!(refusal.contains("155224 MB"), "{refusal}");
    }

    #[test]
    fn pictures_that_grow_from_layer_to_layer_are_refused_in_time() {
        let widening = HiddenLayer::Convolution {
            channels: 4096,
            kernel: 1,
            stride: 1,
            padding: 64,
            activation: Activation::Relu,
        };
        assert!(refusal(&vec![widening; 100]).contains("and at most 1000 MB can be given"));
        assert_eq!(
            refusal(&vec![HiddenLayer::Flatten; 101]),
            "The number of hidden layers must be a number from 0 to 100, but it is 101."
        );
    }

    #[test]
    fn borders_count_before_they_are_made() {
        let wide = HiddenLayer::Convolution {
            channels: 1,
            kernel: 64,
            stride: 64,
            padding: 64,
            activation: Activation::Relu,
        };
        assert!(layers(std::slice::from_ref(&wide)).is_ok());
        assert!(refusal(&[convolution(2048, 1), wide]).contains("MB to train"));
    }

    #[test]
    fn an_elu_must_rise() {
        let elu = |a| HiddenLayer::Dense {
            units: 4,
            activation: Activation::Elu(a),
        };
        for a in [-1.0, -1e-9, f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
            assert!(refusal(&[elu(a)]).contains("The a of ELU in layer 1 (4 dense units)"));
        }
        for a in [0.0, 1.0, 1e6] {
            assert!(layers(&[elu(a)]).is_ok());
        }
        let falling = HiddenLayer::Convolution {
            channels: 2,
            kernel: 3,
            stride: 1,
            padding: 0,
            activation: Activation::Elu(-0.5),
        };
        assert_eq!(
            refusal(&[falling]),
            "The a of ELU in layer 1 (2 filters of 3 × 3) must be a number from 0 to 1000000, but it is -0.5."
        );
    }

    #[test]
    fn unknown_layers_and_options_are_named_with_the_choices() {
        let error = |json: &str| {
            serde_json::from_str::<HiddenLayer>(json)
                .unwrap_err()
                .to_string()
        };
        let unknown = error(r#"{"kind":"convolutoin","units":3}"#);
        assert!(
            unknown.contains("`convolutoin`") && unknown.contains("`convolution`"),
            "{unknown}"
        );
        let option = error(r#"{"kind":"max-pool","size":2,"stride":2,"side":3}"#);
        assert!(
            option.contains("`side`") && option.contains("`stride`"),
            "{option}"
        );
    }
}
