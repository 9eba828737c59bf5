//! A network as a program: NumPy, PyTorch or Keras 3.
//!
//! Each program has the weights by the names of the [`safetensors`](super::safetensors) file: within it up to
//! [`MOST_WITHIN`] numbers, else it reads that file, which lies beside it. All say `predict(x)`, and what else one would do with
//! them there.

use std::fmt::Write;

use super::kept::Kept;
use super::safetensors::{Tensor, Values, named};
use crate::error::{Error, Result};
use crate::network::Model;
use crate::pieces::features::Feature;
use crate::pieces::loss::Loss;
use crate::weights::in_words;

mod keras;
mod numpy;
mod pytorch;

/// The most numbers that stand in a program itself.
pub const MOST_WITHIN: usize = 2000;

/// The name of the file with the weights, where there are more.
pub const WEIGHTS: &str = "network.safetensors";

/// What a program is written for.
///
/// ```
/// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
/// # let recipe = gradual::Recipe::new(gradual::Source::Set(points), vec![gradual::ModelConfig::default()], 1);
/// # let mut race = gradual::Race::from_recipe(&recipe)?;
/// # let kept = gradual::formats::kept::Kept::of(&race.contenders()[0], vec!["a".into(), "b".into()], "x₁, x₂", 1);
/// use gradual::formats::code::{Tool, write};
///
/// let model = race.contenders()[0].trainer.model();
/// for tool in Tool::ALL {
///     assert!(write(tool, &model, &kept).contains("def predict(x)"));
/// }
/// # Ok::<(), gradual::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Tool {
    /// Plain NumPy, whose forward pass is written out.
    NumPy,
    /// A PyTorch module.
    PyTorch,
    /// A Keras 3 model.
    Keras,
}

impl Tool {
    /// One of each.
    pub const ALL: [Self; 3] = [Self::NumPy, Self::PyTorch, Self::Keras];

    /// By its name.
    ///
    /// ```
    /// use gradual::formats::code::Tool;
    ///
    /// assert_eq!(Tool::named("pytorch")?, Tool::PyTorch);
    /// assert!(Tool::named("abacus").unwrap_err().to_string().contains("none of numpy, pytorch and keras"));
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn named(name: &str) -> Result<Self> {
        let tool = Self::ALL.into_iter().find(|tool| tool.name() == name);
        tool.ok_or_else(|| Error::Configuration {
            field: "tool".into(),
            problem: format!("{name} is none of numpy, pytorch and keras"),
        })
    }

    /// In lower case, as [`Self::named`] reads it.
    ///
    /// ```
    /// use gradual::formats::code::Tool;
    ///
    /// assert_eq!(Tool::ALL.map(Tool::name), ["numpy", "pytorch", "keras"]);
    /// ```
    pub fn name(self) -> &'static str {
        match self {
            Self::NumPy => "numpy",
            Self::PyTorch => "pytorch",
            Self::Keras => "keras",
        }
    }
}

/// The program of a network.
///
/// ```
/// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
/// # let recipe = gradual::Recipe::new(gradual::Source::Set(points), vec![gradual::ModelConfig::default()], 1);
/// # let mut race = gradual::Race::from_recipe(&recipe)?;
/// # let kept = gradual::formats::kept::Kept::of(&race.contenders()[0], vec!["a".into(), "b".into()], "x₁, x₂", 1);
/// use gradual::formats::code::{Tool, write};
///
/// let program = write(Tool::NumPy, &race.contenders()[0].trainer.model(), &kept);
/// assert!(program.starts_with("\"\"\"Network, trained in Gradual: 2 → 1 dense units, sigmoid."));
/// assert!(program.contains("import numpy as np") && program.contains("def predict(x)"));
/// # Ok::<(), gradual::Error>(())
/// ```
pub fn write(tool: Tool, model: &Model, kept: &Kept) -> String {
    match tool {
        Tool::NumPy => numpy::write(model, kept),
        Tool::PyTorch => pytorch::write(model, kept),
        Tool::Keras => keras::write(model, kept),
    }
}

