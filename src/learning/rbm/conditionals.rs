//! What one layer is expected to be, given the other: the two conditionals between which Gibbs sampling goes to and fro.

use super::sampling::{draw_binary, draw_visible};
use super::structure::{Machine, Rbm, VisibleUnits};
use crate::kernels::elementwise::{exp, map, sigmoid};
use crate::kernels::lanes::F32x4;
use crate::kernels::product::{Left, Start, multiply};
use crate::kernels::reduce::{largest, sum};
use crate::kernels::sparse::{DENSE, NonZeros};
use crate::kernels::transpose::transpose;
use crate::random::Random;

/// Buffers for so many rows at once: the transposed weights, and rows as lists of their non-zeros.
#[derive(Clone, Debug)]
pub struct Buffers {
    rbm: Rbm,
    /// Wᵀ `[hidden, visible]`.
    transposed: Vec<f32>,
    visible_rows: NonZeros,
    hidden_rows: NonZeros,
}

/// Both conditionals of one machine.
///
/// ```
/// use gradual::learning::rbm::{Rbm, VisibleUnits, conditionals::Buffers};
///
/// let rbm = Rbm::new(2, 1, VisibleUnits::Binary)?;
/// let machine = rbm.with(&[2.0, -1.0, 0.0, 0.0, -2.0])?;
/// let (mut buffers, mut h, mut v) = (Buffers::new(rbm, 1), [0.0], [0.0; 2]);
/// let mut conditionals = buffers.over(machine);
/// conditionals.hidden(&[1.0, 0.0], &mut h);
/// assert_eq!(h, [0.5]); // σ(2 − 2)
/// conditionals.visible(&[0.0], &mut v);
/// assert_eq!(v, [0.5, 0.5]);
/// # Ok::<(), gradual::Error>(())
/// ```
#[derive(Debug)]
pub struct Conditionals<'a> {
    machine: Machine<'a>,
    buffers: &'a mut Buffers,
}

impl Buffers {
    /// Room for `rows` rows of a machine's units.
    pub fn new(rbm: Rbm, rows: usize) -> Self {
        Self {
            rbm,
            transposed: vec![0.0; rbm.visible * rbm.hidden],
            visible_rows: NonZeros::with_capacity(rows, rbm.visible),
            hidden_rows: NonZeros::with_capacity(rows, rbm.hidden),
        }
    }

    /// The conditionals of `machine`, for as long as its parameters stay as they are: its weights are transposed here.
    ///
    /// # Panics
    ///
    /// Panics where the machine has more weights than the one that the buffers were made for.
    #[inline]
    pub fn over<'a>(&'a mut self, machine: Machine<'a>) -> Conditionals<'a> {
        let (visible, hidden) = (self.rbm.visible, self.rbm.hidden);
        transpose(machine.weights(), visible, hidden, &mut self.transposed);
        Conditionals {
            machine,
            buffers: self,
        }
    }
}

impl Conditionals<'_> {
    /// Total inputs x = c + v W of the hidden units, `[rows, hidden]`, for `v` `[rows, visible]`.
    #[inline]
    pub fn hidden_inputs(&mut self, v: &[f32], x: &mut [f32]) {
        let (weights, biases) = (self.machine.weights(), self.machine.hidden_biases());
        product(v, weights, biases, &mut self.buffers.visible_rows, x);
    }

    /// p(h = 1 | v) = σ(c + v W), `[rows, hidden]` (Hinton 2010, equation 7).
    #[inline]
    pub fn hidden(&mut self, v: &[f32], h: &mut [f32]) {
        self.hidden_inputs(v, h);
        map(h, sigmoid);
    }

    /// Total inputs b + h Wᵀ of the visible units, `[rows, visible]`, for `h` `[rows, hidden]`.
    #[inline]
    pub fn visible_inputs(&mut self, h: &[f32], z: &mut [f32]) {
        let Buffers {
            transposed,
            hidden_rows,
            ..
        } = &mut *self.buffers;
        product(h, transposed, self.machine.visible_biases(), hidden_rows, z);
    }

    /// The means of the visible units given h, `[rows, visible]`: σ(b + h Wᵀ) for binary ones (Hinton 2010, equation 8),
    /// b + h Wᵀ for Gaussian ones, the softmax for labels.
    #[inline]
    pub fn visible(&mut self, h: &[f32], v: &mut [f32]) {
        self.visible_inputs(h, v);
        means_of_inputs(self.buffers.rbm, v);
    }

    /// One step of Gibbs sampling from the hidden states: visible states given h, and then new hidden states given v.
    #[inline]
    pub fn gibbs(&mut self, particles: &mut Particles, random: &mut Random) {
        self.visible(&particles.hidden, &mut particles.means);
        draw_visible(
            self.buffers.rbm,
            &particles.means,
            &mut particles.visible,
            random,
        );
        self.hidden(&particles.visible, &mut particles.rates);
        draw_binary(&particles.rates, &mut particles.hidden, random);
    }
}

