//! `Runs` for JavaScript.

use serde::Serialize;
use tsify::Tsify;
use wasm_bindgen::prelude::*;

use crate::error::Result;
use crate::trainer::run_names::describe;
use crate::trainer::runs::{Run, Setting};
use crate::wasm::race::Race;
use crate::wasm::to_js::to_js;

/// A run that has ended.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct EarlierRun {
    pub number: u32,
    /// What tells it from the other runs, such as "η 0.1, Adam"; empty where nothing does.
    pub name: String,
    /// All its settings in words.
    pub settings: String,
    pub models: usize,
    /// Where it ended, in epochs.
    pub epochs: f32,
    /// Whether it learned the points that the run under way learns: else their losses can't be compared.
    pub same_points: bool,
}

/// Earlier runs, and the one under way.
#[derive(Serialize, Tsify)]
pub struct AllRuns {
    pub ended: Vec<EarlierRun>,
    /// The number and the name of the run under way.
    pub number: u32,
    pub name: String,
}

/// Earlier runs of a race.
#[wasm_bindgen]
pub struct Runs;

#[wasm_bindgen]
impl Runs {
    /// Earlier runs, and the one under way.
    #[wasm_bindgen(unchecked_return_type = "AllRuns")]
    pub fn all(race: &Race) -> Result<JsValue> {
        let (runs, mut names) = (race.core.runs()?, race.core.run_names()?);
        let name = names.pop().unwrap_or_default();
        let ended = runs.ended().iter().zip(names);
        Ok(to_js(&AllRuns {
            ended: ended
                .map(|(run, name)| earlier(run, name, runs.under_way()))
                .collect(),
            number: runs.number(),
            name,
        }))
    }

    /// Forgets an earlier run.
    pub fn forget(race: &mut Race, run: u32) -> Result<()> {
        race.core.forget_run(run)
    }

    /// Sets everything up as it was when an earlier run began; the same steps then give the same bits.
    pub fn replay(race: &mut Race, run: u32) -> Result<()> {
        race.core.replay(run)
    }
}

fn earlier(run: &Run, name: String, under_way: &Setting) -> EarlierRun {
    EarlierRun {
        number: run.number,
        name,
        settings: describe(&run.setting),
        models: run.setting.configs.len(),
        epochs: run.curves.epochs().last().copied().unwrap_or(0.0),
        same_points: run.setting.has_points_of(under_way),
    }
}
