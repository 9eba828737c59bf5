//! `Boltzmann` for JavaScript: a restricted Boltzmann machine in training.

use std::sync::Arc;

use js_sys::{Float32Array, Uint32Array};
use serde::Serialize;
use tsify::Tsify;
use wasm_bindgen::prelude::*;

use crate::data::generators::bars_and_stripes::{bars_and_stripes, best_log_likelihood};
use crate::error::Result;
use crate::insight::filters::filters;
use crate::insight::histogram::{Histogram, around_zero, histogram, mean_size};
use crate::trainer::rbm::activity::Activity;
use crate::trainer::rbm::config::RbmConfig;
use crate::trainer::rbm::examples::Examples;
use crate::trainer::rbm::measures::{Measuring, RbmMeasures, remembers};
use crate::trainer::rbm::training::RbmTrainer;
use crate::wasm::config::{read, read_seed};
use crate::wasm::race::Race;
use crate::wasm::to_js::to_js;
use crate::wasm::view;

/// Examples that are measured at most of those that are learned, and of those that are held out.
const MEASURED: usize = 500;

/// Steps of a histogram.
const STEPS: usize = 31;

/// The size that updates should have beside weights (Hinton 2010, §7).
const ASKED: f64 = 0.001;

/// Where a machine is, and how it did when it was measured last.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct BoltzmannReport {
    pub epochs: f64,
    pub iteration: u64,
    /// Examples that it learns.
    pub examples: usize,
    /// Why it stopped, in a sentence; null while it can go on.
    pub stopped: Option<String>,
    /// The epochs that it had done when it was measured.
    pub measured: f64,
    /// Null before it is measured for the first time.
    pub train: Option<RbmMeasures>,
    /// Null where nothing is held out, too.
    pub held_out: Option<RbmMeasures>,
    /// How far the free energy of what is held out lies above that of what is learned.
    pub gap: Option<f64>,
    /// The same before training.
    pub first_gap: Option<f64>,
    /// Whether the gap has grown so much that it tells of learning by heart.
    pub remembers: bool,
}

/// How the weights of a machine, its last update and the rates of its units are spread.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct BoltzmannSpread {
    pub weights: Histogram,
    pub updates: Histogram,
    pub rates: Histogram,
    /// The mean size of an update, as a share of that of a weight.
    pub share: f64,
    /// The size of an update that is asked for: a thousandth of the mean size of a weight.
    pub asked: f64,
}

/// One hidden unit.
#[derive(Serialize, Tsify)]
pub struct BoltzmannUnit {
    /// How often it is on.
    pub rate: f32,
    pub bias: f32,
    /// How its probability of being on is spread over the examples.
    pub rates: Histogram,
}

