//! Cross-validation.

use proptest::prelude::*;

use gradual::error::Result;
use gradual::trainer::folds::{CrossValidation, FoldsConfig};

use super::{Shown, nothing};
use crate::arguments::{Pick, double, folds, pick};
use crate::lab::Lab;

#[derive(Clone, Debug)]
pub enum Operation {
    Begin(Pick, FoldsConfig),
    Advance(f64),
    Report,
    IsCurrent(Pick),
    Choose(Pick, Pick),
}

pub fn operations() -> impl Strategy<Value = Operation> {
    use Operation::*;
    prop_oneof![
        4 => (pick(), folds()).prop_map(|(model, config)| Begin(model, config)),
        4 => double(1.0, 300.0).prop_map(Advance),
        2 => Just(Report),
        1 => pick().prop_map(IsCurrent),
        1 => (pick(), pick()).prop_map(|(model, candidate)| Choose(model, candidate)),
    ]
}

impl Operation {
    pub fn run(&self, lab: &mut Lab) -> Result<Shown> {
        if let Self::Begin(model, config) = self {
            let trainer = &lab.race.contender(lab.model(model))?.trainer;
            let begun = CrossValidation::new(
                config.clone(),
                trainer.config(),
                lab.race.data(),
                lab.race.seed(),
            )?;
            lab.folds = Some(begun);
            return nothing();
        }
        let Some(folds) = &mut lab.folds else {
            return nothing();
        };
        match self {
            // An hour of training in one piece of work is nothing that the page asks for.
            Self::Advance(examples) => {
                folds.advance((*examples as usize).min(1000))?;
            }
            Self::Report => return Ok(report(folds)),
            Self::IsCurrent(model) => {
                let contender = lab
                    .race
                    .contenders()
                    .get(model.among(lab.race.contenders().len()));
                contender.map(|one| folds.is_current(one.trainer.config(), lab.race.data()));
            }
            Self::Choose(model, candidate) => {
                let candidate = candidate.among(folds.candidates().len());
                let contender = lab
                    .race
                    .contender(model.among(lab.race.contenders().len()))?;
                folds
                    .choose(contender.trainer.config(), candidate)?
                    .validate()?;
            }
            Self::Begin(..) => {}
        }
        nothing()
    }
}

fn report(folds: &CrossValidation) -> Shown {
    let candidates = folds.candidates().iter();
    let spreads = candidates.flat_map(|one| [folds.loss(one), folds.accuracy(one)]);
    let numbers = spreads
        .flatten()
        .flat_map(|spread| [spread.mean, spread.deviation, spread.error]);
    let known = folds.best().into_iter().chain(folds.ties());
    assert!(
        known
            .into_iter()
            .all(|candidate| candidate < folds.candidates().len())
    );
    numbers.chain([folds.progress()]).collect()
}
