//! The points of a table, what it is called, and what its numbers mean.

use serde::{Deserialize, Serialize};

use crate::data::painted::points::OwnPoints;
use crate::data::target::{Learned, MOST_CLASSES};
use crate::error::{Error, Result, in_range};
use crate::integer::integer;

/// The points of a table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "page", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TablePoints {
    /// Where they come from.
    pub table: TableInfo,
    /// Those rows that became points, or what has since become of them.
    #[cfg_attr(feature = "page", tsify(type = "WrittenPoints"))]
    pub points: OwnPoints,
}

/// What a table is called, and what its numbers mean.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "page", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TableInfo {
    /// The file, or where else it is from.
    pub name: String,
    /// The columns of x₁, of x₂ and of what is learned.
    pub columns: [String; 3],
    /// The names of the classes; none where a number is learned.
    pub labels: Vec<String>,
    /// The numbers that the values −1 and 1 stand for, where a number is learned.
    pub range: Option<[f64; 2]>,
    /// How many were taken, and how many were not.
    pub rows: Rows,
}

/// What became of a table's rows.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "page", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Rows {
    /// Those that became points.
    #[serde(deserialize_with = "integer")]
    pub points: usize,
    /// Those that hold no point, or no target.
    #[serde(deserialize_with = "integer")]
    pub skipped: usize,
    /// Good ones beyond the most points there may be.
    #[serde(deserialize_with = "integer")]
    pub left_out: usize,
    /// Points that were moved to the edge of the plane.
    #[serde(default, deserialize_with = "integer", skip_serializing_if = "is_none")]
    pub moved: usize,
}

fn is_none(moved: &usize) -> bool {
    *moved == 0
}

/// ```
/// use gradual::data::tables::table::{Chosen, Table};
///
/// let table = Table::read("x,y,kind\n1,2,a\n3,4,b\n5,6,a\n7,,b")?;
/// let columns = table.likely_columns();
/// let chosen = Chosen { name: "animals.csv".into(), columns, held_out: 0.0, seed: 1 };
/// let info = table.own(table.points(columns, 1)?, &chosen)?.table;
/// assert_eq!(info.labels, ["a", "b"]);
/// assert_eq!((info.rows.points, info.rows.skipped), (3, 1));
/// # Ok::<(), gradual::Error>(())
/// ```
impl TableInfo {
    /// The columns that were chosen: "x, y → kind".
    ///
    /// ```
    /// use gradual::data::tables::table::{Chosen, Table};
    ///
    /// let table = Table::read("x,y,kind\n1,2,a\n3,4,b\n5,6,a\n7,8,b")?;
    /// let columns = table.likely_columns();
    /// let chosen = Chosen { name: "animals.csv".into(), columns, held_out: 0.0, seed: 1 };
    /// let taken = table.own(table.points(columns, 1)?, &chosen)?;
    /// assert_eq!(taken.table.columns_in_words(), "x, y → kind");
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn columns_in_words(&self) -> String {
        let [x1, x2, target] = &self.columns;
        format!("{x1}, {x2} → {target}")
    }

    /// Whether it says what such a table must: names of two to five classes, or a range of numbers.
    pub fn check(&self, learned: Learned) -> Result<()> {
        let labels = self.labels.len() as f64;
        match (learned, self.range) {
            (Learned::Class, None) => {
                in_range("The number of labels", labels, 2.0, MOST_CLASSES as f64)
            }
            (Learned::Number, Some([low, high])) if low < high && (high - low).is_finite() => {
                in_range("The number of labels", labels, 0.0, 0.0)
            }
            _ => Err(Error::Table {
                problem: "where it has labels it has no range of numbers, and where numbers are predicted \
                          they have a range"
                    .into(),
            }),
        }
    }
}
