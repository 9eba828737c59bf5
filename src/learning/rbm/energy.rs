//! Energy and free energy, in double precision: differences of large sums must not be lost in rounding.

use super::softplus::{log_sum_exp, sum_of_softplus};
use super::structure::{Machine, Rbm, VisibleUnits};

/// ½ ln 2π, the logarithm of a normal density's integral.
const HALF_LN_TAU: f64 = 0.918_938_533_204_672_8;

impl Machine<'_> {
    /// E(v, h) = −b v − c h − v W h, and for Gaussian visible units ½ |v − b|² in place of −b v (Hinton 2010, equations 1 and
    /// 17). p(v, h) = e^(−E) / Z.
    ///
    /// ```
    /// use gradual::learning::rbm::{Rbm, VisibleUnits};
    ///
    /// let machine = Rbm::new(2, 1, VisibleUnits::Binary)?;
    /// let machine = machine.with(&[2.0, -1.0, 0.5, 0.25, -3.0])?;
    /// assert_eq!(machine.energy(&[1.0, 1.0], &[1.0]), -(0.5 + 0.25) + 3.0 - (2.0 - 1.0));
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn energy(&self, v: &[f32], h: &[f32]) -> f64 {
        self.energy_parts(v, h).iter().sum()
    }

    /// What E(v, h) is the sum of: −b v (of Gaussian units ½ |v − b|²), −c h and −v W h.
    ///
    /// ```
    /// use gradual::learning::rbm::{Rbm, VisibleUnits};
    ///
    /// let machine = Rbm::new(2, 1, VisibleUnits::Binary)?;
    /// let machine = machine.with(&[2.0, -1.0, 0.5, 0.25, -3.0])?;
    /// assert_eq!(machine.energy_parts(&[1.0, 1.0], &[1.0]), [-0.75, 3.0, -1.0]);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn energy_parts(&self, v: &[f32], h: &[f32]) -> [f64; 3] {
        let inputs = self.exact_hidden_inputs(v);
        let on = |values: &mut dyn Iterator<Item = f64>| -> f64 {
            values.zip(h).map(|(x, &h)| x * f64::from(h)).sum()
        };
        let biases = on(&mut self.hidden_biases().iter().copied().map(f64::from));
        let all = on(&mut inputs.into_iter());
        [self.bias_energy(v), -biases, biases - all]
    }

    /// F(v) = −ln Σₕ e^(−E(v, h)) = −b v − Σⱼ ln(1 + e^(cⱼ + v Wⱼ)): p(v) = e^(−F(v)) / Z (Hinton 2010, equation 25).
    ///
    /// ```
    /// use gradual::learning::rbm::{Rbm, VisibleUnits};
    ///
    /// let machine = Rbm::new(2, 1, VisibleUnits::Binary)?;
    /// let machine = machine.with(&[2.0, -1.0, 0.5, 0.25, -1.0])?;
    /// let expected = -(0.5 + 0.25) - 2.0_f64.ln(); // the hidden unit's total input is 0
    /// assert!((machine.free_energy(&[1.0, 1.0]) - expected).abs() < 1e-12);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn free_energy(&self, v: &[f32]) -> f64 {
        self.bias_energy(v) - sum_of_softplus(&self.exact_hidden_inputs(v))
    }

    /// The mean free energy of `rows` `[count, visible]`; 0 for none.
    ///
    /// ```
    /// use gradual::learning::rbm::{Rbm, VisibleUnits};
    ///
    /// let machine = Rbm::new(1, 1, VisibleUnits::Binary)?;
    /// let machine = machine.with(&[0.0, 1.0, 0.0])?;
    /// assert!((machine.mean_free_energy(&[0.0, 1.0]) + 0.5 + 2.0_f64.ln()).abs() < 1e-12);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn mean_free_energy(&self, rows: &[f32]) -> f64 {
        self.mean_of(rows, |row| self.free_energy(row))
    }

    /// The mean of `measure` over rows `[count, visible]`; 0 for none.
    pub(super) fn mean_of(&self, rows: &[f32], measure: impl FnMut(&[f32]) -> f64) -> f64 {
        let rows = rows.chunks_exact(self.rbm.visible);
        let count = rows.len().max(1) as f64;
        rows.map(measure).sum::<f64>() / count
    }

    /// c + v W, `[hidden]`.
    pub(super) fn exact_hidden_inputs(&self, v: &[f32]) -> Vec<f64> {
        let mut x: Vec<f64> = self
            .hidden_biases()
            .iter()
            .copied()
            .map(f64::from)
            .collect();
        let rows = self.weights().chunks_exact(self.rbm.hidden);
        for (&v, row) in v.iter().zip(rows).filter(|(v, _)| **v != 0.0) {
            let v = f64::from(v);
            x.iter_mut()
                .zip(row)
                .for_each(|(x, &w)| *x += v * f64::from(w));
        }
        x
    }

    /// What the visible units' biases alone have as their energy.
    pub(super) fn bias_energy(&self, v: &[f32]) -> f64 {
        let biases = self.visible_biases().iter().copied();
        bias_energy(self.rbm, v, biases.map(f64::from))
    }
}

/// −b v, or ½ |v − b|² for Gaussian units.
pub(super) fn bias_energy(rbm: Rbm, v: &[f32], biases: impl Iterator<Item = f64>) -> f64 {
    let is_square = |i| i < rbm.inputs() && rbm.units == VisibleUnits::Gaussian;
    let term = |(i, (&v, b)): (usize, (&f32, f64))| match (is_square(i), f64::from(v)) {
        (true, v) => 0.5 * (v - b) * (v - b),
        (false, v) => -b * v,
    };
    v.iter().zip(biases).enumerate().map(term).sum()
}

/// ln Σᵥ e^(−E) over all v, where the visible units' total inputs are z and their biases alone b: Σ ln(1 + eᶻ) for binary
/// units, Σ ½ (z² − b²) + ½ ln 2π for Gaussian ones, ln Σ eᶻ for labels.
pub(super) fn log_partition(rbm: Rbm, z: &[f64], b: &[f64]) -> f64 {
    let (z, labels) = z.split_at(rbm.inputs());
    let inputs = match rbm.units {
        VisibleUnits::Binary => sum_of_softplus(z),
        VisibleUnits::Gaussian => z
            .iter()
            .zip(b)
            .map(|(z, b)| 0.5 * (z * z - b * b) + HALF_LN_TAU)
            .sum(),
    };
    let group = (rbm.labels > 0).then(|| log_sum_exp(labels.iter().copied()));
    inputs + group.unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;

    #[test]
    fn the_free_energy_sums_over_all_hidden_states() {
        for units in [VisibleUnits::Binary, VisibleUnits::Gaussian] {
            let rbm = Rbm::new(4, 3, units).unwrap().with_labels(2).unwrap();
            let parameters = Random::new(1).normals(rbm.parameter_count());
            let machine = rbm.over(&parameters);
            let v = [0.5, 1.0, 0.0, 0.25, 0.0, 1.0];
            let state = |bits: u32| [0, 1, 2].map(|j| (bits >> j & 1) as f32);
            let all = (0..8).map(|bits| -machine.energy(&v, &state(bits)));
            let expected = -log_sum_exp(all);
            assert!((machine.free_energy(&v) - expected).abs() < 1e-12);
        }
    }
}
