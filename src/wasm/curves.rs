//! `Curves` for JavaScript: scores over time.

use js_sys::Float32Array;
use wasm_bindgen::prelude::*;

use super::race::Race;
use super::view;
use crate::error::Result;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = "
/** What a curve is of. */
export type Quantity = 'trainLoss' | 'heldOutLoss' | 'trainAccuracy' | 'heldOutAccuracy' | 'iterations' | 'epochs' | 'evaluations' | 'seconds';
";

/// The curves of a race, and of its earlier runs.
#[wasm_bindgen]
pub struct Curves;

#[wasm_bindgen]
impl Curves {
    /// View: x of the curves, in epochs.
    pub fn epochs(race: &Race) -> Float32Array {
        view::floats(race.core.history().epochs())
    }

    /// View: a curve of a model, as long as `epochs`; NaN where there is no score.
    pub fn of(
        race: &Race,
        model: usize,
        #[wasm_bindgen(unchecked_param_type = "Quantity")] quantity: &str,
    ) -> Result<Float32Array> {
        race.core.contender(model)?;
        Ok(view::floats(race.core.history().column(model, quantity)?))
    }

    /// View: a curve of a model in an earlier run.
    #[wasm_bindgen(js_name = ofRun)]
    pub fn of_run(
        race: &Race,
        run: u32,
        model: usize,
        #[wasm_bindgen(unchecked_param_type = "Quantity")] quantity: &str,
    ) -> Result<Float32Array> {
        let curves = &race.core.runs()?.get(run)?.curves;
        Ok(view::floats(curves.column(model, quantity)?))
    }
}
