//! What is learned.

use proptest::prelude::*;
use proptest::sample::select;

use gradual::data::digits::set::Digits;
use gradual::data::formulas::above::AboveConfig;
use gradual::data::generators::points::PointsConfig;
use gradual::data::source::Source;
use gradual::data::tables::info::TablePoints;
use gradual::data::tables::table::{Chosen, Columns, Table};
use gradual::data::target::Learned;
use gradual::error::Result;
use gradual::insight::generative;
use gradual::random::Random;
use gradual::trainer::examples::Examples;
use gradual::trainer::settings::ModelConfig;

use super::{Shown, floats, nothing};
use crate::arguments::{Image, above as above_config};
use crate::arguments::{Pick, float, image, models, pick, points, size, table};
use crate::lab::{Lab, digits_of};

#[derive(Clone, Debug)]
pub enum Operation {
    SetPoints(PointsConfig),
    Begin(PointsConfig, Vec<ModelConfig>),
    BeginAbove(AboveConfig, Vec<ModelConfig>),
    BeginTable {
        text: String,
        chosen: Choice,
        models: Vec<ModelConfig>,
    },
    ApplyRecipe,
    SetDigits(u8, u8),
    PushDigits {
        images: Vec<u8>,
        labels: Vec<u8>,
        picture: Image,
        label: u8,
    },
    Pixels(Pick),
    Ellipses,
    NewPoints {
        count: usize,
        seed: u32,
    },
}

pub fn operations(digits: bool) -> impl Strategy<Value = Operation> {
    use Operation::*;
    let columns = prop::option::of([pick(), pick(), pick()]);
    let learned = select(vec![Learned::Class, Learned::Number]);
    let chosen = (columns, learned, float(0.0, 0.9), any::<u32>()).prop_map(
        |(columns, learned, held_out, seed)| Choice {
            columns,
            learned,
            held_out,
            seed,
        },
    );
    let table = (table(), chosen, models(false)).prop_map(|(text, chosen, models)| BeginTable {
        text,
        chosen,
        models,
    });
    let bytes = || prop::collection::vec(any::<u8>(), 0..24);
    let push = (bytes(), bytes(), image(), 0u8..12).prop_map(|(images, labels, picture, label)| {
        PushDigits {
            images,
            labels,
            picture,
            label,
        }
    });
    let [on_points, on_digits] = if digits { [1, 8] } else { [8, 1] };
    prop_oneof![
        on_points => points().prop_map(SetPoints),
        on_points => (points(), models(digits)).prop_map(|(points, models)| Begin(points, models)),
        on_points => (above_config(), models(false)).prop_map(|(above, models)| BeginAbove(above, models)),
        on_points => table,
        2 * on_digits => (0u8..20, 0u8..12).prop_map(|(train, held_out)| SetDigits(train, held_out)),
        1 => push,
        3 => Just(ApplyRecipe),
        2 => pick().prop_map(Pixels),
        2 => Just(Ellipses),
        2 => (size(0..=40), any::<u32>()).prop_map(|(count, seed)| NewPoints { count, seed }),
    ]
}

impl Operation {
    pub fn run(&self, lab: &mut Lab) -> Result<Shown> {
        match self {
            Self::SetPoints(points) => {
                let examples = Examples::of(Source::Set(points.clone()))?;
                lab.race.set_data(examples)?;
            }
            Self::Begin(points, models) => lab.begin(Source::Set(points.clone()), models)?,
            Self::BeginAbove(config, models) => lab.begin(Source::Above(config.clone()), models)?,
            Self::BeginTable {
                text,
                chosen,
                models,
            } => {
                lab.begin(Source::Table(chosen.points(text)?), models)?;
            }
            Self::ApplyRecipe => lab.apply_recipe()?,
            Self::SetDigits(train, held_out) => {
                lab.race
                    .set_digits(None, &digits_of(*train), &digits_of(*held_out))?;
            }
            Self::PushDigits {
                images,
                labels,
                picture,
                label,
            } => push(images, labels, picture, *label)?,
            Self::Pixels(index) => return pixels(lab, index),
            Self::Ellipses => return Ok(floats(&generative::ellipses(lab.race.data())?)),
            Self::NewPoints { count, seed } => {
                let mut random = Random::new((*seed).into());
                let points = generative::new_points(lab.race.data(), *count, &mut random)?;
                return Ok(floats(&points));
            }
        }
        nothing()
    }
}

/// What is chosen from a table.
#[derive(Clone, Debug)]
pub struct Choice {
    columns: Option<[Pick; 3]>,
    learned: Learned,
    held_out: f32,
    seed: u32,
}

impl Choice {
    fn points(&self, text: &str) -> Result<TablePoints> {
        let table = Table::read(text)?;
        let columns = match &self.columns {
            None => table.likely_columns_for(self.learned),
            Some(picks) => {
                let count = table.columns().len();
                let [x1, x2, target] = picks.each_ref().map(|pick| pick.among(count));
                Columns {
                    x1,
                    x2,
                    target,
                    learned: self.learned,
                }
            }
        };
        let chosen = Chosen {
            columns,
            held_out: self.held_out,
            seed: self.seed,
            name: "a table".into(),
        };
        table.own(table.points(columns, chosen.seed)?, &chosen)
    }
}

fn pixels(lab: &Lab, index: &Pick) -> Result<Shown> {
    let data = lab.race.data();
    let index = index.among(data.count());
    data.check_example(index)?;
    let mut picture = vec![0.0; data.features()];
    data.copy_input(index, &mut picture);
    Ok(floats(&picture))
}

/// A set of one's own that is filled with whatever comes.
fn push(images: &[u8], labels: &[u8], picture: &Image, label: u8) -> Result<()> {
    let mut digits = Digits::new("digits");
    let picture: Vec<u8> = picture
        .values()
        .iter()
        .map(|value| (255.0 * value) as u8)
        .collect();
    digits.add(&picture, label)?;
    digits.push_images(images)?;
    digits.push_labels(labels)?;
    digits.finish()
}
