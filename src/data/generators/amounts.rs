//! How many points, and how noisy.

use crate::data::plane::{EDGE, MOST_POINTS, Place};
use crate::data::splits::held_out::check_held_out;
use crate::error::{Result, in_range, in_range_single};
use crate::random::Random;

/// Standard deviation of the noise at noise = 1.
const NOISE: f32 = 0.6;

/// Whether there can be so many points, so much noise and such a share held out.
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
pub fn with_noise(place: Place, noise: f32, random: &mut Random) -> Place {
    place.map(|v| (v + NOISE * noise * random.normal()).clamp(-EDGE, EDGE))
}
