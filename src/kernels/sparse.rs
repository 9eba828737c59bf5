//! Products with rows that are mostly zero, such as pictures: only what is not zero is multiplied, exactly.
//!
//! MNIST's pictures are 19 % ink, which makes a training step of 784-128-10 about four times as fast as the dense product.
//! Up to eight vectors of a row's sums (or of its δ) stay in registers while its entries go by, each with one number for
//! eight vectors of weights.

use super::blocks::{Block, blocks};
use super::lanes::LANES;
use super::memory::{Entries, EntrySlice, Patch, Patches, Rows, RowsMut, scatter};

/// The share of non-zeros above which the dense product is the faster one.
pub const DENSE: f32 = 0.6;

/// Values of a row that are passed over at once where all are zero: two vectors.
const STRETCH: usize = 8;

/// The most vectors of a block.
const MOST: usize = 8;

/// Rows as lists of their non-zero values.
#[derive(Clone, Debug, Default)]
pub struct NonZeros {
    columns: usize,
    /// Where each row's entries end; the first begins at 0.
    ends: Vec<usize>,
    entries: Entries,
}

/// Calls a function with the constant that `vectors` is.
macro_rules! with_vectors {
    ($vectors:expr, $self:ident.$function:ident($($argument:expr),*)) => {
        match $vectors {
            1 => $self.$function::<1>($($argument),*),
            2 => $self.$function::<2>($($argument),*),
            3 => $self.$function::<3>($($argument),*),
            4 => $self.$function::<4>($($argument),*),
            5 => $self.$function::<5>($($argument),*),
            6 => $self.$function::<6>($($argument),*),
            7 => $self.$function::<7>($($argument),*),
            _ => $self.$function::<MOST>($($argument),*),
        }
    };
}

impl NonZeros {
    /// Room for `rows` rows of `columns` values.
    #[inline]
    pub fn with_capacity(rows: usize, columns: usize) -> Self {
        Self {
            columns,
            ends: Vec::with_capacity(rows),
            entries: Entries::with_capacity(rows * columns + 1),
        }
    }

    #[inline]
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// How many rows it holds.
    #[inline]
    pub fn count(&self) -> usize {
        self.ends.len()
    }

    #[inline]
    pub fn clear(&mut self) {
        self.ends.clear();
        self.entries.clear(self.columns);
    }

    /// Appends a row of which the non-zeros are known, as columns and values.
    #[inline(always)]
    pub fn push(&mut self, non_zeros: impl ExactSizeIterator<Item = (u16, f32)>) {
        self.entries.append(non_zeros);
        self.ends.push(self.entries.len());
    }

    /// Appends a row, leaving out its zeros: blank stretches, which are most of a picture, as one.
    #[inline]
    pub fn push_row(&mut self, row: &[f32]) {
        let stretches = row.chunks(STRETCH).enumerate();
        for (i, stretch) in stretches.filter(|(_, stretch)| !is_blank(stretch)) {
            let at = move |(k, &value)| (i * STRETCH + k, value);
            self.entries
                .append_non_zeros(stretch.iter().enumerate().map(at));
        }
        self.ends.push(self.entries.len());
    }

