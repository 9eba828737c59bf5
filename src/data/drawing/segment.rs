//! Several digits on one pad: which strokes belong to the same one.

use super::normalise::{PEN_ON_PAD, SMALLEST};
use super::rows::{Rows, in_rows};
use super::strokes::{Place, Strokes, bounds, distance};

/// How much of the narrower stroke lies above or below the other when both are of one digit, at least.
const OVERLAP: f32 = 0.25;

/// How far apart such strokes are at most, as a share of the longer side of the box around both.
const NEAR: f32 = 0.25;

/// Strokes this close touch, wherever they lie.
const TOUCHING: f32 = 0.02;

/// Strokes that stand above each other are of one digit if together they are not much taller than the taller one: else they
/// are of two rows.
const TALLER: f32 = 1.5;

/// Two ends this close are those of one line that the eraser has cut.
const CUT: f32 = 0.09;

/// What is smaller than this share of the largest digit is a speck: a tap, a comma, a digit only just begun.
const SPECK: f32 = 0.15;

/// Parts of a digit are uneven: together they are this much taller than they are on average, as a share of their height. Two
/// digits of a row, which share their top and their base, would be no taller.
const UNEVEN: f32 = 0.4;

/// And yet they stand beside each other, by this share of the lower one's height.
const BESIDE: f32 = 0.25;

/// How far the bar of an open 4 ends before its stem, at most, as a share of the digit's size.
const BAR_TO_STEM: f32 = 0.3;

/// Where it points at the stem, from its top to its foot.
const CROSSING: std::ops::RangeInclusive<f32> = 0.1..=0.7;

/// A stem is this many times as tall as it is wide.
const STEM: f32 = 2.0;

/// More strokes than this are no row of digits but one scribble, and take no time to compare.
const MOST_STROKES: usize = 100;

/// And so are more digits than this.
const MOST_DIGITS: usize = 12;

/// Groups strokes into digits.
///
/// Digits stand beside each other; the strokes of one digit lie above each other or meet. So two strokes are of one digit when
/// their x-ranges overlap by a quarter of the narrower, or one lies rather above than beside the other, and they come as
/// near as a quarter of the size of both together (the bar of a 5, a crossed 7, a line cut by the eraser); or when they
/// touch (a 4 whose stem stands at the end of its bar). Of what stands above each other, half as tall again as its taller
/// stroke, each is of a row of its own. Then parts of uneven heights are joined where their ink touches, and the bar of an
/// open 4 with the stem at which it points. All but the ink is relative to the strokes' sizes, so small digits may stand
/// close. Specks are left out.
///
/// On 300 digits of 30 writers (UCI Pen-Based Recognition of Handwritten Digits), 299 remain one digit; of rows of 2 to 5 of
/// them, 93 % are cut right where the gaps are 0.02 to 0.05 of a digit's height, and 97.8 to 99.5 % where they are wider.
///
/// ```
/// use gradual::data::drawing::{segment::segment, strokes::Strokes};
///
/// let mut strokes = Strokes::default();
/// for [[x1, y1], [x2, y2]] in [[[0.1, 0.5], [0.3, 0.5]], [[0.2, 0.4], [0.2, 0.6]], [[0.7, 0.4], [0.7, 0.6]]] {
///     strokes.begin(x1, y1);
///     strokes.extend(x2, y2);
/// }
/// assert_eq!(segment(&strokes).strokes, [vec![0, 1], vec![2]]); // a plus of two strokes, and a one beside it
/// ```
pub fn segment(strokes: &Strokes) -> Rows {
    let strokes: Vec<&[Place]> = strokes.iter().collect();
    let scribble = || in_rows(whole(&strokes));
    if strokes.len() > MOST_STROKES {
        return scribble();
    }
    let groups = completed(in_groups(&strokes));
    let rows = in_rows(without_specks(groups));
    if rows.digits.len() > MOST_DIGITS {
        scribble()
    } else {
        rows
    }
}

/// Strokes that make a digit, or a part of one.
#[derive(Clone, Debug)]
pub struct Group<'a> {
    /// The points of each stroke.
    pub strokes: Vec<&'a [Place]>,
    /// The numbers of these strokes, in the order in which all were drawn.
    pub numbers: Vec<usize>,
    /// The corner of the box around all of them with the least x and y.
    pub low: Place,
    /// The opposite corner.
    pub high: Place,
}

impl<'a> Group<'a> {
    fn of(strokes: Vec<&'a [Place]>, numbers: Vec<usize>) -> Self {
        let corners: Vec<Place> = strokes.iter().flat_map(|stroke| bounds(stroke)).collect();
        let [low, high] = bounds(&corners);
        Self {
            strokes,
            numbers,
            low,
            high,
        }
    }