/// A restricted Boltzmann machine in training. Arrays described as views are to be read before the next call.
#[wasm_bindgen]
pub struct Boltzmann {
    trainer: RbmTrainer,
    held_out: Option<Examples>,
    best: Option<f64>,
    /// The first rows of what it learns, and of what is held out.
    rows: [Arc<[f32]>; 2],
    measures: [Option<RbmMeasures>; 2],
    /// The epochs done when that was.
    measured: f64,
    first_gap: Option<f64>,
    /// Under way: of what it learns, and then of what is held out.
    measuring: Option<(f64, [Measuring; 2])>,
    /// What units made of the examples, at an iteration.
    activity: Option<(u64, Activity)>,
    /// The units as they are shown.
    order: Vec<u32>,
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
        let of = |from: usize, count: usize| {
            let examples = Examples::of(data, from..from + count)?;
            Ok::<_, crate::error::Error>(if inverted {
                examples.inverted()
            } else {
                examples
            })
        };
        let held_out = (tests > 0)
            .then(|| of(train, tests.min(MEASURED)))
            .transpose()?;
        Self::new(config, of(0, count.min(train))?, held_out, None, seed)
    }

    /// A machine for all bars and stripes of `side` × `side` pixels, of which all is known.
    #[wasm_bindgen(js_name = ofBars)]
    pub fn of_bars(
        side: usize,
        #[wasm_bindgen(unchecked_param_type = "RbmConfig")] config: JsValue,
        #[wasm_bindgen(unchecked_param_type = "number")] seed: JsValue,
    ) -> Result<Self> {
        let examples = Examples::new(bars_and_stripes(side)?, side * side)?;
        let best = Some(best_log_likelihood(side)?);
        Self::new(config, examples, None, best, seed)
    }

    fn new(
        config: JsValue,
        examples: Examples,
        held_out: Option<Examples>,
        best: Option<f64>,
        seed: JsValue,
    ) -> Result<Self> {
        let config: RbmConfig = read(config)?;
        let first = |examples: &Examples| examples.first(MEASURED).into();
        Ok(Self {
            rows: [
                first(&examples),
                held_out.as_ref().map_or_else(|| [].into(), first),
            ],
            order: (0..config.hidden as u32).collect(),
            trainer: RbmTrainer::new(config, examples, read_seed(seed)?)?,
            held_out,
            best,
            measures: [None; 2],
            measured: 0.0,
            first_gap: None,
            measuring: None,
            activity: None,
            numbers: Vec::new(),
        })
    }

    /// So many batches.
    pub fn step(&mut self, batches: u32) {
        (0..batches).for_each(|_| self.trainer.step());
    }

    /// At most so many batches, and none beyond the end of this epoch.
    #[wasm_bindgen(js_name = stepInEpoch)]
    pub fn step_in_epoch(&mut self, batches: u32) {
        self.trainer.step_in_epoch(batches);
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

    /// The best mean log-likelihood that any model can reach, where that is known.
    #[wasm_bindgen(getter)]
    pub fn best(&self) -> Option<f64> {
        self.best
    }

    /// Measures so many examples more, as the machine was when it was asked for the first of them; whether that were the last ones, so
    /// that there is another report.
    pub fn measure(&mut self, rows: usize) -> Result<bool> {
        let (epochs, mut both) = match self.measuring.take() {
            Some(measuring) => measuring,
            None => (self.trainer.epochs(), self.begin_measuring()?),
        };
        let [train, held_out] = &mut both;
        let found = train
            .advance(rows)
            .map(|train| (train, held_out.advance(rows)));
        match found {
            Some((train, Some(held_out))) => {
                self.measures = [Some(train), self.held_out.as_ref().map(|_| held_out)];
                self.measured = epochs;
                self.first_gap = self.first_gap.or(self.gap());
                Ok(true)
            }
            _ => {
                self.measuring = Some((epochs, both));
                Ok(false)
            }
        }
    }

    fn begin_measuring(&self) -> Result<[Measuring; 2]> {
        let machine = self.trainer.machine();
        let seed = self.trainer.iteration() as u32;
        let [train, held_out] = &self.rows;
        let of = |rows: &Arc<[f32]>| Measuring::new(machine, rows.clone(), seed);
        Ok([
            of(train)?,
            of(if held_out.is_empty() { train } else { held_out })?,
        ])
    }

    fn gap(&self) -> Option<f64> {
        let [train, held_out] = self.measures;
        Some(held_out?.free_energy - train?.free_energy)
    }

    /// Where it is, and how it did on five hundred examples of each kind when it was measured last.
    #[wasm_bindgen(unchecked_return_type = "BoltzmannReport")]
    pub fn report(&self) -> JsValue {
        let (gap, [train, held_out]) = (self.gap(), self.measures);
        let both = self.first_gap.zip(gap);
        to_js(&BoltzmannReport {
            epochs: self.trainer.epochs(),
            iteration: self.trainer.iteration(),
            examples: self.trainer.examples().count(),
            stopped: self.trainer.stopped(),
            measured: self.measured,
            train,
            held_out,
            gap,
            first_gap: self.first_gap,
            remembers: both.is_some_and(|(first, gap)| remembers(first, gap)),
        })
    }

    /// How weights, updates and rates are spread.
    #[wasm_bindgen(unchecked_return_type = "BoltzmannSpread")]
    pub fn spread(&mut self) -> Result<JsValue> {
        let rates = histogram(&self.activity()?.rates(), [0.0, 1.0], STEPS);
        let weights = self.trainer.machine().weights();
        let updates = &self.trainer.last_update()[..weights.len()];
        let size = mean_size(weights);
        Ok(to_js(&BoltzmannSpread {
            weights: around_zero(weights, STEPS),
            updates: around_zero(updates, STEPS),
            rates,
            share: if size > 0.0 {
                mean_size(updates) / size
            } else {
                0.0
            },
            asked: ASKED * size,
        }))
    }

    /// What the units make of the first examples, as the machine is now.
    fn activity(&mut self) -> Result<&Activity> {
        let iteration = self.trainer.iteration();
        let known = self.activity.take().filter(|(at, _)| *at == iteration);
        let activity = match known {
            Some((_, activity)) => activity,
            None => Activity::of(self.trainer.machine(), &self.rows[0])?,
        };
        Ok(&self.activity.insert((iteration, activity)).1)
    }

    /// Sorts the tiles of [`Self::filters`]: by how often their units are on now, or by their numbers.
    pub fn sort(&mut self, by_activity: bool) -> Result<()> {
        self.order = if by_activity {
            self.activity()?.order()
        } else {
            (0..self.trainer.machine().rbm.hidden as u32).collect()
        };
        Ok(())
    }

    /// View `[hidden]`: the unit of each tile.
    pub fn order(&self) -> Uint32Array {
        view::integers(&self.order)
    }

    /// View `[hidden, visible]`: a tile for each unit, from −1 to 1 on a common scale or each on its own.
    pub fn filters(&mut self, own: bool) -> Result<Float32Array> {
        self.numbers = filters(self.trainer.machine(), &self.order, own)?;
        Ok(view::floats(&self.numbers))
    }

    /// View `[3, visible]` of one hidden unit: its weights, divided by the largest of them, ⟨v h⟩ driven by data, and ⟨v h⟩ of the model's
    /// own.
    pub fn unit(&mut self, hidden: usize) -> Result<Float32Array> {
        let contrast = self.trainer.contrast();
        let data = contrast.positive().picture(hidden)?;
        let model = contrast.negative().picture(hidden)?;
        self.numbers = filters(self.trainer.machine(), &[hidden as u32], true)?;
        self.numbers.extend(data.into_iter().chain(model));
        Ok(view::floats(&self.numbers))
    }

    /// How often a hidden unit is on, its bias, and how its probabilities are spread.
    #[wasm_bindgen(js_name = unitReport, unchecked_return_type = "BoltzmannUnit")]
    pub fn unit_report(&mut self, hidden: usize) -> Result<JsValue> {
        let probabilities = self.activity()?.of_unit(hidden)?;
        Ok(to_js(&BoltzmannUnit {
            rate: self.activity()?.rates()[hidden],
            bias: self.trainer.machine().hidden_biases()[hidden],
            rates: histogram(&probabilities, [0.0, 1.0], STEPS),
        }))
    }

    /// The numbers of one weight in the last update.
    #[wasm_bindgen(unchecked_return_type = "WeightStatistics")]
    pub fn weight(&self, visible: usize, hidden: usize) -> Result<JsValue> {
        Ok(to_js(&self.trainer.weight(visible, hidden)?))
    }

    /// View `[at most so many, visible]`: the examples that switch a hidden unit on the most, among the first five hundred.
    pub fn surest(&mut self, hidden: usize, most: usize) -> Result<Float32Array> {
        let surest = self.activity()?.surest(hidden, most)?;
        let examples = self.trainer.examples();
        let rows = surest.iter().map(|&example| examples.row(example as usize));
        self.numbers = rows.flat_map(|row| row.into_owned()).collect();
        Ok(view::floats(&self.numbers))
    }

    /// View `[count, visible]`: examples that are held out, from one of them on and round again; of what is learned where nothing is.
    #[wasm_bindgen(js_name = heldOut)]
    pub fn held_out(&mut self, first: usize, count: usize) -> Float32Array {
        let examples = self.held_out.as_ref().unwrap_or(self.trainer.examples());
        let rows = (first..first + count).map(|example| examples.row(example % examples.count()));
        self.numbers = rows.flat_map(|row| row.into_owned()).collect();
        view::floats(&self.numbers)
    }

    pub(super) fn trainer(&self) -> &RbmTrainer {
        &self.trainer
    }

    pub(super) fn trainer_mut(&mut self) -> &mut RbmTrainer {
        &mut self.trainer
    }

    /// The rows by which it is judged: what is held out, or what is learned where nothing is.
    pub(super) fn judges(&self) -> &Arc<[f32]> {
        let [train, held_out] = &self.rows;
        if held_out.is_empty() { train } else { held_out }
    }
}
