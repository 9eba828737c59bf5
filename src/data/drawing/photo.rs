//! Pictures from elsewhere, scans and photos, as a digit reader wants them: each digit of a sheet cropped, scaled and centred
//! as drawings are.

use super::normalise::{BOX, MIDDLE, PEN, mean_place};
use super::paper::ink;
use super::render::Pixels;
use super::segment::segment;
use super::strokes::{Place, Strokes};
use crate::data::dataset::check_size;
use crate::data::digits::set::{PIXELS, SIDE};
use crate::error::{Result, in_range};

/// The longest side of a picture that can be normalised: larger ones would hold up the page.
pub const MOST_SIDE: usize = 2048;

/// What is smaller than this share of the picture's longer side, and of its tallest piece of ink, is dust.
const DUST: f32 = 0.02;
const SMALL: f32 = 0.08;

/// Lines are thin where they fill less than this share of every pixel.
const THIN: f32 = 0.6;

/// Height of the tallest piece of ink on a pad, on which pieces are grouped as strokes are.
const TALLEST: f32 = 0.4;

/// Places of a piece that tell where it is, at most.
const PLACES: usize = 160;

/// The greys of pixels of red, green, blue and opacity. What is clear is paper: white under dark ink, black under light ink.
///
/// ```
/// use gradual::data::drawing::photo::greys;
///
/// let [white, black] = greys(&[255, 255, 255, 255, 0, 0, 0, 255])[..] else { panic!("two pixels") };
/// assert_eq!((white, black), (255, 0));
/// ```
pub fn greys(rgba: &[u8]) -> Vec<u8> {
    let (pixels, _) = rgba.as_chunks::<4>();
    let luma = |&[red, green, blue, _]: &[u8; 4]| {
        0.299 * f32::from(red) + 0.587 * f32::from(green) + 0.114 * f32::from(blue)
    };
    let (mut light, mut opaque) = (0.0_f64, 0.0_f64);
    for pixel in pixels {
        light += f64::from(luma(pixel)) * f64::from(pixel[3]);
        opaque += f64::from(pixel[3]);
    }
    let paper = if light > 127.5 * opaque { 0.0 } else { 255.0 };
    let grey = |pixel: &[u8; 4]| {
        let opacity = f32::from(pixel[3]) / 255.0;
        (opacity * luma(pixel) + (1.0 - opacity) * paper + 0.5) as u8
    };
    pixels.iter().map(grey).collect()
}

/// The digits of a grey picture, from left to right, row after row, each as the networks learned to see digits.
///
/// Ink is dark on light or light on dark. Its pieces are grouped as the strokes of a drawing are; dust is left out. Refuses
/// pictures with no pixels or more than 2048 on a side, and those without ink.
///
/// ```
/// use gradual::data::drawing::photo::digits_in;
///
/// let mut pixels = vec![230; 100 * 60];
/// for column in [20..24, 70..74] {
///     (10..50).for_each(|row| pixels[100 * row..][column.clone()].fill(20)); // two ones
/// }
/// assert_eq!(digits_in(&pixels, 100, 60)?.len(), 2);
/// # Ok::<(), gradual::Error>(())
/// ```
pub fn digits_in(pixels: &[u8], width: usize, height: usize) -> Result<Vec<Pixels>> {
    let scan = Scan::new(pixels, width, height)?;
    let pieces = without_dust(scan.longer_side(), scan.pieces());
    let normalised = |digit: &Vec<usize>| {
        let mut out = [0.0; PIXELS];
        let places = digit.iter().flat_map(|&piece| &pieces[piece].places);
        scan.part(&places.copied().collect::<Vec<_>>())
            .normalise(&mut out);
        out
    };
    Ok(grouped(&pieces).iter().map(normalised).collect())
}

/// The numbers of the pieces that make each digit.
fn grouped(pieces: &[Piece]) -> Vec<Vec<usize>> {
    let tallest = pieces.iter().map(|piece| piece.size[1]).max().unwrap_or(1);
    let scale = TALLEST / tallest as f32;
    let mut strokes = Strokes::default();
    for piece in pieces {
        let spread = piece.places.len().div_ceil(PLACES);
        let places = piece.places.iter().step_by(spread);
        let stroke: Vec<Place> = places.map(|at| at.map(|x| scale * x as f32)).collect();
        strokes.push(&stroke);
    }
    segment(&strokes).strokes
}

/// Ink that hangs together: its pixels, from the top, and the size of the box around them.
struct Piece {
    places: Vec<[u16; 2]>,
    size: [u16; 2],
}

impl Piece {
    fn of(places: Vec<[u16; 2]>) -> Self {
        let [_, size] = corner_and_size(&places);
        Self { places, size }
    }

    fn longer_side(&self) -> u16 {
        self.size[0].max(self.size[1])
    }
}

/// A picture as the ink of its pixels.
struct Scan {
    ink: Vec<f32>,
    width: usize,
}

impl Scan {
    fn new(pixels: &[u8], width: usize, height: usize) -> Result<Self> {
        in_range("The picture's width", width as f64, 1.0, MOST_SIDE as f64)?;
        in_range("The picture's height", height as f64, 1.0, MOST_SIDE as f64)?;
        check_size("Pixels of the picture", pixels.len(), width * height)?;
        let ink = ink(pixels, width)?;
        Ok(Self { ink, width })
    }

    /// Writes the ink as one digit. A line that is thinner than a pixel is drawn anew with a pen.
    fn normalise(&self, out: &mut Pixels) {
        self.average_all(0.0, out);
        let most = strongest(out);
        if most < THIN {
            self.average_all(PEN / 2.0 - 0.5, out);
            let most = strongest(out);
            out.iter_mut().for_each(|pixel| *pixel /= most);
        }
    }

