//! Scores of a race: every model is swept over the data a few examples at a time, and what is found is written down.

use super::Race;
use crate::trainer::contender::Contender;

impl Race {
    /// Scores up to `examples` more of every model; `true` when a sweep over all of them ended.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let recipe = gradual::Recipe::new(gradual::Source::Set(points), vec![gradual::ModelConfig::default()], 1);
    /// # let mut race = gradual::Race::from_recipe(&recipe)?;
    /// assert!(!race.evaluate(150)); // of 200 examples
    /// assert!(race.evaluate(150));
    /// assert!(race.contenders()[0].scores.train.is_some());
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn evaluate(&mut self, examples: usize) -> bool {
        if self.examples.data.count() == 0 {
            return false;
        }
        if self.is_past() {
            return self.predict_past(examples);
        }
        let mut ended = false;
        for contender in &mut self.contenders {
            ended |= contender.score(examples);
        }
        if ended {
            self.record();
            self.note();
        }
        ended
    }

    /// Offers the present scores to the history.
    fn record(&mut self) {
        let scores = || self.contenders.iter().map(|contender| contender.scores);
        let furthest = scores().max_by(|a, b| a.epochs.total_cmp(&b.epochs));
        let furthest = furthest.unwrap_or_default();
        let models = self.contenders.iter();
        let shown = models.map(|contender| contender.scores_beside(furthest));
        self.history.offer(furthest.epochs, shown);
    }

    /// What models say of the held-out examples at the moment one looks at; its scores are known.
    pub(super) fn predict_past(&mut self, examples: usize) -> bool {
        let contenders = self.contenders.iter_mut();
        let ended = contenders.map(|contender| contender.predict(examples));
        ended.fold(false, |any, ended| any | ended)
    }

    /// Writes down new scores: rules look at them, the best weights are kept, the timeline grows.
    pub(super) fn note(&mut self) {
        let Some(time) = &mut self.time else { return };
        for contender in &mut self.contenders {
            contender.watch(&time.rules);
        }
        if self.contenders.iter().all(Contender::is_scored) {
            time.timeline.offer(&self.contenders);
        }
    }
}
