//! What a pass through a network writes into.

use super::structure::Network;
use crate::pieces::layer::Layer;
use crate::pieces::scratch::Scratch;
use crate::pieces::signals::{Backward, Forward, Input};
use crate::random::Random;

/// The buffers of a forward and backward pass, made once for a network.
///
/// ```
/// # let hidden = vec![gradual::HiddenLayer::Dense { units: 4, activation: gradual::Activation::Tanh }];
/// # let (input, loss, initial) = (gradual::Shape::Units(2), gradual::Loss::CrossEntropy, gradual::Initial::Glorot);
/// # let architecture = gradual::Architecture { input, hidden, outputs: 1, loss, initial };
/// # let network = gradual::Network::new(&architecture)?;
/// use gradual::{Input, Workspace};
///
/// let parameters = vec![0.0; network.parameter_count()];
/// let mut workspace = Workspace::new(&network); // once; passes then allocate nothing
/// for x in [[0.0, 1.0], [1.0, 0.0]] {
///     let y = network.with(&parameters).predict(Input::Rows(&x), &mut workspace);
///     assert_eq!(y, [0.5]);
/// }
/// # Ok::<(), gradual::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Workspace {
    /// The layers and the number of examples that they were made for.
    layers: Vec<Layer>,
    batch: usize,
    pub(super) buffers: Vec<Buffers>,
    /// Draws the masks of dropout.
    pub(super) random: Random,
}

/// What a layer leaves behind, for a batch.
#[derive(Clone, Debug)]
pub(super) struct Buffers {
    /// The number of the layer whose outputs these are.
    layer: usize,
    /// Values of one example in `h` and `d`, and in `saved`.
    outputs: usize,
    saves: usize,
    /// Outputs h `[batch, outputs]`; logits z for the last layer.
    h: Vec<f32>,
    /// ∂E/∂h, then δ = ∂E/∂z; for the last layer the outputs y first.
    d: Vec<f32>,
    /// The winners of max-pooling, the mask of dropout.
    saved: Vec<f32>,
    scratch: Scratch,
}

impl Buffers {
    fn new(layer: &Layer, number: usize, batch: usize) -> Self {
        Self {
            layer: number,
            outputs: layer.outputs(),
            saves: layer.saved(),
            h: vec![0.0; batch * layer.outputs()],
            d: vec![0.0; batch * layer.outputs()],
            saved: vec![0.0; batch * layer.saved()],
            scratch: layer.scratch(),
        }
    }

    /// For a forward pass of a batch whose inputs are `x`.
    pub fn forward<'a>(&'a mut self, batch: usize, x: Input<'a>) -> Forward<'a> {
        Forward {
            batch,
            x,
            h: &mut self.h[..batch * self.outputs],
            saved: &mut self.saved[..batch * self.saves],
            scratch: &mut self.scratch,
        }
    }

    /// For a backward pass of a batch whose inputs are `x`, and ∂E/∂x wanted in `dx`.
    pub fn backward<'a>(
        &'a mut self,
        batch: usize,
        x: Input<'a>,
        dx: Option<&'a mut [f32]>,
    ) -> Backward<'a> {
        Backward {
            batch,
            x,
            h: &self.h[..batch * self.outputs],
            saved: &self.saved[..batch * self.saves],
            d: &mut self.d[..batch * self.outputs],
            dx,
            scratch: &mut self.scratch,
        }
    }

    /// The outputs of a batch, for the layer behind to read.
    pub fn h(&self, batch: usize) -> Input<'_> {
        Input::Rows(&self.h[..batch * self.outputs])
    }

    /// The same, and where that layer writes ∂E/∂h.
    pub fn h_and_d(&mut self, batch: usize) -> (Input<'_>, Option<&mut [f32]>) {
        let values = ..batch * self.outputs;
        (Input::Rows(&self.h[values]), Some(&mut self.d[values]))
    }
}

