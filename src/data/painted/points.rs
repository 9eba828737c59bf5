//! Points that somebody paints, erases and moves while models learn them.
//!
//! Whether a point is held out follows from a draw of its own (see [`crate::data::splits::held_out`]). The first point of a
//! class, or with a value, always trains, so that few are enough.

use crate::data::dataset::{Dataset, Inputs};
use crate::data::plane::{EDGE, MOST_POINTS, Place};
use crate::data::splits::held_out::{DRAWS, check_held_out, draw};
use crate::data::target::Target;
use crate::data::undoable::{State, Undoable};
use crate::error::{Error, Result, in_range};
use crate::pieces::shape::Shape;
use crate::random::Random;

/// How far apart a stroke of the brush leaves its points.
const SPACING: f32 = 0.16;

#[derive(Clone, Copy, Debug, PartialEq)]
struct Point {
    place: Place,
    target: Target,
    /// From 0 to 1; held out where it is below the share of those held out.
    draw: f32,
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Points {
    points: Vec<Point>,
    /// How many points there have ever been: the serial number of the next.
    next_id: u32,
}

impl Points {
    fn add(&mut self, place: Place, target: Target, seed: u32) {
        let is_first = !self.points.iter().any(|point| point.target.is_like(target));
        let draw = if is_first {
            1.0
        } else {
            draw(seed, self.next_id)
        };
        self.points.push(Point {
            place,
            target,
            draw,
        });
        self.next_id += 1;
    }
}

impl State for Points {
    /// 1.6 MB.
    const MOST_REMEMBERED: usize = 20 * MOST_POINTS;

    fn points(&self) -> usize {
        self.points.len()
    }
}

/// Points of up to five classes, or with values to predict, and what was done to them. All changes up to [`Self::finish`] are one gesture, which
/// [`Self::undo`] takes back at once.
pub struct Painted {
    points: Undoable<Points>,
    /// Whether the points have values, not classes.
    values: bool,
    seed: u32,
    held_out: f32,
    /// Where the stroke under way has left its last point.
    brush: Option<Place>,
    /// The point that is being moved.
    grabbed: Option<usize>,
}

impl Painted {
    /// Points with their classes or values, in random order; a share of them is held out, by draws from `seed`.
    pub fn new<T: Into<Target>>(
        mut points: Vec<(Place, T)>,
        held_out: f32,
        seed: u32,
    ) -> Result<Self> {
        check_held_out(held_out)?;
        Random::stream(seed, DRAWS - 1).shuffle(&mut points);
        let mut all = Points::default();
        for (place, target) in points {
            all.add(place, target.into(), seed);
        }
        let values = all
            .points
            .first()
            .is_some_and(|point| point.target.is_value());
        Ok(Self::with(all, values, held_out, seed))
    }

    /// The points of a data set, each held out or not as it is there; those that are added later are held out as often.
    pub fn of(data: &Dataset, seed: u32) -> Self {
        let (count, train) = (data.count(), data.train_count());
        let share = (count - train) as f32 / count.max(1) as f32;
        let (places, _) = data.values().as_chunks::<2>();
        let classes = data.labels().iter().map(|&class| Target::Class(class));
        let values = data.targets().iter().map(|&value| Target::Value(value));
        let point = |(i, (&place, target)): (usize, (&Place, Target))| {
            let draw = draw(seed, i as u32);
            Point {
                place,
                target,
                draw: if i < train {
                    share + (1.0 - share) * draw
                } else {
                    (share * draw).min(share.next_down())
                },
            }
        };
        let points: Vec<Point> = places
            .iter()
            .zip(classes.chain(values))
            .enumerate()
            .map(point)
            .collect();
        let next_id = points.len() as u32;
        Self::with(
            Points { points, next_id },
            data.is_regression(),
            share,
            seed,
        )
    }

