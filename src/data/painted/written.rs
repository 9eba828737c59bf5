//! Points of one's own as they are written down: one short row a point.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::points::{OwnPoints, Point};
use crate::data::plane::{MOST_POINTS, PLANE};
use crate::data::splits::held_out::check_held_out;
use crate::data::target::{Learned, MOST_CLASSES, Target};
use crate::decimal::{decimal, shortest};
use crate::error::{Error, Result, in_range};
use crate::integer::integer;

/// No value that is drawn lies further from 0: those of the sets end near 1, and their noise soon after.
const FURTHEST_VALUE: f64 = 10.0;

/// Points, each held out where its draw is below the share held out.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "page", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WrittenPoints {
    learned: Learned,
    /// 0 to 0.9.
    #[serde(serialize_with = "decimal")]
    held_out: f32,
    /// Of the draws.
    #[serde(deserialize_with = "integer")]
    seed: u32,
    /// The id of the next point, from which its draw follows.
    #[serde(deserialize_with = "integer")]
    next_id: u32,
    /// At most 5,000: x₁, x₂, class or value, draw.
    points: Vec<[f64; 4]>,
}

impl Serialize for OwnPoints {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        WrittenPoints::from(self).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for OwnPoints {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        let written = WrittenPoints::deserialize(deserializer)?;
        written.try_into().map_err(de::Error::custom)
    }
}

impl From<&OwnPoints> for WrittenPoints {
    fn from(own: &OwnPoints) -> Self {
        let row = |point: &Point| {
            let [x1, x2] = point.place;
            [x1, x2, point.target.number(), point.draw].map(shortest)
        };
        Self {
            learned: own.learned,
            held_out: own.held_out,
            seed: own.seed,
            next_id: own.next_id,
            points: own.points.iter().map(row).collect(),
        }
    }
}

impl TryFrom<WrittenPoints> for OwnPoints {
    type Error = Error;

    fn try_from(written: WrittenPoints) -> Result<Self> {
        let count = written.points.len() as f64;
        in_range("The number of points", count, 0.0, MOST_POINTS as f64)?;
        check_held_out(written.held_out)?;
        let read = |&row| point(row, written.learned);
        Ok(Self {
            points: written.points.iter().map(read).collect::<Result<_>>()?,
            learned: written.learned,
            seed: written.seed,
            held_out: written.held_out,
            next_id: written.next_id,
        })
    }
}

fn point([x1, x2, target, draw]: [f64; 4], learned: Learned) -> Result<Point> {
    for coordinate in [x1, x2] {
        in_range("A coordinate", coordinate, -f64::from(PLANE), PLANE.into())?;
    }
    in_range("A draw", draw, 0.0, 1.0)?;
    let target = match learned {
        Learned::Number => {
            in_range("A value", target, -FURTHEST_VALUE, FURTHEST_VALUE)?;
            Target::Value(target as f32)
        }
        Learned::Class => {
            in_range("A class", target, 0.0, MOST_CLASSES as f64 - 1.0)?;
            Target::Class(target as u8)
        }
    };
    Ok(Point {
        place: [x1 as f32, x2 as f32],
        target,
        draw: draw as f32,
    })
}
