//! One model in training, alone.

use super::*;
use crate::architecture::HiddenLayer;
use crate::data::dataset::Inputs;
use crate::data::generators::points::{PointSet, PointsConfig, generate};
use crate::kernels::reduce::all_finite;
use crate::learning::optimizer::Rule;
use crate::pieces::activation::Activation;
use crate::pieces::loss::Loss;
use crate::pieces::shape::{Picture, Shape};
use crate::random::Random;
use crate::trainer::settings::tests::tanh_network;

fn circles(count: usize) -> Arc<Dataset> {
    let config = PointsConfig {
        set: PointSet::Circles,
        count,
        noise: 0.0,
        held_out: 0.0,
        seed: 1,
    };
    Arc::new(generate(&config).unwrap())
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
    assert_eq!(once.state.parameters, often.state.parameters);
}

#[test]
fn restart_repeats_the_run_to_the_last_bit() {
    let mut trainer = trainer(tanh_network(4));
    trainer.step(50);
    let reached = trainer.state.parameters.clone();
    trainer.restart();
    assert_ne!(trainer.state.parameters, reached);
    trainer.step(50);
    assert_eq!(trainer.state.parameters, reached);
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
    let before = trainer.state.parameters.clone();
    let change = ModelConfig {
        learning_rate: 0.5,
        batch_size: 3,
        optimizer: Rule::Momentum,
        ..tanh_network(4)
    };
    trainer.set_config(change).unwrap();
    assert_eq!(trainer.state.parameters, before);
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
        assert_eq!(once.state.parameters, often.state.parameters);
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
    assert!(all_finite(&once.state.parameters));
    assert_eq!(once.state.parameters, often.state.parameters);
    assert_eq!(once.stopped(), often.stopped());
    once.restart();
    assert_eq!(once.stopped(), None);
}

/// Pictures of 6 × 6 pixels, a third of them not blank, of three kinds that differ in where their ink is.
fn pictures(count: usize) -> Arc<Dataset> {
    let mut random = Random::new(5);
    let mut pixel = |kind, place: usize| {
        let share = if place % 3 == kind { 0.5 } else { 0.15 };
        let has_ink = random.unit() < share;
        if has_ink {
            random.between(1.0, 255.0) as u8
        } else {
            0
        }
    };
    let pixels = (0..36 * count).map(|i| pixel(i / 36 % 3, i % 36));
    let inputs = Inputs::pictures(pixels.collect(), 36);
    let labels = (0..count).map(|i| (i % 3) as u8).collect();
    let shape = Shape::Picture(Picture {
        height: 6,
        width: 6,
        channels: 1,
    });
    Arc::new(Dataset::new(inputs, shape, labels, 3, count).unwrap())
}

/// Between the first batch of a step and the last, plain descent moves the weights behind pictures before their gradient is whole.
#[test]
fn weights_that_move_along_their_gradient_as_it_is_found_come_to_the_same_bits() {
    let dense = |units, activation| HiddenLayer::Dense { units, activation };
    let wide = vec![dense(20, Activation::Relu), dense(5, Activation::Tanh)];
    let plain = ModelConfig {
        hidden: wide.clone(),
        optimizer: Rule::Sgd,
        learning_rate: 0.1,
        ..tanh_network(1)
    };
    let mut first_dropped = wide.clone();
    first_dropped.insert(1, HiddenLayer::Dropout { rate: 0.3 });
    let hidden = |hidden| ModelConfig {
        hidden,
        ..plain.clone()
    };
    let configs = [
        plain.clone(),
        hidden(first_dropped),
        hidden(vec![dense(12, Activation::Relu)]),
        hidden(Vec::new()),
        ModelConfig {
            batch_size: 500,
            ..plain.clone()
        },
        ModelConfig {
            optimizer: Rule::Momentum,
            ..plain.clone()
        },
        ModelConfig {
            l2: 0.1,
            ..plain.clone()
        },
        ModelConfig {
            clip: 0.5,
            ..plain.clone()
        },
        ModelConfig {
            frozen: vec![0, 7, 300],
            ..plain.clone()
        },
        ModelConfig {
            augmentation: 1.0,
            ..plain.clone()
        },
        ModelConfig {
            learning_rate: 1e6,
            ..plain.clone()
        },
    ];
    for mut config in configs {
        for batch_size in [1, 7, 40, config.batch_size] {
            config.batch_size = batch_size;
            let new = || Trainer::new(config.clone(), pictures(600), 3).unwrap();
            let (mut once, mut often) = (new(), new());
            once.step(25);
            (0..25).for_each(|_| often.step(1));
            assert_eq!(bits(&once), bits(&often), "{config:?}");
            assert_eq!(once.gradient_norm(), often.gradient_norm(), "{config:?}");
            assert_eq!(once.stopped(), often.stopped(), "{config:?}");
        }
    }
}

fn bits(trainer: &Trainer) -> Vec<u32> {
    let parameters = &trainer.state.parameters;
    parameters.iter().map(|p| p.to_bits()).collect()
}

