//! The path of the parameters through a run, in bounded memory: every update of the beginning, where the steps are largest,
//! then one in 2, 4, 8, …

use serde::{Deserialize, Serialize};

use super::state::MOST_COUNTED;
use crate::floats;
use crate::kernels::reduce::all_finite;

/// Records kept at most; when they are full, every second one that may go goes.
const MOST_RECORDS: usize = 1024;

/// The records of these iterations stay.
const FIRST: u64 = 128;

/// Numbers kept at most, 2 MB. A network so large that this is less than twice [`FIRST`] records keeps none.
const MOST_VALUES: usize = 1 << 19;

/// Parameters at some iterations.
///
/// ```
/// use gradual::trainer::path::Path;
///
/// let mut path = Path::new(2);
/// path.begin(&[0.0, 0.0]);
/// path.offer(1, &[0.5, -0.5]);
/// assert_eq!(path.pairs(0, 1).collect::<Vec<_>>(), [[0.0, 0.0], [0.5, -0.5]]);
/// ```
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(into = "Written", try_from = "Written")]
pub struct Path {
    parameters: usize,
    most: usize,
    iterations: Vec<u64>,
    /// `[records, parameters]`.
    values: Vec<f32>,
    /// After the first ones, iterations that are multiples of this are recorded.
    stride: u64,
}

/// A path as a file has it.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    parameters: usize,
    iterations: Vec<u64>,
    #[serde(with = "floats")]
    values: Vec<f32>,
    stride: u64,
}

impl From<Path> for Written {
    fn from(path: Path) -> Self {
        Self {
            parameters: path.parameters,
            iterations: path.iterations,
            values: path.values,
            stride: path.stride,
        }
    }
}

impl TryFrom<Written> for Path {
    type Error = &'static str;

    fn try_from(written: Written) -> Result<Self, &'static str> {
        let mut path = Self::new(written.parameters);
        let records = written.iterations.len();
        let whole = records <= path.most
            && written.values.len() == records * written.parameters
            && written.stride.is_power_of_two()
            && written.stride < MOST_COUNTED;
        if !whole || !all_finite(&written.values) {
            return Err("a path of another length, or beyond all numbers");
        }
        path.iterations.extend(written.iterations);
        path.values.extend(written.values);
        path.stride = written.stride;
        Ok(path)
    }
}

impl Path {
    /// An empty path with room for all that it may keep.
    pub fn new(parameters: usize) -> Self {
        let fit = MOST_RECORDS.min(MOST_VALUES / parameters.max(1));
        let most = if fit < 2 * FIRST as usize { 0 } else { fit };
        Self {
            parameters,
            most,
            iterations: Vec::with_capacity(most),
            values: Vec::with_capacity(most * parameters),
            stride: 1,
        }
    }

    /// Begins anew at these parameters, those of iteration 0.
    pub fn begin(&mut self, parameters: &[f32]) {
        self.forget_from(0);
        self.stride = 1;
        self.offer(0, parameters);
    }

    /// Offers the parameters after an iteration; what was recorded at later ones is of a run that is no more.
    pub fn offer(&mut self, iteration: u64, parameters: &[f32]) {
        if self.most == 0 {
            return;
        }
        self.forget_from(iteration);
        if self.iterations.len() == self.most {
            self.thin();
        }
        if self.iterations.len() < self.most && self.keeps(iteration) {
            self.iterations.push(iteration);
            self.values.extend_from_slice(parameters);
        }
    }

    /// Forgets the records of this iteration and of all after it.
    pub fn forget_from(&mut self, iteration: u64) {
        while self
            .iterations
            .last()
            .is_some_and(|&last| last >= iteration)
        {
            self.iterations.pop();
        }
        self.values
            .truncate(self.iterations.len() * self.parameters);
    }

    /// How many parameters it is of.
    pub fn parameters(&self) -> usize {
        self.parameters
    }

    /// Bytes that it takes.
    pub fn bytes(&self) -> usize {
        size_of::<f32>() * self.values.len()
    }

    /// Each record's number of the iteration, rising.
    pub fn iterations(&self) -> &[u64] {
        &self.iterations
    }

    /// Parameters `first` and `second` of each record, in the order of time.
    pub fn pairs(&self, first: usize, second: usize) -> impl Iterator<Item = [f32; 2]> {
        let records = self.values.chunks_exact(self.parameters.max(1));
        records.map(move |record| [record[first], record[second]])
    }

    fn keeps(&self, iteration: u64) -> bool {
        iteration < FIRST || iteration.is_multiple_of(self.stride)
    }

    fn thin(&mut self) {
        self.stride *= 2;
        let mut kept = 0;
        for record in 0..self.iterations.len() {
            if self.keeps(self.iterations[record]) {
                let start = record * self.parameters;
                let values = start..start + self.parameters;
                self.iterations[kept] = self.iterations[record];
                self.values.copy_within(values, kept * self.parameters);
                kept += 1;
            }
        }
        self.iterations.truncate(kept);
        self.values.truncate(kept * self.parameters);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn walked(iterations: u64) -> Path {
        let mut path = Path::new(3);
        path.begin(&[0.0; 3]);
        (1..=iterations).for_each(|i| path.offer(i, &[i as f32, -(i as f32), 9.0]));
        path
    }

    #[test]
    fn a_short_run_is_kept_step_by_step() {
        let path = walked(500);
        assert_eq!(path.iterations(), (0..=500).collect::<Vec<u64>>());
        assert_eq!(path.pairs(1, 0).last(), Some([-500.0, 500.0]));
    }

    #[test]
    fn a_network_too_large_leaves_no_path_however_long_it_learns() {
        let parameters = vec![0.0; MOST_VALUES / 200];
        let mut path = Path::new(parameters.len());
        (0..1000).for_each(|i| path.offer(i, &parameters));
        assert_eq!((path.iterations().len(), path.stride), (0, 1));
    }

    #[test]
    fn a_long_run_keeps_its_beginning_and_its_whole_span_in_bounded_memory() {
        let path = walked(100_000);
        let iterations = path.iterations();
        assert!((MOST_RECORDS / 2..=MOST_RECORDS).contains(&iterations.len()));
        assert_eq!(iterations[..128], (0..128).collect::<Vec<u64>>());
        let later = &iterations[130..];
        let stride = later[1] - later[0];
        assert!(later.windows(2).all(|pair| pair[1] - pair[0] == stride));
        assert!(later[later.len() - 1] > 100_000 - stride);
        let pairs = path.pairs(0, 2).zip(iterations);
        assert!(
            pairs
                .into_iter()
                .all(|(pair, &i)| pair == [i as f32, 9.0] || i == 0)
        );
        assert_eq!(
            (path.values.capacity(), path.values.len()),
            (3 * 1024, 3 * iterations.len())
        );
    }

    #[test]
    fn going_back_forgets_what_came_after() {
        let mut path = walked(300);
        path.offer(200, &[7.0; 3]);
        assert_eq!(path.iterations().last(), Some(&200));
        assert_eq!(path.pairs(0, 1).last(), Some([7.0, 7.0]));
        path.begin(&[1.0; 3]);
        assert_eq!(path.iterations(), [0]);
    }

    #[test]
    fn a_network_of_many_weights_keeps_no_path() {
        let mut path = Path::new(100_000);
        path.begin(&vec![0.0; 100_000]);
        assert!(path.iterations().is_empty());
    }
}
