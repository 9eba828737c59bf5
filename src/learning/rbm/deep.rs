//! A deep belief network: machines one on top of the other, each the prior of the one below.

use super::chains::{Begin, Chains};
use super::conditionals::Buffers;
use super::softplus::{LogSum, sum_of_softplus};
use super::structure::{Machine, Rbm};
use crate::error::{Error, Result, check_size, in_range};

/// The most machines.
const MOST_LAYERS: f64 = 8.0;

/// Machines over one flat parameter vector, the lowest first. The hidden units of each are the visible ones of the next; the
/// highest may have label units beside them (Hinton, Osindero and Teh 2006).
///
/// ```
/// use gradual::learning::rbm::{Rbm, VisibleUnits, deep::DeepBelief};
///
/// let low = Rbm::new(4, 3, VisibleUnits::Binary)?;
/// let top = Rbm::new(3, 5, VisibleUnits::Binary)?.with_labels(2)?;
/// let parameters = vec![0.0; low.parameter_count() + top.parameter_count()];
/// let net = DeepBelief::new(vec![low, top], parameters)?;
/// let p = net.recognise(&[1.0, 0.0, 0.0, 1.0])?;
/// assert!(p.iter().all(|p| (p - 0.5).abs() < 1e-12)); // it has learned nothing yet
/// assert!(DeepBelief::new(vec![top, low], vec![]).is_err());
/// # Ok::<(), gradual::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct DeepBelief {
    layers: Vec<Rbm>,
    parameters: Vec<f32>,
}

impl DeepBelief {
    /// Machines that fit on each other, with the parameters of all, one after the other.
    pub fn new(layers: Vec<Rbm>, parameters: Vec<f32>) -> Result<Self> {
        in_range(
            "The number of machines",
            layers.len() as f64,
            1.0,
            MOST_LAYERS,
        )?;
        for (i, pair) in layers.windows(2).enumerate() {
            let name = format!("machine {}", i + 2);
            let problem = |problem: String| Error::Layer { name, problem };
            if pair[0].labels > 0 {
                return Err(problem(
                    "there are labels below it, which only the highest can have".into(),
                ));
            }
            if pair[1].inputs() != pair[0].hidden {
                let (has, needed) = (pair[1].inputs(), pair[0].hidden);
                return Err(problem(format!(
                    "it has {has} visible units, and {needed} hidden ones are below"
                )));
            }
        }
        let count = layers.iter().map(Rbm::parameter_count).sum();
        check_size(
            "Weights and biases of the machines",
            parameters.len(),
            count,
        )?;
        Ok(Self { layers, parameters })
    }

    /// Its machines, the lowest first.
    pub fn layers(&self) -> &[Rbm] {
        &self.layers
    }

    /// The parameters of all machines, one after the other.
    pub fn parameters(&self) -> &[f32] {
        &self.parameters
    }

