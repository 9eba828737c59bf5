//! `Files` for JavaScript: runs, sessions and networks as bytes and text.

use wasm_bindgen::prelude::*;

use crate::error::{Error, Result};
use crate::formats::code::{self, Tool};
use crate::formats::kept::Kept;
use crate::formats::{onnx, run, safetensors, session, tables};
use crate::trainer::contender::Contender;
use crate::wasm::race::Race;

/// What can be taken away from a race, and brought back to one. A file that is damaged, foreign or of the future is an error
/// that says so, and leaves the race as it was.
#[wasm_bindgen]
pub struct Files;

#[wasm_bindgen]
impl Files {
    /// The run under way as if it began here: with optimiser state, without past and curves. It goes on with the same bits.
    pub fn run(race: &Race) -> Result<Vec<u8>> {
        let mut session = race.core.session()?;
        session.progress.begin_here();
        run::write(&session)
    }

    /// Goes on with a run of [`Self::run`] or of a session.
    #[wasm_bindgen(js_name = openRun)]
    pub fn open_run(race: &mut Race, bytes: &[u8]) -> Result<()> {
        race.core.open(run::read(bytes)?)
    }

    /// A session: the race with all it keeps of its run, and what the page says of itself as JSON.
    pub fn session(race: &Race, state: &str) -> Result<Vec<u8>> {
        session::write(&race.core, state)
    }

    /// The same without the moments that one could go back to: small enough to be kept again and again.
    #[wasm_bindgen(js_name = lightSession)]
    pub fn light_session(race: &Race, state: &str) -> Result<Vec<u8>> {
        session::write_light(&race.core, state)
    }

    /// What the page said of itself in a session.
    #[wasm_bindgen(js_name = stateOf)]
    pub fn state_of(session: &[u8]) -> Result<String> {
        session::read(session).map(|opened| opened.state)
    }

    /// Goes on with the run of a session.
    #[wasm_bindgen(js_name = openSession)]
    pub fn open_session(race: &mut Race, session: &[u8]) -> Result<()> {
        race.core.open(session::read(session)?.run)
    }

    /// A model as safetensors. `classes` name its outputs, and `input` says what goes in.
    pub fn safetensors(
        race: &Race,
        model: usize,
        classes: Vec<String>,
        input: &str,
    ) -> Result<Vec<u8>> {
        let (contender, kept) = kept(race, model, classes, input)?;
        Ok(safetensors::write(contender.trainer.model(), &kept))
    }

    /// A model as ONNX.
    pub fn onnx(race: &Race, model: usize, classes: Vec<String>, input: &str) -> Result<Vec<u8>> {
        let (contender, kept) = kept(race, model, classes, input)?;
        Ok(onnx::write(contender.trainer.model(), &kept))
    }

    /// A model as a program: `tool` is "numpy", "pytorch" or "keras".
    pub fn code(
        race: &Race,
        model: usize,
        classes: Vec<String>,
        input: &str,
        tool: &str,
    ) -> Result<String> {
        let (contender, kept) = kept(race, model, classes, input)?;
        Ok(code::write(
            Tool::named(tool)?,
            &contender.trainer.model(),
            &kept,
        ))
    }

    /// The name of the file that a model's programs read their weights from; `undefined` where they hold them.
    #[wasm_bindgen(js_name = besideCode)]
    pub fn beside_code(race: &Race, model: usize) -> Result<Option<String>> {
        let model = race.model(model)?;
        Ok(code::needs_file(&model).then(|| code::WEIGHTS.into()))
    }

    /// A table as comma-separated values: "points", "predictions", "history", or "confusion", which is of one model.
    pub fn table(race: &Race, kind: &str, model: usize, labels: Vec<String>) -> Result<String> {
        match kind {
            "points" => tables::points(&race.core, &labels),
            "predictions" => tables::predictions(&race.core, &labels),
            "history" => tables::history(&race.core),
            "confusion" => tables::confusion(&race.core, model, &labels),
            _ => Err(Error::Configuration {
                field: "table".into(),
                problem: format!("{kind} is none of points, predictions, history and confusion"),
            }),
        }
    }

    /// Gives a model the layers and weights of a file, safetensors or ONNX; all models restart.
    #[wasm_bindgen(js_name = openNetwork)]
    pub fn open_network(race: &mut Race, model: usize, file: &[u8]) -> Result<()> {
        let trainer = &race.core.contender(model)?.trainer;
        let carried = match is_safetensors(file) {
            true => safetensors::read(file, trainer.network(), &trainer.hidden()),
            false => onnx::read(file),
        }?;
        race.core.take_network(model, &carried)
    }

    /// What a file holds by its first bytes: "session", "network", or nothing that can be opened.
    pub fn kind(file: &[u8]) -> Result<String> {
        let refused = |why: &str| {
            let what = format!("This file can't be opened: {why}");
            Err(Error::Unsuitable { what })
        };
        match file {
            _ if is_safetensors(file) => match safetensors::settings(file) {
                _ if safetensors::tensors(file).is_err() => refused("it is damaged or incomplete"),
                Some(settings) if session::is_of(&settings) => Ok("session".into()),
                _ => Ok("network".into()),
            },
            // A message of protobuf whose first field is the version of ONNX's representation.
            [0x08, 1..=0x40, ..] => Ok("network".into()),
            _ => refused("it is no session of this page, and no network as safetensors or ONNX"),
        }
    }
}

/// The length of a header in eight bytes, and its bracket.
fn is_safetensors(file: &[u8]) -> bool {
    file.get(8) == Some(&b'{') && file[5..8] == [0; 3]
}

fn kept<'a>(
    race: &'a Race,
    model: usize,
    classes: Vec<String>,
    input: &str,
) -> Result<(&'a Contender, Kept)> {
    let contender = race.core.contender(model)?;
    let kept = Kept::of(contender, classes, input, race.core.seed());
    Ok((contender, kept))
}
