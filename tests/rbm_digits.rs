//! Restricted Boltzmann machines on real digits: scikit-learn's example, and MNIST.

use std::sync::Arc;
use std::thread;

use common::{digits, held_out_accuracy};
use gradual::data::dataset::{Dataset, Inputs};
use gradual::learning::rbm::pseudo_likelihood::Bits;
use gradual::trainer::rbm::config::RbmConfig;
use gradual::trainer::rbm::duel::{BoutConfig, Duel, DuelConfig};
use gradual::trainer::rbm::examples::Examples;
use gradual::trainer::rbm::stack::{Stack, StackLayer};
use gradual::trainer::rbm::training::RbmTrainer;
use gradual::{ModelConfig, Race, Rule, Shape};
use serde::Deserialize;

mod common;

/// What `tests/reference/rbm.py` writes of scikit-learn's example.
#[derive(Deserialize)]
struct Reference {
    held_out: Vec<usize>,
    pseudo_likelihoods: Vec<f64>,
    accuracy: f64,
}

/// Digits of 8 × 8 pixels, each five times, as it is and moved by a pixel, brought to 0 … 1; and their labels.
fn nudged() -> (Vec<f32>, Vec<u8>) {
    let file = include_bytes!("reference/digits8x8.bin");
    let count = file.len() / (64 * 5 / 8 + 1);
    let bit = |i: usize| file[i / 8] >> (7 - i % 8) & 1;
    let pixel = |i: usize| (0..5).fold(0, |value, k| 2 * value + bit(5 * i + k));
    let pixels: Vec<f32> = (0..64 * count).map(|i| pixel(i).into()).collect();
    let mut rows = Vec::new();
    for (down, right) in [(0, 0), (1, 0), (0, 1), (0, -1), (-1, 0)] {
        for digit in pixels.chunks_exact(64) {
            let moved = |i: i32| {
                let (y, x) = (i / 8 + down, i % 8 + right);
                let is_inside = (0..8).contains(&y) && (0..8).contains(&x);
                if is_inside {
                    digit[(8 * y + x) as usize]
                } else {
                    0.0
                }
            };
            rows.extend((0..64).map(moved));
        }
    }
    scale(&mut rows);
    (rows, file[64 * 5 / 8 * count..].repeat(5))
}

/// Each pixel from its least value to its largest becomes 0 to 1.
fn scale(rows: &mut [f32]) {
    for pixel in 0..64 {
        let column = || rows.iter().skip(pixel).step_by(64).copied();
        let (low, high) = (
            column().fold(f32::MAX, f32::min),
            column().fold(f32::MIN, f32::max),
        );
        let width = if high > low { high - low } else { 1.0 };
        let values = rows.iter_mut().skip(pixel).step_by(64);
        values.for_each(|value| *value = (*value - low) / width);
    }
}

/// The rows of some examples.
fn pick<T: Copy>(values: &[T], width: usize, examples: &[usize]) -> Vec<T> {
    let row = |&example: &usize| values[example * width..][..width].to_vec();
    examples.iter().flat_map(row).collect()
}

#[test]
fn the_curve_and_the_classifier_are_those_of_scikit_learn() {
    let reference: Reference = serde_json::from_str(include_str!("reference/rbm.json")).unwrap();
    let (rows, labels) = nudged();
    let train: Vec<usize> = (0..labels.len())
        .filter(|row| reference.held_out.binary_search(row).is_err())
        .collect();
    assert_eq!((train.len(), reference.held_out.len()), (7188, 1797));
    let config = RbmConfig {
        learning_rate: 0.06,
        batch_size: 10,
        persistent: true,
        momentum: 0.0,
        later_momentum: 0.0,
        l2: 0.0,
        ..RbmConfig::default()
    };
    let examples = Examples::new(pick(&rows, 64, &train), 64).unwrap();
    let mut trainer = RbmTrainer::new(config, examples.clone(), 1).unwrap();
    let mut first = trainer.parameters().to_vec();
    first[6400..].fill(0.0); // scikit-learn begins with biases of 0
    trainer.set_parameters(&first).unwrap();
    for (pass, expected) in reference.pseudo_likelihoods.iter().enumerate() {
        trainer.step_epoch();
        let bits = Bits::Sampled { seed: pass as u32 };
        let found = trainer
            .machine()
            .pseudo_likelihood(&examples.rows(), bits)
            .unwrap();
        println!(
            "pass {}: pseudo-likelihood {found:.2}, scikit-learn {expected}",
            pass + 1
        );
        assert!(
            (found - expected).abs() < 0.4,
            "pass {}: {found} {expected}",
            pass + 1
        );
    }
    let order = [train.as_slice(), &reference.held_out].concat();
    let features = trainer.machine().features(&pick(&rows, 64, &order));
    let accuracy = softmax_regression(features, pick(&labels, 1, &order), train.len());
    println!(
        "softmax regression on hidden units: {accuracy:.4}, scikit-learn {}",
        reference.accuracy
    );
    assert!(accuracy >= 0.93, "{accuracy}");
}

