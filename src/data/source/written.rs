//! A source as it is written.

use serde::{Deserialize, Deserializer, de};

use super::Source;
use crate::data::digits::config::{DigitsConfig, MnistPart};
use crate::data::formulas::above::AboveConfig;
use crate::data::generators::points::{PointSet, PointsConfig};
use crate::data::painted::origin::{Origin, PaintedPoints};
use crate::data::painted::points::OwnPoints;
use crate::data::tables::info::{TableInfo, TablePoints};
use crate::written::{nothing_left, some_integer, take};

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Kind {
    Set,
    Above,
    Table,
    Painted,
    Digits,
}

/// All that any kind of source has.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Written {
    kind: Kind,
    set: Option<PointSet>,
    formula: Option<String>,
    #[serde(default, deserialize_with = "some_integer")]
    count: Option<usize>,
    noise: Option<f32>,
    held_out: Option<f32>,
    #[serde(default, deserialize_with = "some_integer")]
    seed: Option<u32>,
    table: Option<TableInfo>,
    over: Option<Origin>,
    points: Option<OwnPoints>,
    mnist: Option<MnistPart>,
    own: Option<bool>,
}

impl<'de> Deserialize<'de> for Source {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let source = Written::deserialize(deserializer)?.read();
        source.map_err(de::Error::custom)
    }
}

impl Written {
    /// The source, which uses all that is written.
    fn read(self) -> Result<Source, String> {
        let mut written = self;
        let source = written.source()?;
        nothing_left(&[
            ("set", written.set.is_some()),
            ("formula", written.formula.is_some()),
            ("count", written.count.is_some()),
            ("noise", written.noise.is_some()),
            ("heldOut", written.held_out.is_some()),
            ("seed", written.seed.is_some()),
            ("table", written.table.is_some()),
            ("over", written.over.is_some()),
            ("points", written.points.is_some()),
            ("mnist", written.mnist.is_some()),
            ("own", written.own.is_some()),
        ])?;
        Ok(source)
    }
}

impl Written {
    fn source(&mut self) -> Result<Source, String> {
        Ok(match self.kind {
            Kind::Set => Source::Set(PointsConfig {
                set: take(&mut self.set, "set")?,
                count: take(&mut self.count, "count")?,
                noise: take(&mut self.noise, "noise")?,
                held_out: take(&mut self.held_out, "heldOut")?,
                seed: take(&mut self.seed, "seed")?,
            }),
            Kind::Above => Source::Above(AboveConfig {
                formula: take(&mut self.formula, "formula")?,
                count: take(&mut self.count, "count")?,
                noise: take(&mut self.noise, "noise")?,
                held_out: take(&mut self.held_out, "heldOut")?,
                seed: take(&mut self.seed, "seed")?,
            }),
            Kind::Table => Source::Table(TablePoints {
                table: take(&mut self.table, "table")?,
                points: take(&mut self.points, "points")?,
            }),
            Kind::Painted => Source::Painted(PaintedPoints {
                over: take(&mut self.over, "over")?,
                points: take(&mut self.points, "points")?,
            }),
            Kind::Digits => Source::Digits(DigitsConfig {
                mnist: take(&mut self.mnist, "mnist")?,
                own: take(&mut self.own, "own")?,
            }),
        })
    }
}
