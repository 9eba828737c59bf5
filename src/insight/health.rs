//! Units that no longer learn: dead ReLUs and saturated sigmoids.
//!
//! A unit is *dead* where its output is 0 for every training example: its slope is 0 there, so its weights stand still. It
//! is *saturated* where its output is within 1 % of an end of its range, |h| > 0.99 for tanh, h < 0.01 or h > 0.99 for the
//! sigmoid, for 99 % of them: its slope is nearly 0.

use serde::Serialize;

use super::passes::Passes;
use crate::data::dataset::Dataset;
use crate::network::{Model, Network, Workspace};
use crate::pieces::activation::Activation;
use crate::pieces::layer::Layer;

/// Training examples looked at, at most: the first ones, in an order that is random already.
pub const SAMPLE: usize = 256;

/// This share of the examples must be at an end of the range.
const SHARE: f32 = 0.99;

/// How near an end of the range, which is 1 wide for the sigmoid and on each side for tanh.
const NEAR: f32 = 0.01;

/// How a hidden unit is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "page", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum Health {
    #[default]
    Well,
    Dead,
    Saturated,
}

/// A check-up of a network, in buffers that are used again.
#[derive(Default)]
pub struct CheckUp {
    passes: Passes,
    sample: Vec<u32>,
    /// Examples that speak for a unit's illness, for each value of a layer.
    ill: Vec<u32>,
    found: Vec<Health>,
}

impl CheckUp {
    /// How every unit is, layer by layer, the outputs last (they are always well), on a sample of the training examples.
    pub fn run(&mut self, model: Model, data: &Dataset) -> &[Health] {
        let units = model.layers().iter().map(Layer::outputs).sum();
        self.ill.clear();
        self.ill.resize(units, 0);
        let sample = data.train_count().min(SAMPLE);
        self.sample.clear();
        self.sample.extend(0..sample as u32);
        let ill = &mut self.ill;
        self.passes
            .run_examples(model, data, &self.sample, |workspace, examples| {
                count_ill(&model, workspace, examples.len(), ill);
            });
        self.judge(&model, sample);
        &self.found
    }

    fn judge(&mut self, network: &Network, sample: usize) {
        let hidden = network.layers().len() - 1;
        let layers = network.layers().iter().enumerate();
        let illness = layers.flat_map(|(l, layer)| {
            let illness = layer.activation().filter(|_| l < hidden).map(illness);
            std::iter::repeat_n(illness.unwrap_or_default(), layer.outputs())
        });
        self.found.clear();
        self.found
            .extend(self.ill.iter().zip(illness).map(|(&ill, illness)| {
                let needed = match illness {
                    Health::Dead => sample as f32,
                    _ => SHARE * sample as f32,
                };
                let is_ill = sample > 0 && ill as f32 >= needed;
                if is_ill { illness } else { Health::Well }
            }));
    }
}

/// What a unit with this activation can suffer from.
fn illness(activation: Activation) -> Health {
    match activation {
        Activation::Relu => Health::Dead,
        Activation::Sigmoid | Activation::Tanh => Health::Saturated,
        _ => Health::Well,
    }
}

/// Counts the examples of a batch that speak for each unit's illness.
fn count_ill(network: &Network, workspace: &Workspace, count: usize, ill: &mut [u32]) {
    let mut first = 0;
    for (l, layer) in network.layers().iter().enumerate() {
        let units = layer.outputs();
        // A convolution that goes straight on into a pool leaves nothing behind.
        let h = workspace.activations(l).get(..count * units);
        if let (Some(h), Some(activation)) = (h, layer.activation()) {
            let ill = &mut ill[first..first + units];
            for row in h.chunks_exact(units) {
                let rows = ill.iter_mut().zip(row);
                rows.for_each(|(ill, &h)| *ill += u32::from(is_at_end(activation, h)));
            }
        }
        first += units;
    }
}

fn is_at_end(activation: Activation, h: f32) -> bool {
    match activation {
        Activation::Relu => h == 0.0,
        Activation::Sigmoid => !(NEAR..=1.0 - NEAR).contains(&h),
        Activation::Tanh => h.abs() > 1.0 - NEAR,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::architecture::{Architecture, HiddenLayer};
    use crate::data::generators::points::{PointSet, PointsConfig, generate};
    use crate::pieces::initial::Initial;
    use crate::pieces::loss::Loss;
    use crate::pieces::shape::Shape;
    use crate::random::Random;

    fn data() -> Dataset {
        let (set, count) = (PointSet::Moons, 400);
        generate(&PointsConfig {
            set,
            count,
            noise: 0.0,
            held_out: 0.1,
            seed: 1,
        })
        .unwrap()
    }

    fn network(activation: Activation) -> (Network, Vec<f32>) {
        let architecture = Architecture {
            input: Shape::Units(2),
            hidden: vec![HiddenLayer::Dense {
                units: 3,
                activation,
            }],
            outputs: 1,
            loss: Loss::CrossEntropy,
            initial: Initial::Glorot,
        };
        let network = Network::new(&architecture).unwrap();
        let parameters = network.first_parameters(Initial::Glorot, &mut Random::new(4));
        (network, parameters)
    }

    /// The second unit's bias is far off.
    fn checked(activation: Activation, bias: f32) -> Vec<Health> {
        let (network, mut parameters) = network(activation);
        let biases = network.layers()[0].biases();
        parameters[biases.start + 1] = bias;
        CheckUp::default()
            .run(network.with(&parameters), &data())
            .to_vec()
    }

    #[test]
    fn one_unit_beyond_reach_is_found() {
        use Health::{Dead, Saturated, Well};
        let cases = [
            (Activation::Relu, -50.0, Dead),
            (Activation::Relu, 50.0, Well),
            (Activation::LeakyRelu, -50.0, Well),
            (Activation::Tanh, 50.0, Saturated),
            (Activation::Sigmoid, -50.0, Saturated),
            (Activation::Sigmoid, 50.0, Saturated),
        ];
        for (activation, bias, expected) in cases {
            let found = checked(activation, bias);
            assert_eq!(found, [Well, expected, Well, Well], "{activation:?} {bias}");
        }
    }

    #[test]
    fn outputs_are_never_ill() {
        let (network, mut parameters) = network(Activation::Tanh);
        if let Some(bias) = parameters.last_mut() {
            *bias = 100.0;
        }
        let mut check_up = CheckUp::default();
        let found = check_up.run(network.with(&parameters), &data());
        assert_eq!(found, [Health::Well; 4]);
    }

    #[test]
    fn without_examples_nobody_is_ill() {
        let empty = Dataset::empty(Shape::Units(2), 2);
        let (network, parameters) = network(Activation::Relu);
        let found = CheckUp::default()
            .run(network.with(&parameters), &empty)
            .to_vec();
        assert_eq!(found, [Health::Well; 4]);
    }
}
