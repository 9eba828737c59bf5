//! Own work is never lost: what was painted, cleared or replaced comes back with all that stood then.

use proptest::prelude::*;

use gradual::architecture::HiddenLayer;
use gradual::data::generators::points::{PointSet, PointsConfig};
use gradual::data::source::Source;
use gradual::learning::optimizer::Rule;
use gradual::learning::stopping::{Criterion, StopRule};
use gradual::pieces::activation::Activation;
use gradual::pieces::initial::Initial;
use gradual::pieces::loss::Loss;
use gradual::trainer::examples::Examples;
use gradual::trainer::learner::Learner;
use gradual::trainer::race::Race;
use gradual::trainer::recipe::Recipe;
use gradual::trainer::settings::ModelConfig;

fn model(optimizer: Rule, loss: Loss) -> ModelConfig {
    ModelConfig {
        name: format!("{optimizer:?}"),
        learner: Learner::Network,
        hidden: vec![HiddenLayer::Dense {
            units: 5,
            activation: Activation::Tanh,
        }],
        loss,
        initial: Initial::Glorot,
        optimizer,
        learning_rate: 0.05,
        batch_size: 10,
        l1: 0.0,
        l2: 0.0,
        augmentation: 0.0,
        clip: 0.0,
        frozen: Vec::new(),
    }
}

fn source(set: PointSet) -> Source {
    Source::Set(PointsConfig {
        set,
        count: 100,
        noise: 0.2,
        held_out: 0.3,
        seed: 4,
    })
}

/// Three models that have learned for a while, with rules that put up flags.
fn race(set: PointSet) -> Race {
    let rule = |criterion| StopRule {
        criterion,
        stops: false,
    };
    let mut race = Race::from_recipe(&Recipe {
        version: 1,
        data: source(set),
        models: [Rule::Adam, Rule::Lbfgs, Rule::Sgd]
            .map(|optimizer| model(optimizer, Loss::CrossEntropy))
            .to_vec(),
        seed: 9,
        rules: vec![
            rule(Criterion::Epochs { epochs: 1.0 }),
            rule(Criterion::HeldOutRises { epochs: 1.0 }),
        ],
    })
    .unwrap();
    race.evaluate(usize::MAX);
    go(&mut race, 30);
    race
}

fn go(race: &mut Race, frames: usize) {
    for _ in 0..frames {
        race.step(2).unwrap();
        race.evaluate(usize::MAX);
    }
}

/// All that one can see: weights, scores, best weights, flags, curves, the past, the runs and the points, as text.
fn seen(race: &mut Race) -> String {
    race.evaluate(usize::MAX);
    let models = race.contenders().iter().map(|contender| {
        let (trainer, monitor) = (&contender.trainer, &contender.monitor);
        let scores = [contender.scores.train, contender.scores.held_out];
        let flags: Vec<_> = monitor.watches().iter().map(|watch| watch.flag()).collect();
        let at = (
            trainer.iteration(),
            trainer.epochs(),
            trainer.evaluations(),
            trainer.terms(),
        );
        let path = trainer.path().iterations().len();
        format!(
            "{:?} {at:?} {scores:?} {:?} {:?} {flags:?} {path} {:?}\n",
            trainer.parameters(),
            monitor.best().loss(),
            monitor.best().parameters,
            trainer.stopped(),
        )
    });
    let models: String = models.collect();
    let timeline = race.timeline().unwrap();
    let moments: Vec<f64> = timeline
        .moments()
        .iter()
        .map(|moment| moment.epochs())
        .collect();
    let curve = race.history().column(0, "heldOutLoss").unwrap();
    let points = (
        race.data().values(),
        race.data().labels(),
        race.data().targets(),
    );
    format!(
        "{models}{moments:?} {:?} {curve:?} {points:?} {:?}",
        timeline.at(),
        race.changed_since().unwrap(),
    )
}