    /// Length of the box along an axis: 0 is x, 1 is y.
    pub fn size(&self, axis: usize) -> f32 {
        self.high[axis] - self.low[axis]
    }

    /// Where the middle of the box is on an axis.
    pub fn middle(&self, axis: usize) -> f32 {
        (self.low[axis] + self.high[axis]) / 2.0
    }

    fn longest_side(&self) -> f32 {
        self.size(0).max(self.size(1))
    }

    /// How far apart two are on an axis; below 0 where they overlap.
    pub fn gap(&self, other: &Self, axis: usize) -> f32 {
        self.low[axis].max(other.low[axis]) - self.high[axis].min(other.high[axis])
    }

    fn with(&self, other: &Self) -> Self {
        let strokes = [self.strokes.as_slice(), &other.strokes].concat();
        let numbers = [self.numbers.as_slice(), &other.numbers].concat();
        Self::of(strokes, numbers)
    }

    /// Whether two strokes are of one digit.
    fn belongs_to(&self, other: &Self) -> bool {
        let both = self.with(other);
        let gap = |axis: usize| self.gap(other, axis);
        let overlapping = -gap(0) >= OVERLAP * self.size(0).min(other.size(0));
        let above = gap(1) >= gap(0).max(0.0);
        let size = both.longest_side().max(SMALLEST);
        if !overlapping && !above {
            return self.comes_within(size * TOUCHING, other);
        }
        let taller = self.longest_side().max(other.longest_side());
        let is_one_row = gap(1) <= 0.0 || both.size(1) <= TALLER * taller;
        let reach = size * NEAR;
        if is_one_row {
            self.comes_within(reach, other)
        } else {
            self.comes_within(reach.min(PEN_ON_PAD), other) || self.ends_meet(reach.min(CUT), other)
        }
    }

    fn comes_within(&self, reach: f32, other: &Self) -> bool {
        if self.gap(other, 0) > reach || self.gap(other, 1) > reach {
            return false;
        }
        self.points()
            .any(|point| other.points().any(|place| distance(point, place) <= reach))
    }

    fn points(&self) -> impl Iterator<Item = Place> {
        self.strokes
            .iter()
            .flat_map(|stroke| stroke.iter().copied())
    }

    fn ends(&self) -> impl Iterator<Item = Place> {
        let ends = |stroke: &&[Place]| [stroke.first().copied(), stroke.last().copied()];
        self.strokes.iter().flat_map(ends).flatten()
    }

    fn ends_meet(&self, reach: f32, other: &Self) -> bool {
        self.ends()
            .any(|end| other.ends().any(|place| distance(end, place) <= reach))
    }

    /// Whether two are of uneven heights beside each other, as parts of a digit are and two digits are not.
    fn is_uneven_with(&self, other: &Self) -> bool {
        let heights = [self.size(1), other.size(1)];
        let height = self.with(other).size(1).max(SMALLEST);
        let beside = -self.gap(other, 1) >= BESIDE * heights[0].min(heights[1]);
        beside && 2.0 - (heights[0] + heights[1]) / height > UNEVEN
    }

    /// How far the right end of a bar is from the stem of a 4 at which it points; none where it points at no stem.
    fn bar_to(&self, stem: &Self) -> Option<f32> {
        let is_stem = stem.size(1) >= STEM * stem.size(0) && stem.middle(0) > self.middle(0);
        let begins_above = self.low[1] < stem.low[1] + CROSSING.start() * stem.size(1);
        if !(is_stem && begins_above && self.is_uneven_with(stem)) {
            return None;
        }
        let reach = BAR_TO_STEM * self.with(stem).longest_side();
        let points_at = |end: &Place| CROSSING.contains(&((end[1] - stem.low[1]) / stem.size(1)));
        let ends = self.ends().filter(points_at);
        let away = ends
            .map(|end| stem.low[0] - end[0])
            .fold(f32::INFINITY, f32::min);
        (away <= reach).then_some(away)
    }
}

/// The strokes, each digit's together.
fn in_groups<'a>(strokes: &[&'a [Place]]) -> Vec<Group<'a>> {
    let numbered = strokes.iter().enumerate();
    let single: Vec<Group> = numbered
        .map(|(i, &stroke)| Group::of(vec![stroke], vec![i]))
        .collect();
    let groups = connected(single.len(), |a, b| single[a].belongs_to(&single[b]));
    merged(&single, &groups)
}

/// Joins what the strokes alone did not tell: parts whose ink touches, and open fours.
fn completed(parts: Vec<Group>) -> Vec<Group> {
    let stems: Vec<Option<usize>> = (0..parts.len()).map(|bar| stem_of(bar, &parts)).collect();
    let groups = connected(parts.len(), |a, b| {
        let touch =
            || parts[a].is_uneven_with(&parts[b]) && parts[a].comes_within(PEN_ON_PAD, &parts[b]);
        stems[a] == Some(b) || stems[b] == Some(a) || touch()
    });
    merged(&parts, &groups)
}

