//! Any number of rows or examples through a network, as many at once as may go through.

use std::ops::Range;

use crate::data::batch::Batch;
use crate::data::dataset::Dataset;
use crate::error::{Error, Result};
use crate::network::{Model, Network, Workspace};
use crate::pieces::signals::Input;

/// Buffers for one network at a time, made anew when its layers change.
#[derive(Default)]
pub struct Passes {
    workspace: Workspace,
    batch: Batch,
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
        let workspace = self.workspace.fit(&model, model.chunk());
        let (inputs, mut first) = (model.inputs(), 0);
        for rows in rows.chunks(model.chunk() * inputs) {
            let count = rows.len() / inputs;
            model.forward(Input::Rows(rows), workspace);
            use_chunk(workspace, first..first + count);
            first += count;
        }
    }

    /// The same for examples of a data set: `use_chunk` is told where in `examples` its own stand.
    pub fn run_examples(
        &mut self,
        model: Model,
        data: &Dataset,
        examples: &[u32],
        mut use_chunk: impl FnMut(&Workspace, Range<usize>),
    ) {
        let workspace = self.workspace.fit(&model, model.chunk());
        let (batch, mut first) = (self.batch.fit(data, &model), 0);
        for examples in examples.chunks(model.chunk()) {
            batch.gather(data, examples.iter().map(|&example| example as usize));
            model.forward(batch.input(data.features()), workspace);
            use_chunk(workspace, first..first + examples.len());
            first += examples.len();
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
