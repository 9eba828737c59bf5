//! Look inside: one example's pass, every number of it opened into the formula that it comes from, and the update that follows.
//!
//! | file | what |
//! | --- | --- |
//! | `unit` | a unit: z = Σ w x + b, h = f(z), ∂E/∂h = Σ w δ, δ = ∂E/∂h · f′(z) |
//! | `parameter` | a weight or bias: ∂E/∂w = x δ, and the update as its optimiser makes it |
//! | `twin` | the same gradient by central differences, in double precision |
//! | `logistic` | a sigmoid output: the derivation by the chain rule, and squared error beside cross-entropy |
//! | `worked` | an example as it stands in a text, with the weights that it begins with |
//! | `sum` | how many decimals it takes for what is shown to add up as it is shown |

mod logistic;
mod parameter;
mod sum;
mod twin;
mod unit;
mod worked;

pub use logistic::{ErrorOf, LogisticOutput};
pub use parameter::{Memory, OpenParameter};
pub use sum::Shown;
pub use twin::{Twin, loss as loss_in_double};
pub use unit::{OpenUnit, Summand};
pub use worked::WorkedExample;

use serde::Serialize;

use super::trace::{Level, Trace};
use super::update::Update;
use crate::data::dataset::Dataset;
use crate::error::Result;
use crate::trainer::training::Trainer;

/// One example through one model, forward, back and on to the update.
#[derive(Default)]
pub struct Inside {
    /// The pass of the one example.
    one: Trace,
    /// The pass of all examples that make the update, where it was asked what each of them adds to it.
    all: Trace,
    update: Update,
    /// The numbers of those examples.
    examples: Vec<u32>,
    /// Targets of the one example.
    targets: Vec<f32>,
}

/// What the pass and the update cost.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "page", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Walk {
    /// E of the one example, what each output adds to it, and how that sum is shown.
    pub error: f64,
    pub terms: Vec<f64>,
    pub error_shown: Shown,
    /// The mean error of the examples that make the update, penalty included, before it and after it.
    pub before: f64,
    pub after: f64,
    /// Σ g Δw: the change that the gradient predicts.
    pub predicted: f64,
    /// How many examples make the update.
    pub examples: usize,
    /// z, h and δ of each level of the one example; level 0 are the inputs.
    pub levels: Vec<WalkedLevel>,
    /// Its targets.
    pub targets: Vec<f32>,
}

/// The numbers of a level, `[units]` each; the inputs have no z and no δ.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "page", derive(tsify::Tsify))]
pub struct WalkedLevel {
    pub z: Vec<f32>,
    pub h: Vec<f32>,
    pub delta: Vec<f32>,
}

impl WalkedLevel {
    fn of(level: &Level) -> Self {
        Self {
            z: level.z.clone(),
            h: level.h.clone(),
            delta: level.delta.clone(),
        }
    }
}

impl Inside {
    /// Sends `example` through a model, and works out the update by it alone or, with `batch`, by the examples of the next
    /// batch. What follows tells of this pass.
    pub fn walk(&mut self, trainer: &Trainer, example: usize, batch: bool) -> Result<Walk> {
        let (data, model) = (trainer.data(), trainer.model());
        data.check_example(example)?;
        self.choose(trainer, example, batch);
        let mut x = Vec::new();
        gather(data, &[example as u32], (&mut x, &mut self.targets));
        self.one.run(model, &x)?;
        self.one.clear_gradient(&model);
        let error = self.one.run_back(model, &self.targets, 1.0)?;
        self.update.of(trainer, &self.examples);
        let after = self.update.error_after(trainer, &self.examples);
        let terms = self.terms(trainer)?;
        Ok(Walk {
            error,
            error_shown: Shown::of(&terms, error),
            terms,
            before: self.update.before(),
            after,
            predicted: self.update.predicted(),
            examples: self.examples.len(),
            levels: self.levels(trainer)?.iter().map(WalkedLevel::of).collect(),
            targets: self.targets.clone(),
        })
    }

    /// What each output adds to E.
    fn terms(&self, trainer: &Trainer) -> Result<Vec<f64>> {
        let outputs = self.levels(trainer)?.last();
        let z = outputs.map_or(vec![], |level| {
            level.z.iter().copied().map(f64::from).collect()
        });
        Ok(twin::terms(trainer.network().loss(), &z, &self.targets))
    }

    /// Where all points are held out there is no batch, and the example stands alone.
    fn choose(&mut self, trainer: &Trainer, example: usize, batch: bool) {
        self.examples.clear();
        if batch {
            self.examples.extend_from_slice(trainer.next_examples());
        }
        if self.examples.is_empty() {
            self.examples.push(example as u32);
        }
    }

    /// Sends the examples of the update through, so that each one's share of the gradient is known.
    fn send_all(&mut self, trainer: &Trainer) -> Result<()> {
        let model = trainer.model();
        let (mut x, mut t) = (Vec::new(), Vec::new());
        gather(trainer.data(), &self.examples, (&mut x, &mut t));
        self.all.run_batch(model, &x);
        self.all.clear_gradient(&model);
        let share = 1.0 / self.examples.len() as f32;
        self.all.run_back(model, &t, share).map(drop)
    }

    /// The levels of the one example.
    fn levels(&self, trainer: &Trainer) -> Result<&[Level]> {
        self.one.levels_of_one(trainer.network())
    }
}

/// Inputs and targets of some examples.
fn gather(data: &Dataset, examples: &[u32], (x, t): (&mut Vec<f32>, &mut Vec<f32>)) {
    let numbers = || examples.iter().map(|&example| example as usize);
    x.resize(examples.len() * data.features(), 0.0);
    data.gather_inputs(numbers(), x);
    t.resize(examples.len() * data.outputs(), 0.0);
    data.gather_targets(numbers(), t);
}
