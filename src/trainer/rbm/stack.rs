//! A deep belief network in training: one machine after the other, each on what the one below makes of the examples.

use std::mem::take;

use serde::{Deserialize, Serialize};

use super::config::RbmConfig;
use super::examples::Examples;
use super::training::RbmTrainer;
use crate::error::{Error, Result, check_size, in_range};
use crate::integer::integer;
use crate::learning::rbm::deep::DeepBelief;
use crate::learning::rbm::{Rbm, VisibleUnits};

/// Examples that go up to the next machine in one step.
const LIFTED: usize = 200;

/// One machine of a stack, and how long it is trained before the next is put on top.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "page", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct StackLayer {
    /// Its units and how it is trained.
    pub machine: RbmConfig,
    /// How many epochs, 1 to 10,000.
    #[serde(deserialize_with = "integer")]
    pub epochs: u32,
}

/// Greedy training, layer by layer (Hinton, Osindero and Teh 2006, §4): each machine learns the hidden probabilities of the one
/// below, whose parameters then stay. Where there are labels, the highest machine has them among its visible units.
///
/// ```
/// use gradual::trainer::rbm::{config::RbmConfig, examples::Examples, stack::{Stack, StackLayer}};
///
/// let examples = Examples::new([1.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 1.0].repeat(10), 4)?;
/// let labels = [0, 1].repeat(10);
/// let machine = RbmConfig { hidden: 4, learning_rate: 0.3, batch_size: 4, ..RbmConfig::default() };
/// let layer = StackLayer { machine, epochs: 100 };
/// let mut stack = Stack::new(vec![layer.clone(), layer], examples, Some((&labels, 2)), 1)?;
/// while !stack.is_done() {
///     stack.step()?;
/// }
/// let net = stack.network()?;
/// assert!(net.recognise(&[1.0, 1.0, 0.0, 0.0])?[0] > 0.9);
/// # Ok::<(), gradual::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Stack {
    layers: Vec<StackLayer>,
    seed: u32,
    labels: Option<(Vec<u8>, usize)>,
    /// The machines below the one that is trained.
    below: Vec<(Rbm, Vec<f32>)>,
    trainer: RbmTrainer,
    /// What it makes of the first examples, once it has done its epochs: what the next one learns.
    lifted: Vec<f32>,
}

/// How far a stack has come.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "page", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct StackProgress {
    /// The machine that is trained, counted from 0.
    pub layer: usize,
    /// How many there are to be.
    pub layers: usize,
    /// The epochs that it has done, with the part of the current one.
    pub epochs: f64,
    /// How many it is to do.
    pub of: u32,
}

impl Stack {
    /// The lowest machine before its first batch. `labels`, with how many classes there are, are those of the examples.
    pub fn new(
        layers: Vec<StackLayer>,
        examples: Examples,
        labels: Option<(&[u8], usize)>,
        seed: u32,
    ) -> Result<Self> {
        in_range("The number of machines", layers.len() as f64, 1.0, 8.0)?;
        for (i, layer) in layers.iter().enumerate() {
            layer.machine.validate()?;
            in_range(
                "The epochs of a machine",
                layer.epochs.into(),
                1.0,
                10_000.0,
            )?;
            if i > 0 && layer.machine.units == VisibleUnits::Gaussian {
                let problem = "only the lowest machine can have Gaussian visible units".into();
                return Err(Error::Configuration {
                    field: "units".into(),
                    problem,
                });
            }
        }
        if let Some((labels, classes)) = labels {
            check_size("Labels of the examples", labels.len(), examples.count())?;
            in_range("The number of classes", classes as f64, 2.0, 256.0)?;
        }
        let labels = labels.map(|(labels, classes)| (labels.to_vec(), classes));
        let trainer = trainer(&layers, 0, examples, &labels, seed)?;
        Ok(Self {
            layers,
            seed,
            labels,
            below: Vec::new(),
            trainer,
            lifted: Vec::new(),
        })
    }

    /// One batch of the machine that is trained; or, where that has done its epochs, some examples on their way up through it,
    /// and after the last of them the next machine on top.
    pub fn step(&mut self) -> Result<()> {
        if !self.has_done_layer() {
            self.trainer.step();
        } else if !self.is_done() && self.lift() {
            self.put_on_top()?;
        }
        Ok(())
    }

    /// Takes some examples up; returns whether that were the last ones.
    fn lift(&mut self) -> bool {
        let (machine, examples) = (self.trainer.machine(), self.trainer.examples());
        let done = self.lifted.len() / machine.rbm.hidden;
        let end = examples.count().min(done + LIFTED);
        let rows = examples.part(done..end);
        self.lifted.extend(machine.features(&rows));
        end == examples.count()
    }

    fn layer(&self) -> usize {
        self.below.len()
    }

    /// Whether the machine that is trained has done its epochs, or can do no more.
    fn has_done_layer(&self) -> bool {
        self.trainer.epoch() >= self.layers[self.layer()].epochs || self.trainer.stopped().is_some()
    }

