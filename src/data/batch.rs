//! Some examples of a data set, gathered for a network: as rows, or as lists of non-zeros where both sides can.

use super::dataset::Dataset;
use super::digits::augment::Augmenter;
use crate::kernels::sparse::NonZeros;
use crate::network::Network;
use crate::pieces::signals::Input;

/// Room for a batch of inputs and targets, made once.
#[derive(Clone, Debug, Default)]
pub struct Batch {
    x: Vec<f32>,
    non_zeros: Option<NonZeros>,
    t: Vec<f32>,
    count: usize,
}

impl Batch {
    /// Room for as many examples of `data` as go through `network` at once.
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
    pub fn input(&self, features: usize) -> Input<'_> {
        match &self.non_zeros {
            Some(rows) => Input::NonZeros(rows),
            None => Input::Rows(&self.x[..self.count * features]),
        }
    }

    /// The targets, `outputs` values each.
    pub fn targets(&self, outputs: usize) -> &[f32] {
        &self.t[..self.count * outputs]
    }
}
