//! What every layer makes of one example.
//!
//! Levels are counted from the input: level 0 is x, level l the output h of the l-th layer, the last one the outputs y. Unlike
//! the network's own pass, which takes a pool together with the convolution before it, this one writes every map down.

use crate::data::dataset::check_size;
use crate::error::{Error, Result, in_list};
use crate::network::{Model, Network};
use crate::pieces::activation::Activation;
use crate::pieces::convolution::Convolution;
use crate::pieces::dense::Dense;
use crate::pieces::layer::Layer;
use crate::pieces::room::Room;
use crate::pieces::signals::{Forward, Input};

/// The levels of one example, in buffers that are used again from example to example.
#[derive(Default)]
pub struct Trace {
    /// The layers that the buffers were made for.
    layers: Vec<Layer>,
    /// The same without their activations, which make z, each with its room.
    sums: Vec<(Layer, Room)>,
    levels: Vec<Level>,
}

/// What a layer left behind.
pub struct Level {
    /// The total inputs z before the activation, in the layer's shape: logits for the last layer.
    pub z: Vec<f32>,
    /// The outputs h = f(z); for the last layer y.
    pub h: Vec<f32>,
    /// The winners of max-pooling; 1 for every value that dropout leaves as it is.
    pub kept: Vec<f32>,
}

/// The smallest and largest output of a level.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "page", derive(tsify::Tsify))]
pub struct Span {
    pub min: f32,
    pub max: f32,
}

impl Trace {
    /// Runs one example `x` `[inputs]` through `network`.
    pub fn run(&mut self, model: Model, x: &[f32]) -> Result<()> {
        check_size("Inputs of one example", x.len(), model.inputs())?;
        if self.layers != model.layers() {
            *self = Self::of(&model);
        }
        self.levels[0].h.copy_from_slice(x);
        for (l, (sums, room)) in self.sums.iter_mut().enumerate() {
            let (before, here) = self.levels.split_at_mut(l + 1);
            let Level { z, h, kept } = &mut here[0];
            let signals = Forward {
                batch: 1,
                x: Input::Rows(&before[l].h),
                h: z,
                kept,
            };
            sums.forward(model.parameters, signals, room, None);
            h.copy_from_slice(z);
            if let Some(activation) = self.layers[l].activation() {
                activation.forward(h);
            }
        }
        if let Some(Level { z, h, .. }) = self.levels.last_mut() {
            model.loss().forward(z, h, model.outputs());
        }
        Ok(())
    }

    fn of(network: &Network) -> Self {
        let layers = network.layers().to_vec();
        let input = Level::new(network.inputs(), 0);
        let after = layers
            .iter()
            .map(|layer| Level::new(layer.outputs(), layer.kept()));
        let sums = layers
            .iter()
            .map(|layer| (without_activation(layer), layer.room()));
        Self {
            levels: [input].into_iter().chain(after).collect(),
            sums: sums.collect(),
            layers,
        }
    }

    /// The levels of the last example; an error where none has gone through these layers.
    pub fn levels(&self, network: &Network) -> Result<&[Level]> {
        if self.layers == network.layers() {
            return Ok(&self.levels);
        }
        let what = "Nothing has gone through this network yet: trace an example first".into();
        Err(Error::Unsuitable { what })
    }

    /// One level of the last example.
    pub fn level(&self, network: &Network, level: usize) -> Result<&Level> {
        let levels = self.levels(network)?;
        in_list("The level", level, levels.len())?;
        Ok(&levels[level])
    }

    /// The range of each level's outputs.
    pub fn spans(&self) -> Vec<Span> {
        self.levels.iter().map(|level| span(&level.h)).collect()
    }
}

impl Level {
    fn new(values: usize, kept: usize) -> Self {
        Self {
            z: vec![0.0; values],
            h: vec![0.0; values],
            kept: vec![1.0; kept],
        }
    }
}

/// The layer whose output is the z of `layer`.
fn without_activation(layer: &Layer) -> Layer {
    let activation = Activation::Identity;
    match layer.clone() {
        Layer::Dense(layer) => Layer::Dense(Dense {
            activation,
            ..layer
        }),
        Layer::Convolution(layer) => Layer::Convolution(Convolution {
            activation,
            ..layer
        }),
        other => other,
    }
}

