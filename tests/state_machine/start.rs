//! How a lab begins.

use proptest::prelude::*;

use gradual::data::generators::points::PointsConfig;
use gradual::trainer::settings::ModelConfig;

use crate::arguments::{models, points};

#[derive(Clone, Debug)]
pub enum Start {
    Points {
        data: PointsConfig,
        models: Vec<ModelConfig>,
        seed: u32,
        keeps_time: bool,
    },
    Digits {
        models: Vec<ModelConfig>,
        seed: u32,
        keeps_time: bool,
        /// How many digits there are to learn, and how many are held out; none before they are loaded.
        digits: Option<(u8, u8)>,
    },
}

impl Start {
    pub fn is_digits(&self) -> bool {
        matches!(self, Self::Digits { .. })
    }
}

pub fn on_points() -> impl Strategy<Value = Start> {
    (
        points(),
        models(false),
        any::<u32>(),
        prop::bool::weighted(0.9),
    )
        .prop_map(|(data, models, seed, keeps_time)| Start::Points {
            data,
            models,
            seed,
            keeps_time,
        })
}

pub fn on_digits() -> impl Strategy<Value = Start> {
    let digits = prop::option::weighted(0.8, (1u8..20, 0u8..12));
    (
        models(true),
        any::<u32>(),
        prop::bool::weighted(0.5),
        digits,
    )
        .prop_map(|(models, seed, keeps_time, digits)| Start::Digits {
            models,
            seed,
            keeps_time,
            digits,
        })
}
