//! One model in training: `step(batches)` and what stands still around it.

use std::mem::take;
use std::ops::Range;
use std::rc::Rc;

use super::barrier::{Cause, Harm, Stop, judge};
use super::learner::Learner;
use super::order::Order;
use super::path::Path;
use super::settings::ModelConfig;
use crate::data::batch::Batch;
use crate::data::dataset::Dataset;
use crate::data::digits::augment::Augmenter;
use crate::error::Result;
use crate::kernels::reduce::all_finite;
use crate::learning::clipping::{clip, norm};
use crate::learning::minimizer::Scratch;
use crate::learning::optimizer::Optimizer;
use crate::network::{Model, Network, Workspace};
use crate::random::{Random, Stream};
use crate::take_over::take_over;

mod past;

pub use past::Terms;

/// Everything that training moves, so that a copy of it is a place to come back to.
#[derive(Clone, Default)]
pub struct Progress {
    parameters: Vec<f32>,
    optimizer: Optimizer,
    epoch: u32,
    /// The epoch whose order the examples are in: a line search, which takes all of them, draws no new one.
    order: u32,
    /// Examples of the epoch already used.
    used: usize,
    iteration: u64,
    evaluations: u64,
    gradient_norm: f32,
    first_loss: Option<f64>,
    /// How many training examples `used` is of.
    train: usize,
    terms: Terms,
}

/// A network that learns a data set batch by batch.
///
/// Every epoch visits all training examples once in a new order; its last batch may be smaller, and its gradient is the
/// mean over the examples it has.
pub struct Trainer {
    config: ModelConfig,
    seed: u32,
    data: Rc<Dataset>,
    network: Network,
    parameters: Vec<f32>,
    optimizer: Optimizer,
    order: Order,
    gradient: Vec<f32>,
    gradient_norm: f32,
    /// The parameters that a line search tries, and what else it needs.
    trial: Vec<f32>,
    scratch: Scratch,
    workspace: Workspace,
    /// Inputs and targets of as many examples as go through the network at once.
    batch: Batch,
    /// Varies the pictures, where that is wanted.
    augmenter: Option<Augmenter>,
    epoch: u32,
    used: usize,
    iteration: u64,
    evaluations: u64,
    first_parameters: Vec<f32>,
    first_loss: Option<f64>,
    path: Path,
    /// The last state that is known to be acceptable, from the start of a `step`.
    checkpoint: Progress,
    stopped: Option<Rc<Stop>>,
    terms: Terms,
}

impl Trainer {
    /// A model with first weights and batch order drawn from `seed`.
    pub fn new(config: ModelConfig, data: Rc<Dataset>, seed: u32) -> Result<Self> {
        config.validate()?;
        config.check_data(&data)?;
        let (network, parameters) = first_network(&config, &data, seed)?;
        let optimizer = Optimizer::new(config.optimizer, parameters.len());
        let mut path = Path::new(parameters.len());
        path.begin(&parameters);
        let checkpoint = Progress {
            parameters: parameters.clone(),
            optimizer: optimizer.clone(),
            epoch: 0,
            order: 0,
            used: 0,
            iteration: 0,
            evaluations: 0,
            gradient_norm: 0.0,
            first_loss: None,
            train: data.train_count(),
            terms: Terms::default(),
        };
        Ok(Self {
            order: Order::new(seed, data.train_count()),
            gradient: vec![0.0; parameters.len()],
            gradient_norm: 0.0,
            trial: parameters.clone(),
            scratch: scratch(&config, parameters.len()),
            workspace: Workspace::new(&network),
            batch: Batch::new(&data, &network),
            augmenter: augmenter(&config, &data, seed)?,
            epoch: 0,
            used: 0,
            iteration: 0,
            evaluations: 0,
            first_parameters: parameters.clone(),
            parameters,
            first_loss: None,
            path,
            stopped: None,
            terms: Terms::default(),
            config,
            seed,
            data,
            network,
            optimizer,
            checkpoint,
        })
    }

    pub fn config(&self) -> &ModelConfig {
        &self.config
    }

