//! Contrastive divergence: the gradient of the log-likelihood, with a short chain in place of the model's own distribution.

use super::conditionals::{Buffers, Particles};
use super::sampling::draw_binary;
use super::statistics::{Difference, Phase};
use super::structure::{Machine, Rbm};
use crate::random::Random;

/// Contrastive divergence by k steps of Gibbs sampling, from the examples (CD-k, Hinton 2002) or from particles that go on
/// from update to update (PCD, Tieleman 2008).
///
/// Δw = ⟨v h⟩₊ − ⟨v h⟩₋. The first phase has the examples and p(h = 1 | v). From there hidden units are drawn, the visible ones
/// from them, and so on. The last reconstruction of CD-k stays a probability, as do the hidden units of both phases, for less
/// noise (Hinton 2010, §3); particles are states of the model, so their visible units are drawn.
///
/// ```
/// use gradual::Random;
/// use gradual::learning::rbm::{Rbm, VisibleUnits, contrastive::Contrast};
///
/// let rbm = Rbm::new(2, 1, VisibleUnits::Binary)?;
/// let machine = rbm.with(&[0.0; 5])?;
/// let (mut contrast, mut gradient) = (Contrast::new(rbm, 2), [0.0; 5]);
/// contrast.begin(2).copy_from_slice(&[1.0, 0.0, 1.0, 0.0]); // two examples
/// contrast.diverge(machine, 1, &mut Random::new(1));
/// contrast.difference(&mut gradient);
/// assert_eq!(gradient, [0.25, -0.25, 0.5, -0.5, 0.0]); // (1 − ½) ½, (0 − ½) ½, 1 − ½, 0 − ½, ½ − ½
/// # Ok::<(), gradual::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Contrast {
    rbm: Rbm,
    buffers: Buffers,
    positive: Phase,
    negative: Phase,
    difference: Difference,
    /// The chains of CD, from the examples of this batch.
    particles: Particles,
}

impl Contrast {
    /// Buffers for batches of at most `rows` examples or particles.
    pub fn new(rbm: Rbm, rows: usize) -> Self {
        Self {
            rbm,
            buffers: Buffers::new(rbm, rows),
            positive: Phase::new(rbm, rows),
            negative: Phase::new(rbm, rows),
            difference: Difference::new(rbm, rows),
            particles: Particles::new(rbm, rows),
        }
    }

    /// Driven by the data.
    pub fn positive(&self) -> &Phase {
        &self.positive
    }

    /// What the model made of them, or its particles.
    pub fn negative(&self) -> &Phase {
        &self.negative
    }

    /// Begins a batch of so many examples, which are to be written here, `[rows, visible]`.
    #[inline]
    pub fn begin(&mut self, rows: usize) -> &mut [f32] {
        self.positive.resize(rows);
        &mut self.positive.visible
    }

    /// The phases of CD-k.
    #[inline]
    pub fn diverge(&mut self, machine: Machine, steps: u32, random: &mut Random) {
        let mut conditionals = self.buffers.over(machine);
        let Phase {
            visible, hidden, ..
        } = &mut self.positive;
        conditionals.hidden(visible, hidden);
        self.particles.resize(self.rbm, self.positive.rows());
        draw_binary(&self.positive.hidden, &mut self.particles.hidden, random);
        for _ in 1..steps {
            conditionals.gibbs(&mut self.particles, random);
        }
        self.negative.resize(self.positive.rows());
        let Phase {
            visible, hidden, ..
        } = &mut self.negative;
        conditionals.visible(&self.particles.hidden, visible);
        conditionals.hidden(visible, hidden);
    }

    /// The phases of PCD, whose particles go k steps on.
    #[inline]
    pub fn persist(
        &mut self,
        machine: Machine,
        steps: u32,
        particles: &mut Particles,
        random: &mut Random,
    ) {
        let mut conditionals = self.buffers.over(machine);
        let Phase {
            visible, hidden, ..
        } = &mut self.positive;
        conditionals.hidden(visible, hidden);
        for _ in 0..steps {
            conditionals.gibbs(particles, random);
        }
        self.negative.resize(particles.rows(self.rbm));
        self.negative.visible.copy_from_slice(&particles.visible);
        self.negative.hidden.copy_from_slice(&particles.rates);
    }

    /// The difference of both phases, in the order of the parameters: towards a higher likelihood.
    #[inline]
    pub fn difference(&mut self, gradient: &mut [f32]) {
        self.difference
            .find(&mut self.positive, &mut self.negative, gradient);
    }

