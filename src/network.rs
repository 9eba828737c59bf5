//! A network: an ordered list of layers over one flat parameter vector.
//!
//! Forward goes through the layers in order, h₀ = x, hₗ = f(hₗ₋₁ Wₗ + bₗ); backward goes the other way with
//! δₗ₋₁ = (δₗ Wₗᵀ) ∘ f′. The gradient is a flat vector too, so an optimiser is a loop over two slices and a snapshot is
//! one copy.

use crate::error::{Error, Result, in_range};
use crate::kernels::matmul::{COLUMNS, Row};
use crate::kernels::reduce::{sum_of_magnitudes, sum_of_squares};
use crate::kernels::sparse::SparseRows;
use crate::pieces::activation::Activation;
use crate::pieces::dense::{Dense, Input};
use crate::pieces::initial::Initial;
use crate::pieces::loss::Loss;
use crate::random::Random;

/// Examples that go through the network at once; larger batches are added up in pieces of this size.
pub const CHUNK: usize = 256;

/// From this many inputs on it pays to look for zeros among them.
const MANY_INPUTS: usize = 32;

/// The most units a hidden layer may have.
pub const MOST_UNITS: usize = 4096;

/// The shape of a network: what must be known before it has weights.
#[derive(Clone, Debug, PartialEq)]
pub struct Architecture {
    pub inputs: usize,
    /// Units and activation of each hidden layer; none makes a logistic unit.
    pub hidden: Vec<(usize, Activation)>,
    pub outputs: usize,
    pub loss: Loss,
    pub initial: Initial,
}

/// Layers, their parameters, and the loss they are trained with.
#[derive(Clone)]
pub struct Network {
    layers: Vec<Dense>,
    loss: Loss,
    /// All weights and biases, layer by layer: W₁, b₁, W₂, b₂, …
    pub parameters: Vec<f32>,
}

impl Network {
    /// A network with weights drawn from `random`.
    pub fn new(architecture: &Architecture, random: &mut Random) -> Result<Self> {
        let layers = dense_layers(architecture)?;
        let count = layers.last().map_or(0, |layer| layer.biases().end);
        let mut network = Self {
            layers,
            loss: architecture.loss,
            parameters: vec![0.0; count],
        };
        for layer in &network.layers {
            let weights = &mut network.parameters[layer.weights()];
            let is_output = layer.biases().end == count;
            architecture
                .initial
                .fill(weights, (layer.inputs, layer.outputs), is_output, random);
        }
        Ok(network)
    }

    pub fn layers(&self) -> &[Dense] {
        &self.layers
    }

    pub fn loss(&self) -> Loss {
        self.loss
    }

    pub fn inputs(&self) -> usize {
        self.layers[0].inputs
    }

    pub fn outputs(&self) -> usize {
        self.layers[self.layers.len() - 1].outputs
    }

