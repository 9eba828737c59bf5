//! A session: the recipe of a run, and all that training has moved since. Read back, the run goes on with the same bits.

use serde::{Deserialize, Serialize};

use super::contender::Contender;
use super::history::History;
use super::model_progress::ModelProgress;
use super::recipe::Recipe;
use super::runs::Start;
use super::timeline::Timeline;

/// What fixes a run, and how far it has come.
///
/// ```
/// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
/// # let recipe = gradual::Recipe::new(gradual::Source::Set(points), vec![gradual::ModelConfig::default()], 1);
/// # let mut race = gradual::Race::from_recipe(&recipe)?;
/// race.step(10)?;
/// let mut session = race.session()?;
/// session.progress.begin_here(); // without its past
/// race.open(session)?;
/// race.restart();
/// assert_eq!(race.contenders()[0].trainer.iteration(), 0);
/// # Ok::<(), gradual::Error>(())
/// ```
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Session {
    /// What fixes the run.
    pub recipe: Recipe,
    /// How far it has come.
    pub progress: Progress,
}

/// All that training has moved in a race. How long it took is no part of it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Progress {
    pub(super) models: Vec<ModelProgress>,
    pub(super) curves: History,
    /// What the race keeps of its time, where it keeps any.
    pub(super) time: Option<TimeProgress>,
}

/// The past of the run under way.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TimeProgress {
    pub(super) timeline: Timeline,
    /// Where every model began.
    pub(super) start: Vec<Start>,
    /// Epochs done then.
    pub(super) since: f32,
}

impl Progress {
    /// Without the moments that one could go back to, which are most of it; one who looks at the past keeps them.
    pub fn forget_past(&mut self) {
        if let Some(time) = &mut self.time {
            time.timeline.forget_past();
        }
    }

    /// Models that are fitted at once are another network in older files: they have that of `models`, fitted to the same data.
    pub(super) fn renew(&mut self, models: &[Contender]) {
        let starts = self
            .time
            .iter_mut()
            .flat_map(|time| time.start.iter_mut().zip(models));
        for (start, model) in starts.filter(|(_, model)| model.is_fitted_at_once()) {
            start.saved.renew(&model.start().saved);
        }
        for (progress, model) in self.models.iter_mut().zip(models) {
            if model.is_fitted_at_once() {
                progress.renew(&model.progress());
            }
        }
    }

    /// As if the run began here: without its past and its curves, which are most of it, and with a restart that comes back here.
    /// It goes on with the same bits.
    pub fn begin_here(&mut self) {
        self.curves = History::new(self.models.len());
        self.models.iter_mut().for_each(ModelProgress::begin_here);
        let models = self.models.iter();
        let epochs = models.clone().map(|model| model.scores.epochs);
        if let Some(time) = &mut self.time {
            time.timeline.clear();
            time.start = models.map(ModelProgress::start).collect();
            time.since = epochs.fold(0.0, f64::max) as f32;
        }
    }
}