    pub fn network(&self) -> &Network {
        &self.network
    }

    /// All weights and biases.
    pub fn parameters(&self) -> &[f32] {
        &self.parameters
    }

    /// The network with its parameters.
    pub fn model(&self) -> Model<'_> {
        self.network.with(&self.parameters)
    }

    /// The rule by which it learns, and what that remembers.
    pub fn optimizer(&self) -> &Optimizer {
        &self.optimizer
    }

    pub fn data(&self) -> &Rc<Dataset> {
        &self.data
    }

    /// Whole epochs done.
    pub fn epoch(&self) -> u32 {
        self.epoch
    }

    /// Batches done.
    pub fn iteration(&self) -> u64 {
        self.iteration
    }

    /// Gradients worked out: one for each batch, and each look of a line search.
    pub fn evaluations(&self) -> u64 {
        self.evaluations
    }

    /// Epochs done, with the part of the current one.
    pub fn epochs(&self) -> f64 {
        f64::from(self.epoch) + self.used as f64 / self.data.train_count().max(1) as f64
    }

    /// ‖∂E/∂parameters‖ of the last batch, penalty included, before it was clipped.
    pub fn gradient_norm(&self) -> f32 {
        self.gradient_norm
    }

    /// The way that the parameters have come.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The way of two parameters up to this moment; what is recorded of later ones counts once training has come there.
    pub fn way(&self, first: usize, second: usize) -> impl Iterator<Item = [f32; 2]> {
        let records = self.path.iterations().iter();
        let ways = records.zip(self.path.pairs(first, second));
        let past = ways.take_while(|(iteration, _)| **iteration <= self.iteration);
        let parameters = &self.parameters;
        let now = [parameters[first], parameters[second]];
        past.map(|(_, place)| place).chain([now])
    }

    /// The numbers of the examples that make the next batch.
    pub fn next_examples(&self) -> &[u32] {
        &self.order.examples()[self.next_batch()]
    }

    /// Why the run stopped, as a sentence, if it did.
    pub fn stopped(&self) -> Option<&str> {
        self.stopped.as_deref().map(|stop| stop.sentence.as_str())
    }

    /// What stopped the run, if anything did.
    pub fn cause(&self) -> Option<Cause> {
        self.stopped.as_deref().map(|stop| stop.cause)
    }

    /// Takes on settings that keep the model: learning rate, batch size, optimiser, penalties, augmentation. Weights stay.
    pub fn set_config(&mut self, config: ModelConfig) -> Result<()> {
        config.validate()?;
        let augmenter = augmenter(&config, &self.data, self.seed)?;
        self.settle();
        self.augmenter = augmenter;
        if !self.optimizer.follows(config.optimizer) {
            self.optimizer = Optimizer::new(config.optimizer, self.gradient.len());
            self.checkpoint.optimizer = self.optimizer.clone();
            self.scratch = scratch(&config, self.gradient.len());
        } else if config.optimizer.searches() {
            self.optimizer.reset();
        }
        self.config = config;
        self.stopped = None;
        self.terms.settings += 1;
        Ok(())
    }

    /// The network and its first parameters on `data`, where those have another number of outputs. Data that it cannot learn
    /// are an error.
    pub fn first_on(&self, data: &Dataset) -> Result<Option<(Network, Vec<f32>)>> {
        self.config.check_data(data)?;
        if data.outputs() == self.data.outputs() {
            return Ok(None);
        }
        first_network(&self.config, data, self.seed).map(Some)
    }

    /// Trains on other data of the same shape from here on; weights and what the optimiser remembers stay. An epoch under
    /// way goes on in the other data where it was, by the share done, and what counts as a usable loss is measured anew.
    ///
    /// Where the number of outputs changes, `first` is what [`Self::first_on`] has made: a network that
    /// takes over what was learned, and the parameters to restart from; the optimiser begins anew.
    pub fn set_data(&mut self, data: Rc<Dataset>, first: Option<(Network, Vec<f32>)>) {
        self.settle();
        if let Some((network, first)) = first {
            self.hand_over(network, first);
        }
        self.move_epoch(self.data.train_count(), data.train_count());
        (self.first_loss, self.stopped) = (None, None);
        self.order = Order::new(self.seed, data.train_count());
        self.order.begin_epoch(self.epoch);
        self.batch = Batch::new(&data, &self.network);
        self.data = data;
        self.refit();
        if self.config.optimizer.searches() {
            self.optimizer.reset();
        }
        self.terms.data += 1;
        self.save_checkpoint();
    }

    /// Fits a model that is fitted at once to its data; other models stay as they are.
    pub fn refit(&mut self) {
        if let Ok(Some(parameters)) = self.config.learner.fit(&self.data) {
            self.start_from(&parameters);
        }
    }

    /// The epoch under way in `from` examples goes on in `to` other ones, of which it has used the same share, rounded up;
    /// nothing being left of it, it ends.
    fn move_epoch(&mut self, from: usize, to: usize) {
        let used = (self.used * to).div_ceil(from.max(1));
        if self.used > 0 && used == to {
            (self.epoch, self.used) = (self.epoch + 1, 0);
        } else {
            self.used = used;
        }
    }

    /// Goes on with a network of another number of outputs.
    fn hand_over(&mut self, network: Network, first: Vec<f32>) {
        let count = first.len();
        self.parameters = take_over(self.model(), network.outputs());
        (self.network, self.first_parameters) = (network, first);
        self.gradient = vec![0.0; count];
        self.trial = self.parameters.clone();
        self.scratch = scratch(&self.config, count);
        self.workspace = Workspace::new(&self.network);
        self.optimizer = Optimizer::new(self.config.optimizer, count);
        self.checkpoint.parameters.clone_from(&self.parameters);
        self.checkpoint.optimizer = self.optimizer.clone();
        self.path = Path::new(count);
        self.path.begin(&self.parameters);
    }

    /// Starts from these weights instead, at the first batch; [`Self::restart`] comes back to them.
    pub fn start_from(&mut self, parameters: &[f32]) {
        self.first_parameters.copy_from_slice(parameters);
        self.restart();
    }

    /// Back to the first weights and the first batch.
    pub fn restart(&mut self) {
        self.parameters.copy_from_slice(&self.first_parameters);
        self.gradient.fill(0.0);
        self.gradient_norm = 0.0;
        self.optimizer.reset();
        self.order.begin_epoch(0);
        (self.epoch, self.used) = (0, 0);
        (self.iteration, self.evaluations) = (0, 0);
        (self.first_loss, self.stopped) = (None, None);
        self.path.begin(&self.parameters);
        self.save_checkpoint();
    }

    /// Trains `batches` batches; a run that diverges stops at its last acceptable state and does nothing more.
    ///
    /// A batch's loss tells of the updates before it, so the state at the first batch of a step is saved once that loss is
    /// known to be acceptable; the last update of a step is judged by the next step. Without examples of two classes
    /// nothing happens.
    pub fn step(&mut self, batches: u32) {
        if batches == 0 || !self.can_learn() {
            return;
        }
        for batch in 0..batches {
            if let Err(harm) = self.train_batch(batch == 0) {
                return self.stop(harm);
            }
            if self.stopped.is_some() {
                break;
            }
        }
        if !all_finite(&self.parameters) {
            return self.stop(Harm::NoWeights);
        }
        self.measure_gradient();
    }

    fn can_learn(&self) -> bool {
        self.is_running() && self.data.teaches()
    }

    /// Whether steps teach it.
    pub fn is_running(&self) -> bool {
        match self.config.learner {
            Learner::Network => self.stopped.is_none(),
            Learner::NaiveBayes => false,
        }
    }

    /// One update by the model's rule, and its record.
    fn train_batch(&mut self, save: bool) -> std::result::Result<(), Harm> {
        if self.config.optimizer.searches() {
            self.search(save);
        } else {
            self.descend(save)?;
        }
        self.path.offer(self.iteration, &self.parameters);
        Ok(())
    }

    /// One update of a rule that chooses its step lengths itself. Each of its looks at the gradient is a pass over the
    /// training set, and counts as an epoch.
    fn search(&mut self, save: bool) {
        if save {
            self.save_checkpoint();
        }
        let Optimizer::Search(mut minimizer) = take(&mut self.optimizer) else {
            return;
        };
        let (mut parameters, mut scratch) = (take(&mut self.trial), take(&mut self.scratch));
        parameters.copy_from_slice(&self.parameters);
        let evaluate = |at: &[f32], gradient: &mut [f32]| self.evaluate(at, gradient);
        let found = minimizer.step(&mut parameters, &mut scratch, evaluate);
        self.parameters.copy_from_slice(&parameters);
        self.optimizer = Optimizer::Search(minimizer);
        (self.trial, self.scratch) = (parameters, scratch);
        let Some(loss) = found else {
            self.stopped = Some(Rc::new(Stop::rest(&self.config, self.iteration)));
            return;
        };
        self.first_loss.get_or_insert(loss);
        self.iteration += 1;
    }

    /// The mean loss over the training set with its penalty, and its gradient, at some parameters.
    fn evaluate(&mut self, at: &[f32], gradient: &mut [f32]) -> f64 {
        let (l1, l2) = (self.config.l1, self.config.l2);
        self.parameters.copy_from_slice(at);
        self.gradient.fill(0.0);
        if self.network.draws() {
            self.workspace.set_random(self.masks());
        }
        let loss = self.accumulate(0..self.data.train_count(), true);
        self.network
            .with(&self.parameters)
            .accumulate_penalty(l1, l2, &mut self.gradient);
        gradient.copy_from_slice(&self.gradient);
        self.epoch += 1;
        self.evaluations += 1;
        loss + self.model().penalty(l1, l2)
    }

    /// One update; harm, and none, where the loss is not finite or beyond the barrier. With `save`, the state before the
    /// update becomes the checkpoint.
    fn descend(&mut self, save: bool) -> std::result::Result<(), Harm> {
        let batch = self.next_batch();
        let end = batch.end;
        self.gradient.fill(0.0);
        if self.network.draws() {
            self.workspace.set_random(self.masks());
        }
        let loss = self.accumulate(batch, true);
        self.judge(loss)?;
        if save {
            self.save_checkpoint();
        }
        self.first_loss.get_or_insert(loss);
        self.network.with(&self.parameters).accumulate_penalty(
            self.config.l1,
            self.config.l2,
            &mut self.gradient,
        );
        if self.config.clip > 0.0 {
            self.gradient_norm = clip(&mut self.gradient, self.config.clip);
        }
        if let Optimizer::Descent(descent) = &mut self.optimizer {
            let rate = self.config.learning_rate;
            descent.update(&mut self.parameters, &self.gradient, rate);
        }
        self.iteration += 1;
        self.evaluations += 1;
        self.used = end;
        if end == self.data.train_count() {
            (self.epoch, self.used) = (self.epoch + 1, 0);
            self.order.begin_epoch(self.epoch);
        }
        Ok(())
    }

    /// A clipped gradient was measured before it was cut.
    fn measure_gradient(&mut self) {
        if self.config.clip == 0.0 {
            self.gradient_norm = norm(&self.gradient);
        }
    }

    /// Random numbers for the masks of dropout, drawn from the seed and the batch's number alone, so that a batch can be
    /// trained again.
    fn masks(&self) -> Random {
        let iteration = self.iteration;
        Random::stream(self.seed, Stream::Masks { iteration })
    }

    /// Where the next batch stands in the order of this epoch.
    fn next_batch(&self) -> Range<usize> {
        let train = self.data.train_count();
        self.used..(self.used + self.config.batch(train)).min(train)
    }

    /// The mean loss of a batch; with `backward`, its gradient is added to `gradient`.
    fn accumulate(&mut self, batch: Range<usize>, backward: bool) -> f64 {
        let Self {
            network,
            parameters,
            workspace,
            data,
            gradient,
            augmenter,
            ..
        } = self;
        let (model, count) = (network.with(parameters), batch.len());
        let scale = 1.0 / count as f32;
        let mut total = 0.0;
        for examples in self.order.examples()[batch].chunks(network.chunk()) {
            let examples = examples.iter().map(|&example| example as usize);
            match augmenter {
                Some(augmenter) => {
                    let epoch = self.epoch;
                    self.batch.gather_varied(data, examples, augmenter, epoch);
                }
                None => self.batch.gather(data, examples),
            }
            let (x, t) = (
                self.batch.input(data.features()),
                self.batch.targets(data.outputs()),
            );
            total += if backward {
                model.accumulate_gradient(x, t, scale, gradient, workspace)
            } else {
                model.total_loss(x, t, workspace)
            };
        }
        total / count as f64
    }

    fn judge(&self, loss: f64) -> std::result::Result<(), Harm> {
        judge(&self.config, loss, self.first_loss.unwrap_or(loss))
    }

    /// Whether training can go on from here: finite weights that give the next batch an acceptable loss.
    fn check(&mut self) -> std::result::Result<(), Harm> {
        let loss = self.accumulate(self.next_batch(), false);
        self.judge(loss)?;
        let finite = all_finite(&self.parameters);
        finite.then_some(()).ok_or(Harm::NoWeights)
    }

    /// Judges the last update and makes a checkpoint of what stands, before the conditions of training change.
    fn settle(&mut self) {
        if self.can_learn()
            && let Err(harm) = self.check()
        {
            self.stop(harm);
        }
        self.save_checkpoint();
    }

    fn save_checkpoint(&mut self) {
        let mut saved = take(&mut self.checkpoint);
        self.save(&mut saved);
        self.checkpoint = saved;
    }

    /// Goes back to the checkpoint, and trains the batches from there again but for the last, which did the harm.
    fn stop(&mut self, harm: Harm) {
        let saved = take(&mut self.checkpoint);
        let batches = self.iteration - saved.iteration;
        let first_loss = self.first_loss;
        self.return_to(&saved);
        self.path.forget_from(self.iteration + 1);
        self.first_loss = first_loss;
        self.checkpoint = saved;
        for _ in 1..batches {
            if self.train_batch(false).is_err() {
                break;
            }
            self.measure_gradient();
        }
        self.stopped = Some(Rc::new(Stop::harm(&self.config, self.iteration, harm)));
    }
}

