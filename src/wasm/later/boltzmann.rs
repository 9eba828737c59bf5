//! `Boltzmann` for JavaScript: a restricted Boltzmann machine in training.

use js_sys::Float32Array;
use serde::Serialize;
use tsify::Tsify;
use wasm_bindgen::prelude::*;

use crate::data::generators::bars_and_stripes::{bars_and_stripes, best_log_likelihood};
use crate::error::Result;
use crate::learning::rbm::annealing::Annealing;
use crate::learning::rbm::exact::MOST_HIDDEN;
use crate::learning::rbm::pseudo_likelihood::Bits;
use crate::trainer::rbm::config::RbmConfig;
use crate::trainer::rbm::examples::Examples;
use crate::trainer::rbm::measures::{RbmMeasures, measure, surest};
use crate::trainer::rbm::training::RbmTrainer;
use crate::wasm::config::{read, read_seed};
use crate::wasm::race::Race;
use crate::wasm::to_js::to_js;
use crate::wasm::view;

/// Examples that are measured at most of those that are learned, and of those that are held out.
const MEASURED: usize = 500;

/// Where a machine is, and how it does.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct BoltzmannReport {
    pub epochs: f64,
    pub iteration: u64,
    /// Examples that it learns.
    pub examples: usize,
    /// Why it stopped, in a sentence; null while it can go on.
    pub stopped: Option<String>,
    pub train: RbmMeasures,
    /// Null where nothing is held out.
    pub held_out: Option<RbmMeasures>,
}

/// What takes longer to say of a machine.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct BoltzmannLikelihood {
    /// ln Z, exact or estimated.
    pub log_z: f64,
    /// The mean log-likelihood of what is held out, or of what is learned where nothing is.
    pub log_likelihood: f64,
    /// Both ends of the estimate's ±3 standard errors; null where it is exact.
    pub between: Option<[f64; 2]>,
    /// The pseudo-likelihood over all units of a hundred examples.
    pub pseudo_likelihood: f64,
    /// The best that any model can reach, where that is known.
    pub best: Option<f64>,
}

/// A restricted Boltzmann machine in training. Arrays described as views are to be read before the next call.
#[wasm_bindgen]
pub struct Boltzmann {
    trainer: RbmTrainer,
    held_out: Option<Examples>,
    best: Option<f64>,
    numbers: Vec<f32>,
}

#[wasm_bindgen]
impl Boltzmann {
    /// A machine for the first `count` training digits of a race, judged by its first test digits; `inverted`: ink is 0 and paper 1.
    #[wasm_bindgen(js_name = ofDigits)]
    pub fn of_digits(
        race: &Race,
        count: usize,
        inverted: bool,
        #[wasm_bindgen(unchecked_param_type = "RbmConfig")] config: JsValue,
        #[wasm_bindgen(unchecked_param_type = "number")] seed: JsValue,
    ) -> Result<Self> {
        let data = race.core.data();
        let (train, tests) = (data.train_count(), data.count() - data.train_count());
        let of = |from: usize, most: usize, there: usize| {
            let examples = Examples::of(data, from..from + most.min(there))?;
            if inverted {
                let rows = examples.rows().iter().map(|v| 1.0 - v).collect();
                return Examples::new(rows, examples.visible());
            }
            Ok(examples)
        };
        let held_out = (tests > 0)
            .then(|| of(train, MEASURED, tests))
            .transpose()?;
        Self::new(config, of(0, count, train)?, held_out, None, seed)
    }

    /// A machine for all bars and stripes of `side` × `side` pixels, of which all is known.
    #[wasm_bindgen(js_name = ofBars)]
    pub fn of_bars(
        side: usize,
        #[wasm_bindgen(unchecked_param_type = "RbmConfig")] config: JsValue,
        #[wasm_bindgen(unchecked_param_type = "number")] seed: JsValue,
    ) -> Result<Self> {
        let examples = Examples::new(bars_and_stripes(side)?, side * side)?;
        Self::new(
            config,
            examples,
            None,
            Some(best_log_likelihood(side)?),
            seed,
        )
    }

    fn new(
        config: JsValue,
        examples: Examples,
        held_out: Option<Examples>,
        best: Option<f64>,
        seed: JsValue,
    ) -> Result<Self> {
        let config: RbmConfig = read(config)?;
        Ok(Self {
            trainer: RbmTrainer::new(config, examples, read_seed(seed)?)?,
            held_out,
            best,
            numbers: Vec::new(),
        })
    }

    /// So many batches.
    pub fn step(&mut self, batches: u32) {
        (0..batches).for_each(|_| self.trainer.step());
    }

    /// The batches that are left of this epoch.
    #[wasm_bindgen(js_name = stepEpoch)]
    pub fn step_epoch(&mut self) {
        self.trainer.step_epoch();
    }

