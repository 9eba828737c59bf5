//! How the last hidden layer sorts examples: its activations h for some held-out examples, projected to the plane.
//!
//! The output layer draws straight lines through the space of h, so what it can tell apart the hidden layers must have moved
//! apart before. A round takes longer than a frame may: it freezes the weights of its start and goes on in pieces, and what
//! is shown meanwhile is the map of the round before, with the weights of that one.

use std::rc::{Rc, Weak};

use super::guess::Guesser;
use super::neighbours::Neighbours;
use super::pca::{Pca, Projection};
use crate::data::batch::Batch;
use crate::data::dataset::Dataset;
use crate::error::Result;
use crate::network::{Model, Network, Workspace};
use crate::pieces::layer::Layer;

/// Examples of each class, the first ones held out.
const PER_CLASS: usize = 30;

/// Examples that go through the network, or look for their neighbour, in one piece.
const PIECE: usize = 16;

/// Dimensions of the map.
const PLANE: usize = 2;

/// A map that follows a network as it learns.
pub struct HiddenMap {
    /// Made for a network; made anew when it changes its layers.
    buffers: Option<Buffers>,
    /// Activations `[examples, units]`.
    rows: Vec<f32>,
    pca: Pca,
    neighbours: Neighbours,
    guesser: Guesser,
    stage: Stage,
    next: Map,
    shown: Map,
    /// Where the one example more is.
    place: [f32; PLANE],
}

/// Buffers for the examples of one piece.
struct Buffers {
    layers: Vec<Layer>,
    workspace: Workspace,
    batch: Batch,
}

/// What the next piece of work is.
#[derive(Clone, Copy)]
enum Stage {
    Begin,
    /// Examples from this one on go through the network.
    Activations(usize),
    Axes,
    Neighbours,
}

/// Where the examples are for one state of the weights.
#[derive(Default)]
struct Map {
    network: Option<Network>,
    parameters: Vec<f32>,
    data: Weak<Dataset>,
    examples: Vec<u32>,
    labels: Vec<u8>,
    places: Vec<f32>,
    projection: Projection,
    agreement: Option<f32>,
}

impl Default for HiddenMap {
    fn default() -> Self {
        Self {
            buffers: None,
            rows: Vec::new(),
            pca: Pca::new(PLANE),
            neighbours: Neighbours::default(),
            guesser: Guesser::default(),
            stage: Stage::Begin,
            next: Map::default(),
            shown: Map::default(),
            place: [0.0; PLANE],
        }
    }
}

impl HiddenMap {
    /// One piece of a round; true when it was the last, and there is another map to be seen.
    pub fn advance(&mut self, model: Model, data: &Rc<Dataset>) -> bool {
        if !self.next.is_of(data) {
            self.stage = Stage::Begin;
        }
        match self.stage {
            Stage::Begin => self.begin(model, data),
            Stage::Activations(first) => self.activate(data, first),
            Stage::Axes => self.find_axes(),
            Stage::Neighbours => self.compare(),
        }
    }

    /// Whether what is shown is the map of these weights and data.
    pub fn is_current(&self, model: Model, data: &Rc<Dataset>) -> bool {
        let same = |shown: &Network| shown.layers() == model.layers();
        self.shown.is_of(data)
            && self.shown.network.as_ref().is_some_and(same)
            && self.shown.parameters == model.parameters
    }

    /// The numbers of the examples in the data.
    pub fn examples(&self) -> &[u32] {
        &self.shown.examples
    }

    /// Their places, `[examples, 2]`.
    pub fn places(&self) -> &[f32] {
        &self.shown.places
    }

    /// The share of the variance along each axis, `[2]`; empty before the first map.
    pub fn shares(&self) -> &[f32] {
        self.shown.projection.shares()
    }

    /// The share of examples whose nearest neighbour, in all dimensions of h, is of their class; none where they have values.
    pub fn agreement(&self) -> Option<f32> {
        self.shown.agreement
    }

    /// Values that h has for each example; none before the first map.
    pub fn units(&self) -> Option<usize> {
        let network = self.shown.network.as_ref()?;
        Some(network.layers()[last_hidden(network)].outputs())
    }

    /// Where the example with inputs `x` is on the map; `None` where there is no map, or nobody on it.
    pub fn place(&mut self, x: &[f32]) -> Result<Option<&[f32; PLANE]>> {
        let anybody = !self.shown.examples.is_empty();
        let Some(network) = self.shown.network.as_ref().filter(|_| anybody) else {
            return Ok(None);
        };
        let model = network.with(&self.shown.parameters);
        let h = self.guesser.activations(model, last_hidden(network), x)?;
        self.shown.projection.place(h, &mut self.place);
        Ok(Some(&self.place))
    }

