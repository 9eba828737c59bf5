//! The past of a run: moments that one can go back to, in bounded memory.
//!
//! Every scored moment is offered. Where the past is full, every second moment goes, and from then on every second one is
//! kept; the newest is always there, so that the present is the end of the timeline.

use serde::{Deserialize, Serialize};

use super::contender::Contender;
use super::moment::{Moment, Snapshot};
use super::state::MOST_COUNTED;

/// The most moments.
pub const MOST_MOMENTS: usize = 1024;

/// The most bytes that all moments together may take, but for the first and the last.
pub const MOST_BYTES: usize = 32 << 20;

/// Moments from the start of a run to its present, and where one looks.
///
/// ```
/// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
/// # let recipe = gradual::Recipe::new(gradual::Source::Set(points), vec![gradual::ModelConfig::default()], 1);
/// # let mut race = gradual::Race::from_recipe(&recipe)?;
/// race.keep_time();
/// for _ in 0..3 {
///     race.step_epoch();
///     race.evaluate(usize::MAX);
/// }
/// race.seek(1)?;
/// let timeline = race.timeline()?;
/// assert_eq!((timeline.at(), timeline.moments().len()), (Some(1), 3));
/// # Ok::<(), gradual::Error>(())
/// ```
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Timeline {
    moments: Vec<Moment>,
    /// Moments thrown away, whose memory can be used again.
    #[serde(skip)]
    spare: Vec<Moment>,
    /// One in `stride` offers is kept.
    stride: usize,
    offers: usize,
    /// The moment one looks at; `None` is the present.
    at: Option<usize>,
    /// How often the run has turned, which makes its newest moment past.
    turns: usize,
}

/// The end of a past: the moment that one looks at, and those after it.
#[derive(Debug)]
pub struct Tail {
    at: Option<usize>,
    offers: usize,
    turns: usize,
    now: Option<Moment>,
    later: Vec<Moment>,
}

impl Tail {
    /// Bytes that it takes.
    pub fn bytes(&self) -> usize {
        self.now.iter().chain(&self.later).map(Moment::bytes).sum()
    }
}

impl Default for Timeline {
    /// An empty past.
    fn default() -> Self {
        Self {
            moments: Vec::new(),
            spare: Vec::new(),
            stride: 1,
            offers: 0,
            at: None,
            turns: 0,
        }
    }
}

impl Timeline {
    /// From the start of the run to its newest scored moment.
    pub fn moments(&self) -> &[Moment] {
        &self.moments
    }

    /// The moment one looks at; `None` is the present.
    pub fn at(&self) -> Option<usize> {
        self.at
    }

    /// Whether it can be the past of these models.
    pub(super) fn is_of(&self, contenders: &[Contender]) -> bool {
        let last = self.moments.len().saturating_sub(1);
        let placed = last <= MOST_MOMENTS && self.at.is_none_or(|at| at < last);
        let most = self.stride.max(self.offers).max(self.turns) as u64;
        let counted = self.stride.is_power_of_two() && most <= MOST_COUNTED;
        let sound = |moment: &Moment| moment.offer < self.offers && can_be_of(moment, contenders);
        placed && counted && self.moments.iter().all(sound)
    }

    /// Forgets all but the present.
    pub fn forget_past(&mut self) {
        if self.at.is_none() {
            self.moments.drain(..self.moments.len().saturating_sub(1));
        }
    }

    /// Forgets the run.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// Writes down the present, in place of what was written last where no model has moved since.
    pub fn offer(&mut self, contenders: &[Contender]) {
        let same = self
            .moments
            .last()
            .is_some_and(|last| is_of(last, contenders));
        if !same {
            self.make_room();
            self.moments.push(self.spare.pop().unwrap_or_default());
        }
        if let Some(newest) = self.moments.last_mut() {
            copy(contenders, newest);
            newest.turns = self.turns;
            if !same {
                newest.offer = self.offers;
                self.offers += 1;
            }
        }
    }

    /// Whether the newest moment is the present of these models.
    pub fn ends_with(&self, contenders: &[Contender]) -> bool {
        let newest = self.moments.last();
        newest.is_some_and(|last| last.turns == self.turns && is_of(last, contenders))
    }

