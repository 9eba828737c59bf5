//! Z, the log-likelihood and its gradient without any approximation, by going through all states of the hidden units.

use super::energy::log_partition;
use super::softplus::LogSum;
use super::structure::{Machine, Rbm, VisibleUnits};
use crate::error::{Error, Result, in_range};

/// The most hidden units whose states are gone through: 262,144 of them.
pub const MOST_HIDDEN: usize = 18;

/// All states of the hidden units, each one unit away from the one before (Gray 1953), so that the total inputs of the visible
/// units follow by one addition each. The visible units are summed out by formula: ln Σᵥ e^(−E(v, h)) = c h + Σᵢ ln(1 + eᶻⁱ)
/// for binary ones, with z = b + W h.
///
/// ```
/// use gradual::learning::rbm::{Rbm, VisibleUnits, exact::Enumeration};
///
/// let rbm = Rbm::new(784, 16, VisibleUnits::Binary)?;
/// let parameters = vec![0.0; rbm.parameter_count()];
/// let mut enumeration = Enumeration::new(rbm.with(&parameters)?)?;
/// while enumeration.log_z().is_none() {
///     enumeration.advance(10_000); // a part in each frame
/// }
/// let ln_2 = 2.0_f64.ln();
/// assert!((enumeration.log_z().unwrap() - (784.0 + 16.0) * ln_2).abs() < 1e-9); // all states are alike
/// # Ok::<(), gradual::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Enumeration {
    rbm: Rbm,
    /// Wᵀ `[hidden, visible]`.
    weights: Vec<f64>,
    /// b `[visible]`.
    visible_biases: Vec<f64>,
    /// c `[hidden]`.
    hidden_biases: Vec<f64>,
    /// z = b + W h `[visible]`.
    inputs: Vec<f64>,
    /// c h.
    bias: f64,
    /// h, a bit for each unit.
    state: u32,
    done: u32,
    sum: LogSum,
}

impl Enumeration {
    /// At the state in which all hidden units are 0. A machine has at most [`MOST_HIDDEN`] of them.
    ///
    /// ```
    /// use gradual::learning::rbm::{Rbm, VisibleUnits, exact::Enumeration};
    ///
    /// let rbm = Rbm::new(4, 19, VisibleUnits::Binary)?;
    /// let parameters = vec![0.0; rbm.parameter_count()];
    /// let refused = Enumeration::new(rbm.with(&parameters)?).unwrap_err().to_string();
    /// assert!(refused.starts_with("The number of hidden units whose states are all gone through must be"));
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn new(machine: Machine) -> Result<Self> {
        let (rbm, what) = (
            machine.rbm,
            "The number of hidden units whose states are all gone through",
        );
        in_range(what, rbm.hidden as f64, 1.0, MOST_HIDDEN as f64)?;
        let filters = (0..rbm.hidden).flat_map(|unit| machine.filter(unit));
        let visible_biases: Vec<f64> = doubles(machine.visible_biases());
        Ok(Self {
            rbm,
            weights: filters.map(f64::from).collect(),
            inputs: visible_biases.clone(),
            visible_biases,
            hidden_biases: doubles(machine.hidden_biases()),
            bias: 0.0,
            state: 0,
            done: 0,
            sum: LogSum::default(),
        })
    }

