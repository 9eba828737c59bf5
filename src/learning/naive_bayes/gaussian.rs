//! Gaussian naive Bayes: in each class every input has a normal distribution of its own.

use std::f64::consts::TAU;

use super::{NaiveBayes, log_priors};

/// Variances are never 0, so that an input which is always the same divides nothing by zero.
const LEAST_VARIANCE: f64 = 1e-12;

/// ln P(x | k) = −½ Σᵢ (ln 2πσ²ₖᵢ + (xᵢ − μₖᵢ)² / σ²ₖᵢ), with the mean μ and the variance σ² of input i in class k (Bishop
/// 2006, §4.2.1, with a diagonal covariance for each class).
///
/// A pixel that is blank in nearly all pictures of a class has hardly any variance, and one stray dot would settle
/// everything. So `smoothing` times the largest variance of any input is added to all of them, as scikit-learn's
/// `GaussianNB` does with `var_smoothing`.
///
/// ```
/// use gradual::learning::naive_bayes::{NaiveBayes, gaussian::Gaussian};
///
/// let mut model = Gaussian::new(1, 2, 0.0);
/// for (x, class) in [(-2.0, 0), (0.0, 0), (1.0, 1), (3.0, 1)] {
///     model.observe(&[x], class);
/// }
/// model.fit();
/// assert_eq!(model.means(), [-1.0, 2.0]);
/// let (mean, variance) = model.class(1);
/// assert!(mean == [2.0] && (variance[0] - 1.0).abs() < 1e-9);
/// ```
#[derive(Debug)]
pub struct Gaussian {
    features: usize,
    smoothing: f64,
    counts: Vec<u32>,
    /// μ `[classes, features]`, kept up to date by Welford's (1962) rule, which loses no digits to cancellation.
    means: Vec<f64>,
    /// Σ (x − μ)² `[classes, features]`.
    squares: Vec<f64>,
    /// σ² `[classes, features]`, smoothed.
    variances: Vec<f64>,
    /// ½ / σ² `[classes, features]`.
    halved_precisions: Vec<f64>,
    /// ln P(k) − ½ Σᵢ ln 2πσ²ₖᵢ `[classes]`.
    constants: Vec<f64>,
}

impl Gaussian {
    /// A model of nothing yet. `smoothing` is a share of the largest variance.
    pub fn new(features: usize, classes: usize, smoothing: f64) -> Self {
        let table = vec![0.0; classes * features];
        Self {
            features,
            smoothing,
            counts: vec![0; classes],
            means: table.clone(),
            squares: table.clone(),
            variances: table.clone(),
            halved_precisions: table,
            constants: vec![f64::NEG_INFINITY; classes],
        }
    }

    /// μ `[classes, features]`.
    pub fn means(&self) -> &[f64] {
        &self.means
    }

    /// σ² `[classes, features]`, smoothed.
    pub fn variances(&self) -> &[f64] {
        &self.variances
    }

    /// μ and σ² of one class, `[features]` each.
    pub fn class(&self, class: usize) -> (&[f64], &[f64]) {
        let row = class * self.features..(class + 1) * self.features;
        (&self.means[row.clone()], &self.variances[row])
    }

    /// ln P(k) − ½ Σᵢ ln 2πσ²ₖᵢ `[classes]`; −∞ for a class that was never observed.
    pub fn constants(&self) -> &[f64] {
        &self.constants
    }

    /// P(k) `[classes]`.
    ///
    /// ```
    /// use gradual::learning::naive_bayes::{NaiveBayes, gaussian::Gaussian};
    ///
    /// let mut model = Gaussian::new(1, 2, 0.0);
    /// [0, 1, 1, 1].into_iter().for_each(|class| model.observe(&[0.5], class));
    /// assert!((model.priors()[1] - 0.75).abs() < 1e-12);
    /// ```
    pub fn priors(&self) -> Vec<f64> {
        log_priors(&self.counts)
            .into_iter()
            .map(libm::exp)
            .collect()
    }

    /// The largest variance that an input has over all classes together.
    fn largest_variance(&self) -> f64 {
        (0..self.features)
            .map(|feature| self.variance_of(feature))
            .fold(0.0, f64::max)
    }

