//! Ways back: a trainer gives away all that training moves, and takes it on again.

use std::rc::Rc;

use super::{Progress, Trainer};
use crate::trainer::barrier::{Cause, Stop};

impl Progress {
    pub fn parameters(&self) -> &[f32] {
        &self.parameters
    }

    /// Batches done.
    pub fn iteration(&self) -> u64 {
        self.iteration
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
        progress.parameters.clone_from(&self.network.parameters);
        progress.optimizer.take_on(&self.optimizer);
        (progress.epoch, progress.used) = (self.epoch, self.used);
        progress.order = self.order.epoch();
        progress.iteration = self.iteration;
        progress.evaluations = self.evaluations;
        progress.gradient_norm = self.gradient_norm;
        progress.first_loss = self.first_loss;
    }

    /// Goes on from `progress`, which must have been saved from the same model with the same settings.
    pub fn return_to(&mut self, progress: &Progress) {
        self.network
            .parameters
            .copy_from_slice(&progress.parameters);
        self.optimizer.take_on(&progress.optimizer);
        (self.epoch, self.used) = (progress.epoch, progress.used);
        self.iteration = progress.iteration;
        self.evaluations = progress.evaluations;
        self.gradient_norm = progress.gradient_norm;
        self.first_loss = progress.first_loss;
        if self.order.epoch() != progress.order {
            self.order.begin_epoch(progress.order);
        }
    }

    /// As [`Self::return_to`], from the outside: that state is the one the crash barrier comes back to.
    pub fn resume_from(&mut self, progress: &Progress, stopped: Option<Rc<Stop>>) {
        self.return_to(progress);
        self.stopped = stopped;
        self.save_checkpoint();
    }

    /// Takes other weights at this moment of the run; the optimiser forgets the way to the old ones.
    pub fn take_weights(&mut self, parameters: &[f32]) {
        self.network.parameters.copy_from_slice(parameters);
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
