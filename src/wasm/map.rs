//! `Race` for JavaScript: the map of a model's last hidden layer.

use js_sys::{Float32Array, Uint32Array};
use wasm_bindgen::prelude::*;

use super::later::hidden_map::MapSummary;
use super::race::Race;
use super::to_js::to_js;
use super::view;

use crate::error::Result;

#[wasm_bindgen]
impl Race {
    /// A piece of work, of about a millisecond, on the next map of a model's last hidden layer; of its logits where it has
    /// none. `true` when there is another map to be seen.
    #[wasm_bindgen(js_name = advanceMap)]
    pub fn advance_map(&mut self, model: usize) -> Result<bool> {
        let trainer = &self.core.contender(model)?.trainer;
        Ok(self.maps[model].advance(trainer.model(), trainer.data()))
    }

    /// Whether the map is that of the present weights and data.
    #[wasm_bindgen(js_name = isMapCurrent)]
    pub fn is_map_current(&self, model: usize) -> Result<bool> {
        let trainer = &self.core.contender(model)?.trainer;
        Ok(self.maps[model].is_current(trainer.model(), trainer.data()))
    }

    /// View `[n]`: the numbers of the examples on the map.
    #[wasm_bindgen(js_name = mapExamples)]
    pub fn map_examples(&self, model: usize) -> Result<Uint32Array> {
        self.core.contender(model)?;
        Ok(view::integers(self.maps[model].examples()))
    }

    /// View `[n, 2]`: their places.
    #[wasm_bindgen(js_name = mapPlaces)]
    pub fn map_places(&self, model: usize) -> Result<Float32Array> {
        self.core.contender(model)?;
        Ok(view::floats(self.maps[model].places()))
    }

    /// The map in numbers.
    #[wasm_bindgen(js_name = mapSummary, unchecked_return_type = "MapSummary")]
    pub fn map_summary(&self, model: usize) -> Result<JsValue> {
        self.core.contender(model)?;
        let map = &self.maps[model];
        Ok(to_js(&MapSummary {
            units: map.units(),
            explained_variance_ratio: map.explained_variance_ratio().to_vec(),
            agreement: map.agreement(),
        }))
    }

    /// View `[2]`: where an image of 784 pixels from 0 to 1 is on the map; undefined before the first map.
    #[wasm_bindgen(js_name = mapPlace)]
    pub fn map_place(&mut self, model: usize, image: &[f32]) -> Result<Option<Float32Array>> {
        self.core.contender(model)?;
        let place = self.maps[model].place(image)?;
        Ok(place.map(|place| view::floats(place)))
    }
}
