//! What contrastive divergence compares: how often units are on together, driven by data and left to the model.

use super::conditionals::is_dense;
use super::structure::Rbm;
use crate::error::{Result, in_list};
use crate::kernels::elementwise::{map, map_to};
use crate::kernels::lanes::F32x4;
use crate::kernels::product::{Left, Start, multiply};
use crate::kernels::reduce::add_rows;
use crate::kernels::sparse::NonZeros;

/// The units of both layers, a row for each example or particle.
#[derive(Clone, Debug)]
pub struct Phase {
    rbm: Rbm,
    rows: usize,
    /// v `[rows, visible]`.
    pub visible: Vec<f32>,
    /// h `[rows, hidden]`.
    pub hidden: Vec<f32>,
    /// ⟨v⟩ `[visible]`.
    visible_means: Vec<f32>,
    /// ⟨h⟩ `[hidden]`.
    hidden_means: Vec<f32>,
}

impl Phase {
    /// Room for so many rows, all units 0.
    pub fn new(rbm: Rbm, rows: usize) -> Self {
        Self {
            rbm,
            rows,
            visible: vec![0.0; rows * rbm.visible],
            hidden: vec![0.0; rows * rbm.hidden],
            visible_means: vec![0.0; rbm.visible],
            hidden_means: vec![0.0; rbm.hidden],
        }
    }

    /// How many rows there are.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Makes it hold so many rows; allocates only where there have never been as many.
    #[inline]
    pub(super) fn resize(&mut self, rows: usize) {
        self.rows = rows;
        self.visible.resize(rows * self.rbm.visible, 0.0);
        self.hidden.resize(rows * self.rbm.hidden, 0.0);
    }

    /// ⟨v⟩ `[visible]`.
    #[inline]
    pub fn visible_means(&self) -> &[f32] {
        &self.visible_means
    }

    /// ⟨h⟩ `[hidden]`.
    #[inline]
    pub fn hidden_means(&self) -> &[f32] {
        &self.hidden_means
    }

    /// Works out ⟨v⟩ and ⟨h⟩.
    #[inline]
    pub(super) fn find_means(&mut self) {
        means(&self.visible, self.rows, &mut self.visible_means);
        means(&self.hidden, self.rows, &mut self.hidden_means);
    }

    /// ⟨vᵢ hⱼ⟩, the statistic of one weight.
    ///
    /// ```
    /// use gradual::learning::rbm::{Rbm, VisibleUnits, statistics::Phase};
    ///
    /// let mut phase = Phase::new(Rbm::new(1, 1, VisibleUnits::Binary)?, 2);
    /// (phase.visible, phase.hidden) = (vec![1.0, 1.0], vec![0.5, 1.0]);
    /// assert_eq!(phase.product(0, 0)?, 0.75);
    /// assert!(phase.product(1, 0).is_err()); // there is no such unit
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn product(&self, visible: usize, hidden: usize) -> Result<f32> {
        in_list("The number of the visible unit", visible, self.rbm.visible)?;
        in_list("The number of the hidden unit", hidden, self.rbm.hidden)?;
        let v = self.visible.iter().skip(visible).step_by(self.rbm.visible);
        let h = self.hidden.iter().skip(hidden).step_by(self.rbm.hidden);
        Ok(v.zip(h).map(|(v, h)| v * h).sum::<f32>() / self.rows as f32)
    }

    /// ⟨v hⱼ⟩ `[visible]`: the statistics of one hidden unit's weights, as a picture of the visible ones.
    ///
    /// ```
    /// use gradual::learning::rbm::{Rbm, VisibleUnits, statistics::Phase};
    ///
    /// let mut phase = Phase::new(Rbm::new(2, 1, VisibleUnits::Binary)?, 2);
    /// (phase.visible, phase.hidden) = (vec![1.0, 0.0, 1.0, 1.0], vec![0.5, 1.0]);
    /// assert_eq!(phase.picture(0)?, [0.75, 0.5]);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn picture(&self, hidden: usize) -> Result<Vec<f32>> {
        let units = 0..self.rbm.visible;
        units.map(|visible| self.product(visible, hidden)).collect()
    }
}

