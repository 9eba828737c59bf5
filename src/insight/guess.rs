//! What a network takes one picture for.

use crate::data::dataset::check_size;
use crate::error::Result;
use crate::kernels::sparse::NonZeros;
use crate::network::{Network, Workspace};
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
    pub fn outputs(&mut self, network: &Network, x: &[f32]) -> Result<&[f32]> {
        check_size("Inputs of one example", x.len(), network.inputs())?;
        let kept = self
            .made
            .take()
            .filter(|(layers, _)| layers == network.layers());
        let (_, workspace) = self.made.insert(kept.unwrap_or_else(|| {
            self.non_zeros = NonZeros::with_capacity(1, x.len());
            (network.layers().to_vec(), Workspace::for_batch(network, 1))
        }));
        let input = if network.reads_non_zeros() {
            self.non_zeros.clear();
            self.non_zeros.push_row(x);
            Input::NonZeros(&self.non_zeros)
        } else {
            Input::Rows(x)
        };
        Ok(network.predict(input, workspace))
    }

    /// The outputs h of layer `l` for the inputs `x`; logits for the last layer.
    pub fn activations(&mut self, network: &Network, l: usize, x: &[f32]) -> Result<&[f32]> {
        self.outputs(network, x)?;
        let workspace = self.made.as_ref().map(|(_, workspace)| workspace);
        Ok(workspace.map_or(&[], |workspace| workspace.activations(l)))
    }
}