/// The held-out accuracy of softmax regression with C = 6000, by L-BFGS.
fn softmax_regression(features: Vec<f32>, labels: Vec<u8>, train: usize) -> f64 {
    let width = features.len() / labels.len();
    let data = Dataset::new(
        Inputs::Values(features),
        Shape::Units(width),
        labels,
        10,
        train,
    )
    .unwrap();
    let config = ModelConfig {
        optimizer: Rule::Lbfgs,
        l2: 1.0 / (6000.0 * train as f32),
        ..ModelConfig::default()
    };
    let mut race = Race::new(data, &[config], 1).unwrap();
    race.step(400).unwrap();
    race.evaluate(usize::MAX);
    held_out_accuracy(&race)
}

/// 10,000 digits to learn from, and 10,000 others.
fn mnist() -> [Examples; 2] {
    let data = Arc::new(digits(6));
    let (train, all) = (data.train_count(), data.count());
    [0..train, train..all].map(|part| Examples::of(&data, part).unwrap())
}

/// The first rows.
fn some(examples: &Examples, count: usize) -> Vec<f32> {
    examples.part(0..count).into_owned()
}

#[test]
fn ten_epochs_of_ten_thousand_digits() {
    let [train, test] = mnist();
    let mut trainer = RbmTrainer::new(RbmConfig::default(), train.clone(), 1).unwrap();
    let clock = std::time::Instant::now();
    (0..10).for_each(|_| trainer.step_epoch());
    println!("ten epochs in {:.1} s", clock.elapsed().as_secs_f32());
    let machine = trainer.machine();
    let error = machine.reconstruction_error(&test.rows());
    let likelihood = machine
        .pseudo_likelihood(&some(&test, 2000), Bits::All)
        .unwrap();
    let gap = machine.mean_free_energy(&test.rows()) - machine.mean_free_energy(&train.rows());
    println!(
        "reconstruction error {error:.2}, pseudo-likelihood {likelihood:.2}, free-energy gap {gap:.2}"
    );
    assert!(error <= 11.0 && likelihood >= -82.0 && gap < 10.0);
}

#[test]
fn sixteen_units_by_persistent_chains() {
    let [train, test] = mnist();
    let config = RbmConfig {
        hidden: 16,
        learning_rate: 0.01,
        persistent: true,
        later_momentum: 0.5,
        centred: true,
        ..RbmConfig::default()
    };
    let mut trainer = RbmTrainer::new(config, train, 1).unwrap();
    (0..15).for_each(|_| trainer.step_epoch());
    let clock = std::time::Instant::now();
    let log_z = trainer.machine().log_z().unwrap();
    let took = clock.elapsed().as_secs_f32();
    let likelihood = trainer.machine().mean_log_likelihood(&test.rows(), log_z);
    println!("log-likelihood of test digits {likelihood:.2}; ln Z {log_z:.2} in {took:.2} s");
    assert!(likelihood >= -163.0);
}

