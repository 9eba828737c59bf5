//! `Painting` for JavaScript.

use std::rc::Rc;

use wasm_bindgen::prelude::*;

use super::race::Race;
use crate::data::dataset::Dataset;
use crate::data::painted::points::Painted;
use crate::data::target::Target;
use crate::error::{Error, Result};
use crate::pieces::shape::Shape;

/// The points of a race, whatever they are, to be painted on, in gestures that end with `finish`. Models learn the changed
/// points from the next `use` on; their weights stay.
#[wasm_bindgen]
#[derive(Default)]
pub struct Painting {
    board: Option<Board>,
}

/// The points that are being painted, and the data that they became last.
struct Board {
    painted: Painted,
    data: Rc<Dataset>,
}

#[wasm_bindgen]
impl Painting {
    /// Nothing painted yet.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Puts the brush down, which leaves a point of the class `target`, or with this value.
    pub fn begin(&mut self, race: &Race, x: f32, y: f32, target: f32) -> Result<()> {
        let target = target_of(race, target);
        self.on(race)?.begin([x, y], target)
    }

    /// Moves the brush in a straight line, which leaves points on its way.
    pub fn extend(&mut self, race: &Race, x: f32, y: f32, target: f32) -> Result<()> {
        let target = target_of(race, target);
        self.on(race)?.extend([x, y], target)
    }

    /// Takes away the points within `radius`.
    pub fn erase(&mut self, race: &Race, x: f32, y: f32, radius: f32) -> Result<()> {
        self.on(race)?.erase([x, y], radius);
        Ok(())
    }

    /// Takes hold of the nearest point within `radius`; `false` where there is none.
    pub fn grab(&mut self, race: &Race, x: f32, y: f32, radius: f32) -> Result<bool> {
        Ok(self.on(race)?.grab([x, y], radius))
    }

    /// Moves the point that is held.
    pub fn drag(&mut self, race: &Race, x: f32, y: f32) -> Result<()> {
        self.on(race)?.drag([x, y])
    }

    /// Takes away all points.
    pub fn clear(&mut self, race: &Race) -> Result<()> {
        self.on(race)?.clear();
        Ok(())
    }

    /// Ends the gesture under way.
    pub fn finish(&mut self, race: &Race) -> Result<()> {
        self.on(race)?.finish();
        Ok(())
    }

    /// Takes back the gesture under way, as if it had never begun.
    pub fn cancel(&mut self, race: &Race) -> Result<()> {
        self.on(race)?.cancel();
        Ok(())
    }

    /// Whether there is a gesture to take back.
    #[wasm_bindgen(js_name = canUndo)]
    pub fn can_undo(&self, race: &Race) -> bool {
        self.present(race).is_some_and(Painted::can_undo)
    }

    /// Whether there is a gesture to do again.
    #[wasm_bindgen(js_name = canRedo)]
    pub fn can_redo(&self, race: &Race) -> bool {
        self.present(race).is_some_and(Painted::can_redo)
    }

    /// Takes back the last gesture.
    pub fn undo(&mut self, race: &Race) -> Result<()> {
        self.on(race)?.undo();
        Ok(())
    }

    /// Does again what was taken back last.
    pub fn redo(&mut self, race: &Race) -> Result<()> {
        self.on(race)?.redo();
        Ok(())
    }

    /// The share of the points that is held out, 0 to 0.9. Each point keeps its lot.
    #[wasm_bindgen(js_name = holdOut)]
    pub fn hold_out(&mut self, race: &Race, share: f32) -> Result<()> {
        self.on(race)?.hold_out(share)
    }

    /// Gives the models the points as they are now. Weights and iterations stay; for a class that has come or gone the output
    /// layers grow or shrink, and keep what they know of the others.
    #[wasm_bindgen(js_name = "use")]
    pub fn use_points(&mut self, race: &mut Race) -> Result<()> {
        let data = self.on(race)?.dataset()?;
        race.core.change_data(data)?;
        if let Some(board) = &mut self.board {
            board.data = Rc::clone(race.core.data());
        }
        Ok(())
    }
}

impl Painting {
    /// The painted points, where the race learns them.
    fn present(&self, race: &Race) -> Option<&Painted> {
        let current = |board: &&Board| Rc::ptr_eq(&board.data, race.core.data());
        self.board
            .as_ref()
            .filter(current)
            .map(|board| &board.painted)
    }

    /// The points of the race.
    fn on(&mut self, race: &Race) -> Result<&mut Painted> {
        let (data, seed) = (race.core.data(), race.core.seed());
        if data.shape() != Shape::Units(2) {
            let what = "Only points in the plane can be painted".into();
            return Err(Error::Unsuitable { what });
        }
        self.board.take_if(|board| !Rc::ptr_eq(&board.data, data));
        let board = self.board.get_or_insert_with(|| Board {
            painted: Painted::of(data, seed),
            data: Rc::clone(data),
        });
        Ok(&mut board.painted)
    }
}

/// A number from the page as what the points here have.
fn target_of(race: &Race, number: f32) -> Target {
    if race.core.data().is_regression() {
        Target::Value(number)
    } else {
        Target::Class(number as u8)
    }
}
