//! A race whose models change: they join and leave, and take on other settings or weights.

use super::{Race, check_models, contenders};
use crate::data::dataset::check_size;
use crate::error::{Result, in_range};
use crate::learning::rbm::deep::DeepBelief;
use crate::network::layout::Carried;
use crate::pieces::loss::Loss;
use crate::trainer::contender::Contender;
use crate::trainer::examples::Examples;
use crate::trainer::history::History;
use crate::trainer::learner::Learner;
use crate::trainer::rbm::unroll::unroll;
use crate::trainer::settings::ModelConfig;
use crate::trainer::training::change::MOST_WEIGHT;
use crate::weights;

impl Race {
    /// Other models and other data. On an error nothing has changed.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let recipe = gradual::Recipe::new(gradual::Source::Set(points), vec![gradual::ModelConfig::default()], 1);
    /// # let mut race = gradual::Race::from_recipe(&recipe)?;
    /// use gradual::data::generators::points::generate;
    /// use gradual::{Loss, ModelConfig, PointSet, PointsConfig};
    ///
    /// let waves = PointsConfig { set: PointSet::Waves, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// let line = ModelConfig { loss: Loss::SquaredErrorLinear, ..ModelConfig::default() };
    /// race.begin(generate(&waves)?, &[line])?; // values to predict, in place of classes
    /// assert!(race.data().is_regression());
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn begin(&mut self, examples: impl Into<Examples>, configs: &[ModelConfig]) -> Result<()> {
        let examples = examples.into();
        check_models(configs.len(), 0)?;
        let configs = configs.iter().map(|config| self.fitting(config, &examples));
        let models = contenders(configs, &examples.data, self.seed)?;
        self.start_over(examples, models, self.seed);
        Ok(())
    }

