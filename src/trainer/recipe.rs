//! A run's recipe: small, readable, and all it takes to run it again to the last bit.

use serde::{Deserialize, Serialize};

use super::settings::ModelConfig;
use crate::data::source::Source;
use crate::error::{Error, Result};
use crate::integer::integer;
use crate::learning::stopping::StopRule;

/// The version that is written. Whatever changes what a recipe means is a new one.
pub const VERSION: u32 = 1;

/// What fixes a run: with the same recipe, the same steps give the same bits.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "page", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Recipe {
    /// Which version of recipes this is one of: 1.
    #[serde(deserialize_with = "integer")]
    pub version: u32,
    /// Where the examples come from.
    pub data: Source,
    /// At most four.
    pub models: Vec<ModelConfig>,
    /// Of first weights and batches.
    #[serde(deserialize_with = "integer")]
    pub seed: u32,
    /// When to stop.
    pub rules: Vec<StopRule>,
}

/// ```
/// use gradual::{ModelConfig, PointSet, PointsConfig, Race, Recipe, Source};
///
/// let points = PointsConfig { set: PointSet::Blobs, count: 100, noise: 0.1, held_out: 0.3, seed: 1 };
/// let recipe = Recipe::new(Source::Set(points), vec![ModelConfig::default()], 7);
/// let [mut one, mut other] = [Race::from_recipe(&recipe)?, Race::from_recipe(&recipe)?];
/// (one.step(20)?, other.step(20)?);
/// let parameters = |race: &Race| race.contenders()[0].trainer.parameters().to_vec();
/// assert_eq!(parameters(&one), parameters(&other)); // to the last bit
/// # Ok::<(), gradual::Error>(())
/// ```
impl Recipe {
    /// Of the present version, without stopping rules.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// use gradual::{ModelConfig, Race, Recipe, Source};
    ///
    /// let recipe = Recipe::new(Source::Set(points), vec![ModelConfig::default()], 1);
    /// assert_eq!(Race::from_recipe(&recipe)?.recipe()?, recipe);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn new(data: Source, models: Vec<ModelConfig>, seed: u32) -> Self {
        Self {
            version: VERSION,
            data,
            models,
            seed,
            rules: Vec::new(),
        }
    }

    /// Whether it is of a version that can be read, with rules that can be met. Data and models are checked when they are made.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let recipe = gradual::Recipe::new(gradual::Source::Set(points), vec![gradual::ModelConfig::default()], 1);
    /// assert!(recipe.check().is_ok());
    /// assert!(gradual::Recipe { version: 99, ..recipe }.check().is_err());
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn check(&self) -> Result<()> {
        if self.version != VERSION {
            let version = self.version;
            let what = format!(
                "This run was written down by another version of the page (recipe {version}, where {VERSION} is read); open it with that one"
            );
            return Err(Error::Unsuitable { what });
        }
        self.rules
            .iter()
            .try_for_each(|rule| rule.criterion.validate())
    }
}
