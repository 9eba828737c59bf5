//! A model's layers for JavaScript: what they make of a picture, and why.

use js_sys::Float32Array;
use wasm_bindgen::prelude::*;

use super::race::Race;
use super::to_js::to_js;
use super::view;
use crate::insight::cell::Cell;
use crate::insight::saliency::Saliency;
use crate::insight::trace::Trace;

/// What is looked at: a trace of each model, and one cell and one class at a time.
pub struct Look {
    traces: Vec<Trace>,
    cell: Cell,
    saliency: Saliency,
}

impl Look {
    pub fn new(models: usize) -> Self {
        Self {
            traces: (0..models).map(|_| Trace::default()).collect(),
            cell: Cell::default(),
            saliency: Saliency::default(),
        }
    }
}

#[wasm_bindgen]
impl Race {
    /// Runs an image of 784 pixels from 0 to 1 through a model and keeps what every layer makes of it: the range of each
    /// level's values, level 0 being the image. What follows tells of this picture, and is to be asked before the next step.
    #[wasm_bindgen(unchecked_return_type = "Span[]")]
    pub fn trace(&mut self, model: usize, image: &[f32]) -> crate::error::Result<JsValue> {
        let network = self.core.contender(model)?.trainer.model();
        let trace = &mut self.look.traces[model];
        trace.run(network, image)?;
        Ok(to_js(&trace.spans()))
    }

    /// View: the values of a level of the last trace, in the shape that `layers` tells; level 0 is the image.
    #[wasm_bindgen(js_name = levelOutput)]
    pub fn level_output(&self, model: usize, level: usize) -> crate::error::Result<Float32Array> {
        let network = self.core.contender(model)?.trainer.model();
        let level = self.look.traces[model].level(&network, level)?;
        Ok(view::floats(&level.h))
    }

    /// The arithmetic of one value of a level of the last trace.
    #[wasm_bindgen(unchecked_return_type = "CellSummary")]
    pub fn cell(
        &mut self,
        model: usize,
        level: usize,
        index: usize,
    ) -> crate::error::Result<JsValue> {
        let network = self.core.contender(model)?.trainer.model();
        let Look { traces, cell, .. } = &mut self.look;
        Ok(to_js(&cell.read(network, &traces[model], level, index)?))
    }

    /// View: what the last `cell` read, `[rows, columns, channels]` of its window or all values.
    #[wasm_bindgen(js_name = cellInputs)]
    pub fn cell_inputs(&self) -> Float32Array {
        view::floats(&self.look.cell.inputs)
    }

    /// View: the weights of the last `cell`, in the order of `cellInputs`; empty where it has none.
    #[wasm_bindgen(js_name = cellWeights)]
    pub fn cell_weights(&self) -> Float32Array {
        view::floats(&self.look.cell.weights)
    }

    /// View: inputs × weights of the last `cell`, in the order of `cellInputs`; empty where nothing is added up.
    #[wasm_bindgen(js_name = cellProducts)]
    pub fn cell_products(&self) -> Float32Array {
        view::floats(&self.look.cell.products)
    }

    /// Why a model gives `class` the logit that it does, for the picture of the last trace.
    #[wasm_bindgen(unchecked_return_type = "Evidence")]
    pub fn explain(&mut self, model: usize, class: usize) -> crate::error::Result<JsValue> {
        let network = self.core.contender(model)?.trainer.model();
        let Look {
            traces, saliency, ..
        } = &mut self.look;
        Ok(to_js(&saliency.explain(
            network,
            &mut traces[model],
            class,
        )?))
    }

    /// View `[784]`: the gradient of the logit of the last `explain`.
    #[wasm_bindgen(js_name = saliencyGradient)]
    pub fn saliency_gradient(&self) -> Float32Array {
        view::floats(self.look.saliency.gradient())
    }

    /// View `[784]`: gradient × image of the last `explain`.
    #[wasm_bindgen(js_name = saliencyProducts)]
    pub fn saliency_products(&self) -> Float32Array {
        view::floats(self.look.saliency.products())
    }

    /// The size at which the colour of a layer's weights is full.
    #[wasm_bindgen(js_name = fullWeight)]
    pub fn full_weight(&self, model: usize, layer: usize) -> crate::error::Result<f32> {
        let network = self.core.contender(model)?.trainer.model();
        crate::insight::weights::layer_full_size(network, layer)
    }
}
