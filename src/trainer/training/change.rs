//! Changes while a model learns: of its settings, its data, its weights.

use std::sync::Arc;

use super::{Search, Trainer, first_network};
use crate::data::dataset::Dataset;
use crate::error::{Result, in_list, in_range};
use crate::learning::optimizer::Optimizer;
use crate::network::Network;
use crate::trainer::frozen::{self, Frozen};
use crate::trainer::gradients::augmenter;
use crate::trainer::order::Order;
use crate::trainer::path::Path;
use crate::trainer::settings::ModelConfig;

/// The largest weight that one may type: with larger ones nothing could be reckoned.
pub const MOST_WEIGHT: f64 = 1e6;

impl Trainer {
    /// Takes on settings that keep the model: learning rate, batch size, optimiser, penalties, augmentation. Weights stay.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let data = std::sync::Arc::new(gradual::data::generators::points::generate(&points)?);
    /// # let mut trainer = gradual::Trainer::new(gradual::ModelConfig::default(), data, 1)?;
    /// use gradual::{ModelConfig, Rule};
    ///
    /// trainer.step(50);
    /// let slower = ModelConfig { optimizer: Rule::Sgd, learning_rate: 0.01, ..trainer.config().clone() };
    /// trainer.set_config(slower)?;
    /// assert_eq!(trainer.iteration(), 50); // it goes on from where it was
    /// # Ok::<(), gradual::Error>(())
    /// ```
    ///
    /// # Panics
    ///
    /// May panic later, when data change, where `config` is not one of the same model: [`ModelConfig::same_model`] tells.
    pub fn set_config(&mut self, config: ModelConfig) -> Result<()> {
        config.validate()?;
        frozen::check(&config, self.state.parameters.len())?;
        let augmenter = augmenter(&config, &self.data, self.seed)?;
        self.settle();
        self.gradients.set_augmenter(augmenter);
        self.config = config;
        self.frozen = Frozen::of(&self.config);
        self.fit_optimizer();
        self.state.stop = None;
        self.state.terms.settings += 1;
        self.save_checkpoint();
        Ok(())
    }

    /// Gives a weight or bias another value; training goes on from there. What the optimiser remembers stays, but for one that
    /// searches.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let data = std::sync::Arc::new(gradual::data::generators::points::generate(&points)?);
    /// # let mut trainer = gradual::Trainer::new(gradual::ModelConfig::default(), data, 1)?;
    /// trainer.set_parameter(2, -1.5)?; // the bias behind two weights
    /// assert_eq!(trainer.parameters()[2], -1.5);
    /// assert!(trainer.set_parameter(3, 0.0).is_err());
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn set_parameter(&mut self, index: usize, value: f64) -> Result<()> {
        in_list(
            "The number of the weight or bias",
            index,
            self.state.parameters.len(),
        )?;
        in_range("A weight or bias", value, -MOST_WEIGHT, MOST_WEIGHT)?;
        self.settle();
        self.state.parameters[index] = value as f32;
        self.fit_optimizer();
        self.state.stop = None;
        self.state.first_loss = None;
        self.state.terms.settings += 1;
        self.save_checkpoint();
        Ok(())
    }

    /// An optimiser of another rule begins anew; one that searches forgets, for the loss may be another.
    pub(super) fn fit_optimizer(&mut self) {
        let (rule, parameters) = (self.config.optimizer, self.state.parameters.len());
        if !self.state.optimizer.follows(rule) {
            self.state.optimizer = Optimizer::new(rule, parameters);
            self.search = Search::of(&self.config, parameters);
        } else if rule.searches() {
            self.state.optimizer.reset();
        }
    }

