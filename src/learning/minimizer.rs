//! Full-batch descent that chooses its own step lengths: conjugate gradient and L-BFGS, each with a line search.
//!
//! p ← p + α d. The direction d comes from the gradients seen so far, the step length α from [`line_search`]. One iteration
//! asks for f and its gradient once or more; each of these is a pass over the whole training set.
//!
//! [`line_search`]: super::line_search

use serde::{Deserialize, Serialize};

use super::conjugate_gradient::ConjugateGradient;
use super::lbfgs::Lbfgs;
use super::line_search::{Trial, search};
use super::vectors::dot;
use crate::floats;

/// Where directions come from.
///
/// ```
/// use gradual::learning::minimizer::{Directions, Minimizer};
///
/// assert!(matches!(Minimizer::lbfgs(5).directions(), Directions::Lbfgs(_)));
/// ```
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Directions {
    /// From the last direction and the change of the gradient.
    ConjugateGradient(ConjugateGradient),
    /// From the last ten steps and changes of the gradient.
    Lbfgs(Lbfgs),
}

/// A descent, and what it knows of the point it has reached.
///
/// ```
/// use gradual::learning::minimizer::{Minimizer, Scratch};
///
/// let mut evaluate = |p: &[f32], gradient: &mut [f32]| {
///     (gradient[0], gradient[1]) = (2.0 * (p[0] - 3.0), 20.0 * (p[1] + 1.0));
///     f64::from((p[0] - 3.0).powi(2) + 10.0 * (p[1] + 1.0).powi(2))
/// };
/// let (mut parameters, mut scratch) = ([0.0, 0.0], Scratch::default());
/// let mut minimizer = Minimizer::lbfgs(2);
/// for _ in 0..20 {
///     minimizer.step(&mut parameters, &mut scratch, &mut evaluate);
/// }
/// assert!((parameters[0] - 3.0).abs() < 1e-3 && (parameters[1] + 1.0).abs() < 1e-3);
/// ```
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Minimizer {
    directions: Directions,
    /// f at the parameters as they are, once it is known.
    value: Option<f64>,
    /// ∇f there.
    #[serde(with = "floats")]
    gradient: Vec<f32>,
}

/// What a step needs while it is under way.
#[derive(Debug, Default)]
pub struct Scratch {
    direction: Vec<f32>,
    /// The parameters before the step, and ∇f there.
    from: Vec<f32>,
    from_gradient: Vec<f32>,
}

impl Scratch {
    /// Makes room for so many parameters, where there is none yet.
    pub fn fit(&mut self, parameters: usize) {
        self.direction.resize(parameters, 0.0);
        self.from.resize(parameters, 0.0);
        self.from_gradient.resize(parameters, 0.0);
    }
}

impl Directions {
    fn reset(&mut self) {
        match self {
            Self::ConjugateGradient(directions) => directions.reset(),
            Self::Lbfgs(directions) => directions.reset(),
        }
    }

    /// Takes on the state of others; allocates only where they are of another kind or size.
    fn copy_from(&mut self, other: &Self) {
        match (self, other) {
            (Self::ConjugateGradient(own), Self::ConjugateGradient(other)) => own.copy_from(other),
            (Self::Lbfgs(own), Self::Lbfgs(other)) => own.copy_from(other),
            (own, other) => own.clone_from(other),
        }
    }

    fn is_of(&self, parameters: usize) -> bool {
        match self {
            Self::ConjugateGradient(directions) => directions.is_of(parameters),
            Self::Lbfgs(directions) => directions.is_of(parameters),
        }
    }

    fn values(&self) -> usize {
        match self {
            Self::ConjugateGradient(directions) => directions.values(),
            Self::Lbfgs(directions) => directions.values(),
        }
    }

    /// Writes the next direction; returns the first step length to try and how flat f must become along it.
    fn choose(&mut self, gradient: &[f32], direction: &mut [f32]) -> (f64, f64) {
        match self {
            Self::ConjugateGradient(directions) => directions.choose(gradient, direction),
            Self::Lbfgs(directions) => directions.choose(gradient, direction),
        }
    }

