//! The past of a race: going back to a moment of the run under way, and on from there.

use super::Race;
use super::time::{Time, data_changes};
use crate::error::{Result, in_range};
use crate::trainer::moment::Moment;
use crate::trainer::timeline::Timeline;

impl Race {
    /// The past of the run under way.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let recipe = gradual::Recipe::new(gradual::Source::Set(points), vec![gradual::ModelConfig::default()], 1);
    /// # let mut race = gradual::Race::from_recipe(&recipe)?;
    /// race.keep_time();
    /// for _ in 0..3 {
    ///     race.step_epoch();
    ///     race.evaluate(usize::MAX);
    /// }
    /// let epochs: Vec<f64> = race.timeline()?.moments().iter().map(|moment| moment.epochs()).collect();
    /// assert_eq!(epochs, [1.0, 2.0, 3.0]);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn timeline(&self) -> Result<&Timeline> {
        Ok(&self.time()?.timeline)
    }

    /// Whether one looks at the past.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let recipe = gradual::Recipe::new(gradual::Source::Set(points), vec![gradual::ModelConfig::default()], 1);
    /// # let mut race = gradual::Race::from_recipe(&recipe)?;
    /// race.keep_time();
    /// for _ in 0..3 {
    ///     race.step_epoch();
    ///     race.evaluate(usize::MAX);
    /// }
    /// assert!(!race.is_past());
    /// race.seek(0)?;
    /// assert!(race.is_past());
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn is_past(&self) -> bool {
        self.time
            .as_ref()
            .is_some_and(|time| time.timeline.at().is_some())
    }

    /// Goes to a moment of the timeline, the last of which is the present: weights, optimiser, place in the data and scores
    /// are those of then, data and settings those of now. Training goes on from there, and what came after is gone as soon as
    /// it does.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let recipe = gradual::Recipe::new(gradual::Source::Set(points), vec![gradual::ModelConfig::default()], 1);
    /// # let mut race = gradual::Race::from_recipe(&recipe)?;
    /// race.keep_time();
    /// for _ in 0..3 {
    ///     race.step_epoch();
    ///     race.evaluate(usize::MAX);
    /// }
    /// race.seek(0)?;
    /// assert_eq!(race.contenders()[0].trainer.epoch(), 1);
    /// race.step_epoch(); // another way from there
    /// assert_eq!(race.contenders()[0].trainer.epoch(), 2);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn seek(&mut self, moment: usize) -> Result<()> {
        let last = self.timeline()?.moments().len().saturating_sub(1);
        in_range("The moment", moment as f64, 0.0, last as f64)?;
        self.write_down_present()?;
        let Some(time) = &mut self.time else {
            return Ok(());
        };
        self.motions.tick();
        let Some(then) = time.timeline.look(moment) else {
            return Ok(());
        };
        for (contender, snapshot) in self.contenders.iter_mut().zip(&then.models) {
            contender.go_back(snapshot);
        }
        Ok(())
    }

    /// The present can be come back to only from the timeline. A sweep that is under way scores the weights that it began
    /// with, so there may have to be another; what can't be scored is written down as it is.
    fn write_down_present(&mut self) -> Result<()> {
        for _ in 0..2 {
            if self.has_present()? {
                return Ok(());
            }
            self.evaluate(usize::MAX);
        }
        if !self.has_present()?
            && let Some(time) = &mut self.time
        {
            time.timeline.offer(&self.contenders);
        }
        Ok(())
    }

    /// Whether the timeline has the present of all models.
    fn has_present(&self) -> Result<bool> {
        Ok(self.timeline()?.ends_with(&self.contenders) || self.is_past())
    }

    /// Makes the past one looks at the present: what came after it is gone. Training does so by itself.
    /// Where the run has turned since, the way that it took then ends with that.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let recipe = gradual::Recipe::new(gradual::Source::Set(points), vec![gradual::ModelConfig::default()], 1);
    /// # let mut race = gradual::Race::from_recipe(&recipe)?;
    /// race.keep_time();
    /// for _ in 0..3 {
    ///     race.step_epoch();
    ///     race.evaluate(usize::MAX);
    /// }
    /// race.seek(1)?;
    /// race.resume();
    /// assert!(!race.is_past());
    /// assert_eq!(race.timeline()?.moments().len(), 2);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn resume(&mut self) {
        let turned = |time: &Time| time.timeline.has_turned();
        if self.time.as_ref().is_some_and(turned) {
            self.turn_run();
        } else {
            self.drop_future();
        }
    }

    /// Drops what came after the moment one looks at.
    pub(super) fn drop_future(&mut self) {
        let Some(time) = &mut self.time else { return };
        if !time.timeline.drop_future() {
            return;
        }
        self.motions.tick();
        let past = time.timeline.since_data(data_changes(&self.contenders));
        for (index, contender) in self.contenders.iter_mut().enumerate() {
            contender.trainer.refit();
            contender.monitor.rewind(past, index);
        }
        let last = time.timeline.moments().last();
        self.history.truncate(last.map_or(0.0, Moment::epochs));
    }

    /// What has changed since the moment one looks at: settings of some model, and the data.
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
    /// race.set_model(0, ModelConfig { learning_rate: 0.1, ..ModelConfig::default() })?;
    /// race.step_epoch();
    /// race.seek(0)?;
    /// assert_eq!(race.changed_since()?, [true, false]); // settings, but not the data
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn changed_since(&self) -> Result<[bool; 2]> {
        let timeline = self.timeline()?;
        let looked_at = timeline.at().map(|at| &timeline.moments()[at].models);
        let trainers = self.contenders.iter().map(|contender| &contender.trainer);
        let terms = trainers.zip(looked_at.into_iter().flatten());
        let terms = terms.map(|(trainer, then)| (trainer.terms(), then.state.terms()));
        Ok(terms.fold([false; 2], |[settings, data], (now, then)| {
            [
                settings || now.settings != then.settings,
                data || now.data != then.data,
            ]
        }))
    }

    /// Forgets what one could go back to: the models are of another shape now.
    pub(super) fn forget_past(&mut self) {
        if let Some(time) = &mut self.time {
            time.timeline.clear();
        }
    }

    /// Forgets a model that has left the race.
    pub(super) fn forget_model(&mut self, index: usize) {
        if let Some(time) = &mut self.time {
            time.timeline.remove(index);
        }
    }
}
