//! How far one model of a race has come: what is kept of it beside its settings.

use serde::{Deserialize, Serialize};

use super::monitor::Monitor;
use super::path::Path;
use super::runs::Start;
use super::saved::Saved;
use super::sweep::Scores;

/// Its state, the way there, and what was noted of it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ModelProgress {
    pub(super) saved: Saved,
    pub(super) path: Path,
    pub(super) scores: Scores,
    pub(super) monitor: Monitor,
}

impl ModelProgress {
    /// As if its run began here.
    pub(super) fn begin_here(&mut self) {
        let here = &self.saved.state.parameters;
        self.saved.first_parameters.clone_from(here);
        self.path = Path::new(here.len());
        self.path.begin(here);
    }

    /// Has the network of `fresh`, and no scores, where it is one of another size.
    pub(super) fn renew(&mut self, fresh: &Self) {
        if self.saved.renew(&fresh.saved) {
            self.path = fresh.path.clone();
            self.scores = Scores::default();
        }
    }

    /// Where a run begins that begins here.
    pub(super) fn start(&self) -> Start {
        Start {
            saved: self.saved.clone(),
            monitor: self.monitor.clone(),
        }
    }
}
