//! Descent along the gradient of each batch, by five methods; [`super::optimizer`] has their formulas.

use serde::{Deserialize, Serialize};

use crate::floats;
use crate::kernels::elementwise::zip;
use crate::kernels::lanes::{F32x4, LANES};

const MOMENTUM: f32 = 0.9;
const DECAY: f32 = 0.99;
const BETA_1: f32 = 0.9;
const BETA_2: f32 = 0.999;
const EPSILON: f32 = 1e-8;

/// How a gradient becomes a step.
///
/// ```
/// use gradual::learning::descent::{Descent, Method};
///
/// let mut parameters = [0.0];
/// let mut descent = Descent::new(Method::Momentum, 1);
/// descent.update(&mut parameters, &[1.0], 1.0); // v = 1
/// descent.update(&mut parameters, &[1.0], 1.0); // v = 1.9
/// assert!((parameters[0] + 2.9).abs() < 1e-6);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub enum Method {
    /// p ← p − η g.
    #[default]
    Plain,
    /// v ← 0.9 v + g; p ← p − η v.
    Momentum,
    /// v ← 0.9 v + g; p ← p − η (g + 0.9 v).
    Nesterov,
    /// s ← 0.99 s + 0.01 g²; p ← p − η g / (√s + 10⁻⁸).
    RmsProp,
    /// m ← 0.9 m + 0.1 g; s ← 0.999 s + 0.001 g²; p ← p − η m̂ / (√ŝ + 10⁻⁸).
    Adam,
}

/// A method, and what it remembers of earlier gradients.
///
/// ```
/// use gradual::learning::descent::{Descent, Method};
///
/// let mut parameter = [4.0_f32];
/// let mut adam = Descent::new(Method::Adam, 1);
/// for _ in 0..500 {
///     let gradient = [2.0 * (parameter[0] - 1.0)]; // of (p − 1)²
///     adam.update(&mut parameter, &gradient, 0.05);
/// }
/// assert!((parameter[0] - 1.0).abs() < 0.01);
/// ```
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Descent {
    method: Method,
    /// The velocity v, or the mean m of Adam; empty where there is none.
    #[serde(with = "floats")]
    first: Vec<f32>,
    /// The mean of squares s; empty where there is none.
    #[serde(with = "floats")]
    second: Vec<f32>,
    updates: u32,
}

impl Method {
    /// How many numbers it remembers in [`Descent::first`] and [`Descent::second`].
    #[inline]
    fn sizes(self, parameters: usize) -> (usize, usize) {
        match self {
            Self::Plain => (0, 0),
            Self::Momentum | Self::Nesterov => (parameters, 0),
            Self::RmsProp => (0, parameters),
            Self::Adam => (parameters, parameters),
        }
    }
}

impl Descent {
    /// Before the first update, with all that is remembered at zero.
    ///
    /// ```
    /// use gradual::learning::descent::{Descent, Method};
    ///
    /// let descent = Descent::new(Method::RmsProp, 3);
    /// assert_eq!((descent.first().len(), descent.second(), descent.updates()), (0, &[0.0; 3][..], 0));
    /// ```
    #[inline]
    pub fn new(method: Method, parameters: usize) -> Self {
        let (first, second) = method.sizes(parameters);
        Self {
            method,
            first: vec![0.0; first],
            second: vec![0.0; second],
            updates: 0,
        }
    }

    /// How it turns a gradient into a step.
    ///
    /// ```
    /// use gradual::learning::descent::{Descent, Method};
    ///
    /// assert_eq!(Descent::new(Method::Nesterov, 3).method(), Method::Nesterov);
    /// ```
    #[inline]
    pub fn method(&self) -> Method {
        self.method
    }

    /// Forgets all past updates.
    ///
    /// ```
    /// use gradual::learning::descent::{Descent, Method};
    ///
    /// let mut descent = Descent::new(Method::Momentum, 1);
    /// descent.update(&mut [0.0], &[1.0], 0.1);
    /// descent.reset();
    /// assert_eq!((descent.first(), descent.updates()), (&[0.0][..], 0));
    /// ```
    #[inline]
    pub fn reset(&mut self) {
        self.first.fill(0.0);
        self.second.fill(0.0);
        self.updates = 0;
    }

