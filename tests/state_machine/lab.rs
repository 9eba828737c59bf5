//! A lab as the edge holds one: the race and all that is looked at beside it, with what the edge does between them.

mod digits;
mod looks;

use gradual::data::digits::config::DigitsConfig;
use gradual::data::drawing::pad::Drawing;
use gradual::data::generators::points::{PointSet, PointsConfig};
use gradual::data::source::Source;
use gradual::error::Result;
use gradual::insight::cell::Cell;
use gradual::insight::guess::Guesser;
use gradual::insight::health::CheckUp;
use gradual::insight::hidden_map::HiddenMap;
use gradual::insight::hidden_space::HiddenSpace;
use gradual::insight::judge::Judge;
use gradual::insight::loss_surface::LossSurface;
use gradual::insight::outcomes::Outcomes;
use gradual::insight::plane::PlaneView;
use gradual::insight::saliency::Saliency;
use gradual::insight::trace::Trace;
use gradual::insight::update::Update;
use gradual::network::Model;
use gradual::trainer::examples::Examples;
use gradual::trainer::folds::CrossValidation;
use gradual::trainer::race::Race;
use gradual::trainer::recipe::Recipe;
use gradual::trainer::settings::ModelConfig;

use crate::arguments::Pick;
use crate::operation::Operation;
use crate::start::Start;
use crate::state::{Digest, check};

pub use self::digits::digits_of;

pub struct Lab {
    pub race: Race,
    views: Vec<PlaneView>,
    guessers: Vec<Guesser>,
    traces: Vec<Trace>,
    cell: Cell,
    saliency: Saliency,
    pub maps: Vec<HiddenMap>,
    check_ups: Vec<CheckUp>,
    pub surface: LossSurface,
    outcomes: Outcomes,
    pub space: HiddenSpace,
    pub update: Update,
    pub judge: Judge,
    pub folds: Option<CrossValidation>,
    pub drawing: Drawing,
    digest: Digest,
}

impl Lab {
    /// What cannot begin so begins with ten points that nobody learns.
    pub fn new(start: &Start) -> Self {
        let race = race(start).unwrap_or_else(|error| {
            check::sentence(&error);
            let (set, noise, held_out, seed) = (PointSet::Blobs, 0.1, 0.3, 1);
            let ten = PointsConfig {
                set,
                count: 10,
                noise,
                held_out,
                seed,
            };
            Race::new(Examples::of(Source::Set(ten)).unwrap(), &[], 1).unwrap()
        });
        let mut lab = Self {
            race,
            views: Vec::new(),
            guessers: Vec::new(),
            traces: Vec::new(),
            cell: Cell::default(),
            saliency: Saliency::default(),
            maps: Vec::new(),
            check_ups: Vec::new(),
            surface: LossSurface::default(),
            outcomes: Outcomes::default(),
            space: HiddenSpace::default(),
            update: Update::default(),
            judge: Judge::default(),
            folds: None,
            drawing: Drawing::default(),
            digest: Digest::default(),
        };
        lab.make_room();
        lab.digest = Digest::of(&lab);
        lab
    }

    /// Runs an operation, and panics unless it was refused in a sentence that leaves all as it was, or leaves a sound state.
    pub fn check(&mut self, operation: &Operation) {
        let outcome = operation.run(self);
        let after = Digest::of(self);
        if outcome.is_err() || !operation.acts() {
            self.digest.assert_same(&after, operation);
        }
        match outcome {
            Ok(shown) => check::numbers(&shown),
            Err(error) => check::sentence(&error),
        }
        check::race(&self.race);
        self.digest = after;
    }

    /// The number of a model that is there, or may not be.
    pub fn model(&self, which: &Pick) -> usize {
        which.among(self.race.contenders().len())
    }

    pub fn network(&self, which: &Pick) -> Result<Model<'_>> {
        Ok(self.race.contender(self.model(which))?.trainer.model())
    }

    /// The number of a run that has ended, or of none.
    pub fn run(&self, which: &Pick) -> Result<u32> {
        let ended = self.race.runs()?.ended();
        let index = which.among(ended.len());
        Ok(ended.get(index).map_or(index as u32, |run| run.number))
    }

    pub fn begin(&mut self, source: Source, models: &[ModelConfig]) -> Result<()> {
        self.race.begin(Examples::of(source)?, models)?;
        self.make_room();
        Ok(())
    }

    pub fn set_models(&mut self, models: &[ModelConfig]) -> Result<()> {
        self.race.set_models(models)?;
        self.make_room();
        Ok(())
    }

    pub fn add_model(&mut self, model: ModelConfig) -> Result<()> {
        self.race.add_model(model)?;
        self.make_room();
        Ok(())
    }

    pub fn remove_model(&mut self, index: usize) -> Result<()> {
        self.race.remove_model(index)?;
        self.make_room();
        Ok(())
    }

    pub fn replay(&mut self, run: u32) -> Result<()> {
        self.race.replay(run)?;
        self.make_room();
        Ok(())
    }

    /// Builds everything from the recipe, as it comes out of a file.
    pub fn apply_recipe(&mut self) -> Result<()> {
        let recipe = self.race.recipe()?;
        let text = serde_json::to_string(&recipe).expect("a recipe can be written down");
        let read: Recipe = serde_json::from_str(&text).expect("what was written can be read");
        assert_eq!(read, recipe);
        self.race.apply(&read)?;
        self.make_room();
        Ok(())
    }

    fn make_room(&mut self) {
        let models = self.race.contenders().len();
        self.views = (0..models).map(|_| PlaneView::default()).collect();
        self.guessers = (0..models).map(|_| Guesser::default()).collect();
        self.traces = (0..models).map(|_| Trace::default()).collect();
        self.maps = (0..models).map(|_| HiddenMap::default()).collect();
        self.check_ups = (0..models).map(|_| CheckUp::default()).collect();
    }
}

fn race(start: &Start) -> Result<Race> {
    match start {
        Start::Points {
            data,
            models,
            seed,
            keeps_time,
        } => {
            let examples = Examples::of(Source::Set(data.clone()))?;
            let mut race = Race::new(examples, models, *seed)?;
            if *keeps_time {
                race.keep_time();
            }
            Ok(race)
        }
        Start::Digits {
            models,
            seed,
            keeps_time,
            digits,
        } => {
            let examples = Examples::of(Source::Digits(DigitsConfig::default()))?;
            let mut race = Race::new(examples, models, *seed)?;
            if let Some((train, held_out)) = digits {
                race.set_digits(None, &digits_of(*train), &digits_of(*held_out))?;
            }
            if *keeps_time {
                race.keep_time();
            }
            Ok(race)
        }
    }
}
