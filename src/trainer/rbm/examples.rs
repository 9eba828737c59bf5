//! What a Boltzmann machine learns from: rows of visible units, with or without labels behind them.

use std::ops::Range;
use std::sync::Arc;

use crate::data::dataset::Dataset;
use crate::error::{Error, Result, check_size, in_range};

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
#[derive(Clone, Debug, PartialEq)]
pub struct Examples {
    rows: Arc<[f32]>,
    visible: usize,
    labels: usize,
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
        in_range("The number of visible units", visible as f64, 1.0, 4096.0)?;
        if rows.is_empty() {
            let what = "The training set of the machine".into();
            return Err(Error::Empty { what });
        }
        let whole = (rows.len() / visible).max(1) * visible;
        check_size("Values for the visible units", rows.len(), whole)?;
        Ok(Self {
            rows: rows.into(),
            visible,
            labels: 0,
        })
    }

    /// Some examples of a data set: those to train on are the first, and those held out come after them.
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
    pub fn of(data: &Dataset, examples: Range<usize>) -> Result<Self> {
        let visible = data.features();
        let mut rows = vec![0.0; examples.len() * visible];
        for (example, row) in examples.zip(rows.chunks_exact_mut(visible)) {
            data.check_example(example)?;
            data.copy_input(example, row);
        }
        Self::new(rows, visible)
    }

    /// The same with a group of `classes` label units behind each row, of which the label's is on.
    pub fn with_labels(&self, labels: &[u8], classes: usize) -> Result<Self> {
        check_size("Labels of the examples", labels.len(), self.count())?;
        let mut rows = Vec::with_capacity(self.count() * (self.visible + classes));
        for (row, &label) in self.rows.chunks_exact(self.visible).zip(labels) {
            in_range("A label", label.into(), 0.0, classes as f64 - 1.0)?;
            rows.extend_from_slice(row);
            rows.extend((0..classes).map(|class| f32::from(u8::from(class == usize::from(label)))));
        }
        let examples = Self::new(rows, self.visible + classes)?;
        let labels = classes;
        Ok(Self { labels, ..examples })
    }

    /// All of them, `[count, visible]`.
    pub fn rows(&self) -> &[f32] {
        &self.rows
    }

    /// One of them, `[visible]`.
    ///
    /// # Panics
    ///
    /// Panics where there are not as many.
    #[inline]
    pub fn row(&self, example: usize) -> &[f32] {
        &self.rows[example * self.visible..][..self.visible]
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.rows.len() / self.visible
    }

    /// How many visible units each has, labels included.
    pub fn visible(&self) -> usize {
        self.visible
    }

    /// How many of these are labels.
    pub fn labels(&self) -> usize {
        self.labels
    }
}
