//! The examples behind a number: those of one class taken for another, and the worst mistakes of all.

use crate::trainer::predictions::Predictions;

/// The examples of class `label` that were taken for class `said`, the surest first, counted from the first one held out.
pub fn behind(predictions: &Predictions, label: usize, said: usize) -> Vec<u32> {
    surest_first(predictions, |example| {
        (predictions.label(example), predictions.said(example)) == (label, said)
    })
}

/// The mistakes that the model was surest of, at most `most`, the surest first, counted from the first example held out.
pub fn worst(predictions: &Predictions, most: usize) -> Vec<u32> {
    let mut mistakes = surest_first(predictions, |example| !predictions.is_right(example));
    mistakes.truncate(most);
    mistakes
}

/// Some examples by falling confidence; equally sure ones in their order.
fn surest_first(predictions: &Predictions, counts: impl Fn(usize) -> bool) -> Vec<u32> {
    let mut examples: Vec<usize> = predictions.examples().filter(|&i| counts(i)).collect();
    let confidence = |&example: &usize| predictions.confidence(example);
    examples.sort_by(|a, b| confidence(b).total_cmp(&confidence(a)));
    examples.into_iter().map(|example| example as u32).collect()
}
