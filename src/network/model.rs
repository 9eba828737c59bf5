//! A network with its parameters, which computes.
//!
//! Forward goes through the layers in order, each making its h from the one before; backward goes the other way, each layer
//! turning ∂E/∂h into ∂E/∂x and adding its own gradient on the way. The gradient is a flat vector as the parameters are, so an
//! optimiser is a loop over two slices and a snapshot is one copy.

use std::ops::Deref;

use super::structure::Network;
use super::workspace::Workspace;
use crate::kernels::reduce::{sum_of_magnitudes, sum_of_squares};
use crate::pieces::layer::Layer;
use crate::pieces::signals::{Backward, Input};

/// A network and the parameters that it has at the moment: all weights and biases, layer by layer, W₁, b₁, W₂, b₂, …
///
/// What a network can be asked, a model can be asked too.
///
/// ```
/// # let (input, loss, initial) = (gradual::Shape::Units(2), gradual::Loss::CrossEntropy, gradual::Initial::Zero);
/// # let architecture = gradual::Architecture { input, hidden: Vec::new(), outputs: 1, loss, initial };
/// # let unit = gradual::Network::new(&architecture)?;
/// use gradual::{Input, Workspace};
///
/// let model = unit.with(&[2.0, -1.0, 0.5]); // a logistic unit: two weights and a bias
/// let mut workspace = Workspace::new(&unit);
/// let y = model.predict(Input::Rows(&[3.0, 1.0]), &mut workspace); // of z = 6 − 1 + 0.5
/// assert!((y[0] - 0.9959).abs() < 1e-4);
/// assert_eq!(model.inputs(), 2); // as the network says
/// # Ok::<(), gradual::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Model<'a> {
    /// The layers, and the loss they are trained with.
    pub network: &'a Network,
    /// All weights and biases, as many as [`Network::parameter_count`].
    pub parameters: &'a [f32],
}

impl Deref for Model<'_> {
    type Target = Network;

    fn deref(&self) -> &Network {
        self.network
    }
}

impl Network {
    /// The network with these parameters, of which it needs [`Self::parameter_count`]: with fewer, the model panics when it is used.
    ///
    /// ```
    /// # let (input, loss, initial) = (gradual::Shape::Units(2), gradual::Loss::CrossEntropy, gradual::Initial::Zero);
    /// # let architecture = gradual::Architecture { input, hidden: Vec::new(), outputs: 1, loss, initial };
    /// # let unit = gradual::Network::new(&architecture)?;
    /// let model = unit.with(&[2.0, -1.0, 0.5]);
    /// assert_eq!((model.parameters[2], model.inputs()), (0.5, 2));
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn with<'a>(&'a self, parameters: &'a [f32]) -> Model<'a> {
        Model {
            network: self,
            parameters,
        }
    }
}

impl Network {
    /// [`Model::accumulate_gradient`] where plain descent follows: parameters that [`Self::moved_at_once`] tells of go by
    /// −`rate` · `scale` · ∂(Σ E)/∂w at once, and their gradient is left as it is. To the same bits, some passes over them less.
    ///
    /// ```
    /// # let (input, loss, initial) = (gradual::Shape::Units(2), gradual::Loss::CrossEntropy, gradual::Initial::Zero);
    /// # let architecture = gradual::Architecture { input, hidden: Vec::new(), outputs: 1, loss, initial };
    /// # let unit = gradual::Network::new(&architecture)?;
    /// use gradual::{Input, Workspace};
    ///
    /// let (mut parameters, mut gradient) = ([2.0, -1.0, 0.5], [0.0; 3]);
    /// let (x, t, mut workspace) = (Input::Rows(&[0.0, 0.5]), [1.0], Workspace::new(&unit));
    /// unit.descend(&mut parameters, (x, &t), (1.0, 0.1), &mut gradient, &mut workspace);
    /// assert_eq!(unit.moved_at_once(x), 0); // these are no pictures: the whole gradient is there to follow
    /// assert_eq!((parameters, gradient), ([2.0, -1.0, 0.5], [0.0, -0.25, -0.5]));
    /// # Ok::<(), gradual::Error>(())
    /// ```
    ///
    /// # Panics
    ///
    /// Panics where [`Model::accumulate_gradient`] does.
    pub fn descend(
        &self,
        parameters: &mut [f32],
        (input, t): (Input, &[f32]),
        (scale, rate): (f32, f32),
        gradient: &mut [f32],
        workspace: &mut Workspace,
    ) -> f64 {
        let total = self.with(parameters).start_back(input, t, scale, workspace);
        self.propagate_back(input, workspace, |layer, signals| match layer {
            Layer::Dense(dense) if dense.descends(signals.x) => {
                dense.descend(parameters, gradient, rate, signals);
            }
            _ => layer.backward(parameters, gradient, signals),
        });
        total
    }

