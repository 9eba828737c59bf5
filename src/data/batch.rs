//! Some examples of a data set, gathered for a network: as rows, or as lists of non-zeros where both sides can.

use super::dataset::Dataset;
use super::digits::augment::Augmenter;
use crate::kernels::sparse::NonZeros;
use crate::network::Network;
use crate::pieces::signals::Input;

/// Room for a batch of inputs and targets, made once.
///
/// ```
/// # let x = gradual::data::dataset::Inputs::Values(vec![-1.0, -1.0, -1.0, 1.0, 1.0, -1.0, 1.0, 1.0]);
/// # let xor = gradual::Dataset::new(x, gradual::Shape::Units(2), vec![0, 1, 1, 0], 2, 4)?;
/// # let (input, loss, initial) = (gradual::Shape::Units(2), gradual::Loss::CrossEntropy, gradual::Initial::Zero);
/// # let architecture = gradual::Architecture { input, hidden: Vec::new(), outputs: 1, loss, initial };
/// # let unit = gradual::Network::new(&architecture)?;
/// use gradual::Workspace;
/// use gradual::data::batch::Batch;
///
/// let mut batch = Batch::new(&xor, &unit);
/// batch.gather(&xor, [0, 3].into_iter());
/// let (x, t) = (batch.input(xor.features()), batch.targets(xor.outputs()));
/// assert_eq!(t, [0.0, 0.0]);
/// let y = unit.with(&[0.0; 3]).predict(x, &mut Workspace::new(&unit)).to_vec();
/// assert_eq!(y, [0.5, 0.5]);
/// # Ok::<(), gradual::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Batch {
    x: Vec<f32>,
    non_zeros: Option<NonZeros>,
    t: Vec<f32>,
    count: usize,
}

impl Batch {
    /// Room for as many examples of `data` as go through `network` at once.
    ///
    /// ```
    /// # let x = gradual::data::dataset::Inputs::Values(vec![-1.0, -1.0, -1.0, 1.0, 1.0, -1.0, 1.0, 1.0]);
    /// # let xor = gradual::Dataset::new(x, gradual::Shape::Units(2), vec![0, 1, 1, 0], 2, 4)?;
    /// # let (input, loss, initial) = (gradual::Shape::Units(2), gradual::Loss::CrossEntropy, gradual::Initial::Zero);
    /// # let architecture = gradual::Architecture { input, hidden: Vec::new(), outputs: 1, loss, initial };
    /// # let unit = gradual::Network::new(&architecture)?;
    /// let batch = gradual::data::batch::Batch::new(&xor, &unit);
    /// assert!(batch.targets(1).is_empty()); // nothing has been gathered yet
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn new(data: &Dataset, network: &Network) -> Self {
        let most = network.chunk();
        let sparse = data.has_non_zeros() && network.reads_non_zeros();
        Self {
            x: vec![0.0; if sparse { 0 } else { most * data.features() }],
            non_zeros: sparse.then(|| NonZeros::with_capacity(most, data.features())),
            t: vec![0.0; most * data.outputs()],
            count: 0,
        }
    }

