//! What learns, and how it comes by its parameters.

use serde::{Deserialize, Serialize};

use super::naive_bayes;
use crate::architecture::HiddenLayer;
use crate::data::dataset::Dataset;
use crate::error::{Error, Result};
use crate::learning::naive_bayes::as_network;
use crate::pieces::loss::Loss;
use crate::pieces::shape::Shape;

/// A kind of model by the way it learns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "page", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum Learner {
    /// A network that follows the gradients of its loss, batch by batch.
    #[default]
    Network,
    /// Gaussian naive Bayes, worked out from all training examples at once: it takes no steps.
    NaiveBayes,
}

/// ```
/// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
/// # let data = std::sync::Arc::new(gradual::data::generators::points::generate(&points)?);
/// use gradual::trainer::{learner::Learner, naive_bayes::squares};
/// use gradual::{ModelConfig, Sweep, Trainer};
///
/// let (learner, hidden) = (Learner::NaiveBayes, vec![squares()]);
/// let trainer = Trainer::new(ModelConfig { learner, hidden, ..ModelConfig::default() }, data, 1)?;
/// let scores = Sweep::new(&trainer).advance(&trainer, usize::MAX).unwrap(); // it needs no step
/// assert!(scores.held_out.unwrap().accuracy > Some(0.8));
/// # Ok::<(), gradual::Error>(())
/// ```
impl Learner {
    /// Whether a model of this kind can have these layers and this loss.
    pub fn check(self, hidden: &[HiddenLayer], loss: Loss) -> Result<()> {
        match self {
            Self::NaiveBayes
                if hidden != [naive_bayes::squares()] || loss != Loss::CrossEntropy =>
            {
                Err(Error::Configuration {
                    field: "learner".into(),
                    problem:
                        "naive Bayes is fitted to x₁, x₂ and their squares with cross-entropy alone"
                            .into(),
                })
            }
            Self::Network | Self::NaiveBayes => Ok(()),
        }
    }

    /// The layers before the outputs, of those that are `written` in its settings: naive Bayes has as many as `data` have classes.
    pub fn hidden(self, written: &[HiddenLayer], data: &Dataset) -> Vec<HiddenLayer> {
        let are_points = data.shape() == Shape::Units(2) && !data.is_regression();
        match self {
            Self::NaiveBayes if are_points => as_network::hidden(data.classes()),
            Self::Network | Self::NaiveBayes => written.to_vec(),
        }
    }

    /// The parameters that `data` give at once, where it learns so and there is something to learn.
    pub fn fit(self, data: &Dataset) -> Result<Option<Vec<f32>>> {
        match self {
            Self::NaiveBayes if data.teaches() => naive_bayes::parameters(data).map(Some),
            Self::Network | Self::NaiveBayes => Ok(None),
        }
    }
}
