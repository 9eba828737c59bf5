//! `Colours` for JavaScript.

use wasm_bindgen::prelude::*;

use crate::error::Result;
use crate::insight::shading::Colours as Core;

/// The colours of the page's theme, with which pictures are painted.
#[wasm_bindgen]
pub struct Colours(pub(super) Core);

#[wasm_bindgen]
impl Colours {
    /// Red, green and blue, 0 to 255, of paper and then of each class, `[1 + classes, 3]`; class 0 has the colour of values below
    /// zero, class 1 of those above.
    #[wasm_bindgen(constructor)]
    pub fn new(colours: &[u8]) -> Result<Self> {
        let (colours, _) = colours.as_chunks::<3>();
        let (paper, classes) = colours.split_first().unwrap_or((&[0; 3], &[]));
        Ok(Self(Core::new(*paper, classes)?))
    }

    /// Red, green, blue and opacity of values from −1 by way of 0 (paper) to 1, `[256, 4]`.
    pub fn table(&self) -> Vec<u8> {
        self.0.table().as_flattened().to_vec()
    }
}
