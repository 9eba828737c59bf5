//! Seeded random numbers: the same seed gives the same sequence on every machine and in every version.

use std::f32::consts::TAU;

/// A PCG32 stream (O'Neill 2014).
///
/// ```
/// use gradual::Random;
///
/// let (mut one, mut other) = (Random::new(7), Random::new(7));
/// assert_eq!(one.normals(100), other.normals(100));
/// assert!((0.0..1.0).contains(&one.unit()));
/// ```
#[derive(Clone, Debug)]
pub struct Random(oorandom::Rand32);

/// What the numbers of a seed are drawn for. Each use has a stream of its own, so that none disturbs another, and what is
/// drawn for an epoch, a batch or an example depends on nothing that was drawn before.
///
/// ```
/// use gradual::Random;
/// use gradual::random::Stream;
///
/// let mut weights = Random::stream(1, Stream::Weights);
/// let mut order = Random::stream(1, Stream::Order { epoch: 0 });
/// assert_ne!(weights.normals(10), order.normals(10));
/// ```
#[derive(Clone, Copy, Debug)]
pub enum Stream {
    /// The points of a set or above a formula.
    Data,
    /// The first weights.
    Weights,
    /// Which fold each example is dealt to.
    Folds,
    /// The order of the training examples in an epoch.
    Order {
        /// Counted from 0.
        epoch: u32,
    },
    /// The masks of dropout in an iteration.
    Masks {
        /// Counted from 0.
        iteration: u64,
    },
    /// The order of points that come as a list.
    Shuffle,
    /// Which rows of a long table stay.
    Thinning,
    /// Whether the point with this id is held out.
    HeldOut {
        /// The number that the point keeps for good.
        id: u32,
    },
    /// How an example is varied in an epoch.
    Augmentation {
        /// Counted from 0.
        epoch: u32,
        /// Index among the training examples.
        example: u32,
    },
    /// Digits that are written by the program itself.
    Hands,
    /// The states of a Boltzmann machine's units in an iteration of its training.
    Gibbs {
        /// Counted from 0.
        iteration: u64,
    },
    /// The states of particles that are left to themselves.
    Fantasy,
    /// The chains of annealed importance sampling.
    Annealing,
    /// Which unit of each example a sampled pseudo-likelihood asks for.
    PseudoLikelihood,
}

impl Stream {
    /// The increment that makes the stream: these numbers never change, or runs would.
    fn number(self) -> u64 {
        match self {
            Self::Data => 1,
            Self::Weights => 2,
            Self::Folds => 3,
            Self::Order { epoch } => 1 << 32 | u64::from(epoch),
            Self::Masks { iteration } => 1 << 33 | iteration,
            Self::Shuffle => (1 << 34) - 1,
            Self::Thinning => (1 << 34) - 2,
            Self::HeldOut { id } => (1 << 34) + u64::from(id),
            Self::Augmentation { epoch, example } => {
                1 << 62 | u64::from(epoch) << 32 | u64::from(example)
            }
            Self::Hands => 3 << 61,
            Self::Gibbs { iteration } => 1 << 60 | iteration,
            Self::Fantasy => 1 << 61 | 1,
            Self::Annealing => 1 << 61 | 2,
            Self::PseudoLikelihood => 1 << 61 | 3,
        }
    }
}

impl Random {
    /// The default stream of a seed.
    ///
    /// ```
    /// use gradual::Random;
    ///
    /// assert_eq!(Random::new(3).unit(), Random::new(3).unit());
    /// assert_ne!(Random::new(3).unit(), Random::new(4).unit());
    /// ```
    pub fn new(seed: u64) -> Self {
        Self(oorandom::Rand32::new(seed))
    }

    /// An independent stream for each use of one seed.
    ///
    /// ```
    /// use gradual::Random;
    /// use gradual::random::Stream;
    ///
    /// // The masks of batch 1,000 are known without having drawn those before.
    /// let masks = || Random::stream(7, Stream::Masks { iteration: 1000 });
    /// assert_eq!(masks().unit(), masks().unit());
    /// ```
    pub fn stream(seed: u32, stream: Stream) -> Self {
        Self(oorandom::Rand32::new_inc(u64::from(seed), stream.number()))
    }

