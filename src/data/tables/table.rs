//! A table of numbers and labels as people paste it: comma-separated or otherwise, with a header or without.
//!
//! The separator is the one of `, ; tab |` that cuts the first lines into the same number of columns, or spaces. The first
//! row is a header where a column that holds numbers does not begin with one. Two columns become the points, scaled to mean
//! 0 and standard deviation 1 and brought into the plane; a third one holds their classes, or a number to predict, which is
//! brought to −1 … 1.

use std::collections::HashMap;

use csv::ReaderBuilder;
use serde::{Deserialize, Serialize};

use super::info::{Rows, TableInfo, TablePoints};
use crate::data::painted::points::OwnPoints;
use crate::data::plane::{MOST_POINTS, PLANE};
use crate::data::target::{Learned, MOST_CLASSES, Target};
use crate::error::{Error, Result, in_range};
use crate::integer::integer;

/// The longest text, in bytes.
const LONGEST: usize = 20_000_000;

/// Lines that the separator is judged by.
const SAMPLE: usize = 20;

/// The share of a column that must be numbers for it to be one of numbers.
const NUMERIC: f32 = 0.7;

/// Scaled points end here, at 2.9 standard deviations.
const EDGE: f32 = PLANE - 0.1;

/// A table as text, cut into cells.
#[derive(Debug)]
pub struct Table {
    names: Vec<String>,
    rows: Vec<Vec<String>>,
    /// Rows that do not have as many cells as the others.
    ragged: usize,
}

/// What a column holds.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "page", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct ColumnSummary {
    pub name: String,
    pub numeric: bool,
    /// How many different values there are.
    pub different: usize,
}

/// Which columns are wanted, counted from 0, and what the target is.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "page", derive(tsify::Tsify))]
pub struct Columns {
    #[serde(deserialize_with = "integer")]
    pub x1: usize,
    #[serde(deserialize_with = "integer")]
    pub x2: usize,
    #[serde(deserialize_with = "integer")]
    pub target: usize,
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
    pub columns: Columns,
    /// Share of the points that is held out, 0 to 0.9.
    pub held_out: f32,
    #[serde(deserialize_with = "integer")]
    pub seed: u32,
}

/// Points that came out of a table.
#[derive(Debug, PartialEq)]
pub struct Imported {
    pub points: Vec<[f32; 2]>,
    /// Classes below `classes.len()`, or values from −1 to 1.
    pub targets: Vec<Target>,
    /// The classes' names, in the order in which they come up.
    pub classes: Vec<String>,
    /// The numbers that the values −1 and 1 stand for.
    pub range: Option<[f32; 2]>,
    /// Rows without two numbers and a target, or with another number of cells than the rest.
    pub skipped: usize,
    /// Whole rows that were left out, evenly spread, because there are more than [`MOST_POINTS`].
    pub left_out: usize,
}

impl Table {
    pub fn read(text: &str) -> Result<Self> {
        let length = text.len() as f64;
        in_range(
            "The length of the table in bytes",
            length,
            1.0,
            LONGEST as f64,
        )?;
        let text = text.trim_start_matches('\u{feff}');
        let rows = match separator(text) {
            Some(separator) => cells(text, separator),
            None => cells(&with_tabs(text), b'\t'),
        };
        let width = usual_width(&rows);
        if width < 3 {
            return Err(refuse(format!(
                "it needs two columns of numbers and one to learn, but it has {width}"
            )));
        }
        let all = rows.len();
        let mut rows: Vec<Vec<String>> =
            rows.into_iter().filter(|row| row.len() == width).collect();
        let ragged = all - rows.len();
        let names = if has_header(&rows) {
            rows.remove(0)
        } else {
            (1..=width)
                .map(|number| format!("Column {number}"))
                .collect()
        };
        Ok(Self {
            names,
            rows,
            ragged,
        })
    }

    /// What each column holds.
    pub fn columns(&self) -> Vec<ColumnSummary> {
        let summary = |(column, name): (usize, &String)| {
            let cells = || self.rows.iter().map(|row| &row[column]);
            let different: std::collections::HashSet<&String> = cells().collect();
            ColumnSummary {
                name: name.clone(),
                numeric: is_numeric(cells()),
                different: different.len(),
            }
        };
        self.names.iter().enumerate().map(summary).collect()
    }

    /// What is probably meant: a number is learned where there are three columns of numbers, and none that could hold classes.
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
    /// others, rather in those of numbers.
    pub fn likely_columns_for(&self, learned: Learned) -> Columns {
        let columns = self.columns();
        let likely = |i: &usize| match learned {
            Learned::Class => (columns[*i].has_few(), !columns[*i].numeric, *i),
            Learned::Number => (columns[*i].numeric, !columns[*i].has_few(), *i),
        };
        let target = (0..columns.len()).max_by_key(likely).unwrap_or(0);
        let mut others: Vec<usize> = (0..columns.len()).filter(|&i| i != target).collect();
        others.sort_by_key(|&i| !columns[i].numeric);
        Columns {
            x1: others[0],
            x2: others[1],
            target,
            learned,
        }
    }

