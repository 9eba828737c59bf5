//! Which handwritten digits are learned.

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// Which handwritten digits are learned.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "page", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DigitsConfig {
    /// How many of MNIST's training digits.
    pub mnist: MnistPart,
    /// Whether one's own are among them.
    pub own: bool,
}

/// How many of MNIST's training digits.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "page", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum MnistPart {
    /// Not one.
    None,
    /// Every sixth: 10,000.
    Sixth,
    /// All 60,000.
    All,
}

impl Default for DigitsConfig {
    /// What the page loads first.
    fn default() -> Self {
        Self {
            mnist: MnistPart::Sixth,
            own: false,
        }
    }
}

/// ```
/// use gradual::data::digits::config::{DigitsConfig, MnistPart};
///
/// let config = DigitsConfig { mnist: MnistPart::Sixth, own: true };
/// assert_eq!(config.name(), "own digits and every sixth of MNIST");
/// ```
impl DigitsConfig {
    /// What they are called.
    ///
    /// ```
    /// use gradual::data::digits::config::{DigitsConfig, MnistPart};
    ///
    /// assert_eq!(DigitsConfig { mnist: MnistPart::All, own: false }.name(), "all digits of MNIST");
    /// ```
    pub fn name(self) -> &'static str {
        match (self.mnist, self.own) {
            (MnistPart::None, _) => "own digits",
            (MnistPart::Sixth, false) => "every sixth digit of MNIST",
            (MnistPart::Sixth, true) => "own digits and every sixth of MNIST",
            (MnistPart::All, false) => "all digits of MNIST",
            (MnistPart::All, true) => "own digits and all of MNIST",
        }
    }

    /// Whether there are any.
    ///
    /// ```
    /// use gradual::data::digits::config::{DigitsConfig, MnistPart};
    ///
    /// assert!(DigitsConfig { mnist: MnistPart::None, own: true }.check().is_ok());
    /// assert!(DigitsConfig { mnist: MnistPart::None, own: false }.check().is_err());
    /// ```
    pub fn check(self) -> Result<()> {
        if self.own || self.mnist != MnistPart::None {
            return Ok(());
        }
        Err(Error::Empty {
            what: "The training set, with no digits of MNIST and none of one's own,".into(),
        })
    }
}
