//! `Layers` for JavaScript.

use js_sys::Float32Array;
use wasm_bindgen::prelude::*;

use crate::error::Result;
use crate::insight::cell::Cell;
use crate::insight::cell_back::WayBack;
use crate::insight::saliency::Saliency;
use crate::insight::trace::Trace;
use crate::insight::weights::layer_full_size;
use crate::wasm::race::Race;
use crate::wasm::to_js::to_js;
use crate::wasm::view;

/// What the layers of a model make of one example, and why. One for each model that is looked at, or for one after another.
#[wasm_bindgen]
#[derive(Default)]
pub struct Layers {
    trace: Trace,
    cell: Cell,
    back: WayBack,
    saliency: Saliency,
}

#[wasm_bindgen]
impl Layers {
    /// Nothing has gone through yet.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Runs an example through a model, such as an image of 784 pixels from 0 to 1, and keeps what every layer makes of it: the
    /// range of each level's values, level 0 being the example. What follows tells of it, and is to be asked before the next step.
    #[wasm_bindgen(unchecked_return_type = "Span[]")]
    pub fn trace(&mut self, race: &Race, model: usize, example: &[f32]) -> Result<JsValue> {
        self.trace.run(race.model(model)?, example)?;
        Ok(to_js(&self.trace.spans()))
    }

    /// View: the values of a level, in the shape that `Race.layers` tells; level 0 is the example.
    pub fn output(&self, race: &Race, model: usize, level: usize) -> Result<Float32Array> {
        let level = self.trace.level(race.model(model)?.network, level)?;
        Ok(view::floats(&level.h))
    }

    /// The arithmetic of one value of a level.
    #[wasm_bindgen(unchecked_return_type = "CellSummary")]
    pub fn cell(
        &mut self,
        race: &Race,
        model: usize,
        level: usize,
        index: usize,
    ) -> Result<JsValue> {
        let network = race.model(model)?;
        Ok(to_js(&self.cell.read(
            network,
            &self.trace,
            level,
            index,
        )?))
    }

    /// What comes back to one value of a level, where the example is of `class`.
    #[wasm_bindgen(js_name = cellBack, unchecked_return_type = "CellBack")]
    pub fn cell_back(
        &mut self,
        race: &Race,
        model: usize,
        class: usize,
        level: usize,
        index: usize,
    ) -> Result<JsValue> {
        let network = race.model(model)?;
        let place = (level, index);
        Ok(to_js(&self.back.read(
            network,
            &mut self.trace,
            class,
            place,
        )?))
    }

    /// View: ∂E/∂w of the weights that the last `cellBack` is about, in the order of `cellInputs`; empty where it has none.
    #[wasm_bindgen(js_name = cellGradient)]
    pub fn cell_gradient(&self) -> Float32Array {
        view::floats(&self.back.gradient)
    }

    /// View: what the last `cell` read, `[rows, columns, channels]` of its window or all values.
    #[wasm_bindgen(js_name = cellInputs)]
    pub fn cell_inputs(&self) -> Float32Array {
        view::floats(&self.cell.inputs)
    }

    /// View: the weights of the last `cell`, in the order of `cellInputs`; empty where it has none.
    #[wasm_bindgen(js_name = cellWeights)]
    pub fn cell_weights(&self) -> Float32Array {
        view::floats(&self.cell.weights)
    }

    /// View: inputs × weights of the last `cell`, in the order of `cellInputs`; empty where nothing is added up.
    #[wasm_bindgen(js_name = cellProducts)]
    pub fn cell_products(&self) -> Float32Array {
        view::floats(&self.cell.products)
    }

    /// Why a model gives `class` the logit that it does.
    #[wasm_bindgen(unchecked_return_type = "Evidence")]
    pub fn explain(&mut self, race: &Race, model: usize, class: usize) -> Result<JsValue> {
        let network = race.model(model)?;
        Ok(to_js(&self.saliency.explain(
            network,
            &mut self.trace,
            class,
        )?))
    }

    /// View `[inputs]`: the gradient of the logit of the last `explain`.
    pub fn gradient(&self) -> Float32Array {
        view::floats(self.saliency.gradient())
    }

    /// View `[inputs]`: gradient × input of the last `explain`.
    pub fn products(&self) -> Float32Array {
        view::floats(self.saliency.products())
    }

    /// The size at which the colour of a layer's weights is full.
    #[wasm_bindgen(js_name = fullWeight)]
    pub fn full_weight(race: &Race, model: usize, layer: usize) -> Result<f32> {
        layer_full_size(race.model(model)?, layer)
    }
}
