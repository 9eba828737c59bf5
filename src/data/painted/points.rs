//! Points of one's own, out of a table or painted: each has a target, and a draw by which it is held out.
//!
//! See [`crate::data::splits::held_out`] for the draws. The first point of a class, or with a value, always trains, so that few
//! are enough.

use crate::data::dataset::{Dataset, Inputs};
use crate::data::plane::{EDGE, MOST_POINTS, Place};
use crate::data::splits::held_out::{check_held_out, draw};
use crate::data::target::{Learned, Target};
use crate::error::{Error, Result, in_range};
use crate::pieces::shape::Shape;
use crate::random::{Random, Stream};

/// A point of the plane, and what is to be learned of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// (x₁, x₂), on the plane.
    pub place: Place,
    /// Its class or its value.
    pub target: Target,
    /// From 0 to 1; held out where it is below the share of those held out.
    pub draw: f32,
}

/// Points of up to five classes, or with values to predict.
///
/// ```
/// use gradual::data::painted::points::OwnPoints;
/// use gradual::data::target::{Learned, Target};
///
/// let mut points = OwnPoints::new(Vec::new(), Learned::Class, 0.0, 1)?;
/// points.add([-1.0, 0.0], Target::Class(0))?;
/// points.add([1.0, 0.0], Target::Class(1))?;
/// points.shift(1, [2.0, 0.5])?;
/// assert_eq!(points.dataset()?.values(), [-1.0, 0.0, 2.0, 0.5]);
/// # Ok::<(), gradual::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct OwnPoints {
    pub(super) learned: Learned,
    /// Of the draws.
    pub(super) seed: u32,
    pub(super) held_out: f32,
    /// How many points there have ever been: the id of the next.
    pub(super) next_id: u32,
    pub(super) points: Vec<Point>,
}

impl OwnPoints {
    /// Points with their classes or values, in random order; a share of them is held out, by draws from `seed`.
    ///
    /// ```
    /// use gradual::data::painted::points::OwnPoints;
    /// use gradual::data::target::{Learned, Target};
    ///
    /// let points = (0..100).map(|i| ([0.01 * i as f32, 0.0], Target::Class(i % 2))).collect();
    /// let points = OwnPoints::new(points, Learned::Class, 0.3, 1)?;
    /// assert!((50..90).contains(&points.dataset()?.train_count()));
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn new(
        mut points: Vec<(Place, Target)>,
        learned: Learned,
        held_out: f32,
        seed: u32,
    ) -> Result<Self> {
        check_held_out(held_out)?;
        Random::stream(seed, Stream::Shuffle).shuffle(&mut points);
        let mut own = Self {
            learned,
            seed,
            held_out,
            next_id: 0,
            points: Vec::with_capacity(points.len()),
        };
        for (place, target) in points {
            own.check(target)?;
            own.append(place, target);
        }
        Ok(own)
    }

    /// The points of a data set, each held out or not as it is there; those that are added later are held out as often.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let data = std::sync::Arc::new(gradual::data::generators::points::generate(&points)?);
    /// use gradual::data::painted::points::OwnPoints;
    ///
    /// let points = OwnPoints::of(&data, 1);
    /// assert_eq!((points.count(), points.dataset()?.train_count()), (200, 140));
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn of(data: &Dataset, seed: u32) -> Self {
        let (count, train) = (data.count(), data.train_count());
        let share = (count - train) as f32 / count.max(1) as f32;
        let (places, _) = data.values().as_chunks::<2>();
        let classes = data.labels().iter().map(|&class| Target::Class(class));
        let values = data.targets().iter().map(|&value| Target::Value(value));
        let examples = (0_u32..).zip(places.iter().zip(classes.chain(values)));
        let point = |(id, (&place, target))| {
            let draw = draw(seed, id);
            let trains = (id as usize) < train;
            Point {
                place,
                target,
                draw: if trains {
                    share + (1.0 - share) * draw
                } else {
                    (share * draw).min(share.next_down())
                },
            }
        };
        let points: Vec<Point> = examples.map(point).collect();
        Self {
            learned: Learned::of(data.is_regression()),
            seed,
            held_out: share,
            next_id: points.len() as u32,
            points,
        }
    }

    /// How many points there are, training and held out.
    pub fn count(&self) -> usize {
        self.points.len()
    }

    /// All points, in the order in which they came.
    pub fn points(&self) -> &[Point] {
        &self.points
    }

    /// Whether the points have classes, or numbers to predict.
    pub fn learned(&self) -> Learned {
        self.learned
    }

    /// From which, with its id, each point's draw follows.
    pub fn seed(&self) -> u32 {
        self.seed
    }

    /// The share that is held out, 0 to 0.9.
    pub fn held_out(&self) -> f32 {
        self.held_out
    }

    /// Adds a point, at the plane's edge where the place is beyond it. An error where there is no room for one.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let data = std::sync::Arc::new(gradual::data::generators::points::generate(&points)?);
    /// use gradual::data::painted::points::OwnPoints;
    /// use gradual::data::target::Target;
    ///
    /// let mut points = OwnPoints::of(&data, 1);
    /// points.add([0.0, 0.0], Target::Class(2))?; // a class that was not there
    /// assert_eq!(points.dataset()?.classes(), 3);
    /// assert!(points.add([0.0, 0.0], Target::Value(0.5)).is_err());
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn add(&mut self, place: Place, target: Target) -> Result<()> {
        target.check()?;
        self.check(target)?;
        let place = inside(place)?;
        self.check_room()?;
        self.append(place, target);
        Ok(())
    }

