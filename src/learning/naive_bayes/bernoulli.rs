//! Bernoulli naive Bayes: in each class every input is either on or off, with a probability of its own.

use super::{NaiveBayes, log_priors};

/// An input is on above this.
const THRESHOLD: f32 = 0.5;

/// α: that many examples with the input on, and as many with it off, are added to those of each class (Laplace 1814), so
/// that no probability is 0.
const ALPHA: f64 = 1.0;

/// ln P(x | k) = Σᵢ bᵢ ln pₖᵢ + (1 − bᵢ) ln(1 − pₖᵢ), where bᵢ is 1 for xᵢ > ½, else 0, and pₖᵢ = (examples of class k
/// with input i on + α) / (examples of class k + 2α), with α = 1 (Manning, Raghavan and Schütze 2008, §13.3).
///
/// ```
/// use gradual::learning::naive_bayes::{NaiveBayes, bernoulli::Bernoulli};
///
/// let mut model = Bernoulli::new(2, 2);
/// model.observe(&[1.0, 0.0], 0); // class 0 has its first input on
/// model.observe(&[0.0, 1.0], 1);
/// model.fit();
/// let mut joint = [0.0; 2];
/// model.log_joint(&[1.0, 0.0], &mut joint);
/// assert!(joint[0] > joint[1]);
/// ```
#[derive(Debug)]
pub struct Bernoulli {
    features: usize,
    counts: Vec<u32>,
    /// Examples with the input on, `[classes, features]`.
    on: Vec<u32>,
    /// ln p − ln(1 − p), what an input that is on adds, `[classes, features]`.
    gains: Vec<f64>,
    /// ln P(k) + Σᵢ ln(1 − pₖᵢ), for inputs that are all off, `[classes]`.
    constants: Vec<f64>,
}

impl Bernoulli {
    /// A model of nothing yet.
    pub fn new(features: usize, classes: usize) -> Self {
        Self {
            features,
            counts: vec![0; classes],
            on: vec![0; classes * features],
            gains: vec![0.0; classes * features],
            constants: vec![f64::NEG_INFINITY; classes],
        }
    }
}

impl NaiveBayes for Bernoulli {
    fn observe(&mut self, x: &[f32], label: u8) {
        let class = usize::from(label);
        self.counts[class] += 1;
        let on = &mut self.on[class * self.features..];
        on.iter_mut()
            .zip(x)
            .for_each(|(on, &x)| *on += u32::from(x > THRESHOLD));
    }

    fn fit(&mut self) {
        self.constants = log_priors(&self.counts);
        let rows = self.on.chunks_exact(self.features);
        let classes = rows.zip(self.gains.chunks_exact_mut(self.features));
        for ((on, gains), (constant, &count)) in
            classes.zip(self.constants.iter_mut().zip(&self.counts))
        {
            let all = f64::from(count) + 2.0 * ALPHA;
            for (gain, &on) in gains.iter_mut().zip(on) {
                let p = (f64::from(on) + ALPHA) / all;
                let off = libm::log(1.0 - p);
                *gain = libm::log(p) - off;
                *constant += off;
            }
        }
    }

    fn log_joint(&self, x: &[f32], joint: &mut [f64]) {
        let classes = self
            .constants
            .iter()
            .zip(self.gains.chunks_exact(self.features));
        for (joint, (constant, gains)) in joint.iter_mut().zip(classes) {
            let on = gains.iter().zip(x).filter(|&(_, &x)| x > THRESHOLD);
            *joint = constant + on.map(|(gain, _)| gain).sum::<f64>();
        }
    }

    /// A probability for each input and class, and each class's share.
    fn parameters(&self) -> usize {
        self.on.len() + self.counts.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_input_by_hand() {
        let mut model = Bernoulli::new(1, 2);
        for (x, label) in [(0.9, 0), (0.6, 0), (0.5, 0), (0.0, 1)] {
            model.observe(&[x], label);
        }
        model.fit();
        let mut joint = [0.0; 2];
        model.log_joint(&[1.0], &mut joint);
        let expected = [0.75 * 3.0 / 5.0, 0.25 / 3.0].map(libm::log);
        assert!(
            joint
                .iter()
                .zip(expected)
                .all(|(ours, expected)| (ours - expected).abs() < 1e-12)
        );
    }
}