/// States that Gibbs sampling moves, a row for each particle.
///
/// ```
/// use gradual::Random;
/// use gradual::learning::rbm::{Rbm, VisibleUnits};
/// use gradual::learning::rbm::conditionals::{Buffers, Particles};
///
/// let rbm = Rbm::new(1, 1, VisibleUnits::Binary)?;
/// let machine = rbm.with(&[0.0, 50.0, 50.0])?; // both units are on
/// let (mut buffers, mut particles) = (Buffers::new(rbm, 3), Particles::new(rbm, 3));
/// buffers.over(machine).gibbs(&mut particles, &mut Random::new(1));
/// assert_eq!((particles.visible, particles.hidden), (vec![1.0; 3], vec![1.0; 3]));
/// # Ok::<(), gradual::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Particles {
    /// The means of the visible units before they were drawn, `[rows, visible]`.
    pub means: Vec<f32>,
    /// Their states.
    pub visible: Vec<f32>,
    /// p(h = 1 | v) `[rows, hidden]`.
    pub rates: Vec<f32>,
    /// The states of the hidden units.
    pub hidden: Vec<f32>,
}

impl Particles {
    /// So many particles, all units 0.
    pub fn new(rbm: Rbm, rows: usize) -> Self {
        Self {
            means: vec![0.0; rows * rbm.visible],
            visible: vec![0.0; rows * rbm.visible],
            rates: vec![0.0; rows * rbm.hidden],
            hidden: vec![0.0; rows * rbm.hidden],
        }
    }

    /// How many particles there are.
    #[inline]
    pub fn rows(&self, rbm: Rbm) -> usize {
        self.hidden.len() / rbm.hidden
    }

    /// Makes them so many; allocates only where there have never been as many.
    #[inline]
    pub(super) fn resize(&mut self, rbm: Rbm, rows: usize) {
        for units in [&mut self.means, &mut self.visible] {
            units.resize(rows * rbm.visible, 0.0);
        }
        for units in [&mut self.rates, &mut self.hidden] {
            units.resize(rows * rbm.hidden, 0.0);
        }
    }
}

/// `out[r] = bias + Σᵢ x[r, i] w[i]`: of the non-zeros where most of x is zero.
#[inline]
fn product(x: &[f32], w: &[f32], bias: &[f32], lists: &mut NonZeros, out: &mut [f32]) {
    let columns = lists.columns();
    let rows = x.chunks_exact(columns);
    if is_dense(&x[..columns]) {
        let x = Left {
            values: x,
            rows: rows.len(),
            depth: columns,
            down: columns,
            across: 1,
        };
        return multiply(x, w, bias.len(), Start::Row(bias), out);
    }
    lists.clear();
    rows.for_each(|row| lists.push_row(row));
    lists.affine(w, bias, out);
}

/// Whether so few values are zero that leaving these out costs more than it saves. The first row speaks for all.
#[inline]
pub(super) fn is_dense(row: &[f32]) -> bool {
    let non_zeros = row.iter().filter(|&&value| value != 0.0).count();
    non_zeros as f32 > DENSE * row.len() as f32
}

/// What visible units are expected to be, from their total inputs, in place.
#[inline]
pub(super) fn means_of_inputs(rbm: Rbm, z: &mut [f32]) {
    if rbm.labels == 0 {
        return unit_means(rbm.units, z);
    }
    for row in z.chunks_exact_mut(rbm.visible) {
        let (inputs, labels) = row.split_at_mut(rbm.inputs());
        unit_means(rbm.units, inputs);
        softmax(labels);
    }
}

#[inline]
fn unit_means(units: VisibleUnits, z: &mut [f32]) {
    match units {
        VisibleUnits::Binary => map(z, sigmoid),
        VisibleUnits::Gaussian => {}
    }
}

/// eᶻᵏ / Σ eᶻ, in place.
#[inline]
fn softmax(z: &mut [f32]) {
    let largest = F32x4::splat(largest(z));
    map(z, |z| exp(z - largest));
    let share = F32x4::splat(1.0 / sum(z));
    map(z, |power| power * share);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sparse_and_dense_rows_give_the_same_conditionals() {
        let mut random = Random::new(1);
        for (visible, hidden) in [(1, 1), (3, 2), (16, 5), (50, 20)] {
            let rbm = Rbm::new(visible, hidden, VisibleUnits::Gaussian).unwrap();
            let parameters = random.normals(rbm.parameter_count());
            let machine = rbm.over(&parameters);
            let (v, mut h) = (random.normals(3 * visible), vec![0.0; 3 * hidden]);
            let mut buffers = Buffers::new(rbm, 3);
            for keep in [0.2, 1.0] {
                let thin = |&v: &f32| if random.unit() < keep { v } else { 0.0 };
                let v: Vec<f32> = v.iter().map(thin).collect();
                buffers.over(machine).hidden_inputs(&v, &mut h);
                for (i, &got) in h.iter().enumerate() {
                    let (row, unit) = (&v[i / hidden * visible..][..visible], i % hidden);
                    let sum: f32 = row
                        .iter()
                        .zip(machine.filter(unit))
                        .map(|(v, w)| v * w)
                        .sum();
                    assert!((got - sum - machine.hidden_biases()[unit]).abs() < 1e-4);
                }
            }
        }
    }

    #[test]
    fn labels_are_shares_of_one() {
        let rbm = Rbm::new(2, 3, VisibleUnits::Binary)
            .unwrap()
            .with_labels(3)
            .unwrap();
        let parameters = Random::new(1).normals(rbm.parameter_count());
        let mut v = [0.0; 10];
        let states = [1.0, 0.0, 1.0, 0.0, 1.0, 0.0];
        Buffers::new(rbm, 2)
            .over(rbm.over(&parameters))
            .visible(&states, &mut v);
        for row in v.chunks_exact(5) {
            assert!((row[2..].iter().sum::<f32>() - 1.0).abs() < 1e-6);
            assert!(row.iter().all(|p| (0.0..=1.0).contains(p)));
        }
    }
}
