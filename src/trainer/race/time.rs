//! A race in time: it stops by rules, goes back to its past, and keeps its earlier runs.

use super::{Race, contenders};
use crate::error::{Error, Result, in_range};
use crate::learning::stopping::StopRule;
use crate::trainer::contender::Contender;
use crate::trainer::divergence::Remedy;
use crate::trainer::history::History;
use crate::trainer::moment::Moment;
use crate::trainer::run_names::names;
use crate::trainer::runs::{Runs, Setting};
use crate::trainer::stop::Cause;
use crate::trainer::timeline::Timeline;

/// What a race keeps of its time.
pub struct Time {
    rules: Vec<StopRule>,
    timeline: Timeline,
    runs: Runs,
    /// Epochs done when the run under way began.
    since: f32,
}

impl Race {
    /// Keeps a timeline, stopping rules and earlier runs from now on.
    pub fn keep_time(&mut self) {
        self.time = Some(Time {
            rules: Vec::new(),
            timeline: Timeline::default(),
            runs: Runs::new(self.setting()),
            since: 0.0,
        });
    }

    fn setting(&self) -> Setting {
        let trainers = self.contenders.iter().map(|contender| &contender.trainer);
        Setting {
            configs: trainers
                .clone()
                .map(|trainer| trainer.config().clone())
                .collect(),
            seed: self.seed,
            examples: self.examples.clone(),
            start: trainers.map(|trainer| trainer.state().clone()).collect(),
        }
    }

    fn time(&self) -> Result<&Time> {
        let what = "This race keeps no time: it has no timeline, stopping rules or earlier runs";
        self.time
            .as_ref()
            .ok_or(Error::Unsuitable { what: what.into() })
    }

    /// The stopping rules.
    pub fn rules(&self) -> &[StopRule] {
        self.time.as_ref().map_or(&[], |time| &time.rules)
    }

    /// Other stopping rules; those that stay keep their flags. On an error nothing has changed.
    pub fn set_rules(&mut self, rules: Vec<StopRule>) -> Result<()> {
        self.time()?;
        rules
            .iter()
            .try_for_each(|rule| rule.criterion.validate())?;
        if let Some(time) = &mut self.time {
            time.rules = rules;
            time.watch(&mut self.contenders);
        }
        Ok(())
    }

    /// The past of the run under way.
    pub fn timeline(&self) -> Result<&Timeline> {
        Ok(&self.time()?.timeline)
    }

    /// Earlier runs and the one under way.
    pub fn runs(&self) -> Result<&Runs> {
        Ok(&self.time()?.runs)
    }

    /// Short names of the earlier runs, and last of the one under way: what tells each from the others.
    pub fn run_names(&self) -> Result<Vec<String>> {
        let runs = self.runs()?;
        let ended = runs.ended().iter().map(|run| &run.setting);
        Ok(names(&ended.chain([runs.under_way()]).collect::<Vec<_>>()))
    }

    /// Forgets an earlier run.
    pub fn forget_run(&mut self, number: u32) -> Result<()> {
        self.time()?;
        self.time
            .as_mut()
            .map_or(Ok(()), |time| time.runs.forget(number))
    }

    /// Sets everything up as it was when an earlier run began: settings, seed, data and weights. From there on the same steps
    /// give the same bits. On an error nothing has changed.
    pub fn replay(&mut self, number: u32) -> Result<()> {
        let setting = self.runs()?.get(number)?.setting.clone();
        let mut models = contenders(
            setting.configs.iter().cloned(),
            &setting.examples.data,
            setting.seed,
        )?;
        for (model, start) in models.iter_mut().zip(&setting.start) {
            model.trainer.resume(start);
        }
        (self.contenders, self.seed) = (models, setting.seed);
        self.learn_from(setting.examples);
        self.end_run();
        self.history = History::new(self.contenders.len());
        Ok(())
    }

    /// Whether one looks at the past.
    pub fn is_past(&self) -> bool {
        self.time
            .as_ref()
            .is_some_and(|time| time.timeline.at().is_some())
    }

    /// Goes to a moment of the timeline, the last of which is the present: weights, optimiser, place in the data and scores
    /// are those of then, data and settings those of now. Training goes on from there, and what came after is gone as soon as
    /// it does.
    pub fn seek(&mut self, moment: usize) -> Result<()> {
        let last = self.timeline()?.moments().len().saturating_sub(1);
        in_range("The moment", moment as f64, 0.0, last as f64)?;
        self.write_down_present();
        let Some(time) = &mut self.time else {
            return Ok(());
        };
        let Some(then) = time.timeline.look(moment) else {
            return Ok(());
        };
        for (contender, snapshot) in self.contenders.iter_mut().zip(&then.models) {
            contender.go_back(snapshot);
        }
        Ok(())
    }

    /// The present can be come back to only from the timeline. A sweep under way scores weights of before.
    fn write_down_present(&mut self) {
        let written = |time: &Time| time.timeline.ends_with(&self.contenders);
        if !self.is_past() && !self.time.as_ref().is_some_and(written) {
            let contenders = self.contenders.iter_mut();
            contenders.for_each(Contender::cancel_sweep);
            self.evaluate(usize::MAX);
        }
    }

    /// Makes the past one looks at the present: what came after it is gone. Training does so by itself.
    /// Where the run has turned since, the way that it took then ends with that.
    pub fn resume(&mut self) {
        let turned = |time: &Time| time.timeline.has_turned();
        if self.time.as_ref().is_some_and(turned) {
            self.turn_run();
        } else {
            self.go_back();
        }
    }