/// Paints a line of a class, and gives the models the points as they are on the way, as the page does.
fn stroke(race: &mut Race, class: f32) {
    for x in [-2.0, -1.0, 0.5, 2.0] {
        race.painting_mut()
            .unwrap()
            .extend([x, 0.1], class)
            .unwrap();
        assert!(race.use_painted().unwrap());
        race.evaluate(usize::MAX);
    }
}

fn finish(race: &mut Race) {
    race.painting_mut().unwrap().finish();
    race.use_painted().unwrap();
    race.evaluate(usize::MAX);
}

fn undo(race: &mut Race) {
    race.painting_mut().unwrap().undo().unwrap();
    race.use_painted().unwrap();
}

fn redo(race: &mut Race) {
    race.painting_mut().unwrap().redo().unwrap();
    race.use_painted().unwrap();
}

/// Gestures that change the points, each in its way.
const GESTURES: [fn(&mut Race); 6] = [
    |race| race.painting_mut().unwrap().clear().unwrap(),
    |race| stroke(race, 0.0),
    |race| stroke(race, 4.0),
    |race| race.painting_mut().unwrap().erase([1.0, 1.0], 1.5).unwrap(),
    |race| {
        let painting = race.painting_mut().unwrap();
        assert!(painting.grab([0.0, 0.0], 3.0).unwrap());
        painting.drag([-2.0, -2.0]).unwrap();
    },
    |race| {
        let painting = race.painting_mut().unwrap();
        assert!(painting.grab([0.0, 0.0], 3.0).unwrap());
        painting.relabel(4.0).unwrap();
    },
];

const SETS: [PointSet; 3] = [PointSet::FiveBlobs, PointSet::ThreeBlobs, PointSet::Moons];

#[test]
fn a_gesture_taken_back_leaves_everything_as_it_was() {
    for (set, gesture) in SETS.iter().flat_map(|set| GESTURES.map(|g| (*set, g))) {
        let mut race = race(set);
        let before = seen(&mut race);
        gesture(&mut race);
        finish(&mut race);
        let after = seen(&mut race);
        assert_ne!(after, before);
        undo(&mut race);
        assert_eq!(seen(&mut race), before, "{set:?}");
        redo(&mut race);
        assert_eq!(seen(&mut race), after, "{set:?}");
        undo(&mut race);
        go(&mut race, 5);
        let mut other = self::race(set);
        go(&mut other, 5);
        assert_eq!(
            seen(&mut race),
            seen(&mut other),
            "it goes on as if nothing had been"
        );
    }
}

/// Points that were drawn give way to others without being remembered; what was painted on them and taken back still is.
#[test]
fn what_comes_back_into_another_run_leaves_its_models_alone() {
    let recipe = |race: &Race, set, hidden| Recipe {
        data: source(set),
        models: vec![ModelConfig {
            hidden,
            ..model(Rule::Adam, Loss::CrossEntropy)
        }],
        ..race.recipe().unwrap()
    };
    let mut race = race(PointSet::Moons);
    stroke(&mut race, 1.0);
    finish(&mut race);
    undo(&mut race);
    race.apply(&recipe(&race, PointSet::Circles, Vec::new()))
        .unwrap();
    let first = race.contenders()[0].trainer.parameters().to_vec();
    redo(&mut race);
    race.evaluate(usize::MAX);
    assert_eq!(race.contenders()[0].trainer.parameters(), first);
    go(&mut race, 5);
}

#[test]
fn escape_takes_back_what_the_models_had_been_given() {
    for (set, gesture) in SETS
        .iter()
        .flat_map(|set| GESTURES.map(|g| (*set, g)))
        .skip(1)
    {
        for past in [None, Some(9)] {
            let mut race = race(set);
            if let Some(moment) = past {
                race.seek(moment).unwrap();
            }
            let before = seen(&mut race);
            gesture(&mut race);
            race.use_painted().unwrap();
            race.evaluate(usize::MAX);
            let cleared = !race.painting().unwrap().can_undo();
            race.painting_mut().unwrap().cancel();
            if !cleared {
                undo_if_any(&mut race);
            }
            race.use_painted().unwrap();
            assert_eq!(seen(&mut race), before, "{set:?} {past:?}");
            finish(&mut race);
            assert_eq!(seen(&mut race), before);
            assert!(!race.painting().unwrap().can_undo());
        }
    }
}

