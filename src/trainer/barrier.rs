//! The crash barrier: what counts as harm to a run, and the sentence that says so.

use std::fmt;

use serde::Serialize;

use super::learner::Learner;
use super::settings::ModelConfig;
use crate::pieces::loss::Loss;

/// A loss this many times the one a run began with is harm.
const BARRIER: f64 = 1000.0;

/// A run that begins with less loss than this is measured by this: one batch of easy examples may cost nearly nothing.
const FLOOR: f64 = 0.1;

/// The longest step that clipping leaves plain descent, as a remedy.
const STEP: f32 = 0.1;

/// What an update did.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Harm {
    /// The next batch's loss is infinite or not a number.
    NoLoss,
    /// The next batch's loss is beyond the barrier of `first`.
    HighLoss { loss: f64, first: f64 },
    /// A weight is infinite or not a number.
    NoWeights,
}

/// Why a model no longer trains.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "page", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum Cause {
    /// The crash barrier.
    Harm,
    /// A line search that finds nothing lower.
    Rest,
    /// A stopping rule.
    Rule,
    /// It went back to the weights of its lowest held-out loss.
    Best,
}

/// The end of a run: its cause and a sentence about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Stop {
    pub cause: Cause,
    pub sentence: String,
}

/// How a run goes on after harm.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Remedy {
    HalveRate,
    Clip,
}

impl fmt::Display for Harm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoLoss => write!(f, "made the loss of the next batch infinite"),
            Self::HighLoss { loss, first } => write!(
                f,
                "raised the loss of the next batch to {}, more than 1,000 times the {} it is measured by",
                short(*loss),
                short(*first)
            ),
            Self::NoWeights => write!(f, "made a weight infinite"),
        }
    }
}

/// Whether a loss is harm to a model whose first batch cost `first`.
///
/// The perceptron begins at a loss of exactly 0 and measures all others in its weights, which the learning rate scales.
pub fn judge(config: &ModelConfig, loss: f64, first: f64) -> Result<(), Harm> {
    let perceptron = match config.loss {
        Loss::Perceptron => f64::from(config.learning_rate),
        _ => 0.0,
    };
    let first = first.max(FLOOR).max(perceptron);
    if !loss.is_finite() {
        Err(Harm::NoLoss)
    } else if loss > BARRIER * first {
        Err(Harm::HighLoss { loss, first })
    } else {
        Ok(())
    }
}

impl Stop {
    /// The barrier has brought a model back to its state before update `iteration` + 1.
    pub fn harm(config: &ModelConfig, iteration: u64, harm: Harm) -> Self {
        let sentence = format!(
            "{} stopped at iteration {iteration}, its last good state: update {} {harm}. The learning rate {} is too large \
             here; a smaller one goes on from this state.",
            config.name,
            iteration + 1,
            config.learning_rate
        );
        Self {
            cause: Cause::Harm,
            sentence,
        }
    }

    /// A line search has found nothing lower.
    pub fn rest(config: &ModelConfig, iteration: u64) -> Self {
        let sentence = format!(
            "{} has come to rest at iteration {iteration}: its loss falls no further, as closely as its numbers tell.",
            config.name
        );
        Self {
            cause: Cause::Rest,
            sentence,
        }
    }
}

impl Remedy {
    /// The settings to go on with. Clipping leaves a step of plain descent at most 0.1 long, or half as long as before.
    pub fn apply(self, config: &ModelConfig) -> ModelConfig {
        let mut config = config.clone();
        match self {
            Self::HalveRate => config.learning_rate *= 0.5,
            Self::Clip if config.clip > 0.0 => config.clip *= 0.5,
            Self::Clip => config.clip = (STEP / config.learning_rate).clamp(1e-6, 1000.0),
        }
        config
    }

    /// Whether it changes anything: a line search chooses its step lengths itself.
    pub fn suits(config: &ModelConfig) -> bool {
        match config.learner {
            Learner::Network => !config.optimizer.searches(),
            Learner::NaiveBayes => false,
        }
    }
}

/// Three digits, or a power of ten where that is shorter.
fn short(value: f64) -> String {
    match value {
        v if v >= 1e6 => format!("{v:.2e}"),
        v if v >= 100.0 => format!("{v:.0}"),
        v => format!("{v:.2}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trainer::settings::tests::tanh_network;

    #[test]
    fn a_thousand_times_the_first_loss_is_harm() {
        let config = tanh_network(1);
        assert_eq!(judge(&config, 690.0, 0.7), Ok(()));
        let (loss, first) = (701.0, 0.7);
        assert_eq!(
            judge(&config, loss, first),
            Err(Harm::HighLoss { loss, first })
        );
        assert_eq!(judge(&config, f64::NAN, first), Err(Harm::NoLoss));
    }

    #[test]
    fn an_easy_first_batch_is_no_measure() {
        assert_eq!(judge(&tanh_network(1), 10.0, 1e-9), Ok(()));
    }

    #[test]
    fn a_perceptron_begins_at_zero_and_is_measured_by_its_rate() {
        let config = ModelConfig {
            loss: Loss::Perceptron,
            learning_rate: 100.0,
            ..tanh_network(1)
        };
        assert_eq!(judge(&config, 5000.0, 0.0), Ok(()));
        assert!(judge(&config, 1e6, 0.0).is_err());
    }

    #[test]
    fn the_sentence_says_which_update_and_why() {
        let (config, harm) = (
            tanh_network(1),
            Harm::HighLoss {
                loss: 4321.0,
                first: 0.7,
            },
        );
        let said = Stop::harm(&config, 12, harm).sentence;
        assert!(said.contains("iteration 12") && said.contains("update 13"));
        assert!(
            said.contains("4321, more than 1,000 times the 0.70"),
            "{said}"
        );
    }

    #[test]
    fn remedies_are_settings_that_can_be_trained_with() {
        let config = ModelConfig {
            learning_rate: 10.0,
            ..tanh_network(1)
        };
        let halved = Remedy::HalveRate.apply(&config);
        assert_eq!((halved.learning_rate, halved.clip), (5.0, 0.0));
        let clipped = Remedy::Clip.apply(&config);
        assert_eq!((clipped.learning_rate, clipped.clip), (10.0, 0.01));
        assert_eq!(Remedy::Clip.apply(&clipped).clip, 0.005);
        clipped.validate().unwrap();
    }
}
