//! Augmentation: each time a picture is trained on, it is shifted, turned, scaled, slanted, and drawn thinner or thicker.
//!
//! A digit stays what it is when its writer holds the pen otherwise; a network that sees each picture anew in every epoch
//! learns that, and reads other people's digits better (Simard, Steinkraus and Platt 2003). How a picture varies follows
//! from the seed, the epoch and the picture's number alone: a batch can be trained again, and models that learn side by
//! side see the same pictures.

use std::ops::Range;

use crate::data::dataset::Dataset;
use crate::error::{Error, Result};
use crate::pieces::shape::{Picture, Shape};
use crate::random::{Random, Stream};

/// The largest shift on both axes, in pixels. Drawings and MNIST's pictures are centred alike: two pixels taught no better.
const SHIFT: f32 = 1.0;

/// The largest rotation, in radians: 10°.
const ROTATION: f32 = 10.0 * std::f32::consts::PI / 180.0;

/// The largest growth or shrinkage.
const SCALE: f32 = 0.1;

/// The largest slant: pixels to the right for each pixel up.
const SLANT: f32 = 0.2;

/// The largest change of stroke weight.
const WEIGHT: f32 = 0.4;

/// Blank pixels around a picture, so that its neighbours need no questions.
const BORDER: usize = 3;

