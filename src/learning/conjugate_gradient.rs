//! Nonlinear conjugate gradient: each direction keeps what the ones before have won.
//!
//! d ← −g + β d with β = max(0, g · (g − g₋) / g₋ · g₋), after Polak and Ribière (Nocedal and Wright 2006, §5.2); where that
//! would not lead downhill, d = −g again.

use serde::{Deserialize, Serialize};

use super::vectors::dot;
use crate::floats;

/// How flat a step must end for the next direction to be a good one: c₂ of the line search.
const FLATNESS: f64 = 0.1;

/// The direction taken last, and what came of it.
///
/// ```
/// use gradual::learning::conjugate_gradient::ConjugateGradient;
///
/// let (mut directions, mut direction) = (ConjugateGradient::new(2), [0.0; 2]);
/// directions.choose(&[1.0, 0.0], &mut direction);
/// directions.learn(0.1, &[1.0, 0.0], &[0.0, 1.0]);
/// directions.choose(&[0.0, 1.0], &mut direction);
/// assert_eq!(direction, [-1.0, -1.0]); // downhill, and on along the last direction
/// ```
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConjugateGradient {
    #[serde(with = "floats")]
    direction: Vec<f32>,
    /// β for the next direction.
    beta: f64,
    /// α φ′(0) of the last step: the next one is expected to be worth as much.
    worth: Option<f64>,
}

impl ConjugateGradient {
    /// Before the first step, for so many parameters.
    pub fn new(parameters: usize) -> Self {
        Self {
            direction: vec![0.0; parameters],
            beta: 0.0,
            worth: None,
        }
    }

    /// Forgets the past steps: the next direction is −g.
    pub fn reset(&mut self) {
        (self.beta, self.worth) = (0.0, None);
    }

    /// Takes on the state of another; allocates only where that is of another size.
    pub fn copy_from(&mut self, other: &Self) {
        self.direction.clone_from(&other.direction);
        (self.beta, self.worth) = (other.beta, other.worth);
    }

    /// Whether it is of so many parameters.
    pub fn is_of(&self, parameters: usize) -> bool {
        self.direction.len() == parameters
    }

    /// How many numbers it remembers.
    pub fn values(&self) -> usize {
        self.direction.len()
    }

    /// Writes the next direction; returns a first step length and how flat f must become along it.
    ///
    /// ```
    /// use gradual::learning::conjugate_gradient::ConjugateGradient;
    ///
    /// let mut direction = [0.0; 2];
    /// ConjugateGradient::new(2).choose(&[1.0, -2.0], &mut direction);
    /// assert_eq!(direction, [-1.0, 2.0]); // the first one is straight downhill
    /// ```
    pub fn choose(&mut self, gradient: &[f32], direction: &mut [f32]) -> (f64, f64) {
        for (d, g) in self.direction.iter_mut().zip(gradient) {
            *d = self.beta as f32 * *d - g;
        }
        let mut slope = dot(&self.direction, gradient);
        if slope >= 0.0 {
            self.direction
                .iter_mut()
                .zip(gradient)
                .for_each(|(d, g)| *d = -g);
            slope = -dot(gradient, gradient);
        }
        direction.copy_from_slice(&self.direction);
        let first = match self.worth {
            Some(worth) => worth / slope,
            None => 1.0 / (1.0 + (-slope).sqrt()),
        };
        (first, FLATNESS)
    }

    /// Takes note of a step of length `step` that led from one gradient to another.
    pub fn learn(&mut self, step: f64, before: &[f32], after: &[f32]) {
        let change = dot(after, after) - dot(after, before);
        self.beta = (change / dot(before, before)).max(0.0);
        self.worth = Some(step * dot(&self.direction, before));
    }
}
