//! A source without its points: what those who show it want to know.

use serde::Serialize;

use super::painted::origin::Origin;
use super::source::Source;
use super::target::Learned;
use crate::decimal::decimals;

/// What examples are, without the examples.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "page", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Described {
    /// In a few words, such as the title of a table.
    pub name: String,
    /// The set, the formula or the table, where there is one: what they were drawn from, or painted upon.
    pub over: Option<Origin>,
    /// Whether somebody has painted upon it.
    pub painted: bool,
    /// Whether they can't be drawn again with other amounts: they are out of a table, or were painted.
    pub own: bool,
    /// The share held out, of points.
    #[serde(serialize_with = "decimals")]
    pub held_out: Option<f32>,
    /// Whether classes or numbers are to be learned.
    pub learned: Learned,
    /// Whether they are values over x₁ alone.
    pub curve: bool,
}

/// ```
/// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
/// use gradual::Source;
/// use gradual::data::described::Described;
///
/// let said = Described::from(&Source::Set(points));
/// assert_eq!((said.name.as_str(), said.painted, said.held_out), ("Moons", false, Some(0.3)));
/// ```
impl From<&Source> for Described {
    fn from(source: &Source) -> Self {
        let over = source.origin().ok();
        Self {
            name: source.name(),
            painted: matches!(source, Source::Painted(_)),
            own: source.is_own(),
            held_out: source.held_out(),
            learned: source.learned(),
            curve: matches!(&over, Some(Origin::Set(config)) if config.set.is_curve()),
            over,
        }
    }
}
