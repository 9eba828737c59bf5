//! Text cut into cells. What separates cells and what stands before decimals are decided together: the pair that cuts most
//! lines alike and makes most of their cells numbers.

use std::borrow::Cow;
use std::collections::HashMap;

use csv::{Reader, ReaderBuilder, StringRecord};

use super::number::{Decimal, number, visible};

/// Lines that separators are judged by.
const SAMPLE: usize = 200;

/// How many records are read between two words of progress.
const TOLD: u64 = 1000;

/// Separators, the likeliest first where two cut as well. Blanks stand for runs of them.
const SEPARATORS: [char; 5] = ['\t', ';', '|', ',', ' '];

/// The rows of a table, all as wide as the first.
///
/// ```
/// use gradual::data::tables::cut::Cut;
///
/// let cut = Cut::of("a;b\n1,5;\"x; y\"", &mut |_| {});
/// assert_eq!((cut.separator, cut.rows[1][1].as_str()), (';', "x; y"));
/// ```
#[derive(Debug)]
pub struct Cut {
    /// What stands between two cells; a blank stands for any run of them.
    pub separator: char,
    /// What stands before decimals.
    pub decimal: Decimal,
    /// The cells of each row.
    pub rows: Vec<Vec<String>>,
    /// Rows that do not have as many cells as the others.
    pub ragged: usize,
}

impl Cut {
    /// `progress` is told which share of the text has been cut, each time some more has.
    ///
    /// ```
    /// use gradual::data::tables::cut::Cut;
    ///
    /// let cut = Cut::of("1\t2\t3\n4\t5\t6\n7\t8", &mut |_| {});
    /// assert_eq!((cut.rows.len(), cut.ragged), (2, 1)); // the last row is too short
    /// ```
    pub fn of(text: &str, progress: &mut dyn FnMut(f64)) -> Self {
        let (told, text) = told_separator(text.trim_start_matches('\u{feff}'));
        let sample: String = text
            .lines()
            .take(SAMPLE)
            .flat_map(|line| [line, "\n"])
            .collect();
        let separator = told.unwrap_or_else(|| likely_separator(&sample));
        let (rows, ragged) = alike(cells(text, separator, progress));
        Self {
            separator,
            decimal: Decimal::of(&rows, separator == ','),
            rows: without_empty_columns(rows),
            ragged,
        }
    }
}

/// The separator that Excel's first line "sep=;" tells, and the lines below it.
fn told_separator(text: &str) -> (Option<char>, &str) {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let told = first.trim_end_matches('\r').strip_prefix("sep=");
    match told.and_then(|told| told.chars().next()) {
        Some(separator) if SEPARATORS.contains(&separator) => (Some(separator), rest),
        _ => (None, text),
    }
}

/// The one that makes most numbers of the lines it cuts alike, at best into three columns or more.
fn likely_separator(sample: &str) -> char {
    let score = |separator: char| {
        let all = cells(sample, separator, &mut |_| ());
        let lines = all.len().max(1);
        let (rows, ragged) = alike(all);
        let width = rows.first().map_or(0, Vec::len);
        let decimal = Decimal::of(&rows, separator == ',');
        let numbers = rows
            .iter()
            .flatten()
            .filter(|cell| number(cell, decimal).is_some());
        let numeric = 1000 * numbers.count() / (rows.len() * width).max(1);
        let alike = lines - ragged.min(lines);
        (
            width > 2,
            2 * alike > lines,
            numeric * alike / lines,
            alike,
            width,
        )
    };
    let best = SEPARATORS
        .into_iter()
        .rev()
        .max_by_key(|&separator| score(separator));
    best.unwrap_or(',')
}

