//! The duel: what learning without labels is worth when labels are few.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::config::RbmConfig;
use super::examples::Examples;
use super::stack::{Stack, StackLayer, StackProgress};
use super::unroll::unroll;
use crate::data::dataset::Dataset;
use crate::error::{Result, in_range};
use crate::integer::integer;
use crate::learning::optimizer::Rule;
use crate::trainer::folds::Spread;
use crate::trainer::order::Order;
use crate::trainer::settings::ModelConfig;
use crate::trainer::sweep::Sweep;
use crate::trainer::training::Trainer;

/// Examples that the machines learn at most.
const MOST: usize = 10_000;

/// Test examples that are scored in a step.
const SCORED: usize = 200;

/// What both networks are given.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "page", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct BoutConfig {
    /// How many labels there are; a bout that asks for more than the data have is left out.
    #[serde(deserialize_with = "integer")]
    pub labels: usize,
    /// For how many epochs these are learned, 1 to 1,000.
    #[serde(deserialize_with = "integer")]
    pub epochs: usize,
}

/// What a duel is fought with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "page", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DuelConfig {
    /// Both machines, whose units are those of the networks' hidden layers.
    pub machine: RbmConfig,
    /// For how many epochs each of them learns, 1 to 1,000.
    #[serde(deserialize_with = "integer")]
    pub machine_epochs: u32,
    /// What is fought, one after the other.
    pub bouts: Vec<BoutConfig>,
    /// How often each bout is fought, with other labels, weights and orders, 1 to 100.
    #[serde(deserialize_with = "integer")]
    pub seeds: u32,
}

impl Default for DuelConfig {
    /// Machines of 200 units for four epochs, and 100, 300, 1,000 and 10,000 labels, three times each.
    fn default() -> Self {
        let bouts = [(100, 60), (300, 30), (1000, 15), (10_000, 5)];
        Self {
            machine: RbmConfig {
                hidden: 200,
                ..RbmConfig::default()
            },
            machine_epochs: 4,
            bouts: bouts
                .map(|(labels, epochs)| BoutConfig { labels, epochs })
                .into(),
            seeds: 3,
        }
    }
}

impl DuelConfig {
    /// Whether every setting is one that can be fought with.
    ///
    /// ```
    /// use gradual::trainer::rbm::duel::DuelConfig;
    ///
    /// let refused = DuelConfig { seeds: 0, ..DuelConfig::default() }.validate().unwrap_err();
    /// assert_eq!(refused.to_string(), "The number of seeds must be a number from 1 to 100, but it is 0.");
    /// ```
    pub fn validate(&self) -> Result<()> {
        self.machine.validate()?;
        let epochs = self.machine_epochs.into();
        in_range("The epochs of the machines", epochs, 1.0, 1000.0)?;
        in_range("The number of seeds", self.seeds.into(), 1.0, 100.0)?;
        self.bouts.iter().try_for_each(|bout| {
            in_range("The number of labels", bout.labels as f64, 1.0, 1e6)?;
            in_range("The epochs of a bout", bout.epochs as f64, 1.0, 1000.0)
        })
    }
}

/// How both did with so many labels, in percent of the test examples that they have right.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "page", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Bout {
    /// Labels that both had.
    pub labels: usize,
    /// The network with random first weights: one value for each seed so far.
    pub random: Vec<f64>,
    /// The one that began with what the machines had learned.
    pub pre_trained: Vec<f64>,
    /// Mean and deviation over the seeds of the first and of the second; `None` before there are two.
    pub spreads: Option<[Spread; 2]>,
    /// The mean of what pre-training gained; `None` before the first is done.
    pub gain: Option<f64>,
}

