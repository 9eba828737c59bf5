//! What a race leaves behind when its points change or others take their place, so that taking that back brings it back.

use std::sync::Arc;

use super::contender::{Contender, Parted};
use super::examples::Examples;
use super::history::History;
use super::runs::Setting;
use super::settings::ModelConfig;
use super::timeline::{Tail, Timeline};
use crate::data::source::Source;

/// The most bytes that models and moments which were left may take together; the oldest are forgotten first.
const MOST_BYTES: usize = 32 << 20;

/// The most runs that are left whole.
const MOST_RUNS: usize = 2;

/// Points that were left, and all that stood then.
#[derive(Debug)]
pub struct Left {
    /// The points that were left, and where they come from.
    pub examples: Examples,
    /// When they were left, and what the time was then.
    pub before: Motion,
    /// What the time was once the models were without them.
    pub after: Motion,
    /// What became of their models.
    pub what: What,
}

/// Counts whatever moves a race on, so that it is known whether anything has since.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Motion(u64);

/// A clock of [`Motion`]s, which can be set back and never shows the same time for another moment.
#[derive(Debug, Default)]
pub struct Motions {
    now: Motion,
    last: u64,
}

/// What became of the models that learned the points.
#[derive(Debug)]
pub enum What {
    /// They went on with others.
    Changed(Box<Changed>),
    /// Their run ended.
    Ended(Box<Ended>),
    /// Their run ended long ago, and only what they were is known.
    Forgotten(Vec<ModelConfig>, u32),
}

/// What stood when models went on with other points.
#[derive(Debug)]
pub struct Changed {
    /// What each model was, in the order of the race.
    pub models: Vec<Parted>,
    /// The curves, where some of them was cut off.
    pub history: Option<History>,
    /// Its part of the timeline, where the race keeps time.
    pub time: Option<ChangedTime>,
}

/// The moment one looked at with those after it, and the run under way.
#[derive(Debug)]
pub struct ChangedTime {
    /// What was cut off the timeline.
    pub tail: Tail,
    /// What fixed the run that was under way.
    pub under_way: Setting,
    /// The run that ended with the change, if one did.
    pub ended: Option<u32>,
    /// Epochs done when that run began.
    pub since: f32,
}

/// A run that others have taken the place of.
#[derive(Debug)]
pub struct Ended {
    /// From which first weights and batches were drawn.
    pub seed: u32,
    /// Its models, with all their weights.
    pub contenders: Vec<Contender>,
    /// Their curves.
    pub history: History,
    /// Its past, where the race keeps time.
    pub timeline: Option<Timeline>,
}

impl Motions {
    /// What the clock shows.
    pub fn now(&self) -> Motion {
        self.now
    }

    /// Something moves on.
    pub fn tick(&mut self) {
        self.last += 1;
        self.now = Motion(self.last);
    }

    /// Everything is again as it was then.
    pub fn set_back(&mut self, then: Motion) {
        self.now = then;
    }
}

impl Left {
    fn is_of(&self, source: &Arc<Source>) -> bool {
        let own = self.examples.source.as_ref();
        own.is_some_and(|own| Arc::ptr_eq(own, source))
    }

    /// Bytes that it takes, but for whole runs, of which there are few.
    fn bytes(&self) -> usize {
        match &self.what {
            What::Changed(changed) => {
                let models: usize = changed.models.iter().map(Parted::bytes).sum();
                let time = changed.time.as_ref();
                models + time.map_or(0, |time| time.tail.bytes())
            }
            What::Ended(_) | What::Forgotten(..) => 0,
        }
    }

    /// Forgets the weights of a run, if it is one; returns whether it was.
    fn forget_weights(&mut self) -> bool {
        let What::Ended(ended) = &self.what else {
            return false;
        };
        let trainers = ended.contenders.iter().map(|contender| &contender.trainer);
        let configs = trainers.map(|trainer| trainer.config().clone()).collect();
        self.what = What::Forgotten(configs, ended.seed);
        true
    }
}

/// All that was left, the oldest first.
#[derive(Debug, Default)]
pub struct AllLeft(Vec<Left>);

impl AllLeft {
    /// What was left with these points: their run, or the models, where nothing has moved since.
    pub fn take(&mut self, source: &Arc<Source>, now: Motion) -> Option<Left> {
        let place = self.0.iter().position(|left| left.is_of(source))?;
        let left = self.0.remove(place);
        let changed = matches!(left.what, What::Changed(_));
        (!changed || left.after == now).then_some(left)
    }

    /// Keeps what was left, and only what can be come back to. Points on the way through a gesture can't: from those before them
    /// the gesture has only gone on. Where a run has ended, the models of those before are no more those that are there.
    pub fn keep(&mut self, left: Left, is_remembered: impl Fn(&Arc<Source>) -> bool) {
        let known = |left: &Left| left.examples.source.as_ref().is_some_and(&is_remembered);
        if let (true, Some(source)) = (known(&left), &left.examples.source) {
            self.0.retain(|earlier| !earlier.is_of(source)); // they were left anew
            self.0.push(left);
        } else if matches!(left.what, What::Changed(_)) {
            let on_the_way = |earlier: &&mut Left| earlier.after == left.before;
            let earlier = self.0.iter_mut().filter(on_the_way);
            earlier.for_each(|earlier| earlier.after = left.after);
        }
        self.0.retain(known);
        self.forget();
    }

    fn forget(&mut self) {
        let mut bytes: usize = self.0.iter().map(Left::bytes).sum();
        self.0.retain(|left| {
            let goes = bytes > MOST_BYTES && left.bytes() > 0;
            bytes -= if goes { left.bytes() } else { 0 };
            !goes
        });
        let newest_first = self.0.iter_mut().rev();
        let mut runs = newest_first.filter(|left| matches!(left.what, What::Ended(_)));
        runs.by_ref().take(MOST_RUNS).for_each(drop);
        runs.for_each(|left| {
            left.forget_weights();
        });
    }
}
