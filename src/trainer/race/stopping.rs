//! What stops the models of a race, and what lets them go on.

use super::Race;
use crate::error::{Error, Result};
use crate::learning::stopping::StopRule;
use crate::trainer::contender::Contender;
use crate::trainer::divergence::Remedy;
use crate::trainer::stop::Cause;

impl Race {
    /// The stopping rules.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let recipe = gradual::Recipe::new(gradual::Source::Set(points), vec![gradual::ModelConfig::default()], 1);
    /// # let mut race = gradual::Race::from_recipe(&recipe)?;
    /// assert!(race.rules().is_empty());
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn rules(&self) -> &[StopRule] {
        self.time.as_ref().map_or(&[], |time| &time.rules)
    }

    /// Other stopping rules; those that stay keep their flags. On an error nothing has changed.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let recipe = gradual::Recipe::new(gradual::Source::Set(points), vec![gradual::ModelConfig::default()], 1);
    /// # let mut race = gradual::Race::from_recipe(&recipe)?;
    /// use gradual::learning::stopping::{Criterion, StopRule};
    ///
    /// race.keep_time();
    /// race.set_rules(vec![StopRule { criterion: Criterion::Epochs { epochs: 3.0 }, stops: true }])?;
    /// for _ in 0..10 {
    ///     race.step_epoch();
    ///     race.evaluate(usize::MAX); // rules look at scores
    /// }
    /// assert_eq!(race.contenders()[0].trainer.epoch(), 3);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn set_rules(&mut self, rules: Vec<StopRule>) -> Result<()> {
        self.time()?;
        rules
            .iter()
            .try_for_each(|rule| rule.criterion.validate())?;
        if let Some(time) = &mut self.time {
            time.rules = rules;
            time.watch(&mut self.contenders);
        }
        Ok(())
    }

    /// A model that a rule has stopped goes on.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let recipe = gradual::Recipe::new(gradual::Source::Set(points), vec![gradual::ModelConfig::default()], 1);
    /// # let mut race = gradual::Race::from_recipe(&recipe)?;
    /// use gradual::learning::stopping::{Criterion, StopRule};
    ///
    /// race.keep_time();
    /// race.set_rules(vec![StopRule { criterion: Criterion::Epochs { epochs: 1.0 }, stops: true }])?;
    /// race.step_epoch();
    /// race.evaluate(usize::MAX);
    /// assert!(!race.contenders()[0].trainer.is_running());
    /// race.go_on(0)?;
    /// assert!(race.contenders()[0].trainer.is_running());
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn go_on(&mut self, index: usize) -> Result<()> {
        self.contender(index)?;
        self.contenders[index].trainer.go_on();
        self.motions.tick();
        Ok(())
    }

    /// If no model is running, those that a rule has stopped go on.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let recipe = gradual::Recipe::new(gradual::Source::Set(points), vec![gradual::ModelConfig::default()], 1);
    /// # let mut race = gradual::Race::from_recipe(&recipe)?;
    /// use gradual::learning::stopping::{Criterion, StopRule};
    ///
    /// race.keep_time();
    /// race.set_rules(vec![StopRule { criterion: Criterion::Epochs { epochs: 1.0 }, stops: true }])?;
    /// race.step_epoch();
    /// race.evaluate(usize::MAX); // the rule has stopped all models
    /// race.wake();
    /// assert!(race.contenders().iter().all(|model| model.trainer.is_running()));
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn wake(&mut self) {
        if self.running().next().is_none() {
            self.motions.tick();
            let trainers = self.contenders.iter_mut();
            trainers.for_each(|contender| contender.trainer.go_on());
        }
    }

    /// A model takes on the weights of its lowest held-out loss, and stops there. The run ends, and another begins with them.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let recipe = gradual::Recipe::new(gradual::Source::Set(points), vec![gradual::ModelConfig::default()], 1);
    /// # let mut race = gradual::Race::from_recipe(&recipe)?;
    /// race.keep_time();
    /// for _ in 0..20 {
    ///     race.step_epoch();
    ///     race.evaluate(usize::MAX);
    /// }
    /// race.back_to_best(0)?;
    /// let model = &race.contenders()[0];
    /// assert_eq!(model.trainer.parameters(), model.monitor.best().parameters);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn back_to_best(&mut self, index: usize) -> Result<()> {
        let contender = self.contender(index)?;
        let name = &contender.trainer.config().name;
        let best = contender.monitor.best();
        let Some(loss) = best.loss() else {
            let what = format!(
                "{name} has no best weights yet: they need held-out examples and a first score"
            );
            return Err(Error::Unsuitable { what });
        };
        let sentence = format!(
            "{name} is back at its best: the weights of iteration {}, whose held-out loss {loss:.4} is its lowest.",
            best.scores.iteration
        );
        let Contender {
            trainer, monitor, ..
        } = &mut self.contenders[index];
        trainer.take_weights(&monitor.best().parameters);
        trainer.halt(Cause::Best, sentence);
        self.turn_run();
        Ok(())
    }

    /// After it diverged, a model goes on with a remedy in its settings.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let recipe = gradual::Recipe::new(gradual::Source::Set(points), vec![gradual::ModelConfig::default()], 1);
    /// # let mut race = gradual::Race::from_recipe(&recipe)?;
    /// use gradual::trainer::divergence::Remedy;
    ///
    /// race.remedy(0, Remedy::HalveRate)?;
    /// assert_eq!(race.contenders()[0].trainer.config().learning_rate, 0.015);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn remedy(&mut self, index: usize, remedy: Remedy) -> Result<()> {
        let config = remedy.apply(self.contender(index)?.trainer.config());
        self.set_model(index, config).map(|_| ())
    }
}