    /// How many parameters, the first ones, [`Self::descend`] moves at once: the weights that non-zeros go through, where they are
    /// many.
    ///
    /// ```
    /// # let (loss, initial) = (gradual::Loss::CrossEntropy, gradual::Initial::Zero);
    /// # let hidden = vec![gradual::HiddenLayer::Dense { units: 20, activation: gradual::Activation::Relu }];
    /// # let architecture = gradual::Architecture { input: gradual::Shape::Units(784), hidden, outputs: 10, loss, initial };
    /// # let network = gradual::Network::new(&architecture)?;
    /// use gradual::Input;
    /// use gradual::kernels::sparse::NonZeros;
    ///
    /// let pictures = NonZeros::with_capacity(1, 784);
    /// assert_eq!(network.moved_at_once(Input::NonZeros(&pictures)), 784 * 20);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn moved_at_once(&self, input: Input) -> usize {
        match self.fused().first() {
            Some(Layer::Dense(first)) if first.descends(input) => first.weights().end,
            _ => 0,
        }
    }

    /// From δ of the output layer back to the first, each layer with what is around it.
    #[inline]
    fn propagate_back(
        &self,
        input: Input,
        workspace: &mut Workspace,
        mut visit: impl FnMut(&Layer, Backward),
    ) {
        let batch = input.batch(self.inputs());
        let layers = self.fused().iter().zip(&mut workspace.buffers);
        let mut layers = layers.rev().peekable();
        while let Some((layer, buffers)) = layers.next() {
            let (x, dx) = match layers.peek_mut() {
                Some((_, before)) => before.h_and_d(batch),
                None => (input, None),
            };
            visit(layer, buffers.backward(batch, x, dx));
        }
    }
}

