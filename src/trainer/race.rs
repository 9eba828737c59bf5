//! Models that learn the same data, from the same seed, on one clock.

use std::rc::Rc;

use super::contender::{Clock, Contender};
use super::examples::Examples;
use super::history::History;
use super::painting::Painting;
use super::settings::ModelConfig;
use super::training::Trainer;
use crate::data::dataset::Dataset;
use crate::data::source::Source;
use crate::error::{Error, Result, in_range};
use crate::weights;

mod digits;
mod painting;
mod recipe;
mod time;

use time::Time;

/// The most models side by side.
pub const MOST_MODELS: usize = 4;

/// Contenders side by side.
///
/// The clock counts examples seen: one tick trains one batch of each model that is furthest behind. With equal batch sizes
/// that is one batch of every model; with unequal ones the smaller batches come more often, so that all models have seen
/// the same examples, in the same order, whenever they are compared.
pub struct Race {
    examples: Examples,
    /// What was done to the points by hand, where it is known where they come from.
    painting: Option<Painting>,
    seed: u32,
    contenders: Vec<Contender>,
    history: History,
    /// What measures how long training takes; it has no say in anything else.
    pub clock: Clock,
    /// Timeline, stopping rules and earlier runs, where they are kept.
    time: Option<Time>,
}

impl Race {
    pub fn new(examples: impl Into<Examples>, configs: &[ModelConfig], seed: u32) -> Result<Self> {
        let examples = examples.into();
        check_models(configs.len(), 0)?;
        let contenders = contenders(configs.iter().cloned(), &examples.data, seed)?;
        Ok(Self {
            history: History::new(contenders.len()),
            painting: examples.source.clone().map(Painting::new),
            examples,
            seed,
            contenders,
            clock: || 0.0,
            time: None,
        })
    }

    pub fn data(&self) -> &Rc<Dataset> {
        &self.examples.data
    }

    /// Where the examples come from, where that can be told.
    pub fn source(&self) -> Option<&Rc<Source>> {
        self.examples.source.as_ref()
    }

    pub fn seed(&self) -> u32 {
        self.seed
    }

    pub fn contenders(&self) -> &[Contender] {
        &self.contenders
    }

    pub fn history(&self) -> &History {
        &self.history
    }

    pub fn contender(&self, index: usize) -> Result<&Contender> {
        let models = self.contenders.len();
        self.contenders
            .get(index)
            .ok_or(Error::NoSuchModel { index, models })
    }

    /// Other data: every model starts anew on them. On an error nothing has changed.
    pub fn set_data(&mut self, examples: impl Into<Examples>) -> Result<()> {
        self.rebuild(examples.into(), self.seed)
    }

    /// Other models and other data. On an error nothing has changed.
    pub fn begin(&mut self, examples: impl Into<Examples>, configs: &[ModelConfig]) -> Result<()> {
        let examples = examples.into();
        check_models(configs.len(), 0)?;
        self.contenders = contenders(configs.iter().cloned(), &examples.data, self.seed)?;
        self.learn_from(examples);
        self.end_run();
        self.history = History::new(self.contenders.len());
        Ok(())
    }

    /// Other models on the same data. On an error nothing has changed.
    pub fn set_models(&mut self, configs: &[ModelConfig]) -> Result<()> {
        check_models(configs.len(), 1)?;
        self.contenders = contenders(configs.iter().cloned(), &self.examples.data, self.seed)?;
        self.end_run();
        self.history = History::new(self.contenders.len());
        Ok(())
    }

    /// One more model; all models restart, so that they go on from the same moment. On an error nothing has changed.
    pub fn add_model(&mut self, config: ModelConfig) -> Result<()> {
        check_models(self.contenders.len() + 1, 1)?;
        let contender = Contender::new(config, &self.examples.data, self.seed)?;
        self.contenders.push(contender);
        self.restart();
        self.history = History::new(self.contenders.len());
        Ok(())
    }

    /// Takes a model out; the others go on.
    pub fn remove_model(&mut self, index: usize) -> Result<()> {
        self.contender(index)?;
        check_models(self.contenders.len() - 1, 1)?;
        self.keep_run();
        self.go_back();
        self.contenders.remove(index);
        self.history.remove(index);
        self.forget_model(index);
        self.begin_run();
        Ok(())
    }

