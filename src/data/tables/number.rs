//! Numbers as people, spreadsheets and typesetters write them: −1 234,5 and $1,234.50 and 12 %.

use std::cmp::Ordering;

/// What stands before the decimals; the other mark may part thousands.
///
/// ```
/// use gradual::data::tables::number::{Decimal, number};
///
/// assert_eq!(number("1,234.5", Decimal::Point), Some(1234.5));
/// assert_eq!(number("1.234,5", Decimal::Comma), Some(1234.5));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decimal {
    /// As in 1,234.5.
    Point,
    /// As in 1.234,5.
    Comma,
}

/// Marks of minus: the sign of a keyboard, of typography, and dashes that stand for it.
const MINUS: [char; 6] = ['-', '−', '–', '‒', '﹣', '－'];

/// What may stand before or after a number and is no part of it.
const BESIDE: [char; 6] = ['$', '€', '£', '¥', '%', '\''];

/// Marks that nobody sees: a byte order mark, a blank without width, directions of writing.
const UNSEEN: [char; 5] = ['\u{feff}', '\u{200b}', '\u{200e}', '\u{200f}', '\u{202c}'];

impl Decimal {
    fn mark(self) -> char {
        match self {
            Self::Point => '.',
            Self::Comma => ',',
        }
    }

    fn other(self) -> Self {
        match self {
            Self::Point => Self::Comma,
            Self::Comma => Self::Point,
        }
    }

    /// The one that makes more cells numbers. Where both do, as in "1,234", commas part thousands if numbers below a thousand
    /// stand in the same column, or if commas also part the cells.
    ///
    /// ```
    /// use gradual::data::tables::number::Decimal;
    ///
    /// let rows = [vec!["1,5".into(), "2,25".into()]];
    /// assert_eq!(Decimal::of(&rows, false), Decimal::Comma);
    /// ```
    pub fn of(rows: &[Vec<String>], commas_part_cells: bool) -> Self {
        let fitting = |decimal| {
            let cells = rows.iter().flatten();
            cells.filter(|cell| number(cell, decimal).is_some()).count()
        };
        let (points, commas) = (fitting(Self::Point), fitting(Self::Comma));
        match points.cmp(&commas) {
            Ordering::Less => Self::Comma,
            Ordering::Equal if !commas_part_cells && commas_are_decimal(rows) => Self::Comma,
            _ => Self::Point,
        }
    }
}

/// Whether commas stand in numbers, in no column of which there is a number below a thousand.
fn commas_are_decimal(rows: &[Vec<String>]) -> bool {
    let width = rows.first().map_or(0, Vec::len);
    let column = |column: usize| rows.iter().filter_map(move |row| row.get(column));
    let with_commas = |i: &usize| {
        column(*i).any(|cell| cell.contains(',') && number(cell, Decimal::Comma).is_some())
    };
    let is_small = |cell: &String| {
        cell.len() < 4 && !cell.is_empty() && cell.bytes().all(|b| b.is_ascii_digit())
    };
    let mut columns = (0..width).filter(with_commas).peekable();
    columns.peek().is_some() && !columns.any(|i| column(i).any(is_small))
}

/// A finite number; `None` for anything else, among it what stands for a gap.
///
/// ```
/// use gradual::data::tables::number::{Decimal, number};
///
/// let read = |cell| number(cell, Decimal::Point);
/// assert_eq!([read("$1,234.50"), read("−3"), read("12 %"), read("1e-3")], [Some(1234.5), Some(-3.0), Some(12.0), Some(0.001)]);
/// assert_eq!(read("n/a"), None);
/// ```
pub fn number(cell: &str, decimal: Decimal) -> Option<f64> {
    let cell = visible(cell);
    let in_brackets = cell
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'));
    let (minus, digits) = unsigned(in_brackets.unwrap_or(cell))?;
    let (mantissa, exponent) = match digits.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, power(exponent)?),
        None => (digits, 0),
    };
    let (whole, part) = parts(mantissa, decimal)?;
    let size: f64 = format!("0{whole}.{part}0e{exponent}").parse().ok()?;
    let is_negative = minus || in_brackets.is_some();
    size.is_finite()
        .then_some(if is_negative { -size } else { size })
}

/// The digits before the decimals, and the decimals. A comma has digits on both sides: "1," is the end of a cell.
fn parts(mantissa: &str, decimal: Decimal) -> Option<(String, &str)> {
    let (whole, part) = match mantissa.split_once(decimal.mark()) {
        Some((whole, part))
            if decimal == Decimal::Point || !(whole.is_empty() || part.is_empty()) =>
        {
            (whole, part)
        }
        Some(_) => return None,
        None => (mantissa, ""),
    };
    let whole = ungrouped(whole, decimal.other().mark())?;
    let are_digits = whole.len() + part.len() > 0 && part.bytes().all(|byte| byte.is_ascii_digit());
    are_digits.then_some((whole, part))
}