impl Model<'_> {
    /// Runs a batch of at most [`Network::chunk`] examples through all layers; returns the logits z `[batch, outputs]`.
    ///
    /// ```
    /// # let (input, loss, initial) = (gradual::Shape::Units(2), gradual::Loss::CrossEntropy, gradual::Initial::Zero);
    /// # let architecture = gradual::Architecture { input, hidden: Vec::new(), outputs: 1, loss, initial };
    /// # let unit = gradual::Network::new(&architecture)?;
    /// use gradual::{Input, Workspace};
    ///
    /// let model = unit.with(&[2.0, -1.0, 0.5]);
    /// let mut workspace = Workspace::new(&unit);
    /// let z = model.forward(Input::Rows(&[1.0, 1.0, 0.0, 3.0]), &mut workspace);
    /// assert_eq!(z, [2.0 - 1.0 + 0.5, -3.0 + 0.5]); // w₁ x₁ + w₂ x₂ + b of two examples
    /// # Ok::<(), gradual::Error>(())
    /// ```
    ///
    /// # Panics
    ///
    /// Panics where the batch is larger than `workspace` has room for, where the model has fewer parameters than the network,
    /// and where non-zeros come to a network whose first layer is not dense. A workspace that was made for another network, and
    /// inputs that are no whole number of examples, may make it panic too, or give numbers that mean nothing.
    #[inline]
    pub fn forward<'a>(&self, input: Input, workspace: &'a mut Workspace) -> &'a [f32] {
        self.run(input, workspace, false);
        workspace.logits(input.batch(self.inputs()) * self.outputs())
    }

    #[inline]
    fn run(&self, input: Input, workspace: &mut Workspace, training: bool) {
        let batch = input.batch(self.inputs());
        let Workspace {
            buffers, random, ..
        } = workspace;
        let mut x = input;
        for (layer, buffers) in self.network.fused().iter().zip(buffers) {
            let random = training.then_some(&mut *random);
            layer.forward(self.parameters, buffers.forward(batch, x), random);
            x = buffers.h(batch);
        }
    }

    /// The outputs y `[batch, outputs]` for a batch.
    ///
    /// ```
    /// # let (input, loss, initial) = (gradual::Shape::Units(2), gradual::Loss::CrossEntropy, gradual::Initial::Zero);
    /// # let architecture = gradual::Architecture { input, hidden: Vec::new(), outputs: 1, loss, initial };
    /// # let unit = gradual::Network::new(&architecture)?;
    /// use gradual::{Input, Workspace};
    ///
    /// let model = unit.with(&[2.0, -1.0, 0.5]);
    /// let mut workspace = Workspace::new(&unit);
    /// let y = model.predict(Input::Rows(&[0.0, 0.5]), &mut workspace);
    /// assert_eq!(y, [0.5]); // the sigmoid of z = 0
    /// # Ok::<(), gradual::Error>(())
    /// ```
    ///
    /// # Panics
    ///
    /// Panics where [`Self::forward`] does.
    #[inline]
    pub fn predict<'a>(&self, input: Input, workspace: &'a mut Workspace) -> &'a mut [f32] {
        self.run(input, workspace, false);
        let (z, y) = workspace.outputs(input.batch(self.inputs()) * self.outputs());
        self.loss().forward(z, y, self.outputs());
        y
    }

    /// Σ E over a batch with targets `t` `[batch, outputs]`; the outputs y are left in `workspace`.
    ///
    /// ```
    /// # let (input, loss, initial) = (gradual::Shape::Units(2), gradual::Loss::CrossEntropy, gradual::Initial::Zero);
    /// # let architecture = gradual::Architecture { input, hidden: Vec::new(), outputs: 1, loss, initial };
    /// # let unit = gradual::Network::new(&architecture)?;
    /// use gradual::{Input, Workspace};
    ///
    /// let model = unit.with(&[2.0, -1.0, 0.5]);
    /// let mut workspace = Workspace::new(&unit);
    /// let loss = model.total_loss(Input::Rows(&[0.0, 0.5]), &[1.0], &mut workspace);
    /// assert!((loss - 2.0_f64.ln()).abs() < 1e-6); // −ln ½
    /// assert_eq!(workspace.y(1), [0.5]);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    ///
    /// # Panics
    ///
    /// Panics where [`Self::forward`] does, and where there are more targets than `workspace` has room for outputs. Where they
    /// are not `[batch, outputs]`, the sum means nothing.
    pub fn total_loss(&self, input: Input, t: &[f32], workspace: &mut Workspace) -> f64 {
        self.run(input, workspace, false);
        let (z, y) = workspace.outputs(t.len());
        self.loss().forward_with_total(z, t, y, self.outputs())
    }

    /// Adds `scale` · ∂(Σ E)/∂parameters to `gradient` and returns Σ E: one forward and one backward pass, in training mode.
    ///
    /// ```
    /// # let (input, loss, initial) = (gradual::Shape::Units(2), gradual::Loss::CrossEntropy, gradual::Initial::Zero);
    /// # let architecture = gradual::Architecture { input, hidden: Vec::new(), outputs: 1, loss, initial };
    /// # let unit = gradual::Network::new(&architecture)?;
    /// use gradual::{Input, Workspace};
    ///
    /// let (model, mut workspace) = (unit.with(&[2.0, -1.0, 0.5]), Workspace::new(&unit));
    /// let (x, t, mut gradient) = ([0.0, 0.5], [1.0], [0.0; 3]);
    /// model.accumulate_gradient(Input::Rows(&x), &t, 1.0, &mut gradient, &mut workspace);
    /// let delta = 0.5 - 1.0; // y − t
    /// assert_eq!(gradient, [delta * x[0], delta * x[1], delta]);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    ///
    /// # Panics
    ///
    /// Panics where [`Self::total_loss`] does, and where `gradient` is shorter than [`Network::parameter_count`].
    pub fn accumulate_gradient(
        &self,
        input: Input,
        t: &[f32],
        scale: f32,
        gradient: &mut [f32],
        workspace: &mut Workspace,
    ) -> f64 {
        let total = self.start_back(input, t, scale, workspace);
        let (network, parameters) = (self.network, self.parameters);
        network.propagate_back(input, workspace, |layer, signals| {
            layer.backward(parameters, gradient, signals);
        });
        total
    }

    /// Σ E, with `scale` · δ of the output layer left in `workspace`.
    #[inline]
    fn start_back(&self, input: Input, t: &[f32], scale: f32, workspace: &mut Workspace) -> f64 {
        self.run(input, workspace, true);
        let (z, y) = workspace.outputs(t.len());
        let total = self.loss().forward_with_total(z, t, y, self.outputs());
        self.loss().backward(y, t, scale);
        total
    }

    /// λ₁ Σ|w| + ½ λ₂ Σ w², over the weights without the biases.
    ///
    /// ```
    /// # let (input, loss, initial) = (gradual::Shape::Units(2), gradual::Loss::CrossEntropy, gradual::Initial::Zero);
    /// # let architecture = gradual::Architecture { input, hidden: Vec::new(), outputs: 1, loss, initial };
    /// # let unit = gradual::Network::new(&architecture)?;
    /// let model = unit.with(&[2.0, -1.0, 0.5]); // the last one is the bias
    /// assert_eq!(model.penalty(1.0, 0.0), 2.0 + 1.0);
    /// assert_eq!(model.penalty(0.0, 1.0), 0.5 * (4.0 + 1.0));
    /// # Ok::<(), gradual::Error>(())
    /// ```
    ///
    /// # Panics
    ///
    /// Panics where a weight of the network has no place among the parameters.
    pub fn penalty(&self, l1: f32, l2: f32) -> f64 {
        let weights = self
            .layers()
            .iter()
            .map(|layer| &self.parameters[layer.weights()]);
        weights
            .map(|w| f64::from(l1 * sum_of_magnitudes(w)) + f64::from(0.5 * l2 * sum_of_squares(w)))
            .sum()
    }

    /// Adds the penalty's gradient, λ₁ sign w + λ₂ w.
    ///
    /// ```
    /// # let (input, loss, initial) = (gradual::Shape::Units(2), gradual::Loss::CrossEntropy, gradual::Initial::Zero);
    /// # let architecture = gradual::Architecture { input, hidden: Vec::new(), outputs: 1, loss, initial };
    /// # let unit = gradual::Network::new(&architecture)?;
    /// let mut gradient = [0.0; 3];
    /// unit.with(&[2.0, -1.0, 0.5]).accumulate_penalty(0.0, 0.1, &mut gradient);
    /// assert_eq!(gradient, [0.2, -0.1, 0.0]);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    ///
    /// # Panics
    ///
    /// Panics where a weight of the network has no place among the parameters or in `gradient`, unless λ₁ and λ₂ are 0.
    pub fn accumulate_penalty(&self, l1: f32, l2: f32, gradient: &mut [f32]) {
        if l1 == 0.0 && l2 == 0.0 {
            return;
        }
        for layer in self.layers() {
            let weights = &self.parameters[layer.weights()];
            for (g, &w) in gradient[layer.weights()].iter_mut().zip(weights) {
                let sign = if w == 0.0 { 0.0 } else { w.signum() };
                *g += l1 * sign + l2 * w;
            }
        }
    }
}
