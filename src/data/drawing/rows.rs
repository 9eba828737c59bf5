//! Digits in rows, read as writing is: from left to right, then from the top down.

use super::segment::Group;
use super::strokes::{Place, Strokes, distance};

/// Neighbours in a row stand beside each other by this share of the lower one's height, at least.
const BESIDE: f32 = 0.35;

/// A straight line: its ends are this share of its length apart, at least.
const STRAIGHT: f32 = 0.95;

/// How much further than the other straight lines of its row a slash leans, as steps to the right for each step up.
const LEANS_MORE: f32 = 0.2;

/// How far it leans at least, beside other straight lines.
const LEANS: f32 = 0.3;

/// And where it is the only one, as then it may be a 1 in a hand that leans.
const LEANS_ALONE: f32 = 0.55;

/// How tall it is, at least, as a share of its tallest neighbour.
const TALL: f32 = 0.8;

/// The digits on a pad.
#[derive(Debug, Default)]
pub struct Rows {
    /// The strokes of each, from left to right, row after row.
    pub digits: Vec<Strokes>,
    /// The numbers of these strokes.
    pub strokes: Vec<Vec<usize>>,
    /// The number of each one's row.
    pub rows: Vec<u32>,
    /// Whether each is the slash of a fraction or a date, and no digit.
    pub slashes: Vec<bool>,
    /// The number of the digit with the stroke that was drawn last.
    pub latest: usize,
}

/// Orders digits: each follows the one to its left beside which it stands, else it begins a row.
pub fn in_rows(mut digits: Vec<Group>) -> Rows {
    digits.sort_by(|a, b| a.middle(0).total_cmp(&b.middle(0)));
    let mut rows: Vec<Vec<Group>> = Vec::new();
    for digit in digits {
        match row_of(&digit, &rows) {
            Some(row) => rows[row].push(digit),
            None => rows.push(vec![digit]),
        }
    }
    let middle = |row: &Vec<Group>| row.iter().map(|d| d.middle(1)).sum::<f32>() / row.len() as f32;
    rows.sort_by(|a, b| middle(a).total_cmp(&middle(b)));
    listed(&rows)
}

/// The row in whose last digit's height the most of a digit's own lies.
fn row_of(digit: &Group, rows: &[Vec<Group>]) -> Option<usize> {
    let beside = |row: &Vec<Group>| {
        let last = row.last()?;
        let lower = digit.size(1).min(last.size(1)).max(f32::MIN_POSITIVE);
        Some(-digit.gap(last, 1) / lower).filter(|&share| share >= BESIDE)
    };
    let candidates = rows.iter().enumerate();
    candidates
        .filter_map(|(number, row)| Some((number, beside(row)?)))
        .max_by(|a, b| a.1.total_cmp(&b.1))
        .map(|(number, _)| number)
}

fn listed(rows: &[Vec<Group>]) -> Rows {
    let mut listed = Rows::default();
    for (number, row) in rows.iter().enumerate() {
        for (place, digit) in row.iter().enumerate() {
            let mut strokes = Strokes::default();
            digit.strokes.iter().for_each(|stroke| strokes.push(stroke));
            listed.digits.push(strokes);
            listed.strokes.push(digit.numbers.clone());
            listed.rows.push(number as u32);
            listed.slashes.push(is_slash(place, row));
        }
    }
    let last = |&digit: &usize| listed.strokes[digit].iter().max();
    listed.latest = (0..listed.digits.len()).max_by_key(last).unwrap_or(0);
    listed
}

/// Whether something between two digits is a slash: a straight line as tall as they are, which leans as no other does.
fn is_slash(place: usize, row: &[Group]) -> bool {
    if place == 0 || place + 1 == row.len() {
        return false;
    }
    let tallest = row[place - 1].size(1).max(row[place + 1].size(1));
    let Some(lean) = lean(&row[place]).filter(|_| row[place].size(1) >= TALL * tallest) else {
        return false;
    };
    let others = row.iter().enumerate().filter(|&(other, _)| other != place);
    match others
        .filter_map(|(_, other)| self::lean(other))
        .reduce(f32::max)
    {
        Some(most) => lean >= LEANS && lean >= most + LEANS_MORE,
        None => lean >= LEANS_ALONE,
    }
}

