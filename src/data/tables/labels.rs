//! Labels of a column as classes. They keep their names; numbers and pairs such as no/yes stand in their natural order, so
//! that class 1 is the label 1, true or yes.

use std::collections::HashMap;

use super::number::{Decimal, number};

/// What stands where a label is missing.
const MISSING: [&str; 8] = ["", "?", "na", "n/a", "#n/a", "<na>", "nan", "null"];

/// Words of which the second says that something holds; capitals make no difference between them.
const PAIRS: [[&str; 2]; 11] = [
    ["false", "true"],
    ["f", "t"],
    ["no", "yes"],
    ["n", "y"],
    ["off", "on"],
    ["-", "+"],
    ["negative", "positive"],
    ["neg", "pos"],
    ["nein", "ja"],
    ["falsch", "wahr"],
    ["non", "oui"],
];

/// Labels, numbered as they come up.
///
/// ```
/// use gradual::data::tables::labels::Labels;
/// use gradual::data::tables::number::Decimal;
///
/// let mut labels = Labels::new(Decimal::Point);
/// let numbers: Vec<_> = ["yes", "no", "Yes", "n/a"].map(|cell| labels.number(cell)).into();
/// assert_eq!(numbers, [Some(0), Some(1), Some(0), None]);
/// assert_eq!(labels.ordered(), (vec!["no".into(), "yes".into()], vec![1, 0])); // class 1 is yes
/// ```
#[derive(Debug)]
pub struct Labels {
    decimal: Decimal,
    numbers: HashMap<String, usize>,
    names: Vec<String>,
}

impl Labels {
    /// No label has come up yet; `decimal` is how numbers among them are written.
    pub fn new(decimal: Decimal) -> Self {
        Self {
            decimal,
            numbers: HashMap::new(),
            names: Vec::new(),
        }
    }

    /// How many different ones have come up.
    pub fn count(&self) -> usize {
        self.names.len()
    }

    /// The number of a label; `None` for a gap. `1` and `1.0` are one label, and `True` and `TRUE`.
    ///
    /// ```
    /// use gradual::data::tables::labels::Labels;
    /// use gradual::data::tables::number::Decimal;
    ///
    /// let mut labels = Labels::new(Decimal::Point);
    /// assert_eq!(["1", "1.0", "2", ""].map(|cell| labels.number(cell)), [Some(0), Some(0), Some(1), None]);
    /// ```
    pub fn number(&mut self, cell: &str) -> Option<usize> {
        if is_missing(cell) {
            return None;
        }
        let next = self.names.len();
        let number = *self.numbers.entry(self.key(cell)).or_insert(next);
        match self.names.get_mut(number) {
            None => self.names.push(cell.into()),
            Some(name) if cell.len() < name.len() => *name = cell.into(),
            Some(_) => {}
        }
        Some(number)
    }

    /// The names in their order, and the class of each number.
    ///
    /// ```
    /// use gradual::data::tables::labels::Labels;
    /// use gradual::data::tables::number::Decimal;
    ///
    /// let mut labels = Labels::new(Decimal::Point);
    /// ["3", "1", "2"].map(|cell| labels.number(cell));
    /// assert_eq!(labels.ordered().0, ["1", "2", "3"]); // numbers in their order
    /// ```
    pub fn ordered(self) -> (Vec<String>, Vec<usize>) {
        let mut order: Vec<usize> = (0..self.names.len()).collect();
        if let Some(values) = self.values() {
            order.sort_by(|&a, &b| values[a].total_cmp(&values[b]));
        }
        let mut classes = vec![0; order.len()];
        for (class, &number) in order.iter().enumerate() {
            classes[number] = class;
        }
        let names = order.iter().map(|&number| self.names[number].clone());
        (names.collect(), classes)
    }

    /// What they are ordered by: what they count, or their place in a pair.
    fn values(&self) -> Option<Vec<f64>> {
        let counted = || {
            self.names
                .iter()
                .map(|name| number(name, self.decimal))
                .collect()
        };
        let in_pair = |pair: &[&str; 2]| {
            let place = |name: &String| {
                pair.iter()
                    .position(|word| *word == name.to_ascii_lowercase())
            };
            let places = self
                .names
                .iter()
                .map(|name| place(name).map(|place| place as f64));
            places.collect()
        };
        PAIRS.iter().find_map(in_pair).or_else(counted)
    }

    fn key(&self, cell: &str) -> String {
        let small = cell.to_ascii_lowercase();
        match number(cell, self.decimal) {
            Some(value) => (value + 0.0).to_string(), // −0 is 0
            None if PAIRS.as_flattened().contains(&small.as_str()) => small,
            None => cell.into(),
        }
    }
}

/// Whether a cell says that there is no label, such as "n/a".
///
/// ```
/// use gradual::data::tables::labels::is_missing;
///
/// assert!(is_missing("N/A") && is_missing("") && !is_missing("none of them"));
/// ```
pub fn is_missing(cell: &str) -> bool {
    MISSING.contains(&cell.to_ascii_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn classes(cells: &[&str]) -> (Vec<String>, Vec<usize>) {
        let mut labels = Labels::new(Decimal::Point);
        let numbers: Vec<usize> = cells
            .iter()
            .filter_map(|cell| labels.number(cell))
            .collect();
        let (names, classes) = labels.ordered();
        (
            names,
            numbers.iter().map(|&number| classes[number]).collect(),
        )
    }

    #[test]
    fn labels_keep_their_names_and_their_sense() {
        for (cells, names, expected) in [
            (&["1", "0", "1.0"][..], &["0", "1"][..], &[1, 0, 1][..]),
            (&["True", "FALSE", "true"], &["FALSE", "True"], &[1, 0, 1]),
            (&["yes", "No", "no"], &["No", "yes"], &[1, 0, 0]),
            (&["+", "-"], &["-", "+"], &[1, 0]),
            (&["10", "9", "-1"], &["-1", "9", "10"], &[2, 1, 0]),
            (
                &["setosa", "late", "Late"],
                &["setosa", "late", "Late"],
                &[0, 1, 2],
            ),
            (&["b", "NA", "", "?", "a"], &["b", "a"], &[0, 1]),
        ] {
            let (got_names, got) = classes(cells);
            assert_eq!(
                (&got_names[..], &got[..]),
                (
                    &names.iter().map(|n| n.to_string()).collect::<Vec<_>>()[..],
                    expected
                )
            );
        }
    }
}
