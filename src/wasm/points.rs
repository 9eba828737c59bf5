//! Points of one's own for JavaScript: painted into a `Race`, above and below a curve, or out of a table.

use std::rc::Rc;

use wasm_bindgen::prelude::*;

use super::config::read;
use super::later::point_table::{PointTable, TableConfig, TableReport};
use super::race::Race;
use super::to_js::to_js;
use crate::data::dataset::Dataset;
use crate::data::formulas::above::{AboveConfig, above};
use crate::data::painted::points::Painted;
use crate::data::target::Target;
use crate::error::{Error, Result};
use crate::pieces::shape::Shape;
use crate::trainer::settings::ModelConfig;

/// The points that are being painted, and the data that they became last.
pub struct Board {
    painted: Painted,
    data: Rc<Dataset>,
}

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
        self.begin_with(above(&read::<AboveConfig>(config)?)?, models)
    }

    /// Points out of a table, and the models that learn them.
    #[wasm_bindgen(js_name = beginTable, unchecked_return_type = "TableReport")]
    pub fn begin_table(
        &mut self,
        table: &PointTable,
        #[wasm_bindgen(unchecked_param_type = "TableConfig")] config: JsValue,
        #[wasm_bindgen(unchecked_param_type = "ModelConfig[]")] models: JsValue,
    ) -> crate::error::Result<JsValue> {
        let config: TableConfig = read(config)?;
        let found = table.0.points(config.columns)?;
        let report = TableReport {
            points: found.points.len(),
            skipped: found.skipped,
            left_out: found.left_out,
            classes: found.classes,
            range: found.range,
        };
        let points = found.points.into_iter().zip(found.targets).collect();
        let painted = Painted::new(points, config.held_out, config.seed)?;
        self.begin_with(painted, models)?;
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
        let target = self.target(target);
        self.painted()?.begin([x, y], target)
    }

    /// Moves the brush in a straight line, which leaves points on its way.
    #[wasm_bindgen(js_name = extendPainting)]
    pub fn extend_painting(&mut self, x: f32, y: f32, target: f32) -> crate::error::Result<()> {
        let target = self.target(target);
        self.painted()?.extend([x, y], target)
    }

    /// Takes away the points within `radius`.
    #[wasm_bindgen(js_name = erasePoints)]
    pub fn erase_points(&mut self, x: f32, y: f32, radius: f32) -> crate::error::Result<()> {
        self.painted()?.erase([x, y], radius);
        Ok(())
    }

    /// Takes hold of the nearest point within `radius`; `false` where there is none.
    #[wasm_bindgen(js_name = grabPoint)]
    pub fn grab_point(&mut self, x: f32, y: f32, radius: f32) -> crate::error::Result<bool> {
        Ok(self.painted()?.grab([x, y], radius))
    }

    /// Moves the point that is held.
    #[wasm_bindgen(js_name = dragPoint)]
    pub fn drag_point(&mut self, x: f32, y: f32) -> crate::error::Result<()> {
        self.painted()?.drag([x, y])
    }

    /// Takes away all points.
    #[wasm_bindgen(js_name = clearPoints)]
    pub fn clear_points(&mut self) -> crate::error::Result<()> {
        self.painted()?.clear();
        Ok(())
    }

    /// Ends the gesture under way.
    #[wasm_bindgen(js_name = finishPainting)]
    pub fn finish_painting(&mut self) -> crate::error::Result<()> {
        self.painted()?.finish();
        Ok(())
    }

    /// Takes back the gesture under way, as if it had never begun.
    #[wasm_bindgen(js_name = cancelPainting)]
    pub fn cancel_painting(&mut self) -> crate::error::Result<()> {
        self.painted()?.cancel();
        Ok(())
    }

    /// Whether there is a gesture to take back.
    #[wasm_bindgen(getter, js_name = canUndoPainting)]
    pub fn can_undo_painting(&self) -> bool {
        self.own().is_some_and(Painted::can_undo)
    }

    /// Whether there is a gesture to do again.
    #[wasm_bindgen(getter, js_name = canRedoPainting)]
    pub fn can_redo_painting(&self) -> bool {
        self.own().is_some_and(Painted::can_redo)
    }

    /// Takes back the last gesture.
    #[wasm_bindgen(js_name = undoPainting)]
    pub fn undo_painting(&mut self) -> crate::error::Result<()> {
        self.painted()?.undo();
        Ok(())
    }

    /// Does again what was taken back last.
    #[wasm_bindgen(js_name = redoPainting)]
    pub fn redo_painting(&mut self) -> crate::error::Result<()> {
        self.painted()?.redo();
        Ok(())
    }

    /// The share of the points that is held out, 0 to 0.9. Each point keeps its lot.
    #[wasm_bindgen(js_name = holdOut)]
    pub fn hold_out(&mut self, share: f32) -> crate::error::Result<()> {
        self.painted()?.hold_out(share)
    }

    /// Gives the models the points as they are now. Weights and iterations stay; for a class that has come or gone the output
    /// layers grow or shrink, and keep what they know of the others.
    #[wasm_bindgen(js_name = usePainted)]
    pub fn use_painted(&mut self) -> crate::error::Result<()> {
        let data = self.painted()?.dataset()?;
        self.core.change_data(data)?;
        self.board_is_current();
        Ok(())
    }
}

impl Race {
    /// The painted points, where the race learns them.
    fn own(&self) -> Option<&Painted> {
        let current = |board: &&Board| Rc::ptr_eq(&board.data, self.core.data());
        self.board
            .as_ref()
            .filter(current)
            .map(|board| &board.painted)
    }

    /// The points of the race, to be painted on.
    fn painted(&mut self) -> Result<&mut Painted> {
        let (data, seed) = (self.core.data(), self.core.seed());
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

    /// A number from the page as what the points here have.
    fn target(&self, number: f32) -> Target {
        if self.core.data().is_regression() {
            Target::Value(number)
        } else {
            Target::Class(number as u8)
        }
    }

    fn begin_with(&mut self, painted: Painted, models: JsValue) -> Result<()> {
        let models: Vec<ModelConfig> = read(models)?;
        self.core.begin(painted.dataset()?, &models)?;
        self.make_room();
        let data = Rc::clone(self.core.data());
        self.board = Some(Board { painted, data });
        Ok(())
    }

    fn board_is_current(&mut self) {
        if let Some(board) = &mut self.board {
            board.data = Rc::clone(self.core.data());
        }
    }
}
