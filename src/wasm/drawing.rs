//! `Drawing` for JavaScript.

use js_sys::{Float32Array, Uint32Array};
use wasm_bindgen::prelude::*;

use super::view;
use crate::data::drawing::Drawing as Core;

/// A drawing as pen strokes in the unit square, x to the right and y down.
#[wasm_bindgen]
#[derive(Default)]
pub struct Drawing(Core);

#[wasm_bindgen]
impl Drawing {
    /// An empty drawing.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether nothing is drawn.
    #[wasm_bindgen(getter, js_name = isEmpty)]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Puts the pen down.
    pub fn begin(&mut self, x: f32, y: f32) {
        self.0.begin(x, y);
    }

    /// Moves the pen in a straight line.
    pub fn extend(&mut self, x: f32, y: f32) {
        self.0.extend(x, y);
    }

    /// Rubs out what lies within `radius`.
    pub fn erase(&mut self, x: f32, y: f32, radius: f32) {
        self.0.erase(x, y, radius);
    }

    /// Wipes the pad.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// View `[n, 2]`: the points of all strokes, one after another.
    pub fn points(&self) -> Float32Array {
        view::floats(self.0.points().as_flattened())
    }

    /// View: the number of points of each stroke.
    pub fn lengths(&self) -> Uint32Array {
        view::integers(self.0.lengths())
    }

    /// View `[784]`: what the network sees, 0 (paper) to 1 (ink): cropped, in a box of 20 pixels, its centre of mass in the
    /// middle of 28 × 28.
    pub fn normalised(&mut self) -> Float32Array {
        view::floats(self.0.normalised())
    }
}
