//! A criterion as it is written.

use serde::Deserialize;

use super::Criterion;
use crate::written::{nothing_left, take};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Kind {
    SmallGradient,
    TrainingFlat,
    HeldOutRises,
    Epochs,
    LossReached,
}

/// All that any kind of criterion has.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Written {
    kind: Kind,
    norm: Option<f64>,
    epochs: Option<f64>,
    fall: Option<f64>,
    loss: Option<f64>,
}

impl TryFrom<Written> for Criterion {
    type Error = String;

    fn try_from(mut written: Written) -> Result<Self, String> {
        let criterion = written.criterion()?;
        nothing_left(&[
            ("norm", written.norm.is_some()),
            ("epochs", written.epochs.is_some()),
            ("fall", written.fall.is_some()),
            ("loss", written.loss.is_some()),
        ])?;
        Ok(criterion)
    }
}

impl Written {
    fn criterion(&mut self) -> Result<Criterion, String> {
        Ok(match self.kind {
            Kind::SmallGradient => Criterion::SmallGradient {
                norm: take(&mut self.norm, "norm")?,
            },
            Kind::TrainingFlat => Criterion::TrainingFlat {
                epochs: take(&mut self.epochs, "epochs")?,
                fall: take(&mut self.fall, "fall")?,
            },
            Kind::HeldOutRises => Criterion::HeldOutRises {
                epochs: take(&mut self.epochs, "epochs")?,
            },
            Kind::Epochs => Criterion::Epochs {
                epochs: take(&mut self.epochs, "epochs")?,
            },
            Kind::LossReached => Criterion::LossReached {
                loss: take(&mut self.loss, "loss")?,
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_reads_back_and_takes_only_its_own_limits() {
        let (epochs, fall) = (5.0, 0.01);
        let criteria = [
            Criterion::SmallGradient { norm: 1e-3 },
            Criterion::TrainingFlat { epochs, fall },
            Criterion::HeldOutRises { epochs },
            Criterion::Epochs { epochs },
            Criterion::LossReached { loss: 0.1 },
        ];
        for criterion in criteria {
            let json = serde_json::to_string(&criterion).unwrap();
            let read = serde_json::from_str::<Criterion>(&json);
            assert_eq!(read.unwrap(), criterion, "{json}");
        }
        for wrong in [
            r#"{"kind":"epochs"}"#,
            r#"{"kind":"epochs","epochs":1,"loss":1}"#,
            r#"{"kind":"epochs","epochs":1,"steps":1}"#,
        ] {
            assert!(serde_json::from_str::<Criterion>(wrong).is_err(), "{wrong}");
        }
    }
}
