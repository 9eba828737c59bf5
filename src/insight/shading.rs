//! Pictures of values: orange below, paper at zero, blue above, and a colour for each class.
//!
//! The colours themselves are those of the page's theme. A pixel is red, green, blue and opacity, 0 to 255.

use crate::error::{Error, Result};

/// Red, green and blue, 0 to 255.
pub type Rgb = [u8; 3];
/// Red, green, blue and opacity, 0 to 255.
pub type Pixel = [u8; 4];

/// Steps of the table from below to above.
pub const STEPS: usize = 256;

/// Full shading of the plane would hide the points on it.
const STRENGTH: f32 = 0.62;

const CLEAR: Pixel = [0; 4];

/// The colours of a theme.
pub struct Colours {
    /// From below by way of paper to above.
    table: [Pixel; STEPS],
    /// Paper, opaque, as numbers.
    paper: [f32; 4],
    /// From paper to each class's colour at the strength of a shading; nothing in opacity.
    classes: Vec<[f32; 4]>,
}

impl Colours {
    /// Class 0 has the colour below, class 1 the one above.
    pub fn new(paper: Rgb, classes: &[Rgb]) -> Result<Self> {
        let [below, above, ..] = *classes else {
            return Err(Error::Size {
                what: "Colours of classes".into(),
                got: classes.len(),
                expected: 2,
            });
        };
        let towards = |colour: &Rgb| {
            let channel = |c: usize| STRENGTH * (f32::from(colour[c]) - f32::from(paper[c]));
            [channel(0), channel(1), channel(2), 0.0]
        };
        let [red, green, blue] = paper.map(f32::from);
        Ok(Self {
            table: std::array::from_fn(|step| opaque(step_colour(step, below, paper, above))),
            paper: [red, green, blue, 255.0],
            classes: classes.iter().map(towards).collect(),
        })
    }

    /// From below by way of paper to above.
    pub fn table(&self) -> &[Pixel; STEPS] {
        &self.table
    }

    /// Values from −1 (below) to 1 (above), `[n]`, as pixels `[n]`.
    pub fn diverging(&self, values: &[f32], pixels: &mut Vec<Pixel>) {
        self.scaled(values, 1.0, 0.0, pixels);
    }

    /// What a network says over the plane: values to predict, −1 to 1, where `classes` is 1; P(class 1) for two classes; else
    /// `[n, classes]`, where each class adds its colour by its probability. Pixels `[n]`.
    pub fn shading(&self, outputs: &[f32], classes: usize, pixels: &mut Vec<Pixel>) {
        match classes {
            1 => self.scaled(outputs, STRENGTH, 0.0, pixels),
            2 => self.scaled(outputs, 2.0 * STRENGTH, -STRENGTH, pixels),
            _ => {
                pixels.clear();
                pixels.extend(outputs.chunks_exact(classes.max(1)).map(|y| self.blend(y)));
            }
        }
    }

    /// Pixel i shows value `order[i]`, whose colour is full at ± `full`; it stays clear where there is no such value.
    pub fn arranged(&self, values: &[f32], order: &[i32], full: f32, pixels: &mut Vec<Pixel>) {
        let full = if full == 0.0 { 1.0 } else { full };
        let pixel = |&place: &i32| {
            let value = usize::try_from(place).ok().and_then(|i| values.get(i));
            value.map_or(CLEAR, |value| self.at(value / full))
        };
        pixels.clear();
        pixels.extend(order.iter().map(pixel));
    }

    fn scaled(&self, values: &[f32], scale: f32, offset: f32, pixels: &mut Vec<Pixel>) {
        pixels.clear();
        pixels.extend(values.iter().map(|value| self.at(scale * value + offset)));
    }

    /// The colour of a value from −1 to 1; beyond, that of the end.
    fn at(&self, value: f32) -> Pixel {
        let half = (STEPS - 1) as f32 / 2.0;
        self.table[usize::from((half * value + half + 0.5) as u8)]
    }

    fn blend(&self, y: &[f32]) -> Pixel {
        let mut sum = self.paper;
        for (y, class) in y.iter().zip(&self.classes) {
            for (sum, class) in sum.iter_mut().zip(class) {
                *sum += y * class;
            }
        }
        sum.map(|channel| channel.round_ties_even() as u8)
    }
}

/// A picture drawn in ink of one colour, as dense as each value from 0 (paper, which stays clear) to 1, `[n]`.
pub fn ink(values: &[f32], [red, green, blue]: Rgb, pixels: &mut Vec<Pixel>) {
    let density = |value: &f32| (255.0 * value).round_ties_even() as u8;
    pixels.clear();
    pixels.extend(
        values
            .iter()
            .map(|value| [red, green, blue, density(value)]),
    );
}

fn step_colour(step: usize, below: Rgb, paper: Rgb, above: Rgb) -> Rgb {
    let value = 2.0 * step as f64 / (STEPS - 1) as f64 - 1.0;
    mix(paper, if value < 0.0 { below } else { above }, value.abs())
}

