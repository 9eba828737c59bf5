//! What is no digit, for the network that doubts: letters and signs in varied hands, scribbles, and digits turned or mirrored.
//!
//! `no-digits.json` has letters and signs as `hands.json` has digits. Those that cannot be told from a digit are left out: B,
//! I, O, S and Z, b, g, l, o, q, s and z, strokes and brackets. What is `heldOut` is never learned from; the tests ask for it.

use gradual::data::digits::set::PIXELS;
use gradual::data::drawing::strokes::{Place, Strokes};
use gradual::random::Random;
use serde::Deserialize;

use super::hands::{picture, spline, styles, written};

/// Digits that are none in a mirror.
const MIRRORED: [u8; 5] = [3, 4, 6, 7, 9];

/// Digits that are none after a quarter turn.
const TURNED: [u8; 5] = [2, 3, 4, 5, 7];

/// Where a point goes.
type Way = fn(Place) -> Place;

/// A letter or sign.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Sign {
    strokes: Vec<Vec<Place>>,
    #[serde(default)]
    held_out: bool,
}

/// `count` pictures: a half letters and signs, a third scribbles, a sixth digits turned or mirrored.
pub fn pictures(count: usize, random: &mut Random) -> super::Outcome<Vec<[u8; PIXELS]>> {
    let signs: Vec<_> = signs()?.into_iter().filter(|sign| !sign.held_out).collect();
    let turned = turned_digits()?;
    let one = |i: usize| match i % 6 {
        0..3 => written(&signs[(i / 6 * 3 + i % 6) % signs.len()].strokes, random),
        3 | 4 => scribble(random),
        _ => written(&turned[i / 6 % turned.len()], random),
    };
    Ok((0..count)
        .map(one)
        .map(|strokes| picture(&strokes))
        .collect())
}

fn signs() -> super::Outcome<Vec<Sign>> {
    Ok(serde_json::from_str(include_str!("no-digits.json"))?)
}

fn turned_digits() -> super::Outcome<Vec<Vec<Vec<Place>>>> {
    let ways: [(&[u8], Way); 2] = [
        (&MIRRORED, |[x, y]| [1.0 - x, y]),
        (&TURNED, |[x, y]| [1.0 - y, x]),
    ];
    let styles = styles()?;
    let all = ways.iter().flat_map(|&(digits, way)| {
        let some = styles.iter().filter(|style| digits.contains(&style.digit));
        some.map(move |style| moved(&style.strokes, way))
    });
    Ok(all.collect())
}

fn moved(strokes: &[Vec<Place>], way: Way) -> Vec<Vec<Place>> {
    let moved = |stroke: &Vec<Place>| stroke.iter().map(|&point| way(point)).collect();
    strokes.iter().map(moved).collect()
}

/// One to four strokes at random, of bows or of corners. One alone has many turns, or it would be a 1 or a 7 now and then.
fn scribble(random: &mut Random) -> Strokes {
    let mut scribble = Strokes::default();
    let strokes = 1 + (random.unit() * random.unit() * 4.0) as usize;
    for _ in 0..strokes {
        let fewest = if strokes == 1 { 5 } else { 2 };
        let points = fewest + (random.unit() * 8.0) as usize;
        scribble.push(&spline(&wander(points, random)));
    }
    scribble
}

/// The control points of a line that goes about in the unit square.
fn wander(count: usize, random: &mut Random) -> Vec<Place> {
    let has_bows = random.unit() < 0.6;
    let step = random.between(0.12, 0.6);
    let mut at = [random.unit(), random.unit()];
    let mut points = Vec::new();
    for _ in 0..count {
        points.extend(std::iter::repeat_n(at, if has_bows { 1 } else { 2 }));
        at = at.map(|x| (x + step * random.normal()).clamp(0.0, 1.0));
    }
    points
}

#[cfg(test)]
mod tests {
    use gradual::data::digits::set::{CLASSES, Digits};
    use gradual::insight::doubter::{self, Doubter, NONE};
    use gradual::insight::guess::Guesser;
    use gradual::random::Stream;

    use super::*;
    use crate::hands;

    /// A seed that nothing was learned with.
    fn random() -> Random {
        Random::stream(7, Stream::Hands)
    }

    fn weights(name: &str) -> Vec<u8> {
        std::fs::read(crate::page().join(format!("weights/{name}.weights"))).unwrap()
    }

    /// The share of pictures that the page's weights take for none of the ten.
    fn doubted(pictures: &[[u8; PIXELS]]) -> f32 {
        let mut doubter = Doubter::read(&weights("doubter")).unwrap();
        share(pictures, |x| doubter.doubt(x).unwrap() >= NONE)
    }

    /// The share of pictures of which the convolutional network is sure, and that are not doubted.
    fn read_with_confidence(pictures: &[[u8; PIXELS]]) -> f32 {
        let network = doubter::network(CLASSES).unwrap();
        let parameters = gradual::weights::read(&weights("convolutional"), &network, "it").unwrap();
        let (mut guesser, mut doubter) = (
            Guesser::default(),
            Doubter::read(&weights("doubter")).unwrap(),
        );
        share(pictures, |x| {
            let y = guesser.outputs(network.with(&parameters), x).unwrap();
            let is_sure = y.iter().any(|&share| share >= 0.7);
            is_sure && doubter.doubt(x).unwrap() < NONE
        })
    }

    fn share(pictures: &[[u8; PIXELS]], mut is: impl FnMut(&[f32]) -> bool) -> f32 {
        let mut of = |picture: &[u8; PIXELS]| is(&picture.map(|pixel| f32::from(pixel) / 255.0));
        pictures.iter().filter(|picture| of(picture)).count() as f32 / pictures.len() as f32
    }

    #[test]
    fn letters_signs_and_scribbles_are_none_of_the_ten() {
        let pictures = pictures(1200, &mut random()).unwrap();
        let of = |kinds: std::ops::Range<usize>| -> Vec<_> {
            let numbered = pictures.iter().enumerate();
            let some = numbered.filter(|(i, _)| kinds.contains(&(i % 6)));
            some.map(|(_, &picture)| picture).collect()
        };
        for (what, kinds) in [
            ("letters", 0..3),
            ("scribbles", 3..5),
            ("turned digits", 5..6),
        ] {
            let share = read_with_confidence(&of(kinds));
            assert!(share <= 0.1, "{what}: {share}");
        }
    }

    #[test]
    fn so_are_letters_that_it_never_saw() {
        let signs: Vec<Sign> = signs().unwrap();
        let unseen: Vec<&Sign> = signs.iter().filter(|sign| sign.held_out).collect();
        let random = &mut random();
        let pictures: Vec<_> = (0..600)
            .map(|i| picture(&written(&unseen[i % unseen.len()].strokes, random)))
            .collect();
        let share = read_with_confidence(&pictures);
        assert!(unseen.len() == 12 && share <= 0.1, "{share}");
    }

    #[test]
    fn digits_are_doubted_hardly_ever() {
        let mut digits = Digits::new("hands");
        hands::add(&mut digits, 1000, 7).unwrap();
        let drawn: Vec<_> = (0..1000).map(|i| digits.picture(i).unwrap()).collect();
        let share = doubted(&drawn);
        assert!(share <= 0.01, "of drawn digits {share}");
        let [images, labels] =
            ["t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"].map(crate::mnist);
        let test = Digits::read(&images.unwrap(), &labels.unwrap(), "test digits").unwrap();
        let test: Vec<_> = (0..10_000).map(|i| test.picture(i).unwrap()).collect();
        let share = doubted(&test);
        assert!(share <= 0.01, "of MNIST's test digits {share}");
    }
}
