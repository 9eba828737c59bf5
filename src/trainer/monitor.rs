//! What watches one model of a race: its stopping rules, and its best weights so far.

use serde::{Deserialize, Serialize};

use super::moment::{Moment, Snapshot};
use super::sweep::Scores;
use crate::floats;
use crate::kernels::reduce::all_finite;
use crate::learning::stopping::{Observation, StopRule, Watch};

/// The weights of the lowest held-out loss.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Best {
    /// When they were and how good.
    pub scores: Scores,
    /// Empty before the first score.
    #[serde(with = "floats")]
    pub parameters: Vec<f32>,
}

/// The rules and the best weights of one model.
///
/// ```
/// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
/// # let recipe = gradual::Recipe::new(gradual::Source::Set(points), vec![gradual::ModelConfig::default()], 1);
/// # let mut race = gradual::Race::from_recipe(&recipe)?;
/// use gradual::learning::stopping::{Criterion, StopRule};
///
/// race.keep_time();
/// race.set_rules(vec![StopRule { criterion: Criterion::Epochs { epochs: 2.0 }, stops: false }])?;
/// for _ in 0..5 {
///     race.step_epoch();
///     race.evaluate(usize::MAX);
/// }
/// let monitor = &race.contenders()[0].monitor;
/// assert_eq!(monitor.watches()[0].flag().unwrap().epochs, 2.0); // where it would have stopped
/// assert!(monitor.best().loss().is_some());
/// # Ok::<(), gradual::Error>(())
/// ```
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Monitor {
    watches: Vec<Watch>,
    best: Best,
}

impl Best {
    /// The held-out loss, where there is one.
    pub fn loss(&self) -> Option<f64> {
        held_out(&self.scores).filter(|_| !self.parameters.is_empty())
    }

    /// Takes other weights where their held-out loss is lower.
    fn offer(&mut self, scores: Scores, parameters: &[f32]) {
        let lower = match (held_out(&scores), self.loss()) {
            (Some(loss), Some(best)) => loss < best,
            (loss, None) => loss.is_some(),
            (None, _) => false,
        };
        if lower {
            self.scores = scores;
            self.parameters.clear();
            self.parameters.extend_from_slice(parameters);
        }
    }
}

impl Monitor {
    /// One watch a rule, in the order of the rules.
    pub fn watches(&self) -> &[Watch] {
        &self.watches
    }

    /// The weights of the lowest held-out loss so far.
    pub fn best(&self) -> &Best {
        &self.best
    }

    /// Whether what it has seen can be of a model of so many parameters.
    pub(super) fn is_of(&self, parameters: usize) -> bool {
        let Best {
            scores,
            parameters: best,
        } = &self.best;
        let sized = best.is_empty() || best.len() == parameters;
        let limits = self
            .watches
            .iter()
            .map(|watch| watch.criterion().validate());
        sized
            && all_finite(best)
            && scores.are_finite()
            && limits.clone().all(|limit| limit.is_ok())
    }

    /// Forgets the run; the rules stay.
    pub fn restart(&mut self) {
        self.watches.iter_mut().for_each(Watch::restart);
        self.best.parameters.clear();
    }

    /// Watches for these rules from now on. A new one looks at what is left of the run's past first, at model
    /// `index`.
    pub fn set_rules(&mut self, rules: &[StopRule], past: &[Moment], index: usize) {
        let past = || past.iter().filter_map(|moment| moment.models.get(index));
        let watch = |rule: &StopRule| {
            let same = |watch: &&Watch| watch.criterion() == rule.criterion;
            let known = self.watches.iter().find(same).cloned();
            known.unwrap_or_else(|| watch_past(Watch::new(rule.criterion), past()))
        };
        self.watches = rules.iter().map(watch).collect();
    }

    /// Looks at the next scores, which these weights gave; returns the first switched-on rule whose flag goes up here.
    pub fn observe(
        &mut self,
        scores: Scores,
        parameters: &[f32],
        rules: &[StopRule],
    ) -> Option<StopRule> {
        self.best.offer(scores, parameters);
        let observation = observation(&scores)?;
        let mut fired = None;
        for (watch, rule) in self.watches.iter_mut().zip(rules) {
            if watch.observe(&observation) && rule.stops {
                fired = fired.or(Some(*rule));
            }
        }
        fired
    }

    /// The run goes on from the end of `past`: flags and best weights of what would have come after it are gone.
    pub fn rewind(&mut self, past: &[Moment], index: usize) {
        let past = || past.iter().filter_map(|moment| moment.models.get(index));
        let Some(now) = past().next_back().map(|model| model.scores.iteration) else {
            return self.restart();
        };
        for watch in &mut self.watches {
            let stays = watch.flag().is_some_and(|flag| flag.iteration <= now);
            if !stays {
                *watch = watch_past(Watch::new(watch.criterion()), past());
            }
        }
        if self.best.scores.iteration > now {
            self.best.parameters.clear();
            past().for_each(|model| self.best.offer(model.scores, model.state.parameters()));
        }
    }
}

/// The watch after it has looked at a model's past.
fn watch_past<'a>(mut watch: Watch, past: impl Iterator<Item = &'a Snapshot>) -> Watch {
    for observation in past.filter_map(|model| observation(&model.scores)) {
        watch.observe(&observation);
    }
    watch
}

/// What the rules see of a score.
fn observation(scores: &Scores) -> Option<Observation> {
    Some(Observation {
        epochs: scores.epochs,
        iteration: scores.iteration,
        train_loss: scores.train?.loss,
        held_out_loss: held_out(scores),
        gradient_norm: f64::from(scores.gradient_norm),
    })
}

fn held_out(scores: &Scores) -> Option<f64> {
    scores.held_out.map(|score| score.loss)
}
