//! The three matrix products of a dense layer, all row-major.
//!
//! | product | shapes | where |
//! | --- | --- | --- |
//! | Z = X W + b | `[batch, inputs]` `[inputs, outputs]` | forward |
//! | ∂W += Xᵀ D | `[inputs, batch]` `[batch, outputs]` | weight gradient |
//! | ∂X = D Wᵀ | `[batch, outputs]` `[outputs, inputs]` | input gradient: the first product with W transposed |
//!
//! Each result is one running sum, over inputs or over the batch in ascending order, whatever tile computes it. Tiles of
//! 4 rows × 8 columns keep eight accumulators in registers: each loaded weight serves four rows.

use super::lanes::{F32x4, LANES};

/// Rows of a tile.
const ROWS: usize = 4;

/// Columns of a tile: two vectors.
const COLUMNS: usize = 2 * LANES;

/// `z[b, o] = bias[o] + Σᵢ x[b, i] w[i, o]`, with `x` `[batch, inputs]`, `w` `[inputs, outputs]`, `z` `[batch, outputs]`.
pub fn affine(x: &[f32], w: &[f32], bias: &[f32], z: &mut [f32]) {
    let outputs = bias.len();
    let inputs = w.len() / outputs;
    let batch = z.len() / outputs;
    assert_eq!(
        w.len(),
        inputs * outputs,
        "affine: weights do not fill whole rows"
    );
    assert_eq!(
        x.len(),
        batch * inputs,
        "affine: {} inputs for {batch} rows",
        x.len()
    );
    let mut blocks = x.chunks_exact(ROWS * inputs);
    let mut results = z.chunks_exact_mut(ROWS * outputs);
    for (x, z) in blocks.by_ref().zip(results.by_ref()) {
        affine_rows::<ROWS>(x, w, bias, z);
    }
    let rest = blocks.remainder().chunks_exact(inputs);
    for (x, z) in rest.zip(results.into_remainder().chunks_exact_mut(outputs)) {
        affine_rows::<1>(x, w, bias, z);
    }
}

/// `R` rows of [`affine`], eight columns at a time, then the narrow rest.
#[inline(always)]
fn affine_rows<const R: usize>(x: &[f32], w: &[f32], bias: &[f32], z: &mut [f32]) {
    let outputs = bias.len();
    let rows = split_rows::<R>(x);
    let mut column = 0;
    while column + COLUMNS <= outputs {
        let start = load_pair(&bias[column..]);
        let tile = multiply_tile(rows, w, outputs, column, start);
        for (row, [left, right]) in z.chunks_exact_mut(outputs).zip(tile) {
            store_pair(&mut row[column..], left, right);
        }
        column += COLUMNS;
    }
    while column < outputs {
        let width = LANES.min(outputs - column);
        let start = F32x4::load_partial(&bias[column..column + width]);
        let strip = multiply_strip(rows, w, outputs, column, start);
        for (row, sum) in z.chunks_exact_mut(outputs).zip(strip) {
            sum.store_partial(&mut row[column..column + width]);
        }
        column += width;
    }
}

#[inline(always)]
fn split_rows<const R: usize>(x: &[f32]) -> [&[f32]; R] {
    let length = x.len() / R;
    std::array::from_fn(|r| &x[r * length..][..length])
}

#[inline(always)]
fn load_pair(values: &[f32]) -> [F32x4; 2] {
    let (pair, _) = values[..COLUMNS].as_chunks::<LANES>();
    [F32x4::load(&pair[0]), F32x4::load(&pair[1])]
}

#[inline(always)]
fn store_pair(out: &mut [f32], left: F32x4, right: F32x4) {
    let (pair, _) = out[..COLUMNS].as_chunks_mut::<LANES>();
    left.store(&mut pair[0]);
    right.store(&mut pair[1]);
}

/// Columns `column .. column + 8` of R rows: `start + Σᵢ x[r][i] w[i, column..]`.
#[inline(always)]
fn multiply_tile<const R: usize>(
    rows: [&[f32]; R],
    w: &[f32],
    outputs: usize,
    column: usize,
    start: [F32x4; 2],
) -> [[F32x4; 2]; R] {
    let mut sums = [start; R];
    for (i, w) in w.chunks_exact(outputs).enumerate().take(rows[0].len()) {
        let [left, right] = load_pair(&w[column..]);
        for (sum, row) in sums.iter_mut().zip(rows) {
            let x = F32x4::splat(row[i]);
            *sum = [sum[0] + x * left, sum[1] + x * right];
        }
    }
    sums
}

