//! The loss surface: the height of a grid of models that differ in two parameters, all others held where they are.
//!
//! Heights are means over the training examples: the log-likelihood LL = Σ t ln y + (1 − t) ln(1 − y), of which there is one
//! optimum for a single unit; the squared error −½ Σ (y − t)², which is not convex under a sigmoid; or the perceptron's
//! criterion. Errors are taken with a minus, so that learning climbs in all of them. Penalties are left out.
//!
//! A round takes longer than a frame may: it freezes the weights of its start and goes on in pieces, and what is shown
//! meanwhile is the surface of the round before.

use std::sync::{Arc, Weak};

use serde::{Deserialize, Serialize};

use super::passes::{Passes, points};
use crate::data::dataset::Dataset;
use crate::error::{Result, in_list};
use crate::network::{Model, Network};
use crate::pieces::loss::Loss;
use crate::trainer::contender::Contender;
use crate::trainer::path::Path;
use crate::trainer::race::Race;

/// Places on a side of the grid.
pub const SIDE: usize = 40;

/// Contours.
const LEVELS: usize = 14;

/// Training examples that count at most; the first ones, in an order that is random already.
const SAMPLE: usize = 2000;

/// Examples that go through in one piece.
const PIECE: usize = 4096;

/// Room around the path, as the whole range by the path's.
const ROOM: f32 = 1.4;

/// A range is at least this wide, and its ends are multiples of an eighth of the power of two above its width, so that it stays
/// while the path grows a little.
const LEAST_WIDTH: f32 = 1.0;
const STEPS: f32 = 8.0;

/// What is below this is shown as this low.
const DEEP: f64 = 1e30;

/// What the surface's height is.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "page", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum Height {
    LogLikelihood,
    SquaredError,
    Perceptron,
}

impl Height {
    /// The heights that a network has: only outputs that are probabilities have a likelihood, and outputs that fire or not only
    /// their own criterion.
    pub fn of(network: &Network) -> &'static [Self] {
        match (network.loss(), network.outputs()) {
            (Loss::CrossEntropy, _) | (Loss::SquaredError | Loss::SquaredErrorWhole, 1) => {
                &[Self::LogLikelihood, Self::SquaredError]
            }
            (Loss::Perceptron, _) => &[Self::Perceptron],
            _ => &[Self::SquaredError],
        }
    }

    /// Minus the sum of the errors of logits `z` with targets `t`, both `[batch, outputs]`, of a network with this loss.
    fn total(self, loss: Loss, z: &[f32], t: &[f32], y: &mut [f32], outputs: usize) -> f64 {
        match self {
            Self::LogLikelihood => -Loss::CrossEntropy.forward_with_total(z, t, y, outputs),
            Self::Perceptron => -Loss::Perceptron.forward_with_total(z, t, y, outputs),
            Self::SquaredError => {
                loss.forward(z, y, outputs);
                let squares = y.iter().zip(t).map(|(y, t)| f64::from(y - t).powi(2));
                -0.5 * squares.sum::<f64>()
            }
        }
    }
}

/// Which two parameters, how far each of them goes, and what is measured.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Extent {
    pub first: usize,
    pub second: usize,
    /// Lowest and highest value of the first parameter, to the right, and of the second, upwards.
    pub across: [f32; 2],
    pub up: [f32; 2],
    pub height: Height,
}

