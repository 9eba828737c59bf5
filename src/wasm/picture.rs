//! Pictures from elsewhere for JavaScript.

use wasm_bindgen::prelude::*;

use crate::data::digits::set::PIXELS;
use crate::data::drawing::normalise;

/// A grey picture of one digit, row after row, as the networks learned to see digits: `[784]`, 0 (paper) to 1 (ink). Dark ink
/// on light paper or light on dark; a picture without ink or of more than 2048 pixels on a side is refused.
#[wasm_bindgen(js_name = normalisePixels)]
pub fn normalise_pixels(
    pixels: &[u8],
    width: usize,
    height: usize,
) -> crate::error::Result<Vec<f32>> {
    let mut picture = [0.0; PIXELS];
    normalise::normalise_pixels(pixels, width, height, &mut picture)?;
    Ok(picture.to_vec())
}
