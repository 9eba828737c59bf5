//! Steps: updates by the model's rule, each judged by the loss that comes after it.

use std::mem::take;
use std::ops::Range;

use super::Trainer;
use crate::data::dataset::Dataset;
use crate::kernels::reduce::all_finite;
use crate::learning::clipping::{clip, norm};
use crate::learning::optimizer::{Optimizer, Rule};
use crate::random::{Random, Stream};
use crate::trainer::divergence::{Divergence, judge};
use crate::trainer::frozen::leave_out;
use crate::trainer::gradients::Selection;
use crate::trainer::order::Order;
use crate::trainer::stop::Stop;

type Judged = Result<(), Divergence>;

/// What goes with the update of a batch.
#[derive(Clone, Copy)]
struct With {
    /// The state before the update becomes the checkpoint.
    checkpoint: bool,
    /// Weights may move before the loss is judged, and no gradient of theirs is left.
    head_start: bool,
}

impl Trainer {
    /// Trains `batches` batches; a run that diverges stops at its last acceptable state and does nothing more.
    ///
    /// A batch's loss tells of the updates before it, so the state at the first batch of a step is saved once that loss is
    /// known to be acceptable; the last update of a step is judged by the next step. Without examples of two classes
    /// nothing happens.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let data = std::sync::Arc::new(gradual::data::generators::points::generate(&points)?);
    /// # let mut trainer = gradual::Trainer::new(gradual::ModelConfig::default(), data, 1)?;
    /// trainer.step(14); // an epoch: batches of 10 of 140 examples
    /// assert_eq!((trainer.epoch(), trainer.stopped()), (1, None));
    /// # Ok::<(), gradual::Error>(())
    /// ```
    #[inline]
    pub fn step(&mut self, batches: u32) {
        if batches == 0 || !self.can_learn() {
            return;
        }
        let moves_at_once = self.moves_at_once();
        for batch in 0..batches {
            let (is_first, is_last) = (batch == 0, batch + 1 == batches);
            let with = With {
                checkpoint: is_first,
                head_start: moves_at_once && !is_first && !is_last,
            };
            if let Err(divergence) = self.train_batch(with) {
                return self.undo(divergence);
            }
            if self.state.stop.is_some() {
                break;
            }
        }
        if !all_finite(&self.state.parameters) {
            return self.undo(Divergence::NoWeights);
        }
        self.measure_gradient();
    }

    #[inline]
    fn can_learn(&self) -> bool {
        self.is_running() && self.data.teaches()
    }

    /// One update by the model's rule, and its record.
    #[inline]
    fn train_batch(&mut self, with: With) -> Judged {
        if self.config.optimizer.searches() {
            self.search(with.checkpoint);
        } else {
            self.descend(with)?;
        }
        self.path
            .offer(self.state.iteration, &self.state.parameters);
        Ok(())
    }

    /// One update of a rule that chooses its step lengths itself. Each of its looks at the gradient is a pass over the
    /// training set, and counts as an epoch.
    #[inline]
    fn search(&mut self, save: bool) {
        if save {
            self.save_checkpoint();
        }
        let Optimizer::Search(mut minimizer) = take(&mut self.state.optimizer) else {
            return;
        };
        let mut search = take(&mut self.search);
        search.trial.clone_from(&self.state.parameters);
        let evaluate = |at: &[f32], gradient: &mut [f32]| self.evaluate(at, gradient);
        let found = minimizer.step(&mut search.trial, &mut search.scratch, evaluate);
        self.state.parameters.copy_from_slice(&search.trial);
        self.state.optimizer = Optimizer::Search(minimizer);
        self.search = search;
        match found {
            Some(loss) => {
                self.state.first_loss.get_or_insert(loss);
                self.state.iteration += 1;
            }
            None => self.state.stop = Some(Stop::rest(&self.config, self.state.iteration)),
        }
    }

    /// The mean loss over the training set with its penalty, and its gradient, at some parameters.
    #[inline]
    fn evaluate(&mut self, at: &[f32], gradient: &mut [f32]) -> f64 {
        let (l1, l2) = (self.config.l1, self.config.l2);
        self.state.parameters.copy_from_slice(at);
        let loss = self.find_gradient(0..self.data.train_count());
        let model = self.network.with(at);
        model.accumulate_penalty(l1, l2, &mut self.gradients.gradient);
        leave_out(&self.config.frozen, &mut self.gradients.gradient);
        gradient.copy_from_slice(&self.gradients.gradient);
        self.state.epoch = self.state.epoch.saturating_add(1);
        self.state.evaluations += 1;
        loss + model.penalty(l1, l2)
    }

    /// One update along the gradient of the next batch; none where its loss shows that the run has diverged.
    #[inline]
    fn descend(&mut self, with: With) -> Judged {
        let batch = self.next_batch();
        let end = batch.end;
        let (loss, moved) = if with.head_start && batch.len() <= self.network.chunk() {
            self.move_at_once(batch)
        } else {
            (self.find_gradient(batch), 0)
        };
        self.judge(loss)?;
        if with.checkpoint {
            self.save_checkpoint();
        }
        self.state.first_loss.get_or_insert(loss);
        self.update(moved);
        self.state.iteration += 1;
        self.state.evaluations += 1;
        if self.state.move_to(end) {
            self.state.order = self.state.epoch;
            self.order.turn_to(self.state.order);
        }
        Ok(())
    }