/// How far a straight line leans, in steps to the right for each step up; none of what is no straight line that stands.
fn lean(digit: &Group) -> Option<f32> {
    let [stroke] = digit.strokes[..] else {
        return None;
    };
    let (first, last) = (*stroke.first()?, *stroke.last()?);
    let length: f32 = stroke
        .windows(2)
        .map(|pair| distance(pair[0], pair[1]))
        .sum();
    let is_straight = distance(first, last) >= STRAIGHT * length;
    let [top, foot]: [Place; 2] = if first[1] < last[1] {
        [first, last]
    } else {
        [last, first]
    };
    let lean = (top[0] - foot[0]) / (foot[1] - top[1]);
    (is_straight && lean.abs() < 2.0).then_some(lean)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::segment::segment;
    use super::*;

    /// Digits as straight lines from place to place.
    fn rows(lines: &[&[Place]]) -> Rows {
        let mut drawing = Strokes::default();
        for line in lines {
            drawing.begin(line[0][0], line[0][1]);
            line[1..].iter().for_each(|p| drawing.extend(p[0], p[1]));
        }
        segment(&drawing)
    }

    /// A digit of width w and height h: an L, no straight line.
    fn corner([x, y]: Place, w: f32, h: f32) -> [Place; 3] {
        [[x, y], [x, y + h], [x + w, y + h]]
    }

    #[test]
    fn twelve_above_thirty_four_is_read_row_by_row() {
        let digits =
            [[0.55, 0.6], [0.2, 0.1], [0.2, 0.55], [0.5, 0.12]].map(|at| corner(at, 0.15, 0.3));
        let read = rows(&digits.each_ref().map(|digit| &digit[..]));
        assert_eq!(read.rows, [0, 0, 1, 1]);
        let lefts = read.digits.iter().map(|digit| digit.bounds()[0][0]);
        assert!(lefts.eq([0.2, 0.5, 0.2, 0.55]));
        assert_eq!(read.latest, 1, "the one at the top right came last");
    }

    #[test]
    fn a_row_may_rise() {
        let digits =
            [0.0, 0.1, 0.2, 0.3].map(|step| corner([0.1 + 2.0 * step, 0.5 - step], 0.12, 0.25));
        assert_eq!(
            rows(&digits.each_ref().map(|digit| &digit[..])).rows,
            [0; 4]
        );
    }

    /// 2 5 / 1 1, the twos and fives as corners, with a line between that leans so far.
    fn date(lean: f32, ones: f32) -> Vec<bool> {
        let (two, five) = (
            corner([0.05, 0.4], 0.12, 0.3),
            corner([0.25, 0.4], 0.12, 0.3),
        );
        let line = |x: f32, lean: f32| [[x + 0.3 * lean, 0.4], [x, 0.7]];
        let (slash, first, second) = (line(0.45, lean), line(0.7, ones), line(0.85, ones));
        rows(&[&two, &five, &slash, &first, &second]).slashes
    }

    #[test]
    fn a_line_that_leans_as_no_other_is_a_slash() {
        assert_eq!(date(0.5, 0.0), [false, false, true, false, false]);
        assert_eq!(date(0.6, 0.3), [false, false, true, false, false]);
        for [lean, ones] in [[0.0, 0.0], [0.3, 0.3], [0.4, 0.35], [-0.3, 0.0]] {
            assert_eq!(date(lean, ones), [false; 5], "{lean} beside {ones}");
        }
        let alone = [[0.5, 0.3], [0.3, 0.7]];
        assert_eq!(
            rows(&[&alone]).slashes,
            [false],
            "nothing tells it from a 1"
        );
    }

    proptest! {
        /// Corners on a grid with gaps, in any order: as many digits, each row from left to right, rows from the top.
        #[test]
        fn a_grid_is_read_in_its_order(
            columns in 1_usize..4, count in 1_usize..3,
            order in Just((0..9_usize).collect::<Vec<_>>()).prop_shuffle(), shift in 0.0_f32..0.1,
        ) {
            let digits: Vec<[Place; 3]> = order.iter().filter(|&&i| i < columns * count).map(|&i| {
                let at = [0.05 + 0.28 * (i % columns) as f32 + shift, 0.05 + 0.45 * (i / columns) as f32 + shift];
                corner(at, 0.14, 0.3)
            }).collect();
            let read = rows(&digits.iter().map(|digit| &digit[..]).collect::<Vec<_>>());
            prop_assert_eq!(read.digits.len(), columns * count);
            let numbers: Vec<u32> = (0..columns * count).map(|i| (i / columns) as u32).collect();
            prop_assert_eq!(&read.rows, &numbers);
            let lefts: Vec<f32> = read.digits.iter().map(|digit| digit.bounds()[0][0]).collect();
            prop_assert!(lefts.chunks(columns).all(|row| row.is_sorted()));
        }
    }
}