    /// The variance of one input over all examples: the variance within the classes plus that of their means.
    fn variance_of(&self, feature: usize) -> f64 {
        let all = f64::from(self.counts.iter().sum::<u32>());
        let column = |table| self.column(table, feature);
        let classes = || {
            self.counts
                .iter()
                .map(|&n| f64::from(n))
                .zip(column(&self.means))
        };
        let mean = classes().map(|(n, mean)| n * mean).sum::<f64>() / all;
        let between: f64 = classes().map(|(n, of)| n * (of - mean) * (of - mean)).sum();
        (column(&self.squares).sum::<f64>() + between) / all
    }

    /// The numbers of one input in a table `[classes, features]`.
    fn column<'a>(&self, table: &'a [f64], feature: usize) -> impl Iterator<Item = f64> + use<'a> {
        table[feature..].iter().step_by(self.features).copied()
    }
}

impl NaiveBayes for Gaussian {
    fn observe(&mut self, x: &[f32], label: u8) {
        let class = usize::from(label);
        let row = class * self.features..(class + 1) * self.features;
        self.counts[class] += 1;
        let share = 1.0 / f64::from(self.counts[class]);
        let sums = self.means[row.clone()]
            .iter_mut()
            .zip(&mut self.squares[row]);
        for (&x, (mean, square)) in x.iter().zip(sums) {
            let before = f64::from(x) - *mean;
            *mean += share * before;
            *square += before * (f64::from(x) - *mean);
        }
    }

    fn fit(&mut self) {
        let added = (self.smoothing * self.largest_variance()).max(LEAST_VARIANCE);
        let priors = log_priors(&self.counts);
        for (class, (&count, prior)) in self.counts.iter().zip(priors).enumerate() {
            let row = class * self.features..(class + 1) * self.features;
            let n = f64::from(count.max(1));
            let variances = &mut self.variances[row.clone()];
            for (variance, square) in variances.iter_mut().zip(&self.squares[row.clone()]) {
                *variance = square / n + added;
            }
            let halved = self.halved_precisions[row].iter_mut();
            halved
                .zip(variances.iter())
                .for_each(|(half, variance)| *half = 0.5 / variance);
            let logs: f64 = variances
                .iter()
                .map(|variance| libm::log(TAU * variance))
                .sum();
            self.constants[class] = prior - 0.5 * logs;
        }
    }

    fn log_joint(&self, x: &[f32], joint: &mut [f64]) {
        let means = self.means.chunks_exact(self.features);
        let classes = means.zip(self.halved_precisions.chunks_exact(self.features));
        for ((joint, constant), (means, halved)) in
            joint.iter_mut().zip(&self.constants).zip(classes)
        {
            let terms = x.iter().zip(means).zip(halved);
            let distance: f64 = terms
                .map(|((&x, mean), half)| (f64::from(x) - mean) * (f64::from(x) - mean) * half)
                .sum();
            *joint = constant - distance;
        }
    }

    /// A mean and a variance for each input and class, and each class's share.
    fn parameters(&self) -> usize {
        self.means.len() + self.variances.len() + self.counts.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn means_and_variances_by_hand() {
        let mut model = Gaussian::new(1, 2, 0.0);
        for (x, label) in [(1.0, 0), (10.0, 1), (3.0, 0), (10.0, 1)] {
            model.observe(&[x], label);
        }
        model.fit();
        assert_eq!(model.means(), [2.0, 10.0]);
        assert_eq!(model.variances(), [1.0 + LEAST_VARIANCE, LEAST_VARIANCE]);
    }

    #[test]
    fn a_class_never_seen_is_never_said() {
        let mut model = Gaussian::new(1, 2, 0.1);
        [1.0, 2.0].iter().for_each(|&x| model.observe(&[x], 1));
        model.fit();
        let mut joint = [0.0; 2];
        model.log_joint(&[1.5], &mut joint);
        assert!(
            joint[0] == f64::NEG_INFINITY && joint[1].is_finite(),
            "{joint:?}"
        );
    }
}
