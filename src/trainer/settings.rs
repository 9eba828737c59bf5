//! What one chooses for a model.

use serde::{Deserialize, Serialize};

use super::learner::Learner;
use crate::architecture::{Architecture, HiddenLayer};
use crate::data::dataset::Dataset;
use crate::error::{Error, Result, in_range, in_range_single};
use crate::integer::{integer, integers};
use crate::learning::optimizer::Rule;
use crate::pieces::initial::Initial;
use crate::pieces::loss::Loss;

/// The most models side by side.
pub const MOST_MODELS: usize = 4;

/// The most layers before the output layer.
const MOST_LAYERS: f64 = 12.0;

/// A rate of 0 would learn nothing.
const SMALLEST_RATE: f64 = 1e-9;

/// A model and how it is trained. Layers, loss and first weights shape the model: changing them starts it anew. The
/// others can change while it runs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "page", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ModelConfig {
    /// What curves and sentences call it.
    pub name: String,
    /// What it is; a network if nothing is said.
    #[serde(default)]
    pub learner: Learner,
    /// The layers before the output layer, at most 12; none makes a logistic unit (or one unit for each class).
    pub hidden: Vec<HiddenLayer>,
    /// What training minimises; it also fixes what the outputs make of their total inputs.
    pub loss: Loss,
    /// How the first weights are drawn.
    pub initial: Initial,
    /// The rule by which updates follow from gradients.
    pub optimizer: Rule,
    /// η, from 10⁻⁹ to 1,000,000.
    pub learning_rate: f32,
    /// Examples in a batch, 1 to 100,000; full-batch rules always take all of them.
    #[serde(deserialize_with = "integer")]
    pub batch_size: usize,
    /// λ₁ of the penalty λ₁ Σ|w|, 0 to 1,000.
    pub l1: f32,
    /// λ₂ of the penalty ½ λ₂ Σ w², 0 to 1,000.
    pub l2: f32,
    /// How much each picture is varied whenever it is trained on, 0 (not at all) to 1; only for grey pictures.
    #[serde(default)]
    pub augmentation: f32,
    /// The gradient's longest length, 0 to 1,000,000: a longer one is shortened to it; 0 leaves all as they are.
    #[serde(default)]
    pub clip: f32,
    /// The numbers of the weights and biases that updates leave as they are, among all parameters.
    #[serde(
        default,
        skip_serializing_if = "Vec::is_empty",
        deserialize_with = "integers"
    )]
    pub frozen: Vec<u32>,
}

impl Default for ModelConfig {
    /// A logistic unit, or one for each class, trained by Adam with η = 0.03 on batches of 10.
    fn default() -> Self {
        Self {
            name: "Network".into(),
            learner: Learner::Network,
            hidden: Vec::new(),
            loss: Loss::CrossEntropy,
            initial: Initial::Glorot,
            optimizer: Rule::Adam,
            learning_rate: 0.03,
            batch_size: 10,
            l1: 0.0,
            l2: 0.0,
            augmentation: 0.0,
            clip: 0.0,
            frozen: Vec::new(),
        }
    }
}

/// ```
/// use gradual::{Activation, HiddenLayer, ModelConfig, Rule};
///
/// let slow = ModelConfig {
///     name: "slow".into(),
///     hidden: vec![HiddenLayer::Dense { units: 8, activation: Activation::Tanh }],
///     optimizer: Rule::Sgd,
///     learning_rate: 0.01,
///     ..ModelConfig::default()
/// };
/// let fast = ModelConfig { learning_rate: 0.1, ..slow.clone() };
/// assert!(slow.same_model(&fast)); // a rate can change while it runs
/// ```
impl ModelConfig {
    /// Whether every setting is one that can be trained with.
    ///
    /// ```
    /// use gradual::ModelConfig;
    ///
    /// let refused = ModelConfig { learning_rate: -1.0, ..ModelConfig::default() }.validate().unwrap_err();
    /// assert!(refused.to_string().starts_with("The learning rate of Network must be a number from"));
    /// ```
    pub fn validate(&self) -> Result<()> {
        let what = |field: &str| format!("The {field} of {}", self.name);
        in_range(
            &what("number of hidden layers"),
            self.hidden.len() as f64,
            0.0,
            MOST_LAYERS,
        )?;
        in_range_single(
            &what("learning rate"),
            self.learning_rate,
            SMALLEST_RATE,
            1e6,
        )?;
        in_range(&what("batch size"), self.batch_size as f64, 1.0, 100_000.0)?;
        in_range_single(&what("L1 penalty"), self.l1, 0.0, 1000.0)?;
        in_range_single(&what("L2 penalty"), self.l2, 0.0, 1000.0)?;
        in_range_single(&what("augmentation"), self.augmentation, 0.0, 1.0)?;
        self.learner.check(&self.hidden, self.loss)?;
        in_range_single(&what("clipping"), self.clip, 0.0, 1e6)?;
        if self.optimizer.searches() && self.l1 > 0.0 {
            return Err(Error::Configuration {
                field: "l1".into(),
                problem: format!(
                    "the line search of {} needs a smooth loss, and the L1 penalty has a kink at 0",
                    self.name
                ),
            });
        }
        Ok(())
    }