    /// The same of all states of the visible units, of which there are at most [`MOST_HIDDEN`], all binary: the machine with its
    /// layers in each other's place, whose hidden units are summed out.
    ///
    /// ```
    /// use gradual::learning::rbm::{Rbm, VisibleUnits, exact::Enumeration};
    ///
    /// let machine = Rbm::new(2, 30, VisibleUnits::Binary)?;
    /// let parameters = vec![0.0; machine.parameter_count()];
    /// let mut enumeration = Enumeration::of_visible(machine.with(&parameters)?)?;
    /// enumeration.advance(4);
    /// assert!((enumeration.log_z().unwrap() - 32.0 * 2.0_f64.ln()).abs() < 1e-12);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn of_visible(machine: Machine) -> Result<Self> {
        let rbm = machine.rbm;
        let what = "The number of visible units whose states are all gone through";
        in_range(what, rbm.visible as f64, 1.0, MOST_HIDDEN as f64)?;
        if rbm.units == VisibleUnits::Gaussian || rbm.labels > 0 {
            let what =
                "States of visible units can only be gone through where all are binary".into();
            return Err(Error::Unsuitable { what });
        }
        let visible_biases = doubles(machine.hidden_biases());
        Ok(Self {
            rbm: Rbm {
                visible: rbm.hidden,
                hidden: rbm.visible,
                ..rbm
            },
            weights: doubles(machine.weights()),
            inputs: visible_biases.clone(),
            visible_biases,
            hidden_biases: doubles(machine.visible_biases()),
            bias: 0.0,
            state: 0,
            done: 0,
            sum: LogSum::default(),
        })
    }

    fn states(&self) -> u32 {
        1 << self.rbm.hidden
    }

    /// The share of the states that are in it.
    pub fn progress(&self) -> f64 {
        f64::from(self.done) / f64::from(self.states())
    }

    /// Adds up at most so many further states.
    pub fn advance(&mut self, states: u32) {
        self.visit(states, |_, _| ());
    }

    /// The same; `each` is told the state, a bit for each unit, and the logarithm of its weight.
    pub(super) fn visit(&mut self, states: u32, mut each: impl FnMut(u32, f64)) {
        for _ in 0..states.min(self.states() - self.done) {
            let weight = self.log_weight();
            each(self.state, weight);
            self.sum.add(weight);
            self.turn();
        }
    }

    /// ln Z, once all states are in it.
    pub fn log_z(&self) -> Option<f64> {
        (self.done == self.states()).then(|| self.sum.value())
    }

    /// ln Σᵥ e^(−E(v, h)) of the state h.
    fn log_weight(&self) -> f64 {
        self.bias + log_partition(self.rbm, &self.inputs, &self.visible_biases)
    }

    /// Goes to the next state; after the last, to none.
    fn turn(&mut self) {
        self.done += 1;
        if self.done == self.states() {
            return;
        }
        let unit = self.done.trailing_zeros() as usize;
        self.state ^= 1 << unit;
        let sign = if self.is_on(unit) { 1.0 } else { -1.0 };
        self.bias += sign * self.hidden_biases[unit];
        let row = &self.weights[unit * self.rbm.visible..][..self.rbm.visible];
        self.inputs
            .iter_mut()
            .zip(row)
            .for_each(|(z, w)| *z += sign * w);
    }

    fn is_on(&self, unit: usize) -> bool {
        self.state >> unit & 1 == 1
    }

    /// What the visible units are expected to be in this state.
    fn visible_means(&self) -> Vec<f64> {
        let (inputs, labels) = self.inputs.split_at(self.rbm.inputs());
        let mut group = LogSum::default();
        group.extend(labels.iter().copied());
        let unit = |&z: &f64| match self.rbm.units {
            VisibleUnits::Binary => 1.0 / (1.0 + libm::exp(-z)),
            VisibleUnits::Gaussian => z,
        };
        let label = |&z: &f64| libm::exp(z - group.value());
        inputs
            .iter()
            .map(unit)
            .chain(labels.iter().map(label))
            .collect()
    }

    /// Adds p · ⟨v h⟩, p · ⟨v⟩ and p · h of this state, in the order of the parameters.
    fn add_statistics(&self, p: f64, statistics: &mut [f64]) {
        let (weights, biases) = statistics.split_at_mut(self.rbm.weights().end);
        let (b, c) = biases.split_at_mut(self.rbm.visible);
        let on: Vec<usize> = (0..self.rbm.hidden)
            .filter(|&unit| self.is_on(unit))
            .collect();
        on.iter().for_each(|&unit| c[unit] += p);
        let rows = weights.chunks_exact_mut(self.rbm.hidden).zip(b);
        for ((row, b), mean) in rows.zip(self.visible_means()) {
            *b += p * mean;
            on.iter().for_each(|&unit| row[unit] += p * mean);
        }
    }
}

fn doubles(values: &[f32]) -> Vec<f64> {
    values.iter().copied().map(f64::from).collect()
}