    fn with(points: Points, values: bool, held_out: f32, seed: u32) -> Self {
        Self {
            points: Undoable::new(points),
            values,
            seed,
            held_out,
            brush: None,
            grabbed: None,
        }
    }

    /// Puts the brush down, which leaves a point of this class, or with this value. An error where there is no room for one.
    pub fn begin(&mut self, place: Place, target: impl Into<Target>) -> Result<()> {
        let target = target.into();
        target.check()?;
        self.check_kind(target)?;
        let place = inside(place)?;
        self.check_room()?;
        let seed = self.seed;
        self.points.change().add(place, target, seed);
        self.brush = Some(place);
        Ok(())
    }

    /// Moves the brush in a straight line, which leaves points on its way; before any [`Self::begin`] it puts it down.
    pub fn extend(&mut self, place: Place, target: impl Into<Target>) -> Result<()> {
        let target = target.into();
        let Some(from) = self.brush else {
            return self.begin(place, target);
        };
        let place = inside(place)?;
        let [dx, dy] = [place[0] - from[0], place[1] - from[1]];
        let length = libm::hypotf(dx, dy);
        for step in 1..=(length / SPACING) as usize {
            let along = step as f32 * SPACING / length;
            self.begin([from[0] + along * dx, from[1] + along * dy], target)?;
        }
        Ok(())
    }

    /// Takes away the points within `radius`.
    pub fn erase(&mut self, place: Place, radius: f32) {
        let near = |point: &Point| distance(point.place, place) <= radius;
        self.grabbed = None;
        self.points.change().points.retain(|point| !near(point));
    }

    /// Takes hold of the nearest point within `radius`; `false` where there is none.
    pub fn grab(&mut self, place: Place, radius: f32) -> bool {
        let points = self.points.now().points.iter();
        let distances = points.map(|point| distance(point.place, place));
        let near = distances.enumerate().filter(|(_, d)| *d <= radius);
        self.grabbed = near.min_by(|a, b| a.1.total_cmp(&b.1)).map(|(i, _)| i);
        self.grabbed.is_some()
    }

    /// Moves the point that is held.
    pub fn drag(&mut self, place: Place) -> Result<()> {
        let place = inside(place)?;
        if let Some(grabbed) = self.grabbed {
            self.points.change().points[grabbed].place = place;
        }
        Ok(())
    }

    /// Takes away all points, which is a gesture of its own.
    pub fn clear(&mut self) {
        self.finish();
        self.points.change().points.clear();
        self.finish();
    }

    /// Ends the gesture under way; one that changed nothing is not worth an undo.
    pub fn finish(&mut self) {
        self.lift();
        self.points.finish();
    }

    /// Takes back the gesture under way, as if it had never begun.
    pub fn cancel(&mut self) {
        self.lift();
        self.points.cancel();
    }

    pub fn can_undo(&self) -> bool {
        self.points.can_undo()
    }

    pub fn can_redo(&self) -> bool {
        self.points.can_redo()
    }

    /// Takes back the last gesture.
    pub fn undo(&mut self) {
        self.lift();
        self.points.undo();
    }

    /// Does again what was undone last, if nothing was done since.
    pub fn redo(&mut self) {
        self.lift();
        self.points.redo();
    }

    /// The share that is held out: 0 to 0.9. A larger one takes points from training and gives none back, a smaller one the
    /// other way round.
    pub fn hold_out(&mut self, share: f32) -> Result<()> {
        check_held_out(share)?;
        self.held_out = share;
        Ok(())
    }

