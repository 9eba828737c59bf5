//! Gaussian naive Bayes of points as a network: its log-odds are quadratic in x, so softmax regression over x₁, x₂, x₁² and x₂²
//! says the same (Bishop 2006, §4.2.1), each class seen from its own middle.
//!
//! ln P(x, k) = cₖ + Σᵢ qₖᵢ(xᵢ) with qₖᵢ(x) = −(x − μₖᵢ)² / 2σ²ₖᵢ and cₖ = ln P(k) − ½ Σᵢ ln 2πσ²ₖᵢ. Naive Bayes and the logistic
//! unit are two ways to find the same kind of boundary: by a model of each class, or of the boundary alone.
//!
//! In single precision that needs care. Where all points of a class are the same, 1 / σ² is 10⁹: written out as powers of x, the
//! terms are as large, cancel, and leave nothing right. Two things keep every digit:
//!
//! - A first dense layer takes the difference, t = s (x − p) with p ≈ μ and s ≈ 1 / σ; s is a power of two, so that s x is exact
//!   and so is t near p. By how much p and μ differ is in the weights.
//! - Odds are the same if something is taken from all logits: on each axis qᵣ of the widest class r, where the others are not
//!   far from it. What all classes have in common, as where a whole axis hardly varies, is gone before it is rounded.
//!
//! So each class has a middle, and two classes, of which one is r, share one: a network of the functions of one point, like any
//! logistic unit's.

use super::gaussian::Gaussian;
use crate::architecture::HiddenLayer;
use crate::pieces::activation::Activation;
use crate::pieces::features::Feature;

/// The logit of a class that was never observed, beside that of the first one that was.
const NEVER: f64 = -1e4;

/// The widest class is taken from all others where they are within 100 of its standard deviations; this is the square of that.
const NEAR: f64 = 1e4;

/// The functions of a point, and how many there are.
const FEATURES: [Feature; 4] = [
    Feature::X1,
    Feature::X2,
    Feature::X1Squared,
    Feature::X2Squared,
];
const ROW: usize = FEATURES.len();

/// The layer in front of the outputs, and how settings write a naive Bayes: as what its log-odds are linear in.
///
/// ```
/// use gradual::ModelConfig;
/// use gradual::trainer::{learner::Learner, naive_bayes::squares};
///
/// let (learner, hidden) = (Learner::NaiveBayes, vec![squares()]);
/// assert!(ModelConfig { learner, hidden, ..ModelConfig::default() }.validate().is_ok());
/// ```
pub fn squares() -> HiddenLayer {
    let features = FEATURES.to_vec();
    HiddenLayer::Features { features }
}

/// The layers before the outputs, for at least two classes.
///
/// ```
/// use gradual::learning::naive_bayes::as_network;
///
/// let [middles, squares] = &as_network::hidden(3)[..] else { panic!("two layers") };
/// assert_eq!([middles.name(), squares.name()], ["6 dense units", "features"]); // x₁ and x₂ from three middles
/// ```
pub fn hidden(classes: usize) -> Vec<HiddenLayer> {
    let (units, activation) = (2 * middles(classes), Activation::Identity);
    vec![HiddenLayer::Dense { units, activation }, squares()]
}

/// From how many places a point is seen.
fn middles(classes: usize) -> usize {
    if classes == 2 { 1 } else { classes }
}

/// All weights and biases of the network that begins with [`hidden`]; one output, the log-odds of class 1, for two classes,
/// else one a class.
///
/// ```
/// use gradual::learning::naive_bayes::{NaiveBayes, as_network, gaussian::Gaussian};
///
/// let mut model = Gaussian::new(2, 2, 0.0);
/// for (x, class) in [([-2.0, 0.0], 0), ([0.0, 2.0], 0), ([0.0, 0.0], 1), ([2.0, 2.0], 1)] {
///     model.observe(&x, class);
/// }
/// model.fit();
/// let parameters = as_network::parameters(&model);
/// let (middle, output) = parameters.split_at(6);
/// assert_eq!(middle, [0.5, 0.0, 0.0, 0.0, -0.5, 0.0]); // ½ (x₁ − 1), and nothing of x₂, where both classes are the same
/// let expected = [4.0, 0.0, 0.0, 0.0, 2.0]; // log-odds are 2 x₁: the classes are spread alike, around ∓1
/// assert!(output.iter().zip(expected).all(|(p, e)| (p - e).abs() < 1e-5));
/// ```
///
/// # Panics
///
/// Panics where the model is not one of two inputs.
pub fn parameters(model: &Gaussian) -> Vec<f32> {
    let classes = model.constants().len();
    let mut network = Unfinished {
        middles: vec![0.0; 3 * 2 * middles(classes)],
        logits: vec![vec![0.0; ROW * middles(classes) + 1]; classes],
    };
    (0..2).for_each(|axis| network.add_axis(model, axis));
    network.add_constants(model.constants());
    network.finish()
}