    /// Whether `data` have what the loss is of: classes, or values.
    ///
    /// ```
    /// use gradual::data::generators::points::generate;
    /// use gradual::{Loss, ModelConfig, PointSet, PointsConfig};
    ///
    /// let hill = PointsConfig { set: PointSet::Hill, count: 100, noise: 0.1, held_out: 0.3, seed: 1 };
    /// let (hill, classifier) = (generate(&hill)?, ModelConfig::default());
    /// assert!(classifier.check_data(&hill).is_err()); // the points have values, not classes
    /// assert!(ModelConfig { loss: Loss::SquaredErrorLinear, ..classifier }.check_data(&hill).is_ok());
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn check_data(&self, data: &Dataset) -> Result<()> {
        if data.is_regression() && !data.is_written() && !self.loss.is_linear() {
            return Err(Error::Unsuitable {
                what: format!(
                    "{} tells classes apart, but these points have values; it needs a linear output with squared error",
                    self.name
                ),
            });
        }
        Ok(())
    }

    /// The network these settings ask for on `data`.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let data = std::sync::Arc::new(gradual::data::generators::points::generate(&points)?);
    /// use gradual::{ModelConfig, Shape};
    ///
    /// let architecture = ModelConfig::default().architecture(&data);
    /// assert_eq!((architecture.input, architecture.outputs), (Shape::Units(2), 1));
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn architecture(&self, data: &Dataset) -> Architecture {
        Architecture {
            input: data.shape(),
            hidden: self.learner.hidden(&self.hidden, data),
            outputs: data.outputs(),
            loss: self.loss,
            initial: self.initial,
        }
    }

    /// Whether a model trained with `self` can go on with `other`, or must start anew.
    ///
    /// ```
    /// use gradual::{Loss, ModelConfig, Rule};
    ///
    /// let unit = ModelConfig::default();
    /// assert!(unit.same_model(&ModelConfig { optimizer: Rule::Sgd, ..unit.clone() }));
    /// assert!(!unit.same_model(&ModelConfig { loss: Loss::SquaredError, ..unit.clone() }));
    /// ```
    pub fn same_model(&self, other: &Self) -> bool {
        self.learner == other.learner
            && self.hidden == other.hidden
            && self.loss == other.loss
            && self.initial == other.initial
    }

    /// Examples in a batch when `train` are there.
    ///
    /// ```
    /// use gradual::{ModelConfig, Rule};
    ///
    /// let config = ModelConfig { batch_size: 32, ..ModelConfig::default() };
    /// assert_eq!((config.batch(200), config.batch(20)), (32, 20));
    /// assert_eq!(ModelConfig { optimizer: Rule::GradientDescent, ..config }.batch(200), 200);
    /// ```
    pub fn batch(&self, train: usize) -> usize {
        if self.optimizer.takes_all() {
            train
        } else {
            self.batch_size.min(train)
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::pieces::activation::Activation;

    /// A small network for tests: one hidden layer of tanh units, Adam.
    pub fn tanh_network(units: usize) -> ModelConfig {
        ModelConfig {
            hidden: vec![HiddenLayer::Dense {
                units,
                activation: Activation::Tanh,
            }],
            ..ModelConfig::default()
        }
    }

    #[test]
    fn wrong_settings_name_the_model_and_the_range() {
        let wrong = |learning_rate| {
            ModelConfig {
                learning_rate,
                ..tanh_network(4)
            }
            .validate()
            .unwrap_err()
            .to_string()
        };
        assert_eq!(
            wrong(-1.0),
            "The learning rate of Network must be a number from 0.000000001 to 1000000, but it is -1."
        );
        assert!(wrong(f32::NAN).contains("no number was given"));
        assert!(wrong(0.0).contains("but it is 0"));
        assert!(wrong(9e-10).ends_with("but it is 0.0000000009."));
        let least = ModelConfig {
            learning_rate: 1e-9,
            ..tanh_network(1)
        };
        assert!(least.validate().is_ok());
        let deep = ModelConfig {
            hidden: vec![tanh_network(1).hidden[0].clone(); 13],
            ..tanh_network(1)
        };
        assert!(
            deep.validate()
                .unwrap_err()
                .to_string()
                .contains("from 0 to 12")
        );
    }
}
