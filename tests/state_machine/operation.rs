//! All that the page can ask for, by what it is about.

mod baselines;
mod boundary;
pub mod curves;
mod data;
mod drawing;
mod folds;
mod inside;
mod layers;
pub mod loss_surface;
mod map;
mod models;
mod painting;
mod space;
mod time;
mod training;

use gradual::error::Result;
use proptest::prelude::*;

use crate::lab::Lab;

/// The numbers that an operation shows.
pub type Shown = Vec<f64>;

/// One thing that the page can ask for.
#[derive(Clone, Debug)]
pub enum Operation {
    Data(data::Operation),
    Models(models::Operation),
    Hands(inside::Operation),
    Walk(inside::Walk),
    Training(training::Operation),
    Time(time::Operation),
    Painting(painting::Operation),
    Boundary(boundary::Operation),
    Curves(curves::Operation),
    LossSurface(loss_surface::Operation),
    Space(space::Operation),
    Layers(layers::Operation),
    Map(map::Operation),
    Baselines(baselines::Operation),
    Folds(folds::Operation),
    Drawing(drawing::Operation),
}

impl Operation {
    pub fn run(&self, lab: &mut Lab) -> Result<Shown> {
        match self {
            Self::Data(operation) => operation.run(lab),
            Self::Models(operation) => operation.run(lab),
            Self::Hands(operation) => operation.run(lab),
            Self::Walk(walk) => walk.run(lab),
            Self::Training(operation) => operation.run(lab),
            Self::Time(operation) => operation.run(lab),
            Self::Painting(operation) => operation.run(lab),
            Self::Boundary(operation) => operation.run(lab),
            Self::Curves(operation) => operation.run(lab),
            Self::LossSurface(operation) => operation.run(lab),
            Self::Space(operation) => operation.run(lab),
            Self::Layers(operation) => operation.run(lab),
            Self::Map(operation) => operation.run(lab),
            Self::Baselines(operation) => operation.run(lab),
            Self::Folds(operation) => operation.run(lab),
            Self::Drawing(operation) => operation.run(lab),
        }
    }

    /// Whether it may change the race, its points or its past; all others only look.
    pub fn acts(&self) -> bool {
        matches!(
            self,
            Self::Data(_)
                | Self::Models(_)
                | Self::Hands(_)
                | Self::Training(_)
                | Self::Time(_)
                | Self::Painting(_)
        )
    }
}

/// Any operation, those that a lab on digits or on points invites most.
pub fn operations(digits: bool) -> impl Strategy<Value = Operation> {
    let [points, pictures] = if digits { [1, 6] } else { [6, 1] };
    prop_oneof![
        2 => data::operations(digits).prop_map(Operation::Data),
        3 => models::operations(digits).prop_map(Operation::Models),
        2 => inside::operations().prop_map(Operation::Hands),
        2 => inside::walks().prop_map(Operation::Walk),
        6 => training::operations().prop_map(Operation::Training),
        4 => time::operations().prop_map(Operation::Time),
        points => painting::operations().prop_map(Operation::Painting),
        points => boundary::operations().prop_map(Operation::Boundary),
        points => curves::operations().prop_map(Operation::Curves),
        points => loss_surface::operations().prop_map(Operation::LossSurface),
        points => space::operations().prop_map(Operation::Space),
        pictures => layers::operations().prop_map(Operation::Layers),
        2 => map::operations().prop_map(Operation::Map),
        2 => baselines::operations().prop_map(Operation::Baselines),
        1 => folds::operations().prop_map(Operation::Folds),
        1 => drawing::operations().prop_map(Operation::Drawing),
    ]
}

pub fn nothing() -> Result<Shown> {
    Ok(Vec::new())
}

pub fn floats(values: &[f32]) -> Shown {
    values.iter().map(|&value| value.into()).collect()
}
