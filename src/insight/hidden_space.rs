//! The plane of the inputs as the last hidden layer bends it: a grid of its lines carried along, the points in it, and the
//! straight lines by which the output layer parts them.
//!
//! Two values h₁, h₂ are shown as they are; of more, the two principal components of the points: h = m + a u + b v with the mean
//! m and the axes u, v. In that plane a logit w·h + c is (w·m + c) + (w·u) a + (w·v) b. Without a hidden layer the inputs are
//! shown themselves.

use super::passes::{Passes, points};
use super::pca::Pca;
use super::straight_lines::{Slope, meeting_lines};
use crate::data::dataset::Dataset;
use crate::data::plane::PLANE;
use crate::error::Result;
use crate::network::{Model, Network};
use crate::pieces::layer::Layer;
use crate::pieces::loss::Loss;

/// Lines of the grid in each direction, and places on each.
pub const LINES: usize = 13;
pub const PLACES: usize = 61;

/// Points that the principal components are found from; the first ones, in an order that is random already.
const SAMPLE: usize = 1000;

/// Room around the points, as a share of their extent.
const PADDING: f32 = 0.12;

/// Cells on a side of the shading.
pub const SIDE: usize = 48;

/// A picture of one network at a time, in buffers that are used again.
pub struct HiddenSpace {
    passes: Passes,
    pca: Pca,
    grid: Vec<f32>,
    values: Vec<f32>,
    plane: Plane,
    places: Vec<f32>,
    lines: Vec<f32>,
    middle: [f32; 2],
    half: f32,
    logits: Vec<Slope>,
    /// Their values over the frame.
    z: Vec<f32>,
    shading: Vec<f32>,
    boundary: Vec<f32>,
}

/// The plane that is shown: h = origin + a · across + b · up.
#[derive(Default)]
struct Plane {
    units: usize,
    origin: Vec<f32>,
    across: Vec<f32>,
    up: Vec<f32>,
}

impl Default for HiddenSpace {
    fn default() -> Self {
        Self {
            passes: Passes::default(),
            pca: Pca::new(2),
            grid: grid(),
            values: Vec::new(),
            plane: Plane::default(),
            places: Vec::new(),
            lines: Vec::new(),
            middle: [0.0; 2],
            half: 1.0,
            logits: Vec::new(),
            z: Vec::new(),
            shading: Vec::new(),
            boundary: Vec::new(),
        }
    }
}

impl HiddenSpace {
    /// Makes the picture for the present weights.
    pub fn read(&mut self, model: Model, data: &Dataset) -> Result<()> {
        let points = points(&model, data)?;
        let units = hidden(&model).map_or(2, Layer::outputs);
        // Without points, the plane itself tells where to look from.
        let seen = if points.is_empty() {
            &self.grid
        } else {
            points
        };
        hidden_values(&mut self.passes, model, seen, &mut self.values);
        if units > 2 {
            let sample = self.values.len().min(SAMPLE * units);
            self.pca.fit(&self.values[..sample], units);
            self.plane = Plane::of_components(&self.pca);
        } else {
            self.plane = Plane::of_units(units);
        }
        self.places.clear();
        if !points.is_empty() {
            self.plane.project(&self.values, &mut self.places);
        }
        hidden_values(&mut self.passes, model, &self.grid, &mut self.values);
        self.plane.project(&self.values, &mut self.lines);
        self.enclose();
        self.draw_outputs(model);
        self.draw_boundary(model.loss(), data);
        Ok(())
    }

    /// Values of the last hidden layer; 0 where there is none.
    pub fn units(network: &Network) -> usize {
        hidden(network).map_or(0, Layer::outputs)
    }

    /// The places of the points, `[count, 2]`.
    pub fn places(&self) -> &[f32] {
        &self.places
    }

    /// The grid's lines x₁ = constant from the left, then x₂ = constant from below: `[2 · LINES, PLACES, 2]`.
    pub fn lines(&self) -> &[f32] {
        &self.lines
    }

    /// The smallest square about all points, or the lines where there are none, with some room: its middle and half its side.
    pub fn frame(&self) -> ([f32; 2], f32) {
        (self.middle, self.half)
    }

    /// Shares of the variance along both axes, where they are principal components.
    pub fn explained_variance_ratio(&self) -> Option<&[f32]> {
        (self.plane.units > 2).then(|| self.pca.projection().explained_variance_ratio())
    }

    /// The outputs y over the frame, `[SIDE, SIDE, outputs]`, the top first.
    pub fn shading(&self) -> &[f32] {
        &self.shading
    }

    /// Where the classes meet, `[segments, 4]`: both ends of each.
    pub fn boundary(&self) -> &[f32] {
        &self.boundary
    }

