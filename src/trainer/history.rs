//! The curves: scores against epochs, in bounded memory.

use serde::{Deserialize, Serialize};

use super::settings::MOST_MODELS;
use super::state::MOST_COUNTED;
use super::sweep::{Score, Scores};
use crate::error::{Error, Result};
use crate::floats;

/// Records kept; when they are full, every second one goes and from then on every second one is taken.
pub const MOST_RECORDS: usize = 1024;

/// What a curve can show of a model, and what it can be shown against.
pub const QUANTITIES: [&str; 8] = [
    "trainLoss",
    "heldOutLoss",
    "trainAccuracy",
    "heldOutAccuracy",
    "iterations",
    "epochs",
    "evaluations",
    "seconds",
];

/// Quantities that a file keeps: all but the seconds, which are others each time.
const WRITTEN: usize = QUANTITIES.len() - 1;

/// Scores over time, a column for each quantity of each model.
///
/// ```
/// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
/// # let recipe = gradual::Recipe::new(gradual::Source::Set(points), vec![gradual::ModelConfig::default()], 1);
/// # let mut race = gradual::Race::from_recipe(&recipe)?;
/// for _ in 0..3 {
///     race.step_epoch();
///     race.evaluate(usize::MAX);
/// }
/// let curve = race.history().epochs().iter().zip(race.history().column(0, "heldOutLoss")?);
/// assert_eq!(curve.count(), 3);
/// # Ok::<(), gradual::Error>(())
/// ```
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(into = "Written", try_from = "Written")]
pub struct History {
    epochs: Vec<f32>,
    /// `[models · quantities]` columns of the same length; NaN where there is no score.
    columns: Vec<Vec<f32>>,
    /// One in `stride` offers is recorded.
    stride: usize,
    offers: usize,
}

/// The curves as a file has them.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    models: usize,
    #[serde(with = "floats")]
    epochs: Vec<f32>,
    /// `[models, quantities, records]`.
    #[serde(with = "floats")]
    curves: Vec<f32>,
    stride: usize,
    offers: usize,
}

impl From<History> for Written {
    fn from(history: History) -> Self {
        let models = history.columns.chunks_exact(QUANTITIES.len());
        let kept = models.flat_map(|columns| &columns[..WRITTEN]);
        Self {
            models: history.models(),
            curves: kept.flatten().copied().collect(),
            epochs: history.epochs,
            stride: history.stride,
            offers: history.offers,
        }
    }
}

impl TryFrom<Written> for History {
    type Error = &'static str;

    fn try_from(written: Written) -> std::result::Result<Self, &'static str> {
        let records = written.epochs.len();
        let whole = written.models <= MOST_MODELS
            && written.curves.len() == written.models * WRITTEN * records
            && records <= MOST_RECORDS
            && written.stride.is_power_of_two()
            && (written.stride.max(written.offers) as u64) < MOST_COUNTED;
        let values = || written.epochs.iter().chain(&written.curves);
        if !whole || values().any(|value| value.is_infinite()) {
            return Err("curves of another length, or beyond all numbers");
        }
        let mut history = Self::new(written.models);
        history.epochs.extend(written.epochs);
        let models = history.columns.chunks_exact_mut(QUANTITIES.len());
        let kept = models.flat_map(|columns| &mut columns[..WRITTEN]);
        let curves = written.curves.chunks_exact(records.max(1));
        kept.zip(curves)
            .for_each(|(column, curve)| column.extend(curve));
        let seconds = history
            .columns
            .iter_mut()
            .skip(WRITTEN)
            .step_by(QUANTITIES.len());
        seconds.for_each(|column| column.resize(records, 0.0));
        (history.stride, history.offers) = (written.stride, written.offers);
        Ok(history)
    }
}

impl History {
    /// Empty curves for so many models.
    pub fn new(models: usize) -> Self {
        Self {
            epochs: Vec::with_capacity(MOST_RECORDS),
            columns: (0..models * QUANTITIES.len())
                .map(|_| Vec::with_capacity(MOST_RECORDS))
                .collect(),
            stride: 1,
            offers: 0,
        }
    }

    /// How many models there are.
    pub fn models(&self) -> usize {
        self.columns.len() / QUANTITIES.len()
    }

    /// Forgets all records of all models.
    pub fn clear(&mut self) {
        self.epochs.clear();
        self.columns.iter_mut().for_each(Vec::clear);
        (self.stride, self.offers) = (1, 0);
    }