    /// Other examples of the same kind, which every model goes on with; weights stay. Where there are more or fewer classes
    /// than before, the output layers grow or shrink, and keep what they know of the others. On an error nothing has changed.
    pub fn change_data(&mut self, examples: impl Into<Examples>) -> Result<()> {
        let examples = examples.into();
        self.check_shape(&examples.data)?;
        let first = |contender: &Contender| contender.trainer.first_on(&examples.data);
        let first: Vec<_> = self.contenders.iter().map(first).collect::<Result<_>>()?;
        self.resume();
        if first.iter().any(Option::is_some) {
            self.forget_past();
        }
        self.examples = examples;
        for (contender, first) in self.contenders.iter_mut().zip(first) {
            contender.set_data(&self.examples.data, first);
        }
        self.begin_run();
        Ok(())
    }

    /// Models can go on only with examples of the shape they know.
    fn check_shape(&self, data: &Dataset) -> Result<()> {
        let (known, given) = (self.data().shape(), data.shape());
        if given == known {
            return Ok(());
        }
        let what = format!(
            "The models here learn examples of {known}, and can't go on with examples of {given}"
        );
        Err(Error::Unsuitable { what })
    }

    /// New settings for one model. Returns whether they changed the model itself: then all models restart, so that they go
    /// on from the same moment. On an error nothing has changed.
    pub fn set_model(&mut self, index: usize, config: ModelConfig) -> Result<bool> {
        let stays = self.contender(index)?.trainer.config().same_model(&config);
        if stays {
            self.contenders[index].trainer.set_config(config)?;
            self.turn_run();
            return Ok(false);
        }
        self.contenders[index] = Contender::new(config, &self.examples.data, self.seed)?;
        self.restart();
        Ok(true)
    }

    /// One model starts from the weights in a file; all models restart, so that they go on from the same moment. On an error
    /// nothing has changed.
    pub fn set_weights(&mut self, index: usize, file: &[u8]) -> Result<()> {
        let trainer = &self.contender(index)?.trainer;
        let parameters = weights::read(file, trainer.network(), &trainer.config().name)?;
        self.contenders[index].trainer.start_from(&parameters);
        self.restart();
        Ok(())
    }

    /// All models back to their first weights and the first batch.
    pub fn restart(&mut self) {
        self.contenders.iter_mut().for_each(Contender::restart);
        self.end_run();
        self.history.clear();
    }

    /// All models start anew with weights and batch order drawn from another seed.
    pub fn new_weights(&mut self, seed: u32) -> Result<()> {
        self.rebuild(self.examples.clone(), seed)
    }

    fn rebuild(&mut self, examples: Examples, seed: u32) -> Result<()> {
        let configs = self
            .contenders
            .iter()
            .map(|contender| contender.trainer.config().clone());
        self.contenders = contenders(configs, &examples.data, seed)?;
        self.seed = seed;
        self.learn_from(examples);
        self.end_run();
        self.history.clear();
        Ok(())
    }

    /// `ticks` of the clock.
    pub fn step(&mut self, ticks: u32) {
        self.resume();
        if self.batches_are_equal() {
            for contender in &mut self.contenders {
                contender.step(ticks, self.clock);
            }
        } else {
            (0..ticks).for_each(|_| self.tick());
        }
    }

    /// To the end of the epoch that the slowest model is in.
    pub fn step_epoch(&mut self) {
        self.resume();
        let Some(epoch) = self.running().map(|trainer| trainer.epoch()).min() else {
            return;
        };
        if !self.examples.data.teaches() {
            return;
        }
        while self.running().any(|trainer| trainer.epoch() == epoch) {
            self.tick();
        }
    }

    fn running(&self) -> impl Iterator<Item = &Trainer> {
        self.contenders
            .iter()
            .map(|contender| &contender.trainer)
            .filter(|trainer| trainer.is_running())
    }

    /// Whether all models that run are at one place and go on at one pace, so that they can step by themselves.
    fn batches_are_equal(&self) -> bool {
        let pace = |trainer: &Trainer| {
            (
                trainer.epochs(),
                trainer.config().batch(self.examples.data.train_count()),
            )
        };
        let mut paces = self.running().map(pace);
        let first = paces.next();
        let searches = |trainer: &Trainer| trainer.config().optimizer.searches();
        paces.all(|pace| Some(pace) == first) && !self.running().any(searches)
    }

    fn tick(&mut self) {
        let behind = self
            .running()
            .map(Trainer::epochs)
            .fold(f64::INFINITY, f64::min);
        for contender in &mut self.contenders {
            if contender.trainer.is_running() && contender.trainer.epochs() == behind {
                contender.step(1, self.clock);
            }
        }
    }

