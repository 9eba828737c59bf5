//! Whether a model is right as often as it is sure (Guo, Pleiss, Sun and Weinberger 2017, §2).

use serde::Serialize;

use crate::trainer::predictions::Predictions;

/// Bins of equal width from 0 to 1.
pub const BINS: usize = 10;

/// Examples of which the model was about equally sure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "page", derive(tsify::Tsify))]
pub struct Bin {
    pub count: u32,
    /// Mean probability of the predicted classes; 0 where there are no examples.
    pub confidence: f64,
    /// Share that was classified right; 0 where there are no examples.
    pub accuracy: f64,
}

/// The numbers of a reliability diagram.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "page", derive(tsify::Tsify))]
pub struct Calibration {
    /// The expected calibration error: Σ (count / examples) · |accuracy − confidence| over the bins.
    pub error: f64,
    /// Bin m holds the confidences in (m / 10, (m + 1) / 10].
    pub bins: [Bin; BINS],
}

impl Calibration {
    pub fn new(predictions: &Predictions) -> Self {
        let mut bins = [Bin::default(); BINS];
        for example in predictions.examples() {
            let confidence = f64::from(predictions.confidence(example));
            let bin = &mut bins[place(confidence)];
            bin.count += 1;
            bin.confidence += confidence;
            bin.accuracy += f64::from(u8::from(predictions.is_right(example)));
        }
        let mut error = 0.0;
        for bin in bins.iter_mut().filter(|bin| bin.count > 0) {
            bin.confidence /= f64::from(bin.count);
            bin.accuracy /= f64::from(bin.count);
            error += f64::from(bin.count) * (bin.accuracy - bin.confidence).abs();
        }
        Self {
            error: error / predictions.count() as f64,
            bins,
        }
    }
}

/// The bin of a confidence; a number beyond 0 to 1, as linear outputs can be, counts to the nearest.
fn place(confidence: f64) -> usize {
    let bin = (confidence * BINS as f64).ceil() as usize;
    bin.saturating_sub(1).min(BINS - 1)
}
