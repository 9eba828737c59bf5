//! A session: a lab with its run, as one safetensors file, so that Python opens it, too.
//!
//! | tensor | what |
//! | --- | --- |
//! | `run` | bytes: the [`super::run`] with optimiser state and timeline, from which it goes on to the last bit |
//! | `inputs` `[examples, 2]`, `classes` or `values` `[examples]` | the points; the first `train` of the settings are for training |
//! | `models.0.0.weight`, … | weights and biases of each model, as in [`safetensors`](super::safetensors) |
//! | `history.0.epochs`, `history.0.trainLoss`, … | the curves |
//!
//! Only `run` is read back; the others say the same for other tools. The metadata hold `gradual`, as JSON:
//!
//! ```text
//! {"gradual": 1, "kind": "session", "train": 280, "state": {"version": 1, "lab": "points", "recipe": { … }, "view": { … }}}
//! ```

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::run;
use super::safetensors::{Tensor, file, named, settings, tensors};
use crate::error::{Error, Result};
use crate::trainer::history::QUANTITIES;
use crate::trainer::race::Race;
use crate::trainer::session::Session;

/// The version that is written, and the newest that is read.
const VERSION: u32 = 1;

/// The name of the tensor with the run.
const RUN: &str = "run";

/// What the metadata call a session.
const KIND: &str = "session";

/// What the metadata say.
#[derive(Serialize, Deserialize)]
struct Kept {
    gradual: u32,
    kind: String,
    #[serde(default)]
    train: usize,
    /// How the page is built anew, as it says itself: in its own text, for its numbers are not read here.
    state: Box<RawValue>,
}

/// What a file holds.
///
/// ```
/// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
/// # let recipe = gradual::Recipe::new(gradual::Source::Set(points), vec![gradual::ModelConfig::default()], 1);
/// # let mut race = gradual::Race::from_recipe(&recipe)?;
/// use gradual::formats::session;
///
/// let opened = session::read(&session::write(&race, r#"{"lab":"points"}"#)?)?;
/// assert_eq!(opened.state, r#"{"lab":"points"}"#);
/// assert_eq!(opened.run.recipe, recipe);
/// # Ok::<(), gradual::Error>(())
/// ```
#[derive(Debug)]
pub struct Opened {
    /// How the page is built anew, as JSON.
    pub state: String,
    /// What fixes the run, and how far it has come.
    pub run: Session,
}

/// The file of a lab, of which the page says its `state` as JSON.
///
/// ```
/// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
/// # let recipe = gradual::Recipe::new(gradual::Source::Set(points), vec![gradual::ModelConfig::default()], 1);
/// # let mut race = gradual::Race::from_recipe(&recipe)?;
/// use gradual::formats::{safetensors, session};
///
/// let file = session::write(&race, "{}")?; // any JSON of one's own comes back with the run
/// let tensors = safetensors::tensors(&file)?;
/// assert_eq!(safetensors::floats(&tensors, "inputs")?, race.data().values());
/// let weights = safetensors::floats(&tensors, "models.0.0.weight")?;
/// assert_eq!(weights, race.contenders()[0].trainer.parameters()[..2]);
/// # Ok::<(), gradual::Error>(())
/// ```
pub fn write(race: &Race, state: &str) -> Result<Vec<u8>> {
    write_run(race, &race.session()?, state)
}

/// The same without the moments that one could go back to: small enough to be written again and again.
pub fn write_light(race: &Race, state: &str) -> Result<Vec<u8>> {
    let mut session = race.session()?;
    session.progress.forget_past();
    write_run(race, &session, state)
}

fn write_run(race: &Race, session: &Session, state: &str) -> Result<Vec<u8>> {
    let run = run::write(session)?;
    let kept = Kept {
        gradual: VERSION,
        kind: KIND.into(),
        train: race.data().train_count(),
        state: compact(state).map_err(unclear)?,
    };
    let mut all = examples(race);
    for (index, contender) in race.contenders().iter().enumerate() {
        let prefix = format!("models.{index}.");
        all.extend(named(&contender.trainer.model(), &prefix));
    }
    all.extend(history(race)?);
    all.push((RUN.into(), Tensor::bytes(run)));
    Ok(file(&all, &serde_json::to_string(&kept).map_err(unclear)?))
}

