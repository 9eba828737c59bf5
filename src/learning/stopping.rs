//! When to stop, as the notes list it: each rule watches a run and notes the moment when it would have stopped.
//!
//! | rule | fires when |
//! | --- | --- |
//! | small gradient | ‖∂E/∂w‖ ≤ `norm` |
//! | training loss no longer falls | it fell by less than the share `fall` of itself within `epochs` |
//! | held-out loss rises | its lowest value is `epochs` old (early stopping; Prechelt 1998) |
//! | number of epochs | `epochs` are done |
//! | loss reached | training loss ≤ `loss` |
//!
//! A flag stays where it was put: it says where the rule *would* have stopped, whatever came later.
//!
//! ```
//! # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
//! # let recipe = gradual::Recipe::new(gradual::Source::Set(points), vec![gradual::ModelConfig::default()], 1);
//! use gradual::Race;
//! use gradual::learning::stopping::{Criterion, StopRule};
//!
//! let rules = vec![StopRule { criterion: Criterion::Epochs { epochs: 5.0 }, stops: true }];
//! let mut race = Race::from_recipe(&gradual::Recipe { rules, ..recipe })?;
//! while race.contenders()[0].trainer.is_running() {
//!     race.step_epoch();
//!     race.evaluate(usize::MAX);
//! }
//! assert_eq!(race.contenders()[0].trainer.epoch(), 5);
//! # Ok::<(), gradual::Error>(())
//! ```

use serde::{Deserialize, Serialize};

mod written;

use written::Written;

use crate::error::{Result, in_range};

/// What a rule looks at, and its limits.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "page", derive(tsify::Tsify))]
#[serde(tag = "kind", rename_all = "kebab-case", try_from = "Written")]
pub enum Criterion {
    /// The gradient is short enough.
    SmallGradient {
        /// The longest ‖∂E/∂w‖ that counts as short.
        norm: f64,
    },
    /// The training loss no longer falls.
    TrainingFlat {
        /// How many epochs it may fall too little.
        epochs: f64,
        /// The least fall within that time, as a share of the loss, 0 to 1.
        fall: f64,
    },
    /// Early stopping: the held-out loss has stopped falling.
    HeldOutRises {
        /// How many epochs old its lowest value may become.
        epochs: f64,
    },
    /// So many epochs are done.
    Epochs {
        /// 0.1 to 1,000,000.
        epochs: f64,
    },
    /// The training loss is low enough.
    LossReached {
        /// The largest training loss that counts as low.
        loss: f64,
    },
}

/// A criterion, and whether it ends the run or only puts up its flag.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "page", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct StopRule {
    /// When the rule fires.
    pub criterion: Criterion,
    /// Whether the run ends there.
    pub stops: bool,
}

/// ```
/// use gradual::learning::stopping::Criterion;
///
/// let early = Criterion::HeldOutRises { epochs: 20.0 };
/// assert_eq!(early.reason(), "the held-out loss has not been lower for 20 epochs");
/// ```
impl Criterion {
    /// Whether its limits are ones that can be reached.
    ///
    /// ```
    /// use gradual::learning::stopping::Criterion;
    ///
    /// assert!(Criterion::LossReached { loss: 0.1 }.validate().is_ok());
    /// assert!(Criterion::Epochs { epochs: 0.0 }.validate().is_err());
    /// ```
    pub fn validate(&self) -> Result<()> {
        let epochs = |epochs| in_range("The number of epochs of a stopping rule", epochs, 0.1, 1e6);
        match *self {
            Self::SmallGradient { norm } => in_range("The gradient to stop at", norm, 0.0, 1e6),
            Self::LossReached { loss } => in_range("The loss to stop at", loss, 0.0, 1e6),
            Self::HeldOutRises { epochs: count } | Self::Epochs { epochs: count } => epochs(count),
            Self::TrainingFlat {
                epochs: count,
                fall,
            } => {
                epochs(count)?;
                in_range("The least fall of the training loss", fall, 0.0, 1.0)
            }
        }
    }

