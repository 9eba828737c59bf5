//! What a network takes one picture for.

use crate::data::dataset::check_inputs;
use crate::error::Result;
use crate::kernels::sparse::NonZeros;
use crate::network::{Model, Workspace};
use crate::pieces::layer::Layer;
use crate::pieces::signals::Input;

/// Buffers for single examples, used again from guess to guess.
#[derive(Default)]
pub struct Guesser {
    /// Made for a network; made anew when it changes its layers.
    made: Option<(Vec<Layer>, Workspace)>,
    non_zeros: NonZeros,
}

impl Guesser {
    /// The outputs y of `network` for the inputs `x`.
    pub fn outputs(&mut self, model: Model, x: &[f32]) -> Result<&[f32]> {
        check_inputs(x, model.inputs())?;
        let kept = self
            .made
            .take()
            .filter(|(layers, _)| layers == model.layers());
        let (_, workspace) = self.made.insert(kept.unwrap_or_else(|| {
            self.non_zeros = NonZeros::with_capacity(1, x.len());
            (model.layers().to_vec(), Workspace::for_batch(&model, 1))
        }));
        let input = if model.reads_non_zeros() {
            self.non_zeros.clear();
            self.non_zeros.push_row(x);
            Input::NonZeros(&self.non_zeros)
        } else {
            Input::Rows(x)
        };
        Ok(model.predict(input, workspace))
    }

    /// The outputs h of layer `l` for the inputs `x`; logits for the last layer.
    pub fn activations(&mut self, model: Model, l: usize, x: &[f32]) -> Result<&[f32]> {
        self.outputs(model, x)?;
        let workspace = self.made.as_ref().map(|(_, workspace)| workspace);
        Ok(workspace.map_or(&[], |workspace| workspace.activations(l)))
    }
}
