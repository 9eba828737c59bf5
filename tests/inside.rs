//! What is told of single numbers, against plain formulas in double precision, differences, and what training does next.

use std::sync::Arc;

use gradual::architecture::HiddenLayer;
use gradual::data::dataset::{Dataset, Inputs};
use gradual::data::generators::points::{PointSet, PointsConfig, generate};
use gradual::insight::inside::{Inside, OpenParameter, WorkedExample, loss_in_double};
use gradual::learning::optimizer::Rule;
use gradual::network::Workspace;
use gradual::pieces::activation::Activation;
use gradual::pieces::features::Feature;
use gradual::pieces::initial::Initial;
use gradual::pieces::loss::Loss;
use gradual::pieces::shape::Shape;
use gradual::pieces::signals::Input;
use gradual::trainer::learner::Learner;
use gradual::trainer::race::Race;
use gradual::trainer::settings::ModelConfig;
use gradual::trainer::training::Trainer;

fn points(set: PointSet) -> Arc<Dataset> {
    let config = PointsConfig {
        set,
        count: 60,
        noise: 0.3,
        held_out: 0.2,
        seed: 4,
    };
    Arc::new(generate(&config).unwrap())
}

/// Points for every loss: two classes, three, and values.
fn data_for(loss: Loss, classes: usize) -> Arc<Dataset> {
    match (loss, classes) {
        (Loss::SquaredErrorLinear, _) => points(PointSet::Hill),
        (_, 2) => points(PointSet::Moons),
        _ => {
            let inputs = (0..24).map(|i| (i as f32 * 0.37).sin() * 2.0).collect();
            let labels = (0..12).map(|i| i % 3).collect();
            Arc::new(Dataset::new(Inputs::Values(inputs), Shape::Units(2), labels, 3, 12).unwrap())
        }
    }
}

fn config(activation: Activation, loss: Loss) -> ModelConfig {
    let dense = HiddenLayer::Dense {
        units: 3,
        activation,
    };
    ModelConfig {
        name: "Model".into(),
        learner: Learner::Network,
        hidden: vec![dense.clone(), dense],
        loss,
        initial: Initial::Glorot,
        optimizer: Rule::Sgd,
        learning_rate: 0.1,
        batch_size: 5,
        l1: 0.0,
        l2: 0.0,
        augmentation: 0.0,
        clip: 0.0,
        frozen: Vec::new(),
    }
}

/// Every activation with every loss, some after features.
fn trainers() -> impl Iterator<Item = Trainer> {
    let losses = [
        (Loss::CrossEntropy, 2),
        (Loss::CrossEntropy, 3),
        (Loss::SquaredError, 2),
        (Loss::SquaredError, 3),
        (Loss::SquaredErrorLinear, 1),
        (Loss::Perceptron, 2),
    ];
    Activation::ALL.into_iter().flat_map(move |activation| {
        losses.into_iter().map(move |(loss, classes)| {
            let mut config = config(activation, loss);
            if classes == 2 {
                let features = vec![Feature::X1, Feature::X2Squared, Feature::SinX1];
                config.hidden.insert(0, HiddenLayer::Features { features });
            }
            Trainer::new(config, data_for(loss, classes), 3).unwrap()
        })
    })
}

#[test]
fn the_error_in_double_precision_is_the_networks_own() {
    for trainer in trainers() {
        let (data, model) = (trainer.data(), trainer.model());
        let (mut x, mut t) = (
            vec![0.0; 8 * data.features()],
            vec![0.0; 8 * data.outputs()],
        );
        data.gather_inputs(0..8, &mut x);
        data.gather_targets(0..8, &mut t);
        let parameters: Vec<f64> = trainer
            .parameters()
            .iter()
            .copied()
            .map(f64::from)
            .collect();
        let expected = loss_in_double(trainer.network(), &parameters, &x, &t).unwrap();
        let mut workspace = Workspace::new(trainer.network());
        let own = model.total_loss(Input::Rows(&x), &t, &mut workspace) / 8.0;
        assert!(
            (own - expected).abs() < 1e-6 * (1.0 + expected),
            "{own} {expected}"
        );
    }
}

#[test]
fn every_gradient_agrees_with_its_twin() {
    for trainer in trainers() {
        let mut inside = Inside::default();
        for batch in [false, true] {
            inside.walk(&trainer, 7, batch).unwrap();
            for index in 0..trainer.parameters().len() {
                let open = inside.parameter(&trainer, index).unwrap();
                let twin = open.twin.unwrap();
                // Shares that cancel leave their rounding behind.
                let size: f32 = open.shares.iter().map(|share| share.abs()).sum();
                let apart = (twin.gradient - f64::from(open.mean)).abs();
                assert!(
                    twin.difference < 1e-4 || apart < 1e-6 * f64::from(size),
                    "{open:?}"
                );
            }
        }
    }
}