/// A clear is a gesture of its own, which is over before one can escape.
fn undo_if_any(race: &mut Race) {
    if race.painting().unwrap().can_undo() {
        undo(race);
    }
}

#[test]
fn a_gesture_that_changes_nothing_is_nothing() {
    let nothing: [fn(&mut Race); 5] = [
        |race| {
            race.painting_mut()
                .unwrap()
                .erase([-2.9, 2.9], 0.01)
                .unwrap()
        },
        |race| {
            let painting = race.painting_mut().unwrap();
            assert!(!painting.grab([-2.9, 2.9], 0.01).unwrap());
            painting.drag([0.0, 0.0]).unwrap();
        },
        |race| race.painting_mut().unwrap().cancel(),
        |race| undo(race),
        |race| redo(race),
    ];
    for gesture in nothing {
        let mut race = race(PointSet::Moons);
        race.seek(9).unwrap();
        let before = seen(&mut race);
        gesture(&mut race);
        assert!(!race.use_painted().unwrap());
        finish(&mut race);
        assert_eq!(seen(&mut race), before);
    }
}

#[test]
fn a_brush_where_there_is_no_room_is_nothing() {
    let full = Source::Set(PointsConfig {
        set: PointSet::Blobs,
        count: 5000,
        noise: 0.1,
        held_out: 0.1,
        seed: 1,
    });
    let mut race = race(PointSet::Moons);
    let models = [model(Rule::Adam, Loss::CrossEntropy)];
    race.begin(Examples::of(full).unwrap(), &models).unwrap();
    go(&mut race, 3);
    let before = seen(&mut race);
    assert!(race.painting_mut().unwrap().begin([0.0, 0.0], 1.0).is_err());
    finish(&mut race);
    assert_eq!(seen(&mut race), before);
}

#[test]
fn what_was_learned_since_stays_learned() {
    let mut race = race(PointSet::FiveBlobs);
    let points = race.data().values().to_vec();
    race.painting_mut().unwrap().erase([0.0, 0.0], 1.0).unwrap();
    finish(&mut race);
    go(&mut race, 5);
    let learned = race.contenders()[0].trainer.parameters().to_vec();
    undo(&mut race);
    assert_eq!(race.data().values(), points);
    assert_eq!(race.contenders()[0].trainer.parameters(), learned);
    assert_eq!(race.contenders()[0].trainer.iteration(), 70);
}

#[test]
fn own_points_come_back_after_new_data_with_models_and_past() {
    let others: [fn(&mut Race); 4] = [
        |race| {
            let models = configs(race);
            race.begin(Examples::of(source(PointSet::Circles)).unwrap(), &models)
                .unwrap();
        },
        |race| {
            let values = [model(Rule::Adam, Loss::SquaredErrorLinear)];
            race.begin(Examples::of(source(PointSet::Waves)).unwrap(), &values)
                .unwrap();
        },
        |race| {
            race.set_data(Examples::of(source(PointSet::Xor)).unwrap())
                .unwrap()
        },
        |race| {
            let recipe = Recipe {
                data: source(PointSet::FiveBlobs),
                seed: 77,
                ..race.recipe().unwrap()
            };
            race.apply(&recipe).unwrap();
        },
    ];
    for other in others {
        let mut race = race(PointSet::ThreeBlobs);
        stroke(&mut race, 3.0);
        finish(&mut race);
        go(&mut race, 10);
        let mut expected = seen(&mut race);
        let (recipe, number) = (race.recipe().unwrap(), race.runs().unwrap().number());
        other(&mut race);
        race.evaluate(usize::MAX);
        go(&mut race, 4);
        let new_recipe = race.recipe().unwrap();
        let new = seen(&mut race);
        assert_eq!(race.runs().unwrap().number(), number + 1);
        assert!(race.painting().unwrap().can_undo());
        undo(&mut race);
        assert_eq!(seen(&mut race), expected);
        assert_eq!(race.recipe().unwrap(), recipe);
        redo(&mut race);
        assert_eq!((seen(&mut race), race.recipe().unwrap()), (new, new_recipe));
        undo(&mut race);
        undo(&mut race);
        assert_eq!(race.recipe().unwrap().data, source(PointSet::ThreeBlobs));
        redo(&mut race);
        expected = seen(&mut race);
        go(&mut race, 3);
        assert_ne!(seen(&mut race), expected);
    }
}