    /// The points as data, held-out ones last; where they have classes, with as many as the highest one asks for, and at least
    /// two.
    pub fn dataset(&self) -> Result<Dataset> {
        let points = &self.points.now().points;
        let is_held_out = |point: &Point| point.draw < self.held_out;
        let train = points.iter().filter(|point| !is_held_out(point));
        let held_out = points.iter().filter(|point| is_held_out(point));
        let all = || train.clone().chain(held_out.clone());
        let (mut labels, mut values) = (Vec::new(), Vec::new());
        for point in all() {
            match point.target {
                Target::Class(class) => labels.push(class),
                Target::Value(value) => values.push(value),
            }
        }
        let inputs = Inputs::Values(all().flat_map(|point| point.place).collect());
        let (shape, train) = (Shape::Units(2), train.count());
        if self.values {
            return Dataset::regression(inputs, shape, values, train);
        }
        let highest = labels.iter().max().map_or(0, |&class| usize::from(class));
        Dataset::growing(inputs, shape, labels, (highest + 1).max(2), train)
    }

    fn lift(&mut self) {
        (self.brush, self.grabbed) = (None, None);
    }

    fn check_kind(&self, target: Target) -> Result<()> {
        if self.values == target.is_value() {
            return Ok(());
        }
        let kind = if self.values { "values" } else { "classes" };
        Err(Error::Unsuitable {
            what: format!("The points here have {kind}, and so must those that join them"),
        })
    }

