//! The transpose of a row-major matrix, four by four.

use super::lanes::{F32x4, LANES};
use super::memory::{Rows, RowsMut};

/// `out[c, r] = matrix[r, c]`, with `matrix` `[rows, columns]` and `out` `[columns, rows]`.
#[inline]
pub fn transpose(matrix: &[f32], rows: usize, columns: usize, out: &mut [f32]) {
    let (whole_rows, whole_columns) = (rows - rows % LANES, columns - columns % LANES);
    for row in (0..whole_rows).step_by(LANES) {
        for column in (0..whole_columns).step_by(LANES) {
            let from = Rows::<1>::new(matrix, row * columns + column, columns, LANES, LANES);
            let mut to = RowsMut::<1>::new(out, column * rows + row, rows, LANES, LANES);
            let square = F32x4::transpose(std::array::from_fn(|r| from.load(r)[0]));
            for (c, vector) in square.into_iter().enumerate() {
                to.store(c, [vector]);
            }
        }
    }
    for row in 0..rows {
        let first = if row < whole_rows { whole_columns } else { 0 };
        for column in first..columns {
            out[column * rows + row] = matrix[row * columns + column];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_finds_its_place() {
        for rows in 1..10 {
            for columns in 1..10 {
                let matrix: Vec<f32> = (0..rows * columns).map(|i| i as f32).collect();
                let mut out = vec![0.0; rows * columns];
                transpose(&matrix, rows, columns, &mut out);
                for (i, &value) in out.iter().enumerate() {
                    assert_eq!(value, matrix[i % rows * columns + i / rows]);
                }
            }
        }
    }
}
