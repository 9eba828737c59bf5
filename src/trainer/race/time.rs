//! What a race keeps of its time, where it keeps any: stopping rules, the past of the run under way, and earlier runs.

use crate::learning::stopping::StopRule;
use crate::trainer::contender::Contender;
use crate::trainer::runs::{Runs, Setting};
use crate::trainer::timeline::Timeline;

#[derive(Debug)]
pub struct Time {
    pub rules: Vec<StopRule>,
    pub timeline: Timeline,
    pub runs: Runs,
    /// Epochs done when the run under way began.
    pub since: f32,
}

impl Time {
    pub fn new(under_way: Setting) -> Self {
        Self {
            rules: Vec::new(),
            timeline: Timeline::default(),
            runs: Runs::new(under_way),
            since: 0.0,
        }
    }

    /// Every model is watched by these rules.
    pub fn watch(&self, contenders: &mut [Contender]) {
        let past = self.timeline.since_data(data_changes(contenders));
        for (index, contender) in contenders.iter_mut().enumerate() {
            contender.monitor.set_rules(&self.rules, past, index);
        }
    }
}

/// How often the data have changed, which is the same for all models.
pub fn data_changes(contenders: &[Contender]) -> u32 {
    let first = contenders.first();
    first.map_or(0, |contender| contender.trainer.terms().data)
}
