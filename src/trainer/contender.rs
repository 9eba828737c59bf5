//! A model of a race: its trainer, what scores it, and what watches it.

use std::sync::Arc;

use super::learner::Learner;
use super::model_progress::ModelProgress;
use super::moment::Snapshot;
use super::monitor::Monitor;
use super::path::Path;
use super::predictions::Predictions;
use super::runs::Start;
use super::saved::Saved;
use super::settings::ModelConfig;
use super::stop::Cause;
use super::sweep::{Scores, Sweep};
use super::training::Trainer;
use crate::data::dataset::Dataset;
use crate::error::{Error, Result};
use crate::learning::stopping::StopRule;
use crate::network::Network;

/// Tells the time in seconds.
pub type Clock = fn() -> f64;

/// What a model was when it parted from its data.
#[derive(Debug)]
pub struct Parted {
    start: Start,
    path: Option<Path>,
    scores: Scores,
    seconds: f64,
}

impl Parted {
    /// Bytes that it takes.
    pub fn bytes(&self) -> usize {
        let path = self.path.as_ref().map_or(0, Path::bytes);
        3 * self.start.saved.state.bytes() + path
    }
}

/// A trainer, the sweep that scores it, and its last scores.
///
/// ```
/// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
/// # let recipe = gradual::Recipe::new(gradual::Source::Set(points), vec![gradual::ModelConfig::default()], 1);
/// # let mut race = gradual::Race::from_recipe(&recipe)?;
/// race.step_epoch();
/// race.evaluate(usize::MAX);
/// let model = &race.contenders()[0];
/// assert_eq!(model.scores.iteration, model.trainer.iteration());
/// # Ok::<(), gradual::Error>(())
/// ```
#[derive(Debug)]
pub struct Contender {
    /// What learns.
    pub trainer: Trainer,
    sweep: Sweep,
    /// What the last whole sweep found.
    pub scores: Scores,
    /// Time spent training, where there is a clock.
    seconds: f64,
    /// Its stopping rules and its best weights, where the race keeps them.
    pub monitor: Monitor,
}

impl Contender {
    /// A model at its first weights, drawn from `seed`; settings that can't be trained with are errors.
    pub fn new(config: ModelConfig, data: &Arc<Dataset>, seed: u32) -> Result<Self> {
        let trainer = Trainer::new(config, Arc::clone(data), seed)?;
        Ok(Self {
            sweep: Sweep::new(&trainer),
            scores: Scores::default(),
            seconds: 0.0,
            monitor: Monitor::default(),
            trainer,
        })
    }

    /// Whether it takes no steps: its parameters follow from its data.
    pub(super) fn is_fitted_at_once(&self) -> bool {
        self.trainer.config().learner == Learner::NaiveBayes
    }

    /// How many weights and biases older links have of it: of naive Bayes, those of x₁, x₂, their squares and 1.
    pub(super) fn linked_weights(&self) -> usize {
        match self.trainer.config().learner {
            Learner::Network => self.trainer.parameters().len(),
            Learner::NaiveBayes => 5 * self.trainer.network().outputs(),
        }
    }

    /// Where a run begins that goes on from here.
    pub(super) fn start(&self) -> Start {
        Start {
            saved: self.trainer.saved(),
            monitor: self.monitor.clone(),
        }
    }

    /// Begins where a run of these settings and data did.
    pub(super) fn begin_at(&mut self, start: &Start) {
        self.trainer.take_up(&start.saved);
        self.monitor = start.monitor.clone();
    }

    /// How far it has come.
    pub(super) fn progress(&self) -> ModelProgress {
        ModelProgress {
            saved: self.trainer.saved(),
            path: self.trainer.path().clone(),
            scores: self.scores,
            monitor: self.monitor.clone(),
        }
    }

    /// Whether a model of these settings and data can have come so far.
    pub(super) fn check(&self, progress: &ModelProgress) -> Result<()> {
        self.check_noted(&progress.saved, &progress.monitor)?;
        let path = progress.path.parameters() == self.trainer.parameters().len();
        self.refuse_unless(path && progress.scores.are_finite())
    }

    /// Whether a run of a model of these settings and data can have begun there.
    pub(super) fn check_start(&self, start: &Start) -> Result<()> {
        self.check_noted(&start.saved, &start.monitor)
    }

    fn check_noted(&self, saved: &Saved, monitor: &Monitor) -> Result<()> {
        self.trainer.check(saved)?;
        self.refuse_unless(monitor.is_of(self.trainer.parameters().len()))
    }

    fn refuse_unless(&self, fits: bool) -> Result<()> {
        let name = &self.trainer.config().name;
        let problem = || format!("some of what it has noted of {name} can't be so");
        fits.then_some(())
            .ok_or_else(|| Error::Session { problem: problem() })
    }

