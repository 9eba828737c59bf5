//! Models that learn the same data, from the same seed, on one clock.

use std::sync::Arc;

use super::contender::{Clock, Contender};
use super::examples::Examples;
use super::history::History;
use super::left::{AllLeft, Motions};
use super::painting::Painting;
use super::settings::{MOST_MODELS, ModelConfig};
use crate::data::dataset::Dataset;
use crate::data::source::Source;
use crate::error::{Error, Result, in_range};

mod change;
mod digits;
mod left;
mod models;
mod painting;
mod past;
mod recipe;
mod runs;
mod scores;
mod session;
mod steps;
mod stopping;
#[cfg(test)]
mod tests;
mod time;

use time::Time;

/// Contenders side by side.
///
/// The clock counts examples seen: one tick trains one batch of each model that is furthest behind. With equal batch sizes
/// that is one batch of every model; with unequal ones the smaller batches come more often, so that all models have seen
/// the same examples, in the same order, whenever they are compared.
///
/// ```
/// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
/// use gradual::{Activation, HiddenLayer, ModelConfig, Race, Recipe, Source};
///
/// let unit = ModelConfig { name: "unit".into(), ..ModelConfig::default() };
/// let hidden = vec![HiddenLayer::Dense { units: 8, activation: Activation::Tanh }];
/// let network = ModelConfig { name: "network".into(), hidden, ..ModelConfig::default() };
/// let mut race = Race::from_recipe(&Recipe::new(Source::Set(points), vec![unit, network], 1))?;
/// (0..40).for_each(|_| race.step_epoch());
/// race.evaluate(usize::MAX);
/// let [unit, network] = [0, 1].map(|model| race.contenders()[model].scores.train.unwrap().loss);
/// assert!(network < unit); // the two moons need a bent boundary
/// # Ok::<(), gradual::Error>(())
/// ```
#[derive(Debug)]
pub struct Race {
    examples: Examples,
    /// What was done to the points by hand, where it is known where they come from.
    painting: Option<Painting>,
    seed: u32,
    contenders: Vec<Contender>,
    history: History,
    /// What measures how long training takes; it has no say in anything else.
    pub clock: Clock,
    /// Timeline, stopping rules and earlier runs, where they are kept.
    time: Option<Time>,
    /// What stood with points that can be come back to.
    left: AllLeft,
    motions: Motions,
}