#[test]
fn a_unit_is_the_sum_of_its_parts() {
    for trainer in trainers() {
        let mut inside = Inside::default();
        let walk = inside.walk(&trainer, 5, false).unwrap();
        let layers = trainer.network().layers();
        for level in 0..=layers.len() {
            let units = level.checked_sub(1).map_or(2, |l| layers[l].outputs());
            for unit in 0..units {
                let open = inside.unit(&trainer, level, unit).unwrap();
                if let (Some(z), Some(bias)) = (open.z, open.bias) {
                    let sum: f64 = open.forward.iter().map(|summand| summand.product).sum();
                    assert!((sum + f64::from(bias) - f64::from(z)).abs() < 1e-5);
                }
                if level < layers.len() {
                    let sum: f64 = open.backward.iter().map(|summand| summand.product).sum();
                    let sent = open.dh.unwrap_or_default();
                    assert!(open.backward.is_empty() || (sum - f64::from(sent)).abs() < 1e-5);
                }
                if let (Some(slope), Some(dh), Some(delta)) = (open.slope, open.dh, open.delta) {
                    let product = if open.cancels && level == layers.len() {
                        dh
                    } else {
                        dh * slope
                    };
                    assert!((product - delta).abs() < 1e-6, "{open:?}");
                }
            }
        }
        assert_eq!(walk.levels[0].h, trainer.data().values()[10..12]);
    }
}

/// The step of a rule by its formula in double precision, from what it remembered before.
fn step(open: &OpenParameter) -> f64 {
    let (g, rate) = (f64::from(open.used), f64::from(open.rate));
    let first = |i: usize| f64::from(open.memory.unwrap().first.unwrap()[i]);
    let second = |i: usize| f64::from(open.memory.unwrap().second.unwrap()[i]);
    match open.rule {
        Rule::GradientDescent | Rule::Sgd => -rate * g,
        Rule::Momentum => -rate * (0.9 * first(0) + g),
        Rule::Nesterov => -rate * (g + 0.9 * (0.9 * first(0) + g)),
        Rule::RmsProp => -rate * g / ((0.99 * second(0) + 0.01 * g * g).sqrt() + 1e-8),
        Rule::Adam => {
            let t = f64::from(open.memory.unwrap().update);
            let m = (0.9 * first(0) + 0.1 * g) / (1.0 - 0.9_f64.powf(t));
            let s = (0.999 * second(0) + 0.001 * g * g) / (1.0 - 0.999_f64.powf(t));
            -rate * m / (s.sqrt() + 1e-8)
        }
        Rule::ConjugateGradient | Rule::Lbfgs => f64::from(open.after - open.value),
    }
}

#[test]
fn the_update_is_the_rules_and_the_one_that_comes() {
    for rule in Rule::ALL {
        let searches = rule.searches();
        let config = ModelConfig {
            optimizer: rule,
            l1: if searches { 0.0 } else { 0.01 },
            l2: 0.02,
            clip: 0.2,
            ..config(Activation::Tanh, Loss::CrossEntropy)
        };
        let mut trainer = Trainer::new(config, points(PointSet::Moons), 3).unwrap();
        let mut inside = Inside::default();
        for _ in 0..12 {
            let walk = inside.walk(&trainer, 0, true).unwrap();
            let all = 0..trainer.parameters().len();
            let open: Vec<OpenParameter> = all
                .map(|index| inside.parameter(&trainer, index).unwrap())
                .collect();
            trainer.step(1);
            for (open, &came) in open.iter().zip(trainer.parameters()) {
                assert!(
                    (open.after - came).abs() <= f32::EPSILON * came.abs(),
                    "{rule:?}"
                );
                let expected = f64::from(open.value) + step(open);
                assert!((expected - f64::from(open.after)).abs() < 2e-6, "{open:?}");
                let used = (open.mean + open.penalty) * open.clipping;
                assert!(searches || (used - open.used).abs() < 1e-6, "{open:?}");
                let shares: f32 = open.shares.iter().sum();
                assert!((shares - open.mean).abs() < 1e-6, "{open:?}");
            }
            assert!(walk.after.is_finite() && walk.predicted <= 0.0 || rule != Rule::Sgd);
        }
    }
}

