//! A race whose examples change.

use super::{Race, contenders};
use crate::data::dataset::Dataset;
use crate::error::{Error, Result};
use crate::trainer::contender::Contender;
use crate::trainer::examples::Examples;

impl Race {
    /// Other data: every model starts anew on them. On an error nothing has changed.
    pub fn set_data(&mut self, examples: impl Into<Examples>) -> Result<()> {
        self.rebuild(examples.into(), self.seed)
    }

    /// Other examples of the same kind, which every model goes on with; weights stay. Where there are more or fewer classes
    /// than before, the output layers grow or shrink, and keep what they know of the others. On an error nothing has changed.
    pub fn change_data(&mut self, examples: impl Into<Examples>) -> Result<()> {
        let examples = examples.into();
        self.check_shape(&examples.data)?;
        let first = |contender: &Contender| contender.trainer.first_on(&examples.data);
        let first: Vec<_> = self.contenders.iter().map(first).collect::<Result<_>>()?;
        self.resume();
        if first.iter().any(Option::is_some) {
            self.forget_past();
        }
        self.examples = examples;
        for (contender, first) in self.contenders.iter_mut().zip(first) {
            contender.set_data(&self.examples.data, first);
        }
        self.begin_run();
        Ok(())
    }

    /// Models can go on only with examples of the shape they know.
    fn check_shape(&self, data: &Dataset) -> Result<()> {
        let (known, given) = (self.data().shape(), data.shape());
        if given == known {
            return Ok(());
        }
        let what = format!(
            "The models here learn examples of {known}, and can't go on with examples of {given}"
        );
        Err(Error::Unsuitable { what })
    }

    /// All models start anew with weights and batch order drawn from another seed.
    pub fn new_weights(&mut self, seed: u32) -> Result<()> {
        self.rebuild(self.examples.clone(), seed)
    }

    fn rebuild(&mut self, examples: Examples, seed: u32) -> Result<()> {
        let configs = self
            .contenders
            .iter()
            .map(|contender| contender.trainer.config().clone());
        self.contenders = contenders(configs, &examples.data, seed)?;
        self.seed = seed;
        self.learn_from(examples);
        self.end_run();
        self.history.clear();
        Ok(())
    }
}
