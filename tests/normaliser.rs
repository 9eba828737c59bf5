//! What the networks see of drawings and pictures, against a slow and obvious way to compute it: a picture 28 × 16 pixels
//! wide, each of its pixels ink or paper, in double precision.

use gradual::data::digits::set::{PIXELS, SIDE};
use gradual::data::drawing::normalise::{as_drawn, normalise};
use gradual::data::drawing::photo::{MOST_SIDE, digits_in};
use gradual::data::drawing::render::Pixels;
use gradual::data::drawing::strokes::Strokes;
use gradual::error::Result;
use gradual::random::Random;

/// Samples along each side of a pixel.
const FINE: usize = 16;

/// Where MNIST has its centres of mass.
const MIDDLE: f64 = 14.5;

type Point = [f64; 2];

/// The only digit of a picture.
fn normalise_pixels(pixels: &[u8], width: usize, height: usize, out: &mut Pixels) -> Result<()> {
    let digits = digits_in(pixels, width, height)?;
    assert_eq!(digits.len(), 1);
    *out = digits[0];
    Ok(())
}

/// The mean of `value` over each pixel of 28 × 28.
fn sampled(value: impl Fn(Point) -> f64) -> Vec<f64> {
    let mut pixels = vec![0.0; PIXELS];
    for i in 0..PIXELS * FINE * FINE {
        let (x, y) = (i % (SIDE * FINE), i / (SIDE * FINE));
        let at = [x, y].map(|step| (step as f64 + 0.5) / FINE as f64);
        pixels[y / FINE * SIDE + x / FINE] += value(at) / (FINE * FINE) as f64;
    }
    pixels
}

fn centre_of_mass(pixels: &[f64]) -> Point {
    let mass: f64 = pixels.iter().sum();
    let moment = |place: fn(usize) -> usize| {
        let parts = pixels.iter().enumerate();
        parts
            .map(|(i, ink)| ink * (place(i) as f64 + 0.5))
            .sum::<f64>()
            / mass
    };
    [moment(|i| i % SIDE), moment(|i| i / SIDE)]
}

/// Whether a round pen `pen` wide that goes along `lines` leaves ink at a point.
fn inked(lines: &[Vec<Point>], pen: f64, at: Point) -> bool {
    let near = |from: Point, to: Point| {
        let (along, away) = (
            [to[0] - from[0], to[1] - from[1]],
            [at[0] - from[0], at[1] - from[1]],
        );
        let square = along[0].powi(2) + along[1].powi(2);
        let share = if square == 0.0 {
            0.0
        } else {
            ((along[0] * away[0] + along[1] * away[1]) / square).clamp(0.0, 1.0)
        };
        (away[0] - share * along[0]).hypot(away[1] - share * along[1]) <= pen / 2.0
    };
    lines
        .iter()
        .any(|line| near(line[0], line[0]) || line.windows(2).any(|pair| near(pair[0], pair[1])))
}

fn moved(lines: &[Vec<Point>], scale: f64, offset: Point) -> Vec<Vec<Point>> {
    let place = |p: &Point| [scale * p[0] + offset[0], scale * p[1] + offset[1]];
    lines
        .iter()
        .map(|line| line.iter().map(place).collect())
        .collect()
}

/// MNIST's recipe, step by step, for strokes and a pen of 2.4 pixels.
fn normalised_slowly(lines: &[Vec<Point>]) -> Vec<f64> {
    let all = || lines.iter().flatten();
    let least = |axis: usize| all().map(|p| p[axis]).fold(f64::INFINITY, f64::min);
    let most = |axis: usize| all().map(|p| p[axis]).fold(f64::NEG_INFINITY, f64::max);
    let scale = (20.0 - 2.4) / (most(0) - least(0)).max(most(1) - least(1)).max(0.04);
    let centred = [0, 1].map(|axis| MIDDLE - scale * (least(axis) + most(axis)) / 2.0);
    let boxed = moved(lines, scale, centred);
    let mass = centre_of_mass(&sampled(|at| f64::from(u8::from(inked(&boxed, 2.4, at)))));
    let shift = [MIDDLE - mass[0], MIDDLE - mass[1]];
    let lines = moved(&boxed, 1.0, shift);
    sampled(|at| f64::from(u8::from(inked(&lines, 2.4, at))))
}

