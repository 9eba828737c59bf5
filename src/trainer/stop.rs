//! The end of a run, and the sentence that says why.
//!
//! ```
//! # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
//! # let recipe = gradual::Recipe::new(gradual::Source::Set(points), vec![gradual::ModelConfig::default()], 1);
//! # let mut race = gradual::Race::from_recipe(&recipe)?;
//! use gradual::learning::stopping::{Criterion, StopRule};
//! use gradual::trainer::stop::Cause;
//!
//! race.keep_time();
//! race.set_rules(vec![StopRule { criterion: Criterion::Epochs { epochs: 1.0 }, stops: true }])?;
//! race.step_epoch();
//! race.evaluate(usize::MAX);
//! assert_eq!(race.contenders()[0].trainer.cause(), Some(Cause::Rule));
//! # Ok::<(), gradual::Error>(())
//! ```

use serde::{Deserialize, Serialize};

use super::divergence::Divergence;
use super::settings::ModelConfig;

/// Why a model no longer trains.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "page", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum Cause {
    /// An update made the loss far worse.
    Divergence,
    /// A line search that finds nothing lower.
    Rest,
    /// A stopping rule.
    Rule,
    /// It went back to the weights of its lowest held-out loss.
    Best,
}

/// The end of a run: its cause and a sentence about it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stop {
    /// What ended the run.
    pub cause: Cause,
    /// Why, for people to read; it names the model.
    pub sentence: String,
}

impl Stop {
    /// A model that diverged is back at its state before update `iteration` + 1.
    pub fn divergence(config: &ModelConfig, iteration: u64, divergence: Divergence) -> Self {
        let sentence = format!(
            "{} stopped at iteration {iteration}, its last good state: update {} {divergence}. The learning rate {} is too \
             large here; a smaller one goes on from this state.",
            config.name,
            iteration.saturating_add(1),
            config.learning_rate
        );
        Self {
            cause: Cause::Divergence,
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trainer::settings::tests::tanh_network;

    #[test]
    fn the_sentence_says_which_update_and_why() {
        let (loss, first) = (4321.0, 0.7);
        let divergence = Divergence::HighLoss { loss, first };
        let said = Stop::divergence(&tanh_network(1), 12, divergence).sentence;
        assert!(said.contains("iteration 12") && said.contains("update 13"));
        assert!(
            said.contains("4321, more than 1,000 times the 0.70"),
            "{said}"
        );
    }
}