    /// Freezes the weights and chooses the examples.
    fn begin(&mut self, model: Model, data: &Rc<Dataset>) -> bool {
        let fits = |buffers: &Buffers| self.next.is_of(data) && buffers.layers == model.layers();
        if !self.buffers.as_ref().is_some_and(fits) {
            self.buffers = Some(Buffers::new(&model, data));
        }
        self.next.freeze(model, data);
        self.next.choose(data);
        if self.next.examples.is_empty() {
            return self.show();
        }
        self.stage = Stage::Activations(0);
        false
    }

    fn activate(&mut self, data: &Dataset, first: usize) -> bool {
        let (Some(network), Some(buffers)) = (&self.next.network, &mut self.buffers) else {
            return false;
        };
        let model = network.with(&self.next.parameters);
        let examples = &self.next.examples;
        let end = examples.len().min(first + PIECE.min(model.chunk()));
        let h = buffers.activations(model, data, &examples[first..end]);
        let units = h.len() / (end - first);
        self.rows.resize(examples.len() * units, 0.0);
        self.rows[first * units..end * units].copy_from_slice(h);
        self.stage = Stage::Activations(end);
        if end == examples.len() {
            self.pca.begin(&self.rows, units);
            self.stage = Stage::Axes;
        }
        false
    }

    fn find_axes(&mut self) -> bool {
        if self.pca.sweep() {
            self.pca.finish();
            self.next
                .places
                .resize(PLANE * self.next.examples.len(), 0.0);
            self.pca.places(&mut self.next.places);
            self.next.projection.copy_from(self.pca.projection());
            if self.next.labels.is_empty() {
                return self.show();
            }
            self.neighbours
                .begin(self.pca.centred(), self.pca.features());
            self.stage = Stage::Neighbours;
        }
        false
    }

    fn compare(&mut self) -> bool {
        let labels = &self.next.labels;
        let done = self.neighbours.advance(self.pca.centred(), labels, PIECE);
        if done {
            self.next.agreement = self.neighbours.agreement();
            self.show();
        }
        done
    }

    /// The round is done: its map takes the place of the one before.
    fn show(&mut self) -> bool {
        std::mem::swap(&mut self.next, &mut self.shown);
        self.stage = Stage::Begin;
        true
    }
}

impl Buffers {
    fn new(network: &Network, data: &Dataset) -> Self {
        Self {
            layers: network.layers().to_vec(),
            workspace: Workspace::for_batch(network, PIECE.min(network.chunk())),
            batch: Batch::new(data, network),
        }
    }

    /// h of some examples, `[examples, units]`.
    fn activations(&mut self, model: Model, data: &Dataset, examples: &[u32]) -> &[f32] {
        let numbers = examples.iter().map(|&example| example as usize);
        self.batch.gather(data, numbers);
        model.predict(self.batch.input(data.features()), &mut self.workspace);
        let layer = last_hidden(&model);
        let count = examples.len() * model.layers()[layer].outputs();
        &self.workspace.activations(layer)[..count]
    }
}

impl Map {
    fn is_of(&self, data: &Rc<Dataset>) -> bool {
        self.data.as_ptr() == Rc::as_ptr(data)
    }

    fn freeze(&mut self, model: Model, data: &Rc<Dataset>) {
        self.data = Rc::downgrade(data);
        self.parameters.clear();
        self.parameters.extend_from_slice(model.parameters);
        let same = |frozen: &Network| frozen.layers() == model.layers();
        if !self.network.as_ref().is_some_and(same) {
            self.network = Some(model.network.clone());
        }
    }

    /// The first held-out examples of each class; values count as one.
    fn choose(&mut self, data: &Dataset) {
        self.examples.clear();
        self.labels.clear();
        self.places.clear();
        self.agreement = None;
        let mut counts = [0; 256];
        for example in data.train_count()..data.count() {
            let label = data.labels().get(example);
            let count = &mut counts[label.map_or(0, |&label| label.into())];
            if *count < PER_CLASS {
                *count += 1;
                self.examples.push(example as u32);
                self.labels.extend(label);
            }
        }
    }
}

/// The layer before the outputs; the outputs, as logits, where there is no other.
fn last_hidden(network: &Network) -> usize {
    network.layers().len().saturating_sub(2)
}
