//! The three matrix products of a dense layer, all row-major.
//!
//! | product | shapes | where |
//! | --- | --- | --- |
//! | Z = X W + b | `[batch, inputs]` `[inputs, outputs]` | forward |
//! | ∂W += Xᵀ D | `[inputs, batch]` `[batch, outputs]` | weight gradient |
//! | ∂X = D Wᵀ | `[batch, outputs]` `[outputs, inputs]` | input gradient |
//!
//! Each result is one running sum, over inputs, batch or outputs in ascending order, whatever tile computes it. The right
//! side is packed into panels of 8 columns, padded with zeros, so that the inner loop reads straight on and has no edges.
//! A tile of 6 rows × 8 columns keeps twelve accumulators in registers: each loaded weight serves six rows, and the
//! processor's fifteen vector registers are not exceeded (rows left over go by 4, 2 and 1).

use super::lanes::{F32x4, LANES};

/// Columns of a panel: two vectors.
pub const COLUMNS: usize = 2 * LANES;

/// One row of a panel.
pub type Row = [f32; COLUMNS];

/// `z[b, o] = bias[o] + Σᵢ x[b, i] w[i, o]`, with `x` `[batch, inputs]`, `w` `[inputs, outputs]`, `z` `[batch, outputs]`;
/// `panel` is room for at least `inputs` rows.
pub fn affine(x: &[f32], w: &[f32], bias: &[f32], z: &mut [f32], panel: &mut [Row]) {
    let outputs = bias.len();
    let inputs = w.len() / outputs;
    assert_eq!(
        x.len() * outputs,
        z.len() * inputs,
        "affine: {} inputs for {} outputs",
        x.len(),
        z.len()
    );
    let panel = &mut panel[..inputs];
    for column in (0..outputs).step_by(COLUMNS) {
        pack(w, outputs, column, panel);
        let mut start = [0.0; COLUMNS];
        copy_up_to_row(&bias[column..], &mut start);
        multiply(
            x,
            panel,
            &start,
            &mut Strip {
                values: z,
                columns: outputs,
                column,
            },
        );
    }
}

/// `dx[b, i] = Σₒ d[b, o] w[i, o]`; `panel` is room for at least `outputs` rows.
pub fn multiply_transposed(
    d: &[f32],
    w: &[f32],
    outputs: usize,
    dx: &mut [f32],
    panel: &mut [Row],
) {
    let inputs = w.len() / outputs;
    assert_eq!(
        d.len() * inputs,
        dx.len() * outputs,
        "transposed: {} for {} inputs",
        d.len(),
        dx.len()
    );
    let panel = &mut panel[..outputs];
    for column in (0..inputs).step_by(COLUMNS) {
        pack_transposed(w, outputs, column, panel);
        multiply(
            d,
            panel,
            &[0.0; COLUMNS],
            &mut Strip {
                values: dx,
                columns: inputs,
                column,
            },
        );
    }
}

/// `dw[i, o] += Σ_b x[b, i] d[b, o]`; `panel` is room for a row an example.
pub fn accumulate_gradient(
    x: &[f32],
    d: &[f32],
    outputs: usize,
    dw: &mut [f32],
    panel: &mut [Row],
) {
    let inputs = dw.len() / outputs;
    assert_eq!(
        x.len() * outputs,
        d.len() * inputs,
        "gradient: {} inputs for {} outputs",
        x.len(),
        d.len()
    );
    let panel = &mut panel[..d.len() / outputs];
    for column in (0..outputs).step_by(COLUMNS) {
        pack(d, outputs, column, panel);
        let mut strip = Strip {
            values: dw,
            columns: outputs,
            column,
        };
        let mut input = 0;
        input = gradient_rows::<6>(x, inputs, input, panel, &mut strip);
        input = gradient_rows::<4>(x, inputs, input, panel, &mut strip);
        input = gradient_rows::<2>(x, inputs, input, panel, &mut strip);
        gradient_rows::<1>(x, inputs, input, panel, &mut strip);
    }
}

/// `db[o] += Σ_b d[b, o]`.
pub fn accumulate_bias_gradient(d: &[f32], db: &mut [f32]) {
    for d in d.chunks_exact(db.len()) {
        super::elementwise::zip(db, d, |sum, d| sum + d);
    }
}

/// Eight columns of a matrix, from `column` on; fewer at its right edge.
struct Strip<'a> {
    values: &'a mut [f32],
    columns: usize,
    column: usize,
}