/// Two machines are stacked on all examples without their labels (Hinton, Osindero and Teh 2006). Then networks with as many
/// sigmoids learn a few of the labels, once from there and once from random weights.
///
/// ```
/// # use gradual::data::dataset::{Dataset, Inputs};
/// # let labels: Vec<u8> = (0..150).map(|i| i % 2).collect();
/// # let pixels = labels.iter().flat_map(|&label| [f32::from(label), f32::from(1 - label)]).collect();
/// # let data = Dataset::new(Inputs::Values(pixels), gradual::Shape::Units(2), labels, 2, 120)?;
/// use gradual::trainer::rbm::duel::{BoutConfig, Duel, DuelConfig};
///
/// let bouts = vec![BoutConfig { labels: 100, epochs: 60 }];
/// let mut duel = Duel::new(std::sync::Arc::new(data), DuelConfig { bouts, ..DuelConfig::default() }, 1)?;
/// while !duel.is_done() {
///     duel.step()?;
/// }
/// assert_eq!(duel.bouts()[0].pre_trained, [100.0; 3]);
/// # Ok::<(), gradual::Error>(())
/// ```
#[derive(Debug)]
pub struct Duel {
    data: Arc<Dataset>,
    stack: Stack,
    plan: Vec<BoutConfig>,
    /// The first seed, and how many there are.
    seeds: (u32, u32),
    /// Bouts done: with so many labels from every seed, and then with more.
    done: usize,
    now: Option<Fight>,
    bouts: Vec<Bout>,
}

/// Both networks of one bout, and how far they are.
#[derive(Debug)]
struct Fight {
    /// The examples with labels, the test examples after them.
    few: Arc<Dataset>,
    config: ModelConfig,
    seed: u32,
    /// What the machines have learned, as first parameters.
    start: Vec<f32>,
    /// None, the random one, or both: each is made in a step of its own.
    trainers: Vec<Trainer>,
    left: usize,
    sweeps: Vec<Sweep>,
    found: [Option<f64>; 2],
}

impl Duel {
    /// Before anything is learned. Those bouts are fought that `data` have labels for; `seed`, that of the machines, is the first
    /// of the seeds.
    pub fn new(data: Arc<Dataset>, config: DuelConfig, seed: u32) -> Result<Self> {
        config.validate()?;
        let count = data.train_count().min(MOST);
        let examples = Examples::of(&data, 0..count)?;
        let layer = StackLayer {
            machine: config.machine,
            epochs: config.machine_epochs,
        };
        let plan: Vec<_> = config
            .bouts
            .into_iter()
            .filter(|bout| bout.labels <= count)
            .collect();
        Ok(Self {
            stack: Stack::new(vec![layer.clone(), layer], examples, None, seed)?,
            done: 0,
            now: None,
            bouts: plan.iter().map(|bout| Bout::new(bout.labels)).collect(),
            plan,
            seeds: (seed, config.seeds),
            data,
        })
    }

    /// A little more: a batch of a machine, one of both networks, or some test examples.
    pub fn step(&mut self) -> Result<()> {
        if !self.stack.is_done() {
            return self.stack.step();
        }
        if self.is_done() {
            return Ok(());
        }
        let mut fight = match self.now.take() {
            Some(fight) => fight,
            None => self.next()?,
        };
        if fight.step()? {
            self.note(fight.found);
        } else {
            self.now = Some(fight);
        }
        Ok(())
    }

    /// Whether all bouts are done.
    pub fn is_done(&self) -> bool {
        self.done == self.bouts.len() * self.seeds.1 as usize
    }

    /// How far the machines are.
    pub fn progress(&self) -> StackProgress {
        self.stack.progress()
    }

    /// What came of it so far.
    pub fn bouts(&self) -> &[Bout] {
        &self.bouts
    }

    /// The bout whose turn it is; small ones come first for all seeds.
    fn next(&self) -> Result<Fight> {
        let (first, seeds) = self.seeds;
        let BoutConfig { labels, epochs } = self.plan[self.done / seeds as usize];
        let seed = first.wrapping_add((self.done % seeds as usize) as u32);
        let order = Order::new(seed, self.stack.trainer().examples().count());
        let test = self.data.train_count()..self.data.count();
        let chosen = order.examples()[..labels].iter().map(|&i| i as usize);
        let examples: Vec<usize> = chosen.chain(test).collect();
        let few = Arc::new(self.data.selection(&examples, labels)?);
        let config = ModelConfig {
            optimizer: Rule::Momentum,
            learning_rate: 0.1,
            ..ModelConfig::default()
        };
        let (config, start) = unroll(&self.stack.network()?, config, &few, seed)?;
        Ok(Fight {
            left: epochs * labels / config.batch_size,
            few,
            config,
            seed,
            start,
            trainers: Vec::new(),
            sweeps: Vec::new(),
            found: [None; 2],
        })
    }

