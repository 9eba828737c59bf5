//! Cross-validation: each value of a setting is judged by examples that were not trained on (Stone 1974).
//!
//! The training examples are dealt into K folds. For every value and every fold a model of its own starts anew, learns the
//! other K − 1 folds, and is scored on the one left out. A value's loss is the mean over the folds; its spread s, the sample
//! standard deviation over them, tells how far to trust it, and s / √K is the standard error of the mean. What the race
//! holds out takes no part, so it can still judge the choice.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::grid::Setting;
use super::settings::ModelConfig;
use super::sweep::{Score, Sweep};
use super::training::Trainer;
use crate::data::dataset::Dataset;
use crate::data::splits::folds::Folds;
use crate::error::{Result, in_range};
use crate::integer::integer;

/// The most epochs of a run.
const MOST_EPOCHS: f64 = 10_000.0;

/// What to compare, and how.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "page", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FoldsConfig {
    /// What is varied; all other settings stay as they are.
    pub setting: Setting,
    /// 1 to 12 values of the setting.
    pub values: Vec<f64>,
    /// K, 2 to 10.
    #[serde(deserialize_with = "integer")]
    pub folds: usize,
    /// How long each run trains, 1 to 10,000.
    #[serde(deserialize_with = "integer")]
    pub epochs: u32,
}

/// The mean over folds, or over seeds, and how far they spread around it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "page", derive(tsify::Tsify))]
pub struct Spread {
    /// Over all K of them.
    pub mean: f64,
    /// Sample standard deviation, with K − 1.
    pub deviation: f64,
    /// Standard error of the mean: deviation / √K.
    pub error: f64,
}

impl Spread {
    /// Of at least two values.
    pub(super) fn of(values: impl ExactSizeIterator<Item = f64> + Clone) -> Self {
        let count = values.len() as f64;
        let mean = values.clone().sum::<f64>() / count;
        let squares: f64 = values.map(|value| (value - mean) * (value - mean)).sum();
        let deviation = (squares / (count - 1.0)).sqrt();
        let error = deviation / count.sqrt();
        Self {
            mean,
            deviation,
            error,
        }
    }
}

/// A model with one value of the setting.
#[derive(Debug)]
pub struct Candidate {
    /// What the setting is here.
    pub value: f64,
    config: ModelConfig,
    /// On each fold that was left out so far; none where the run diverged.
    pub scores: Vec<Option<Score>>,
}

impl Candidate {
    /// The spread over `folds` of a quantity; none before all are scored, or where a run diverged.
    fn spread(&self, folds: usize, quantity: impl Fn(&Score) -> Option<f64>) -> Option<Spread> {
        let scores: Vec<f64> = self.scores.iter().flatten().filter_map(quantity).collect();
        (scores.len() == folds).then(|| Spread::of(scores.into_iter()))
    }
}

/// A cross-validation under way. It has models and data of its own, and never touches the race that it was asked for.
///
/// ```
/// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
/// # let data = std::sync::Arc::new(gradual::data::generators::points::generate(&points)?);
/// use gradual::ModelConfig;
/// use gradual::trainer::folds::{CrossValidation, FoldsConfig};
/// use gradual::trainer::grid::Setting;
///
/// let request = FoldsConfig { setting: Setting::LearningRate, values: vec![1e-6, 0.05], folds: 3, epochs: 5 };
/// let mut comparison = CrossValidation::new(request, &ModelConfig::default(), &data, 1)?;
/// while !comparison.advance(1000)? {}
/// assert_eq!(comparison.best(), Some(1)); // the other one learns next to nothing
/// assert_eq!(comparison.choose(&ModelConfig::default(), 1)?.learning_rate, 0.05);
/// # Ok::<(), gradual::Error>(())
/// ```
#[derive(Debug)]
pub struct CrossValidation {
    request: FoldsConfig,
    source: Arc<Dataset>,
    folds: Folds,
    seed: u32,
    candidates: Vec<Candidate>,
    running: Option<Trainer>,
}

