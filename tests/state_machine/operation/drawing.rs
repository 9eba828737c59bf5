//! The pad.

use proptest::prelude::*;

use gradual::data::drawing::photo::digits_in;
use gradual::error::Result;

use super::{Shown, floats, nothing};
use crate::arguments::{float, size};
use crate::lab::Lab;

#[derive(Clone, Debug)]
pub enum Operation {
    Stroke(Vec<[f32; 2]>),
    Erase([f32; 2], f32),
    Cancel,
    Clear,
    Undo,
    Redo,
    Read(usize),
    Picture(Vec<u8>, usize, usize),
}

pub fn operations() -> impl Strategy<Value = Operation> {
    use Operation::*;
    let place = || [float(-0.2, 1.2), float(-0.2, 1.2)];
    let side = || size(1..=12);
    prop_oneof![
        4 => prop::collection::vec(place(), 0..12).prop_map(Stroke),
        1 => (place(), float(0.0, 0.3)).prop_map(|(place, radius)| Erase(place, radius)),
        1 => Just(Cancel),
        1 => Just(Clear),
        1 => Just(Undo),
        1 => Just(Redo),
        3 => size(0..=3).prop_map(Read),
        1 => (prop::collection::vec(any::<u8>(), 0..150), side(), side())
            .prop_map(|(pixels, width, height)| Picture(pixels, width, height)),
    ]
}

impl Operation {
    pub fn run(&self, lab: &mut Lab) -> Result<Shown> {
        let pad = &mut lab.drawing;
        match self {
            Self::Stroke(places) => {
                let mut places = places.iter();
                if let Some([x, y]) = places.next() {
                    pad.begin(*x, *y);
                }
                places.for_each(|[x, y]| pad.extend(*x, *y));
                pad.finish();
            }
            Self::Erase([x, y], radius) => pad.erase(*x, *y, *radius),
            Self::Cancel => pad.cancel(),
            Self::Clear => pad.clear(),
            Self::Undo => pad.undo(),
            Self::Redo => pad.redo(),
            Self::Read(digit) => {
                let shown = [pad.normalised(*digit).to_vec(), pad.as_drawn().to_vec()];
                assert!(pad.latest() <= pad.digits().len());
                return Ok(floats(&shown.concat()));
            }
            Self::Picture(pixels, width, height) => {
                let digits = digits_in(pixels, *width, *height)?;
                return Ok(floats(digits.as_flattened()));
            }
        }
        nothing()
    }
}
