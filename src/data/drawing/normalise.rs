//! Drawings as a digit reader wants them, and as beginners feed them.
//!
//! Networks that learned MNIST see what its makers would have made of a drawing (LeCun et al. 1998, "Gradient-based learning
//! applied to document recognition", section III A): cropped, scaled into a box of 20 × 20 pixels keeping its proportions,
//! grey by the area that ink covers, and moved so that its centre of mass lies in the middle of 28 × 28. Strokes are drawn
//! anew in that box with one pen, so thick and thin lines, small and large digits all look alike.

use super::render::{Pixels, Placement, render};
use super::strokes::Strokes;
use crate::data::digits::set::SIDE;

/// Side of the box that the ink fills, in pixels.
pub const BOX: f32 = 20.0;

/// Width of the pen in the box, in pixels.
pub const PEN: f32 = 2.4;

/// Where the centre of mass goes, on both axes, in pixels from the edge: the middle of pixel 14, where MNIST's pictures
/// have it (14.49 on average over its training set).
pub const MIDDLE: f32 = SIDE as f32 / 2.0 + 0.5;

/// A drawing smaller than this, on a pad of side 1, is not blown up to the whole box: a dot stays a dot.
pub const SMALLEST: f32 = 0.04;

/// Width of the pen on a pad of side 1: 16 pixels of 280.
pub const PEN_ON_PAD: f32 = 16.0 / 280.0;

/// The strokes as the networks learned to see digits; all zeros without strokes.
///
/// ```
/// use gradual::data::drawing::{normalise::normalise, strokes::Strokes};
///
/// let mut picture = [0.0; 784];
/// normalise(&Strokes::of(&[[0.1, 0.1], [0.1, 0.3]], &[2])?, &mut picture);
/// assert!(picture[28 * 14 + 14] > 0.5); // wherever it was drawn, it stands in the middle
/// # Ok::<(), gradual::Error>(())
/// ```
pub fn normalise(strokes: &Strokes, out: &mut Pixels) {
    if strokes.is_empty() {
        return out.fill(0.0);
    }
    let [low, high] = strokes.bounds();
    let extent = (high[0] - low[0]).max(high[1] - low[1]).max(SMALLEST);
    let scale = (BOX - PEN) / extent;
    let centred = [0, 1].map(|axis| MIDDLE - scale * (low[axis] + high[axis]) / 2.0);
    let mut placement = Placement {
        scale,
        offset: centred,
    };
    render(strokes, placement, PEN, out);
    let mass = centre_of_mass(out);
    placement.offset = [0, 1].map(|axis| centred[axis] + MIDDLE - mass[axis]);
    render(strokes, placement, PEN, out);
}

/// The whole pad made smaller, digits as large and wherever they are: the classic mistake.
///
/// ```
/// use gradual::data::drawing::{normalise::as_drawn, strokes::Strokes};
///
/// let mut picture = [0.0; 784];
/// as_drawn(&Strokes::of(&[[0.1, 0.1], [0.1, 0.3]], &[2])?, &mut picture);
/// assert_eq!(picture[28 * 14 + 14], 0.0); // it stays in its corner
/// # Ok::<(), gradual::Error>(())
/// ```
pub fn as_drawn(strokes: &Strokes, out: &mut Pixels) {
    let scale = SIDE as f32;
    let whole = Placement {
        scale,
        offset: [0.0; 2],
    };
    render(strokes, whole, scale * PEN_ON_PAD, out);
}

/// The ink's mean position.
fn centre_of_mass(pixels: &Pixels) -> [f32; 2] {
    mean_place(
        (0..)
            .zip(pixels)
            .map(|(i, &ink)| ([i % SIDE, i / SIDE], ink)),
    )
}

/// The mean of places, each with its ink, pixel centres at half numbers.
pub fn mean_place(ink: impl Iterator<Item = ([usize; 2], f32)>) -> [f32; 2] {
    // Large pictures need sums in double precision.
    let [x, y, mass] = ink.fold([0.0; 3], |[x, y, mass], (at, ink)| {
        let ink = f64::from(ink);
        [
            x + ink * (at[0] as f64 + 0.5),
            y + ink * (at[1] as f64 + 0.5),
            mass + ink,
        ]
    });
    [(x / mass) as f32, (y / mass) as f32]
}
