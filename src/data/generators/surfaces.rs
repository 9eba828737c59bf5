//! Points with values to predict: surfaces over the plane, and a curve over its first axis. All values are near −1 … 1.

use crate::data::dataset::{Dataset, Inputs};
use crate::data::plane::{EDGE, PLANE, Place};
use crate::error::Result;
use crate::pieces::shape::Shape;
use crate::random::Random;

/// Standard deviation of the values' noise at noise = 1.
const NOISE: f32 = 0.4;

/// t of a place, without noise.
pub type Surface = fn(Place) -> f32;

/// (2 x₁ + x₂) / 9, a plane.
///
/// ```
/// assert_eq!(gradual::data::generators::surfaces::slope([3.0, 3.0]), 1.0);
/// ```
pub fn slope([x1, x2]: Place) -> f32 {
    (2.0 * x1 + x2) / (3.0 * PLANE)
}

/// 2 e^(−(x₁² + x₂²) / 2) − 1.
///
/// ```
/// assert_eq!(gradual::data::generators::surfaces::hill([0.0, 0.0]), 1.0); // its peak
/// ```
pub fn hill([x1, x2]: Place) -> f32 {
    2.0 * libm::expf(-0.5 * (x1 * x1 + x2 * x2)) - 1.0
}

/// sin 1.5 x₁ · cos 1.5 x₂.
///
/// ```
/// assert_eq!(gradual::data::generators::surfaces::waves([0.0, 2.0]), 0.0);
/// ```
pub fn waves([x1, x2]: Place) -> f32 {
    libm::sinf(1.5 * x1) * libm::cosf(1.5 * x2)
}

/// sin 2 x₁ · (1 − |x₁| / 6), of x₁ alone.
///
/// ```
/// use gradual::data::generators::surfaces::curve;
///
/// assert_eq!(curve([0.5, 0.0]), curve([0.5, 2.0])); // x₁ alone counts
/// ```
pub fn curve([x1, _]: Place) -> f32 {
    libm::sinf(2.0 * x1) * (1.0 - x1.abs() / (2.0 * PLANE))
}

/// `count` points evenly over the plane, x₂ within ±`across` (0 for the curve), the first `train` for training.
///
/// ```
/// use gradual::Random;
/// use gradual::data::generators::surfaces::{generate, hill};
///
/// let data = generate(hill, 3.0, [50, 40], 0.0, &mut Random::new(1))?;
/// let (x, t) = (data.values(), data.targets());
/// assert_eq!(t[0], hill([x[0], x[1]])); // no noise
/// # Ok::<(), gradual::Error>(())
/// ```
pub fn generate(
    surface: Surface,
    across: f32,
    [count, train]: [usize; 2],
    noise: f32,
    random: &mut Random,
) -> Result<Dataset> {
    let (mut inputs, mut targets) = (Vec::new(), Vec::new());
    for _ in 0..count {
        let place = [
            random.between(-EDGE, EDGE),
            across * random.between(-1.0, 1.0),
        ];
        targets.push(surface(place) + NOISE * noise * random.normal());
        inputs.extend(place);
    }
    Dataset::regression(Inputs::Values(inputs), Shape::Units(2), targets, train)
}
