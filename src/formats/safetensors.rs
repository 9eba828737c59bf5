//! Networks as [safetensors](https://github.com/huggingface/safetensors), with the names that
//! `torch.nn.Sequential(…).load_state_dict` looks for: `0.weight [outputs, inputs]`, `0.bias`, filters
//! `[channels, input channels, kernel, kernel]`.
//!
//! The metadata hold `format`, "pt", and `gradual`, the settings as JSON (see [`Kept`]).

use safetensors::{Dtype, SafeTensors};
use serde_json::{Map, Value, json};

use super::kept::Kept;
use crate::architecture::HiddenLayer;
use crate::error::Result;
use crate::kernels::reduce::all_finite;
use crate::network::layout::{Brought, Carried, Step, refused, steps};
use crate::network::{Model, Network};
use crate::pieces::activation::Activation;

/// The most bytes of a network's file, and the most tensors of any.
const MOST_BYTES: usize = 64 << 20;
const MOST_TENSORS: usize = 4096;

/// The key of our settings among the metadata.
pub(super) const KEY: &str = "gradual";

/// A list of numbers with its shape, as a file holds it.
///
/// ```
/// use gradual::formats::safetensors::{Tensor, Values};
///
/// let tensor = Tensor::floats(vec![2, 3], vec![1.0, 2.0, 3.0, 4.0, 5.0, 6.0]);
/// assert_eq!(tensor.shape, [2, 3]);
/// assert!(matches!(tensor.values, Values::Floats(values) if values[3] == 4.0));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Tensor {
    /// Length of each axis, the outermost first.
    pub shape: Vec<usize>,
    /// The numbers, row-major.
    pub values: Values,
}

/// What a tensor holds.
///
/// ```
/// use gradual::formats::safetensors::{Tensor, Values};
///
/// assert_eq!(Tensor::bytes(vec![7]).values, Values::Bytes(vec![7]));
/// assert_eq!(Tensor::floats(vec![1], vec![0.5]).values, Values::Floats(vec![0.5]));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub enum Values {
    /// Numbers in single precision, `F32` in the file.
    Floats(Vec<f32>),
    /// Raw bytes, `U8` in the file.
    Bytes(Vec<u8>),
}

impl Tensor {
    /// A tensor of `F32`; the product of `shape` must be the number of values.
    ///
    /// ```
    /// use gradual::formats::safetensors::Tensor;
    ///
    /// assert_eq!(Tensor::floats(vec![1, 2], vec![0.5, 1.0]).shape, [1, 2]);
    /// ```
    pub fn floats(shape: Vec<usize>, values: Vec<f32>) -> Self {
        let values = Values::Floats(values);
        Self { shape, values }
    }

    /// A list of `U8`.
    ///
    /// ```
    /// assert_eq!(gradual::formats::safetensors::Tensor::bytes(vec![0, 1, 1, 0]).shape, [4]);
    /// ```
    pub fn bytes(values: Vec<u8>) -> Self {
        Self {
            shape: vec![values.len()],
            values: Values::Bytes(values),
        }
    }
}

impl Tensor {
    fn kind(&self) -> &'static str {
        match self.values {
            Values::Floats(_) => "F32",
            Values::Bytes(_) => "U8",
        }
    }

    /// Adds its numbers, little-endian.
    fn put(&self, data: &mut Vec<u8>) {
        match &self.values {
            Values::Floats(values) => data.extend(values.iter().flat_map(|v| v.to_le_bytes())),
            Values::Bytes(bytes) => data.extend(bytes),
        }
    }
}

/// The file of a network.
///
/// ```
/// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
/// # let recipe = gradual::Recipe::new(gradual::Source::Set(points), vec![gradual::ModelConfig::default()], 1);
/// # let mut race = gradual::Race::from_recipe(&recipe)?;
/// # let kept = gradual::formats::kept::Kept::of(&race.contenders()[0], vec!["a".into(), "b".into()], "x₁, x₂", 1);
/// use gradual::formats::safetensors;
///
/// let model = race.contenders()[0].trainer.model();
/// let file = safetensors::write(model, &kept); // for load_state_dict, say
/// let tensors = safetensors::tensors(&file)?;
/// assert_eq!(tensors.len(), 2); // 0.weight and 0.bias
/// assert_eq!(safetensors::floats(&tensors, "0.weight")?, model.parameters[..2]);
/// # Ok::<(), gradual::Error>(())
/// ```
pub fn write(model: Model, kept: &Kept) -> Vec<u8> {
    file(&named(&model, ""), &kept.written())
}

