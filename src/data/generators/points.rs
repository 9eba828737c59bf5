//! The point sets one can choose, drawn at random from a seed.
//!
//! ```
//! use gradual::data::generators::points::generate;
//! use gradual::{PointSet, PointsConfig};
//!
//! let request = PointsConfig { set: PointSet::Circles, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
//! let data = generate(&request)?;
//! assert_eq!((data.count(), data.train_count()), (200, 140));
//! # Ok::<(), gradual::Error>(())
//! ```

use std::f32::consts::{PI, TAU};

use serde::{Deserialize, Serialize};

use super::amounts::{check_amounts, with_noise};
use super::surfaces::{self, Surface};
use crate::data::dataset::{Dataset, Inputs};
use crate::data::plane::EDGE;
use crate::decimal::decimal;
use crate::error::Result;
use crate::integer::integer;
use crate::pieces::shape::Shape;
use crate::random::{Random, Stream};

/// The shape of a point set.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "page", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum PointSet {
    /// Two clouds that a line separates.
    Blobs,
    /// Two clouds that overlap: no boundary is free of errors.
    OverlappingBlobs,
    /// A disc inside a ring.
    Circles,
    /// Four squares; the class is the sign of x₁ x₂.
    Xor,
    /// Two half circles, one hooked into the other.
    Moons,
    /// Two arms wound around each other.
    Spiral,
    /// Three clouds, three classes.
    ThreeBlobs,
    /// Five clouds, five classes.
    FiveBlobs,
    /// A plane of values; see [`super::surfaces`].
    Slope,
    /// Values that rise to one peak.
    Hill,
    /// Values that go up and down along both axes.
    Waves,
    /// A curve of values over x₁ alone.
    Curve,
}

/// ```
/// use gradual::PointSet;
///
/// assert_eq!(PointSet::Xor.name(), "XOR");
/// assert!(PointSet::Hill.has_values() && !PointSet::Moons.has_values());
/// ```
impl PointSet {
    fn classes(self) -> usize {
        match self {
            Self::ThreeBlobs => 3,
            Self::FiveBlobs => 5,
            _ => 2,
        }
    }

    /// What it is called.
    ///
    /// ```
    /// assert_eq!(gradual::PointSet::OverlappingBlobs.name(), "Overlapping blobs");
    /// ```
    pub fn name(self) -> &'static str {
        match self {
            Self::Blobs => "Blobs",
            Self::OverlappingBlobs => "Overlapping blobs",
            Self::Circles => "Circles",
            Self::Xor => "XOR",
            Self::Moons => "Moons",
            Self::Spiral => "Spiral",
            Self::ThreeBlobs => "Three blobs",
            Self::FiveBlobs => "Five blobs",
            Self::Slope => "Slope",
            Self::Hill => "Hill",
            Self::Waves => "Waves",
            Self::Curve => "Curve",
        }
    }

    /// Its values over the plane; `None` for sets of classes.
    fn surface(self) -> Option<Surface> {
        match self {
            Self::Slope => Some(surfaces::slope),
            Self::Hill => Some(surfaces::hill),
            Self::Waves => Some(surfaces::waves),
            Self::Curve => Some(surfaces::curve),
            _ => None,
        }
    }

    /// Whether its points have values to predict, not classes.
    ///
    /// ```
    /// use gradual::PointSet;
    ///
    /// assert!(PointSet::Waves.has_values() && !PointSet::Spiral.has_values());
    /// ```
    pub fn has_values(self) -> bool {
        self.surface().is_some()
    }

    /// Whether its values are those of a curve over x₁ alone.
    ///
    /// ```
    /// use gradual::PointSet;
    ///
    /// assert!(PointSet::Curve.is_curve() && !PointSet::Hill.is_curve());
    /// ```
    pub fn is_curve(self) -> bool {
        self == Self::Curve
    }
}

