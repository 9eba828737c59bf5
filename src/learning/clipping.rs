//! Clipping: a gradient longer than `limit` keeps its direction and loses the rest of its length.
//!
//! g ← g · min(1, limit / ‖g‖), over all parameters together (Pascanu, Mikolov and Bengio 2013).

use crate::kernels::elementwise::map;
use crate::kernels::lanes::F32x4;
use crate::kernels::reduce::sum_of_squares;

/// ‖g‖, also where the squares of `f32` would overflow.
///
/// ```
/// assert_eq!(gradual::learning::clipping::norm(&[3.0, 4.0]), 5.0);
/// ```
pub fn norm(gradient: &[f32]) -> f32 {
    let square = sum_of_squares(gradient);
    if square.is_finite() {
        return square.sqrt();
    }
    let squares = gradient.iter().map(|&g| f64::from(g) * f64::from(g));
    squares.sum::<f64>().sqrt() as f32
}

/// Shortens `gradient` to `limit` where it is longer; a gradient that is not finite stays as it is. Returns ‖g‖ of before.
///
/// ```
/// use gradual::learning::clipping::clip;
///
/// let mut gradient = [3.0, 4.0];
/// assert_eq!(clip(&mut gradient, 2.5), 5.0);
/// assert_eq!(gradient, [1.5, 2.0]);
/// ```
pub fn clip(gradient: &mut [f32], limit: f32) -> f32 {
    let length = norm(gradient);
    if length > limit && length.is_finite() {
        let share = F32x4::splat(limit / length);
        map(gradient, |g| g * share);
    }
    length
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_gradient_keeps_its_direction() {
        let mut gradient = [3.0, -4.0, 0.0, 12.0, 0.0];
        assert_eq!(clip(&mut gradient, 1.0), 13.0);
        assert!((norm(&gradient) - 1.0).abs() < 1e-6);
        assert!((gradient[0] / gradient[1] + 0.75).abs() < 1e-6);
    }

    #[test]
    fn a_short_gradient_stays_to_the_last_bit() {
        let mut gradient = [0.1, -0.3, 0.7];
        clip(&mut gradient, 1.0);
        assert_eq!(gradient, [0.1, -0.3, 0.7]);
    }

    #[test]
    fn lengths_beyond_what_squares_can_hold_are_clipped_too() {
        let mut gradient = [3e30, 4e30];
        assert!((clip(&mut gradient, 5.0) / 5e30 - 1.0).abs() < 1e-6);
        assert!((gradient[0] - 3.0).abs() < 1e-5 && (gradient[1] - 4.0).abs() < 1e-5);
    }

    #[test]
    fn what_is_not_finite_is_left_as_it_is() {
        let mut gradient = [f32::INFINITY, 1.0];
        assert_eq!(clip(&mut gradient, 1.0), f32::INFINITY);
        assert_eq!(gradient, [f32::INFINITY, 1.0]);
    }
}
