//! exp, tanh, sigmoid and softplus on four lanes, and the loops that carry them over slices.
//!
//! Errors are maxima over the stated range against `f64`, asserted below.

use super::lanes::{F32x4, LANES, ROUND};

/// `out[i] = f(out[i])`, four at a time; the last one to three values ride in a vector padded with zeros.
#[inline(always)]
pub fn map(values: &mut [f32], f: impl Fn(F32x4) -> F32x4) {
    let (quads, rest) = values.as_chunks_mut::<LANES>();
    for quad in quads {
        f(F32x4::load(quad)).store(quad);
    }
    if !rest.is_empty() {
        f(F32x4::load_partial(rest)).store_partial(rest);
    }
}

/// `out[i] = f(x[i])` over two slices of one length.
#[inline(always)]
pub fn map_to(x: &[f32], out: &mut [f32], f: impl Fn(F32x4) -> F32x4) {
    zip(out, x, |_, x| f(x));
}

/// `out[i] = f(out[i], x[i])` over two slices of one length.
#[inline(always)]
pub fn zip(out: &mut [f32], x: &[f32], f: impl Fn(F32x4, F32x4) -> F32x4) {
    assert_eq!(
        out.len(),
        x.len(),
        "zip: {} values with {}",
        out.len(),
        x.len()
    );
    let (quads, rest) = out.as_chunks_mut::<LANES>();
    let (x_quads, x_rest) = x.as_chunks::<LANES>();
    for (quad, x) in quads.iter_mut().zip(x_quads) {
        f(F32x4::load(quad), F32x4::load(x)).store(quad);
    }
    if !rest.is_empty() {
        f(F32x4::load_partial(rest), F32x4::load_partial(x_rest)).store_partial(rest);
    }
}

/// c₀ + c₁x + c₂x² + …, by Horner's rule.
#[inline(always)]
fn polynomial<const N: usize>(x: F32x4, coefficients: [f32; N]) -> F32x4 {
    let last = F32x4::splat(coefficients[N - 1]);
    (0..N - 1)
        .rev()
        .fold(last, |sum, i| sum * x + F32x4::splat(coefficients[i]))
}

/// eˣ for x in [−87, 88], clamped outside; relative error below 1.2e-7.
///
/// x = n ln 2 + r with n whole and |r| ≤ ½ ln 2, so eˣ = 2ⁿ eʳ; eʳ by the degree-7 polynomial of Cephes' `expf`
/// (Moshier 1989), ln 2 in two parts so that r keeps its low bits.
#[inline(always)]
pub fn exp(x: F32x4) -> F32x4 {
    let x = x.max(F32x4::splat(-87.0)).min(F32x4::splat(88.0));
    let rounded = x * F32x4::splat(std::f32::consts::LOG2_E) + F32x4::splat(ROUND);
    let n = rounded - F32x4::splat(ROUND);
    let r = x - n * F32x4::splat(0.693_359_4) + n * F32x4::splat(2.121_944_4e-4);
    let tail = polynomial(
        r,
        [
            0.5,
            0.166_666_65,
            4.166_579_6e-2,
            8.333_452e-3,
            1.398_199_9e-3,
            1.987_569_1e-4,
        ],
    );
    (tail * r * r + r + F32x4::splat(1.0)).times_two_to(rounded)
}

/// σ(z) = 1 / (1 + e⁻ᶻ); absolute error below 1.2e-7.
#[inline(always)]
pub fn sigmoid(z: F32x4) -> F32x4 {
    let one = F32x4::splat(1.0);
    one / (one + exp(-z))
}

/// ln(1 + eᶻ) = max(z, 0) + ln(1 + e⁻|ᶻ|); relative error below 3e-7.
#[inline(always)]
pub fn softplus(z: F32x4) -> F32x4 {
    z.max(F32x4::splat(0.0)) + log_one_plus(exp(-z.abs()))
}

/// σ(z) and ln(1 + e⁻|ᶻ|) from one e⁻|ᶻ|: the output of a logistic unit, and what its loss has beyond straight lines.
#[inline(always)]
pub fn sigmoid_and_tail(z: F32x4) -> (F32x4, F32x4) {
    let one = F32x4::splat(1.0);
    let e = exp(-z.abs());
    let sigmoid = z.select_positive(one, e) / (one + e);
    (sigmoid, log_one_plus(e))
}

