//! Augmentation: each time a picture is trained on, it is shifted, turned, scaled, slanted, and drawn thinner or thicker.
//!
//! A digit stays what it is when its writer holds the pen otherwise; a network that sees each picture anew in every epoch
//! learns that, and reads other people's digits better (Simard, Steinkraus and Platt 2003). How a picture varies follows
//! from the seed, the epoch and the picture's number alone: a batch can be trained again, and models that learn side by
//! side see the same pictures.

use std::ops::Range;

use super::dataset::Dataset;
use crate::error::{Error, Result};
use crate::pieces::shape::{Picture, Shape};
use crate::random::Random;

/// The largest shift on both axes, in pixels.
const SHIFT: f32 = 2.0;

/// The largest rotation, in radians: 10°.
const ROTATION: f32 = 10.0 * std::f32::consts::PI / 180.0;

/// The largest growth or shrinkage.
const SCALE: f32 = 0.1;

/// The largest slant: pixels to the right for each pixel up.
const SLANT: f32 = 0.15;

/// The largest change of stroke weight.
const WEIGHT: f32 = 0.6;

/// Blank pixels around a picture, so that its neighbours need no questions.
const BORDER: usize = 3;

/// One way to vary a picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Variation {
    /// Pixels to the right and down.
    pub shift: [f32; 2],
    /// Radians, clockwise about the picture's centre.
    pub rotation: f32,
    /// Growth: 1 keeps the size.
    pub scale: f32,
    /// Pixels to the right for each pixel up.
    pub slant: f32,
    /// Stroke weight: each pixel p becomes p + w (m − p), where m is the largest of p and its four neighbours for w > 0, and
    /// p − |w| (p − m) with the smallest for w < 0 (grey dilation and erosion, in part).
    pub weight: f32,
}

impl Variation {
    /// Leaves a picture as it is.
    pub const NONE: Self = Self {
        shift: [0.0; 2],
        rotation: 0.0,
        scale: 1.0,
        slant: 0.0,
        weight: 0.0,
    };

    /// One that people's handwriting has, each part uniform up to its largest.
    pub fn draw(random: &mut Random) -> Self {
        let mut up_to = |most: f32| random.between(-most, most);
        Self {
            shift: [up_to(SHIFT), up_to(SHIFT)],
            rotation: up_to(ROTATION),
            scale: 1.0 + up_to(SCALE),
            slant: up_to(SLANT),
            weight: up_to(WEIGHT),
        }
    }

    /// From a place q of the varied picture back to the place it came from, both measured from the centre:
    /// `M (q − shift)` with `M = (scale · rotation · slant)⁻¹`.
    fn back(&self) -> [[f32; 2]; 2] {
        let (sin, cos) = libm::sincosf(self.rotation);
        let (sin, cos) = (sin / self.scale, cos / self.scale);
        let slant = self.slant;
        [[cos - slant * sin, sin + slant * cos], [-sin, cos]]
    }
}

/// Varies the pictures of a data set.
#[derive(Clone)]
pub struct Augmenter {
    seed: u32,
    picture: Picture,
    /// The picture as it is `[height, width]`, then the result.
    pixels: Vec<f32>,
    /// With its border: as it is, and with its new stroke weight.
    padded: Vec<f32>,
    weighted: Vec<f32>,
}

/// Where there is ink: from the first to the last column and row.
#[derive(Clone, Copy)]
struct Bounds {
    columns: [f32; 2],
    rows: [f32; 2],
}

impl Augmenter {
    /// For data that are grey pictures.
    pub fn new(data: &Dataset, seed: u32) -> Result<Self> {
        match data.shape() {
            Shape::Picture(picture) if picture.channels == 1 => Ok(Self::of(picture, seed)),
            shape => Err(Error::Unsuitable {
                what: format!(
                    "Augmentation varies grey pictures, but an example here has the shape {shape}"
                ),
            }),
        }
    }

    fn of(picture: Picture, seed: u32) -> Self {
        let padded = vec![0.0; picture.padded(BORDER).len()];
        Self {
            seed,
            picture,
            pixels: vec![0.0; picture.len()],
            weighted: padded.clone(),
            padded,
        }
    }

    /// Example `example` of `data` as it is seen in `epoch`, `[height, width]`.
    pub fn example(&mut self, data: &Dataset, example: usize, epoch: u32) -> &[f32] {
        data.copy_input(example, &mut self.pixels);
        let stream = 1 << 62 | u64::from(epoch) << 32 | example as u64;
        self.vary(&Variation::draw(&mut Random::stream(self.seed, stream)));
        &self.pixels
    }

    /// Varies the picture in `pixels`.
    fn vary(&mut self, variation: &Variation) {
        if let Some(ink) = self.bounds() {
            self.pad();
            self.weigh(variation.weight);
            self.sample(variation, ink);
        }
    }

