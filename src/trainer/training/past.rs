//! Ways back: a trainer goes on from an earlier state, or takes other weights, and comes to an end by a rule.

use std::mem::replace;

use super::Trainer;
use crate::error::{Error, Result};
use crate::kernels::reduce::all_finite;
use crate::learning::optimizer::Optimizer;
use crate::take_over::take_over;
use crate::trainer::learner::Learner;
use crate::trainer::path::Path;
use crate::trainer::saved::Saved;
use crate::trainer::state::{State, Terms};
use crate::trainer::stop::{Cause, Stop};

/// The most batches that a step may have taken, to be trained again should the last one have made a model diverge.
const MOST_UNDONE: u64 = 1_000_000;

impl Trainer {
    /// All that it takes to go on in its place, with the same settings and data.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let data = std::sync::Arc::new(gradual::data::generators::points::generate(&points)?);
    /// use gradual::{ModelConfig, Trainer};
    ///
    /// let mut trainer = Trainer::new(ModelConfig::default(), data.clone(), 1)?;
    /// trainer.step(10);
    /// let saved = trainer.saved();
    /// let mut other = Trainer::new(ModelConfig::default(), data, 1)?;
    /// other.check(&saved)?;
    /// other.take_up(&saved);
    /// (trainer.step(10), other.step(10));
    /// assert_eq!(trainer.parameters(), other.parameters());
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn saved(&self) -> Saved {
        let moved = self.checkpoint.iteration != self.state.iteration;
        Saved {
            state: self.state.clone(),
            checkpoint: moved.then(|| self.checkpoint.clone()),
            first_parameters: self.first_parameters.clone(),
        }
    }

    /// Whether it can go on in place of the trainer that this was saved from.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let data = std::sync::Arc::new(gradual::data::generators::points::generate(&points)?);
    /// use gradual::{Activation, HiddenLayer, ModelConfig, Trainer};
    ///
    /// let unit = Trainer::new(ModelConfig::default(), data.clone(), 1)?;
    /// let hidden = vec![HiddenLayer::Dense { units: 4, activation: Activation::Tanh }];
    /// let network = Trainer::new(ModelConfig { hidden, ..ModelConfig::default() }, data, 1)?;
    /// assert!(unit.check(&unit.saved()).is_ok());
    /// assert!(network.check(&unit.saved()).is_err()); // it has more weights
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn check(&self, saved: &Saved) -> Result<()> {
        let (name, parameters) = (&self.config.name, self.state.parameters.len());
        let (got, first) = (saved.state.parameters.len(), &saved.first_parameters);
        if got != parameters {
            return refuse(format!(
                "it holds {got} weights and biases of {name}, which has {parameters}"
            ));
        }
        let (examples, here) = (saved.state.examples, self.data.train_count());
        if examples != here {
            return refuse(format!(
                "{name} has learned {examples} training examples in it, but there are {here}"
            ));
        }
        let fits = |state: &State| {
            state.is_of(parameters)
                && state.examples == here
                && state.optimizer.follows(self.config.optimizer)
                && state.iteration <= saved.state.iteration
                && saved.state.iteration - state.iteration <= MOST_UNDONE
        };
        let sized = first.len() == parameters && all_finite(first);
        if !sized || !saved.checkpoint.iter().chain([&saved.state]).all(fits) {
            return refuse(format!("some of what it holds can't be of {name}"));
        }
        Ok(())
    }

    /// Whether this network, with as many outputs as may be, can have so many parameters. What is fitted at once may have been
    /// any other: it is fitted anew.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let data = std::sync::Arc::new(gradual::data::generators::points::generate(&points)?);
    /// # let mut trainer = gradual::Trainer::new(gradual::ModelConfig::default(), data, 1)?;
    /// assert!(trainer.could_have(3) && trainer.could_have(2 * 5 + 5)); // one output, or five
    /// assert!(!trainer.could_have(4));
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn could_have(&self, parameters: usize) -> bool {
        let Some(output) = self.network.layers().last() else {
            return false;
        };
        let (hidden, unit) = (output.weights().start, output.inputs() + 1);
        let fits = parameters > hidden && (parameters - hidden).is_multiple_of(unit);
        match self.config.learner {
            Learner::Network => fits,
            Learner::NaiveBayes => true,
        }
    }

    /// Goes on in place of another trainer of these settings and data.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let data = std::sync::Arc::new(gradual::data::generators::points::generate(&points)?);
    /// # let mut trainer = gradual::Trainer::new(gradual::ModelConfig::default(), data, 1)?;
    /// trainer.step(10);
    /// let saved = trainer.saved();
    /// trainer.step(10);
    /// trainer.take_up(&saved);
    /// assert_eq!(trainer.iteration(), 10);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    ///
    /// # Panics
    ///
    /// May panic, at once or at the next step, where [`Self::check`] refuses `saved`.
    pub fn take_up(&mut self, saved: &Saved) {
        self.first_parameters.clone_from(&saved.first_parameters);
        self.resume(&saved.state);
        if let Some(checkpoint) = &saved.checkpoint {
            self.checkpoint.copy_from(checkpoint);
        }
    }