    /// Σ (v − v̂)² of each example, its mean over the batch: the reconstruction error on the way.
    #[inline]
    pub fn reconstruction_error(&self) -> f32 {
        let pairs = self.positive.visible.iter().zip(&self.negative.visible);
        let squares = pairs.map(|(v, back)| (v - back) * (v - back));
        squares.sum::<f32>() / self.positive.rows() as f32
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learning::rbm::structure::VisibleUnits;

    /// What CD-1 gives on average for one example, over all hidden states from which it can come back.
    fn expected(machine: Machine, example: &[f32]) -> Vec<f64> {
        let rbm = machine.rbm;
        let mut buffers = Buffers::new(rbm, 1);
        let (mut h, mut back, mut rates) = ([0.0; 2], vec![0.0; rbm.visible], [0.0; 2]);
        buffers.over(machine).hidden(example, &mut h);
        let mut sum = vec![0.0; rbm.parameter_count()];
        for bits in 0..4 {
            let states = [0, 1].map(|j| (bits >> j & 1) as f32);
            let chance: f32 = (0..2)
                .map(|j| 1.0 - h[j] - states[j] + 2.0 * h[j] * states[j])
                .product();
            buffers.over(machine).visible(&states, &mut back);
            buffers.over(machine).hidden(&back, &mut rates);
            for (i, sum) in sum.iter_mut().enumerate() {
                let of = |v: &[f32], h: &[f32; 2]| match i {
                    i if i < rbm.weights().end => v[i / 2] * h[i % 2],
                    i if i < rbm.visible_biases().end => v[i - rbm.weights().end],
                    i => h[i - rbm.visible_biases().end],
                };
                *sum += f64::from(chance * (of(example, &h) - of(&back, &rates)));
            }
        }
        sum
    }

    #[test]
    fn statistics_average_to_their_expectation() {
        const SAMPLES: usize = 100_000;
        for units in [VisibleUnits::Binary, VisibleUnits::Gaussian] {
            let rbm = Rbm::new(3, 2, units).unwrap();
            let parameters = Random::new(4).normals(rbm.parameter_count());
            let (machine, example) = (rbm.over(&parameters), [1.0, 0.0, 1.0]);
            let (mut contrast, mut random) = (Contrast::new(rbm, 1), Random::new(7));
            let count = rbm.parameter_count();
            let (mut gradient, mut sums, mut squares) =
                (vec![0.0; count], vec![0.0; count], vec![0.0; count]);
            for _ in 0..SAMPLES {
                contrast.begin(1).copy_from_slice(&example);
                contrast.diverge(machine, 1, &mut random);
                contrast.difference(&mut gradient);
                for (i, &g) in gradient.iter().enumerate() {
                    sums[i] += f64::from(g);
                    squares[i] += f64::from(g) * f64::from(g);
                }
            }
            let n = SAMPLES as f64;
            for (i, expected) in expected(machine, &example).into_iter().enumerate() {
                let (mean, square) = (sums[i] / n, squares[i] / n);
                let sigma = ((square - mean * mean).max(0.0) / n).sqrt();
                assert!(
                    (mean - expected).abs() <= 4.0 * sigma + 1e-6,
                    "{units:?} {i}: {mean} {expected}"
                );
            }
        }
    }

    /// From particles that have long forgotten where they began, the difference is the gradient of the likelihood.
    #[test]
    fn particles_give_the_gradient_of_the_likelihood() {
        let rbm = Rbm::new(3, 2, VisibleUnits::Binary).unwrap();
        let parameters = Random::new(4).normals(rbm.parameter_count());
        let (machine, example) = (rbm.over(&parameters), [1.0, 0.0, 1.0]);
        let (rows, rounds) = (100, 2000);
        let (mut contrast, mut random) = (Contrast::new(rbm, rows), Random::new(7));
        let mut particles = Particles::new(rbm, rows);
        let mut gradient = vec![0.0; rbm.parameter_count()];
        let mut sums = vec![0.0; rbm.parameter_count()];
        for round in 0..rounds + 10 {
            contrast.begin(1).copy_from_slice(&example);
            contrast.persist(machine, 1, &mut particles, &mut random);
            contrast.difference(&mut gradient);
            if round >= 10 {
                sums.iter_mut()
                    .zip(&gradient)
                    .for_each(|(sum, &g)| *sum += f64::from(g));
            }
        }
        let exact = machine.log_likelihood_gradient(&example).unwrap();
        for (sum, exact) in sums.iter().zip(exact) {
            assert!(
                (sum / f64::from(rounds) - exact).abs() < 0.01,
                "{sum} {exact}"
            );
        }
    }
}
