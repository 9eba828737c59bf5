//! A drawing on the pad: strokes, what was done to them, and the digits that they make.

use super::normalise::{as_drawn, normalise};
use super::render::Pixels;
use super::rows::Rows;
use super::segment::segment;
use super::strokes::Strokes;
use crate::data::digits::set::PIXELS;
use crate::data::undoable::{State, Undoable};

impl State for Strokes {
    /// 1.6 MB.
    const MOST_REMEMBERED: usize = 20 * Strokes::MOST_POINTS;

    fn size(&self) -> usize {
        self.points().len()
    }
}

/// Strokes that can be drawn, erased, undone and redone.
///
/// All changes up to `finish` are one gesture, which `undo` takes back at once: a stroke, a sweep of the eraser, a clear.
///
/// ```
/// use gradual::data::drawing::pad::Drawing;
///
/// let mut drawing = Drawing::default();
/// for x in [0.2, 0.7] {
///     drawing.begin(x, 0.3);
///     drawing.extend(x, 0.7); // two ones, side by side
///     drawing.finish();
/// }
/// assert_eq!(drawing.digits().len(), 2);
/// drawing.undo();
/// assert_eq!(drawing.digits().len(), 1);
/// ```
#[derive(Debug)]
pub struct Drawing {
    strokes: Undoable<Strokes>,
    /// The digits, once someone has asked for them.
    rows: Option<Rows>,
    picture: Box<Pixels>,
}

impl Default for Drawing {
    fn default() -> Self {
        Self {
            strokes: Undoable::default(),
            rows: None,
            picture: Box::new([0.0; PIXELS]),
        }
    }
}

impl Drawing {
    /// What is drawn at the moment.
    pub fn strokes(&self) -> &Strokes {
        self.strokes.now()
    }

    /// Puts the pen down.
    pub fn begin(&mut self, x: f32, y: f32) {
        self.change().begin(x, y);
    }

    /// Moves the pen in a straight line; before any `begin` it puts it down.
    pub fn extend(&mut self, x: f32, y: f32) {
        self.change().extend(x, y);
    }

    /// Rubs out what lies within `radius`.
    pub fn erase(&mut self, x: f32, y: f32, radius: f32) {
        self.change().erase(x, y, radius);
    }

    /// Wipes the pad, which is a gesture of its own.
    pub fn clear(&mut self) {
        self.finish();
        self.change().clear();
        self.finish();
    }

    /// Puts other strokes in place of those that are there, which is a gesture of its own.
    pub fn put(&mut self, strokes: Strokes) {
        self.finish();
        *self.change() = strokes;
        self.finish();
    }

    /// Ends the gesture under way; one that changed nothing is not worth an undo.
    pub fn finish(&mut self) {
        self.strokes.finish();
    }

    /// Takes back the gesture under way, as if it had never begun.
    pub fn cancel(&mut self) {
        self.rows = None;
        self.strokes.cancel();
    }

    /// Whether there is a gesture to take back.
    pub fn can_undo(&self) -> bool {
        self.strokes.can_undo()
    }

    /// Whether there is a gesture to do again.
    pub fn can_redo(&self) -> bool {
        self.strokes.can_redo()
    }

    /// Takes back the last gesture.
    pub fn undo(&mut self) {
        self.rows = None;
        self.strokes.undo();
    }

    /// Does again what was undone last, if nothing was done since.
    pub fn redo(&mut self) {
        self.rows = None;
        self.strokes.redo();
    }

    /// The digits on the pad, from left to right, row after row.
    pub fn digits(&mut self) -> &[Strokes] {
        &self.rows().digits
    }

    /// Where they stand, and what of them is none.
    pub fn rows(&mut self) -> &Rows {
        self.rows.get_or_insert_with(|| segment(self.strokes.now()))
    }

    /// The number of the digit that was drawn on last; 0 on an empty pad.
    pub fn latest(&mut self) -> usize {
        self.rows().latest
    }

