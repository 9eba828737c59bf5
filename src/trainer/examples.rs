//! What a race learns: the examples, and where they come from.

use std::sync::Arc;

use crate::data::dataset::Dataset;
use crate::data::source::Source;
use crate::error::Result;

/// Examples, and where they come from, where that can be told.
///
/// ```
/// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
/// # let data = std::sync::Arc::new(gradual::data::generators::points::generate(&points)?);
/// use gradual::trainer::examples::Examples;
/// use gradual::{Dataset, ModelConfig, Race};
///
/// let examples = Examples::from(Dataset::clone(&data)); // of one's own, without a source
/// let race = Race::new(examples, &[ModelConfig::default()], 1)?;
/// assert!(race.recipe().is_err()); // so they have no recipe
/// # Ok::<(), gradual::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Examples {
    /// Inputs and targets, those for training first.
    pub data: Arc<Dataset>,
    /// `None` for a data set that was made elsewhere and handed over.
    pub source: Option<Arc<Source>>,
}

impl Examples {
    /// The examples of a source.
    pub fn of(source: impl Into<Arc<Source>>) -> Result<Self> {
        let source = source.into();
        Ok(Self {
            data: Arc::new(source.dataset()?),
            source: Some(source),
        })
    }
}

impl From<Dataset> for Examples {
    fn from(data: Dataset) -> Self {
        Self {
            data: Arc::new(data),
            source: None,
        }
    }
}