impl Extent {
    /// The extent that holds the paths of some models with the same layers, and where they are now.
    pub fn around<'a>(
        (first, second): (usize, usize),
        height: Height,
        models: impl Iterator<Item = (&'a Path, Model<'a>)> + Clone,
    ) -> Result<Self> {
        for (_, model) in models.clone() {
            check_parameters(&model, [first, second])?;
        }
        let places = models.flat_map(|(path, model)| {
            let now = [model.parameters[first], model.parameters[second]];
            path.pairs(first, second).chain([now])
        });
        let [across, up] = ranges(places).map(widened);
        Ok(Self {
            first,
            second,
            across,
            up,
            height,
        })
    }

    /// The extent that holds the paths of a model of a race and of all others that are alike.
    pub fn of(race: &Race, model: usize, axes: (usize, usize), height: Height) -> Result<Self> {
        let models = alike(race, model)?;
        let paths = models.map(|(_, other)| (other.trainer.path(), other.trainer.model()));
        Self::around(axes, height, paths)
    }

    /// The parameters at a place of the grid; the last row is the lowest.
    fn place(&self, cell: usize) -> [f32; 2] {
        let at =
            |[low, high]: [f32; 2], i: usize| low + (high - low) * i as f32 / (SIDE - 1) as f32;
        [
            at(self.across, cell % SIDE),
            at(self.up, SIDE - 1 - cell / SIDE),
        ]
    }
}

/// Refuses the numbers of parameters that a network does not have.
pub fn check_parameters(network: &Network, numbers: [usize; 2]) -> Result<()> {
    let (what, count) = ("The number of the parameter", network.parameter_count());
    numbers
        .iter()
        .try_for_each(|&number| in_list(what, number, count))
}

/// The models of a race with the same layers as `model`, itself among them, with their numbers: their paths are on one surface.
pub fn alike(
    race: &Race,
    model: usize,
) -> Result<impl Iterator<Item = (usize, &Contender)> + Clone> {
    let like = race.contender(model)?;
    let layers = like.trainer.network().layers();
    let all = race.contenders().iter().enumerate();
    Ok(all.filter(move |(_, other)| other.trainer.network().layers() == layers))
}

fn ranges(places: impl Iterator<Item = [f32; 2]>) -> [[f32; 2]; 2] {
    places.fold([[f32::INFINITY, f32::NEG_INFINITY]; 2], |ranges, place| {
        let wider = |axis: usize| {
            let [low, high]: [f32; 2] = ranges[axis];
            [low.min(place[axis]), high.max(place[axis])]
        };
        [wider(0), wider(1)]
    })
}

/// A range with room on both sides, whose ends do not follow every little step.
fn widened([low, high]: [f32; 2]) -> [f32; 2] {
    let width = (ROOM * (high - low)).max(LEAST_WIDTH);
    let step = libm::exp2f(libm::ceilf(libm::log2f(width))) / STEPS;
    let middle = 0.5 * (low + high);
    [
        step * libm::floorf((middle - 0.5 * width) / step),
        step * libm::ceilf((middle + 0.5 * width) / step),
    ]
}

/// Heights of one network's surroundings, made piece by piece.
#[derive(Default)]
pub struct LossSurface {
    passes: Passes,
    targets: Vec<f32>,
    outputs: Vec<f32>,
    /// The next place of the round under way.
    cell: usize,
    next: Survey,
    shown: Survey,
}

/// The surface for one state of the weights.
#[derive(Default)]
struct Survey {
    data: Weak<Dataset>,
    extent: Option<Extent>,
    network: Option<Network>,
    /// The parameters at the start of the round, and those that are moved about.
    parameters: Vec<f32>,
    moved: Vec<f32>,
    /// `[SIDE, SIDE]`, the highest second parameter first.
    heights: Vec<f32>,
}

impl LossSurface {
    /// One piece of a round; true when it was the last, and there is another surface to be seen.
    pub fn advance(&mut self, model: Model, data: &Arc<Dataset>, extent: Extent) -> Result<bool> {
        let points = points(&model, data)?;
        let count = data.train_count().min(SAMPLE);
        if !self.next.goes_on(&model, data, &extent) {
            self.begin(model, data, extent);
        }
        let end = (SIDE * SIDE).min(self.cell + (PIECE / count.max(1)).max(1));
        for cell in self.cell..end {
            let height = self.measure(&points[..2 * count], cell) / count.max(1) as f64;
            self.next.heights[cell] = height.clamp(-DEEP, DEEP) as f32;
        }
        self.cell = end;
        let done = end == SIDE * SIDE;
        if done {
            std::mem::swap(&mut self.next, &mut self.shown);
            self.next.extent = None;
        }
        Ok(done)
    }

