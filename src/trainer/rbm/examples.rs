//! What a Boltzmann machine learns from: rows of visible units, with or without labels behind them.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use crate::data::dataset::Dataset;
use crate::error::{Error, Result, check_size, in_range};
use crate::learning::rbm::Rbm;

/// Rows `[count, visible]` that many may share, of which the last `labels` units of each are its label, one of them on.
///
/// ```
/// use gradual::trainer::rbm::examples::Examples;
///
/// let examples = Examples::new(vec![1.0, 0.0, 0.0, 1.0], 2)?;
/// let labelled = examples.with_labels(&[2, 0], 3)?;
/// assert_eq!((labelled.count(), labelled.visible(), labelled.labels()), (2, 5, 3));
/// assert_eq!(labelled.rows()[..5], [1.0, 0.0, 0.0, 0.0, 1.0]);
/// # Ok::<(), gradual::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Examples {
    inputs: Inputs,
    count: usize,
    /// How many units a row has without its label.
    width: usize,
    /// The classes of the examples, and how many there are.
    labels: Option<(Arc<[u8]>, usize)>,
}

/// Where the rows are: in numbers of their own, or in a data set, which keeps them in far less.
#[derive(Clone, Debug)]
enum Inputs {
    /// `[count, width]`.
    Own(Arc<[f32]>),
    /// From example `first` on; `inverted`: 1 − x for each x.
    Of {
        data: Arc<Dataset>,
        first: usize,
        inverted: bool,
    },
}

impl Examples {
    /// Rows of so many visible units; at least one.
    ///
    /// ```
    /// use gradual::trainer::rbm::examples::Examples;
    ///
    /// let refused = Examples::new(vec![1.0; 5], 2).unwrap_err().to_string();
    /// assert_eq!(refused, "Values for the visible units: got 5, but 4 are needed.");
    /// assert!(Examples::new(vec![], 2).is_err());
    /// ```
    pub fn new(rows: Vec<f32>, visible: usize) -> Result<Self> {
        let whole = rows.len().checked_div(visible).unwrap_or(0);
        let count = check(if rows.is_empty() { 0 } else { whole.max(1) }, visible)?;
        check_size("Values for the visible units", rows.len(), count * visible)?;
        Ok(Self {
            inputs: Inputs::Own(rows.into()),
            count,
            width: visible,
            labels: None,
        })
    }

    /// Some examples of a data set, which they share: those to train on are the first, and those held out come after them.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let data = std::sync::Arc::new(gradual::data::generators::points::generate(&points)?);
    /// use gradual::trainer::rbm::examples::Examples;
    ///
    /// let train = Examples::of(&data, 0..data.train_count())?;
    /// assert_eq!((train.count(), train.visible()), (140, 2));
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn of(data: &Arc<Dataset>, examples: Range<usize>) -> Result<Self> {
        let count = check(examples.len(), data.features())?;
        data.check_example(examples.end - 1)?;
        let inputs = Inputs::Of {
            data: data.clone(),
            first: examples.start,
            inverted: false,
        };
        Ok(Self {
            inputs,
            count,
            width: data.features(),
            labels: None,
        })
    }

    /// The same with 1 − x for each x: ink becomes paper.
    ///
    /// ```
    /// use gradual::trainer::rbm::examples::Examples;
    ///
    /// let examples = Examples::new(vec![1.0, 0.25], 2)?;
    /// assert_eq!(examples.inverted().rows(), [0.0, 0.75].as_slice());
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn inverted(mut self) -> Self {
        match &mut self.inputs {
            Inputs::Own(rows) => *rows = rows.iter().map(|x| 1.0 - x).collect(),
            Inputs::Of { inverted, .. } => *inverted = !*inverted,
        }
        self
    }

    /// The same with a group of `classes` label units behind each row, of which the label's is on.
    pub fn with_labels(&self, labels: &[u8], classes: usize) -> Result<Self> {
        check_size("Labels of the examples", labels.len(), self.count)?;
        in_range("The number of classes", classes as f64, 2.0, 256.0)?;
        for &label in labels {
            in_range("A label", label.into(), 0.0, classes as f64 - 1.0)?;
        }
        check(self.count, self.width + classes)?;
        let labels = Some((labels.into(), classes));
        Ok(Self {
            labels,
            ..self.clone()
        })
    }

    /// Copies one of them to `out` `[visible]`.
    ///
    /// # Panics
    ///
    /// Panics where there are not as many.
    #[inline]
    pub fn copy(&self, example: usize, out: &mut [f32]) {
        let (row, label) = out.split_at_mut(self.width);
        match &self.inputs {
            Inputs::Own(rows) => row.copy_from_slice(&rows[example * self.width..][..self.width]),
            Inputs::Of {
                data,
                first,
                inverted,
            } => {
                data.copy_input(first + example, row);
                if *inverted {
                    row.iter_mut().for_each(|x| *x = 1.0 - *x);
                }
            }
        }
        label.fill(0.0);
        if let Some((labels, _)) = &self.labels {
            label[usize::from(labels[example])] = 1.0;
        }
    }

