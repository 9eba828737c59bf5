//! The weights of a network as a small file, so that a page can offer a network that has learned already.
//!
//! | bytes | what |
//! | --- | --- |
//! | 8 | the word `gradual` and the format's version, 1 |
//! | 4 | n, the length of the next part |
//! | n | the network in words, as in [`in_words`]: weights fit a network of the same words |
//! | 4 + weights + 4 · biases | for each layer with weights: a scale s; a byte q for each weight, which is s q; the biases |
//! | 4 | the checksum of all before it (FNV-1a) |
//!
//! Numbers are little-endian: `u32` lengths and sums, `f32` scales and biases, and bytes from −127 to 127, in the order in
//! which they stand in the network. s is a 127th of the layer's largest weight, so that a weight is off by at most s / 2.
//! Older files only count the functions of a point that a network reads, and say "elu" whatever its a is.

use std::ops::Range;

use crate::checksum::fnv1a;
use crate::error::{Error, Result};
use crate::network::{Model, Network};
use crate::pieces::activation::Activation;
use crate::pieces::layer::Layer;

const MAGIC: &[u8] = b"gradual\x01";

/// Bytes of a number.
const NUMBER: usize = 4;

/// The largest byte of a weight.
const LARGEST: f32 = 127.0;

/// The file of a network's weights.
///
/// ```
/// # let hidden = vec![gradual::HiddenLayer::Dense { units: 4, activation: gradual::Activation::Tanh }];
/// # let (input, loss, initial) = (gradual::Shape::Units(2), gradual::Loss::CrossEntropy, gradual::Initial::Glorot);
/// # let architecture = gradual::Architecture { input, hidden, outputs: 1, loss, initial };
/// # let network = gradual::Network::new(&architecture)?;
/// use gradual::{Random, weights};
///
/// let parameters = Random::new(1).normals(network.parameter_count());
/// let file = weights::write(network.with(&parameters)); // a byte for each weight
/// let read = weights::read(&file, &network, "Reader")?;
/// assert!(read.iter().zip(&parameters).all(|(read, p)| (read - p).abs() < 0.02));
/// # Ok::<(), gradual::Error>(())
/// ```
pub fn write(model: Model) -> Vec<u8> {
    let words = in_words(&model);
    let mut bytes = MAGIC.to_vec();
    bytes.extend((words.len() as u32).to_le_bytes());
    bytes.extend(words.as_bytes());
    for (weights, biases) in stretches(&model) {
        let weights = &model.parameters[weights];
        let largest = weights.iter().fold(0.0_f32, |most, w| most.max(w.abs()));
        let scale = if largest > 0.0 {
            largest / LARGEST
        } else {
            1.0
        };
        bytes.extend(scale.to_le_bytes());
        bytes.extend(weights.iter().map(|w| libm::roundf(w / scale) as i8 as u8));
        bytes.extend(
            model.parameters[biases]
                .iter()
                .flat_map(|b| b.to_le_bytes()),
        );
    }
    bytes.extend(fnv1a(&bytes).to_le_bytes());
    bytes
}

