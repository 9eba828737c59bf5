//! The arithmetic of one cell: what it read, with which weights, their sum and what came of it.
//!
//! | layer | reads | z |
//! | --- | --- | --- |
//! | dense | all values x_i | b + Σ w_i x_i |
//! | convolution | a window of all channels | b + Σ w(i, j, c) x(i, j, c), zeros beyond the border |
//! | max-pool | a window of one channel | the largest |
//! | average-pool | a window of one channel | the mean, Σ x / pixels |
//! | flatten, dropout | one value | the same |

use serde::Serialize;

use super::trace::{Level, Trace};
use crate::error::{Result, in_range};
use crate::network::Model;
use crate::pieces::convolution::Convolution;
use crate::pieces::dense::Dense;
use crate::pieces::layer::Layer;
use crate::pieces::pooling::{Kind, Pooling};
use crate::pieces::shape::Picture;

/// The contributions that are listed.
const LISTED: usize = 10;

/// What one cell read, in buffers that are used again.
#[derive(Default)]
pub struct Cell {
    /// x, in the window's order `[rows, columns, channels]`; zeros beyond the border.
    pub inputs: Vec<f32>,
    /// w, in the same order; empty where there are none.
    pub weights: Vec<f32>,
    /// w x, in the same order; of an average-pool x / pixels.
    pub products: Vec<f32>,
}

/// A cell in numbers.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "page", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct CellSummary {
    /// The total input before the activation; for an input, its value.
    pub z: f32,
    /// The output; for the last layer y.
    pub h: f32,
    /// Where the layer has biases.
    pub bias: Option<f32>,
    /// Where the cell reads a window.
    pub window: Option<CellWindow>,
    /// Σ w x of each channel that the window reads, or of all values at once; empty where nothing is added up.
    pub sums: Vec<f32>,
    /// The index in the window of the value that max-pooling took.
    pub taken: Option<usize>,
    /// The indices of the contributions to a dense unit with the largest |w x|, largest first.
    pub largest: Vec<usize>,
}

/// A window on the level before.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "page", derive(tsify::Tsify))]
pub struct CellWindow {
    /// The first row and column; negative in the border of zeros.
    pub top: i32,
    pub left: i32,
    /// Pixels on a side.
    pub size: usize,
    /// The first channel read, and how many.
    pub channel: usize,
    pub channels: usize,
}

impl Cell {
    /// Reads value `index` of a level of `trace`; level 0 is the input.
    pub fn read(
        &mut self,
        model: Model,
        trace: &Trace,
        level: usize,
        index: usize,
    ) -> Result<CellSummary> {
        let levels = trace.levels_of_one(&model)?;
        in_range("The level", level as f64, 0.0, (levels.len() - 1) as f64)?;
        let last = levels[level].h.len() - 1;
        in_range("The cell", index as f64, 0.0, last as f64)?;
        self.clear();
        let Level { z, h, .. } = &levels[level];
        let found = |z| CellSummary {
            z,
            h: h[index],
            ..CellSummary::default()
        };
        let Some(l) = level.checked_sub(1) else {
            return Ok(found(h[index]));
        };
        let found = found(z[index]);
        let (x, parameters) = (&levels[l].h, model.parameters);
        Ok(match &model.layers()[l] {
            Layer::Dense(layer) => self.read_dense(layer, parameters, x, index, found),
            Layer::Convolution(layer) => self.read_convolution(layer, parameters, x, index, found),
            Layer::Pooling(layer) => self.read_pooling(layer, &levels[level], x, index, found),
            Layer::Features(_) | Layer::ConvolutionPool(_) => found,
            Layer::Flatten(_) | Layer::Dropout(_) => self.read_one(x[index], found),
        })
    }

    fn clear(&mut self) {
        self.inputs.clear();
        self.weights.clear();
        self.products.clear();
    }

