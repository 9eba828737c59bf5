//! One pass through a network with every number written down, forward and backward.
//!
//! Levels are counted from the input: level 0 is x, level l what the l-th layer makes, the last one the outputs.
//!
//! | | forward | backward |
//! | --- | --- | --- |
//! | layer l | z = x W + b, or what its kind makes of x | ∂E/∂W = xᵀ δ, ∂E/∂b = Σ δ, ∂E/∂x = δ Wᵀ |
//! | activation | h = f(z) | δ = ∂E/∂z = ∂E/∂h · f′(z) |
//! | outputs | y = h, E(y, t) | δ from the loss at once |
//!
//! A model's own pass, which has no need of all this, overwrites ∂E/∂h by δ and takes a pool together with the convolution
//! before it; this one goes layer by layer. Nothing is dropped by dropout.

use crate::data::dataset::{check_inputs, check_size};
use crate::error::{Error, Result, in_list};
use crate::network::{Model, Network};
use crate::pieces::activation::Activation;
use crate::pieces::layer::Layer;
use crate::pieces::scratch::Scratch;
use crate::pieces::signals::{Backward, Forward, Input};

/// The levels of some examples, in buffers that are used again from pass to pass.
#[derive(Default)]
pub struct Trace {
    /// The layers that the buffers were made for, and the same without their activations, which make z.
    layers: Vec<Layer>,
    linear: Vec<Layer>,
    batch: usize,
    levels: Vec<Level>,
    gradient: Vec<f32>,
    scratch: Vec<Scratch>,
}

/// What a layer left behind, `[batch, outputs]` each.
#[derive(Default)]
pub struct Level {
    /// The total inputs z before the activation: logits for the last layer. Empty for the input.
    pub z: Vec<f32>,
    /// The outputs h = f(z); for the last layer y.
    pub h: Vec<f32>,
    /// ∂E/∂h. Empty for the last layer, whose δ follows from the loss at once.
    pub dh: Vec<f32>,
    /// δ = ∂E/∂z. Empty for the input.
    pub delta: Vec<f32>,
    /// The winners of max-pooling; 1 for every value that dropout leaves as it is.
    pub saved: Vec<f32>,
}

/// The smallest and largest output of a level.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "page", derive(tsify::Tsify))]
pub struct Span {
    pub min: f32,
    pub max: f32,
}

impl Trace {
    /// Runs one example `x` `[inputs]` forward.
    pub fn run(&mut self, model: Model, x: &[f32]) -> Result<()> {
        check_inputs(x, model.inputs())?;
        self.run_batch(model, x);
        Ok(())
    }

    /// Runs examples `x` `[batch, inputs]` forward.
    pub fn run_batch(&mut self, model: Model, x: &[f32]) {
        let batch = x.len() / model.inputs();
        self.prepare(&model, batch);
        let Some((input, levels)) = self.levels.split_first_mut() else {
            return;
        };
        input.h.copy_from_slice(x);
        let mut x = &input.h;
        let layers = self.layers.iter().zip(&self.linear);
        for (((layer, linear), scratch), level) in layers.zip(&mut self.scratch).zip(levels) {
            let signals = Forward {
                batch,
                x: Input::Rows(x),
                h: &mut level.z,
                saved: &mut level.saved,
                scratch,
            };
            linear.forward(model.parameters, signals, None);
            level.h.copy_from_slice(&level.z);
            if let Some(activation) = layer.activation() {
                activation.forward(&mut level.h);
            }
            x = &level.h;
        }
        if let Some(Level { z, h, .. }) = self.levels.last_mut() {
            model.loss().forward(z, h, model.outputs());
        }
    }

