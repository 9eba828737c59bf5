//! The curves: scores against epochs, in bounded memory.

use super::sweep::Scores;

/// Records kept; when they are full, every second one goes and from then on every second one is taken.
pub const MOST_RECORDS: usize = 1024;

/// What a curve can show of a model.
pub const QUANTITIES: [&str; 4] = [
    "trainLoss",
    "heldOutLoss",
    "trainAccuracy",
    "heldOutAccuracy",
];

/// Scores over time, a column for each quantity of each model.
pub struct History {
    epochs: Vec<f32>,
    /// `[models · quantities]` columns of the same length; NaN where there is no score.
    columns: Vec<Vec<f32>>,
    /// One in `stride` offers is recorded.
    stride: usize,
    offers: usize,
}

impl History {
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

    pub fn clear(&mut self) {
        self.epochs.clear();
        self.columns.iter_mut().for_each(Vec::clear);
        (self.stride, self.offers) = (1, 0);
    }

    /// Offers the scores of all models at one moment.
    pub fn offer<'a>(&mut self, epochs: f64, scores: impl Iterator<Item = &'a Scores>) {
        self.offers += 1;
        if !(self.offers - 1).is_multiple_of(self.stride) {
            return;
        }
        if self.epochs.len() == MOST_RECORDS {
            self.thin();
        }
        self.epochs.push(epochs as f32);
        for (columns, scores) in self.columns.chunks_exact_mut(QUANTITIES.len()).zip(scores) {
            let loss =
                |score: Option<super::sweep::Score>| score.map_or(f32::NAN, |s| s.loss as f32);
            let accuracy =
                |score: Option<super::sweep::Score>| score.map_or(f32::NAN, |s| s.accuracy as f32);
            columns[0].push(loss(scores.train));
            columns[1].push(loss(scores.held_out));
            columns[2].push(accuracy(scores.train));
            columns[3].push(accuracy(scores.held_out));
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

    /// The curve of `model` for one of [`QUANTITIES`], if there is such.
    pub fn column(&self, model: usize, quantity: &str) -> Option<&[f32]> {
        let place = QUANTITIES.iter().position(|&name| name == quantity)?;
        self.columns
            .get(model * QUANTITIES.len() + place)
            .map(Vec::as_slice)
    }
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
            history.offer(i as f64, [Scores::default()].iter());
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
            history.column(0, "trainLoss").map(<[f32]>::len),
            Some(epochs.len())
        );
        assert_eq!(history.column(0, "nonsense"), None);
    }
}
