//! Products with one column: z = X w + b, the only output of a logistic unit.
//!
//! Here a row is a sum over its vectors; four rows are summed at once and turned, so that one vector leaves with four z.

use super::lanes::{F32x4, LANES};
use super::memory::Rows;

/// `z[b] = bias + Σᵢ x[b, i] w[i]`, with `x` `[batch, inputs]`.
#[inline]
pub fn affine_column(x: &[f32], w: &[f32], bias: f32, z: &mut [f32]) {
    let inputs = w.len();
    let (quads, rest) = z.as_chunks_mut::<LANES>();
    let mut row = 0;
    for z in quads {
        let [a, b, c, d] = F32x4::transpose(products::<LANES>(x, row * inputs, w));
        (F32x4::splat(bias) + ((a + c) + (b + d))).store(z);
        row += LANES;
    }
    for (i, z) in rest.iter_mut().enumerate() {
        let [sums] = products::<1>(x, (row + i) * inputs, w);
        *z = bias + sums.sum();
    }
}

/// Σ xᵢ wᵢ, lane by lane, for R rows of x from index `first` on.
#[inline(always)]
fn products<const R: usize>(x: &[f32], first: usize, w: &[f32]) -> [F32x4; R] {
    let inputs = w.len();
    let (quads, rest) = w.as_chunks::<LANES>();
    let mut sums = [F32x4::splat(0.0); R];
    for (i, w) in quads.iter().enumerate() {
        let x = Rows::<1>::new(x, first + i * LANES, inputs, LANES, R);
        let w = F32x4::load(w);
        for (r, sum) in sums.iter_mut().enumerate() {
            *sum = *sum + x.load(r)[0] * w;
        }
    }
    if !rest.is_empty() {
        let w = F32x4::load_partial(rest);
        for (r, sum) in sums.iter_mut().enumerate() {
            let x = &x[first + r * inputs + quads.len() * LANES..][..rest.len()];
            *sum = *sum + F32x4::load_partial(x) * w;
        }
    }
    sums
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
