//! Photos and sheets: a shadow, faint lines, clear paper and neighbours change nothing about how a digit is seen.

use proptest::prelude::*;

use gradual::data::dataset::said;
use gradual::data::digits::set::CLASSES;
use gradual::data::drawing::photo::{digits_in, greys};
use gradual::data::drawing::render::Pixels;
use gradual::insight::doubter;
use gradual::insight::guess::Guesser;
use gradual::random::Random;
use gradual::weights;

const SIDE: usize = 300;

type Line = [[f32; 2]; 2];

/// How light it is at a place.
type Light = fn([f32; 2]) -> f32;

const SEVEN: [Line; 3] = [
    [[0.25, 0.2], [0.75, 0.2]],
    [[0.75, 0.2], [0.45, 0.85]],
    [[0.4, 0.55], [0.7, 0.52]],
];
const ONE: [Line; 1] = [[[0.5, 0.15], [0.5, 0.85]]];
const THREE: [Line; 4] = [
    [[0.3, 0.2], [0.7, 0.2]],
    [[0.7, 0.2], [0.45, 0.45]],
    [[0.45, 0.45], [0.7, 0.7]],
    [[0.7, 0.7], [0.3, 0.85]],
];

/// Whether there is ink, of lines so wide as shares of the side.
fn is_inked(lines: &[Line], wide: f32, at: [f32; 2]) -> bool {
    lines.iter().any(|&[from, to]| {
        let along = [to[0] - from[0], to[1] - from[1]];
        let away = [at[0] - from[0], at[1] - from[1]];
        let square = along[0] * along[0] + along[1] * along[1];
        let share = ((along[0] * away[0] + along[1] * away[1]) / square).clamp(0.0, 1.0);
        (away[0] - share * along[0]).hypot(away[1] - share * along[1]) <= wide / 2.0
    })
}

/// A picture whose paper and ink are so grey at each place.
fn picture(
    side: usize,
    inked: impl Fn([f32; 2]) -> bool,
    mut grey: impl FnMut([f32; 2], bool) -> f32,
) -> Vec<u8> {
    let place = |i: usize| [i % side, i / side].map(|x| (x as f32 + 0.5) / side as f32);
    let all = (0..side * side).map(place);
    all.map(|at| grey(at, inked(at)).clamp(0.0, 255.0) as u8)
        .collect()
}

fn seven(wide: f32) -> impl Fn([f32; 2]) -> bool {
    move |at| is_inked(&SEVEN, wide, at)
}

/// The only digit of a picture.
fn only(pixels: &[u8], side: usize) -> Pixels {
    let digits = digits_in(pixels, side, side).unwrap();
    assert_eq!(digits.len(), 1);
    digits[0]
}

fn even(wide: f32) -> Pixels {
    only(
        &picture(SIDE, seven(wide), |_, ink| if ink { 30.0 } else { 240.0 }),
        SIDE,
    )
}

/// What the convolutional network that the page begins with takes a picture for.
fn reading(digit: &Pixels) -> usize {
    let network = doubter::network(CLASSES).unwrap();
    let file = include_bytes!("../www/digits/weights/convolutional.weights");
    let parameters = weights::read(file, &network, "the reader").unwrap();
    let mut guesser = Guesser::default();
    said(guesser.outputs(network.with(&parameters), digit).unwrap())
}

/// By which share of its ink a picture differs from another.
fn difference(a: &Pixels, b: &Pixels) -> f32 {
    let total: f32 = b.iter().sum();
    a.iter().zip(b).map(|(a, b)| (a - b).abs()).sum::<f32>() / total
}

#[test]
fn light_from_one_side_and_shadows_change_nothing() {
    let lights: [(&str, Light); 5] = [
        ("light from the left", |[x, _]| 1.0 - 0.6 * x),
        ("light from a corner", |[x, y]| 0.4 + 0.3 * (x + y)),
        ("a soft shadow", |[x, y]| {
            if x + y > 1.2 {
                0.55
            } else if x + y > 1.0 {
                1.0 - 2.25 * (x + y - 1.0)
            } else {
                1.0
            }
        }),
        ("a hard shadow", |[x, _]| if x > 0.52 { 0.5 } else { 1.0 }),
        ("a lamp above", |[x, y]| {
            1.0 - 0.7 * (x - 0.5).hypot(y - 0.2)
        }),
    ];
    for (what, light) in lights {
        let mut noise = Random::new(3);
        let dark = picture(SIDE, seven(0.06), |at, ink| {
            light(at) * if ink { 60.0 } else { 235.0 } + 2.0 * noise.normal()
        });
        let apart = difference(&only(&dark, SIDE), &even(0.06));
        let most = if what == "a hard shadow" { 0.35 } else { 0.12 };
        assert!(apart < most, "{what}: {apart}");
        let board = picture(SIDE, seven(0.06), |at, ink| {
            light(at) * if ink { 220.0 } else { 70.0 }
        });
        assert_eq!(reading(&only(&dark, SIDE)), 7, "{what}");
        if what != "a hard shadow" {
            assert_eq!(reading(&only(&board, SIDE)), 7, "{what} on a board");
        }
    }
}