    /// Goes on from there.
    pub(super) fn take_up(&mut self, progress: ModelProgress) {
        self.trainer.take_up(&progress.saved);
        self.trainer.go_on_path(progress.path);
        self.scores = progress.scores;
        self.monitor = progress.monitor;
    }

    /// A copy of all that other data change, with the way its parameters have come where `path`: it will begin anew.
    pub(super) fn part(&mut self, path: bool) -> Parted {
        Parted {
            start: self.start(),
            path: path.then(|| self.trainer.leave_path()),
            scores: self.scores,
            seconds: self.seconds,
        }
    }

    /// Is again what it was when it parted from the data that it has again.
    pub(super) fn come_back(&mut self, parted: Parted) {
        self.begin_at(&parted.start);
        if let Some(path) = parted.path {
            self.trainer.go_on_path(path);
        }
        (self.scores, self.seconds) = (parted.scores, parted.seconds);
    }

    /// What the model said of each held-out example when it was last scored; none before that.
    pub fn predictions(&self) -> &Predictions {
        self.sweep.predictions()
    }

    /// Seconds spent training.
    pub fn seconds(&self) -> f64 {
        self.seconds
    }

    pub(super) fn step(&mut self, batches: u32, now: Clock) {
        let start = now();
        self.trainer.step(batches);
        self.seconds += now() - start;
    }

    pub(super) fn restart(&mut self) {
        self.trainer.restart();
        self.sweep.forget();
        (self.scores, self.seconds) = (Scores::default(), 0.0);
        self.monitor.restart();
    }

    /// Goes on with other data, in a network of other outputs where `first` is one.
    pub(super) fn set_data(&mut self, data: &Arc<Dataset>, first: Option<(Network, Vec<f32>)>) {
        self.trainer.set_data(Arc::clone(data), first);
        self.sweep = Sweep::new(&self.trainer);
        self.scores = Scores::default();
        self.monitor.restart();
    }

    /// Scores up to `examples` more; `true` when all are done, and the scores are new.
    pub(super) fn score(&mut self, examples: usize) -> bool {
        let Some(scores) = self.sweep.advance(&self.trainer, examples) else {
            return false;
        };
        let seconds = self.seconds;
        self.scores = Scores { seconds, ..scores };
        true
    }

    /// As [`Self::score`], where the scores are known and only the predictions are not.
    pub(super) fn predict(&mut self, examples: usize) -> bool {
        self.sweep.advance(&self.trainer, examples).is_some()
    }

    /// Whether its scores are of the weights it has.
    pub(super) fn is_scored(&self) -> bool {
        self.scores.iteration == self.trainer.iteration() && self.scores.train.is_some()
    }

    /// Its scores on the curve. What was fitted at once is as far as the `furthest` model, so that its curve is a level line.
    pub(super) fn scores_beside(&self, furthest: Scores) -> Scores {
        match self.trainer.config().learner {
            Learner::Network => self.scores,
            Learner::NaiveBayes => Scores {
                train: self.scores.train,
                held_out: self.scores.held_out,
                ..furthest
            },
        }
    }

    /// Looks at new scores by these rules, the first of which that is switched on and fires ends the run.
    pub(super) fn watch(&mut self, rules: &[StopRule]) {
        match self.trainer.config().learner {
            Learner::Network if self.sweep.is_done() => self.observe(rules),
            Learner::Network | Learner::NaiveBayes => {}
        }
    }

    fn observe(&mut self, rules: &[StopRule]) {
        let parameters = self.sweep.parameters();
        let fired = self.monitor.observe(self.scores, parameters, rules);
        let Some(rule) = fired.filter(|_| self.trainer.is_running()) else {
            return;
        };
        let (name, iteration) = (&self.trainer.config().name, self.trainer.iteration());
        let reason = rule.criterion.reason();
        let sentence = format!("{name} stopped at iteration {iteration}: {reason}.");
        self.trainer.halt(Cause::Rule, sentence);
    }

    /// Writes the model's present into `snapshot`, whose memory is used again.
    pub(super) fn copy_to(&self, snapshot: &mut Snapshot) {
        snapshot.state.copy_from(self.trainer.state());
        snapshot.scores = self.scores;
    }

    /// Goes back to an earlier moment; its predictions are to be made again.
    pub(super) fn go_back(&mut self, snapshot: &Snapshot) {
        self.trainer.go_back(&snapshot.state);
        self.scores = snapshot.scores;
        self.seconds = snapshot.scores.seconds;
        self.sweep.forget();
    }
}