    /// From the loss of the examples that went forward last, with targets `t` `[batch, outputs]`, back to the input; adds
    /// `scale` · ∂(Σ E)/∂parameters to the gradient, and returns Σ E.
    pub fn run_back(&mut self, model: Model, t: &[f32], scale: f32) -> Result<f64> {
        self.check_layers(&model)?;
        let mut total = 0.0;
        if let Some(Level { z, h, delta, .. }) = self.levels.last_mut() {
            check_size("Targets", t.len(), h.len())?;
            total = model.loss().forward_with_total(z, t, h, model.outputs());
            delta.copy_from_slice(h);
            model.loss().backward(delta, t, scale);
        }
        self.send_back(model.parameters);
        Ok(total)
    }

    /// As [`Self::run_back`], with the logit of `class` in the place of E: its δ is 1 there, and 0 at all other outputs.
    pub fn run_back_from_logit(&mut self, model: Model, class: usize) -> Result<()> {
        self.check_layers(&model)?;
        self.clear_gradient(&model);
        if let Some(Level { delta, .. }) = self.levels.last_mut() {
            let classes = delta.iter_mut().enumerate();
            classes.for_each(|(k, delta)| *delta = f32::from(u8::from(k == class)));
        }
        self.send_back(model.parameters);
        Ok(())
    }

    /// From δ of the outputs back to the input, layer by layer.
    fn send_back(&mut self, parameters: &[f32]) {
        self.gradient.resize(parameters.len(), 0.0);
        let layers = self.layers.iter().zip(&self.linear).zip(&mut self.scratch);
        let mut levels = self.levels.iter_mut().rev();
        let mut above = levels.next();
        for (((layer, linear), scratch), before) in layers.rev().zip(levels) {
            let Some(Level {
                z,
                h,
                dh,
                delta,
                saved,
            }) = above
            else {
                return;
            };
            if !dh.is_empty() {
                delta.copy_from_slice(dh);
                let activation = layer.activation().unwrap_or(Activation::Identity);
                activation.backward(h, delta);
            }
            let signals = Backward {
                batch: self.batch,
                x: Input::Rows(&before.h),
                h: z,
                saved,
                d: delta,
                dx: Some(&mut before.dh),
                scratch,
            };
            linear.backward(parameters, &mut self.gradient, signals);
            above = Some(before);
        }
    }

    /// Buffers for `batch` examples of this network.
    fn prepare(&mut self, network: &Network, batch: usize) {
        if self.layers != network.layers() {
            let layers = network.layers();
            *self = Self {
                layers: layers.to_vec(),
                linear: layers.iter().map(Layer::linear).collect(),
                levels: (0..=layers.len()).map(|_| Level::default()).collect(),
                scratch: layers.iter().map(Layer::scratch).collect(),
                gradient: std::mem::take(&mut self.gradient),
                batch,
            };
        }
        self.batch = batch;
        let mut levels = self.levels.iter_mut();
        if let Some(input) = levels.next() {
            input.h.resize(batch * network.inputs(), 0.0);
            input.dh.resize(batch * network.inputs(), 0.0);
        }
        for (level, layer) in levels.zip(&self.layers) {
            level.resize(layer, batch);
        }
        if let Some(outputs) = self.levels.last_mut() {
            outputs.dh.clear();
        }
    }

    fn check_layers(&self, network: &Network) -> Result<()> {
        if self.layers == network.layers() {
            return Ok(());
        }
        let what = "Nothing has gone through this network yet: trace an example first".into();
        Err(Error::Unsuitable { what })
    }

    /// The levels of the last pass; an error where none has gone through these layers.
    pub fn levels(&self, network: &Network) -> Result<&[Level]> {
        self.check_layers(network)?;
        Ok(&self.levels)
    }

    /// The same of a pass of a single example.
    pub fn levels_of_one(&self, network: &Network) -> Result<&[Level]> {
        self.check_layers(network)?;
        check_size("Examples that were traced", self.batch, 1)?;
        Ok(&self.levels)
    }

    /// ∂E/∂parameters as the ways back have added it up.
    pub fn gradient(&self) -> &[f32] {
        &self.gradient
    }

