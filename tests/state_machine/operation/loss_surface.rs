//! The loss over two parameters, and the way that was taken there.

use proptest::prelude::*;
use proptest::sample::select;

use gradual::error::Result;
use gradual::insight::loss_surface::{Height, alike, check_parameters};

use super::{Shown, floats};
use crate::arguments::{Pick, pick};
use crate::lab::Lab;

/// Which two parameters of which model, and what is measured; of those that the model has, if there is none.
#[derive(Clone, Debug)]
pub struct Axes {
    pub model: Pick,
    pub first: Pick,
    pub second: Pick,
    pub height: Option<Height>,
}

#[derive(Clone, Debug)]
pub enum Operation {
    Advance(Axes, u8),
    Finish(Axes),
    IsCurrent(Axes),
    Shown,
    Path(Axes),
    Alike(Pick),
}

pub fn operations() -> impl Strategy<Value = Operation> {
    use Operation::*;
    let height = select(vec![
        Height::LogLikelihood,
        Height::SquaredError,
        Height::Perceptron,
    ]);
    let axes = (pick(), pick(), pick(), prop::option::weighted(0.3, height))
        .prop_map(|(model, first, second, height)| Axes {
            model,
            first,
            second,
            height,
        })
        .boxed();
    prop_oneof![
        6 => (axes.clone(), 1u8..40).prop_map(|(axes, pieces)| Advance(axes, pieces)),
        1 => axes.clone().prop_map(Finish),
        1 => axes.clone().prop_map(IsCurrent),
        2 => Just(Shown),
        2 => axes.prop_map(Path),
        1 => pick().prop_map(Alike),
    ]
}

impl Operation {
    pub fn run(&self, lab: &mut Lab) -> Result<Shown> {
        match self {
            Self::Advance(axes, pieces) => lab.advance_surface(axes, (*pieces).into()),
            Self::Finish(axes) => lab.advance_surface(axes, usize::MAX),
            Self::IsCurrent(axes) => lab.is_surface_current(axes).map(|_| Vec::new()),
            Self::Shown => Ok(floats(
                &[lab.surface.heights(), &lab.surface.levels()].concat(),
            )),
            Self::Path(axes) => {
                let [first, second] = lab.parameters(axes)?;
                let trainer = &lab.race.contender(lab.model(&axes.model))?.trainer;
                check_parameters(trainer.network(), [first, second])?;
                Ok(floats(
                    &trainer.way(first, second).flatten().collect::<Vec<_>>(),
                ))
            }
            Self::Alike(model) => alike(&lab.race, lab.model(model))
                .map(|all| all.map(|(number, _)| number as f64).collect()),
        }
    }
}