    /// The network and its first parameters on `data`, where those have another number of outputs. Data that it cannot learn
    /// are an error.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let data = std::sync::Arc::new(gradual::data::generators::points::generate(&points)?);
    /// # let mut trainer = gradual::Trainer::new(gradual::ModelConfig::default(), data, 1)?;
    /// use gradual::data::generators::points::generate;
    /// use gradual::{PointSet, PointsConfig};
    ///
    /// let three = PointsConfig { set: PointSet::ThreeBlobs, count: 90, noise: 0.1, held_out: 0.3, seed: 1 };
    /// let (network, parameters) = trainer.first_on(&generate(&three)?)?.expect("other outputs");
    /// assert_eq!((network.outputs(), parameters.len()), (3, 3 * 2 + 3));
    /// # Ok::<(), gradual::Error>(())
    /// ```
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
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let data = std::sync::Arc::new(gradual::data::generators::points::generate(&points)?);
    /// # let mut trainer = gradual::Trainer::new(gradual::ModelConfig::default(), data, 1)?;
    /// use gradual::data::generators::points::generate;
    /// use gradual::{PointSet, PointsConfig};
    ///
    /// trainer.step(50);
    /// let three = PointsConfig { set: PointSet::ThreeBlobs, count: 90, noise: 0.1, held_out: 0.3, seed: 1 };
    /// let three = generate(&three)?;
    /// let first = trainer.first_on(&three)?;
    /// trainer.set_data(three.into(), first);
    /// assert_eq!((trainer.network().outputs(), trainer.iteration()), (3, 50));
    /// # Ok::<(), gradual::Error>(())
    /// ```
    ///
    /// # Panics
    ///
    /// May panic, at once or at the next step, where `data` have another shape than those before, or another number of outputs
    /// without the `first` that [`Self::first_on`] has made for them.
    pub fn set_data(&mut self, data: Arc<Dataset>, first: Option<(Network, Vec<f32>)>) {
        self.settle();
        if let Some((network, first)) = first {
            self.hand_over(network, first);
        }
        self.state.move_epoch(data.train_count());
        self.state.order = self.state.epoch;
        (self.state.first_loss, self.state.stop) = (None, None);
        self.order = Order::new(self.seed, data.train_count());
        self.order.turn_to(self.state.order);
        self.gradients.set_data(&self.network, &data);
        self.data = data;
        self.refit();
        self.fit_optimizer();
        self.state.terms.data += 1;
        self.save_checkpoint();
    }

    /// Goes on with a network of another number of outputs.
    fn hand_over(&mut self, network: Network, first: Vec<f32>) {
        self.config.frozen.clear();
        let count = first.len();
        (self.network, self.first_parameters) = (network, first);
        self.fit_outputs();
        self.gradients.set_network(&self.network);
        self.search = Search::of(&self.config, count);
        self.path = Path::new(count);
        self.path.begin(&self.state.parameters);
    }

    /// Fits a model that is fitted at once to its data; other models stay as they are.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let data = std::sync::Arc::new(gradual::data::generators::points::generate(&points)?);
    /// use gradual::trainer::learner::Learner;
    /// use gradual::trainer::naive_bayes::squares;
    /// use gradual::{ModelConfig, Trainer};
    ///
    /// let learner = Learner::NaiveBayes;
    /// let config = ModelConfig { learner, hidden: vec![squares()], ..ModelConfig::default() };
    /// let mut trainer = Trainer::new(config, data, 1)?;
    /// let fitted = trainer.parameters().to_vec();
    /// trainer.set_parameter(0, 7.0)?;
    /// trainer.refit();
    /// assert_eq!(trainer.parameters(), fitted);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn refit(&mut self) {
        if let Ok(Some(parameters)) = self.config.learner.fit(&self.data) {
            self.start_from(&parameters);
        }
    }

    /// Starts from these weights instead, at the first batch; [`Self::restart`] comes back to them.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let data = std::sync::Arc::new(gradual::data::generators::points::generate(&points)?);
    /// # let mut trainer = gradual::Trainer::new(gradual::ModelConfig::default(), data, 1)?;
    /// trainer.start_from(&[1.0, -1.0, 0.0]);
    /// trainer.step(10);
    /// trainer.restart();
    /// assert_eq!(trainer.parameters(), [1.0, -1.0, 0.0]);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    ///
    /// # Panics
    ///
    /// Panics where `parameters` are more or fewer than those of the model.
    pub fn start_from(&mut self, parameters: &[f32]) {
        self.first_parameters.copy_from_slice(parameters);
        self.restart();
    }

    /// Back to the first weights and the first batch.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let data = std::sync::Arc::new(gradual::data::generators::points::generate(&points)?);
    /// # let mut trainer = gradual::Trainer::new(gradual::ModelConfig::default(), data, 1)?;
    /// let first = trainer.parameters().to_vec();
    /// trainer.step(10);
    /// trainer.restart();
    /// assert_eq!((trainer.parameters(), trainer.iteration()), (&first[..], 0));
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn restart(&mut self) {
        self.state.restart(&self.first_parameters);
        self.order.turn_to(self.state.order);
        self.path.begin(&self.state.parameters);
        self.save_checkpoint();
    }
}
