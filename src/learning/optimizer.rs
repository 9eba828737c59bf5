//! Optimisers: each turns a gradient g into a change of the parameters p, with the learning rate η.
//!
//! | name | rule | source |
//! | --- | --- | --- |
//! | gradient descent, SGD | p ← p − η g | Robbins and Monro 1951 |
//! | momentum | v ← 0.9 v + g; p ← p − η v | Polyak 1964, in PyTorch's form |
//! | Nesterov | v ← 0.9 v + g; p ← p − η (g + 0.9 v) | Nesterov 1983, in PyTorch's form |
//! | RMSProp | s ← 0.99 s + 0.01 g²; p ← p − η g / (√s + 10⁻⁸) | Tieleman and Hinton 2012 |
//! | Adam | m ← 0.9 m + 0.1 g; s ← 0.999 s + 0.001 g²; p ← p − η m̂ / (√ŝ + 10⁻⁸) | Kingma and Ba 2015 |
//! | conjugate gradient, L-BFGS | see [`super::minimizer`] | |
//!
//! m̂ = m / (1 − 0.9ᵗ) and ŝ = s / (1 − 0.999ᵗ) correct for the start at zero, t counting updates from 1. Gradient
//! descent is SGD whose batch is the whole training set.

use serde::{Deserialize, Serialize};

use super::descent::{Descent, Method};
use super::minimizer::{Directions, Minimizer};

/// The rule by which parameters move, as one chooses it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "page", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// Full batch: the whole training set makes one update.
    GradientDescent,
    /// Stochastic gradient descent: each batch makes one update along its gradient.
    #[default]
    Sgd,
    /// SGD along a velocity in which earlier gradients fade.
    Momentum,
    /// Momentum that looks one step ahead.
    Nesterov,
    /// SGD with each parameter's step divided by the root mean square of its gradients.
    #[serde(rename = "rmsprop")]
    RmsProp,
    /// Momentum and RMSProp together, both corrected for their start at zero.
    Adam,
    /// Full batch, with step lengths of its own; see [`super::minimizer`].
    ConjugateGradient,
    /// Full batch, with step lengths of its own.
    Lbfgs,
}

/// ```
/// use gradual::{ModelConfig, Rule};
///
/// let config = ModelConfig { optimizer: Rule::Lbfgs, batch_size: 10, ..ModelConfig::default() };
/// assert!(config.optimizer.takes_all());
/// assert_eq!(config.batch(200), 200); // L-BFGS looks at all examples, whatever the size of a batch
/// ```
impl Rule {
    /// One of each.
    ///
    /// ```
    /// use gradual::Rule;
    ///
    /// let search = Rule::ALL.into_iter().filter(|rule| rule.searches());
    /// assert_eq!(search.collect::<Vec<_>>(), [Rule::ConjugateGradient, Rule::Lbfgs]);
    /// ```
    pub const ALL: [Self; 8] = [
        Self::GradientDescent,
        Self::Sgd,
        Self::Momentum,
        Self::Nesterov,
        Self::RmsProp,
        Self::Adam,
        Self::ConjugateGradient,
        Self::Lbfgs,
    ];

    /// Whether every update asks for the gradient of the whole training set.
    ///
    /// ```
    /// use gradual::Rule;
    ///
    /// assert!(Rule::GradientDescent.takes_all() && Rule::Lbfgs.takes_all() && !Rule::Sgd.takes_all());
    /// ```
    pub fn takes_all(self) -> bool {
        self == Self::GradientDescent || self.searches()
    }

    /// Whether it chooses its step lengths itself, by line search.
    ///
    /// ```
    /// use gradual::Rule;
    ///
    /// assert!(Rule::Lbfgs.searches() && !Rule::GradientDescent.searches());
    /// ```
    pub fn searches(self) -> bool {
        matches!(self, Self::ConjugateGradient | Self::Lbfgs)
    }
}

/// A rule at work, and what it remembers.
///
/// ```
/// use gradual::Rule;
/// use gradual::learning::optimizer::Optimizer;
///
/// let mut parameters = [1.0, -1.0];
/// let mut optimizer = Optimizer::new(Rule::Sgd, 2);
/// if let Optimizer::Descent(descent) = &mut optimizer {
///     descent.update(&mut parameters, &[2.0, 0.0], 0.25);
/// }
/// assert_eq!(parameters, [0.5, -1.0]);
/// ```
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Optimizer {
    /// Takes a step along every gradient it is given.
    Descent(Descent),
    /// Asks for gradients where its line search looks.
    Search(Minimizer),
}

impl Default for Optimizer {
    fn default() -> Self {
        Self::Descent(Descent::default())
    }
}

