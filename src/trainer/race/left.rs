//! Points come back with all that stood when they were left.

use std::mem::{replace, take};

use super::{Race, contenders};
use crate::error::{Error, Result};
use crate::trainer::contender::Contender;
use crate::trainer::examples::Examples;
use crate::trainer::history::History;
use crate::trainer::left::{Changed, ChangedTime, Ended, Left, Motion, What};
use crate::trainer::painting::Painting;

impl Race {
    /// Another run takes the place of the one under way, which ends. Points of one's own can be come back to.
    pub(super) fn start_over(&mut self, examples: Examples, models: Vec<Contender>, seed: u32) {
        self.end_stroke();
        let (left, before) = (self.examples.clone(), self.motions.now());
        self.keep_run();
        let ended = self.exchange(models, seed);
        self.learn_from(examples);
        self.begin_run();
        self.remember(left, before, What::Ended(ended.into()));
    }

    /// A stroke under way ends here: what can't be learned of it is taken back, and where it changed nothing, it never was.
    fn end_stroke(&mut self) {
        let _ = self.use_painted();
        self.painting.iter_mut().for_each(Painting::finish);
        let _ = self.use_painted();
    }

    /// These are the examples from here on.
    pub(super) fn learn_from(&mut self, mut examples: Examples) {
        match (&mut self.painting, &mut examples.source) {
            (Some(painting), Some(source)) => painting.replace(source),
            (painting, source) => *painting = source.clone().map(Painting::new),
        }
        self.examples = examples;
    }

    /// Puts other models in the place of those that are there, with curves and a past of their own.
    fn exchange(&mut self, models: Vec<Contender>, seed: u32) -> Ended {
        let history = History::new(models.len());
        Ended {
            seed: replace(&mut self.seed, seed),
            contenders: replace(&mut self.contenders, models),
            history: replace(&mut self.history, history),
            timeline: self.time.as_mut().map(|time| take(&mut time.timeline)),
        }
    }

    /// Keeps what was left, if it can be come back to.
    pub(super) fn remember(&mut self, examples: Examples, before: Motion, what: What) {
        let Some(painting) = &self.painting else {
            return;
        };
        let after = self.motions.now();
        let left = Left {
            examples,
            before,
            after,
            what,
        };
        self.left.keep(left, |source| painting.remembers(source));
    }

    /// Goes back to points that were left. On an error nothing has changed.
    pub(super) fn come_back(&mut self, left: Left) -> Result<()> {
        let (examples, now) = (self.examples.clone(), self.motions.now());
        let what = match left.what {
            What::Changed(changed) => {
                let present = self.change(left.examples)?;
                self.put_back(*changed);
                What::Changed(present.into())
            }
            What::Ended(ended) => What::Ended(self.reopen(left.examples, *ended).into()),
            What::Forgotten(configs, seed) => {
                let models = contenders(configs.into_iter(), &left.examples.data, seed)?;
                let ended = Ended {
                    seed,
                    history: History::new(models.len()),
                    contenders: models,
                    timeline: None,
                };
                What::Ended(self.reopen(left.examples, ended).into())
            }
        };
        self.motions.set_back(left.before);
        self.remember(examples, now, what);
        Ok(())
    }

    /// A run that had ended goes on where it was; the one under way ends.
    fn reopen(&mut self, examples: Examples, ended: Ended) -> Ended {
        self.keep_run();
        let present = self.exchange(ended.contenders, ended.seed);
        self.examples = examples;
        self.history = ended.history;
        if let (Some(time), Some(timeline)) = (&mut self.time, ended.timeline) {
            time.timeline = timeline;
        }
        self.begin_run();
        present
    }

    /// Everything is again as it was before the points changed, which they are again.
    fn put_back(&mut self, changed: Changed) {
        for (contender, parted) in self.contenders.iter_mut().zip(changed.models) {
            contender.come_back(parted);
        }
        if let Some(history) = changed.history {
            self.history = history;
        }
        if let (Some(time), Some(then)) = (&mut self.time, changed.time) {
            time.timeline.put_back(then.tail);
            time.runs.go_on(then.under_way, then.ended);
            time.since = then.since;
            time.watch(&mut self.contenders);
        }
    }

    /// Models can go on only with examples of the shape they know.
    fn check_shape(&self, examples: &Examples) -> Result<()> {
        let (known, given) = (self.data().shape(), examples.data.shape());
        if given == known {
            return Ok(());
        }
        let what = format!(
            "The models here learn examples of {known}, and can't go on with examples of {given}"
        );
        Err(Error::Unsuitable { what })
    }

    /// Gives all models other examples of the same kind; returns what stood before. On an error nothing has changed.
    pub(super) fn change(&mut self, examples: Examples) -> Result<Changed> {
        self.check_shape(&examples)?;
        let first = |contender: &Contender| contender.trainer.first_on(&examples.data);
        let first: Vec<_> = self.contenders.iter().map(first).collect::<Result<_>>()?;
        let history = self.is_past().then(|| self.history.clone());
        let models = self.contenders.iter_mut().zip(&first);
        let models = models.map(|(contender, first)| contender.part(first.is_some()));
        let models = models.collect();
        let mut time = self.time.as_mut().map(|time| ChangedTime {
            under_way: time.runs.under_way().clone(),
            ended: Some(time.runs.number()),
            since: time.since,
            tail: time.timeline.part(),
        });
        self.resume();
        if let (Some(then), Some(time)) = (&mut time, &self.time) {
            then.ended.take_if(|number| *number == time.runs.number());
        }
        self.examples = examples;
        for (contender, first) in self.contenders.iter_mut().zip(first) {
            contender.set_data(&self.examples.data, first);
        }
        self.begin_run();
        Ok(Changed {
            models,
            history,
            time,
        })
    }
}
