//! A digest of all that an operation could have changed.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

use gradual::data::dataset::Dataset;
use gradual::trainer::contender::Contender;
use gradual::trainer::history::{History, QUANTITIES};
use gradual::trainer::race::Race;
use gradual::trainer::state::State;

use crate::lab::Lab;
use crate::operation::Operation;

/// Parts with a digest each, so that one sees what has changed.
#[derive(Default)]
pub struct Digest(Vec<(String, u64)>);

impl Digest {
    pub fn of(lab: &Lab) -> Self {
        let race = &lab.race;
        let mut parts = vec![
            ("the data".into(), data(race.data())),
            ("the seed".into(), race.seed().into()),
            (
                "the curves".into(),
                history(race.history(), race.contenders().len()),
            ),
            ("the past".into(), past(race)),
            ("the earlier runs".into(), runs(race)),
            ("the rules".into(), hash(&format!("{:?}", race.rules()))),
            ("the painted points".into(), painted(race)),
        ];
        for (number, contender) in race.contenders().iter().enumerate() {
            parts.push((
                format!("the settings of model {number}"),
                settings(contender),
            ));
            parts.push((
                format!("the progress of model {number}"),
                progress(contender),
            ));
            parts.push((format!("the scores of model {number}"), scores(contender)));
        }
        Self(parts)
    }

    /// Panics where anything has changed, and says what.
    pub fn assert_same(&self, after: &Self, operation: &Operation) {
        let pairs = self.0.iter().zip(&after.0);
        let changed: Vec<&str> = pairs
            .filter(|(a, b)| a != b)
            .map(|((name, _), _)| name.as_str())
            .collect();
        assert!(
            changed.is_empty() && self.0.len() == after.0.len(),
            "{operation:?} has changed {}",
            changed.join(", ")
        );
    }
}

fn hash(value: &(impl Hash + ?Sized)) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

fn bits(values: &[f32]) -> Vec<u32> {
    values.iter().map(|value| value.to_bits()).collect()
}

fn data(data: &Dataset) -> u64 {
    let sizes = [
        data.count(),
        data.train_count(),
        data.classes(),
        data.outputs(),
    ];
    hash(&(
        sizes,
        bits(data.values()),
        data.labels(),
        bits(data.targets()),
    ))
}

fn history(history: &History, models: usize) -> u64 {
    let columns =
        (0..models).flat_map(|model| QUANTITIES.map(|quantity| history.column(model, quantity)));
    let columns: Vec<_> = columns.flatten().map(bits).collect();
    hash(&(bits(history.epochs()), columns))
}

fn past(race: &Race) -> u64 {
    let Ok(timeline) = race.timeline() else {
        return 0;
    };
    let moments = timeline.moments().iter();
    let models = moments.flat_map(|moment| &moment.models);
    let models: Vec<_> = models.map(|one| written(&one.state)).collect();
    hash(&(timeline.at(), models))
}

fn runs(race: &Race) -> u64 {
    let Ok(runs) = race.runs() else { return 0 };
    let ended: Vec<_> = runs
        .ended()
        .iter()
        .map(|run| (run.number, bits(run.curves.epochs())))
        .collect();
    hash(&(runs.number(), ended))
}

/// The points as they are painted.
fn painted(race: &Race) -> u64 {
    let Some(painting) = race.painting() else {
        return 0;
    };
    let points = format!("{:?}", painting.source());
    hash(&(points, painting.can_undo(), painting.can_redo()))
}

fn settings(contender: &Contender) -> u64 {
    hash(&format!("{:?}", contender.trainer.config()))
}

fn progress(contender: &Contender) -> u64 {
    let trainer = &contender.trainer;
    let way = trainer.path().iterations();
    hash(&(written(trainer.state()), trainer.next_examples(), way))
}

/// A state as it is written down: its parameters, what the optimiser remembers, and its place in the data.
fn written(state: &State) -> String {
    serde_json::to_string(state).expect("a state can be written down")
}

fn scores(contender: &Contender) -> u64 {
    let best = contender.monitor.best();
    let flags: Vec<_> = contender
        .monitor
        .watches()
        .iter()
        .map(|watch| watch.flag())
        .collect();
    hash(&format!(
        "{:?} {:?} {:?} {flags:?}",
        contender.scores,
        best.loss(),
        bits(&best.parameters)
    ))
}
