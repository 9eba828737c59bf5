//! `BoundaryPlane` for JavaScript.

use js_sys::Float32Array;
use wasm_bindgen::prelude::*;
use web_sys::ImageData;

use super::colours::Colours;
use super::image::image;
use super::race::Race;
use super::view;
use crate::error::Result;
use crate::insight::plane::PlaneView;
use crate::insight::shading::Pixel;

/// A model of points over the plane of its inputs: its outputs, its boundaries, what each unit computes. One for each picture.
#[wasm_bindgen]
#[derive(Default)]
pub struct BoundaryPlane {
    core: PlaneView,
    pixels: Vec<Pixel>,
}

#[wasm_bindgen]
impl BoundaryPlane {
    /// A plane on which nothing has been seen.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// View `[side, side, outputs]`: the outputs of a model over the plane; the first row is the top. One output, P(class
    /// 1), for two classes; else one a class.
    pub fn outputs(&mut self, race: &Race, model: usize, side: usize) -> Result<Float32Array> {
        let network = race.model(model)?;
        Ok(view::floats(self.core.outputs(network, side)?))
    }

    /// The same as a picture of `side` × `side` pixels.
    pub fn shading(
        &mut self,
        race: &Race,
        model: usize,
        side: usize,
        colours: &Colours,
    ) -> std::result::Result<ImageData, JsValue> {
        let network = race.model(model)?;
        let (outputs, classes) = (self.core.outputs(network, side)?, race.classes());
        colours.0.shading(outputs, classes, &mut self.pixels);
        image(&self.pixels, side)
    }

    /// View `[side, side]`: by how much `class` leads in the last `outputs` or `shading`. Its contour at 0 is the decision
    /// boundary.
    pub fn margin(&mut self, class: usize) -> Result<Float32Array> {
        Ok(view::floats(self.core.margin(class)?))
    }

    /// View `[count]`: a model's outputs along x₁, from one edge of the plane to the other, at x₂ = 0; one model with one
    /// output.
    pub fn curve(&mut self, race: &Race, model: usize, count: usize) -> Result<Float32Array> {
        let network = race.model(model)?;
        Ok(view::floats(self.core.curve(network, count)?))
    }

    /// What every unit of a model computes over the plane, hidden layers first, then the outputs: pictures of `side` × `side`
    /// pixels, one below the other.
    pub fn units(
        &mut self,
        race: &Race,
        model: usize,
        side: usize,
        colours: &Colours,
    ) -> std::result::Result<ImageData, JsValue> {
        let network = race.model(model)?;
        let units = self.core.units(network, side)?;
        colours.0.diverging(units, &mut self.pixels);
        image(&self.pixels, side)
    }
}
