//! The runs of a race: where one ends and another begins, and how an earlier one is run again.

use super::{Race, contenders};
use crate::error::Result;
use crate::trainer::contender::Contender;
use crate::trainer::run_names::names;
use crate::trainer::runs::{Runs, Setting};

impl Race {
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
            model.begin_at(start);
        }
        self.start_over(setting.examples, models, setting.seed);
        Ok(())
    }

    pub(super) fn setting(&self) -> Setting {
        let trainers = self.contenders.iter().map(|contender| &contender.trainer);
        Setting {
            configs: trainers.map(|trainer| trainer.config().clone()).collect(),
            seed: self.seed,
            examples: self.examples.clone(),
            start: self.contenders.iter().map(Contender::start).collect(),
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
        self.drop_future();
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
        self.motions.tick();
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
}
