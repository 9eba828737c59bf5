//! Learning, and how it goes.

use proptest::prelude::*;
use proptest::sample::select;

use gradual::error::Result;
use gradual::trainer::history::QUANTITIES;

use super::{Shown, nothing};
use crate::arguments::{Pick, double, pick};
use crate::lab::Lab;
use crate::state::check::of_score;

#[derive(Clone, Debug)]
pub enum Operation {
    Step(u32),
    StepEpoch,
    Evaluate(f64),
    Restart,
    NewWeights(u32),
    Report,
    History(Pick, &'static str),
}

pub fn operations() -> impl Strategy<Value = Operation> {
    use Operation::*;
    let quantity = select([&QUANTITIES[..], &["", "loss"]].concat());
    let examples = prop_oneof![4 => Just(f64::MAX), 2 => 1.0..30.0, 1 => double(0.0, 1e9)];
    prop_oneof![
        8 => (0u32..6).prop_map(Step),
        3 => Just(StepEpoch),
        8 => examples.prop_map(Evaluate),
        1 => Just(Restart),
        1 => any::<u32>().prop_map(NewWeights),
        1 => Just(Report),
        1 => (pick(), quantity).prop_map(|(which, quantity)| History(which, quantity)),
    ]
}

impl Operation {
    pub fn run(&self, lab: &mut Lab) -> Result<Shown> {
        match self {
            Self::Step(batches) => lab.race.step(*batches)?,
            Self::StepEpoch => lab.race.step_epoch(),
            Self::Evaluate(examples) => {
                lab.race.evaluate(*examples as usize);
            }
            Self::Restart => lab.race.restart(),
            Self::NewWeights(seed) => lab.race.new_weights(*seed)?,
            Self::Report => return Ok(report(lab)),
            Self::History(which, quantity) => {
                let column = lab.race.history().column(lab.model(which), quantity)?;
                assert_eq!(column.len(), lab.race.history().epochs().len());
            }
        }
        nothing()
    }
}

fn report(lab: &Lab) -> Shown {
    let scores = lab
        .race
        .contenders()
        .iter()
        .map(|contender| contender.scores);
    let scores = scores.flat_map(|scores| [scores.train, scores.held_out]);
    scores
        .flatten()
        .flat_map(|score| of_score(&score))
        .collect()
}