    fn note(&mut self, [random, pre_trained]: [Option<f64>; 2]) {
        let bout = &mut self.bouts[self.done / self.seeds.1 as usize];
        bout.random.extend(random);
        bout.pre_trained.extend(pre_trained);
        let both = [&bout.random, &bout.pre_trained];
        bout.spreads =
            (bout.random.len() > 1).then(|| both.map(|found| Spread::of(found.iter().copied())));
        bout.gain = Some(mean(&bout.pre_trained) - mean(&bout.random));
        self.done += 1;
    }
}

impl Bout {
    fn new(labels: usize) -> Self {
        Self {
            labels,
            random: Vec::new(),
            pre_trained: Vec::new(),
            spreads: None,
            gain: None,
        }
    }
}

impl Fight {
    /// Whether it is over.
    fn step(&mut self) -> Result<bool> {
        if self.trainers.len() < 2 {
            self.enter()?;
        } else if self.left > 0 {
            self.left -= 1;
            self.trainers.iter_mut().for_each(|trainer| trainer.step(1));
        } else {
            self.score();
        }
        Ok(self.found.iter().all(Option::is_some))
    }

    /// The next network: first the random one, then the one that starts from what the machines have learned.
    fn enter(&mut self) -> Result<()> {
        let mut trainer = Trainer::new(self.config.clone(), self.few.clone(), self.seed)?;
        if self.trainers.len() == 1 {
            trainer.start_from(&self.start);
        }
        self.trainers.push(trainer);
        Ok(())
    }

    /// Some test examples, of the first network whose score is not known.
    fn score(&mut self) {
        if self.sweeps.is_empty() {
            self.sweeps = self.trainers.iter().map(Sweep::new).collect();
        }
        let sweeps = self.sweeps.iter_mut().zip(&self.trainers);
        let mut open = sweeps
            .zip(&mut self.found)
            .filter(|(_, found)| found.is_none());
        if let Some(((sweep, trainer), found)) = open.next() {
            let scores = sweep.advance(trainer, SCORED);
            let accuracy = scores.and_then(|scores| scores.held_out?.accuracy);
            *found = accuracy.map(|accuracy| 100.0 * accuracy);
        }
    }
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::dataset::Inputs;
    use crate::pieces::shape::Shape;
    use crate::random::Random;

    /// Two kinds of noisy stripes, so that a duel is quick.
    fn stripes(count: usize) -> Dataset {
        let mut random = Random::new(1);
        let labels: Vec<u8> = (0..count).map(|i| (i % 2) as u8).collect();
        let pixel = |label: u8, i: usize, noise: f32| {
            let on = i % 2 == usize::from(label);
            f32::from(u8::from(on)) * 0.8 + 0.2 * noise
        };
        let rows = labels
            .iter()
            .flat_map(|&label| (0..16).map(move |i| (label, i)));
        let values: Vec<f32> = rows
            .map(|(label, i)| pixel(label, i, random.unit()))
            .collect();
        Dataset::new(
            Inputs::Values(values),
            Shape::Units(16),
            labels,
            2,
            count - 50,
        )
        .unwrap()
    }

    #[test]
    fn every_bout_that_has_labels_enough_is_fought_from_every_seed() {
        let mut duel = Duel::new(Arc::new(stripes(400)), DuelConfig::default(), 1).unwrap();
        while !duel.is_done() {
            duel.step().unwrap();
        }
        let labels: Vec<usize> = duel.bouts().iter().map(|bout| bout.labels).collect();
        assert_eq!(labels, [100, 300]);
        for bout in duel.bouts() {
            assert_eq!((bout.random.len(), bout.pre_trained.len()), (3, 3));
            assert!(
                bout.pre_trained.iter().all(|&share| share > 90.0),
                "{bout:?}"
            );
            let spreads = bout.spreads.unwrap();
            assert!(bout.gain == Some(spreads[1].mean - spreads[0].mean));
        }
        duel.step().unwrap(); // nothing is left to do
        assert!(duel.is_done());
    }
}
