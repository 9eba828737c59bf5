//! A sweep over the data: loss and accuracy of a model, and what it says of each held-out example, a few at a time.
//!
//! Large test sets take longer than a frame. A sweep freezes a copy of the weights at its start and scores that copy, so
//! its result belongs to one iteration however many frames it took.

use std::mem;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::predictions::Predictions;
use super::training::Trainer;
use crate::data::batch::Batch;
use crate::data::dataset::{Dataset, is_right};
use crate::network::{Network, Workspace};
use crate::pieces::shape::Shape;

/// Training digits that a sweep scores at most; the first ones, in an order that is random already. Points are all scored.
pub const TRAIN_SAMPLE: usize = 2000;

/// How well a model does on some examples.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "page", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Score {
    /// How many examples were scored.
    pub examples: usize,
    /// Mean loss.
    pub loss: f64,
    /// Mean loss plus the penalty on the weights.
    pub penalised: f64,
    /// Share that was classified right, 0 to 1; for regression R² = 1 − Σ (y − t)² / Σ (t − mean t)², which values that are
    /// all the same do not have.
    pub accuracy: Option<f64>,
}

/// What a sweep found, and when its weights were taken.
///
/// ```
/// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
/// # let recipe = gradual::Recipe::new(gradual::Source::Set(points), vec![gradual::ModelConfig::default()], 1);
/// # let mut race = gradual::Race::from_recipe(&recipe)?;
/// race.step(14)?;
/// race.evaluate(usize::MAX);
/// let scores = race.contenders()[0].scores;
/// assert_eq!((scores.iteration, scores.epochs), (14, 1.0));
/// assert!(scores.train.is_some() && scores.held_out.is_some());
/// # Ok::<(), gradual::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Scores {
    /// On the training examples, of pictures the first [`TRAIN_SAMPLE`]; `None` where nothing was scored yet, or the loss is
    /// no number.
    pub train: Option<Score>,
    /// On the held-out examples; `None` where there are none, too.
    pub held_out: Option<Score>,
    /// Batches done when the weights were taken.
    pub iteration: u64,
    /// Epochs done then, with the part of the current one.
    pub epochs: f64,
    /// Gradients that were worked out until then.
    pub evaluations: u64,
    /// Seconds of training until then, which differ from one time to another.
    #[serde(skip)]
    pub seconds: f64,
    /// ‖∂E/∂parameters‖ of the last batch before.
    pub gradient_norm: f32,
}

impl Scores {
    /// Whether these are numbers that can be shown.
    pub(super) fn are_finite(&self) -> bool {
        let losses = [self.train, self.held_out].into_iter().flatten();
        let mut values = losses.flat_map(|score| {
            [score.loss, score.penalised]
                .into_iter()
                .chain(score.accuracy)
        });
        self.epochs.is_finite() && values.all(f64::is_finite)
    }
}

#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    loss: f64,
    right: usize,
    /// Of the values to predict, for regression.
    spread: Spread,
}

/// How far values lie from their mean.
#[derive(Clone, Copy, Debug, Default)]
struct Spread {
    count: f64,
    sum: f64,
    squares: f64,
}

impl Spread {
    fn add(&mut self, value: f32) {
        let value = f64::from(value);
        self.count += 1.0;
        self.sum += value;
        self.squares += value * value;
    }

    /// `None` where all are the same but for rounding.
    fn variance(&self) -> Option<f64> {
        let mean = self.sum / self.count;
        let variance = self.squares / self.count - mean * mean;
        (variance > 1e-12).then_some(variance)
    }
}

