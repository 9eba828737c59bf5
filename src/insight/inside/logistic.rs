//! A sigmoid output on its own: the log-likelihood's derivative by the chain rule, and squared error beside cross-entropy.
//!
//! | | cross-entropy | squared error |
//! | --- | --- | --- |
//! | E | −t ln y − (1 − t) ln(1 − y) | ½ (y − t)² |
//! | ∂E/∂y | (1 − t) / (1 − y) − t / y | y − t |
//! | ∂y/∂z | y (1 − y) | y (1 − y) |
//! | δ = ∂E/∂z | y − t: the slope cancels | (y − t) y (1 − y) |
//!
//! LL = −E of cross-entropy, so that ∂LL/∂w = (t − y) x (the notes' gradient ascent).

use serde::Serialize;

use super::Inside;
use super::twin::terms;
use crate::error::{Result, in_list};
use crate::pieces::loss::Loss;
use crate::trainer::training::Trainer;

/// One error of the same output.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "page", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct ErrorOf {
    pub error: f64,
    /// ∂E/∂y.
    pub by_output: f64,
    /// ∂E/∂z.
    pub delta: f64,
}

/// A sigmoid output with both errors.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "page", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct LogisticOutput {
    pub z: f64,
    pub y: f64,
    pub target: f64,
    /// ∂y/∂z = y (1 − y).
    pub slope: f64,
    pub entropy: ErrorOf,
    pub square: ErrorOf,
    /// The first value that it reads, and ∂LL/∂w = (t − y) x of the weight there.
    pub input: f64,
    pub by_weight: f64,
}

impl Inside {
    /// One output of the pass; none where it is no sigmoid of its own.
    pub fn logistic(&self, trainer: &Trainer, output: usize) -> Result<Option<LogisticOutput>> {
        let levels = self.levels(trainer)?;
        let outputs = &levels[levels.len() - 1];
        in_list("The output", output, outputs.z.len())?;
        let network = trainer.network();
        let is_sigmoid = network.loss().output_name(outputs.z.len()) == "sigmoid";
        let (z, t) = (outputs.z[output], self.target(output));
        let input = levels[levels.len() - 2].h[0];
        Ok(is_sigmoid.then(|| LogisticOutput::of(z.into(), t, input.into())))
    }
}

impl LogisticOutput {
    /// From the total input z, a target from 0 to 1, and a value that it reads.
    pub fn of(z: f64, target: f32, input: f64) -> Self {
        let t = f64::from(target);
        let tail = libm::exp(-z.abs()); // of the smaller of y and 1 − y, so that neither is lost beside 1
        let [small, large] = [tail, 1.0].map(|part| part / (1.0 + tail));
        let (y, rest) = if z > 0.0 {
            (large, small)
        } else {
            (small, large)
        };
        let slope = y * rest;
        let error = |loss| terms(loss, &[z], &[target])[0];
        Self {
            z,
            y,
            target: t,
            slope,
            entropy: ErrorOf {
                error: error(Loss::CrossEntropy),
                by_output: (1.0 - t) / rest - t / y,
                delta: y - t,
            },
            square: ErrorOf {
                error: error(Loss::SquaredError),
                by_output: y - t,
                delta: (y - t) * slope,
            },
            input,
            by_weight: (t - y) * input,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_chain_rule_gives_each_delta(z in -15.0..15.0_f64, t in 0.0..1.0_f32) {
            let LogisticOutput { slope, entropy, square, .. } = LogisticOutput::of(z, t, 1.0);
            for ErrorOf { by_output, delta, .. } in [entropy, square] {
                prop_assert!((by_output * slope - delta).abs() < 1e-9);
            }
            let step = 1e-5;
            let [high, low] = [z + step, z - step].map(|z| LogisticOutput::of(z, t, 1.0));
            for (high, low, delta) in [
                (high.entropy.error, low.entropy.error, entropy.delta),
                (high.square.error, low.square.error, square.delta),
            ] {
                prop_assert!(((high - low) / (2.0 * step) - delta).abs() < 1e-6);
            }
        }
    }
}
