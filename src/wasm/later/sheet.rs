//! `Sheet` for JavaScript.

use wasm_bindgen::prelude::*;
use web_sys::ImageData;

use crate::insight::shading::Pixel;
use crate::wasm::colours::Colours;
use crate::wasm::image::image;

/// Many values as one picture, each at the place that was once arranged for it.
#[wasm_bindgen]
pub struct Sheet {
    width: usize,
    order: Vec<i32>,
    pixels: Vec<Pixel>,
}

#[wasm_bindgen]
impl Sheet {
    /// Pixel i of a picture in rows of `width` shows value `order[i]`, and stays clear where that is −1.
    #[wasm_bindgen(constructor)]
    pub fn new(width: usize, order: Vec<i32>) -> Self {
        let pixels = Vec::with_capacity(order.len());
        Self {
            width,
            order,
            pixels,
        }
    }

    /// The picture of some values, whose colours are full at ± `full`.
    pub fn paint(
        &mut self,
        values: &[f32],
        full: f32,
        colours: &Colours,
    ) -> std::result::Result<ImageData, JsValue> {
        colours
            .0
            .arranged(values, &self.order, full, &mut self.pixels);
        image(&self.pixels, self.width)
    }
}
