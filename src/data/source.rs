//! Where examples come from, as a plain value: small, readable, and all it takes to have the same examples again.

use serde::Serialize;

mod written;

use super::dataset::Dataset;
use super::digits::config::DigitsConfig;
use super::digits::set::{CLASSES, SHAPE};
use super::formulas::above::{AboveConfig, above};
use super::generators::points::{PointsConfig, generate};
use super::painted::origin::{Origin, PaintedPoints};
use super::painted::points::OwnPoints;
use super::splits::held_out::check_held_out;
use super::tables::info::TablePoints;
use super::target::Learned;
use crate::error::{Error, Result};

/// Where examples come from.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "page", derive(tsify::Tsify))]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Source {
    /// One of the point sets.
    Set(PointsConfig),
    /// Points above and below a curve.
    Above(AboveConfig),
    /// Points out of a table.
    Table(TablePoints),
    /// Points that were painted, or painted upon.
    Painted(PaintedPoints),
    /// Handwritten digits. Their pictures are no part of this value: whoever applies it brings them.
    Digits(DigitsConfig),
}

/// How many words tell where examples come from.
pub const WORDS: usize = 6;

/// ```
/// use gradual::{PointSet, PointsConfig, Source};
///
/// let points = PointsConfig { set: PointSet::Spiral, count: 300, noise: 0.0, held_out: 0.2, seed: 1 };
/// let source = Source::Set(points);
/// assert_eq!((source.name().as_str(), source.held_out()), ("Spiral", Some(0.2)));
/// assert_eq!(source.dataset()?.count(), 300);
/// # Ok::<(), gradual::Error>(())
/// ```
impl Source {
    /// The examples. Of digits there are none yet. What can't be drawn is an error, before anything is made.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// use gradual::Source;
    ///
    /// let data = Source::Set(points).dataset()?;
    /// assert_eq!((data.count(), data.train_count()), (200, 140));
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn dataset(&self) -> Result<Dataset> {
        match self {
            Self::Set(config) => generate(config),
            Self::Above(config) => above(config)?.dataset(),
            Self::Table(TablePoints { table, points }) => {
                table.check(points.learned())?;
                points.dataset()
            }
            Self::Painted(PaintedPoints { over, points }) => {
                over.check(points.learned())?;
                points.dataset()
            }
            Self::Digits(config) => {
                config.check()?;
                Ok(Dataset::empty(SHAPE, CLASSES))
            }
        }
    }