    fn check_room(&self) -> Result<()> {
        if self.points.now().points.len() < MOST_POINTS {
            return Ok(());
        }
        Err(Error::Unsuitable {
            what: format!(
                "There is room for {MOST_POINTS} points; erase some before you paint more"
            ),
        })
    }
}

/// The place, or the nearest one where points are seen whole.
fn inside(place: Place) -> Result<Place> {
    for coordinate in place {
        let most = f64::from(f32::MAX);
        in_range("A coordinate", f64::from(coordinate), -most, most)?;
    }
    Ok(place.map(|coordinate| coordinate.clamp(-EDGE, EDGE)))
}

fn distance(a: Place, b: Place) -> f32 {
    libm::hypotf(a[0] - b[0], a[1] - b[1])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::data::generators::points::{PointSet, PointsConfig, generate};
    use crate::data::target::MOST_CLASSES;

    fn circles() -> Dataset {
        generate(&PointsConfig {
            set: PointSet::Circles,
            count: 100,
            noise: 0.1,
            held_out: 0.3,
            seed: 4,
        })
        .unwrap()
    }

    fn hill() -> Dataset {
        generate(&PointsConfig {
            set: PointSet::Hill,
            count: 100,
            noise: 0.1,
            held_out: 0.3,
            seed: 4,
        })
        .unwrap()
    }

    fn painted(points: &[(Place, u8)]) -> Painted {
        Painted::new(points.to_vec(), 0.0, 1).unwrap()
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
        let data = circles();
        let mut painted = Painted::of(&data, 9);
        let same = painted.dataset().unwrap();
        assert_eq!(same.values(), data.values());
        assert_eq!((same.labels(), same.train_count()), (data.labels(), 70));
        let before = members(&data);
        painted.begin([0.0, 0.0], 1).unwrap();
        painted.extend([2.0, 2.0], 1).unwrap();
        let after = members(&painted.dataset().unwrap());
        assert_eq!(after.len(), 100 + 1 + 17);
        assert!(before.iter().all(|member| after.contains(member)));
    }

    #[test]
    fn a_stroke_leaves_points_at_even_distances_and_is_one_step_to_undo() {
        let mut painted = painted(&[]);
        painted.begin([-1.0, 0.0], 0).unwrap();
        for x in [-0.95, -0.5, 0.37, 1.0] {
            painted.extend([x, 0.0], 0).unwrap();
        }
        painted.finish();
        let data = painted.dataset().unwrap();
        let (places, _) = data.values().as_chunks::<2>();
        for pair in places.windows(2) {
            assert!(
                (distance(pair[0], pair[1]) - SPACING).abs() < 1e-5,
                "{pair:?}"
            );
        }
        assert_eq!(places.len(), 13);
        painted.undo();
        assert_eq!(painted.dataset().unwrap().count(), 0);
        painted.redo();
        assert_eq!(painted.dataset().unwrap().values(), data.values());
    }

    #[test]
    fn the_nearest_point_moves_and_keeps_its_class_and_its_draw() {
        let mut painted = Painted::of(&circles(), 9);
        let before = painted.dataset().unwrap();
        let place = [before.values()[140], before.values()[141]];
        assert!(painted.grab([place[0] + 0.001, place[1]], 0.3));
        painted.drag([9.0, -9.0]).unwrap();
        painted.finish();
        let after = painted.dataset().unwrap();
        assert_eq!(after.values()[140..142], [EDGE, -EDGE]);
        assert_eq!((after.labels(), after.train_count()), (before.labels(), 70));
        assert!(!painted.grab([0.0, 9.0], 0.3));
        painted.drag([0.0, 0.0]).unwrap();
        assert!(painted.can_undo());
        painted.undo();
        assert!(!painted.can_undo());
        assert_eq!(painted.dataset().unwrap().values(), before.values());
    }

    #[test]
    fn classes_come_and_go_with_their_points() {
        let mut painted = painted(&[([0.0, 0.0], 0)]);
        let classes = |painted: &Painted| {
            let data = painted.dataset().unwrap();
            (data.classes(), data.teaches())
        };
        assert_eq!(classes(&painted), (2, false));
        painted.begin([1.0, 1.0], 4).unwrap();
        painted.finish();
        assert_eq!(classes(&painted), (5, true));
        painted.erase([1.0, 1.1], 0.2);
        painted.finish();
        assert_eq!(classes(&painted), (2, false));
        painted.undo();
        assert_eq!(classes(&painted), (5, true));
        painted.clear();
        assert_eq!(classes(&painted), (2, false));
    }

    #[test]
    fn what_cannot_be_painted_is_told() {
        let mut full = painted(&[([0.0, 0.0], 0); MOST_POINTS]);
        assert_eq!(
            full.begin([0.0, 0.0], 0).unwrap_err().to_string(),
            "There is room for 5000 points; erase some before you paint more."
        );
        let mut empty = painted(&[]);
        assert!(empty.begin([0.0, 0.0], 5).is_err());
        assert!(empty.begin([f32::NAN, 0.0], 0).is_err());
        assert!(!empty.can_undo());
        assert!(Painted::new(Vec::<(Place, u8)>::new(), 1.0, 1).is_err());
    }

    #[test]
    fn the_first_point_of_a_class_trains() {
        for seed in 0..50 {
            let points = [0, 1, 0, 2].map(|class| ([0.5, 0.5], class));
            let mut painted = Painted::new(points.to_vec(), 0.9, seed).unwrap();
            let data = painted.dataset().unwrap();
            let mut train = data.labels()[..data.train_count()].to_vec();
            train.sort_unstable();
            train.dedup();
            assert_eq!(train, [0, 1, 2]);
            painted.begin([0.0, 0.0], 3).unwrap();
            assert_eq!(
                painted.dataset().unwrap().train_count(),
                data.train_count() + 1
            );
        }
    }

    #[test]
    fn values_are_painted_among_values() {
        let data = hill();
        let mut painted = Painted::of(&data, 9);
        let same = painted.dataset().unwrap();
        assert_eq!(
            (same.values(), same.targets()),
            (data.values(), data.targets())
        );
        assert_eq!(same.train_count(), 70);
        painted.begin([2.0, 2.0], -0.25).unwrap();
        painted.extend([2.0, 2.5], 0.75).unwrap();
        painted.finish();
        let after = painted.dataset().unwrap();
        let count = |wanted: f32| {
            after
                .targets()
                .iter()
                .filter(|&&value| value == wanted)
                .count()
        };
        assert_eq!((after.count(), count(-0.25), count(0.75)), (104, 1, 3));
        painted.undo();
        assert_eq!(painted.dataset().unwrap().targets(), data.targets());
        let refused = painted.begin([0.0, 0.0], 1).unwrap_err().to_string();
        assert!(refused.contains("have values"), "{refused}");
        assert!(painted.begin([0.0, 0.0], 1.5).is_err());
        assert!(painted.begin([0.0, 0.0], f32::NAN).is_err());
    }

    #[test]
    fn the_first_point_with_a_value_trains_and_none_at_all_is_fine() {
        for seed in 0..20 {
            let mut painted = Painted::new(vec![([0.0, 0.0], 0.5)], 0.9, seed).unwrap();
            let data = painted.dataset().unwrap();
            assert!(data.is_regression() && data.teaches() && data.train_count() == 1);
            painted.clear();
            let data = painted.dataset().unwrap();
            assert!(data.is_regression() && !data.teaches() && data.count() == 0);
            painted.begin([1.0, 1.0], -1.0).unwrap();
            assert!(painted.dataset().unwrap().teaches());
        }
    }

    #[test]
    fn a_larger_share_held_out_gives_nothing_back_to_training() {
        let mut painted = Painted::of(&circles(), 2);
        painted.hold_out(0.6).unwrap();
        let more = painted.dataset().unwrap();
        assert!(
            (35..=45).contains(&more.train_count()),
            "{}",
            more.train_count()
        );
        let of_before: Vec<String> = members(&circles())
            .into_iter()
            .filter_map(|(point, held_out)| held_out.then_some(point))
            .collect();
        for (point, held_out) in members(&more) {
            assert!(held_out || !of_before.contains(&point));
        }
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

    fn perform(painted: &mut Painted, act: &Act) {
        match *act {
            Act::Stroke(line, class) => stroke(painted, line, class),
            Act::Erase([x, y]) => painted.erase(ends([x, y, 0, 0])[0], 0.5),
            Act::Move(line) => {
                let [from, to] = ends(line);
                painted.grab(from, 1.0);
                painted.drag(to).unwrap();
            }
            Act::Cancelled(line) => {
                stroke(painted, line, 0);
                painted.cancel();
            }
            Act::Clear => painted.clear(),
            Act::Undo => painted.undo(),
            Act::Redo => painted.redo(),
        }
        painted.finish();
    }

    fn stroke(painted: &mut Painted, line: [u8; 4], class: u8) {
        let [from, to] = ends(line);
        painted.begin(from, class).unwrap();
        painted.extend(to, class).unwrap();
    }

    proptest! {
        /// Against a list of all states and a finger on the present one.
        #[test]
        fn any_sequence_keeps_what_must_hold(acts in prop::collection::vec(act(), 1..60)) {
            let mut painted = Painted::of(&circles(), 3);
            let (mut states, mut now) = (vec![painted.points.now().clone()], 0);
            for act in &acts {
                perform(&mut painted, act);
                let state = painted.points.now();
                match act {
                    Act::Undo => now = usize::max(now, 1) - 1,
                    Act::Redo => now = usize::min(now + 1, states.len() - 1),
                    _ if *state != states[now] => {
                        states.truncate(now + 1);
                        states.push(state.clone());
                        now += 1;
                    }
                    _ => {}
                }
                prop_assert_eq!(state, &states[now]);
                prop_assert_eq!((painted.can_undo(), painted.can_redo()), (now > 0, now + 1 < states.len()));
                check(&painted)?;
            }
        }
    }

    fn check(painted: &Painted) -> std::result::Result<(), TestCaseError> {
        let (points, data) = (&painted.points.now().points, painted.dataset().unwrap());
        prop_assert_eq!(data.count(), points.len());
        prop_assert!(data.count() <= MOST_POINTS && data.classes() <= MOST_CLASSES);
        prop_assert!(data.values().iter().all(|v| v.abs() <= EDGE));
        let held_out = points.iter().filter(|point| point.draw < painted.held_out);
        prop_assert_eq!(data.count() - data.train_count(), held_out.count());
        prop_assert!(points.iter().all(|point| (0.0..=1.0).contains(&point.draw)));
        Ok(())
    }
}