impl Optimizer {
    /// A rule before its first update, for so many parameters.
    ///
    /// ```
    /// use gradual::Rule;
    /// use gradual::learning::optimizer::Optimizer;
    ///
    /// assert!(matches!(Optimizer::new(Rule::Adam, 10), Optimizer::Descent(_)));
    /// assert!(matches!(Optimizer::new(Rule::Lbfgs, 10), Optimizer::Search(_)));
    /// ```
    pub fn new(rule: Rule, parameters: usize) -> Self {
        let descent = |method| Self::Descent(Descent::new(method, parameters));
        match rule {
            Rule::GradientDescent | Rule::Sgd => descent(Method::Plain),
            Rule::Momentum => descent(Method::Momentum),
            Rule::Nesterov => descent(Method::Nesterov),
            Rule::RmsProp => descent(Method::RmsProp),
            Rule::Adam => descent(Method::Adam),
            Rule::ConjugateGradient => Self::Search(Minimizer::conjugate_gradient(parameters)),
            Rule::Lbfgs => Self::Search(Minimizer::lbfgs(parameters)),
        }
    }

    /// Whether this is `rule` at work. Gradient descent and SGD differ by their batches alone.
    ///
    /// ```
    /// use gradual::Rule;
    /// use gradual::learning::optimizer::Optimizer;
    ///
    /// let descent = Optimizer::new(Rule::Sgd, 10);
    /// assert!(descent.follows(Rule::GradientDescent) && !descent.follows(Rule::Momentum));
    /// ```
    pub fn follows(&self, rule: Rule) -> bool {
        match self {
            Self::Descent(descent) => match descent.method() {
                Method::Plain => matches!(rule, Rule::GradientDescent | Rule::Sgd),
                Method::Momentum => rule == Rule::Momentum,
                Method::Nesterov => rule == Rule::Nesterov,
                Method::RmsProp => rule == Rule::RmsProp,
                Method::Adam => rule == Rule::Adam,
            },
            Self::Search(search) => match search.directions() {
                Directions::ConjugateGradient(_) => rule == Rule::ConjugateGradient,
                Directions::Lbfgs(_) => rule == Rule::Lbfgs,
            },
        }
    }

    /// Whether it is one of so many parameters.
    ///
    /// ```
    /// use gradual::Rule;
    /// use gradual::learning::optimizer::Optimizer;
    ///
    /// let adam = Optimizer::new(Rule::Adam, 10);
    /// assert!(adam.is_of(10) && !adam.is_of(11));
    /// ```
    pub fn is_of(&self, parameters: usize) -> bool {
        match self {
            Self::Descent(descent) => descent.is_of(parameters),
            Self::Search(search) => search.is_of(parameters),
        }
    }

    /// Forgets all past updates.
    ///
    /// ```
    /// use gradual::Rule;
    /// use gradual::learning::optimizer::Optimizer;
    ///
    /// let mut optimizer = Optimizer::new(Rule::Momentum, 1);
    /// let mut step = |optimizer: &mut Optimizer| {
    ///     let mut parameters = [0.0];
    ///     let Optimizer::Descent(descent) = optimizer else { panic!("momentum descends") };
    ///     descent.update(&mut parameters, &[1.0], 0.5);
    ///     parameters
    /// };
    /// let first = step(&mut optimizer);
    /// assert_ne!(step(&mut optimizer), first); // the velocity has grown
    /// optimizer.reset();
    /// assert_eq!(step(&mut optimizer), first);
    /// ```
    pub fn reset(&mut self) {
        match self {
            Self::Descent(descent) => descent.reset(),
            Self::Search(search) => search.reset(),
        }
    }

    /// Takes on the state of another; allocates only where that is of another rule or size.
    ///
    /// ```
    /// use gradual::Rule;
    /// use gradual::learning::optimizer::Optimizer;
    ///
    /// let mut optimizer = Optimizer::new(Rule::Sgd, 10);
    /// optimizer.copy_from(&Optimizer::new(Rule::Adam, 10));
    /// assert!(optimizer.follows(Rule::Adam));
    /// ```
    pub fn copy_from(&mut self, other: &Self) {
        match (self, other) {
            (Self::Descent(own), Self::Descent(other)) => own.copy_from(other),
            (Self::Search(own), Self::Search(other)) => own.copy_from(other),
            (own, other) => own.clone_from(other),
        }
    }

    /// How many numbers it remembers.
    ///
    /// ```
    /// use gradual::Rule;
    /// use gradual::learning::optimizer::Optimizer;
    ///
    /// let values = [Rule::Sgd, Rule::Momentum, Rule::Adam].map(|rule| Optimizer::new(rule, 10).values());
    /// assert_eq!(values, [0, 10, 20]);
    /// ```
    pub fn values(&self) -> usize {
        match self {
            Self::Descent(descent) => descent.values(),
            Self::Search(search) => search.values(),
        }
    }
}
