//! A worked example: a few examples, a network and its first weights, as they stand in a text.

use serde::Deserialize;

use crate::data::dataset::Dataset;
use crate::error::Result;
use crate::trainer::race::Race;
use crate::trainer::settings::ModelConfig;

/// What somebody wrote down.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[cfg_attr(feature = "page", derive(tsify::Tsify))]
#[serde(deny_unknown_fields)]
pub struct WorkedExample {
    /// Inputs and targets of each example.
    pub inputs: Vec<Vec<f32>>,
    pub targets: Vec<Vec<f32>>,
    pub model: ModelConfig,
    /// The first weights and biases: W₁ `[inputs, units]` row by row, b₁, W₂, b₂, …
    pub parameters: Vec<f32>,
}

impl WorkedExample {
    /// A race of the one model, which stands at its first weights; a restart comes back to them.
    pub fn race(&self) -> Result<Race> {
        let width = |rows: &[Vec<f32>]| rows.first().map_or(0, Vec::len);
        let data = Dataset::written(
            self.inputs.concat(),
            width(&self.inputs),
            self.targets.concat(),
            width(&self.targets),
        )?;
        let mut race = Race::new(data, std::slice::from_ref(&self.model), 0)?;
        race.start_from(0, &self.parameters)?;
        Ok(race)
    }
}
