//! What was there before somebody painted.

use serde::{Deserialize, Serialize};

mod written;

use super::points::OwnPoints;
use crate::data::formulas::above::AboveConfig;
use crate::data::generators::points::PointsConfig;
use crate::data::tables::info::TableInfo;
use crate::data::target::Learned;
use crate::error::Result;

/// Points that were painted, and upon what.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "page", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PaintedPoints {
    /// What was there before.
    pub over: Origin,
    /// All points as they are now, painted or there before.
    #[cfg_attr(feature = "page", tsify(type = "WrittenPoints"))]
    pub points: OwnPoints,
}

/// What was there before somebody painted.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "page", derive(tsify::Tsify))]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Origin {
    /// A set drawn at random.
    Set(PointsConfig),
    /// Points above and below the curve of a formula.
    Above(AboveConfig),
    /// Points out of a table.
    Table(TableInfo),
}

impl Origin {
    /// What it is called.
    pub fn name(&self) -> String {
        match self {
            Self::Set(config) => config.set.name().into(),
            Self::Above(config) => format!("above {}", config.formula.trim()),
            Self::Table(table) => table.name.clone(),
        }
    }

    /// The columns that were chosen, where it is a table.
    pub fn columns_in_words(&self) -> String {
        match self {
            Self::Table(table) => table.columns_in_words(),
            Self::Set(_) | Self::Above(_) => String::new(),
        }
    }

    /// Whether such points can have been painted upon it.
    pub fn check(&self, learned: Learned) -> Result<()> {
        match self {
            Self::Table(table) => table.check(learned),
            Self::Set(_) | Self::Above(_) => Ok(()),
        }
    }
}