    /// The points of two columns with the classes or the numbers of a third.
    pub fn points(&self, columns: Columns) -> Result<Imported> {
        for column in [columns.x1, columns.x2, columns.target] {
            in_range(
                "The column",
                column as f64,
                0.0,
                (self.names.len() - 1) as f64,
            )?;
        }
        let mut classes = Classes::default();
        let mut target = |cell: &str| match columns.learned {
            Learned::Class => classes.number(cell.trim()).map(Target::Class),
            Learned::Number => number(cell).map(Target::Value),
        };
        let point = |row: &Vec<String>| {
            let place = [number(&row[columns.x1])?, number(&row[columns.x2])?];
            Some((place, target(&row[columns.target])?))
        };
        let whole: Vec<([f32; 2], Target)> = self.rows.iter().filter_map(point).collect();
        let range = match columns.learned {
            Learned::Class => self
                .check_classes(&classes, columns.target)
                .map(|()| None)?,
            Learned::Number => Some(self.range(&whole, columns.target)?),
        };
        let kept = spread(&whole);
        let mut points: Vec<[f32; 2]> = kept.iter().map(|(point, _)| *point).collect();
        scale(&mut points);
        Ok(Imported {
            points,
            targets: kept
                .iter()
                .map(|(_, target)| within(*target, range))
                .collect(),
            classes: classes.names,
            range,
            skipped: self.ragged + self.rows.len() - whole.len(),
            left_out: whole.len() - kept.len(),
        })
    }

    /// The points of some columns as those of one's own, a share of them held out by draws from `seed`.
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
        };
        let points = found.points.into_iter().zip(found.targets).collect();
        let column = |number: usize| self.names.get(number).cloned().unwrap_or_default();
        Ok(TablePoints {
            table: TableInfo {
                name: chosen.name.clone(),
                columns: [x1, x2, target].map(column),
                labels: found.classes,
                range: found.range.map(|range| range.map(f64::from)),
                rows,
            },
            points: OwnPoints::new(points, learned, chosen.held_out, chosen.seed)?,
        })
    }

    /// The smallest and the largest of the numbers to learn.
    fn range(&self, points: &[([f32; 2], Target)], column: usize) -> Result<[f32; 2]> {
        let ends = points
            .iter()
            .fold([f32::INFINITY, f32::NEG_INFINITY], |ends, point| {
                let (_, Target::Value(value)) = point else {
                    return ends;
                };
                [ends[0].min(*value), ends[1].max(*value)]
            });
        if ends[0] < ends[1] {
            return Ok(ends);
        }
        Err(refuse(if ends[0] > ends[1] {
            "no row has three numbers in the columns chosen".into()
        } else {
            let name = &self.names[column];
            format!("all numbers in \"{name}\" are the same, so that there is nothing to predict")
        }))
    }

    fn check_classes(&self, classes: &Classes, column: usize) -> Result<()> {
        let (count, name) = (classes.names.len(), &self.names[column]);
        if (2..=MOST_CLASSES).contains(&count) {
            return Ok(());
        }
        Err(refuse(match count {
            0 => "no row has two numbers and a label in the columns chosen".into(),
            1 => format!(
                "all labels in \"{name}\" are the same, but at least two classes are needed"
            ),
            _ => format!(
                "\"{name}\" holds {count} different labels, but at most {MOST_CLASSES} classes can be shown"
            ),
        }))
    }
}

impl ColumnSummary {
    /// Whether its values could be classes.
    fn has_few(&self) -> bool {
        (2..=MOST_CLASSES).contains(&self.different)
    }
}

/// Names of classes, numbered as they come up.
#[derive(Default)]
struct Classes {
    numbers: HashMap<String, usize>,
    names: Vec<String>,
}

impl Classes {
    /// The number of a class; `None` for an empty name.
    fn number(&mut self, name: &str) -> Option<u8> {
        if name.is_empty() {
            return None;
        }
        let next = self.names.len();
        let number = *self.numbers.entry(name.into()).or_insert(next);
        if number == next {
            self.names.push(name.into());
        }
        Some(number.min(usize::from(u8::MAX)) as u8)
    }
}

/// The separator that cuts the first lines alike, into the most columns; the comma last, which numbers may hold too.
fn separator(text: &str) -> Option<u8> {
    let sample: String = text
        .lines()
        .take(SAMPLE)
        .flat_map(|line| [line, "\n"])
        .collect();
    let width = |separator: &u8| {
        let rows = cells(&sample, *separator);
        let width = usual_width(&rows);
        let alike = rows.iter().filter(|row| row.len() == width).count();
        if 2 * alike > rows.len() { width } else { 0 }
    };
    let best = b",;|\t".iter().copied().max_by_key(width)?;
    (width(&best) > 1).then_some(best)
}