    /// Offers the scores of all models at one moment. Where that is the moment of the last record, as when the data change
    /// while nothing is learned, they take its place.
    pub fn offer(&mut self, epochs: f64, scores: impl Iterator<Item = Scores>) {
        if self.epochs.last() == Some(&(epochs as f32)) {
            self.forget_last();
        } else {
            self.offers += 1;
            if !(self.offers - 1).is_multiple_of(self.stride) {
                return;
            }
        }
        if self.epochs.len() == MOST_RECORDS {
            self.thin();
        }
        self.epochs.push(epochs as f32);
        for (columns, scores) in self.columns.chunks_exact_mut(QUANTITIES.len()).zip(scores) {
            let values = values(scores);
            for (column, value) in columns.iter_mut().zip(values) {
                column.push(value);
            }
        }
    }

    /// Forgets a model; the others' curves stay.
    pub fn remove(&mut self, model: usize) {
        self.columns
            .drain(model * QUANTITIES.len()..(model + 1) * QUANTITIES.len());
    }

    /// Forgets what came after `epochs`.
    pub fn truncate(&mut self, epochs: f64) {
        let kept = self.epochs.partition_point(|&at| at <= epochs as f32);
        self.epochs.truncate(kept);
        self.columns
            .iter_mut()
            .for_each(|column| column.truncate(kept));
        self.offers = kept * self.stride;
    }

    fn forget_last(&mut self) {
        self.epochs.pop();
        for column in &mut self.columns {
            column.pop();
        }
    }

    fn thin(&mut self) {
        self.stride *= 2;
        keep_every_second(&mut self.epochs);
        self.columns.iter_mut().for_each(keep_every_second);
    }

    /// x of every curve, in epochs.
    pub fn epochs(&self) -> &[f32] {
        &self.epochs
    }

    /// The curve of `model` for one of [`QUANTITIES`].
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let recipe = gradual::Recipe::new(gradual::Source::Set(points), vec![gradual::ModelConfig::default()], 1);
    /// # let mut race = gradual::Race::from_recipe(&recipe)?;
    /// race.step_epoch();
    /// race.evaluate(usize::MAX);
    /// assert_eq!(race.history().column(0, "trainAccuracy")?.len(), 1);
    /// assert!(race.history().column(0, "temperature").is_err());
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn column(&self, model: usize, quantity: &str) -> Result<&[f32]> {
        let place = QUANTITIES.iter().position(|&name| name == quantity);
        let place = place.ok_or_else(|| Error::Configuration {
            field: quantity.into(),
            problem: format!("it is none of {}", QUANTITIES.join(", ")),
        })?;
        let column = self.columns.get(model * QUANTITIES.len() + place);
        column.map(Vec::as_slice).ok_or_else(|| Error::Unsuitable {
            what: format!("There is no curve of model {model}"),
        })
    }
}

/// In the order of [`QUANTITIES`].
fn values(scores: Scores) -> [f32; QUANTITIES.len()] {
    let of = |score: Option<Score>, value: fn(Score) -> Option<f64>| {
        score.and_then(value).unwrap_or(f64::NAN)
    };
    let (train, held_out) = (scores.train, scores.held_out);
    [
        of(train, |score| Some(score.loss)),
        of(held_out, |score| Some(score.loss)),
        of(train, |score| score.accuracy),
        of(held_out, |score| score.accuracy),
        scores.iteration as f64,
        scores.epochs,
        scores.evaluations as f64,
        scores.seconds,
    ]
    .map(|value| value as f32)
}

fn keep_every_second(values: &mut Vec<f32>) {
    for i in 0..values.len() / 2 {
        values[i] = values[2 * i];
    }
    values.truncate(values.len() / 2);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_run_keeps_its_whole_span_in_bounded_memory() {
        let mut history = History::new(1);
        for i in 0..10 * MOST_RECORDS {
            history.offer(i as f64, [Scores::default()].into_iter());
        }
        let epochs = history.epochs();
        assert!((MOST_RECORDS / 2..=MOST_RECORDS).contains(&epochs.len()));
        assert_eq!(epochs[0], 0.0);
        assert!(
            epochs
                .windows(2)
                .all(|pair| pair[1] - pair[0] == epochs[1] - epochs[0])
        );
        assert!(epochs[epochs.len() - 1] > 9.9 * MOST_RECORDS as f32 - 32.0);
        assert_eq!(
            history.column(0, "trainLoss").map(<[f32]>::len).ok(),
            Some(epochs.len())
        );
        assert!(history.column(0, "nonsense").is_err());
    }

    #[test]
    fn a_moment_is_recorded_once_as_it_was_last() {
        let mut history = History::new(1);
        for iteration in [1, 2, 3] {
            let scores = Scores {
                iteration,
                ..Scores::default()
            };
            history.offer(0.5, [scores].into_iter());
        }
        history.offer(0.6, [Scores::default()].into_iter());
        assert_eq!(history.epochs(), [0.5, 0.6]);
        assert_eq!(history.column(0, "iterations").unwrap(), [3.0, 0.0]);
    }
}
