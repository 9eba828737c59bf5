//! The plane as the last hidden layer bends it.

use proptest::prelude::*;

use gradual::error::Result;

use super::{Shown, floats};
use crate::arguments::{Pick, pick};
use crate::lab::Lab;

#[derive(Clone, Debug)]
pub struct Operation(Pick);

pub fn operations() -> impl Strategy<Value = Operation> {
    pick().prop_map(Operation)
}

impl Operation {
    pub fn run(&self, lab: &mut Lab) -> Result<Shown> {
        let model = lab.race.contender(lab.model(&self.0))?.trainer.model();
        lab.space.read(model, lab.race.data())?;
        let (middle, half) = lab.space.frame();
        let shown = [
            lab.space.places(),
            lab.space.lines(),
            lab.space.shading(),
            lab.space.boundary(),
        ];
        let shares = lab.space.explained_variance_ratio().unwrap_or_default();
        Ok(floats(
            &[&shown.concat()[..], shares, &middle, &[half]].concat(),
        ))
    }
}
