//! `NaiveBayes` for JavaScript: what only a generative model can do.

use js_sys::Float32Array;
use wasm_bindgen::prelude::*;

use crate::error::{Result, in_range};
use crate::insight::generative;
use crate::random::Random;
use crate::wasm::race::Race;

/// The most points that are made at once.
const MOST: usize = 5000;

/// Gaussian naive Bayes, fitted to the training points of a race.
#[wasm_bindgen]
pub struct NaiveBayes;

#[wasm_bindgen]
impl NaiveBayes {
    /// `[classes, 5]`: mean x₁, mean x₂, their standard deviations, and the share of each class.
    pub fn ellipses(race: &Race) -> Result<Float32Array> {
        Ok(Float32Array::from(
            &generative::ellipses(race.core.data())?[..],
        ))
    }

    /// `[count, 3]`: new points x₁, x₂ and their classes; at most 5,000.
    #[wasm_bindgen(js_name = newPoints)]
    pub fn new_points(race: &Race, count: usize, seed: u32) -> Result<Float32Array> {
        in_range("The number of new points", count as f64, 0.0, MOST as f64)?;
        let mut random = Random::new(seed.into());
        let points = generative::new_points(race.core.data(), count, &mut random)?;
        Ok(Float32Array::from(&points[..]))
    }
}
