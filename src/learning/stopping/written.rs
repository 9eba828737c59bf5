//! A criterion as it is written: all limits that any kind has, of which each kind takes its own. One struct is a tenth of the
//! code that reading an enum by its tag would be, and the page waits for it.

use serde::Deserialize;

use super::Criterion;

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Kind {
    SmallGradient,
    TrainingFlat,
    HeldOutRises,
    Epochs,
    LossReached,
}

/// What is written of a criterion.
#[derive(Deserialize)]
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
        match written.left_over() {
            Some(name) => Err(format!("unknown field `{name}` for a rule of this kind")),
            None => Ok(criterion),
        }
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

    /// A limit that the kind has no use for.
    fn left_over(&self) -> Option<&'static str> {
        let limits = [
            ("norm", self.norm),
            ("epochs", self.epochs),
            ("fall", self.fall),
            ("loss", self.loss),
        ];
        let mut there = limits.iter().filter(|(_, limit)| limit.is_some());
        there.next().map(|(name, _)| *name)
    }
}

fn take(limit: &mut Option<f64>, name: &str) -> Result<f64, String> {
    limit
        .take()
        .ok_or_else(|| format!("missing field `{name}`"))
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