impl CrossValidation {
    /// Compares settings of `model` on the training examples of `data`. `seed` fixes the folds, and the first weights and
    /// batches of every run, so that runs differ by their value and fold alone.
    pub fn new(
        request: FoldsConfig,
        model: &ModelConfig,
        data: &Arc<Dataset>,
        seed: u32,
    ) -> Result<Self> {
        let epochs = f64::from(request.epochs);
        in_range("The number of epochs of a run", epochs, 1.0, MOST_EPOCHS)?;
        let folds = Folds::new(data, request.folds, seed)?;
        (0..folds.count()).try_for_each(|fold| folds.fold(data, fold).map(drop))?;
        let configs = request.setting.grid(model, &request.values)?;
        for config in &configs {
            config.architecture(data).layers()?;
        }
        let candidate = |(&value, config)| Candidate {
            value,
            config,
            scores: Vec::with_capacity(folds.count()),
        };
        Ok(Self {
            candidates: request.values.iter().zip(configs).map(candidate).collect(),
            folds,
            source: Arc::clone(data),
            running: None,
            request,
            seed,
        })
    }

    /// What is compared, and how.
    pub fn request(&self) -> &FoldsConfig {
        &self.request
    }

    /// One for each value, in the order of the request.
    pub fn candidates(&self) -> &[Candidate] {
        &self.candidates
    }

    /// How many runs there are: one for each value and fold.
    pub fn runs(&self) -> usize {
        self.candidates.len() * self.folds.count()
    }

    /// How many of them are over.
    pub fn runs_done(&self) -> usize {
        self.candidates.iter().map(|c| c.scores.len()).sum()
    }

    /// Whether every candidate has been scored on every fold.
    pub fn is_done(&self) -> bool {
        self.runs_done() == self.runs()
    }

    /// The part of all epochs that is over, 0 to 1.
    pub fn progress(&self) -> f64 {
        let under_way = self.running.as_ref().map_or(0.0, Trainer::epochs);
        let part = (under_way / f64::from(self.request.epochs)).min(1.0);
        (self.runs_done() as f64 + part) / self.runs() as f64
    }

    /// Whether data and settings are still those that it began with, but for the setting it varies.
    pub fn is_current(&self, model: &ModelConfig, data: &Arc<Dataset>) -> bool {
        let first = &self.candidates[0];
        let config = self.request.setting.set(model, first.value);
        Arc::ptr_eq(&self.source, data) && config.as_ref() == Ok(&first.config)
    }

    /// Trains on about `examples` more examples, at least a batch; `true` once all runs are over.
    pub fn advance(&mut self, examples: usize) -> Result<bool> {
        let mut seen = 0;
        while seen < examples.max(1) && !self.is_done() {
            let mut trainer = self.trainer()?;
            seen += self.train(&mut trainer, examples.saturating_sub(seen));
            if trainer.epoch() >= self.request.epochs || trainer.stopped().is_some() {
                self.score(&trainer);
            } else {
                self.running = Some(trainer);
            }
        }
        Ok(self.is_done())
    }

    /// The run under way, or the next one.
    fn trainer(&mut self) -> Result<Trainer> {
        if let Some(trainer) = self.running.take() {
            return Ok(trainer);
        }
        let done = self.runs_done();
        let (candidate, fold) = (done / self.folds.count(), done % self.folds.count());
        let config = self.candidates[candidate].config.clone();
        let data = self.folds.fold(&self.source, fold)?;
        Trainer::new(config, Arc::new(data), self.seed)
    }

    /// Trains on about `examples` examples, not beyond the run's last epoch; returns how many it were. A line search ends an
    /// epoch when it likes, and is stopped after the iteration that reaches the last one.
    fn train(&self, trainer: &mut Trainer, examples: usize) -> usize {
        let train = trainer.data().train_count();
        let batch = trainer.config().batch(train);
        let all = u64::from(self.request.epochs) * train.div_ceil(batch) as u64;
        let batches = if trainer.config().optimizer.searches() {
            1
        } else {
            ((examples / batch).max(1) as u64).min(all - trainer.iteration())
        };
        let before = trainer.epochs();
        trainer.step(batches as u32);
        (((trainer.epochs() - before) * train as f64) as usize).max(1)
    }

    /// Scores a run that is over. One that stopped has diverged, unless its line search came to rest at an optimum.
    fn score(&mut self, trainer: &Trainer) {
        let diverged = trainer.stopped().is_some() && !trainer.config().optimizer.searches();
        let scores = Sweep::new(trainer).advance(trainer, usize::MAX);
        let score = scores.and_then(|scores| scores.held_out);
        let candidate = self.runs_done() / self.folds.count();
        self.candidates[candidate]
            .scores
            .push(score.filter(|_| !diverged));
    }

