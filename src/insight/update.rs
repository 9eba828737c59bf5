//! What some examples would do to a model: the step Δw that its optimiser would take now, with what it remembers of earlier
//! ones, by the gradient of their mean error with the penalty; and what the model would be after it. The model itself stays as
//! it is.
//!
//! For a single unit the weights w are an arrow at right angles to its line, w·x + b = 0 for a logistic one, and the step is another at its
//! tip. For networks the boundary after the step says the same.

use std::mem::take;

use super::plane::PlaneView;
use super::trace::Trace;
use crate::data::plane::PLANE;
use crate::error::{Error, Result};
use crate::learning::clipping::clip;
use crate::learning::minimizer::Scratch;
use crate::learning::optimizer::Optimizer;
use crate::network::Model;
use crate::trainer::frozen::leave_out;
use crate::trainer::learner::Learner;
use crate::trainer::training::Trainer;

/// How long w is drawn, in units of the plane, unless it is shorter than the second length.
const LENGTH: f32 = 1.5;
const SHORT: f32 = 0.15;

/// One update at a time, in buffers that are used again.
#[derive(Default)]
pub struct Update {
    trace: Trace,
    /// Inputs and targets of as many examples as go through at once.
    x: Vec<f32>,
    t: Vec<f32>,
    optimizer: Optimizer,
    scratch: Scratch,
    /// The gradient that the rule is given: with the penalty, and clipped.
    gradient: Vec<f32>,
    /// The mean gradient of the examples alone, and with the penalty.
    mean: Vec<f32>,
    full: Vec<f32>,
    /// The factor by which it was shortened.
    clipping: f32,
    /// The mean error of the examples with the penalty, before the step.
    before: f64,
    /// The parameters after the step, and by how much it changes them.
    moved: Vec<f32>,
    change: Vec<f32>,
    plane: PlaneView,
}

/// The arrows of one unit with the inputs x₁ and x₂, in units of the plane.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "page", derive(tsify::Tsify))]
pub struct Arrows {
    /// Where w begins: the place of the line that is nearest to the middle, or as near to it as the picture goes.
    pub foot: [f32; 2],
    /// The tip of w.
    pub tip: [f32; 2],
    /// The tip of w after the update.
    pub after: [f32; 2],
    /// Length in the plane of an arrow of length 1.
    pub scale: f32,
}

impl Update {
    /// The step by these examples, for all parameters. By the next batch of points it is what training does next, to the last
    /// bit, in a network without dropout, whose masks are left out here. A rule that searches knows of earlier steps on all
    /// training examples only: for others it begins anew.
    pub fn of(&mut self, trainer: &Trainer, examples: &[u32]) -> &[f32] {
        self.begin(trainer, examples);
        match trainer.config().learner {
            Learner::Network if trainer.config().optimizer.searches() => {
                self.search(trainer, examples);
            }
            Learner::Network => self.descend(trainer),
            Learner::NaiveBayes => {}
        }
        let before = trainer.parameters();
        let moves = self.change.iter_mut().zip(self.moved.iter().zip(before));
        moves.for_each(|(change, (after, before))| *change = after - before);
        &self.change
    }

    /// What the optimiser remembers, the parameters that it would move, and the error and its gradient there.
    fn begin(&mut self, trainer: &Trainer, examples: &[u32]) {
        self.optimizer.copy_from(trainer.optimizer());
        self.moved.clear();
        self.moved.extend_from_slice(trainer.parameters());
        self.change.resize(self.moved.len(), 0.0);
        self.clipping = 1.0;
        let mut full = take(&mut self.full);
        full.resize(self.moved.len(), 0.0);
        self.before = self.evaluate(trainer, examples, trainer.parameters(), &mut full);
        self.mean.clear();
        self.mean.extend_from_slice(self.trace.gradient());
        self.gradient.clone_from(&full);
        self.full = full;
    }

    /// The mean error of the examples with the penalty, before the step that was worked out last.
    pub fn before(&self) -> f64 {
        self.before
    }

    /// The same after it.
    pub fn error_after(&mut self, trainer: &Trainer, examples: &[u32]) -> f64 {
        let (moved, mut gradient) = (take(&mut self.moved), vec![0.0; self.change.len()]);
        let after = self.evaluate(trainer, examples, &moved, &mut gradient);
        self.moved = moved;
        after
    }

    /// Σ g Δw: by how much the gradient says that the error changes.
    pub fn predicted(&self) -> f64 {
        let steps = self.full.iter().zip(&self.change);
        steps
            .map(|(&g, &step)| f64::from(g) * f64::from(step))
            .sum()
    }

    /// Of one parameter: the mean gradient of the examples, and the one that the rule is given.
    pub fn gradients(&self, index: usize) -> [f32; 2] {
        [self.mean[index], self.gradient[index]]
    }

