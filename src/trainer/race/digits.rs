//! A race on handwritten digits, which come when they have loaded.

use std::sync::Arc;

use super::Race;
use crate::data::digits::config::DigitsConfig;
use crate::data::digits::set::{Digits, dataset};
use crate::data::source::Source;
use crate::error::{Error, Result};
use crate::trainer::examples::Examples;

impl Race {
    /// The digits to learn and the held-out ones; weights stay. `chosen` says which they are, where they are others than before.
    /// On an error nothing has changed.
    ///
    /// ```
    /// use gradual::data::digits::config::DigitsConfig;
    /// use gradual::{Digits, ModelConfig, Race, Recipe, Source};
    ///
    /// let recipe = Recipe::new(Source::Digits(DigitsConfig::default()), vec![ModelConfig::default()], 1);
    /// let mut race = Race::from_recipe(&recipe)?; // it waits for its digits
    /// let (mut train, held_out) = (Digits::new("training digits"), Digits::new("test digits"));
    /// train.add(&[0; 784], 0)?;
    /// train.add(&[255; 784], 1)?;
    /// race.set_digits(None, &train, &held_out)?;
    /// race.step(5)?;
    /// assert_eq!(race.contenders()[0].trainer.iteration(), 5);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn set_digits(
        &mut self,
        chosen: Option<DigitsConfig>,
        train: &Digits,
        held_out: &Digits,
    ) -> Result<()> {
        let Some(Source::Digits(before)) = self.source().map(|source| &**source) else {
            let what = "This race learns points; digits need a race of their own".into();
            return Err(Error::Unsuitable { what });
        };
        let config = chosen.unwrap_or(*before);
        config.check()?;
        self.change_data(Examples {
            data: Arc::new(dataset(train, held_out)?),
            source: Some(Arc::new(Source::Digits(config))),
        })
    }
}
