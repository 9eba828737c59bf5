//! A table of numbers and labels as people paste it: comma-separated or otherwise, with a header or without.
//!
//! The first row is a header where a column that holds numbers does not begin with one, where it numbers the columns, or where
//! a label stands in it that no other row has. Two columns become the points, scaled to mean 0 and standard deviation 1 and
//! brought into the plane; a third one holds their classes, or a number to predict, which is brought to −1 … 1.

use std::cell::OnceCell;
use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use super::cut::Cut;
use super::file::{self, refuse};
use super::info::{Rows, TableInfo, TablePoints};
use super::labels::{Labels, is_missing};
use super::number::{Decimal, number};
use super::scale::{scale, within};
use super::thin::thin;
use crate::data::painted::points::OwnPoints;
use crate::data::plane::MOST_POINTS;
use crate::data::target::{Learned, MOST_CLASSES, Target};
use crate::error::{Error, Result, in_list};
use crate::integer::integer;

/// The share of a column that must be numbers for it to be one of numbers, in hundredths.
const NUMERIC: usize = 70;

/// Rows that a preview shows.
const SHOWN: usize = 4;

/// A table as text, cut into cells.
///
/// ```
/// use gradual::data::tables::table::Table;
///
/// let table = Table::read("height;weight;kind\n1,5;2,5;cat\n2,5;1,5;dog\n3,5;2,0;cat\n4,5;0,5;dog")?;
/// let found = table.points(table.likely_columns(), 1)?;
/// assert_eq!((found.points.len(), found.classes.len()), (4, 2));
/// assert_eq!(found.classes, ["cat", "dog"]);
/// # Ok::<(), gradual::Error>(())
/// ```
#[derive(Debug)]
pub struct Table {
    separator: char,
    decimal: Decimal,
    /// Whether the names are its own.
    header: bool,
    names: Vec<String>,
    /// What each column holds, once that was asked.
    columns: OnceCell<Vec<ColumnSummary>>,
    rows: Vec<Vec<String>>,
    /// Rows that do not have as many cells as the others.
    ragged: usize,
}

/// How a table was understood.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "page", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct TablePreview {
    /// In words: "3 columns, separated by semicolons, with decimal commas and names in the first row; 120 rows".
    pub understood: String,
    /// The columns' names, from the header or by their numbers.
    pub names: Vec<String>,
    /// The first rows, cell by cell.
    pub rows: Vec<Vec<String>>,
}

/// What a column holds.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "page", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct ColumnSummary {
    /// From the header, or by its number.
    pub name: String,
    /// Whether at least 70 % of its cells are numbers.
    pub numeric: bool,
    /// How many different values there are.
    pub different: usize,
}

/// Which columns are wanted, counted from 0, and what the target is.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "page", derive(tsify::Tsify))]
pub struct Columns {
    /// The column of x₁.
    #[serde(deserialize_with = "integer")]
    pub x1: usize,
    /// The column of x₂.
    #[serde(deserialize_with = "integer")]
    pub x2: usize,
    /// The column of the class, or of the number to predict.
    #[serde(deserialize_with = "integer")]
    pub target: usize,
    /// Whether the target is a class or a number.
    pub learned: Learned,
}

/// What is taken from a table.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[cfg_attr(feature = "page", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Chosen {
    /// What the table is called.
    #[serde(default)]
    pub name: String,
    /// Where points and targets stand.
    pub columns: Columns,
    /// Share of the points that is held out, 0 to 0.9.
    pub held_out: f32,
    /// From which rows that stay, and points that are held out, are drawn.
    #[serde(deserialize_with = "integer")]
    pub seed: u32,
}

/// Points that came out of a table.
#[derive(Debug, PartialEq)]
pub struct Imported {
    /// (x₁, x₂) of each, scaled and brought into the plane.
    pub points: Vec<[f32; 2]>,
    /// Classes below `classes.len()`, or values from −1 to 1.
    pub targets: Vec<Target>,
    /// The classes' names: those of numbers and of pairs such as no/yes in their order, others as they come up.
    pub classes: Vec<String>,
    /// The numbers that the values −1 and 1 stand for.
    pub range: Option<[f64; 2]>,
    /// Rows without two numbers and a target, or with another number of cells than the rest.
    pub skipped: usize,
    /// Whole rows that were left out, drawn from each class, because there are more than [`MOST_POINTS`].
    pub left_out: usize,
    /// Points that lay outside the plane and were moved to its edge.
    pub moved: usize,
}