    /// Some of them, `[range, visible]`.
    ///
    /// ```
    /// use gradual::trainer::rbm::examples::Examples;
    ///
    /// let examples = Examples::new(vec![1.0, 0.0, 0.0, 0.5], 2)?;
    /// assert_eq!(examples.part(1..2), [0.0, 0.5].as_slice());
    /// # Ok::<(), gradual::Error>(())
    /// ```
    ///
    /// # Panics
    ///
    /// Panics where there are not as many.
    pub fn part(&self, range: Range<usize>) -> Cow<'_, [f32]> {
        if let (Inputs::Own(rows), None) = (&self.inputs, &self.labels) {
            return Cow::Borrowed(&rows[range.start * self.width..range.end * self.width]);
        }
        let visible = self.visible();
        let mut rows = vec![0.0; range.len() * visible];
        for (example, row) in range.zip(rows.chunks_exact_mut(visible)) {
            self.copy(example, row);
        }
        Cow::Owned(rows)
    }

    /// The first of them, `[at most so many, visible]`.
    pub fn first(&self, most: usize) -> Cow<'_, [f32]> {
        self.part(0..self.count.min(most))
    }

    /// The mean of each visible unit, `[visible]`, where all values are such that a machine can have them.
    ///
    /// ```
    /// use gradual::learning::rbm::{Rbm, VisibleUnits};
    /// use gradual::trainer::rbm::examples::Examples;
    ///
    /// let rbm = Rbm::new(2, 1, VisibleUnits::Binary)?;
    /// assert_eq!(Examples::new(vec![1.0, 0.0, 0.0, 0.5], 2)?.means(rbm)?, [0.5, 0.25]);
    /// assert!(Examples::new(vec![1.0, 2.0], 2)?.means(rbm).is_err());
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn means(&self, rbm: Rbm) -> Result<Vec<f64>> {
        let visible = self.visible();
        let (mut means, mut row) = (vec![0.0; visible], vec![0.0; visible]);
        for example in 0..self.count {
            self.copy(example, &mut row);
            rbm.check_rows(&row)?;
            means
                .iter_mut()
                .zip(&row)
                .for_each(|(mean, &x)| *mean += f64::from(x));
        }
        let share = 1.0 / self.count as f64;
        means.iter_mut().for_each(|mean| *mean *= share);
        Ok(means)
    }

    /// All of them, `[count, visible]`.
    pub fn rows(&self) -> Cow<'_, [f32]> {
        self.first(self.count)
    }

    /// One of them, `[visible]`.
    ///
    /// # Panics
    ///
    /// Panics where there are not as many.
    pub fn row(&self, example: usize) -> Cow<'_, [f32]> {
        self.part(example..example + 1)
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.count
    }

    /// How many visible units each has, labels included.
    #[inline]
    pub fn visible(&self) -> usize {
        self.width + self.labels()
    }

    /// How many of these are labels.
    #[inline]
    pub fn labels(&self) -> usize {
        self.labels.as_ref().map_or(0, |(_, classes)| *classes)
    }
}

/// Whether a machine can have so many examples of so many units each; returns how many examples.
fn check(count: usize, visible: usize) -> Result<usize> {
    in_range("The number of visible units", visible as f64, 1.0, 4096.0)?;
    if count == 0 {
        let what = "The training set of the machine".into();
        return Err(Error::Empty { what });
    }
    Ok(count)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::dataset::Inputs as Stored;
    use crate::pieces::shape::Shape;

    #[test]
    fn rows_of_a_data_set_are_its_own_turned_round_and_labelled_where_one_likes() {
        let pixels = Stored::Pixels(vec![255, 0, 0, 255, 51, 255]);
        let data = Dataset::new(pixels, Shape::Units(2), vec![0, 1, 1], 2, 2).unwrap();
        let examples = Examples::of(&Arc::new(data), 1..3).unwrap();
        assert_eq!(examples.rows(), [0.0, 1.0, 0.2, 1.0].as_slice());
        let labelled = examples.inverted().with_labels(&[1, 0], 2).unwrap();
        let expected = [1.0, 0.0, 0.0, 1.0, 0.8, 0.0, 1.0, 0.0];
        assert_eq!(labelled.rows(), expected.as_slice());
        assert_eq!(labelled.row(1), &expected[4..]);
    }

    #[test]
    fn examples_that_are_not_there_are_refused() {
        let data = Dataset::new(
            Stored::Values(vec![0.0, 1.0]),
            Shape::Units(1),
            vec![0, 1],
            2,
            2,
        );
        let data = Arc::new(data.unwrap());
        assert!(Examples::of(&data, 0..2).is_ok());
        assert!(Examples::of(&data, 0..3).is_err() && Examples::of(&data, 1..1).is_err());
        let examples = Examples::of(&data, 0..2).unwrap();
        assert!(
            examples.with_labels(&[0], 2).is_err() && examples.with_labels(&[0, 2], 2).is_err()
        );
    }
}
