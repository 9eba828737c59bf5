//! The dense layer: h = f(x W + b).
//!
//! Backward, with δ = ∂E/∂z: ∂E/∂W = xᵀ δ, ∂E/∂b = Σ δ, and ∂E/∂x = δ Wᵀ for the layer before. This is the notes'
//! ∂E/∂w_ij = y_i δ_j and ∂E/∂y_i = Σ_j w_ij δ_j, for a whole batch at once.

use std::ops::Range;

use super::activation::Activation;
use super::scratch::Scratch;
use super::signals::{Backward, Forward, Input};
use crate::kernels::by_column::MANY_OUTPUTS;
use crate::kernels::dot::affine_column;
use crate::kernels::product::{Left, Start, multiply};
use crate::kernels::reduce::add_rows;
use crate::kernels::sparse::NonZeros;
use crate::kernels::transpose::transpose;

/// Sizes of a dense layer and where its parameters stand in the network's flat vector.
///
/// The weights, `[inputs, outputs]` row-major, come first; the `outputs` biases follow.
///
/// ```
/// use gradual::Activation;
/// use gradual::pieces::dense::Dense;
/// use gradual::pieces::signals::{Forward, Input};
///
/// let layer = Dense { inputs: 2, outputs: 1, activation: Activation::Identity, start: 0 };
/// let (mut h, mut scratch) = ([0.0], layer.scratch());
/// let x = Input::Rows(&[1.0, 1.0]);
/// layer.forward(&[2.0, -1.0, 0.5], Forward { batch: 1, x, h: &mut h, saved: &mut [], scratch: &mut scratch });
/// assert_eq!(h, [1.5]);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Dense {
    /// Values that come in, for one example.
    pub inputs: usize,
    /// How many units the layer has.
    pub outputs: usize,
    /// Applied to every unit's total input.
    pub activation: Activation,
    /// Index of the first weight.
    pub start: usize,
}

impl Dense {
    /// Where W stands in the flat vector.
    #[inline]
    pub fn weights(&self) -> Range<usize> {
        self.start..self.start + self.inputs * self.outputs
    }

    /// Where b stands in the flat vector.
    #[inline]
    pub fn biases(&self) -> Range<usize> {
        self.weights().end..self.weights().end + self.outputs
    }

    /// How many weights and biases it has, in 64 bits.
    #[inline]
    pub fn parameter_count(&self) -> u64 {
        (self.inputs as u64 + 1) * self.outputs as u64
    }

    /// Room for Wᵀ.
    #[inline]
    pub fn scratch(&self) -> Scratch {
        Scratch {
            transposed: vec![0.0; self.inputs * self.outputs],
            ..Scratch::default()
        }
    }

    /// h = f(x W + b) with `h` `[batch, outputs]`.
    #[inline]
    pub fn forward(&self, parameters: &[f32], Forward { batch, x, h, .. }: Forward) {
        let (w, bias) = (&parameters[self.weights()], &parameters[self.biases()]);
        match x {
            Input::Rows(x) if self.outputs == 1 => affine_column(x, w, bias[0], h),
            Input::Rows(x) => multiply(
                rows(x, batch, self.inputs),
                w,
                self.outputs,
                Start::Row(bias),
                h,
            ),
            Input::NonZeros(x) => x.affine(w, bias, h),
        }
        self.activation.forward(h);
    }

    /// From ∂E/∂h in `d` to δ in `d`; adds xᵀ δ and Σ δ to `gradient`, the flat vector of the whole network, and writes
    /// δ Wᵀ to `dx` where that is wanted.
    #[inline]
    pub fn backward(&self, parameters: &[f32], gradient: &mut [f32], signals: Backward) {
        let Backward {
            batch,
            x,
            h,
            d,
            dx,
            scratch,
            ..
        } = signals;
        self.activation.backward(h, d);
        let own = &mut gradient[self.start..self.biases().end];
        let (dw, db) = own.split_at_mut(self.inputs * self.outputs);
        add_rows(d, batch, db);
        match x {
            // With one output, xᵀ δ and δᵀ x hold the same values, and the second has the wider rows.
            Input::Rows(x) if self.outputs == 1 => {
                multiply(columns(d, batch, 1), x, self.inputs, Start::Accumulate, dw);
            }
            Input::Rows(x) => multiply(
                columns(x, batch, self.inputs),
                d,
                self.outputs,
                Start::Accumulate,
                dw,
            ),
            Input::NonZeros(x) => {
                let by_column = &mut scratch.by_column;
                by_column.accumulate_gradient(x, d, self.outputs, dw);
            }
        }
        if let Some(dx) = dx {
            let w = self.transposed(parameters, &mut scratch.transposed);
            multiply(
                rows(d, batch, self.outputs),
                w,
                self.inputs,
                Start::Zero,
                dx,
            );
        }
    }