    /// Takes on the state of another; allocates only where that is of another method or size.
    ///
    /// ```
    /// use gradual::learning::descent::{Descent, Method};
    ///
    /// let (mut one, mut other) = (Descent::new(Method::Momentum, 1), Descent::default());
    /// one.update(&mut [0.0], &[1.0], 0.1);
    /// other.copy_from(&one);
    /// assert_eq!(other.first(), [1.0]);
    /// ```
    #[inline]
    pub fn copy_from(&mut self, other: &Self) {
        self.method = other.method;
        self.first.clone_from(&other.first);
        self.second.clone_from(&other.second);
        self.updates = other.updates;
    }

    /// The velocity v, or the mean m of Adam, `[parameters]`; empty where there is none.
    ///
    /// ```
    /// use gradual::learning::descent::{Descent, Method};
    ///
    /// let mut descent = Descent::new(Method::Momentum, 1);
    /// (0..2).for_each(|_| descent.update(&mut [0.0], &[1.0], 0.1));
    /// assert_eq!(descent.first(), [1.9]); // 0.9 · 1 + 1
    /// ```
    #[inline]
    pub fn first(&self) -> &[f32] {
        &self.first
    }

    /// The mean of squares s, `[parameters]`; empty where there is none.
    ///
    /// ```
    /// use gradual::learning::descent::{Descent, Method};
    ///
    /// let mut descent = Descent::new(Method::RmsProp, 1);
    /// descent.update(&mut [0.0], &[2.0], 0.1);
    /// assert!((descent.second()[0] - 0.04).abs() < 1e-6); // 0.01 · 2²
    /// ```
    #[inline]
    pub fn second(&self) -> &[f32] {
        &self.second
    }

    /// How many updates it has made.
    ///
    /// ```
    /// use gradual::learning::descent::Descent;
    ///
    /// let mut descent = Descent::default();
    /// (0..3).for_each(|_| descent.update(&mut [0.0], &[1.0], 0.1));
    /// assert_eq!(descent.updates(), 3);
    /// ```
    #[inline]
    pub fn updates(&self) -> u32 {
        self.updates
    }

    /// 1 − β₁ᵗ and 1 − β₂ᵗ of Adam's last update.
    ///
    /// ```
    /// use gradual::learning::descent::{Descent, Method};
    ///
    /// let mut adam = Descent::new(Method::Adam, 1);
    /// adam.update(&mut [0.0], &[1.0], 0.1);
    /// let [first, second] = adam.corrections().unwrap();
    /// assert!((first - 0.1).abs() < 1e-6 && (second - 0.001).abs() < 1e-6);
    /// assert_eq!(Descent::default().corrections(), None);
    /// ```
    #[inline]
    pub fn corrections(&self) -> Option<[f32; 2]> {
        (self.method == Method::Adam)
            .then(|| [BETA_1, BETA_2].map(|beta| bias_correction(beta, self.updates)))
    }

    /// Whether it is one of so many parameters.
    ///
    /// ```
    /// use gradual::learning::descent::{Descent, Method};
    ///
    /// assert!(Descent::new(Method::Adam, 3).is_of(3) && !Descent::new(Method::Adam, 3).is_of(4));
    /// ```
    #[inline]
    pub fn is_of(&self, parameters: usize) -> bool {
        (self.first.len(), self.second.len()) == self.method.sizes(parameters)
    }

    /// How many numbers it remembers.
    ///
    /// ```
    /// use gradual::learning::descent::{Descent, Method};
    ///
    /// assert_eq!(Descent::new(Method::Adam, 3).values(), 6);
    /// ```
    #[inline]
    pub fn values(&self) -> usize {
        self.first.len() + self.second.len()
    }