    /// Takes note of a step along `direction` that led from one gradient to another.
    fn learn(&mut self, step: f64, direction: &[f32], before: &[f32], after: &[f32]) {
        match self {
            Self::ConjugateGradient(directions) => directions.learn(step, before, after),
            Self::Lbfgs(directions) => directions.learn(step, direction, before, after),
        }
    }
}

impl Minimizer {
    /// Conjugate gradient before its first step, for so many parameters.
    pub fn conjugate_gradient(parameters: usize) -> Self {
        let directions = ConjugateGradient::new(parameters);
        Self::new(Directions::ConjugateGradient(directions), parameters)
    }

    /// L-BFGS before its first step, for so many parameters.
    pub fn lbfgs(parameters: usize) -> Self {
        Self::new(Directions::Lbfgs(Lbfgs::new(parameters)), parameters)
    }

    fn new(directions: Directions, parameters: usize) -> Self {
        Self {
            directions,
            value: None,
            gradient: vec![0.0; parameters],
        }
    }

    /// Where its directions come from.
    pub fn directions(&self) -> &Directions {
        &self.directions
    }

    /// Forgets all past gradients: f or the parameters have changed.
    pub fn reset(&mut self) {
        self.value = None;
        self.directions.reset();
    }

    /// Takes on the state of another; allocates only where that is of another kind or size.
    pub fn copy_from(&mut self, other: &Self) {
        self.value = other.value;
        self.gradient.clone_from(&other.gradient);
        self.directions.copy_from(&other.directions);
    }

    /// Whether it is one of so many parameters.
    ///
    /// ```
    /// use gradual::learning::minimizer::Minimizer;
    ///
    /// assert!(Minimizer::lbfgs(5).is_of(5) && !Minimizer::lbfgs(5).is_of(6));
    /// ```
    pub fn is_of(&self, parameters: usize) -> bool {
        self.gradient.len() == parameters && self.directions.is_of(parameters)
    }

    /// How many numbers it remembers.
    ///
    /// ```
    /// use gradual::learning::minimizer::Minimizer;
    ///
    /// // The gradient, and ten pairs of a step and what it did to the gradient.
    /// assert_eq!(Minimizer::lbfgs(5).values(), 5 + 10 * 2 * 5);
    /// ```
    pub fn values(&self) -> usize {
        self.gradient.len() + self.directions.values()
    }

    /// One iteration on `parameters`. `evaluate` writes ∇f at some parameters and returns f. Returns f where it ends, or
    /// `None` where f falls no further: at a minimum, as closely as the numbers tell.
    ///
    /// ```
    /// use gradual::learning::minimizer::{Minimizer, Scratch};
    ///
    /// let mut evaluate = |p: &[f32], gradient: &mut [f32]| {
    ///     gradient[0] = 2.0 * p[0];
    ///     f64::from(p[0] * p[0])
    /// };
    /// let (mut parameters, mut scratch) = ([3.0], Scratch::default());
    /// let mut minimizer = Minimizer::conjugate_gradient(1);
    /// let value = minimizer.step(&mut parameters, &mut scratch, &mut evaluate).expect("it falls");
    /// assert!(value < 9.0);
    /// let at_rest = Minimizer::lbfgs(1).step(&mut [0.0], &mut scratch, &mut evaluate);
    /// assert_eq!(at_rest, None); // it is at the minimum already
    /// ```
    pub fn step(
        &mut self,
        parameters: &mut [f32],
        scratch: &mut Scratch,
        mut evaluate: impl FnMut(&[f32], &mut [f32]) -> f64,
    ) -> Option<f64> {
        scratch.fit(parameters.len());
        let value = match self.value {
            Some(value) => value,
            None => evaluate(parameters, &mut self.gradient),
        };
        self.value = Some(value);
        let (first, flatness) = self.choose_direction(&mut scratch.direction)?;
        scratch.from.copy_from_slice(parameters);
        scratch.from_gradient.copy_from_slice(&self.gradient);
        let start = Trial {
            step: 0.0,
            value,
            slope: dot(&self.gradient, &scratch.direction),
        };
        let found = search(start, first, flatness, |step| {
            go(parameters, &scratch.from, step as f32, &scratch.direction);
            let value = evaluate(parameters, &mut self.gradient);
            let slope = dot(&self.gradient, &scratch.direction);
            Trial { step, value, slope }
        });
        match found {
            Some(trial) => self.arrive(trial, scratch),
            None => self.stay(parameters, scratch),
        }
        found.map(|trial| trial.value)
    }

