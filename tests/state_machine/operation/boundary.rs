//! The plane through the eyes of a model.

use proptest::prelude::*;

use gradual::error::{Result, in_range};

use super::{Shown, floats};
use crate::arguments::Image;
use crate::arguments::{Pick, float, image, pick, size};
use crate::lab::Lab;

#[derive(Clone, Debug)]
pub enum Operation {
    Boundary(Pick, usize),
    Curve(Pick, usize),
    Margin(Pick, Pick),
    Neurons(Pick, usize),
    Guess(Pick, Image),
    Update(Pick, Option<Pick>),
    NextBatch(Pick),
    UpdateArrows(Pick, f32),
    UpdateMargin(Pick, f32, Pick, usize),
}

pub fn operations() -> impl Strategy<Value = Operation> {
    use Operation::*;
    let side = || size(1..=8);
    prop_oneof![
        3 => (pick(), side()).prop_map(|(model, side)| Boundary(model, side)),
        1 => (pick(), side()).prop_map(|(model, count)| Curve(model, count)),
        2 => (pick(), pick()).prop_map(|(model, class)| Margin(model, class)),
        2 => (pick(), side()).prop_map(|(model, side)| Neurons(model, side)),
        1 => (pick(), image()).prop_map(|(model, image)| Guess(model, image)),
        3 => (pick(), prop::option::of(pick())).prop_map(|(model, point)| Update(model, point)),
        1 => pick().prop_map(NextBatch),
        1 => (pick(), float(0.0, 1000.0)).prop_map(|(model, times)| UpdateArrows(model, times)),
        1 => (pick(), float(0.0, 1000.0), pick(), side())
            .prop_map(|(model, times, class, side)| UpdateMargin(model, times, class, side)),
    ]
}

impl Operation {
    pub fn run(&self, lab: &mut Lab) -> Result<Shown> {
        match self {
            Self::Boundary(model, side) => {
                lab.plane(model, |model, plane| plane.outputs(model, *side))
            }
            Self::Curve(model, count) => {
                lab.plane(model, |model, plane| plane.curve(model, *count))
            }
            Self::Margin(model, class) => {
                let class = lab.class(class)?;
                lab.plane(model, |_, plane| plane.margin(class))
            }
            Self::Neurons(model, side) => {
                lab.plane(model, |model, plane| plane.units(model, *side))
            }
            Self::Guess(model, image) => lab.guess(model, &image.values()),
            Self::Update(model, point) => lab.update(model, point.as_ref()),
            Self::NextBatch(model) => {
                let trainer = &lab.race.contender(lab.model(model))?.trainer;
                Ok(trainer
                    .next_examples()
                    .iter()
                    .map(|&number| number.into())
                    .collect())
            }
            Self::UpdateArrows(model, times) => {
                let arrows = lab.update.arrows(lab.network(model)?, *times);
                let numbers = arrows.map(|arrows| [arrows.foot, arrows.tip, arrows.after].concat());
                Ok(floats(&numbers.unwrap_or_default()))
            }
            Self::UpdateMargin(model, times, class, side) => {
                let class = lab.class(class)?;
                in_range(
                    "The class",
                    class as f64,
                    0.0,
                    (lab.race.data().classes() - 1) as f64,
                )?;
                lab.update_margin(model, *times, class, *side)
            }
        }
    }
}