    /// Other settings from the next batch on; the units must be the same.
    #[wasm_bindgen(js_name = setConfig)]
    pub fn set_config(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "RbmConfig")] config: JsValue,
    ) -> Result<()> {
        self.trainer.set_config(read(config)?)
    }

    /// Epochs done, with the part of the current one.
    #[wasm_bindgen(getter)]
    pub fn epochs(&self) -> f64 {
        self.trainer.epochs()
    }

    /// Whether it has diverged.
    #[wasm_bindgen(getter)]
    pub fn stopped(&self) -> bool {
        self.trainer.stopped().is_some()
    }

    /// Where it is, and how it does on five hundred examples of each kind.
    #[wasm_bindgen(unchecked_return_type = "BoltzmannReport")]
    pub fn report(&self) -> Result<JsValue> {
        let machine = self.trainer.machine();
        let seed = self.trainer.iteration() as u32;
        let examples = self.trainer.examples();
        let of = |examples: &Examples| measure(machine, first(examples, MEASURED), seed);
        Ok(to_js(&BoltzmannReport {
            epochs: self.trainer.epochs(),
            iteration: self.trainer.iteration(),
            examples: examples.count(),
            stopped: self.trainer.stopped(),
            train: of(examples)?,
            held_out: self.held_out.as_ref().map(of).transpose()?,
        }))
    }

    /// Its log-likelihood: exact up to 18 hidden units, else by annealed importance sampling.
    #[wasm_bindgen(unchecked_return_type = "BoltzmannLikelihood")]
    pub fn likelihood(&self) -> Result<JsValue> {
        let machine = self.trainer.machine();
        let rows = first(
            self.held_out.as_ref().unwrap_or(self.trainer.examples()),
            MEASURED,
        );
        let (log_z, between) = if machine.rbm.hidden <= MOST_HIDDEN {
            (machine.log_z()?, None)
        } else {
            let base = machine
                .rbm
                .independent_biases(self.trainer.examples().rows());
            let mut annealing = Annealing::new(machine, base, 100, 1000, 1)?;
            let found = loop {
                annealing.advance(machine, 100);
                if let Some(found) = annealing.estimate() {
                    break found;
                }
            };
            (found.log_z, Some([found.low, found.high]))
        };
        let hundred = &rows[..rows.len().min(100 * machine.rbm.visible)];
        let at = |log_z: f64| machine.mean_log_likelihood(rows, log_z);
        Ok(to_js(&BoltzmannLikelihood {
            log_z,
            log_likelihood: at(log_z),
            between: between.map(|[low, high]| [at(high), at(low)]),
            pseudo_likelihood: machine.pseudo_likelihood(hundred, Bits::All)?,
            best: self.best,
        }))
    }

    /// View `[visible, hidden]`: the weights.
    pub fn weights(&self) -> Float32Array {
        view::floats(self.trainer.machine().weights())
    }

    /// View `[visible, hidden]`: what the last update added to them.
    pub fn updates(&self) -> Float32Array {
        let weights = self.trainer.machine().rbm.weights();
        view::floats(&self.trainer.last_update()[weights])
    }

    /// View `[hidden]`: the hidden biases.
    #[wasm_bindgen(js_name = hiddenBiases)]
    pub fn hidden_biases(&self) -> Float32Array {
        view::floats(self.trainer.machine().hidden_biases())
    }

    /// View `[hidden]`: how often each hidden unit is on, over five hundred examples.
    pub fn rates(&mut self) -> Float32Array {
        let machine = self.trainer.machine();
        let features = machine.features(first(self.trainer.examples(), MEASURED));
        let rows = features.len() / machine.rbm.hidden;
        self.numbers = vec![0.0; machine.rbm.hidden];
        for row in features.chunks_exact(machine.rbm.hidden) {
            let rates = self.numbers.iter_mut().zip(row);
            rates.for_each(|(rate, h)| *rate += h / rows as f32);
        }
        view::floats(&self.numbers)
    }

    /// View `[3, visible]` of one hidden unit: its weights, ⟨v h⟩ driven by data, and ⟨v h⟩ of the model's own.
    pub fn unit(&mut self, hidden: usize) -> Result<Float32Array> {
        let contrast = self.trainer.contrast();
        let data = contrast.positive().picture(hidden)?;
        let model = contrast.negative().picture(hidden)?;
        let filter = self.trainer.machine().filter(hidden);
        self.numbers = filter.chain(data).chain(model).collect();
        Ok(view::floats(&self.numbers))
    }

    /// The numbers of one weight in the last update.
    #[wasm_bindgen(unchecked_return_type = "WeightStatistics")]
    pub fn weight(&self, visible: usize, hidden: usize) -> Result<JsValue> {
        Ok(to_js(&self.trainer.weight(visible, hidden)?))
    }

    /// The numbers of the examples that switch a hidden unit on the most, among the first five hundred.
    pub fn surest(&self, hidden: usize, most: usize) -> Result<Vec<u32>> {
        let rows = first(self.trainer.examples(), MEASURED);
        surest(self.trainer.machine(), rows, hidden, most)
    }

    /// View `[visible]`: an example, as it is learned.
    pub fn example(&self, index: usize) -> Float32Array {
        view::floats(row(self.trainer.examples(), index))
    }

    /// View `[visible]`: one that is held out; of what is learned where nothing is.
    #[wasm_bindgen(js_name = heldOut)]
    pub fn held_out(&self, index: usize) -> Float32Array {
        view::floats(row(
            self.held_out.as_ref().unwrap_or(self.trainer.examples()),
            index,
        ))
    }

    pub(super) fn trainer(&self) -> &RbmTrainer {
        &self.trainer
    }

    pub(super) fn trainer_mut(&mut self) -> &mut RbmTrainer {
        &mut self.trainer
    }
}

/// The first rows of some examples.
fn first(examples: &Examples, most: usize) -> &[f32] {
    &examples.rows()[..examples.count().min(most) * examples.visible()]
}

/// A row; round again where there are fewer.
fn row(examples: &Examples, index: usize) -> &[f32] {
    examples.row(index % examples.count())
}
