//! A race and its recipe: all that fixes its run, given away and taken up again.

use super::{Race, check_models, contenders};
use crate::data::source::Source;
use crate::error::{Error, Result};
use crate::trainer::contender::Contender;
use crate::trainer::examples::Examples;
use crate::trainer::recipe::{Recipe, VERSION};

impl Race {
    /// A race as its recipe says; with rules, it keeps time.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// use gradual::{ModelConfig, Race, Recipe, Source};
    ///
    /// let mut race = Race::from_recipe(&Recipe::new(Source::Set(points), vec![ModelConfig::default()], 1))?;
    /// race.step_epoch();
    /// assert_eq!(race.contenders()[0].trainer.epoch(), 1);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn from_recipe(recipe: &Recipe) -> Result<Self> {
        recipe.check()?;
        let examples = Examples::of(recipe.data.clone())?;
        let mut race = Self::new(examples, &recipe.models, recipe.seed)?;
        if !recipe.rules.is_empty() {
            race.keep_time();
            race.set_rules(recipe.rules.clone())?;
        }
        Ok(race)
    }

    /// The recipe of the run under way: a race made from it takes the same way. Only examples of a known source have one.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let recipe = gradual::Recipe::new(gradual::Source::Set(points), vec![gradual::ModelConfig::default()], 1);
    /// # let mut race = gradual::Race::from_recipe(&recipe)?;
    /// use gradual::Race;
    ///
    /// let mut again = Race::from_recipe(&race.recipe()?)?;
    /// (race.step(25)?, again.step(25)?);
    /// let [one, other] = [&race, &again].map(|race| race.contenders()[0].trainer.parameters());
    /// assert_eq!(one, other);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn recipe(&self) -> Result<Recipe> {
        let Some(source) = self.source() else {
            let what = "These examples were handed over by a program and have no recipe".into();
            return Err(Error::Unsuitable { what });
        };
        let trainers = self.contenders.iter().map(|contender| &contender.trainer);
        Ok(Recipe {
            version: VERSION,
            data: Source::clone(source),
            models: trainers.map(|trainer| trainer.config().clone()).collect(),
            seed: self.seed,
            rules: self.rules().to_vec(),
        })
    }

    /// Builds everything as the recipe says; the run under way ends. Examples that are there already stay as they are, so that
    /// digits need not come again. On an error nothing has changed.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let recipe = gradual::Recipe::new(gradual::Source::Set(points), vec![gradual::ModelConfig::default()], 1);
    /// # let mut race = gradual::Race::from_recipe(&recipe)?;
    /// use gradual::{ModelConfig, Recipe};
    ///
    /// let models = vec![ModelConfig { learning_rate: 0.1, ..ModelConfig::default() }];
    /// race.apply(&Recipe { models, seed: 2, ..race.recipe()? })?;
    /// assert_eq!((race.seed(), race.contenders()[0].trainer.config().learning_rate), (2, 0.1));
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn apply(&mut self, recipe: &Recipe) -> Result<()> {
        if !recipe.rules.is_empty() {
            self.timeline()?;
        }
        let (examples, models) = self.made(recipe)?;
        self.start_over(examples, models, recipe.seed);
        if self.timeline().is_ok() {
            self.set_rules(recipe.rules.clone())?;
        }
        Ok(())
    }

    /// The examples and the models of a recipe.
    pub(super) fn made(&self, recipe: &Recipe) -> Result<(Examples, Vec<Contender>)> {
        recipe.check()?;
        check_models(recipe.models.len(), 0)?;
        let known = self.source().is_some_and(|source| **source == recipe.data);
        let examples = match known {
            true => self.examples.clone(),
            false => Examples::of(recipe.data.clone())?,
        };
        let models = contenders(recipe.models.iter().cloned(), &examples.data, recipe.seed)?;
        Ok((examples, models))
    }
}
