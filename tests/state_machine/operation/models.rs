//! Who learns.

use proptest::prelude::*;
use proptest::sample::Index;

use gradual::error::Result;
use gradual::trainer::settings::ModelConfig;
use gradual::weights;

use super::{Shown, floats, nothing};
use crate::arguments::{Change, Pick, change, model, models, pick};
use crate::lab::Lab;

#[derive(Clone, Debug)]
pub enum Operation {
    SetModels(Vec<ModelConfig>),
    Add(ModelConfig),
    Remove(Pick),
    Set(Pick, ModelConfig),
    Change(Pick, Change),
    SetWeights(Pick, WeightsFile),
    Parameters(Pick),
    Config(Pick),
}

/// A file that somebody opens as weights.
#[derive(Clone, Debug)]
pub enum WeightsFile {
    Of(Pick),
    Damaged(Pick, Vec<(Index, u8)>),
    Cut(Pick, Index),
    Foreign(Vec<u8>),
}

fn weights_file() -> impl Strategy<Value = WeightsFile> {
    let bytes = prop::collection::vec((any::<Index>(), any::<u8>()), 1..4);
    prop_oneof![
        3 => pick().prop_map(WeightsFile::Of),
        3 => (pick(), bytes).prop_map(|(of, bytes)| WeightsFile::Damaged(of, bytes)),
        1 => (pick(), any::<Index>()).prop_map(|(of, end)| WeightsFile::Cut(of, end)),
        1 => prop::collection::vec(any::<u8>(), 0..40).prop_map(WeightsFile::Foreign),
    ]
}

pub fn operations(digits: bool) -> impl Strategy<Value = Operation> {
    use Operation::*;
    prop_oneof![
        2 => models(digits).prop_map(SetModels),
        3 => model(digits).prop_map(Add),
        3 => pick().prop_map(Remove),
        4 => (pick(), model(digits)).prop_map(|(which, model)| Set(which, model)),
        12 => (pick(), change(digits)).prop_map(|(which, change)| Change(which, change)),
        4 => (pick(), weights_file()).prop_map(|(which, file)| SetWeights(which, file)),
        1 => pick().prop_map(Parameters),
        1 => pick().prop_map(Config),
    ]
}

impl Operation {
    pub fn run(&self, lab: &mut Lab) -> Result<Shown> {
        match self {
            Self::SetModels(models) => lab.set_models(models)?,
            Self::Add(model) => lab.add_model(model.clone())?,
            Self::Remove(which) => lab.remove_model(lab.model(which))?,
            Self::Set(which, model) => {
                lab.race.set_model(lab.model(which), model.clone())?;
            }
            Self::Change(which, change) => {
                let which = lab.model(which);
                let config = change.of(lab.race.contender(which)?.trainer.config());
                lab.race.set_model(which, config)?;
            }
            Self::SetWeights(which, file) => {
                let bytes = file.bytes(lab)?;
                lab.race.set_weights(lab.model(which), &bytes)?;
            }
            Self::Parameters(which) => return Ok(floats(lab.network(which)?.parameters)),
            Self::Config(which) => lab
                .race
                .contender(lab.model(which))?
                .trainer
                .config()
                .validate()?,
        }
        nothing()
    }
}

impl WeightsFile {
    fn bytes(&self, lab: &Lab) -> Result<Vec<u8>> {
        let written = |of: &Pick| Ok(weights::write(lab.network(of)?));
        match self {
            Self::Of(of) => written(of),
            Self::Damaged(of, damages) => {
                let mut file = written(of)?;
                for (place, byte) in damages {
                    let place = place.index(file.len());
                    file[place] = *byte;
                }
                Ok(file)
            }
            Self::Cut(of, end) => {
                let mut file = written(of)?;
                file.truncate(end.index(file.len()));
                Ok(file)
            }
            Self::Foreign(bytes) => Ok(bytes.clone()),
        }
    }
}
