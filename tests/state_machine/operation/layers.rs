//! What the layers make of a picture.

use proptest::prelude::*;

use gradual::error::Result;

use super::Shown;
use crate::arguments::{Image, Pick, image, pick};
use crate::lab::Lab;

#[derive(Clone, Debug)]
pub enum Operation {
    Trace(Pick, Image),
    LevelOutput(Pick, Pick),
    Cell(Pick, Pick, Pick),
    Explain(Pick, Pick),
    FullWeight(Pick, Pick),
}

pub fn operations() -> impl Strategy<Value = Operation> {
    use Operation::*;
    prop_oneof![
        4 => (pick(), image()).prop_map(|(model, image)| Trace(model, image)),
        1 => (pick(), pick()).prop_map(|(model, level)| LevelOutput(model, level)),
        4 => (pick(), pick(), pick()).prop_map(|(model, level, index)| Cell(model, level, index)),
        3 => (pick(), pick()).prop_map(|(model, class)| Explain(model, class)),
        1 => (pick(), pick()).prop_map(|(model, layer)| FullWeight(model, layer)),
    ]
}

impl Operation {
    pub fn run(&self, lab: &mut Lab) -> Result<Shown> {
        match self {
            Self::Trace(model, image) => lab.trace(model, &image.values()),
            Self::LevelOutput(model, level) => lab.level_output(model, level),
            Self::Cell(model, level, index) => lab.cell(model, level, index),
            Self::Explain(model, class) => lab.explain(model, class),
            Self::FullWeight(model, layer) => lab.full_weight(model, layer),
        }
    }
}
