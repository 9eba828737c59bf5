//! One model in training: its state, moved on by `step`, and what stands still around it.

use std::ops::Range;
use std::sync::Arc;

use super::frozen::{self, Frozen};
use super::gradients::{Gradients, augmenter};
use super::learner::Learner;
use super::order::Order;
use super::path::Path;
use super::settings::ModelConfig;
use super::state::{State, Terms};
use super::stop::Cause;
use crate::architecture::HiddenLayer;
use crate::data::dataset::Dataset;
use crate::error::Result;
use crate::learning::minimizer::Scratch;
use crate::learning::optimizer::Optimizer;
use crate::network::{Model, Network};
use crate::random::{Random, Stream};

pub mod change;
mod past;
mod step;
#[cfg(test)]
mod tests;

/// A network that learns a data set batch by batch.
///
/// Every epoch visits all training examples once in a new order; its last batch may be smaller, and its gradient is the
/// mean over the examples it has.
///
/// ```
/// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
/// # let data = std::sync::Arc::new(gradual::data::generators::points::generate(&points)?);
/// use gradual::{ModelConfig, Sweep, Trainer};
///
/// let mut trainer = Trainer::new(ModelConfig::default(), data, 1)?;
/// let loss = |trainer: &Trainer| {
///     let scores = Sweep::new(trainer).advance(trainer, usize::MAX);
///     scores.and_then(|scores| scores.train).unwrap().loss
/// };
/// let before = loss(&trainer);
/// trainer.step(100);
/// assert!(loss(&trainer) < before);
/// # Ok::<(), gradual::Error>(())
/// ```
#[derive(Debug)]
pub struct Trainer {
    config: ModelConfig,
    seed: u32,
    data: Arc<Dataset>,
    network: Network,
    /// All that training moves.
    state: State,
    /// The last state that is known to be acceptable, from the start of a `step`.
    checkpoint: State,
    /// Where a restart comes back to.
    first_parameters: Vec<f32>,
    path: Path,
    order: Order,
    gradients: Gradients,
    search: Search,
    frozen: Frozen,
}

/// What a line search needs: the parameters that it tries, and room for its steps.
#[derive(Debug, Default)]
struct Search {
    trial: Vec<f32>,
    scratch: Scratch,
}

impl Trainer {
    /// A model with first weights and batch order drawn from `seed`.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let data = std::sync::Arc::new(gradual::data::generators::points::generate(&points)?);
    /// use gradual::{Activation, HiddenLayer, ModelConfig, Trainer};
    ///
    /// let hidden = vec![HiddenLayer::Dense { units: 8, activation: Activation::Tanh }];
    /// let config = ModelConfig { hidden, batch_size: 20, ..ModelConfig::default() };
    /// let trainer = Trainer::new(config, data, 1)?;
    /// assert_eq!(trainer.parameters().len(), (2 * 8 + 8) + (8 + 1));
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn new(config: ModelConfig, data: Arc<Dataset>, seed: u32) -> Result<Self> {
        config.validate()?;
        config.check_data(&data)?;
        let (network, first) = first_network(&config, &data, seed)?;
        frozen::check(&config, first.len())?;
        let optimizer = Optimizer::new(config.optimizer, first.len());
        let state = State::first(first.clone(), optimizer, data.train_count());
        let mut path = Path::new(first.len());
        path.begin(&first);
        Ok(Self {
            gradients: Gradients::new(&network, &data, augmenter(&config, &data, seed)?),
            search: Search::of(&config, first.len()),
            frozen: Frozen::of(&config),
            order: Order::new(seed, data.train_count()),
            checkpoint: state.clone(),
            first_parameters: first,
            path,
            config,
            seed,
            data,
            network,
            state,
        })
    }

