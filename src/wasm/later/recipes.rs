//! `Recipes` for JavaScript.

use wasm_bindgen::prelude::*;

use crate::checksum::fnv1a;
use crate::data::source::Source;
use crate::error::Result;
use crate::trainer::examples::Examples;
use crate::trainer::race::Race as Core;
use crate::trainer::recipe::Recipe;
use crate::trainer::settings::ModelConfig;
use crate::wasm::config::read;
use crate::wasm::race::Race;

/// Races on examples from anywhere, as a recipe tells. Of digits, `DigitSet.teach` brings the pictures; until then there is
/// nothing to learn, but models can guess.
#[wasm_bindgen]
pub struct Recipes;

#[wasm_bindgen]
impl Recipes {
    /// A race as a recipe says: where its data come from, models, seed and stopping rules. With rules it keeps time.
    pub fn open(#[wasm_bindgen(unchecked_param_type = "Recipe")] recipe: JsValue) -> Result<Race> {
        Ok(Race::new(Core::from_recipe(&read::<Recipe>(recipe)?)?))
    }

    /// Builds everything as a recipe says; the run under way ends.
    pub fn apply(
        race: &mut Race,
        #[wasm_bindgen(unchecked_param_type = "Recipe")] recipe: JsValue,
    ) -> Result<()> {
        race.core.apply(&read::<Recipe>(recipe)?)
    }

    /// The checksum of a text that goes from hand to hand.
    pub fn checksum(text: &str) -> u32 {
        fnv1a(text.as_bytes())
    }

    /// Other examples, and the models that learn them.
    #[wasm_bindgen(js_name = beginOn)]
    pub fn begin_on(
        race: &mut Race,
        #[wasm_bindgen(unchecked_param_type = "Source")] source: JsValue,
        #[wasm_bindgen(unchecked_param_type = "ModelConfig[]")] models: JsValue,
    ) -> Result<()> {
        let source: Source = read(source)?;
        let models: Vec<ModelConfig> = read(models)?;
        race.core.begin(Examples::of(source)?, &models)
    }
}