/// The share held out is no part of a gesture: it stays, and the models still are those that learned such points.
#[test]
fn own_points_come_back_with_their_models_where_another_share_is_held_out() {
    let mut race = race(PointSet::ThreeBlobs);
    stroke(&mut race, 2.0);
    finish(&mut race);
    let before = configs(&race);
    let learned = race.contenders()[0].trainer.parameters().to_vec();
    let values = [model(Rule::Adam, Loss::SquaredErrorLinear)];
    race.begin(Examples::of(source(PointSet::Waves)).unwrap(), &values)
        .unwrap();
    race.painting_mut().unwrap().hold_out(0.6).unwrap();
    race.use_painted().unwrap();
    let values = configs(&race);
    undo(&mut race);
    assert_eq!(configs(&race), before);
    assert_eq!(race.source().unwrap().held_out(), Some(0.6));
    assert_eq!(race.contenders()[0].trainer.parameters(), learned);
    go(&mut race, 3);
    race.painting_mut().unwrap().hold_out(0.1).unwrap();
    race.use_painted().unwrap();
    redo(&mut race);
    assert_eq!(configs(&race), values);
    assert_eq!(race.source().unwrap().held_out(), Some(0.1));
    undo(&mut race);
    assert_eq!(configs(&race), before);
    go(&mut race, 3);
}

/// A point that is moved away and back under other data's eyes was never moved.
#[test]
fn a_gesture_under_way_that_changes_nothing_ends_with_its_run() {
    let mut race = race(PointSet::ThreeBlobs);
    stroke(&mut race, 2.0);
    finish(&mut race);
    let before = configs(&race);
    let painting = race.painting_mut().unwrap();
    let place = painting.source().points().unwrap().points()[7].place;
    assert!(painting.grab(place, 0.001).unwrap());
    painting.drag([2.5, 2.5]).unwrap();
    race.use_painted().unwrap();
    race.painting_mut().unwrap().drag(place).unwrap();
    let values = [model(Rule::Adam, Loss::SquaredErrorLinear)];
    race.begin(Examples::of(source(PointSet::Waves)).unwrap(), &values)
        .unwrap();
    undo(&mut race);
    assert_eq!(configs(&race), before);
    go(&mut race, 3);
}

/// What one does to points, seen from far.
#[derive(Clone, Debug)]
enum Act {
    Stroke(f32),
    /// A point is moved, and back again at the end where it is so.
    Move(bool),
    Finish,
    Clear,
    HoldOut(f32),
    Undo,
    Redo,
    /// Other points that were drawn: classes or values.
    Draw(bool),
    /// The same points with other models.
    Models(usize),
    Train,
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    use Act::*;
    let act = prop_oneof![
        2 => (0u8..2).prop_map(|class| Stroke(class.into())),
        1 => any::<bool>().prop_map(Move),
        2 => Just(Finish),
        1 => Just(Clear),
        2 => (0u8..9).prop_map(|tenths| HoldOut(f32::from(tenths) / 10.0)),
        4 => Just(Undo),
        3 => Just(Redo),
        4 => any::<bool>().prop_map(Draw),
        1 => (1usize..4).prop_map(Models),
        2 => Just(Train),
    ];
    prop::collection::vec(act, 1..40)
}

