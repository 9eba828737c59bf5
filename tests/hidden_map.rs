//! The map of the last hidden layer: of whichever layers and data, in pieces, and with numbers for everything.

use std::sync::Arc;

use gradual::architecture::HiddenLayer;
use gradual::data::dataset::{Dataset, Inputs};
use gradual::insight::hidden_map::HiddenMap;
use gradual::learning::optimizer::Rule;
use gradual::pieces::activation::Activation;
use gradual::pieces::initial::Initial;
use gradual::pieces::loss::Loss;
use gradual::pieces::shape::{Picture, Shape};
use gradual::random::Random;
use gradual::trainer::learner::Learner;
use gradual::trainer::settings::ModelConfig;
use gradual::trainer::training::Trainer;

const CLASSES: usize = 4;

/// Pictures of 12 × 12 with a bright stripe whose place tells the class, in noise.
fn stripes(train: usize, held_out: usize) -> Arc<Dataset> {
    let mut random = Random::new(1);
    let count = train + held_out;
    let mut pixel = |i: usize| {
        let stripe = i % 144 / 12 / 3 == i / 144 % CLASSES;
        (random.unit() * 150.0 + if stripe { 40.0 } else { 0.0 }) as u8
    };
    let pixels = (0..count * 144).map(&mut pixel).collect();
    let labels = (0..count).map(|i| (i % CLASSES) as u8).collect();
    let picture = Shape::Picture(Picture {
        height: 12,
        width: 12,
        channels: 1,
    });
    let inputs = Inputs::pictures(pixels, 144);
    Arc::new(Dataset::new(inputs, picture, labels, CLASSES, train).unwrap())
}

fn trainer(hidden: Vec<HiddenLayer>, initial: Initial, data: &Arc<Dataset>) -> Trainer {
    let config = ModelConfig {
        name: "Model".into(),
        learner: Learner::Network,
        hidden,
        loss: Loss::CrossEntropy,
        initial,
        optimizer: Rule::Adam,
        learning_rate: 0.002,
        batch_size: 20,
        augmentation: 0.0,
        clip: 0.0,
        frozen: Vec::new(),
        l1: 0.0,
        l2: 0.0,
    };
    Trainer::new(config, Arc::clone(data), 1).unwrap()
}

fn dense(units: usize) -> Vec<HiddenLayer> {
    let activation = Activation::Relu;
    vec![HiddenLayer::Dense { units, activation }]
}

fn convolutional() -> Vec<HiddenLayer> {
    let convolution = HiddenLayer::Convolution {
        channels: 4,
        kernel: 5,
        stride: 1,
        padding: 2,
        activation: Activation::Relu,
    };
    vec![convolution, HiddenLayer::MaxPool { size: 2, stride: 2 }]
}

/// Works until there is another map.
fn round(map: &mut HiddenMap, trainer: &Trainer) {
    while !map.advance(trainer.model(), trainer.data()) {}
}

#[test]
fn training_moves_the_classes_apart() {
    let data = stripes(800, 200);
    for (hidden, units) in [(dense(16), 16), (convolutional(), 144), (vec![], CLASSES)] {
        let mut trainer = trainer(hidden, Initial::Glorot, &data);
        let mut map = HiddenMap::default();
        assert!((map.units(), map.explained_variance_ratio().len()) == (None, 0));
        round(&mut map, &trainer);
        assert_eq!(map.units(), Some(units));
        assert_eq!(map.examples().len(), 30 * CLASSES);
        let before = map.agreement().unwrap();
        assert!(map.is_current(trainer.model(), &data));
        trainer.step(200);
        assert!(!map.is_current(trainer.model(), &data));
        round(&mut map, &trainer);
        assert!(map.is_current(trainer.model(), &data));
        let after = map.agreement().unwrap();
        assert!(
            after > before && after > 0.95,
            "{units} units: {before} {after}"
        );
        let shares = map.explained_variance_ratio();
        assert!(
            shares.iter().all(|share| (0.05..1.0).contains(share)),
            "{shares:?}"
        );
    }
}

#[test]
fn an_example_of_the_map_is_placed_where_it_is() {
    let data = stripes(40, 50);
    for hidden in [dense(8), convolutional(), vec![]] {
        let mut trainer = trainer(hidden, Initial::Glorot, &data);
        let mut map = HiddenMap::default();
        let mut x = [0.5; 144];
        assert!(map.place(&x).unwrap().is_none());
        round(&mut map, &trainer);
        trainer.step(3);
        // A round under way has other weights; the map that is shown has its own.
        (0..3).for_each(|_| assert!(!map.advance(trainer.model(), &data)));
        for (i, &example) in map.examples().to_vec().iter().enumerate() {
            data.copy_input(example as usize, &mut x);
            let [x, y] = *map.place(&x).unwrap().unwrap();
            let expected = &map.places()[2 * i..2 * i + 2];
            assert!((x - expected[0]).abs() + (y - expected[1]).abs() < 1e-4);
        }
        assert!(map.place(&x[..9]).is_err());
    }
}

#[test]
fn weights_of_zero_put_all_examples_into_one_place() {
    let data = stripes(40, 50);
    let mut trainer = trainer(vec![], Initial::Zero, &data);
    let mut map = HiddenMap::default();
    round(&mut map, &trainer);
    assert!(map.places().iter().all(|&place| place == 0.0));
    assert_eq!(
        (map.explained_variance_ratio(), map.agreement()),
        (&[0.0, 0.0][..], None)
    );
    trainer.step(10);
    round(&mut map, &trainer);
    assert!(map.explained_variance_ratio()[0] > 0.0 && map.agreement().is_some());
}

#[test]
fn other_layers_and_other_data_are_taken_up_at_any_moment() {
    let (many, few) = (stripes(40, 150), stripes(9, 3));
    let none = stripes(9, 0);
    let mut map = HiddenMap::default();
    for pieces in [0, 1, 5, 9] {
        for (data, hidden, examples) in [
            (&many, dense(8), 120),
            (&few, dense(8), 3),
            (&few, convolutional(), 3),
            (&none, convolutional(), 0),
            (&many, dense(8), 120),
            (&many, vec![], 120),
        ] {
            let trainer = trainer(hidden, Initial::Glorot, data);
            while !map.is_current(trainer.model(), data) {
                map.advance(trainer.model(), data);
            }
            assert_eq!(map.examples().len(), examples);
            assert!(
                map.places().len() == 2 * examples && map.places().iter().all(|x| x.is_finite())
            );
            for _ in 0..pieces {
                map.advance(trainer.model(), data);
            }
        }
    }
}