fn mix(from: Rgb, to: Rgb, share: f64) -> Rgb {
    std::array::from_fn(|c| {
        let (from, to) = (f64::from(from[c]), f64::from(to[c]));
        (from + share * (to - from) + 0.5) as u8
    })
}

fn opaque([red, green, blue]: Rgb) -> Pixel {
    [red, green, blue, 255]
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAPER: Rgb = [255, 255, 255];
    const BELOW: Rgb = [200, 100, 0];
    const ABOVE: Rgb = [0, 50, 250];
    const THIRD: Rgb = [0, 155, 100];

    fn colours() -> Colours {
        Colours::new(PAPER, &[BELOW, ABOVE, THIRD]).unwrap()
    }

    fn pixels(paint: impl Fn(&Colours, &mut Vec<Pixel>)) -> Vec<Pixel> {
        let mut pixels = vec![[9; 4]; 7];
        paint(&colours(), &mut pixels);
        pixels
    }

    #[test]
    fn values_go_from_below_by_way_of_paper_to_above() {
        let values = [-1.0, 1.0, -7.0, 7.0, f32::NAN];
        let painted = pixels(|colours, pixels| colours.diverging(&values, pixels));
        let ends = [opaque(BELOW), opaque(ABOVE)];
        assert_eq!(painted[..4], [ends[0], ends[1], ends[0], ends[1]]);
        assert_eq!(painted.len(), 5);
        let middle = pixels(|colours, pixels| colours.diverging(&[0.0], pixels))[0];
        assert!(middle.iter().all(|&channel| channel >= 254), "{middle:?}");
    }

    #[test]
    fn two_classes_meet_on_paper() {
        let sure = pixels(|colours, pixels| colours.shading(&[0.0, 0.5, 1.0], 2, pixels));
        let part = |colour: Rgb, c: usize| 255.0 - STRENGTH * (255.0 - f32::from(colour[c]));
        let [below, middle, above] = sure[..] else {
            panic!("three pixels")
        };
        for c in 0..3 {
            assert!((f32::from(below[c]) - part(BELOW, c)).abs() <= 1.0);
            assert!(middle[c] >= 254);
            assert!((f32::from(above[c]) - part(ABOVE, c)).abs() <= 1.0);
        }
    }

    #[test]
    fn values_to_predict_are_shaded_as_strongly() {
        let one = pixels(|colours, pixels| colours.shading(&[-1.0, 1.0], 1, pixels));
        let two = pixels(|colours, pixels| colours.shading(&[0.0, 1.0], 2, pixels));
        assert_eq!(one, two);
    }

    #[test]
    fn several_classes_add_their_colours_by_probability() {
        let y = [0.0, 0.0, 1.0, 0.5, 0.5, 0.0];
        let painted = pixels(|colours, pixels| colours.shading(&y, 3, pixels));
        let expected = |shares: [f32; 3], c: usize| {
            let all = [BELOW, ABOVE, THIRD].into_iter().zip(shares);
            let sum: f32 = all
                .map(|(k, share)| STRENGTH * share * (f32::from(k[c]) - 255.0))
                .sum();
            (255.0 + sum).round() as u8
        };
        for (painted, shares) in painted.iter().zip([[0.0, 0.0, 1.0], [0.5, 0.5, 0.0]]) {
            assert_eq!(painted[..3], [0, 1, 2].map(|c| expected(shares, c)));
        }
        assert_eq!((painted[0][3], painted[1][3], painted.len()), (255, 255, 2));
    }

    #[test]
    fn gaps_and_places_without_a_value_stay_clear() {
        let order = [1, -1, 0, 2];
        let painted = pixels(|colours, out| colours.arranged(&[-4.0, 4.0], &order, 4.0, out));
        assert_eq!(painted, [opaque(ABOVE), CLEAR, opaque(BELOW), CLEAR]);
        let all_zero = pixels(|colours, out| colours.arranged(&[0.0], &[0], 0.0, out));
        assert!(all_zero[0].iter().all(|&channel| channel >= 254));
    }

    #[test]
    fn ink_is_as_dense_as_its_value() {
        let mut pixels = Vec::new();
        ink(&[0.0, 0.5, 1.0, 2.0, -1.0], [1, 2, 3], &mut pixels);
        let densities: Vec<u8> = pixels.iter().map(|pixel| pixel[3]).collect();
        assert_eq!(densities, [0, 128, 255, 255, 0]);
        assert_eq!(pixels[1][..3], [1, 2, 3]);
    }

    #[test]
    fn a_theme_without_two_colours_is_refused_in_words() {
        let refused = Colours::new(PAPER, &[BELOW]).err().map(|e| e.to_string());
        assert_eq!(
            refused.as_deref(),
            Some("Colours of classes: got 1, but 2 are needed.")
        );
    }
}
