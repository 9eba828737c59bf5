//! Products with rows that are mostly zero, such as pictures: only what is not zero is multiplied.
//!
//! MNIST's pictures are 19 % ink. Leaving out the zeros changes no sum, so results are those of [`super::matmul`] wherever
//! the weights are finite. Finding the non-zeros costs about half a microsecond a picture and is part of every pass; above
//! a density of 0.6 the dense product is quicker.

use super::lanes::{F32x4, LANES};

/// The share of non-zeros above which rows count as dense.
const DENSE: f32 = 0.6;

/// Values looked at together: where all are zero, none is looked at alone.
const GLANCE: usize = 8;

/// Rows as lists of their non-zero values.
#[derive(Clone, Default)]
pub struct SparseRows {
    /// Where each row's entries end; the first begins at 0.
    ends: Vec<u32>,
    /// Column and value.
    entries: Vec<(u32, f32)>,
}

impl SparseRows {
    /// Room for `rows` rows of `columns` values.
    pub fn with_capacity(rows: usize, columns: usize) -> Self {
        let most = most_entries(rows * columns) + columns;
        Self {
            ends: Vec::with_capacity(rows),
            entries: Vec::with_capacity(most),
        }
    }

    /// Takes the non-zeros of `x`, rows of `columns`, unless too many are not zero: then it holds nothing.
    pub fn read(&mut self, x: &[f32], columns: usize) {
        let most = most_entries(x.len());
        self.ends.clear();
        self.entries.clear();
        for row in x.chunks_exact(columns) {
            if self.entries.len() + columns > self.entries.capacity() || self.entries.len() > most {
                return self.ends.clear();
            }
            self.read_row(row);
            self.ends.push(self.entries.len() as u32);
        }
    }

    /// Whether it holds the rows it was last given.
    pub fn is_read(&self) -> bool {
        !self.ends.is_empty()
    }

    fn read_row(&mut self, row: &[f32]) {
        for (block, values) in row.chunks(GLANCE).enumerate() {
            if values.iter().fold(0, |bits, value| bits | value.to_bits()) == 0 {
                continue;
            }
            let columns = (block * GLANCE) as u32..;
            let entries = columns.zip(values.iter().copied());
            self.entries
                .extend(entries.filter(|&(_, value)| value != 0.0));
        }
    }

    fn rows(&self) -> impl Iterator<Item = &[(u32, f32)]> {
        let mut start = 0;
        self.ends.iter().map(move |&end| {
            let row = &self.entries[start..end as usize];
            start = end as usize;
            row
        })
    }

    /// `z[b, o] = bias[o] + Σᵢ x[b, i] w[i, o]`, with `w` `[inputs, outputs]`.
    pub fn affine(&self, w: &[f32], bias: &[f32], z: &mut [f32]) {
        for_column_blocks(bias.len(), |column, vectors| match vectors {
            8 => self.affine_block::<8>(w, bias, z, column),
            4 => self.affine_block::<4>(w, bias, z, column),
            2 => self.affine_block::<2>(w, bias, z, column),
            1 => self.affine_block::<1>(w, bias, z, column),
            _ => self.affine_column(w, bias, z, column),
        });
    }

    /// `dw[i, o] += Σ_b x[b, i] d[b, o]`.
    pub fn accumulate_gradient(&self, d: &[f32], outputs: usize, dw: &mut [f32]) {
        for_column_blocks(outputs, |column, vectors| match vectors {
            8 => self.gradient_block::<8>(d, outputs, dw, column),
            4 => self.gradient_block::<4>(d, outputs, dw, column),
            2 => self.gradient_block::<2>(d, outputs, dw, column),
            1 => self.gradient_block::<1>(d, outputs, dw, column),
            _ => self.gradient_column(d, outputs, dw, column),
        });
    }

    /// V vectors of columns: their sums stay in registers over all of a row's entries.
    #[inline(always)]
    fn affine_block<const V: usize>(&self, w: &[f32], bias: &[f32], z: &mut [f32], column: usize) {
        let outputs = bias.len();
        let start: [F32x4; V] = load(&bias[column..]);
        for (row, z) in self.rows().zip(z.chunks_exact_mut(outputs)) {
            let mut sums = start;
            for &(i, x) in row {
                let w: [F32x4; V] = load(&w[i as usize * outputs + column..]);
                multiply_add(x, &w, &mut sums);
            }
            store(&sums, &mut z[column..]);
        }
    }