    /// Whether what is shown is the surface of these weights, data and extent.
    pub fn is_current(&self, model: Model, data: &Arc<Dataset>, extent: &Extent) -> bool {
        self.shown.goes_on(&model, data, extent) && self.shown.parameters == model.parameters
    }

    /// The extent of the surface that is shown; nothing before the first.
    pub fn extent(&self) -> Option<Extent> {
        self.shown.extent
    }

    /// Its heights, `[SIDE, SIDE]`, the highest second parameter first.
    pub fn heights(&self) -> &[f32] {
        &self.shown.heights
    }

    /// Heights for contours, rising: the closer together the nearer the top, where it is flat.
    pub fn levels(&self) -> Vec<f32> {
        let heights = self.shown.heights.iter().copied();
        let low = heights.clone().fold(f32::INFINITY, f32::min);
        let high = heights.fold(f32::NEG_INFINITY, f32::max);
        let share = |level: usize| (level as f32 + 0.5) / LEVELS as f32;
        let level = |level: usize| high - (high - low) * share(level).powi(2);
        (0..LEVELS)
            .rev()
            .map(level)
            .filter(|level| level.is_finite())
            .collect()
    }

    fn begin(&mut self, model: Model, data: &Arc<Dataset>, extent: Extent) {
        let count = data.train_count().min(SAMPLE);
        self.targets.resize(count * data.outputs(), 0.0);
        data.gather_targets(0..count, &mut self.targets);
        self.next.freeze(model, data, extent);
        self.cell = 0;
    }

    /// The sum over the examples at one place.
    fn measure(&mut self, examples: &[f32], cell: usize) -> f64 {
        let Self {
            passes,
            targets,
            outputs,
            next,
            ..
        } = self;
        let (Some(network), Some(extent)) = (&next.network, next.extent) else {
            return 0.0;
        };
        let [first, second] = extent.place(cell);
        next.moved[extent.first] = first;
        next.moved[extent.second] = second;
        let model = network.with(&next.moved);
        let (layer, width, mut total) = (model.layers().len() - 1, model.outputs(), 0.0);
        passes.run(model, examples, |workspace, rows| {
            let z = &workspace.activations(layer)[..rows.len() * width];
            let t = &targets[rows.start * width..][..z.len()];
            outputs.resize(outputs.len().max(z.len()), 0.0);
            let y = &mut outputs[..z.len()];
            total += extent.height.total(model.loss(), z, t, y, width);
        });
        total
    }
}

impl Survey {
    /// Whether this is of the same layers, data and extent, so that it need not begin anew.
    fn goes_on(&self, network: &Network, data: &Arc<Dataset>, extent: &Extent) -> bool {
        let same = |own: &Network| own.layers() == network.layers() && own.loss() == network.loss();
        self.data.as_ptr() == Arc::as_ptr(data)
            && self.extent == Some(*extent)
            && self.network.as_ref().is_some_and(same)
    }

    fn freeze(&mut self, model: Model, data: &Arc<Dataset>, extent: Extent) {
        self.data = Arc::downgrade(data);
        self.extent = Some(extent);
        self.network = Some(model.network.clone());
        self.parameters.clear();
        self.parameters.extend_from_slice(model.parameters);
        self.moved.clone_from(&self.parameters);
        self.heights.resize(SIDE * SIDE, 0.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_hold_their_path_with_room_and_stay_while_it_grows_a_little() {
        assert_eq!(widened([0.0, 0.0]), [-0.5, 0.5]);
        let [low, high] = widened([-1.0, 9.0]);
        assert!(
            low <= -3.0 && high >= 11.0 && high - low < 20.0,
            "{low} {high}"
        );
        assert_eq!(widened([-1.0, 9.01]), widened([-1.0, 9.02]));
    }
}
