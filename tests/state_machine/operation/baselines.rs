//! How good models are, with naive Bayes beside them.

use proptest::prelude::*;

use gradual::error::Result;
use gradual::insight::judge::JudgeReport;
use gradual::trainer::baseline::BASELINES;

use super::{Shown, floats, nothing};
use crate::arguments::{Image, Pick, image, pick, size};
use crate::lab::Lab;

#[derive(Clone, Debug)]
pub enum Operation {
    Advance(usize),
    Report(Pick),
    Behind(Pick, Pick, Pick),
    Mistakes(Pick, usize),
    Probabilities(Pick, Pick),
    Guess(Pick, Image),
}

pub fn operations() -> impl Strategy<Value = Operation> {
    use Operation::*;
    prop_oneof![
        3 => size(1..=40).prop_map(Advance),
        3 => pick().prop_map(Report),
        1 => (pick(), pick(), pick()).prop_map(|(model, label, said)| Behind(model, label, said)),
        1 => (pick(), size(1..=5)).prop_map(|(model, most)| Mistakes(model, most)),
        1 => (pick(), pick()).prop_map(|(model, example)| Probabilities(model, example)),
        1 => (pick(), image()).prop_map(|(baseline, image)| Guess(baseline, image)),
    ]
}

impl Operation {
    pub fn run(&self, lab: &mut Lab) -> Result<Shown> {
        let (judge, race) = (&mut lab.judge, &lab.race);
        let models = race.contenders().len() + BASELINES;
        let classes = race.data().classes();
        let numbers = |found: Vec<u32>| found.into_iter().map(f64::from).collect();
        match self {
            Self::Advance(examples) => {
                judge.advance(race, *examples);
                nothing()
            }
            Self::Report(model) => {
                let report = judge.report(race, model.among(models))?;
                Ok(report.as_ref().map_or_else(Vec::new, shown))
            }
            Self::Behind(model, label, predicted) => {
                let [label, predicted] = [label, predicted].map(|class| class.among(classes));
                judge
                    .behind(race, model.among(models), label, predicted)
                    .map(numbers)
            }
            Self::Mistakes(model, most) => judge
                .mistakes(race, model.among(models), *most)
                .map(numbers),
            Self::Probabilities(model, example) => {
                let example = example.among(race.data().count());
                judge
                    .probabilities(race, model.among(models), example)
                    .map(floats)
            }
            Self::Guess(baseline, image) => judge
                .guess(race, baseline.among(BASELINES), &image.values())
                .map(floats),
        }
    }
}

fn shown(report: &JudgeReport) -> Shown {
    let found = &report.judgement;
    let mean = [
        found.accuracy,
        found.low,
        found.high,
        found.margin,
        found.precision,
        found.recall,
    ];
    let classes = found
        .classes
        .iter()
        .flat_map(|class| [class.precision, class.recall])
        .flatten();
    mean.into_iter()
        .chain(classes)
        .chain([report.loss])
        .chain(report.epochs)
        .collect()
}
