//! `Drawing` for JavaScript.

use js_sys::{Float32Array, Uint32Array};
use wasm_bindgen::prelude::*;

use crate::data::drawing::normalise::PEN_ON_PAD;
use crate::data::drawing::pad::Drawing as Core;
use crate::data::drawing::strokes::Strokes;
use crate::error::{Error, Result};
use crate::wasm::view;

/// A drawing as pen strokes in the unit square, x to the right and y down. All changes up to `finish` are one gesture, which
/// `undo` takes back at once.
#[wasm_bindgen]
#[derive(Default)]
pub struct Drawing {
    core: Core,
    boxes: Vec<f32>,
}

#[wasm_bindgen]
impl Drawing {
    /// An empty drawing.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Width of the pen's line.
    #[wasm_bindgen(js_name = penWidth)]
    pub fn pen_width() -> f32 {
        PEN_ON_PAD
    }

    /// Whether nothing is drawn.
    #[wasm_bindgen(getter, js_name = isEmpty)]
    pub fn is_empty(&self) -> bool {
        self.core.strokes().is_empty()
    }

    /// Whether the pad takes no more points.
    #[wasm_bindgen(getter, js_name = isFull)]
    pub fn is_full(&self) -> bool {
        self.core.strokes().is_full()
    }

    /// Puts the pen down.
    pub fn begin(&mut self, x: f32, y: f32) {
        self.core.begin(x, y);
    }

    /// Moves the pen in a straight line.
    pub fn extend(&mut self, x: f32, y: f32) {
        self.core.extend(x, y);
    }

    /// Rubs out what lies within `radius`.
    pub fn erase(&mut self, x: f32, y: f32, radius: f32) {
        self.core.erase(x, y, radius);
    }

    /// Puts other strokes in place of those that are there, which is a gesture of its own: x and y of one point after another,
    /// and the number of points of each stroke, as `points` and `lengths` gave them.
    pub fn put(&mut self, points: &[f32], lengths: &[u32]) -> Result<()> {
        let (places, rest) = points.as_chunks();
        if !rest.is_empty() {
            return Err(Error::Size {
                what: "Coordinates of the strokes".into(),
                got: points.len(),
                expected: points.len() + 1,
            });
        }
        self.core.put(Strokes::of(places, lengths)?);
        Ok(())
    }

    /// Ends the gesture under way.
    pub fn finish(&mut self) {
        self.core.finish();
    }

    /// Takes back the gesture under way, as if it had never begun.
    pub fn cancel(&mut self) {
        self.core.cancel();
    }

    /// Wipes the pad, which is a gesture of its own.
    pub fn clear(&mut self) {
        self.core.clear();
    }

    /// Whether there is a gesture to take back.
    #[wasm_bindgen(getter, js_name = canUndo)]
    pub fn can_undo(&self) -> bool {
        self.core.can_undo()
    }

    /// Whether there is a gesture to do again.
    #[wasm_bindgen(getter, js_name = canRedo)]
    pub fn can_redo(&self) -> bool {
        self.core.can_redo()
    }

    /// Takes back the last gesture.
    pub fn undo(&mut self) {
        self.core.undo();
    }

    /// Does again what was undone last.
    pub fn redo(&mut self) {
        self.core.redo();
    }

    /// View `[n, 2]`: the points of all strokes, one after another.
    pub fn points(&self) -> Float32Array {
        view::floats(self.core.strokes().points().as_flattened())
    }

    /// View: the number of points of each stroke.
    pub fn lengths(&self) -> Uint32Array {
        view::integers(self.core.strokes().lengths())
    }

    /// View `[digits, 4]`: left, top, right and bottom of each digit's points, from left to right, row after row.
    pub fn boxes(&mut self) -> Float32Array {
        self.boxes.clear();
        for digit in self.core.digits() {
            self.boxes.extend(digit.bounds().as_flattened());
        }
        view::floats(&self.boxes)
    }

    /// How many digits there are.
    #[wasm_bindgen(getter)]
    pub fn digits(&mut self) -> usize {
        self.core.digits().len()
    }

    /// View `[digits]`: the number of the row in which each digit stands, 0 first.
    pub fn rows(&mut self) -> Uint32Array {
        view::integers(&self.core.rows().rows)
    }

    /// Whether a digit is none but the slash of a date or a fraction.
    #[wasm_bindgen(js_name = isSlash)]
    pub fn is_slash(&mut self, digit: usize) -> bool {
        let slashes = &self.core.rows().slashes;
        slashes.get(digit).copied().unwrap_or(false)
    }

    /// The number of the digit that was drawn on last, from the left, 0 first.
    #[wasm_bindgen(getter)]
    pub fn latest(&mut self) -> usize {
        self.core.latest()
    }

    /// View `[784]`: a digit as the networks should see it, 0 (paper) to 1 (ink): cropped, in a box of 20 pixels, its centre of
    /// mass in the middle of 28 × 28. All zeros where there is no such digit.
    pub fn normalised(&mut self, digit: usize) -> Float32Array {
        view::floats(self.core.normalised(digit))
    }

    /// View `[784]`: the whole pad, only made smaller.
    #[wasm_bindgen(js_name = asDrawn)]
    pub fn as_drawn(&mut self) -> Float32Array {
        view::floats(self.core.as_drawn())
    }
}
