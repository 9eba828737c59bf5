//! Points above and below the curve y = f(x): x₁ is x, x₂ is y, and class 1 is where x₂ > f(x₁).
//!
//! ```
//! use gradual::data::formulas::above::AboveConfig;
//! use gradual::{ModelConfig, Race, Recipe, Source};
//!
//! let formula = "sin(2x)".into();
//! let wanted = AboveConfig { formula, count: 200, noise: 0.0, held_out: 0.3, seed: 1 };
//! let race = Race::from_recipe(&Recipe::new(Source::Above(wanted), vec![ModelConfig::default()], 1))?;
//! assert_eq!(race.source().unwrap().name(), "above sin(2x)");
//! # Ok::<(), gradual::Error>(())
//! ```

use serde::{Deserialize, Serialize};

use super::formula::Formula;
use crate::data::generators::amounts::{check_amounts, with_noise};
use crate::data::painted::points::OwnPoints;
use crate::data::plane::{EDGE, Place};
use crate::data::target::{Learned, Target};
use crate::decimal::decimal;
use crate::error::{Error, Result};
use crate::integer::integer;
use crate::random::{Random, Stream};

/// How many places are tried for each point that is wanted: f may have a value in few.
const TRIES: usize = 50;

/// What to draw.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "page", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AboveConfig {
    /// f(x), such as "sin(2x)".
    pub formula: String,
    /// 10 to 5,000 points.
    #[serde(deserialize_with = "integer")]
    pub count: usize,
    /// 0 to 1.
    #[serde(serialize_with = "decimal")]
    pub noise: f32,
    /// Share of the points that is held out, 0 to 0.9.
    #[serde(serialize_with = "decimal")]
    pub held_out: f32,
    /// From which places and noise are drawn.
    #[serde(deserialize_with = "integer")]
    pub seed: u32,
}

/// Draws points evenly over the plane where f has a value; the noise moves them once they have their class.
///
/// ```
/// use gradual::data::formulas::above::{AboveConfig, above};
/// use gradual::data::target::Target;
///
/// let formula = "x".into();
/// let points = above(&AboveConfig { formula, count: 100, noise: 0.0, held_out: 0.3, seed: 1 })?;
/// for point in points.points() {
///     let [x, y] = point.place;
///     assert_eq!(point.target, Target::Class(u8::from(y > x)));
/// }
/// # Ok::<(), gradual::Error>(())
/// ```
pub fn above(request: &AboveConfig) -> Result<OwnPoints> {
    check_amounts(request.count, request.noise, request.held_out)?;
    let formula = Formula::read(&request.formula)?;
    let mut random = Random::stream(request.seed, Stream::Data);
    let mut points = Vec::with_capacity(request.count);
    for _ in 0..TRIES * request.count {
        let place = [0; 2].map(|_| random.between(-EDGE, EDGE));
        let curve = formula.at(f64::from(place[0]));
        if !curve.is_nan() && points.len() < request.count {
            let class = Target::Class(u8::from(f64::from(place[1]) > curve));
            points.push((with_noise(place, request.noise, &mut random), class));
        }
    }
    check(&points, request)?;
    OwnPoints::new(points, Learned::Class, request.held_out, request.seed)
}

/// Whether all points are there, on both sides.
fn check(points: &[(Place, Target)], request: &AboveConfig) -> Result<()> {
    let formula = request.formula.trim();
    let refuse = |what: String| Err(Error::Unsuitable { what });
    let above = points
        .iter()
        .filter(|(_, class)| *class == Target::Class(1))
        .count();
    if points.len() < request.count {
        return refuse(format!(
            "y = {formula} has no value, or in hardly any place, for x from −3 to 3"
        ));
    }
    if above == 0 || above == points.len() {
        let side = if above == 0 { "below" } else { "above" };
        return refuse(format!(
            "All points lie {side} y = {formula}, for x and y go from −3 to 3; choose a curve that runs through there"
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(formula: &str) -> AboveConfig {
        AboveConfig {
            formula: formula.into(),
            count: 400,
            noise: 0.0,
            held_out: 0.25,
            seed: 3,
        }
    }

    #[test]
    fn classes_tell_the_side_of_the_curve() {
        let data = above(&request("sin(2x)")).unwrap().dataset().unwrap();
        let (places, _) = data.values().as_chunks::<2>();
        for ([x, y], &class) in places.iter().zip(data.labels()) {
            assert_eq!(class == 1, f64::from(*y) > (2.0 * f64::from(*x)).sin());
        }
        assert_eq!(
            (data.count(), data.classes(), data.teaches()),
            (400, 2, true)
        );
        assert!(
            (275..=325).contains(&data.train_count()),
            "{}",
            data.train_count()
        );
    }

    #[test]
    fn a_curve_may_have_values_in_one_half_only() {
        let data = above(&request("ln(x)")).unwrap().dataset().unwrap();
        let (places, _) = data.values().as_chunks::<2>();
        assert!(places.len() == 400 && places.iter().all(|[x, _]| *x >= 0.0));
    }

    #[test]
    fn noise_carries_points_over_the_curve() {
        let noisy = AboveConfig {
            noise: 0.5,
            ..request("x^3 - x")
        };
        let data = above(&noisy).unwrap().dataset().unwrap();
        let (places, _) = data.values().as_chunks::<2>();
        let wrong = places
            .iter()
            .zip(data.labels())
            .filter(|([x, y], class)| (*y > x * x * x - x) != (**class == 1));
        assert!(wrong.clone().count() > 10 && wrong.count() < 150);
    }

    #[test]
    fn what_gives_no_two_classes_is_told() {
        let said = |formula: &str| above(&request(formula)).err().unwrap().to_string();
        assert!(said("sqrt(-1)").starts_with("y = sqrt(-1) has no value"));
        assert!(said("9").starts_with("All points lie below y = 9,"));
        assert!(said("-1/0").starts_with("All points lie above"));
        assert!(said("2 +").contains("can't be read at character 4"));
        let few = AboveConfig {
            count: 5,
            ..request("x")
        };
        assert!(
            above(&few)
                .err()
                .unwrap()
                .to_string()
                .contains("number of points")
        );
    }
}
