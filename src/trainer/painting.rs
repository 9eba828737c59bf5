//! Painting: what brush and eraser do to the points of a race, in gestures that can be taken back.
//!
//! A gesture begins when the brush, the eraser or a point that is moved comes down, and ends with [`Painting::finish`]. One that
//! was cancelled or undone while it was down is over: whatever moves on does nothing until it has come up.

use std::sync::Arc;

use crate::data::painted::origin::PaintedPoints;
use crate::data::painted::points::{OwnPoints, inside};
use crate::data::plane::{MOST_POINTS, Place};
use crate::data::source::Source;
use crate::data::target::{Learned, MOST_CLASSES, Target};
use crate::data::undoable::{State, Undoable};
use crate::error::{Result, in_range};

/// How far apart a stroke of the brush leaves its points.
const SPACING: f32 = 0.16;

impl State for Arc<Source> {
    /// 2 MB.
    const MOST_REMEMBERED: usize = 20 * MOST_POINTS;

    fn size(&self) -> usize {
        match &**self {
            Source::Table(table) => table.points.count(),
            Source::Painted(painted) => painted.points.count(),
            Source::Set(_) | Source::Above(_) | Source::Digits(_) => 0,
        }
    }

    /// Whether the same points are painted upon and left, whatever they are called.
    fn is_like(&self, other: &Self) -> bool {
        self == other || matches!((self.points(), other.points()), (Ok(a), Ok(b)) if a == b)
    }
}

/// Where a gesture stands.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Gesture {
    /// None is under way.
    None,
    Down,
    /// It was taken back, and has not come up yet.
    Over,
}

/// Points that are painted upon, and what was done to them.
///
/// ```
/// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
/// use gradual::Source;
/// use gradual::trainer::painting::Painting;
///
/// let mut painting = Painting::new(Source::Set(points).into());
/// painting.begin([-1.0, -1.0], 1.0)?; // the brush comes down with class 1
/// painting.extend([1.0, -1.0], 1.0)?; // leaves points on its way
/// painting.finish();
/// assert!(painting.source().points()?.count() > 210);
/// painting.undo()?;
/// assert_eq!(painting.source().points()?.count(), 200);
/// # Ok::<(), gradual::Error>(())
/// ```
#[derive(Debug)]
pub struct Painting {
    sources: Undoable<Arc<Source>>,
    gesture: Gesture,
    /// Where the stroke under way has left its last point.
    brush: Option<Place>,
    /// The point that is being moved.
    grabbed: Option<usize>,
    /// What the last undo or redo did, until it is told.
    step: Option<Step>,
}

/// An undo, or a redo.
#[derive(Debug)]
pub struct Step {
    /// The points that were left, as they can be come back to.
    pub from: Arc<Source>,
    /// The points that were come back to, as they had been left: another share of them may be held out now.
    pub to: Arc<Source>,
}

impl Painting {
    /// Nothing has been done to these yet.
    pub fn new(source: Arc<Source>) -> Self {
        Self {
            sources: Undoable::new(source),
            gesture: Gesture::None,
            brush: None,
            grabbed: None,
            step: None,
        }
    }

    /// The points as they are now.
    pub fn source(&self) -> &Arc<Source> {
        self.sources.now()
    }

    /// A number from the page as what the points here have.
    fn target(&self, number: f32) -> Result<Target> {
        let target = match self.source().learned() {
            Learned::Number => Target::Value(number),
            Learned::Class => {
                in_range("The class", number.into(), 0.0, MOST_CLASSES as f64 - 1.0)?;
                Target::Class(number as u8)
            }
        };
        Ok(target)
    }

    /// Puts the brush down, which leaves a point of the class `number`, or with this value. An error where there is no room for
    /// one.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let recipe = gradual::Recipe::new(gradual::Source::Set(points), vec![gradual::ModelConfig::default()], 1);
    /// # let mut race = gradual::Race::from_recipe(&recipe)?;
    /// let painting = race.painting_mut()?;
    /// painting.begin([0.0, 0.0], 1.0)?;
    /// assert_eq!(painting.source().points()?.count(), 201);
    /// assert!(painting.begin([0.0, 0.0], 9.0).is_err()); // there is no class 9
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn begin(&mut self, place: Place, number: f32) -> Result<()> {
        self.gesture = Gesture::Down;
        self.leave(place, number)
    }