    /// A digit as the network should see it; all zeros where there is none.
    ///
    /// ```
    /// use gradual::data::drawing::pad::Drawing;
    ///
    /// let mut drawing = Drawing::default();
    /// drawing.begin(0.1, 0.1);
    /// drawing.extend(0.1, 0.3); // a small one in a corner
    /// let picture = drawing.normalised(0); // 28 × 28 pixels with the one in their middle
    /// let rows = picture.chunks(28).filter(|row| row.iter().any(|&ink| ink > 0.5)).count();
    /// assert!((18..=24).contains(&rows));
    /// ```
    pub fn normalised(&mut self, digit: usize) -> &Pixels {
        let rows = self.rows.get_or_insert_with(|| segment(self.strokes.now()));
        match rows.digits.get(digit) {
            Some(strokes) => normalise(strokes, &mut self.picture),
            None => self.picture.fill(0.0),
        }
        &self.picture
    }

    /// The whole pad, only made smaller.
    pub fn as_drawn(&mut self) -> &Pixels {
        as_drawn(self.strokes.now(), &mut self.picture);
        &self.picture
    }

    /// The strokes, about to change within a gesture.
    fn change(&mut self) -> &mut Strokes {
        self.rows = None;
        self.strokes.change()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::drawing::strokes::Place;
    use proptest::prelude::*;

    fn seven(scale: f32, x: f32, y: f32) -> Drawing {
        let [first, rest @ ..] =
            [[0.2, 0.2], [0.8, 0.2], [0.4, 0.9]].map(|p| [x + scale * p[0], y + scale * p[1]]);
        let mut drawing = Drawing::default();
        drawing.begin(first[0], first[1]);
        rest.iter().for_each(|p| drawing.extend(p[0], p[1]));
        drawing.finish();
        drawing
    }

    #[test]
    fn size_and_place_on_the_pad_do_not_matter() {
        let centred = *seven(1.0, 0.0, 0.0).normalised(0);
        for (scale, x, y) in [(0.2, 0.0, 0.0), (0.2, 0.8, 0.8), (0.5, 0.3, 0.1)] {
            let other = *seven(scale, x, y).normalised(0);
            let worst = centred
                .iter()
                .zip(&other)
                .map(|(a, b)| (a - b).abs())
                .fold(0.0, f32::max);
            assert!(worst < 0.06, "{scale} {x} {y}: {worst}");
        }
    }

    #[test]
    fn strokes_put_on_another_pad_are_the_same_to_the_last_bit() {
        let drawn = seven(0.7, 0.1, 0.2);
        let strokes = drawn.strokes();
        let again = Strokes::of(strokes.points(), strokes.lengths()).unwrap();
        let mut other = seven(0.2, 0.8, 0.8);
        other.put(again);
        assert_eq!(other.strokes(), strokes);
        other.undo();
        assert_eq!(other.strokes(), seven(0.2, 0.8, 0.8).strokes());
    }

    #[test]
    fn what_are_no_strokes_is_refused() {
        let place = [0.5, 0.5];
        let refused = |points: &[Place], lengths: &[u32]| {
            Strokes::of(points, lengths).unwrap_err().to_string()
        };
        assert!(refused(&[[0.5, f32::NAN]], &[1]).contains("no number was given"));
        assert!(refused(&[[1.5, 0.5]], &[1]).contains("from 0 to 1, but it is 1.5"));
        assert!(refused(&[place; 3], &[2]).contains("got 3, but 2 are needed"));
        assert!(refused(&[place; 2], &[u32::MAX, u32::MAX]).contains("got 2"));
        assert!(refused(&[place; 2], &[2, 0]).contains("got 2"));
        assert!(refused(&[place; 10_001], &[10_001]).contains("it is 10001"));
    }

    #[test]
    fn as_drawn_they_do() {
        let ink = |drawing: &mut Drawing| drawing.as_drawn().iter().sum::<f32>();
        let (large, small) = (
            ink(&mut seven(1.0, 0.0, 0.0)),
            ink(&mut seven(0.2, 0.8, 0.8)),
        );
        assert!(small < large / 3.0, "{small} of {large}");
        let corner = *seven(0.2, 0.8, 0.8).as_drawn();
        let elsewhere = (0..PIXELS).filter(|i| i % 28 < 22 || i / 28 < 22);
        assert_eq!(elsewhere.map(|i| corner[i]).sum::<f32>(), 0.0);
    }

    #[test]
    fn a_gesture_can_be_taken_back() {
        let mut drawing = seven(1.0, 0.0, 0.0);
        let before = drawing.strokes().clone();
        drawing.begin(0.1, 0.1);
        drawing.extend(0.9, 0.9);
        drawing.cancel();
        assert_eq!(drawing.strokes(), &before);
        drawing.undo();
        assert!(drawing.strokes().is_empty() && !drawing.can_undo() && drawing.can_redo());
        drawing.redo();
        assert_eq!(drawing.strokes(), &before);
    }

    #[test]
    fn a_gesture_without_effect_is_none() {
        let mut drawing = Drawing::default();
        drawing.clear();
        drawing.erase(0.5, 0.5, 0.1);
        drawing.finish();
        assert!(!drawing.can_undo());
    }

    /// What one may do to a drawing, at places of a coarse grid so that strokes and eraser meet.
    #[derive(Clone, Debug)]
    enum Act {
        Stroke([u8; 4]),
        Erase([u8; 2]),
        Clear,
        Cancelled([u8; 4]),
        Undo,
        Redo,
    }

    fn act() -> impl Strategy<Value = Act> {
        let place = || prop::array::uniform2(0_u8..8);
        let line = || prop::array::uniform4(0_u8..8);
        prop_oneof![
            4 => line().prop_map(Act::Stroke),
            2 => place().prop_map(Act::Erase),
            1 => Just(Act::Clear),
            1 => line().prop_map(Act::Cancelled),
            3 => Just(Act::Undo),
            2 => Just(Act::Redo),
        ]
    }

    fn on_grid(steps: u8) -> f32 {
        f32::from(steps) / 8.0
    }

    fn draw(drawing: &mut Drawing, [x0, y0, x1, y1]: [u8; 4]) {
        drawing.begin(on_grid(x0), on_grid(y0));
        drawing.extend(on_grid(x1), on_grid(y1));
    }

    fn perform(drawing: &mut Drawing, act: &Act) {
        match *act {
            Act::Stroke(line) => draw(drawing, line),
            Act::Erase([x, y]) => drawing.erase(on_grid(x), on_grid(y), 0.1),
            Act::Clear => drawing.clear(),
            Act::Cancelled(line) => {
                draw(drawing, line);
                drawing.cancel();
            }
            Act::Undo => drawing.undo(),
            Act::Redo => drawing.redo(),
        }
        drawing.finish();
    }

    proptest! {
        /// Numbers that a script may send: none, endless, huge, beyond the pad.
        #[test]
        fn no_place_breaks_it(
            acts in prop::collection::vec((0_u8..3, prop::array::uniform3(prop_oneof![prop::num::f32::ANY, 0.0_f32..1.0])), 1..40),
        ) {
            let mut drawing = Drawing::default();
            for (act, [x, y, radius]) in acts {
                match act {
                    0 => drawing.begin(x, y),
                    1 => drawing.extend(x, y),
                    _ => drawing.erase(x, y, radius),
                }
                let digits = drawing.digits().len();
                prop_assert!(drawing.latest() <= digits);
                for digit in 0..=digits {
                    let seen = drawing.normalised(digit);
                    prop_assert!(seen.iter().all(|ink| (0.0..=1.0).contains(ink)));
                }
                prop_assert!(drawing.as_drawn().iter().all(|ink| (0.0..=1.0).contains(ink)));
            }
        }

        /// Against a list of all states and a finger on the present one.
        #[test]
        fn undo_and_redo_walk_through_all_states(acts in prop::collection::vec(act(), 1..60)) {
            let mut drawing = Drawing::default();
            let (mut states, mut now) = (vec![Strokes::default()], 0);
            for act in &acts {
                perform(&mut drawing, act);
                match act {
                    Act::Undo => now = usize::max(now, 1) - 1,
                    Act::Redo => now = usize::min(now + 1, states.len() - 1),
                    _ if drawing.strokes() != &states[now] => {
                        states.truncate(now + 1);
                        states.push(drawing.strokes().clone());
                        now += 1;
                    }
                    _ => {}
                }
                prop_assert_eq!(drawing.strokes(), &states[now]);
                prop_assert_eq!(drawing.can_undo(), now > 0);
                prop_assert_eq!(drawing.can_redo(), now + 1 < states.len());
            }
        }
    }
}
