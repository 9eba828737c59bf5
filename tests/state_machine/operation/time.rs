//! The timeline, stopping rules, earlier runs, and what to do after harm.

use proptest::prelude::*;
use proptest::sample::select;

use gradual::error::Result;
use gradual::learning::stopping::StopRule;
use gradual::trainer::divergence::Remedy;
use gradual::trainer::history::QUANTITIES;
use gradual::trainer::run_names::describe;

use super::{Shown, nothing};
use crate::arguments::{Pick, pick, rules};
use crate::lab::Lab;

#[derive(Clone, Debug)]
pub enum Operation {
    KeepTime,
    SetRules(Vec<StopRule>),
    GoOn(Pick),
    Wake,
    BackToBest(Pick),
    Remedy(Pick, Remedy),
    Past,
    Seek(Pick),
    Resume,
    Runs,
    RunHistory(Pick, Pick, &'static str),
    ForgetRun(Pick),
    Replay(Pick),
}

pub fn operations() -> impl Strategy<Value = Operation> {
    use Operation::{
        BackToBest, ForgetRun, GoOn, KeepTime, Past, Replay, Resume, RunHistory, Runs, Seek,
        SetRules, Wake,
    };
    let remedy = select(vec![Remedy::HalveRate, Remedy::Clip]);
    prop_oneof![
        1 => Just(KeepTime),
        2 => rules().prop_map(SetRules),
        1 => pick().prop_map(GoOn),
        1 => Just(Wake),
        2 => pick().prop_map(BackToBest),
        1 => (pick(), remedy).prop_map(|(which, remedy)| Operation::Remedy(which, remedy)),
        1 => Just(Past),
        8 => pick().prop_map(Seek),
        3 => Just(Resume),
        1 => Just(Runs),
        1 => (pick(), pick(), select(QUANTITIES.to_vec())).prop_map(|(run, which, what)| RunHistory(run, which, what)),
        1 => pick().prop_map(ForgetRun),
        3 => pick().prop_map(Replay),
    ]
}

impl Operation {
    pub fn run(&self, lab: &mut Lab) -> Result<Shown> {
        match self {
            Self::KeepTime => lab.race.keep_time(),
            Self::SetRules(rules) => lab.race.set_rules(rules.clone())?,
            Self::GoOn(which) => lab.race.go_on(lab.model(which))?,
            Self::Wake => lab.race.wake(),
            Self::BackToBest(which) => lab.race.back_to_best(lab.model(which))?,
            Self::Remedy(which, remedy) => lab.race.remedy(lab.model(which), *remedy)?,
            Self::Past => return past(lab),
            Self::Seek(moment) => {
                let moments = lab.race.timeline()?.moments().len();
                lab.race.seek(moment.among(moments))?;
            }
            Self::Resume => lab.race.resume(),
            Self::Runs => return runs(lab),
            Self::RunHistory(run, which, quantity) => {
                let run = lab.run(run)?;
                lab.race
                    .runs()?
                    .get(run)?
                    .curves
                    .column(lab.model(which), quantity)?;
            }
            Self::ForgetRun(run) => lab.race.forget_run(lab.run(run)?)?,
            Self::Replay(run) => lab.replay(lab.run(run)?)?,
        }
        nothing()
    }
}

fn past(lab: &Lab) -> Result<Shown> {
    lab.race.changed_since()?;
    let timeline = lab.race.timeline()?;
    assert!(timeline.at().is_none_or(|at| at < timeline.moments().len()));
    Ok(timeline
        .moments()
        .iter()
        .map(|moment| moment.epochs())
        .collect())
}

fn runs(lab: &Lab) -> Result<Shown> {
    let runs = lab.race.runs()?;
    assert_eq!(lab.race.run_names()?.len(), runs.ended().len() + 1);
    let mut ends = Vec::new();
    for run in runs.ended() {
        describe(&run.setting);
        ends.extend(run.curves.epochs().last().map(|&epochs| f64::from(epochs)));
    }
    Ok(ends)
}
