//! All that training moves of one model, as one value: a copy of it is a place to come back to, and goes on with the same bits.

use std::mem::take;

use serde::{Deserialize, Serialize};

use super::stop::Stop;
use crate::floats;
use crate::kernels::reduce::all_finite;
use crate::learning::optimizer::Optimizer;

/// The most iterations and the like that a file may tell of: as `f64`, the numbers of a page, larger ones are not told apart.
pub const MOST_COUNTED: u64 = 1 << 53;

/// The most epochs and the like, so that there is room to count on.
const MOST_EPOCHS: u32 = 1 << 31;

/// What a state was reached under: how often settings and data had changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Terms {
    /// Changes of the model's settings since it was made.
    pub settings: u32,
    /// Changes of what it learns since it was made.
    pub data: u32,
}

/// Parameters, what the optimiser remembers, the place in the data, and what has been counted and measured on the way.
///
/// ```
/// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
/// # let data = std::sync::Arc::new(gradual::data::generators::points::generate(&points)?);
/// # let mut trainer = gradual::Trainer::new(gradual::ModelConfig::default(), data, 1)?;
/// trainer.step(21);
/// let state = trainer.state();
/// assert_eq!((state.iteration(), state.epochs(), state.parameters().len()), (21, 1.5, 3));
/// # Ok::<(), gradual::Error>(())
/// ```
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct State {
    #[serde(with = "floats")]
    pub(super) parameters: Vec<f32>,
    pub(super) optimizer: Optimizer,
    /// Whole epochs done.
    pub(super) epoch: u32,
    /// The epoch whose order the examples are in: a line search, which takes all of them, draws no new one.
    pub(super) order: u32,
    /// Examples of the epoch already used, and how many it has.
    pub(super) used: usize,
    pub(super) examples: usize,
    /// Batches done.
    pub(super) iteration: u64,
    /// Gradients worked out: one for each batch, and each look of a line search.
    pub(super) evaluations: u64,
    /// ‖∂E/∂parameters‖ of the last batch, penalty included, before it was clipped.
    pub(super) gradient_norm: f32,
    /// What the first batch cost, by which divergence is measured.
    pub(super) first_loss: Option<f64>,
    /// Why it no longer trains, if it does not.
    pub(super) stop: Option<Stop>,
    pub(super) terms: Terms,
}

impl State {
    /// The state that a run on so many `examples` begins with.
    pub(super) fn first(parameters: Vec<f32>, optimizer: Optimizer, examples: usize) -> Self {
        Self {
            parameters,
            optimizer,
            examples,
            ..Self::default()
        }
    }

    /// All weights and biases: W₁, b₁, W₂, b₂, … as one flat vector.
    pub fn parameters(&self) -> &[f32] {
        &self.parameters
    }

    /// Batches done.
    pub fn iteration(&self) -> u64 {
        self.iteration
    }

    /// What it was reached under.
    pub fn terms(&self) -> Terms {
        self.terms
    }

    /// Epochs done, with the part of the current one.
    pub fn epochs(&self) -> f64 {
        f64::from(self.epoch) + self.used as f64 / self.examples.max(1) as f64
    }

    /// Bytes that it takes.
    pub fn bytes(&self) -> usize {
        size_of::<f32>() * (self.parameters.len() + self.optimizer.values()) + size_of::<Self>()
    }

    /// Becomes a copy of `other`; allocates only where that is of another model or optimiser, or has stopped.
    pub fn copy_from(&mut self, other: &Self) {
        let Self {
            parameters,
            optimizer,
            stop,
            ..
        } = self;
        parameters.clone_from(&other.parameters);
        optimizer.copy_from(&other.optimizer);
        stop.clone_from(&other.stop);
        *self = Self {
            parameters: take(parameters),
            optimizer: take(optimizer),
            stop: take(stop),
            ..*other
        };
    }

    /// Back to the first batch, with these parameters.
    pub(super) fn restart(&mut self, parameters: &[f32]) {
        self.parameters.copy_from_slice(parameters);
        self.optimizer.reset();
        (self.epoch, self.order, self.used) = (0, 0, 0);
        (self.iteration, self.evaluations) = (0, 0);
        self.gradient_norm = 0.0;
        (self.first_loss, self.stop) = (None, None);
    }

    /// The next `used` of the epoch's examples are done; returns whether it has ended.
    pub(super) fn move_to(&mut self, used: usize) -> bool {
        let ended = used == self.examples;
        if ended {
            (self.epoch, self.used) = (self.epoch.saturating_add(1), 0);
        } else {
            self.used = used;
        }
        ended
    }

    /// The epoch under way goes on in other `examples`, of which it has used the same share, rounded up; nothing being left
    /// of it, it ends.
    pub(super) fn move_epoch(&mut self, examples: usize) {
        let done = (self.used as u64 * examples as u64).div_ceil(self.examples.max(1) as u64);
        self.examples = examples;
        if self.used > 0 {
            self.move_to(done as usize);
        }
    }

    /// Whether it can be one of a model of so many parameters.
    pub(super) fn is_of(&self, parameters: usize) -> bool {
        let sized = self.parameters.len() == parameters && self.optimizer.is_of(parameters);
        let Terms { settings, data } = self.terms;
        let most = [self.epoch, self.order, settings, data].into_iter().max();
        let counted = self.iteration.max(self.evaluations) <= MOST_COUNTED
            && most.is_none_or(|most| most <= MOST_EPOCHS)
            && self.examples as u64 <= u64::from(MOST_EPOCHS);
        sized && counted && self.used <= self.examples && all_finite(&self.parameters)
    }
}
