//! Activations h = f(z) of the lecture notes, and their derivatives written in terms of h.
//!
//! | name | f(z) | f′(z) from h |
//! | --- | --- | --- |
//! | sigmoid | 1 / (1 + e⁻ᶻ) | h (1 − h) |
//! | tanh | (eᶻ − e⁻ᶻ) / (eᶻ + e⁻ᶻ) | 1 − h² |
//! | ReLU | max(0, z) | 1 where h > 0, else 0 |
//! | leaky ReLU | z where z > 0, else 0.01 z | 1 where h > 0, else 0.01 |
//! | softplus | ln(1 + eᶻ) | 1 − e⁻ʰ |
//! | ELU(a) | z where z > 0, else a (eᶻ − 1) | 1 where h > 0, else h + a |
//! | identity | z | 1 |
//!
//! All of them rise, ELU for a from 0 on, so every derivative can be read off h, and the total input z need not be kept.

use serde::{Deserialize, Serialize};

use crate::error::{Result, in_range_single};
use crate::kernels::elementwise::{exp, map, sigmoid, softplus, tanh, zip};
use crate::kernels::lanes::F32x4;

/// The slope of a leaky ReLU left of zero, as in the notes.
pub const LEAK: f32 = 0.01;

/// A function applied to each unit's total input z.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "page", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum Activation {
    /// 1 / (1 + e⁻ᶻ), from 0 to 1.
    Sigmoid,
    /// The hyperbolic tangent, from −1 to 1.
    Tanh,
    /// max(0, z).
    Relu,
    /// z where z > 0, else [`LEAK`] · z.
    LeakyRelu,
    /// ln(1 + eᶻ), a smooth ReLU.
    Softplus,
    /// ELU with its `a` (Clevert et al. 2015).
    Elu(f32),
    /// z itself.
    Identity,
}

/// The largest a of an ELU.
const MOST_A: f64 = 1e6;

/// ```
/// use gradual::Activation;
///
/// let mut values = [-2.0, 0.0, 3.0];
/// Activation::Relu.forward(&mut values);
/// assert_eq!(values, [0.0, 0.0, 3.0]);
/// ```
impl Activation {
    /// One of each kind; ELU with an a that is not 1.
    ///
    /// ```
    /// use gradual::Activation;
    ///
    /// let names = Activation::ALL.map(Activation::name);
    /// assert_eq!(names, ["sigmoid", "tanh", "relu", "leaky-relu", "softplus", "elu", "identity"]);
    /// ```
    pub const ALL: [Self; 7] = [
        Self::Sigmoid,
        Self::Tanh,
        Self::Relu,
        Self::LeakyRelu,
        Self::Softplus,
        Self::Elu(0.7),
        Self::Identity,
    ];

    /// Refuses an ELU that would fall; `layer` names the layer that it belongs to.
    ///
    /// ```
    /// use gradual::Activation;
    ///
    /// assert!(Activation::Elu(1.0).validate("layer 1").is_ok());
    /// let refused = Activation::Elu(-1.0).validate("layer 1").unwrap_err().to_string();
    /// assert!(refused.starts_with("The a of ELU in layer 1 must be a number from 0"));
    /// ```
    #[inline]
    pub fn validate(self, layer: &str) -> Result<()> {
        match self {
            Self::Elu(a) => in_range_single(&format!("The a of ELU in {layer}"), a, 0.0, MOST_A),
            _ => Ok(()),
        }
    }

    /// h = f(z), in place.
    ///
    /// ```
    /// use gradual::Activation;
    ///
    /// let mut h = [-1.0, 0.0, 1.0]; // z, which becomes h
    /// Activation::Sigmoid.forward(&mut h);
    /// assert_eq!(h[1], 0.5);
    /// assert!((h[0] + h[2] - 1.0).abs() < 1e-6);
    /// ```
    #[inline]
    pub fn forward(self, z: &mut [f32]) {
        let zero = F32x4::splat(0.0);
        match self {
            Self::Sigmoid => map(z, sigmoid),
            Self::Tanh => map(z, tanh),
            Self::Relu => map(z, |z| z.max(zero)),
            Self::LeakyRelu => map(z, |z| z.select_positive(z, z * F32x4::splat(LEAK))),
            Self::Softplus => map(z, softplus),
            Self::Elu(a) => map(z, |z| {
                z.select_positive(z, F32x4::splat(a) * (exp(z.min(zero)) - F32x4::splat(1.0)))
            }),
            Self::Identity => {}
        }
    }