/// What to draw.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "page", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PointsConfig {
    /// Which of the sets it is.
    pub set: PointSet,
    /// 10 to 5,000 points.
    #[serde(deserialize_with = "integer")]
    pub count: usize,
    /// 0 to 1.
    #[serde(serialize_with = "decimal")]
    pub noise: f32,
    /// Share of the points that is held out, 0 to 0.9.
    #[serde(serialize_with = "decimal")]
    pub held_out: f32,
    /// From which places, noise and order are drawn.
    #[serde(deserialize_with = "integer")]
    pub seed: u32,
}

/// Draws the points of a request, in random order, the held-out ones last.
///
/// ```
/// use gradual::data::generators::points::generate;
/// use gradual::{PointSet, PointsConfig};
///
/// let request = PointsConfig { set: PointSet::Moons, count: 100, noise: 0.1, held_out: 0.3, seed: 1 };
/// let moons = generate(&request)?;
/// assert_eq!((moons.features(), moons.classes()), (2, 2));
/// assert_eq!(moons.values(), generate(&request)?.values()); // the same seed, the same points
/// let hill = generate(&PointsConfig { set: PointSet::Hill, ..request })?;
/// assert!(hill.is_regression());
/// # Ok::<(), gradual::Error>(())
/// ```
pub fn generate(request: &PointsConfig) -> Result<Dataset> {
    check_amounts(request.count, request.noise, request.held_out)?;
    let mut random = Random::stream(request.seed, Stream::Data);
    let train = request.count - (request.count as f32 * request.held_out) as usize;
    if let Some(surface) = request.set.surface() {
        let across = if request.set.is_curve() { 0.0 } else { EDGE };
        let counts = [request.count, train];
        return surfaces::generate(surface, across, counts, request.noise, &mut random);
    }
    let classes = request.set.classes();
    let mut points: Vec<([f32; 2], u8)> = (0..request.count)
        .map(|i| {
            let (label, along) = ((i % classes) as u8, i as f32 / request.count as f32);
            (draw(request, label, along, &mut random), label)
        })
        .collect();
    random.shuffle(&mut points);
    let inputs = points.iter().flat_map(|(point, _)| *point).collect();
    let labels = points.iter().map(|(_, label)| *label).collect();
    Dataset::new(
        Inputs::Values(inputs),
        Shape::Units(2),
        labels,
        classes,
        train,
    )
}

/// One point of class `label`, with its noise, inside the plane.
fn draw(request: &PointsConfig, label: u8, along: f32, random: &mut Random) -> [f32; 2] {
    let place = match request.set {
        PointSet::Blobs => cloud(label, 2, 1.9, 0.4, random),
        PointSet::OverlappingBlobs => cloud(label, 2, 1.0, 0.9, random),
        PointSet::ThreeBlobs => cloud(label, 3, 1.7, 0.45, random),
        PointSet::FiveBlobs => cloud(label, 5, 1.9, 0.35, random),
        PointSet::Circles => circles(label, random),
        PointSet::Xor => xor(label, random),
        PointSet::Moons => moons(label, random),
        PointSet::Spiral => spiral(label, along),
        PointSet::Slope | PointSet::Hill | PointSet::Waves | PointSet::Curve => [0.0; 2],
    };
    with_noise(place, request.noise, random)
}

/// A normal cloud around one of `classes` centres on a circle of radius `distance`.
fn cloud(label: u8, classes: usize, distance: f32, spread: f32, random: &mut Random) -> [f32; 2] {
    let angle = TAU * (f32::from(label) / classes as f32 + 0.125);
    let centre = [distance * libm::cosf(angle), distance * libm::sinf(angle)];
    centre.map(|v| v + spread * random.normal())
}

/// Class 1 within radius 1.1, class 0 from 1.6 to 2.4, evenly by area.
fn circles(label: u8, random: &mut Random) -> [f32; 2] {
    let (inner, outer) = if label == 1 { (0.0, 1.1) } else { (1.6, 2.4) };
    let radius = libm::sqrtf(random.between(inner * inner, outer * outer));
    let angle = random.between(0.0, TAU);
    [radius * libm::cosf(angle), radius * libm::sinf(angle)]
}

