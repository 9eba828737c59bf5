//! How good a model is on held-out examples, class by class.

use serde::Serialize;

use super::calibration::Calibration;
use crate::trainer::predictions::Predictions;

/// z of a 95 % interval: the normal distribution has 97.5 % below it.
const Z_95: f64 = 1.959_963_984_540_054;

/// How well one class is told from the others.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "page", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct ClassScore {
    /// Of the examples taken for this class, the share that is; none where none are.
    pub precision: Option<f64>,
    /// Of the examples of this class, the share taken for it; none where there are none.
    pub recall: Option<f64>,
    /// 2 · precision · recall / (precision + recall), their harmonic mean; 0 where both are 0.
    pub f1: f64,
    /// How many examples are of this class.
    pub support: u32,
}

/// A model judged by what it predicted of examples it has not learned from.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "page", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Judgement {
    pub examples: u32,
    /// Share that was classified right, 0 to 1.
    pub accuracy: f64,
    /// The 95 % interval of the accuracy by Wilson (1927), and half its width.
    pub low: f64,
    pub high: f64,
    pub margin: f64,
    /// Examples of each true class (row) taken for each class (column), `[classes, classes]`.
    pub confusion: Vec<u32>,
    /// The true class and the predicted class of the most common mistake; the first of several.
    pub most_confused: Option<[usize; 2]>,
    pub classes: Vec<ClassScore>,
    /// Means over the classes of which there are examples, each counting the same; 0 for one that no example is taken for.
    pub precision: f64,
    pub recall: f64,
    pub calibration: Calibration,
}

impl Judgement {
    /// `None` where there is nothing to judge by.
    pub fn new(predictions: &Predictions) -> Option<Self> {
        let examples = u32::try_from(predictions.count()).ok().filter(|&n| n > 0)?;
        let classes = predictions.classes();
        let confusion = confusion(predictions);
        let scores: Vec<ClassScore> = (0..classes)
            .map(|class| class_score(&confusion, classes, class))
            .collect();
        let right: u32 = confusion.iter().step_by(classes + 1).sum();
        let accuracy = f64::from(right) / f64::from(examples);
        let (low, high) = wilson(accuracy, f64::from(examples));
        let seen = || scores.iter().filter(|class| class.support > 0);
        let mean = |of: fn(&ClassScore) -> Option<f64>| {
            seen().map(|class| of(class).unwrap_or(0.0)).sum::<f64>() / seen().count() as f64
        };
        Some(Self {
            examples,
            accuracy,
            low,
            high,
            margin: (high - low) / 2.0,
            precision: mean(|class| class.precision),
            recall: mean(|class| class.recall),
            calibration: Calibration::new(predictions),
            most_confused: most_confused(&confusion, classes),
            confusion,
            classes: scores,
        })
    }
}

/// How often each class (rows) of the held-out examples was taken for each class (columns), `[classes, classes]`.
pub fn confusion(predictions: &Predictions) -> Vec<u32> {
    let classes = predictions.classes();
    let mut counts = vec![0; classes * classes];
    for example in predictions.examples() {
        counts[predictions.label(example) * classes + predictions.said(example)] += 1;
    }
    counts
}

fn most_confused(confusion: &[u32], classes: usize) -> Option<[usize; 2]> {
    let cells = (0..confusion.len()).map(|cell| [cell / classes, cell % classes]);
    let mistakes = cells
        .zip(confusion)
        .filter(|([label, predicted], count)| label != predicted && **count > 0);
    // Of equals `max_by_key` takes the last.
    let most = mistakes.rev().max_by_key(|(_, count)| **count);
    most.map(|(cell, _)| cell)
}

fn class_score(confusion: &[u32], classes: usize, class: usize) -> ClassScore {
    let right = f64::from(confusion[class * (classes + 1)]);
    let support: u32 = confusion[class * classes..][..classes].iter().sum();
    let predicted: u32 = confusion[class..].iter().step_by(classes).sum();
    let (precision, recall) = (share(right, predicted.into()), share(right, support.into()));
    let [p, r] = [precision, recall].map(|share| share.unwrap_or(0.0));
    ClassScore {
        precision,
        recall,
        f1: share(2.0 * p * r, p + r).unwrap_or(0.0),
        support,
    }
}

/// `part / whole`; none of nothing.
fn share(part: f64, whole: f64) -> Option<f64> {
    (whole != 0.0).then(|| part / whole)
}

/// Where the true share lies in 95 of 100 cases when a share `p` of `n` was seen (Wilson 1927):
/// (p + z²/2n ± z √(p (1 − p) / n + z²/4n²)) / (1 + z²/n).
fn wilson(p: f64, n: f64) -> (f64, f64) {
    let z = Z_95 * Z_95 / n;
    let (middle, scale) = (p + z / 2.0, 1.0 + z);
    let reach = (z * (p * (1.0 - p) + z / 4.0)).sqrt();
    ((middle - reach) / scale, (middle + reach) / scale)
}
