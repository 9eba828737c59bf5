//! One restricted Boltzmann machine in training, moved on by `step`.

use std::mem::swap;

use super::config::RbmConfig;
use super::examples::Examples;
use super::state::RbmState;
use crate::architecture::check_values;
use crate::error::{Error, Result};
use crate::learning::rbm::centring::Offsets;
use crate::learning::rbm::conditionals::Particles;
use crate::learning::rbm::contrastive::Contrast;
use crate::learning::rbm::update::{Moving, are_sound};
use crate::learning::rbm::{Machine, Rbm};
use crate::random::{Random, Stream};
use crate::trainer::order::Order;

/// A machine that learns examples batch by batch, by contrastive divergence. Every epoch visits all examples once in a new
/// order; its last batch may be smaller. What is drawn in an iteration follows from the seed and the iteration's number alone.
///
/// ```
/// use gradual::trainer::rbm::{config::RbmConfig, examples::Examples, training::RbmTrainer};
///
/// let examples = Examples::new([1.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 1.0].repeat(10), 4)?;
/// let config = RbmConfig { hidden: 2, learning_rate: 0.5, batch_size: 4, ..RbmConfig::default() };
/// let mut trainer = RbmTrainer::new(config, examples.clone(), 1)?;
/// let before = trainer.machine().reconstruction_error(&examples.rows());
/// (0..50).for_each(|_| trainer.step_epoch());
/// assert!(trainer.machine().reconstruction_error(&examples.rows()) < 0.1 * before);
/// # Ok::<(), gradual::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct RbmTrainer {
    config: RbmConfig,
    seed: u32,
    examples: Examples,
    /// Of what it learns from, `[visible]`.
    means: Vec<f64>,
    rbm: Rbm,
    state: RbmState,
    order: Order,
    contrast: Contrast,
    particles: Particles,
    gradient: Vec<f32>,
    /// What an update leads to, until it is known to be sound.
    next: Moving,
}

impl RbmTrainer {
    /// A machine with first weights, batch order and states drawn from `seed`.
    ///
    /// ```
    /// use gradual::trainer::rbm::{config::RbmConfig, examples::Examples, training::RbmTrainer};
    ///
    /// let examples = Examples::new(vec![0.0, f32::NAN], 2)?;
    /// let refused = RbmTrainer::new(RbmConfig::default(), examples, 1).unwrap_err().to_string();
    /// assert_eq!(refused, "A visible unit's value must be a number from 0 to 1, but no number was given.");
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn new(config: RbmConfig, examples: Examples, seed: u32) -> Result<Self> {
        config.validate()?;
        let inputs = examples.visible() - examples.labels();
        let rbm = config.rbm(inputs)?.with_labels(examples.labels())?;
        check_memory(rbm, config.batch_size)?;
        let means = examples.means(rbm)?;
        let state = first_state(rbm, &config, &means, seed);
        let rows = config.batch_size;
        Ok(Self {
            order: Order::new(seed, examples.count()),
            contrast: Contrast::new(rbm, rows),
            particles: Particles::new(rbm, rows),
            gradient: vec![0.0; rbm.parameter_count()],
            next: state.moving.clone(),
            config,
            seed,
            examples,
            means,
            rbm,
            state,
        })
    }

    /// One batch; nothing once the machine has diverged.
    #[inline]
    pub fn step(&mut self) {
        if self.state.diverged {
            return;
        }
        let rows = self.gather();
        self.find_phases();
        self.find_gradient();
        self.update();
        if self.state.diverged {
            return;
        }
        self.state.iteration += 1;
        self.state.next += rows;
        if self.state.next >= self.examples.count() {
            self.state.next = 0;
            self.state.epoch = self.state.epoch.saturating_add(1);
            self.order.turn_to(self.state.epoch);
        }
    }

    /// The batches that are left of this epoch.
    pub fn step_epoch(&mut self) {
        let epoch = self.state.epoch;
        while self.state.epoch == epoch && !self.state.diverged {
            self.step();
        }
    }