#[test]
fn a_small_step_changes_the_error_as_the_gradient_says() {
    let config = ModelConfig {
        learning_rate: 1e-4,
        l2: 0.02,
        ..config(Activation::Softplus, Loss::CrossEntropy)
    };
    let trainer = Trainer::new(config, points(PointSet::Moons), 3).unwrap();
    let walk = Inside::default().walk(&trainer, 0, true).unwrap();
    let came = walk.after - walk.before;
    assert!((came / walk.predicted - 1.0).abs() < 1e-2, "{walk:?}");
}

#[test]
fn what_is_not_there_is_refused() {
    let trainer = Trainer::new(
        config(Activation::Tanh, Loss::CrossEntropy),
        points(PointSet::Moons),
        3,
    )
    .unwrap();
    let mut inside = Inside::default();
    assert!(
        inside.unit(&trainer, 0, 0).is_err(),
        "before anything went through"
    );
    assert!(inside.walk(&trainer, 60, false).is_err());
    inside.walk(&trainer, 0, false).unwrap();
    assert!(inside.unit(&trainer, 4, 0).is_err());
    assert!(inside.unit(&trainer, 1, 3).is_err());
    assert!(inside.parameter(&trainer, 1_000_000).is_err());
}

/// A trainer of a small network by this rule, with some of its weights frozen.
fn frozen(rule: Rule, frozen: Vec<u32>) -> Trainer {
    let config = ModelConfig {
        optimizer: rule,
        learning_rate: 0.05,
        l2: 0.01,
        frozen,
        ..config(Activation::Tanh, Loss::CrossEntropy)
    };
    Trainer::new(config, points(PointSet::Moons), 3).unwrap()
}

#[test]
fn a_frozen_parameter_never_moves_under_any_rule() {
    for rule in Rule::ALL {
        let mut trainer = frozen(rule, vec![]);
        trainer.step(7); // so that the rule has something to remember
        let config = trainer.config().clone();
        let numbers = vec![0, 4, 8, 17];
        let held = ModelConfig {
            frozen: numbers.clone(),
            ..config
        };
        trainer.set_config(held).unwrap();
        let before = trainer.parameters().to_vec();
        let mut inside = Inside::default();
        for _ in 0..5 {
            inside.walk(&trainer, 3, true).unwrap();
            let after = inside.parameter(&trainer, 4).unwrap();
            assert!(
                after.frozen && after.after == before[4],
                "{rule:?} {after:?}"
            );
            trainer.step(3);
        }
        for (index, (now, before)) in trainer.parameters().iter().zip(&before).enumerate() {
            let is_frozen = numbers.contains(&(index as u32));
            assert_eq!(now == before, is_frozen, "{rule:?} {index}");
        }
    }
}

#[test]
fn what_is_typed_is_taken_and_training_goes_on_from_there() {
    let mut trainer = frozen(Rule::Adam, vec![]);
    trainer.step(4);
    trainer.set_parameter(2, -0.75).unwrap();
    assert_eq!(trainer.parameters()[2], -0.75);
    trainer.step(1);
    assert!(trainer.parameters()[2] != -0.75 && trainer.iteration() == 5);
    let before = trainer.parameters().to_vec();
    for value in [f64::NAN, f64::INFINITY, 1e40, -1e7] {
        let said = trainer.set_parameter(2, value).unwrap_err().to_string();
        assert!(
            said.contains("A weight or bias must be a number from -1000000 to 1000000"),
            "{said}"
        );
    }
    assert!(trainer.set_parameter(before.len(), 0.0).is_err());
    assert_eq!(trainer.parameters(), before);
}

#[test]
fn what_is_not_there_cannot_be_frozen() {
    let mut trainer = frozen(Rule::Sgd, vec![]);
    let held = ModelConfig {
        frozen: vec![25],
        ..trainer.config().clone()
    };
    let said = trainer.set_config(held).unwrap_err().to_string();
    assert!(said.contains("25 weights and biases"), "{said}");
}

/// Mazur's network (2015): two inputs, two hidden units, two outputs, all sigmoid.
fn mazur() -> WorkedExample {
    let units = HiddenLayer::Dense {
        units: 2,
        activation: Activation::Sigmoid,
    };
    WorkedExample {
        inputs: vec![vec![0.05, 0.10]],
        targets: vec![vec![0.01, 0.99]],
        model: ModelConfig {
            hidden: vec![units],
            learning_rate: 0.5,
            batch_size: 1,
            frozen: vec![4, 5, 10, 11],
            ..config(Activation::Sigmoid, Loss::SquaredError)
        },
        parameters: vec![
            0.15, 0.25, 0.20, 0.30, 0.35, 0.35, //
            0.40, 0.50, 0.45, 0.55, 0.60, 0.60,
        ],
    }
}

