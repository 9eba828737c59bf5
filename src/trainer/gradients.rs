//! The loss of some examples and its gradient: what a network learns from.

use super::settings::ModelConfig;
use crate::data::batch::Batch;
use crate::data::dataset::Dataset;
use crate::data::digits::augment::Augmenter;
use crate::error::Result;
use crate::network::{Model, Network, Workspace};
use crate::random::Random;

/// The buffers of forward and backward passes, made once for a network and its data.
///
/// ```
/// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
/// # let data = std::sync::Arc::new(gradual::data::generators::points::generate(&points)?);
/// # let (input, loss, initial) = (gradual::Shape::Units(2), gradual::Loss::CrossEntropy, gradual::Initial::Zero);
/// # let architecture = gradual::Architecture { input, hidden: Vec::new(), outputs: 1, loss, initial };
/// # let unit = gradual::Network::new(&architecture)?;
/// use gradual::Random;
/// use gradual::trainer::gradients::{Gradients, Selection};
///
/// let mut gradients = Gradients::new(&unit, &data, None);
/// let examples = Selection { data: &data, numbers: &[0, 1, 2, 3], epoch: 0 };
/// let loss = gradients.find(unit.with(&[0.0; 3]), examples, Random::default);
/// assert!((loss - 2.0_f64.ln()).abs() < 1e-6); // all are as likely as not
/// assert!(gradients.gradient.iter().any(|&g| g != 0.0));
/// # Ok::<(), gradual::Error>(())
/// ```
#[derive(Debug)]
pub struct Gradients {
    workspace: Workspace,
    /// Inputs and targets of as many examples as go through the network at once.
    batch: Batch,
    /// Varies the pictures, where that is wanted.
    augmenter: Option<Augmenter>,
    /// ∂E/∂parameters, as it was found last.
    pub gradient: Vec<f32>,
}

/// Some examples, as an epoch sees them.
#[derive(Clone, Copy, Debug)]
pub struct Selection<'a> {
    /// Where the examples stand.
    pub data: &'a Dataset,
    /// Indices into the data, in the order in which they are seen.
    pub numbers: &'a [u32],
    /// Counted from 0; pictures vary from epoch to epoch.
    pub epoch: u32,
}

impl Gradients {
    /// Buffers for `network` on `data`; the gradient is zero until one is found.
    #[inline]
    pub fn new(network: &Network, data: &Dataset, augmenter: Option<Augmenter>) -> Self {
        let (mut workspace, batch) = (Workspace::new(network), Batch::new(data, network));
        workspace.reserve(batch.input(data.features()));
        Self {
            workspace,
            batch,
            augmenter,
            gradient: vec![0.0; network.parameter_count()],
        }
    }

    /// The same network learns pictures varied otherwise from now on.
    #[inline]
    pub fn set_augmenter(&mut self, augmenter: Option<Augmenter>) {
        self.augmenter = augmenter;
    }

    /// A network of other layers learns from now on.
    #[inline]
    pub fn set_network(&mut self, network: &Network) {
        self.workspace = Workspace::new(network);
        self.gradient = vec![0.0; network.parameter_count()];
    }

    /// `network` learns other data from now on.
    #[inline]
    pub fn set_data(&mut self, network: &Network, data: &Dataset) {
        self.batch = Batch::new(data, network);
        self.workspace.reserve(self.batch.input(data.features()));
    }

    /// The mean loss.
    #[inline]
    pub fn loss(&mut self, model: Model, examples: Selection) -> f64 {
        self.pass(model, examples, false)
    }

    /// The mean loss, and its gradient in place of the one that was found last. Dropout draws from `random`.
    #[inline]
    pub fn find(
        &mut self,
        model: Model,
        examples: Selection,
        random: impl FnOnce() -> Random,
    ) -> f64 {
        self.gradient.fill(0.0);
        if model.draws() {
            self.workspace.set_random(random());
        }
        self.pass(model, examples, true)
    }

    /// Whether [`Self::descend`] moves anything by itself.
    #[inline]
    pub fn moves_at_once(&self, network: &Network, data: &Dataset) -> bool {
        network.moved_at_once(self.batch.input(data.features())) > 0
    }

    /// [`Self::find`] where plain descent at `rate` follows, for at most [`Network::chunk`] examples: the weights behind the inputs
    /// move along their gradient by themselves, as many as are returned, and only the rest of the gradient is there afterwards.
    #[inline]
    pub fn descend(
        &mut self,
        network: &Network,
        parameters: &mut [f32],
        rate: f32,
        examples: Selection,
        random: impl FnOnce() -> Random,
    ) -> (f64, usize) {
        let (data, count) = (examples.data, examples.numbers.len());
        if network.draws() {
            self.workspace.set_random(random());
        }
        self.gather(examples);
        let x = self.batch.input(data.features());
        let t = self.batch.targets(data.outputs());
        let moved = network.moved_at_once(x);
        self.gradient[moved..].fill(0.0);
        let factors = (1.0 / count as f32, rate);
        let (gradient, workspace) = (&mut self.gradient, &mut self.workspace);
        let total = network.descend(parameters, (x, t), factors, gradient, workspace);
        (total / count as f64, moved)
    }

    /// Selection go through in pieces; with `backward`, each adds its part to the gradient.
    #[inline]
    fn pass(&mut self, model: Model, examples: Selection, backward: bool) -> f64 {
        let (data, count) = (examples.data, examples.numbers.len());
        let scale = 1.0 / count as f32;
        let mut total = 0.0;
        for numbers in examples.numbers.chunks(model.chunk()) {
            self.gather(Selection {
                numbers,
                ..examples
            });
            let x = self.batch.input(data.features());
            let t = self.batch.targets(data.outputs());
            total += if backward {
                model.accumulate_gradient(x, t, scale, &mut self.gradient, &mut self.workspace)
            } else {
                model.total_loss(x, t, &mut self.workspace)
            };
        }
        total / count as f64
    }

    #[inline]
    fn gather(&mut self, examples: Selection) {
        let Selection {
            data,
            numbers,
            epoch,
        } = examples;
        let numbers = numbers.iter().map(|&number| number as usize);
        match &mut self.augmenter {
            Some(augmenter) => self.batch.gather_varied(data, numbers, augmenter, epoch),
            None => self.batch.gather(data, numbers),
        }
    }
}

/// What varies the pictures of `data`, where the settings ask for it.
#[inline]
pub fn augmenter(config: &ModelConfig, data: &Dataset, seed: u32) -> Result<Option<Augmenter>> {
    let strength = config.augmentation;
    (strength > 0.0)
        .then(|| Augmenter::new(data, seed, strength))
        .transpose()
}
