//! How much ink each pixel of a picture means: how far it differs from the paper, which on a photo has light and shadow.

use crate::error::{Error, Result};

/// On even paper, ink stands out by this many of 255 grey levels; faint ink by a quarter of it, if the paper is quiet.
const CONTRAST: f32 = 32.0;
const FAINT: f32 = 8.0;

/// Where the border is uneven, ink that covers it stands out by this many.
const STRONG: f32 = 96.0;

/// What stands out by less than this share of the strongest ink is taken for noise.
const NOISE: f32 = 0.125;

/// On uneven paper, the edge of a shadow stands out, too.
const UNEVEN_NOISE: f32 = 0.35;

/// Along the border of even paper, the median grey differs by less than this many levels from stretch to stretch.
const EVEN: f32 = 10.0;

/// Side of the window whose median grey is that of uneven paper in its middle, as a share of the picture's longer side: ink
/// must fill less than half of it.
const WINDOW: f32 = 0.3;

/// Places along the longer side where that is looked up.
const PLACES: usize = 24;

/// So many places further than the nearest are asked, too.
const AROUND: usize = 1;

/// Ink on uneven paper: it differs by this share of the paper's own grey, and from its noise.
const LEAST: f32 = 0.05;
const ABOVE_NOISE: f32 = 5.0;

/// Ink from 0 to 1 of every pixel of a grey picture, row after row, dark on light or light on dark. Where the border is even,
/// its median is the paper; else the paper is looked for around every place, and ink is what differs by a share of it, as a
/// shadow takes the same share of paper and ink.
///
/// ```
/// let mut pixels = vec![230; 40 * 40]; // grey paper
/// (10..30).for_each(|row| pixels[40 * row + 20] = 20); // with a dark line on it
/// let ink = gradual::data::drawing::paper::ink(&pixels, 40)?;
/// assert_eq!((ink[0], ink[40 * 20 + 20]), (0.0, 1.0));
/// # Ok::<(), gradual::Error>(())
/// ```
pub fn ink(pixels: &[u8], width: usize) -> Result<Vec<f32>> {
    let stretches = border(pixels, width);
    let is_even = is_even(&stretches);
    if !is_even {
        // Where ink covers the border, nothing tells the paper around it, and the picture may be even all the same.
        if let Ok(ink) = ink_on_uneven(pixels, width) {
            return Ok(ink);
        }
    }
    let mut border = stretches.concat();
    border.sort_unstable();
    let [low, paper, high] = [1, 2, 3].map(|quarter| f32::from(border[border.len() * quarter / 4]));
    let least = if is_even {
        (8.0 * (high - low)).clamp(FAINT, CONTRAST)
    } else {
        STRONG
    };
    let greys = ink_of_greys(pixels, paper, least)?;
    Ok(pixels
        .iter()
        .map(|&grey| greys[usize::from(grey)])
        .collect())
}

/// Whether light and shadow leave the border alone. One stretch may be all ink.
fn is_even(stretches: &[Vec<u8>]) -> bool {
    let median = |stretch: &Vec<u8>| {
        let mut sorted = stretch.clone();
        sorted.sort_unstable();
        sorted.get(sorted.len() / 2).copied()
    };
    let mut medians: Vec<f32> = stretches.iter().filter_map(median).map(f32::from).collect();
    medians.sort_by(f32::total_cmp);
    medians.len() < 4 || medians[medians.len() - 2] - medians[1] < EVEN
}

/// How much ink each grey means on even paper.
fn ink_of_greys(pixels: &[u8], paper: f32, least: f32) -> Result<[f32; 256]> {
    let extremes =
        [pixels.iter().min(), pixels.iter().max()].map(|grey| f32::from(*grey.unwrap_or(&0)));
    let [darker, lighter] = extremes.map(|grey| grey - paper);
    let contrast = if -darker > lighter { darker } else { lighter };
    if contrast.abs() < least {
        return Err(no_ink());
    }
    let ink = |grey: usize| (grey as f32 - paper) / contrast;
    Ok(std::array::from_fn(|grey| {
        if ink(grey) < NOISE { 0.0 } else { ink(grey) }
    }))
}

fn ink_on_uneven(pixels: &[u8], width: usize) -> Result<Vec<f32>> {
    let mut ink = darkness(pixels, width);
    let [darkest, lower, upper, lightest] = [995, 250, 750, 5].map(|share| quantile(&ink, share));
    if -lightest > darkest {
        ink.iter_mut().for_each(|ink| *ink = -*ink); // light on dark
    }
    let strongest = usual(&ink, darkest.max(-lightest));
    let noise = (upper - lower) / 2.0;
    if strongest < LEAST.max(ABOVE_NOISE * noise) {
        return Err(no_ink());
    }
    let least = UNEVEN_NOISE.max(ABOVE_NOISE * noise / strongest);
    for ink in &mut ink {
        let share = (*ink / strongest).min(1.0);
        *ink = if share < least { 0.0 } else { share };
    }
    Ok(ink)
}