fn drawn(lines: &[Vec<Point>]) -> Strokes {
    let mut strokes = Strokes::default();
    for line in lines {
        strokes.begin(line[0][0] as f32, line[0][1] as f32);
        line[1..]
            .iter()
            .for_each(|p| strokes.extend(p[0] as f32, p[1] as f32));
    }
    strokes
}

/// Zigzags of one to three strokes, at any place and of any size that a pad has room for.
fn scribble(random: &mut Random) -> Vec<Vec<Point>> {
    let mut number = || f64::from(random.unit());
    let size = 0.1 + 0.9 * number();
    let corner = [number() * (1.0 - size), number() * (1.0 - size)];
    let strokes = 1 + (3.0 * number()) as usize;
    (0..strokes)
        .map(|_| {
            (0..4)
                .map(|_| corner.map(|low| low + size * number()))
                .collect()
        })
        .collect()
}

/// Pixels differ where two edges meet within one, and hardly on the whole: a pen a sixth thinner or thicker would show.
fn assert_like(fast: &Pixels, slow: &[f64], what: &str) {
    let apart = fast
        .iter()
        .zip(slow)
        .map(|(&fast, slow)| (f64::from(fast) - slow).abs());
    let worst = apart.clone().fold(0.0, f64::max);
    let mean = apart.sum::<f64>() / slow.iter().sum::<f64>();
    assert!(
        worst < 0.45 && mean < 0.1,
        "{what}: worst {worst:.3}, mean {mean:.4}"
    );
    let (a, b) = (centre_of_mass(&fast.map(f64::from)), centre_of_mass(slow));
    assert!(
        (a[0] - b[0]).abs() < 0.08 && (a[1] - b[1]).abs() < 0.08,
        "{what}: {a:?} for {b:?}"
    );
}

#[test]
fn strokes_are_normalised_as_mnist_was() {
    let mut random = Random::new(1);
    let mut pixels = [0.0; PIXELS];
    for case in 0..12 {
        let lines = scribble(&mut random);
        normalise(&drawn(&lines), &mut pixels);
        assert_like(
            &pixels,
            &normalised_slowly(&lines),
            &format!("scribble {case}"),
        );
    }
    let dot = vec![vec![[0.3, 0.8]]];
    normalise(&drawn(&dot), &mut pixels);
    assert_like(&pixels, &normalised_slowly(&dot), "a dot");
}

#[test]
fn the_pad_as_drawn_is_only_made_smaller() {
    let mut random = Random::new(2);
    let mut pixels = [0.0; PIXELS];
    for case in 0..12 {
        let lines = scribble(&mut random);
        as_drawn(&drawn(&lines), &mut pixels);
        let large = moved(&lines, 28.0, [0.0; 2]);
        let slow = sampled(|at| f64::from(u8::from(inked(&large, 28.0 * 16.0 / 280.0, at))));
        assert_like(&pixels, &slow, &format!("scribble {case}"));
    }
}

/// A grey picture of a drawing, light on dark or dark on light, on paper with some noise.
struct Photo {
    greys: Vec<u8>,
    width: usize,
    height: usize,
    /// The ink that each pixel should be taken for.
    ink: Vec<f64>,
}

impl Photo {
    fn of(
        lines: &[Vec<Point>],
        [width, height]: [usize; 2],
        paper: u8,
        ink: u8,
        noise: f32,
    ) -> Self {
        let mut random = Random::new(3);
        let side = width.min(height) as f64;
        let lines = moved(lines, 0.8 * side, [0.1 * side; 2]);
        let (mut greys, mut inks) = (Vec::new(), Vec::new());
        for i in 0..width * height {
            let at = [i % width, i / width].map(|step| step as f64 + 0.5);
            let is_ink = inked(&lines, 0.11 * side, at);
            let grey = if is_ink {
                f32::from(ink)
            } else {
                f32::from(paper) + random.between(-noise, noise)
            };
            greys.push(grey.round() as u8);
            inks.push(f64::from(u8::from(is_ink)));
        }
        Self {
            greys,
            width,
            height,
            ink: inks,
        }
    }

    fn normalised(&self) -> Pixels {
        let mut pixels = [0.0; PIXELS];
        normalise_pixels(&self.greys, self.width, self.height, &mut pixels).unwrap();
        pixels
    }

