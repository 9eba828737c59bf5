//! A network: an ordered list of layers over one flat parameter vector, which belongs to whoever trains it. Together they are
//! a [`Model`], which computes.
//!
//! Forward goes through the layers in order, each making its h from the one before; backward goes the other way, each layer
//! turning ∂E/∂h into ∂E/∂x and adding its own gradient on the way. The gradient is a flat vector too, so an optimiser is a
//! loop over two slices and a snapshot is one copy.

use std::ops::Deref;

use crate::architecture::{Architecture, chunk};
use crate::error::Result;
use crate::kernels::reduce::{sum_of_magnitudes, sum_of_squares};
use crate::pieces::initial::Initial;
use crate::pieces::layer::Layer;
use crate::pieces::loss::Loss;
use crate::pieces::room::Room;
use crate::pieces::signals::{Backward, Forward, Input};
use crate::random::Random;

/// From this many inputs on it pays to leave out zeros among them.
const MANY_INPUTS: usize = 32;

/// Layers, and the loss they are trained with.
#[derive(Clone)]
pub struct Network {
    layers: Vec<Layer>,
    stages: Vec<Stage>,
    loss: Loss,
    chunk: usize,
}

/// A network and the parameters that it has at the moment: all weights and biases, layer by layer, W₁, b₁, W₂, b₂, …
///
/// What a network can be asked, a model can be asked too.
#[derive(Clone, Copy)]
pub struct Model<'a> {
    pub network: &'a Network,
    pub parameters: &'a [f32],
}

impl Deref for Model<'_> {
    type Target = Network;

    fn deref(&self) -> &Network {
        self.network
    }
}

/// A step of a pass: a layer, or a convolution with the pool behind it.
#[derive(Clone, Copy)]
struct Stage {
    layer: usize,
    /// The layer whose output this stage leaves: the same, or the pool.
    out: usize,
}

impl Network {
    pub fn new(architecture: &Architecture) -> Result<Self> {
        let layers = architecture.layers()?;
        Ok(Self {
            stages: stages(&layers),
            chunk: chunk(&layers),
            layers,
            loss: architecture.loss,
        })
    }

    /// The network with these parameters, of which it needs [`Self::parameter_count`].
    pub fn with<'a>(&'a self, parameters: &'a [f32]) -> Model<'a> {
        Model {
            network: self,
            parameters,
        }
    }

    /// How many weights and biases it has.
    pub fn parameter_count(&self) -> usize {
        self.layers.last().map_or(0, |layer| layer.biases().end)
    }

    /// First parameters, with weights drawn from `random`.
    pub fn first_parameters(&self, initial: Initial, random: &mut Random) -> Vec<f32> {
        let mut parameters = vec![0.0; self.parameter_count()];
        for layer in &self.layers {
            let is_output = layer.biases().end == parameters.len();
            let hidden = layer.activation().filter(|_| !is_output);
            let weights = &mut parameters[layer.weights()];
            initial.fill(weights, layer.fan(), hidden, random);
        }
        parameters
    }

    pub fn layers(&self) -> &[Layer] {
        &self.layers
    }

    pub fn loss(&self) -> Loss {
        self.loss
    }

    pub fn inputs(&self) -> usize {
        self.layers[0].inputs()
    }

    pub fn outputs(&self) -> usize {
        self.layers[self.layers.len() - 1].outputs()
    }

    /// The most examples that may go through at once.
    pub fn chunk(&self) -> usize {
        self.chunk
    }

    /// Whether the network can read lists of non-zeros, and has so many inputs that this pays.
    pub fn reads_non_zeros(&self) -> bool {
        matches!(self.layers[0], Layer::Dense(_)) && self.inputs() >= MANY_INPUTS
    }

    /// Whether training draws random numbers, for dropout.
    pub fn draws(&self) -> bool {
        let is_dropout = |layer: &Layer| matches!(layer, Layer::Dropout(_));
        self.layers.iter().any(is_dropout)
    }
}

