//! L-BFGS: Newton's direction from the last few steps, without the matrix.
//!
//! d = −H g, where H stands for the inverse of the Hessian that the last ten pairs of step s and change of gradient y tell
//! of: the two-loop recursion of Nocedal 1980 (Nocedal and Wright 2006, algorithm 7.4), begun with H₀ = s·y / y·y.

use serde::{Deserialize, Serialize};

use super::vectors::{add_scaled, dot};
use crate::floats;

/// Pairs remembered.
const MEMORY: usize = 10;

/// How flat a step must end: c₂ of the line search.
const FLATNESS: f64 = 0.9;

/// A pair whose curvature s·y is below this share of |s| |y| says nothing.
const LEAST_CURVATURE: f64 = 1e-8;

/// One step and what it did to the gradient.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Pair {
    #[serde(with = "floats")]
    s: Vec<f32>,
    #[serde(with = "floats")]
    y: Vec<f32>,
    /// 1 / s·y.
    rho: f64,
}

impl Pair {
    fn copy_from(&mut self, other: &Self) {
        self.s.clone_from(&other.s);
        self.y.clone_from(&other.y);
        self.rho = other.rho;
    }
}

/// The last pairs, the newest at the end of those in use.
///
/// ```
/// use gradual::learning::lbfgs::Lbfgs;
///
/// let (directions, mut direction) = (Lbfgs::new(2), [0.0; 2]);
/// directions.choose(&[1.0, -2.0], &mut direction);
/// assert_eq!(direction, [-1.0, 2.0]); // before it knows any step, straight downhill
/// ```
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lbfgs {
    pairs: Vec<Pair>,
    used: usize,
}

impl Lbfgs {
    /// Before the first step, for so many parameters.
    pub fn new(parameters: usize) -> Self {
        let pair = Pair {
            s: vec![0.0; parameters],
            y: vec![0.0; parameters],
            rho: 0.0,
        };
        Self {
            pairs: vec![pair; MEMORY],
            used: 0,
        }
    }

    /// Forgets all pairs: the next direction is −g.
    pub fn reset(&mut self) {
        self.used = 0;
    }

    /// Takes on the pairs of another; allocates only where they are of another size.
    pub fn copy_from(&mut self, other: &Self) {
        self.used = other.used;
        let pairs = self.pairs.iter_mut().zip(&other.pairs);
        pairs.for_each(|(own, other)| own.copy_from(other));
    }

    /// Whether it is of so many parameters.
    pub fn is_of(&self, parameters: usize) -> bool {
        let fits = |pair: &Pair| pair.s.len() == parameters && pair.y.len() == parameters;
        self.used <= MEMORY && self.pairs.len() == MEMORY && self.pairs.iter().all(fits)
    }

    /// How many numbers it remembers.
    pub fn values(&self) -> usize {
        self.pairs.iter().map(|pair| 2 * pair.s.len()).sum()
    }

    /// Writes the next direction; returns a first step length and how flat f must become along it.
    ///
    /// ```
    /// use gradual::learning::lbfgs::Lbfgs;
    ///
    /// let mut directions = Lbfgs::new(1);
    /// // f = 5 p²: a step from p = 1 to 0.9 took the gradient from 10 to 9.
    /// directions.learn(0.01, &[-10.0], &[10.0], &[9.0]);
    /// let mut direction = [0.0];
    /// directions.choose(&[9.0], &mut direction);
    /// assert!((direction[0] + 0.9).abs() < 1e-5); // Newton's step, right to the minimum
    /// ```
    pub fn choose(&self, gradient: &[f32], direction: &mut [f32]) -> (f64, f64) {
        direction
            .iter_mut()
            .zip(gradient)
            .for_each(|(d, g)| *d = -g);
        let Some(newest) = self.pairs[..self.used].last() else {
            let length = dot(gradient, gradient).sqrt();
            return (1.0 / (1.0 + length), FLATNESS);
        };
        let mut alphas = [0.0; MEMORY];
        for (pair, alpha) in self.pairs[..self.used].iter().zip(&mut alphas).rev() {
            *alpha = pair.rho * dot(&pair.s, direction);
            add_scaled(direction, -*alpha, &pair.y);
        }
        let scale = 1.0 / (newest.rho * dot(&newest.y, &newest.y));
        direction.iter_mut().for_each(|d| *d *= scale as f32);
        for (pair, alpha) in self.pairs[..self.used].iter().zip(alphas) {
            let beta = pair.rho * dot(&pair.y, direction);
            add_scaled(direction, alpha - beta, &pair.s);
        }
        (1.0, FLATNESS)
    }

    /// Takes note of a step α d that led from one gradient to another; the oldest pair makes room.
    pub fn learn(&mut self, step: f64, direction: &[f32], before: &[f32], after: &[f32]) {
        self.pairs.rotate_left(usize::from(self.used == MEMORY));
        let place = self.used.min(MEMORY - 1);
        let Pair { s, y, rho } = &mut self.pairs[place];
        for (i, (s, y)) in s.iter_mut().zip(y.iter_mut()).enumerate() {
            *s = step as f32 * direction[i];
            *y = after[i] - before[i];
        }
        let curvature = dot(s, y);
        let is_curved = curvature > LEAST_CURVATURE * (dot(s, s) * dot(y, y)).sqrt();
        *rho = 1.0 / curvature;
        self.used = if is_curved { place + 1 } else { place };
    }
}