    /// Writes the mean ink of every pixel and so much around it.
    fn average_all(&self, around: f32, out: &mut Pixels) {
        let [low, high] = self.bounds();
        let scale = BOX / (high[0] - low[0]).max(high[1] - low[1]) as f32;
        let corner = self.centre_of_mass().map(|mass| mass - MIDDLE / scale);
        for (i, pixel) in out.iter_mut().enumerate() {
            let at = [i % SIDE, i / SIDE].map(|place| place as f32);
            let edge =
                |step: f32| [0, 1].map(|axis: usize| corner[axis] + (at[axis] + step) / scale);
            *pixel = self.average(edge(-around), edge(1.0 + around));
        }
    }

    /// The pixels with ink, and how much.
    fn inked(&self) -> impl Iterator<Item = ([usize; 2], f32)> {
        let all = self.ink.iter().copied().enumerate();
        all.filter(|&(_, ink)| ink > 0.0)
            .map(|(i, ink)| ([i % self.width, i / self.width], ink))
    }

    /// The corners of the smallest box around the ink.
    fn bounds(&self) -> [[usize; 2]; 2] {
        self.inked()
            .fold([[usize::MAX; 2], [0; 2]], |[low, high], (at, _)| {
                [
                    [low[0].min(at[0]), low[1].min(at[1])],
                    [high[0].max(at[0] + 1), high[1].max(at[1] + 1)],
                ]
            })
    }

    fn centre_of_mass(&self) -> [f32; 2] {
        mean_place(self.inked())
    }

    /// The mean ink between two corners, in pixels; nothing lies beyond the picture.
    fn average(&self, low: [f32; 2], high: [f32; 2]) -> f32 {
        let height = self.ink.len() / self.width;
        let mut sum = 0.0;
        for (y, tall) in overlaps(low[1], high[1], height) {
            for (x, wide) in overlaps(low[0], high[0], self.width) {
                sum += wide * tall * self.ink[y * self.width + x];
            }
        }
        sum / ((high[0] - low[0]) * (high[1] - low[1]))
    }

    /// Some pixels alone, in a picture that is just large enough.
    fn part(&self, places: &[[u16; 2]]) -> Self {
        let [low, size] = corner_and_size(places);
        let mut ink = vec![0.0; usize::from(size[0]) * usize::from(size[1])];
        for &[x, y] in places {
            let own = usize::from(y - low[1]) * usize::from(size[0]) + usize::from(x - low[0]);
            ink[own] = self.ink[usize::from(y) * self.width + usize::from(x)];
        }
        let width = usize::from(size[0]);
        Self { ink, width }
    }

    /// What hangs together, piece after piece.
    fn pieces(&self) -> Vec<Piece> {
        let mut is_seen = vec![false; self.ink.len()];
        let mut pieces = Vec::new();
        for start in 0..self.ink.len() {
            if self.ink[start] > 0.0 && !is_seen[start] {
                pieces.push(self.piece(start, &mut is_seen));
            }
        }
        pieces
    }

    fn longer_side(&self) -> usize {
        self.width.max(self.ink.len() / self.width)
    }

    /// What hangs together with a pixel, by sides and corners.
    fn piece(&self, start: usize, is_seen: &mut [bool]) -> Piece {
        let mut places = Vec::new();
        let mut waiting = vec![start];
        is_seen[start] = true;
        while let Some(at) = waiting.pop() {
            let (x, y) = (at % self.width, at / self.width);
            places.push([x as u16, y as u16]);
            for y in y.saturating_sub(1)..=(y + 1).min(self.ink.len() / self.width - 1) {
                for x in x.saturating_sub(1)..=(x + 1).min(self.width - 1) {
                    let next = y * self.width + x;
                    if self.ink[next] > 0.0 && !is_seen[next] {
                        is_seen[next] = true;
                        waiting.push(next);
                    }
                }
            }
        }
        places.sort_unstable_by_key(|&[x, y]| (y, x));
        Piece::of(places)
    }
}

/// The pieces that are not small beside the picture and the largest piece.
fn without_dust(side: usize, mut pieces: Vec<Piece>) -> Vec<Piece> {
    let largest = pieces.iter().map(Piece::longer_side).max().unwrap_or(0);
    let least = (DUST * side as f32)
        .min(f32::from(largest))
        .max(SMALL * f32::from(largest));
    pieces.retain(|piece| f32::from(piece.longer_side()) >= least);
    pieces
}

/// The low corner of the smallest box around some pixels, and its size.
fn corner_and_size(places: &[[u16; 2]]) -> [[u16; 2]; 2] {
    let ranges = [0, 1].map(|axis| {
        let along = places.iter().map(|place| place[axis]);
        along.fold((u16::MAX, 0), |(low, high), x| (low.min(x), high.max(x)))
    });
    [
        ranges.map(|(low, _)| low),
        ranges.map(|(low, high)| high - low + 1),
    ]
}

fn strongest(pixels: &Pixels) -> f32 {
    pixels.iter().copied().fold(f32::MIN_POSITIVE, f32::max)
}

/// The unit steps, of `count` from 0, that an interval meets, and how much of each it covers.
fn overlaps(low: f32, high: f32, count: usize) -> impl Iterator<Item = (usize, f32)> {
    let steps = low.max(0.0) as usize..(high.max(0.0).ceil() as usize).min(count);
    steps.map(move |step| {
        let start = step as f32;
        (step, high.min(start + 1.0) - low.max(start))
    })
}