impl Table {
    /// A table out of text, of which it needs three columns or more.
    ///
    /// ```
    /// use gradual::data::tables::table::Table;
    ///
    /// let table = Table::read("x,y,kind\n1,2,a\n3,4,b\n5,6,a")?;
    /// assert_eq!(table.columns().len(), 3);
    /// let refused = Table::read("").unwrap_err().to_string();
    /// assert_eq!(refused, "The table can't be used: it is empty.");
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn read(text: &str) -> Result<Self> {
        Self::read_telling(text, &mut |_| ())
    }

    /// `progress` is told again and again which share of the text has been read.
    ///
    /// ```
    /// use gradual::data::tables::table::Table;
    ///
    /// let text = "x,y,kind\n".to_string() + &"1,2,a\n3,4,b\n".repeat(10_000);
    /// let mut told = Vec::new();
    /// Table::read_telling(&text, &mut |share| told.push(share))?;
    /// assert!(told.is_sorted() && told.iter().all(|share| (0.0..=1.0).contains(share)));
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn read_telling(text: &str, progress: &mut dyn FnMut(f64)) -> Result<Self> {
        file::check(text)?;
        let Cut {
            separator,
            decimal,
            mut rows,
            ragged,
        } = Cut::of(text, progress);
        let width = rows.first().map_or(0, Vec::len);
        if width < 3 {
            return Err(refuse(format!(
                "it needs two columns of numbers and one to learn, but it has {width}"
            )));
        }
        let header = has_header(&rows, decimal);
        let first = if header {
            rows.remove(0)
        } else {
            vec![String::new(); width]
        };
        let name = |(i, name): (usize, String)| match name.is_empty() {
            true => unnamed(i),
            false => name,
        };
        Ok(Self {
            separator,
            decimal,
            header,
            names: first.into_iter().enumerate().map(name).collect(),
            columns: OnceCell::new(),
            rows,
            ragged,
        })
    }

    /// How it was understood.
    ///
    /// ```
    /// use gradual::data::tables::table::Table;
    ///
    /// let preview = Table::read("x;y;kind\n1,5;2;a\n3,5;4;b\n5,5;6;a")?.preview();
    /// assert_eq!(preview.names, ["x", "y", "kind"]);
    /// assert!(preview.understood.contains("separated by semicolons"));
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn preview(&self) -> TablePreview {
        let separator = match self.separator {
            '\t' => "tabs",
            ';' => "semicolons",
            '|' => "bars",
            ',' => "commas",
            _ => "blanks",
        };
        let decimal = match self.decimal {
            Decimal::Point => "points",
            Decimal::Comma => "commas",
        };
        let names = if self.header {
            " and names in the first row"
        } else {
            ", without names"
        };
        TablePreview {
            understood: format!(
                "{} columns, separated by {separator}, with decimal {decimal}{names}; rows: {}",
                self.names.len(),
                self.rows.len()
            ),
            names: self.names.clone(),
            rows: self.rows.iter().take(SHOWN).cloned().collect(),
        }
    }

