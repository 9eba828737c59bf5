//! Sums over long vectors, in `f64`: what a line search decides by must not be lost in rounding.

/// Σ aᵢ bᵢ.
///
/// ```
/// assert_eq!(gradual::learning::vectors::dot(&[1.0, 2.0], &[3.0, 4.0]), 11.0);
/// ```
#[inline]
pub fn dot(a: &[f32], b: &[f32]) -> f64 {
    let products = a.iter().zip(b).map(|(&a, &b)| f64::from(a) * f64::from(b));
    products.sum()
}

/// a ← a + scale · b.
///
/// ```
/// let mut a = [1.0, 2.0];
/// gradual::learning::vectors::add_scaled(&mut a, 0.5, &[4.0, -4.0]);
/// assert_eq!(a, [3.0, 0.0]);
/// ```
#[inline]
pub fn add_scaled(a: &mut [f32], scale: f64, b: &[f32]) {
    a.iter_mut()
        .zip(b)
        .for_each(|(a, b)| *a += scale as f32 * b);
}