/// A sweep under way over one model's data.
///
/// ```
/// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
/// # let data = std::sync::Arc::new(gradual::data::generators::points::generate(&points)?);
/// # let mut trainer = gradual::Trainer::new(gradual::ModelConfig::default(), data, 1)?;
/// use gradual::Sweep;
///
/// trainer.step(100);
/// let mut sweep = Sweep::new(&trainer);
/// assert!(sweep.advance(&trainer, 150).is_none()); // 50 of 200 examples are left
/// let scores = sweep.advance(&trainer, 150).expect("all are scored");
/// assert_eq!(scores.held_out.unwrap().examples, 60);
/// assert!(scores.held_out.unwrap().accuracy > Some(0.8));
/// # Ok::<(), gradual::Error>(())
/// ```
#[derive(Debug)]
pub struct Sweep {
    network: Network,
    /// The weights that are scored.
    parameters: Vec<f32>,
    workspace: Workspace,
    batch: Batch,
    position: usize,
    train: Tally,
    held_out: Tally,
    penalty: f64,
    /// The moment of the weights that are scored.
    moment: Scores,
    /// Those of this sweep and of the last one that ended.
    under_way: Predictions,
    found: Predictions,
}

impl Sweep {
    /// A sweep over the data of `trainer`, which [`Self::advance`] begins.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let data = std::sync::Arc::new(gradual::data::generators::points::generate(&points)?);
    /// # let mut trainer = gradual::Trainer::new(gradual::ModelConfig::default(), data, 1)?;
    /// use gradual::Sweep;
    ///
    /// let sweep = Sweep::new(&trainer);
    /// assert!(sweep.is_done() && sweep.predictions().count() == 0); // nothing has been scored
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn new(trainer: &Trainer) -> Self {
        let (network, data) = (trainer.network().clone(), trainer.data());
        Self {
            workspace: Workspace::new(&network),
            batch: Batch::new(data, &network),
            position: 0,
            train: Tally::default(),
            held_out: Tally::default(),
            penalty: 0.0,
            moment: Scores::default(),
            under_way: Predictions::new(data),
            found: Predictions::new(data),
            parameters: trainer.parameters().to_vec(),
            network,
        }
    }