/// What the free energies of digits learned and of others tell: 500 digits are known by heart.
#[test]
fn few_digits_are_remembered() {
    let [train, test] = mnist();
    let gap = |count: usize, epochs: usize| {
        let config = RbmConfig {
            hidden: 200,
            ..RbmConfig::default()
        };
        let examples = Examples::new(some(&train, count), 784).unwrap();
        let mut trainer = RbmTrainer::new(config, examples.clone(), 1).unwrap();
        (0..epochs).for_each(|_| trainer.step_epoch());
        let machine = trainer.machine();
        machine.mean_free_energy(&some(&test, 2000)) - machine.mean_free_energy(&examples.rows())
    };
    let (few, many) = (gap(500, 50), gap(10_000, 3));
    println!("free-energy gap: {few:.1} with 500 digits, {many:.1} with 10,000");
    assert!(few > 10.0 * many.max(1.0), "{few} {many}");
}

/// A deep belief network of 784-100-200 with ten labels on top reads digits, and most of what it dreams of a label is that digit to it: of ten
/// labels, chance would find 20 of 200.
#[test]
fn a_network_that_dreams_knows_its_dreams() {
    let data = Arc::new(digits(6));
    let train = Examples::of(&data, 0..data.train_count()).unwrap();
    let low = RbmConfig::default();
    let top = RbmConfig {
        hidden: 200,
        learning_rate: 0.02,
        later_momentum: 0.5,
        persistent: true,
        ..RbmConfig::default()
    };
    let layers = [(low, 3), (top, 8)].map(|(machine, epochs)| StackLayer { machine, epochs });
    let labels = Some((&data.labels()[..train.count()], 10));
    let mut stack = Stack::new(layers.to_vec(), train, labels, 1).unwrap();
    while !stack.is_done() {
        stack.step().unwrap();
    }
    let net = stack.network().unwrap();
    let read = |picture: &[f32]| {
        let p = net.recognise(picture).unwrap();
        (0..10).max_by(|&i, &j| p[i].total_cmp(&p[j])).unwrap()
    };
    let first = data.train_count();
    let test = Examples::of(&data, first..first + 1000).unwrap();
    let is_right = |&i: &usize| read(&test.row(i)) == usize::from(data.labels()[first + i]);
    let right = (0..1000).filter(is_right).count();
    let known: usize = (0..10)
        .map(|label| {
            let mut dreams = net.dreams(20, Some(label), 1).unwrap();
            net.dream(&mut dreams, 100);
            let pictures = net.down(dreams.shown());
            pictures
                .chunks_exact(784)
                .filter(|picture| read(picture) == label)
                .count()
        })
        .sum();
    println!("{right} of 1,000 test digits are read, and {known} of 200 dreams");
    assert!(right >= 850 && known >= 100, "{right} {known}");
}

/// With and without pre-training on 10,000 digits without labels: 784-200-200-10, of which some hundred labels are known.
/// Few labels: it pays; many: little.
#[test]
fn pre_training_pays_where_labels_are_few() {
    let data = Arc::new(digits(6));
    let duels = thread::scope(|scope| {
        let duels = |seeds: &[u32]| {
            seeds
                .iter()
                .map(|&seed| duel(seed, data.clone()))
                .collect::<Vec<_>>()
        };
        let threads =
            [[1, 2, 3].as_slice(), &[4, 5]].map(|seeds| scope.spawn(move || duels(seeds)));
        threads.map(|thread| thread.join().unwrap()).concat()
    });
    let mean = |i: usize| duels.iter().map(|gains| gains[i]).sum::<f64>() / duels.len() as f64;
    let (few, many) = (mean(0), mean(1));
    println!("gains: {few:.2} points with 300 labels, {many:.2} with 1,000");
    assert!(few >= 2.5 && many >= 1.5, "{few} {many}");
}

/// What pre-training gains with 300 labels and with 1,000, in points.
fn duel(seed: u32, data: Arc<Dataset>) -> Vec<f64> {
    let bouts = [(300, 30), (1000, 15)].map(|(labels, epochs)| BoutConfig { labels, epochs });
    let config = DuelConfig {
        bouts: bouts.into(),
        seeds: 1,
        ..DuelConfig::default()
    };
    let mut duel = Duel::new(data, config, seed).unwrap();
    while !duel.is_done() {
        duel.step().unwrap();
    }
    println!("seed {seed}: {:.2?}", duel.bouts());
    duel.bouts().iter().map(|bout| bout.gain.unwrap()).collect()
}
