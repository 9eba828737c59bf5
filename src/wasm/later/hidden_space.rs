//! `HiddenSpace` for JavaScript.

use js_sys::Float32Array;
use serde::Serialize;
use tsify::Tsify;
use wasm_bindgen::prelude::*;
use web_sys::ImageData;

use crate::error::Result;
use crate::insight::hidden_space::{self, HiddenSpace as Core};
use crate::insight::shading::Pixel;
use crate::wasm::colours::Colours;
use crate::wasm::image::image;
use crate::wasm::race::Race;
use crate::wasm::to_js::to_js;
use crate::wasm::view;

/// The picture of the last hidden layer.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct SpaceSummary {
    /// Values of the layer; 0 where there is none, and the inputs are shown.
    pub units: usize,
    /// Lines in each direction, places on each, and cells on a side of the shading.
    pub lines: usize,
    pub places: usize,
    pub side: usize,
    /// The square that is shown: its middle and half its side.
    pub middle: [f32; 2],
    pub half: f32,
    /// Shares of the variance along both axes, where these are principal components.
    pub explained_variance_ratio: Option<Vec<f32>>,
}

/// The plane of the inputs as the last hidden layer of a model bends it.
#[wasm_bindgen]
#[derive(Default)]
pub struct HiddenSpace {
    core: Core,
    classes: usize,
    pixels: Vec<Pixel>,
}

#[wasm_bindgen]
impl HiddenSpace {
    /// A space yet to be read.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Pictures the space of a model; what follows tells of it.
    #[wasm_bindgen(unchecked_return_type = "SpaceSummary")]
    pub fn read(&mut self, race: &Race, model: usize) -> Result<JsValue> {
        let network = race.model(model)?;
        self.core.read(network, race.core.data())?;
        self.classes = race.classes();
        let (middle, half) = self.core.frame();
        Ok(to_js(&SpaceSummary {
            units: Core::units(&network),
            lines: hidden_space::LINES,
            places: hidden_space::PLACES,
            side: hidden_space::SIDE,
            middle,
            half,
            explained_variance_ratio: self.core.explained_variance_ratio().map(<[f32]>::to_vec),
        }))
    }

    /// View `[count, 2]`: the places of the points.
    pub fn places(&self) -> Float32Array {
        view::floats(self.core.places())
    }

    /// View `[2 · lines, places, 2]`: the lines x₁ = constant, then x₂ = constant.
    pub fn lines(&self) -> Float32Array {
        view::floats(self.core.lines())
    }

    /// View `[segments, 4]`: both ends of each straight line where classes meet.
    pub fn boundary(&self) -> Float32Array {
        view::floats(self.core.boundary())
    }

    /// The outputs over the space, a picture of `side` × `side` pixels.
    pub fn shading(&mut self, colours: &Colours) -> std::result::Result<ImageData, JsValue> {
        colours
            .0
            .shading(self.core.shading(), self.classes, &mut self.pixels);
        image(&self.pixels, hidden_space::SIDE)
    }
}