#[test]
fn mazurs_example_comes_out_as_it_should() {
    let mut race = mazur().race().unwrap();
    let mut inside = Inside::default();
    let trainer = &race.contenders()[0].trainer;
    let walk = inside.walk(trainer, 0, true).unwrap();
    let near =
        |value: f64, expected: f64| assert!((value - expected).abs() < 1e-6, "{value} {expected}");
    near(walk.error, 0.298_371_108_8);
    near(walk.after, 0.291_027_773_7);
    for (level, unit, z, h) in [
        (1, 0, 0.3775, 0.593_269_992_1),
        (1, 1, 0.3925, 0.596_884_378_3),
        (2, 0, 1.105_905_967_1, 0.751_365_069_6),
        (2, 1, 1.224_921_404_1, 0.772_928_465_3),
    ] {
        let open = inside.unit(trainer, level, unit).unwrap();
        near(open.z.unwrap().into(), z);
        near(open.h.into(), h);
    }
    let gradients = [
        0.000_438_567_7,
        0.000_497_712_7,
        0.000_877_135_5,
        0.000_995_425_4, //
        0.008_771_354_7,
        0.009_954_254_7, //
        0.082_167_040_6,
        -0.022_602_540_5,
        0.082_667_627_8,
        -0.022_740_242_2, //
        0.138_498_561_6,
        -0.038_098_236_5,
    ];
    for (index, expected) in gradients.into_iter().enumerate() {
        let open = inside.parameter(trainer, index).unwrap();
        near(open.mean.into(), expected);
        let moves = if open.frozen { 0.0 } else { 0.5 * expected };
        near(open.after.into(), f64::from(open.value) - moves);
    }
    race.step(1).unwrap();
    assert_eq!(race.contenders()[0].trainer.parameters()[4], 0.35);
    race.step(9_999).unwrap();
    let trainer = &race.contenders()[0].trainer;
    let walk = inside.walk(trainer, 0, true).unwrap();
    near(walk.error, 3.510_188e-5);
    near(
        inside.unit(trainer, 2, 0).unwrap().h.into(),
        0.015_913_620_4,
    );
    near(
        inside.unit(trainer, 2, 1).unwrap().h.into(),
        0.984_064_273_5,
    );
}

#[test]
fn what_does_not_fit_a_worked_example_is_refused() {
    for broken in [
        WorkedExample {
            targets: vec![],
            ..mazur()
        },
        WorkedExample {
            targets: vec![vec![0.5]],
            ..mazur()
        },
        WorkedExample {
            inputs: vec![vec![0.5], vec![0.5]],
            ..mazur()
        },
        WorkedExample {
            parameters: vec![0.0; 3],
            ..mazur()
        },
    ] {
        assert!(broken.race().is_err(), "{broken:?}");
    }
}

#[test]
fn other_points_and_other_layers_are_taken_with_weights_frozen() {
    let config = ModelConfig {
        frozen: vec![0, 24],
        ..config(Activation::Tanh, Loss::CrossEntropy)
    };
    let of = |set| {
        generate(&PointsConfig {
            set,
            count: 60,
            noise: 0.3,
            held_out: 0.2,
            seed: 4,
        })
        .unwrap()
    };
    let mut race = Race::new(of(PointSet::Moons), std::slice::from_ref(&config), 3).unwrap();
    let frozen = |race: &Race| race.contenders()[0].trainer.config().frozen.clone();
    race.set_data(of(PointSet::Circles)).unwrap();
    assert_eq!(frozen(&race), [0, 24], "as many outputs");
    race.set_data(of(PointSet::ThreeBlobs)).unwrap();
    assert_eq!(frozen(&race), [0; 0], "more of them");
    let held = ModelConfig {
        frozen: vec![32],
        ..config.clone()
    };
    race.set_model(0, held.clone()).unwrap();
    race.begin(of(PointSet::Moons), std::slice::from_ref(&held))
        .unwrap();
    assert_eq!(frozen(&race), [0; 0], "fewer of them");
    let single = ModelConfig {
        hidden: vec![],
        ..config
    };
    race.set_model(0, single).unwrap();
    assert_eq!(frozen(&race), [0; 0], "other layers");
}
