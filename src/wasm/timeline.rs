//! `Timeline` for JavaScript.

use serde::Serialize;
use tsify::Tsify;
use wasm_bindgen::prelude::*;

use super::race::Race;
use super::to_js::to_js;
use crate::error::Result;
use crate::trainer::moment::Moment;

/// The past of a run, and where one looks.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct Past {
    /// How many moments there are; the last one is the present.
    pub moments: usize,
    /// The moment one looks at.
    pub at: usize,
    /// Epochs done at that moment, and at the present.
    pub epochs: f64,
    pub now: f64,
    /// Whether settings of a model, or the points, have changed since: they stay as they are now.
    pub settings_changed: bool,
    pub data_changed: bool,
}

/// The past of a race, in which one can go back.
#[wasm_bindgen]
pub struct Timeline;

#[wasm_bindgen]
impl Timeline {
    /// The race keeps a timeline, stopping rules and earlier runs from now on.
    pub fn keep(race: &mut Race) {
        race.core.keep_time();
    }

    /// The past of the run, and where one looks.
    #[wasm_bindgen(unchecked_return_type = "Past")]
    pub fn past(race: &Race) -> Result<JsValue> {
        let timeline = race.core.timeline()?;
        let moments = timeline.moments();
        let at = timeline.at().unwrap_or(moments.len().saturating_sub(1));
        let epochs = |moment: Option<&Moment>| moment.map_or(0.0, Moment::epochs);
        let [settings_changed, data_changed] = race.core.changed_since()?;
        Ok(to_js(&Past {
            moments: moments.len(),
            at,
            epochs: epochs(moments.get(at)),
            now: epochs(moments.last()),
            settings_changed,
            data_changed,
        }))
    }

    /// Goes to a moment of the past, the last of which is the present: weights and scores are those of then, points and
    /// settings those of now. Training goes on from there; what came after is gone as soon as it does.
    pub fn seek(race: &mut Race, moment: usize) -> Result<()> {
        race.core.seek(moment)
    }

    /// Makes the moment one looks at the present: what came after it is gone.
    pub fn resume(race: &mut Race) {
        race.core.resume();
    }
}
