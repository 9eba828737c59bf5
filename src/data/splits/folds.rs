//! K folds: the training examples dealt into parts that are held out in turn (Stone 1974; stratified: Kohavi 1995).

use crate::data::dataset::Dataset;
use crate::error::{Error, Result, in_range};
use crate::random::{Random, Stream};

/// The fold, below `folds`, of the example with each of these labels. Of every class, as of all examples, no fold gets two
/// more than another.
///
/// ```
/// use gradual::data::splits::folds::deal;
///
/// let dealt = deal(&[0, 0, 1, 1], 2, 1);
/// assert_ne!(dealt[0], dealt[1]); // each fold gets one of either class
/// assert_ne!(dealt[2], dealt[3]);
/// ```
pub fn deal(labels: &[u8], folds: usize, seed: u32) -> Vec<usize> {
    let mut random = Random::stream(seed, Stream::Folds);
    let mut order: Vec<usize> = (0..labels.len()).collect();
    random.shuffle(&mut order);
    order.sort_by_key(|&example| labels[example]);
    let mut dealt = vec![0; labels.len()];
    for (place, example) in order.into_iter().enumerate() {
        dealt[example] = place % folds;
    }
    dealt
}

/// The training examples of a data set, dealt into folds. What is held out there stays unseen.
///
/// ```
/// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
/// # let data = std::sync::Arc::new(gradual::data::generators::points::generate(&points)?);
/// use gradual::data::splits::folds::Folds;
///
/// let folds = Folds::new(&data, 5, 1)?;
/// let first = folds.fold(&data, 0)?;
/// assert_eq!((first.count(), first.train_count()), (140, 112)); // a fifth of 140 is held out
/// # Ok::<(), gradual::Error>(())
/// ```
#[derive(Debug)]
pub struct Folds {
    /// The fold of each training example.
    dealt: Vec<usize>,
    count: usize,
}

impl Folds {
    /// Deals the training examples of `data` into `folds`.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let data = std::sync::Arc::new(gradual::data::generators::points::generate(&points)?);
    /// use gradual::data::splits::folds::Folds;
    ///
    /// assert!(Folds::new(&data, 5, 1).is_ok());
    /// assert!(Folds::new(&data, 1, 1).is_err()); // nothing would be left to train on
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn new(data: &Dataset, folds: usize, seed: u32) -> Result<Self> {
        let train = data.train_count();
        in_range("The number of folds", folds as f64, 2.0, 10.0)?;
        if train < folds {
            let what =
                format!("{folds} folds need at least {folds} training examples; there are {train}");
            return Err(Error::Unsuitable { what });
        }
        let dealt = match data.labels().get(..train) {
            Some(labels) => deal(labels, folds, seed),
            None => deal(&vec![0; train], folds, seed), // values to predict have no classes
        };
        Ok(Self {
            dealt,
            count: folds,
        })
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.count
    }

    /// One fold of the examples in `data`, held out, and the others to train on. One at a time, for each is a copy.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let data = std::sync::Arc::new(gradual::data::generators::points::generate(&points)?);
    /// use gradual::data::splits::folds::Folds;
    ///
    /// let folds = Folds::new(&data, 4, 1)?;
    /// let mut held_out = 0;
    /// for fold in 0..folds.count() {
    ///     let data = folds.fold(&data, fold)?;
    ///     held_out += data.count() - data.train_count();
    /// }
    /// assert_eq!(held_out, data.train_count()); // each training example once
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn fold(&self, data: &Dataset, fold: usize) -> Result<Dataset> {
        let (held_out, mut examples): (Vec<usize>, Vec<usize>) =
            (0..self.dealt.len()).partition(|&example| self.dealt[example] == fold);
        let train = examples.len();
        examples.extend(held_out);
        data.selection(&examples, train)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::generators::points::{PointSet, PointsConfig, generate};

    fn points(set: PointSet, count: usize) -> Dataset {
        let config = PointsConfig {
            set,
            count,
            noise: 0.1,
            held_out: 0.3,
            seed: 4,
        };
        generate(&config).unwrap()
    }

    /// How many examples of each class each fold has.
    fn counts(labels: &[u8], dealt: &[usize], folds: usize) -> Vec<[usize; 3]> {
        let mut counts = vec![[0; 3]; folds];
        for (&label, &fold) in labels.iter().zip(dealt) {
            counts[fold][usize::from(label)] += 1;
        }
        counts
    }

    #[test]
    fn every_class_is_dealt_evenly() {
        let data = points(PointSet::ThreeBlobs, 187);
        for folds in 2..=10 {
            let counts = counts(data.labels(), &deal(data.labels(), folds, 7), folds);
            let even = |count: &dyn Fn(&[usize; 3]) -> usize| {
                let (least, most) = (
                    counts.iter().map(count).min(),
                    counts.iter().map(count).max(),
                );
                most.unwrap() - least.unwrap() <= 1
            };
            assert!((0..3).all(|class| even(&|counts| counts[class])));
            assert!(even(&|counts| counts.iter().sum()));
        }
    }

    #[test]
    fn a_seed_fixes_the_folds() {
        let labels = points(PointSet::Moons, 200).labels().to_vec();
        assert_eq!(deal(&labels, 5, 1), deal(&labels, 5, 1));
        assert_ne!(deal(&labels, 5, 1), deal(&labels, 5, 2));
    }

    #[test]
    fn each_training_example_is_held_out_once_and_no_other_is_seen() {
        for set in [PointSet::Moons, PointSet::Hill] {
            let data = points(set, 103);
            let own = examples(&data, 0..data.train_count());
            let mut held_out = Vec::new();
            let folds = Folds::new(&data, 5, 1).unwrap();
            for fold in (0..5).map(|fold| folds.fold(&data, fold).unwrap()) {
                assert_eq!(examples(&fold, 0..fold.count()), own);
                held_out.extend(examples(&fold, fold.train_count()..fold.count()));
            }
            held_out.sort_unstable();
            assert_eq!(held_out, own);
        }
    }

    /// The bits of inputs and target of some examples, which tell them apart, in an order that all share.
    fn examples(data: &Dataset, numbers: std::ops::Range<usize>) -> Vec<[u32; 3]> {
        let bits = |example| {
            let (mut x, mut t) = ([0.0; 2], [0.0]);
            data.copy_input(example, &mut x);
            data.gather_targets([example].into_iter(), &mut t);
            [x[0], x[1], t[0]].map(f32::to_bits)
        };
        let mut examples: Vec<_> = numbers.map(bits).collect();
        examples.sort_unstable();
        examples
    }

    #[test]
    fn too_few_examples_are_refused_in_words() {
        let data = points(PointSet::Moons, 10);
        let said = |folds| Folds::new(&data, folds, 1).err().unwrap().to_string();
        assert_eq!(
            said(8),
            "8 folds need at least 8 training examples; there are 7."
        );
        assert!(said(1).starts_with("The number of folds must be a number from 2 to 10"));
    }
}
