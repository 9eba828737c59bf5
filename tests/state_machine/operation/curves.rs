//! Outcomes on the S-curve, and what errors cost.

use proptest::prelude::*;

use gradual::error::Result;
use gradual::insight::outcomes::{Outcome, cost_curves, curve, error_curves};
use gradual::insight::parameter_names::parameter_names;

use super::{Shown, floats, nothing};
use crate::arguments::{Pick, float, pick};
use crate::lab::Lab;

#[derive(Clone, Debug)]
pub enum Operation {
    Outcomes(Pick, Pick),
    PointOutcome(Pick, Pick),
    OutputCurve(Pick, Vec<f32>),
    CostCurves(Pick, Vec<f32>),
    ErrorCurves(Vec<f32>),
    ParameterNames(Pick),
    Health(Pick),
}

pub fn operations() -> impl Strategy<Value = Operation> {
    use Operation::*;
    let inputs = || prop::collection::vec(-1000.0f32..1000.0, 0..6);
    let outputs = prop::collection::vec(float(0.0, 1.0), 0..6);
    prop_oneof![
        4 => (pick(), pick()).prop_map(|(model, class)| Outcomes(model, class)),
        4 => (pick(), pick()).prop_map(|(model, point)| PointOutcome(model, point)),
        1 => (pick(), inputs()).prop_map(|(model, z)| OutputCurve(model, z)),
        1 => (pick(), inputs()).prop_map(|(model, z)| CostCurves(model, z)),
        1 => outputs.prop_map(ErrorCurves),
        1 => pick().prop_map(ParameterNames),
        3 => pick().prop_map(Health),
    ]
}

impl Operation {
    pub fn run(&self, lab: &mut Lab) -> Result<Shown> {
        match self {
            Self::Outcomes(model, class) => lab.outcomes(model, class),
            Self::PointOutcome(model, point) => lab.point_outcome(model, point),
            Self::OutputCurve(model, z) => Ok(floats(&curve(lab.network(model)?.loss(), z))),
            Self::CostCurves(model, z) => Ok(floats(&cost_curves(lab.network(model)?.loss(), z))),
            Self::ErrorCurves(y) => {
                error_curves(y);
                nothing()
            }
            Self::ParameterNames(model) => {
                let network = lab.network(model)?;
                assert_eq!(parameter_names(&network).len(), network.parameters.len());
                nothing()
            }
            Self::Health(model) => lab.health(model),
        }
    }
}

/// The numbers of what was found.
pub fn numbers(found: &[Outcome]) -> Shown {
    Outcome::numbers(found).map(f64::from).collect()
}
