//! `DeepBelief` for JavaScript: machines stacked one by one, with labels on top.

use js_sys::Float32Array;
use wasm_bindgen::prelude::*;

use crate::error::Result;
use crate::learning::rbm::chains::Chains;
use crate::learning::rbm::deep::DeepBelief as Core;
use crate::trainer::rbm::examples::Examples;
use crate::trainer::rbm::stack::{Stack, StackLayer};
use crate::wasm::config::{read, read_seed};
use crate::wasm::race::Race;
use crate::wasm::to_js::to_js;
use crate::wasm::view;

/// A deep belief network that is stacked layer by layer, and dreams once it is whole.
#[wasm_bindgen]
pub struct DeepBelief {
    stack: Stack,
    /// Once all machines are trained.
    whole: Option<Core>,
    dreams: Option<Chains>,
    pictures: Vec<f32>,
}

#[wasm_bindgen]
impl DeepBelief {
    /// For the first `count` training digits of a race, with their labels beside the highest machine.
    #[wasm_bindgen(js_name = ofDigits)]
    pub fn of_digits(
        race: &Race,
        count: usize,
        #[wasm_bindgen(unchecked_param_type = "StackLayer[]")] layers: JsValue,
        #[wasm_bindgen(unchecked_param_type = "number")] seed: JsValue,
    ) -> Result<Self> {
        let data = race.core.data();
        let count = count.min(data.train_count());
        let layers: Vec<StackLayer> = read(layers)?;
        let labels = Some((&data.labels()[..count], data.classes()));
        let examples = Examples::of(data, 0..count)?;
        Ok(Self {
            stack: Stack::new(layers, examples, labels, read_seed(seed)?)?,
            whole: None,
            dreams: None,
            pictures: Vec::new(),
        })
    }

    /// So many batches; the next machine is put on top when one has done its epochs.
    pub fn step(&mut self, batches: u32) -> Result<()> {
        for _ in 0..batches {
            if self.stack.is_done() {
                break;
            }
            self.stack.step()?;
        }
        if self.stack.is_done() && self.whole.is_none() {
            self.whole = Some(self.stack.network()?);
        }
        Ok(())
    }

    /// How far it has come.
    #[wasm_bindgen(unchecked_return_type = "StackProgress")]
    pub fn progress(&self) -> JsValue {
        to_js(&self.stack.progress())
    }

    /// Whether all machines are trained.
    #[wasm_bindgen(getter, js_name = isDone)]
    pub fn is_done(&self) -> bool {
        self.whole.is_some()
    }

    /// Ten dreams are to begin, of one label.
    pub fn hold(
        &mut self,
        label: usize,
        #[wasm_bindgen(unchecked_param_type = "number")] seed: JsValue,
    ) -> Result<()> {
        let seed = read_seed(seed)?;
        let dreams = self
            .whole
            .as_ref()
            .map(|net| net.dreams(10, Some(label), seed));
        self.dreams = dreams.transpose()?;
        Ok(())
    }

    /// View `[10, visible]`: the dreams so many steps later; empty while there are none.
    pub fn dream(&mut self, steps: u32) -> Float32Array {
        if let (Some(net), Some(dreams)) = (&self.whole, &mut self.dreams) {
            net.dream(dreams, steps);
            self.pictures = net.down(dreams.shown());
        }
        view::floats(&self.pictures)
    }

    /// P(label | picture) of a picture `[visible]`, by free energies; empty before it is whole.
    pub fn recognise(&self, picture: &[f32]) -> Result<Vec<f64>> {
        self.whole
            .as_ref()
            .map_or(Ok(Vec::new()), |net| net.recognise(picture))
    }

    /// Unrolls it into a model of a race: its layers become hidden layers of sigmoids, a fresh output layer is put on top, and all
    /// models restart.
    pub fn unroll(&self, race: &mut Race, model: usize) -> Result<()> {
        match &self.whole {
            Some(net) => race.core.take_belief(model, net),
            None => Ok(()),
        }
    }
}
