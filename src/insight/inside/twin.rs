//! A gradient's twin: ∂E/∂w ≈ (E(w + s) − E(w − s)) / 2s, with a pass of its own in double precision.
//!
//! Nothing of the network's own code is used but the layers' sizes, so where both agree, neither is likely to be wrong.

use serde::Serialize;

use crate::network::Network;
use crate::pieces::activation::{Activation, LEAK};
use crate::pieces::features::Feature;
use crate::pieces::layer::Layer;
use crate::pieces::loss::Loss;

/// The step s, for a weight of at most 1; larger ones take as much larger a step.
const STEP: f64 = 1e-4;

/// Gradients below this are compared as if they were as large: single precision knows no more of them.
const LEAST: f64 = 1e-6;

/// A gradient by differences.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "page", derive(tsify::Tsify))]
pub struct Twin {
    /// s.
    pub step: f64,
    /// (E(w + s) − E(w − s)) / 2s.
    pub gradient: f64,
    /// By which share of the larger one the two differ.
    pub difference: f64,
}

impl Twin {
    /// The twin of `gradient`, the derivative by parameter `index` of the mean of E over rows `x` with targets `t`; none
    /// for a network with layers that are not dense.
    pub fn of(
        (network, parameters): (&Network, &[f32]),
        (x, t): (&[f32], &[f32]),
        index: usize,
        gradient: f32,
    ) -> Option<Self> {
        let mut moved: Vec<f64> = parameters.iter().copied().map(f64::from).collect();
        let at = moved[index];
        let step = STEP * at.abs().max(1.0);
        let mut error = |to: f64| {
            moved[index] = to;
            loss(network, &moved, x, t)
        };
        let found = (error(at + step)? - error(at - step)?) / (2.0 * step);
        let size = found.abs().max(f64::from(gradient).abs()).max(LEAST);
        Some(Self {
            step,
            gradient: found,
            difference: (found - f64::from(gradient)).abs() / size,
        })
    }
}

/// The mean of E over rows `x` `[n, inputs]` with targets `t` `[n, outputs]`; none for a network with layers that are not dense.
pub fn loss(network: &Network, parameters: &[f64], x: &[f32], t: &[f32]) -> Option<f64> {
    let rows = x
        .chunks_exact(network.inputs())
        .zip(t.chunks_exact(network.outputs()));
    let count = rows.len() as f64;
    let errors = rows.map(|(x, t)| {
        let z = network.layers().iter().try_fold(
            x.iter().copied().map(f64::from).collect(),
            |x: Vec<f64>, layer| through(layer, parameters, &x),
        )?;
        Some(error(network.loss(), &z, t))
    });
    errors.sum::<Option<f64>>().map(|sum| sum / count)
}

/// What a layer makes of x.
fn through(layer: &Layer, parameters: &[f64], x: &[f64]) -> Option<Vec<f64>> {
    match layer {
        Layer::Dense(dense) => {
            let (w, b) = (&parameters[dense.weights()], &parameters[dense.biases()]);
            let unit = |j: usize| {
                let column = w.iter().skip(j).step_by(dense.outputs);
                let z = b[j] + x.iter().zip(column).map(|(x, w)| x * w).sum::<f64>();
                activation(dense.activation, z)
            };
            Some((0..dense.outputs).map(unit).collect())
        }
        Layer::Features(layer) => {
            let of_point = |x| layer.features.iter().map(move |&f| feature_of(f, x));
            Some(x.chunks_exact(2).flat_map(of_point).collect())
        }
        Layer::Flatten(_) | Layer::Dropout(_) => Some(x.to_vec()),
        Layer::Convolution(_) | Layer::Pooling(_) | Layer::ConvolutionPool(_) => None,
    }
}

fn feature_of(feature: Feature, x: &[f64]) -> f64 {
    match feature {
        Feature::X1 => x[0],
        Feature::X2 => x[1],
        Feature::X1Squared => x[0] * x[0],
        Feature::X2Squared => x[1] * x[1],
        Feature::Product => x[0] * x[1],
        Feature::SinX1 => libm::sin(x[0]),
        Feature::SinX2 => libm::sin(x[1]),
    }
}

fn activation(activation: Activation, z: f64) -> f64 {
    match activation {
        Activation::Sigmoid => sigmoid(z),
        Activation::Tanh => libm::tanh(z),
        Activation::Relu => z.max(0.0),
        Activation::LeakyRelu if z > 0.0 => z,
        Activation::LeakyRelu => f64::from(LEAK) * z,
        Activation::Softplus => softplus(z),
        Activation::Elu(_) if z > 0.0 => z,
        Activation::Elu(a) => f64::from(a) * libm::expm1(z),
        Activation::Identity => z,
    }
}

fn error(loss: Loss, z: &[f64], t: &[f32]) -> f64 {
    terms(loss, z, t).iter().sum()
}

/// What each output adds to E. Of softmax that is −t ln y; of several outputs that fire, the first has all of it.
pub(super) fn terms(loss: Loss, z: &[f64], t: &[f32]) -> Vec<f64> {
    let pairs = z.iter().zip(t.iter().copied().map(f64::from));
    let weight = f64::from(loss.weight());
    match loss {
        Loss::CrossEntropy if z.len() > 1 => {
            let largest = z.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let powers = z.iter().map(|z| libm::exp(z - largest)).sum::<f64>();
            let all = largest + libm::log(powers);
            pairs.map(|(z, t)| t * (all - z)).collect()
        }
        Loss::CrossEntropy => pairs.map(|(z, t)| softplus(*z) - t * z).collect(),
        Loss::SquaredErrorLinear | Loss::SquaredErrorLinearWhole => {
            pairs.map(|(z, t)| weight * square(z - t)).collect()
        }
        Loss::SquaredError | Loss::SquaredErrorWhole => pairs
            .map(|(z, t)| weight * square(sigmoid(*z) - t))
            .collect(),
        Loss::Perceptron => {
            let mut terms = vec![0.0; z.len()];
            terms[0] = perceptron(z, t);
            terms
        }
    }
}

/// max(0, (1 − 2t) z) for one output, max z − Σ t z for several.
fn perceptron(z: &[f64], t: &[f32]) -> f64 {
    let target = |(z, t): (&f64, &f32)| z * f64::from(*t);
    let least = if z.len() == 1 { 0.0 } else { f64::NEG_INFINITY };
    z.iter().copied().fold(least, f64::max) - z.iter().zip(t).map(target).sum::<f64>()
}

fn sigmoid(z: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-z))
}

fn softplus(z: f64) -> f64 {
    z.max(0.0) + libm::log1p(libm::exp(-z.abs()))
}

fn square(difference: f64) -> f64 {
    difference * difference
}