impl Strip<'_> {
    /// The part of row `row` that the strip covers.
    #[inline(always)]
    fn row(&mut self, row: usize) -> &mut [f32] {
        let width = COLUMNS.min(self.columns - self.column);
        &mut self.values[row * self.columns + self.column..][..width]
    }
}

/// Eight columns of `matrix`, which has `columns`, padded with zeros.
fn pack(matrix: &[f32], columns: usize, column: usize, panel: &mut [Row]) {
    for (row, packed) in matrix.chunks_exact(columns).zip(panel) {
        copy_up_to_row(&row[column..], packed);
    }
}

/// Eight rows of `matrix`, from row `first` on, as the columns of a panel.
fn pack_transposed(matrix: &[f32], columns: usize, first: usize, panel: &mut [Row]) {
    panel.fill([0.0; COLUMNS]);
    let rows = matrix[first * columns..]
        .chunks_exact(columns)
        .take(COLUMNS);
    for (j, row) in rows.enumerate() {
        for (packed, &value) in panel.iter_mut().zip(row) {
            packed[j] = value;
        }
    }
}

#[inline(always)]
fn copy_up_to_row(from: &[f32], to: &mut Row) {
    match from.first_chunk() {
        Some(whole) => *to = *whole,
        None => {
            let (a, b) = from.split_at(LANES.min(from.len()));
            let pair = [F32x4::load_partial(a), F32x4::load_partial(b)];
            store(pair, to);
        }
    }
}

/// `strip[b] = start + x[b] · panel` for every row of x.
fn multiply(x: &[f32], panel: &[Row], start: &Row, strip: &mut Strip) {
    let mut row = 0;
    row = multiply_rows::<6>(x, row, panel, start, strip);
    row = multiply_rows::<4>(x, row, panel, start, strip);
    row = multiply_rows::<2>(x, row, panel, start, strip);
    multiply_rows::<1>(x, row, panel, start, strip);
}

/// As many blocks of R rows as there are, from `row` on; returns the row after them.
#[inline(always)]
fn multiply_rows<const R: usize>(
    x: &[f32],
    mut row: usize,
    panel: &[Row],
    start: &Row,
    strip: &mut Strip,
) -> usize {
    let blocks = x[row * panel.len()..].chunks_exact(R * panel.len());
    for block in blocks {
        for (r, sum) in multiply_tile::<R>(block, panel, load(start))
            .into_iter()
            .enumerate()
        {
            store(sum, strip.row(row + r));
        }
        row += R;
    }
    row
}

/// `start + Σᵢ x[r, i] panel[i]` for R rows.
#[inline(always)]
fn multiply_tile<const R: usize>(x: &[f32], panel: &[Row], start: [F32x4; 2]) -> [[F32x4; 2]; R] {
    let rows: [&[f32]; R] = std::array::from_fn(|r| &x[r * panel.len()..][..panel.len()]);
    let mut sums = [start; R];
    for (i, w) in panel.iter().enumerate() {
        let w = load(w);
        for (sum, row) in sums.iter_mut().zip(rows) {
            *sum = multiply_add(row[i], w, *sum);
        }
    }
    sums
}

/// Adds R rows of the gradient at a time, from `input` on; returns the input after them.
#[inline(always)]
fn gradient_rows<const R: usize>(
    x: &[f32],
    inputs: usize,
    mut input: usize,
    panel: &[Row],
    strip: &mut Strip,
) -> usize {
    while input + R <= inputs {
        let mut sums = [[F32x4::splat(0.0); 2]; R];
        for (x, d) in x.chunks_exact(inputs).zip(panel) {
            let d = load(d);
            for (sum, &x) in sums.iter_mut().zip(&x[input..input + R]) {
                *sum = multiply_add(x, d, *sum);
            }
        }
        for (r, sum) in sums.into_iter().enumerate() {
            add(sum, strip.row(input + r));
        }
        input += R;
    }
    input
}

#[inline(always)]
fn multiply_add(x: f32, [left, right]: [F32x4; 2], sum: [F32x4; 2]) -> [F32x4; 2] {
    let x = F32x4::splat(x);
    [sum[0] + x * left, sum[1] + x * right]
}

#[inline(always)]
fn load(row: &Row) -> [F32x4; 2] {
    let (pair, _) = row.as_chunks::<LANES>();
    [F32x4::load(&pair[0]), F32x4::load(&pair[1])]
}