#[test]
fn faint_and_thin_lines_are_seen() {
    let mut noise = Random::new(5);
    let faint = picture(SIDE, seven(0.06), |_, ink| {
        (if ink { 205.0 } else { 225.0 }) + 0.8 * noise.normal()
    });
    assert!(difference(&only(&faint, SIDE), &even(0.06)) < 0.15);
    let thin = only(
        &picture(SIDE, seven(0.008), |_, ink| if ink { 60.0 } else { 240.0 }),
        SIDE,
    );
    let ink: f32 = thin.iter().sum();
    assert!(thin.iter().any(|&ink| ink > 0.99) && ink > 30.0, "{ink}");
    assert_eq!([reading(&only(&faint, SIDE)), reading(&thin)], [7, 7]);
    let blank = picture(
        SIDE,
        |_| false,
        |at, _| 240.0 - 90.0 * at[0] + 3.0 * noise.normal(),
    );
    let refused = digits_in(&blank, SIDE, SIDE).unwrap_err().to_string();
    assert!(refused.contains("shows no digit"), "{refused}");
}

#[test]
fn clear_paper_is_white_under_dark_ink_and_black_under_light_ink() {
    let ink = picture(SIDE, seven(0.06), |_, ink| if ink { 255.0 } else { 0.0 });
    for colour in [[255, 255, 255], [0, 0, 0], [20, 40, 200], [250, 220, 60]] {
        let pixel = |&opacity: &u8| [colour[0], colour[1], colour[2], opacity];
        let rgba: Vec<u8> = ink.iter().flat_map(pixel).collect();
        let apart = difference(&only(&greys(&rgba), SIDE), &even(0.06));
        assert!(apart < 0.05, "{colour:?}: {apart}");
    }
}

#[test]
fn each_digit_of_a_sheet_is_found() {
    let side = 600;
    // 7 1 3 above 3 7, each in a tile of a third of the side.
    let tiles: [(&[Line], [f32; 2]); 5] = [
        (&SEVEN, [0.0, 0.05]),
        (&ONE, [0.3, 0.1]),
        (&THREE, [0.62, 0.05]),
        (&THREE, [0.05, 0.55]),
        (&SEVEN, [0.45, 0.58]),
    ];
    let inked = |at: [f32; 2]| {
        tiles
            .iter()
            .any(|(lines, [x, y])| is_inked(lines, 0.08, [3.0 * (at[0] - x), 3.0 * (at[1] - y)]))
    };
    let mut noise = Random::new(1);
    let mut dust = Random::new(2);
    let specks: Vec<usize> = (0..40)
        .map(|_| (dust.unit() * (side * side) as f32) as usize)
        .collect();
    let mut sheet = picture(side, inked, |[x, _], ink| {
        (1.0 - 0.4 * x) * if ink { 50.0 } else { 230.0 } + 2.0 * noise.normal()
    });
    specks.iter().for_each(|&speck| sheet[speck] = 20);
    let digits = digits_in(&sheet, side, side).unwrap();
    assert_eq!(digits.len(), 5);
    let alone = |lines: &'static [Line]| {
        let inked = move |at: [f32; 2]| is_inked(lines, 0.08, at);
        only(
            &picture(SIDE, inked, |_, ink| if ink { 30.0 } else { 240.0 }),
            SIDE,
        )
    };
    for (digit, (lines, _)) in digits.iter().zip(tiles) {
        let apart = difference(digit, &alone(lines));
        assert!(apart < 0.25, "{apart}");
    }
}

proptest! {
    /// Whatever a picture shows, it is refused or there are digits with ink.
    #[test]
    fn no_picture_breaks_it(width in 1_usize..40, rows in prop::collection::vec(prop::collection::vec(any::<u8>(), 40), 1..40), few in 1_u8..=255) {
        let pixels: Vec<u8> = rows.iter().flat_map(|row| row[..width].iter().map(|grey| grey % few)).collect();
        if let Ok(digits) = digits_in(&pixels, width, rows.len()) {
            prop_assert!(!digits.is_empty() && digits.len() <= 12);
            for digit in digits {
                prop_assert!(digit.iter().all(|ink| (0.0..=1.001).contains(ink)));
                prop_assert!(digit.iter().any(|&ink| ink > 0.0));
            }
        }
    }
}