impl Machine<'_> {
    /// ln Z = ln Σᵥ Σₕ e^(−E(v, h)), at once; at most [`MOST_HIDDEN`] hidden units.
    ///
    /// ```
    /// use gradual::learning::rbm::{Rbm, VisibleUnits};
    ///
    /// let machine = Rbm::new(1, 1, VisibleUnits::Binary)?;
    /// let parameters = [0.0, 0.0, 3.0_f32.ln()];
    /// let machine = machine.with(&parameters)?;
    /// assert!((machine.log_z()? - 8.0_f64.ln()).abs() < 1e-6); // (1 + 1) (1 + 3)
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn log_z(&self) -> Result<f64> {
        let mut enumeration = Enumeration::new(*self)?;
        enumeration.advance(u32::MAX);
        Ok(enumeration.sum.value())
    }

    /// ln p(v) = −F(v) − ln Z, its mean over `rows` `[count, visible]`, where ln Z is known.
    ///
    /// ```
    /// use gradual::learning::rbm::{Rbm, VisibleUnits};
    ///
    /// let machine = Rbm::new(1, 1, VisibleUnits::Binary)?;
    /// let parameters = [0.0, 3.0_f32.ln(), 0.0];
    /// let machine = machine.with(&parameters)?;
    /// let mean = machine.mean_log_likelihood(&[1.0], machine.log_z()?);
    /// assert!((mean - 0.75_f64.ln()).abs() < 1e-6);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn mean_log_likelihood(&self, rows: &[f32], log_z: f64) -> f64 {
        -self.mean_free_energy(rows) - log_z
    }

    /// ∂ ln p(v) / ∂parameters, its mean over `rows` `[count, visible]`: ⟨v h⟩ of the data − ⟨v h⟩ of the model itself.
    ///
    /// ```
    /// use gradual::learning::rbm::{Rbm, VisibleUnits};
    ///
    /// let machine = Rbm::new(1, 1, VisibleUnits::Binary)?;
    /// let gradient = machine.with(&[0.0; 3])?.log_likelihood_gradient(&[1.0])?;
    /// assert_eq!(gradient, [0.25, 0.5, 0.0]); // ½ − ¼, 1 − ½ and ½ − ½
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn log_likelihood_gradient(&self, rows: &[f32]) -> Result<Vec<f64>> {
        self.rbm.check_rows(rows)?;
        let log_z = self.log_z()?;
        let mut gradient = vec![0.0; self.rbm.parameter_count()];
        let mut states = Enumeration::new(*self)?;
        while states.done < states.states() {
            let p = libm::exp(states.log_weight() - log_z);
            states.add_statistics(-p, &mut gradient);
            states.turn();
        }
        self.add_data_statistics(rows, &mut gradient);
        Ok(gradient)
    }

    /// Adds ⟨v h⟩, ⟨v⟩ and ⟨h⟩ over `rows`.
    fn add_data_statistics(&self, rows: &[f32], statistics: &mut [f64]) {
        let (visible, hidden) = (self.rbm.visible, self.rbm.hidden);
        let share = visible as f64 / rows.len() as f64;
        let (weights, biases) = statistics.split_at_mut(self.rbm.weights().end);
        let (b, c) = biases.split_at_mut(visible);
        for row in rows.chunks_exact(visible) {
            let inputs = self.exact_hidden_inputs(row);
            let rates = inputs.iter().map(|&x| share / (1.0 + libm::exp(-x)));
            let rates: Vec<f64> = rates.collect();
            c.iter_mut().zip(&rates).for_each(|(c, h)| *c += h);
            for ((&v, b), weights) in row
                .iter()
                .zip(&mut *b)
                .zip(weights.chunks_exact_mut(hidden))
            {
                *b += share * f64::from(v);
                weights
                    .iter_mut()
                    .zip(&rates)
                    .for_each(|(w, h)| *w += f64::from(v) * h);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learning::rbm::softplus::log_sum_exp;
    use crate::random::Random;

    #[test]
    fn z_sums_over_all_visible_states_as_well() {
        let rbm = Rbm::new(4, 5, VisibleUnits::Binary)
            .unwrap()
            .with_labels(3)
            .unwrap();
        let parameters = Random::new(1).normals(rbm.parameter_count());
        let machine = rbm.over(&parameters);
        let state = |i: u32| {
            let bits = (0..4).map(|unit| (i >> unit & 1) as f32);
            let labels = (0..3).map(|label| f32::from(u8::from(i / 16 == label)));
            bits.chain(labels).collect::<Vec<f32>>()
        };
        let expected = log_sum_exp((0..48).map(|i| -machine.free_energy(&state(i))));
        assert!((machine.log_z().unwrap() - expected).abs() < 1e-12);
    }

    /// The integral over a Gaussian unit, by the trapezoidal rule.
    #[test]
    fn z_of_a_gaussian_unit_is_an_integral() {
        let rbm = Rbm::new(1, 3, VisibleUnits::Gaussian).unwrap();
        let parameters = Random::new(1).normals(rbm.parameter_count());
        let machine = rbm.over(&parameters);
        let step = 1.0 / 64.0;
        let places = (-1600..1600).map(|i| -machine.free_energy(&[i as f32 * step]));
        let expected = log_sum_exp(places) + libm::log(f64::from(step));
        assert!((machine.log_z().unwrap() - expected).abs() < 1e-9);
    }

    #[test]
    fn the_gradient_is_what_finite_differences_say() {
        const STEP: f32 = 1.0 / 1024.0; // exact in single precision
        for units in [VisibleUnits::Binary, VisibleUnits::Gaussian] {
            let rbm = Rbm::new(4, 4, units).unwrap().with_labels(2).unwrap();
            let mut random = Random::new(3);
            let round = |p: f32| (p * 1024.0).round() / 1024.0;
            let parameters: Vec<f32> = random
                .normals(rbm.parameter_count())
                .into_iter()
                .map(round)
                .collect();
            let rows = [1.0, 0.0, 1.0, 1.0, 1.0, 0.0, 0.0, 0.5, 1.0, 0.25, 0.0, 1.0];
            let value = |i: usize, step: f32| {
                let mut moved = parameters.clone();
                moved[i] += step;
                let machine = rbm.over(&moved);
                machine.mean_log_likelihood(&rows, machine.log_z().unwrap())
            };
            let gradient = rbm
                .over(&parameters)
                .log_likelihood_gradient(&rows)
                .unwrap();
            for (i, exact) in gradient.into_iter().enumerate() {
                // Two differences, so that what is left falls with the fourth power of the step.
                let slope =
                    |step: f32| (value(i, step) - value(i, -step)) / (2.0 * f64::from(step));
                let found = (4.0 * slope(STEP) - slope(2.0 * STEP)) / 3.0;
                assert!(
                    (found - exact).abs() < 1e-6,
                    "{units:?} {i}: {found} {exact}"
                );
            }
        }
    }
}
