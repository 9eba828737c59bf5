//! The runs of a race: where one ends and another begins, and how an earlier one is run again.

use super::{Race, contenders};
use crate::error::Result;
use crate::trainer::contender::Contender;
use crate::trainer::run_names::names;
use crate::trainer::runs::{Runs, Setting};

impl Race {
    /// Earlier runs and the one under way.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let recipe = gradual::Recipe::new(gradual::Source::Set(points), vec![gradual::ModelConfig::default()], 1);
    /// # let mut race = gradual::Race::from_recipe(&recipe)?;
    /// race.keep_time();
    /// race.step_epoch();
    /// race.evaluate(usize::MAX);
    /// race.restart();
    /// assert_eq!((race.runs()?.ended().len(), race.runs()?.number()), (1, 2));
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn runs(&self) -> Result<&Runs> {
        Ok(&self.time()?.runs)
    }

    /// Short names of the earlier runs, and last of the one under way: what tells each from the others.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let recipe = gradual::Recipe::new(gradual::Source::Set(points), vec![gradual::ModelConfig::default()], 1);
    /// # let mut race = gradual::Race::from_recipe(&recipe)?;
    /// use gradual::ModelConfig;
    ///
    /// race.keep_time();
    /// race.step_epoch();
    /// race.evaluate(usize::MAX);
    /// race.restart();
    /// race.set_model(0, ModelConfig { learning_rate: 0.1, ..ModelConfig::default() })?;
    /// assert_eq!(race.run_names()?, ["η 0.03", "η 0.1"]);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn run_names(&self) -> Result<Vec<String>> {
        let runs = self.runs()?;
        let ended = runs.ended().iter().map(|run| &run.setting);
        Ok(names(&ended.chain([runs.under_way()]).collect::<Vec<_>>()))
    }

    /// Forgets an earlier run.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let recipe = gradual::Recipe::new(gradual::Source::Set(points), vec![gradual::ModelConfig::default()], 1);
    /// # let mut race = gradual::Race::from_recipe(&recipe)?;
    /// race.keep_time();
    /// race.step_epoch();
    /// race.evaluate(usize::MAX);
    /// race.restart();
    /// race.forget_run(1)?;
    /// assert!(race.runs()?.ended().is_empty());
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn forget_run(&mut self, number: u32) -> Result<()> {
        self.time()?;
        self.time
            .as_mut()
            .map_or(Ok(()), |time| time.runs.forget(number))
    }

    /// Sets everything up as it was when an earlier run began: settings, seed, data and weights. From there on the same steps
    /// give the same bits. On an error nothing has changed.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let recipe = gradual::Recipe::new(gradual::Source::Set(points), vec![gradual::ModelConfig::default()], 1);
    /// # let mut race = gradual::Race::from_recipe(&recipe)?;
    /// race.keep_time();
    /// race.step(14)?;
    /// race.evaluate(usize::MAX);
    /// let reached = race.contenders()[0].trainer.parameters().to_vec();
    /// race.new_weights(2)?;
    /// race.replay(1)?;
    /// race.step(14)?;
    /// assert_eq!(race.contenders()[0].trainer.parameters(), reached);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn replay(&mut self, number: u32) -> Result<()> {
        let setting = self.runs()?.get(number)?.setting.clone();
        let mut models = contenders(
            setting.configs.iter().cloned(),
            &setting.examples.data,
            setting.seed,
        )?;
        for (model, start) in models.iter_mut().zip(&setting.start) {
            model.begin_at(start);
        }
        self.start_over(setting.examples, models, setting.seed);
        Ok(())
    }

    pub(super) fn setting(&self) -> Setting {
        let trainers = self.contenders.iter().map(|contender| &contender.trainer);
        Setting {
            configs: trainers.map(|trainer| trainer.config().clone()).collect(),
            seed: self.seed,
            examples: self.examples.clone(),
            start: self.contenders.iter().map(Contender::start).collect(),
        }
    }

    /// The run under way has ended, and another begins with models that start anew. To be called before the curves go.
    pub(super) fn end_run(&mut self) {
        self.keep_run();
        self.forget_past();
        self.begin_run();
    }

    /// The run under way has ended, and another goes on from what stands.
    pub(super) fn turn_run(&mut self) {
        self.keep_run();
        self.drop_future();
        self.begin_run();
    }

    /// The run under way has ended, and its curves are kept.
    pub(super) fn keep_run(&mut self) {
        if let Some(time) = &mut self.time {
            let last = self.history.epochs().last();
            let went = last.is_some_and(|&epochs| epochs > time.since);
            time.runs.end(&self.history, went);
        }
    }

    /// A run begins with what stands now, from which it can be repeated; its past can be gone back to.
    pub(super) fn begin_run(&mut self) {
        self.motions.tick();
        if self.time.is_none() {
            return;
        }
        let setting = self.setting();
        let trainers = self.contenders.iter().map(|contender| &contender.trainer);
        let since = trainers.map(|trainer| trainer.epochs()).fold(0.0, f64::max);
        if let Some(time) = &mut self.time {
            time.since = since as f32;
            time.timeline.turn();
            time.runs.begin(setting);
            time.watch(&mut self.contenders);
        }
    }
}
