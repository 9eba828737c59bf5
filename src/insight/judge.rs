//! Judges models by what they made of held-out examples, and classic models beside them.
//!
//! Models are counted from 0: the race's first, then Gaussian and Bernoulli naive Bayes. Examples are counted from the first
//! one held out. A network is judged by the last sweep over all of them, with the weights of then.

use std::sync::Arc;

use serde::Serialize;

use super::judgement::Judgement;
use super::mistakes::{behind, worst};
use crate::data::dataset::{Dataset, check_inputs};
use crate::error::{Result, in_list};
use crate::trainer::baseline::{BASELINES, Baseline, Baselines};
use crate::trainer::contender::Contender;
use crate::trainer::predictions::Predictions;
use crate::trainer::race::Race;

/// How good a model is on the held-out examples.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "page", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct JudgeReport {
    /// Numbers that were learned.
    pub parameters: usize,
    /// Mean loss.
    pub loss: f64,
    /// Epochs done when the weights that were judged were taken; `null` for naive Bayes, which knows none.
    pub epochs: Option<f64>,
    pub judgement: Judgement,
}

/// What there is to judge a model by.
struct Judged<'a> {
    predictions: &'a Predictions,
    parameters: usize,
    loss: f64,
    epochs: Option<f64>,
}

/// Judges the models of one race at a time.
#[derive(Default)]
pub struct Judge {
    baselines: Option<Baselines>,
}

impl Judge {
    /// Fits naive Bayes on the race's training examples, then scores it on those held out, up to `examples` more; `true`
    /// once that is done. Other data in the race begin it anew; values to predict are not for it.
    pub fn advance(&mut self, race: &Race, examples: usize) -> bool {
        let data = race.data();
        if data.is_regression() {
            return true;
        }
        self.baselines.take_if(|baselines| !baselines.are_for(data));
        self.baselines
            .get_or_insert_with(|| Baselines::new(data))
            .advance(examples)
    }

    /// How good a model is; `None` before it was scored, or where nothing is held out.
    pub fn report(&self, race: &Race, model: usize) -> Result<Option<JudgeReport>> {
        let judged = self.judged(race, model)?;
        Ok(judged.and_then(|judged| judged.report()))
    }

    /// The examples of class `label` that a model takes for class `predicted`, the surest first.
    pub fn behind(
        &self,
        race: &Race,
        model: usize,
        label: usize,
        predicted: usize,
    ) -> Result<Vec<u32>> {
        let judged = self.judged(race, model)?;
        Ok(judged.map_or_else(Vec::new, |judged| {
            behind(judged.predictions, label, predicted)
        }))
    }

    /// A model's mistakes of which it was surest, at most `most`, the surest first.
    pub fn mistakes(&self, race: &Race, model: usize, most: usize) -> Result<Vec<u32>> {
        let judged = self.judged(race, model)?;
        Ok(judged.map_or_else(Vec::new, |judged| worst(judged.predictions, most)))
    }

    /// The probabilities `[classes]` that a model gave to an example when it was judged; empty where it was not.
    pub fn probabilities<'a>(
        &'a self,
        race: &'a Race,
        model: usize,
        example: usize,
    ) -> Result<&'a [f32]> {
        let judged = self.judged(race, model)?.map(|judged| judged.predictions);
        let found = judged.filter(|predictions| predictions.examples().contains(&example));
        Ok(found.map_or(&[], |predictions| predictions.probabilities(example)))
    }

    /// The probabilities `[classes]` that a classic model gives to an example `x` `[features]`; empty before it is fitted.
    /// `baseline` 0 is the Gaussian kind, 1 the Bernoulli kind.
    pub fn guess(&mut self, race: &Race, baseline: usize, x: &[f32]) -> Result<&[f32]> {
        check_inputs(x, race.data().features())?;
        in_list("The number of the baseline", baseline, BASELINES)?;
        let ready = ready(&mut self.baselines, race.data());
        let model = ready.and_then(|all| all.models_mut().get_mut(baseline));
        Ok(model.map_or(&[], |model| model.guess(x)))
    }

    /// What there is to judge a model by; `None` for naive Bayes before it is done.
    fn judged<'a>(&'a self, race: &'a Race, model: usize) -> Result<Option<Judged<'a>>> {
        let contenders = race.contenders();
        in_list(
            "The number of the model",
            model,
            contenders.len() + BASELINES,
        )?;
        let Some(baseline) = model.checked_sub(contenders.len()) else {
            return Ok(Some((&contenders[model]).into()));
        };
        let ready = self
            .baselines
            .as_ref()
            .filter(|all| all.are_ready_for(race.data()));
        Ok(ready.map(|all| Judged::from(&all.models()[baseline])))
    }
}