    /// Other models on the same data. On an error nothing has changed.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let recipe = gradual::Recipe::new(gradual::Source::Set(points), vec![gradual::ModelConfig::default()], 1);
    /// # let mut race = gradual::Race::from_recipe(&recipe)?;
    /// use gradual::{ModelConfig, Rule};
    ///
    /// let with = |optimizer| ModelConfig { optimizer, ..ModelConfig::default() };
    /// race.set_models(&[with(Rule::Sgd), with(Rule::Momentum), with(Rule::Adam)])?;
    /// assert_eq!(race.contenders().len(), 3);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn set_models(&mut self, configs: &[ModelConfig]) -> Result<()> {
        check_models(configs.len(), 1)?;
        self.begin(self.examples.clone(), configs)
    }

    /// One more model; all models restart, so that they go on from the same moment. On an error nothing has changed.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let recipe = gradual::Recipe::new(gradual::Source::Set(points), vec![gradual::ModelConfig::default()], 1);
    /// # let mut race = gradual::Race::from_recipe(&recipe)?;
    /// use gradual::ModelConfig;
    ///
    /// race.step(10)?;
    /// race.add_model(ModelConfig { name: "late".into(), ..ModelConfig::default() })?;
    /// assert!(race.contenders().iter().all(|model| model.trainer.iteration() == 0)); // all begin together
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn add_model(&mut self, config: ModelConfig) -> Result<()> {
        check_models(self.contenders.len() + 1, 1)?;
        let contender = Contender::new(config, &self.examples.data, self.seed)?;
        self.contenders.push(contender);
        self.restart();
        self.history = History::new(self.contenders.len());
        Ok(())
    }

    /// Takes a model out; the others go on.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let recipe = gradual::Recipe::new(gradual::Source::Set(points), vec![gradual::ModelConfig::default()], 1);
    /// # let mut race = gradual::Race::from_recipe(&recipe)?;
    /// race.add_model(gradual::ModelConfig::default())?;
    /// race.step(10)?;
    /// race.remove_model(0)?;
    /// assert_eq!(race.contenders().len(), 1);
    /// assert_eq!(race.contenders()[0].trainer.iteration(), 10);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn remove_model(&mut self, index: usize) -> Result<()> {
        self.contender(index)?;
        check_models(self.contenders.len() - 1, 1)?;
        self.keep_run();
        self.drop_future();
        self.contenders.remove(index);
        self.history.remove(index);
        self.forget_model(index);
        self.begin_run();
        Ok(())
    }

    /// New settings for one model. Returns whether they changed the model itself: then all models restart, so that they go
    /// on from the same moment. On an error nothing has changed.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let recipe = gradual::Recipe::new(gradual::Source::Set(points), vec![gradual::ModelConfig::default()], 1);
    /// # let mut race = gradual::Race::from_recipe(&recipe)?;
    /// use gradual::{Activation, HiddenLayer, ModelConfig};
    ///
    /// let slower = ModelConfig { learning_rate: 0.01, ..race.contender(0)?.trainer.config().clone() };
    /// assert!(!race.set_model(0, slower.clone())?); // it goes on with another rate
    /// let hidden = vec![HiddenLayer::Dense { units: 4, activation: Activation::Tanh }];
    /// assert!(race.set_model(0, ModelConfig { hidden, ..slower })?); // it begins anew with a hidden layer
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn set_model(&mut self, index: usize, mut config: ModelConfig) -> Result<bool> {
        let stays = self.contender(index)?.trainer.config().same_model(&config);
        if stays {
            self.contenders[index].trainer.set_config(config)?;
            self.turn_run();
            return Ok(false);
        }
        config.frozen.clear(); // the numbers of its weights are others
        self.contenders[index] = Contender::new(config, &self.examples.data, self.seed)?;
        self.restart();
        Ok(true)
    }

    /// Gives a weight or bias of one model another value; training goes on from there. On an error nothing has changed.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let recipe = gradual::Recipe::new(gradual::Source::Set(points), vec![gradual::ModelConfig::default()], 1);
    /// # let mut race = gradual::Race::from_recipe(&recipe)?;
    /// race.set_parameter(0, 2, 1.5)?; // the bias of model 0
    /// assert_eq!(race.contenders()[0].trainer.parameters()[2], 1.5);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn set_parameter(&mut self, model: usize, index: usize, value: f64) -> Result<()> {
        self.contender(model)?;
        self.contenders[model].trainer.set_parameter(index, value)?;
        self.turn_run();
        Ok(())
    }

    /// One model starts from the weights in a file; all models restart, so that they go on from the same moment. On an error
    /// nothing has changed.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let recipe = gradual::Recipe::new(gradual::Source::Set(points), vec![gradual::ModelConfig::default()], 1);
    /// # let mut race = gradual::Race::from_recipe(&recipe)?;
    /// use gradual::weights;
    ///
    /// race.step(50)?;
    /// let file = weights::write(race.contenders()[0].trainer.model());
    /// race.new_weights(2)?;
    /// race.set_weights(0, &file)?; // one that has learned already
    /// race.evaluate(usize::MAX);
    /// assert!(race.contenders()[0].scores.train.unwrap().accuracy > Some(0.8));
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn set_weights(&mut self, index: usize, file: &[u8]) -> Result<()> {
        let trainer = &self.contender(index)?.trainer;
        let parameters = weights::read(file, trainer.network(), &trainer.config().name)?;
        self.start_from(index, &parameters)
    }

    /// One model gets these layers and weights; all models restart. Its optimiser and all else that is set stay. On an error
    /// nothing has changed.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let recipe = gradual::Recipe::new(gradual::Source::Set(points), vec![gradual::ModelConfig::default()], 1);
    /// # let mut race = gradual::Race::from_recipe(&recipe)?;
    /// use gradual::formats::{kept::Kept, onnx};
    ///
    /// race.step(50)?;
    /// let classes = vec!["a".into(), "b".into()];
    /// let kept = Kept::of(&race.contenders()[0], classes, "x₁, x₂", race.seed());
    /// let file = onnx::write(race.contenders()[0].trainer.model(), &kept);
    /// let learned = race.contenders()[0].trainer.parameters().to_vec();
    /// race.new_weights(2)?;
    /// race.take_network(0, &onnx::read(&file)?)?;
    /// assert_eq!(race.contenders()[0].trainer.parameters(), learned);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn take_network(&mut self, index: usize, carried: &Carried) -> Result<()> {
        let before = self.contender(index)?.trainer.config();
        let loss = match (carried.is_linear, before.loss.is_linear()) {
            (Some(true), false) => Loss::SquaredErrorLinear,
            (Some(false), true) => Loss::CrossEntropy,
            _ => before.loss,
        };
        let config = ModelConfig {
            learner: Learner::Network,
            hidden: carried.hidden.clone(),
            loss,
            frozen: Vec::new(),
            ..before.clone()
        };
        let contender = Contender::new(config, &self.examples.data, self.seed)?;
        let parameters = carried.placed(contender.trainer.network())?;
        check_weights(&parameters)?;
        self.put(index, contender, &parameters);
        Ok(())
    }

    /// One model becomes a deep belief network unrolled: hidden layers of sigmoids with what its machines have learned, and an
    /// output layer drawn anew; all models restart. Its optimiser and all else that is set stay. On an error nothing has changed.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let recipe = gradual::Recipe::new(gradual::Source::Set(points), vec![gradual::ModelConfig::default()], 1);
    /// # let mut race = gradual::Race::from_recipe(&recipe)?;
    /// use gradual::learning::rbm::{Rbm, VisibleUnits, deep::DeepBelief};
    ///
    /// let rbm = Rbm::new(2, 8, VisibleUnits::Gaussian)?;
    /// race.take_belief(0, &DeepBelief::new(vec![rbm], vec![0.1; rbm.parameter_count()])?)?;
    /// assert_eq!(race.contenders()[0].trainer.parameters()[..24], [0.1; 24]); // 2 × 8 weights and 8 biases
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn take_belief(&mut self, index: usize, net: &DeepBelief) -> Result<()> {
        let before = self.contender(index)?.trainer.config();
        let config = ModelConfig {
            learner: Learner::Network,
            frozen: Vec::new(),
            ..before.clone()
        };
        let (config, parameters) = unroll(net, config, &self.examples.data, self.seed)?;
        let contender = Contender::new(config, &self.examples.data, self.seed)?;
        self.put(index, contender, &parameters);
        Ok(())
    }

    /// A model that starts from these weights takes the place of another; all models restart.
    fn put(&mut self, index: usize, mut contender: Contender, parameters: &[f32]) {
        contender.trainer.start_from(parameters);
        self.contenders[index] = contender;
        self.restart();
    }

    /// One model starts from these weights; all models restart. On an error nothing has changed.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let recipe = gradual::Recipe::new(gradual::Source::Set(points), vec![gradual::ModelConfig::default()], 1);
    /// # let mut race = gradual::Race::from_recipe(&recipe)?;
    /// race.start_from(0, &[1.0, -1.0, 0.0])?;
    /// assert_eq!(race.contenders()[0].trainer.parameters(), [1.0, -1.0, 0.0]);
    /// assert!(race.start_from(0, &[1.0]).is_err());
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn start_from(&mut self, index: usize, parameters: &[f32]) -> Result<()> {
        let trainer = &self.contender(index)?.trainer;
        check_size(
            "Weights and biases",
            parameters.len(),
            trainer.parameters().len(),
        )?;
        self.contenders[index].trainer.start_from(parameters);
        self.restart();
        Ok(())
    }

    /// All models start from these weights and biases, one model's after the other's, as older links have them. Of those of naive
    /// Bayes, five for each output, nothing is taken: it is fitted already. On an error nothing has changed.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let recipe = gradual::Recipe::new(gradual::Source::Set(points), vec![gradual::ModelConfig::default()], 1);
    /// # let mut race = gradual::Race::from_recipe(&recipe)?;
    /// race.add_model(gradual::ModelConfig::default())?;
    /// race.start_all_from(&[1.0, -1.0, 0.0, 2.0, 2.0, 0.5])?;
    /// assert_eq!(race.contenders()[1].trainer.parameters(), [2.0, 2.0, 0.5]);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn start_all_from(&mut self, parameters: &[f32]) -> Result<()> {
        let counts = self.contenders.iter().map(Contender::linked_weights);
        check_size("Weights and biases", parameters.len(), counts.sum())?;
        check_weights(parameters)?;
        let mut rest = parameters;
        for contender in &mut self.contenders {
            let (own, others) = rest.split_at(contender.linked_weights());
            if !contender.is_fitted_at_once() {
                contender.trainer.start_from(own);
            }
            rest = others;
        }
        self.restart();
        Ok(())
    }

    /// All models back to their first weights and the first batch.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let recipe = gradual::Recipe::new(gradual::Source::Set(points), vec![gradual::ModelConfig::default()], 1);
    /// # let mut race = gradual::Race::from_recipe(&recipe)?;
    /// let first = race.contenders()[0].trainer.parameters().to_vec();
    /// race.step(10)?;
    /// race.restart();
    /// assert_eq!(race.contenders()[0].trainer.parameters(), first);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn restart(&mut self) {
        self.contenders.iter_mut().for_each(Contender::restart);
        self.end_run();
        self.history.clear();
    }
}

/// Weights from elsewhere: each a number that training can go on with.
fn check_weights(parameters: &[f32]) -> Result<()> {
    let mut values = parameters.iter().map(|&value| f64::from(value));
    values.try_for_each(|value| in_range("A weight or bias", value, -MOST_WEIGHT, MOST_WEIGHT))
}