    fn enclose(&mut self) {
        let shown = if self.places.is_empty() {
            &self.lines
        } else {
            &self.places
        };
        let range = |axis: usize| {
            let values = shown.iter().skip(axis).step_by(2).copied();
            values.fold([f32::INFINITY, f32::NEG_INFINITY], |[low, high], v| {
                [low.min(v), high.max(v)]
            })
        };
        let ranges = [range(0), range(1)];
        let half = ranges.map(|[low, high]| 0.5 * (high - low));
        let half = half[0].max(half[1]) * (1.0 + PADDING);
        if half.is_finite() {
            self.middle = ranges.map(|[low, high]| 0.5 * (low + high));
            self.half = half.max(1e-3);
        }
    }

    /// What the output layer says in the plane.
    fn draw_outputs(&mut self, model: Model) {
        let outputs = model.outputs();
        self.logits.clear();
        self.logits
            .extend((0..outputs).map(|k| self.plane.logit(model, k)));
        self.z.clear();
        for cell in 0..SIDE * SIDE {
            let place = self.centre(cell);
            let values = self.logits.iter().map(|logit| logit.at(place) as f32);
            self.z.extend(values);
        }
        self.shading.resize(self.z.len(), 0.0);
        model.loss().forward(&self.z, &mut self.shading, outputs);
    }

    /// The lines where classes meet; values have none.
    fn draw_boundary(&mut self, loss: Loss, data: &Dataset) {
        self.boundary.clear();
        if data.is_regression() {
            return;
        }
        if let [one] = &mut self.logits[..] {
            one.constant -= f64::from(loss.threshold());
        }
        let middle = self.middle.map(f64::from);
        let segments = meeting_lines(&self.logits, middle, f64::from(self.half));
        self.boundary.extend(segments.iter().flatten());
    }

    fn centre(&self, cell: usize) -> [f64; 2] {
        let along = |i: usize| f64::from(self.half) * ((2 * i + 1) as f64 / SIDE as f64 - 1.0);
        let [a, b] = self.middle.map(f64::from);
        [a + along(cell % SIDE), b - along(cell / SIDE)]
    }
}

impl Plane {
    fn of_units(units: usize) -> Self {
        let axis = |unit: usize| (0..units).map(|i| f32::from(u8::from(i == unit))).collect();
        Self {
            units,
            origin: vec![0.0; units],
            across: axis(0),
            up: axis(1),
        }
    }

    fn of_components(pca: &Pca) -> Self {
        let (across, up) = pca.projection().axes().split_at(pca.features());
        Self {
            units: pca.features(),
            origin: pca.mean().to_vec(),
            across: across.to_vec(),
            up: up.to_vec(),
        }
    }

    /// Places `[n, 2]` of rows `[n, units]`.
    fn project(&self, rows: &[f32], places: &mut Vec<f32>) {
        places.clear();
        for row in rows.chunks_exact(self.units) {
            let along = |axis: &[f32]| -> f32 {
                let offsets = row.iter().zip(&self.origin).map(|(h, origin)| h - origin);
                offsets.zip(axis).map(|(h, axis)| h * axis).sum()
            };
            places.extend([along(&self.across), along(&self.up)]);
        }
    }

    /// The logit of output `k` over the plane.
    fn logit(&self, model: Model, k: usize) -> Slope {
        let output = &model.layers()[model.layers().len() - 1];
        let outputs = output.outputs();
        let weights = &model.parameters[output.weights()];
        let along = |axis: &[f32]| -> f64 {
            let column = weights.iter().skip(k).step_by(outputs);
            column
                .zip(axis)
                .map(|(&w, &axis)| f64::from(w) * f64::from(axis))
                .sum()
        };
        Slope {
            constant: along(&self.origin) + f64::from(model.parameters[output.biases()][k]),
            across: along(&self.across),
            up: along(&self.up),
        }
    }
}

/// The layer before the outputs, if there is one.
fn hidden(network: &Network) -> Option<&Layer> {
    network.layers().iter().rev().nth(1)
}

/// What the output layer is given for each of `rows` `[n, 2]`.
fn hidden_values(passes: &mut Passes, model: Model, rows: &[f32], out: &mut Vec<f32>) {
    out.clear();
    let Some(layer) = hidden(&model) else {
        return out.extend_from_slice(rows);
    };
    passes.run(model, rows, |workspace, chunk| {
        let h = workspace.activations(model.layers().len() - 2);
        out.extend_from_slice(&h[..chunk.len() * layer.outputs()]);
    });
}

/// Places on the lines x₁ = constant, then x₂ = constant: `[2 · LINES, PLACES, 2]`.
fn grid() -> Vec<f32> {
    let at = |i: usize, count: usize| PLANE * (2.0 * i as f32 / (count - 1) as f32 - 1.0);
    let places = |line| (0..PLACES).map(move |place| [at(line, LINES), at(place, PLACES)]);
    let upright = (0..LINES).flat_map(places);
    let level = (0..LINES).flat_map(places).map(|[a, b]| [b, a]);
    upright.chain(level).flatten().collect()
}