/// The weights and biases of a network by their names in a sequence, which `prefix` goes before.
///
/// ```
/// # let hidden = vec![gradual::HiddenLayer::Dense { units: 4, activation: gradual::Activation::Tanh }];
/// # let (input, loss, initial) = (gradual::Shape::Units(2), gradual::Loss::CrossEntropy, gradual::Initial::Glorot);
/// # let architecture = gradual::Architecture { input, hidden, outputs: 1, loss, initial };
/// # let network = gradual::Network::new(&architecture)?;
/// use gradual::formats::safetensors::named;
///
/// let parameters = vec![0.5; network.parameter_count()];
/// let tensors = named(&network.with(&parameters), "");
/// let shapes: Vec<_> = tensors.iter().map(|(name, tensor)| (name.as_str(), &tensor.shape[..])).collect();
/// // Module 1 of the sequence is the activation, which has no weights.
/// assert_eq!(shapes, [("0.weight", &[4, 2][..]), ("0.bias", &[4]), ("2.weight", &[1, 4]), ("2.bias", &[1])]);
/// # Ok::<(), gradual::Error>(())
/// ```
pub fn named(model: &Model, prefix: &str) -> Vec<(String, Tensor)> {
    let steps = steps(model.network);
    let laid = steps.iter().enumerate();
    let laid = laid.filter_map(|(index, step)| Some((index, step.laid()?)));
    laid.flat_map(|(index, laid)| {
        let biases = laid.biases(model.parameters);
        let weights = Tensor::floats(laid.shape.clone(), laid.weights(model.parameters));
        [
            (format!("{prefix}{index}.weight"), weights),
            (
                format!("{prefix}{index}.bias"),
                Tensor::floats(vec![biases.len()], biases),
            ),
        ]
    })
    .collect()
}

/// A file of tensors with our settings among its metadata: the length of the header, the header, the numbers. Written here,
/// as the library has the metadata in another order each time, and the same network is to be the same file.
///
/// ```
/// use gradual::formats::safetensors::{Tensor, file, floats, tensors};
///
/// let bytes = file(&[("x".into(), Tensor::floats(vec![2], vec![0.5, 1.5]))], "{}");
/// assert_eq!(floats(&tensors(&bytes)?, "x")?, [0.5, 1.5]);
/// # Ok::<(), gradual::Error>(())
/// ```
pub fn file(tensors: &[(String, Tensor)], settings: &str) -> Vec<u8> {
    let mut header = Map::new();
    let metadata = json!({ "format": "pt", KEY: settings });
    header.insert("__metadata__".into(), metadata);
    let mut data = Vec::new();
    for (name, tensor) in tensors {
        let start = data.len();
        tensor.put(&mut data);
        let (dtype, shape, data_offsets) = (tensor.kind(), &tensor.shape, [start, data.len()]);
        let entry = json!({ "dtype": dtype, "shape": shape, "data_offsets": data_offsets });
        header.insert(name.clone(), entry);
    }
    let mut header = Value::from(header).to_string().into_bytes();
    header.resize(header.len().next_multiple_of(8), b' '); // so that numbers are aligned
    [&(header.len() as u64).to_le_bytes()[..], &header, &data].concat()
}

/// Our settings in a file, where it has any.
///
/// ```
/// use gradual::formats::safetensors::{Tensor, file, settings};
///
/// let bytes = file(&[("x".into(), Tensor::bytes(vec![1]))], r#"{"gradual":1}"#);
/// assert_eq!(settings(&bytes).as_deref(), Some(r#"{"gradual":1}"#));
/// assert_eq!(settings(b"something else"), None);
/// ```
pub fn settings(bytes: &[u8]) -> Option<String> {
    let (_, metadata) = SafeTensors::read_metadata(bytes).ok()?;
    metadata.metadata().as_ref()?.get(KEY).cloned()
}

/// The tensors of a file, once it is known to be whole.
///
/// ```
/// use gradual::formats::safetensors::{Tensor, file, tensors};
///
/// let bytes = file(&[("x".into(), Tensor::floats(vec![1, 2], vec![0.5, 1.5]))], "{}");
/// assert_eq!(tensors(&bytes)?.names(), ["x"]);
/// let refused = tensors(&bytes[..20]).unwrap_err().to_string();
/// assert!(refused.contains("no safetensors file, or a damaged one"));
/// # Ok::<(), gradual::Error>(())
/// ```
pub fn tensors(bytes: &[u8]) -> Result<SafeTensors<'_>> {
    let tensors = SafeTensors::deserialize(bytes).map_err(|error| {
        refused(format!(
            "this is no safetensors file, or a damaged one ({error})"
        ))
    })?;
    match tensors.len() {
        0 => Err(refused("the file holds no tensor".into())),
        count if count > MOST_TENSORS => Err(refused(format!(
            "the file holds {count} tensors, and {MOST_TENSORS} are the most"
        ))),
        _ => Ok(tensors),
    }
}

/// A network's file is never larger than this.
pub(super) fn check_length(bytes: &[u8]) -> Result<()> {
    let (megabytes, most) = (bytes.len() >> 20, MOST_BYTES >> 20);
    match bytes.len() > MOST_BYTES {
        true => Err(refused(format!(
            "the file has {megabytes} MB, and {most} are the most"
        ))),
        false => Ok(()),
    }
}

