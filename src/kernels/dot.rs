//! Products with one column: z = X w + b, the only output of a logistic unit.
//!
//! Here a row is a sum over its vectors; four rows are summed at once and turned, so that one vector leaves with four z.

use super::lanes::{F32x4, LANES};

/// `z[b] = bias + Σᵢ x[b, i] w[i]`, with `x` `[batch, inputs]`.
pub fn affine_column(x: &[f32], w: &[f32], bias: f32, z: &mut [f32]) {
    let inputs = w.len();
    let (quads, rest) = z.as_chunks_mut::<LANES>();
    let mut fours = x.chunks_exact(LANES * inputs);
    for (z, rows) in quads.iter_mut().zip(&mut fours) {
        let sums = std::array::from_fn(|r| products(&rows[r * inputs..][..inputs], w));
        let [a, b, c, d] = F32x4::transpose(sums);
        (F32x4::splat(bias) + ((a + c) + (b + d))).store(z);
    }
    for (z, row) in rest.iter_mut().zip(fours.remainder().chunks_exact(inputs)) {
        *z = bias + products(row, w).sum();
    }
}

/// Σ xᵢ wᵢ, lane by lane.
#[inline(always)]
fn products(x: &[f32], w: &[f32]) -> F32x4 {
    let (x, x_rest) = x.as_chunks::<LANES>();
    let (w, w_rest) = w.as_chunks::<LANES>();
    let mut sum = F32x4::splat(0.0);
    for (x, w) in x.iter().zip(w) {
        sum = sum + F32x4::load(x) * F32x4::load(w);
    }
    if x_rest.is_empty() {
        return sum;
    }
    sum + F32x4::load_partial(x_rest) * F32x4::load_partial(w_rest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;

    #[test]
    fn every_row_has_its_sum_whatever_the_batch() {
        let mut random = Random::new(1);
        for inputs in 1..12 {
            let (x, w) = (random.normals(9 * inputs), random.normals(inputs));
            let mut whole = [0.0; 9];
            affine_column(&x, &w, 0.5, &mut whole);
            for (row, x) in x.chunks_exact(inputs).enumerate() {
                let exact: f32 = x.iter().zip(&w).map(|(x, w)| x * w).sum();
                assert!((whole[row] - exact - 0.5).abs() < 1e-5);
                let mut alone = [0.0];
                affine_column(x, &w, 0.5, &mut alone);
                assert_eq!(alone[0], whole[row]);
            }
        }
    }
}
