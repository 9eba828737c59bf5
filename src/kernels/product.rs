//! The matrix product C = S + A B behind all three products of a dense layer.
//!
//! A tile of R rows × V vectors of C stays in registers while k runs: each step loads V vectors of B's row k and R numbers
//! of A's column k, for R · V multiplications and additions. Tiles of 4 × 2, 2 × 3 and 8 × 1 keep at most eight sums: as many
//! as hide the latency of an addition, and few enough that a browser's compiler moves none of them about. On 64 × 784 × 128
//! 4 × 2 reaches 95 % of what multiplications and additions can, 4 × 3 only 58 %.

use super::blocks::{Block, pairs};
use super::lanes::{F32x4, LANES};
use super::memory::{Rows, RowsMut, Scalars};

/// The most vectors of a tile's row.
const MOST_VECTORS: usize = 3;

/// Rows of B that are copied at once: with their block of columns 8 to 12 KB, which stay in the nearest cache beside A's rows.
const RUN: usize = 256;

/// As many values as stay in the nearest cache: a smaller B is read where it stands.
const NEAR: usize = 4096;

/// As many rows of A as do not read a block of B often enough for a copy of it.
const FEW: usize = 4;

/// A matrix `[rows, depth]` in memory: the next row is `down` values on, the next column `across`. A transposed matrix is
/// the same values with the two exchanged.
#[derive(Clone, Copy)]
pub struct Left<'a> {
    pub values: &'a [f32],
    pub rows: usize,
    pub depth: usize,
    pub down: usize,
    pub across: usize,
}

/// What the sums of C start with.
#[derive(Clone, Copy)]
pub enum Start<'a> {
    Zero,
    /// The same row for every row of C.
    Row(&'a [f32]),
    /// C as it is, added once the sums are done.
    Accumulate,
}

/// `c[r, n] = start + Σₖ a[r, k] b[k, n]`, with `b` `[depth, columns]` and `c` `[rows, columns]`, both row-major.
#[inline]
pub fn multiply(a: Left, b: &[f32], columns: usize, start: Start, c: &mut [f32]) {
    match columns {
        0 => return,
        1 => return narrow::<1>(a, b, start, c),
        2 => return narrow::<2>(a, b, start, c),
        3 => return narrow::<3>(a, b, start, c),
        _ => {}
    }
    for block in pairs(columns) {
        let b = Right {
            values: b,
            first: block.column,
            stride: columns,
            width: block.width,
        };
        let tiles = Tiles {
            a,
            b,
            columns,
            block,
            start,
        };
        match block.vectors {
            3 => tiles.all::<3, 2>(c),
            2 => tiles.all::<2, 4>(c),
            _ => tiles.all::<1, 8>(c),
        }
    }
}

/// One block of columns of the product, for a run of k.
#[derive(Clone, Copy)]
struct Tiles<'a> {
    a: Left<'a>,
    b: Right<'a>,
    columns: usize,
    block: Block,
    start: Start<'a>,
}

/// Where the rows of B stand, as far as a block reads them.
#[derive(Clone, Copy)]
struct Right<'a> {
    values: &'a [f32],
    first: usize,
    stride: usize,
    width: usize,
}

impl Tiles<'_> {
    /// All rows of C: with a copy of the block of B, or with B itself.
    #[inline(always)]
    fn all<const V: usize, const MOST: usize>(self, c: &mut [f32]) {
        let reused = self.a.rows > FEW && self.block.width < self.columns;
        if reused && self.a.depth * self.columns > NEAR {
            self.runs::<V, MOST>(c);
        } else {
            self.rows::<V, MOST>(c);
        }
    }

    /// One run of k after the other, each with its rows of B copied.
    #[inline]
    fn runs<const V: usize, const MOST: usize>(self, c: &mut [f32]) {
        let mut copy = [0.0; RUN * MOST_VECTORS * LANES];
        let width = V * LANES;
        for k in (0..self.a.depth).step_by(RUN) {
            let depth = RUN.min(self.a.depth - k);
            let Right {
                values,
                first,
                stride,
                ..
            } = self.b;
            let rows = Rows::<V>::new(values, first + k * stride, stride, self.block.width, depth);
            let mut copied = RowsMut::<V>::new(&mut copy, 0, width, width, depth);
            (0..depth).for_each(|row| copied.store(row, rows.load(row)));
            let values = &self.a.values[k * self.a.across..];
            let run = Tiles {
                a: Left {
                    values,
                    depth,
                    ..self.a
                },
                b: Right {
                    values: &copy,
                    first: 0,
                    stride: width,
                    width,
                },
                start: if k == 0 {
                    self.start
                } else {
                    Start::Accumulate
                },
                ..self
            };
            run.rows::<V, MOST>(c);
        }
    }

    /// All rows, MOST at a time and what is left by 4, 2 and 1.
    #[inline(always)]
    fn rows<const V: usize, const MOST: usize>(self, c: &mut [f32]) {
        let mut row = 0;
        row = self.tiles::<MOST, V>(row, c);
        if MOST > 4 {
            row = self.tiles::<4, V>(row, c);
        }
        if MOST > 2 {
            row = self.tiles::<2, V>(row, c);
        }
        self.tiles::<1, V>(row, c);
    }

    /// As many tiles of R rows as there are from `row` on; returns the row after them.
    #[inline(always)]
    fn tiles<const R: usize, const V: usize>(self, mut row: usize, c: &mut [f32]) -> usize {
        while row + R <= self.a.rows {
            self.tile::<R, V>(row, c);
            row += R;
        }
        row
    }

    #[inline(always)]
    fn tile<const R: usize, const V: usize>(self, row: usize, c: &mut [f32]) {
        let Left {
            values,
            depth,
            down,
            across,
            ..
        } = self.a;
        let a = Scalars::<R>::new(values, row * down, (down, across), depth);
        let b = Rows::<V>::new(
            self.b.values,
            self.b.first,
            self.b.stride,
            self.b.width,
            depth,
        );
        let mut sums = [self.start_row::<V>(); R];
        for k in 0..depth {
            let b = b.load(k);
            for (r, sums) in sums.iter_mut().enumerate() {
                let a = a.splat(r, k);
                for (sum, &b) in sums.iter_mut().zip(&b) {
                    *sum = *sum + a * b;
                }
            }
        }
        let first = row * self.columns + self.block.column;
        let mut c = RowsMut::<V>::new(c, first, self.columns, self.block.width, R);
        for (r, sums) in sums.into_iter().enumerate() {
            let sums = match self.start {
                Start::Accumulate => add(c.load(r), sums),
                Start::Zero | Start::Row(_) => sums,
            };
            c.store(r, sums);
        }
    }

    #[inline(always)]
    fn start_row<const V: usize>(&self) -> [F32x4; V] {
        match self.start {
            Start::Row(row) => {
                Rows::<V>::new(row, self.block.column, 0, self.block.width, 1).load(0)
            }
            Start::Zero | Start::Accumulate => [F32x4::splat(0.0); V],
        }
    }
}