    /// Runs `x`, `[batch, inputs]` with batch ≤ [`CHUNK`], through all layers; returns the logits z `[batch, outputs]`.
    pub fn forward<'a>(&self, x: &[f32], workspace: &'a mut Workspace) -> &'a [f32] {
        let batch = x.len() / self.inputs();
        workspace.read_zeros(x, self.inputs());
        let Workspace {
            activations, panel, ..
        } = workspace;
        for (l, layer) in self.layers.iter().enumerate() {
            let (before, after) = activations.split_at_mut(l);
            let input = match before.last() {
                Some(h) => Input::Rows(&h[..batch * layer.inputs]),
                None => first_input(x, &workspace.zeros),
            };
            layer.forward(
                &self.parameters,
                input,
                &mut after[0][..batch * layer.outputs],
                panel,
            );
        }
        activations
            .last()
            .map_or(&[], |z| &z[..batch * self.outputs()])
    }

    /// The outputs y `[batch, outputs]` for `x`.
    pub fn predict<'a>(&self, x: &[f32], workspace: &'a mut Workspace) -> &'a mut [f32] {
        let batch = self.forward(x, workspace).len() / self.outputs();
        self.outputs_of_forward(batch, workspace)
    }

    /// The outputs y of the forward pass that `workspace` holds, of `batch` examples.
    pub fn outputs_of_forward<'a>(
        &self,
        batch: usize,
        workspace: &'a mut Workspace,
    ) -> &'a mut [f32] {
        let (last, count) = (self.layers.len() - 1, batch * self.outputs());
        let y = &mut workspace.deltas[last][..count];
        y.copy_from_slice(&workspace.activations[last][..count]);
        self.loss.forward(y, self.outputs());
        y
    }

    /// Σ E over the rows of `x`, with targets `t` `[batch, outputs]`.
    pub fn total_loss(&self, x: &[f32], t: &[f32], workspace: &mut Workspace) -> f64 {
        let z = self.forward(x, workspace);
        self.loss.total(z, t, self.outputs())
    }

    /// Adds `scale` · ∂(Σ E)/∂parameters to `gradient` and returns Σ E: one forward and one backward pass.
    pub fn accumulate_gradient(
        &self,
        x: &[f32],
        t: &[f32],
        scale: f32,
        gradient: &mut [f32],
        workspace: &mut Workspace,
    ) -> f64 {
        let total = self.total_loss(x, t, workspace);
        let y = self.outputs_of_forward(t.len() / self.outputs(), workspace);
        self.loss.backward(y, t, scale);
        self.propagate_back(x, gradient, workspace);
        total
    }

    /// From δ of the output layer back to the first, adding each layer's gradient on the way.
    fn propagate_back(&self, x: &[f32], gradient: &mut [f32], workspace: &mut Workspace) {
        let batch = x.len() / self.inputs();
        let Workspace {
            activations,
            deltas,
            panel,
            zeros,
        } = workspace;
        for (l, layer) in self.layers.iter().enumerate().rev() {
            let (before, here) = deltas.split_at_mut(l);
            let d = &mut here[0][..batch * layer.outputs];
            let h = &activations[l][..batch * layer.outputs];
            let Some(dx) = before.last_mut() else {
                return layer.backward(gradient, first_input(x, zeros), h, d, panel);
            };
            let input = Input::Rows(&activations[l - 1][..batch * layer.inputs]);
            layer.backward(gradient, input, h, d, panel);
            layer.backward_input(&self.parameters, d, &mut dx[..batch * layer.inputs], panel);
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

/// The layers of an architecture, each knowing where its parameters stand.
fn dense_layers(architecture: &Architecture) -> Result<Vec<Dense>> {
    let mut layers = Vec::with_capacity(architecture.hidden.len() + 1);
    let output = (architecture.outputs, Activation::Identity);
    let (mut inputs, mut start) = (architecture.inputs, 0);
    for &(outputs, activation) in architecture.hidden.iter().chain([&output]) {
        in_range(
            "The number of units in a layer",
            outputs as f64,
            1.0,
            MOST_UNITS as f64,
        )?;
        let layer = Dense {
            inputs,
            outputs,
            activation,
            start,
        };
        (inputs, start) = (outputs, layer.biases().end);
        layers.push(layer);
    }
    if architecture.inputs == 0 {
        return Err(Error::Empty {
            what: "The list of inputs".into(),
        });
    }
    Ok(layers)
}

/// What the first layer reads: the non-zeros where they are few.
fn first_input<'a>(x: &'a [f32], zeros: &'a Option<SparseRows>) -> Input<'a> {
    zeros
        .as_ref()
        .filter(|rows| rows.is_read())
        .map_or(Input::Rows(x), Input::Sparse)
}

/// The buffers of a forward and backward pass, made once for a network.
#[derive(Clone)]
pub struct Workspace {
    /// Outputs h of each layer, `[CHUNK, outputs]`; logits z for the last.
    activations: Vec<Vec<f32>>,
    /// ∂E/∂h, then δ = ∂E/∂z, of each layer.
    deltas: Vec<Vec<f32>>,
    /// Room for the packed side of a matrix product.
    panel: Vec<Row>,
    /// The inputs without their zeros, for networks with many inputs.
    zeros: Option<SparseRows>,
}

impl Workspace {
    pub fn new(network: &Network) -> Self {
        let buffers = || {
            network
                .layers
                .iter()
                .map(|layer| vec![0.0; CHUNK * layer.outputs])
                .collect()
        };
        let sizes = network
            .layers
            .iter()
            .flat_map(|layer| [layer.inputs, layer.outputs]);
        let rows = sizes.max().unwrap_or(0).max(CHUNK);
        let many = network.inputs() >= MANY_INPUTS;
        Self {
            activations: buffers(),
            deltas: buffers(),
            panel: vec![[0.0; COLUMNS]; rows],
            zeros: many.then(|| SparseRows::with_capacity(CHUNK, network.inputs())),
        }
    }

    /// The activations of layer `l` after a forward pass; logits for the last layer.
    pub fn activations(&self, l: usize) -> &[f32] {
        &self.activations[l]
    }

    fn read_zeros(&mut self, x: &[f32], inputs: usize) {
        if let Some(rows) = &mut self.zeros {
            rows.read(x, inputs);
        }
    }
}