    /// Drops what came after the moment one looks at.
    pub(super) fn go_back(&mut self) {
        let Some(time) = &mut self.time else { return };
        if !time.timeline.drop_future() {
            return;
        }
        let past = time.timeline.since_data(data_changes(&self.contenders));
        for (index, contender) in self.contenders.iter_mut().enumerate() {
            contender.trainer.refit();
            contender.monitor.rewind(past, index);
        }
        let last = time.timeline.moments().last();
        self.history.truncate(last.map_or(0.0, Moment::epochs));
    }

    /// What has changed since the moment one looks at: settings of some model, and the data.
    pub fn changed_since(&self) -> Result<[bool; 2]> {
        let timeline = self.timeline()?;
        let looked_at = timeline.at().map(|at| &timeline.moments()[at].models);
        let trainers = self.contenders.iter().map(|contender| &contender.trainer);
        let terms = trainers.zip(looked_at.into_iter().flatten());
        let terms = terms.map(|(trainer, then)| (trainer.terms(), then.state.terms()));
        Ok(terms.fold([false; 2], |[settings, data], (now, then)| {
            [
                settings || now.settings != then.settings,
                data || now.data != then.data,
            ]
        }))
    }

    /// Forgets what one could go back to: the models are of another shape now.
    pub(super) fn forget_past(&mut self) {
        if let Some(time) = &mut self.time {
            time.timeline.clear();
        }
    }

    /// Forgets a model that has left the race.
    pub(super) fn forget_model(&mut self, index: usize) {
        if let Some(time) = &mut self.time {
            time.timeline.remove(index);
        }
    }

    /// What models say of the held-out examples at the moment one looks at; its scores are known.
    pub(super) fn predict_past(&mut self, examples: usize) -> bool {
        let contenders = self.contenders.iter_mut();
        let ended = contenders.map(|contender| contender.predict(examples));
        ended.fold(false, |any, ended| any | ended)
    }

    /// Writes down new scores: rules look at them, the best weights are kept, the timeline grows.
    pub(super) fn note(&mut self) {
        let Some(time) = &mut self.time else { return };
        for contender in &mut self.contenders {
            contender.watch(&time.rules);
        }
        if self.contenders.iter().all(Contender::is_scored) {
            time.timeline.offer(&self.contenders);
        }
    }

    /// The run under way has ended, and another begins with models that start anew. To be called before the curves go.
    pub(super) fn end_run(&mut self) {
        self.keep_run();
        self.forget_past();
        self.begin_run();
    }

    /// The run under way has ended, and another goes on from what stands.
    pub(super) fn turn_run(&mut self) {
        self.keep_run();
        self.go_back();
        self.begin_run();
    }

    /// The run under way has ended, and its curves are kept.
    pub(super) fn keep_run(&mut self) {
        if let Some(time) = &mut self.time {
            let last = self.history.epochs().last();
            let went = last.is_some_and(|&epochs| epochs > time.since);
            time.runs.end(&self.history, went);
        }
    }

    /// A run begins with what stands now, from which it can be repeated; its past can be gone back to.
    pub(super) fn begin_run(&mut self) {
        if self.time.is_none() {
            return;
        }
        let setting = self.setting();
        let trainers = self.contenders.iter().map(|contender| &contender.trainer);
        let since = trainers.map(|trainer| trainer.epochs()).fold(0.0, f64::max);
        if let Some(time) = &mut self.time {
            time.since = since as f32;
            time.timeline.turn();
            time.runs.begin(setting);
            time.watch(&mut self.contenders);
        }
    }

    /// A model that a rule has stopped goes on.
    pub fn go_on(&mut self, index: usize) -> Result<()> {
        self.contender(index)?;
        self.contenders[index].trainer.go_on();
        Ok(())
    }

    /// If no model is running, those that a rule has stopped go on.
    pub fn wake(&mut self) {
        if self.running().next().is_none() {
            let trainers = self.contenders.iter_mut();
            trainers.for_each(|contender| contender.trainer.go_on());
        }
    }

    /// A model takes on the weights of its lowest held-out loss, and stops there. The run ends, and another begins with them.
    pub fn back_to_best(&mut self, index: usize) -> Result<()> {
        let contender = self.contender(index)?;
        let name = &contender.trainer.config().name;
        let best = contender.monitor.best();
        let Some(loss) = best.loss() else {
            let what = format!(
                "{name} has no best weights yet: they need held-out examples and a first score"
            );
            return Err(Error::Unsuitable { what });
        };
        let sentence = format!(
            "{name} is back at its best: the weights of iteration {}, whose held-out loss {loss:.4} is its lowest.",
            best.scores.iteration
        );
        let Contender {
            trainer, monitor, ..
        } = &mut self.contenders[index];
        trainer.take_weights(&monitor.best().parameters);
        trainer.halt(Cause::Best, sentence);
        self.turn_run();
        Ok(())
    }

    /// After it diverged, a model goes on with a remedy in its settings.
    pub fn remedy(&mut self, index: usize, remedy: Remedy) -> Result<()> {
        let config = remedy.apply(self.contender(index)?.trainer.config());
        self.set_model(index, config).map(|_| ())
    }
}

/// How often the data have changed, which is the same for all models.
fn data_changes(contenders: &[Contender]) -> u32 {
    let first = contenders.first();
    first.map_or(0, |contender| contender.trainer.terms().data)
}

impl Time {
    /// Every model is watched by these rules.
    fn watch(&self, contenders: &mut [Contender]) {
        let past = self.timeline.since_data(data_changes(contenders));
        for (index, contender) in contenders.iter_mut().enumerate() {
            contender.monitor.set_rules(&self.rules, past, index);
        }
    }
}
