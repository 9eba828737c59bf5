//! `Sheet` for JavaScript.

use js_sys::Float32Array;
use wasm_bindgen::prelude::*;
use web_sys::ImageData;

use crate::insight::shading::Pixel;
use crate::wasm::colours::Colours;
use crate::wasm::image::image;

/// Values of which some can be shown: 64 MB of them, more than any layer has.
const MOST: i32 = 1 << 24;

/// Many values as one picture, each at the place that was once arranged for it.
#[wasm_bindgen]
pub struct Sheet {
    width: usize,
    order: Vec<i32>,
    /// As many as can be shown. Their room is made beforehand: memory that grew would move views of it away.
    values: Vec<f32>,
    pixels: Vec<Pixel>,
}

#[wasm_bindgen]
impl Sheet {
    /// Pixel i of a picture in rows of `width` shows value `order[i]`, and stays clear where that is −1.
    #[wasm_bindgen(constructor)]
    pub fn new(width: usize, order: Vec<i32>) -> Self {
        let last = order.iter().copied().max().unwrap_or(-1);
        let most = last.saturating_add(1).clamp(0, MOST) as usize;
        Self {
            width,
            pixels: Vec::with_capacity(order.len()),
            values: vec![0.0; most],
            order,
        }
    }

    /// The picture of some values, which may be a view, whose colours are full at ± `full`.
    pub fn paint(
        &mut self,
        values: Float32Array,
        full: f32,
        colours: &Colours,
    ) -> std::result::Result<ImageData, JsValue> {
        let count = values.length().min(self.values.len() as u32);
        let known = &mut self.values[..count as usize];
        values.subarray(0, count).copy_to(known);
        colours
            .0
            .arranged(known, &self.order, full, &mut self.pixels);
        image(&self.pixels, self.width)
    }
}
