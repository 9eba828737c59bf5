//! Divergence: what an update must not do to a run, and how the run goes on after it.

use std::fmt;

use super::learner::Learner;
use super::settings::ModelConfig;
use crate::pieces::loss::Loss;

/// A run whose loss is this many times the one it began with has diverged.
const MOST: f64 = 1000.0;

/// A run that begins with less loss than this is measured by this: one batch of easy examples may cost nearly nothing.
const FLOOR: f64 = 0.1;

/// The longest step that clipping leaves plain descent, as a remedy.
const STEP: f32 = 0.1;

/// What an update did that no run may go on from.
///
/// ```
/// let divergence = gradual::trainer::divergence::Divergence::HighLoss { loss: 4321.0, first: 0.7 };
/// assert!(divergence.to_string().starts_with("raised the loss of the next batch to 4321"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Divergence {
    /// The next batch's loss is infinite or not a number.
    NoLoss,
    /// The next batch's loss is more than 1,000 times `first`.
    HighLoss {
        /// Mean loss of the next batch.
        loss: f64,
        /// Mean loss of the first batch, or the floor below which none is measured.
        first: f64,
    },
    /// A weight is infinite or not a number.
    NoWeights,
}

/// How a run goes on after it diverged.
///
/// ```
/// use gradual::ModelConfig;
/// use gradual::trainer::divergence::Remedy;
///
/// let config = ModelConfig { learning_rate: 2.0, ..ModelConfig::default() };
/// assert_eq!(Remedy::HalveRate.apply(&config).learning_rate, 1.0);
/// assert!(Remedy::Clip.apply(&config).clip > 0.0);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Remedy {
    /// The learning rate becomes half of what it was.
    HalveRate,
    /// Gradients are clipped, or clipped to half the length.
    Clip,
}

impl fmt::Display for Divergence {
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

/// Whether a model whose first batch cost `first` has diverged when one costs `loss`.
///
/// The perceptron begins at a loss of exactly 0 and measures all others in its weights, which the learning rate scales.
///
/// ```
/// use gradual::ModelConfig;
/// use gradual::trainer::divergence::judge;
///
/// let config = ModelConfig::default();
/// assert!(judge(&config, 5.0, 0.7).is_ok());
/// assert!(judge(&config, 5000.0, 0.7).is_err() && judge(&config, f64::NAN, 0.7).is_err());
/// ```
pub fn judge(config: &ModelConfig, loss: f64, first: f64) -> Result<(), Divergence> {
    let perceptron = match config.loss {
        Loss::Perceptron => f64::from(config.learning_rate),
        _ => 0.0,
    };
    let first = first.max(FLOOR).max(perceptron);
    if !loss.is_finite() {
        Err(Divergence::NoLoss)
    } else if loss > MOST * first {
        Err(Divergence::HighLoss { loss, first })
    } else {
        Ok(())
    }
}

impl Remedy {
    /// The settings to go on with. Clipping leaves a step of plain descent at most 0.1 long, or half as long as before.
    ///
    /// ```
    /// use gradual::ModelConfig;
    /// use gradual::trainer::divergence::Remedy;
    ///
    /// let config = ModelConfig { clip: 1.0, ..ModelConfig::default() };
    /// assert_eq!(Remedy::Clip.apply(&config).clip, 0.5);
    /// ```
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
    ///
    /// ```
    /// use gradual::trainer::divergence::Remedy;
    /// use gradual::{ModelConfig, Rule};
    ///
    /// assert!(Remedy::suits(&ModelConfig::default()));
    /// assert!(!Remedy::suits(&ModelConfig { optimizer: Rule::Lbfgs, ..ModelConfig::default() }));
    /// ```
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
    fn a_thousand_times_the_first_loss_is_divergence() {
        let config = tanh_network(1);
        assert_eq!(judge(&config, 690.0, 0.7), Ok(()));
        let (loss, first) = (701.0, 0.7);
        assert_eq!(
            judge(&config, loss, first),
            Err(Divergence::HighLoss { loss, first })
        );
        assert_eq!(judge(&config, f64::NAN, first), Err(Divergence::NoLoss));
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
