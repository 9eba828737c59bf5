//! Pictures made in this module's memory, for `putImageData`: nothing is copied, and a picture is good until the next call.

use wasm_bindgen::Clamped;
use wasm_bindgen::prelude::*;
use web_sys::ImageData;

use crate::insight::shading::Pixel;

/// Pixels in rows of `width`.
pub fn image(pixels: &[Pixel], width: usize) -> Result<ImageData, JsValue> {
    let height = pixels.len() / width.max(1);
    let bytes = Clamped(pixels.as_flattened());
    ImageData::new_with_u8_clamped_array_and_sh(bytes, width as u32, height as u32)
}
