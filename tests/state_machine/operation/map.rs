//! The map of a model's last hidden layer.

use proptest::prelude::*;

use gradual::error::Result;

use super::{Shown, floats};
use crate::arguments::{Image, Pick, image, pick};
use crate::lab::Lab;

#[derive(Clone, Debug)]
pub enum Operation {
    Advance(Pick, u8),
    Place(Pick, Image),
    Shown(Pick),
}

pub fn operations() -> impl Strategy<Value = Operation> {
    use Operation::*;
    prop_oneof![
        5 => (pick(), 1u8..30).prop_map(|(model, pieces)| Advance(model, pieces)),
        2 => (pick(), image()).prop_map(|(model, image)| Place(model, image)),
        2 => pick().prop_map(Shown),
    ]
}

impl Operation {
    pub fn run(&self, lab: &mut Lab) -> Result<Shown> {
        let (Self::Advance(model, _) | Self::Place(model, _) | Self::Shown(model)) = self;
        let number = lab.model(model);
        let trainer = &lab.race.contender(number)?.trainer;
        let map = &mut lab.maps[number];
        match self {
            Self::Advance(_, pieces) => {
                for _ in 0..*pieces {
                    map.advance(trainer.model(), trainer.data());
                }
            }
            Self::Place(_, image) => {
                let place = map.place(&image.values())?;
                return Ok(floats(place.map_or(&[], |place| place)));
            }
            Self::Shown(_) => {
                map.is_current(trainer.model(), trainer.data());
                assert_eq!(2 * map.examples().len(), map.places().len());
            }
        }
        let agreement = map.agreement();
        Ok(floats(
            &[
                map.places(),
                map.explained_variance_ratio(),
                agreement.as_slice(),
            ]
            .concat(),
        ))
    }
}
