//! Digits in hands that the writers of MNIST, all of them Americans, hardly have: a one with an upstroke, a seven with a bar,
//! an open four, a nine whose leg ends in a bow.
//!
//! `hands.json` has every digit in a few styles, as pen strokes: the control points of quadratic B-splines in the unit
//! square, y down; a point that stands twice is a corner. Each picture varies a style and is drawn and normalised as the
//! drawings on the page's pad are.

use gradual::data::digits::set::{CLASSES, Digits, PIXELS};
use gradual::data::drawing::normalise::normalise;
use gradual::data::drawing::strokes::{Place, Strokes, between};
use gradual::random::{Random, Stream};
use serde::Deserialize;

/// How far a control point strays, as a standard deviation, of a digit of height 1.
const STRAY: f32 = 0.05;

/// The largest change of the width, as a logarithm.
const WIDTH: f32 = 0.3;

/// The largest slant: how far right for each step up.
const SLANT: f32 = 0.35;

/// The largest rotation, in radians: 7°.
const ROTATION: f32 = 0.12;

/// Size on the pad, on which a varied digit must find room.
const SIZE: f32 = 0.5;

/// Straight lines for each bow of a spline.
const LINES: u8 = 6;

/// One way to write a digit.
#[derive(Deserialize)]
pub struct Style {
    pub digit: u8,
    pub strokes: Vec<Vec<Place>>,
}

/// Adds `count` pictures in all, equally many of each digit and of each of its styles.
pub fn add(digits: &mut Digits, count: usize, seed: u32) -> super::Outcome<()> {
    let styles = styles()?;
    let random = &mut Random::stream(seed, Stream::Hands);
    for i in 0..count {
        let of_digit = |style: &&Style| usize::from(style.digit) == i % CLASSES;
        let own: Vec<&Style> = styles.iter().filter(of_digit).collect();
        let style = own[i / CLASSES % own.len()];
        digits.add(&picture(&written(&style.strokes, random)), style.digit)?;
    }
    Ok(())
}

/// As the networks see it.
pub fn picture(strokes: &Strokes) -> [u8; PIXELS] {
    let mut pixels = [0.0; PIXELS];
    normalise(strokes, &mut pixels);
    pixels.map(|ink| (255.0 * ink + 0.5) as u8)
}

/// All styles of all digits.
pub fn styles() -> super::Outcome<Vec<Style>> {
    Ok(serde_json::from_str(include_str!("hands.json"))?)
}

/// Strokes by their control points, as somebody writes them on one day.
pub fn written(strokes: &[Vec<Place>], random: &mut Random) -> Strokes {
    let hand = Hand::draw(random);
    let mut written = Strokes::default();
    for points in strokes {
        written.push(&spline(&hand.points(points, random)));
    }
    written
}

/// What all strokes of a digit have in common: where the steps to the right and down go.
struct Hand {
    right: Place,
    down: Place,
}

impl Hand {
    fn draw(random: &mut Random) -> Self {
        let width = libm::expf(random.between(-WIDTH, WIDTH));
        let slant = random.between(-SLANT, SLANT);
        let (sin, cos) = libm::sincosf(random.between(-ROTATION, ROTATION));
        Self {
            right: [width * cos, width * sin],
            down: [-slant * cos - sin, -slant * sin + cos],
        }
    }

    /// Each point strays on its own; the two of a corner go together.
    fn points(&self, points: &[Place], random: &mut Random) -> Vec<Place> {
        let mut stray = [0.0; 2];
        let places = points.iter().enumerate().map(|(i, point)| {
            if i == 0 || points[i - 1] != *point {
                stray = [0; 2].map(|_| STRAY * random.normal());
            }
            self.place([point[0] + stray[0], point[1] + stray[1]])
        });
        places.collect()
    }

    fn place(&self, [x, y]: Place) -> Place {
        let (x, y) = (x - 0.5, y - 0.5);
        [0, 1].map(|axis| 0.5 + SIZE * (x * self.right[axis] + y * self.down[axis]))
    }
}

/// A quadratic B-spline from the first of its control points to the last.
pub fn spline(points: &[Place]) -> Vec<Place> {
    let last = points.len() - 1;
    let middle = |i: usize| between(points[i], points[i + 1], 0.5);
    let mut line = vec![points[0]];
    for i in 1..last {
        let from = if i == 1 { points[0] } else { middle(i - 1) };
        let to = if i + 1 == last {
            points[last]
        } else {
            middle(i)
        };
        line.extend(bow(from, points[i], to));
    }
    line.push(points[last]);
    line
}

/// A quadratic Bézier curve after its first point, by de Casteljau.
fn bow(from: Place, control: Place, to: Place) -> impl Iterator<Item = Place> {
    let shares = (1..=LINES).map(|line| f32::from(line) / f32::from(LINES));
    shares.map(move |share| {
        let [first, second] = [between(from, control, share), between(control, to, share)];
        between(first, second, share)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digits(count: usize, seed: u32) -> Digits {
        let mut digits = Digits::new("hands");
        add(&mut digits, count, seed).unwrap();
        digits
    }

    #[test]
    fn every_digit_is_there_equally_often() {
        let labels = digits(400, 1).labels().to_vec();
        let of = |digit: u8| labels.iter().filter(|&&label| label == digit).count();
        assert_eq!((0..10).map(of).collect::<Vec<_>>(), [40; 10]);
    }

    #[test]
    fn the_seed_decides() {
        let pixels = |seed| digits(40, seed).picture(33).unwrap();
        assert_eq!(pixels(1), pixels(1));
        assert_ne!(pixels(1), pixels(2));
        assert_ne!(digits(40, 1).picture(3).unwrap(), pixels(1));
    }

    #[test]
    fn a_spline_keeps_its_ends_and_corners_and_rounds_the_rest() {
        let [a, b, c] = [[0.0, 0.0], [1.0, 0.0], [1.0, 1.0]];
        let round = spline(&[a, b, c]);
        assert_eq!((round[0], *round.last().unwrap()), (a, c));
        assert!(!round.contains(&b) && round.contains(&[0.75, 0.25]));
        assert!(spline(&[a, b, b, c]).contains(&b));
        assert_eq!(spline(&[a, c]), [a, c]);
    }

    #[test]
    fn digits_have_room_on_the_pad() {
        let mut random = Random::new(1);
        for style in styles().unwrap().iter().cycle().take(2000) {
            let strokes = written(&style.strokes, &mut random);
            let inside = |place: &Place| place.iter().all(|x| (0.0..=1.0).contains(x));
            assert!(strokes.points().iter().all(inside), "a {}", style.digit);
        }
    }
}
