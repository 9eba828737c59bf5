//! How large a layer's weights are, for the colours of their pictures.

use crate::error::{Result, in_list};
use crate::kernels::reduce::sum_of_squares;
use crate::network::Model;

/// Colours are full at so many times the usual size of a weight: of a few large ones the others would look empty.
const FULL: f32 = 3.0;

/// The size at which a weight's colour is full: the largest |w|, but at most three times √(Σ w² / n).
pub fn full_size(weights: &[f32]) -> f32 {
    let usual = (sum_of_squares(weights) / weights.len().max(1) as f32).sqrt();
    let largest = weights.iter().map(|w| w.abs()).fold(0.0, f32::max);
    largest.min(FULL * usual)
}

/// The same for the weights of one layer.
pub fn layer_full_size(model: Model, layer: usize) -> Result<f32> {
    in_list("The layer", layer, model.layers().len())?;
    Ok(full_size(
        &model.parameters[model.layers()[layer].weights()],
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_large_weight_does_not_empty_the_others() {
        assert_eq!(full_size(&[-0.5, 0.5]), 0.5);
        let mut weights = [1.0; 100];
        weights[0] = 1000.0;
        assert!(full_size(&weights) < 301.0);
        assert_eq!((full_size(&[]), full_size(&[0.0; 4])), (0.0, 0.0));
    }
}