    /// Why it would stop here, in words.
    ///
    /// ```
    /// use gradual::learning::stopping::Criterion;
    ///
    /// let flat = Criterion::TrainingFlat { epochs: 10.0, fall: 0.01 };
    /// assert_eq!(flat.reason(), "the training loss fell by less than 1 % in 10 epochs");
    /// ```
    pub fn reason(&self) -> String {
        match *self {
            Self::SmallGradient { norm } => format!("the gradient is no longer than {norm}"),
            Self::TrainingFlat { epochs, fall } => {
                let percent = 100.0 * fall;
                format!("the training loss fell by less than {percent} % in {epochs} epochs")
            }
            Self::HeldOutRises { epochs } => {
                format!("the held-out loss has not been lower for {epochs} epochs")
            }
            Self::Epochs { epochs } => format!("{epochs} epochs are done"),
            Self::LossReached { loss } => format!("the training loss has come down to {loss}"),
        }
    }
}

/// What is known of a run at one now.
#[derive(Clone, Copy, Debug)]
pub struct Observation {
    /// Epochs done, with the part of the current one.
    pub epochs: f64,
    /// Batches done.
    pub iteration: u64,
    /// Mean loss over the training examples, without the penalty.
    pub train_loss: f64,
    /// `None` where nothing is held out.
    pub held_out_loss: Option<f64>,
    /// ‖∂E/∂w‖ of the last batch.
    pub gradient_norm: f64,
}

/// Where a rule would have stopped.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "page", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Flag {
    /// Epochs done, with the part of the current one.
    pub epochs: f64,
    /// Batches done.
    pub iteration: u64,
}

/// A criterion that watches a run.
///
/// ```
/// use gradual::learning::stopping::{Criterion, Observation, Watch};
///
/// let mut watch = Watch::new(Criterion::HeldOutRises { epochs: 2.0 });
/// let losses = [0.9, 0.5, 0.6, 0.7, 0.8]; // the lowest is of epoch 1
/// for (epoch, loss) in losses.into_iter().enumerate() {
///     let (epochs, iteration, held_out_loss) = (epoch as f64, epoch as u64, Some(loss));
///     watch.observe(&Observation { epochs, iteration, train_loss: 0.1, held_out_loss, gradient_norm: 1.0 });
/// }
/// assert_eq!(watch.flag().unwrap().epochs, 3.0);
/// ```
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Watch {
    criterion: Criterion,
    /// The loss that a later one is measured by, and when it was.
    mark: Option<(f64, f64)>,
    flag: Option<Flag>,
}

impl Watch {
    /// Before the first moment of a run.
    pub fn new(criterion: Criterion) -> Self {
        Self {
            criterion,
            mark: None,
            flag: None,
        }
    }

    /// What it watches for.
    pub fn criterion(&self) -> Criterion {
        self.criterion
    }

    /// Where it would have stopped; `None` so far.
    pub fn flag(&self) -> Option<Flag> {
        self.flag
    }

    /// Forgets the run.
    pub fn restart(&mut self) {
        (self.mark, self.flag) = (None, None);
    }

    /// Looks at the next moment; `true` when the flag goes up here.
    ///
    /// ```
    /// use gradual::learning::stopping::{Criterion, Observation, Watch};
    ///
    /// let mut watch = Watch::new(Criterion::LossReached { loss: 0.1 });
    /// let mut at = |train_loss| {
    ///     let (epochs, iteration, held_out_loss) = (1.0, 10, None);
    ///     watch.observe(&Observation { epochs, iteration, train_loss, held_out_loss, gradient_norm: 1.0 })
    /// };
    /// assert_eq!([at(0.5), at(0.05), at(0.01)], [false, true, false]); // the flag goes up once
    /// ```
    pub fn observe(&mut self, now: &Observation) -> bool {
        if self.flag.is_some() || !self.fires(now) {
            return false;
        }
        self.flag = Some(Flag {
            epochs: now.epochs,
            iteration: now.iteration,
        });
        true
    }

