//! Something that is changed by gestures, each of which can be taken back and done again.

use std::collections::VecDeque;
use std::mem::replace;

/// The most gestures that can be taken back.
const STEPS: usize = 100;

/// A state worth remembering.
///
/// ```
/// use gradual::data::undoable::State;
///
/// #[derive(Clone, PartialEq)]
/// struct Points(Vec<[f32; 2]>);
/// impl State for Points {
///     const MOST_REMEMBERED: usize = 100_000; // of all earlier states together
///     fn size(&self) -> usize {
///         self.0.len()
///     }
/// }
/// assert!(Points(vec![[0.0; 2]]).is_like(&Points(vec![[0.0; 2]])));
/// ```
pub trait State: Clone + PartialEq {
    /// The most points that all earlier states may have together; the oldest are forgotten first.
    const MOST_REMEMBERED: usize;

    /// How many points this state has.
    fn size(&self) -> usize;

    /// Whether there is nothing to take back from one to the other.
    fn is_like(&self, other: &Self) -> bool {
        self == other
    }
}

/// A state, those before it, and those that were taken back. All changes up to [`Self::finish`] are one gesture.
///
/// ```
/// use gradual::data::undoable::{State, Undoable};
///
/// #[derive(Clone, Debug, Default, PartialEq)]
/// struct Text(String);
/// impl State for Text {
///     const MOST_REMEMBERED: usize = 1000;
///     fn size(&self) -> usize {
///         self.0.len()
///     }
/// }
/// let mut text = Undoable::<Text>::default();
/// text.change().0 += "one";
/// text.finish();
/// text.undo();
/// assert_eq!((text.now().0.as_str(), text.can_redo()), ("", true));
/// ```
#[derive(Debug, Default)]
pub struct Undoable<T> {
    now: T,
    /// The state before the gesture that is under way.
    before: Option<T>,
    /// The state before each earlier gesture, the oldest first.
    past: VecDeque<T>,
    /// What was taken back, the last last.
    future: Vec<T>,
}

impl<T: State> Undoable<T> {
    /// A state to which nothing has been done yet.
    pub fn new(now: T) -> Self {
        Self {
            now,
            before: None,
            past: VecDeque::new(),
            future: Vec::new(),
        }
    }

    /// The state as it is.
    pub fn now(&self) -> &T {
        &self.now
    }

    /// The state, about to change within a gesture.
    pub fn change(&mut self) -> &mut T {
        self.before.get_or_insert_with(|| self.now.clone());
        &mut self.now
    }

    /// Puts another state in place of the present one, which is no gesture.
    pub fn set(&mut self, now: T) {
        self.now = now;
    }

    /// Puts another state in place of the present one, which need not be come back to; what was taken back is not done again.
    pub fn give_way(&mut self, now: T) {
        self.now = now;
        self.future.clear();
    }

    /// Puts another state in place of the present one, which is a gesture of its own.
    pub fn replace(&mut self, now: T) {
        self.finish();
        self.past.push_back(replace(&mut self.now, now));
        self.future.clear();
        self.forget();
    }

    /// All states that can be come back to.
    pub fn others(&self) -> impl Iterator<Item = &T> {
        self.before.iter().chain(&self.past).chain(&self.future)
    }

    /// Ends the gesture under way; one that changed nothing is not worth an undo.
    pub fn finish(&mut self) {
        let Some(before) = self.before.take() else {
            return;
        };
        if before.is_like(&self.now) {
            self.now = before;
            return;
        }
        self.past.push_back(before);
        self.future.clear();
        self.forget();
    }

    /// Takes back the gesture under way, as if it had never begun.
    pub fn cancel(&mut self) {
        if let Some(before) = self.before.take() {
            self.now = before;
        }
    }

    /// Whether there is a gesture to take back, be it the one under way.
    pub fn can_undo(&self) -> bool {
        let under_way = self.before.as_ref();
        !self.past.is_empty() || under_way.is_some_and(|before| !before.is_like(&self.now))
    }

    /// Whether there is a gesture to do again.
    pub fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }

    /// Takes back the last gesture.
    pub fn undo(&mut self) {
        self.finish();
        if let Some(earlier) = self.past.pop_back() {
            self.future.push(replace(&mut self.now, earlier));
        }
    }

    /// Does again what was taken back last, if nothing was done since.
    pub fn redo(&mut self) {
        self.finish();
        if let Some(later) = self.future.pop() {
            self.past.push_back(replace(&mut self.now, later));
        }
    }

    fn forget(&mut self) {
        let mut points: usize = self.past.iter().map(State::size).sum();
        while self.past.len() > STEPS || points > T::MOST_REMEMBERED {
            points -= self.past.pop_front().map_or(0, |oldest| oldest.size());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    impl State for Vec<u8> {
        const MOST_REMEMBERED: usize = 1000;

        fn size(&self) -> usize {
            self.len()
        }
    }

    fn remembered<'a>(states: impl IntoIterator<Item = &'a Vec<u8>>) -> usize {
        states.into_iter().map(Vec::len).sum()
    }

    #[test]
    fn what_is_remembered_is_bounded() {
        let mut list = Undoable::<Vec<u8>>::default();
        for size in 1..400 {
            list.change().resize(size % 60, 0);
            list.finish();
        }
        assert!(list.past.len() > 20 && list.past.len() <= STEPS);
        assert!(remembered(&list.past) <= Vec::MOST_REMEMBERED);
        for _ in 0..STEPS {
            list.undo();
        }
        assert!(remembered(&list.future) <= Vec::MOST_REMEMBERED + 60);
        assert!(!list.can_undo() && list.can_redo());
    }

    #[test]
    fn many_small_gestures_are_forgotten_too() {
        let mut list = Undoable::<Vec<u8>>::default();
        for gesture in 0..3 * STEPS {
            *list.change() = vec![gesture as u8];
            list.finish();
        }
        assert_eq!(list.past.len(), STEPS);
    }
}
