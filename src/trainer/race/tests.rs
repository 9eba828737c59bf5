//! Models that learn the same data, on one clock.

use super::*;
use crate::data::generators::points::{PointSet, PointsConfig, generate};
use crate::learning::optimizer::Rule;
use crate::pieces::loss::Loss;
use crate::pieces::shape::Shape;
use crate::trainer::learner::Learner;
use crate::trainer::naive_bayes::squares;
use crate::trainer::settings::tests::tanh_network;
use crate::weights;

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
    race.step(1).unwrap();
    assert_eq!(iterations(&race), [1, 1]);
    race.step(2).unwrap();
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
    race.step(60).unwrap();
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
    race.step(50).unwrap();
    let [a, b] = [0, 1].map(|i| race.contenders()[i].trainer.parameters().to_vec());
    assert_eq!(a, b);
}

#[test]
fn only_what_shapes_the_model_restarts_it() {
    let mut race = race([10, 10]);
    race.step(5).unwrap();
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
    race.step(5).unwrap();
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
    race.step(5).unwrap();
    assert!(race.add_model(tanh_network(0)).is_err());
    assert_eq!(iterations(&race), [5, 5]);
    race.add_model(naive_bayes()).unwrap();
    race.add_model(tanh_network(2)).unwrap();
    assert!(race.add_model(tanh_network(2)).is_err(), "four are enough");
    race.step(5).unwrap();
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
    race.step(10).unwrap();
    race.step_epoch();
    race.evaluate(usize::MAX);
    let contender = &race.contenders()[0];
    assert_eq!(contender.trainer.parameters(), before);
    assert!(contender.scores.train.unwrap().accuracy > Some(0.95));
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
    race.step(20).unwrap();
    race.evaluate(usize::MAX);
    let score = race.contenders()[0].scores.train.unwrap();
    assert!(score.accuracy > Some(0.999), "R² = {:?}", score.accuracy);
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
    race.step(5).unwrap();
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
    race.step(5).unwrap();
    assert!(race.evaluate(usize::MAX) && iterations(&race) == [5]);
    assert!(race.contenders()[0].trainer.stopped().is_none());
}

#[test]
fn weights_from_a_file_are_where_a_restart_comes_back_to() {
    let mut race = race([10, 10]);
    race.step(50).unwrap();
    let file = weights::write(race.contenders()[0].trainer.model());
    race.set_weights(1, &file).unwrap();
    let parameters = |race: &Race| race.contenders()[1].trainer.parameters().to_vec();
    let given = parameters(&race);
    assert_eq!(iterations(&race), [0, 0]);
    race.step(5).unwrap();
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
    race.step(7).unwrap();
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
    race.step(100).unwrap();
    let scored = |race: &mut Race| {
        assert!(race.evaluate(usize::MAX));
        race.contenders()[0].scores.train.unwrap().accuracy
    };
    assert!(scored(&mut race) > Some(0.8));
    race.change_data(data(PointSet::ThreeBlobs)).unwrap();
    assert_eq!(race.contenders()[1].trainer.network().outputs(), 3);
    race.step(300).unwrap();
    assert!(scored(&mut race) > Some(0.95));
    assert_eq!(race.contenders()[0].predictions().classes(), 3);
}

#[test]
fn other_models_take_over_the_data() {
    let mut race = race([10, 10]);
    race.step(7).unwrap();
    let before = Arc::clone(race.data());
    assert!(race.set_models(&[]).is_err() && race.set_models(&[tanh_network(0)]).is_err());
    assert_eq!(iterations(&race), [7, 7]);
    race.set_models(&[tanh_network(5)]).unwrap();
    assert!(iterations(&race) == [0] && Arc::ptr_eq(&before, race.data()));
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
    assert_eq!(parameters(&race).len(), (2 * 6 + 6) + 3 * (4 * 3 + 1));
    race.change_data(data(PointSet::Blobs)).unwrap();
    assert_eq!(parameters(&race), before);
}

#[test]
fn who_tells_classes_apart_is_not_given_values() {
    for model in [naive_bayes(), tanh_network(3)] {
        let mut race = Race::new(data(PointSet::Blobs), &[model], 9).unwrap();
        race.step(3).unwrap();
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
    race.step(200).unwrap();
    assert!(race.evaluate(usize::MAX));
    assert!(race.contenders()[0].scores.train.unwrap().accuracy > Some(0.95));
}
