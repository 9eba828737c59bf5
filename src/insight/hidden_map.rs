//! How the last hidden layer sorts examples: its activations h for some held-out examples, projected to the plane.
//!
//! The output layer draws straight lines through the space of h, so what it can tell apart the hidden layers must have moved
//! apart before. A round takes longer than a frame may: it freezes the weights of its start and goes on in pieces, and what
//! is shown meanwhile is the map of the round before, with the weights of that one.

use std::sync::{Arc, Weak};

use super::guess::Guesser;
use super::neighbours::Neighbours;
use super::passes::Passes;
use super::pca::{Pca, Projection};
use crate::data::dataset::Dataset;
use crate::error::Result;
use crate::network::{Model, Network};

/// Examples of each class, the first ones held out.
const PER_CLASS: usize = 30;

/// Values that all examples together may have, 16 MB.
const MOST_VALUES: usize = 1 << 22;

/// Examples that go through the network, or look for their neighbour, in one piece.
const PIECE: usize = 16;

/// Dimensions of the map.
const PLANE: usize = 2;

/// A map that follows a network as it learns.
pub struct HiddenMap {
    passes: Passes,
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
            passes: Passes::default(),
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
    pub fn advance(&mut self, model: Model, data: &Arc<Dataset>) -> bool {
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
    pub fn is_current(&self, model: Model, data: &Arc<Dataset>) -> bool {
        self.shown.is_of(data)
            && self.shown.network.as_ref() == Some(model.network)
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
    pub fn explained_variance_ratio(&self) -> &[f32] {
        self.shown.projection.explained_variance_ratio()
    }

    /// The share of examples whose nearest neighbour, in all dimensions of h, is of their class.
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
    fn begin(&mut self, model: Model, data: &Arc<Dataset>) -> bool {
        self.next.freeze(model, data);
        let units = model.layers()[last_hidden(&model)].outputs();
        self.next.choose(data, units);
        if self.next.examples.is_empty() {
            return self.show();
        }
        self.stage = Stage::Activations(0);
        false
    }

    fn activate(&mut self, data: &Dataset, first: usize) -> bool {
        let Some(network) = &self.next.network else {
            return false;
        };
        let (examples, layer) = (&self.next.examples, last_hidden(network));
        let units = network.layers()[layer].outputs();
        let end = examples.len().min(first + PIECE);
        self.rows.resize(examples.len() * units, 0.0);
        let (model, rows) = (
            network.with(&self.next.parameters),
            &mut self.rows[first * units..],
        );
        let piece = &examples[first..end];
        self.passes
            .run_examples(model, data, piece, |workspace, own| {
                let h = &workspace.activations(layer)[..own.len() * units];
                rows[own.start * units..own.end * units].copy_from_slice(h);
            });
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

impl Map {
    fn is_of(&self, data: &Arc<Dataset>) -> bool {
        self.data.as_ptr() == Arc::as_ptr(data)
    }

    fn freeze(&mut self, model: Model, data: &Arc<Dataset>) {
        self.data = Arc::downgrade(data);
        self.parameters.clear();
        self.parameters.extend_from_slice(model.parameters);
        if self.network.as_ref() != Some(model.network) {
            self.network = Some(model.network.clone());
        }
    }

    /// The first held-out examples of each class, fewer of them where each has very many values; none of values to predict.
    fn choose(&mut self, data: &Dataset, units: usize) {
        self.examples.clear();
        self.labels.clear();
        self.places.clear();
        self.agreement = None;
        let (mut counts, fit) = ([0; 256], MOST_VALUES / (units * data.classes()).max(1));
        let held_out = data.labels().iter().enumerate().skip(data.train_count());
        for (example, &label) in held_out {
            let count = &mut counts[usize::from(label)];
            if *count < PER_CLASS.min(fit.max(1)) {
                *count += 1;
                self.examples.push(example as u32);
                self.labels.push(label);
            }
        }
    }
}

/// The layer before the outputs; the outputs, as logits, where there is no other.
fn last_hidden(network: &Network) -> usize {
    network.layers().len().saturating_sub(2)
}
