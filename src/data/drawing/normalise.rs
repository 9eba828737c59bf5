//! Drawings and pictures as a digit reader wants them, and as beginners feed them.
//!
//! Networks that learned MNIST see what its makers would have made of a drawing (LeCun et al. 1998, "Gradient-based learning
//! applied to document recognition", section III A): cropped, scaled into a box of 20 × 20 pixels keeping its proportions,
//! grey by the area that ink covers, and moved so that its centre of mass lies in the middle of 28 × 28. Strokes are drawn
//! anew in that box with one pen, so thick and thin lines, small and large digits all look alike.

use super::render::{Pixels, Placement, render};
use super::strokes::Strokes;
use crate::data::dataset::check_size;
use crate::data::digits::set::SIDE;
use crate::error::{Error, Result, in_range};

/// Side of the box that the ink fills, in pixels.
const BOX: f32 = 20.0;

/// Width of the pen in the box, in pixels.
const PEN: f32 = 2.4;

/// Where the centre of mass goes, on both axes, in pixels from the edge: the middle of pixel 14, where MNIST's pictures
/// have it (14.49 on average over its training set).
const MIDDLE: f32 = SIDE as f32 / 2.0 + 0.5;

/// A drawing smaller than this, on a pad of side 1, is not blown up to the whole box: a dot stays a dot.
pub const SMALLEST: f32 = 0.04;

/// Width of the pen on a pad of side 1: 16 pixels of 280.
pub const PEN_ON_PAD: f32 = 16.0 / 280.0;

/// The longest side of a picture that can be normalised: larger ones would hold up the page.
pub const MOST_SIDE: usize = 2048;

/// Ink must stand out from the paper by this many of 255 grey levels.
const CONTRAST: f32 = 32.0;

/// What stands out by less than this share of the strongest ink is taken for noise.
const NOISE: f32 = 0.125;

/// The strokes as the networks learned to see digits; all zeros without strokes.
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
pub fn as_drawn(strokes: &Strokes, out: &mut Pixels) {
    let scale = SIDE as f32;
    let whole = Placement {
        scale,
        offset: [0.0; 2],
    };
    render(strokes, whole, scale * PEN_ON_PAD, out);
}

/// A grey picture of one digit, row after row, as the networks learned to see digits.
///
/// The border tells the paper's grey (its median), and the grey farthest from it is ink, be it dark on light or light on
/// dark. Refuses pictures with no pixels or more than 2048 on a side, and those without ink.
pub fn normalise_pixels(
    pixels: &[u8],
    width: usize,
    height: usize,
    out: &mut Pixels,
) -> Result<()> {
    in_range("The picture's width", width as f64, 1.0, MOST_SIDE as f64)?;
    in_range("The picture's height", height as f64, 1.0, MOST_SIDE as f64)?;
    check_size("Pixels of the picture", pixels.len(), width * height)?;
    let scan = Scan {
        pixels,
        width,
        ink: ink_of_greys(pixels, width)?,
    };
    let [low, high] = scan.bounds();
    let scale = BOX / (high[0] - low[0]).max(high[1] - low[1]) as f32;
    let mass = scan.centre_of_mass();
    let corner = mass.map(|mass| mass - MIDDLE / scale);
    for (i, pixel) in out.iter_mut().enumerate() {
        let at = [i % SIDE, i / SIDE];
        let edge = |axis: usize, step: usize| corner[axis] + (at[axis] + step) as f32 / scale;
        *pixel = scan.average([edge(0, 0), edge(1, 0)], [edge(0, 1), edge(1, 1)]);
    }
    Ok(())
}

/// How much ink each grey means, 0 to 1.
fn ink_of_greys(pixels: &[u8], width: usize) -> Result<[f32; 256]> {
    let paper = f32::from(median_of_border(pixels, width));
    let extremes =
        [pixels.iter().min(), pixels.iter().max()].map(|grey| f32::from(*grey.unwrap_or(&0)));
    let [darker, lighter] = extremes.map(|grey| grey - paper);
    let contrast = if -darker > lighter { darker } else { lighter };
    if contrast.abs() < CONTRAST {
        let what = "The picture shows no digit: nothing in it stands out from its border".into();
        return Err(Error::Unsuitable { what });
    }
    let ink = |grey: usize| (grey as f32 - paper) / contrast;
    Ok(std::array::from_fn(|grey| {
        if ink(grey) < NOISE { 0.0 } else { ink(grey) }
    }))
}

fn median_of_border(pixels: &[u8], width: usize) -> u8 {
    let rows = pixels.chunks_exact(width);
    let last = rows.len() - 1;
    let mut border: Vec<u8> = rows
        .enumerate()
        .flat_map(|(y, row)| {
            let step = if y == 0 || y == last {
                1
            } else {
                (width - 1).max(1)
            };
            row.iter().step_by(step).copied()
        })
        .collect();
    let middle = border.len() / 2;
    *border.select_nth_unstable(middle).1
}

/// A picture, with the ink that each grey means.
struct Scan<'a> {
    pixels: &'a [u8],
    width: usize,
    ink: [f32; 256],
}

impl Scan<'_> {
    fn ink(&self) -> impl Iterator<Item = ([usize; 2], f32)> {
        let inked = self.pixels.iter().map(|&grey| self.ink[usize::from(grey)]);
        inked
            .enumerate()
            .filter(|&(_, ink)| ink > 0.0)
            .map(|(i, ink)| ([i % self.width, i / self.width], ink))
    }

    /// The corners of the smallest box around the ink.
    fn bounds(&self) -> [[usize; 2]; 2] {
        self.ink()
            .fold([[usize::MAX; 2], [0; 2]], |[low, high], (at, _)| {
                [
                    [low[0].min(at[0]), low[1].min(at[1])],
                    [high[0].max(at[0] + 1), high[1].max(at[1] + 1)],
                ]
            })
    }

    fn centre_of_mass(&self) -> [f32; 2] {
        mean_place(self.ink())
    }

    /// The mean ink between two corners, in pixels; nothing lies beyond the picture.
    fn average(&self, low: [f32; 2], high: [f32; 2]) -> f32 {
        let height = self.pixels.len() / self.width;
        let mut sum = 0.0;
        for (y, tall) in overlaps(low[1], high[1], height) {
            for (x, wide) in overlaps(low[0], high[0], self.width) {
                sum += wide * tall * self.ink[usize::from(self.pixels[y * self.width + x])];
            }
        }
        sum / ((high[0] - low[0]) * (high[1] - low[1]))
    }
}

/// The unit steps, of `count` from 0, that an interval meets, and how much of each it covers.
fn overlaps(low: f32, high: f32, count: usize) -> impl Iterator<Item = (usize, f32)> {
    let steps = low.max(0.0) as usize..(high.max(0.0).ceil() as usize).min(count);
    steps.map(move |step| {
        let start = step as f32;
        (step, high.min(start + 1.0) - low.max(start))
    })
}

/// The ink's mean position, pixel centres at half numbers.
fn centre_of_mass(pixels: &Pixels) -> [f32; 2] {
    mean_place(
        (0..)
            .zip(pixels)
            .map(|(i, &ink)| ([i % SIDE, i / SIDE], ink)),
    )
}

fn mean_place(ink: impl Iterator<Item = ([usize; 2], f32)>) -> [f32; 2] {
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