    /// Whether [`Self::descend`] can take the place of [`Self::backward`], and pays.
    #[inline]
    pub fn descends(&self, x: Input) -> bool {
        self.sorted(x).is_some()
    }

    /// Makes room to go back to inputs like `x`.
    #[inline]
    pub fn reserve(&self, x: Input, scratch: &mut Scratch) {
        if let Some(x) = self.sorted(x) {
            scratch.by_column.reserve(x);
        }
    }

    /// The non-zeros that come in, where it pays to sort them by column.
    #[inline]
    fn sorted<'a>(&self, x: Input<'a>) -> Option<&'a NonZeros> {
        match x {
            Input::NonZeros(x) if self.outputs >= MANY_OUTPUTS => Some(x),
            _ => None,
        }
    }

    /// [`Self::backward`] where plain descent follows and nothing comes before: W ← W − `rate` xᵀ δ at once. Σ δ is added to
    /// `gradient`.
    #[inline]
    pub fn descend(
        &self,
        parameters: &mut [f32],
        gradient: &mut [f32],
        rate: f32,
        signals: Backward,
    ) {
        let Backward {
            batch,
            x,
            h,
            d,
            scratch,
            ..
        } = signals;
        self.activation.backward(h, d);
        add_rows(d, batch, &mut gradient[self.biases()]);
        if let Some(x) = self.sorted(x) {
            let w = &mut parameters[self.weights()];
            scratch.by_column.descend(x, d, self.outputs, rate, w);
        }
    }

    /// Wᵀ `[outputs, inputs]`; a single row or column is its own transpose.
    #[inline]
    fn transposed<'a>(&self, parameters: &'a [f32], scratch: &'a mut [f32]) -> &'a [f32] {
        let w = &parameters[self.weights()];
        if self.outputs == 1 || self.inputs == 1 {
            return w;
        }
        transpose(w, self.inputs, self.outputs, scratch);
        scratch
    }
}

/// A matrix `[rows, columns]` as the left side of a product.
#[inline]
fn rows(matrix: &[f32], rows: usize, columns: usize) -> Left<'_> {
    Left {
        values: matrix,
        rows,
        depth: columns,
        down: columns,
        across: 1,
    }
}

/// The transpose of a matrix `[rows, columns]` as the left side of a product.
#[inline]
fn columns(matrix: &[f32], rows: usize, columns: usize) -> Left<'_> {
    Left {
        values: matrix,
        rows: columns,
        depth: rows,
        down: 1,
        across: columns,
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
        let mut scratch = layer.scratch();
        let input = Input::Rows(&x);
        let signals = Forward {
            batch: 1,
            x: input,
            h: &mut h,
            saved: &mut [],
            scratch: &mut scratch,
        };
        layer.forward(&parameters, signals);
        assert_eq!(h, [1.0 - 3.0 + 0.5, 2.0 - 4.0 - 0.5]);

        let (mut gradient, mut d, mut dx) = ([0.0; 6], [10.0, 1.0], [0.0; 2]);
        let signals = Backward {
            batch: 1,
            x: input,
            h: &h,
            saved: &[],
            d: &mut d,
            dx: Some(&mut dx),
            scratch: &mut scratch,
        };
        layer.backward(&parameters, &mut gradient, signals);
        assert_eq!(gradient, [10.0, 1.0, -10.0, -1.0, 10.0, 1.0]);
        assert_eq!(dx, [10.0 + 2.0, 30.0 + 4.0]);
    }
}
