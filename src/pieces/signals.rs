//! The values that stand around a layer while a batch goes through it.

use super::scratch::Scratch;
use crate::kernels::sparse::NonZeros;

/// What comes into a network, `[batch, inputs]`: as it is, or as its non-zeros.
///
/// ```
/// use gradual::Input;
///
/// let x = Input::Rows(&[0.1, 0.2, 0.3, 0.4, 0.5, 0.6]);
/// assert_eq!(x.batch(2), 3); // three examples of two inputs
/// ```
#[derive(Clone, Copy, Debug)]
pub enum Input<'a> {
    /// All values, `[batch, inputs]` row-major.
    Rows(&'a [f32]),
    /// The values that are not zero, with their places.
    NonZeros(&'a NonZeros),
}

impl<'a> Input<'a> {
    /// How many examples there are, of `inputs` values each.
    ///
    /// ```
    /// use gradual::Input;
    ///
    /// assert_eq!(Input::Rows(&[0.0; 12]).batch(4), 3); // examples of four inputs each
    /// ```
    #[inline]
    pub fn batch(self, inputs: usize) -> usize {
        match self {
            Self::Rows(x) => x.len() / inputs,
            Self::NonZeros(rows) => rows.count(),
        }
    }

    /// The values themselves, for layers that read nothing else.
    ///
    /// ```
    /// use gradual::Input;
    ///
    /// assert_eq!(Input::Rows(&[0.5, 1.0]).rows(), [0.5, 1.0]);
    /// ```
    #[inline]
    pub fn rows(self) -> &'a [f32] {
        match self {
            Self::Rows(x) => x,
            Self::NonZeros(_) => unreachable!("only dense layers are given non-zeros"),
        }
    }
}

/// Forward: the layer reads `x` `[batch, inputs]` and writes `h` `[batch, outputs]`.
#[derive(Debug)]
pub struct Forward<'a> {
    /// How many examples there are.
    pub batch: usize,
    /// What comes in, `[batch, inputs]`.
    pub x: Input<'a>,
    /// What goes out, `[batch, outputs]`.
    pub h: &'a mut [f32],
    /// What the layer saves for the way back: the winners of max-pooling, the mask of dropout.
    pub saved: &'a mut [f32],
    /// The layer's own buffers.
    pub scratch: &'a mut Scratch,
}

/// Backward: what the forward pass had, and the derivatives of E by it.
#[derive(Debug)]
pub struct Backward<'a> {
    /// How many examples there are.
    pub batch: usize,
    /// What came in, `[batch, inputs]`.
    pub x: Input<'a>,
    /// What went out, `[batch, outputs]`.
    pub h: &'a [f32],
    /// What the forward pass saved.
    pub saved: &'a [f32],
    /// ∂E/∂h, which becomes δ = ∂E/∂z where the layer has an activation.
    pub d: &'a mut [f32],
    /// ∂E/∂x is written here, where the layer before wants it.
    pub dx: Option<&'a mut [f32]>,
    /// The layer's own buffers.
    pub scratch: &'a mut Scratch,
}