    /// What the last sweep that ended found of each held-out example; none before that.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let data = std::sync::Arc::new(gradual::data::generators::points::generate(&points)?);
    /// # let mut trainer = gradual::Trainer::new(gradual::ModelConfig::default(), data, 1)?;
    /// use gradual::Sweep;
    ///
    /// trainer.step(100);
    /// let mut sweep = Sweep::new(&trainer);
    /// sweep.advance(&trainer, usize::MAX);
    /// let predictions = sweep.predictions();
    /// let wrong = predictions.examples().filter(|&example| !predictions.is_right(example)).count();
    /// assert!(wrong < predictions.count() / 4);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn predictions(&self) -> &Predictions {
        &self.found
    }

    /// Whether no sweep is under way.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let data = std::sync::Arc::new(gradual::data::generators::points::generate(&points)?);
    /// # let mut trainer = gradual::Trainer::new(gradual::ModelConfig::default(), data, 1)?;
    /// let mut sweep = gradual::Sweep::new(&trainer);
    /// sweep.advance(&trainer, 150);
    /// assert!(!sweep.is_done());
    /// sweep.advance(&trainer, 50);
    /// assert!(sweep.is_done());
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn is_done(&self) -> bool {
        self.position == 0
    }

    /// The weights that this sweep scores, or the last one scored.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let data = std::sync::Arc::new(gradual::data::generators::points::generate(&points)?);
    /// # let mut trainer = gradual::Trainer::new(gradual::ModelConfig::default(), data, 1)?;
    /// let mut sweep = gradual::Sweep::new(&trainer);
    /// sweep.advance(&trainer, 100);
    /// trainer.step(1); // what is being scored stays as it was
    /// assert_ne!(sweep.parameters(), trainer.parameters());
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn parameters(&self) -> &[f32] {
        &self.parameters
    }

    /// Forgets a sweep under way, so that the next one starts with the weights of then.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let data = std::sync::Arc::new(gradual::data::generators::points::generate(&points)?);
    /// # let mut trainer = gradual::Trainer::new(gradual::ModelConfig::default(), data, 1)?;
    /// let mut sweep = gradual::Sweep::new(&trainer);
    /// sweep.advance(&trainer, 100);
    /// trainer.step(1);
    /// sweep.cancel();
    /// let scores = sweep.advance(&trainer, usize::MAX).unwrap();
    /// assert_eq!(scores.iteration, 1); // of the weights as they are now
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn cancel(&mut self) {
        self.position = 0;
    }

    /// Forgets what earlier sweeps have found, too.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let data = std::sync::Arc::new(gradual::data::generators::points::generate(&points)?);
    /// # let mut trainer = gradual::Trainer::new(gradual::ModelConfig::default(), data, 1)?;
    /// let mut sweep = gradual::Sweep::new(&trainer);
    /// sweep.advance(&trainer, usize::MAX);
    /// assert_eq!(sweep.predictions().count(), 60);
    /// sweep.forget();
    /// assert_eq!(sweep.predictions().count(), 0);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn forget(&mut self) {
        self.cancel();
        self.found.clear();
    }

    /// Scores up to `examples` more; the scores once all are done.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let data = std::sync::Arc::new(gradual::data::generators::points::generate(&points)?);
    /// # let mut trainer = gradual::Trainer::new(gradual::ModelConfig::default(), data, 1)?;
    /// use gradual::Sweep;
    ///
    /// let mut sweep = Sweep::new(&trainer);
    /// let scores = loop {
    ///     trainer.step(1); // one can go on training meanwhile
    ///     if let Some(scores) = sweep.advance(&trainer, 50) {
    ///         break scores;
    ///     }
    /// };
    /// assert_eq!((scores.iteration, trainer.iteration()), (1, 4));
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn advance(&mut self, trainer: &Trainer, examples: usize) -> Option<Scores> {
        if self.position == 0 {
            self.begin(trainer);
        }
        let data = trainer.data();
        let (train, held_out) = stretches(data);
        let total = train.len() + held_out.len();
        let end = total.min(self.position.saturating_add(examples));
        while self.position < end {
            let stretch = if self.position < train.len() {
                &train
            } else {
                &held_out
            };
            let first = if self.position < train.len() {
                self.position
            } else {
                self.position - train.len()
            };
            let count = self
                .network
                .chunk()
                .min(end - self.position)
                .min(stretch.len() - first);
            let start = stretch.start + first;
            self.score(data, start..start + count);
            self.position += count;
        }
        (self.position == total).then(|| self.finish(train.len(), held_out.len()))
    }

    fn begin(&mut self, trainer: &Trainer) {
        self.parameters.clear();
        self.parameters.extend_from_slice(trainer.parameters());
        self.penalty = trainer
            .model()
            .penalty(trainer.config().l1, trainer.config().l2);
        (self.train, self.held_out) = (Tally::default(), Tally::default());
        self.under_way.clear();
        self.moment = Scores {
            iteration: trainer.iteration(),
            epochs: trainer.epochs(),
            evaluations: trainer.evaluations(),
            gradient_norm: trainer.gradient_norm(),
            ..Scores::default()
        };
    }

    /// Adds examples of one stretch to its tally.
    fn score(&mut self, data: &Dataset, examples: Range<usize>) {
        let outputs = data.outputs();
        self.batch.gather(data, examples.clone());
        let (x, t) = (
            self.batch.input(data.features()),
            self.batch.targets(outputs),
        );
        let loss = self
            .network
            .with(&self.parameters)
            .total_loss(x, t, &mut self.workspace);
        let y = self.workspace.y(t.len());
        let training = examples.start < data.train_count();
        let tally = if training {
            &mut self.train
        } else {
            &mut self.held_out
        };
        tally.loss += loss;
        if data.is_regression() {
            data.targets()[examples]
                .iter()
                .for_each(|&t| tally.spread.add(t));
            return;
        }
        let labels = &data.labels()[examples];
        tally.right += y
            .chunks_exact(outputs)
            .zip(labels)
            .filter(|(y, label)| is_right(y, **label))
            .count();
        if !training {
            self.under_way.push(y, labels);
        }
    }

    fn finish(&mut self, train: usize, held_out: usize) -> Scores {
        self.position = 0;
        let held_out = self.mean(self.held_out, held_out);
        if held_out.is_none() {
            self.under_way.clear();
        }
        mem::swap(&mut self.found, &mut self.under_way);
        Scores {
            train: self.mean(self.train, train),
            held_out,
            ..self.moment
        }
    }

    fn mean(&self, tally: Tally, examples: usize) -> Option<Score> {
        let loss = tally.loss / examples as f64;
        let accuracy = match tally.spread {
            Spread { count: 0.0, .. } => Some(tally.right as f64 / examples as f64),
            spread => spread
                .variance()
                .map(|variance| 1.0 - 2.0 * loss / variance),
        };
        let score = Score {
            examples,
            loss,
            penalised: loss + self.penalty,
            accuracy,
        };
        score.penalised.is_finite().then_some(score)
    }
}

