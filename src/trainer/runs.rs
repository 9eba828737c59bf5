//! Earlier runs: their curves, and all it takes to run them again to the last bit.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::examples::Examples;
use super::history::History;
use super::monitor::Monitor;
use super::saved::Saved;
use super::settings::ModelConfig;
use crate::error::{Error, Result};

/// The most earlier runs; the oldest makes room.
pub const MOST_RUNS: usize = 6;

/// What fixes a run: with these, it takes the same way.
#[derive(Clone, Debug)]
pub struct Setting {
    /// The settings of every model, in the order of the race.
    pub configs: Vec<ModelConfig>,
    /// Of the first weights and the batches.
    pub seed: u32,
    /// What was learned, and where it came from.
    pub examples: Examples,
    /// Where every model began: at its first weights, or where the settings were changed.
    pub start: Vec<Start>,
}

impl Setting {
    /// Whether runs have learned the same points, as far as is known.
    pub fn has_points_of(&self, other: &Setting) -> bool {
        match (&self.examples.source, &other.examples.source) {
            (Some(one), Some(other)) => Arc::ptr_eq(one, other) || one == other,
            _ => true,
        }
    }
}

/// Where a model began, and what its rules had seen until then.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Start {
    /// The state of its trainer.
    pub saved: Saved,
    /// Its stopping rules and best weights.
    pub monitor: Monitor,
}

/// A run that has ended.
#[derive(Debug)]
pub struct Run {
    /// Counted from 1.
    pub number: u32,
    /// What it takes to run it again.
    pub setting: Setting,
    /// Its scores up to its end.
    pub curves: History,
}

/// The runs of a race.
///
/// ```
/// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
/// # let recipe = gradual::Recipe::new(gradual::Source::Set(points), vec![gradual::ModelConfig::default()], 1);
/// # let mut race = gradual::Race::from_recipe(&recipe)?;
/// race.keep_time();
/// race.step_epoch();
/// race.evaluate(usize::MAX);
/// race.new_weights(2)?; // the run under way ends, and another begins
/// let runs = race.runs()?;
/// assert_eq!((runs.number(), runs.under_way().seed, runs.get(1)?.setting.seed), (2, 2, 1));
/// # Ok::<(), gradual::Error>(())
/// ```
#[derive(Debug)]
pub struct Runs {
    under_way: Setting,
    number: u32,
    ended: Vec<Run>,
}

impl Runs {
    /// Run 1 is under way with this setting.
    pub fn new(setting: Setting) -> Self {
        Self {
            under_way: setting,
            number: 1,
            ended: Vec::new(),
        }
    }

    /// The number of the run under way, from 1.
    pub fn number(&self) -> u32 {
        self.number
    }

    /// The run under way.
    pub fn under_way(&self) -> &Setting {
        &self.under_way
    }

    /// The runs that are kept, the oldest first.
    pub fn ended(&self) -> &[Run] {
        &self.ended
    }

    /// The ended run of this number.
    pub fn get(&self, number: u32) -> Result<&Run> {
        let found = self.ended.iter().find(|run| run.number == number);
        found.ok_or_else(|| Error::Unsuitable {
            what: format!("There is no earlier run {number}"),
        })
    }

    /// The run under way has ended with these curves; it is kept where it has gone anywhere.
    pub fn end(&mut self, curves: &History, went: bool) {
        if !went {
            return;
        }
        if self.ended.len() == MOST_RUNS {
            self.ended.remove(0);
        }
        self.ended.push(Run {
            number: self.number,
            setting: self.under_way.clone(),
            curves: curves.clone(),
        });
        self.number += 1;
    }

    /// What the run under way is from here on.
    pub fn begin(&mut self, setting: Setting) {
        self.under_way = setting;
    }

    /// The run under way is again what it was before the run `ended` had ended, if it has.
    pub fn go_on(&mut self, under_way: Setting, ended: Option<u32>) {
        self.under_way = under_way;
        let Some(number) = ended else { return };
        self.ended.retain(|run| run.number != number);
        if self.number == number + 1 {
            self.number = number;
        }
    }

    /// Forgets an ended run.
    pub fn forget(&mut self, number: u32) -> Result<()> {
        self.get(number)?;
        self.ended.retain(|run| run.number != number);
        Ok(())
    }
}
