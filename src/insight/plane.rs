//! A network seen over the plane of its two inputs: its outputs, its margins, and what every unit computes.

use crate::data::dataset::check_size;
use crate::data::plane::PLANE;
use crate::error::{Error, Result, in_list, in_range};
use crate::kernels::reduce::all_finite;
use crate::network::{Model, Network, Workspace};
use crate::pieces::activation::Activation;
use crate::pieces::signals::Input;

/// The most cells a picture may have on a side.
const MOST_CELLS: usize = 512;

/// Pictures of one network, in buffers that are used again from frame to frame.
#[derive(Default)]
pub struct PlaneView {
    /// The centres of the cells, for the side that was last asked for.
    x: Vec<f32>,
    outputs: Vec<f32>,
    /// Outputs of a cell.
    width: usize,
    margins: Vec<f32>,
    units: Vec<f32>,
    workspace: Workspace,
}

impl PlaneView {
    /// Outputs y at the centres of `side` × `side` cells, `[side, side, outputs]`, the largest x₂ first.
    pub fn outputs(&mut self, model: Model, side: usize) -> Result<&[f32]> {
        check(&model, side)?;
        self.outputs.resize(side * side * model.outputs(), 0.0);
        let mut outputs = std::mem::take(&mut self.outputs);
        self.sweep(model, side, |model, workspace, cells| {
            let y = workspace.y(cells.len() * model.outputs());
            outputs[cells.start * model.outputs()..][..y.len()].copy_from_slice(y);
        });
        if !all_finite(&outputs) {
            let wild = outputs.iter_mut().filter(|y| !y.is_finite());
            wild.for_each(|y| *y = 0.5);
        }
        (self.outputs, self.width) = (outputs, model.outputs());
        Ok(&self.outputs)
    }

    /// By how much `class` leads in the last [`Self::outputs`]: y_class minus the largest other y; its contour at 0 is the
    /// decision boundary. With one output y the classes have 1 − y and y.
    pub fn margin(&mut self, class: usize) -> Result<&[f32]> {
        in_list(
            "The class",
            class,
            if self.width == 1 { 2 } else { self.width },
        )?;
        let cells = self.outputs.chunks_exact(self.width);
        self.margins.clear();
        self.margins.extend(cells.map(|y| margin(y, class)));
        Ok(&self.margins)
    }

    /// Outputs y of a network with one output along x₁ at x₂ = 0, `[count]`, from −[`PLANE`] to [`PLANE`].
    pub fn curve(&mut self, model: Model, count: usize) -> Result<&[f32]> {
        check(&model, count.min(MOST_CELLS))?;
        check_size("Outputs", model.outputs(), 1)?;
        in_range("The number of places", count as f64, 2.0, MOST_CELLS as f64)?;
        let step = 2.0 * PLANE / (count - 1) as f32;
        let x: Vec<f32> = (0..count)
            .flat_map(|i| [i as f32 * step - PLANE, 0.0])
            .collect();
        let mut workspace = Workspace::new(&model);
        self.outputs.clear();
        self.width = 1;
        for x in x.chunks(2 * model.chunk()) {
            let y = model.predict(Input::Rows(x), &mut workspace);
            self.outputs.extend_from_slice(y);
        }
        Ok(&self.outputs)
    }

    /// What every unit computes, hidden layers first, then the outputs: `[units, side, side]`, scaled to −1 … 1.
    ///
    /// Sigmoids and other outputs from 0 to 1 are shown as 2h − 1; unbounded activations are divided by their largest
    /// magnitude over the plane.
    pub fn units(&mut self, model: Model, side: usize) -> Result<&[f32]> {
        check(&model, side)?;
        let cells = side * side;
        let count: usize = model.layers().iter().map(|layer| layer.outputs()).sum();
        self.units.resize(count * cells, 0.0);
        let mut units = std::mem::take(&mut self.units);
        self.sweep(model, side, |model, workspace, range| {
            let mut first = 0;
            for (l, layer) in model.layers().iter().enumerate() {
                let last = l + 1 == model.layers().len();
                let count = range.len() * layer.outputs();
                let h = if last {
                    workspace.y(count)
                } else {
                    &workspace.activations(l)[..count]
                };
                for (row, cell) in h.chunks_exact(layer.outputs()).zip(range.clone()) {
                    for (unit, &h) in row.iter().enumerate() {
                        units[(first + unit) * cells + cell] = h;
                    }
                }
                first += layer.outputs();
            }
        });
        scale_units(&model, &mut units, cells);
        self.units = units;
        Ok(&self.units)
    }

    /// The middle of a cell; row 0 is the top.
    pub(super) fn centre(cell: usize, side: usize) -> [f32; 2] {
        let place = |i: usize| PLANE * ((2 * i + 1) as f32 / side as f32 - 1.0);
        [place(cell % side), -place(cell / side)]
    }