fn act(race: &mut Race, act: &Act) {
    let painting = race.painting_mut().unwrap();
    match *act {
        Act::Stroke(class) => painting.extend([class, -0.5], class).unwrap(),
        Act::Move(returns) => {
            let Some(point) = painting
                .source()
                .points()
                .unwrap()
                .points()
                .first()
                .copied()
            else {
                return;
            };
            painting.grab(point.place, 0.001).unwrap();
            painting.drag([2.5, 2.5]).unwrap();
            race.use_painted().unwrap();
            if returns {
                race.painting_mut().unwrap().drag(point.place).unwrap();
            }
        }
        Act::Finish => painting.finish(),
        Act::Clear => painting.clear().unwrap(),
        Act::HoldOut(share) => painting.hold_out(share).unwrap(),
        Act::Undo => painting.undo().unwrap(),
        Act::Redo => painting.redo().unwrap(),
        Act::Draw(classes) => draw(race, classes),
        Act::Models(count) => {
            let first = configs(race).remove(0);
            let recipe = Recipe {
                models: vec![first; count],
                ..race.recipe().unwrap()
            };
            race.apply(&recipe).unwrap();
        }
        Act::Train => race.step(1).unwrap(),
    }
    race.use_painted().unwrap();
}

fn draw(race: &mut Race, classes: bool) {
    let (set, loss) = match classes {
        true => (PointSet::ThreeBlobs, Loss::CrossEntropy),
        false => (PointSet::Waves, Loss::SquaredErrorLinear),
    };
    let models = [model(Rule::Adam, loss)];
    race.begin(Examples::of(source(set)).unwrap(), &models)
        .unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..Default::default() })]

    /// Whatever is taken back and done again, points meet models that learn such points: nothing of it is refused.
    #[test]
    fn points_always_come_back_with_models_for_them(acts in acts()) {
        let mut race = race(PointSet::ThreeBlobs);
        for done in &acts {
            act(&mut race, done);
            prop_assert_eq!(race.painting().unwrap().source().held_out(), race.source().unwrap().held_out());
        }
        go(&mut race, 1);
    }
}

fn configs(race: &Race) -> Vec<ModelConfig> {
    let trainers = race.contenders().iter().map(|contender| &contender.trainer);
    trainers.map(|trainer| trainer.config().clone()).collect()
}

/// Sets that can be drawn again are no work of one's own.
#[test]
fn sets_alone_are_not_undone() {
    let mut race = race(PointSet::Moons);
    race.set_data(Examples::of(source(PointSet::Xor)).unwrap())
        .unwrap();
    race.new_weights(5).unwrap();
    assert!(!race.painting().unwrap().can_undo());
    let before = seen(&mut race);
    undo(&mut race);
    assert_eq!(seen(&mut race), before);
}

#[test]
fn many_own_points_come_back_one_after_the_other() {
    let mut race = race(PointSet::Moons);
    let mut recipes = vec![race.recipe().unwrap()];
    for i in 0..6 {
        stroke(&mut race, (i % 2) as f32);
        finish(&mut race);
        go(&mut race, 2);
        recipes.push(race.recipe().unwrap());
        let sets = [PointSet::Circles, PointSet::Hill];
        let loss = [Loss::CrossEntropy, Loss::SquaredErrorLinear][i % 2];
        if i % 2 == 0 {
            let models = [model(Rule::Adam, loss)];
            race.begin(Examples::of(source(sets[i % 2])).unwrap(), &models)
                .unwrap();
            go(&mut race, 2);
            recipes.push(race.recipe().unwrap());
        }
    }
    for recipe in recipes.iter().rev() {
        assert_eq!(race.recipe().unwrap(), *recipe);
        undo(&mut race);
    }
    assert!(!race.painting().unwrap().can_undo());
    for recipe in &recipes {
        assert_eq!(race.recipe().unwrap(), *recipe);
        redo(&mut race);
    }
}
