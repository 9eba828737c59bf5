//! Ways back: a trainer gives away all that training moves, and takes it on again.

use std::rc::Rc;

use super::{Progress, Trainer};
use crate::learning::optimizer::Optimizer;
use crate::trainer::barrier::{Cause, Stop};

/// What a state was reached under: how often settings and data had changed.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Terms {
    pub settings: u32,
    pub data: u32,
}

impl Progress {
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

    /// Bytes that it takes.
    pub fn bytes(&self) -> usize {
        4 * (self.parameters.len() + self.optimizer.values()) + size_of::<Self>()
    }
}

impl Trainer {
    /// A copy of all that training moves.
    pub fn progress(&self) -> Progress {
        let mut progress = Progress::default();
        self.save(&mut progress);
        progress
    }

    /// Copies all that training moves; allocates only where `progress` was of another model or optimiser.
    pub fn save(&self, progress: &mut Progress) {
        progress.parameters.clone_from(&self.parameters);
        progress.optimizer.copy_from(&self.optimizer);
        (progress.epoch, progress.used) = (self.epoch, self.used);
        progress.order = self.order.epoch();
        progress.iteration = self.iteration;
        progress.evaluations = self.evaluations;
        progress.gradient_norm = self.gradient_norm;
        progress.first_loss = self.first_loss;
        progress.train = self.data.train_count();
        progress.terms = self.terms;
    }

    /// Goes on from `progress`, which must have been saved from the same model with the same settings.
    pub fn return_to(&mut self, progress: &Progress) {
        self.parameters.copy_from_slice(&progress.parameters);
        self.optimizer.copy_from(&progress.optimizer);
        (self.epoch, self.used) = (progress.epoch, progress.used);
        self.iteration = progress.iteration;
        self.evaluations = progress.evaluations;
        self.gradient_norm = progress.gradient_norm;
        self.first_loss = progress.first_loss;
        if self.order.epoch() != progress.order {
            self.order.begin_epoch(progress.order);
        }
    }

    /// What it trains under now.
    pub fn terms(&self) -> Terms {
        self.terms
    }

    /// Goes back to an earlier state of this model. Settings and data that have changed since stay changed, as if that had
    /// happened then: the weights are those of then, and training goes on from them by the settings and on the data of now.
    pub fn go_back(&mut self, progress: &Progress, stopped: Option<Rc<Stop>>) {
        self.resume_from(progress, stopped);
        if progress.terms != self.terms {
            self.adapt(progress);
            self.save_checkpoint();
        }
    }

    /// A state that was reached under other terms goes on under those of now.
    fn adapt(&mut self, progress: &Progress) {
        let rule = self.config.optimizer;
        if rule.searches() || !self.optimizer.follows(rule) {
            self.optimizer = Optimizer::new(rule, self.gradient.len());
        }
        if progress.terms.data != self.terms.data {
            self.first_loss = None;
            self.move_epoch(progress.train, self.data.train_count());
            self.order.begin_epoch(self.epoch);
        }
        self.stopped = None;
    }

    /// As [`Self::return_to`], from the outside: that state is the one the crash barrier comes back to.
    pub fn resume_from(&mut self, progress: &Progress, stopped: Option<Rc<Stop>>) {
        self.return_to(progress);
        self.stopped = stopped;
        self.save_checkpoint();
    }

    /// Takes other weights at this moment of the run; the optimiser forgets the way to the old ones.
    pub fn take_weights(&mut self, parameters: &[f32]) {
        self.parameters.copy_from_slice(parameters);
        self.optimizer.reset();
        self.save_checkpoint();
    }

    /// Ends the run where it stands; the last update is judged first, and its harm would be the reason.
    pub fn halt(&mut self, cause: Cause, sentence: String) {
        self.settle();
        if self.stopped.is_none() {
            self.stopped = Some(Rc::new(Stop { cause, sentence }));
        }
    }

    /// Goes on after a stop that harmed nothing.
    pub fn go_on(&mut self) {
        if matches!(self.cause(), Some(Cause::Rule | Cause::Best)) {
            self.stopped = None;
        }
    }

    pub(in crate::trainer) fn stop_of(&self) -> Option<Rc<Stop>> {
        self.stopped.clone()
    }
}