    /// ∂E/∂z = ∂E/∂h · f′(z), in place, from the h that `forward` gave.
    ///
    /// ```
    /// use gradual::Activation;
    ///
    /// let mut h = [0.0, 0.5];
    /// Activation::Tanh.forward(&mut h);
    /// let mut d = [2.0, 2.0]; // ∂E/∂h, which becomes ∂E/∂z
    /// Activation::Tanh.backward(&h, &mut d);
    /// assert_eq!(d, [2.0, 2.0 * (1.0 - h[1] * h[1])]);
    /// ```
    #[inline]
    pub fn backward(self, h: &[f32], d: &mut [f32]) {
        let (zero, one) = (F32x4::splat(0.0), F32x4::splat(1.0));
        match self {
            Self::Sigmoid => zip(d, h, |d, h| d * (h * (one - h))),
            Self::Tanh => zip(d, h, |d, h| d * (one - h * h)),
            Self::Relu => zip(d, h, |d, h| h.select_positive(d, zero)),
            Self::LeakyRelu => zip(d, h, |d, h| h.select_positive(d, d * F32x4::splat(LEAK))),
            Self::Softplus => zip(d, h, |d, h| d * (one - exp(-h))),
            Self::Elu(a) => zip(d, h, |d, h| h.select_positive(d, d * (h + F32x4::splat(a)))),
            Self::Identity => {}
        }
    }

    /// f′(z), read off h.
    ///
    /// ```
    /// use gradual::Activation;
    ///
    /// assert_eq!(Activation::Sigmoid.slope(0.5), 0.25); // h (1 − h)
    /// assert_eq!(Activation::Relu.slope(0.0), 0.0);
    /// ```
    #[inline]
    pub fn slope(self, h: f32) -> f32 {
        let mut slope = [1.0];
        self.backward(&[h], &mut slope);
        slope[0]
    }

    /// f′(0); of those with a kink there, the slope to its right.
    ///
    /// ```
    /// use gradual::Activation;
    ///
    /// assert_eq!([Activation::Sigmoid, Activation::Tanh].map(Activation::slope_at_zero), [0.25, 1.0]);
    /// ```
    #[inline]
    pub fn slope_at_zero(self) -> f32 {
        match self {
            Self::Sigmoid => 0.25,
            Self::Softplus => 0.5,
            Self::Tanh | Self::Relu | Self::LeakyRelu | Self::Elu(_) | Self::Identity => 1.0,
        }
    }

    /// The name that configurations and the page use.
    ///
    /// ```
    /// assert_eq!(gradual::Activation::LeakyRelu.name(), "leaky-relu");
    /// ```
    #[inline]
    pub fn name(self) -> &'static str {
        match self {
            Self::Sigmoid => "sigmoid",
            Self::Tanh => "tanh",
            Self::Relu => "relu",
            Self::LeakyRelu => "leaky-relu",
            Self::Softplus => "softplus",
            Self::Elu(_) => "elu",
            Self::Identity => "identity",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slopes_match_differences_of_the_forward() {
        for activation in Activation::ALL {
            for z in [-3.0_f32, -0.4, 0.3, 2.0] {
                let step = 1e-2;
                let mut around = [z - step, z, z + step];
                activation.forward(&mut around);
                let slope = activation.slope(around[1]);
                let difference = (around[2] - around[0]) / (2.0 * step);
                assert!((slope - difference).abs() < 1e-3, "{activation:?} at {z}");
            }
        }
    }

    #[test]
    fn slopes_at_zero_match_the_backward() {
        for activation in Activation::ALL {
            let mut h = [1e-6];
            activation.forward(&mut h);
            let difference = activation.slope(h[0]) - activation.slope_at_zero();
            assert!(difference.abs() < 1e-5, "{activation:?}");
        }
    }

    #[test]
    fn extreme_inputs_give_finite_outputs_and_slopes() {
        for activation in Activation::ALL {
            let mut h = [-1e20, -90.0, 0.0, 90.0, 1e20];
            activation.forward(&mut h);
            let mut d = [1.0; 5];
            activation.backward(&h, &mut d);
            assert!(h.iter().chain(&d).all(|x| x.is_finite()), "{activation:?}");
        }
    }
}
