//! The dense layer: h = f(x W + b).
//!
//! Backward, with δ = ∂E/∂z: ∂E/∂W = xᵀ δ, ∂E/∂b = Σ δ, and ∂E/∂x = δ Wᵀ for the layer before. This is the notes'
//! ∂E/∂w_ij = y_i δ_j and ∂E/∂y_i = Σ_j w_ij δ_j, for a whole batch at once.

use std::ops::Range;

use super::activation::Activation;
use crate::kernels::matmul::{
    Row, accumulate_bias_gradient, accumulate_gradient, affine, multiply_transposed,
};
use crate::kernels::sparse::SparseRows;

/// What comes into a layer, `[batch, inputs]`: as it is, or as its non-zeros.
#[derive(Clone, Copy)]
pub enum Input<'a> {
    Rows(&'a [f32]),
    Sparse(&'a SparseRows),
}

/// Sizes of a dense layer and where its parameters stand in the network's flat vector.
///
/// The weights, `[inputs, outputs]` row-major, come first; the `outputs` biases follow.
#[derive(Clone, Debug, PartialEq)]
pub struct Dense {
    pub inputs: usize,
    pub outputs: usize,
    pub activation: Activation,
    /// Index of the first weight.
    pub start: usize,
}

impl Dense {
    pub fn weights(&self) -> Range<usize> {
        self.start..self.start + self.inputs * self.outputs
    }

    pub fn biases(&self) -> Range<usize> {
        self.weights().end..self.weights().end + self.outputs
    }

    /// h = f(x W + b) with `h` `[batch, outputs]`; `panel` is room for `inputs` rows.
    pub fn forward(&self, parameters: &[f32], x: Input, h: &mut [f32], panel: &mut [Row]) {
        let (w, bias) = (&parameters[self.weights()], &parameters[self.biases()]);
        match x {
            Input::Rows(x) => affine(x, w, bias, h, panel),
            Input::Sparse(x) => x.affine(w, bias, h),
        }
        self.activation.forward(h);
    }

    /// From ∂E/∂h in `d` to δ = ∂E/∂z in `d`; adds xᵀ δ and Σ δ to `gradient`, the flat vector of the whole network.
    /// `panel` is room for a row an example.
    pub fn backward(
        &self,
        gradient: &mut [f32],
        x: Input,
        h: &[f32],
        d: &mut [f32],
        panel: &mut [Row],
    ) {
        self.activation.backward(h, d);
        let own = &mut gradient[self.start..self.biases().end];
        let (dw, db) = own.split_at_mut(self.inputs * self.outputs);
        accumulate_bias_gradient(d, db);
        match x {
            Input::Rows(x) => accumulate_gradient(x, d, self.outputs, dw, panel),
            Input::Sparse(x) => x.accumulate_gradient(d, self.outputs, dw),
        }
    }

    /// ∂E/∂x = δ Wᵀ; `panel` is room for `outputs` rows.
    pub fn backward_input(&self, parameters: &[f32], d: &[f32], dx: &mut [f32], panel: &mut [Row]) {
        multiply_transposed(d, &parameters[self.weights()], self.outputs, dx, panel);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_units_forward_and_backward_by_hand() {
        let layer = Dense {
            inputs: 2,
            outputs: 2,
            activation: Activation::Identity,
            start: 0,
        };
        let parameters = [1.0, 2.0, 3.0, 4.0, 0.5, -0.5];
        let (x, mut h) = ([1.0, -1.0], [0.0; 2]);
        let mut panel = [[0.0; 8]; 2];
        layer.forward(&parameters, Input::Rows(&x), &mut h, &mut panel);
        assert_eq!(h, [1.0 - 3.0 + 0.5, 2.0 - 4.0 - 0.5]);

        let (mut gradient, mut d) = ([0.0; 6], [10.0, 1.0]);
        layer.backward(&mut gradient, Input::Rows(&x), &h, &mut d, &mut panel);
        assert_eq!(gradient, [10.0, 1.0, -10.0, -1.0, 10.0, 1.0]);

        let mut dx = [0.0; 2];
        layer.backward_input(&parameters, &d, &mut dx, &mut panel);
        assert_eq!(dx, [10.0 + 2.0, 30.0 + 4.0]);
    }
}
