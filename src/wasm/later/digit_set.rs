//! `DigitSet` for JavaScript.

use wasm_bindgen::prelude::*;

use crate::data::digits::config::DigitsConfig;
use crate::data::digits::set::Digits;
use crate::error::Result;
use crate::wasm::config::read;
use crate::wasm::race::Race;

/// A set of handwritten digits, filled from the two files of an IDX pair, piece by piece, or digit by digit.
#[wasm_bindgen]
pub struct DigitSet(Digits);

#[wasm_bindgen]
impl DigitSet {
    /// An empty set; `name` says in errors which, as in "training digits".
    #[wasm_bindgen(constructor)]
    pub fn new(name: &str) -> Self {
        Self(Digits::new(name))
    }

    /// Takes the next bytes of the file of pictures, unpacked.
    #[wasm_bindgen(js_name = pushImages)]
    pub fn push_images(&mut self, bytes: &[u8]) -> Result<()> {
        self.0.push_images(bytes)
    }

    /// Takes the next bytes of the file of labels, unpacked.
    #[wasm_bindgen(js_name = pushLabels)]
    pub fn push_labels(&mut self, bytes: &[u8]) -> Result<()> {
        self.0.push_labels(bytes)
    }

    /// Forgets what came of the file of pictures: it will be sent once more.
    #[wasm_bindgen(js_name = restartImages)]
    pub fn restart_images(&mut self) {
        self.0.restart_images();
    }

    /// Forgets what came of the file of labels.
    #[wasm_bindgen(js_name = restartLabels)]
    pub fn restart_labels(&mut self) {
        self.0.restart_labels();
    }

    /// Throws unless both files are there and match.
    pub fn finish(&self) -> Result<()> {
        self.0.finish()
    }

    /// Adds a picture of 784 pixels, 0 for paper and 255 for ink.
    pub fn add(&mut self, picture: &[u8], label: u8) -> Result<()> {
        self.0.add(picture, label)
    }

    /// Adds all digits of another set.
    pub fn append(&mut self, other: &DigitSet) -> Result<()> {
        self.0.append(&other.0)
    }

    /// A race of digits learns these, and is judged by those of another set; weights stay. `chosen` says which they are, where
    /// they are others than before.
    pub fn teach(
        &self,
        race: &mut Race,
        held_out: &DigitSet,
        #[wasm_bindgen(unchecked_optional_param_type = "DigitsConfig")] chosen: JsValue,
    ) -> Result<()> {
        let chosen: Option<DigitsConfig> = read(chosen)?;
        race.core.set_digits(chosen, &self.0, &held_out.0)
    }

    /// How many digits there are.
    #[wasm_bindgen(getter)]
    pub fn count(&self) -> usize {
        self.0.count()
    }

    /// The label of each digit.
    pub fn labels(&self) -> Vec<u8> {
        self.0.labels().to_vec()
    }

    /// One picture, `[784]`, 0 for paper and 255 for ink.
    pub fn picture(&self, index: usize) -> Result<Vec<u8>> {
        Ok(self.0.picture(index)?.to_vec())
    }

    /// The pictures as an IDX file.
    #[wasm_bindgen(js_name = imagesFile)]
    pub fn images_file(&self) -> Vec<u8> {
        self.0.images_file()
    }

    /// The labels as an IDX file.
    #[wasm_bindgen(js_name = labelsFile)]
    pub fn labels_file(&self) -> Vec<u8> {
        self.0.labels_file()
    }
}
