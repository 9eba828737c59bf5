//! Points of one's own, in gestures.

use proptest::prelude::*;

use gradual::error::Result;

use super::{Shown, nothing};
use crate::arguments::float;
use crate::lab::Lab;

#[derive(Clone, Debug)]
pub enum Operation {
    Begin([f32; 2], f32),
    Extend([f32; 2], f32),
    Erase([f32; 2], f32),
    Grab([f32; 2], f32),
    Drag([f32; 2]),
    Clear,
    Finish,
    Cancel,
    Undo,
    Redo,
    HoldOut(f32),
    Use,
}

pub fn operations() -> impl Strategy<Value = Operation> {
    use Operation::*;
    let place = || [float(-3.5, 3.5), float(-3.5, 3.5)];
    let target = || prop_oneof![4 => (0u8..5).prop_map(f32::from), 2 => float(-1.0, 1.0), 1 => float(-9.0, 300.0)];
    prop_oneof![
        3 => (place(), target()).prop_map(|(place, target)| Begin(place, target)),
        2 => (place(), target()).prop_map(|(place, target)| Extend(place, target)),
        3 => (place(), float(0.0, 4.0)).prop_map(|(place, radius)| Erase(place, radius)),
        1 => (place(), float(0.0, 4.0)).prop_map(|(place, radius)| Grab(place, radius)),
        1 => place().prop_map(Drag),
        2 => Just(Clear),
        2 => Just(Finish),
        1 => Just(Cancel),
        2 => Just(Undo),
        2 => Just(Redo),
        1 => float(0.0, 0.9).prop_map(HoldOut),
        8 => Just(Use),
    ]
}

impl Operation {
    pub fn run(&self, lab: &mut Lab) -> Result<Shown> {
        if let Self::Use = self {
            return lab.race.use_painted().map(|_| Vec::new());
        }
        let painting = lab.race.painting_mut()?;
        match *self {
            Self::Begin(place, number) => painting.begin(place, number)?,
            Self::Extend(place, number) => painting.extend(place, number)?,
            Self::Erase(place, radius) => painting.erase(place, radius)?,
            Self::Grab(place, radius) => {
                painting.grab(place, radius)?;
            }
            Self::Drag(place) => painting.drag(place)?,
            Self::Clear => painting.clear()?,
            Self::Finish => painting.finish(),
            Self::Cancel => painting.cancel(),
            Self::Undo => painting.undo()?,
            Self::Redo => painting.redo()?,
            Self::HoldOut(share) => painting.hold_out(share)?,
            Self::Use => {}
        }
        nothing()
    }
}
