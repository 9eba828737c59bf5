//! Chains that dream: particles that Gibbs sampling leaves to themselves.

use super::conditionals::{Buffers, Particles};
use super::sampling::{draw_binary, draw_visible};
use super::structure::{Machine, Rbm, VisibleUnits};
use crate::error::{Result, check_size, in_list, in_range};
use crate::random::{Random, Stream};

/// Where chains begin.
///
/// ```
/// use gradual::learning::rbm::chains::Begin;
///
/// assert_ne!(Begin::Noise, Begin::Rows(&[0.5]));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Begin<'a> {
    /// Every unit on or off as a coin falls, or standard normal; every label as likely as any other.
    Noise,
    /// Examples or a picture, `[count, visible]`: a chain each, and round again where there are fewer.
    Rows(&'a [f32]),
}

/// So many fantasy particles. Their states are drawn; shown are the probabilities that the visible states were drawn from.
///
/// ```
/// use gradual::learning::rbm::{Rbm, VisibleUnits, chains::{Begin, Chains}};
///
/// let rbm = Rbm::new(2, 1, VisibleUnits::Binary)?;
/// let machine = rbm.with(&[20.0, 20.0, -10.0, -10.0, -20.0])?; // both pixels are on, or both off
/// let mut chains = Chains::new(rbm, 20, Begin::Noise, 1)?;
/// chains.run(machine, 100);
/// assert!(chains.shown().chunks(2).all(|v| (v[0] - v[1]).abs() < 1e-3));
/// assert_eq!((chains.count(), chains.steps()), (20, 100));
/// # Ok::<(), gradual::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Chains {
    rbm: Rbm,
    buffers: Buffers,
    particles: Particles,
    /// The label that is held on, where one is.
    held: Option<usize>,
    steps: u64,
    random: Random,
}

impl Chains {
    /// 1 to 10,000 chains at their beginning; the same seed leads the same way.
    ///
    /// ```
    /// use gradual::learning::rbm::{Rbm, VisibleUnits, chains::{Begin, Chains}};
    ///
    /// let rbm = Rbm::new(2, 1, VisibleUnits::Binary)?;
    /// let chains = Chains::new(rbm, 3, Begin::Rows(&[1.0, 0.25]), 1)?;
    /// assert_eq!(chains.shown(), [1.0, 0.25, 1.0, 0.25, 1.0, 0.25]);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn new(rbm: Rbm, count: usize, begin: Begin, seed: u32) -> Result<Self> {
        in_range("The number of chains", count as f64, 1.0, 10_000.0)?;
        let mut chains = Self {
            rbm,
            buffers: Buffers::new(rbm, count),
            particles: Particles::new(rbm, count),
            held: None,
            steps: 0,
            random: Random::stream(seed, Stream::Fantasy),
        };
        chains.begin(begin)?;
        Ok(chains)
    }

    /// Sets the states from which the first step goes.
    fn begin(&mut self, begin: Begin) -> Result<()> {
        let Particles { means, visible, .. } = &mut self.particles;
        match begin {
            Begin::Noise => noise(self.rbm, means),
            Begin::Rows(rows) => {
                self.rbm.check_rows(rows)?;
                let all = rows.iter().cycle();
                means
                    .iter_mut()
                    .zip(all)
                    .for_each(|(mean, &value)| *mean = value);
            }
        }
        draw_visible(self.rbm, means, visible, &mut self.random);
        if let (VisibleUnits::Gaussian, Begin::Rows(_)) = (self.rbm.units, begin) {
            visible.copy_from_slice(means); // a picture of numbers is a state as it is
        }
        Ok(())
    }

    /// Holds one label on in all chains from now on, or none.
    ///
    /// ```
    /// use gradual::learning::rbm::{Rbm, VisibleUnits, chains::{Begin, Chains}};
    ///
    /// let rbm = Rbm::new(1, 1, VisibleUnits::Binary)?.with_labels(3)?;
    /// let mut chains = Chains::new(rbm, 1, Begin::Noise, 1)?;
    /// chains.hold(Some(2))?;
    /// chains.run(rbm.with(&[0.0; 9])?, 10);
    /// assert_eq!(chains.states()[1..], [0.0, 0.0, 1.0]);
    /// assert!(chains.hold(Some(3)).is_err());
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn hold(&mut self, label: Option<usize>) -> Result<()> {
        if let Some(label) = label {
            in_list("The label that is held", label, self.rbm.labels)?;
        }
        self.held = label;
        self.put_label();
        Ok(())
    }

    fn put_label(&mut self) {
        let Particles { means, visible, .. } = &mut self.particles;
        put_label(self.rbm, self.held, [means, visible]);
    }

    /// Goes on by so many steps: hidden states given the visible ones, and visible ones given those. A machine of another
    /// shape is left alone.
    pub fn run(&mut self, machine: Machine, steps: u32) {
        if machine.rbm != self.rbm {
            return;
        }
        let mut conditionals = self.buffers.over(machine);
        for _ in 0..steps {
            let Particles {
                means,
                visible,
                rates,
                hidden,
            } = &mut self.particles;
            conditionals.hidden(visible, rates);
            draw_binary(rates, hidden, &mut self.random);
            conditionals.visible(hidden, means);
            draw_visible(self.rbm, means, visible, &mut self.random);
            put_label(self.rbm, self.held, [means, visible]);
        }
        self.steps += u64::from(steps);
    }

    /// What is shown: the means of the visible units, `[count, visible]`.
    pub fn shown(&self) -> &[f32] {
        &self.particles.means
    }

    /// The visible states themselves, `[count, visible]`.
    pub fn states(&self) -> &[f32] {
        &self.particles.visible
    }

    /// p(h = 1 | v) of the last step, `[count, hidden]`.
    pub fn rates(&self) -> &[f32] {
        &self.particles.rates
    }

    /// How many chains there are.
    pub fn count(&self) -> usize {
        self.particles.rows(self.rbm)
    }

    /// How many steps they have come.
    pub fn steps(&self) -> u64 {
        self.steps
    }

    /// Sets the states of all chains, `[count, visible]`.
    ///
    /// ```
    /// use gradual::learning::rbm::{Rbm, VisibleUnits, chains::{Begin, Chains}};
    ///
    /// let mut chains = Chains::new(Rbm::new(2, 1, VisibleUnits::Binary)?, 1, Begin::Noise, 1)?;
    /// chains.set_states(&[1.0, 0.0])?;
    /// assert_eq!(chains.states(), [1.0, 0.0]);
    /// assert!(chains.set_states(&[1.0]).is_err());
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn set_states(&mut self, states: &[f32]) -> Result<()> {
        self.rbm.check_rows(states)?;
        check_size(
            "States of the chains",
            states.len(),
            self.particles.visible.len(),
        )?;
        self.particles.visible.copy_from_slice(states);
        self.particles.means.copy_from_slice(states);
        self.put_label();
        Ok(())
    }
}