    /// V vectors of columns: a row's d stay in registers while its entries' weights are changed.
    #[inline(always)]
    fn gradient_block<const V: usize>(
        &self,
        d: &[f32],
        outputs: usize,
        dw: &mut [f32],
        column: usize,
    ) {
        for (row, d) in self.rows().zip(d.chunks_exact(outputs)) {
            let d: [F32x4; V] = load(&d[column..]);
            for &(i, x) in row {
                let dw = &mut dw[i as usize * outputs + column..][..V * LANES];
                let mut sums: [F32x4; V] = load(dw);
                multiply_add(x, &d, &mut sums);
                store(&sums, dw);
            }
        }
    }

    fn affine_column(&self, w: &[f32], bias: &[f32], z: &mut [f32], column: usize) {
        let outputs = bias.len();
        for (row, z) in self.rows().zip(z.chunks_exact_mut(outputs)) {
            let products = row
                .iter()
                .map(|&(i, x)| x * w[i as usize * outputs + column]);
            z[column] = products.fold(bias[column], |sum, product| sum + product);
        }
    }

    fn gradient_column(&self, d: &[f32], outputs: usize, dw: &mut [f32], column: usize) {
        for (row, d) in self.rows().zip(d.chunks_exact(outputs)) {
            for &(i, x) in row {
                dw[i as usize * outputs + column] += x * d[column];
            }
        }
    }
}

fn most_entries(values: usize) -> usize {
    (values as f32 * DENSE) as usize
}

/// Cuts the columns into blocks of 8, 4, 2 and 1 vectors, then into single columns (0 vectors).
fn for_column_blocks(columns: usize, mut work: impl FnMut(usize, usize)) {
    let mut column = 0;
    for vectors in [8, 4, 2, 1] {
        while column + vectors * LANES <= columns {
            work(column, vectors);
            column += vectors * LANES;
        }
    }
    (column..columns).for_each(|column| work(column, 0));
}

#[inline(always)]
fn load<const V: usize>(values: &[f32]) -> [F32x4; V] {
    let (quads, _) = values[..V * LANES].as_chunks::<LANES>();
    std::array::from_fn(|v| F32x4::load(&quads[v]))
}

#[inline(always)]
fn store<const V: usize>(vectors: &[F32x4; V], out: &mut [f32]) {
    let (quads, _) = out[..V * LANES].as_chunks_mut::<LANES>();
    for (vector, quad) in vectors.iter().zip(quads) {
        vector.store(quad);
    }
}

#[inline(always)]
fn multiply_add<const V: usize>(x: f32, factors: &[F32x4; V], sums: &mut [F32x4; V]) {
    let x = F32x4::splat(x);
    for (sum, &factor) in sums.iter_mut().zip(factors) {
        *sum = *sum + x * factor;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernels::matmul;
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

    #[test]
    fn products_equal_the_dense_ones_to_the_last_bit() {
        let mut random = Random::new(1);
        for (batch, inputs, outputs) in [
            (1, 784, 10),
            (5, 100, 1),
            (7, 33, 47),
            (3, 64, 128),
            (4, 16, 6),
        ] {
            let (x, w) = (
                sparse(&mut random, batch * inputs),
                random.normals(inputs * outputs),
            );
            let (bias, d) = (random.normals(outputs), random.normals(batch * outputs));
            let mut rows = SparseRows::with_capacity(batch, inputs);
            rows.read(&x, inputs);
            assert!(rows.is_read());
            let mut panel = vec![[0.0; matmul::COLUMNS]; inputs.max(batch)];

            let (mut z, mut expected) = (vec![0.0; batch * outputs], vec![0.0; batch * outputs]);
            rows.affine(&w, &bias, &mut z);
            matmul::affine(&x, &w, &bias, &mut expected, &mut panel);
            assert_eq!(z, expected);

            let (mut dw, mut expected) = (vec![0.0; inputs * outputs], vec![0.0; inputs * outputs]);
            rows.accumulate_gradient(&d, outputs, &mut dw);
            matmul::accumulate_gradient(&x, &d, outputs, &mut expected, &mut panel);
            assert_eq!(dw, expected);
        }
    }

    #[test]
    fn dense_rows_are_left_to_the_dense_product() {
        let mut rows = SparseRows::with_capacity(4, 50);
        rows.read(&[1.0; 200], 50);
        assert!(!rows.is_read());
        rows.read(&[0.0; 200], 50);
        assert_eq!(rows.rows().count(), 4);
    }
}