impl Race {
    /// At most [`MOST_MODELS`] models, with first weights and batches drawn from `seed`. More of them, and settings that can't
    /// be trained with, are errors.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let data = std::sync::Arc::new(gradual::data::generators::points::generate(&points)?);
    /// use gradual::{ModelConfig, Race};
    ///
    /// let fast = ModelConfig { name: "fast".into(), learning_rate: 0.1, ..ModelConfig::default() };
    /// let slow = ModelConfig { name: "slow".into(), learning_rate: 0.001, ..ModelConfig::default() };
    /// let race = Race::new(gradual::Dataset::clone(&data), &[fast, slow], 1)?;
    /// assert_eq!(race.contenders().len(), 2);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn new(examples: impl Into<Examples>, configs: &[ModelConfig], seed: u32) -> Result<Self> {
        let examples = examples.into();
        check_models(configs.len(), 0)?;
        let contenders = contenders(configs.iter().cloned(), &examples.data, seed)?;
        Ok(Self {
            history: History::new(contenders.len()),
            painting: examples.source.clone().map(Painting::new),
            examples,
            seed,
            contenders,
            clock: || 0.0,
            time: None,
            left: AllLeft::default(),
            motions: Motions::default(),
        })
    }

    /// What all models learn, with what is held out.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let recipe = gradual::Recipe::new(gradual::Source::Set(points), vec![gradual::ModelConfig::default()], 1);
    /// # let mut race = gradual::Race::from_recipe(&recipe)?;
    /// assert_eq!((race.data().count(), race.data().classes()), (200, 2));
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn data(&self) -> &Arc<Dataset> {
        &self.examples.data
    }

    /// Where the examples come from, where that can be told.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let recipe = gradual::Recipe::new(gradual::Source::Set(points), vec![gradual::ModelConfig::default()], 1);
    /// # let mut race = gradual::Race::from_recipe(&recipe)?;
    /// assert_eq!(race.source().expect("it came from a recipe").name(), "Moons");
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn source(&self) -> Option<&Arc<Source>> {
        self.examples.source.as_ref()
    }

    /// From which first weights and batches are drawn.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let recipe = gradual::Recipe::new(gradual::Source::Set(points), vec![gradual::ModelConfig::default()], 1);
    /// # let mut race = gradual::Race::from_recipe(&recipe)?;
    /// assert_eq!(race.seed(), 1);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn seed(&self) -> u32 {
        self.seed
    }

    /// The models, in the order in which they joined.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let recipe = gradual::Recipe::new(gradual::Source::Set(points), vec![gradual::ModelConfig::default()], 1);
    /// # let mut race = gradual::Race::from_recipe(&recipe)?;
    /// race.step(10)?;
    /// for model in race.contenders() {
    ///     assert_eq!((model.trainer.config().name.as_str(), model.trainer.iteration()), ("Network", 10));
    /// }
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn contenders(&self) -> &[Contender] {
        &self.contenders
    }

    /// The curves of all models.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let recipe = gradual::Recipe::new(gradual::Source::Set(points), vec![gradual::ModelConfig::default()], 1);
    /// # let mut race = gradual::Race::from_recipe(&recipe)?;
    /// for _ in 0..5 {
    ///     race.step_epoch();
    ///     race.evaluate(usize::MAX);
    /// }
    /// let losses = race.history().column(0, "trainLoss")?;
    /// assert_eq!(race.history().epochs(), [1.0, 2.0, 3.0, 4.0, 5.0]);
    /// assert!(losses[4] < losses[0]);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn history(&self) -> &History {
        &self.history
    }

    /// Model `index`, counted from 0; an error where there is none.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let recipe = gradual::Recipe::new(gradual::Source::Set(points), vec![gradual::ModelConfig::default()], 1);
    /// # let mut race = gradual::Race::from_recipe(&recipe)?;
    /// assert!(race.contender(0)?.trainer.is_running());
    /// let refused = race.contender(1).unwrap_err().to_string();
    /// assert_eq!(refused, "There is no model 1; this race has 1, counted from 0.");
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn contender(&self, index: usize) -> Result<&Contender> {
        let models = self.contenders.len();
        self.contenders
            .get(index)
            .ok_or(Error::NoSuchModel { index, models })
    }

    /// Keeps a timeline, stopping rules and earlier runs from now on.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let recipe = gradual::Recipe::new(gradual::Source::Set(points), vec![gradual::ModelConfig::default()], 1);
    /// # let mut race = gradual::Race::from_recipe(&recipe)?;
    /// assert!(race.timeline().is_err());
    /// race.keep_time();
    /// race.step(10)?;
    /// race.evaluate(usize::MAX);
    /// assert_eq!(race.timeline()?.moments().len(), 1);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn keep_time(&mut self) {
        self.time = Some(Time::new(self.setting()));
    }

    fn time(&self) -> Result<&Time> {
        let what = "This race keeps no time: it has no timeline, stopping rules or earlier runs";
        self.time
            .as_ref()
            .ok_or(Error::Unsuitable { what: what.into() })
    }
}

fn check_models(count: usize, least: usize) -> Result<()> {
    in_range(
        "The number of models",
        count as f64,
        least as f64,
        MOST_MODELS as f64,
    )
}

fn contenders(
    configs: impl Iterator<Item = ModelConfig>,
    data: &Arc<Dataset>,
    seed: u32,
) -> Result<Vec<Contender>> {
    configs
        .map(|config| Contender::new(config, data, seed))
        .collect()
}