/// ln(1 + e) = 2 artanh s for e in [0, 1] and s = e / (2 + e) ≤ ⅓, whose series in s² needs eight terms.
#[inline(always)]
fn log_one_plus(e: F32x4) -> F32x4 {
    let s = e / (F32x4::splat(2.0) + e);
    let series = polynomial(
        s * s,
        [
            1.0,
            1.0 / 3.0,
            1.0 / 5.0,
            1.0 / 7.0,
            1.0 / 9.0,
            1.0 / 11.0,
            1.0 / 13.0,
            1.0 / 15.0,
        ],
    );
    F32x4::splat(2.0) * s * series
}

/// tanh z = z P(z²) / Q(z²) on [−8, 8], clamped outside, where it is 1 − 2.4e-7; absolute and relative error below 4.7e-7.
///
/// The coefficients are a minimax fit with P(0) = Q(0) made by `tests/reference/tanh.py`; one more in P would make the
/// error 4e-7 and tanh a sixth slower. It never exceeds 1, so 1 − h² stays ≥ 0.
#[inline(always)]
pub fn tanh(z: F32x4) -> F32x4 {
    let z = z.max(F32x4::splat(-8.0)).min(F32x4::splat(8.0));
    let square = z * z;
    let p = polynomial(
        square,
        [1.0, 1.292_494_7e-1, 2.950_250_6e-3, 1.142_040_7e-5],
    );
    let q = polynomial(
        square,
        [
            1.0,
            4.625_817_7e-1,
            2.381_238_2e-2,
            2.385_615_1e-4,
            2.456_738e-7,
        ],
    );
    z * p / q
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The largest of `error(approximation, exact)` over [−range, range].
    fn worst(
        range: f32,
        f: fn(F32x4) -> F32x4,
        exact: fn(f64) -> f64,
        error: fn(f64, f64) -> f64,
    ) -> f64 {
        let steps = 200_000;
        (-steps..=steps)
            .map(|i| range * i as f32 / steps as f32)
            .map(|x| {
                error(
                    f64::from(f(F32x4::splat(x)).to_array()[0]),
                    exact(f64::from(x)),
                )
            })
            .fold(0.0, f64::max)
    }

    fn absolute(got: f64, exact: f64) -> f64 {
        (got - exact).abs()
    }

    fn relative(got: f64, exact: f64) -> f64 {
        if exact == 0.0 {
            got.abs()
        } else {
            ((got - exact) / exact).abs()
        }
    }

    #[test]
    fn errors_stay_below_what_the_docs_state() {
        assert!(worst(87.0, exp, f64::exp, relative) < 1.2e-7);
        let both = |z| sigmoid_and_tail(z).0;
        assert!(worst(30.0, both, |z| 1.0 / (1.0 + (-z).exp()), absolute) < 1.2e-7);
        assert!(worst(30.0, sigmoid, |z| 1.0 / (1.0 + (-z).exp()), absolute) < 1.2e-7);
        assert!(
            worst(
                60.0,
                softplus,
                |z| z.max(0.0) + (-z.abs()).exp().ln_1p(),
                relative
            ) < 3e-7
        );
        assert!(worst(12.0, tanh, f64::tanh, absolute) < 4.7e-7);
        assert!(worst(12.0, tanh, f64::tanh, relative) < 4.7e-7);
        // The worst of all `f32`, which the samples miss.
        let z = 4.077_551_f32;
        let h = f64::from(tanh(F32x4::splat(z)).to_array()[0]);
        assert!(absolute(h, f64::from(z).tanh()) < 4.7e-7);
    }

    #[test]
    fn extremes_stay_finite() {
        for x in [-1e30, -100.0, 100.0, 1e30] {
            for f in [exp, sigmoid, tanh] {
                assert!(f(F32x4::splat(x)).to_array()[0].is_finite());
            }
        }
        assert!(tanh(F32x4::splat(1e30)).to_array()[0] <= 1.0);
        assert!(tanh(F32x4::splat(f32::NAN)).to_array()[0].is_nan());
    }

    #[test]
    fn loops_treat_every_length_alike() {
        for length in 0..13 {
            let x: Vec<f32> = (0..length).map(|i| i as f32 - 5.0).collect();
            let mut mapped = x.clone();
            map(&mut mapped, |v| v + F32x4::splat(1.0));
            let mut zipped = x.clone();
            zip(&mut zipped, &mapped, |a, b| a * b);
            for i in 0..length {
                assert_eq!(mapped[i], x[i] + 1.0);
                assert_eq!(zipped[i], x[i] * (x[i] + 1.0));
            }
        }
    }
}
