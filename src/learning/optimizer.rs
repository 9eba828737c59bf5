//! Optimisers: each turns a gradient g into a change of the parameters p, with the learning rate η.
//!
//! | name | rule | source |
//! | --- | --- | --- |
//! | gradient descent, SGD | p ← p − η g | Robbins and Monro 1951 |
//! | momentum | v ← 0.9 v + g; p ← p − η v | Polyak 1964, in PyTorch's form |
//! | Nesterov | v ← 0.9 v + g; p ← p − η (g + 0.9 v) | Nesterov 1983, in PyTorch's form |
//! | RMSProp | s ← 0.99 s + 0.01 g²; p ← p − η g / (√s + 10⁻⁸) | Tieleman and Hinton 2012 |
//! | naive Bayes | none: the weights are worked out from the data at once, see [`super::naive_bayes`] | |
//! | conjugate gradient, L-BFGS | see [`super::minimizer`] | |
//! | Adam | m ← 0.9 m + 0.1 g; s ← 0.999 s + 0.001 g²; p ← p − η m̂ / (√ŝ + 10⁻⁸) | Kingma and Ba 2015 |
//!
//! m̂ = m / (1 − 0.9ᵗ) and ŝ = s / (1 − 0.999ᵗ) correct for the start at zero, t counting updates from 1. Gradient
//! descent is SGD whose batch is the whole training set.

use serde::{Deserialize, Serialize};

use super::minimizer::{Directions, Minimizer};
use crate::kernels::elementwise::zip;
use crate::kernels::lanes::{F32x4, LANES};

const MOMENTUM: f32 = 0.9;
const DECAY: f32 = 0.99;
const BETA_1: f32 = 0.9;
const BETA_2: f32 = 0.999;
const EPSILON: f32 = 1e-8;

/// The rule by which parameters move.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "page", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// Full batch: the whole training set makes one update.
    GradientDescent,
    #[default]
    Sgd,
    Momentum,
    Nesterov,
    #[serde(rename = "rmsprop")]
    RmsProp,
    Adam,
    /// Full batch, with step lengths of its own; see [`super::minimizer`].
    ConjugateGradient,
    /// Full batch, with step lengths of its own.
    Lbfgs,
    /// No descent at all: see [`super::naive_bayes::as_network`].
    NaiveBayes,
}

impl Rule {
    /// The rules that follow gradients.
    pub const DESCENTS: [Self; 8] = [
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
    pub fn takes_all(self) -> bool {
        self == Self::GradientDescent || self.searches()
    }

    /// Whether it chooses its step lengths itself, by line search.
    pub fn searches(self) -> bool {
        matches!(self, Self::ConjugateGradient | Self::Lbfgs)
    }
}

/// A rule and what it remembers from update to update.
#[derive(Clone, Default)]
pub struct Optimizer {
    rule: Rule,
    /// v of momentum and Nesterov, m of Adam.
    first: Vec<f32>,
    /// s of RMSProp and Adam.
    second: Vec<f32>,
    updates: u32,
    /// Of the rules that search.
    minimizer: Option<Minimizer>,
}

impl Optimizer {
    pub fn new(rule: Rule, parameters: usize) -> Self {
        let (first, second) = match rule {
            Rule::GradientDescent
            | Rule::Sgd
            | Rule::ConjugateGradient
            | Rule::Lbfgs
            | Rule::NaiveBayes => (0, 0),
            Rule::Momentum | Rule::Nesterov => (parameters, 0),
            Rule::RmsProp => (0, parameters),
            Rule::Adam => (parameters, parameters),
        };
        Self {
            rule,
            first: vec![0.0; first],
            second: vec![0.0; second],
            updates: 0,
            minimizer: Directions::of(rule, parameters)
                .map(|directions| Minimizer::new(directions, parameters)),
        }
    }

    pub fn rule(&self) -> Rule {
        self.rule
    }

    /// Forgets all past updates.
    pub fn reset(&mut self) {
        self.first.fill(0.0);
        self.second.fill(0.0);
        self.updates = 0;
        self.minimizer.iter_mut().for_each(Minimizer::reset);
    }

    /// Takes on the state of another optimiser of the same rule and size, without allocating.
    pub fn copy_from(&mut self, other: &Self) {
        self.first.copy_from_slice(&other.first);
        self.second.copy_from_slice(&other.second);
        self.updates = other.updates;
        if let (Some(own), Some(other)) = (&mut self.minimizer, &other.minimizer) {
            own.copy_from(other);
        }
    }

    /// As [`Self::copy_from`], from an optimiser of any rule and size; allocates where they differ.
    pub fn take_on(&mut self, other: &Self) {
        if self.rule == other.rule && self.values() == other.values() {
            self.copy_from(other);
        } else {
            self.clone_from(other);
        }
    }

    /// How many numbers it remembers.
    pub fn values(&self) -> usize {
        let searches = self.minimizer.as_ref().map_or(0, Minimizer::values);
        self.first.len() + self.second.len() + searches
    }