fn span(values: &[f32]) -> Span {
    let (min, max) = values
        .iter()
        .fold((f32::INFINITY, f32::NEG_INFINITY), |(min, max), &value| {
            (min.min(value), max.max(value))
        });
    Span { min, max }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::architecture::{Architecture, HiddenLayer};
    use crate::network::Workspace;
    use crate::pieces::initial::Initial;
    use crate::pieces::loss::Loss;
    use crate::pieces::shape::{Picture, Shape};
    use crate::random::Random;

    pub struct Made {
        network: Network,
        parameters: Vec<f32>,
    }

    impl Made {
        pub fn model(&self) -> Model<'_> {
            self.network.with(&self.parameters)
        }
    }

    /// A network of ten classes on pictures of 12 × 12, with biases that are not zero.
    pub fn network(hidden: &[HiddenLayer]) -> Made {
        let architecture = Architecture {
            input: Shape::Picture(Picture {
                height: 12,
                width: 12,
                channels: 1,
            }),
            hidden: hidden.to_vec(),
            outputs: 10,
            loss: Loss::CrossEntropy,
            initial: Initial::He,
        };
        let mut random = Random::new(5);
        let network = Network::new(&architecture).unwrap();
        let mut parameters = network.first_parameters(architecture.initial, &mut random);
        parameters
            .iter_mut()
            .for_each(|p| *p += 0.1 * random.normal());
        Made {
            network,
            parameters,
        }
    }

    /// A convolution, a pool, dropout and a dense layer.
    pub fn stack(pool: HiddenLayer) -> Made {
        let (kernel, activation) = (3, Activation::Relu);
        let convolution = |channels| HiddenLayer::Convolution {
            channels,
            kernel,
            stride: 1,
            padding: 1,
            activation,
        };
        let units = HiddenLayer::Dense {
            units: 9,
            activation: Activation::Tanh,
        };
        network(&[
            convolution(4),
            pool.clone(),
            HiddenLayer::Dropout { rate: 0.5 },
            convolution(8),
            pool,
            units,
        ])
    }

    pub const MAX: HiddenLayer = HiddenLayer::MaxPool { size: 2, stride: 2 };
    pub const MEAN: HiddenLayer = HiddenLayer::AveragePool { size: 2, stride: 2 };

    /// A picture with paper and ink.
    pub fn picture() -> Vec<f32> {
        let values = Random::new(3).normals(144);
        values.iter().map(|value| value.clamp(0.0, 1.0)).collect()
    }

    #[test]
    fn the_last_level_is_what_the_network_says() {
        for made in [network(&[]), stack(MAX), stack(MEAN)] {
            let model = made.model();
            let (x, mut trace) = (picture(), Trace::default());
            trace.run(model, &x).unwrap();
            let levels = trace.levels(&model).unwrap();
            let mut workspace = Workspace::for_batch(&model, 1);
            let y = model.predict(Input::Rows(&x), &mut workspace);
            for (traced, y) in levels[levels.len() - 1].h.iter().zip(y) {
                assert!((traced - *y).abs() < 1e-5, "{traced} {y}");
            }
        }
    }

    #[test]
    fn joined_pools_have_the_maps_before_them() {
        let (made, mut trace) = (stack(MAX), Trace::default());
        let model = made.model();
        trace.run(model, &picture()).unwrap();
        let levels = trace.levels(&model).unwrap();
        let mut workspace = Workspace::for_batch(&model, 1);
        model.predict(Input::Rows(&picture()), &mut workspace);
        let pooled = workspace.activations(1);
        assert_eq!((levels[1].h.len(), pooled.len()), (12 * 12 * 4, 6 * 6 * 4));
        for (traced, pooled) in levels[2].h.iter().zip(pooled) {
            assert!((traced - pooled).abs() < 1e-5, "{traced} {pooled}");
        }
        assert!(levels[1].z.iter().any(|&z| z < 0.0) && trace.spans()[1].min == 0.0);
    }

    #[test]
    fn other_networks_and_sizes_are_refused_in_words() {
        let mut trace = Trace::default();
        let said = |error: Option<Error>| error.unwrap().to_string();
        assert_eq!(
            said(trace.run(network(&[]).model(), &[0.0; 3]).err()),
            "Inputs of one example: got 3, but 144 are needed."
        );
        trace.run(stack(MAX).model(), &picture()).unwrap();
        assert_eq!(
            said(trace.levels(&network(&[]).model()).err()),
            "Nothing has gone through this network yet: trace an example first."
        );
    }
}