    /// What each column holds.
    ///
    /// ```
    /// use gradual::data::tables::table::Table;
    ///
    /// let table = Table::read("x,y,kind\n1,2,a\n3,4,b\n5,6,a")?;
    /// let [x, _, kind] = table.columns() else { panic!("three columns") };
    /// assert!(x.numeric && !kind.numeric);
    /// assert_eq!(kind.different, 2);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn columns(&self) -> &[ColumnSummary] {
        let all = || (0..self.names.len()).map(|column| self.summary(column));
        self.columns.get_or_init(|| all().collect())
    }

    fn summary(&self, column: usize) -> ColumnSummary {
        let mut labels = Labels::new(self.decimal);
        for cell in self.cells(column) {
            labels.number(cell);
        }
        ColumnSummary {
            name: self.names[column].clone(),
            numeric: is_numeric(self.cells(column), self.decimal),
            different: labels.count(),
        }
    }

    /// What is probably meant: a number is learned where there are three columns of numbers, and none that could hold classes.
    ///
    /// ```
    /// use gradual::data::tables::table::Table;
    /// use gradual::data::target::Learned;
    ///
    /// let columns = Table::read("kind,x,y\na,1,2\nb,3,4\na,5,6")?.likely_columns();
    /// assert_eq!((columns.x1, columns.x2, columns.target), (1, 2, 0));
    /// assert_eq!(columns.learned, Learned::Class);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn likely_columns(&self) -> Columns {
        let columns = self.columns();
        let numeric = columns.iter().filter(|column| column.numeric).count();
        let learned = if numeric > 2 && !columns.iter().any(ColumnSummary::has_few) {
            Learned::Number
        } else {
            Learned::Class
        };
        self.likely_columns_for(learned)
    }

    /// The columns that are probably meant. The classes are in the last column of two to five different values, rather in one
    /// of words than in one of numbers; a number to learn is in the last one of many numbers. The points are in the first two
    /// others, rather in those of numbers, and not in numbers of the rows.
    ///
    /// ```
    /// use gradual::data::tables::table::Table;
    /// use gradual::data::target::Learned;
    ///
    /// let table = Table::read("x,y,price\n1,2,10\n3,4,30\n5,6,50\n7,9,80\n9,8,90\n2,1,15")?;
    /// assert_eq!(table.likely_columns_for(Learned::Number).target, 2);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn likely_columns_for(&self, learned: Learned) -> Columns {
        let columns = self.columns();
        let likely = |i: &usize| match learned {
            Learned::Class => (columns[*i].has_few(), !columns[*i].numeric, *i),
            Learned::Number => (columns[*i].numeric, !columns[*i].has_few(), *i),
        };
        let target = (0..columns.len()).max_by_key(likely).unwrap_or(0);
        let mut others: Vec<usize> = (0..columns.len()).filter(|&i| i != target).collect();
        others.sort_by_cached_key(|&i| (!columns[i].numeric, self.counts_rows(i)));
        let (x1, x2) = (others[0].min(others[1]), others[0].max(others[1]));
        Columns {
            x1,
            x2,
            target,
            learned,
        }
    }

    /// Whether a column only numbers or names the rows: one that counts by one and has no name of its own or that of a number,
    /// or one whose name ends with id and whose whole numbers all differ.
    fn counts_rows(&self, column: usize) -> bool {
        const COUNTERS: [&str; 8] = ["", "#", "index", "nr", "no", "no.", "row", "rownames"];
        let name = self.names[column].to_ascii_lowercase();
        let has_none = !self.header
            || name == unnamed(column).to_ascii_lowercase()
            || name.starts_with("unnamed");
        let numbers = || {
            self.cells(column)
                .map_while(|cell| number(cell, self.decimal))
        };
        let counts = || numbers().zip(numbers().skip(1)).all(|(a, b)| b == a + 1.0);
        let whole: HashSet<u64> = numbers()
            .filter(|v| v.fract() == 0.0)
            .map(f64::to_bits)
            .collect();
        let differ = whole.len() == self.rows.len();
        differ && (name.ends_with("id") || (has_none || COUNTERS.contains(&&*name)) && counts())
    }

    fn cells(&self, column: usize) -> impl Iterator<Item = &String> {
        self.rows.iter().map(move |row| &row[column])
    }

    /// The points of two columns with the classes or the numbers of a third; `seed` draws those that stay of too many.
    ///
    /// ```
    /// use gradual::data::tables::table::{Columns, Table};
    /// use gradual::data::target::Learned;
    ///
    /// let table = Table::read("x,y,price\n1,2,10\n3,4,30\n5,6,\n7,9,50")?;
    /// let columns = Columns { x1: 0, x2: 1, target: 2, learned: Learned::Number };
    /// let found = table.points(columns, 1)?;
    /// assert_eq!((found.points.len(), found.skipped), (3, 1)); // one row lacks its price
    /// assert_eq!(found.range, Some([10.0, 50.0])); // which −1 and 1 stand for
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn points(&self, columns: Columns, seed: u32) -> Result<Imported> {
        for column in [columns.x1, columns.x2, columns.target] {
            in_list("The column", column, self.names.len())?;
        }
        let mut labels = Labels::new(self.decimal);
        let whole = self.whole_rows(columns, &mut labels);
        if whole.is_empty() {
            return Err(self.no_row(columns));
        }
        let range = match columns.learned {
            Learned::Class => self
                .check_classes(labels.count(), columns.target)
                .map(|()| None)?,
            Learned::Number => Some(self.range(&whole, columns.target)?),
        };
        let (classes, class_of) = labels.ordered();
        let class = |row: &WholeRow| range.map_or_else(|| class_of[row.target as usize], |_| 0);
        let kept = thin(
            &whole.iter().map(class).collect::<Vec<_>>(),
            MOST_POINTS,
            seed,
        );
        let kept: Vec<&WholeRow> = kept.into_iter().map(|row| &whole[row]).collect();
        let (points, moved) = scale(&kept.iter().map(|row| row.place).collect::<Vec<_>>());
        let target = |row: &&WholeRow| match range {
            Some(range) => Target::Value(within(row.target, range)),
            None => Target::Class(class(row) as u8),
        };
        Ok(Imported {
            points,
            targets: kept.iter().map(target).collect(),
            classes,
            range,
            skipped: self.ragged + self.rows.len() - whole.len(),
            left_out: whole.len() - kept.len(),
            moved,
        })
    }

    /// Those with two numbers and a target.
    fn whole_rows(&self, columns: Columns, labels: &mut Labels) -> Vec<WholeRow> {
        let inputs = [columns.x1, columns.x2];
        let truths = inputs.map(|column| self.holds_truths(column));
        let whole = |row: &Vec<String>| {
            let [x1, x2] = [0, 1].map(|i| self.input(&row[inputs[i]], truths[i]));
            let place = [x1?, x2?];
            let cell = &row[columns.target];
            let target = match columns.learned {
                Learned::Class => labels.number(cell)? as f64,
                Learned::Number => number(cell, self.decimal)?,
            };
            Some(WholeRow { place, target })
        };
        self.rows.iter().filter_map(whole).collect()
    }

    /// Whether a column holds nothing but false and true, which count as 0 and 1.
    fn holds_truths(&self, column: usize) -> bool {
        self.cells(column)
            .all(|cell| is_missing(cell) || truth(cell).is_some())
    }

    fn input(&self, cell: &str, is_truth: bool) -> Option<f64> {
        if is_truth {
            truth(cell)
        } else {
            number(cell, self.decimal)
        }
    }

    /// Why there is no point: a column without numbers is named, with what stands there.
    fn no_row(
        &self,
        Columns {
            x1,
            x2,
            target,
            learned,
        }: Columns,
    ) -> Error {
        let wanted = match learned {
            Learned::Class => vec![x1, x2],
            Learned::Number => vec![x1, x2, target],
        };
        let has_none = |&column: &usize| {
            !self.holds_truths(column)
                && self
                    .cells(column)
                    .all(|cell| number(cell, self.decimal).is_none())
        };
        let what = match learned {
            Learned::Class => "no row has two numbers and a label in the columns chosen",
            Learned::Number => "no row has three numbers in the columns chosen",
        };
        refuse(match wanted.into_iter().find(has_none) {
            None => what.to_string(),
            Some(column) => {
                let name = &self.names[column];
                let first = self.cells(column).find(|cell| !is_missing(cell));
                let first = first.map(|cell| format!(", but such as \"{}\"", shortened(cell)));
                format!(
                    "{what}: \"{name}\" holds no numbers{}",
                    first.unwrap_or_default()
                )
            }
        })
    }

    /// The points of some columns as those of one's own, a share of them held out by draws from `seed`.
    ///
    /// ```
    /// use gradual::Source;
    /// use gradual::data::tables::table::{Chosen, Table};
    ///
    /// let table = Table::read("x,y,kind\n1,2,a\n3,4,b\n5,6,a\n7,8,b")?;
    /// let columns = table.likely_columns();
    /// let chosen = Chosen { name: "animals.csv".into(), columns, held_out: 0.0, seed: 1 };
    /// let source = Source::Table(table.own(table.points(columns, 1)?, &chosen)?);
    /// assert_eq!((source.name(), source.dataset()?.count()), ("animals.csv".into(), 4));
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn own(&self, found: Imported, chosen: &Chosen) -> Result<TablePoints> {
        let Columns {
            x1,
            x2,
            target,
            learned,
        } = chosen.columns;
        let rows = Rows {
            points: found.points.len(),
            skipped: found.skipped,
            left_out: found.left_out,
            moved: found.moved,
        };
        let points = found.points.into_iter().zip(found.targets).collect();
        let column = |number: usize| self.names.get(number).cloned().unwrap_or_default();
        Ok(TablePoints {
            table: TableInfo {
                name: chosen.name.clone(),
                columns: [x1, x2, target].map(column),
                labels: found.classes,
                range: found.range,
                rows,
            },
            points: OwnPoints::new(points, learned, chosen.held_out, chosen.seed)?,
        })
    }

    /// The smallest and the largest of the numbers to learn.
    fn range(&self, rows: &[WholeRow], column: usize) -> Result<[f64; 2]> {
        let values = || rows.iter().map(|row| row.target);
        let ends = [
            values().fold(f64::INFINITY, f64::min),
            values().fold(f64::NEG_INFINITY, f64::max),
        ];
        let name = &self.names[column];
        match ends[1] - ends[0] {
            0.0 => Err(refuse(format!(
                "all numbers in \"{name}\" are the same, so that there is nothing to predict"
            ))),
            difference if difference.is_finite() => Ok(ends),
            _ => Err(refuse(format!(
                "the numbers in \"{name}\" lie too far apart"
            ))),
        }
    }

    fn check_classes(&self, count: usize, column: usize) -> Result<()> {
        let name = &self.names[column];
        match count {
            1 => Err(refuse(format!(
                "all labels in \"{name}\" are the same, but at least two classes are needed"
            ))),
            2..=MOST_CLASSES => Ok(()),
            _ => Err(refuse(format!(
                "\"{name}\" holds {count} different labels, but at most {MOST_CLASSES} classes can be shown"
            ))),
        }
    }
}