    /// Scores up to `examples` more of every model; `true` when a sweep over all of them ended.
    pub fn evaluate(&mut self, examples: usize) -> bool {
        if self.examples.data.count() == 0 {
            return false;
        }
        if self.is_past() {
            return self.predict_past(examples);
        }
        let mut ended = false;
        for contender in &mut self.contenders {
            ended |= contender.score(examples);
        }
        if ended {
            self.record();
            self.note();
        }
        ended
    }

    /// Offers the present scores to the history.
    fn record(&mut self) {
        let scores = || self.contenders.iter().map(|contender| contender.scores);
        let furthest = scores().max_by(|a, b| a.epochs.total_cmp(&b.epochs));
        let furthest = furthest.unwrap_or_default();
        let models = self.contenders.iter();
        let shown = models.map(|contender| contender.scores_beside(furthest));
        self.history.offer(furthest.epochs, shown);
    }
}

fn check_models(count: usize, least: usize) -> Result<()> {
    in_range(
        "The number of models",
        count as f64,
        least as f64,
        MOST_MODELS as f64,
    )
}

fn contenders(
    configs: impl Iterator<Item = ModelConfig>,
    data: &Rc<Dataset>,
    seed: u32,
) -> Result<Vec<Contender>> {
    configs
        .map(|config| Contender::new(config, data, seed))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::generators::points::{PointSet, PointsConfig, generate};
    use crate::learning::optimizer::Rule;
    use crate::pieces::loss::Loss;
    use crate::pieces::shape::Shape;
    use crate::trainer::learner::Learner;
    use crate::trainer::naive_bayes::squares;
    use crate::trainer::settings::tests::tanh_network;

    fn data(set: PointSet) -> Dataset {
        generate(&PointsConfig {
            set,
            count: 60,
            noise: 0.0,
            held_out: 0.0,
            seed: 1,
        })
        .unwrap()
    }

    fn race(batches: [usize; 2]) -> Race {
        let configs = batches.map(|batch_size| ModelConfig {
            batch_size,
            ..tanh_network(3)
        });
        Race::new(data(PointSet::Moons), &configs, 9).unwrap()
    }

    fn iterations(race: &Race) -> Vec<u64> {
        race.contenders()
            .iter()
            .map(|contender| contender.trainer.iteration())
            .collect()
    }

    #[test]
    fn the_clock_counts_examples_where_batches_differ() {
        let mut race = race([10, 30]);
        race.step(1);
        assert_eq!(iterations(&race), [1, 1]);
        race.step(2);
        assert_eq!(iterations(&race), [3, 1]);
        race.step_epoch();
        assert_eq!(iterations(&race), [6, 2]);
    }

    #[test]
    fn a_line_search_pays_for_each_look_at_the_gradient() {
        let rules = [Rule::GradientDescent, Rule::Lbfgs];
        let configs = rules.map(|optimizer| ModelConfig {
            optimizer,
            ..tanh_network(3)
        });
        let mut race = Race::new(data(PointSet::Moons), &configs, 9).unwrap();
        race.step(60);
        let [plain, lbfgs] = [0, 1].map(|i| &race.contenders()[i].trainer);
        assert!(plain.iteration() > lbfgs.iteration() && lbfgs.iteration() > 5);
        assert!(
            (plain.epochs() - lbfgs.epochs()).abs() <= 25.0,
            "{} {}",
            plain.epochs(),
            lbfgs.epochs()
        );
    }

    #[test]
    fn equal_models_stay_equal() {
        let mut race = race([10, 10]);
        race.step(50);
        let [a, b] = [0, 1].map(|i| race.contenders()[i].trainer.parameters().to_vec());
        assert_eq!(a, b);
    }

    #[test]
    fn only_what_shapes_the_model_restarts_it() {
        let mut race = race([10, 10]);
        race.step(5);
        assert_eq!(
            race.set_model(
                1,
                ModelConfig {
                    l2: 0.1,
                    ..tanh_network(3)
                }
            ),
            Ok(false)
        );
        assert_eq!(iterations(&race), [5, 5]);
        assert_eq!(race.set_model(1, tanh_network(5)), Ok(true));
        assert_eq!(iterations(&race), [0, 0]);
    }

    #[test]
    fn a_refused_change_leaves_everything_as_it_was() {
        let mut race = race([10, 10]);
        race.step(5);
        assert!(race.set_model(1, tanh_network(0)).is_err());
        assert!(race.set_model(2, tanh_network(3)).is_err());
        assert!(
            race.set_model(
                0,
                ModelConfig {
                    batch_size: 0,
                    ..tanh_network(3)
                }
            )
            .is_err()
        );
        assert_eq!(iterations(&race), [5, 5]);
    }

    fn naive_bayes() -> ModelConfig {
        ModelConfig {
            name: "Naive Bayes".into(),
            hidden: vec![squares()],
            learner: Learner::NaiveBayes,
            ..tanh_network(1)
        }
    }

    #[test]
    fn models_join_and_leave() {
        let mut race = race([10, 10]);
        race.step(5);
        assert!(race.add_model(tanh_network(0)).is_err());
        assert_eq!(iterations(&race), [5, 5]);
        race.add_model(naive_bayes()).unwrap();
        race.add_model(tanh_network(2)).unwrap();
        assert!(race.add_model(tanh_network(2)).is_err(), "four are enough");
        race.step(5);
        race.evaluate(usize::MAX);
        assert_eq!(iterations(&race), [5, 5, 0, 5]);
        race.remove_model(0).unwrap();
        assert_eq!(iterations(&race), [5, 0, 5]);
        assert!(race.history().column(3, "trainLoss").is_err());
        (0..2).for_each(|_| race.remove_model(0).unwrap());
        assert!(race.remove_model(0).is_err(), "one must stay");
        race.begin(data(PointSet::FiveBlobs), &[naive_bayes()])
            .unwrap();
        assert_eq!(race.contenders().len(), 1);
    }

    #[test]
    fn naive_bayes_has_learned_before_the_first_step() {
        let mut race = Race::new(data(PointSet::FiveBlobs), &[naive_bayes()], 1).unwrap();
        let before = race.contenders()[0].trainer.parameters().to_vec();
        race.step(10);
        race.step_epoch();
        race.evaluate(usize::MAX);
        let contender = &race.contenders()[0];
        assert_eq!(contender.trainer.parameters(), before);
        assert!(contender.scores.train.unwrap().accuracy > 0.95);
        race.change_data(data(PointSet::FiveBlobs)).unwrap();
        assert_eq!(race.contenders()[0].trainer.parameters(), before);
        let other = ModelConfig {
            loss: Loss::SquaredError,
            ..naive_bayes()
        };
        assert!(race.set_model(0, other).is_err());
    }

    #[test]
    fn values_are_learned_with_squared_error_alone() {
        let linear = ModelConfig {
            hidden: Vec::new(),
            loss: Loss::SquaredErrorLinear,
            optimizer: Rule::Lbfgs,
            ..tanh_network(1)
        };
        let mut race = Race::new(data(PointSet::Slope), std::slice::from_ref(&linear), 1).unwrap();
        race.step(20);
        race.evaluate(usize::MAX);
        let score = race.contenders()[0].scores.train.unwrap();
        assert!(score.accuracy > 0.999, "R² = {}", score.accuracy);
        let [w1, w2, b] = race.contenders()[0].trainer.parameters()[..] else {
            panic!("two weights and a bias");
        };
        assert!((w1 - 2.0 / 9.0).abs() < 1e-4 && (w2 - 1.0 / 9.0).abs() < 1e-4 && b.abs() < 1e-4);
        let refused = race.set_model(0, tanh_network(3)).unwrap_err().to_string();
        assert!(refused.contains("values"), "{refused}");
    }

    #[test]
    fn a_race_can_wait_for_its_data() {
        let empty = Dataset::empty(Shape::Units(2), 2);
        let mut race = Race::new(empty, &[tanh_network(3)], 9).unwrap();
        race.step(5);
        race.step_epoch();
        assert!(!race.evaluate(usize::MAX));
        race.set_model(
            0,
            ModelConfig {
                learning_rate: 0.1,
                ..tanh_network(3)
            },
        )
        .unwrap();
        assert_eq!(race.contenders()[0].trainer.epochs(), 0.0);
        let first = race.contenders()[0].trainer.parameters().to_vec();
        race.change_data(data(PointSet::Moons)).unwrap();
        assert_eq!(race.contenders()[0].trainer.parameters(), first);
        race.step(5);
        assert!(race.evaluate(usize::MAX) && iterations(&race) == [5]);
        assert!(race.contenders()[0].trainer.stopped().is_none());
    }

    #[test]
    fn weights_from_a_file_are_where_a_restart_comes_back_to() {
        let mut race = race([10, 10]);
        race.step(50);
        let file = weights::write(race.contenders()[0].trainer.model());
        race.set_weights(1, &file).unwrap();
        let parameters = |race: &Race| race.contenders()[1].trainer.parameters().to_vec();
        let given = parameters(&race);
        assert_eq!(iterations(&race), [0, 0]);
        race.step(5);
        assert!(race.set_weights(1, &file[1..]).is_err());
        assert_eq!(iterations(&race), [5, 5]);
        race.restart();
        assert_eq!(parameters(&race), given);
        race.new_weights(9).unwrap();
        assert_ne!(parameters(&race), given);
    }

    #[test]
    fn other_data_keep_the_weights_and_the_place_in_the_epoch() {
        let mut race = race([10, 10]);
        race.step(7);
        let weights = |race: &Race| race.contenders()[0].trainer.parameters().to_vec();
        let before = weights(&race);
        race.change_data(data(PointSet::Circles)).unwrap();
        let trainer = &race.contenders()[0].trainer;
        assert_eq!((trainer.epoch(), trainer.iteration()), (1, 7));
        assert_eq!(weights(&race), before);
        race.step_epoch();
        assert_eq!(race.contenders()[0].trainer.iteration(), 12);
    }

    #[test]
    fn a_third_class_comes_while_models_of_unlike_batches_learn() {
        let mut race = race([7, 30]);
        race.step(100);
        let scored = |race: &mut Race| {
            assert!(race.evaluate(usize::MAX));
            race.contenders()[0].scores.train.unwrap().accuracy
        };
        assert!(scored(&mut race) > 0.8);
        race.change_data(data(PointSet::ThreeBlobs)).unwrap();
        assert_eq!(race.contenders()[1].trainer.network().outputs(), 3);
        race.step(300);
        assert!(scored(&mut race) > 0.95);
        assert_eq!(race.contenders()[0].predictions().classes(), 3);
    }

    #[test]
    fn other_models_take_over_the_data() {
        let mut race = race([10, 10]);
        race.step(7);
        let before = Rc::clone(race.data());
        assert!(race.set_models(&[]).is_err() && race.set_models(&[tanh_network(0)]).is_err());
        assert_eq!(iterations(&race), [7, 7]);
        race.set_models(&[tanh_network(5)]).unwrap();
        assert!(iterations(&race) == [0] && Rc::ptr_eq(&before, race.data()));
    }

    #[test]
    fn naive_bayes_is_fitted_anew_to_every_change() {
        let config = ModelConfig {
            hidden: vec![crate::trainer::naive_bayes::squares()],
            learner: Learner::NaiveBayes,
            ..tanh_network(1)
        };
        let mut race = Race::new(data(PointSet::Blobs), &[config], 9).unwrap();
        let parameters = |race: &Race| race.contenders()[0].trainer.parameters().to_vec();
        let before = parameters(&race);
        race.change_data(Dataset::empty(Shape::Units(2), 2))
            .unwrap();
        assert_eq!(parameters(&race), before);
        race.change_data(data(PointSet::ThreeBlobs)).unwrap();
        assert_eq!(parameters(&race).len(), 3 * 5);
        race.change_data(data(PointSet::Blobs)).unwrap();
        assert_eq!(parameters(&race), before);
    }

    #[test]
    fn who_tells_classes_apart_is_not_given_values() {
        for model in [naive_bayes(), tanh_network(3)] {
            let mut race = Race::new(data(PointSet::Blobs), &[model], 9).unwrap();
            race.step(3);
            let before = race.contenders()[0].trainer.parameters().to_vec();
            let refused = race.change_data(data(PointSet::Slope)).unwrap_err();
            assert!(refused.to_string().contains("these points have values"));
            assert!(race.set_data(data(PointSet::Slope)).is_err() && race.data().classes() == 2);
            assert_eq!(race.contenders()[0].trainer.parameters(), before);
        }
    }

    #[test]
    fn three_classes_give_three_outputs() {
        let mut race = race([10, 10]);
        race.set_data(data(PointSet::ThreeBlobs)).unwrap();
        assert_eq!(race.contenders()[0].trainer.network().outputs(), 3);
        race.step(200);
        assert!(race.evaluate(usize::MAX));
        assert!(race.contenders()[0].scores.train.unwrap().accuracy > 0.95);
    }
}