    #[inline]
    fn rows(&self) -> impl Iterator<Item = EntrySlice<'_>> {
        let mut start = 0;
        self.ends.iter().map(move |&end| {
            let row = self.entries.slice(start, end);
            start = end;
            row
        })
    }

    /// Makes room in `entries` for all that these rows have room for; returns how many rows that are.
    #[inline]
    pub(super) fn reserve(&self, entries: &mut Entries) -> usize {
        entries.reserve(&self.entries);
        self.ends.capacity()
    }

    /// Sorts the entries by column, for [`super::by_column`].
    #[inline]
    pub(super) fn transpose(&self, entries: &mut Entries, columns: &mut [u32]) {
        entries.transpose(&self.entries, &self.ends, columns);
    }

    /// `z[b, o] = bias[o] + Σᵢ x[b, i] w[i, o]`, with `w` `[inputs, outputs]`.
    #[inline]
    pub fn affine(&self, w: &[f32], bias: &[f32], z: &mut [f32]) {
        if bias.len() < LANES {
            return self.narrow_affine(w, bias, z);
        }
        for block in blocks(bias.len(), MOST) {
            with_vectors!(block.vectors, self.affine_block(w, bias, z, block));
        }
    }

    /// `dw[i, o] += Σ_b x[b, i] d[b, o]`.
    #[inline]
    pub fn accumulate_gradient(&self, d: &[f32], outputs: usize, dw: &mut [f32]) {
        if outputs < LANES {
            return self.narrow_gradient(d, outputs, dw);
        }
        for block in blocks(outputs, MOST) {
            with_vectors!(block.vectors, self.gradient_block(d, outputs, dw, block));
        }
    }

    #[inline(always)]
    fn affine_block<const V: usize>(&self, w: &[f32], bias: &[f32], z: &mut [f32], block: Block) {
        let outputs = bias.len();
        let Block { column, width, .. } = block;
        let bias = Rows::<V>::new(bias, column, 0, width, 1).load(0);
        let w = Patches::new(w, patch(outputs, block), self.columns);
        let mut z = RowsMut::<V>::new(z, column, outputs, width, self.count());
        for (b, row) in self.rows().enumerate() {
            let mut sums = [bias];
            w.gather(row, &mut sums);
            z.store(b, sums[0]);
        }
    }

    #[inline(always)]
    fn gradient_block<const V: usize>(
        &self,
        d: &[f32],
        outputs: usize,
        dw: &mut [f32],
        block: Block,
    ) {
        let d = Rows::<V>::new(d, block.column, outputs, block.width, self.count());
        for (b, row) in self.rows().enumerate() {
            scatter(row, &[d.load(b)], dw, patch(outputs, block));
        }
    }

    /// Fewer outputs than lanes: one value at a time.
    #[inline]
    fn narrow_affine(&self, w: &[f32], bias: &[f32], z: &mut [f32]) {
        let outputs = bias.len();
        for (row, z) in self.rows().zip(z.chunks_exact_mut(outputs)) {
            z.copy_from_slice(bias);
            for entry in row.iter() {
                let w = &w[entry.place() * outputs..][..outputs];
                z.iter_mut().zip(w).for_each(|(z, w)| *z += entry.value * w);
            }
        }
    }

    #[inline]
    fn narrow_gradient(&self, d: &[f32], outputs: usize, dw: &mut [f32]) {
        for (row, d) in self.rows().zip(d.chunks_exact(outputs)) {
            for entry in row.iter() {
                let dw = &mut dw[entry.place() * outputs..][..outputs];
                dw.iter_mut()
                    .zip(d)
                    .for_each(|(dw, d)| *dw += entry.value * d);
            }
        }
    }
}

/// Whether all values are 0 or −0, whose bits are but for the sign 0.
#[inline(always)]
fn is_blank(values: &[f32]) -> bool {
    let bits = values.iter().map(|value| value.to_bits());
    bits.fold(0, |all, bits| all | bits) << 1 == 0
}

/// The block's part of the weights' row that belongs to an input.
#[inline]
fn patch(outputs: usize, Block { column, width, .. }: Block) -> Patch {
    Patch {
        scale: outputs,
        first: column,
        stride: 0,
        width,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernels::product::{Left, Start, multiply};
    use crate::random::Random;

    /// Random rows of which about a third is not zero.
    fn sparse(random: &mut Random, count: usize) -> Vec<f32> {
        (0..count)
            .map(|_| {
                if random.unit() < 0.33 {
                    random.normal()
                } else {
                    0.0
                }
            })
            .collect()
    }

    fn non_zeros(x: &[f32], columns: usize) -> NonZeros {
        let mut rows = NonZeros::with_capacity(x.len() / columns, columns);
        rows.clear();
        for row in x.chunks_exact(columns) {
            rows.push_row(row);
        }
        rows
    }

    fn assert_close(got: &[f32], expected: &[f32]) {
        for (got, expected) in got.iter().zip(expected) {
            assert!(
                (got - expected).abs() < 1e-5 * expected.abs().max(1.0),
                "{got} {expected}"
            );
        }
    }

    #[test]
    fn products_equal_the_dense_ones() {
        let mut random = Random::new(1);
        for outputs in 1..70 {
            let (batch, inputs) = (5, 40);
            let (x, w) = (
                sparse(&mut random, batch * inputs),
                random.normals(inputs * outputs),
            );
            let (bias, d) = (random.normals(outputs), random.normals(batch * outputs));
            let rows = non_zeros(&x, inputs);
            let left = |rows, depth, down, across| Left {
                values: &x,
                rows,
                depth,
                down,
                across,
            };

            let (mut z, mut expected) = (vec![0.0; batch * outputs], vec![0.0; batch * outputs]);
            rows.affine(&w, &bias, &mut z);
            let a = left(batch, inputs, inputs, 1);
            multiply(a, &w, outputs, Start::Row(&bias), &mut expected);
            assert_close(&z, &expected);

            let mut dw = w.clone();
            let mut expected = w;
            rows.accumulate_gradient(&d, outputs, &mut dw);
            let a = left(inputs, batch, 1, inputs);
            multiply(a, &d, outputs, Start::Accumulate, &mut expected);
            assert_close(&dw, &expected);
        }
    }
}
