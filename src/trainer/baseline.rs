//! Classic models beside the race, by which one sees what the networks are worth: fitted on the same training examples and
//! scored on the same held-out ones, a few at a time.

use std::fmt;
use std::sync::{Arc, Weak};

use super::predictions::Predictions;
use crate::data::dataset::Dataset;
use crate::learning::naive_bayes::bernoulli::Bernoulli;
use crate::learning::naive_bayes::gaussian::Gaussian;
use crate::learning::naive_bayes::{NaiveBayes, normalise};

/// Of those tried on MNIST (10⁻⁹ to 1) the smoothing that reads most test digits right: 81.4 % of them after 60,000 training
/// digits and 79.8 % after 10,000, where scikit-learn's default of 10⁻⁹ reaches 55 %.
pub const SMOOTHING: f64 = 0.1;

/// ln of the smallest number above 0: what is said of a class that was never observed, so that the loss stays a number.
const LEAST_LOGARITHM: f64 = -745.0;

/// How many classic models there are.
pub const BASELINES: usize = 2;

/// A classic model under way: first it is fitted, then scored, then it is done.
pub struct Baseline {
    model: Box<dyn NaiveBayes>,
    /// Examples done, training and held out.
    position: usize,
    loss: f64,
    predictions: Predictions,
    /// One example's inputs `[features]`, the terms of its classes `[classes]` and their probabilities.
    x: Vec<f32>,
    joint: Vec<f64>,
    probabilities: Vec<f32>,
}

impl fmt::Debug for Baseline {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Baseline")
            .field("position", &self.position)
            .field("loss", &self.loss)
            .field("predictions", &self.predictions)
            .finish_non_exhaustive()
    }
}

impl Baseline {
    fn new(model: Box<dyn NaiveBayes>, data: &Dataset) -> Self {
        Self {
            model,
            position: 0,
            loss: 0.0,
            predictions: Predictions::new(data),
            x: vec![0.0; data.features()],
            joint: vec![0.0; data.classes()],
            probabilities: vec![0.0; data.classes()],
        }
    }

    /// How many numbers were fitted.
    pub fn parameters(&self) -> usize {
        self.model.parameters()
    }

    /// What it says of the held-out examples it has scored.
    pub fn predictions(&self) -> &Predictions {
        &self.predictions
    }

    /// Mean of −ln P(label | x) over the held-out examples it has scored.
    pub fn loss(&self) -> f64 {
        self.loss / self.predictions.count() as f64
    }

    /// The probabilities it gives to the classes of `x` `[features]`, once it is fitted.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let data = std::sync::Arc::new(gradual::data::generators::points::generate(&points)?);
    /// use gradual::trainer::baseline::Baselines;
    ///
    /// let mut models = Baselines::new(&data);
    /// while !models.advance(100) {}
    /// let p = models.models_mut()[0].guess(&[0.0, 0.5]);
    /// assert!((p[0] + p[1] - 1.0).abs() < 1e-6);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn guess(&mut self, x: &[f32]) -> &[f32] {
        self.model.log_joint(x, &mut self.joint);
        normalise(&mut self.joint);
        for (probability, &logarithm) in self.probabilities.iter_mut().zip(&self.joint) {
            *probability = libm::exp(logarithm) as f32;
        }
        &self.probabilities
    }

    /// Fits or scores one example more.
    fn advance(&mut self, data: &Dataset) {
        let mut x = std::mem::take(&mut self.x);
        data.copy_input(self.position, &mut x);
        let label = data.labels()[self.position];
        if self.position < data.train_count() {
            self.model.observe(&x, label);
        } else {
            self.score(&x, label);
        }
        self.x = x;
        self.position += 1;
        if self.position == data.train_count() {
            self.model.fit();
        }
    }

    fn score(&mut self, x: &[f32], label: u8) {
        self.guess(x);
        let logarithm = self.joint[usize::from(label)];
        self.loss -= if logarithm.is_finite() {
            logarithm
        } else {
            LEAST_LOGARITHM
        };
        self.predictions.push(&self.probabilities, &[label]);
    }
}

/// All classic models for one data set.
///
/// ```
/// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
/// # let data = std::sync::Arc::new(gradual::data::generators::points::generate(&points)?);
/// use gradual::trainer::baseline::Baselines;
///
/// let mut models = Baselines::new(&data);
/// while !models.advance(100) {}
/// let [gaussian, _] = models.models() else { panic!("two models") };
/// assert_eq!(gaussian.predictions().count(), 60);
/// # Ok::<(), gradual::Error>(())
/// ```
#[derive(Debug)]
pub struct Baselines {
    /// Not owned, so that a data set which is replaced goes at once.
    data: Weak<Dataset>,
    models: [Baseline; BASELINES],
    left: usize,
}

impl Baselines {
    /// Naive Bayes models for `data` that have seen no example yet.
    pub fn new(data: &Arc<Dataset>) -> Self {
        let (features, classes) = (data.features(), data.classes());
        let gaussian = Gaussian::new(features, classes, SMOOTHING);
        let bernoulli = Bernoulli::new(features, classes);
        Self {
            data: Arc::downgrade(data),
            models: [
                Baseline::new(Box::new(gaussian), data),
                Baseline::new(Box::new(bernoulli), data),
            ],
            left: data.count(),
        }
    }

    /// Whether these are the models of `data`.
    pub fn are_for(&self, data: &Arc<Dataset>) -> bool {
        self.data.as_ptr() == Arc::as_ptr(data)
    }

    /// Fits or scores up to `examples` more; `true` once all are done.
    pub fn advance(&mut self, examples: usize) -> bool {
        let Some(data) = self.data.upgrade() else {
            return false;
        };
        let count = examples.min(self.left);
        for model in &mut self.models {
            (0..count).for_each(|_| model.advance(&data));
        }
        self.left -= count;
        self.left == 0
    }

    /// Whether all are fitted and scored on `data`; without training examples there is nothing to fit.
    pub fn are_ready_for(&self, data: &Arc<Dataset>) -> bool {
        self.left == 0 && self.are_for(data) && data.train_count() > 0
    }

    /// Gaussian, then Bernoulli naive Bayes.
    pub fn models(&self) -> &[Baseline] {
        &self.models
    }

    /// The same, to ask them for guesses.
    pub fn models_mut(&mut self) -> &mut [Baseline] {
        &mut self.models
    }
}
