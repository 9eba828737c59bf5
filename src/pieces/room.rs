//! What layers need room for while they work, made once so that training allocates nothing.

use crate::kernels::convolve::Packed;
use crate::kernels::memory::Entries;

#[derive(Clone, Default)]
pub struct Room {
    /// The transposed weights of a dense layer.
    pub turned: Vec<f32>,
    /// One picture with its border, which stays zero.
    pub padded: Vec<f32>,
    /// ∂E/∂x of one picture, with its border.
    pub d_padded: Vec<f32>,
    /// Filters as the forward pass reads them.
    pub filters: Packed,
    /// The places where δ of one channel of one picture is not zero.
    pub entries: Entries,
}
