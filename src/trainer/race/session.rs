//! A race and its session: the recipe with all that training has moved, given away and taken up again.

use super::Race;
use super::time::Time;
use crate::error::{Error, Result};
use crate::trainer::contender::Contender;
use crate::trainer::session::{Progress, Session, TimeProgress};

impl Race {
    /// The run under way as a value. Only examples of a known source have one.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let recipe = gradual::Recipe::new(gradual::Source::Set(points), vec![gradual::ModelConfig::default()], 1);
    /// # let mut race = gradual::Race::from_recipe(&recipe)?;
    /// use gradual::formats::run;
    ///
    /// race.step(10)?;
    /// let file = run::write(&race.session()?)?; // to be kept anywhere
    /// assert_eq!(run::read(&file)?.recipe, race.recipe()?);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn session(&self) -> Result<Session> {
        Ok(Session {
            recipe: self.recipe()?,
            progress: self.progress(),
        })
    }

    fn progress(&self) -> Progress {
        let time = self.time.as_ref().map(|time| TimeProgress {
            timeline: time.timeline.clone(),
            start: time.runs.under_way().start.clone(),
            since: time.since,
        });
        Progress {
            models: self.contenders.iter().map(Contender::progress).collect(),
            curves: self.history.clone(),
            time,
        }
    }

    /// Goes on with the run of a session, to the last bit; the run under way ends. Digits must be there already. On an error
    /// nothing has changed.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let recipe = gradual::Recipe::new(gradual::Source::Set(points), vec![gradual::ModelConfig::default()], 1);
    /// # let mut race = gradual::Race::from_recipe(&recipe)?;
    /// use gradual::Race;
    ///
    /// race.step(10)?;
    /// let mut other = Race::from_recipe(&race.recipe()?)?;
    /// other.open(race.session()?)?;
    /// (race.step(10)?, other.step(10)?);
    /// let [one, other] = [&race, &other].map(|race| race.contenders()[0].trainer.parameters());
    /// assert_eq!(one, other);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn open(&mut self, session: Session) -> Result<()> {
        let Session {
            recipe,
            mut progress,
        } = session;
        let (examples, mut models) = self.made(&recipe)?;
        progress.renew(&models);
        check(&models, &progress)?;
        for (model, progress) in models.iter_mut().zip(progress.models) {
            model.take_up(progress);
        }
        self.start_over(examples, models, recipe.seed);
        self.history = progress.curves;
        if let Some(progress) = progress.time {
            self.take_up_time(progress);
        }
        if let Some(time) = &mut self.time {
            time.rules = recipe.rules;
            time.watch(&mut self.contenders);
        }
        Ok(())
    }

    /// The past of a run that goes on here.
    fn take_up_time(&mut self, progress: TimeProgress) {
        let mut under_way = self.setting();
        under_way.start = progress.start;
        let time = self
            .time
            .get_or_insert_with(|| Time::new(under_way.clone()));
        time.runs.begin(under_way);
        (time.timeline, time.since) = (progress.timeline, progress.since);
    }
}

/// Whether these models can have come so far.
fn check(models: &[Contender], progress: &Progress) -> Result<()> {
    let refuse = |problem: &str| {
        let problem = problem.into();
        Err(Error::Session { problem })
    };
    let told = [progress.models.len(), progress.curves.models()];
    if told != [models.len(); 2] {
        return refuse("it tells of more or fewer models than its recipe has");
    }
    for (model, progress) in models.iter().zip(&progress.models) {
        model.check(progress)?;
    }
    match &progress.time {
        Some(time) if !time.timeline.is_of(models) => {
            refuse("its past can't be that of its models")
        }
        Some(time) if time.start.len() != models.len() || !time.since.is_finite() => {
            refuse("it does not tell where its models began")
        }
        Some(time) => check_starts(models, time),
        None => Ok(()),
    }
}

fn check_starts(models: &[Contender], time: &TimeProgress) -> Result<()> {
    let mut pairs = models.iter().zip(&time.start);
    pairs.try_for_each(|(model, start)| model.check_start(start))
}