/// The model as it begins on `data`.
fn first_network(config: &ModelConfig, data: &Dataset, seed: u32) -> Result<(Network, Vec<f32>)> {
    let architecture = config.architecture(data);
    let network = Network::new(&architecture)?;
    let first = || {
        network.first_parameters(
            architecture.initial,
            &mut Random::stream(seed, Stream::Weights),
        )
    };
    let parameters = config.learner.fit(data)?.unwrap_or_else(first);
    Ok((network, parameters))
}

/// What a line search needs; nothing for other rules.
fn scratch(config: &ModelConfig, parameters: usize) -> Scratch {
    let mut scratch = Scratch::default();
    if config.optimizer.searches() {
        scratch.fit(parameters);
    }
    scratch
}

fn augmenter(config: &ModelConfig, data: &Dataset, seed: u32) -> Result<Option<Augmenter>> {
    let strength = config.augmentation;
    (strength > 0.0)
        .then(|| Augmenter::new(data, seed, strength))
        .transpose()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::architecture::HiddenLayer;
    use crate::data::dataset::Inputs;
    use crate::data::generators::points::{PointSet, PointsConfig, generate};
    use crate::learning::optimizer::Rule;
    use crate::pieces::activation::Activation;
    use crate::pieces::shape::Shape;
    use crate::trainer::settings::tests::tanh_network;

    fn circles(count: usize) -> Rc<Dataset> {
        let config = PointsConfig {
            set: PointSet::Circles,
            count,
            noise: 0.0,
            held_out: 0.0,
            seed: 1,
        };
        Rc::new(generate(&config).unwrap())
    }

    fn trainer(config: ModelConfig) -> Trainer {
        Trainer::new(config, circles(55), 3).unwrap()
    }

    #[test]
    fn an_epoch_ends_with_a_partial_batch() {
        let mut trainer = trainer(tanh_network(4));
        trainer.step(5);
        assert_eq!((trainer.epoch(), trainer.iteration()), (0, 5));
        trainer.step(1);
        assert_eq!(
            (trainer.epoch(), trainer.iteration(), trainer.epochs()),
            (1, 6, 1.0)
        );
    }

    #[test]
    fn one_step_of_many_is_many_steps_of_one() {
        let (mut once, mut often) = (trainer(tanh_network(4)), trainer(tanh_network(4)));
        once.step(100);
        (0..100).for_each(|_| often.step(1));
        assert_eq!(once.parameters, often.parameters);
    }

    #[test]
    fn restart_repeats_the_run_to_the_last_bit() {
        let mut trainer = trainer(tanh_network(4));
        trainer.step(50);
        let reached = trainer.parameters.clone();
        trainer.restart();
        assert_ne!(trainer.parameters, reached);
        trainer.step(50);
        assert_eq!(trainer.parameters, reached);
    }

    #[test]
    fn a_full_batch_is_added_up_from_chunks() {
        let config = ModelConfig {
            optimizer: Rule::GradientDescent,
            learning_rate: 0.1,
            ..tanh_network(4)
        };
        let mut trainer = Trainer::new(config, circles(519), 3).unwrap();
        trainer.step(3);
        assert_eq!((trainer.epoch(), trainer.iteration()), (3, 3));
    }

    #[test]
    fn changed_settings_keep_the_weights() {
        let mut trainer = trainer(tanh_network(4));
        trainer.step(20);
        let before = trainer.parameters.clone();
        let change = ModelConfig {
            learning_rate: 0.5,
            batch_size: 3,
            optimizer: Rule::Momentum,
            ..tanh_network(4)
        };
        trainer.set_config(change).unwrap();
        assert_eq!(trainer.parameters, before);
        assert_eq!(trainer.iteration(), 20);
    }

    #[test]
    fn a_line_search_comes_to_rest_at_the_optimum() {
        for optimizer in [Rule::ConjugateGradient, Rule::Lbfgs] {
            let config = ModelConfig {
                hidden: vec![],
                optimizer,
                l2: 0.01,
                ..tanh_network(1)
            };
            let (mut once, mut often) = (trainer(config.clone()), trainer(config));
            once.step(200);
            (0..200).for_each(|_| often.step(1));
            let said = once.stopped().expect("it rests");
            assert!(said.contains("come to rest"), "{said}");
            assert!(once.gradient_norm() < 1e-5, "{}", once.gradient_norm());
            assert!(u64::from(once.epoch()) > once.iteration() && once.iteration() > 2);
            assert_eq!(once.parameters, often.parameters);
        }
    }

    #[test]
    fn a_line_search_refuses_the_kink_of_an_l1_penalty() {
        let config = ModelConfig {
            optimizer: Rule::Lbfgs,
            l1: 0.1,
            ..tanh_network(1)
        };
        let said = config.validate().unwrap_err().to_string();
        assert!(said.contains("smooth loss"), "{said}");
    }

    /// However the steps are cut, a run that blows up ends at the same finite state and says where.
    #[test]
    fn a_wild_learning_rate_stops_at_the_last_finite_state() {
        let config = ModelConfig {
            hidden: vec![
                HiddenLayer::Dense {
                    units: 8,
                    activation: Activation::Relu
                };
                2
            ],
            optimizer: Rule::Sgd,
            learning_rate: 1000.0,
            ..tanh_network(1)
        };
        let (mut once, mut often) = (trainer(config.clone()), trainer(config));
        once.step(500);
        (0..500).for_each(|_| often.step(1));
        let said = once.stopped().expect("it diverges");
        assert!(said.contains("1000 is too large"), "{said}");
        assert!(all_finite(&once.parameters));
        assert_eq!(once.parameters, often.parameters);
        assert_eq!(once.stopped(), often.stopped());
        once.restart();
        assert_eq!(once.stopped(), None);
    }

    /// Points on two rays, of `classes` classes, the first `train` for training.
    fn rays(count: usize, classes: usize, train: usize) -> Rc<Dataset> {
        let x = |i: usize| [(i % 7) as f32 - 3.0, (i % classes) as f32];
        let inputs = Inputs::Values((0..count).flat_map(x).collect());
        let labels = (0..count).map(|i| (i % classes) as u8).collect();
        Rc::new(Dataset::growing(inputs, Shape::Units(2), labels, classes.max(2), train).unwrap())
    }

    fn give(trainer: &mut Trainer, data: Rc<Dataset>) {
        let first = trainer.first_on(&data).unwrap();
        trainer.set_data(data, first);
    }

    #[test]
    fn an_epoch_goes_on_where_it_was_and_never_backwards() {
        let mut trainer = trainer(tanh_network(4));
        trainer.step(9);
        assert_eq!((trainer.epoch(), trainer.used), (1, 30));
        give(&mut trainer, rays(110, 2, 110));
        assert_eq!((trainer.epoch(), trainer.used), (1, 60));
        give(&mut trainer, rays(21, 2, 21));
        assert_eq!((trainer.epoch(), trainer.used), (1, 12));
        give(&mut trainer, rays(1, 2, 1));
        assert_eq!((trainer.epoch(), trainer.used), (2, 0));
        give(&mut trainer, rays(50, 2, 50));
        trainer.step(1);
        give(&mut trainer, rays(0, 2, 0));
        assert_eq!((trainer.epoch(), trainer.used), (3, 0));
    }

    #[test]
    fn one_class_alone_teaches_nothing_and_spoils_nothing() {
        let mut trainer = trainer(tanh_network(4));
        trainer.step(9);
        let before = trainer.parameters.clone();
        for alone in [rays(20, 1, 20), rays(9, 1, 0), rays(0, 2, 0)] {
            give(&mut trainer, alone);
            trainer.step(5);
            assert_eq!((trainer.iteration(), trainer.stopped()), (9, None));
            assert_eq!(trainer.parameters, before);
        }
        give(&mut trainer, circles(56));
        trainer.step(5);
        assert_eq!(trainer.iteration(), 14);
    }

    #[test]
    fn a_new_class_keeps_the_hidden_weights_and_learns_on() {
        for optimizer in [Rule::Adam, Rule::Lbfgs] {
            let mut trainer = trainer(ModelConfig {
                optimizer,
                ..tanh_network(4)
            });
            trainer.step(9);
            let hidden = trainer.parameters[..12].to_vec();
            give(&mut trainer, rays(60, 4, 60));
            assert_eq!((trainer.network.outputs(), trainer.iteration()), (4, 9));
            assert_eq!(trainer.parameters[..12], hidden);
            trainer.step(200);
            assert!(trainer.iteration() > 20 && trainer.parameters[..12] != hidden);
            let last = trainer.parameters.len() - 1;
            let [from, to] = [0, last].map(|i| trainer.parameters[i]);
            assert_eq!(trainer.path().pairs(0, last).last(), Some([from, to]));
            give(&mut trainer, circles(55));
            trainer.step(20);
            trainer.restart();
            assert_eq!(
                trainer.parameters,
                self::trainer(tanh_network(4)).parameters
            );
        }
    }

    #[test]
    fn a_restart_with_a_new_class_is_a_new_run_with_it() {
        let mut trainer = trainer(tanh_network(4));
        trainer.step(9);
        give(&mut trainer, rays(60, 4, 60));
        trainer.step(9);
        trainer.restart();
        trainer.step(30);
        let mut anew = Trainer::new(tanh_network(4), rays(60, 4, 60), 3).unwrap();
        anew.step(30);
        assert_eq!(trainer.parameters, anew.parameters);
    }

    #[test]
    fn what_has_come_to_rest_wakes_for_other_data() {
        let mut trainer = trainer(ModelConfig {
            hidden: Vec::new(),
            optimizer: Rule::Lbfgs,
            ..tanh_network(1)
        });
        trainer.step(500);
        assert!(trainer.stopped().is_some());
        give(&mut trainer, rays(30, 2, 30));
        let before = trainer.iteration();
        trainer.step(3);
        assert!(trainer.iteration() > before);
    }
}