    /// Makes the room anew unless it is of the right size for these.
    ///
    /// ```
    /// # let x = gradual::data::dataset::Inputs::Values(vec![-1.0, -1.0, -1.0, 1.0, 1.0, -1.0, 1.0, 1.0]);
    /// # let xor = gradual::Dataset::new(x, gradual::Shape::Units(2), vec![0, 1, 1, 0], 2, 4)?;
    /// # let (input, loss, initial) = (gradual::Shape::Units(2), gradual::Loss::CrossEntropy, gradual::Initial::Zero);
    /// # let architecture = gradual::Architecture { input, hidden: Vec::new(), outputs: 1, loss, initial };
    /// # let unit = gradual::Network::new(&architecture)?;
    /// use gradual::data::batch::Batch;
    ///
    /// let mut batch = Batch::default(); // for no data yet
    /// batch.fit(&xor, &unit).gather(&xor, 0..4);
    /// assert_eq!(batch.targets(1), [0.0, 1.0, 1.0, 0.0]);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn fit(&mut self, data: &Dataset, network: &Network) -> &mut Self {
        let most = network.chunk();
        let sparse = data.has_non_zeros() && network.reads_non_zeros();
        let columns = self.non_zeros.as_ref().map(NonZeros::columns);
        let fits = self.t.len() == most * data.outputs()
            && columns == sparse.then_some(data.features())
            && (sparse || self.x.len() == most * data.features());
        if !fits {
            *self = Self::new(data, network);
        }
        self
    }

    /// Takes the examples with these numbers.
    ///
    /// ```
    /// # let x = gradual::data::dataset::Inputs::Values(vec![-1.0, -1.0, -1.0, 1.0, 1.0, -1.0, 1.0, 1.0]);
    /// # let xor = gradual::Dataset::new(x, gradual::Shape::Units(2), vec![0, 1, 1, 0], 2, 4)?;
    /// # let (input, loss, initial) = (gradual::Shape::Units(2), gradual::Loss::CrossEntropy, gradual::Initial::Zero);
    /// # let architecture = gradual::Architecture { input, hidden: Vec::new(), outputs: 1, loss, initial };
    /// # let unit = gradual::Network::new(&architecture)?;
    /// let mut batch = gradual::data::batch::Batch::new(&xor, &unit);
    /// batch.gather(&xor, [2, 1].into_iter());
    /// assert_eq!(batch.input(2).rows(), [1.0, -1.0, -1.0, 1.0]);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn gather(
        &mut self,
        data: &Dataset,
        examples: impl ExactSizeIterator<Item = usize> + Clone,
    ) {
        self.gather_targets(data, examples.clone());
        match &mut self.non_zeros {
            Some(rows) => {
                rows.clear();
                examples.for_each(|example| data.append_non_zeros(example, rows));
            }
            None => {
                let x = &mut self.x[..self.count * data.features()];
                data.gather_inputs(examples, x);
            }
        }
    }

    /// Takes the examples with these numbers, varied as `epoch` sees them.
    pub fn gather_varied(
        &mut self,
        data: &Dataset,
        examples: impl ExactSizeIterator<Item = usize> + Clone,
        augmenter: &mut Augmenter,
        epoch: u32,
    ) {
        self.gather_targets(data, examples.clone());
        match &mut self.non_zeros {
            Some(rows) => {
                rows.clear();
                examples.for_each(|example| rows.push_row(augmenter.example(data, example, epoch)));
            }
            None => {
                let rows = self.x.chunks_exact_mut(data.features());
                for (row, example) in rows.zip(examples) {
                    row.copy_from_slice(augmenter.example(data, example, epoch));
                }
            }
        }
    }

    fn gather_targets(&mut self, data: &Dataset, examples: impl ExactSizeIterator<Item = usize>) {
        self.count = examples.len();
        data.gather_targets(examples, &mut self.t[..self.count * data.outputs()]);
    }

    /// The inputs, `features` values each.
    ///
    /// ```
    /// # let x = gradual::data::dataset::Inputs::Values(vec![-1.0, -1.0, -1.0, 1.0, 1.0, -1.0, 1.0, 1.0]);
    /// # let xor = gradual::Dataset::new(x, gradual::Shape::Units(2), vec![0, 1, 1, 0], 2, 4)?;
    /// # let (input, loss, initial) = (gradual::Shape::Units(2), gradual::Loss::CrossEntropy, gradual::Initial::Zero);
    /// # let architecture = gradual::Architecture { input, hidden: Vec::new(), outputs: 1, loss, initial };
    /// # let unit = gradual::Network::new(&architecture)?;
    /// let mut batch = gradual::data::batch::Batch::new(&xor, &unit);
    /// batch.gather(&xor, 0..3);
    /// assert_eq!(batch.input(2).batch(2), 3);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn input(&self, features: usize) -> Input<'_> {
        match &self.non_zeros {
            Some(rows) => Input::NonZeros(rows),
            None => Input::Rows(&self.x[..self.count * features]),
        }
    }

    /// The targets, `outputs` values each.
    ///
    /// ```
    /// # let x = gradual::data::dataset::Inputs::Values(vec![-1.0, -1.0, -1.0, 1.0, 1.0, -1.0, 1.0, 1.0]);
    /// # let xor = gradual::Dataset::new(x, gradual::Shape::Units(2), vec![0, 1, 1, 0], 2, 4)?;
    /// # let (input, loss, initial) = (gradual::Shape::Units(2), gradual::Loss::CrossEntropy, gradual::Initial::Zero);
    /// # let architecture = gradual::Architecture { input, hidden: Vec::new(), outputs: 1, loss, initial };
    /// # let unit = gradual::Network::new(&architecture)?;
    /// let mut batch = gradual::data::batch::Batch::new(&xor, &unit);
    /// batch.gather(&xor, 0..3);
    /// assert_eq!(batch.targets(1), [0.0, 1.0, 1.0]);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn targets(&self, outputs: usize) -> &[f32] {
        &self.t[..self.count * outputs]
    }
}
