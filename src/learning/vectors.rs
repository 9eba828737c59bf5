//! Sums over long vectors, in `f64`: what a line search decides by must not be lost in rounding.

/// Σ aᵢ bᵢ.
#[inline]
pub fn dot(a: &[f32], b: &[f32]) -> f64 {
    let products = a.iter().zip(b).map(|(&a, &b)| f64::from(a) * f64::from(b));
    products.sum()
}

/// a ← a + scale · b.
#[inline]
pub fn add_scaled(a: &mut [f32], scale: f64, b: &[f32]) {
    a.iter_mut()
        .zip(b)
        .for_each(|(a, b)| *a += scale as f32 * b);
}
