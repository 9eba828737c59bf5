//! What one chooses for a restricted Boltzmann machine.

use serde::{Deserialize, Serialize};

use crate::error::{Result, in_range, in_range_single};
use crate::integer::integer;
use crate::learning::rbm::sparsity::Sparsity;
use crate::learning::rbm::update::Update;
use crate::learning::rbm::{Rbm, VisibleUnits};

/// A machine and how it is trained. Its units shape it; all else can change while it runs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "page", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RbmConfig {
    /// How many hidden units, 1 to 4,096.
    #[serde(deserialize_with = "integer")]
    pub hidden: usize,
    /// What the visible units can be.
    #[serde(default)]
    pub units: VisibleUnits,
    /// η, from 10⁻⁹ to 1,000,000.
    pub learning_rate: f32,
    /// Examples in a batch, and particles of persistent chains, 1 to 10,000.
    #[serde(deserialize_with = "integer")]
    pub batch_size: usize,
    /// Whether chains go on from update to update (PCD), or begin at each batch's examples (CD).
    #[serde(default)]
    pub persistent: bool,
    /// k, the steps of Gibbs sampling for an update, 1 to 1,000.
    #[serde(deserialize_with = "integer")]
    pub gibbs_steps: u32,
    /// The share of an update that goes on in the next, 0 to 0.999.
    pub momentum: f32,
    /// The same from `momentum_epoch` on.
    pub later_momentum: f32,
    /// How many epochs the first momentum is for.
    #[serde(deserialize_with = "integer")]
    pub momentum_epoch: u32,
    /// λ of the penalty ½ λ Σ w², 0 to 1,000.
    pub l2: f32,
    /// How often hidden units should be on, where that is wanted.
    #[serde(default)]
    pub sparsity: Option<Sparsity>,
    /// Whether units are measured from their means.
    #[serde(default)]
    pub centred: bool,
}

impl Default for RbmConfig {
    /// 100 hidden units by CD-1 with the recipe of Hinton's guide: rate 0.05, batches of 20, momentum 0.5 and after five
    /// epochs 0.9.
    fn default() -> Self {
        Self {
            hidden: 100,
            units: VisibleUnits::Binary,
            learning_rate: 0.05,
            batch_size: 20,
            persistent: false,
            gibbs_steps: 1,
            momentum: 0.5,
            later_momentum: 0.9,
            momentum_epoch: 5,
            l2: 2e-4,
            sparsity: None,
            centred: false,
        }
    }
}

/// ```
/// use gradual::trainer::rbm::config::RbmConfig;
///
/// let config: RbmConfig = serde_json::from_str(
///     r#"{"hidden":16,"learningRate":0.01,"batchSize":20,"persistent":true,"gibbsSteps":1,
///         "momentum":0.5,"laterMomentum":0.9,"momentumEpoch":5,"l2":0.0002}"#,
/// ).unwrap();
/// assert!(config.validate().is_ok() && config.persistent && !config.centred);
/// ```
impl RbmConfig {
    /// Whether every setting is one that can be trained with.
    ///
    /// ```
    /// use gradual::trainer::rbm::config::RbmConfig;
    ///
    /// let refused = RbmConfig { gibbs_steps: 0, ..RbmConfig::default() }.validate().unwrap_err();
    /// assert_eq!(refused.to_string(), "The number of Gibbs steps must be a number from 1 to 1000, but it is 0.");
    /// ```
    pub fn validate(&self) -> Result<()> {
        self.rbm(1)?;
        in_range_single("The learning rate", self.learning_rate, 1e-9, 1e6)?;
        in_range("The batch size", self.batch_size as f64, 1.0, 10_000.0)?;
        in_range(
            "The number of Gibbs steps",
            self.gibbs_steps.into(),
            1.0,
            1000.0,
        )?;
        in_range_single("The momentum", self.momentum, 0.0, 0.999)?;
        in_range_single("The later momentum", self.later_momentum, 0.0, 0.999)?;
        in_range_single("The L2 penalty", self.l2, 0.0, 1000.0)?;
        self.sparsity.map_or(Ok(()), |sparsity| sparsity.validate())
    }

    /// The machine that these settings ask for, with so many visible units.
    ///
    /// ```
    /// use gradual::trainer::rbm::config::RbmConfig;
    ///
    /// assert_eq!(RbmConfig::default().rbm(784)?.parameter_count(), 784 * 100 + 784 + 100);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn rbm(&self, visible: usize) -> Result<Rbm> {
        Rbm::new(visible, self.hidden, self.units)
    }

    /// How parameters move in an epoch, counted from 0.
    ///
    /// ```
    /// use gradual::trainer::rbm::config::RbmConfig;
    ///
    /// let config = RbmConfig::default();
    /// assert_eq!((config.update(4).momentum, config.update(5).momentum), (0.5, 0.9));
    /// ```
    pub fn update(&self, epoch: u32) -> Update {
        let is_first = epoch < self.momentum_epoch;
        let momentum = if is_first {
            self.momentum
        } else {
            self.later_momentum
        };
        Update {
            rate: self.learning_rate,
            momentum,
            decay: self.l2,
        }
    }
}