impl Model<'_> {
    /// Runs a batch of at most [`Network::chunk`] examples through all layers; returns the logits z `[batch, outputs]`.
    pub fn forward<'a>(&self, input: Input, workspace: &'a mut Workspace) -> &'a [f32] {
        self.run(input, workspace, false);
        workspace.logits(input.batch(self.inputs()) * self.outputs())
    }

    fn run(&self, input: Input, workspace: &mut Workspace, training: bool) {
        let batch = input.batch(self.inputs());
        let Workspace {
            signals,
            rooms,
            random,
            ..
        } = workspace;
        for stage in &self.stages {
            let layer = &self.layers[stage.layer];
            let (before, here) = signals.split_at_mut(stage.layer);
            let out = &mut here[stage.out - stage.layer];
            let signals = Forward {
                batch,
                x: before.last().map_or(input, |signal| signal.read(batch)),
                h: &mut out.h[..batch * out.values],
                kept: &mut out.kept[..batch * self.layers[stage.out].kept()],
            };
            let random = training.then_some(&mut *random);
            layer.forward(self.parameters, signals, &mut rooms[stage.layer], random);
        }
    }

    /// The outputs y `[batch, outputs]` for a batch.
    pub fn predict<'a>(&self, input: Input, workspace: &'a mut Workspace) -> &'a mut [f32] {
        self.run(input, workspace, false);
        let (z, y) = workspace.outputs(input.batch(self.inputs()) * self.outputs());
        self.loss.forward(z, y, self.outputs());
        y
    }

    /// Σ E over a batch with targets `t` `[batch, outputs]`; the outputs y are left in `workspace`.
    pub fn total_loss(&self, input: Input, t: &[f32], workspace: &mut Workspace) -> f64 {
        self.run(input, workspace, false);
        let (z, y) = workspace.outputs(t.len());
        self.loss.forward_with_total(z, t, y, self.outputs())
    }

    /// Adds `scale` · ∂(Σ E)/∂parameters to `gradient` and returns Σ E: one forward and one backward pass, in training mode.
    pub fn accumulate_gradient(
        &self,
        input: Input,
        t: &[f32],
        scale: f32,
        gradient: &mut [f32],
        workspace: &mut Workspace,
    ) -> f64 {
        self.run(input, workspace, true);
        let (z, y) = workspace.outputs(t.len());
        let total = self.loss.forward_with_total(z, t, y, self.outputs());
        self.loss.backward(y, t, scale);
        self.propagate_back(input, gradient, workspace);
        total
    }

    /// From δ of the output layer back to the first, adding each layer's gradient on the way.
    fn propagate_back(&self, input: Input, gradient: &mut [f32], workspace: &mut Workspace) {
        let batch = input.batch(self.inputs());
        let Workspace { signals, rooms, .. } = workspace;
        for stage in self.stages.iter().rev() {
            let layer = &self.layers[stage.layer];
            let (before, here) = signals.split_at_mut(stage.layer);
            let out = &mut here[stage.out - stage.layer];
            let (x, dx) = match before.last_mut() {
                Some(Signal { values, h, d, .. }) => {
                    let count = batch * *values;
                    (Input::Rows(&h[..count]), Some(&mut d[..count]))
                }
                None => (input, None),
            };
            let signals = Backward {
                batch,
                x,
                h: &out.h[..batch * out.values],
                kept: &out.kept[..batch * self.layers[stage.out].kept()],
                d: &mut out.d[..batch * out.values],
                dx,
            };
            layer.backward(self.parameters, gradient, signals, &mut rooms[stage.layer]);
        }
    }

    /// λ₁ Σ|w| + ½ λ₂ Σ w², over the weights without the biases.
    pub fn penalty(&self, l1: f32, l2: f32) -> f64 {
        let weights = self
            .layers
            .iter()
            .map(|layer| &self.parameters[layer.weights()]);
        weights
            .map(|w| f64::from(l1 * sum_of_magnitudes(w)) + f64::from(0.5 * l2 * sum_of_squares(w)))
            .sum()
    }

    /// Adds the penalty's gradient, λ₁ sign w + λ₂ w.
    pub fn accumulate_penalty(&self, l1: f32, l2: f32, gradient: &mut [f32]) {
        if l1 == 0.0 && l2 == 0.0 {
            return;
        }
        for layer in &self.layers {
            let weights = &self.parameters[layer.weights()];
            for (g, &w) in gradient[layer.weights()].iter_mut().zip(weights) {
                let sign = if w == 0.0 { 0.0 } else { w.signum() };
                *g += l1 * sign + l2 * w;
            }
        }
    }
}