    /// Crop, scale into 20 × 20, average, centre the mass.
    fn normalised_slowly(&self) -> Vec<f64> {
        let places = || {
            (0..self.ink.len())
                .filter(|&i| self.ink[i] > 0.0)
                .map(|i| [i % self.width, i / self.width])
        };
        let extent = |axis: usize| {
            let (low, high) = (
                places().map(|p| p[axis]).min().unwrap(),
                places().map(|p| p[axis]).max().unwrap(),
            );
            (high + 1 - low) as f64
        };
        let scale = 20.0 / extent(0).max(extent(1));
        let count = places().count() as f64;
        let mass = [0, 1].map(|axis| places().map(|p| p[axis] as f64 + 0.5).sum::<f64>() / count);
        sampled(|at| {
            let source = [0, 1].map(|axis| (mass[axis] + (at[axis] - MIDDLE) / scale).floor());
            let inside = source[0] >= 0.0
                && source[1] >= 0.0
                && source[0] < self.width as f64
                && source[1] < self.height as f64;
            if inside {
                self.ink[source[1] as usize * self.width + source[0] as usize]
            } else {
                0.0
            }
        })
    }
}

fn a_four() -> Vec<Vec<Point>> {
    vec![
        vec![[0.3, 0.0], [0.1, 0.6], [0.7, 0.55]],
        vec![[0.6, 0.1], [0.5, 1.0]],
    ]
}

#[test]
fn pictures_are_normalised_as_mnist_was() {
    for size in [[28, 28], [200, 150], [61, 300], [9, 12]] {
        for (paper, ink) in [(255, 0), (0, 255), (190, 60), (40, 200)] {
            let photo = Photo::of(&a_four(), size, paper, ink, 0.0);
            let (fast, slow) = (photo.normalised(), photo.normalised_slowly());
            let worst = fast
                .iter()
                .zip(&slow)
                .map(|(&a, b)| (f64::from(a) - b).abs())
                .fold(0.0, f64::max);
            assert!(worst < 0.13, "{size:?} {paper} {ink}: {worst}"); // what 16 samples a side can tell
            assert_like(&fast, &slow, &format!("{size:?} {paper} {ink}"));
        }
    }
}

#[test]
fn noise_on_the_paper_is_no_ink() {
    let noisy = Photo::of(&a_four(), [120, 120], 180, 40, 12.0);
    assert_like(
        &noisy.normalised(),
        &noisy.normalised_slowly(),
        "a noisy picture",
    );
}

#[test]
fn a_picture_of_a_drawing_looks_like_the_drawing() {
    let mut strokes = [0.0; PIXELS];
    normalise(&drawn(&a_four()), &mut strokes);
    let photo = Photo::of(&a_four(), [280, 280], 255, 0, 0.0).normalised();
    let apart: f32 = strokes.iter().zip(&photo).map(|(a, b)| (a - b).abs()).sum();
    assert!(apart < 0.3 * strokes.iter().sum::<f32>(), "{apart}");
}

#[test]
fn pictures_that_cannot_be_read_are_refused_in_words() {
    let mut out = [0.5; PIXELS];
    let mut refused = |pixels: &[u8], width, height| {
        normalise_pixels(pixels, width, height, &mut out)
            .unwrap_err()
            .to_string()
    };
    assert!(refused(&[], 0, 0).starts_with("The picture's width must be a number from 1 to 2048"));
    assert!(refused(&[], 1, MOST_SIDE + 1).starts_with("The picture's height must be"));
    assert_eq!(
        refused(&[0; 5], 2, 3),
        "Pixels of the picture: got 5, but 6 are needed."
    );
    assert!(refused(&[200; 9], 3, 3).starts_with("The picture shows no digit"));
    assert!(refused(&[7], 1, 1).starts_with("The picture shows no digit"));
    assert_eq!(out, [0.5; PIXELS], "a refusal leaves the picture as it was");
}

#[test]
fn ink_at_the_border_and_thin_pictures_are_read() {
    for (width, height) in [(1, 40), (40, 1), (2, 2), (3, 1)] {
        let mut greys = vec![255; width * height];
        greys[0] = 0;
        let mut out = [0.0; PIXELS];
        normalise_pixels(&greys, width, height, &mut out).unwrap();
        assert!(out.iter().all(|ink| (0.0..=1.0001).contains(ink)));
        assert!((centre_of_mass(&out.map(f64::from))[0] - MIDDLE).abs() < 0.01);
    }
}
