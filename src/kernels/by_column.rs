//! The gradient of weights that rows with many zeros go through, a column of the rows at a time.
//!
//! `∂E/∂w[i] = Σ_b x[b, i] δ[b]` for one input i after the other: the sums stay in registers while the rows go by in which that input
//! is not zero, and where plain descent follows, the weights move along them at once. Row by row, each entry reads and writes as many
//! sums, which then are read once more: at 784-128-10 that takes 1.4 times as long.

use super::blocks::{Block, blocks};
use super::lanes::F32x4;
use super::memory::{Entries, Patches, RowsMut};
use super::panel::Panel;
use super::sparse::NonZeros;

/// From so many outputs on it pays to sort the entries by column first.
pub const MANY_OUTPUTS: usize = 17;

/// From so many rows on the gradient alone is found sooner by column.
const MANY_ROWS: usize = 32;

/// The most vectors of a block.
const MOST: usize = 8;

/// Room for the entries of a batch, sorted by column.
#[derive(Clone, Debug, Default)]
pub struct ByColumn {
    entries: Entries,
    /// Where the entries of each column end.
    ends: Vec<u32>,
    /// The δ of a block of outputs.
    panel: Panel,
}

/// What becomes of a row of weights or of their gradient, given Σ.
#[derive(Clone, Copy)]
enum Rule {
    /// g ← g + Σ.
    Add,
    /// w ← w − η Σ.
    Descend(f32),
}

impl ByColumn {
    /// Makes room for as many rows as `x` has room for.
    #[inline]
    pub fn reserve(&mut self, x: &NonZeros) {
        let rows = x.reserve(&mut self.entries);
        self.ends.resize(x.columns(), 0);
        self.panel.reserve(rows, MOST);
    }

    /// `dw[i, o] += Σ_b x[b, i] d[b, o]`, to the same bits as [`NonZeros::accumulate_gradient`].
    #[inline]
    pub fn accumulate_gradient(&mut self, x: &NonZeros, d: &[f32], outputs: usize, dw: &mut [f32]) {
        if outputs < MANY_OUTPUTS || x.count() < MANY_ROWS {
            return x.accumulate_gradient(d, outputs, dw);
        }
        self.run(x, d, outputs, dw, Rule::Add);
    }

    /// `w[i, o] −= rate · Σ_b x[b, i] d[b, o]`, to the same bits as by way of a gradient. Of at least [`MANY_OUTPUTS`].
    #[inline]
    pub fn descend(&mut self, x: &NonZeros, d: &[f32], outputs: usize, rate: f32, w: &mut [f32]) {
        self.run(x, d, outputs, w, Rule::Descend(rate));
    }

    #[inline]
    fn run(&mut self, x: &NonZeros, d: &[f32], outputs: usize, w: &mut [f32], rule: Rule) {
        let Self {
            entries,
            ends,
            panel,
        } = self;
        ends.resize(x.columns(), 0);
        x.transpose(entries, ends);
        for block in blocks(outputs, MOST) {
            let (d, w) = ((d, &mut *panel), (&mut *w, outputs));
            match block.vectors {
                4 => run_block::<4>((entries, ends), d, w, block, rule),
                5 => run_block::<5>((entries, ends), d, w, block, rule),
                6 => run_block::<6>((entries, ends), d, w, block, rule),
                7 => run_block::<7>((entries, ends), d, w, block, rule),
                _ => run_block::<MOST>((entries, ends), d, w, block, rule),
            }
        }
    }
}

#[inline(always)]
fn run_block<const V: usize>(
    (entries, ends): (&Entries, &[u32]),
    (d, panel): (&[f32], &mut Panel),
    (w, outputs): (&mut [f32], usize),
    block: Block,
    rule: Rule,
) {
    let Block { column, width, .. } = block;
    let (d, patch) = panel.fill::<V>(d, outputs, block);
    let d = Patches::new(d, patch, d.len() / width);
    let mut w = RowsMut::<V>::new(w, column, outputs, width, ends.len());
    let mut start = 0;
    for (row, &end) in ends.iter().enumerate() {
        let end = end as usize;
        if end == start {
            continue;
        }
        let column = entries.slice(start, end);
        start = end;
        let mut sums = [match rule {
            Rule::Add => w.load(row),
            Rule::Descend(_) => [F32x4::splat(0.0); V],
        }];
        d.gather_in_turn(column, &mut sums);
        let [sums] = sums;
        let new = match rule {
            Rule::Add => sums,
            Rule::Descend(rate) => {
                let (w, rate) = (w.load(row), F32x4::splat(rate));
                std::array::from_fn(|v| w[v] - rate * sums[v])
            }
        };
        w.store(row, new);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;

    /// Random rows of which about a third is not zero, and nothing in the first column and the last row.
    fn rows(random: &mut Random, count: usize, columns: usize) -> NonZeros {
        let mut rows = NonZeros::with_capacity(count, columns);
        rows.clear();
        for b in 0..count {
            let values = (0..columns).map(|i| {
                let is_blank = i == 0 || b + 1 == count || random.unit() > 0.33;
                if is_blank { 0.0 } else { random.normal() }
            });
            rows.push_row(&values.collect::<Vec<f32>>());
        }
        rows
    }

    #[test]
    fn to_the_bits_of_row_by_row_and_of_a_gradient_that_is_followed() {
        let (mut random, mut by_column) = (Random::new(1), ByColumn::default());
        for outputs in MANY_OUTPUTS..70 {
            let (batch, inputs) = (MANY_ROWS + outputs % 7, 40);
            let x = rows(&mut random, batch, inputs);
            let (w, d) = (
                random.normals(inputs * outputs),
                random.normals(batch * outputs),
            );
            let mut expected = vec![0.0; inputs * outputs];
            x.accumulate_gradient(&d, outputs, &mut expected);
            x.accumulate_gradient(&d, outputs, &mut expected); // to what is there it is added

            let mut dw = vec![0.0; inputs * outputs];
            by_column.accumulate_gradient(&x, &d, outputs, &mut dw);
            by_column.accumulate_gradient(&x, &d, outputs, &mut dw);
            assert_eq!(dw, expected, "{outputs} outputs");

            expected.fill(0.0);
            x.accumulate_gradient(&d, outputs, &mut expected);
            let followed = w.iter().zip(&expected).map(|(w, g)| w - 0.1 * g);
            let mut moved = w.clone();
            by_column.descend(&x, &d, outputs, 0.1, &mut moved);
            assert_eq!(moved, followed.collect::<Vec<f32>>(), "{outputs} outputs");
        }
    }
}