impl Workspace {
    /// Buffers for as many examples as may go through the network at once.
    ///
    /// ```
    /// # let hidden = vec![gradual::HiddenLayer::Dense { units: 4, activation: gradual::Activation::Tanh }];
    /// # let (input, loss, initial) = (gradual::Shape::Units(2), gradual::Loss::CrossEntropy, gradual::Initial::Glorot);
    /// # let architecture = gradual::Architecture { input, hidden, outputs: 1, loss, initial };
    /// # let network = gradual::Network::new(&architecture)?;
    /// let mut workspace = gradual::Workspace::new(&network);
    /// let (x, parameters) = (vec![0.0; 2 * network.chunk()], vec![0.0; network.parameter_count()]);
    /// let y = network.with(&parameters).predict(gradual::Input::Rows(&x), &mut workspace);
    /// assert_eq!(y.len(), network.chunk());
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn new(network: &Network) -> Self {
        Self::for_batch(network, network.chunk())
    }

    /// Buffers for at most `batch` examples at once.
    ///
    /// ```
    /// # let hidden = vec![gradual::HiddenLayer::Dense { units: 4, activation: gradual::Activation::Tanh }];
    /// # let (input, loss, initial) = (gradual::Shape::Units(2), gradual::Loss::CrossEntropy, gradual::Initial::Glorot);
    /// # let architecture = gradual::Architecture { input, hidden, outputs: 1, loss, initial };
    /// # let network = gradual::Network::new(&architecture)?;
    /// use gradual::{Input, Workspace};
    ///
    /// let mut small = Workspace::for_batch(&network, 1); // one example at a time
    /// let parameters = vec![0.0; network.parameter_count()];
    /// assert_eq!(network.with(&parameters).predict(Input::Rows(&[1.0, 2.0]), &mut small), [0.5]);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn for_batch(network: &Network, batch: usize) -> Self {
        let mut count = 0;
        let buffers = network.fused().iter().map(|layer| {
            count += layer.count();
            Buffers::new(layer, count - 1, batch)
        });
        Self {
            buffers: buffers.collect(),
            layers: network.fused().to_vec(),
            batch,
            random: Random::default(),
        }
    }

    /// Makes the buffers anew unless they were made for just these layers and at least `batch` examples. Whoever looks at one
    /// network after another keeps a workspace and calls this before each pass.
    ///
    /// ```
    /// # let hidden = vec![gradual::HiddenLayer::Dense { units: 4, activation: gradual::Activation::Tanh }];
    /// # let (input, loss, initial) = (gradual::Shape::Units(2), gradual::Loss::CrossEntropy, gradual::Initial::Glorot);
    /// # let architecture = gradual::Architecture { input, hidden, outputs: 1, loss, initial };
    /// # let network = gradual::Network::new(&architecture)?;
    /// # let (input, loss, initial) = (gradual::Shape::Units(2), gradual::Loss::CrossEntropy, gradual::Initial::Zero);
    /// # let architecture = gradual::Architecture { input, hidden: Vec::new(), outputs: 1, loss, initial };
    /// # let unit = gradual::Network::new(&architecture)?;
    /// use gradual::{Input, Workspace};
    ///
    /// let mut workspace = Workspace::default(); // made for no network yet
    /// for network in [&network, &unit] {
    ///     let parameters = vec![0.0; network.parameter_count()];
    ///     let y = network.with(&parameters).predict(Input::Rows(&[1.0, 2.0]), workspace.fit(network, 1));
    ///     assert_eq!(y, [0.5]);
    /// }
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn fit(&mut self, network: &Network, batch: usize) -> &mut Self {
        if self.layers != network.fused() || self.batch < batch {
            *self = Self::for_batch(network, batch);
        }
        self
    }

    /// Makes room for the way back to inputs like these, so that none is asked for in training.
    pub fn reserve(&mut self, input: Input) {
        if let (Some(Layer::Dense(first)), Some(buffers)) =
            (self.layers.first(), self.buffers.first_mut())
        {
            first.reserve(input, &mut buffers.scratch);
        }
    }

    /// The random numbers that the next training passes draw for dropout.
    ///
    /// ```
    /// # let hidden = vec![gradual::HiddenLayer::Dense { units: 4, activation: gradual::Activation::Tanh }];
    /// # let (input, loss, initial) = (gradual::Shape::Units(2), gradual::Loss::CrossEntropy, gradual::Initial::Glorot);
    /// # let architecture = gradual::Architecture { input, hidden, outputs: 1, loss, initial };
    /// use gradual::{Architecture, HiddenLayer, Input, Network, Random, Workspace};
    ///
    /// let hidden = vec![HiddenLayer::Dropout { rate: 0.5 }];
    /// let network = Network::new(&Architecture { hidden, ..architecture })?;
    /// let mut workspace = Workspace::new(&network);
    /// let mut gradient = || {
    ///     let (model, mut gradient) = (network.with(&[1.0, 1.0, 0.0]), [0.0; 3]);
    ///     workspace.set_random(Random::new(5));
    ///     model.accumulate_gradient(Input::Rows(&[1.0, 2.0]), &[1.0], 1.0, &mut gradient, &mut workspace);
    ///     gradient
    /// };
    /// assert_eq!(gradient(), gradient()); // the same mask twice
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn set_random(&mut self, random: Random) {
        self.random = random;
    }

    /// The outputs h of layer `l` after a forward pass, example by example; logits for the last layer. Empty for a
    /// convolution that went on into its pool at once.
    ///
    /// ```
    /// # let hidden = vec![gradual::HiddenLayer::Dense { units: 4, activation: gradual::Activation::Tanh }];
    /// # let (input, loss, initial) = (gradual::Shape::Units(2), gradual::Loss::CrossEntropy, gradual::Initial::Glorot);
    /// # let architecture = gradual::Architecture { input, hidden, outputs: 1, loss, initial };
    /// # let network = gradual::Network::new(&architecture)?;
    /// use gradual::{Input, Workspace};
    ///
    /// let (parameters, mut workspace) = (vec![1.0; network.parameter_count()], Workspace::for_batch(&network, 1));
    /// network.with(&parameters).forward(Input::Rows(&[0.0, 0.0]), &mut workspace);
    /// assert_eq!(workspace.activations(0).len(), 4); // of four hidden units
    /// assert!((workspace.activations(0)[0] - 1.0_f32.tanh()).abs() < 1e-6);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn activations(&self, l: usize) -> &[f32] {
        let mut buffers = self.buffers.iter();
        let of_layer = buffers.find(|buffers| buffers.layer == l);
        of_layer.map_or(&[], |buffers| &buffers.h)
    }

    /// The first `count` outputs y of the last layer, made by [`super::Model::predict`] or [`super::Model::total_loss`].
    ///
    /// ```
    /// # let (input, loss, initial) = (gradual::Shape::Units(2), gradual::Loss::CrossEntropy, gradual::Initial::Zero);
    /// # let architecture = gradual::Architecture { input, hidden: Vec::new(), outputs: 1, loss, initial };
    /// # let unit = gradual::Network::new(&architecture)?;
    /// use gradual::{Input, Workspace};
    ///
    /// let mut workspace = Workspace::new(&unit);
    /// unit.with(&[0.0; 3]).total_loss(Input::Rows(&[1.0, 2.0, 3.0, 4.0]), &[1.0, 0.0], &mut workspace);
    /// assert_eq!(workspace.y(2), [0.5, 0.5]); // of two examples
    /// # Ok::<(), gradual::Error>(())
    /// ```
    ///
    /// # Panics
    ///
    /// Panics where there is no room for so many.
    pub fn y(&self, count: usize) -> &[f32] {
        self.buffers.last().map_or(&[], |last| &last.d[..count])
    }

    pub(super) fn logits(&self, count: usize) -> &[f32] {
        self.buffers.last().map_or(&[], |last| &last.h[..count])
    }

    /// The first `count` logits z, and where the outputs y are to be.
    pub(super) fn outputs(&mut self, count: usize) -> (&[f32], &mut [f32]) {
        match self.buffers.last_mut() {
            Some(last) => (&last.h[..count], &mut last.d[..count]),
            None => (&[], &mut []),
        }
    }
}
