//! A race whose points are painted, erased and moved while models learn them.

use std::sync::Arc;

use super::Race;
use crate::data::source::Source;
use crate::data::undoable::State;
use crate::error::{Error, Result};
use crate::trainer::examples::Examples;
use crate::trainer::left::What;
use crate::trainer::painting::{Painting, Step};

impl Race {
    /// What was done to the points by hand.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let recipe = gradual::Recipe::new(gradual::Source::Set(points), vec![gradual::ModelConfig::default()], 1);
    /// # let mut race = gradual::Race::from_recipe(&recipe)?;
    /// assert!(!race.painting().expect("points can be painted upon").can_undo());
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn painting(&self) -> Option<&Painting> {
        self.painting.as_ref()
    }

    /// The points, to be painted upon; models learn the changed ones from the next [`Self::use_painted`] on.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let recipe = gradual::Recipe::new(gradual::Source::Set(points), vec![gradual::ModelConfig::default()], 1);
    /// # let mut race = gradual::Race::from_recipe(&recipe)?;
    /// let painting = race.painting_mut()?;
    /// painting.begin([0.0, 0.0], 1.0)?; // a stroke of class 1 begins in the middle
    /// painting.finish();
    /// assert!(race.painting().unwrap().can_undo());
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn painting_mut(&mut self) -> Result<&mut Painting> {
        self.painting.as_mut().ok_or_else(|| Error::Unsuitable {
            what: "These examples were handed over by a program and can't be painted upon".into(),
        })
    }

    /// Gives the models the points as they are now: weights and iterations stay. Where nothing was changed, nothing happens.
    /// Returns whether something did. What is refused is taken back.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let recipe = gradual::Recipe::new(gradual::Source::Set(points), vec![gradual::ModelConfig::default()], 1);
    /// # let mut race = gradual::Race::from_recipe(&recipe)?;
    /// race.painting_mut()?.begin([0.0, 0.0], 1.0)?;
    /// let before = race.data().count();
    /// assert!(race.use_painted()?); // the models learn what was painted from here on
    /// assert!(race.data().count() > before);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn use_painted(&mut self) -> Result<bool> {
        let painting = self.painting_mut()?;
        let (painted, step) = (Arc::clone(painting.source()), painting.take_step());
        if step.is_none() && self.source() == Some(&painted) {
            self.examples.source = Some(painted);
            return Ok(false);
        }
        let used = self.learn_painted(painted, step);
        if let (Err(_), Some(painting), Some(before)) =
            (&used, &mut self.painting, &self.examples.source)
        {
            painting.refuse(Arc::clone(before));
        }
        used.map(|()| true)
    }

    /// Where an undo has come back to points, their models do too.
    fn learn_painted(&mut self, painted: Arc<Source>, step: Option<Step>) -> Result<()> {
        let kept = step.map_or_else(|| Arc::clone(&painted), |step| self.stepped(step));
        if let Some(left) = self.left.take(&kept, self.motions.now()) {
            self.come_back(left)?;
        }
        if self.source() == Some(&painted) {
            return Ok(());
        }
        let (before, now) = (self.examples.clone(), self.motions.now());
        let changed = self.change(Examples::of(painted)?)?;
        self.remember(before, now, What::Changed(changed.into()));
        Ok(())
    }

    /// Calls the points that are left what they are remembered as; returns those that are come back to, as they had been left.
    fn stepped(&mut self, Step { from, to }: Step) -> Arc<Source> {
        let known = &mut self.examples.source;
        *known = known
            .take()
            .map(|known| if known.is_like(&from) { from } else { known });
        to
    }
}
