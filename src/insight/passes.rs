//! Any number of rows through a network, as many at once as may go through.

use std::ops::Range;

use crate::data::dataset::Dataset;
use crate::error::{Error, Result};
use crate::network::{Model, Network, Workspace};
use crate::pieces::layer::Layer;
use crate::pieces::signals::Input;

/// A workspace for one network at a time, made anew when its layers change.
#[derive(Default)]
pub struct Passes {
    made: Option<(Vec<Layer>, Workspace)>,
}

impl Passes {
    /// Runs `rows` `[n, inputs]` forward and hands each chunk's workspace, with what all layers made of it, and the numbers of
    /// its rows to `use_chunk`.
    pub fn run(
        &mut self,
        model: Model,
        rows: &[f32],
        mut use_chunk: impl FnMut(&Workspace, Range<usize>),
    ) {
        let fits = |(layers, _): &(Vec<Layer>, Workspace)| layers == model.layers();
        let fitting = self.made.take().filter(fits);
        let make = || (model.layers().to_vec(), Workspace::new(&model));
        let (_, workspace) = self.made.insert(fitting.unwrap_or_else(make));
        let (inputs, mut first) = (model.inputs(), 0);
        for rows in rows.chunks(model.chunk() * inputs) {
            let count = rows.len() / inputs;
            model.forward(Input::Rows(rows), workspace);
            use_chunk(workspace, first..first + count);
            first += count;
        }
    }
}

/// The points of a data set, `[count, 2]`, for a network that reads points.
pub fn points<'a>(network: &Network, data: &'a Dataset) -> Result<&'a [f32]> {
    let points = data.values();
    if network.inputs() == 2 && data.features() == 2 && points.len() == 2 * data.count() {
        return Ok(points);
    }
    let what = "Only models of points in the plane can be seen this way".into();
    Err(Error::Unsuitable { what })
}
