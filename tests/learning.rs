//! What the models must be able to learn, over twenty seeds: XOR, circles and moons.

use gradual::architecture::HiddenLayer;
use gradual::data::points::{PointSet, PointsConfig, generate};
use gradual::learning::optimizer::Rule;
use gradual::pieces::activation::Activation;
use gradual::pieces::initial::Initial;
use gradual::pieces::loss::Loss;
use gradual::trainer::race::Race;
use gradual::trainer::settings::ModelConfig;

const SEEDS: u32 = 20;

fn layer(units: usize, activation: Activation) -> HiddenLayer {
    HiddenLayer::Dense { units, activation }
}

fn model(hidden: Vec<HiddenLayer>) -> ModelConfig {
    ModelConfig {
        name: "Network".into(),
        initial: if hidden.is_empty() {
            Initial::Zero
        } else {
            Initial::GlorotStrongOutput
        },
        hidden,
        loss: Loss::CrossEntropy,
        optimizer: Rule::Adam,
        learning_rate: 0.03,
        batch_size: 10,
        l1: 0.0,
        l2: 0.0,
        augmentation: 0.0,
        clip: 0.0,
    }
}

/// The best held-out accuracy within `epochs` of a model on 500 points, half of them held out.
fn best_accuracy(set: PointSet, model: &ModelConfig, epochs: u32, seed: u32) -> f64 {
    let config = PointsConfig {
        set,
        count: 500,
        noise: 0.0,
        held_out: 0.5,
        seed,
    };
    let mut race = Race::new(
        generate(&config).unwrap(),
        std::slice::from_ref(model),
        seed,
    )
    .unwrap();
    let mut best = 0.0_f64;
    for _ in 0..epochs / 10 {
        (0..10).for_each(|_| race.step_epoch());
        race.evaluate(usize::MAX);
        best = best.max(race.contenders()[0].scores.held_out.unwrap().accuracy);
    }
    best
}

/// How many of the seeds reach `accuracy`.
fn reached(set: PointSet, model: &ModelConfig, epochs: u32, accuracy: f64) -> usize {
    let best: Vec<f64> = (0..SEEDS)
        .map(|seed| best_accuracy(set, model, epochs, seed))
        .collect();
    let count = best.iter().filter(|&&best| best >= accuracy).count();
    println!(
        "{set:?}, {} hidden layers: {count} of {SEEDS} reach {accuracy}",
        model.hidden.len()
    );
    count
}

#[test]
fn xor_is_beyond_the_unit_and_learned_by_the_network() {
    let unit = model(vec![]);
    assert_eq!(reached(PointSet::Xor, &unit, 300, 0.75), 0);
    let network = model(vec![layer(4, Activation::Tanh), layer(2, Activation::Tanh)]);
    assert!(reached(PointSet::Xor, &network, 300, 0.97) >= 19);
}

#[test]
fn circles_are_learned_with_sigmoids_from_every_seed() {
    let network = model(vec![layer(4, Activation::Sigmoid)]);
    assert_eq!(reached(PointSet::Circles, &network, 300, 0.97), 20);
}

#[test]
fn blobs_are_learned_by_the_unit_from_every_seed() {
    assert_eq!(reached(PointSet::Blobs, &model(vec![]), 50, 0.97), 20);
}