fn stages(layers: &[Layer]) -> Vec<Stage> {
    let mut stages: Vec<Stage> = Vec::with_capacity(layers.len());
    while let layer = stages.last().map_or(0, |stage| stage.out + 1)
        && layer < layers.len()
    {
        let joined = layers[layer].joins(layers.get(layer + 1));
        stages.push(Stage {
            layer,
            out: layer + usize::from(joined),
        });
    }
    stages
}

/// The buffers of a forward and backward pass, made once for a network.
#[derive(Clone)]
pub struct Workspace {
    signals: Vec<Signal>,
    rooms: Vec<Room>,
    /// Draws the masks of dropout.
    random: Random,
}

/// What a layer leaves behind, for a batch.
#[derive(Clone)]
struct Signal {
    /// Values of one example.
    values: usize,
    /// Outputs h `[batch, values]`; logits z for the last layer.
    h: Vec<f32>,
    /// ∂E/∂h, then δ = ∂E/∂z; for the last layer the outputs y first.
    d: Vec<f32>,
    /// The winners of max-pooling, the mask of dropout.
    kept: Vec<f32>,
}

impl Signal {
    fn read(&self, batch: usize) -> Input<'_> {
        Input::Rows(&self.h[..batch * self.values])
    }
}

impl Workspace {
    /// Room for as many examples as may go through the network at once.
    pub fn new(network: &Network) -> Self {
        Self::for_batch(network, network.chunk())
    }

    /// Room for at most `batch` examples at once.
    pub fn for_batch(network: &Network, batch: usize) -> Self {
        let signal = |(l, layer): (usize, &Layer)| {
            // What goes on into a pool at once is never written down.
            let stays = network.stages.iter().any(|stage| stage.out == l);
            let values = if stays { layer.outputs() } else { 0 };
            Signal {
                values,
                h: vec![0.0; batch * values],
                d: vec![0.0; batch * values],
                kept: vec![0.0; batch * layer.kept()],
            }
        };
        Self {
            signals: network.layers.iter().enumerate().map(signal).collect(),
            rooms: network.layers.iter().map(Layer::room).collect(),
            random: Random::new(0),
        }
    }

    /// The random numbers that the next training passes draw for dropout.
    pub fn set_random(&mut self, random: Random) {
        self.random = random;
    }

    /// The outputs h of layer `l` after a forward pass, example by example; logits for the last layer. Empty for a
    /// convolution whose pool was taken at once.
    pub fn activations(&self, l: usize) -> &[f32] {
        &self.signals[l].h
    }

    /// The first `count` outputs y of the last layer, made by [`Model::predict`] or [`Model::total_loss`].
    pub fn y(&self, count: usize) -> &[f32] {
        self.signals.last().map_or(&[], |signal| &signal.d[..count])
    }

    fn logits(&self, count: usize) -> &[f32] {
        self.signals.last().map_or(&[], |signal| &signal.h[..count])
    }

    /// The first `count` logits z, and where the outputs y are to be.
    fn outputs(&mut self, count: usize) -> (&[f32], &mut [f32]) {
        match self.signals.last_mut() {
            Some(Signal { h, d, .. }) => (&h[..count], &mut d[..count]),
            None => (&[], &mut []),
        }
    }
}