    fn read_dense(
        &mut self,
        layer: &Dense,
        parameters: &[f32],
        x: &[f32],
        unit: usize,
        found: CellSummary,
    ) -> CellSummary {
        self.inputs.extend_from_slice(x);
        self.weights.extend(incoming(layer, parameters, unit));
        self.multiply();
        CellSummary {
            bias: Some(parameters[layer.biases()][unit]),
            sums: self.sums(1),
            largest: self.largest(),
            ..found
        }
    }

    fn read_convolution(
        &mut self,
        layer: &Convolution,
        parameters: &[f32],
        x: &[f32],
        index: usize,
        found: CellSummary,
    ) -> CellSummary {
        let (row, column, channel) = place(layer.output, index);
        let corner = |at: usize| (at * layer.stride) as i32 - layer.padding as i32;
        let window = CellWindow {
            top: corner(row),
            left: corner(column),
            size: layer.kernel,
            channel: 0,
            channels: layer.input.channels,
        };
        self.inputs.extend(window.values(layer.input, x));
        self.weights.extend(filter(layer, parameters, channel));
        self.multiply();
        CellSummary {
            bias: Some(parameters[layer.biases()][channel]),
            sums: self.sums(window.channels),
            window: Some(window),
            ..found
        }
    }

    fn read_pooling(
        &mut self,
        layer: &Pooling,
        level: &Level,
        x: &[f32],
        index: usize,
        found: CellSummary,
    ) -> CellSummary {
        let (row, column, channel) = place(layer.output, index);
        let window = CellWindow {
            top: (row * layer.stride) as i32,
            left: (column * layer.stride) as i32,
            size: layer.size,
            channel,
            channels: 1,
        };
        self.inputs.extend(window.values(layer.input, x));
        let taken = self.inputs.iter().position(|&x| x == level.z[index]);
        if layer.kind == Kind::Average {
            let share = 1.0 / self.inputs.len() as f32;
            self.products.extend(self.inputs.iter().map(|x| x * share));
        }
        CellSummary {
            window: Some(window),
            sums: self.sums(1),
            taken: taken.filter(|_| layer.kind == Kind::Max),
            ..found
        }
    }

    fn read_one(&mut self, x: f32, found: CellSummary) -> CellSummary {
        self.inputs.push(x);
        found
    }

    fn multiply(&mut self) {
        let pairs = self.inputs.iter().zip(&self.weights);
        self.products.extend(pairs.map(|(x, w)| x * w));
    }

    /// Σ w x of each of `channels`, in double precision; none where there are no products.
    fn sums(&self, channels: usize) -> Vec<f32> {
        if self.products.is_empty() {
            return Vec::new();
        }
        let of = |channel| self.products.iter().skip(channel).step_by(channels);
        (0..channels)
            .map(|channel| of(channel).map(|&product| f64::from(product)).sum::<f64>() as f32)
            .collect()
    }

    fn largest(&self) -> Vec<usize> {
        let size = |&i: &usize| -self.products[i].abs();
        let mut indices: Vec<usize> = (0..self.products.len()).collect();
        indices.retain(|&i| self.products[i] != 0.0);
        indices.sort_by(|a, b| size(a).total_cmp(&size(b)));
        indices.truncate(LISTED);
        indices
    }
}

impl CellWindow {
    /// The values of a picture in the window, `[size, size, channels]`.
    fn values(self, picture: Picture, x: &[f32]) -> impl Iterator<Item = f32> {
        let columns = move |row: i32| (0..self.size as i32).map(move |j| (row, self.left + j));
        let pixels = (0..self.size as i32).flat_map(move |i| columns(self.top + i));
        pixels.flat_map(move |(row, column)| {
            let inside = (0..picture.height as i32).contains(&row)
                && (0..picture.width as i32).contains(&column);
            let first =
                inside.then(|| row as usize * picture.row() + column as usize * picture.channels);
            let channels = self.channel..self.channel + self.channels;
            channels.map(move |channel| first.map_or(0.0, |first| x[first + channel]))
        })
    }
}

