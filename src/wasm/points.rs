//! Points of one's own for JavaScript: painted into a `Race`, above and below a curve, or out of a table.

use wasm_bindgen::prelude::*;

use super::config::read;
use super::later::point_table::{PointTable, TableReport};
use super::race::Race;
use super::to_js::to_js;
use crate::data::source::Source;
use crate::data::tables::table::Chosen;
use crate::trainer::examples::Examples;
use crate::trainer::painting::Painting;
use crate::trainer::settings::ModelConfig;

/// Painting changes the points of the race, whatever they are, in gestures that end with `finishPainting`. Models learn the
/// changed points from the next `usePainted` on; their weights stay.
#[wasm_bindgen]
impl Race {
    /// Points above and below y = f(x), and the models that learn them.
    #[wasm_bindgen(js_name = beginAbove)]
    pub fn begin_above(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "AboveConfig")] config: JsValue,
        #[wasm_bindgen(unchecked_param_type = "ModelConfig[]")] models: JsValue,
    ) -> crate::error::Result<()> {
        self.begin_with(Source::Above(read(config)?), models)
    }

    /// Points out of a table, and the models that learn them.
    #[wasm_bindgen(js_name = beginTable, unchecked_return_type = "TableReport")]
    pub fn begin_table(
        &mut self,
        table: &PointTable,
        #[wasm_bindgen(unchecked_param_type = "Chosen")] config: JsValue,
        #[wasm_bindgen(unchecked_param_type = "ModelConfig[]")] models: JsValue,
    ) -> crate::error::Result<JsValue> {
        let chosen: Chosen = read(config)?;
        let found = table.0.points(chosen.columns)?;
        let report = TableReport {
            points: found.points.len(),
            skipped: found.skipped,
            left_out: found.left_out,
            classes: found.classes.clone(),
            range: found.range,
        };
        self.begin_with(Source::Table(table.0.own(found, &chosen)?), models)?;
        Ok(to_js(&report))
    }

    /// Whether there are training points of two classes at least, or with values; until then models wait.
    #[wasm_bindgen(getter)]
    pub fn teaches(&self) -> bool {
        self.core.data().teaches()
    }

    /// Puts the brush down, which leaves a point of the class `target`, or with this value.
    #[wasm_bindgen(js_name = beginPainting)]
    pub fn begin_painting(&mut self, x: f32, y: f32, target: f32) -> crate::error::Result<()> {
        self.core.painting_mut()?.begin([x, y], target)
    }

    /// Moves the brush in a straight line, which leaves points on its way.
    #[wasm_bindgen(js_name = extendPainting)]
    pub fn extend_painting(&mut self, x: f32, y: f32, target: f32) -> crate::error::Result<()> {
        self.core.painting_mut()?.extend([x, y], target)
    }

    /// Takes away the points within `radius`.
    #[wasm_bindgen(js_name = erasePoints)]
    pub fn erase_points(&mut self, x: f32, y: f32, radius: f32) -> crate::error::Result<()> {
        self.core.painting_mut()?.erase([x, y], radius)
    }

    /// Takes hold of the nearest point within `radius`; `false` where there is none.
    #[wasm_bindgen(js_name = grabPoint)]
    pub fn grab_point(&mut self, x: f32, y: f32, radius: f32) -> crate::error::Result<bool> {
        self.core.painting_mut()?.grab([x, y], radius)
    }

    /// Moves the point that is held.
    #[wasm_bindgen(js_name = dragPoint)]
    pub fn drag_point(&mut self, x: f32, y: f32) -> crate::error::Result<()> {
        self.core.painting_mut()?.drag([x, y])
    }

    /// Takes away all points.
    #[wasm_bindgen(js_name = clearPoints)]
    pub fn clear_points(&mut self) -> crate::error::Result<()> {
        self.core.painting_mut()?.clear()
    }

    /// Ends the gesture under way.
    #[wasm_bindgen(js_name = finishPainting)]
    pub fn finish_painting(&mut self) -> crate::error::Result<()> {
        self.core.painting_mut()?.finish();
        Ok(())
    }

    /// Takes back the gesture under way, as if it had never begun.
    #[wasm_bindgen(js_name = cancelPainting)]
    pub fn cancel_painting(&mut self) -> crate::error::Result<()> {
        self.core.painting_mut()?.cancel();
        Ok(())
    }

    /// Whether there is a gesture to take back.
    #[wasm_bindgen(getter, js_name = canUndoPainting)]
    pub fn can_undo_painting(&self) -> bool {
        self.core.painting().is_some_and(Painting::can_undo)
    }

    /// Whether there is a gesture to do again.
    #[wasm_bindgen(getter, js_name = canRedoPainting)]
    pub fn can_redo_painting(&self) -> bool {
        self.core.painting().is_some_and(Painting::can_redo)
    }

    /// Takes back the last gesture.
    #[wasm_bindgen(js_name = undoPainting)]
    pub fn undo_painting(&mut self) -> crate::error::Result<()> {
        self.core.painting_mut()?.undo()
    }

    /// Does again what was taken back last.
    #[wasm_bindgen(js_name = redoPainting)]
    pub fn redo_painting(&mut self) -> crate::error::Result<()> {
        self.core.painting_mut()?.redo()
    }

    /// The share of the points that is held out, 0 to 0.9. Each point keeps its draw.
    #[wasm_bindgen(js_name = holdOut)]
    pub fn hold_out(&mut self, share: f32) -> crate::error::Result<()> {
        self.core.painting_mut()?.hold_out(share)
    }

    /// Gives the models the points as they are now. Weights and iterations stay; for a class that has come or gone the output
    /// layers grow or shrink, and keep what they know of the others.
    #[wasm_bindgen(js_name = usePainted)]
    pub fn use_painted(&mut self) -> crate::error::Result<()> {
        self.learn_painted().map(|_| ())
    }
}

impl Race {
    fn begin_with(&mut self, source: Source, models: JsValue) -> crate::error::Result<()> {
        let models: Vec<ModelConfig> = read(models)?;
        self.core.begin(Examples::of(source)?, &models)?;
        self.make_room();
        Ok(())
    }
}