    /// Each machine with its parameters, the lowest first.
    pub fn machines(&self) -> impl DoubleEndedIterator<Item = Machine<'_>> + ExactSizeIterator {
        let mut start = 0;
        let machines = self.layers.iter().map(|rbm| {
            let own = &self.parameters[start..][..rbm.parameter_count()];
            start += own.len();
            rbm.over(own)
        });
        machines.collect::<Vec<_>>().into_iter()
    }

    /// The highest machine, and those below it.
    fn split(&self) -> (Machine<'_>, Vec<Machine<'_>>) {
        let mut below: Vec<Machine> = self.machines().collect();
        let top = below.remove(below.len() - 1); // there is at least one
        (top, below)
    }

    /// What the highest machine sees of `rows` `[count, visible]`, without labels: hidden probabilities, layer by layer.
    ///
    /// ```
    /// use gradual::learning::rbm::{Rbm, VisibleUnits, deep::DeepBelief};
    ///
    /// let rbm = Rbm::new(2, 2, VisibleUnits::Binary)?;
    /// let net = DeepBelief::new(vec![rbm, rbm], vec![0.0; 16])?;
    /// assert_eq!(net.up(&[1.0, 0.0])?, [0.5, 0.5]);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn up(&self, rows: &[f32]) -> Result<Vec<f32>> {
        let (top, below) = self.split();
        let lowest = below
            .first()
            .map_or(top.rbm.inputs(), |machine| machine.rbm.visible);
        let rbm = below.first().map_or(top.rbm, |machine| machine.rbm);
        let whole = Rbm {
            visible: lowest,
            labels: 0,
            ..rbm
        };
        whole.check_rows(rows)?;
        Ok(below
            .iter()
            .fold(rows.to_vec(), |rows, machine| machine.features(&rows)))
    }

    /// p(label | picture) for each label, from the free energies that the highest machine has with each of them:
    /// p ∝ e^(−F(v, label)) (Hinton 2010, §16, equation 20).
    pub fn recognise(&self, picture: &[f32]) -> Result<Vec<f64>> {
        let (top, _) = self.split();
        self.check_labels()?;
        let lowest = if self.layers.len() == 1 {
            top.rbm.inputs()
        } else {
            self.layers[0].visible
        };
        check_size("Pixels of the picture", picture.len(), lowest)?;
        let mut v = self.up(picture)?;
        v.resize(top.rbm.visible, 0.0);
        let without = top.exact_hidden_inputs(&v);
        let (units, hidden) = (top.rbm.inputs()..top.rbm.visible, top.rbm.hidden);
        let log = |unit: usize| {
            let weights = &top.weights()[unit * hidden..][..hidden];
            let x: Vec<f64> = without
                .iter()
                .zip(weights)
                .map(|(x, &w)| x + f64::from(w))
                .collect();
            f64::from(top.visible_biases()[unit]) + sum_of_softplus(&x)
        };
        let logs: Vec<f64> = units.map(log).collect();
        let mut sum = LogSum::default();
        sum.extend(logs.iter().copied());
        Ok(logs
            .iter()
            .map(|log| libm::exp(log - sum.value()))
            .collect())
    }

    fn check_labels(&self) -> Result<()> {
        let (top, _) = self.split();
        if top.rbm.labels > 0 {
            return Ok(());
        }
        let what = "The deep belief network has no label units and knows no labels".into();
        Err(Error::Unsuitable { what })
    }

    /// Dreams that are to begin: so many chains of the highest machine, with a label held on or none.
    ///
    /// ```
    /// use gradual::learning::rbm::{Rbm, VisibleUnits, deep::DeepBelief};
    ///
    /// let low = Rbm::new(4, 3, VisibleUnits::Binary)?;
    /// let top = Rbm::new(3, 5, VisibleUnits::Binary)?.with_labels(2)?;
    /// let net = DeepBelief::new(vec![low, top], vec![0.0; low.parameter_count() + top.parameter_count()])?;
    /// let mut dreams = net.dreams(10, Some(1), 7)?;
    /// net.dream(&mut dreams, 300); // steps of Gibbs sampling in the highest machine
    /// assert_eq!(net.down(dreams.shown()).len(), 10 * 4); // ten pictures
    /// assert!(net.dreams(10, Some(2), 7).is_err()); // there are labels 0 and 1
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn dreams(&self, count: usize, label: Option<usize>, seed: u32) -> Result<Chains> {
        let (top, _) = self.split();
        let mut chains = Chains::new(top.rbm, count, Begin::Noise, seed)?;
        chains.hold(label)?;
        Ok(chains)
    }

    /// Lets dreams go on by so many steps.
    pub fn dream(&self, chains: &mut Chains, steps: u32) {
        chains.run(self.split().0, steps);
    }

    /// The pictures `[count, visible]` that belong to what the highest machine sees, `[count, its visible units]`: means,
    /// layer by layer; labels are left out.
    pub fn down(&self, rows: &[f32]) -> Vec<f32> {
        let (top, below) = self.split();
        let (visible, inputs) = (top.rbm.visible, top.rbm.inputs());
        let rows = rows.chunks_exact(visible).flat_map(|row| &row[..inputs]);
        below
            .iter()
            .rev()
            .fold(rows.copied().collect(), |hidden, machine| {
                visible_means(*machine, &hidden)
            })
    }
}

/// What `hidden` `[count, hidden]` makes of the visible units, `[count, visible]`.
fn visible_means(machine: Machine, hidden: &[f32]) -> Vec<f32> {
    let count = hidden.len() / machine.rbm.hidden;
    let mut visible = vec![0.0; count * machine.rbm.visible];
    if count > 0 {
        let mut buffers = Buffers::new(machine.rbm, count);
        buffers.over(machine).visible(hidden, &mut visible);
    }
    visible
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learning::rbm::structure::VisibleUnits;
    use crate::random::Random;

    fn net() -> DeepBelief {
        let low = Rbm::new(4, 3, VisibleUnits::Binary).unwrap();
        let top = Rbm::new(3, 5, VisibleUnits::Binary)
            .unwrap()
            .with_labels(2)
            .unwrap();
        let count = low.parameter_count() + top.parameter_count();
        DeepBelief::new(vec![low, top], Random::new(1).normals(count)).unwrap()
    }

    #[test]
    fn a_label_is_as_probable_as_its_free_energy_says() {
        let (net, picture) = (net(), [1.0, 0.0, 0.5, 1.0]);
        let top = net.machines().next_back().unwrap();
        let features = net.up(&picture).unwrap();
        let energy = |labels: [f32; 2]| top.free_energy(&[&features[..], &labels].concat());
        let odds = libm::exp(energy([0.0, 1.0]) - energy([1.0, 0.0]));
        let p = net.recognise(&picture).unwrap();
        assert!((p[0] / p[1] - odds).abs() < 1e-9 && (p[0] + p[1] - 1.0).abs() < 1e-12);
    }

    #[test]
    fn machines_that_do_not_fit_are_refused_in_words() {
        let low = Rbm::new(4, 3, VisibleUnits::Binary).unwrap();
        let refused = DeepBelief::new(vec![low, low], vec![])
            .unwrap_err()
            .to_string();
        assert_eq!(
            refused,
            "Machine 2 does not fit: it has 4 visible units, and 3 hidden ones are below."
        );
        let plain = DeepBelief::new(vec![low], vec![0.0; low.parameter_count()]).unwrap();
        assert!(plain.recognise(&[0.0; 4]).is_err() && plain.up(&[0.0; 3]).is_err());
    }
}