/// The training examples that are scored, and the held-out ones.
fn stretches(data: &Dataset) -> (Range<usize>, Range<usize>) {
    let most = match data.shape() {
        Shape::Units(_) => usize::MAX,
        Shape::Picture(_) => TRAIN_SAMPLE,
    };
    let train = data.train_count().min(most);
    (0..train, data.train_count()..data.count())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::data::generators::points::{PointSet, PointsConfig, generate};
    use crate::trainer::settings::tests::tanh_network;

    fn trainer(held_out: f32) -> Trainer {
        let config = PointsConfig {
            set: PointSet::Moons,
            count: 700,
            noise: 0.1,
            held_out,
            seed: 1,
        };
        Trainer::new(tanh_network(4), Arc::new(generate(&config).unwrap()), 1).unwrap()
    }

    #[test]
    fn a_sweep_in_pieces_scores_the_weights_of_its_start() {
        let mut trainer = trainer(0.5);
        let (mut whole, mut pieces) = (Sweep::new(&trainer), Sweep::new(&trainer));
        let expected = whole.advance(&trainer, usize::MAX).unwrap();
        for _ in 0..6 {
            assert!(pieces.advance(&trainer, 100).is_none());
            trainer.step(1);
        }
        let scores = pieces.advance(&trainer, 100).unwrap();
        assert_eq!((scores.iteration, scores.train.unwrap().examples), (0, 350));
        assert!((scores.train.unwrap().loss - expected.train.unwrap().loss).abs() < 1e-9);
        assert_eq!(
            scores.held_out.unwrap().accuracy,
            expected.held_out.unwrap().accuracy
        );
    }

    #[test]
    fn all_points_are_scored() {
        let config = PointsConfig {
            set: PointSet::Circles,
            count: 5000,
            noise: 0.1,
            held_out: 0.2,
            seed: 1,
        };
        let data = Arc::new(generate(&config).unwrap());
        let trainer = Trainer::new(tanh_network(4), data, 1).unwrap();
        let scores = Sweep::new(&trainer).advance(&trainer, usize::MAX).unwrap();
        let examples = [scores.train, scores.held_out].map(|score| score.unwrap().examples);
        assert_eq!(examples, [4000, 1000]);
    }

    #[test]
    fn what_was_said_of_each_example_is_kept_until_the_next_sweep_ends() {
        let mut trainer = trainer(0.5);
        let mut sweep = Sweep::new(&trainer);
        trainer.step(100);
        let score = sweep
            .advance(&trainer, usize::MAX)
            .unwrap()
            .held_out
            .unwrap();
        trainer.step(1);
        assert!(sweep.advance(&trainer, 500).is_none());
        let predictions = sweep.predictions();
        assert_eq!(predictions.count(), 350);
        let right = predictions
            .examples()
            .filter(|&i| predictions.is_right(i))
            .count();
        assert_eq!(Some(right as f64 / 350.0), score.accuracy);
        sweep.forget();
        assert_eq!(sweep.predictions().count(), 0);
    }

    #[test]
    fn nothing_held_out_is_no_score() {
        let trainer = trainer(0.0);
        let scores = Sweep::new(&trainer).advance(&trainer, usize::MAX).unwrap();
        assert!(scores.held_out.is_none() && scores.train.is_some());
    }

    #[test]
    fn values_that_are_all_the_same_have_no_variance() {
        let spread = |values: &[f32]| {
            let mut spread = Spread::default();
            values.iter().for_each(|&value| spread.add(value));
            spread.variance()
        };
        assert_eq!((spread(&[0.1]), spread(&[0.3; 7])), (None, None));
        assert!((spread(&[-1.0, 1.0]).unwrap() - 1.0).abs() < 1e-12);
    }
}