    /// At most so many batches, and none beyond the end of this epoch.
    ///
    /// ```
    /// use gradual::trainer::rbm::{config::RbmConfig, examples::Examples, training::RbmTrainer};
    ///
    /// let examples = Examples::new(vec![0.0; 50], 1)?; // in batches of 20, 20 and 10
    /// let mut trainer = RbmTrainer::new(RbmConfig::default(), examples, 1)?;
    /// trainer.step_in_epoch(2);
    /// trainer.step_in_epoch(100);
    /// assert_eq!((trainer.iteration(), trainer.epoch()), (3, 1));
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn step_in_epoch(&mut self, batches: u32) {
        let epoch = self.state.epoch;
        for _ in 0..batches {
            if self.state.epoch == epoch {
                self.step();
            }
        }
    }

    /// Copies the examples of the next batch; returns how many there are.
    #[inline]
    fn gather(&mut self) -> usize {
        let rest = &self.order.examples()[self.state.next..];
        let batch = &rest[..self.config.batch_size.min(rest.len())];
        let rows = self.contrast.begin(batch.len());
        for (row, &example) in rows.chunks_exact_mut(self.rbm.visible).zip(batch) {
            self.examples.copy(example as usize, row);
        }
        batch.len()
    }

    #[inline]
    fn find_phases(&mut self) {
        let iteration = self.state.iteration;
        let mut random = Random::stream(self.seed, Stream::Gibbs { iteration });
        let machine = self.rbm.over(&self.state.moving.parameters);
        let steps = self.config.gibbs_steps;
        if !self.config.persistent {
            return self.contrast.diverge(machine, steps, &mut random);
        }
        self.particles.hidden.copy_from_slice(&self.state.chains);
        self.contrast
            .persist(machine, steps, &mut self.particles, &mut random);
        self.state.chains.copy_from_slice(&self.particles.hidden);
    }

    /// The way that the parameters are to go, without weight decay.
    #[inline]
    fn find_gradient(&mut self) {
        self.contrast.difference(&mut self.gradient);
        if self.config.centred {
            self.state.offsets.follow(self.contrast.positive());
            self.state.offsets.centre(&mut self.gradient);
        }
        if let Some(sparsity) = self.config.sparsity {
            let positive = self.contrast.positive();
            sparsity.apply(
                self.rbm,
                positive,
                &mut self.state.rates,
                &mut self.gradient,
            );
        }
    }

    /// Moves the parameters, unless they would mean nothing any more.
    #[inline]
    fn update(&mut self) {
        let update = self.config.update(self.state.epoch);
        let is_sound = update.find(self.rbm, &self.state.moving, &self.gradient, &mut self.next);
        self.state.diverged = !is_sound;
        if is_sound {
            swap(&mut self.state.moving, &mut self.next);
        }
    }

    /// Why it trains no further, in a sentence; `None` while it does.
    ///
    /// ```
    /// use gradual::trainer::rbm::{config::RbmConfig, examples::Examples, training::RbmTrainer};
    ///
    /// let config = RbmConfig { learning_rate: 1e6, ..RbmConfig::default() };
    /// let mut trainer = RbmTrainer::new(config, Examples::new(vec![0.0, 1.0], 2)?, 1)?;
    /// (0..10).for_each(|_| trainer.step());
    /// assert!(trainer.stopped().unwrap().contains("The learning rate 1000000 is too large here"));
    /// assert!(trainer.parameters().iter().all(|p| p.is_finite()));
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn stopped(&self) -> Option<String> {
        self.state.diverged.then(|| {
            format!(
                "The machine stopped at iteration {}: the next update would have made its weights so large that they mean \
                 nothing. The learning rate {} is too large here; the weights are those before that update.",
                self.state.iteration, self.config.learning_rate
            )
        })
    }