    fn fires(&mut self, now: &Observation) -> bool {
        match self.criterion {
            Criterion::SmallGradient { norm } => now.iteration > 0 && now.gradient_norm <= norm,
            Criterion::LossReached { loss } => now.train_loss <= loss,
            Criterion::Epochs { epochs } => now.epochs >= epochs,
            Criterion::TrainingFlat { epochs, fall } => {
                self.is_stuck(now.train_loss, now.epochs, epochs, fall)
            }
            Criterion::HeldOutRises { epochs } => now
                .held_out_loss
                .is_some_and(|loss| self.is_stuck(loss, now.epochs, epochs, 0.0)),
        }
    }

    /// Whether a loss has not fallen below its mark by the share `fall` for `patience` epochs; where it has, it is the mark.
    fn is_stuck(&mut self, loss: f64, now: f64, patience: f64, fall: f64) -> bool {
        match self.mark {
            Some((mark, since)) if loss >= mark * (1.0 - fall) => now - since >= patience,
            _ => {
                self.mark = Some((loss, now));
                false
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A recorded run: the training loss falls towards 0.1 for ever; the held-out loss is lowest at epoch 20.
    fn curve(epoch: u32) -> Observation {
        let epochs = f64::from(epoch);
        Observation {
            epochs,
            iteration: u64::from(10 * epoch),
            train_loss: 0.1 + 0.6 * (-epochs / 10.0).exp(),
            held_out_loss: Some(0.3 + (epochs - 20.0).powi(2) / 1000.0),
            gradient_norm: (-epochs / 5.0).exp(),
        }
    }

    fn flag(criterion: Criterion) -> Option<f64> {
        criterion.validate().unwrap();
        let mut watch = Watch::new(criterion);
        let fired = (0..200).filter(|&epoch| watch.observe(&curve(epoch)));
        assert!(fired.count() <= 1);
        watch.flag().map(|flag| flag.epochs)
    }

    #[test]
    fn each_rule_puts_its_flag_where_the_curve_says() {
        // e^(−23/5) = 0.01005, e^(−24/5) = 0.0082.
        assert_eq!(flag(Criterion::SmallGradient { norm: 0.01 }), Some(24.0));
        assert_eq!(flag(Criterion::Epochs { epochs: 30.0 }), Some(30.0));
        // 0.1 + 0.6 e^(−17/10) = 0.2096, at 18: 0.1992.
        assert_eq!(flag(Criterion::LossReached { loss: 0.2 }), Some(18.0));
        assert_eq!(flag(Criterion::LossReached { loss: 0.05 }), None);
        assert_eq!(flag(Criterion::HeldOutRises { epochs: 7.0 }), Some(27.0));
    }

    #[test]
    fn a_curve_is_flat_once_it_falls_too_slowly() {
        let (epochs, fall) = (5.0, 0.02);
        let at = flag(Criterion::TrainingFlat { epochs, fall }).unwrap();
        let (before, after) = (curve(at as u32 - 5).train_loss, curve(at as u32).train_loss);
        assert!(after > before * (1.0 - fall) && at > 30.0, "{at}");
    }

    #[test]
    fn without_held_out_data_nothing_rises() {
        let mut watch = Watch::new(Criterion::HeldOutRises { epochs: 1.0 });
        let observation = |epoch| Observation {
            held_out_loss: None,
            ..curve(epoch)
        };
        assert!((0..100).all(|epoch| !watch.observe(&observation(epoch))));
    }

    #[test]
    fn a_restart_takes_the_flag_down() {
        let mut watch = Watch::new(Criterion::Epochs { epochs: 3.0 });
        assert!(watch.observe(&curve(3)) && !watch.observe(&curve(4)));
        watch.restart();
        assert_eq!(watch.flag(), None);
        assert!(!watch.observe(&curve(2)) && watch.observe(&curve(5)));
    }

    #[test]
    fn limits_out_of_reach_are_refused() {
        let said = Criterion::Epochs { epochs: -1.0 }.validate().unwrap_err();
        assert!(said.to_string().contains("number of epochs"));
        assert!(
            Criterion::SmallGradient { norm: f64::NAN }
                .validate()
                .is_err()
        );
    }
}
