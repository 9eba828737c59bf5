//! `DigitPicture` for JavaScript.

use js_sys::Float32Array;
use wasm_bindgen::prelude::*;
use web_sys::ImageData;

use crate::data::dataset::check_size;
use crate::data::digits::set::{PIXELS, SIDE};
use crate::data::drawing::photo;
use crate::error::Result;
use crate::insight::shading::{Pixel, ink};
use crate::wasm::image::image;
use crate::wasm::race::Race;
use crate::wasm::view;

/// Pictures of digits, one at a time.
#[wasm_bindgen]
#[derive(Default)]
pub struct DigitPicture {
    values: Vec<f32>,
    pixels: Vec<Pixel>,
}

#[wasm_bindgen]
impl DigitPicture {
    /// No picture yet.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// View `[784]`: one picture that a race learns or is judged by, 0 to 1, training pictures first.
    pub fn pixels(&mut self, race: &Race, example: usize) -> Result<Float32Array> {
        let data = race.core.data();
        data.check_example(example)?;
        self.values.resize(data.features(), 0.0);
        data.copy_input(example, &mut self.values);
        Ok(view::floats(&self.values))
    }

    /// Values from 0 (paper, which stays clear) to 1, `[784]`, which may be a view, in ink of a colour: a picture of 28 × 28
    /// pixels.
    pub fn ink(
        &mut self,
        values: Float32Array,
        red: u8,
        green: u8,
        blue: u8,
    ) -> std::result::Result<ImageData, JsValue> {
        let mut pixels = [0.0; PIXELS];
        check_size("The pixels of a digit", values.length() as usize, PIXELS)?;
        values.copy_to(&mut pixels);
        ink(&pixels, [red, green, blue], &mut self.pixels);
        image(&self.pixels, SIDE)
    }

    /// The digits of a picture, `[digits, 784]` from 0 (paper) to 1 (ink), as the networks learned to see digits: from left to
    /// right, row after row. `rgba` has red, green, blue and opacity of each pixel, row after row. Dark ink on light paper or
    /// light on dark; a picture without ink or of more than 2048 pixels on a side is refused.
    #[wasm_bindgen(js_name = digitsIn)]
    pub fn digits_in(rgba: &[u8], width: usize, height: usize) -> Result<Vec<f32>> {
        Ok(photo::digits_in(&photo::greys(rgba), width, height)?.concat())
    }
}