/// The parameters that a file holds for `network`, which an error calls `name`.
///
/// ```
/// # let hidden = vec![gradual::HiddenLayer::Dense { units: 4, activation: gradual::Activation::Tanh }];
/// # let (input, loss, initial) = (gradual::Shape::Units(2), gradual::Loss::CrossEntropy, gradual::Initial::Glorot);
/// # let architecture = gradual::Architecture { input, hidden, outputs: 1, loss, initial };
/// # let network = gradual::Network::new(&architecture)?;
/// # let (input, loss, initial) = (gradual::Shape::Units(2), gradual::Loss::CrossEntropy, gradual::Initial::Zero);
/// # let architecture = gradual::Architecture { input, hidden: Vec::new(), outputs: 1, loss, initial };
/// # let unit = gradual::Network::new(&architecture)?;
/// use gradual::weights;
///
/// let file = weights::write(unit.with(&[2.0, -1.0, 0.5]));
/// assert_eq!(weights::read(&file, &unit, "Unit")?.len(), 3);
/// let refused = weights::read(&file, &network, "Reader").unwrap_err().to_string();
/// assert!(refused.contains("they belong to a network of 2 → 1 dense units, sigmoid, but Reader is"));
/// # Ok::<(), gradual::Error>(())
/// ```
pub fn read(bytes: &[u8], network: &Network, name: &str) -> Result<Vec<f32>> {
    let mut rest = Bytes(verified(bytes)?);
    let length = rest.number()?;
    let words = String::from_utf8_lossy(rest.take(u32::from_le_bytes(length) as usize)?);
    check_words(&words, network, name)?;
    let mut parameters = vec![0.0; network.parameter_count()];
    for (weights, biases) in stretches(network) {
        let scale = f32::from_le_bytes(rest.number()?);
        let bytes = rest.take(weights.len())?;
        for (w, &byte) in parameters[weights].iter_mut().zip(bytes) {
            *w = scale * f32::from(byte as i8);
        }
        for b in &mut parameters[biases] {
            *b = f32::from_le_bytes(rest.number()?);
        }
    }
    rest.end(parameters)
}

/// The layers of a network with all that its parameters depend on, such as "28 × 28 × 1 → 128 dense units, relu → 10 dense
/// units, softmax".
///
/// ```
/// # let hidden = vec![gradual::HiddenLayer::Dense { units: 4, activation: gradual::Activation::Tanh }];
/// # let (input, loss, initial) = (gradual::Shape::Units(2), gradual::Loss::CrossEntropy, gradual::Initial::Glorot);
/// # let architecture = gradual::Architecture { input, hidden, outputs: 1, loss, initial };
/// # let network = gradual::Network::new(&architecture)?;
/// assert_eq!(gradual::weights::in_words(&network), "2 → 4 dense units, tanh → 1 dense units, sigmoid");
/// # Ok::<(), gradual::Error>(())
/// ```
pub fn in_words(network: &Network) -> String {
    words(network, Detail::Full)
}

/// How much is said of a layer.
#[derive(Clone, Copy, PartialEq)]
enum Detail {
    Full,
    /// As older files have it.
    Short,
}

fn words(network: &Network, detail: Detail) -> String {
    let layers = network.layers();
    let input = match &layers[0] {
        Layer::Convolution(layer) => layer.input.to_string(),
        layer => layer.inputs().to_string(),
    };
    let output = network.loss().output_name(network.outputs());
    let layers = layers.iter().enumerate().map(|(l, layer)| {
        let own = activation_in_words(layer.activation(), detail);
        let is_last = l + 1 == layers.len();
        layer_in_words(layer, if is_last { output } else { &own }, detail)
    });
    std::iter::once(input)
        .chain(layers)
        .collect::<Vec<_>>()
        .join(" → ")
}

/// Such as "relu"; an ELU whose a is not 1 has it behind its name.
fn activation_in_words(activation: Option<Activation>, detail: Detail) -> String {
    match activation {
        Some(Activation::Elu(a)) if detail == Detail::Full && a != 1.0 => format!("elu {a}"),
        activation => activation.map_or("", Activation::name).into(),
    }
}

fn layer_in_words(layer: &Layer, activation: &str, detail: Detail) -> String {
    match layer {
        Layer::Dense(layer) => format!("{} dense units, {activation}", layer.outputs),
        Layer::Convolution(layer) => format!(
            "{} filters of {} × {} with stride {} and padding {}, {activation}",
            layer.output.channels, layer.kernel, layer.kernel, layer.stride, layer.padding
        ),
        Layer::Pooling(pool) => {
            format!(
                "{} of {} × {} with stride {}",
                layer.kind(),
                pool.size,
                pool.size,
                pool.stride
            )
        }
        Layer::Features(layer) => {
            let names: Vec<&str> = layer.features.iter().map(|f| f.name()).collect();
            match detail {
                Detail::Full => format!("{} features: {}", names.len(), names.join(", ")),
                Detail::Short => format!("{} features", names.len()),
            }
        }
        Layer::Flatten(_) | Layer::Dropout(_) | Layer::ConvolutionPool(_) => layer.kind().into(),
    }
}

