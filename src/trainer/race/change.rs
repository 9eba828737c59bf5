//! A race whose examples change.

use super::{Race, contenders};
use crate::error::Result;
use crate::trainer::examples::Examples;
use crate::trainer::settings::ModelConfig;

impl Race {
    /// Other data: every model starts anew on them. On an error nothing has changed.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let recipe = gradual::Recipe::new(gradual::Source::Set(points), vec![gradual::ModelConfig::default()], 1);
    /// # let mut race = gradual::Race::from_recipe(&recipe)?;
    /// use gradual::data::generators::points::generate;
    /// use gradual::{PointSet, PointsConfig};
    ///
    /// race.step(10)?;
    /// let circles = PointsConfig { set: PointSet::Circles, count: 100, noise: 0.1, held_out: 0.3, seed: 1 };
    /// race.set_data(generate(&circles)?)?;
    /// assert_eq!((race.data().count(), race.contenders()[0].trainer.iteration()), (100, 0));
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn set_data(&mut self, examples: impl Into<Examples>) -> Result<()> {
        self.rebuild(examples.into(), self.seed)
    }

    /// Other examples of the same kind, which every model goes on with; weights stay. Where there are more or fewer classes
    /// than before, the output layers grow or shrink, and keep what they know of the others. On an error nothing has changed.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let recipe = gradual::Recipe::new(gradual::Source::Set(points), vec![gradual::ModelConfig::default()], 1);
    /// # let mut race = gradual::Race::from_recipe(&recipe)?;
    /// use gradual::data::generators::points::generate;
    /// use gradual::{PointSet, PointsConfig};
    ///
    /// race.step(10)?;
    /// let three = PointsConfig { set: PointSet::ThreeBlobs, count: 90, noise: 0.1, held_out: 0.3, seed: 1 };
    /// race.change_data(generate(&three)?)?;
    /// let trainer = &race.contenders()[0].trainer;
    /// assert_eq!((trainer.iteration(), trainer.network().outputs()), (10, 3));
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn change_data(&mut self, examples: impl Into<Examples>) -> Result<()> {
        let examples = examples.into();
        self.change(examples.clone())?;
        self.learn_from(examples);
        Ok(())
    }

    /// All models start anew with weights and batch order drawn from another seed.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let recipe = gradual::Recipe::new(gradual::Source::Set(points), vec![gradual::ModelConfig::default()], 1);
    /// # let mut race = gradual::Race::from_recipe(&recipe)?;
    /// let before = race.contenders()[0].trainer.parameters().to_vec();
    /// race.new_weights(2)?;
    /// assert_ne!(race.contenders()[0].trainer.parameters(), before);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn new_weights(&mut self, seed: u32) -> Result<()> {
        self.rebuild(self.examples.clone(), seed)
    }

    /// Settings for a model that begins on these examples: where they ask for another number of outputs than those before, its
    /// weights are others, and none is frozen.
    pub(super) fn fitting(&self, config: &ModelConfig, examples: &Examples) -> ModelConfig {
        let mut config = config.clone();
        if examples.data.outputs() != self.examples.data.outputs() {
            config.frozen.clear();
        }
        config
    }

    fn rebuild(&mut self, examples: Examples, seed: u32) -> Result<()> {
        let configs = self
            .contenders
            .iter()
            .map(|contender| self.fitting(contender.trainer.config(), &examples));
        let models = contenders(configs, &examples.data, seed)?;
        self.start_over(examples, models, seed);
        Ok(())
    }
}
