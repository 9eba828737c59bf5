//! ln(1 + eˣ) in double precision, many at once: what free energies are made of.

/// Rounding constant 1.5 · 2⁵²: adding it to a small number leaves the nearest integer in the low bits of the sum.
const ROUND: f64 = 6_755_399_441_055_744.0;

/// ln 2 in two parts, the first with so few bits that its products with small integers are exact.
const LN_2: [f64; 2] = [0.693_147_180_369_123_8, 1.908_214_929_270_587_7e-10];

/// Factors 1 + e of at most 2 each whose product is still a number: 2⁵¹² in every lane.
const FACTORS: usize = 512 * LANES;

const LANES: usize = 4;

/// 1 / k! for k from 13 to 0.
const TAYLOR: [f64; 14] = [
    1.0 / 6_227_020_800.0,
    1.0 / 479_001_600.0,
    1.0 / 39_916_800.0,
    1.0 / 3_628_800.0,
    1.0 / 362_880.0,
    1.0 / 40_320.0,
    1.0 / 5040.0,
    1.0 / 720.0,
    1.0 / 120.0,
    1.0 / 24.0,
    1.0 / 6.0,
    0.5,
    1.0,
    1.0,
];

/// Σ ln(1 + eˣ) = Σ max(x, 0) + ln Π (1 + e⁻|ˣ|): one logarithm for many terms, and no power that overflows. Each term
/// is right to 10⁻¹⁵, and their sum to 10⁻¹⁴ of itself.
///
/// ```
/// use gradual::learning::rbm::softplus::sum_of_softplus;
///
/// assert!((sum_of_softplus(&[0.0, 0.0]) - 2.0 * 2.0_f64.ln()).abs() < 1e-14);
/// assert_eq!(sum_of_softplus(&[1e5, -1e5]), 1e5);
/// ```
pub fn sum_of_softplus(x: &[f64]) -> f64 {
    x.chunks(FACTORS).map(sum_of_few).sum()
}

fn sum_of_few(x: &[f64]) -> f64 {
    let (mut sums, mut products) = ([0.0; LANES], [1.0; LANES]);
    let (quads, rest) = x.as_chunks::<LANES>();
    let mut last = [f64::NEG_INFINITY; LANES];
    last[..rest.len()].copy_from_slice(rest);
    for quad in quads.iter().chain([&last]) {
        for (lane, &x) in quad.iter().enumerate() {
            sums[lane] += if x > 0.0 { x } else { 0.0 };
            products[lane] *= 1.0 + exp_below_zero(-x.abs());
        }
    }
    let [a, b, c, d] = products.map(libm::log);
    ((sums[0] + sums[2]) + (sums[1] + sums[3])) + ((a + c) + (b + d))
}

/// eˣ for x ≤ 0, and 0 below −700: 2ⁿ eʳ with n whole and |r| ≤ ½ ln 2, where Taylor's series needs thirteen terms.
#[inline(always)]
fn exp_below_zero(x: f64) -> f64 {
    let x = if x > -700.0 { x } else { -700.0 };
    let rounded = x * std::f64::consts::LOG2_E + ROUND;
    let n = rounded - ROUND;
    let r = x - n * LN_2[0] - n * LN_2[1];
    let series = TAYLOR.iter().fold(0.0, |sum, term| sum * r + term);
    f64::from_bits(series.to_bits().wrapping_add(rounded.to_bits() << 52))
}

/// ln Σ eˣ, as its terms come.
///
/// ```
/// use gradual::learning::rbm::softplus::LogSum;
///
/// let mut sum = LogSum::default();
/// [1000.0, 1000.0].into_iter().for_each(|x| sum.add(x));
/// assert!((sum.value() - (1000.0 + 2.0_f64.ln())).abs() < 1e-12);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct LogSum {
    largest: f64,
    /// Σ eˣ⁻ᵐ with the largest x as m.
    sum: f64,
}

impl Default for LogSum {
    /// ln 0.
    fn default() -> Self {
        Self {
            largest: f64::NEG_INFINITY,
            sum: 0.0,
        }
    }
}

impl LogSum {
    /// Adds eˣ.
    #[inline]
    pub fn add(&mut self, x: f64) {
        if x > self.largest {
            self.sum = self.sum * libm::exp(self.largest - x) + 1.0;
            self.largest = x;
        } else if x > f64::NEG_INFINITY {
            self.sum += libm::exp(x - self.largest);
        }
    }

    /// ln of the sum so far.
    #[inline]
    pub fn value(&self) -> f64 {
        match self.sum {
            0.0 => f64::NEG_INFINITY,
            sum => self.largest + libm::log(sum),
        }
    }
}

impl Extend<f64> for LogSum {
    fn extend<I: IntoIterator<Item = f64>>(&mut self, terms: I) {
        terms.into_iter().for_each(|x| self.add(x));
    }
}

/// ln Σ eˣ.
///
/// ```
/// use gradual::learning::rbm::softplus::log_sum_exp;
///
/// assert!((log_sum_exp([0.0, 3.0_f64.ln()]) - 4.0_f64.ln()).abs() < 1e-15);
/// ```
pub fn log_sum_exp(terms: impl IntoIterator<Item = f64>) -> f64 {
    let mut sum = LogSum::default();
    sum.extend(terms);
    sum.value()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;

    #[test]
    fn sums_equal_those_of_single_logarithms() {
        let mut random = Random::new(1);
        for count in [0, 1, 3, 4, 7, 784, 5000] {
            for scale in [0.1, 3.0, 60.0, 1e4] {
                let x: Vec<f64> = (0..count)
                    .map(|_| scale * f64::from(random.normal()))
                    .collect();
                let exact = |x: f64| x.max(0.0) + libm::log1p(libm::exp(-x.abs()));
                let expected: f64 = x.iter().map(|&x| exact(x)).sum();
                let error = (sum_of_softplus(&x) - expected).abs();
                assert!(
                    error <= 1e-14 * expected + 1e-15 * f64::from(count),
                    "{count} {scale}: {error}"
                );
            }
        }
    }

    #[test]
    fn powers_are_right_down_to_where_they_no_longer_matter() {
        for i in 0..70_000 {
            let x = -f64::from(i) / 100.0;
            let error = exp_below_zero(x) / libm::exp(x) - 1.0;
            assert!(error.abs() < 1e-14, "{x}: {error}");
        }
    }

    #[test]
    fn an_empty_sum_is_the_logarithm_of_nothing() {
        assert_eq!(log_sum_exp([]), f64::NEG_INFINITY);
        assert_eq!(log_sum_exp([f64::NEG_INFINITY, 2.0]), 2.0);
    }
}