    /// Sets the gradient to zero, to be called before [`Self::run_back`].
    pub fn clear_gradient(&mut self, network: &Network) {
        self.gradient.clear();
        self.gradient.resize(network.parameter_count(), 0.0);
    }

    /// One level of the last pass.
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
    /// Buffers for what `layer` makes of `batch` examples.
    fn resize(&mut self, layer: &Layer, batch: usize) {
        let count = batch * layer.outputs();
        for values in [&mut self.z, &mut self.h, &mut self.dh, &mut self.delta] {
            values.resize(count, 0.0);
        }
        let all = f32::from(u8::from(matches!(layer, Layer::Dropout(_))));
        self.saved.resize(batch * layer.saved(), all);
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
    use crate::pieces::features::Feature;
    use crate::pieces::initial::Initial;
    use crate::pieces::loss::Loss;
    use crate::pieces::shape::{Picture, Shape};
    use crate::random::Random;

    pub struct Made {
        network: Network,
        parameters: Vec<f32>,
    }

    impl Made {
        fn new(architecture: Architecture) -> Self {
            let mut random = Random::new(5);
            let network = Network::new(&architecture).unwrap();
            let mut parameters = network.first_parameters(architecture.initial, &mut random);
            parameters
                .iter_mut()
                .for_each(|p| *p += 0.1 * random.normal());
            Self {
                network,
                parameters,
            }
        }

        pub fn model(&self) -> Model<'_> {
            self.network.with(&self.parameters)
        }
    }