/// Class 1 where x₁ x₂ > 0, with a gap along the axes.
fn xor(label: u8, random: &mut Random) -> [f32; 2] {
    let (x, y) = (random.between(0.15, 2.3), random.between(0.15, 2.3));
    let side = if random.unit() < 0.5 { -1.0 } else { 1.0 };
    let other = if label == 1 { side } else { -side };
    [side * x, other * y]
}

/// Two half circles of radius 1.4, the lower one shifted by a radius.
fn moons(label: u8, random: &mut Random) -> [f32; 2] {
    let angle = random.between(0.0, PI);
    let (cos, sin) = (libm::cosf(angle), libm::sinf(angle));
    if label == 0 {
        [1.4 * cos - 0.7, 1.4 * sin - 0.35]
    } else {
        [0.7 - 1.4 * cos, 0.35 - 1.4 * sin]
    }
}

/// One and three quarter turns outwards, class 1 half a turn behind.
fn spiral(label: u8, along: f32) -> [f32; 2] {
    let angle = 1.75 * TAU * along + PI * f32::from(label);
    let radius = 0.1 + 2.3 * along;
    [radius * libm::sinf(angle), radius * libm::cosf(angle)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::plane::PLANE;

    const SETS: [PointSet; 8] = [
        PointSet::Blobs,
        PointSet::OverlappingBlobs,
        PointSet::Circles,
        PointSet::Xor,
        PointSet::Moons,
        PointSet::Spiral,
        PointSet::ThreeBlobs,
        PointSet::FiveBlobs,
    ];

    fn request(set: PointSet) -> PointsConfig {
        PointsConfig {
            set,
            count: 501,
            noise: 0.1,
            held_out: 0.3,
            seed: 7,
        }
    }

    #[test]
    fn every_set_is_balanced_split_and_inside_the_plane() {
        for set in SETS {
            let data = generate(&request(set)).unwrap();
            assert_eq!((data.count(), data.train_count()), (501, 501 - 150));
            assert!(data.values().iter().all(|v| v.abs() < PLANE));
            for class in 0..data.classes() as u8 {
                let members = data
                    .labels()
                    .iter()
                    .filter(|&&label| label == class)
                    .count();
                assert!(members.abs_diff(501 / data.classes()) <= 1, "{set:?}");
            }
        }
    }

    #[test]
    fn surfaces_have_values_near_their_range_and_no_classes() {
        for set in [
            PointSet::Slope,
            PointSet::Hill,
            PointSet::Waves,
            PointSet::Curve,
        ] {
            let data = generate(&request(set)).unwrap();
            assert!(data.is_regression() && data.labels().is_empty());
            assert_eq!((data.count(), data.outputs()), (501, 1));
            assert!(data.targets().iter().all(|t| t.abs() < 1.3), "{set:?}");
            let on_axis = data.values().iter().skip(1).step_by(2).all(|&x2| x2 == 0.0);
            assert_eq!(on_axis, set == PointSet::Curve);
        }
    }

    #[test]
    fn a_seed_fixes_the_points() {
        let first = generate(&request(PointSet::Moons)).unwrap();
        let again = generate(&request(PointSet::Moons)).unwrap();
        let other = generate(&PointsConfig {
            seed: 8,
            ..request(PointSet::Moons)
        })
        .unwrap();
        assert_eq!(first.values(), again.values());
        assert_ne!(first.values(), other.values());
    }

    #[test]
    fn wrong_wishes_name_the_field_and_its_range() {
        let few = generate(&PointsConfig {
            count: 9,
            ..request(PointSet::Xor)
        })
        .unwrap_err();
        assert_eq!(
            few.to_string(),
            "The number of points must be a number from 10 to 5000, but it is 9."
        );
        let noisy = generate(&PointsConfig {
            noise: f32::NAN,
            ..request(PointSet::Xor)
        });
        assert!(
            noisy
                .unwrap_err()
                .to_string()
                .starts_with("The noise must be")
        );
    }
}
