//! Single numbers: opened, typed, frozen.

use proptest::prelude::*;

use gradual::error::Result;
use gradual::insight::inside::Inside;
use gradual::trainer::settings::ModelConfig;

use super::{Shown, nothing};
use crate::arguments::{Pick, pick};
use crate::lab::Lab;

/// Gives a weight another value, or freezes some.
#[derive(Clone, Debug)]
pub enum Operation {
    Type(Pick, Pick, f64),
    Freeze(Pick, Vec<Pick>),
}

/// Which model is walked through with which example, by itself or by a batch, and what is opened then.
#[derive(Clone, Debug)]
pub struct Walk {
    model: Pick,
    example: Pick,
    batch: bool,
    unit: [Pick; 2],
    parameter: Pick,
}

pub fn operations() -> impl Strategy<Value = Operation> {
    use Operation::*;
    let value = prop_oneof![4 => -3.0..3.0_f64, 1 => any::<f64>()];
    let some = prop::collection::vec(pick(), 0..4);
    prop_oneof![
        3 => (pick(), pick(), value).prop_map(|(model, index, value)| Type(model, index, value)),
        2 => (pick(), some).prop_map(|(model, indices)| Freeze(model, indices)),
    ]
}

pub fn walks() -> impl Strategy<Value = Walk> {
    let picks = (pick(), pick(), any::<bool>(), [pick(), pick()], pick());
    picks.prop_map(|(model, example, batch, unit, parameter)| Walk {
        model,
        example,
        batch,
        unit,
        parameter,
    })
}

impl Operation {
    pub fn run(&self, lab: &mut Lab) -> Result<Shown> {
        match self {
            Self::Type(model, index, value) => {
                let count = lab.network(model)?.parameters.len();
                lab.race
                    .set_parameter(lab.model(model), index.among(count), *value)?;
            }
            Self::Freeze(model, indices) => {
                let count = lab.network(model)?.parameters.len();
                let which = lab.model(model);
                let config = ModelConfig {
                    frozen: indices
                        .iter()
                        .map(|index| index.among(count) as u32)
                        .collect(),
                    ..lab.race.contender(which)?.trainer.config().clone()
                };
                lab.race.set_model(which, config)?;
            }
        }
        nothing()
    }
}

impl Walk {
    /// What a number is, is for the page: in a state that is about to diverge it may be none.
    pub fn run(&self, lab: &mut Lab) -> Result<Shown> {
        let trainer = &lab.race.contender(lab.model(&self.model))?.trainer;
        let mut inside = Inside::default();
        let example = self.example.among(trainer.data().count());
        inside.walk(trainer, example, self.batch)?;
        let layers = trainer.network().layers();
        let level = self.unit[0].among(layers.len() + 1);
        let units = level.checked_sub(1).and_then(|l| layers.get(l));
        let units = units.map_or(trainer.network().inputs(), |layer| layer.outputs());
        inside.unit(trainer, level, self.unit[1].among(units))?;
        inside.parameter(trainer, self.parameter.among(trainer.parameters().len()))?;
        nothing()
    }
}
