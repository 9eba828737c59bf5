//! What a network takes one picture for.

use crate::data::dataset::check_inputs;
use crate::error::Result;
use crate::kernels::sparse::NonZeros;
use crate::network::{Model, Workspace};
use crate::pieces::signals::Input;

/// Buffers for single examples, used again from guess to guess.
#[derive(Default)]
pub struct Guesser {
    workspace: Workspace,
    non_zeros: NonZeros,
}

impl Guesser {
    /// The outputs y of `network` for the inputs `x`.
    pub fn outputs(&mut self, model: Model, x: &[f32]) -> Result<&[f32]> {
        check_inputs(x, model.inputs())?;
        if self.non_zeros.columns() != x.len() {
            self.non_zeros = NonZeros::with_capacity(1, x.len());
        }
        let input = if model.reads_non_zeros() {
            self.non_zeros.clear();
            self.non_zeros.push_row(x);
            Input::NonZeros(&self.non_zeros)
        } else {
            Input::Rows(x)
        };
        Ok(model.predict(input, self.workspace.fit(&model, 1)))
    }

    /// The outputs h of layer `l` for the inputs `x`; logits for the last layer.
    pub fn activations(&mut self, model: Model, l: usize, x: &[f32]) -> Result<&[f32]> {
        self.outputs(model, x)?;
        Ok(self.workspace.activations(l))
    }
}