/// The mean of each column over so many rows.
#[inline]
fn means(rows: &[f32], count: usize, out: &mut [f32]) {
    out.fill(0.0);
    add_rows(rows, count, out);
    let share = F32x4::splat(1.0 / count as f32);
    map(out, |sum| sum * share);
}

/// Buffers for the difference of two phases.
#[derive(Clone, Debug)]
pub struct Difference {
    /// h, divided by the number of rows.
    shares: Vec<f32>,
    lists: NonZeros,
}

impl Difference {
    /// Room for phases of at most `rows` rows.
    pub fn new(rbm: Rbm, rows: usize) -> Self {
        Self {
            shares: vec![0.0; rows * rbm.hidden],
            lists: NonZeros::with_capacity(rows, rbm.visible),
        }
    }

    /// ⟨v h⟩₊ − ⟨v h⟩₋, ⟨v⟩₊ − ⟨v⟩₋ and ⟨h⟩₊ − ⟨h⟩₋, in the order of the parameters: the way up the likelihood, where the
    /// second phase is the model's own (Hinton 2002, equation 5).
    #[inline]
    pub fn find(&mut self, positive: &mut Phase, negative: &mut Phase, gradient: &mut [f32]) {
        let rbm = positive.rbm;
        let (weights, biases) = gradient.split_at_mut(rbm.weights().end);
        let (b, c) = biases.split_at_mut(rbm.visible);
        negative.find_means();
        positive.find_means();
        self.products(negative, -1.0, Start::Zero, weights);
        self.products(positive, 1.0, Start::Accumulate, weights);
        subtract(positive.visible_means(), negative.visible_means(), b);
        subtract(positive.hidden_means(), negative.hidden_means(), c);
    }

    /// ± ⟨v h⟩ `[visible, hidden]`, in place of the weights or added to them.
    #[inline]
    fn products(&mut self, phase: &Phase, sign: f32, start: Start, weights: &mut [f32]) {
        let (visible, hidden) = (phase.rbm.visible, phase.rbm.hidden);
        let share = F32x4::splat(sign / phase.rows as f32);
        let shares = &mut self.shares[..phase.hidden.len()];
        map_to(&phase.hidden, shares, |h| h * share);
        if is_dense(&phase.visible[..visible]) {
            let v = Left {
                values: &phase.visible,
                rows: visible,
                depth: phase.rows,
                down: 1,
                across: visible,
            };
            return multiply(v, shares, hidden, start, weights);
        }
        if let Start::Zero = start {
            weights.fill(0.0);
        }
        self.lists.clear();
        let rows = phase.visible.chunks_exact(visible);
        rows.for_each(|row| self.lists.push_row(row));
        self.lists.accumulate_gradient(shares, hidden, weights);
    }
}

/// out = a − b.
#[inline]
fn subtract(a: &[f32], b: &[f32], out: &mut [f32]) {
    for ((out, a), b) in out.iter_mut().zip(a).zip(b) {
        *out = a - b;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learning::rbm::structure::VisibleUnits;
    use crate::random::Random;

    #[test]
    fn differences_are_those_of_single_statistics() {
        let mut random = Random::new(1);
        for (visible, hidden) in [(1, 1), (9, 5), (40, 17)] {
            let rbm = Rbm::new(visible, hidden, VisibleUnits::Gaussian).unwrap();
            let [mut positive, mut negative] = [3, 5].map(|rows| {
                let mut phase = Phase::new(rbm, rows);
                let thin = |v: f32| if v > 0.5 { v } else { 0.0 };
                phase.visible = random
                    .normals(rows * visible)
                    .into_iter()
                    .map(thin)
                    .collect();
                phase.hidden = random.normals(rows * hidden);
                phase
            });
            let mut gradient = vec![9.0; rbm.parameter_count()];
            Difference::new(rbm, 5).find(&mut positive, &mut negative, &mut gradient);
            for (w, &got) in gradient[rbm.weights()].iter().enumerate() {
                let of = |phase: &Phase| phase.product(w / hidden, w % hidden).unwrap();
                assert!((got - (of(&positive) - of(&negative))).abs() < 1e-5);
            }
            let c = positive.hidden_means()[0] - negative.hidden_means()[0];
            assert_eq!(gradient[rbm.hidden_biases()][0], c);
        }
    }
}
