//! The examples behind a number: those of one class taken for another, and the worst mistakes of all.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::trainer::predictions::Predictions;

/// The examples of class `label` that were taken for class `predicted`, the surest first, counted from the first one held out.
pub fn behind(predictions: &Predictions, label: usize, predicted: usize) -> Vec<u32> {
    surest_first(predictions, |example| {
        (predictions.label(example), predictions.said(example)) == (label, predicted)
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
    // Bits of positive numbers are in the numbers' order. A heap is a tenth of the code that the library's sorts are.
    let sureness = |example: usize| Reverse(predictions.confidence(example).max(0.0).to_bits());
    let chosen = predictions.examples().filter(|&example| counts(example));
    let heap: BinaryHeap<_> = chosen
        .map(|example| (sureness(example), example as u32))
        .collect();
    let sorted = heap.into_sorted_vec().into_iter();
    sorted.map(|(_, example)| example).collect()
}