    fn append(&mut self, place: Place, target: Target) {
        let is_first = !self.points.iter().any(|point| point.target.is_like(target));
        let draw = if is_first {
            1.0
        } else {
            draw(self.seed, self.next_id)
        };
        self.points.push(Point {
            place,
            target,
            draw,
        });
        self.next_id = self.next_id.wrapping_add(1);
    }

    /// Takes away the points within `radius`.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let data = std::sync::Arc::new(gradual::data::generators::points::generate(&points)?);
    /// let mut points = gradual::data::painted::points::OwnPoints::of(&data, 1);
    /// points.erase([0.0, 0.0], 10.0);
    /// assert_eq!(points.count(), 0);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn erase(&mut self, place: Place, radius: f32) {
        let near = |point: &Point| distance(point.place, place) <= radius;
        self.points.retain(|point| !near(point));
    }

    /// The number of the nearest point within `radius`.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let data = std::sync::Arc::new(gradual::data::generators::points::generate(&points)?);
    /// let points = gradual::data::painted::points::OwnPoints::of(&data, 1);
    /// let place = points.points()[7].place;
    /// assert_eq!(points.nearest(place, 0.01), Some(7));
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn nearest(&self, place: Place, radius: f32) -> Option<usize> {
        let distances = self.points.iter().map(|point| distance(point.place, place));
        let near = distances.enumerate().filter(|(_, d)| *d <= radius);
        near.min_by(|a, b| a.1.total_cmp(&b.1)).map(|(i, _)| i)
    }

    /// Moves a point, as far as the plane's edge; there may be none of that number.
    pub fn shift(&mut self, number: usize, to: Place) -> Result<()> {
        let to = inside(to)?;
        if let Some(point) = self.points.get_mut(number) {
            point.place = to;
        }
        Ok(())
    }

    /// Gives a point another class or value; there may be none of that number.
    pub fn relabel(&mut self, number: usize, target: Target) -> Result<()> {
        target.check()?;
        self.check(target)?;
        if let Some(point) = self.points.get_mut(number) {
            point.target = target;
        }
        Ok(())
    }

    /// Takes away all points.
    pub fn clear(&mut self) {
        self.points.clear();
    }

    /// The share that is held out: 0 to 0.9. A larger one takes points from training and gives none back, a smaller one the
    /// other way round.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let data = std::sync::Arc::new(gradual::data::generators::points::generate(&points)?);
    /// let mut points = gradual::data::painted::points::OwnPoints::of(&data, 1);
    /// let before = points.dataset()?.train_count();
    /// points.hold_out(0.6)?;
    /// assert!(points.dataset()?.train_count() < before);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn hold_out(&mut self, share: f32) -> Result<()> {
        check_held_out(share)?;
        self.held_out = share;
        Ok(())
    }

    /// The points as data, held-out ones last; where they have classes, with as many as the highest one asks for, and at least
    /// two.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let data = std::sync::Arc::new(gradual::data::generators::points::generate(&points)?);
    /// let points = gradual::data::painted::points::OwnPoints::of(&data, 1);
    /// assert_eq!(points.dataset()?.count(), points.count());
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn dataset(&self) -> Result<Dataset> {
        let is_held_out = |point: &Point| point.draw < self.held_out;
        let train = self.points.iter().filter(|point| !is_held_out(point));
        let held_out = self.points.iter().filter(|point| is_held_out(point));
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
        match self.learned {
            Learned::Number => Dataset::regression(inputs, shape, values, train),
            Learned::Class => {
                let highest = labels.iter().max().map_or(0, |&class| usize::from(class));
                Dataset::growing(inputs, shape, labels, (highest + 1).max(2), train)
            }
        }
    }

    fn check(&self, target: Target) -> Result<()> {
        if self.learned == target.learned() {
            return Ok(());
        }
        let kind = match self.learned {
            Learned::Class => "classes",
            Learned::Number => "values",
        };
        Err(Error::Unsuitable {
            what: format!("The points here have {kind}, and so must those that join them"),
        })
    }

    fn check_room(&self) -> Result<()> {
        if self.points.len() < MOST_POINTS {
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
///
/// ```
/// use gradual::data::painted::points::inside;
/// use gradual::data::plane::EDGE;
///
/// assert_eq!(inside([7.0, 0.5])?, [EDGE, 0.5]);
/// # Ok::<(), gradual::Error>(())
/// ```
pub fn inside(place: Place) -> Result<Place> {
    for coordinate in place {
        let most = f64::from(f32::MAX);
        in_range("A coordinate", f64::from(coordinate), -most, most)?;
    }
    Ok(place.map(|coordinate| coordinate.clamp(-EDGE, EDGE)))
}

fn distance(a: Place, b: Place) -> f32 {
    libm::hypotf(a[0] - b[0], a[1] - b[1])
}
