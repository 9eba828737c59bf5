//! What was there before somebody painted, as it is written.

use serde::{Deserialize, Deserializer, de};

use super::Origin;
use crate::data::formulas::above::AboveConfig;
use crate::data::generators::points::{PointSet, PointsConfig};
use crate::data::tables::info::{Rows, TableInfo};
use crate::written::{nothing_left, some_integer, take};

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Kind {
    Set,
    Above,
    Table,
}

/// All that any kind of origin has.
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
    name: Option<String>,
    columns: Option<[String; 3]>,
    labels: Option<Vec<String>>,
    range: Option<[f64; 2]>,
    rows: Option<Rows>,
}

impl<'de> Deserialize<'de> for Origin {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let origin = Written::deserialize(deserializer)?.read();
        origin.map_err(de::Error::custom)
    }
}

impl Written {
    /// The origin, which uses all that is written.
    fn read(self) -> Result<Origin, String> {
        let mut written = self;
        let origin = written.origin()?;
        nothing_left(&[
            ("set", written.set.is_some()),
            ("formula", written.formula.is_some()),
            ("count", written.count.is_some()),
            ("noise", written.noise.is_some()),
            ("heldOut", written.held_out.is_some()),
            ("seed", written.seed.is_some()),
            ("name", written.name.is_some()),
            ("columns", written.columns.is_some()),
            ("labels", written.labels.is_some()),
            ("range", written.range.is_some()),
            ("rows", written.rows.is_some()),
        ])?;
        Ok(origin)
    }
}

impl Written {
    fn origin(&mut self) -> Result<Origin, String> {
        Ok(match self.kind {
            Kind::Set => Origin::Set(PointsConfig {
                set: take(&mut self.set, "set")?,
                count: take(&mut self.count, "count")?,
                noise: take(&mut self.noise, "noise")?,
                held_out: take(&mut self.held_out, "heldOut")?,
                seed: take(&mut self.seed, "seed")?,
            }),
            Kind::Above => Origin::Above(AboveConfig {
                formula: take(&mut self.formula, "formula")?,
                count: take(&mut self.count, "count")?,
                noise: take(&mut self.noise, "noise")?,
                held_out: take(&mut self.held_out, "heldOut")?,
                seed: take(&mut self.seed, "seed")?,
            }),
            Kind::Table => Origin::Table(TableInfo {
                name: take(&mut self.name, "name")?,
                columns: take(&mut self.columns, "columns")?,
                labels: take(&mut self.labels, "labels")?,
                range: self.range.take(),
                rows: take(&mut self.rows, "rows")?,
            }),
        })
    }
}
