//! Optimisers: each turns a gradient g into a change of the parameters p, with the learning rate η.
//!
//! | name | rule | source |
//! | --- | --- | --- |
//! | gradient descent, SGD | p ← p − η g | Robbins and Monro 1951 |
//! | momentum | v ← 0.9 v + g; p ← p − η v | Polyak 1964, in PyTorch's form |
//! | Adam | m ← 0.9 m + 0.1 g; s ← 0.999 s + 0.001 g²; p ← p − η m̂ / (√ŝ + 10⁻⁸) | Kingma and Ba 2015 |
//!
//! m̂ = m / (1 − 0.9ᵗ) and ŝ = s / (1 − 0.999ᵗ) correct for the start at zero, t counting updates from 1. Gradient
//! descent is SGD whose batch is the whole training set.

use serde::{Deserialize, Serialize};

use crate::kernels::elementwise::zip;
use crate::kernels::lanes::{F32x4, LANES};

const MOMENTUM: f32 = 0.9;
const BETA_1: f32 = 0.9;
const BETA_2: f32 = 0.999;
const EPSILON: f32 = 1e-8;

/// The rule by which parameters move.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// Full batch: the whole training set makes one update.
    GradientDescent,
    Sgd,
    Momentum,
    Adam,
}

/// A rule and what it remembers from update to update.
#[derive(Clone)]
pub struct Optimizer {
    rule: Rule,
    /// v of momentum, m of Adam.
    first: Vec<f32>,
    /// s of Adam.
    second: Vec<f32>,
    updates: u32,
}

impl Optimizer {
    pub fn new(rule: Rule, parameters: usize) -> Self {
        let (first, second) = match rule {
            Rule::GradientDescent | Rule::Sgd => (0, 0),
            Rule::Momentum => (parameters, 0),
            Rule::Adam => (parameters, parameters),
        };
        Self {
            rule,
            first: vec![0.0; first],
            second: vec![0.0; second],
            updates: 0,
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
    }

    /// Takes on the state of another optimiser of the same rule and size, without allocating.
    pub fn copy_from(&mut self, other: &Self) {
        self.first.copy_from_slice(&other.first);
        self.second.copy_from_slice(&other.second);
        self.updates = other.updates;
    }

    /// One update of `parameters` along `gradient`, of the same length.
    pub fn update(&mut self, parameters: &mut [f32], gradient: &[f32], learning_rate: f32) {
        self.updates += 1;
        match self.rule {
            Rule::GradientDescent | Rule::Sgd => descend(parameters, gradient, learning_rate),
            Rule::Momentum => {
                zip(&mut self.first, gradient, |v, g| {
                    F32x4::splat(MOMENTUM) * v + g
                });
                descend(parameters, &self.first, learning_rate);
            }
            Rule::Adam => self.adam(parameters, gradient, learning_rate),
        }
    }

    fn adam(&mut self, parameters: &mut [f32], gradient: &[f32], learning_rate: f32) {
        zip(&mut self.first, gradient, |m, g| {
            F32x4::splat(BETA_1) * m + F32x4::splat(1.0 - BETA_1) * g
        });
        zip(&mut self.second, gradient, |s, g| {
            F32x4::splat(BETA_2) * s + F32x4::splat(1.0 - BETA_2) * (g * g)
        });
        let step = F32x4::splat(learning_rate / bias_correction(BETA_1, self.updates));
        let scale = F32x4::splat(1.0 / bias_correction(BETA_2, self.updates));
        let change = |m: F32x4, s: F32x4| step * m / ((s * scale).sqrt() + F32x4::splat(EPSILON));
        let (p, p_rest) = parameters.as_chunks_mut::<LANES>();
        let (m, m_rest) = self.first.as_chunks::<LANES>();
        let (s, s_rest) = self.second.as_chunks::<LANES>();
        for ((p, m), s) in p.iter_mut().zip(m).zip(s) {
            (F32x4::load(p) - change(F32x4::load(m), F32x4::load(s))).store(p);
        }
        let rest = change(F32x4::load_partial(m_rest), F32x4::load_partial(s_rest));
        (F32x4::load_partial(p_rest) - rest).store_partial(p_rest);
    }
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
            (Rule::Adam, -0.1, -0.2),
        ] {
            let (mut p, mut optimizer) = (vec![0.0; 5], Optimizer::new(rule, 5));
            optimizer.update(&mut p, &[2.0; 5], 0.1);
            assert!(p.iter().all(|p| (p - first).abs() < 1e-6), "{rule:?} {p:?}");
            optimizer.update(&mut p, &[2.0; 5], 0.1);
            assert!(
                p.iter().all(|p| (p - second).abs() < 1e-6),
                "{rule:?} {p:?}"
            );
        }
    }
}