    /// Runs all cells forward, a chunk at a time, and hands each chunk's workspace and cells to `use_chunk`.
    fn sweep(
        &mut self,
        model: Model,
        side: usize,
        mut use_chunk: impl FnMut(Model, &mut Workspace, std::ops::Range<usize>),
    ) {
        let workspace = self.workspace.fit(&model, model.chunk());
        let cells = side * side;
        if self.x.len() != 2 * cells {
            self.x = (0..cells)
                .flat_map(|cell| Self::centre(cell, side))
                .collect();
        }
        for start in (0..cells).step_by(model.chunk()) {
            let range = start..cells.min(start + model.chunk());
            let x = Input::Rows(&self.x[2 * start..2 * range.end]);
            model.predict(x, workspace);
            use_chunk(model, workspace, range);
        }
    }
}

fn check(network: &Network, side: usize) -> Result<()> {
    in_range(
        "The side of the picture",
        side as f64,
        1.0,
        MOST_CELLS as f64,
    )?;
    if network.inputs() != 2 {
        let what = format!(
            "Only a network with 2 inputs can be shown over the plane; this one has {}",
            network.inputs()
        );
        return Err(Error::Unsuitable { what });
    }
    Ok(())
}

fn margin(y: &[f32], class: usize) -> f32 {
    if let [one] = y {
        return if class == 1 {
            2.0 * one - 1.0
        } else {
            1.0 - 2.0 * one
        };
    }
    let others = y.iter().enumerate().filter(|&(k, _)| k != class);
    y[class] - others.map(|(_, &y)| y).fold(f32::NEG_INFINITY, f32::max)
}

fn scale_units(network: &Network, units: &mut [f32], cells: usize) {
    let mut pictures = units.chunks_exact_mut(cells);
    for (l, layer) in network.layers().iter().enumerate() {
        let last = l + 1 == network.layers().len();
        let name = if last {
            network.loss().output_name(layer.outputs())
        } else {
            layer.activation().map_or("identity", Activation::name)
        };
        for picture in pictures.by_ref().take(layer.outputs()) {
            scale_unit(picture, name);
        }
    }
}

fn scale_unit(picture: &mut [f32], activation: &str) {
    let largest = picture
        .iter()
        .map(|h| h.abs())
        .fold(f32::MIN_POSITIVE, f32::max);
    for h in picture {
        let scaled = match activation {
            "tanh" => *h,
            "sigmoid" | "softmax" => 2.0 * *h - 1.0,
            _ => *h / largest,
        };
        *h = if scaled.is_finite() { scaled } else { 0.0 };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::architecture::{Architecture, HiddenLayer};
    use crate::pieces::initial::Initial;
    use crate::pieces::loss::Loss;
    use crate::pieces::shape::Shape;
    use crate::random::Random;

    fn network(
        inputs: usize,
        hidden: &[(usize, Activation)],
        outputs: usize,
    ) -> (Network, Vec<f32>) {
        let (loss, initial) = (Loss::CrossEntropy, Initial::Glorot);
        let architecture = Architecture {
            input: Shape::Units(inputs),
            hidden: hidden
                .iter()
                .map(|&(units, activation)| HiddenLayer::Dense { units, activation })
                .collect(),
            outputs,
            loss,
            initial,
        };
        let network = Network::new(&architecture).unwrap();
        let parameters = network.first_parameters(initial, &mut Random::new(1));
        (network, parameters)
    }

    #[test]
    fn the_first_cell_is_the_upper_left_corner() {
        let (unit, _) = network(2, &[], 1);
        let mut view = PlaneView::default();
        let y = view
            .outputs(unit.with(&[0.0, 1.0, 0.0]), 20)
            .unwrap()
            .to_vec();
        assert!(y[0] > 0.9 && y[19] > 0.9 && y[399] < 0.1);
        let margin = view.margin(1).unwrap();
        assert!(margin[0] > 0.0 && margin[399] < 0.0);
    }

    #[test]
    fn a_class_that_no_output_speaks_for_has_no_margin() {
        let mut view = PlaneView::default();
        assert!(view.margin(0).is_err());
        let (one, three) = (network(2, &[], 1), network(2, &[], 3));
        view.outputs(one.0.with(&one.1), 4).unwrap();
        assert!(view.margin(1).is_ok() && view.margin(2).is_err());
        view.outputs(three.0.with(&three.1), 4).unwrap();
        assert!(view.margin(2).is_ok() && view.margin(3).is_err());
    }

    #[test]
    fn every_unit_has_its_picture() {
        let (network, parameters) = network(2, &[(3, Activation::Relu), (2, Activation::Tanh)], 3);
        let mut view = PlaneView::default();
        let units = view.units(network.with(&parameters), 24).unwrap();
        assert_eq!(units.len(), (3 + 2 + 3) * 24 * 24);
        assert!(units.iter().all(|h| h.abs() <= 1.0));
    }

    #[test]
    fn other_networks_are_refused_in_words() {
        let (three, parameters) = network(3, &[], 1);
        let said = PlaneView::default()
            .outputs(three.with(&parameters), 10)
            .unwrap_err()
            .to_string();
        assert_eq!(
            said,
            "Only a network with 2 inputs can be shown over the plane; this one has 3."
        );
        let (two, parameters) = network(2, &[], 1);
        let two = two.with(&parameters);
        assert!(PlaneView::default().outputs(two, 0).is_err());
    }
}
