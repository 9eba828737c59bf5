//! Steps of a race: who trains next, so that all models have seen the same examples whenever they are compared.

use super::Race;
use crate::error::{Result, in_range};
use crate::trainer::training::Trainer;

/// The most ticks at once.
const MOST_TICKS: f64 = 1e6;

impl Race {
    /// `ticks` of the clock, at most a million.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let recipe = gradual::Recipe::new(gradual::Source::Set(points), vec![gradual::ModelConfig::default()], 1);
    /// # let mut race = gradual::Race::from_recipe(&recipe)?;
    /// race.step(3)?; // three batches of each model, where these are equal
    /// assert_eq!(race.contenders()[0].trainer.iteration(), 3);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn step(&mut self, ticks: u32) -> Result<()> {
        in_range("The number of steps", f64::from(ticks), 0.0, MOST_TICKS)?;
        self.resume();
        self.move_on();
        if self.batches_are_equal() {
            for contender in &mut self.contenders {
                contender.step(ticks, self.clock);
            }
        } else {
            (0..ticks).for_each(|_| self.tick());
        }
        Ok(())
    }

    /// To the end of the epoch that the slowest model is in.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let recipe = gradual::Recipe::new(gradual::Source::Set(points), vec![gradual::ModelConfig::default()], 1);
    /// # let mut race = gradual::Race::from_recipe(&recipe)?;
    /// race.step(3)?;
    /// race.step_epoch(); // to the end of the epoch under way
    /// assert_eq!(race.contenders()[0].trainer.epochs(), 1.0);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn step_epoch(&mut self) {
        self.resume();
        self.move_on();
        let Some(epoch) = self.running().map(|trainer| trainer.epoch()).min() else {
            return;
        };
        if !self.examples.data.teaches() {
            return;
        }
        while self.running().any(|trainer| trainer.epoch() == epoch) {
            self.tick();
        }
    }

    /// Where there is something to learn, and somebody who does, the race moves on.
    fn move_on(&mut self) {
        if self.examples.data.teaches() && self.running().next().is_some() {
            self.motions.tick();
        }
    }

    pub(super) fn running(&self) -> impl Iterator<Item = &Trainer> {
        self.contenders
            .iter()
            .map(|contender| &contender.trainer)
            .filter(|trainer| trainer.is_running())
    }

    /// Whether all models that run are at one place and go on at one pace, so that they can step by themselves.
    fn batches_are_equal(&self) -> bool {
        let pace = |trainer: &Trainer| {
            (
                trainer.epochs(),
                trainer.config().batch(self.examples.data.train_count()),
            )
        };
        let mut paces = self.running().map(pace);
        let first = paces.next();
        let searches = |trainer: &Trainer| trainer.config().optimizer.searches();
        paces.all(|pace| Some(pace) == first) && !self.running().any(searches)
    }

    fn tick(&mut self) {
        let behind = self
            .running()
            .map(Trainer::epochs)
            .fold(f64::INFINITY, f64::min);
        for contender in &mut self.contenders {
            if contender.trainer.is_running() && contender.trainer.epochs() == behind {
                contender.step(1, self.clock);
            }
        }
    }
}