/// Puts the label that is held, where one is, in place of the one that was drawn.
fn put_label(rbm: Rbm, held: Option<usize>, units: [&mut [f32]; 2]) {
    let Some(label) = held else {
        return;
    };
    let rows = units.into_iter();
    for row in rows.flat_map(|rows| rows.chunks_exact_mut(rbm.visible)) {
        row[rbm.inputs()..].fill(0.0);
        row[rbm.inputs() + label] = 1.0;
    }
}

/// The means from which nothing is known.
fn noise(rbm: Rbm, means: &mut [f32]) {
    let even = match rbm.units {
        VisibleUnits::Binary => 0.5,
        VisibleUnits::Gaussian => 0.0,
    };
    for row in means.chunks_exact_mut(rbm.visible) {
        row[..rbm.inputs()].fill(even);
        row[rbm.inputs()..].fill(1.0 / rbm.labels.max(1) as f32);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chains_come_to_the_distribution_of_their_machine() {
        let rbm = Rbm::new(3, 2, VisibleUnits::Binary).unwrap();
        let parameters = Random::new(4).normals(rbm.parameter_count());
        let machine = rbm.over(&parameters);
        let mut chains = Chains::new(rbm, 1000, Begin::Noise, 1).unwrap();
        let mut counts = [0.0; 8];
        for _ in 0..100 {
            chains.run(machine, 3);
            for v in chains.states().chunks_exact(3) {
                counts[(v[0] + 2.0 * v[1] + 4.0 * v[2]) as usize] += 1e-5;
            }
        }
        let log_z = machine.log_z().unwrap();
        for (bits, found) in counts.into_iter().enumerate() {
            let v = [0, 1, 2].map(|i| (bits >> i & 1) as f32);
            let expected = libm::exp(-machine.free_energy(&v) - log_z);
            assert!((found - expected).abs() < 0.01, "{v:?}: {found} {expected}");
        }
    }

    #[test]
    fn the_same_seed_leads_the_same_way_however_it_is_cut() {
        let rbm = Rbm::new(6, 4, VisibleUnits::Gaussian).unwrap();
        let parameters = Random::new(4).normals(rbm.parameter_count());
        let run = |parts: &[u32]| {
            let mut chains = Chains::new(rbm, 5, Begin::Noise, 9).unwrap();
            parts
                .iter()
                .for_each(|&steps| chains.run(rbm.over(&parameters), steps));
            chains.shown().to_vec()
        };
        assert_eq!(run(&[12]), run(&[1, 4, 7]));
    }
}