    /// Whether weights may move along their gradient as it is found: in plain descent, where nothing else is done to it.
    #[inline]
    fn moves_at_once(&self) -> bool {
        let config = &self.config;
        self.state.optimizer.follows(Rule::Sgd)
            && (config.l1, config.l2, config.clip) == (0.0, 0.0, 0.0)
            && config.frozen.is_empty()
            && self.gradients.moves_at_once(&self.network, &self.data)
    }

    /// Moves the parameters but for the first `moved` along the gradient that was found, with its penalty and clipped.
    #[inline]
    fn update(&mut self, moved: usize) {
        let (config, gradient) = (&self.config, &mut self.gradients.gradient);
        let model = self.network.with(&self.state.parameters);
        model.accumulate_penalty(config.l1, config.l2, gradient);
        if config.clip > 0.0 {
            self.state.gradient_norm = clip(gradient, config.clip);
        }
        if let Optimizer::Descent(descent) = &mut self.state.optimizer {
            let (frozen, parameters) = (&config.frozen, &mut self.state.parameters);
            self.frozen.note(frozen, parameters);
            descent.update(
                &mut parameters[moved..],
                &gradient[moved..],
                config.learning_rate,
            );
            self.frozen.put_back(frozen, parameters);
        }
    }

    /// The mean loss of a batch, and how many parameters, the first ones, have moved along their gradient already.
    #[inline(never)] // small networks, which never come here, are 10 % slower with this in their way
    fn move_at_once(&mut self, batch: Range<usize>) -> (f64, usize) {
        let examples = selection(&self.data, &self.order, self.state.epoch, batch);
        let masks = masks(self.seed, self.state.iteration);
        let (parameters, rate) = (&mut self.state.parameters, self.config.learning_rate);
        self.gradients
            .descend(&self.network, parameters, rate, examples, masks)
    }

    /// The mean loss of a batch; its gradient is there afterwards.
    #[inline]
    fn find_gradient(&mut self, batch: Range<usize>) -> f64 {
        let examples = selection(&self.data, &self.order, self.state.epoch, batch);
        let masks = masks(self.seed, self.state.iteration);
        let model = self.network.with(&self.state.parameters);
        self.gradients.find(model, examples, masks)
    }

    /// A clipped gradient was measured before it was cut.
    #[inline]
    fn measure_gradient(&mut self) {
        if self.config.clip == 0.0 {
            self.state.gradient_norm = norm(&self.gradients.gradient);
        }
    }

    #[inline]
    fn judge(&self, loss: f64) -> Judged {
        judge(&self.config, loss, self.state.first_loss.unwrap_or(loss))
    }

    /// Whether training can go on from here: finite weights that give the next batch an acceptable loss.
    #[inline]
    fn judge_state(&mut self) -> Judged {
        let batch = self.next_batch();
        let examples = selection(&self.data, &self.order, self.state.epoch, batch);
        let model = self.network.with(&self.state.parameters);
        let loss = self.gradients.loss(model, examples);
        self.judge(loss)?;
        let finite = all_finite(&self.state.parameters);
        finite.then_some(()).ok_or(Divergence::NoWeights)
    }

    /// Judges the last update and makes a checkpoint of what stands, before the conditions of training change.
    #[inline]
    pub(super) fn settle(&mut self) {
        if self.can_learn()
            && let Err(divergence) = self.judge_state()
        {
            self.undo(divergence);
        }
        self.save_checkpoint();
    }

    #[inline]
    pub(super) fn save_checkpoint(&mut self) {
        self.checkpoint.copy_from(&self.state);
    }

    /// Goes back to the checkpoint, and trains the batches from there again but for the last, which diverged.
    ///
    /// A loss need not tell of weights that are no numbers: a sigmoid makes a number of them. So they may be older than the
    /// update that was found out, and the first one that made any is the one to undo.
    #[inline]
    fn undo(&mut self, divergence: Divergence) {
        let batches = self.state.iteration - self.checkpoint.iteration;
        self.go_to_checkpoint();
        let again = (1..batches).try_for_each(|_| self.train_again());
        let divergence = again.err().unwrap_or(divergence);
        self.state.stop = Some(Stop::divergence(
            &self.config,
            self.state.iteration,
            divergence,
        ));
    }

    /// One batch once more, and back to the state before it where that leaves weights that are no numbers.
    #[inline]
    fn train_again(&mut self) -> Judged {
        self.train_batch(With {
            checkpoint: true,
            head_start: false,
        })?;
        if !all_finite(&self.state.parameters) {
            self.go_to_checkpoint();
            return Err(Divergence::NoWeights);
        }
        self.measure_gradient();
        Ok(())
    }

    /// What the first batch of the run has cost stays known.
    #[inline]
    fn go_to_checkpoint(&mut self) {
        let first_loss = self.state.first_loss;
        self.state.copy_from(&self.checkpoint);
        self.order.turn_to(self.state.order);
        self.path.forget_from(self.state.iteration + 1);
        self.state.first_loss = first_loss;
    }
}

/// Some examples, as the present epoch sees them.
#[inline]
fn selection<'a>(
    data: &'a Dataset,
    order: &'a Order,
    epoch: u32,
    batch: Range<usize>,
) -> Selection<'a> {
    let numbers = &order.examples()[batch];
    Selection {
        data,
        numbers,
        epoch,
    }
}

/// What the masks of dropout are drawn from: the seed and the batch's number alone, so that a batch can be trained again.
#[inline]
fn masks(seed: u32, iteration: u64) -> impl FnOnce() -> Random {
    move || Random::stream(seed, Stream::Masks { iteration })
}