    /// Whether all machines are trained.
    pub fn is_done(&self) -> bool {
        self.layer() + 1 == self.layers.len() && self.has_done_layer()
    }

    fn put_on_top(&mut self) -> Result<()> {
        let machine = self.trainer.machine();
        let examples = Examples::new(take(&mut self.lifted), machine.rbm.hidden)?;
        let below = (machine.rbm, machine.parameters().to_vec());
        self.trainer = trainer(
            &self.layers,
            self.layer() + 1,
            examples,
            &self.labels,
            self.seed,
        )?;
        self.below.push(below);
        Ok(())
    }

    /// How far it has come.
    pub fn progress(&self) -> StackProgress {
        StackProgress {
            layer: self.layer(),
            layers: self.layers.len(),
            epochs: self.trainer.epochs(),
            of: self.layers[self.layer()].epochs,
        }
    }

    /// The machine that is trained.
    pub fn trainer(&self) -> &RbmTrainer {
        &self.trainer
    }

    /// The deep belief network of all machines so far.
    pub fn network(&self) -> Result<DeepBelief> {
        let machine = self.trainer.machine();
        let layers = self.below.iter().map(|(rbm, _)| *rbm).chain([machine.rbm]);
        let parameters = self
            .below
            .iter()
            .map(|(_, parameters)| parameters.as_slice());
        let parameters: Vec<&[f32]> = parameters.chain([machine.parameters()]).collect();
        DeepBelief::new(layers.collect(), parameters.concat())
    }
}

/// A machine of the stack before its first batch, with the labels where it is the highest. Each has a seed of its own.
fn trainer(
    layers: &[StackLayer],
    layer: usize,
    examples: Examples,
    labels: &Option<(Vec<u8>, usize)>,
    seed: u32,
) -> Result<RbmTrainer> {
    let config = layers[layer].machine.clone();
    let examples = match labels {
        Some((labels, classes)) if layer + 1 == layers.len() => {
            examples.with_labels(labels, *classes)?
        }
        _ => examples,
    };
    RbmTrainer::new(config, examples, seed.wrapping_add(layer as u32))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;

    fn layers(epochs: u32) -> Vec<StackLayer> {
        let machine = |hidden| RbmConfig {
            hidden,
            ..RbmConfig::default()
        };
        [3, 5]
            .map(|hidden| StackLayer {
                machine: machine(hidden),
                epochs,
            })
            .to_vec()
    }

    #[test]
    fn layers_are_trained_one_after_the_other() {
        let examples = Examples::new(vec![0.0, 1.0, 1.0, 1.0, 0.0, 0.0], 2).unwrap();
        let mut stack = Stack::new(layers(2), examples, None, 1).unwrap();
        let mut seen = Vec::new();
        while !stack.is_done() {
            stack.step().unwrap();
            let StackProgress { layer, epochs, .. } = stack.progress();
            seen.push((layer, epochs));
        }
        assert_eq!(seen, [(0, 1.0), (0, 2.0), (1, 0.0), (1, 1.0), (1, 2.0)]);
        let sizes: Vec<_> = stack
            .network()
            .unwrap()
            .layers()
            .iter()
            .map(|rbm| (rbm.visible, rbm.hidden))
            .collect();
        assert_eq!(sizes, [(2, 3), (3, 5)]);
    }

    /// However many steps the examples take to the next machine, it learns what the one below makes of them.
    #[test]
    fn examples_go_up_a_part_at_a_time() {
        let count = 2 * LIFTED + 50;
        let rows = Random::new(1).normals(2 * count);
        let rows = rows.iter().map(|x| x.abs().min(1.0)).collect();
        let mut stack = Stack::new(layers(1), Examples::new(rows, 2).unwrap(), None, 1).unwrap();
        while !stack.has_done_layer() {
            stack.step().unwrap();
        }
        let (machine, examples) = (stack.trainer.machine(), stack.trainer.examples());
        let expected = machine.features(&examples.rows());
        (0..3).for_each(|_| {
            assert_eq!(stack.progress().layer, 0);
            stack.step().unwrap();
        });
        assert_eq!(stack.progress().layer, 1);
        assert_eq!(stack.trainer().examples().rows(), expected.as_slice());
    }

    #[test]
    fn what_cannot_be_stacked_is_refused() {
        let examples = Examples::new(vec![0.0, 1.0], 1).unwrap();
        let refused = |layers, labels| Stack::new(layers, examples.clone(), labels, 1).is_err();
        assert!(refused(Vec::new(), None) && refused(layers(0), None));
        assert!(
            refused(layers(1), Some((&[0_u8][..], 2)))
                && refused(layers(1), Some((&[0, 2][..], 1)))
        );
        let mut gaussian = layers(1);
        gaussian[1].machine.units = VisibleUnits::Gaussian;
        assert!(refused(gaussian, None));
    }
}
