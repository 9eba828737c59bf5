//! How many points, and how noisy.

use crate::data::plane::{EDGE, MOST_POINTS, Place};
use crate::data::splits::held_out::check_held_out;
use crate::error::{Result, in_range, in_range_single};
use crate::random::Random;

/// Standard deviation of the noise at noise = 1.
const NOISE: f32 = 0.6;

/// Whether there can be so many points, so much noise and such a share held out.
///
/// ```
/// use gradual::data::generators::amounts::check_amounts;
///
/// assert!(check_amounts(200, 0.1, 0.3).is_ok());
/// assert!(check_amounts(5, 0.1, 0.3).is_err() && check_amounts(200, 2.0, 0.3).is_err());
/// ```
pub fn check_amounts(count: usize, noise: f32, held_out: f32) -> Result<()> {
    in_range(
        "The number of points",
        count as f64,
        10.0,
        MOST_POINTS as f64,
    )?;
    in_range_single("The noise", noise, 0.0, 1.0)?;
    check_held_out(held_out)
}

/// The place moved by `noise`, inside the plane.
///
/// ```
/// use gradual::Random;
/// use gradual::data::generators::amounts::with_noise;
///
/// assert_eq!(with_noise([1.0, -1.0], 0.0, &mut Random::new(1)), [1.0, -1.0]);
/// assert_ne!(with_noise([1.0, -1.0], 0.2, &mut Random::new(1)), [1.0, -1.0]);
/// ```
pub fn with_noise(place: Place, noise: f32, random: &mut Random) -> Place {
    place.map(|v| (v + NOISE * noise * random.normal()).clamp(-EDGE, EDGE))
}