/// The rows that are not empty. What is damaged is read as well as it can be.
fn cells(text: &str, separator: char, progress: &mut dyn FnMut(f64)) -> Vec<Vec<String>> {
    let text = match separator {
        ' ' => Cow::Owned(with_tabs(text)),
        _ => without_blanks_before_quotes(text, separator),
    };
    let delimiter = match separator {
        ' ' => b'\t',
        _ => separator as u8,
    };
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter)
        .quoting(text.matches('"').count() % 2 == 0) // else a quote that never ends would take all that follows
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let (mut rows, mut record) = (Vec::new(), StringRecord::new());
    while let Some(read) = next(&mut reader, &mut record) {
        let row: Vec<String> = record.iter().map(|cell| unquoted(cell).into()).collect();
        if read && row.iter().any(|cell| !cell.is_empty()) && !is_rule(&row) {
            rows.push(row);
        }
        if reader.position().record().is_multiple_of(TOLD) {
            progress(reader.position().byte() as f64 / text.len() as f64);
        }
    }
    rows
}

/// Reads a record: whether it could be; nothing at the end.
fn next(reader: &mut Reader<&[u8]>, record: &mut StringRecord) -> Option<bool> {
    match reader.read_record(record) {
        Ok(true) => Some(true),
        Ok(false) => None,
        Err(_) => Some(false),
    }
}

/// A cell without the blanks and a pair of typographic or single quotes around it.
fn unquoted(cell: &str) -> &str {
    let cell = visible(cell);
    let pairs = [('“', '”'), ('„', '“'), ('‘', '’'), ('«', '»'), ('\'', '\'')];
    let inside = |&(open, close): &(char, char)| cell.strip_prefix(open)?.strip_suffix(close);
    pairs.iter().find_map(inside).map_or(cell, visible)
}

/// Whether it is a line drawn between rows, as in Markdown: |---|:-:|.
fn is_rule(row: &[String]) -> bool {
    let text = row.concat();
    text.contains("--") && text.chars().all(|c| "-:=+".contains(c))
}

/// Quotes count at the beginning of a cell, before which people and programs write blanks.
fn without_blanks_before_quotes(text: &str, separator: char) -> Cow<'_, str> {
    if !text.contains(" \"") {
        return Cow::Borrowed(text);
    }
    let (mut kept, mut blanks) = (String::with_capacity(text.len()), String::new());
    let (mut begins, mut quoted) = (true, false);
    for c in text.chars() {
        if begins && c == ' ' {
            blanks.push(c);
            continue;
        }
        match c {
            '"' if begins => blanks.clear(),
            _ => kept.extend(blanks.drain(..)),
        }
        quoted ^= c == '"';
        begins = !quoted && (c == separator || c == '\n' || c == '\r');
        kept.push(c);
    }
    Cow::Owned(kept)
}

/// The text with runs of blanks outside quotes as tabs.
fn with_tabs(text: &str) -> String {
    let line = |line: &str| {
        let mut quoted = false;
        let parts = line.trim().split(|c: char| {
            quoted ^= c == '"';
            !quoted && c.is_whitespace()
        });
        parts
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join("\t")
    };
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

/// The rows that are as wide as most, and how many are not. A header without a name for the numbers of the rows, as R and
/// pandas print it, is given one.
fn alike(mut rows: Vec<Vec<String>>) -> (Vec<Vec<String>>, usize) {
    let (all, width) = (rows.len(), usual_width(&rows));
    if all > 2 && rows[0].len() + 1 == width && rows[1].len() == width {
        rows[0].insert(0, String::new());
    }
    rows.retain(|row| row.len() == width);
    let ragged = all - rows.len();
    (rows, ragged)
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

/// Separators at both ends of all lines make columns of nothing.
fn without_empty_columns(mut rows: Vec<Vec<String>>) -> Vec<Vec<String>> {
    let width = rows.first().map_or(0, Vec::len);
    let filled: Vec<bool> = (0..width)
        .map(|i| rows.iter().any(|row| !row[i].is_empty()))
        .collect();
    for row in &mut rows {
        let mut keep = filled.iter();
        row.retain(|_| *keep.next().unwrap_or(&true));
    }
    rows
}