/// How much darker each pixel is than the paper around it, as a share of the paper's grey; below 0 where it is lighter.
fn darkness(pixels: &[u8], width: usize) -> Vec<f32> {
    let paper = Paper::of(pixels, width);
    let darkness = |(i, &grey): (usize, &u8)| {
        let grey = f32::from(grey);
        1.0 - grey / paper.at(i % width, i / width, grey).max(8.0)
    };
    pixels.iter().enumerate().map(darkness).collect()
}

/// The median of what has at least half of the most ink: at the edge of a shadow there may seem to be more.
fn usual(ink: &[f32], most: f32) -> f32 {
    let strong = |ink: &f32| *ink >= most / 2.0;
    quantile(&ink.iter().copied().filter(strong).collect::<Vec<_>>(), 500)
}

/// What so many thousandths of some values do not exceed; there is one at least.
fn quantile(values: &[f32], thousandths: usize) -> f32 {
    let mut values = values.to_vec();
    let place = (values.len() - 1) * thousandths / 1000;
    *values.select_nth_unstable_by(place, f32::total_cmp).1
}

fn no_ink() -> Error {
    let what = "The picture shows no digit: nothing in it stands out from its border".into();
    Error::Unsuitable { what }
}

/// The border in eight stretches, the halves of its sides.
fn border(pixels: &[u8], width: usize) -> [Vec<u8>; 8] {
    let height = pixels.len() / width;
    let mut stretches: [Vec<u8>; 8] = Default::default();
    for x in 0..width {
        let half = usize::from(2 * x >= width);
        stretches[half].push(pixels[x]);
        stretches[2 + half].push(pixels[(height - 1) * width + x]);
    }
    for y in 1..height.saturating_sub(1) {
        let half = usize::from(2 * y >= height);
        stretches[4 + half].push(pixels[y * width]);
        stretches[6 + half].push(pixels[y * width + width - 1]);
    }
    stretches
}

/// The grey of uneven paper at places of a grid.
struct Paper {
    greys: Vec<f32>,
    columns: usize,
    rows: usize,
    /// Pixels from place to place.
    step: f32,
}

impl Paper {
    fn of(pixels: &[u8], width: usize) -> Self {
        let height = pixels.len() / width;
        let longer = width.max(height) as f32;
        let step = (longer / PLACES as f32).max(1.0);
        let count = |side: usize| ((side - 1) as f32 / step) as usize + 2;
        let (columns, rows) = (count(width), count(height));
        let reach = (WINDOW * longer / 2.0).max(1.0);
        let median = |i: usize| {
            let at = [i % columns, i / columns].map(|place| place as f32 * step);
            let along = |axis: usize, side: usize| {
                let middle = at[axis].min((side - 1) as f32);
                (middle - reach).max(0.0) as usize..((middle + reach) as usize + 1).min(side)
            };
            median(pixels, width, along(0, width), along(1, height))
        };
        Self {
            greys: (0..columns * rows).map(median).collect(),
            columns,
            rows,
            step,
        }
    }

    /// The grey of the paper at a pixel: of the places around it that which is nearest to the pixel's own. At the edge of a shadow
    /// one of them is as dark as the shadow, and ink differs from all.
    fn at(&self, x: usize, y: usize, grey: f32) -> f32 {
        let around = |place: usize, count: usize| {
            let place = (place as f32 / self.step) as usize;
            place.saturating_sub(AROUND)..(place + AROUND + 2).min(count)
        };
        let mut nearest = f32::INFINITY;
        for row in around(y, self.rows) {
            for column in around(x, self.columns) {
                let paper = self.greys[row * self.columns + column];
                if (paper - grey).abs() < (nearest - grey).abs() {
                    nearest = paper;
                }
            }
        }
        nearest
    }
}

/// The median grey of some columns and rows, of some thousand pixels of theirs at most.
fn median(
    pixels: &[u8],
    width: usize,
    columns: std::ops::Range<usize>,
    rows: std::ops::Range<usize>,
) -> f32 {
    let step = (columns.len().max(rows.len()) / 48).max(1);
    let mut counts = [0_u32; 256];
    for y in rows.step_by(step) {
        for x in columns.clone().step_by(step) {
            counts[usize::from(pixels[y * width + x])] += 1;
        }
    }
    let half = counts.iter().sum::<u32>() / 2;
    let mut seen = 0;
    let reached = |&(_, &count): &(usize, &u32)| {
        seen += count;
        seen > half
    };
    counts
        .iter()
        .enumerate()
        .find(reached)
        .map_or(0.0, |(grey, _)| grey as f32)
}