/// The lab of a file.
///
/// ```
/// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
/// # let recipe = gradual::Recipe::new(gradual::Source::Set(points), vec![gradual::ModelConfig::default()], 1);
/// # let mut race = gradual::Race::from_recipe(&recipe)?;
/// use gradual::Race;
/// use gradual::formats::session;
///
/// race.step(10)?;
/// let opened = session::read(&session::write(&race, "{}")?)?;
/// let mut again = Race::from_recipe(&opened.run.recipe)?;
/// again.open(opened.run)?;
/// assert_eq!(again.contenders()[0].trainer.iteration(), 10);
/// # Ok::<(), gradual::Error>(())
/// ```
pub fn read(bytes: &[u8]) -> Result<Opened> {
    let tensors = tensors(bytes).map_err(|error| refused(error.to_string()))?;
    let kept = settings(bytes)
        .ok_or_else(|| refused("the file is one of tensors, but of no session".into()))?;
    let kept: Kept = serde_json::from_str(&kept)
        .map_err(|_| refused("the file is one of a network, and no session".into()))?;
    if kept.gradual > VERSION {
        let version = kept.gradual;
        return Err(refused(format!(
            "it is of version {version}, and this page reads version {VERSION}"
        )));
    }
    let run = tensors
        .tensor(RUN)
        .map_err(|_| refused("the file lacks its run".into()))?;
    Ok(Opened {
        state: kept.state.get().into(),
        run: run::read(run.data())?,
    })
}

/// Whether metadata are those of a session.
///
/// ```
/// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
/// # let recipe = gradual::Recipe::new(gradual::Source::Set(points), vec![gradual::ModelConfig::default()], 1);
/// # let mut race = gradual::Race::from_recipe(&recipe)?;
/// # let kept = gradual::formats::kept::Kept::of(&race.contenders()[0], vec!["a".into(), "b".into()], "x₁, x₂", 1);
/// use gradual::formats::{safetensors, session};
///
/// let model = race.contenders()[0].trainer.model();
/// let files = [session::write(&race, "{}")?, safetensors::write(model, &kept)];
/// let are = files.map(|file| session::is_of(&safetensors::settings(&file).unwrap()));
/// assert_eq!(are, [true, false]); // the other is the file of a network
/// # Ok::<(), gradual::Error>(())
/// ```
pub fn is_of(settings: &str) -> bool {
    serde_json::from_str::<Kept>(settings).is_ok_and(|kept| kept.kind == KIND)
}

/// Points, whose first ones are for training; pictures are too many.
fn examples(race: &Race) -> Vec<(String, Tensor)> {
    let data = race.data();
    let Some(points) = data.points() else {
        return Vec::new();
    };
    let inputs = Tensor::floats(vec![points.len(), 2], points.as_flattened().to_vec());
    let targets = match data.is_regression() {
        true => (
            "values",
            Tensor::floats(vec![data.targets().len()], data.targets().to_vec()),
        ),
        false => ("classes", Tensor::bytes(data.labels().to_vec())),
    };
    vec![("inputs".into(), inputs), (targets.0.into(), targets.1)]
}

fn history(race: &Race) -> Result<Vec<(String, Tensor)>> {
    let mut columns = Vec::new();
    for model in 0..race.contenders().len() {
        for quantity in QUANTITIES {
            let column = race.history().column(model, quantity)?.to_vec();
            let name = format!("history.{model}.{quantity}");
            columns.push((name, Tensor::floats(vec![column.len()], column)));
        }
    }
    Ok(columns)
}

/// JSON without the space between its words.
fn compact(json: &str) -> serde_json::Result<Box<RawValue>> {
    let whole: &RawValue = serde_json::from_str(json)?;
    let (mut quoted, mut escaped) = (false, false);
    let stays = |letter: &char| {
        let is_space = !quoted && letter.is_ascii_whitespace();
        quoted ^= *letter == '"' && !escaped;
        escaped = quoted && *letter == '\\' && !escaped;
        !is_space
    };
    RawValue::from_string(whole.get().chars().filter(stays).collect())
}

fn unclear(error: serde_json::Error) -> Error {
    refused(format!("its settings are unclear: {error}"))
}

fn refused(problem: String) -> Error {
    let problem = problem.trim_end_matches('.').to_string();
    Error::Session { problem }
}
