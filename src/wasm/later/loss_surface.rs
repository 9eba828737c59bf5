//! `LossSurface` for JavaScript.

use js_sys::Float32Array;
use serde::Serialize;
use tsify::Tsify;
use wasm_bindgen::prelude::*;

use crate::error::Result;
use crate::insight::loss_surface::{
    self, Extent, Height, LossSurface as Core, alike, check_parameters,
};
use crate::insight::parameter_names::parameter_names;
use crate::wasm::config::read;
use crate::wasm::race::Race;
use crate::wasm::to_js::to_js;
use crate::wasm::view;

/// The surface that is shown.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct SurfaceSummary {
    /// Places on a side of the grid.
    pub side: usize,
    /// Lowest and highest value of the first parameter, to the right, and of the second, upwards.
    pub across: [f32; 2],
    pub up: [f32; 2],
    pub height: Height,
    /// Heights for contours, rising.
    pub levels: Vec<f32>,
}

/// How good a model would be with other values of two of its parameters, all others held where they are.
#[wasm_bindgen]
#[derive(Default)]
pub struct LossSurface {
    core: Core,
    path: Vec<f32>,
}

#[wasm_bindgen]
impl LossSurface {
    /// A surface yet to be measured.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// A name for each parameter of a model.
    #[wasm_bindgen(js_name = parameterNames)]
    pub fn parameter_names(race: &Race, model: usize) -> Result<Vec<String>> {
        Ok(parameter_names(race.model(model)?.network))
    }

    /// What can be the height of a model's surface.
    #[wasm_bindgen(unchecked_return_type = "Height[]")]
    pub fn heights(race: &Race, model: usize) -> Result<JsValue> {
        Ok(to_js(&Height::of(race.model(model)?.network)))
    }

    /// The models with the same layers as `model`, itself among them: their paths are on one surface.
    pub fn alike(race: &Race, model: usize) -> Result<Vec<u32>> {
        let alike = alike(&race.core, model)?;
        Ok(alike.map(|(number, _)| number as u32).collect())
    }

    /// A piece of work, of less than a millisecond, on the surface about a model over two of its parameters. `true` when there
    /// is another surface to be seen.
    pub fn advance(
        &mut self,
        race: &Race,
        model: usize,
        first: usize,
        second: usize,
        #[wasm_bindgen(unchecked_param_type = "Height")] height: JsValue,
    ) -> Result<bool> {
        let extent = Extent::of(&race.core, model, (first, second), read(height)?)?;
        self.core
            .advance(race.model(model)?, race.core.data(), extent)
    }

    /// Whether the surface that is shown is that of the present weights, paths and data.
    #[wasm_bindgen(js_name = isCurrent)]
    pub fn is_current(
        &self,
        race: &Race,
        model: usize,
        first: usize,
        second: usize,
        #[wasm_bindgen(unchecked_param_type = "Height")] height: JsValue,
    ) -> Result<bool> {
        let extent = Extent::of(&race.core, model, (first, second), read(height)?)?;
        let network = race.model(model)?;
        Ok(self.core.is_current(network, race.core.data(), &extent))
    }

    /// The surface that is shown; null before the first.
    #[wasm_bindgen(unchecked_return_type = "SurfaceSummary | null")]
    pub fn summary(&self) -> JsValue {
        to_js(&self.core.extent().map(|extent| SurfaceSummary {
            side: loss_surface::SIDE,
            across: extent.across,
            up: extent.up,
            height: extent.height,
            levels: self.core.levels(),
        }))
    }

    /// View `[side, side]`: the heights of the surface that is shown, means over the training examples, the highest second
    /// parameter first.
    pub fn values(&self) -> Float32Array {
        view::floats(self.core.heights())
    }

    /// View `[n, 2]`: the way that two parameters of a model have come, step by step; the last place is the present one.
    pub fn path(
        &mut self,
        race: &Race,
        model: usize,
        first: usize,
        second: usize,
    ) -> Result<Float32Array> {
        let trainer = &race.core.contender(model)?.trainer;
        check_parameters(trainer.network(), [first, second])?;
        self.path.clear();
        self.path.extend(trainer.way(first, second).flatten());
        Ok(view::floats(&self.path))
    }
}
