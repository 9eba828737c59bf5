//! Points with values to predict: surfaces over the plane, and a curve over its first axis. All values are near −1 … 1.

use super::dataset::{Dataset, Inputs};
use super::points::{PLANE, PointSet, PointsConfig};
use crate::error::Result;
use crate::pieces::shape::Shape;
use crate::random::Random;

/// Standard deviation of the values' noise at noise = 1.
const NOISE: f32 = 0.4;

/// t of a point, without noise; `None` for sets of classes.
///
/// | set | t |
/// | --- | --- |
/// | slope | (2 x₁ + x₂) / 9, a plane |
/// | hill | 2 e^(−(x₁² + x₂²) / 2) − 1 |
/// | waves | sin 1.5 x₁ · cos 1.5 x₂ |
/// | curve | sin 2 x₁ · (1 − |x₁| / 6), of x₁ alone |
pub fn value(set: PointSet, [x1, x2]: [f32; 2]) -> Option<f32> {
    match set {
        PointSet::Slope => Some((2.0 * x1 + x2) / (3.0 * PLANE)),
        PointSet::Hill => Some(2.0 * libm::expf(-0.5 * (x1 * x1 + x2 * x2)) - 1.0),
        PointSet::Waves => Some(libm::sinf(1.5 * x1) * libm::cosf(1.5 * x2)),
        PointSet::Curve => Some(libm::sinf(2.0 * x1) * (1.0 - x1.abs() / (2.0 * PLANE))),
        _ => None,
    }
}

/// Points evenly over the plane, or along its first axis with x₂ = 0 for the curve, the held-out ones last.
pub fn generate(request: &PointsConfig, train: usize, random: &mut Random) -> Result<Dataset> {
    let edge = PLANE - 0.05;
    let across = if request.set == PointSet::Curve {
        0.0
    } else {
        edge
    };
    let (mut inputs, mut targets) = (Vec::new(), Vec::new());
    for _ in 0..request.count {
        let point = [
            random.between(-edge, edge),
            across * random.between(-1.0, 1.0),
        ];
        let noise = NOISE * request.noise * random.normal();
        targets.push(value(request.set, point).unwrap_or_default() + noise);
        inputs.extend(point);
    }
    Dataset::regression(Inputs::Values(inputs), Shape::Units(2), targets, train)
}