/// One way to vary a picture.
///
/// ```
/// use gradual::Random;
/// use gradual::data::digits::augment::Variation;
///
/// let mut random = Random::new(1);
/// let (none, most) = (Variation::draw(&mut random, 0.0), Variation::draw(&mut random, 1.0));
/// assert_eq!((none.rotation, none.scale), (0.0, 1.0)); // the picture as it is
/// assert!(most.rotation.abs() <= 10.0_f32.to_radians());
/// ```
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
    /// One that people's handwriting has, each part uniform up to `strength` (0 to 1) times its largest.
    ///
    /// ```
    /// use gradual::Random;
    /// use gradual::data::digits::augment::Variation;
    ///
    /// let variation = || Variation::draw(&mut Random::new(1), 0.5);
    /// assert_eq!(variation(), variation());
    /// ```
    pub fn draw(random: &mut Random, strength: f32) -> Self {
        let mut up_to = |most: f32| strength * random.between(-most, most);
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
///
/// ```
/// use gradual::Digits;
/// use gradual::data::digits::augment::Augmenter;
/// use gradual::data::digits::set::dataset;
///
/// let mut train = Digits::new("training digits");
/// let mut one = [0; 784];
/// (6..22).for_each(|row| one[28 * row + 14] = 255); // a stroke from top to bottom
/// train.add(&one, 1)?;
/// train.add(&[0; 784], 0)?;
/// let data = dataset(&train, &Digits::new("test digits"))?;
/// let mut augmenter = Augmenter::new(&data, 1, 1.0)?;
/// let first = augmenter.example(&data, 0, 0).to_vec();
/// assert_ne!(augmenter.example(&data, 0, 1), first); // another picture in each epoch
/// assert_eq!(augmenter.example(&data, 0, 0), first); // but the same whenever that comes
/// # Ok::<(), gradual::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Augmenter {
    seed: u32,
    strength: f32,
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
    /// For data that are grey pictures; `strength` as in [`Variation::draw`].
    pub fn new(data: &Dataset, seed: u32, strength: f32) -> Result<Self> {
        match data.shape() {
            Shape::Picture(picture) if picture.channels == 1 => {
                Ok(Self::of(picture, seed, strength))
            }
            shape => Err(Error::Unsuitable {
                what: format!(
                    "Augmentation varies grey pictures, but an example here has the shape {shape}"
                ),
            }),
        }
    }

    fn of(picture: Picture, seed: u32, strength: f32) -> Self {
        let padded = vec![0.0; picture.padded(BORDER).len()];
        Self {
            seed,
            strength,
            picture,
            pixels: vec![0.0; picture.len()],
            weighted: padded.clone(),
            padded,
        }
    }

    /// Example `example` of `data` as it is seen in `epoch`, `[height, width]`.
    pub fn example(&mut self, data: &Dataset, example: usize, epoch: u32) -> &[f32] {
        data.copy_input(example, &mut self.pixels);
        let stream = Stream::Augmentation {
            epoch,
            example: example as u32,
        };
        let mut random = Random::stream(self.seed, stream);
        self.vary(&Variation::draw(&mut random, self.strength));
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
        let (mut columns, mut rows) = ([f32::MAX, f32::MIN], [f32::MAX, f32::MIN]);
        for (y, row) in self.pixels.chunks_exact(self.picture.width).enumerate() {
            if let Some(first) = row.iter().position(is_ink) {
                let last = row.iter().rposition(is_ink).unwrap_or(first);
                columns = [columns[0].min(first as f32), columns[1].max(last as f32)];
                rows = [rows[0].min(y as f32), y as f32];
            }
        }
        (rows[0] <= rows[1]).then_some(Bounds { columns, rows })
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
        let stride = self.stride();
        let inner = stride..self.padded.len() - stride;
        let weighted = &mut self.weighted[inner];
        let from = |place: usize| &self.padded[place..][..weighted.len()];
        let [p, left, right] = [stride, stride - 1, stride + 1].map(from);
        let [above, below] = [0, 2 * stride].map(from);
        for (i, out) in weighted.iter_mut().enumerate() {
            let m = pick(
                p[i],
                pick(pick(left[i], right[i]), pick(above[i], below[i])),
            );
            *out = p[i] + share * (m - p[i]);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::dataset::Inputs;

    const PICTURE: Picture = Picture {
        height: 9,
        width: 11,
        channels: 1,
    };

    /// Leaves a picture as it is.
    const NONE: Variation = Variation {
        shift: [0.0; 2],
        rotation: 0.0,
        scale: 1.0,
        slant: 0.0,
        weight: 0.0,
    };

    /// A picture with ink that reaches the right edge.
    fn picture() -> Vec<f32> {
        let ink = |i: usize| {
            if i % 11 > 4 && i > 30 {
                (i * 37 % 101) as f32 / 100.0
            } else {
                0.0
            }
        };
        (0..PICTURE.len()).map(ink).collect()
    }

    fn varied(pixels: &[f32], variation: &Variation) -> Vec<f32> {
        let mut augmenter = Augmenter::of(PICTURE, 1, 1.0);
        augmenter.pixels.fill(1.0);
        augmenter.vary(&NONE); // what an earlier picture left does not matter
        augmenter.pixels.copy_from_slice(pixels);
        augmenter.vary(variation);
        augmenter.pixels
    }

    /// The formulas of this module, pixel by pixel in double precision.
    fn reference(pixels: &[f32], v: &Variation) -> Vec<f64> {
        let (height, width) = (PICTURE.height as isize, PICTURE.width as isize);
        let at = |x: isize, y: isize| {
            let inside = (0..width).contains(&x) && (0..height).contains(&y);
            if inside {
                f64::from(pixels[(y * width + x) as usize])
            } else {
                0.0
            }
        };
        let weighted = |x: isize, y: isize| {
            let five = [
                at(x, y),
                at(x - 1, y),
                at(x + 1, y),
                at(x, y - 1),
                at(x, y + 1),
            ];
            let pick = if v.weight > 0.0 { f64::max } else { f64::min };
            let m = five.into_iter().reduce(pick).unwrap();
            at(x, y) + f64::from(v.weight.abs()) * (m - at(x, y))
        };
        let middle = [(width - 1) as f64 / 2.0, (height - 1) as f64 / 2.0];
        let [scale, rotation, slant] = [v.scale, v.rotation, v.slant].map(f64::from);
        let (sin, cos) = rotation.sin_cos();
        let value = |x: isize, y: isize| {
            // Shift, rotation and scale are undone, then the slant: one pixel up is y = −1.
            let (x, y) = (
                x as f64 - middle[0] - f64::from(v.shift[0]),
                y as f64 - middle[1] - f64::from(v.shift[1]),
            );
            let (x, y) = ((cos * x + sin * y) / scale, (cos * y - sin * x) / scale);
            let (x, y) = (x + slant * y + middle[0], y + middle[1]);
            let near = |a: f64| a.floor() as isize..=a.floor() as isize + 1;
            let share = |a: f64, i: isize| 1.0 - (a - i as f64).abs();
            let corners = near(y).flat_map(|j| near(x).map(move |i| (i, j)));
            corners
                .map(|(i, j)| share(x, i) * share(y, j) * weighted(i, j))
                .sum()
        };
        (0..height)
            .flat_map(|y| (0..width).map(move |x| (x, y)))
            .map(|(x, y)| value(x, y))
            .collect()
    }

    #[test]
    fn no_variation_leaves_a_picture_as_it_is() {
        assert_eq!(varied(&picture(), &NONE), picture());
    }

    #[test]
    fn whole_pixels_shift_exactly() {
        let shift = [-3.0, 2.0];
        let shifted = varied(&picture(), &Variation { shift, ..NONE });
        for (i, &pixel) in shifted.iter().enumerate() {
            let (x, y) = (i % 11 + 3, (i / 11).checked_sub(2));
            let from = y.filter(|_| x < 11).map_or(0.0, |y| picture()[y * 11 + x]);
            assert_eq!(pixel, from, "pixel {i}");
        }
    }

    #[test]
    fn every_variation_equals_the_slow_reference() {
        let mut random = Random::new(3);
        for _ in 0..200 {
            let variation = Variation::draw(&mut random, 2.0);
            let (fast, slow) = (
                varied(&picture(), &variation),
                reference(&picture(), &variation),
            );
            for (fast, slow) in fast.iter().zip(slow) {
                assert!(
                    (f64::from(*fast) - slow).abs() < 1e-5,
                    "{fast} {slow} {variation:?}"
                );
            }
        }
    }

    #[test]
    fn ink_is_kept_where_only_its_place_changes_and_follows_the_stroke_weight() {
        let mut blot = vec![0.0; PICTURE.len()];
        for i in [37, 38, 39, 48, 49, 50, 59, 60, 61] {
            blot[i] = 1.0;
        }
        let mass = |variation| varied(&blot, &variation).iter().sum::<f32>();
        let turned = Variation {
            rotation: 0.5,
            shift: [0.3, -0.7],
            slant: 0.2,
            ..NONE
        };
        assert!((mass(turned) - 9.0).abs() < 0.1);
        assert!((mass(Variation { scale: 1.2, ..NONE }) - 9.0 * 1.44).abs() < 0.5);
        assert!(
            mass(Variation {
                weight: 0.5,
                ..NONE
            }) > 14.0
        );
        assert!(
            mass(Variation {
                weight: -0.5,
                ..NONE
            }) < 6.0
        );
    }

    #[test]
    fn seed_epoch_and_example_alone_decide() {
        let pixels: Vec<u8> = picture()
            .repeat(2)
            .iter()
            .map(|p| (255.0 * p) as u8)
            .collect();
        let inputs = Inputs::pictures(pixels, PICTURE.len());
        let data = Dataset::new(inputs, Shape::Picture(PICTURE), vec![0, 1], 2, 2).unwrap();
        let mut augmenter = Augmenter::new(&data, 7, 1.0).unwrap();
        let mut see = |example, epoch| augmenter.example(&data, example, epoch).to_vec();
        let first = see(0, 0);
        assert!(see(1, 0) != first && see(0, 1) != first);
        assert_eq!(see(0, 0), first);
        assert_ne!(
            Augmenter::new(&data, 8, 1.0).unwrap().example(&data, 0, 0),
            first
        );
    }

    #[test]
    fn points_are_refused() {
        let inputs = Inputs::Values(vec![0.0; 4]);
        let data = Dataset::new(inputs, Shape::Units(2), vec![0, 1], 2, 2).unwrap();
        let said = Augmenter::new(&data, 1, 1.0)
            .map(drop)
            .unwrap_err()
            .to_string();
        assert!(
            said.contains("grey pictures") && said.contains("2 values"),
            "{said}"
        );
    }
}
