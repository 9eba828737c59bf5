//! None of the published ways to break TensorFlow Playground shows a NaN here, and none leaves a run neither going on nor
//! saying why it has stopped: a learning rate of 10 with ReLU on any points, and a rate of 3 with squares as features.

use gradual::architecture::HiddenLayer;
use gradual::data::generators::points::{PointSet, PointsConfig, generate};
use gradual::insight::plane::PlaneView;
use gradual::learning::optimizer::Rule;
use gradual::pieces::activation::Activation;
use gradual::pieces::features::Feature;
use gradual::pieces::initial::Initial;
use gradual::pieces::loss::Loss;
use gradual::trainer::divergence::Remedy;
use gradual::trainer::learner::Learner;
use gradual::trainer::race::Race;
use gradual::trainer::settings::ModelConfig;
use gradual::trainer::stop::Cause;

const SETS: [PointSet; 7] = [
    PointSet::Circles,
    PointSet::Xor,
    PointSet::Blobs,
    PointSet::OverlappingBlobs,
    PointSet::Moons,
    PointSet::Spiral,
    PointSet::ThreeBlobs,
];

const SEEDS: u32 = 4;

fn model(hidden: Vec<HiddenLayer>, learning_rate: f32) -> ModelConfig {
    ModelConfig {
        name: "Network".into(),
        learner: Learner::Network,
        hidden,
        loss: Loss::CrossEntropy,
        initial: Initial::He,
        optimizer: Rule::Sgd,
        learning_rate,
        batch_size: 10,
        l1: 0.0,
        l2: 0.0,
        augmentation: 0.0,
        clip: 0.0,
        frozen: Vec::new(),
    }
}

fn dense(units: usize, activation: Activation) -> HiddenLayer {
    HiddenLayer::Dense { units, activation }
}

fn squares() -> HiddenLayer {
    use Feature::{Product, X1, X1Squared, X2, X2Squared};
    HiddenLayer::Features {
        features: vec![X1, X2, X1Squared, X2Squared, Product],
    }
}

/// The ways, as people have found them, with the Playground's own loss as well as with ours.
fn ways() -> Vec<ModelConfig> {
    let relu = || vec![dense(4, Activation::Relu), dense(2, Activation::Relu)];
    let wide = || vec![dense(8, Activation::Relu); 3];
    let mut ways = vec![model(relu(), 10.0), model(wide(), 10.0)];
    for activation in [Activation::Relu, Activation::Tanh, Activation::Identity] {
        ways.push(model(vec![squares(), dense(4, activation)], 3.0));
    }
    ways.push(model(vec![squares()], 3.0));
    let squared = ways.clone().into_iter().map(|way| ModelConfig {
        loss: Loss::SquaredErrorLinear,
        ..way
    });
    ways.extend(squared.collect::<Vec<_>>());
    ways
}

fn assert_sound(race: &mut Race, view: &mut PlaneView, why: &str) {
    race.evaluate(usize::MAX);
    let contender = &race.contenders()[0];
    let scores = [contender.scores.train, contender.scores.held_out];
    for score in scores {
        let score = score.unwrap_or_else(|| panic!("{why}: no score"));
        assert!(
            score.penalised.is_finite() && score.accuracy.is_none_or(f64::is_finite),
            "{why}"
        );
    }
    assert!(contender.trainer.gradient_norm().is_finite(), "{why}");
    let parameters = contender.trainer.parameters();
    assert!(parameters.iter().all(|p| p.is_finite()), "{why}");
    for picture in [
        view.outputs(contender.trainer.model(), 24)
            .unwrap()
            .to_vec(),
        view.units(contender.trainer.model(), 12).unwrap().to_vec(),
    ] {
        assert!(picture.iter().all(|value| value.is_finite()), "{why}");
    }
}

/// Runs until something is said or 300 frames of 1 and more batches have passed.
fn run(race: &mut Race, why: &str) {
    let mut view = PlaneView::default();
    for frame in 0..60 {
        let before = race.contenders()[0].trainer.iteration();
        race.step(1 + frame % 7).unwrap();
        assert_sound(race, &mut view, why);
        let trainer = &race.contenders()[0].trainer;
        match trainer.cause() {
            None => assert!(trainer.iteration() > before, "{why}: it stands still"),
            Some(cause) => {
                assert_eq!(cause, Cause::Divergence, "{why}");
                let said = trainer.stopped().unwrap();
                let update = format!("update {}", trainer.iteration() + 1);
                assert!(
                    said.contains(&update) && !said.contains("NaN") && !said.contains("inf "),
                    "{said}"
                );
                return;
            }
        }
    }
}

#[test]
fn no_published_way_to_break_the_playground_breaks_this() {
    let mut stopped = 0;
    for set in SETS {
        for seed in 0..SEEDS {
            for (number, way) in ways().into_iter().enumerate() {
                let why = format!("{set:?}, seed {seed}, way {number}");
                let (count, noise, held_out) = (200, 0.2, 0.3);
                let data = generate(&PointsConfig {
                    set,
                    count,
                    noise,
                    held_out,
                    seed,
                })
                .unwrap();
                let mut race = Race::new(data, &[way], seed).unwrap();
                race.keep_time();
                run(&mut race, &why);
                if race.contenders()[0].trainer.cause().is_some() {
                    stopped += 1;
                    let remedy = [Remedy::HalveRate, Remedy::Clip][seed as usize % 2];
                    race.remedy(0, remedy).unwrap();
                    run(&mut race, &format!("{why}, {remedy:?}"));
                }
            }
        }
    }
    println!(
        "It stopped {stopped} of {} runs.",
        SETS.len() * ways().len() * SEEDS as usize
    );
    assert!(stopped > 0, "these settings are wild");
}

/// The criterion begins at a loss of exactly 0, which is nothing to measure harm by.
#[test]
fn a_perceptron_is_not_stopped_for_being_one() {
    for set in SETS {
        for learning_rate in [0.01, 1.0, 1000.0] {
            for hidden in [vec![], vec![squares()]] {
                let way = ModelConfig {
                    loss: Loss::Perceptron,
                    initial: Initial::Zero,
                    ..model(hidden, learning_rate)
                };
                let (count, noise, held_out, seed) = (200, 0.5, 0.3, 1);
                let data = generate(&PointsConfig {
                    set,
                    count,
                    noise,
                    held_out,
                    seed,
                })
                .unwrap();
                let mut race = Race::new(data, &[way], 1).unwrap();
                race.step(2000).unwrap();
                let said = race.contenders()[0].trainer.stopped();
                assert_eq!(said, None, "{set:?}, {learning_rate}");
            }
        }
    }
}