    /// One update of `parameters` by a rule that searches: `evaluate` writes ∇f at some parameters and returns f. Returns f
    /// where it ends, `None` where f falls no further.
    pub fn search(
        &mut self,
        parameters: &mut [f32],
        evaluate: impl FnMut(&[f32], &mut [f32]) -> f64,
    ) -> Option<f64> {
        self.updates += 1;
        self.minimizer.as_mut()?.step(parameters, evaluate)
    }

    /// One update of `parameters` along `gradient`, of the same length, by a rule that does not search.
    pub fn update(&mut self, parameters: &mut [f32], gradient: &[f32], learning_rate: f32) {
        self.updates += 1;
        match self.rule {
            Rule::GradientDescent | Rule::Sgd => descend(parameters, gradient, learning_rate),
            Rule::Momentum => {
                self.gather_speed(gradient);
                descend(parameters, &self.first, learning_rate);
            }
            Rule::Nesterov => {
                self.gather_speed(gradient);
                descend(parameters, gradient, learning_rate);
                descend(parameters, &self.first, learning_rate * MOMENTUM);
            }
            Rule::RmsProp => self.rms_prop(parameters, gradient, learning_rate),
            Rule::Adam => self.adam(parameters, gradient, learning_rate),
            Rule::ConjugateGradient | Rule::Lbfgs => unreachable!("these rules search"),
            Rule::NaiveBayes => unreachable!("naive Bayes does not descend"),
        }
    }

    /// v ← 0.9 v + g.
    fn gather_speed(&mut self, gradient: &[f32]) {
        zip(&mut self.first, gradient, |v, g| {
            F32x4::splat(MOMENTUM) * v + g
        });
    }

    fn rms_prop(&mut self, parameters: &mut [f32], gradient: &[f32], learning_rate: f32) {
        gather_squares(&mut self.second, gradient, DECAY);
        let rate = F32x4::splat(learning_rate);
        move_by(parameters, (gradient, &self.second), |g, s| {
            rate * g / (s.sqrt() + F32x4::splat(EPSILON))
        });
    }

    fn adam(&mut self, parameters: &mut [f32], gradient: &[f32], learning_rate: f32) {
        zip(&mut self.first, gradient, |m, g| {
            F32x4::splat(BETA_1) * m + F32x4::splat(1.0 - BETA_1) * g
        });
        gather_squares(&mut self.second, gradient, BETA_2);
        let step = F32x4::splat(learning_rate / bias_correction(BETA_1, self.updates));
        let scale = F32x4::splat(1.0 / bias_correction(BETA_2, self.updates));
        move_by(parameters, (&self.first, &self.second), |m, s| {
            step * m / ((s * scale).sqrt() + F32x4::splat(EPSILON))
        });
    }
}

/// s ← β s + (1 − β) g².
fn gather_squares(squares: &mut [f32], gradient: &[f32], beta: f32) {
    zip(squares, gradient, |s, g| {
        F32x4::splat(beta) * s + F32x4::splat(1.0 - beta) * (g * g)
    });
}

/// p ← p − f(a, b), for slices of one length.
#[inline(always)]
fn move_by(parameters: &mut [f32], (a, b): (&[f32], &[f32]), f: impl Fn(F32x4, F32x4) -> F32x4) {
    let (p, p_rest) = parameters.as_chunks_mut::<LANES>();
    let (a, a_rest) = a.as_chunks::<LANES>();
    let (b, b_rest) = b.as_chunks::<LANES>();
    for ((p, a), b) in p.iter_mut().zip(a).zip(b) {
        (F32x4::load(p) - f(F32x4::load(a), F32x4::load(b))).store(p);
    }
    let rest = f(F32x4::load_partial(a_rest), F32x4::load_partial(b_rest));
    (F32x4::load_partial(p_rest) - rest).store_partial(p_rest);
}

/// p ← p − η d.
fn descend(parameters: &mut [f32], direction: &[f32], learning_rate: f32) {
    zip(parameters, direction, |p, d| {
        p - F32x4::splat(learning_rate) * d
    });
}

/// 1 − βᵗ.
fn bias_correction(beta: f32, updates: u32) -> f32 {
    (1.0 - libm::pow(f64::from(beta), f64::from(updates))) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_updates_by_hand() {
        for (rule, first, second) in [
            (Rule::Sgd, -0.2, -0.4),
            (Rule::Momentum, -0.2, -0.2 - 0.38),
            (Rule::Nesterov, -0.38, -0.38 - 0.542),
            (Rule::RmsProp, -1.0, -1.0 - 0.708_881),
            (Rule::Adam, -0.1, -0.2),
        ] {
            let (mut p, mut optimizer) = (vec![0.0; 5], Optimizer::new(rule, 5));
            optimizer.update(&mut p, &[2.0; 5], 0.1);
            assert!(p.iter().all(|p| (p - first).abs() < 2e-6), "{rule:?} {p:?}");
            optimizer.update(&mut p, &[2.0; 5], 0.1);
            assert!(
                p.iter().all(|p| (p - second).abs() < 2e-6),
                "{rule:?} {p:?}"
            );
        }
    }
}
