//! Seeded random numbers: the same seed gives the same sequence on every machine and in every version.

use std::f32::consts::TAU;

/// A PCG32 stream (O'Neill 2014).
#[derive(Clone)]
pub struct Random(oorandom::Rand32);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(oorandom::Rand32::new(seed))
    }

    /// An independent stream for each use of one seed, such as data, weights or batch order.
    pub fn stream(seed: u32, stream: u64) -> Self {
        Self(oorandom::Rand32::new_inc(u64::from(seed), stream))
    }

    /// Uniform in [0, 1).
    pub fn unit(&mut self) -> f32 {
        self.0.rand_float()
    }

    /// Uniform in [low, high).
    pub fn between(&mut self, low: f32, high: f32) -> f32 {
        low + (high - low) * self.unit()
    }

    /// Standard normal, by Box and Muller (1958).
    pub fn normal(&mut self) -> f32 {
        let radius = libm::sqrtf(-2.0 * libm::logf(1.0 - self.unit()));
        radius * libm::cosf(TAU * self.unit())
    }

    pub fn normals(&mut self, count: usize) -> Vec<f32> {
        (0..count).map(|_| self.normal()).collect()
    }

    /// Puts `items` into a random order (Fisher and Yates 1938).
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            let other = self.0.rand_range(0..last as u32 + 1) as usize;
            items.swap(last, other);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
