//! What layers write into while they work, made once so that training allocates nothing.

use crate::kernels::by_column::ByColumn;
use crate::kernels::convolve::Packed;
use crate::kernels::memory::Entries;
use crate::kernels::occupancy::OccupancyMask;
use crate::kernels::winograd::Winograd;

/// Buffers of one layer; those that it does not need are empty.
#[derive(Debug, Clone, Default)]
pub struct Scratch {
    /// The transposed weights of a dense layer.
    pub transposed: Vec<f32>,
    /// The non-zeros that a dense layer has read, column by column.
    pub by_column: ByColumn,
    /// One picture with its border, which stays zero.
    pub padded: Vec<f32>,
    /// ∂E/∂x of one picture, with its border.
    pub d_padded: Vec<f32>,
    /// The parameters that `filters` or `winograd` were made from.
    pub made_from: Vec<f32>,
    /// Filters as the forward pass reads them.
    pub filters: Packed,
    /// The same for Winograd's way, where that is taken.
    pub winograd: Option<Winograd>,
    /// Which pixels of the picture are not blank, where that is asked.
    pub occupancy: Option<OccupancyMask>,
    /// The places where δ of one channel of one picture is not zero.
    pub entries: Entries,
}
