//! Eigenvalues of a small symmetric matrix, by Jacobi's rotations (Golub and Van Loan, Matrix Computations, §8.5).

/// Sweeps over all pairs; convergence is quadratic, so that five or six do.
const SWEEPS: usize = 12;

/// Turns the symmetric `matrix` `[size, size]` into its eigenvalues, the largest first on its diagonal, and writes the unit
/// eigenvectors to the rows of `vectors` `[size, size]`.
pub fn diagonalise(matrix: &mut [f64], vectors: &mut [f64], size: usize) {
    vectors.fill(0.0);
    vectors.iter_mut().step_by(size + 1).for_each(|v| *v = 1.0);
    for _ in 0..SWEEPS {
        for p in 0..size {
            for q in p + 1..size {
                if let Some(angle) = angle(matrix, p, q, size) {
                    turn_columns(matrix, p, q, size, angle);
                    turn_rows(matrix, p, q, size, angle);
                    turn_rows(vectors, p, q, size, angle);
                }
            }
        }
    }
    sort(matrix, vectors, size);
}

/// (cos, sin) of the turn in the plane of p and q that makes their element zero; `None` where it is zero.
fn angle(matrix: &[f64], p: usize, q: usize, size: usize) -> Option<(f64, f64)> {
    let off = matrix[p * size + q];
    if off == 0.0 {
        return None;
    }
    let half = (matrix[q * size + q] - matrix[p * size + p]) / (2.0 * off);
    let tangent = half.signum() / (half.abs() + (half * half + 1.0).sqrt());
    let cosine = 1.0 / (tangent * tangent + 1.0).sqrt();
    Some((cosine, tangent * cosine))
}

fn turn_rows(matrix: &mut [f64], p: usize, q: usize, size: usize, angle: (f64, f64)) {
    for k in 0..size {
        turn(matrix, p * size + k, q * size + k, angle);
    }
}

fn turn_columns(matrix: &mut [f64], p: usize, q: usize, size: usize, angle: (f64, f64)) {
    for k in 0..size {
        turn(matrix, k * size + p, k * size + q, angle);
    }
}

fn turn(values: &mut [f64], a: usize, b: usize, (cosine, sine): (f64, f64)) {
    (values[a], values[b]) = (
        cosine * values[a] - sine * values[b],
        sine * values[a] + cosine * values[b],
    );
}

/// Puts the largest eigenvalue first, by selection.
fn sort(matrix: &mut [f64], vectors: &mut [f64], size: usize) {
    let value = |matrix: &[f64], i: usize| matrix[i * (size + 1)];
    for first in 0..size {
        let largest = (first..size)
            .reduce(|a, b| {
                if value(matrix, b) > value(matrix, a) {
                    b
                } else {
                    a
                }
            })
            .unwrap_or(first);
        matrix.swap(first * (size + 1), largest * (size + 1));
        for k in 0..size {
            vectors.swap(first * size + k, largest * size + k);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;

    #[test]
    fn vectors_and_values_make_the_matrix_again() {
        for size in 1..9 {
            let entries = Random::new(size as u64).normals(size * size);
            let symmetric = |i: usize, j: usize| {
                f64::from(entries[i * size + j]) + f64::from(entries[j * size + i])
            };
            let cells = (0..size * size).map(|c| symmetric(c / size, c % size));
            let mut matrix: Vec<f64> = cells.collect();
            let mut vectors = vec![0.0; size * size];
            diagonalise(&mut matrix, &mut vectors, size);
            let values: Vec<f64> = (0..size).map(|i| matrix[i * (size + 1)]).collect();
            assert!(values.is_sorted_by(|a, b| a >= b));
            for i in 0..size {
                for j in 0..size {
                    let term = |v: usize| values[v] * vectors[v * size + i] * vectors[v * size + j];
                    let again: f64 = (0..size).map(term).sum();
                    assert!((again - symmetric(i, j)).abs() < 1e-12);
                }
            }
        }
    }

    #[test]
    fn zeros_stay_zeros() {
        let (mut matrix, mut vectors) = ([0.0; 4], [9.0; 4]);
        diagonalise(&mut matrix, &mut vectors, 2);
        assert_eq!((matrix, vectors), ([0.0; 4], [1.0, 0.0, 0.0, 1.0]));
    }
}