    /// Settings, data or weights were changed, and the run goes another way from here on.
    pub fn turn(&mut self) {
        self.turns += 1;
    }

    /// Whether the run has turned since the moment one looks at.
    pub fn has_turned(&self) -> bool {
        let turned = |at: usize| self.moments[at].turns != self.turns;
        self.at.is_some_and(turned)
    }

    /// The moments since the data last changed, which they have `changes` times: only their scores can be compared.
    pub fn since_data(&self, changes: u32) -> &[Moment] {
        let before = |moment: &Moment| moment.data_changes() != changes;
        &self.moments[self.moments.partition_point(before)..]
    }

    /// Forgets a model.
    pub fn remove(&mut self, model: usize) {
        for moment in &mut self.moments {
            moment.models.remove(model);
        }
        self.spare.clear();
    }

    /// Lets go of the newest moment if it was only to be there until the next; thins the past when it is full.
    fn make_room(&mut self) {
        let Some(newest) = self.moments.last() else {
            return;
        };
        let room = (MOST_BYTES / newest.bytes().max(1)).clamp(2, MOST_MOMENTS);
        if !newest.offer.is_multiple_of(self.stride) {
            self.spare.extend(self.moments.pop());
        } else if self.moments.len() >= room {
            self.thin();
        }
    }

    fn thin(&mut self) {
        self.stride *= 2;
        let mut kept = 0;
        for i in 0..self.moments.len() {
            if self.moments[i].offer.is_multiple_of(self.stride) {
                self.moments.swap(kept, i);
                kept += 1;
            }
        }
        self.spare.extend(self.moments.drain(kept..));
    }

    /// Looks at a moment, or at the last, which is the present, if there are fewer; returns it.
    pub fn look(&mut self, moment: usize) -> Option<&Moment> {
        let last = self.moments.len().checked_sub(1)?;
        self.at = (moment < last).then_some(moment);
        self.moments.get(moment.min(last))
    }

    /// Makes the moment one looks at the present: what came after it is gone. Returns whether one looked at the past.
    pub fn drop_future(&mut self) -> bool {
        let Some(at) = self.at.take() else {
            return false;
        };
        self.spare.extend(self.moments.drain(at + 1..));
        self.offers = self.moments[at].offer + 1;
        true
    }

    /// Gives away the moments after the one that one looks at, with a copy of that: the present as it is now.
    pub fn part(&mut self) -> Tail {
        let count = self.at.map_or(self.moments.len(), |at| at + 1);
        let later = self.moments.split_off(count);
        Tail {
            at: self.at,
            offers: self.offers,
            turns: self.turns,
            now: self.moments.last().cloned(),
            later,
        }
    }

    /// Takes back what it has given away; no model may have moved since.
    pub fn put_back(&mut self, tail: Tail) {
        self.moments.pop();
        self.moments.extend(tail.now);
        self.moments.extend(tail.later);
        (self.at, self.offers, self.turns) = (tail.at, tail.offers, tail.turns);
    }

    /// Bytes of all moments, used or spare.
    pub fn bytes(&self) -> usize {
        self.moments
            .iter()
            .chain(&self.spare)
            .map(Moment::bytes)
            .sum()
    }
}

/// Writes the present of all models into `moment`.
fn copy(contenders: &[Contender], moment: &mut Moment) {
    moment
        .models
        .resize_with(contenders.len(), Snapshot::default);
    for (snapshot, contender) in moment.models.iter_mut().zip(contenders) {
        contender.copy_to(snapshot);
    }
}

/// Whether no model has moved since.
fn is_of(moment: &Moment, contenders: &[Contender]) -> bool {
    let trainers = contenders.iter().map(|contender| &contender.trainer);
    let then = moment.models.iter().map(|model| model.state.iteration());
    then.eq(trainers.map(|trainer| trainer.iteration()))
}

/// Whether these models can have been so.
fn can_be_of(moment: &Moment, contenders: &[Contender]) -> bool {
    let sound = |(model, contender): (&Snapshot, &Contender)| {
        let parameters = model.state.parameters().len();
        contender.trainer.could_have(parameters)
            && model.state.is_of(parameters)
            && model.scores.are_finite()
    };
    let mut pairs = moment.models.iter().zip(contenders);
    moment.models.len() == contenders.len() && pairs.all(sound)
}