fn ready<'a>(
    baselines: &'a mut Option<Baselines>,
    data: &Arc<Dataset>,
) -> Option<&'a mut Baselines> {
    baselines.as_mut().filter(|all| all.are_ready_for(data))
}

impl Judged<'_> {
    fn report(&self) -> Option<JudgeReport> {
        Judgement::new(self.predictions).map(|judgement| JudgeReport {
            parameters: self.parameters,
            loss: self.loss,
            epochs: self.epochs,
            judgement,
        })
    }
}

impl<'a> From<&'a Contender> for Judged<'a> {
    fn from(contender: &'a Contender) -> Self {
        Self {
            predictions: contender.predictions(),
            parameters: contender.trainer.parameters().len(),
            loss: contender.scores.held_out.map_or(0.0, |score| score.loss),
            epochs: Some(contender.scores.epochs),
        }
    }
}

impl<'a> From<&'a Baseline> for Judged<'a> {
    fn from(baseline: &'a Baseline) -> Self {
        Self {
            predictions: baseline.predictions(),
            parameters: baseline.parameters(),
            loss: baseline.loss(),
            epochs: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::generators::points::{PointSet, PointsConfig, generate};
    use crate::pieces::loss::Loss;
    use crate::trainer::settings::ModelConfig;
    use crate::trainer::settings::tests::tanh_network;

    fn race(set: PointSet, loss: Loss) -> Race {
        let data = generate(&PointsConfig {
            set,
            count: 60,
            noise: 0.1,
            held_out: 0.5,
            seed: 1,
        });
        let config = ModelConfig {
            loss,
            ..tanh_network(3)
        };
        Race::new(data.unwrap(), &[config], 9).unwrap()
    }

    #[test]
    fn models_of_the_race_come_first_and_then_naive_bayes() {
        let (mut race, mut judge) = (race(PointSet::Moons, Loss::CrossEntropy), Judge::default());
        assert_eq!(judge.report(&race, 0), Ok(None));
        assert_eq!(judge.report(&race, 2), Ok(None));
        race.evaluate(usize::MAX);
        assert!(judge.advance(&race, usize::MAX));
        for model in 0..3 {
            let report = judge.report(&race, model).unwrap().unwrap();
            assert_eq!(report.judgement.examples, 30);
            assert_eq!(report.epochs.is_some(), model == 0);
            let all: usize = [[0, 0], [0, 1], [1, 0], [1, 1]]
                .map(|[label, predicted]| judge.behind(&race, model, label, predicted))
                .map(|found| found.unwrap().len())
                .iter()
                .sum();
            assert_eq!(all, 30);
            assert_eq!(judge.probabilities(&race, model, 29).unwrap().len(), 2);
        }
        assert_eq!(judge.guess(&race, 1, &[0.0, 0.0]).unwrap().len(), 2);
    }

    #[test]
    fn numbers_that_stand_for_nothing_give_nothing_or_a_sentence() {
        let (mut race, mut judge) = (race(PointSet::Moons, Loss::CrossEntropy), Judge::default());
        race.evaluate(usize::MAX);
        assert_eq!(judge.behind(&race, 0, 7, 900), Ok(vec![]));
        assert_eq!(judge.probabilities(&race, 0, 30), Ok(&[][..]));
        assert_eq!(judge.guess(&race, 0, &[0.0, 0.0]), Ok(&[][..]));
        let refused = [
            judge.report(&race, 3).map(drop),
            judge.guess(&race, 2, &[0.0, 0.0]).map(drop),
            judge.guess(&race, 0, &[0.0]).map(drop),
        ];
        assert!(refused.iter().all(Result::is_err), "{refused:?}");
    }

    #[test]
    fn values_to_predict_are_not_judged() {
        let (mut race, mut judge) = (
            race(PointSet::Slope, Loss::SquaredErrorLinear),
            Judge::default(),
        );
        race.evaluate(usize::MAX);
        assert!(judge.advance(&race, 10));
        for model in 0..3 {
            assert_eq!(judge.report(&race, model), Ok(None));
            assert_eq!(judge.mistakes(&race, model, 9), Ok(vec![]));
        }
    }
}
