//! A race whose examples change.

use super::{Race, contenders};
use crate::error::Result;
use crate::trainer::examples::Examples;
use crate::trainer::settings::ModelConfig;

impl Race {
    /// Other data: every model starts anew on them. On an error nothing has changed.
    pub fn set_data(&mut self, examples: impl Into<Examples>) -> Result<()> {
        self.rebuild(examples.into(), self.seed)
    }

    /// Other examples of the same kind, which every model goes on with; weights stay. Where there are more or fewer classes
    /// than before, the output layers grow or shrink, and keep what they know of the others. On an error nothing has changed.
    pub fn change_data(&mut self, examples: impl Into<Examples>) -> Result<()> {
        let examples = examples.into();
        self.change(examples.clone())?;
        self.learn_from(examples);
        Ok(())
    }

    /// All models start anew with weights and batch order drawn from another seed.
    pub fn new_weights(&mut self, seed: u32) -> Result<()> {
        self.rebuild(self.examples.clone(), seed)
    }

    /// Settings for a model that begins on these examples: where they ask for another number of outputs than those before, its
    /// weights are others, and none is frozen.
    pub(super) fn fitting(&self, config: &ModelConfig, examples: &Examples) -> ModelConfig {
        let mut config = config.clone();
        if examples.data.outputs() != self.examples.data.outputs() {
            config.frozen.clear();
        }
        config
    }

    fn rebuild(&mut self, examples: Examples, seed: u32) -> Result<()> {
        let configs = self
            .contenders
            .iter()
            .map(|contender| self.fitting(contender.trainer.config(), &examples));
        let models = contenders(configs, &examples.data, seed)?;
        self.start_over(examples, models, seed);
        Ok(())
    }
}