    /// Goes on from a state of this model under these settings and on these data.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let data = std::sync::Arc::new(gradual::data::generators::points::generate(&points)?);
    /// # let mut trainer = gradual::Trainer::new(gradual::ModelConfig::default(), data, 1)?;
    /// trainer.step(10);
    /// let state = trainer.state().clone();
    /// trainer.step(10);
    /// let parameters = trainer.parameters().to_vec();
    /// trainer.resume(&state);
    /// trainer.step(10);
    /// assert_eq!(trainer.parameters(), parameters); // the same way again
    /// # Ok::<(), gradual::Error>(())
    /// ```
    ///
    /// # Panics
    ///
    /// May panic at the next step where `state` is one of another model.
    pub fn resume(&mut self, state: &State) {
        self.state.copy_from(state);
        self.order.turn_to(self.state.order);
        self.save_checkpoint();
    }

    /// Goes back to an earlier state of this model. Settings and data that have changed since stay changed, as if that had
    /// happened then: the weights are those of then, and training goes on from them by the settings and on the data of now.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let data = std::sync::Arc::new(gradual::data::generators::points::generate(&points)?);
    /// # let mut trainer = gradual::Trainer::new(gradual::ModelConfig::default(), data, 1)?;
    /// use gradual::ModelConfig;
    ///
    /// let state = trainer.state().clone();
    /// trainer.step(10);
    /// trainer.set_config(ModelConfig { learning_rate: 0.1, ..trainer.config().clone() })?;
    /// trainer.go_back(&state);
    /// assert_eq!((trainer.iteration(), trainer.config().learning_rate), (0, 0.1));
    /// # Ok::<(), gradual::Error>(())
    /// ```
    ///
    /// # Panics
    ///
    /// May panic, at once or at the next step, where `state` is one of another model.
    pub fn go_back(&mut self, state: &State) {
        let now = self.state.terms;
        self.state.copy_from(state);
        self.fit_outputs();
        if state.terms != now {
            self.adapt(now);
        }
        self.order.turn_to(self.state.order);
        self.save_checkpoint();
    }

    /// A state of a network with more or fewer outputs: this one takes over what fits, or what it was fitted to at once, and its
    /// optimiser begins anew.
    pub(super) fn fit_outputs(&mut self) {
        if self.state.parameters.len() != self.network.parameter_count() {
            self.state.parameters = match self.config.learner {
                Learner::Network => take_over(&self.network, &self.state.parameters),
                Learner::NaiveBayes => self.first_parameters.clone(),
            };
            let count = self.state.parameters.len();
            self.state.optimizer = Optimizer::new(self.config.optimizer, count);
        }
    }

    /// A state that was reached under other terms goes on under those of now.
    fn adapt(&mut self, now: Terms) {
        self.fit_optimizer();
        if self.state.terms.data != now.data {
            self.state.first_loss = None;
            self.state.move_epoch(self.data.train_count());
            self.state.order = self.state.epoch;
        }
        self.state.stop = None;
        self.state.terms = now;
    }

    /// Gives away the way that the parameters have come.
    pub fn leave_path(&mut self) -> Path {
        replace(&mut self.path, Path::new(0))
    }

    /// Goes on from the way that its parameters have come.
    ///
    /// # Panics
    ///
    /// May panic at a later step where `path` is one of other parameters in number.
    pub fn go_on_path(&mut self, path: Path) {
        self.path = path;
    }

    /// Takes other weights at this moment of the run; the optimiser forgets the way to the old ones.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let data = std::sync::Arc::new(gradual::data::generators::points::generate(&points)?);
    /// # let mut trainer = gradual::Trainer::new(gradual::ModelConfig::default(), data, 1)?;
    /// trainer.step(10);
    /// trainer.take_weights(&[1.0, -1.0, 0.0]);
    /// assert_eq!((trainer.parameters(), trainer.iteration()), (&[1.0, -1.0, 0.0][..], 10));
    /// # Ok::<(), gradual::Error>(())
    /// ```
    ///
    /// # Panics
    ///
    /// Panics where `parameters` are more or fewer than those of the model.
    pub fn take_weights(&mut self, parameters: &[f32]) {
        self.state.parameters.copy_from_slice(parameters);
        self.state.optimizer.reset();
        self.save_checkpoint();
    }

    /// Ends the run where it stands; the last update is judged first, and that the run has diverged would be the reason.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let data = std::sync::Arc::new(gradual::data::generators::points::generate(&points)?);
    /// # let mut trainer = gradual::Trainer::new(gradual::ModelConfig::default(), data, 1)?;
    /// use gradual::trainer::stop::Cause;
    ///
    /// trainer.halt(Cause::Rule, "That is enough.".into());
    /// trainer.step(10);
    /// assert_eq!((trainer.iteration(), trainer.stopped()), (0, Some("That is enough.")));
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn halt(&mut self, cause: Cause, sentence: String) {
        self.settle();
        if self.state.stop.is_none() {
            self.state.stop = Some(Stop { cause, sentence });
        }
    }

    /// Goes on after a stop by a rule, or at the best weights.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let data = std::sync::Arc::new(gradual::data::generators::points::generate(&points)?);
    /// # let mut trainer = gradual::Trainer::new(gradual::ModelConfig::default(), data, 1)?;
    /// trainer.halt(gradual::trainer::stop::Cause::Rule, "That is enough.".into());
    /// trainer.go_on();
    /// trainer.step(10);
    /// assert_eq!(trainer.iteration(), 10);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn go_on(&mut self) {
        if matches!(self.cause(), Some(Cause::Rule | Cause::Best)) {
            self.state.stop = None;
        }
    }
}

fn refuse<T>(problem: String) -> Result<T> {
    Err(Error::Session { problem })
}