    /// None for a blank picture.
    fn bounds(&self) -> Option<Bounds> {
        let is_ink = |&pixel: &f32| pixel != 0.0;
        let mut ink: Option<Bounds> = None;
        for (y, row) in self.pixels.chunks_exact(self.picture.width).enumerate() {
            let (Some(first), Some(last)) =
                (row.iter().position(is_ink), row.iter().rposition(is_ink))
            else {
                continue;
            };
            let (y, first, last) = (y as f32, first as f32, last as f32);
            let before = ink.unwrap_or(Bounds {
                columns: [first, last],
                rows: [y, y],
            });
            ink = Some(Bounds {
                columns: [before.columns[0].min(first), before.columns[1].max(last)],
                rows: [before.rows[0], y],
            });
        }
        ink
    }

    fn stride(&self) -> usize {
        self.picture.width + 2 * BORDER
    }

    /// Copies the picture into its border of zeros.
    fn pad(&mut self) {
        let (stride, width) = (self.stride(), self.picture.width);
        let rows = self.padded.chunks_exact_mut(stride).skip(BORDER);
        for (padded, row) in rows.zip(self.pixels.chunks_exact(width)) {
            padded[BORDER..][..width].copy_from_slice(row);
        }
    }

    /// Makes the strokes thicker (`weight` > 0) or thinner.
    fn weigh(&mut self, weight: f32) {
        if weight > 0.0 {
            self.blend(weight, |a, b| if a > b { a } else { b });
        } else {
            self.blend(-weight, |a, b| if a < b { a } else { b });
        }
    }

    /// p ← p + share · (m − p), where m is `pick` of p and its four neighbours.
    fn blend(&mut self, share: f32, pick: impl Fn(f32, f32) -> f32) {
        let (stride, padded) = (self.stride(), &self.padded[..]);
        let inner = stride..padded.len() - stride;
        let middle = &padded[inner.clone()];
        let sides = padded[inner.start - 1..]
            .iter()
            .zip(&padded[inner.start + 1..]);
        let above_and_below = padded.iter().zip(&padded[inner.start + stride..]);
        let all = middle.iter().zip(sides).zip(above_and_below);
        for (out, ((&p, (&left, &right)), (&above, &below))) in
            self.weighted[inner].iter_mut().zip(all)
        {
            let m = pick(p, pick(pick(left, right), pick(above, below)));
            *out = p + share * (m - p);
        }
    }

    /// Fills `pixels` from the weighted picture: each pixel is interpolated (bilinearly) where it came from.
    fn sample(&mut self, variation: &Variation, ink: Bounds) {
        let (stride, width) = (self.stride(), self.picture.width);
        let [across, down] = variation.back();
        let first = self.first(variation);
        self.pixels.fill(0.0);
        for (y, row) in self.pixels.chunks_exact_mut(width).enumerate() {
            let x = first[0] + across[1] * y as f32;
            let y = first[1] + down[1] * y as f32;
            let columns = overlap(
                within(x, across[0], ink.columns),
                within(y, down[0], ink.rows),
                width,
            );
            for column in columns {
                let x = x + across[0] * column as f32 + BORDER as f32;
                let y = y + down[0] * column as f32 + BORDER as f32;
                row[column] = interpolate(&self.weighted, stride, x, y);
            }
        }
    }

    /// Where the first pixel came from.
    fn first(&self, variation: &Variation) -> [f32; 2] {
        let [across, down] = variation.back();
        let middle =
            [self.picture.width, self.picture.height].map(|side| (side as f32 - 1.0) / 2.0);
        let x = -middle[0] - variation.shift[0];
        let y = -middle[1] - variation.shift[1];
        [
            middle[0] + (across[0] * x + across[1] * y),
            middle[1] + (down[0] * x + down[1] * y),
        ]
    }
}

/// The first and the last x for which `start + step · x` is less than two pixels from `[low, high]`: thicker strokes reach
/// one pixel further, interpolation another.
fn within(start: f32, step: f32, [low, high]: [f32; 2]) -> [f32; 2] {
    let (low, high) = (low - 2.0 - start, high + 2.0 - start);
    if step.abs() < 1e-6 {
        let inside = low < 0.0 && 0.0 < high;
        return if inside { [0.0, f32::MAX] } else { [1.0, 0.0] };
    }
    let ends = [low / step, high / step];
    [ends[0].min(ends[1]), ends[0].max(ends[1])]
}

/// The whole numbers below `width` in both intervals.
fn overlap(a: [f32; 2], b: [f32; 2], width: usize) -> Range<usize> {
    let first = (a[0].max(b[0]) + 1.0).max(0.0) as usize;
    let end = (a[1].min(b[1]) + 1.0).max(0.0) as usize;
    first..width.min(end)
}

/// The padded picture's value at a place (x, y) of it, between its four pixels.
#[inline(always)]
fn interpolate(padded: &[f32], stride: usize, x: f32, y: f32) -> f32 {
    let (left, top) = (x as i32, y as i32);
    let (x, y) = (x - left as f32, y - top as f32);
    let (left, top) = (left as usize, top as usize);
    let corners = &padded[top * stride + left..][..stride + 2];
    let above = corners[0] + x * (corners[1] - corners[0]);
    let below = corners[stride] + x * (corners[stride + 1] - corners[stride]);
    above + y * (below - above)
}