/// A row with two numbers, and the number of its label or the number to learn.
struct WholeRow {
    place: [f64; 2],
    target: f64,
}

impl ColumnSummary {
    /// Whether its values could be classes.
    fn has_few(&self) -> bool {
        (2..=MOST_CLASSES).contains(&self.different)
    }
}

fn unnamed(column: usize) -> String {
    format!("Column {}", column + 1)
}

/// Whether the first row names the columns: some column of numbers does not begin with one, the row numbers the columns from
/// 0 as pandas does, or it holds a label that stands nowhere else while all others come up again.
fn has_header(rows: &[Vec<String>], decimal: Decimal) -> bool {
    let Some((first, rest)) = rows.split_first() else {
        return false;
    };
    if rest.is_empty() {
        return false;
    }
    let column = |i: usize| rest.iter().map(move |row| &row[i]);
    let numbers_columns = {
        let named = first.iter().skip(usize::from(first[0].is_empty()));
        named.enumerate().all(|(i, name)| *name == i.to_string())
    };
    let names = |i: usize| number(&first[i], decimal).is_none() && is_numeric(column(i), decimal);
    let differs =
        |i: usize| !is_numeric(column(i), decimal) && is_unlike(&first[i], column(i), decimal);
    numbers_columns || (0..first.len()).any(names) || (0..first.len()).any(differs)
}

