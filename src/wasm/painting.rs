//! `Painting` for JavaScript.

use wasm_bindgen::prelude::*;

use super::race::Race;
use crate::error::Result;
use crate::trainer::painting::Painting as Core;

/// The points of a race, whatever they are, to be painted on, in gestures that end with `finish`. Models learn the changed
/// points from the next `use` on; their weights stay. What was painted is part of the race, as is what can be undone.
#[wasm_bindgen]
pub struct Painting;

#[wasm_bindgen]
impl Painting {
    /// Puts the brush down, which leaves a point of the class `target`, or with this value.
    pub fn begin(race: &mut Race, x: f32, y: f32, target: f32) -> Result<()> {
        race.core.painting_mut()?.begin([x, y], target)
    }

    /// Moves the brush in a straight line, which leaves points on its way.
    pub fn extend(race: &mut Race, x: f32, y: f32, target: f32) -> Result<()> {
        race.core.painting_mut()?.extend([x, y], target)
    }

    /// Takes away the points within `radius`.
    pub fn erase(race: &mut Race, x: f32, y: f32, radius: f32) -> Result<()> {
        race.core.painting_mut()?.erase([x, y], radius)
    }

    /// Takes hold of the nearest point within `radius`; `false` where there is none.
    pub fn grab(race: &mut Race, x: f32, y: f32, radius: f32) -> Result<bool> {
        race.core.painting_mut()?.grab([x, y], radius)
    }

    /// Moves the point that is held.
    pub fn drag(race: &mut Race, x: f32, y: f32) -> Result<()> {
        race.core.painting_mut()?.drag([x, y])
    }

    /// Takes away all points.
    pub fn clear(race: &mut Race) -> Result<()> {
        race.core.painting_mut()?.clear()
    }

    /// Ends the gesture under way.
    pub fn finish(race: &mut Race) -> Result<()> {
        race.core.painting_mut()?.finish();
        Ok(())
    }

    /// Takes back the gesture under way, as if it had never begun.
    pub fn cancel(race: &mut Race) -> Result<()> {
        race.core.painting_mut()?.cancel();
        Ok(())
    }

    /// Whether there is a gesture to take back.
    #[wasm_bindgen(js_name = canUndo)]
    pub fn can_undo(race: &Race) -> bool {
        race.core.painting().is_some_and(Core::can_undo)
    }

    /// Whether there is a gesture to do again.
    #[wasm_bindgen(js_name = canRedo)]
    pub fn can_redo(race: &Race) -> bool {
        race.core.painting().is_some_and(Core::can_redo)
    }

    /// Takes back the last gesture.
    pub fn undo(race: &mut Race) -> Result<()> {
        race.core.painting_mut()?.undo()
    }

    /// Does again what was taken back last.
    pub fn redo(race: &mut Race) -> Result<()> {
        race.core.painting_mut()?.redo()
    }

    /// The share of the points that is held out, 0 to 0.9. Each point keeps its draw.
    #[wasm_bindgen(js_name = holdOut)]
    pub fn hold_out(race: &mut Race, share: f32) -> Result<()> {
        race.core.painting_mut()?.hold_out(share)
    }

    /// Gives the models the points as they are now: `true` where these are others than before. Weights and iterations stay; for a
    /// class that has come or gone the output layers grow or shrink, and keep what they know of the others.
    #[wasm_bindgen(js_name = "use")]
    pub fn use_points(race: &mut Race) -> Result<bool> {
        race.core.use_painted()
    }
}