/// A cell without the blanks and unseen marks around it.
///
/// ```
/// assert_eq!(gradual::data::tables::number::visible("\u{feff} x "), "x");
/// ```
pub fn visible(cell: &str) -> &str {
    cell.trim_matches(|c: char| c.is_whitespace() || UNSEEN.contains(&c))
}

/// Whether a minus stands before the number, and what is left without signs, currency and percent; `None` for two signs.
fn unsigned(cell: &str) -> Option<(bool, &str)> {
    let beside = |c: char| c.is_whitespace() || BESIDE.contains(&c);
    let rest = cell.trim_matches(beside);
    let (minus, rest) = match rest.chars().next()? {
        sign if MINUS.contains(&sign) => (true, &rest[sign.len_utf8()..]),
        '+' => (false, &rest[1..]),
        _ => (false, rest),
    };
    Some((minus, rest.trim_start_matches(beside)))
}

/// The power of ten behind an e, which may have a minus of any kind.
fn power(text: &str) -> Option<i32> {
    let (minus, digits) = unsigned(text)?;
    let power: i32 = match digits.bytes().all(|byte| byte.is_ascii_digit()) {
        true => digits.parse().ok()?,
        false => return None,
    };
    Some(if minus { -power } else { power })
}

/// The digits of a whole number without what parts its thousands: three in each group, or two but for the last as in India.
fn ungrouped(whole: &str, mark: char) -> Option<String> {
    let parts_groups = |c: char| c == mark || c == '\'' || c == '’' || c.is_whitespace();
    let groups: Vec<&str> = whole.split(parts_groups).collect();
    if !groups.concat().bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let Some((last, [first, middle @ ..])) = groups.split_last() else {
        return Some(whole.into());
    };
    let even = |size: usize| middle.iter().all(|group| group.len() == size);
    let fits = last.len() == 3 && (even(3) || even(2)) && (1..=3).contains(&first.len());
    (fits && !first.starts_with('0')).then(|| groups.concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_a_person_reads_them() {
        use Decimal::{Comma, Point};
        for (cell, decimal, value) in [
            ("1.5", Point, 1.5),
            ("1,5", Comma, 1.5),
            ("−2.5", Point, -2.5),
            ("–3", Point, -3.0),
            ("+.5", Point, 0.5),
            ("5.", Point, 5.0),
            ("1,234.5", Point, 1234.5),
            ("1.234,5", Comma, 1234.5),
            ("12,34,567", Point, 1_234_567.0),
            ("1\u{202f}234,5", Comma, 1234.5),
            ("1'234.5", Point, 1234.5),
            ("1’234’567", Point, 1_234_567.0),
            ("\u{a0}7\u{200b}", Point, 7.0),
            ("12 %", Point, 12.0),
            ("-$5", Point, -5.0),
            ("$-5", Point, -5.0),
            ("3 €", Comma, 3.0),
            ("(4)", Point, -4.0),
            ("1e-3", Point, 0.001),
            ("1,5E+03", Comma, 1500.0),
            ("2e−2", Point, 0.02),
            ("1700000000001", Point, 1_700_000_000_001.0),
        ] {
            assert_eq!(number(cell, decimal), Some(value), "{cell}");
        }
    }

    #[test]
    fn what_is_no_number_is_none() {
        use Decimal::{Comma, Point};
        for cell in [
            "",
            "-",
            "NA",
            "nan",
            "inf",
            "1,5",
            "1.2.3",
            "2024-01-05",
            "10:30",
            "a1",
            "1a",
            "e5",
            "1e",
            "0,123",
            "--1",
            "1,23",
            "1e999",
            "%",
            "1 2",
            "()",
        ] {
            assert_eq!(number(cell, Point), None, "{cell}");
        }
        for cell in ["1.5", "1,", ",5", "1,2,3"] {
            assert_eq!(number(cell, Comma), None, "{cell}");
        }
    }

    #[test]
    fn the_decimal_mark_is_that_of_the_whole_table() {
        let decimal = |text: &str| {
            let row = |line: &str| line.split(';').map(String::from).collect();
            Decimal::of(&text.lines().map(row).collect::<Vec<_>>(), false)
        };
        for (text, wanted) in [
            ("1,5;a\n2,25;b", Decimal::Comma),
            ("1.234;5,5", Decimal::Comma),
            ("1,234;5.5", Decimal::Point),
            ("1,234;a\n987;b", Decimal::Point),
            ("1,234;a\n0,987;b", Decimal::Comma),
            ("1,234;a\n2,345;b", Decimal::Comma),
            ("1.234;2.345", Decimal::Point),
            ("1;2", Decimal::Point),
        ] {
            assert_eq!(decimal(text), wanted, "{text}");
        }
    }
}