    /// Sets the direction; returns the first step length to try and how flat f must become. `None` where f is flat.
    fn choose_direction(&mut self, direction: &mut [f32]) -> Option<(f64, f64)> {
        let square = dot(&self.gradient, &self.gradient);
        let is_slope = square > 0.0 && square.is_finite();
        is_slope.then(|| self.directions.choose(&self.gradient, direction))
    }

    fn arrive(&mut self, trial: Trial, scratch: &Scratch) {
        self.value = Some(trial.value);
        let (before, after) = (&scratch.from_gradient, &self.gradient);
        self.directions
            .learn(trial.step, &scratch.direction, before, after);
    }

    fn stay(&mut self, parameters: &mut [f32], scratch: &Scratch) {
        parameters.copy_from_slice(&scratch.from);
        self.gradient.copy_from_slice(&scratch.from_gradient);
    }
}

/// p ← from + α d.
fn go(parameters: &mut [f32], from: &[f32], step: f32, direction: &[f32]) {
    for ((p, from), d) in parameters.iter_mut().zip(from).zip(direction) {
        *p = from + step * d;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rosenbrock's valley in pairs of parameters: f = Σ (1 − x)² + 100 (y − x²)², smallest at 1 everywhere.
    fn valley(p: &[f32], gradient: &mut [f32]) -> f64 {
        let mut value = 0.0;
        for (p, g) in p.chunks_exact(2).zip(gradient.chunks_exact_mut(2)) {
            let [x, y] = [0, 1].map(|i| f64::from(p[i]));
            let (short, off) = (1.0 - x, y - x * x);
            value += short * short + 100.0 * off * off;
            g[0] = (-2.0 * short - 400.0 * x * off) as f32;
            g[1] = (200.0 * off) as f32;
        }
        value
    }

    fn kinds(parameters: usize) -> [Minimizer; 2] {
        [
            Minimizer::conjugate_gradient(parameters),
            Minimizer::lbfgs(parameters),
        ]
    }

    fn step(minimizer: &mut Minimizer, p: &mut [f32]) -> Option<f64> {
        minimizer.step(p, &mut Scratch::default(), valley)
    }

    #[test]
    fn both_find_the_end_of_the_valley() {
        for (mut minimizer, most) in kinds(6).into_iter().zip([400, 100]) {
            let mut p = [-1.2, 1.0, 0.5, -0.5, 2.0, 2.0];
            let steps = (0..most).take_while(|_| step(&mut minimizer, &mut p).is_some());
            println!("{} steps", steps.count());
            assert!(p.iter().all(|p| (p - 1.0).abs() < 1e-3), "{p:?}");
        }
    }

    #[test]
    fn the_value_never_rises() {
        for mut minimizer in kinds(2) {
            let (mut p, mut last) = ([-1.2, 1.0], f64::INFINITY);
            while let Some(value) = step(&mut minimizer, &mut p) {
                assert!(value <= last, "{value} after {last}");
                if value == last {
                    break;
                }
                last = value;
            }
        }
    }

    #[test]
    fn a_flat_place_is_left_alone() {
        for mut minimizer in kinds(2) {
            let mut p = [1.0, 1.0];
            assert_eq!(step(&mut minimizer, &mut p), None);
            assert_eq!(p, [1.0, 1.0]);
        }
    }

    #[test]
    fn a_copy_goes_the_same_way() {
        let steps = |minimizer: &mut Minimizer, p: &mut [f32]| {
            for _ in 0..5 {
                step(minimizer, p);
            }
        };
        for (mut one, mut other) in kinds(2).into_iter().zip(kinds(2)) {
            let mut p = [-1.2, 1.0];
            steps(&mut one, &mut p);
            let mut q = p;
            other.copy_from(&one);
            steps(&mut one, &mut p);
            steps(&mut other, &mut q);
            assert_eq!(p, q);
        }
    }
}
