//! `Painting` for JavaScript.

use wasm_bindgen::prelude::*;

use super::race::Race;
use crate::error::Result;
use crate::trainer::painting::Painting as Core;

/// The points of a race, whatever they are, to be painted on, in gestures that end with `finish`. Models learn the changed
/// points from the next `use` on; their weights stay.
#[wasm_bindgen]
#[derive(Default)]
pub struct Painting;

#[wasm_bindgen]
impl Painting {
    /// Nothing painted yet.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self
    }

    /// Puts the brush down, which leaves a point of the class `target`, or with this value.
    pub fn begin(&mut self, race: &mut Race, x: f32, y: f32, target: f32) -> Result<()> {
        race.core.painting_mut()?.begin([x, y], target)
    }

    /// Moves the brush in a straight line, which leaves points on its way.
    pub fn extend(&mut self, race: &mut Race, x: f32, y: f32, target: f32) -> Result<()> {
        race.core.painting_mut()?.extend([x, y], target)
    }

    /// Takes away the points within `radius`.
    pub fn erase(&mut self, race: &mut Race, x: f32, y: f32, radius: f32) -> Result<()> {
        race.core.painting_mut()?.erase([x, y], radius)
    }

    /// Takes hold of the nearest point within `radius`; `false` where there is none.
    pub fn grab(&mut self, race: &mut Race, x: f32, y: f32, radius: f32) -> Result<bool> {
        race.core.painting_mut()?.grab([x, y], radius)
    }

    /// Moves the point that is held.
    pub fn drag(&mut self, race: &mut Race, x: f32, y: f32) -> Result<()> {
        race.core.painting_mut()?.drag([x, y])
    }

    /// Takes away all points.
    pub fn clear(&mut self, race: &mut Race) -> Result<()> {
        race.core.painting_mut()?.clear()
    }

    /// Ends the gesture under way.
    pub fn finish(&mut self, race: &mut Race) -> Result<()> {
        race.core.painting_mut()?.finish();
        Ok(())
    }

    /// Takes back the gesture under way, as if it had never begun.
    pub fn cancel(&mut self, race: &mut Race) -> Result<()> {
        race.core.painting_mut()?.cancel();
        Ok(())
    }

    /// Whether there is a gesture to take back.
    #[wasm_bindgen(js_name = canUndo)]
    pub fn can_undo(&self, race: &Race) -> bool {
        race.core.painting().is_some_and(Core::can_undo)
    }

    /// Whether there is a gesture to do again.
    #[wasm_bindgen(js_name = canRedo)]
    pub fn can_redo(&self, race: &Race) -> bool {
        race.core.painting().is_some_and(Core::can_redo)
    }

    /// Takes back the last gesture.
    pub fn undo(&mut self, race: &mut Race) -> Result<()> {
        race.core.painting_mut()?.undo()
    }

    /// Does again what was taken back last.
    pub fn redo(&mut self, race: &mut Race) -> Result<()> {
        race.core.painting_mut()?.redo()
    }

    /// The share of the points that is held out, 0 to 0.9. Each point keeps its draw.
    #[wasm_bindgen(js_name = holdOut)]
    pub fn hold_out(&mut self, race: &mut Race, share: f32) -> Result<()> {
        race.core.painting_mut()?.hold_out(share)
    }

    /// Gives the models the points as they are now. Weights and iterations stay; for a class that has come or gone the output
    /// layers grow or shrink, and keep what they know of the others.
    #[wasm_bindgen(js_name = "use")]
    pub fn use_points(&mut self, race: &mut Race) -> Result<()> {
        race.core.use_painted().map(|_| ())
    }
}
