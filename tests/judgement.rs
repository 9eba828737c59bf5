//! Confusion, precision, recall, calibration and mistakes, as scikit-learn and SciPy find them.
//!
//! The numbers come from `tests/reference/judgement.py`.

use gradual::data::dataset::{Dataset, Inputs};
use gradual::insight::calibration::Bin;
use gradual::insight::judgement::{ClassScore, Judgement};
use gradual::insight::mistakes::{behind, worst};
use gradual::pieces::shape::Shape;
use gradual::trainer::predictions::Predictions;
use serde::Deserialize;

#[derive(Deserialize)]
struct Reference {
    labels: Vec<u8>,
    probabilities: Vec<[f32; 4]>,
    confusion: Vec<u32>,
    most_confused: [usize; 2],
    precision: Vec<f64>,
    recall: Vec<f64>,
    f1: Vec<f64>,
    support: Vec<u32>,
    accuracy: f64,
    interval: [f64; 2],
    bins: Vec<(u32, f64, f64)>,
    calibration_error: f64,
    mistakes: Vec<u32>,
}

fn reference() -> Reference {
    serde_json::from_str(include_str!("reference/judgement.json")).unwrap()
}

/// The reference's probabilities as a sweep would have kept them, in two pieces.
fn predictions(reference: &Reference) -> Predictions {
    let labels = [&[0, 1], reference.labels.as_slice()].concat();
    let inputs = Inputs::Values(vec![0.0; labels.len()]);
    let data = Dataset::new(inputs, Shape::Units(1), labels, 4, 2).unwrap();
    let mut predictions = Predictions::new(&data);
    let pieces = reference.probabilities.chunks(300);
    for (y, labels) in pieces.zip(reference.labels.chunks(300)) {
        predictions.push(y.as_flattened(), labels);
    }
    predictions
}

fn assert_close(ours: f64, expected: f64) {
    assert!((ours - expected).abs() < 1e-12, "{ours} {expected}");
}

fn assert_all_close(ours: &[ClassScore], of: fn(&ClassScore) -> f64, expected: &[f64]) {
    assert_eq!(ours.len(), expected.len());
    let pairs = ours.iter().map(of).zip(expected);
    pairs.for_each(|(ours, &expected)| assert_close(ours, expected));
}

#[test]
fn scores_are_those_of_scikit_learn() {
    let expected = reference();
    let judgement = Judgement::new(&predictions(&expected)).unwrap();
    assert_eq!(judgement.examples, 400);
    assert_eq!(judgement.confusion, expected.confusion);
    assert_eq!(judgement.most_confused, Some(expected.most_confused));
    assert_all_close(
        &judgement.classes,
        |class| class.precision.unwrap_or(0.0),
        &expected.precision,
    );
    assert_all_close(
        &judgement.classes,
        |class| class.recall.unwrap(),
        &expected.recall,
    );
    assert_all_close(&judgement.classes, |class| class.f1, &expected.f1);
    let support: Vec<u32> = judgement
        .classes
        .iter()
        .map(|class| class.support)
        .collect();
    assert_eq!(support, expected.support);
    assert_close(
        judgement.precision,
        expected.precision.iter().sum::<f64>() / 4.0,
    );
    assert_close(judgement.recall, expected.recall.iter().sum::<f64>() / 4.0);
    assert_close(judgement.accuracy, expected.accuracy);
    assert_close(judgement.low, expected.interval[0]);
    assert_close(judgement.high, expected.interval[1]);
}

#[test]
fn calibration_is_that_of_scikit_learn() {
    let expected = reference();
    let calibration = Judgement::new(&predictions(&expected)).unwrap().calibration;
    let filled: Vec<Bin> = calibration
        .bins
        .into_iter()
        .filter(|bin| bin.count > 0)
        .collect();
    assert_eq!(filled.len(), expected.bins.len());
    for (ours, (count, confidence, accuracy)) in filled.into_iter().zip(expected.bins) {
        assert_eq!(ours.count, count);
        assert_close(ours.confidence, confidence);
        assert_close(ours.accuracy, accuracy);
    }
    assert_close(calibration.error, expected.calibration_error);
}

#[test]
fn the_examples_behind_the_numbers_come_surest_first() {
    let expected = reference();
    let predictions = predictions(&expected);
    assert_eq!(worst(&predictions, 12), expected.mistakes[..12]);
    assert_eq!(worst(&predictions, 1000), expected.mistakes);
    for (cell, &count) in expected.confusion.iter().enumerate() {
        assert_eq!(
            behind(&predictions, cell / 4, cell % 4).len(),
            count as usize
        );
    }
    let of_two =
        |i: &&u32| expected.labels[**i as usize] == 2 && predictions.said(**i as usize) == 0;
    let taken: Vec<u32> = expected.mistakes.iter().filter(of_two).copied().collect();
    assert_eq!(behind(&predictions, 2, 0), taken);
}

#[test]
fn without_examples_there_is_no_judgement() {
    let mut predictions = predictions(&reference());
    predictions.clear();
    assert_eq!(Judgement::new(&predictions), None);
}

/// A class that no held-out example is of can't be judged, and takes nothing from the others.
#[test]
fn a_class_without_examples_is_left_out_of_the_means() {
    let labels = [[0, 1, 2].as_slice(), &[0; 60], &[1; 60]].concat();
    let inputs = Inputs::Values(vec![0.0; labels.len()]);
    let data = Dataset::new(inputs, Shape::Units(1), labels.clone(), 3, 3).unwrap();
    let mut predictions = Predictions::new(&data);
    let held_out = &labels[3..];
    let sure = |&label: &u8| std::array::from_fn(|class| f32::from(class == usize::from(label)));
    let y: Vec<[f32; 3]> = held_out.iter().map(sure).collect();
    predictions.push(y.as_flattened(), held_out);
    let judgement = Judgement::new(&predictions).unwrap();
    assert_eq!([judgement.precision, judgement.recall], [1.0, 1.0]);
    let ClassScore {
        precision, recall, ..
    } = judgement.classes[2];
    assert_eq!([precision, recall], [None, None]);
}
