//! Annealed importance sampling: ln Z of machines too large to be summed out, with how far it may be off.

use super::conditionals::{Buffers, Particles, means_of_inputs};
use super::energy::{bias_energy, log_partition};
use super::sampling::{draw_binary, draw_visible};
use super::softplus::{log_sum_exp, sum_of_softplus};
use super::structure::{Machine, Rbm};
use crate::error::{Result, check_size, in_range};
use crate::kernels::elementwise::{map, sigmoid};
use crate::kernels::lanes::F32x4;
use crate::random::{Random, Stream};

/// Chains and temperatures at most.
const MOST: f64 = 1e6;

/// Annealed importance sampling (Neal 2001) from the machine without weights that has the data's means to the one asked for,
/// over temperatures β from 0 to 1: pᵝ(v) ∝ e^(((1 − β) a + β b) v) Πⱼ (1 + e^(β xⱼ)), with x = c + v W and the base's biases a
/// (Salakhutdinov and Murray 2008, equations 15 to 18).
///
/// Each chain takes one step of Gibbs sampling at each temperature; its weight is the product of the ratios pᵝ′(v) / pᵝ(v) on
/// the way, and the mean weight estimates Z / Z of the base, which is known.
///
/// ```
/// use gradual::learning::rbm::{Rbm, VisibleUnits, annealing::Annealing};
///
/// let machine = Rbm::new(1, 1, VisibleUnits::Binary)?;
/// let machine = machine.with(&[1.0, 0.0, 0.0])?;
/// let base = machine.rbm.independent_biases(&[0.0, 1.0]);
/// let mut annealing = Annealing::new(machine, base, 100, 1000, 1)?;
/// while annealing.estimate().is_none() {
///     annealing.advance(machine, 50); // a part in each frame
/// }
/// let (found, exact) = (annealing.estimate().unwrap(), machine.log_z()?);
/// assert!(found.low < exact && exact < found.high);
/// # Ok::<(), gradual::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Annealing {
    rbm: Rbm,
    /// a `[visible]`.
    base: Vec<f64>,
    temperatures: u32,
    /// How many of them are behind.
    done: u32,
    buffers: Buffers,
    particles: Particles,
    /// x = c + v W `[chains, hidden]`.
    inputs: Vec<f32>,
    /// The logarithms of the chains' weights.
    weights: Vec<f64>,
    random: Random,
}

/// ln Z as chains estimate it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// ln of the mean weight, with ln Z of the base.
    pub log_z: f64,
    /// The same for the mean less three standard errors; −∞ where these are more than the mean.
    pub low: f64,
    /// The same for the mean and three standard errors.
    pub high: f64,
}

impl Annealing {
    /// Before the first temperature, for a machine of this shape. `base` are the biases a of the visible units without hidden
    /// ones, as [`Rbm::independent_biases`] of the data gives them.
    pub fn new(
        machine: Machine,
        base: Vec<f64>,
        chains: usize,
        temperatures: u32,
        seed: u32,
    ) -> Result<Self> {
        let rbm = machine.rbm;
        in_range("The number of chains", chains as f64, 2.0, MOST)?;
        in_range("The number of temperatures", temperatures.into(), 1.0, MOST)?;
        check_size("Biases of the base", base.len(), rbm.visible)?;
        let mut annealing = Self {
            rbm,
            base,
            temperatures,
            done: 0,
            buffers: Buffers::new(rbm, chains),
            particles: Particles::new(rbm, chains),
            inputs: vec![0.0; chains * rbm.hidden],
            weights: vec![0.0; chains],
            random: Random::stream(seed, Stream::Annealing),
        };
        annealing.draw_from_base();
        Ok(annealing)
    }

    /// The chains begin with states of the base itself.
    fn draw_from_base(&mut self) {
        let Particles { means, visible, .. } = &mut self.particles;
        for row in means.chunks_exact_mut(self.rbm.visible) {
            row.iter_mut()
                .zip(&self.base)
                .for_each(|(mean, &a)| *mean = a as f32);
        }
        means_of_inputs(self.rbm, means);
        draw_visible(self.rbm, means, visible, &mut self.random);
    }

    /// The share of the way that is behind.
    pub fn progress(&self) -> f64 {
        f64::from(self.done) / f64::from(self.temperatures)
    }

    /// Goes on by at most so many temperatures. The machine must be the same all the way; one of another shape is left alone.
    pub fn advance(&mut self, machine: Machine, temperatures: u32) {
        if machine.rbm != self.rbm {
            return;
        }
        let biases: Vec<f64> = machine
            .visible_biases()
            .iter()
            .copied()
            .map(f64::from)
            .collect();
        for _ in 0..temperatures.min(self.temperatures - self.done) {
            let before = self.progress();
            self.done += 1;
            self.weigh(machine, &biases, [before, self.progress()]);
            self.step(machine, self.progress() as f32);
        }
    }

    /// Multiplies each chain's weight by pᵝ′(v) / pᵝ(v).
    fn weigh(&mut self, machine: Machine, biases: &[f64], [from, to]: [f64; 2]) {
        self.buffers
            .over(machine)
            .hidden_inputs(&self.particles.visible, &mut self.inputs);
        let rows = self.particles.visible.chunks_exact(self.rbm.visible);
        let chains = rows.zip(self.inputs.chunks_exact(self.rbm.hidden));
        for (weight, (v, x)) in self.weights.iter_mut().zip(chains) {
            let log = |beta: f64| {
                let mixed = self
                    .base
                    .iter()
                    .zip(biases)
                    .map(|(a, b)| (1.0 - beta) * a + beta * b);
                let warm: Vec<f64> = x.iter().map(|&x| beta * f64::from(x)).collect();
                sum_of_softplus(&warm) - bias_energy(self.rbm, v, mixed)
            };
            *weight += log(to) - log(from);
        }
    }

    /// One step of Gibbs sampling at β: h from σ(β x), then v given h with biases (1 − β) a + β b and weights β W.
    fn step(&mut self, machine: Machine, beta: f32) {
        let Particles {
            means,
            visible,
            rates,
            hidden,
        } = &mut self.particles;
        rates.copy_from_slice(&self.inputs);
        map(rates, |x| sigmoid(F32x4::splat(beta) * x));
        draw_binary(rates, hidden, &mut self.random);
        self.buffers.over(machine).visible_inputs(hidden, means);
        for row in means.chunks_exact_mut(self.rbm.visible) {
            for (z, &a) in row.iter_mut().zip(&self.base) {
                *z = beta * *z + (1.0 - beta) * a as f32;
            }
        }
        means_of_inputs(self.rbm, means);
        draw_visible(self.rbm, means, visible, &mut self.random);
    }

    /// ln Z, once the chains have come to the end.
    pub fn estimate(&self) -> Option<Estimate> {
        (self.done == self.temperatures).then(|| self.mean_weight())
    }

    fn mean_weight(&self) -> Estimate {
        let count = self.weights.len() as f64;
        let base = log_partition(self.rbm, &self.base, &self.base)
            + self.rbm.hidden as f64 * std::f64::consts::LN_2;
        let mean = log_sum_exp(self.weights.iter().copied()) - libm::log(count);
        let square =
            |weight: &f64| (libm::exp(weight - mean) - 1.0) * (libm::exp(weight - mean) - 1.0);
        let variance = self.weights.iter().map(square).sum::<f64>() / (count - 1.0);
        let error = 3.0 * libm::sqrt(variance / count);
        Estimate {
            log_z: base + mean,
            low: base + mean + libm::log((1.0 - error).max(0.0)),
            high: base + mean + libm::log(1.0 + error),
        }
    }
}