    /// λ₁ sign w + λ₂ w of one parameter; 0 for a bias.
    pub fn penalty_of(&self, trainer: &Trainer, index: usize) -> f32 {
        let (model, config) = (trainer.model(), trainer.config());
        let mut penalty = vec![0.0; model.parameters.len()];
        model.accumulate_penalty(config.l1, config.l2, &mut penalty);
        penalty[index]
    }

    /// The factor by which the gradient was shortened; 1 where it was not.
    pub fn clipping(&self) -> f32 {
        self.clipping
    }

    /// One parameter after the step.
    pub fn after(&self, index: usize) -> f32 {
        self.moved[index]
    }

    /// What the rule remembers after the step.
    pub fn optimizer(&self) -> &Optimizer {
        &self.optimizer
    }

    fn descend(&mut self, trainer: &Trainer) {
        let config = trainer.config();
        if config.clip > 0.0 {
            let length = clip(&mut self.gradient, config.clip);
            self.clipping = (config.clip / length).min(1.0);
        }
        if let Optimizer::Descent(descent) = &mut self.optimizer {
            descent.update(&mut self.moved, &self.gradient, config.learning_rate);
        }
        for index in config.frozen.iter().map(|&index| index as usize) {
            self.moved[index] = trainer.parameters()[index];
        }
    }

    fn search(&mut self, trainer: &Trainer, examples: &[u32]) {
        let Optimizer::Search(mut minimizer) = take(&mut self.optimizer) else {
            return;
        };
        let (mut moved, mut scratch) = (take(&mut self.moved), take(&mut self.scratch));
        if examples.len() != trainer.data().train_count() {
            minimizer.reset();
        }
        minimizer.step(&mut moved, &mut scratch, |at, gradient| {
            let error = self.evaluate(trainer, examples, at, gradient);
            leave_out(&trainer.config().frozen, gradient);
            error
        });
        self.optimizer = Optimizer::Search(minimizer);
        (self.moved, self.scratch) = (moved, scratch);
    }

    /// The mean error of these examples with the penalty, and its gradient, at some parameters.
    fn evaluate(
        &mut self,
        trainer: &Trainer,
        examples: &[u32],
        at: &[f32],
        gradient: &mut [f32],
    ) -> f64 {
        let (data, config) = (trainer.data(), trainer.config());
        let model = trainer.network().with(at);
        let (scale, mut total) = (1.0 / examples.len() as f32, 0.0);
        self.trace.clear_gradient(&model);
        for examples in examples.chunks(model.chunk()) {
            let numbers = examples.iter().map(|&example| example as usize);
            self.x.resize(examples.len() * data.features(), 0.0);
            data.gather_inputs(numbers.clone(), &mut self.x);
            self.t.resize(examples.len() * data.outputs(), 0.0);
            data.gather_targets(numbers, &mut self.t);
            self.trace.run_batch(model, &self.x);
            let error = self.trace.run_back(model, &self.t, scale);
            total += error.unwrap_or(f64::NAN);
        }
        gradient.copy_from_slice(self.trace.gradient());
        model.accumulate_penalty(config.l1, config.l2, gradient);
        total / examples.len() as f64 + model.penalty(config.l1, config.l2)
    }

    /// By how much `class` leads over the plane after `times` the last update, `[side, side]`; its contour at 0 is where the
    /// boundary would be.
    pub fn margin(
        &mut self,
        model: Model,
        times: f32,
        class: usize,
        side: usize,
    ) -> Result<&[f32]> {
        if self.change.len() != model.parameters.len() {
            let what = "No update of this model has been worked out yet".into();
            return Err(Error::Unsuitable { what });
        }
        self.moved.clear();
        self.moved.extend_from_slice(model.parameters);
        let moves = self.moved.iter_mut().zip(&self.change);
        moves.for_each(|(parameter, change)| *parameter += times * change);
        self.plane.outputs(model.with(&self.moved), side)?;
        self.plane.margin(class)
    }

    /// The arrows of `times` the last update; none for anything but one unit that reads x₁ and x₂.
    pub fn arrows(&self, model: Model, times: f32) -> Option<Arrows> {
        let single = model.layers().len() == 1 && model.inputs() == 2 && model.outputs() == 1;
        let (&[w1, w2, bias], &[d1, d2, _]) = (model.parameters, &self.change[..]) else {
            return None;
        };
        let length = w1.hypot(w2);
        let scale = LENGTH / length.max(SHORT);
        let along = (model.loss().threshold() - bias) / (length * length).max(f32::MIN_POSITIVE);
        let foot = [along * w1, along * w2].map(|x| x.clamp(-PLANE, PLANE));
        let tip = [foot[0] + scale * w1, foot[1] + scale * w2];
        let after = [tip[0] + scale * times * d1, tip[1] + scale * times * d2];
        single.then_some(Arrows {
            foot,
            tip,
            after,
            scale,
        })
    }
}