#[inline(always)]
fn store([left, right]: [F32x4; 2], out: &mut [f32]) {
    if let ([a, b], []) = out.as_chunks_mut::<LANES>() {
        left.store(a);
        right.store(b);
        return;
    }
    let (a, b) = out.split_at_mut(LANES.min(out.len()));
    left.store_partial(a);
    right.store_partial(b);
}

#[inline(always)]
fn add(sum: [F32x4; 2], out: &mut [f32]) {
    let mut row = [0.0; COLUMNS];
    copy_up_to_row(out, &mut row);
    let [left, right] = load(&row);
    store([left + sum[0], right + sum[1]], out);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;

    const PANEL: [Row; 16] = [[0.0; COLUMNS]; 16];

    /// The products as the formulas say them: the oracle for the tiles.
    fn reference_affine(x: &[f32], w: &[f32], bias: &[f32], z: &mut [f32]) {
        let (outputs, inputs) = (bias.len(), w.len() / bias.len());
        for (b, row) in z.chunks_exact_mut(outputs).enumerate() {
            for (o, z) in row.iter_mut().enumerate() {
                *z = bias[o];
                for i in 0..inputs {
                    *z += x[b * inputs + i] * w[i * outputs + o];
                }
            }
        }
    }

    fn reference_gradient(x: &[f32], d: &[f32], dw: &mut [f32], outputs: usize) {
        let inputs = dw.len() / outputs;
        for (b, d) in d.chunks_exact(outputs).enumerate() {
            for i in 0..inputs {
                for (o, d) in d.iter().enumerate() {
                    dw[i * outputs + o] += x[b * inputs + i] * d;
                }
            }
        }
    }

    fn shapes() -> impl Iterator<Item = (usize, usize, usize)> {
        let sizes = [1, 2, 3, 4, 5, 8, 9, 13];
        sizes.into_iter().flat_map(move |batch| {
            sizes
                .into_iter()
                .flat_map(move |inputs| sizes.map(move |outputs| (batch, inputs, outputs)))
        })
    }

    #[test]
    fn affine_equals_its_reference_to_the_last_bit() {
        let mut random = Random::new(1);
        for (batch, inputs, outputs) in shapes() {
            let (x, w) = (
                random.normals(batch * inputs),
                random.normals(inputs * outputs),
            );
            let bias = random.normals(outputs);
            let (mut z, mut expected) = (vec![0.0; batch * outputs], vec![0.0; batch * outputs]);
            affine(&x, &w, &bias, &mut z, &mut PANEL.clone());
            reference_affine(&x, &w, &bias, &mut expected);
            assert_eq!(z, expected, "{batch} × {inputs} × {outputs}");
        }
    }

    #[test]
    fn gradients_equal_their_reference_to_the_last_bit() {
        let mut random = Random::new(2);
        for (batch, inputs, outputs) in shapes() {
            let (x, d) = (
                random.normals(batch * inputs),
                random.normals(batch * outputs),
            );
            let (mut dw, mut expected) = (vec![0.0; inputs * outputs], vec![0.0; inputs * outputs]);
            let mut db = vec![0.0; outputs];
            accumulate_gradient(&x, &d, outputs, &mut dw, &mut PANEL.clone());
            accumulate_bias_gradient(&d, &mut db);
            reference_gradient(&x, &d, &mut expected, outputs);
            assert_eq!(dw, expected, "{batch} × {inputs} × {outputs}");
            for (o, &db) in db.iter().enumerate() {
                assert_eq!(db, d.iter().skip(o).step_by(outputs).sum::<f32>());
            }
        }
    }

    #[test]
    fn input_gradients_equal_the_product_with_the_transpose_to_the_last_bit() {
        let mut random = Random::new(3);
        for (batch, inputs, outputs) in shapes() {
            let (d, w) = (
                random.normals(batch * outputs),
                random.normals(inputs * outputs),
            );
            let turned: Vec<f32> = (0..w.len())
                .map(|k| w[(k % inputs) * outputs + k / inputs])
                .collect();
            let (mut dx, mut expected) = (vec![0.0; batch * inputs], vec![0.0; batch * inputs]);
            multiply_transposed(&d, &w, outputs, &mut dx, &mut PANEL.clone());
            reference_affine(&d, &turned, &vec![0.0; inputs], &mut expected);
            assert_eq!(dx, expected, "{batch} × {inputs} × {outputs}");
        }
    }
}