/// Whether a cell is unlike labels each of which comes up more than once.
fn is_unlike<'a>(cell: &str, labels: impl Iterator<Item = &'a String>, decimal: Decimal) -> bool {
    let mut seen = Labels::new(decimal);
    let mut counts = [0; MOST_CLASSES];
    for number in labels.filter_map(|label| seen.number(label)) {
        match counts.get_mut(number) {
            Some(count) => *count += 1,
            None => return false,
        }
    }
    let known = seen.count();
    known > 1 && counts[..known].iter().all(|count| *count > 1) && seen.number(cell) == Some(known)
}

fn is_numeric<'a>(cells: impl Iterator<Item = &'a String>, decimal: Decimal) -> bool {
    let (mut numbers, mut all) = (0, 0);
    for cell in cells.filter(|cell| !is_missing(cell)) {
        all += 1;
        numbers += usize::from(number(cell, decimal).is_some());
    }
    all > 0 && 100 * numbers >= NUMERIC * all
}

fn truth(cell: &str) -> Option<f64> {
    match cell.to_ascii_lowercase().as_str() {
        "false" => Some(0.0),
        "true" => Some(1.0),
        _ => None,
    }
}

/// The beginning of a long cell.
fn shortened(cell: &str) -> String {
    match cell.char_indices().nth(24) {
        Some((end, _)) => format!("{}…", &cell[..end]),
        None => cell.into(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::data::tables::scale::EDGE;

    const COLUMNS: Columns = Columns {
        x1: 0,
        x2: 1,
        target: 2,
        learned: Learned::Class,
    };

    fn imported(text: &str) -> Imported {
        Table::read(text).unwrap().points(COLUMNS, 0).unwrap()
    }

    #[test]
    fn separators_and_headers_are_found() {
        let plain = imported("1,2,a\n3,4,b\n5,9,a");
        for text in [
            "x,y,kind\n1,2,a\n3,4,b\n5,9,a\n",
            "1;2;a\n3;4;b\n5;9;a",
            "x\ty\tkind\r\n1\t2\ta\r\n3\t4\tb\r\n5\t9\ta\r\n",
            "1|2|a\n\n3|4|b\n5|9|a\n\n",
            "\u{feff}x y kind\n 1  2 a\n3 4   b\n5 9 a",
            "\"1\",\"2\",\"a\"\n\"3\",4,b\n5,9,a",
            "1,0;2,0;a\n3,0;4,0;b\n5,0;9,0;a",
        ] {
            assert_eq!(imported(text), plain, "{text}");
        }
        assert_eq!(plain.classes, ["a", "b"]);
        assert_eq!(plain.targets, [0, 1, 0].map(Target::Class));
    }

    #[test]
    fn columns_say_what_they_hold() {
        let table = Table::read("height,weight,kind\n1.5,60,cat\n1.6,,dog\n1.7,62,cat").unwrap();
        let columns = table.columns();
        assert_eq!(
            columns[0],
            ColumnSummary {
                name: "height".into(),
                numeric: true,
                different: 3
            }
        );
        assert_eq!((columns[2].numeric, columns[2].different), (false, 2));
        let swapped = Columns {
            x1: 1,
            x2: 0,
            ..COLUMNS
        };
        assert_eq!(
            table.points(swapped, 0).unwrap_err().to_string(),
            "The table can't be used: all labels in \"kind\" are the same, but at least two classes are needed."
        );
    }

    #[test]
    fn likely_columns_are_found() {
        for (text, x1, x2, target) in [
            ("1,2,a\n3,4,b\n5,6,a", 0, 1, 2),
            (
                "kind,name,x,y\na,Ann,1,2\nb,Bob,3,4\nb,Cy,5,6\na,Di,7,8\na,Ed,9,8\na,Flo,1,8\n",
                2,
                3,
                0,
            ),
            ("0.1,0.2,0\n0.3,0.4,1\n0.5,0.6,1", 0, 1, 2),
            ("a,b,c\nd,e,f", 0, 1, 2),
        ] {
            let learned = Learned::Class;
            let columns = Columns {
                x1,
                x2,
                target,
                learned,
            };
            assert_eq!(
                Table::read(text).unwrap().likely_columns(),
                columns,
                "{text}"
            );
        }
    }

    #[test]
    fn points_are_scaled_and_constant_columns_do_no_harm() {
        let points = imported("7,1,a\n7,2,b\n7,3,a\n7,1000000,b\n7,2,a\n7,3,b\n7,2,a\n7,3,a\n7,2,a\n7,2,b\n7,2,b\n7,2,a").points;
        assert!(points.iter().all(|[x, y]| *x == 0.0 && y.abs() <= EDGE));
        let [low, middle, high] = imported("1,10,a\n2,20,b\n3,30,a").points[..] else {
            panic!()
        };
        let third = 1.224_744_9;
        assert!((low[0] + third).abs() < 1e-6 && (high[1] - third).abs() < 1e-6);
        assert_eq!(middle, [0.0, 0.0]);
    }

    #[test]
    fn rows_that_say_nothing_are_counted() {
        let text = "x,y,kind\n1,2,a\n3,?,b\n4,5\n6,7,\n8,9,b\n1e999,1,a\n";
        let got = imported(text);
        assert_eq!((got.points.len(), got.skipped), (2, 4));
    }

    #[test]
    fn of_many_rows_some_are_drawn() {
        let rows: Vec<String> = (0..12_000)
            .map(|i| format!("{i},{},{}", i % 7, i % 2))
            .collect();
        let got = imported(&rows.join("\n"));
        assert_eq!(
            (got.points.len(), got.left_out, got.skipped),
            (MOST_POINTS, 7000, 0)
        );
        assert!(got.points[0][0] < -1.7 && got.points[MOST_POINTS - 1][0] > 1.7);
    }

    #[test]
    fn a_number_is_learned_where_there_are_no_classes() {
        let rows: Vec<String> = (0..12)
            .map(|i| format!("{i},{},word{i},{}", i * i, 50 - 5 * i))
            .collect();
        let table =
            Table::read(&format!("a,b,name,price\n{}\n1,2,x,?\n", rows.join("\n"))).unwrap();
        let columns = table.likely_columns();
        let learned = Learned::Number;
        let (x1, x2, target) = (0, 1, 3);
        assert_eq!(
            columns,
            Columns {
                x1,
                x2,
                target,
                learned
            }
        );
        let got = table.points(columns, 0).unwrap();
        assert_eq!(
            (got.points.len(), got.skipped, got.range),
            (12, 1, Some([-5.0, 50.0]))
        );
        assert!(got.classes.is_empty());
        for (i, target) in got.targets.iter().enumerate() {
            let Target::Value(value) = target else {
                panic!("a value")
            };
            assert!((f64::from(*value) - (1.0 - 2.0 * i as f64 / 11.0)).abs() < 1e-6);
        }
        assert_eq!(
            table.likely_columns_for(Learned::Class).learned,
            Learned::Class
        );
    }

    #[test]
    fn numbers_that_teach_nothing_are_refused_in_words() {
        let said = |text: &str| {
            let learned = Learned::Number;
            let columns = Columns { learned, ..COLUMNS };
            let table = Table::read(text).unwrap();
            table.points(columns, 0).unwrap_err().to_string()
        };
        assert!(said("x,y,price\n1,2,7\n3,4,7").contains("all numbers in \"price\" are the same"));
        assert!(said("1,2,a\n3,4,b").contains("no row has three numbers"));
    }

    #[test]
    fn useless_tables_are_refused_in_words() {
        let said = |text: &str| match Table::read(text) {
            Ok(table) => table.points(COLUMNS, 0).unwrap_err().to_string(),
            Err(error) => error.to_string(),
        };
        assert!(said("").contains("it is empty"));
        assert!(said("just some words\nin two lines").contains("no row"));
        assert!(said("1,2\n3,4").contains("but it has 2"));
        assert!(said("1,2,a\n3,4,b\n5,6,c\n7,8,d\n9,1,e\n2,3,f").contains("6 different labels"));
    }

    proptest! {
        #[test]
        fn no_text_breaks_it(text in "[\\PC\n\r\t\"]{0,300}") {
            check(&text);
        }

        #[test]
        fn nor_does_anything_like_a_table(text in "([0-9a-c.,;\"\t |-]{0,12}\n){0,30}") {
            check(&text);
        }
    }

    fn check(text: &str) {
        let Ok(table) = Table::read(text) else { return };
        let last = table.columns().len() - 1;
        for columns in [
            COLUMNS,
            table.likely_columns(),
            Columns {
                x1: last,
                x2: 0,
                target: 1,
                ..COLUMNS
            },
            table.likely_columns_for(Learned::Number),
        ] {
            if let Ok(got) = table.points(columns, 0) {
                assert!(got.points.iter().flatten().all(|v| v.abs() <= EDGE));
                assert!(got.targets.iter().all(|target| match *target {
                    Target::Class(class) => usize::from(class) < got.classes.len(),
                    Target::Value(value) => value.abs() <= 1.0,
                }));
                assert_eq!(got.points.len(), got.targets.len());
            }
        }
    }
}