    /// The settings that it trains with now.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let data = std::sync::Arc::new(gradual::data::generators::points::generate(&points)?);
    /// # let mut trainer = gradual::Trainer::new(gradual::ModelConfig::default(), data, 1)?;
    /// assert_eq!(trainer.config().learning_rate, 0.03);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn config(&self) -> &ModelConfig {
        &self.config
    }

    /// Its layers and loss, without parameters.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let data = std::sync::Arc::new(gradual::data::generators::points::generate(&points)?);
    /// # let mut trainer = gradual::Trainer::new(gradual::ModelConfig::default(), data, 1)?;
    /// assert_eq!((trainer.network().inputs(), trainer.network().outputs()), (2, 1));
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn network(&self) -> &Network {
        &self.network
    }

    /// The layers before its outputs: those of its settings, or what naive Bayes is with so many classes.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let data = std::sync::Arc::new(gradual::data::generators::points::generate(&points)?);
    /// use gradual::trainer::{learner::Learner, naive_bayes::squares};
    /// use gradual::{ModelConfig, Trainer};
    ///
    /// let (learner, hidden) = (Learner::NaiveBayes, vec![squares()]);
    /// let trainer = Trainer::new(ModelConfig { learner, hidden, ..ModelConfig::default() }, data, 1)?;
    /// assert_eq!(trainer.hidden()[1..], [squares()]); // seen from the middle of a class, which the first layer takes off
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn hidden(&self) -> Vec<HiddenLayer> {
        self.config.learner.hidden(&self.config.hidden, &self.data)
    }

    /// All weights and biases: W₁, b₁, W₂, b₂, …
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let data = std::sync::Arc::new(gradual::data::generators::points::generate(&points)?);
    /// # let mut trainer = gradual::Trainer::new(gradual::ModelConfig::default(), data, 1)?;
    /// let first = trainer.parameters().to_vec();
    /// trainer.step(1);
    /// assert!(trainer.parameters().iter().zip(&first).all(|(now, before)| now != before));
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn parameters(&self) -> &[f32] {
        &self.state.parameters
    }

    /// The network with the parameters that it has now.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let data = std::sync::Arc::new(gradual::data::generators::points::generate(&points)?);
    /// # let mut trainer = gradual::Trainer::new(gradual::ModelConfig::default(), data, 1)?;
    /// use gradual::{Input, Workspace};
    ///
    /// trainer.step(200);
    /// let mut workspace = Workspace::new(trainer.network());
    /// let y = trainer.model().predict(Input::Rows(&[-1.0, 2.0, 1.0, -2.0]), &mut workspace);
    /// assert!((y[0] < 0.5) != (y[1] < 0.5)); // the two places are of different classes
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn model(&self) -> Model<'_> {
        self.network.with(&self.state.parameters)
    }

    /// What it learns, with what is held out.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let data = std::sync::Arc::new(gradual::data::generators::points::generate(&points)?);
    /// # let mut trainer = gradual::Trainer::new(gradual::ModelConfig::default(), data, 1)?;
    /// assert_eq!((trainer.data().train_count(), trainer.data().count()), (140, 200));
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn data(&self) -> &Arc<Dataset> {
        &self.data
    }

    /// All that training moves, as it is now.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let data = std::sync::Arc::new(gradual::data::generators::points::generate(&points)?);
    /// # let mut trainer = gradual::Trainer::new(gradual::ModelConfig::default(), data, 1)?;
    /// let before = trainer.state().clone();
    /// trainer.step(10);
    /// trainer.go_back(&before);
    /// assert_eq!((trainer.iteration(), trainer.parameters()), (0, before.parameters()));
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn state(&self) -> &State {
        &self.state
    }

    /// The rule by which it learns, and what that remembers.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let data = std::sync::Arc::new(gradual::data::generators::points::generate(&points)?);
    /// # let mut trainer = gradual::Trainer::new(gradual::ModelConfig::default(), data, 1)?;
    /// assert!(trainer.optimizer().follows(gradual::Rule::Adam));
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn optimizer(&self) -> &Optimizer {
        &self.state.optimizer
    }

    /// Whole epochs done.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let data = std::sync::Arc::new(gradual::data::generators::points::generate(&points)?);
    /// # let mut trainer = gradual::Trainer::new(gradual::ModelConfig::default(), data, 1)?;
    /// trainer.step(20); // batches of 10 of 140 examples
    /// assert_eq!((trainer.epoch(), trainer.iteration()), (1, 20));
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn epoch(&self) -> u32 {
        self.state.epoch
    }

    /// Batches done.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let data = std::sync::Arc::new(gradual::data::generators::points::generate(&points)?);
    /// # let mut trainer = gradual::Trainer::new(gradual::ModelConfig::default(), data, 1)?;
    /// trainer.step(20);
    /// assert_eq!(trainer.iteration(), 20);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn iteration(&self) -> u64 {
        self.state.iteration
    }

    /// Gradients worked out: one for each batch, and each look of a line search.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let data = std::sync::Arc::new(gradual::data::generators::points::generate(&points)?);
    /// use gradual::{ModelConfig, Rule, Trainer};
    ///
    /// let config = ModelConfig { optimizer: Rule::Lbfgs, ..ModelConfig::default() };
    /// let mut trainer = Trainer::new(config, data, 1)?;
    /// trainer.step(5);
    /// assert!(trainer.evaluations() > trainer.iteration()); // a line search looks more than once
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn evaluations(&self) -> u64 {
        self.state.evaluations
    }

    /// Epochs done, with the part of the current one.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let data = std::sync::Arc::new(gradual::data::generators::points::generate(&points)?);
    /// # let mut trainer = gradual::Trainer::new(gradual::ModelConfig::default(), data, 1)?;
    /// trainer.step(21); // batches of 10 of 140 examples
    /// assert_eq!(trainer.epochs(), 1.5);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn epochs(&self) -> f64 {
        self.state.epochs()
    }

    /// ‖∂E/∂parameters‖ of the last batch, penalty included, before it was clipped.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let data = std::sync::Arc::new(gradual::data::generators::points::generate(&points)?);
    /// # let mut trainer = gradual::Trainer::new(gradual::ModelConfig::default(), data, 1)?;
    /// trainer.step(1);
    /// assert!(trainer.gradient_norm() > 0.0);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn gradient_norm(&self) -> f32 {
        self.state.gradient_norm
    }

    /// What it trains under now.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let data = std::sync::Arc::new(gradual::data::generators::points::generate(&points)?);
    /// # let mut trainer = gradual::Trainer::new(gradual::ModelConfig::default(), data, 1)?;
    /// use gradual::ModelConfig;
    ///
    /// let before = trainer.terms();
    /// trainer.set_config(ModelConfig { learning_rate: 0.1, ..trainer.config().clone() })?;
    /// assert_eq!(trainer.terms().settings, before.settings + 1);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn terms(&self) -> Terms {
        self.state.terms
    }

    /// The way that the parameters have come.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let data = std::sync::Arc::new(gradual::data::generators::points::generate(&points)?);
    /// # let mut trainer = gradual::Trainer::new(gradual::ModelConfig::default(), data, 1)?;
    /// trainer.step(10);
    /// assert_eq!(trainer.path().iterations().last(), Some(&10));
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The way of two parameters up to this moment; what is recorded of later ones counts once training has come there.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let data = std::sync::Arc::new(gradual::data::generators::points::generate(&points)?);
    /// # let mut trainer = gradual::Trainer::new(gradual::ModelConfig::default(), data, 1)?;
    /// trainer.step(10);
    /// let way: Vec<[f32; 2]> = trainer.way(0, 1).collect(); // of both weights
    /// let now = trainer.parameters();
    /// assert_eq!(way.last(), Some(&[now[0], now[1]]));
    /// # Ok::<(), gradual::Error>(())
    /// ```
    ///
    /// # Panics
    ///
    /// Panics where there is no parameter `first` or `second`.
    pub fn way(&self, first: usize, second: usize) -> impl Iterator<Item = [f32; 2]> {
        let records = self.path.iterations().iter();
        let ways = records.zip(self.path.pairs(first, second));
        let past = ways.take_while(|(iteration, _)| **iteration <= self.state.iteration);
        let now = [first, second].map(|i| self.state.parameters[i]);
        past.map(|(_, place)| place).chain([now])
    }

    /// The numbers of the examples that make the next batch.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let data = std::sync::Arc::new(gradual::data::generators::points::generate(&points)?);
    /// # let mut trainer = gradual::Trainer::new(gradual::ModelConfig::default(), data, 1)?;
    /// let batch = trainer.next_examples().to_vec();
    /// assert_eq!(batch.len(), 10);
    /// trainer.step(1);
    /// assert!(trainer.next_examples().iter().all(|example| !batch.contains(example)));
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn next_examples(&self) -> &[u32] {
        &self.order.examples()[self.next_batch()]
    }

    /// Where the next batch stands in the order of this epoch.
    fn next_batch(&self) -> Range<usize> {
        let (used, train) = (self.state.used, self.data.train_count());
        used..(used + self.config.batch(train)).min(train)
    }

    /// Whether steps teach it.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let data = std::sync::Arc::new(gradual::data::generators::points::generate(&points)?);
    /// # let mut trainer = gradual::Trainer::new(gradual::ModelConfig::default(), data, 1)?;
    /// assert!(trainer.is_running());
    /// trainer.halt(gradual::trainer::stop::Cause::Rule, "That is enough.".into());
    /// assert!(!trainer.is_running());
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn is_running(&self) -> bool {
        match self.config.learner {
            Learner::Network => self.state.stop.is_none(),
            Learner::NaiveBayes => false,
        }
    }

    /// Why the run stopped, as a sentence, if it did.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let data = std::sync::Arc::new(gradual::data::generators::points::generate(&points)?);
    /// use gradual::{Loss, ModelConfig, Rule, Trainer};
    ///
    /// let (optimizer, loss) = (Rule::Sgd, Loss::SquaredErrorLinear);
    /// let config = ModelConfig { name: "A".into(), optimizer, loss, learning_rate: 100.0, ..ModelConfig::default() };
    /// let mut trainer = Trainer::new(config, data, 1)?;
    /// assert_eq!(trainer.stopped(), None);
    /// trainer.step(100);
    /// let said = trainer.stopped().expect("such a rate is too large");
    /// assert!(said.starts_with("A stopped at iteration"));
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn stopped(&self) -> Option<&str> {
        let stop = self.state.stop.as_ref();
        stop.map(|stop| stop.sentence.as_str())
    }

    /// What stopped the run, if anything did.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let data = std::sync::Arc::new(gradual::data::generators::points::generate(&points)?);
    /// # let mut trainer = gradual::Trainer::new(gradual::ModelConfig::default(), data, 1)?;
    /// use gradual::trainer::stop::Cause;
    ///
    /// trainer.halt(Cause::Rule, "Ten epochs are done.".into());
    /// assert_eq!(trainer.cause(), Some(Cause::Rule));
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn cause(&self) -> Option<Cause> {
        self.state.stop.as_ref().map(|stop| stop.cause)
    }
}

impl Search {
    /// Room for the line search of so many parameters; none where the rule does not search.
    fn of(config: &ModelConfig, parameters: usize) -> Self {
        let mut search = Self::default();
        if config.optimizer.searches() {
            search.trial.resize(parameters, 0.0);
            search.scratch.fit(parameters);
        }
        search
    }
}

/// The network as it begins on `data`, and its first parameters.
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