/// The text with runs of blanks as tabs.
fn with_tabs(text: &str) -> String {
    let line = |line: &str| line.split_whitespace().collect::<Vec<_>>().join("\t");
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

/// The rows that are not empty. What is damaged is read as well as it can be.
fn cells(text: &str, separator: u8) -> Vec<Vec<String>> {
    let reader = ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let rows = reader.into_records().filter_map(|record| record.ok());
    let rows = rows.map(|record| record.iter().map(|cell| cell.trim().to_string()).collect());
    rows.filter(|row: &Vec<String>| row.iter().any(|cell| !cell.is_empty()))
        .collect()
}

/// The most common number of cells.
fn usual_width(rows: &[Vec<String>]) -> usize {
    let mut counts: HashMap<usize, usize> = HashMap::new();
    rows.iter()
        .for_each(|row| *counts.entry(row.len()).or_default() += 1);
    let commonest = counts
        .into_iter()
        .max_by_key(|&(width, count)| (count, width));
    commonest.map_or(0, |(width, _)| width)
}

/// Whether some column of numbers does not begin with a number.
fn has_header(rows: &[Vec<String>]) -> bool {
    let Some((first, rest)) = rows.split_first() else {
        return false;
    };
    let named = |column: usize| {
        number(&first[column]).is_none() && is_numeric(rest.iter().map(|row| &row[column]))
    };
    (0..first.len()).any(named)
}

fn is_numeric<'a>(cells: impl Iterator<Item = &'a String>) -> bool {
    let (mut numbers, mut all) = (0, 0);
    for cell in cells.filter(|cell| !cell.is_empty()) {
        all += 1;
        numbers += usize::from(number(cell).is_some());
    }
    all > 0 && numbers as f32 >= NUMERIC * all as f32
}

/// A finite number, with a point or, as in much of Europe, a comma.
fn number(cell: &str) -> Option<f32> {
    let number: f32 = cell.replace(',', ".").parse().ok()?;
    number.is_finite().then_some(number)
}

/// All rows, or [`MOST_POINTS`] of them evenly spread.
fn spread<T: Copy>(rows: &[T]) -> Vec<T> {
    let kept = rows.len().min(MOST_POINTS);
    let place = |i: usize| (i as u64 * rows.len() as u64 / kept as u64) as usize; // beyond 32 bits
    (0..kept).map(|i| rows[place(i)]).collect()
}

/// A value of `range` as one of −1 … 1; classes stay as they are.
fn within(target: Target, range: Option<[f32; 2]>) -> Target {
    let (Target::Value(value), Some(range)) = (target, range) else {
        return target;
    };
    let [low, high] = range.map(f64::from);
    Target::Value((2.0 * (f64::from(value) - low) / (high - low) - 1.0) as f32)
}

/// Each coordinate to mean 0 and standard deviation 1, within the plane; a constant one becomes 0.
fn scale(points: &mut [[f32; 2]]) {
    for axis in 0..2 {
        let count = points.len() as f64;
        let values = |points: &[[f32; 2]]| {
            points
                .iter()
                .map(|point| f64::from(point[axis]))
                .collect::<Vec<_>>()
        };
        let values = values(points);
        let mean = values.iter().sum::<f64>() / count;
        let variance = values.iter().map(|v| (v - mean) * (v - mean)).sum::<f64>() / count;
        let deviation = variance.sqrt();
        let is_constant = deviation <= 1e-12 * mean.abs().max(1e-30);
        for (point, value) in points.iter_mut().zip(values) {
            let scaled = if is_constant {
                0.0
            } else {
                (value - mean) / deviation
            };
            point[axis] = (scaled as f32).clamp(-EDGE, EDGE);
        }
    }
}

fn refuse(problem: String) -> Error {
    Error::Table { problem }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const COLUMNS: Columns = Columns {
        x1: 0,
        x2: 1,
        target: 2,
        learned: Learned::Class,
    };

    fn imported(text: &str) -> Imported {
        Table::read(text).unwrap().points(COLUMNS).unwrap()
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
            table.points(swapped).unwrap_err().to_string(),
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
        let text = "x,y,kind\n1,2,a\n3,?,b\n4,5\n6,7,\n8,9,b\n1e99,1,a\n";
        let got = imported(text);
        assert_eq!((got.points.len(), got.skipped), (2, 4));
    }

    #[test]
    fn many_rows_are_spread_evenly() {
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
        let got = table.points(columns).unwrap();
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
            table.points(columns).unwrap_err().to_string()
        };
        assert!(said("x,y,price\n1,2,7\n3,4,7").contains("all numbers in \"price\" are the same"));
        assert!(said("1,2,a\n3,4,b").contains("no row has three numbers"));
    }

    #[test]
    fn useless_tables_are_refused_in_words() {
        let said = |text: &str| match Table::read(text) {
            Ok(table) => table.points(COLUMNS).unwrap_err().to_string(),
            Err(error) => error.to_string(),
        };
        assert!(said("").contains("length of the table"));
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
            if let Ok(got) = table.points(columns) {
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
