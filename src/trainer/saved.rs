//! What is kept of a trainer beside its settings and data, so that another one goes on in its place with the same bits.

use serde::{Deserialize, Serialize};

use super::state::State;
use crate::floats;

/// A state, and those that a divergence or a restart goes back to.
///
/// ```
/// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
/// # let data = std::sync::Arc::new(gradual::data::generators::points::generate(&points)?);
/// # let mut trainer = gradual::Trainer::new(gradual::ModelConfig::default(), data, 1)?;
/// let saved = trainer.saved();
/// trainer.step(10);
/// trainer.take_up(&saved);
/// assert_eq!(trainer.iteration(), 0);
/// # Ok::<(), gradual::Error>(())
/// ```
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Saved {
    pub(super) state: State,
    /// Where it would go back to if its last update turned out to make it diverge, where that is not the state itself.
    pub(super) checkpoint: Option<State>,
    /// Where a restart comes back to.
    #[serde(with = "floats")]
    pub(super) first_parameters: Vec<f32>,
}

impl Saved {
    /// Has the network of `fresh` where it is one of another size, as older files have naive Bayes; returns whether it is.
    pub(super) fn renew(&mut self, fresh: &Self) -> bool {
        let is_old = self.state.parameters.len() != fresh.state.parameters.len();
        if is_old {
            self.state.parameters.clone_from(&fresh.state.parameters);
            self.state.optimizer.clone_from(&fresh.state.optimizer);
            self.first_parameters.clone_from(&fresh.first_parameters);
            self.checkpoint = None;
        }
        is_old
    }
}