/// Where the weights and the biases of each layer that has any stand in the flat vector.
fn stretches(network: &Network) -> impl Iterator<Item = (Range<usize>, Range<usize>)> {
    let layers = network.layers().iter();
    layers
        .map(|layer| (layer.weights(), layer.biases()))
        .filter(|(weights, _)| !weights.is_empty())
}

/// What stands between the magic word and the checksum, if both are right.
fn verified(bytes: &[u8]) -> Result<&[u8]> {
    let Some(rest) = bytes.strip_prefix(MAGIC) else {
        return Err(refused(
            "the file is not one of weights, or of another version".into(),
        ));
    };
    match (rest.split_last_chunk(), bytes.split_last_chunk::<NUMBER>()) {
        (Some((rest, sum)), Some((all, _))) if fnv1a(all).to_le_bytes() == *sum => Ok(rest),
        _ => Err(refused(format!(
            "the file of {} bytes is damaged or incomplete",
            bytes.len()
        ))),
    }
}

fn check_words(words: &str, network: &Network, name: &str) -> Result<()> {
    let wanted = in_words(network);
    if words == wanted || words == self::words(network, Detail::Short) {
        return Ok(());
    }
    Err(refused(format!(
        "they belong to a network of {words}, but {name} is one of {wanted}"
    )))
}

fn refused(problem: String) -> Error {
    Error::Weights { problem }
}

/// What has not been read yet.
struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count).ok_or_else(wrong_length)?;
        self.0 = rest;
        Ok(taken)
    }

    fn number(&mut self) -> Result<[u8; NUMBER]> {
        let (taken, rest) = self.0.split_first_chunk().ok_or_else(wrong_length)?;
        self.0 = rest;
        Ok(*taken)
    }

    /// The parameters, once nothing is left.
    fn end(self, parameters: Vec<f32>) -> Result<Vec<f32>> {
        if self.0.is_empty() && parameters.iter().all(|p| p.is_finite()) {
            return Ok(parameters);
        }
        Err(wrong_length())
    }
}