    /// Moves the brush in a straight line, which leaves points on its way; before any [`Self::begin`] it puts it down.
    pub fn extend(&mut self, place: Place, number: f32) -> Result<()> {
        if self.gesture == Gesture::Over {
            return Ok(());
        }
        let Some(from) = self.brush else {
            return self.begin(place, number);
        };
        let place = inside(place)?;
        let [dx, dy] = [place[0] - from[0], place[1] - from[1]];
        let length = libm::hypotf(dx, dy);
        for step in 1..=(length / SPACING) as usize {
            let along = step as f32 * SPACING / length;
            self.leave([from[0] + along * dx, from[1] + along * dy], number)?;
        }
        Ok(())
    }

    fn leave(&mut self, place: Place, number: f32) -> Result<()> {
        let target = self.target(number)?;
        self.edit(|points| points.add(place, target))?;
        self.brush = Some(inside(place)?);
        Ok(())
    }

    /// Takes away the points within `radius`.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let recipe = gradual::Recipe::new(gradual::Source::Set(points), vec![gradual::ModelConfig::default()], 1);
    /// # let mut race = gradual::Race::from_recipe(&recipe)?;
    /// let painting = race.painting_mut()?;
    /// painting.erase([0.0, 0.0], 1.0)?;
    /// painting.finish();
    /// assert!(painting.source().points()?.count() < 200);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn erase(&mut self, place: Place, radius: f32) -> Result<()> {
        if self.gesture == Gesture::Over {
            return Ok(());
        }
        self.gesture = Gesture::Down;
        self.grabbed = None;
        self.edit(|points| {
            points.erase(place, radius);
            Ok(())
        })
    }

    /// Takes hold of the nearest point within `radius`; `false` where there is none.
    pub fn grab(&mut self, place: Place, radius: f32) -> Result<bool> {
        self.gesture = Gesture::Down;
        self.grabbed = self.source().points()?.nearest(place, radius);
        Ok(self.grabbed.is_some())
    }

    /// Moves the point that is held.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let recipe = gradual::Recipe::new(gradual::Source::Set(points), vec![gradual::ModelConfig::default()], 1);
    /// # let mut race = gradual::Race::from_recipe(&recipe)?;
    /// let painting = race.painting_mut()?;
    /// let place = painting.source().points()?.points()[7].place;
    /// assert!(painting.grab(place, 0.01)?);
    /// painting.drag([0.0, 0.0])?;
    /// painting.finish();
    /// assert_eq!(painting.source().points()?.points()[7].place, [0.0, 0.0]);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn drag(&mut self, place: Place) -> Result<()> {
        match self.grabbed {
            Some(grabbed) => self.edit(|points| points.shift(grabbed, place)),
            None => Ok(()),
        }
    }

    /// Gives the point that is held the class `number`, or this value.
    pub fn relabel(&mut self, number: f32) -> Result<()> {
        let target = self.target(number)?;
        match self.grabbed {
            Some(grabbed) => self.edit(|points| points.relabel(grabbed, target)),
            None => Ok(()),
        }
    }

    /// Takes away all points, which is a gesture of its own.
    pub fn clear(&mut self) -> Result<()> {
        self.finish();
        self.edit(|points| {
            points.clear();
            Ok(())
        })?;
        self.finish();
        Ok(())
    }

    /// Ends the gesture under way; one that changed nothing is not worth an undo.
    pub fn finish(&mut self) {
        self.lift();
        self.gesture = Gesture::None;
        self.sources.finish();
    }

    /// Takes back the gesture under way, as if it had never begun.
    pub fn cancel(&mut self) {
        self.end();
        self.sources.cancel();
    }

    /// Whether there is a gesture to take back.
    pub fn can_undo(&self) -> bool {
        self.sources.can_undo()
    }

    /// Whether there is a gesture to do again.
    pub fn can_redo(&self) -> bool {
        self.sources.can_redo()
    }

    /// Takes back the gesture under way, or the last one.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let recipe = gradual::Recipe::new(gradual::Source::Set(points), vec![gradual::ModelConfig::default()], 1);
    /// # let mut race = gradual::Race::from_recipe(&recipe)?;
    /// let painting = race.painting_mut()?;
    /// painting.clear()?;
    /// painting.undo()?;
    /// assert_eq!((painting.source().points()?.count(), painting.can_redo()), (200, true));
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn undo(&mut self) -> Result<()> {
        self.end();
        self.keeping_share(Undoable::undo)
    }

    /// Does again what was undone last, if nothing was done since.
    pub fn redo(&mut self) -> Result<()> {
        self.end();
        self.keeping_share(Undoable::redo)
    }

    /// The share held out is no part of a gesture.
    fn keeping_share(&mut self, go: impl FnOnce(&mut Undoable<Arc<Source>>)) -> Result<()> {
        self.sources.finish();
        let from = Arc::clone(self.source());
        go(&mut self.sources);
        let (share, to) = (from.held_out(), Arc::clone(self.source()));
        if !Arc::ptr_eq(&from, &to) {
            self.step = Some(Step { from, to });
        }
        match share {
            Some(share) => self.hold_out(share),
            None => Ok(()),
        }
    }

    /// What the last undo or redo did, if it did something. It is told once.
    pub fn take_step(&mut self) -> Option<Step> {
        self.step.take()
    }

    /// The share of the points that is held out: 0 to 0.9. Each point keeps its draw.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let recipe = gradual::Recipe::new(gradual::Source::Set(points), vec![gradual::ModelConfig::default()], 1);
    /// # let mut race = gradual::Race::from_recipe(&recipe)?;
    /// race.painting_mut()?.hold_out(0.5)?;
    /// race.use_painted()?;
    /// assert_eq!(race.source().unwrap().held_out(), Some(0.5));
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn hold_out(&mut self, share: f32) -> Result<()> {
        if self.source().held_out() != Some(share) {
            let source = self.source().holding_out(share)?;
            self.sources.set(source.into());
        }
        Ok(())
    }

    /// Others take the place of the points. Those that were one's own can be come back to, as after a gesture.
    pub fn replace(&mut self, source: &mut Arc<Source>) {
        self.finish();
        if Arc::ptr_eq(self.source(), source) {
            return;
        }
        if self.remembers(source) {
            *source = Arc::new(Source::clone(source)); // each state is one of its own
        }
        if self.source().is_own() {
            self.sources.replace(Arc::clone(source));
        } else {
            self.sources.give_way(Arc::clone(source));
        }
    }

    /// Whether these points can be come back to.
    pub fn remembers(&self, source: &Arc<Source>) -> bool {
        self.sources
            .others()
            .any(|other| Arc::ptr_eq(other, source))
    }

    /// The points can't be learned: they are `before` again, and the gesture is over.
    pub fn refuse(&mut self, before: Arc<Source>) {
        self.cancel();
        self.sources.set(before);
    }

    fn lift(&mut self) {
        (self.brush, self.grabbed) = (None, None);
    }

    /// Whatever is down does nothing more until it has come up.
    fn end(&mut self) {
        self.lift();
        if self.gesture == Gesture::Down {
            self.gesture = Gesture::Over;
        }
    }

    /// Changes the points within a gesture. Those that stay as they are stay what they are called.
    fn edit(&mut self, change: impl FnOnce(&mut OwnPoints) -> Result<()>) -> Result<()> {
        let (before, over) = (self.source().points()?, self.source().origin()?);
        let mut points = before.clone();
        let result = change(&mut points);
        if points != before {
            *self.sources.change() = Source::Painted(PaintedPoints { over, points }).into();
        }
        result
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::data::dataset::Dataset;
    use crate::data::generators::points::{PointSet, PointsConfig};
    use crate::data::painted::origin::Origin;
    use crate::data::plane::EDGE;

    fn config(set: PointSet) -> PointsConfig {
        PointsConfig {
            set,
            count: 100,
            noise: 0.1,
            held_out: 0.3,
            seed: 4,
        }
    }

    fn on(set: PointSet) -> Painting {
        Painting::new(Source::Set(config(set)).into())
    }

    fn painted(points: &[(Place, u8)], held_out: f32, seed: u32) -> Painting {
        let points = points
            .iter()
            .map(|&(place, class)| (place, Target::Class(class)));
        own(points.collect(), Learned::Class, held_out, seed)
    }

    fn own(points: Vec<(Place, Target)>, learned: Learned, held_out: f32, seed: u32) -> Painting {
        let over = Origin::Set(config(PointSet::Circles));
        let points = OwnPoints::new(points, learned, held_out, seed).unwrap();
        Painting::new(Source::Painted(PaintedPoints { over, points }).into())
    }

    fn dataset(painting: &Painting) -> Dataset {
        painting.source().dataset().unwrap()
    }

    fn apart(a: Place, b: Place) -> f32 {
        libm::hypotf(a[0] - b[0], a[1] - b[1])
    }

    /// Points with whether each is held out, whatever their order.
    fn members(data: &Dataset) -> Vec<(String, bool)> {
        let (places, _) = data.values().as_chunks::<2>();
        let points = places.iter().zip(data.labels()).enumerate();
        let mut members: Vec<(String, bool)> = points
            .map(|(i, point)| (format!("{point:?}"), i >= data.train_count()))
            .collect();
        members.sort();
        members
    }

    #[test]
    fn what_is_painted_upon_stays_as_it_was() {
        let mut painting = on(PointSet::Circles);
        let data = dataset(&painting);
        let own = painting.source().points().unwrap().dataset().unwrap();
        assert_eq!(own.values(), data.values());
        assert_eq!((own.labels(), own.train_count()), (data.labels(), 70));
        let before = members(&data);
        painting.begin([0.0, 0.0], 1.0).unwrap();
        painting.extend([2.0, 2.0], 1.0).unwrap();
        let after = members(&dataset(&painting));
        assert_eq!(after.len(), 100 + 1 + 17);
        assert!(before.iter().all(|member| after.contains(member)));
    }

    #[test]
    fn a_stroke_leaves_points_at_even_distances_and_is_one_step_to_undo() {
        let mut painting = painted(&[], 0.0, 1);
        painting.begin([-1.0, 0.0], 0.0).unwrap();
        for x in [-0.95, -0.5, 0.37, 1.0] {
            painting.extend([x, 0.0], 0.0).unwrap();
        }
        painting.finish();
        let data = dataset(&painting);
        let (places, _) = data.values().as_chunks::<2>();
        for pair in places.windows(2) {
            assert!((apart(pair[0], pair[1]) - SPACING).abs() < 1e-5, "{pair:?}");
        }
        assert_eq!(places.len(), 13);
        painting.undo().unwrap();
        assert_eq!(dataset(&painting).count(), 0);
        painting.redo().unwrap();
        assert_eq!(dataset(&painting).values(), data.values());
    }

    #[test]
    fn the_nearest_point_moves_and_keeps_its_class_and_its_draw() {
        let mut painting = on(PointSet::Circles);
        let before = dataset(&painting);
        let place = [before.values()[140], before.values()[141]];
        assert!(painting.grab([place[0] + 0.001, place[1]], 0.3).unwrap());
        painting.drag([9.0, -9.0]).unwrap();
        painting.finish();
        let after = dataset(&painting);
        assert_eq!(after.values()[140..142], [EDGE, -EDGE]);
        assert_eq!((after.labels(), after.train_count()), (before.labels(), 70));
        assert!(!painting.grab([0.0, 9.0], 0.3).unwrap());
        painting.drag([0.0, 0.0]).unwrap();
        assert!(painting.can_undo());
        painting.undo().unwrap();
        assert!(!painting.can_undo());
        assert_eq!(dataset(&painting).values(), before.values());
    }

    #[test]
    fn classes_come_and_go_with_their_points() {
        let mut painting = painted(&[([0.0, 0.0], 0)], 0.0, 1);
        let classes = |painting: &Painting| {
            let data = dataset(painting);
            (data.classes(), data.teaches())
        };
        assert_eq!(classes(&painting), (2, false));
        painting.begin([1.0, 1.0], 4.0).unwrap();
        painting.finish();
        assert_eq!(classes(&painting), (5, true));
        painting.erase([1.0, 1.1], 0.2).unwrap();
        painting.finish();
        assert_eq!(classes(&painting), (2, false));
        painting.undo().unwrap();
        assert_eq!(classes(&painting), (5, true));
        painting.clear().unwrap();
        assert_eq!(classes(&painting), (2, false));
    }

    #[test]
    fn what_cannot_be_painted_is_told() {
        let mut full = painted(&[([0.0, 0.0], 0); MOST_POINTS], 0.0, 1);
        assert_eq!(
            full.begin([0.0, 0.0], 0.0).unwrap_err().to_string(),
            "There is room for 5000 points; erase some before you paint more."
        );
        full.finish();
        assert!(!full.can_undo());
        let mut empty = painted(&[], 0.0, 1);
        for class in [5.0, -1.0, f32::NAN, f32::INFINITY] {
            assert!(empty.begin([0.0, 0.0], class).is_err());
        }
        for place in [[f32::NAN, 0.0], [0.0, f32::INFINITY]] {
            assert!(empty.begin(place, 0.0).is_err());
        }
        assert!(!empty.can_undo());
        assert!(OwnPoints::new(Vec::new(), Learned::Class, 1.0, 1).is_err());
        let digits = Source::Digits(Default::default());
        assert!(Painting::new(digits.into()).clear().is_err());
    }

    #[test]
    fn the_first_point_of_a_class_trains() {
        for seed in 0..50 {
            let points = [0, 1, 0, 2].map(|class| ([0.5, 0.5], class));
            let mut painting = painted(&points, 0.9, seed);
            let data = dataset(&painting);
            let mut train = data.labels()[..data.train_count()].to_vec();
            train.sort_unstable();
            train.dedup();
            assert_eq!(train, [0, 1, 2]);
            painting.begin([0.0, 0.0], 3.0).unwrap();
            assert_eq!(dataset(&painting).train_count(), data.train_count() + 1);
        }
    }

    #[test]
    fn values_are_painted_among_values() {
        let mut painting = on(PointSet::Hill);
        let data = dataset(&painting);
        let own = painting.source().points().unwrap().dataset().unwrap();
        assert_eq!(
            (own.values(), own.targets()),
            (data.values(), data.targets())
        );
        assert_eq!(own.train_count(), 70);
        painting.begin([2.0, 2.0], -0.25).unwrap();
        painting.extend([2.0, 2.5], 0.75).unwrap();
        painting.finish();
        let after = dataset(&painting);
        let count = |wanted: f32| {
            let values = after.targets().iter();
            values.filter(|&&value| value == wanted).count()
        };
        assert_eq!((after.count(), count(-0.25), count(0.75)), (104, 1, 3));
        painting.undo().unwrap();
        assert_eq!(dataset(&painting).targets(), data.targets());
        assert!(painting.begin([0.0, 0.0], 1.5).is_err());
        assert!(painting.begin([0.0, 0.0], f32::NAN).is_err());
        let mut points = painting.source().points().unwrap();
        let refused = points.add([0.0, 0.0], Target::Class(1)).unwrap_err();
        assert!(refused.to_string().contains("have values"), "{refused}");
    }

    #[test]
    fn the_first_point_with_a_value_trains_and_none_at_all_is_fine() {
        for seed in 0..20 {
            let points = vec![([0.0, 0.0], Target::Value(0.5))];
            let mut painting = own(points, Learned::Number, 0.9, seed);
            let data = dataset(&painting);
            assert!(data.is_regression() && data.teaches() && data.train_count() == 1);
            painting.clear().unwrap();
            let data = dataset(&painting);
            assert!(data.is_regression() && !data.teaches() && data.count() == 0);
            painting.begin([1.0, 1.0], -1.0).unwrap();
            assert!(dataset(&painting).teaches());
        }
    }

    #[test]
    fn a_larger_share_held_out_gives_nothing_back_to_training() {
        let mut painting = on(PointSet::Circles);
        let before = members(&dataset(&painting));
        painting.hold_out(0.6).unwrap();
        let more = dataset(&painting);
        assert!(
            (35..=45).contains(&more.train_count()),
            "{}",
            more.train_count()
        );
        let of_before: Vec<String> = before
            .into_iter()
            .filter_map(|(point, held_out)| held_out.then_some(point))
            .collect();
        for (point, held_out) in members(&more) {
            assert!(held_out || !of_before.contains(&point));
        }
        assert!(!painting.can_undo());
    }

    /// A gesture that is taken back while it is down leaves everything as it was, and nothing moves on from it.
    #[test]
    fn a_gesture_that_was_taken_back_is_over() {
        for take_back in [Painting::cancel, |painting: &mut Painting| {
            painting.undo().unwrap();
        }] {
            let mut painting = on(PointSet::Circles);
            let before = Arc::clone(painting.source());
            painting.begin([-2.0, 0.0], 0.0).unwrap();
            painting.extend([0.0, 0.0], 0.0).unwrap();
            assert_eq!(dataset(&painting).count(), 113);
            take_back(&mut painting);
            assert_eq!(*painting.source(), before);
            painting.extend([2.0, 0.0], 0.0).unwrap();
            painting.finish();
            assert_eq!(*painting.source(), before);
            assert!(!painting.can_undo());
            painting.erase([0.0, 0.0], 9.0).unwrap();
            take_back(&mut painting);
            painting.erase([0.0, 0.0], 9.0).unwrap();
            assert_eq!(*painting.source(), before);
            painting.finish();
            painting.erase([0.0, 0.0], 9.0).unwrap();
            assert_eq!(dataset(&painting).count(), 0);
        }
    }

    #[test]
    fn a_gesture_that_changes_nothing_is_none() {
        let mut painting = on(PointSet::Blobs);
        let before = Arc::clone(painting.source());
        painting.erase([-2.9, 2.9], 0.1).unwrap();
        painting.finish();
        assert!(!painting.grab([-2.9, 2.9], 0.1).unwrap());
        painting.drag([0.0, 0.0]).unwrap();
        painting.finish();
        painting.cancel();
        let place = painting.source().points().unwrap().points()[0].place;
        assert!(painting.grab(place, 0.1).unwrap());
        painting.drag([0.0, 0.0]).unwrap();
        assert!(painting.can_undo());
        painting.drag(place).unwrap();
        assert!(!painting.can_undo());
        painting.finish();
        assert!(Arc::ptr_eq(painting.source(), &before) && !painting.can_undo());
        painting.undo().unwrap();
        painting.redo().unwrap();
        assert!(Arc::ptr_eq(painting.source(), &before));
    }

    /// What one may do, at places of a coarse grid so that brush and eraser meet.
    #[derive(Clone, Debug)]
    enum Act {
        Stroke([u8; 4], u8),
        Erase([u8; 2]),
        Move([u8; 4]),
        Cancelled([u8; 4]),
        Clear,
        Undo,
        Redo,
    }

    fn act() -> impl Strategy<Value = Act> {
        let line = || prop::array::uniform4(0_u8..8);
        prop_oneof![
            4 => (line(), 0_u8..5).prop_map(|(line, class)| Act::Stroke(line, class)),
            2 => prop::array::uniform2(0_u8..8).prop_map(Act::Erase),
            2 => line().prop_map(Act::Move),
            1 => line().prop_map(Act::Cancelled),
            1 => Just(Act::Clear),
            3 => Just(Act::Undo),
            2 => Just(Act::Redo),
        ]
    }

    fn ends([x0, y0, x1, y1]: [u8; 4]) -> [Place; 2] {
        [[x0, y0], [x1, y1]].map(|place| place.map(|steps| f32::from(steps) - 3.5))
    }

    fn perform(painting: &mut Painting, act: &Act) -> Result<()> {
        match *act {
            Act::Stroke(line, class) => stroke(painting, line, class)?,
            Act::Erase([x, y]) => painting.erase(ends([x, y, 0, 0])[0], 0.5)?,
            Act::Move(line) => {
                let [from, to] = ends(line);
                painting.grab(from, 1.0)?;
                painting.drag(to)?;
            }
            Act::Cancelled(line) => {
                stroke(painting, line, 0)?;
                painting.cancel();
            }
            Act::Clear => painting.clear()?,
            Act::Undo => painting.undo()?,
            Act::Redo => painting.redo()?,
        }
        painting.finish();
        Ok(())
    }

    fn stroke(painting: &mut Painting, line: [u8; 4], class: u8) -> Result<()> {
        let [from, to] = ends(line);
        painting.begin(from, class.into())?;
        painting.extend(to, class.into())
    }

    proptest! {
        /// Against a list of all states and a finger on the present one.
        #[test]
        fn any_sequence_keeps_what_must_hold(acts in prop::collection::vec(act(), 1..60)) {
            let mut painting = on(PointSet::Circles);
            let (mut states, mut now) = (vec![Arc::clone(painting.source())], 0);
            for act in &acts {
                perform(&mut painting, act).unwrap();
                let state = painting.source();
                match act {
                    Act::Undo => now = usize::max(now, 1) - 1,
                    Act::Redo => now = usize::min(now + 1, states.len() - 1),
                    _ if *state != states[now] => {
                        states.truncate(now + 1);
                        states.push(Arc::clone(state));
                        now += 1;
                    }
                    _ => {}
                }
                prop_assert_eq!(state, &states[now]);
                prop_assert_eq!((painting.can_undo(), painting.can_redo()), (now > 0, now + 1 < states.len()));
                check(&painting)?;
            }
        }
    }

    fn check(painting: &Painting) -> std::result::Result<(), TestCaseError> {
        let (points, data) = (painting.source().points().unwrap(), dataset(painting));
        let all = points.points();
        prop_assert_eq!(data.count(), all.len());
        prop_assert!(data.count() <= MOST_POINTS && data.classes() <= MOST_CLASSES);
        prop_assert!(data.values().iter().all(|v| v.abs() <= EDGE));
        let held_out = all.iter().filter(|point| point.draw < points.held_out());
        prop_assert_eq!(data.count() - data.train_count(), held_out.count());
        prop_assert!(all.iter().all(|point| (0.0..=1.0).contains(&point.draw)));
        Ok(())
    }
}