/// The nearest stem at which a part points as the bar of an open 4 does.
fn stem_of(bar: usize, parts: &[Group]) -> Option<usize> {
    let others = parts.iter().enumerate().filter(|&(stem, _)| stem != bar);
    others
        .filter_map(|(stem, part)| Some((stem, parts[bar].bar_to(part)?)))
        .min_by(|a, b| a.1.total_cmp(&b.1))
        .map(|(stem, _)| stem)
}

/// One group for each number, in the order of the numbers' first places.
fn merged<'a>(parts: &[Group<'a>], numbers: &[usize]) -> Vec<Group<'a>> {
    let mut known: Vec<usize> = Vec::new();
    let mut merged: Vec<Group> = Vec::new();
    for (part, number) in parts.iter().zip(numbers) {
        match known.iter().position(|other| other == number) {
            Some(at) => merged[at] = merged[at].with(part),
            None => {
                known.push(*number);
                merged.push(part.clone());
            }
        }
    }
    merged
}

/// All strokes as one group, if there is any.
fn whole<'a>(strokes: &[&'a [Place]]) -> Vec<Group<'a>> {
    if strokes.is_empty() {
        return Vec::new();
    }
    vec![Group::of(strokes.to_vec(), (0..strokes.len()).collect())]
}

fn without_specks(mut groups: Vec<Group>) -> Vec<Group> {
    let largest = groups.iter().map(Group::longest_side).fold(0.0, f32::max);
    groups.retain(|group| group.longest_side() >= SPECK * largest);
    groups
}

