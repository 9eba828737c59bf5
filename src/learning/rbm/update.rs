//! One update of the parameters along the difference of both phases.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::structure::Rbm;
use crate::floats;
use crate::kernels::lanes::{F32x4, LANES};
use crate::kernels::reduce::sum_of_magnitudes;

/// The mean magnitude of a parameter beyond which a machine means nothing any more.
const MOST: f32 = 1000.0;

/// V ← α V + η (Δ − λ W), and W ← W + V; biases have no decay (Hinton 2010, §9 and §10).
///
/// ```
/// use gradual::learning::rbm::{Rbm, VisibleUnits, update::{Moving, Update}};
///
/// let rbm = Rbm::new(1, 1, VisibleUnits::Binary)?;
/// let update = Update { rate: 0.1, momentum: 0.5, decay: 1.0 };
/// let now = Moving { parameters: vec![2.0, 2.0, 0.0], velocity: vec![1.0, 0.0, 0.0] };
/// let mut next = now.clone();
/// assert!(update.find(rbm, &now, &[4.0, 4.0, 0.0], &mut next));
/// assert!(!update.find(rbm, &now, &[f32::NAN, 0.0, 0.0], &mut now.clone()));
/// assert!((next.velocity[0] - 0.7).abs() < 1e-6); // 0.5 + 0.1 (4 − 2)
/// assert!((next.parameters[0] - 2.7).abs() < 1e-6 && (next.parameters[1] - 2.4).abs() < 1e-6);
/// # Ok::<(), gradual::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Update {
    /// The learning rate η.
    pub rate: f32,
    /// α, the share of the last update that goes on.
    pub momentum: f32,
    /// λ of the weight decay ½ λ Σ w².
    pub decay: f32,
}

/// Parameters, and the last update that led to them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Moving {
    /// W, b and c.
    #[serde(with = "floats")]
    pub parameters: Vec<f32>,
    /// V, in the same order.
    #[serde(with = "floats")]
    pub velocity: Vec<f32>,
}

impl Moving {
    /// At rest.
    pub fn new(parameters: Vec<f32>) -> Self {
        let velocity = vec![0.0; parameters.len()];
        Self {
            parameters,
            velocity,
        }
    }
}

impl Update {
    /// Writes what comes `next` after what is `now`, which stays. Returns whether one can go on from there: whether parameters
    /// and update are [sound](are_sound).
    #[inline]
    pub fn find(&self, rbm: Rbm, now: &Moving, gradient: &[f32], next: &mut Moving) -> bool {
        let weights = rbm.weights();
        let of_weights = self.step(weights.clone(), self.decay, (now, gradient), next);
        let of_biases = self.step(weights.end..gradient.len(), 0.0, (now, gradient), next);
        of_weights + of_biases <= MOST * gradient.len() as f32
    }

    /// Moves a part of the parameters; returns the sum of magnitudes, of parameters and update.
    #[inline]
    fn step(
        &self,
        part: Range<usize>,
        decay: f32,
        (now, gradient): (&Moving, &[f32]),
        next: &mut Moving,
    ) -> f32 {
        let [rate, momentum, decay] = [self.rate, self.momentum, decay].map(F32x4::splat);
        let moved = |[p, g, v]: [F32x4; 3]| {
            let v = momentum * v + rate * (g - decay * p);
            (p + v, v)
        };
        let now = [&now.parameters[..], gradient, &now.velocity];
        let [(p, p_rest), (g, g_rest), (v, v_rest)] =
            now.map(|values| values[part.clone()].as_chunks::<LANES>());
        let (next_p, next_p_rest) = next.parameters[part.clone()].as_chunks_mut::<LANES>();
        let (next_v, next_v_rest) = next.velocity[part].as_chunks_mut::<LANES>();
        let mut sum = F32x4::splat(0.0);
        for (((p, g), v), (next_p, next_v)) in
            p.iter().zip(g).zip(v).zip(next_p.iter_mut().zip(next_v))
        {
            let (p, v) = moved([p, g, v].map(F32x4::load));
            p.store(next_p);
            v.store(next_v);
            sum = sum + (p.abs() + v.abs());
        }
        let (p, v) = moved([p_rest, g_rest, v_rest].map(F32x4::load_partial));
        p.store_partial(next_p_rest);
        v.store_partial(next_v_rest);
        (sum + (p.abs() + v.abs())).sum()
    }
}

/// Whether numbers are such that a machine can be reckoned with: finite, and of a mean magnitude of at most 1,000.
///
/// ```
/// use gradual::learning::rbm::update::are_sound;
///
/// assert!(are_sound(&[1.0, -50.0]));
/// assert!(!are_sound(&[f32::NAN, 0.0]) && !are_sound(&[1e9, 0.0]));
/// ```
#[inline]
pub fn are_sound(values: &[f32]) -> bool {
    sum_of_magnitudes(values) <= MOST * values.len() as f32
}
