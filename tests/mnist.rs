//! Models on real digits: every sixth MNIST training picture or all of them, judged by all 10,000 test pictures.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use common::{digits, held_out_accuracy};
use gradual::architecture::HiddenLayer;
use gradual::insight::judgement::Judgement;
use gradual::learning::optimizer::Rule;
use gradual::pieces::activation::Activation;
use gradual::pieces::initial::Initial;
use gradual::pieces::loss::Loss;
use gradual::trainer::baseline::Baselines;
use gradual::trainer::learner::Learner;
use gradual::trainer::race::Race;
use gradual::trainer::settings::ModelConfig;

mod common;

fn model(hidden: Vec<HiddenLayer>, initial: Initial) -> ModelConfig {
    ModelConfig {
        name: "Model".into(),
        learner: Learner::Network,
        hidden,
        loss: Loss::CrossEntropy,
        initial,
        optimizer: Rule::Adam,
        learning_rate: 0.002,
        batch_size: 32,
        l1: 0.0,
        l2: 0.0,
        augmentation: 0.0,
        clip: 0.0,
        frozen: Vec::new(),
    }
}

#[test]
fn three_epochs_reach_89_and_92_and_a_half_percent() {
    let softmax = model(vec![], Initial::Zero);
    let hidden = vec![HiddenLayer::Dense {
        units: 128,
        activation: Activation::Relu,
    }];
    let network = model(hidden, Initial::He);
    let mut race = Race::new(digits(6), &[softmax, network], 1).unwrap();
    (0..3).for_each(|_| race.step_epoch());
    race.evaluate(usize::MAX);
    let scores = race
        .contenders()
        .iter()
        .map(|contender| contender.scores.held_out.unwrap());
    let accuracies: Vec<f64> = scores.map(|score| score.accuracy.unwrap()).collect();
    println!(
        "test accuracy after 3 epochs: softmax {:.4}, network {:.4}",
        accuracies[0], accuracies[1]
    );
    assert!(
        accuracies[0] >= 0.89 && accuracies[1] >= 0.925,
        "{accuracies:?}"
    );
}

/// The models of the page and the weights it ships belong together: where one of them changes, this fails until
/// `cargo xtask pretrain` has made new weights.
#[test]
fn the_shipped_weights_fit_the_models_of_the_page_and_read_the_test_set() {
    let page = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("www/digits");
    let models = fs::read_to_string(page.join("models.json")).unwrap();
    let models: Vec<ModelConfig> = serde_json::from_str(&models).unwrap();
    let mut race = Race::new(digits(6), &models, 1).unwrap();
    for (model, name) in ["softmax", "network", "convolutional"].iter().enumerate() {
        let file = fs::read(page.join(format!("weights/{name}.weights"))).unwrap();
        race.set_weights(model, &file).unwrap();
    }
    race.evaluate(usize::MAX);
    for (contender, least) in race.contenders().iter().zip([0.92, 0.985, 0.992]) {
        let accuracy = contender.scores.held_out.unwrap().accuracy.unwrap();
        println!(
            "{}: {accuracy:.4} of the test set",
            contender.trainer.config().name
        );
        assert!(accuracy >= least, "{accuracy}");
    }
}

#[test]
fn naive_bayes_reaches_79_and_81_percent_and_with_all_digits_81_and_84() {
    for (step, gaussian, bernoulli) in [(6, 0.795, 0.815), (1, 0.812, 0.841)] {
        let data = Arc::new(digits(step));
        let mut baselines = Baselines::new(&data);
        while !baselines.advance(1000) {}
        let judge = |i: usize| Judgement::new(baselines.models()[i].predictions()).unwrap();
        let accuracies = [0, 1].map(|i| judge(i).accuracy);
        println!(
            "naive Bayes: Gaussian {:.4}, Bernoulli {:.4}",
            accuracies[0], accuracies[1]
        );
        assert!(
            accuracies[0] >= gaussian && accuracies[1] >= bernoulli,
            "{accuracies:?}"
        );
    }
}

/// Nielsen's reader of digits, Neural Networks and Deep Learning, chapter 1: he prints 91.29, 92.95 and 93.48 % after the first
/// three epochs, and 95.42 % as the best of thirty.
#[test]
fn nielsens_reader_of_digits_goes_as_he_prints_it() {
    let hidden = vec![HiddenLayer::Dense {
        units: 30,
        activation: Activation::Sigmoid,
    }];
    let nielsen = ModelConfig {
        loss: Loss::SquaredError,
        optimizer: Rule::Sgd,
        learning_rate: 3.0,
        batch_size: 10,
        ..model(hidden, Initial::Normal)
    };
    let mut race = Race::new(digits(1), &[nielsen], 1).unwrap();
    let accuracies: Vec<f64> = (0..30)
        .map(|_| {
            race.step_epoch();
            race.evaluate(usize::MAX);
            held_out_accuracy(&race)
        })
        .collect();
    println!("Nielsen's network after each epoch: {accuracies:.4?}");
    let best = accuracies.iter().copied().fold(0.0, f64::max);
    assert!((0.88..0.93).contains(&accuracies[0]), "{}", accuracies[0]);
    assert!((0.945..0.96).contains(&best), "{best}");
}
