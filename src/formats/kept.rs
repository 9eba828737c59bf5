//! What our files say of a network beside its weights: its settings, as JSON.
//!
//! ```text
//! {"gradual": 1, "model": { … }, "classes": ["a", "b"], "input": "…", "seed": 7}
//! ```
//! Tools that do not know the key leave it alone.

use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::network::layout::{Brought, Carried, refused};
use crate::trainer::contender::Contender;
use crate::trainer::settings::ModelConfig;

/// The version that is written, and the newest that is read.
const VERSION: u32 = 1;

/// The settings of one network.
///
/// ```
/// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
/// # let recipe = gradual::Recipe::new(gradual::Source::Set(points), vec![gradual::ModelConfig::default()], 1);
/// # let mut race = gradual::Race::from_recipe(&recipe)?;
/// use gradual::formats::kept::Kept;
///
/// let kept = Kept::of(&race.contenders()[0], vec!["cat".into(), "dog".into()], "height, weight", 1);
/// assert_eq!(Kept::read(&kept.written())?, kept);
/// # Ok::<(), gradual::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    /// The version of these settings.
    pub gradual: u32,
    /// Layers, loss and how it is trained.
    pub model: ModelConfig,
    /// The names of the outputs; none where a value is predicted.
    pub classes: Vec<String>,
    /// What goes in, in words.
    pub input: String,
    /// Of first weights and batches.
    pub seed: u32,
}

impl Kept {
    /// Of a model in training, with all layers that it has.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let recipe = gradual::Recipe::new(gradual::Source::Set(points), vec![gradual::ModelConfig::default()], 1);
    /// # let mut race = gradual::Race::from_recipe(&recipe)?;
    /// use gradual::formats::kept::Kept;
    ///
    /// let kept = Kept::of(&race.contenders()[0], vec!["cat".into(), "dog".into()], "height, weight", 1);
    /// assert_eq!((kept.model.name.as_str(), kept.classes.len()), ("Network", 2));
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn of(contender: &Contender, classes: Vec<String>, input: &str, seed: u32) -> Self {
        Self {
            gradual: VERSION,
            model: ModelConfig {
                hidden: contender.trainer.hidden(),
                ..contender.trainer.config().clone()
            },
            classes,
            input: input.into(),
            seed,
        }
    }

    /// As JSON, on one line.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let recipe = gradual::Recipe::new(gradual::Source::Set(points), vec![gradual::ModelConfig::default()], 1);
    /// # let mut race = gradual::Race::from_recipe(&recipe)?;
    /// # let kept = gradual::formats::kept::Kept::of(&race.contenders()[0], vec!["a".into(), "b".into()], "x₁, x₂", 1);
    /// assert!(kept.written().starts_with(r#"{"gradual":1,"model":{"name":"Network""#));
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn written(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// From JSON; text that is none, or of a newer version, is an error.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let recipe = gradual::Recipe::new(gradual::Source::Set(points), vec![gradual::ModelConfig::default()], 1);
    /// # let mut race = gradual::Race::from_recipe(&recipe)?;
    /// # let kept = gradual::formats::kept::Kept::of(&race.contenders()[0], vec!["a".into(), "b".into()], "x₁, x₂", 1);
    /// use gradual::formats::kept::Kept;
    ///
    /// assert_eq!(Kept::read(&kept.written())?, kept);
    /// let newer = Kept::read(r#"{"gradual": 9}"#).unwrap_err().to_string();
    /// assert!(newer.contains("the file is of version 9"));
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn read(text: &str) -> Result<Self> {
        #[derive(Deserialize)]
        struct Version {
            gradual: u32,
        }
        let unclear =
            |error: serde_json::Error| refused(format!("its settings are unclear: {error}"));
        let Version { gradual } = serde_json::from_str(text).map_err(unclear)?;
        if gradual > VERSION {
            return Err(refused(format!(
                "the file is of version {gradual}, and this page reads version {VERSION}; a newer page may read it"
            )));
        }
        serde_json::from_str(text).map_err(unclear)
    }

    /// With these weights.
    pub(super) fn carried(self, layers: Vec<Brought>) -> Carried {
        Carried {
            is_linear: Some(self.model.loss.is_linear()),
            hidden: self.model.hidden,
            layers,
        }
    }
}