/// The network of a file. Another tool's has weights alone: it is taken for one like `present` where its weights fit that, else
/// for dense layers with ReLU.
///
/// ```
/// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
/// # let recipe = gradual::Recipe::new(gradual::Source::Set(points), vec![gradual::ModelConfig::default()], 1);
/// # let mut race = gradual::Race::from_recipe(&recipe)?;
/// # let kept = gradual::formats::kept::Kept::of(&race.contenders()[0], vec!["a".into(), "b".into()], "x₁, x₂", 1);
/// use gradual::formats::safetensors;
///
/// let model = race.contenders()[0].trainer.model();
/// let file = safetensors::write(model, &kept);
/// let carried = safetensors::read(&file, model.network, &[])?;
/// assert_eq!(carried.placed(model.network)?, model.parameters);
/// # Ok::<(), gradual::Error>(())
/// ```
pub fn read(bytes: &[u8], present: &Network, present_hidden: &[HiddenLayer]) -> Result<Carried> {
    check_length(bytes)?;
    let layers = brought(&tensors(bytes)?)?;
    if let Some(kept) = settings(bytes) {
        return Ok(Kept::read(&kept)?.carried(layers));
    }
    let present_steps = steps(present);
    let shapes = present_steps.iter().filter_map(Step::laid);
    let fits = shapes
        .map(|laid| &laid.shape)
        .eq(layers.iter().map(|layer| &layer.shape));
    let hidden = match fits {
        true => present_hidden.to_vec(),
        false => dense(&layers)?,
    };
    Ok(Carried {
        hidden,
        is_linear: None,
        layers,
    })
}

/// Dense layers with ReLU, as their weights follow one another.
fn dense(layers: &[Brought]) -> Result<Vec<HiddenLayer>> {
    let filters = layers.iter().find(|layer| layer.shape.len() != 2);
    if let Some(Brought { name, shape, .. }) = filters {
        return Err(refused(format!(
            "{name} is {}, and of filters a file must say how they move: give the model here the same layers first",
            crate::network::layout::by(shape)
        )));
    }
    let hidden = &layers[..layers.len() - 1];
    Ok(hidden
        .iter()
        .map(|layer| HiddenLayer::Dense {
            units: layer.shape[0],
            activation: Activation::Relu,
        })
        .collect())
}

/// Weights with their biases, in the order of their numbers.
fn brought(tensors: &SafeTensors) -> Result<Vec<Brought>> {
    let mut names = tensors.names();
    names.retain(|name| tensors.tensor(name).is_ok_and(|t| t.shape().len() > 1));
    names.sort_by_key(|name| natural(name));
    if names.is_empty() {
        return Err(refused("the file holds no weights of layers".into()));
    }
    names.iter().map(|name| layer(tensors, name)).collect()
}

fn layer(tensors: &SafeTensors, name: &str) -> Result<Brought> {
    let bias = match name.strip_suffix("weight") {
        Some(start) => format!("{start}bias"),
        None => format!("{name}.bias"),
    };
    let biases = match tensors.tensor(&bias) {
        Ok(_) => floats(tensors, &bias)?,
        Err(_) => Vec::new(),
    };
    Ok(Brought {
        name: name.into(),
        shape: tensors
            .tensor(name)
            .map(|t| t.shape().to_vec())
            .unwrap_or_default(),
        weights: floats(tensors, name)?,
        biases,
    })
}

/// The numbers of a tensor, in single precision.
///
/// ```
/// use gradual::formats::safetensors::{Tensor, file, floats, tensors};
///
/// let bytes = file(&[("x".into(), Tensor::floats(vec![2], vec![0.5, 1.5]))], "{}");
/// let tensors = tensors(&bytes)?;
/// assert_eq!(floats(&tensors, "x")?, [0.5, 1.5]);
/// assert!(floats(&tensors, "y").unwrap_err().to_string().contains("the file lacks y"));
/// # Ok::<(), gradual::Error>(())
/// ```
pub fn floats(tensors: &SafeTensors, name: &str) -> Result<Vec<f32>> {
    let tensor = tensors
        .tensor(name)
        .map_err(|_| refused(format!("the file lacks {name}")))?;
    let values: Vec<f32> = match tensor.dtype() {
        Dtype::F32 => numbers(tensor.data(), f32::from_le_bytes),
        Dtype::F64 => numbers(tensor.data(), |bytes| f64::from_le_bytes(bytes) as f32),
        other => {
            return Err(refused(format!(
                "{name} is of the type {other:?}; save it as float32"
            )));
        }
    };
    match all_finite(&values) {
        true => Ok(values),
        false => Err(refused(format!("{name} holds what is no number"))),
    }
}

fn numbers<const N: usize>(bytes: &[u8], read: fn([u8; N]) -> f32) -> Vec<f32> {
    let (numbers, _) = bytes.as_chunks::<N>();
    numbers.iter().map(|&number| read(number)).collect()
}

/// A name whose numbers count as numbers: "10.weight" after "2.weight".
fn natural(name: &str) -> Vec<(u64, String)> {
    let mut parts = Vec::new();
    let mut rest = name;
    while !rest.is_empty() {
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let number = rest[..digits].parse().unwrap_or(u64::MAX);
        let text = rest[digits..].find(|c: char| c.is_ascii_digit());
        let end = digits + text.unwrap_or(rest.len() - digits);
        parts.push((number, rest[digits..end].to_string()));
        rest = &rest[end..];
    }
    parts
}