    /// Takes other settings from the next batch on, and goes on where it had diverged. The units must be the same.
    ///
    /// ```
    /// use gradual::trainer::rbm::{config::RbmConfig, examples::Examples, training::RbmTrainer};
    ///
    /// let mut trainer = RbmTrainer::new(RbmConfig::default(), Examples::new(vec![0.0, 1.0], 2)?, 1)?;
    /// assert!(trainer.set_config(RbmConfig { learning_rate: 0.01, ..RbmConfig::default() }).is_ok());
    /// assert!(trainer.set_config(RbmConfig { hidden: 7, ..RbmConfig::default() }).is_err());
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn set_config(&mut self, config: RbmConfig) -> Result<()> {
        config.validate()?;
        if (config.hidden, config.units) != (self.rbm.hidden, self.rbm.units) {
            let problem = "a machine keeps its units; make a new one for others".into();
            let field = "hidden".into();
            return Err(Error::Configuration { field, problem });
        }
        if config.batch_size != self.config.batch_size {
            check_memory(self.rbm, config.batch_size)?;
            self.contrast = Contrast::new(self.rbm, config.batch_size);
            self.particles = Particles::new(self.rbm, config.batch_size);
            self.state
                .chains
                .resize(config.batch_size * self.rbm.hidden, 0.0);
        }
        self.state.diverged = false;
        self.config = config;
        Ok(())
    }

    /// Takes these parameters, at rest, and goes on with the next batch.
    ///
    /// ```
    /// use gradual::trainer::rbm::{config::RbmConfig, examples::Examples, training::RbmTrainer};
    ///
    /// let config = RbmConfig { hidden: 1, ..RbmConfig::default() };
    /// let mut trainer = RbmTrainer::new(config, Examples::new(vec![0.0, 1.0], 2)?, 1)?;
    /// trainer.set_parameters(&[1.0, -1.0, 0.0, 0.0, 0.5])?;
    /// assert_eq!(trainer.machine().hidden_biases(), [0.5]);
    /// assert!(trainer.set_parameters(&[f32::NAN; 5]).is_err());
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn set_parameters(&mut self, parameters: &[f32]) -> Result<()> {
        self.rbm.with(parameters)?;
        if !are_sound(parameters) {
            let problem = "they are no numbers that a Boltzmann machine can have".into();
            return Err(Error::Weights { problem });
        }
        self.state.moving = Moving::new(parameters.to_vec());
        self.state.diverged = false;
        Ok(())
    }

    /// Goes on from a state of this machine, with the same bits as it did.
    ///
    /// ```
    /// use gradual::trainer::rbm::{config::RbmConfig, examples::Examples, training::RbmTrainer};
    ///
    /// let mut trainer = RbmTrainer::new(RbmConfig::default(), Examples::new(vec![0.0, 1.0, 1.0, 1.0], 2)?, 1)?;
    /// let before = trainer.state().clone();
    /// trainer.step();
    /// let after = trainer.state().clone();
    /// trainer.resume(&before)?;
    /// trainer.step();
    /// assert_eq!(trainer.state(), &after);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn resume(&mut self, state: &RbmState) -> Result<()> {
        let chains = self.config.batch_size * self.rbm.hidden;
        let fits = state.is_of(self.rbm)
            && state.chains.len() == chains
            && state.next < self.examples.count();
        if !fits {
            let problem = "its Boltzmann machine has other units, batches or examples".into();
            return Err(Error::Session { problem });
        }
        self.state.clone_from(state);
        self.order.turn_to(self.state.epoch);
        Ok(())
    }

    /// The settings that it trains with now.
    pub fn config(&self) -> &RbmConfig {
        &self.config
    }

    /// What it learns from.
    pub fn examples(&self) -> &Examples {
        &self.examples
    }

    /// The mean of each visible unit over what it learns from, `[visible]`.
    pub fn means(&self) -> &[f64] {
        &self.means
    }

    /// All that training moves, as it is now.
    pub fn state(&self) -> &RbmState {
        &self.state
    }

    /// The machine as it is now.
    #[inline]
    pub fn machine(&self) -> Machine<'_> {
        self.rbm.over(&self.state.moving.parameters)
    }

    /// W, b and c.
    pub fn parameters(&self) -> &[f32] {
        &self.state.moving.parameters
    }

    /// The last update, in the same order: what was added to the parameters, with its momentum and decay.
    ///
    /// ```
    /// use gradual::trainer::rbm::{config::RbmConfig, examples::Examples, training::RbmTrainer};
    ///
    /// let mut trainer = RbmTrainer::new(RbmConfig::default(), Examples::new(vec![0.0, 1.0], 2)?, 1)?;
    /// let before = trainer.parameters().to_vec();
    /// trainer.step();
    /// for ((now, before), update) in trainer.parameters().iter().zip(&before).zip(trainer.last_update()) {
    ///     assert_eq!(*now, before + update);
    /// }
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn last_update(&self) -> &[f32] {
        &self.state.moving.velocity
    }

    /// How often each hidden unit has been on of late, `[hidden]`: followed where a sparsity is asked for.
    pub fn hidden_rates(&self) -> &[f32] {
        &self.state.rates
    }

    /// Both phases of the last batch and their statistics.
    pub fn contrast(&self) -> &Contrast {
        &self.contrast
    }

    /// The hidden units of the persistent chains, `[batch, hidden]`.
    pub fn chains(&self) -> &[f32] {
        &self.state.chains
    }

    /// Whole epochs done.
    pub fn epoch(&self) -> u32 {
        self.state.epoch
    }

    /// Batches done.
    pub fn iteration(&self) -> u64 {
        self.state.iteration
    }

    /// Epochs done, with the part of the current one.
    pub fn epochs(&self) -> f64 {
        f64::from(self.state.epoch) + self.state.next as f64 / self.examples.count() as f64
    }
}

