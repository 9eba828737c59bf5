//! What the models must be able to learn, over twenty seeds, with the settings that the page opens with.
//!
//! One choice serves all rows of the table, and is the page's for a network: Adam with rate 0.01, batches of 10, first weights
//! "Glorot by slope". Units are ELUs, but where a row asks for sigmoids. Of the seeds 0 to 99, the number that reach 97 %
//! within 1,000 epochs, for the choices that were compared at 0.01:
//!
//! | first weights, activation | XOR 4-2 | circles 4-2, sigmoid | spiral 8-8, all features | spiral 8-8-8 |
//! | --- | --- | --- | --- | --- |
//! | by slope, ELU | 100 | 100 | 100 | 100 |
//! | strong output, ELU | 97 | 94 | 100 | 100 |
//! | Glorot, ELU | 90 | 95 | 100 | 100 |
//! | He, ELU | 89 | 94 | 100 | 99 |
//! | by slope, tanh | 98 | 100 | 98 | 83 |
//! | strong output, tanh | 100 | 94 | 99 | 80 |
//! | Glorot, tanh | 85 | 95 | 100 | 75 |
//!
//! ReLUs die in layers this narrow: 60 of 100 for XOR. At 0.03 the deep spiral no longer settles (tanh: 4 of the first 20
//! seeds, ReLU 3); at 0.003 most seeds need more than half of the epochs.

use std::thread;

use gradual::architecture::HiddenLayer;
use gradual::data::generators::points::{PointSet, PointsConfig, generate};
use gradual::learning::optimizer::Rule;
use gradual::pieces::activation::Activation;
use gradual::pieces::features::Feature;
use gradual::pieces::initial::Initial;
use gradual::pieces::loss::Loss;
use gradual::trainer::learner::Learner;
use gradual::trainer::race::Race;
use gradual::trainer::settings::ModelConfig;

const SEEDS: u32 = 20;
const THREADS: u32 = 4;
const ACCURACY: f64 = 0.97;

const ELU: Activation = Activation::Elu(1.0);

fn layer(units: usize, activation: Activation) -> HiddenLayer {
    HiddenLayer::Dense { units, activation }
}

fn all_features() -> HiddenLayer {
    use Feature::*;
    HiddenLayer::Features {
        features: vec![X1, X2, X1Squared, X2Squared, Product, SinX1, SinX2],
    }
}

fn model(hidden: Vec<HiddenLayer>) -> ModelConfig {
    ModelConfig {
        name: "Network".into(),
        learner: Learner::Network,
        initial: if hidden.is_empty() {
            Initial::Zero
        } else {
            Initial::GlorotBySlope
        },
        hidden,
        loss: Loss::CrossEntropy,
        optimizer: Rule::Adam,
        learning_rate: 0.01,
        batch_size: 10,
        l1: 0.0,
        l2: 0.0,
        augmentation: 0.0,
        clip: 0.0,
        frozen: Vec::new(),
    }
}

/// The first epoch after which a model classifies 97 % of the held-out points right. The points are those of the page: 400
/// with noise 0.1, 30 % of them held out, drawn from the seed of weights and batches.
fn epochs_to_learn(set: PointSet, model: &ModelConfig, epochs: u32, seed: u32) -> Option<u32> {
    let config = PointsConfig {
        set,
        count: 400,
        noise: 0.1,
        held_out: 0.3,
        seed,
    };
    let data = generate(&config).unwrap();
    let mut race = Race::new(data, std::slice::from_ref(model), seed).unwrap();
    (1..=epochs).find(|_| {
        race.step_epoch();
        race.evaluate(usize::MAX);
        race.contenders()[0].scores.held_out.unwrap().accuracy >= Some(ACCURACY)
    })
}

/// The same for each seed.
fn each_seed(set: PointSet, model: &ModelConfig, epochs: u32) -> Vec<Option<u32>> {
    let learn = |thread| {
        (thread..SEEDS)
            .step_by(THREADS as usize)
            .map(|seed| (seed, epochs_to_learn(set, model, epochs, seed)))
            .collect::<Vec<_>>()
    };
    let mut found: Vec<_> = thread::scope(|scope| {
        let threads: Vec<_> = (0..THREADS)
            .map(|thread| scope.spawn(move || learn(thread)))
            .collect();
        threads
            .into_iter()
            .flat_map(|thread| thread.join().unwrap())
            .collect()
    });
    found.sort_unstable();
    found.into_iter().map(|(_, epochs)| epochs).collect()
}

/// How many of the seeds learn the points; prints the row of the table.
fn learned(title: &str, set: PointSet, hidden: Vec<HiddenLayer>, epochs: u32) -> usize {
    let found = each_seed(set, &model(hidden), epochs);
    let mut learned: Vec<u32> = found.iter().copied().flatten().collect();
    learned.sort_unstable();
    let shown = |epochs: Option<&u32>| epochs.map_or("–".into(), u32::to_string);
    let count = learned.len();
    println!(
        "{title}: {count} of {SEEDS} seeds reach 97 % within {epochs} epochs; median {}, latest {}",
        shown(learned.get(count / 2)),
        shown(learned.last())
    );
    let by_seed: Vec<String> = found.iter().map(|epochs| shown(epochs.as_ref())).collect();
    println!("  by seed: {}", by_seed.join(" "));
    count
}

/// The reference is TensorFlow Playground: 17, 16, 16 and 4 of 20.
#[test]
fn narrow_networks_learn_what_the_unit_cannot_from_every_seed() {
    let narrow = |activation| vec![layer(4, activation), layer(2, activation)];
    let sigmoid = Activation::Sigmoid;
    let featured = vec![all_features(), layer(8, ELU), layer(8, ELU)];
    let rows = [
        ("XOR, 4-2", PointSet::Xor, narrow(ELU)),
        ("Circles, 4-2 sigmoids", PointSet::Circles, narrow(sigmoid)),
        ("Spiral, all features, 8-8", PointSet::Spiral, featured),
        ("Spiral, 8-8-8", PointSet::Spiral, vec![layer(8, ELU); 3]),
    ];
    for (title, set, hidden) in rows {
        assert_eq!(learned(title, set, hidden, 1000), 20, "{title}");
    }
}

#[test]
fn xor_is_beyond_the_unit() {
    assert_eq!(learned("XOR, a unit", PointSet::Xor, vec![], 300), 0);
}

#[test]
fn blobs_are_learned_by_the_unit_from_every_seed() {
    assert_eq!(learned("Blobs, a unit", PointSet::Blobs, vec![], 50), 20);
}
