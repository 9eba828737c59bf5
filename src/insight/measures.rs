//! Numbers that one asks of a model beside its scores: how large its weights are, what it says at a place, how far its boundary
//! is from a line that somebody drew, and what its activations look like.

use serde::Serialize;

use super::plane::PlaneView;
use crate::data::dataset::check_size;
use crate::error::{Error, Result};
use crate::network::{Model, Workspace};
use crate::pieces::activation::Activation;
use crate::pieces::signals::Input;

/// Weights below this count as zero: they change no picture that one can see.
const NEARLY_ZERO: f32 = 0.01;

/// Cells on a side of the map on which a line and a boundary are compared.
const SIDE: usize = 100;

/// How many parameters there are, and how large the weights are among them; biases are no weights.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "page", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct WeightSummary {
    /// Weights and biases.
    pub parameters: usize,
    /// Σ |w|.
    pub sum: f64,
    /// The largest |w|; 0 where there is none.
    pub largest: f32,
    /// How many |w| are below 0.01.
    pub nearly_zero: usize,
}

/// How large the weights of a model are.
///
/// ```
/// # let (input, loss, initial) = (gradual::Shape::Units(2), gradual::Loss::CrossEntropy, gradual::Initial::Zero);
/// # let architecture = gradual::Architecture { input, hidden: Vec::new(), outputs: 1, loss, initial };
/// # let unit = gradual::Network::new(&architecture)?;
/// let summary = gradual::insight::measures::weight_summary(unit.with(&[2.0, 0.001, 7.0])); // the last one is the bias
/// assert_eq!((summary.parameters, summary.largest, summary.nearly_zero), (3, 2.0, 1));
/// # Ok::<(), gradual::Error>(())
/// ```
pub fn weight_summary(model: Model) -> WeightSummary {
    let weights = || {
        let layers = model.layers().iter();
        layers.flat_map(|layer| &model.parameters[layer.weights()])
    };
    WeightSummary {
        parameters: model.parameters.len(),
        sum: weights().map(|w| f64::from(w.abs())).sum(),
        largest: weights().map(|w| w.abs()).fold(0.0, f32::max),
        nearly_zero: weights().filter(|w| w.abs() < NEARLY_ZERO).count(),
    }
}

/// The first output at one place, `[inputs]`: P(class 1) of two classes, or the value.
///
/// ```
/// # let (input, loss, initial) = (gradual::Shape::Units(2), gradual::Loss::CrossEntropy, gradual::Initial::Zero);
/// # let architecture = gradual::Architecture { input, hidden: Vec::new(), outputs: 1, loss, initial };
/// # let unit = gradual::Network::new(&architecture)?;
/// let there = gradual::insight::measures::output_at(unit.with(&[1.0, 1.0, 0.0]), &[2.0, -2.0])?;
/// assert_eq!(there, 0.5); // on the boundary
/// # Ok::<(), gradual::Error>(())
/// ```
pub fn output_at(model: Model, x: &[f32]) -> Result<f32> {
    check_size("The inputs of a place", x.len(), model.inputs())?;
    Ok(model.predict(Input::Rows(x), &mut Workspace::new(&model))[0])
}

/// The share of the plane, 0 to ½, on which a model of two classes and the line through two places, `[x₁, x₂, x₁, x₂]`, say
/// otherwise; which side of the line is of which class is taken as the model has it.
///
/// ```
/// # let (input, loss, initial) = (gradual::Shape::Units(2), gradual::Loss::CrossEntropy, gradual::Initial::Zero);
/// # let architecture = gradual::Architecture { input, hidden: Vec::new(), outputs: 1, loss, initial };
/// # let unit = gradual::Network::new(&architecture)?;
/// use gradual::insight::measures::line_differs;
///
/// let upright = unit.with(&[1.0, 0.0, 0.0]);
/// assert_eq!(line_differs(upright, [0.0, -1.0, 0.0, 1.0])?, 0.0);
/// assert!((line_differs(upright, [-1.0, -1.0, 1.0, 1.0])? - 0.25).abs() < 0.01);
/// # Ok::<(), gradual::Error>(())
/// ```
pub fn line_differs(model: Model, line: [f32; 4]) -> Result<f32> {
    let [x, y, to_x, to_y] = line;
    let (dx, dy) = (to_x - x, to_y - y);
    if !(dx.hypot(dy) > 0.0 && dx.hypot(dy).is_finite()) {
        let what = "A line goes through two places that are not the same".into();
        return Err(Error::Unsuitable { what });
    }
    let mut plane = PlaneView::default();
    plane.outputs(model, SIDE)?;
    let margins = plane.margin(1)?.iter().enumerate();
    let differing = margins
        .filter(|&(cell, &margin)| {
            let [px, py] = PlaneView::centre(cell, SIDE);
            (dx * (py - y) - dy * (px - x) > 0.0) != (margin > 0.0)
        })
        .count();
    let share = differing as f32 / (SIDE * SIDE) as f32;
    Ok(share.min(1.0 - share))
}

/// f(z) and then f′(z) of an activation at some total inputs, `[2, z]`.
///
/// ```
/// use gradual::Activation;
/// use gradual::insight::measures::activation_curves;
///
/// assert_eq!(activation_curves(Activation::Relu, &[-1.0, 2.0]), [0.0, 2.0, 0.0, 1.0]);
/// ```
pub fn activation_curves(activation: Activation, z: &[f32]) -> Vec<f32> {
    let mut h = z.to_vec();
    activation.forward(&mut h);
    let slopes: Vec<f32> = h.iter().map(|&h| activation.slope(h)).collect();
    [h, slopes].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::architecture::Architecture;
    use crate::network::Network;
    use crate::pieces::initial::Initial;
    use crate::pieces::loss::Loss;
    use crate::pieces::shape::Shape;

    fn unit() -> Network {
        let (loss, initial) = (Loss::CrossEntropy, Initial::Zero);
        Network::new(&Architecture {
            input: Shape::Units(2),
            hidden: Vec::new(),
            outputs: 1,
            loss,
            initial,
        })
        .unwrap()
    }

    #[test]
    fn the_two_ends_of_a_line_may_be_named_in_either_order() {
        let unit = unit();
        let model = unit.with(&[0.7, -1.3, 0.4]);
        let [there, back] = [[-2.0, 0.3, 1.0, 1.5], [1.0, 1.5, -2.0, 0.3]]
            .map(|line| line_differs(model, line).unwrap());
        assert!((there - back).abs() < 1e-6);
        assert!(there > 0.0 && there <= 0.5);
    }

    #[test]
    fn a_line_of_one_place_and_a_place_of_other_inputs_are_refused() {
        let unit = unit();
        let model = unit.with(&[0.7, -1.3, 0.4]);
        for line in [[1.0; 4], [f32::NAN; 4], [0.0, 0.0, f32::INFINITY, 1.0]] {
            assert!(line_differs(model, line).is_err());
        }
        assert!(output_at(model, &[1.0]).is_err());
    }
}