    /// The points as one's own, each held out or not as it is here, to be painted upon; digits have none.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// use gradual::Source;
    ///
    /// let mut own = Source::Set(points).points()?;
    /// own.erase([0.0, 0.0], 1.0);
    /// assert!(own.count() < 200);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn points(&self) -> Result<OwnPoints> {
        match self {
            Self::Set(config) => Ok(OwnPoints::of(&generate(config)?, config.seed)),
            Self::Above(config) => above(config),
            Self::Table(TablePoints { points, .. })
            | Self::Painted(PaintedPoints { points, .. }) => Ok(points.clone()),
            Self::Digits(_) => Err(not_painted()),
        }
    }

    /// What was there before somebody painted: these examples themselves, where nobody has. Digits are not painted upon.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// assert_eq!(gradual::Source::Set(points).origin()?.name(), "Moons");
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn origin(&self) -> Result<Origin> {
        match self {
            Self::Set(config) => Ok(Origin::Set(config.clone())),
            Self::Above(config) => Ok(Origin::Above(config.clone())),
            Self::Table(TablePoints { table, .. }) => Ok(Origin::Table(table.clone())),
            Self::Painted(PaintedPoints { over, .. }) => Ok(over.clone()),
            Self::Digits(_) => Err(not_painted()),
        }
    }

    /// The share held out; digits are held out by their files.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// assert_eq!(gradual::Source::Set(points).held_out(), Some(0.3));
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn held_out(&self) -> Option<f32> {
        match self {
            Self::Set(config) => Some(config.held_out),
            Self::Above(config) => Some(config.held_out),
            Self::Table(TablePoints { points, .. })
            | Self::Painted(PaintedPoints { points, .. }) => Some(points.held_out()),
            Self::Digits(_) => None,
        }
    }

    /// The same points with another share held out, by the draw that each has. The points of a set are one's own then: drawn
    /// anew with that share, others would be held out.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// let half = gradual::Source::Set(points).holding_out(0.5)?;
    /// let data = half.dataset()?;
    /// assert!((80..120).contains(&data.train_count())); // by a draw for each point
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn holding_out(&self, share: f32) -> Result<Self> {
        check_held_out(share)?;
        let mut changed = self.clone();
        match &mut changed {
            Self::Above(config) => config.held_out = share,
            Self::Table(TablePoints { points, .. })
            | Self::Painted(PaintedPoints { points, .. }) => points.hold_out(share)?,
            Self::Set(_) | Self::Digits(_) => {
                let (over, mut points) = (self.origin()?, self.points()?);
                points.hold_out(share)?;
                changed = Self::Painted(PaintedPoints { over, points });
            }
        }
        Ok(changed)
    }

    /// Whether classes are learned, or numbers.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// use gradual::data::target::Learned;
    ///
    /// assert_eq!(gradual::Source::Set(points).learned(), Learned::Class);
    /// ```
    pub fn learned(&self) -> Learned {
        match self {
            Self::Set(config) => Learned::of(config.set.has_values()),
            Self::Above(_) | Self::Digits(_) => Learned::Class,
            Self::Table(TablePoints { points, .. })
            | Self::Painted(PaintedPoints { points, .. }) => points.learned(),
        }
    }

    /// Whether they cannot be drawn again: they are out of a table, or were painted.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// let set = gradual::Source::Set(points);
    /// assert!(!set.is_own() && set.holding_out(0.5)?.is_own());
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn is_own(&self) -> bool {
        matches!(self, Self::Table(_) | Self::Painted(_))
    }

    /// What it is called.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// let set = gradual::Source::Set(points);
    /// assert_eq!((set.name(), set.holding_out(0.5)?.name()), ("Moons".into(), "Moons, painted on".into()));
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn name(&self) -> String {
        match self {
            Self::Painted(PaintedPoints { over, .. }) => format!("{}, painted on", over.name()),
            Self::Digits(config) => config.name().into(),
            Self::Set(_) | Self::Above(_) | Self::Table(_) => {
                self.origin().map_or(String::new(), |origin| origin.name())
            }
        }
    }

    /// What tells it from others, for the names of runs: each word always in the same place, and empty where there is nothing
    /// to say.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// let words = gradual::Source::Set(points).words();
    /// assert_eq!(words, ["Moons", "", "200 points", "noise 10 %", "30 % held out", "data seed 1"]);
    /// ```
    pub fn words(&self) -> [String; WORDS] {
        let name = self.name();
        match self {
            Self::Set(config) => {
                let PointsConfig { count, seed, .. } = *config;
                amounts(name, count, config.noise, config.held_out, seed)
            }
            Self::Above(config) => {
                let AboveConfig { count, seed, .. } = *config;
                amounts(name, count, config.noise, config.held_out, seed)
            }
            Self::Table(TablePoints { table, points }) => {
                own(name, table.columns_in_words(), points)
            }
            Self::Painted(PaintedPoints { over, points }) => {
                own(name, over.columns_in_words(), points)
            }
            Self::Digits(_) => {
                let mut words: [String; WORDS] = Default::default();
                words[0] = name;
                words
            }
        }
    }
}

fn not_painted() -> Error {
    Error::Unsuitable {
        what: "Only points in the plane can be painted".into(),
    }
}

fn amounts(name: String, count: usize, noise: f32, held_out: f32, seed: u32) -> [String; WORDS] {
    [
        name,
        String::new(),
        counted(count),
        format!("noise {} %", percent(noise)),
        format!("{} % held out", percent(held_out)),
        format!("data seed {seed}"),
    ]
}

fn own(name: String, columns: String, points: &OwnPoints) -> [String; WORDS] {
    [
        name,
        columns,
        counted(points.count()),
        String::new(),
        format!("{} % held out", percent(points.held_out())),
        format!("data seed {}", points.seed()),
    ]
}

fn counted(points: usize) -> String {
    format!("{points} {}", if points == 1 { "point" } else { "points" })
}

fn percent(share: f32) -> f32 {
    (100.0 * share).round()
}