/// The network while it comes about.
struct Unfinished {
    /// s `[2, units]`, then −s p `[units]`; two units are a middle.
    middles: Vec<f32>,
    /// For each class the weights of the functions `[middles, 4]`, then the bias.
    logits: Vec<Vec<f64>>,
}

impl Unfinished {
    /// q of every class on one axis, less what they have in common.
    fn add_axis(&mut self, model: &Gaussian, axis: usize) {
        let classes = self.logits.len();
        let curve = |class| Some((class, Curve::of(model, class, axis)?));
        let curves: Vec<(usize, Curve)> = (0..classes).filter_map(curve).collect();
        let Some(widest) = widest(&curves) else {
            return;
        };
        let is_near = |(_, curve): &(usize, Curve)| widest.is_near(curve.mean);
        let common = match classes == 2 || curves.iter().all(is_near) {
            true => widest,
            false => FLAT,
        };
        for (class, own) in curves.into_iter().filter(|(_, own)| *own != common) {
            self.add_curve((class, class % middles(classes), axis), own, common);
        }
    }

    /// The curve of a class less the common one, as one of t.
    fn add_curve(
        &mut self,
        (class, middle, axis): (usize, usize, usize),
        own: Curve,
        common: Curve,
    ) {
        let (units, unit) = (self.middles.len() / 3, 2 * middle + axis);
        let scale = own.scale();
        let bias = (-scale * own.mean) as f32;
        self.middles[axis * units + unit] = scale as f32;
        self.middles[2 * units + unit] = bias;
        let place = -f64::from(bias) / scale;
        let [own, common] = [own, common].map(|curve| curve.around(place));
        let [square, linear, constant] = [0, 1, 2].map(|part| own[part] - common[part]);
        let logit = &mut self.logits[class];
        logit[ROW * middle + axis] = linear / scale;
        logit[ROW * middle + 2 + axis] = square / (scale * scale);
        logit[ROW * units / 2] += constant;
    }

    /// c of every class. All biases are less that of the first class observed, which does not change the odds.
    fn add_constants(&mut self, constants: &[f64]) {
        let Some(first) = constants.iter().position(|constant| constant.is_finite()) else {
            return;
        };
        let bias = self.logits[first].len() - 1;
        let base = self.logits[first][bias] + constants[first];
        let like_first = self.logits[first].clone();
        for (logit, constant) in self.logits.iter_mut().zip(constants) {
            if constant.is_finite() {
                logit[bias] += constant - base;
            } else {
                logit.clone_from(&like_first);
                logit[bias] = NEVER;
            }
        }
    }

    fn finish(self) -> Vec<f32> {
        let outputs = match &self.logits[..] {
            [zero, one] => vec![one.iter().zip(zero).map(|(one, zero)| one - zero).collect()],
            _ => self.logits,
        };
        let mut parameters = self.middles;
        for row in 0..outputs[0].len() {
            parameters.extend(outputs.iter().map(|output| output[row] as f32));
        }
        parameters
    }
}

/// q(x) = −½ w (x − μ)² of one class on one axis, with the precision w = 1 / σ².
#[derive(Clone, Copy, PartialEq)]
struct Curve {
    mean: f64,
    precision: f64,
}

/// Nothing to take away.
const FLAT: Curve = Curve {
    mean: 0.0,
    precision: 0.0,
};

fn widest(curves: &[(usize, Curve)]) -> Option<Curve> {
    let curves = curves.iter().map(|(_, curve)| *curve);
    curves.min_by(|a, b| a.precision.total_cmp(&b.precision))
}

