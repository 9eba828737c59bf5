//! A block of the columns of a matrix, copied so that its rows stand side by side.
//!
//! Rows of 128 values are 512 bytes apart: a block of them falls on a quarter of the sets of the first cache, and is read from the
//! second again and again. Side by side they use it all.

use super::blocks::Block;
use super::lanes::LANES;
use super::memory::{Patch, Rows, RowsMut};

/// Room for one block after the other.
#[derive(Clone, Debug, Default)]
pub struct Panel(Vec<f32>);

impl Panel {
    /// Makes room for blocks of so many rows, and vectors in each.
    #[inline]
    pub fn reserve(&mut self, rows: usize, vectors: usize) {
        self.0.reserve(rows * vectors * LANES);
    }

    /// The block, of V vectors, of a matrix `[rows, columns]` as `[rows, width]`, and how its rows are found. As vectors: a copy of
    /// unknown length would be a call for each row.
    #[inline(always)]
    pub fn fill<const V: usize>(
        &mut self,
        matrix: &[f32],
        columns: usize,
        Block { column, width, .. }: Block,
    ) -> (&[f32], Patch) {
        let rows = matrix.len() / columns;
        let from = Rows::<V>::new(matrix, column, columns, width, rows);
        self.0.resize(rows * width, 0.0);
        let mut to = RowsMut::<V>::new(&mut self.0, 0, width, width, rows);
        (0..rows).for_each(|row| to.store(row, from.load(row)));
        let patch = Patch {
            scale: width,
            first: 0,
            stride: 0,
            width,
        };
        (&self.0, patch)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_stands_side_by_side() {
        let matrix: Vec<f32> = (0..15).map(|i| i as f32).collect();
        let block = Block {
            column: 1,
            width: 4,
            vectors: 1,
        };
        let mut panel = Panel::default();
        let (values, patch) = panel.fill::<1>(&matrix, 5, block);
        let rows = [1, 2, 3, 4, 6, 7, 8, 9, 11, 12, 13, 14].map(|i| i as f32);
        assert_eq!((values, patch.scale), (&rows[..], 4));
    }
}
