//! Bars and stripes: small pictures of which the truth is known.

use crate::error::{Result, in_range};

/// All pictures of `side` × `side` pixels whose rows, or whose columns, are each of one colour (MacKay 2003, §43.2), one after
/// the other, `[2 · 2ˢⁱᵈᵉ, side²]`: the blank and the full one are among both kinds, and so come twice. Sides are 2 to 4.
///
/// ```
/// use gradual::data::generators::bars_and_stripes::bars_and_stripes;
///
/// let pictures = bars_and_stripes(2)?;
/// assert_eq!(pictures.len(), 8 * 4);
/// assert_eq!(pictures[4..8], [1.0, 1.0, 0.0, 0.0]); // a bar
/// assert_eq!(pictures[20..24], [1.0, 0.0, 1.0, 0.0]); // a stripe
/// assert!(bars_and_stripes(5).is_err());
/// # Ok::<(), gradual::Error>(())
/// ```
pub fn bars_and_stripes(side: usize) -> Result<Vec<f32>> {
    check_side(side)?;
    let pixel = |lines: usize, line: usize| (lines >> line & 1) as f32;
    let pixels = |is_bars: bool, lines: usize| {
        let line = move |i: usize| if is_bars { i / side } else { i % side };
        (0..side * side).map(move |i| pixel(lines, line(i)))
    };
    let kind = |is_bars| (0..1 << side).flat_map(move |lines| pixels(is_bars, lines));
    Ok(kind(true).chain(kind(false)).collect())
}

/// The mean log-likelihood of these pictures under the distribution that they are drawn from, which no model can exceed: with
/// n of them, (n − 4) have ln 1/n and the four that are blank or full ln 2/n.
///
/// ```
/// use gradual::data::generators::bars_and_stripes::best_log_likelihood;
///
/// assert!((best_log_likelihood(4)? + 3.3791).abs() < 1e-4);
/// # Ok::<(), gradual::Error>(())
/// ```
pub fn best_log_likelihood(side: usize) -> Result<f64> {
    check_side(side)?;
    let n = (2_u32 << side).into();
    Ok(-((n - 4.0) * libm::log(n) + 4.0 * libm::log(n / 2.0)) / n)
}

fn check_side(side: usize) -> Result<()> {
    in_range("The side of bars and stripes", side as f64, 2.0, 4.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashMap;

    #[test]
    fn the_bound_is_the_entropy_of_the_pictures() {
        for (side, expected) in [(2, -1.7329), (3, -2.5993), (4, -3.3791)] {
            let pictures = bars_and_stripes(side).unwrap();
            let mut counts = HashMap::new();
            for picture in pictures.chunks_exact(side * side) {
                let bits: Vec<bool> = picture.iter().map(|&pixel| pixel == 1.0).collect();
                *counts.entry(bits).or_insert(0.0) += 1.0;
            }
            assert_eq!(counts.len(), (2 << side) - 2);
            let n = f64::from(2 << side);
            let entropy: f64 = counts
                .values()
                .map(|count: &f64| count / n * (count / n).ln())
                .sum();
            let bound = best_log_likelihood(side).unwrap();
            assert!((bound - entropy).abs() < 1e-12 && (bound - expected).abs() < 1e-4);
        }
    }
}