    /// Uniform in [0, 1).
    ///
    /// ```
    /// let mut random = gradual::Random::new(1);
    /// let mean = (0..10_000).map(|_| random.unit()).sum::<f32>() / 10_000.0;
    /// assert!((mean - 0.5).abs() < 0.02);
    /// ```
    pub fn unit(&mut self) -> f32 {
        self.0.rand_float()
    }

    /// Uniform in [low, high).
    ///
    /// ```
    /// let place = gradual::Random::new(1).between(-3.0, 3.0);
    /// assert!((-3.0..3.0).contains(&place));
    /// ```
    pub fn between(&mut self, low: f32, high: f32) -> f32 {
        low + (high - low) * self.unit()
    }

    /// Standard normal, by Box and Muller (1958).
    ///
    /// ```
    /// let mut random = gradual::Random::new(1);
    /// let near = (0..10_000).filter(|_| random.normal().abs() < 1.0).count();
    /// assert!((6600..7000).contains(&near)); // 68 % lie within one standard deviation
    /// ```
    pub fn normal(&mut self) -> f32 {
        let radius = libm::sqrtf(-2.0 * libm::logf(1.0 - self.unit()));
        radius * libm::cosf(TAU * self.unit())
    }

    /// Independent standard normal numbers.
    ///
    /// ```
    /// let x = gradual::Random::new(1).normals(10_000);
    /// let variance = x.iter().map(|x| x * x).sum::<f32>() / x.len() as f32;
    /// assert!((variance - 1.0).abs() < 0.05);
    /// ```
    pub fn normals(&mut self, count: usize) -> Vec<f32> {
        (0..count).map(|_| self.normal()).collect()
    }

    /// Puts `items` into a random order (Fisher and Yates 1938).
    ///
    /// ```
    /// let mut items = [1, 2, 3, 4, 5, 6, 7, 8];
    /// gradual::Random::new(1).shuffle(&mut items);
    /// assert_ne!(items, [1, 2, 3, 4, 5, 6, 7, 8]);
    /// items.sort();
    /// assert_eq!(items, [1, 2, 3, 4, 5, 6, 7, 8]);
    /// ```
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            let other = self.0.rand_range(0..last as u32 + 1) as usize;
            items.swap(last, other);
        }
    }
}

impl Default for Random {
    fn default() -> Self {
        Self::new(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_streams_of_a_seed_never_change() {
        let (epoch, example) = (3, 7);
        let streams = [
            (Stream::Data, 1),
            (Stream::Weights, 2),
            (Stream::Folds, 3),
            (Stream::Order { epoch }, 4_294_967_299),
            (Stream::Masks { iteration: 5 }, 8_589_934_597),
            (Stream::Shuffle, 17_179_869_183),
            (Stream::HeldOut { id: 9 }, 17_179_869_193),
            (
                Stream::Augmentation { epoch, example },
                4_611_686_031_312_289_799,
            ),
            (Stream::Hands, 6_917_529_027_641_081_856),
            (Stream::Gibbs { iteration: 5 }, 1_152_921_504_606_846_981),
            (Stream::Fantasy, 2_305_843_009_213_693_953),
            (Stream::Annealing, 2_305_843_009_213_693_954),
            (Stream::PseudoLikelihood, 2_305_843_009_213_693_955),
        ];
        for (stream, number) in streams {
            assert_eq!(stream.number(), number, "{stream:?}");
        }
    }

    #[test]
    fn the_sequence_of_a_seed_never_changes() {
        let mut random = Random::new(7);
        let draws: Vec<u32> = (0..3).map(|_| (random.unit() * 1e6) as u32).collect();
        assert_eq!(draws, [314942, 863013, 509515]);
    }

    #[test]
    fn normals_have_mean_zero_and_variance_one() {
        let x = Random::new(1).normals(100_000);
        let mean = x.iter().sum::<f32>() / x.len() as f32;
        let variance = x.iter().map(|x| x * x).sum::<f32>() / x.len() as f32;
        assert!(
            mean.abs() < 0.02 && (variance - 1.0).abs() < 0.02,
            "{mean} {variance}"
        );
    }

    #[test]
    fn a_shuffle_keeps_every_item() {
        let mut items: Vec<u32> = (0..100).collect();
        Random::new(3).shuffle(&mut items);
        assert_ne!(items, (0..100).collect::<Vec<_>>());
        items.sort_unstable();
        assert_eq!(items, (0..100).collect::<Vec<_>>());
    }
}