#[inline(always)]
fn add<const V: usize>(a: [F32x4; V], b: [F32x4; V]) -> [F32x4; V] {
    std::array::from_fn(|v| a[v] + b[v])
}

/// N columns, fewer than lanes: one value at a time. That N is a constant keeps the sums in registers, which makes a step of
/// 2-4-2-1 on 10 points, the page's first network, a third faster.
#[inline]
fn narrow<const N: usize>(a: Left, b: &[f32], start: Start, c: &mut [f32]) {
    let (b, _) = b.as_chunks::<N>();
    let (c, _) = c.as_chunks_mut::<N>();
    for (row, c) in c.iter_mut().take(a.rows).enumerate() {
        let a_row = a.values[row * a.down..].iter().step_by(a.across);
        let mut sums = [0.0; N];
        if let Start::Row(start) = start {
            sums.copy_from_slice(start);
        }
        for (&a, b) in a_row.zip(b) {
            for (sum, &b) in sums.iter_mut().zip(b) {
                *sum += a * b;
            }
        }
        for (c, sum) in c.iter_mut().zip(sums) {
            *c = match start {
                Start::Accumulate => *c + sum,
                Start::Zero | Start::Row(_) => sum,
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;

    /// The product as the formula says it.
    fn reference(a: Left, b: &[f32], columns: usize, start: Start, c: &mut [f32]) {
        for (i, c) in c.iter_mut().enumerate() {
            let (row, column) = (i / columns, i % columns);
            let term = |k: usize| a.values[row * a.down + k * a.across] * b[k * columns + column];
            let first = match start {
                Start::Zero => 0.0,
                Start::Row(row) => row[column],
                Start::Accumulate => *c,
            };
            *c = first + (0..a.depth).map(term).sum::<f32>();
        }
    }

    fn check(rows: usize, depth: usize, columns: usize, random: &mut Random) {
        let (values, b) = (
            random.normals(rows * depth),
            random.normals(depth * columns),
        );
        let (c, first) = (random.normals(rows * columns), random.normals(columns));
        for (down, across) in [(depth, 1), (1, rows)] {
            let a = Left {
                values: &values,
                rows,
                depth,
                down,
                across,
            };
            for start in [Start::Zero, Start::Row(&first), Start::Accumulate] {
                let (mut got, mut expected) = (c.clone(), c.clone());
                multiply(a, &b, columns, start, &mut got);
                reference(a, &b, columns, start, &mut expected);
                for (got, expected) in got.iter().zip(&expected) {
                    let error = (got - expected).abs() / (depth as f32).sqrt();
                    assert!(
                        error < 2e-5,
                        "{rows} × {depth} × {columns}: {got} {expected}"
                    );
                }
            }
        }
    }

    #[test]
    fn tiles_of_every_shape_equal_the_reference() {
        let mut random = Random::new(1);
        for rows in [1, 2, 3, 4, 5, 7, 8, 13] {
            for depth in [1, 2, 5, 8] {
                for columns in (1..20).chain([24, 25, 33]) {
                    check(rows, depth, columns, &mut random);
                }
            }
        }
    }

    #[test]
    fn runs_of_copied_rows_equal_the_reference() {
        let mut random = Random::new(2);
        for (rows, depth, columns) in [(9, 300, 26), (17, 600, 17), (5, 1030, 13)] {
            check(rows, depth, columns, &mut random);
        }
    }
}