/// Copies of the parameters: themselves, the update, both as they come next, the gradient, and the weights transposed.
const COPIES: u64 = 6;

/// Values for each unit of an example or particle: phases, particles, and lists of non-zeros.
const VALUES: u64 = 10;

/// Refuses what would not fit, before anything is allocated.
fn check_memory(rbm: Rbm, rows: usize) -> Result<()> {
    let units = (rbm.visible + rbm.hidden) as u64;
    check_values(COPIES * rbm.parameter_count() as u64 + VALUES * rows as u64 * units)
}

fn first_state(rbm: Rbm, config: &RbmConfig, means: &[f64], seed: u32) -> RbmState {
    let mut random = Random::stream(seed, Stream::Weights);
    let parameters = rbm.first_parameters(means, &mut random);
    let means: Vec<f32> = means.iter().map(|&mean| mean as f32).collect();
    RbmState {
        moving: Moving::new(parameters),
        offsets: Offsets::new(rbm, &means),
        rates: vec![0.5; rbm.hidden],
        chains: vec![0.0; config.batch_size * rbm.hidden],
        iteration: 0,
        epoch: 0,
        next: 0,
        diverged: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learning::rbm::VisibleUnits;
    use crate::learning::rbm::sparsity::Sparsity;

    fn stripes() -> Examples {
        let rows = [1.0, 1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 1.0, 1.0, 0.0];
        Examples::new(rows.repeat(5), 6).unwrap()
    }

    fn trainer(config: RbmConfig) -> RbmTrainer {
        let config = RbmConfig {
            hidden: 5,
            batch_size: 4,
            ..config
        };
        RbmTrainer::new(config, stripes(), 3).unwrap()
    }

    /// Every kind of training there is.
    fn kinds() -> [RbmConfig; 5] {
        let plain = RbmConfig::default();
        let sparsity = Sparsity {
            target: 0.1,
            decay: 0.9,
            cost: 0.1,
        };
        let (persistent, centred) = (true, true);
        [
            RbmConfig {
                gibbs_steps: 3,
                ..plain.clone()
            },
            RbmConfig {
                persistent,
                ..plain.clone()
            },
            RbmConfig {
                centred,
                ..plain.clone()
            },
            RbmConfig {
                sparsity: Some(sparsity),
                ..plain.clone()
            },
            RbmConfig {
                units: VisibleUnits::Gaussian,
                learning_rate: 0.001,
                ..plain
            },
        ]
    }

    #[test]
    fn a_run_comes_again_with_the_same_bits_from_its_middle_too() {
        for config in kinds() {
            let (mut one, mut other) = (trainer(config.clone()), trainer(config));
            (0..10).for_each(|_| one.step());
            let middle = one.state().clone();
            (0..10).for_each(|_| one.step());
            (0..3).for_each(|_| other.step());
            other.resume(&middle).unwrap();
            (0..10).for_each(|_| other.step());
            assert_eq!(one.state(), other.state());
        }
    }

    #[test]
    fn a_state_goes_through_a_file() {
        let mut trainer = trainer(RbmConfig::default());
        trainer.step();
        let bytes = rmp_serde::to_vec_named(trainer.state()).unwrap();
        assert_eq!(
            &rmp_serde::from_slice::<RbmState>(&bytes).unwrap(),
            trainer.state()
        );
    }

    #[test]
    fn damaged_states_are_refused() {
        let trainer = trainer(RbmConfig::default());
        let refused = |change: fn(&mut RbmState)| {
            let mut state = trainer.state().clone();
            change(&mut state);
            trainer.clone().resume(&state).is_err()
        };
        assert!(!refused(|_| ()));
        assert!(refused(|state| state.next = 10));
        assert!(refused(|state| state.rates[0] = f32::NAN));
        assert!(refused(|state| state.moving.velocity[0] = f32::INFINITY));
        assert!(refused(|state| state.offsets.visible.clear()));
        assert!(refused(|state| state.chains.push(0.0)));
    }

    #[test]
    fn machines_too_large_for_memory_are_refused() {
        let config = RbmConfig {
            hidden: 4096,
            batch_size: 10_000,
            ..RbmConfig::default()
        };
        let examples = Examples::new(vec![0.0; 4096], 4096).unwrap();
        let refused = RbmTrainer::new(config, examples, 1).unwrap_err();
        assert!(matches!(refused, Error::TooLarge { .. }), "{refused}");
    }

    #[test]
    fn no_rate_ever_gives_what_is_no_number() {
        for config in kinds() {
            for learning_rate in [10.0, 1e3, 1e6] {
                let mut trainer = trainer(RbmConfig {
                    learning_rate,
                    ..config.clone()
                });
                (0..500).for_each(|_| trainer.step());
                let (machine, rows) = (trainer.machine(), trainer.examples().rows());
                let measures = [
                    machine.reconstruction_error(&rows),
                    machine.mean_free_energy(&rows),
                    machine.log_z().unwrap(),
                ];
                assert!(measures.iter().all(|m| m.is_finite()), "{measures:?}");
                let numbers = [
                    trainer.parameters(),
                    trainer.last_update(),
                    &trainer.contrast().negative().visible,
                ];
                assert!(numbers.concat().iter().all(|n| n.is_finite()));
                assert!(learning_rate < 1e6 || trainer.stopped().is_some());
            }
        }
    }

    #[test]
    fn a_diverged_machine_goes_on_with_a_smaller_rate() {
        let mut trainer = trainer(RbmConfig {
            learning_rate: 1e6,
            ..RbmConfig::default()
        });
        (0..10).for_each(|_| trainer.step());
        let (iteration, sentence) = (trainer.iteration(), trainer.stopped());
        assert!(sentence.is_some());
        let config = RbmConfig {
            learning_rate: 0.01,
            ..trainer.config().clone()
        };
        trainer.set_config(config).unwrap();
        trainer.step();
        assert_eq!(
            (trainer.iteration(), trainer.stopped()),
            (iteration + 1, None)
        );
    }

    #[test]
    fn other_batches_and_an_epoch_of_any_length_are_gone_through() {
        for persistent in [false, true] {
            let mut trainer = trainer(RbmConfig {
                persistent,
                ..RbmConfig::default()
            });
            trainer.step_epoch();
            assert_eq!((trainer.iteration(), trainer.epochs()), (3, 1.0)); // 4, 4 and 2 of ten examples
            trainer
                .set_config(RbmConfig {
                    batch_size: 7,
                    ..trainer.config().clone()
                })
                .unwrap();
            trainer.step_epoch();
            assert_eq!(trainer.iteration(), 5);
        }
    }

    #[test]
    fn a_sparse_machine_is_on_less_often() {
        let rates = |sparsity| {
            let learning_rate = 0.1;
            let mut trainer = trainer(RbmConfig {
                sparsity,
                learning_rate,
                ..RbmConfig::default()
            });
            (0..300).for_each(|_| trainer.step_epoch());
            let features = trainer.machine().features(&trainer.examples().rows());
            features.iter().sum::<f32>() / features.len() as f32
        };
        let sparsity = Sparsity {
            target: 0.1,
            decay: 0.9,
            cost: 0.5,
        };
        let (free, sparse) = (rates(None), rates(Some(sparsity)));
        assert!(sparse < 0.25 && sparse < free, "{sparse} {free}");
    }
}