impl Curve {
    /// `None` for a class that was never observed.
    fn of(model: &Gaussian, class: usize, axis: usize) -> Option<Self> {
        let (means, variances) = model.class(class);
        model.constants()[class].is_finite().then(|| Self {
            mean: means[axis],
            precision: 1.0 / variances[axis],
        })
    }

    /// The power of two s for which s σ is from ½ to 1.
    fn scale(self) -> f64 {
        let (_, exponent) = libm::frexp(1.0 / self.precision.sqrt());
        libm::ldexp(1.0, -exponent)
    }

    fn is_near(self, x: f64) -> bool {
        self.precision * (x - self.mean) * (x - self.mean) <= NEAR
    }

    /// Its coefficients of u², u and 1, with u = x − `place`.
    fn around(self, place: f64) -> [f64; 3] {
        let off = place - self.mean;
        let half = -0.5 * self.precision;
        [half, 2.0 * half * off, half * off * off]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::architecture::Architecture;
    use crate::learning::naive_bayes::NaiveBayes;
    use crate::network::{Network, Workspace};
    use crate::pieces::initial::Initial;
    use crate::pieces::loss::Loss;
    use crate::pieces::shape::Shape;
    use crate::pieces::signals::Input;
    use crate::random::Random;

    /// Clouds of different widths, as many as `classes`.
    fn fitted(classes: u8) -> Gaussian {
        let (mut model, mut random) =
            (Gaussian::new(2, usize::from(classes), 1e-9), Random::new(4));
        for i in 0..300_u32 {
            let label = (i % u32::from(classes)) as u8;
            let [middle, width] = [f32::from(label) - 1.0, 0.3 + 0.4 * f32::from(label)];
            model.observe(&[0.0; 2].map(|_| middle + width * random.normal()), label);
        }
        model.fit();
        model
    }

    /// What the outputs are at x before softmax or sigmoid.
    fn logits(model: &Gaussian, x: [f32; 2]) -> Vec<f32> {
        let classes = model.constants().len();
        let network = Network::new(&Architecture {
            input: Shape::Units(2),
            hidden: hidden(classes),
            outputs: if classes == 2 { 1 } else { classes },
            loss: Loss::SquaredErrorLinear,
            initial: Initial::Zero,
        })
        .unwrap();
        let (parameters, mut workspace) = (parameters(model), Workspace::new(&network));
        let model = network.with(&parameters);
        model.predict(Input::Rows(&x), &mut workspace).to_vec()
    }

    #[test]
    fn the_network_has_the_log_odds_of_the_model() {
        for classes in [2, 3, 5] {
            let model = fitted(classes);
            let mut joint = vec![0.0; usize::from(classes)];
            for x in [[0.3, -1.2], [2.0, 2.5], [-3.0, 1.0]] {
                model.log_joint(&x, &mut joint);
                let z = logits(&model, x);
                let odds = |k: usize| if z.len() == 1 { z[0] } else { z[k] - z[0] };
                for k in 1..usize::from(classes) {
                    let expected = joint[k] - joint[0];
                    assert!((f64::from(odds(k)) - expected).abs() < 1e-4 * (1.0 + expected.abs()));
                }
            }
        }
    }

    #[test]
    fn a_class_without_points_is_never_said() {
        let mut model = Gaussian::new(2, 3, 1e-9);
        for i in 0..10_u8 {
            model.observe(&[f32::from(i), f32::from(i % 3)], i % 2);
        }
        model.fit();
        let parameters = parameters(&model);
        assert!(parameters.iter().all(|value| value.is_finite()));
        assert_eq!(parameters.last(), Some(&(NEVER as f32)));
    }

    #[test]
    fn nor_is_it_where_all_others_are_improbable() {
        let mut model = Gaussian::new(2, 3, 1e-9);
        model.observe(&[1.0, 1.0], 0);
        model.observe(&[-1.0, -1.0], 2);
        model.fit();
        for x in [[3.0, -3.0], [0.1, 0.2], [1.0, 1.0]] {
            let z = logits(&model, x);
            assert!(z[1] < z[0].max(z[2]), "{z:?}");
        }
    }
}
