//! Cross-validation of a logistic unit agrees with scikit-learn, fold by fold, and leaves a race as it was.
//!
//! The numbers come from `tests/reference/folds.py`, which deals the folds from the seed by itself.

use std::sync::Arc;

use gradual::data::dataset::{Dataset, Inputs};
use gradual::data::splits::folds::deal;
use gradual::learning::optimizer::Rule;
use gradual::pieces::initial::Initial;
use gradual::pieces::loss::Loss;
use gradual::pieces::shape::Shape;
use gradual::trainer::folds::{CrossValidation, FoldsConfig};
use gradual::trainer::grid::Setting;
use gradual::trainer::learner::Learner;
use gradual::trainer::race::Race;
use gradual::trainer::settings::ModelConfig;
use serde::Deserialize;

const TOLERANCE: f64 = 1e-5;

#[derive(Deserialize)]
struct Reference {
    seed: u32,
    train: usize,
    inputs: Vec<[f32; 2]>,
    labels: Vec<u8>,
    /// The fold of each training example.
    dealt: Vec<usize>,
    penalties: Vec<f64>,
    /// `[penalties, folds]`.
    losses: Vec<Vec<f64>>,
    accuracies: Vec<Vec<f64>>,
    means: Vec<f64>,
    deviations: Vec<f64>,
}

impl Reference {
    fn read() -> Self {
        serde_json::from_str(include_str!("reference/folds.json")).unwrap()
    }

    fn data(&self) -> Dataset {
        let inputs = Inputs::Values(self.inputs.as_flattened().to_vec());
        let labels = self.labels.clone();
        Dataset::new(inputs, Shape::Units(2), labels, 2, self.train).unwrap()
    }

    fn request(&self) -> FoldsConfig {
        FoldsConfig {
            setting: Setting::L2,
            values: self.penalties.clone(),
            folds: self.losses[0].len(),
            epochs: 500,
        }
    }
}

fn unit() -> ModelConfig {
    ModelConfig {
        name: "Logistic unit".into(),
        learner: Learner::Network,
        hidden: vec![],
        loss: Loss::CrossEntropy,
        initial: Initial::Zero,
        optimizer: Rule::Lbfgs,
        learning_rate: 0.1,
        batch_size: 10,
        l1: 0.0,
        l2: 0.0,
        augmentation: 0.0,
        clip: 0.0,
        frozen: Vec::new(),
    }
}

fn assert_near(what: &str, ours: f64, theirs: f64) {
    println!("{what}: {ours:.7} {theirs:.7}");
    assert!((ours - theirs).abs() < TOLERANCE, "{what}: {ours} {theirs}");
}

#[test]
fn folds_losses_and_spreads_are_those_of_scikit_learn() {
    let reference = Reference::read();
    let data = Arc::new(reference.data());
    let labels = &reference.labels[..reference.train];
    let folds = reference.losses[0].len();
    assert_eq!(deal(labels, folds, reference.seed), reference.dealt);

    let mut folds =
        CrossValidation::new(reference.request(), &unit(), &data, reference.seed).unwrap();
    assert!(folds.advance(usize::MAX).unwrap());
    for (i, candidate) in folds.candidates().iter().enumerate() {
        for (fold, score) in candidate.scores.iter().enumerate() {
            let score = score.expect("no run diverges");
            assert_near("loss", score.loss, reference.losses[i][fold]);
            assert_near(
                "accuracy",
                score.accuracy.unwrap(),
                reference.accuracies[i][fold],
            );
        }
        let loss = folds.loss(candidate).unwrap();
        assert_near("mean", loss.mean, reference.means[i]);
        assert_near("deviation", loss.deviation, reference.deviations[i]);
    }
    let lowest = |i: &usize, j: &usize| reference.means[*i].total_cmp(&reference.means[*j]);
    assert_eq!(folds.best(), (0..reference.means.len()).min_by(lowest));
}

/// What a cancelled cross-validation has done is gone with it.
#[test]
fn a_race_does_not_notice_it() {
    let reference = Reference::read();
    let models = [unit()];
    let [mut alone, mut beside] =
        [0, 1].map(|_| Race::new(reference.data(), &models, reference.seed).unwrap());
    alone.step(3).unwrap();
    beside.step(3).unwrap();
    let trainer = &beside.contenders()[0].trainer;
    let mut folds =
        CrossValidation::new(reference.request(), trainer.config(), beside.data(), 5).unwrap();
    assert!(!folds.advance(1000).unwrap() && folds.progress() > 0.0);
    drop(folds);
    alone.step(3).unwrap();
    beside.step(3).unwrap();
    let parameters = |race: &Race| race.contenders()[0].trainer.parameters().to_vec();
    assert_eq!(parameters(&alone), parameters(&beside));
}