/// One to four columns of R rows, in a vector padded with zeros.
#[inline(always)]
fn multiply_strip<const R: usize>(
    rows: [&[f32]; R],
    w: &[f32],
    outputs: usize,
    column: usize,
    start: F32x4,
) -> [F32x4; R] {
    let mut sums = [start; R];
    let width = LANES.min(outputs - column);
    for (i, w) in w.chunks_exact(outputs).enumerate().take(rows[0].len()) {
        let w = F32x4::load_partial(&w[column..column + width]);
        for (sum, row) in sums.iter_mut().zip(rows) {
            *sum = *sum + F32x4::splat(row[i]) * w;
        }
    }
    sums
}

/// `dw[i, o] += Σ_b x[b, i] d[b, o]` and `db[o] += Σ_b d[b, o]`; `outputs` = `db.len()`.
pub fn accumulate_gradient(x: &[f32], d: &[f32], dw: &mut [f32], db: &mut [f32]) {
    let outputs = db.len();
    let inputs = dw.len() / outputs;
    let batch = d.len() / outputs;
    assert_eq!(
        x.len(),
        batch * inputs,
        "gradient: {} inputs for {batch} rows",
        x.len()
    );
    for d in d.chunks_exact(outputs) {
        super::elementwise::zip(db, d, |sum, d| sum + d);
    }
    let mut blocks = dw.chunks_exact_mut(ROWS * outputs);
    let mut input = 0;
    for dw in blocks.by_ref() {
        gradient_rows::<ROWS>(x, d, dw, inputs, input);
        input += ROWS;
    }
    for dw in blocks.into_remainder().chunks_exact_mut(outputs) {
        gradient_rows::<1>(x, d, dw, inputs, input);
        input += 1;
    }
}

/// Rows `input .. input + R` of the weight gradient, eight columns at a time, then the narrow rest.
#[inline(always)]
fn gradient_rows<const R: usize>(
    x: &[f32],
    d: &[f32],
    dw: &mut [f32],
    inputs: usize,
    input: usize,
) {
    let outputs = dw.len() / R;
    let zero = F32x4::splat(0.0);
    let mut column = 0;
    while column < outputs {
        let width = COLUMNS.min(outputs - column);
        let mut sums = [[zero; 2]; R];
        for (x, d) in x.chunks_exact(inputs).zip(d.chunks_exact(outputs)) {
            let [left, right] = load_up_to_pair(&d[column..column + width]);
            for (sum, &x) in sums.iter_mut().zip(&x[input..input + R]) {
                let x = F32x4::splat(x);
                *sum = [sum[0] + x * left, sum[1] + x * right];
            }
        }
        for (row, sum) in dw.chunks_exact_mut(outputs).zip(sums) {
            add_up_to_pair(&mut row[column..column + width], sum);
        }
        column += width;
    }
}

#[inline(always)]
fn load_up_to_pair(values: &[f32]) -> [F32x4; 2] {
    if values.len() == COLUMNS {
        return load_pair(values);
    }
    let (left, right) = values.split_at(LANES.min(values.len()));
    [F32x4::load_partial(left), F32x4::load_partial(right)]
}

#[inline(always)]
fn add_up_to_pair(out: &mut [f32], sum: [F32x4; 2]) {
    let [left, right] = load_up_to_pair(out);
    let (left, right) = (left + sum[0], right + sum[1]);
    if out.len() == COLUMNS {
        return store_pair(out, left, right);
    }
    let (a, b) = out.split_at_mut(LANES.min(out.len()));
    left.store_partial(a);
    right.store_partial(b);
}

/// `out[o, i] = w[i, o]` for `w` with `outputs` columns.
pub fn transpose(w: &[f32], outputs: usize, out: &mut [f32]) {
    assert_eq!(
        w.len(),
        out.len(),
        "transpose: {} values into {}",
        w.len(),
        out.len()
    );
    let inputs = w.len() / outputs;
    for (i, row) in w.chunks_exact(outputs).enumerate() {
        for (o, &weight) in row.iter().enumerate() {
            out[o * inputs + i] = weight;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;

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
            affine(&x, &w, &bias, &mut z);
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
            accumulate_gradient(&x, &d, &mut dw, &mut db);
            reference_gradient(&x, &d, &mut expected, outputs);
            assert_eq!(dw, expected, "{batch} × {inputs} × {outputs}");
            for (o, &db) in db.iter().enumerate() {
                assert_eq!(db, d.iter().skip(o).step_by(outputs).sum::<f32>());
            }
        }
    }

    #[test]
    fn transposing_twice_changes_nothing() {
        let w = Random::new(3).normals(35);
        let (mut turned, mut back) = (vec![0.0; 35], vec![0.0; 35]);
        transpose(&w, 7, &mut turned);
        transpose(&turned, 5, &mut back);
        assert_eq!(w, back);
    }
}
