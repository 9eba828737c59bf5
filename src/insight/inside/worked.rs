//! A worked example: a few examples, a network and its first weights, as they stand in a text.

use serde::Deserialize;

use crate::data::dataset::{Dataset, Inputs, check_inputs};
use crate::error::Result;
use crate::pieces::shape::Shape;
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
        let (features, outputs) = (width(&self.inputs), width(&self.targets));
        for (rows, width) in [(&self.inputs, features), (&self.targets, outputs)] {
            rows.iter().try_for_each(|row| check_inputs(row, width))?;
        }
        let inputs = Inputs::Values(self.inputs.concat());
        let (shape, targets) = (Shape::Units(features), self.targets.concat());
        let data = Dataset::written(inputs, shape, targets, outputs)?;
        let mut race = Race::new(data, std::slice::from_ref(&self.model), 0)?;
        race.start_from(0, &self.parameters)?;
        Ok(race)
    }
}