    /// A network of ten classes on pictures of 12 × 12, with biases that are not zero.
    pub fn network(hidden: &[HiddenLayer]) -> Made {
        Made::new(Architecture {
            input: Shape::Picture(Picture {
                height: 12,
                width: 12,
                channels: 1,
            }),
            hidden: hidden.to_vec(),
            outputs: 10,
            loss: Loss::CrossEntropy,
            initial: Initial::He,
        })
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

    /// The loss, y and the gradient by a network's own pass, and by a trace.
    fn both_ways(made: &Made, x: &[f32], t: &[f32]) -> [(f64, Vec<f32>, Vec<f32>); 2] {
        let (model, mut trace) = (made.model(), Trace::default());
        let batch = x.len() / model.inputs();
        let mut workspace = Workspace::for_batch(&model, batch);
        let mut gradient = vec![0.0; model.parameters.len()];
        let input = Input::Rows(x);
        let total = model.accumulate_gradient(input, t, 0.5, &mut gradient, &mut workspace);
        let y = model.predict(input, &mut workspace).to_vec();
        trace.run_batch(model, x);
        trace.clear_gradient(&model);
        let traced = trace.run_back(model, t, 0.5).unwrap();
        let outputs = trace.levels(&model).unwrap().last().unwrap().h.clone();
        [
            (total, y, gradient),
            (traced, outputs, trace.gradient().to_vec()),
        ]
    }

    /// The largest difference, over the largest value.
    fn difference(a: &[f32], b: &[f32]) -> f32 {
        assert_eq!(a.len(), b.len());
        let largest = a.iter().map(|a| a.abs()).fold(1e-6, f32::max);
        let differences = a.iter().zip(b).map(|(a, b)| (a - b).abs());
        differences.fold(0.0, f32::max) / largest
    }

    fn assert_same(made: &Made, tolerance: f32, what: &str) {
        let batch = 5;
        let x = Random::new(3).normals(batch * made.network.inputs());
        let outputs = made.network.outputs();
        let mut t = vec![0.0; batch * outputs];
        for (row, t) in t.chunks_exact_mut(outputs).enumerate() {
            t[row % outputs] = if outputs == 1 { (row % 2) as f32 } else { 1.0 };
        }
        let [fast, traced] = both_ways(made, &x, &t);
        let near = tolerance.max(1e-6);
        let totals = (fast.0 as f32, traced.0 as f32);
        assert!(difference(&[totals.0], &[totals.1]) < near, "{what}");
        assert!(difference(&fast.1, &traced.1) < near, "{what}");
        let error = difference(&fast.2, &traced.2);
        assert!(error <= tolerance, "{what}: {error}");
    }

    const LOSSES: [Loss; 4] = [
        Loss::CrossEntropy,
        Loss::SquaredError,
        Loss::SquaredErrorLinear,
        Loss::Perceptron,
    ];

    #[test]
    fn dense_networks_have_the_bits_of_their_own_pass() {
        for activation in Activation::ALL {
            for (loss, outputs) in LOSSES.into_iter().flat_map(|loss| [(loss, 1), (loss, 3)]) {
                let units = HiddenLayer::Dense {
                    units: 6,
                    activation,
                };
                let features = vec![Feature::X1, Feature::Product, Feature::SinX2];
                let hidden = vec![
                    HiddenLayer::Features { features },
                    units.clone(),
                    HiddenLayer::Dropout { rate: 0.0 },
                    units,
                ];
                let made = Made::new(Architecture {
                    input: Shape::Units(2),
                    hidden,
                    outputs,
                    loss,
                    initial: Initial::Glorot,
                });
                assert_same(&made, 0.0, &format!("{activation:?} {loss:?} {outputs}"));
            }
        }
    }

    #[test]
    fn convolutions_and_pools_have_the_numbers_of_their_own_pass() {
        let overlapping = HiddenLayer::MaxPool { size: 3, stride: 2 };
        for pool in [MAX, MEAN, overlapping] {
            for (activation, kernel) in Activation::ALL.into_iter().zip([3, 5].into_iter().cycle())
            {
                let convolution = |channels, stride| HiddenLayer::Convolution {
                    channels,
                    kernel,
                    stride,
                    padding: kernel / 2,
                    activation,
                };
                let hidden = [
                    convolution(4, 1),
                    pool.clone(),
                    HiddenLayer::Dropout { rate: 0.0 },
                    convolution(8, 1),
                    pool.clone(),
                    HiddenLayer::Flatten,
                ];
                let what = format!("{activation:?} {pool:?}");
                assert_same(&network(&hidden), 1e-4, &what);
                assert_same(&network(&[convolution(3, 2)]), 1e-4, &what);
            }
        }
    }

    #[test]
    fn every_delta_is_its_derivative_by_h_times_the_slope() {
        let (made, mut trace) = (stack(MAX), Trace::default());
        let (model, mut t) = (made.model(), [0.0; 10]);
        t[4] = 1.0;
        trace.run(model, &picture()).unwrap();
        trace.clear_gradient(&model);
        trace.run_back(model, &t, 1.0).unwrap();
        let levels = trace.levels(&model).unwrap();
        for (layer, level) in model.layers().iter().zip(&levels[1..]).take(6) {
            let mut delta = level.dh.clone();
            if let Some(activation) = layer.activation() {
                activation.backward(&level.h, &mut delta);
            }
            assert_eq!(delta, level.delta);
            assert!(delta.iter().any(|&delta| delta != 0.0));
        }
        let outputs = &levels[7];
        let errors = outputs.h.iter().zip(&t).map(|(y, t)| y - t);
        assert!(outputs.dh.is_empty() && outputs.delta.iter().copied().eq(errors));
    }

    #[test]
    fn other_networks_and_sizes_are_refused_in_words() {
        let mut trace = Trace::default();
        let refusal = |error: Option<Error>| error.unwrap().to_string();
        assert_eq!(
            refusal(trace.run(network(&[]).model(), &[0.0; 3]).err()),
            "Inputs of one example: got 3, but 144 are needed."
        );
        trace.run(stack(MAX).model(), &picture()).unwrap();
        assert_eq!(
            refusal(trace.levels(&network(&[]).model()).err()),
            "Nothing has gone through this network yet: trace an example first."
        );
    }
}
