//! How far one model of a race has come: what is kept of it beside its settings.

use serde::{Deserialize, Serialize};

use super::monitor::Monitor;
use super::path::Path;
use super::saved::Saved;
use super::sweep::Scores;

/// Its state, the way there, and what was noted of it.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ModelProgress {
    pub(super) saved: Saved,
    pub(super) path: Path,
    pub(super) scores: Scores,
    pub(super) monitor: Monitor,
}