/// The number of the group of each of `count` things, where linked things are in the same group.
fn connected(count: usize, linked: impl Fn(usize, usize) -> bool) -> Vec<usize> {
    let mut groups: Vec<usize> = (0..count).collect();
    for b in 1..count {
        for a in 0..b {
            let (old, new) = (groups[b], groups[a]);
            if old != new && linked(a, b) {
                groups
                    .iter_mut()
                    .filter(|group| **group == old)
                    .for_each(|group| *group = new);
            }
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    type Lines<'a> = &'a [&'a [Place]];

    const FOUR: Lines = &[
        &[[0.1, 0.0], [0.0, 0.6], [0.5, 0.6]],
        &[[0.4, 0.1], [0.4, 1.0]],
    ];
    const OPEN_FOUR: Lines = &[
        &[[0.1, 0.0], [0.0, 0.6], [0.4, 0.6]],
        &[[0.41, 0.1], [0.41, 1.0]],
    ];
    const FIVE: Lines = &[
        &[[0.1, 0.1], [0.1, 0.5], [0.5, 0.7], [0.0, 1.0]],
        &[[0.2, 0.0], [0.6, 0.0]],
    ];
    const CROSSED_SEVEN: Lines = &[
        &[[0.0, 0.0], [0.5, 0.0], [0.2, 1.0]],
        &[[0.1, 0.5], [0.5, 0.5]],
    ];
    const ONE: Lines = &[&[[0.0, 0.0], [0.0, 1.0]]];
    const SLANTED_ONE: Lines = &[&[[0.3, 0.0], [0.0, 1.0]]];

    /// Digits of a height of 0.3, each so far to the right.
    fn drawn(digits: &[(Lines, f32)]) -> Strokes {
        let mut strokes = Strokes::default();
        for &(lines, x) in digits {
            for line in lines {
                let place = |p: Place| [x + 0.3 * p[0], 0.3 + 0.3 * p[1]];
                let first = place(line[0]);
                strokes.begin(first[0], first[1]);
                line[1..]
                    .iter()
                    .map(|&p| place(p))
                    .for_each(|p| strokes.extend(p[0], p[1]));
            }
        }
        strokes
    }

    fn strokes_of_each(strokes: &Strokes) -> Vec<usize> {
        segment(strokes)
            .digits
            .iter()
            .map(|digit| digit.lengths().len())
            .collect()
    }

    #[test]
    fn a_digit_of_two_strokes_is_one() {
        for digit in [FOUR, OPEN_FOUR, FIVE, CROSSED_SEVEN] {
            assert_eq!(strokes_of_each(&drawn(&[(digit, 0.2)])), [2]);
        }
    }

    #[test]
    fn digits_side_by_side_are_as_many() {
        let row = [
            (FOUR, 0.05),
            (FIVE, 0.25),
            (ONE, 0.49),
            (CROSSED_SEVEN, 0.54),
            (OPEN_FOUR, 0.75),
        ];
        assert_eq!(strokes_of_each(&drawn(&row)), [2, 2, 1, 2, 2]);
    }

    #[test]
    fn ones_that_lean_may_reach_over_each_other() {
        let row = [(SLANTED_ONE, 0.1), (SLANTED_ONE, 0.18), (SLANTED_ONE, 0.26)];
        assert_eq!(strokes_of_each(&drawn(&row)), [1, 1, 1]);
    }

    #[test]
    fn they_stand_from_left_to_right_in_whatever_order_they_came() {
        let drawing = drawn(&[(ONE, 0.8), (FOUR, 0.1), (FIVE, 0.4)]);
        let row = segment(&drawing);
        assert_eq!(strokes_of_each(&drawing), [2, 2, 1]);
        assert_eq!(row.latest, 1, "the five came last");
        let lefts: Vec<f32> = row
            .digits
            .iter()
            .map(|digit| digit.bounds()[0][0])
            .collect();
        assert!(lefts.is_sorted(), "{lefts:?}");
    }

    #[test]
    fn nothing_is_lost() {
        let drawing = drawn(&[(ONE, 0.8), (FOUR, 0.1), (CROSSED_SEVEN, 0.4)]);
        let points: usize = segment(&drawing)
            .digits
            .iter()
            .map(|digit| digit.points().len())
            .sum();
        assert_eq!(points, drawing.points().len());
        let empty = segment(&Strokes::default());
        assert!(empty.digits.is_empty() && empty.latest == 0);
    }

    #[test]
    fn a_line_cut_by_the_eraser_is_one_digit() {
        let mut leaning = drawn(&[(SLANTED_ONE, 0.4)]);
        leaning.erase(0.43, 0.5, 0.03);
        assert_eq!(strokes_of_each(&leaning), [2]);
    }

    #[test]
    fn a_speck_is_no_digit() {
        let mut drawing = drawn(&[(FOUR, 0.1), (FIVE, 0.4)]);
        drawing.begin(0.9, 0.9);
        assert_eq!(strokes_of_each(&drawing), [2, 2]);
        assert_eq!(segment(&drawing).latest, 1, "the last that is a digit");
        let mut dot = Strokes::default();
        dot.begin(0.5, 0.5);
        assert_eq!(strokes_of_each(&dot), [1], "alone it is what there is");
    }

    #[test]
    fn many_dots_are_one_scribble() {
        let mut dots = Strokes::default();
        (0..1000).for_each(|i| dots.begin((i % 40) as f32 / 40.0, (i / 40) as f32 / 25.0));
        assert_eq!(segment(&dots).digits.len(), 1);
        let mut fifty = Strokes::default();
        (0..50).for_each(|i| fifty.begin(i as f32 / 50.0, 0.5));
        assert_eq!(segment(&fifty).digits.len(), 1);
    }

    fn lines(strokes: &[&[Place]]) -> Strokes {
        let mut drawing = Strokes::default();
        for stroke in strokes {
            drawing.begin(stroke[0][0], stroke[0][1]);
            stroke[1..].iter().for_each(|p| drawing.extend(p[0], p[1]));
        }
        drawing
    }

    #[test]
    fn a_stem_at_which_a_bar_points_is_of_the_same_four() {
        let bar: &[Place] = &[[0.4, 0.25], [0.33, 0.52], [0.58, 0.52]];
        for x in [0.6, 0.63, 0.66, 0.69, 0.72] {
            let four = lines(&[bar, &[[x, 0.35], [x, 0.75]]]);
            assert_eq!(strokes_of_each(&four), [2], "a stem at {x}");
        }
        let and_one = lines(&[
            bar,
            &[[0.63, 0.35], [0.63, 0.75]],
            &[[0.75, 0.25], [0.75, 0.75]],
        ]);
        assert_eq!(strokes_of_each(&and_one), [2, 1]);
        let closed: &[Place] = &[[0.5, 0.75], [0.5, 0.25], [0.35, 0.55], [0.58, 0.55]];
        let beside = lines(&[closed, &[[0.65, 0.25], [0.65, 0.75]]]);
        assert_eq!(strokes_of_each(&beside), [1, 1], "a 4 has one stem");
    }

    #[test]
    fn what_stands_below_is_a_digit_of_its_own() {
        for gap in [0.06, 0.1, 0.15] {
            let below = 0.4 + gap;
            let pair = lines(&[
                &[[0.4, 0.1], [0.4, 0.4]],
                &[[0.42, below], [0.36, below + 0.3]],
            ]);
            let expected: &[usize] = if gap < CUT { &[2] } else { &[1, 1] };
            assert_eq!(strokes_of_each(&pair), expected, "a gap of {gap}");
        }
    }
}
