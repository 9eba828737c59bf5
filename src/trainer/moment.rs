//! A moment of a race: the state of every model, and how good it was.

use serde::{Deserialize, Serialize};

use super::state::State;
use super::sweep::Scores;

/// One model at one moment.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Snapshot {
    /// All that training moves.
    pub state: State,
    /// How good it was.
    pub scores: Scores,
}

/// All models at one moment.
///
/// ```
/// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
/// # let recipe = gradual::Recipe::new(gradual::Source::Set(points), vec![gradual::ModelConfig::default()], 1);
/// # let mut race = gradual::Race::from_recipe(&recipe)?;
/// race.keep_time();
/// race.step_epoch();
/// race.evaluate(usize::MAX);
/// let moment = &race.timeline()?.moments()[0];
/// assert_eq!(moment.epochs(), 1.0);
/// assert_eq!(moment.models[0].state.parameters(), race.contenders()[0].trainer.parameters());
/// # Ok::<(), gradual::Error>(())
/// ```
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Moment {
    /// Which of all that were offered it is.
    pub(super) offer: usize,
    /// How often the run had turned.
    pub(super) turns: usize,
    /// In the order of the race.
    pub models: Vec<Snapshot>,
}

impl Snapshot {
    /// Bytes that it takes.
    fn bytes(&self) -> usize {
        self.state.bytes() + size_of::<Scores>()
    }
}

impl Moment {
    /// The furthest model's epochs.
    pub fn epochs(&self) -> f64 {
        let epochs = self.models.iter().map(|model| model.scores.epochs);
        epochs.fold(0.0, f64::max)
    }

    /// Bytes that it takes.
    pub fn bytes(&self) -> usize {
        self.models.iter().map(Snapshot::bytes).sum()
    }

    /// How often the data had changed.
    pub fn data_changes(&self) -> u32 {
        let first = self.models.first();
        first.map_or(0, |model| model.state.terms().data)
    }
}
