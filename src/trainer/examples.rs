//! What a race learns: the examples, and where they come from.

use std::sync::Arc;

use crate::data::dataset::Dataset;
use crate::data::source::Source;
use crate::error::Result;

/// Examples, and where they come from, where that can be told.
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