/// A sigmoid makes numbers of infinite weights: no loss tells of them, and they spoil updates until the step ends.
#[test]
fn weights_that_no_loss_tells_of_are_undone_from_the_first_update_that_made_any() {
    let mut overflowing = 0;
    for (config, seed) in wild() {
        let why = format!("{config:?}, seed {seed}");
        let new = || Trainer::new(config.clone(), circles(20), seed).unwrap();
        let (mut once, mut often) = (new(), new());
        once.step(20);
        (0..20).for_each(|_| often.step(1));
        assert!(all_finite(&once.state.parameters), "{why}");
        assert_eq!(once.state.parameters, often.state.parameters, "{why}");
        assert_eq!(once.iteration(), often.iteration(), "{why}");
        assert_eq!(once.cause(), often.cause(), "{why}");
        let said = once.stopped().unwrap_or_default();
        overflowing += usize::from(said.contains("made a weight infinite"));
    }
    assert!(overflowing > 50, "{overflowing}: these settings are wild");
}

/// Every rule, every loss of one output and the penalties that go with them, at rates that double weights many times over.
fn wild() -> impl Iterator<Item = (ModelConfig, u32)> {
    let penalties = [0.0, 1.0, 941.7];
    let each = (0..8 * 6 * 9 * 2 * 4).map(move |n| (n % 8, n / 8 % 6, n / 48 % 9, n / 432));
    let config = move |(rule, loss, penalty, seed): (usize, usize, usize, usize)| ModelConfig {
        hidden: vec![
            HiddenLayer::Dense {
                units: 1,
                activation: [Activation::Elu(0.1), Activation::Tanh][seed % 2],
            };
            2
        ],
        loss: Loss::ALL[loss],
        optimizer: Rule::ALL[rule],
        learning_rate: 190_693.63,
        batch_size: 1,
        l1: penalties[penalty % 3],
        l2: penalties[penalty / 3],
        ..tanh_network(1)
    };
    each.map(move |each| (config(each), each.3 as u32))
        .filter(|(config, _)| config.validate().is_ok())
}

/// Points on two rays, of `classes` classes, the first `train` for training.
fn rays(count: usize, classes: usize, train: usize) -> Arc<Dataset> {
    let x = |i: usize| [(i % 7) as f32 - 3.0, (i % classes) as f32];
    let inputs = Inputs::Values((0..count).flat_map(x).collect());
    let labels = (0..count).map(|i| (i % classes) as u8).collect();
    Arc::new(Dataset::growing(inputs, Shape::Units(2), labels, classes.max(2), train).unwrap())
}

fn give(trainer: &mut Trainer, data: Arc<Dataset>) {
    let first = trainer.first_on(&data).unwrap();
    trainer.set_data(data, first);
}

#[test]
fn an_epoch_goes_on_where_it_was_and_never_backwards() {
    let mut trainer = trainer(tanh_network(4));
    trainer.step(9);
    assert_eq!((trainer.epoch(), trainer.state.used), (1, 30));
    give(&mut trainer, rays(110, 2, 110));
    assert_eq!((trainer.epoch(), trainer.state.used), (1, 60));
    give(&mut trainer, rays(21, 2, 21));
    assert_eq!((trainer.epoch(), trainer.state.used), (1, 12));
    give(&mut trainer, rays(1, 2, 1));
    assert_eq!((trainer.epoch(), trainer.state.used), (2, 0));
    give(&mut trainer, rays(50, 2, 50));
    trainer.step(1);
    give(&mut trainer, rays(0, 2, 0));
    assert_eq!((trainer.epoch(), trainer.state.used), (3, 0));
}

#[test]
fn one_class_alone_teaches_nothing_and_spoils_nothing() {
    let mut trainer = trainer(tanh_network(4));
    trainer.step(9);
    let before = trainer.state.parameters.clone();
    for alone in [rays(20, 1, 20), rays(9, 1, 0), rays(0, 2, 0)] {
        give(&mut trainer, alone);
        trainer.step(5);
        assert_eq!((trainer.iteration(), trainer.stopped()), (9, None));
        assert_eq!(trainer.state.parameters, before);
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
        let hidden = trainer.state.parameters[..12].to_vec();
        give(&mut trainer, rays(60, 4, 60));
        assert_eq!((trainer.network.outputs(), trainer.iteration()), (4, 9));
        assert_eq!(trainer.state.parameters[..12], hidden);
        trainer.step(200);
        assert!(trainer.iteration() > 20 && trainer.state.parameters[..12] != hidden);
        let last = trainer.state.parameters.len() - 1;
        let [from, to] = [0, last].map(|i| trainer.state.parameters[i]);
        assert_eq!(trainer.path().pairs(0, last).last(), Some([from, to]));
        give(&mut trainer, circles(55));
        trainer.step(20);
        trainer.restart();
        assert_eq!(
            trainer.state.parameters,
            self::trainer(tanh_network(4)).state.parameters
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
    assert_eq!(trainer.state.parameters, anew.state.parameters);
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
