//! A grid over one setting: the same model, with one value after the other.

use serde::{Deserialize, Serialize};

use super::learner::Learner;
use super::settings::ModelConfig;
use crate::architecture::HiddenLayer;
use crate::error::{Error, Result, in_range};

/// The most values of a grid.
const MOST_VALUES: f64 = 12.0;

/// What a grid varies.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "page", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum Setting {
    /// η.
    LearningRate,
    /// λ₂.
    L2,
    /// Units of every dense hidden layer.
    Units,
}

/// ```
/// use gradual::ModelConfig;
/// use gradual::trainer::grid::Setting;
///
/// let rates = Setting::LearningRate.grid(&ModelConfig::default(), &[0.01, 0.1])?;
/// assert_eq!([rates[0].learning_rate, rates[1].learning_rate], [0.01, 0.1]);
/// # Ok::<(), gradual::Error>(())
/// ```
impl Setting {
    /// The model with another value of this setting, all else kept.
    ///
    /// ```
    /// use gradual::ModelConfig;
    /// use gradual::trainer::grid::Setting;
    ///
    /// assert_eq!(Setting::L2.set(&ModelConfig::default(), 0.5)?.l2, 0.5);
    /// assert!(Setting::Units.set(&ModelConfig::default(), 8.0).is_err()); // it has no hidden layer
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn set(self, model: &ModelConfig, value: f64) -> Result<ModelConfig> {
        let mut model = model.clone();
        match self {
            _ if model.learner == Learner::NaiveBayes => {
                return refuse(format!(
                    "{} is fitted at once, so it has no setting to compare",
                    model.name
                ));
            }
            Self::LearningRate if model.optimizer.searches() => {
                return refuse(format!(
                    "The optimiser of {} chooses its own step lengths, so there is no learning rate to compare",
                    model.name
                ));
            }
            Self::LearningRate => model.learning_rate = value as f32,
            Self::L2 => model.l2 = value as f32,
            Self::Units => set_units(&mut model, value)?,
        }
        model.validate()?;
        Ok(model)
    }

    /// The model with each of these values, of which there may be 1 to 12.
    ///
    /// ```
    /// use gradual::ModelConfig;
    /// use gradual::trainer::grid::Setting;
    ///
    /// assert_eq!(Setting::L2.grid(&ModelConfig::default(), &[0.0, 0.01, 0.1])?.len(), 3);
    /// assert!(Setting::L2.grid(&ModelConfig::default(), &[]).is_err());
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn grid(self, model: &ModelConfig, values: &[f64]) -> Result<Vec<ModelConfig>> {
        let count = values.len() as f64;
        in_range("The number of values to compare", count, 1.0, MOST_VALUES)?;
        if values.iter().any(|value| !value.is_finite()) {
            return refuse(
                "One of the values to compare is not a number; write them like 0.01, 0.1, 1".into(),
            );
        }
        values.iter().map(|&value| self.set(model, value)).collect()
    }
}

fn set_units(model: &mut ModelConfig, value: f64) -> Result<()> {
    if value.fract() != 0.0 {
        return refuse(format!(
            "The number of units must be whole, but one value is {value}"
        ));
    }
    let mut none = true;
    for layer in &mut model.hidden {
        if let HiddenLayer::Dense { units, .. } = layer {
            (*units, none) = (value as usize, false);
        }
    }
    if none {
        let name = &model.name;
        return refuse(format!(
            "{name} has no hidden layer, so there are no units to compare"
        ));
    }
    Ok(())
}

fn refuse<T>(what: String) -> Result<T> {
    Err(Error::Unsuitable { what })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learning::optimizer::Rule;
    use crate::trainer::settings::tests::tanh_network;

    #[test]
    fn one_setting_changes_and_all_else_is_kept() {
        let model = tanh_network(4);
        let rates = Setting::LearningRate.grid(&model, &[0.1, 0.2]).unwrap();
        assert_eq!((rates[0].learning_rate, rates[1].learning_rate), (0.1, 0.2));
        assert_eq!(Setting::L2.set(&model, 0.5).unwrap().l2, 0.5);
        assert_eq!(Setting::Units.set(&model, 7.0), Ok(tanh_network(7)));
    }

    #[test]
    fn naive_bayes_has_nothing_to_compare() {
        let naive = ModelConfig {
            learner: Learner::NaiveBayes,
            ..tanh_network(4)
        };
        let said = Setting::L2.set(&naive, 0.1).unwrap_err().to_string();
        assert_eq!(
            said,
            "Network is fitted at once, so it has no setting to compare."
        );
    }

    #[test]
    fn what_cannot_be_compared_is_refused_in_words() {
        let said = |setting: Setting, model: &ModelConfig, values: &[f64]| {
            setting.grid(model, values).unwrap_err().to_string()
        };
        let network = tanh_network(4);
        let unit = ModelConfig {
            name: "Unit".into(),
            hidden: vec![],
            optimizer: Rule::Lbfgs,
            ..network.clone()
        };
        assert_eq!(
            said(Setting::Units, &unit, &[2.0]),
            "Unit has no hidden layer, so there are no units to compare."
        );
        assert!(said(Setting::LearningRate, &unit, &[0.1]).contains("its own step lengths"));
        assert!(said(Setting::Units, &network, &[2.5]).contains("whole, but one value is 2.5"));
        assert!(said(Setting::L2, &network, &[-1.0]).contains("L2 penalty of Network"));
        assert!(said(Setting::L2, &network, &[f64::NAN]).contains("is not a number; write"));
        assert!(said(Setting::L2, &network, &[]).contains("from 1 to 12, but it is 0"));
    }
}