    /// Loss, without the penalty, on the folds left out.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let data = std::sync::Arc::new(gradual::data::generators::points::generate(&points)?);
    /// use gradual::ModelConfig;
    /// use gradual::trainer::{folds::{CrossValidation, FoldsConfig}, grid::Setting};
    ///
    /// let request = FoldsConfig { setting: Setting::L2, values: vec![0.0, 10.0], folds: 3, epochs: 5 };
    /// let mut comparison = CrossValidation::new(request, &ModelConfig::default(), &data, 1)?;
    /// assert_eq!(comparison.loss(&comparison.candidates()[0]), None); // not yet
    /// while !comparison.advance(1000)? {}
    /// let [free, bound] = [0, 1].map(|i| comparison.loss(&comparison.candidates()[i]).unwrap().mean);
    /// assert!(free < bound);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn loss(&self, candidate: &Candidate) -> Option<Spread> {
        candidate.spread(self.folds.count(), |score| Some(score.loss))
    }

    /// Accuracy, 0 to 1, on the folds left out.
    pub fn accuracy(&self, candidate: &Candidate) -> Option<Spread> {
        candidate.spread(self.folds.count(), |score| score.accuracy)
    }

    /// The candidate of the lowest mean loss, the first of equals; none where every one diverged.
    pub fn best(&self) -> Option<usize> {
        let losses = self.losses();
        losses
            .min_by(|(_, a), (_, b)| a.mean.total_cmp(&b.mean))
            .map(|(index, _)| index)
    }

    /// The other candidates that the folds cannot tell from the best: their mean loss is within one standard error of its
    /// (Breiman, Friedman, Olshen and Stone 1984).
    pub fn ties(&self) -> Vec<usize> {
        let Some(best) = self.best() else {
            return Vec::new();
        };
        let lowest = self.loss(&self.candidates[best]);
        let most = lowest.map_or(0.0, |loss| loss.mean + loss.error);
        let tied =
            |(index, loss): (usize, Spread)| (index != best && loss.mean <= most).then_some(index);
        self.losses().filter_map(tied).collect()
    }

    fn losses(&self) -> impl Iterator<Item = (usize, Spread)> {
        let losses = self.candidates.iter().map(|candidate| self.loss(candidate));
        losses
            .enumerate()
            .filter_map(|(index, loss)| Some((index, loss?)))
    }

    /// `model` with the value of a candidate.
    pub fn choose(&self, model: &ModelConfig, candidate: usize) -> Result<ModelConfig> {
        let last = (self.candidates.len() - 1) as f64;
        in_range("The number of the candidate", candidate as f64, 0.0, last)?;
        self.request
            .setting
            .set(model, self.candidates[candidate].value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::generators::points::{PointSet, PointsConfig, generate};
    use crate::error::Error;
    use crate::learning::optimizer::Rule;
    use crate::trainer::settings::tests::tanh_network;

    fn moons() -> Arc<Dataset> {
        let config = PointsConfig {
            set: PointSet::Moons,
            count: 60,
            noise: 0.3,
            held_out: 0.3,
            seed: 1,
        };
        Arc::new(generate(&config).unwrap())
    }

    fn compare(setting: Setting, values: &[f64]) -> FoldsConfig {
        let values = values.to_vec();
        FoldsConfig {
            setting,
            values,
            folds: 3,
            epochs: 4,
        }
    }

    fn started(request: FoldsConfig, model: &ModelConfig) -> CrossValidation {
        CrossValidation::new(request, model, &moons(), 9).unwrap()
    }

    fn losses(folds: &CrossValidation) -> Vec<Option<f64>> {
        let scores = folds.candidates().iter().flat_map(|c| &c.scores);
        scores.map(|score| score.map(|score| score.loss)).collect()
    }

    #[test]
    fn spread_by_hand() {
        let spread = Spread::of([1.0, 2.0, 6.0].into_iter());
        assert_eq!((spread.mean, spread.deviation), (3.0, 7.0_f64.sqrt()));
        assert!((spread.error - (7.0_f64 / 3.0).sqrt()).abs() < 1e-15);
    }

    #[test]
    fn pieces_of_any_size_give_the_same_to_the_last_bit() {
        let request = compare(Setting::LearningRate, &[0.01, 0.1]);
        let run = |examples| {
            let mut folds = started(request.clone(), &tanh_network(4));
            let mut pieces = 1;
            while !folds.advance(examples).unwrap() {
                pieces += 1;
            }
            (losses(&folds), pieces)
        };
        let (whole, one) = run(usize::MAX);
        let (small, many) = run(1);
        assert_eq!((whole.len(), one), (6, 1));
        assert_eq!(whole, small);
        assert_eq!(many, 6 * 4 * 3, "one batch of 10 out of 28 at a time");
        assert!(whole.iter().all(Option::is_some));
    }

    /// Each run is that of a trainer which knows nothing of the others.
    #[test]
    fn a_run_is_that_of_a_trainer_alone() {
        let model = tanh_network(4);
        let mut folds = started(compare(Setting::L2, &[0.0, 0.1]), &model);
        folds.advance(usize::MAX).unwrap();
        let data = Arc::new(
            Folds::new(&moons(), 3, 9)
                .unwrap()
                .fold(&moons(), 2)
                .unwrap(),
        );
        let config = ModelConfig { l2: 0.1, ..model };
        let mut trainer = Trainer::new(config, data, 9).unwrap();
        trainer.step(4 * 3);
        let alone = Sweep::new(&trainer).advance(&trainer, usize::MAX).unwrap();
        assert_eq!(folds.candidates()[1].scores[2], alone.held_out);
    }

    #[test]
    fn progress_grows_to_one() {
        let mut folds = started(compare(Setting::Units, &[1.0, 3.0]), &tanh_network(4));
        let mut last = folds.progress();
        assert_eq!((last, folds.runs()), (0.0, 6));
        while !folds.advance(30).unwrap() {
            assert!(folds.progress() > last && folds.progress() < 1.0);
            last = folds.progress();
        }
        assert_eq!((folds.progress(), folds.runs_done()), (1.0, 6));
        assert_eq!(folds.choose(&tanh_network(4), 1), Ok(tanh_network(3)));
    }

    #[test]
    fn a_diverged_run_is_no_number_and_no_best() {
        let wild = ModelConfig {
            optimizer: Rule::Sgd,
            loss: crate::pieces::loss::Loss::SquaredErrorLinear,
            hidden: vec![],
            ..tanh_network(1)
        };
        let mut folds = started(compare(Setting::LearningRate, &[1e5, 0.1]), &wild);
        folds.advance(usize::MAX).unwrap();
        let [diverged, sound] = folds.candidates() else {
            panic!("two candidates")
        };
        assert_eq!(diverged.scores, [None; 3]);
        assert_eq!((folds.loss(diverged), folds.best()), (None, Some(1)));
        assert!(folds.loss(sound).unwrap().mean.is_finite());
    }

    #[test]
    fn equal_candidates_tie_and_the_first_is_chosen() {
        let request = compare(Setting::LearningRate, &[0.03, 0.03, 1e-6]);
        let mut folds = started(
            FoldsConfig {
                epochs: 60,
                ..request
            },
            &tanh_network(4),
        );
        assert_eq!((folds.best(), folds.ties()), (None, vec![]));
        folds.advance(usize::MAX).unwrap();
        assert_eq!((folds.best(), folds.ties()), (Some(0), vec![1]));
    }

    #[test]
    fn a_line_search_at_rest_has_not_diverged() {
        let unit = ModelConfig {
            hidden: vec![],
            optimizer: Rule::Lbfgs,
            ..tanh_network(1)
        };
        let request = compare(Setting::L2, &[0.01, 0.1]);
        let mut folds = started(
            FoldsConfig {
                epochs: 500,
                ..request
            },
            &unit,
        );
        folds.advance(usize::MAX).unwrap();
        assert!(losses(&folds).iter().all(Option::is_some));
    }

    #[test]
    fn other_data_or_settings_are_noticed() {
        let data = moons();
        let model = tanh_network(4);
        let request = compare(Setting::L2, &[0.0, 0.1]);
        let folds = CrossValidation::new(request, &model, &data, 9).unwrap();
        let chosen = folds.choose(&model, 1).unwrap();
        assert!(folds.is_current(&model, &data) && folds.is_current(&chosen, &data));
        assert!(!folds.is_current(&model, &moons()));
        assert!(!folds.is_current(&tanh_network(5), &data));
    }

    #[test]
    fn wrong_wishes_are_refused_before_anything_runs() {
        let said = |request: FoldsConfig| {
            let refused = CrossValidation::new(request, &tanh_network(4), &moons(), 9);
            refused.err().as_ref().map(Error::to_string).unwrap()
        };
        let request = compare(Setting::Units, &[4.0, 0.0]);
        assert!(said(request.clone()).contains("from 1 to 4096, but it is 0"));
        let folds = 11;
        assert!(
            said(FoldsConfig {
                folds,
                ..request.clone()
            })
            .contains("from 2 to 10")
        );
        assert!(
            said(FoldsConfig {
                epochs: 0,
                ..request
            })
            .contains("epochs of a run")
        );
    }
}