    /// One update of `parameters` along `gradient`, of the same length.
    ///
    /// ```
    /// use gradual::learning::descent::{Descent, Method};
    ///
    /// let mut parameters = [1.0, 1.0];
    /// Descent::new(Method::Plain, 2).update(&mut parameters, &[2.0, -4.0], 0.25);
    /// assert_eq!(parameters, [0.5, 2.0]);
    /// ```
    #[inline]
    pub fn update(&mut self, parameters: &mut [f32], gradient: &[f32], learning_rate: f32) {
        self.updates = self.updates.saturating_add(1);
        match self.method {
            Method::Plain => descend(parameters, gradient, learning_rate),
            Method::Momentum => {
                self.accumulate_velocity(gradient);
                descend(parameters, &self.first, learning_rate);
            }
            Method::Nesterov => {
                self.accumulate_velocity(gradient);
                descend(parameters, gradient, learning_rate);
                descend(parameters, &self.first, learning_rate * MOMENTUM);
            }
            Method::RmsProp => self.rms_prop(parameters, gradient, learning_rate),
            Method::Adam => self.adam(parameters, gradient, learning_rate),
        }
    }

    /// v ← 0.9 v + g.
    #[inline]
    fn accumulate_velocity(&mut self, gradient: &[f32]) {
        zip(&mut self.first, gradient, |v, g| {
            F32x4::splat(MOMENTUM) * v + g
        });
    }

    #[inline]
    fn rms_prop(&mut self, parameters: &mut [f32], gradient: &[f32], learning_rate: f32) {
        accumulate_squares(&mut self.second, gradient, DECAY);
        let rate = F32x4::splat(learning_rate);
        move_by(parameters, (gradient, &self.second), |g, s| {
            rate * g / (s.sqrt() + F32x4::splat(EPSILON))
        });
    }

    #[inline]
    fn adam(&mut self, parameters: &mut [f32], gradient: &[f32], learning_rate: f32) {
        zip(&mut self.first, gradient, |m, g| {
            F32x4::splat(BETA_1) * m + F32x4::splat(1.0 - BETA_1) * g
        });
        accumulate_squares(&mut self.second, gradient, BETA_2);
        let step = F32x4::splat(learning_rate / bias_correction(BETA_1, self.updates));
        let scale = F32x4::splat(1.0 / bias_correction(BETA_2, self.updates));
        move_by(parameters, (&self.first, &self.second), |m, s| {
            step * m / ((s * scale).sqrt() + F32x4::splat(EPSILON))
        });
    }
}

/// s ← β s + (1 − β) g².
#[inline]
fn accumulate_squares(squares: &mut [f32], gradient: &[f32], beta: f32) {
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
#[inline]
fn descend(parameters: &mut [f32], direction: &[f32], learning_rate: f32) {
    zip(parameters, direction, |p, d| {
        p - F32x4::splat(learning_rate) * d
    });
}

/// 1 − βᵗ.
#[inline]
fn bias_correction(beta: f32, updates: u32) -> f32 {
    (1.0 - libm::pow(f64::from(beta), f64::from(updates))) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_updates_by_hand() {
        for (method, first, second) in [
            (Method::Plain, -0.2, -0.4),
            (Method::Momentum, -0.2, -0.2 - 0.38),
            (Method::Nesterov, -0.38, -0.38 - 0.542),
            (Method::RmsProp, -1.0, -1.0 - 0.708_881),
            (Method::Adam, -0.1, -0.2),
        ] {
            let (mut p, mut descent) = (vec![0.0; 5], Descent::new(method, 5));
            descent.update(&mut p, &[2.0; 5], 0.1);
            assert!(
                p.iter().all(|p| (p - first).abs() < 2e-6),
                "{method:?} {p:?}"
            );
            descent.update(&mut p, &[2.0; 5], 0.1);
            assert!(
                p.iter().all(|p| (p - second).abs() < 2e-6),
                "{method:?} {p:?}"
            );
        }
    }

    #[test]
    fn adam_goes_on_after_more_updates_than_can_be_counted() {
        let mut descent = Descent::new(Method::Adam, 1);
        descent.updates = u32::MAX;
        let mut p = [1.0];
        (0..3).for_each(|_| descent.update(&mut p, &[2.0], 0.1));
        assert!(p[0].is_finite() && p[0] < 1.0);
    }
}