/// Whether the program reads the weights from [`WEIGHTS`].
///
/// ```
/// # let hidden = vec![gradual::HiddenLayer::Dense { units: 4, activation: gradual::Activation::Tanh }];
/// # let (input, loss, initial) = (gradual::Shape::Units(2), gradual::Loss::CrossEntropy, gradual::Initial::Glorot);
/// # let architecture = gradual::Architecture { input, hidden, outputs: 1, loss, initial };
/// # let network = gradual::Network::new(&architecture)?;
/// let parameters = vec![0.0; network.parameter_count()];
/// assert!(!gradual::formats::code::needs_file(&network.with(&parameters))); // 17 numbers fit within
/// # Ok::<(), gradual::Error>(())
/// ```
pub fn needs_file(model: &Model) -> bool {
    model.parameters.len() > MOST_WITHIN
}

/// What stands at the top of every program. Names are somebody's text: nothing in them may end the string.
fn heading(model: &Model, kept: &Kept, how: &str) -> String {
    let plain = |text: &str| {
        text.replace(['\\', '"'], "'")
            .replace(char::is_control, " ")
    };
    let [name, input] = [&kept.model.name, &kept.input].map(|text| plain(text));
    let said = match kept.classes.is_empty() {
        true => "a value".to_string(),
        false => format!("the classes {}", plain(&kept.classes.join(", "))),
    };
    let words = in_words(model.network);
    format!(
        "\"\"\"{name}, trained in Gradual: {words}.\n\nInput: {input}. Output: {said}.\n{how}\n\"\"\"\n\n"
    )
}

/// `weights = { … }` with every number.
fn within(model: &Model) -> String {
    let mut text = String::from("weights = {\n");
    for (name, tensor) in named(model, "") {
        let _ = writeln!(text, "    \"{name}\": {},", nested(&tensor));
    }
    text + "}\n"
}

/// A tensor as lists within lists.
fn nested(tensor: &Tensor) -> String {
    match &tensor.values {
        Values::Floats(values) => lists(values, &tensor.shape),
        Values::Bytes(_) => String::new(),
    }
}

fn lists(values: &[f32], shape: &[usize]) -> String {
    let parts: Vec<String> = match shape {
        [] | [_] => values.iter().map(f32::to_string).collect(),
        [count, rest @ ..] => {
            let rows = values.chunks(values.len() / count);
            rows.map(|row| lists(row, rest)).collect()
        }
    };
    format!("[{}]", parts.join(", "))
}

/// A feature of `x1` and `x2` in Python; `sin` is how that is called there.
fn feature(feature: Feature, sin: &str) -> String {
    match feature {
        Feature::X1 => "x1".into(),
        Feature::X2 => "x2".into(),
        Feature::X1Squared => "x1 * x1".into(),
        Feature::X2Squared => "x2 * x2".into(),
        Feature::Product => "x1 * x2".into(),
        Feature::SinX1 => format!("{sin}(x1)"),
        Feature::SinX2 => format!("{sin}(x2)"),
    }
}

fn features(list: &[Feature], sin: &str) -> String {
    let list: Vec<String> = list.iter().map(|&f| feature(f, sin)).collect();
    list.join(", ")
}

/// What becomes of the total inputs of the output layer.
#[derive(Clone, Copy, PartialEq)]
enum Said {
    Sigmoid,
    Softmax,
    Values,
    /// 1 where z > 0.
    Fires,
    /// 1 for the largest of several.
    Largest,
}

impl Said {
    fn of(model: &Model) -> Self {
        let several = model.outputs() > 1;
        match model.loss() {
            Loss::Perceptron if several => Self::Largest,
            Loss::Perceptron => Self::Fires,
            Loss::CrossEntropy if several => Self::Softmax,
            loss if loss.is_linear() => Self::Values,
            _ => Self::Sigmoid,
        }
    }
}