fn wrong_length() -> Error {
    refused("the file does not hold a finite number for each weight".into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::architecture::{Architecture, HiddenLayer};
    use crate::pieces::features::Feature;
    use crate::pieces::initial::Initial;
    use crate::pieces::loss::Loss;
    use crate::pieces::shape::{Picture, Shape};
    use crate::random::Random;

    fn network(channels: usize) -> Network {
        let picture = Picture {
            height: 6,
            width: 6,
            channels: 1,
        };
        let filters = HiddenLayer::Convolution {
            channels,
            kernel: 3,
            stride: 1,
            padding: 1,
            activation: Activation::Relu,
        };
        let architecture = Architecture {
            input: Shape::Picture(picture),
            hidden: vec![filters, HiddenLayer::MaxPool { size: 2, stride: 2 }],
            outputs: 10,
            loss: Loss::CrossEntropy,
            initial: Initial::He,
        };
        Network::new(&architecture).unwrap()
    }

    fn file(network: &Network) -> Vec<u8> {
        write(network.with(&parameters(network)))
    }

    fn parameters(network: &Network) -> Vec<f32> {
        Random::new(2).normals(network.parameter_count())
    }

    fn refusal(bytes: &[u8]) -> String {
        read(bytes, &network(4), "Reader").unwrap_err().to_string()
    }

    #[test]
    fn weights_come_back_to_within_half_a_step_and_biases_exactly() {
        let network = network(4);
        let (file, before) = (file(&network), parameters(&network));
        let parameters = read(&file, &network, "Reader").unwrap();
        for (weights, biases) in stretches(&network) {
            let (old, new) = (&before[weights.clone()], &parameters[weights]);
            let largest = old.iter().fold(0.0_f32, |most, w| most.max(w.abs()));
            let step = largest / LARGEST;
            assert!(
                old.iter()
                    .zip(new)
                    .all(|(old, new)| (old - new).abs() <= 0.501 * step)
            );
            assert_eq!(before[biases.clone()], parameters[biases]);
        }
        assert!(file.len() < before.len() + 250, "{} bytes", file.len());
    }

    #[test]
    fn a_file_for_another_network_is_refused_with_both_in_words() {
        assert_eq!(
            refusal(&file(&network(5))),
            "These weights can't be used: they belong to a network of 6 × 6 × 1 → 5 filters of 3 × 3 with stride 1 and \
             padding 1, relu → max-pool of 2 × 2 with stride 2 → 10 dense units, softmax, but Reader is one of 6 × 6 × 1 → \
             4 filters of 3 × 3 with stride 1 and padding 1, relu → max-pool of 2 × 2 with stride 2 → 10 dense units, softmax."
        );
    }

    /// A unit with these inputs behind an ELU.
    fn reader_of(features: &[Feature], a: f32) -> Network {
        let (units, activation) = (3, Activation::Elu(a));
        let features = features.to_vec();
        Network::new(&Architecture {
            input: Shape::Units(2),
            hidden: vec![
                HiddenLayer::Features { features },
                HiddenLayer::Dense { units, activation },
            ],
            outputs: 1,
            loss: Loss::CrossEntropy,
            initial: Initial::Glorot,
        })
        .unwrap()
    }

    const SEVEN: [Feature; 7] = [
        Feature::X1,
        Feature::X2,
        Feature::X1Squared,
        Feature::X2Squared,
        Feature::Product,
        Feature::SinX1,
        Feature::SinX2,
    ];

    #[test]
    fn a_file_is_for_the_inputs_and_the_activations_that_it_was_made_with() {
        let file = file(&reader_of(&SEVEN, 1.0));
        assert!(read(&file, &reader_of(&SEVEN, 1.0), "Reader").is_ok());
        let mut other = SEVEN;
        other.reverse();
        let refused = read(&file, &reader_of(&other, 1.0), "Reader").unwrap_err();
        assert_eq!(
            refused.to_string(),
            "These weights can't be used: they belong to a network of 2 → 7 features: x₁, x₂, x₁², x₂², x₁x₂, sin x₁, sin x₂ → \
             3 dense units, elu → 1 dense units, sigmoid, but Reader is one of 2 → 7 features: sin x₂, sin x₁, x₁x₂, x₂², x₁², \
             x₂, x₁ → 3 dense units, elu → 1 dense units, sigmoid."
        );
        let steep = read(&file, &reader_of(&SEVEN, 0.5), "Reader").unwrap_err();
        assert!(steep.to_string().contains("elu 0.5"), "{steep}");
    }

    #[test]
    fn older_files_stay_readable() {
        let network = reader_of(&SEVEN, 0.5);
        let (new, words) = (file(&network), in_words(&network));
        let old = words.replace(": x₁, x₂, x₁², x₂², x₁x₂, sin x₁, sin x₂", "");
        let old = old.replace("elu 0.5", "elu");
        let mut bytes = MAGIC.to_vec();
        bytes.extend((old.len() as u32).to_le_bytes());
        bytes.extend(old.as_bytes());
        bytes.extend(&new[MAGIC.len() + NUMBER + words.len()..new.len() - NUMBER]);
        bytes.extend(fnv1a(&bytes).to_le_bytes());
        assert_eq!(
            read(&bytes, &network, "Reader"),
            read(&new, &network, "Reader")
        );
        assert!(read(&bytes, &reader_of(&SEVEN[1..], 0.5), "Reader").is_err());
    }

    #[test]
    fn every_truncation_and_every_changed_byte_is_refused() {
        let file = file(&network(4));
        for place in 0..file.len() {
            refusal(&file[..place]);
            let mut changed = file.clone();
            changed[place] ^= 16;
            refusal(&changed);
        }
        assert!(refusal(&file[..100]).contains("of 100 bytes is damaged or incomplete"));
        assert!(refusal(b"something else").contains("not one of weights"));
    }
}
