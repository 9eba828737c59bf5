//! `HiddenMap` for JavaScript.

use js_sys::{Float32Array, Uint32Array};
use serde::Serialize;
use tsify::Tsify;
use wasm_bindgen::prelude::*;

use crate::error::Result;
use crate::insight::hidden_map::HiddenMap as Core;
use crate::wasm::race::Race;
use crate::wasm::to_js::to_js;
use crate::wasm::view;

/// A map in numbers.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct MapSummary {
    /// Values that the layer has for each example; null before the first map.
    pub units: Option<usize>,
    /// Share of the variance along each axis, 0 to 1: two, or none before the first map.
    pub explained_variance_ratio: Vec<f32>,
    /// Share of the examples whose nearest neighbour, by all values of the layer, is of their class; null where all are at one
    /// place.
    pub agreement: Option<f32>,
}

/// The map of a model's last hidden layer; of its logits where it has none. One for each model that is looked at.
#[wasm_bindgen]
#[derive(Default)]
pub struct HiddenMap(Core);

#[wasm_bindgen]
impl HiddenMap {
    /// A map yet to be made.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// A piece of work, of about a millisecond, on the next map. `true` when there is another map to be seen.
    pub fn advance(&mut self, race: &Race, model: usize) -> Result<bool> {
        Ok(self.0.advance(race.model(model)?, race.core.data()))
    }

    /// Whether the map is that of the present weights and data.
    #[wasm_bindgen(js_name = isCurrent)]
    pub fn is_current(&self, race: &Race, model: usize) -> Result<bool> {
        Ok(self.0.is_current(race.model(model)?, race.core.data()))
    }

    /// View `[n]`: the numbers of the examples on the map.
    pub fn examples(&self) -> Uint32Array {
        view::integers(self.0.examples())
    }

    /// View `[n, 2]`: their places.
    pub fn places(&self) -> Float32Array {
        view::floats(self.0.places())
    }

    /// The map in numbers.
    #[wasm_bindgen(unchecked_return_type = "MapSummary")]
    pub fn summary(&self) -> JsValue {
        to_js(&MapSummary {
            units: self.0.units(),
            explained_variance_ratio: self.0.explained_variance_ratio().to_vec(),
            agreement: self.0.agreement(),
        })
    }

    /// View `[2]`: where an image of 784 pixels from 0 to 1 is on the map; undefined before the first map.
    pub fn place(&mut self, image: &[f32]) -> Result<Option<Float32Array>> {
        let place = self.0.place(image)?;
        Ok(place.map(|place| view::floats(place)))
    }
}
