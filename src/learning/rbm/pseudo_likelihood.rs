//! The pseudo-likelihood: how well each unit is known from all others, for which Z need not be known.

use super::softplus::sum_of_softplus;
use super::structure::{Machine, VisibleUnits};
use crate::error::{Error, Result};
use crate::random::{Random, Stream};

/// Which units of an example are asked for.
///
/// ```
/// use gradual::learning::rbm::{Rbm, VisibleUnits, pseudo_likelihood::Bits};
///
/// let machine = Rbm::new(3, 1, VisibleUnits::Binary)?;
/// let machine = machine.with(&[0.0; 7])?;
/// let expected = 3.0 * 0.5_f64.ln(); // nothing is known of any unit
/// for bits in [Bits::All, Bits::Sampled { seed: 1 }] {
///     assert!((machine.pseudo_likelihood(&[1.0, 0.0, 1.0], bits)? - expected).abs() < 1e-12);
/// }
/// # Ok::<(), gradual::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bits {
    /// Every one.
    All,
    /// One of each example, which then stands for all: as scikit-learn's `score_samples`.
    Sampled {
        /// Which one it is follows from this.
        seed: u32,
    },
}

impl Machine<'_> {
    /// Σᵢ ln p(vᵢ | all others) = Σᵢ ln σ(F(v with 1 − vᵢ for vᵢ) − F(v)), the mean over `rows` `[count, visible]` (Besag 1975;
    /// Marlin et al. 2010, equation 8). Of labels it says nothing, and Gaussian units cannot be turned over.
    pub fn pseudo_likelihood(&self, rows: &[f32], bits: Bits) -> Result<f64> {
        if self.rbm.units == VisibleUnits::Gaussian {
            let what =
                "A pseudo-likelihood needs binary visible units, but these are Gaussian".into();
            return Err(Error::Unsuitable { what });
        }
        self.rbm.check_rows(rows)?;
        Ok(match bits {
            Bits::All => self.mean_of(rows, |v| self.sum_of_bits(v, 0..self.rbm.inputs())),
            Bits::Sampled { seed } => {
                let mut random = Random::stream(seed, Stream::PseudoLikelihood);
                self.mean_of(rows, |v| self.sampled_bit(v, &mut random))
            }
        })
    }

    /// What one unit of an example says, in place of all of its binary units.
    pub(crate) fn sampled_bit(&self, v: &[f32], random: &mut Random) -> f64 {
        let units = self.rbm.inputs();
        let unit = ((random.unit() * units as f32) as usize).min(units - 1);
        units as f64 * self.sum_of_bits(v, unit..unit + 1)
    }

    /// Σ ln p(vᵢ | all others) over some units of one example.
    fn sum_of_bits(&self, v: &[f32], units: std::ops::Range<usize>) -> f64 {
        let inputs = self.exact_hidden_inputs(v);
        let here = sum_of_softplus(&inputs);
        let mut turned = vec![0.0; inputs.len()];
        let mut of_unit = |i: usize| {
            let change = f64::from(1.0 - 2.0 * v[i]);
            let weights = &self.weights()[i * self.rbm.hidden..][..self.rbm.hidden];
            for ((turned, x), &w) in turned.iter_mut().zip(&inputs).zip(weights) {
                *turned = x + change * f64::from(w);
            }
            let bias = change * f64::from(self.visible_biases()[i]);
            let gained = bias + sum_of_softplus(&turned) - here;
            -sum_of_softplus(&[gained]) // ln σ(−gained)
        };
        units.map(&mut of_unit).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learning::rbm::structure::Rbm;

    #[test]
    fn each_bit_is_judged_by_both_free_energies() {
        let rbm = Rbm::new(5, 3, VisibleUnits::Binary).unwrap();
        let parameters = Random::new(2).normals(rbm.parameter_count());
        let machine = rbm.over(&parameters);
        let v = [1.0, 0.0, 0.25, 1.0, 0.0];
        let bit = |i: usize| {
            let mut turned = v;
            turned[i] = 1.0 - v[i];
            let gap = machine.free_energy(&turned) - machine.free_energy(&v);
            -libm::log1p(libm::exp(-gap))
        };
        let expected: f64 = (0..5).map(bit).sum();
        let found = machine.pseudo_likelihood(&v, Bits::All).unwrap();
        assert!((found - expected).abs() < 1e-12);
    }

    #[test]
    fn sampled_bits_come_near_all_of_them() {
        let rbm = Rbm::new(5, 3, VisibleUnits::Binary).unwrap();
        let parameters = Random::new(2).normals(rbm.parameter_count());
        let machine = rbm.over(&parameters);
        let rows: Vec<f32> = [1.0, 0.0, 0.0, 1.0, 0.0].repeat(20_000);
        let all = machine.pseudo_likelihood(&rows[..5], Bits::All).unwrap();
        let sampled = machine.pseudo_likelihood(&rows, Bits::Sampled { seed: 1 });
        assert!((sampled.unwrap() - all).abs() < 0.05);
    }

    #[test]
    fn gaussian_units_are_refused_in_words() {
        let rbm = Rbm::new(1, 1, VisibleUnits::Gaussian).unwrap();
        let refused = rbm
            .over(&[0.0; 3])
            .pseudo_likelihood(&[0.0], Bits::All)
            .unwrap_err();
        assert!(refused.to_string().contains("these are Gaussian"));
    }
}