/// Of a flat vector, the weights themselves or their gradient: those into one dense unit.
pub(super) fn incoming<'a>(
    layer: &Dense,
    flat: &'a [f32],
    unit: usize,
) -> impl Iterator<Item = &'a f32> {
    flat[layer.weights()]
        .iter()
        .skip(unit)
        .step_by(layer.outputs)
}

/// Of a flat vector, the weights themselves or their gradient: those of one filter, in the order of its window.
pub(super) fn filter<'a>(layer: &Convolution, flat: &'a [f32], channel: usize) -> &'a [f32] {
    let own = &flat[layer.weights()];
    let taps = own.len() / layer.output.channels;
    &own[channel * taps..][..taps]
}

/// (row, column, channel) of a value.
fn place(picture: Picture, index: usize) -> (usize, usize, usize) {
    let (pixel, channel) = (index / picture.channels, index % picture.channels);
    (pixel / picture.width, pixel % picture.width, channel)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::insight::trace::tests::{MAX, MEAN, Made, picture, stack};

    fn traced(made: &Made) -> Trace {
        let mut trace = Trace::default();
        trace.run(made.model(), &picture()).unwrap();
        trace
    }

    #[test]
    fn every_cell_with_weights_adds_up_to_its_z() {
        let made = stack(MAX);
        let model = made.model();
        let (trace, mut cell) = (traced(&made), Cell::default());
        let levels = trace.levels(&model).unwrap();
        for level in [1, 4, 6, 7] {
            for index in 0..levels[level].h.len() {
                let found = cell.read(model, &trace, level, index).unwrap();
                let z = found.sums.iter().sum::<f32>() + found.bias.unwrap();
                assert!((z - found.z).abs() < 1e-4, "level {level}: {found:?}");
                assert_eq!(found.h, levels[level].h[index]);
            }
        }
    }

    #[test]
    fn pools_take_the_largest_or_the_mean_of_their_window() {
        let (largest, mean) = (stack(MAX), stack(MEAN));
        let (traces, mut cell) = ([traced(&largest), traced(&mean)], Cell::default());
        for index in 0..6 * 6 * 4 {
            let found = cell.read(largest.model(), &traces[0], 2, index).unwrap();
            let taken = cell.inputs[found.taken.unwrap()];
            assert!(taken == found.h && cell.inputs.iter().all(|&x| x <= taken));
            let found = cell.read(mean.model(), &traces[1], 2, index).unwrap();
            assert!((found.sums[0] - found.h).abs() < 1e-6 && found.taken.is_none());
        }
    }

    #[test]
    fn a_window_at_the_corner_begins_in_the_border_of_zeros() {
        let made = stack(MAX);
        let model = made.model();
        let (trace, mut cell) = (traced(&made), Cell::default());
        let window = cell.read(model, &trace, 1, 0).unwrap().window.unwrap();
        assert_eq!((window.top, window.left, window.channels), (-1, -1, 1));
        let x = picture();
        let zeros = [0.0; 3];
        assert_eq!(cell.inputs[..3], zeros);
        assert_eq!(cell.inputs[3..], [0.0, x[0], x[1], 0.0, x[12], x[13]]);
    }

    #[test]
    fn what_contributes_most_comes_first() {
        let made = stack(MAX);
        let model = made.model();
        let (trace, mut cell) = (traced(&made), Cell::default());
        let largest = cell.read(model, &trace, 6, 2).unwrap().largest;
        let sizes = largest.iter().map(|&i| cell.products[i].abs());
        assert!(largest.len() == LISTED && sizes.is_sorted_by(|a, b| a >= b));
    }

    #[test]
    fn a_cell_that_does_not_exist_is_refused_in_words() {
        let made = stack(MAX);
        let model = made.model();
        let (trace, mut cell) = (traced(&made), Cell::default());
        let mut refusal = |level, index| {
            let refused = cell.read(model, &trace, level, index);
            refused.unwrap_err().to_string()
        };
        assert_eq!(
            refusal(8, 0),
            "The level must be a number from 0 to 7, but it is 8."
        );
        assert_eq!(
            refusal(7, 10),
            "The cell must be a number from 0 to 9, but it is 10."
        );
    }
}
