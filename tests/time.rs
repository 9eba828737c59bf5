//! A race in time: every promise about going back, stopping and repeating, to the last bit.

use gradual::architecture::HiddenLayer;
use gradual::data::dataset::Dataset;
use gradual::data::generators::points::{PointSet, PointsConfig};
use gradual::data::source::Source;
use gradual::learning::optimizer::Rule;
use gradual::learning::stopping::{Criterion, StopRule};
use gradual::pieces::activation::Activation;
use gradual::pieces::initial::Initial;
use gradual::pieces::loss::Loss;
use gradual::pieces::shape::Shape;
use gradual::trainer::contender::Contender;
use gradual::trainer::divergence::Remedy;
use gradual::trainer::examples::Examples;
use gradual::trainer::learner::Learner;
use gradual::trainer::naive_bayes::squares;
use gradual::trainer::race::Race;
use gradual::trainer::settings::ModelConfig;
use gradual::trainer::stop::Cause;
use gradual::trainer::timeline::MOST_MOMENTS;
use gradual::weights;

fn model(optimizer: Rule) -> ModelConfig {
    let (units, activation) = (5, Activation::Tanh);
    ModelConfig {
        name: format!("{optimizer:?}"),
        learner: Learner::Network,
        hidden: vec![HiddenLayer::Dense { units, activation }],
        loss: Loss::CrossEntropy,
        initial: Initial::Glorot,
        optimizer,
        learning_rate: 0.05,
        batch_size: 7,
        l1: 0.0,
        l2: 0.001,
        augmentation: 0.0,
        clip: 0.5,
        frozen: Vec::new(),
    }
}

fn data(set: PointSet) -> Examples {
    some(set, 100)
}

fn some(set: PointSet, count: usize) -> Examples {
    noisy(set, count, 0.3)
}

fn noisy(set: PointSet, count: usize, noise: f32) -> Examples {
    Examples::of(Source::Set(PointsConfig {
        set,
        count,
        noise,
        held_out: 0.4,
        seed: 3,
    }))
    .unwrap()
}

fn race(rules: &[Rule]) -> Race {
    let models: Vec<ModelConfig> = rules.iter().map(|&rule| model(rule)).collect();
    let mut race = Race::new(data(PointSet::Moons), &models, 11).unwrap();
    race.keep_time();
    race.evaluate(usize::MAX);
    race
}

fn go(race: &mut Race, frames: usize) {
    for _ in 0..frames {
        race.step(3).unwrap();
        race.evaluate(usize::MAX);
    }
}

/// Everything one can see of a race, as bits.
fn bits(race: &Race) -> Vec<u64> {
    let models = race.contenders().iter().flat_map(|contender| {
        let (trainer, scores) = (&contender.trainer, &contender.scores);
        let parameters = trainer.parameters().iter();
        let losses =
            [scores.train, scores.held_out].map(|score| score.map_or(0, |s| s.loss.to_bits()));
        let rest = [
            trainer.iteration(),
            trainer.epochs().to_bits(),
            trainer.evaluations(),
            u64::from(trainer.gradient_norm().to_bits()),
            u64::from(trainer.stopped().is_some()),
        ];
        let parameters = parameters.map(|p| u64::from(p.to_bits()));
        parameters.chain(losses).chain(rest).collect::<Vec<_>>()
    });
    models.collect()
}

#[test]
fn scrubbing_shows_what_was_logged_to_the_last_bit() {
    for rule in Rule::ALL {
        let mut race = race(&[rule, Rule::Sgd]);
        let mut logged = vec![bits(&race)];
        for _ in 0..40 {
            go(&mut race, 1);
            logged.push(bits(&race));
        }
        let moments = race.timeline().unwrap().moments().len();
        assert_eq!(moments, logged.len());
        for moment in [0, 17, 3, 39, 40, 1] {
            race.seek(moment).unwrap();
            assert_eq!(bits(&race), logged[moment], "{rule:?} at {moment}");
            let loss = race.contenders()[0].scores.train.unwrap().loss;
            if !rule.takes_all() {
                let logged = race.history().column(0, "trainLoss").unwrap();
                assert_eq!(logged[moment], loss as f32);
            }
        }
    }
}

#[test]
fn resuming_gives_the_same_bits_as_the_first_time() {
    for rule in Rule::ALL {
        let mut race = race(&[rule, Rule::Adam]);
        go(&mut race, 30);
        let (end, curve) = (bits(&race), race.history().epochs().to_vec());
        race.seek(12).unwrap();
        go(&mut race, 18);
        assert_eq!(bits(&race), end, "{rule:?}");
        assert_eq!(moments_len(&race), 31);
        assert_eq!(race.history().epochs(), curve);
    }
}

#[test]
fn back_to_now_loses_nothing() {
    let mut race = race(&[Rule::Adam]);
    go(&mut race, 20);
    race.step(2).unwrap();
    race.seek(4).unwrap();
    assert!(race.is_past() && race.evaluate(usize::MAX));
    let last = race.timeline().unwrap().moments().len() - 1;
    race.seek(last).unwrap();
    assert!(!race.is_past());
    assert_eq!(race.contenders()[0].trainer.iteration(), 62);
    assert!(race.seek(last + 1).is_err());
}

#[test]
fn the_past_is_thinned_to_bounded_memory_and_keeps_its_span() {
    let mut race = race(&[Rule::Lbfgs, Rule::Adam]);
    let mut race_sgd = self::race(&[Rule::Sgd]);
    for race in [&mut race, &mut race_sgd] {
        go(race, 3 * MOST_MOMENTS + 1);
        let timeline = race.timeline().unwrap();
        let moments = timeline.moments();
        assert!((MOST_MOMENTS / 2..=MOST_MOMENTS + 1).contains(&moments.len()));
        assert!(timeline.bytes() <= 34 << 20, "{}", timeline.bytes());
        assert_eq!(moments[0].epochs(), 0.0);
        let epochs: Vec<f64> = moments.iter().map(|moment| moment.epochs()).collect();
        assert!(epochs.is_sorted_by(|a, b| a <= b));
        let now = bits(race);
        race.seek(moments_len(race) - 1).unwrap();
        assert_eq!(bits(race), now);
        race.seek(moments_len(race) / 2).unwrap();
        race.resume();
        go(race, 5);
        assert!(moments_len(race) <= MOST_MOMENTS / 2 + 6);
    }
}

fn moments_len(race: &Race) -> usize {
    race.timeline().unwrap().moments().len()
}

fn rule(criterion: Criterion, stops: bool) -> StopRule {
    StopRule { criterion, stops }
}

#[test]
fn a_rule_switched_on_stops_the_run_and_all_draw_flags() {
    let mut race = race(&[Rule::Adam, Rule::Sgd]);
    let rules = vec![
        rule(Criterion::Epochs { epochs: 2.0 }, false),
        rule(Criterion::Epochs { epochs: 4.0 }, true),
    ];
    race.set_rules(rules).unwrap();
    go(&mut race, 30);
    for contender in race.contenders() {
        let flags: Vec<f64> = contender
            .monitor
            .watches()
            .iter()
            .map(|watch| watch.flag().unwrap().epochs)
            .collect();
        assert!(
            (2.0..2.5).contains(&flags[0]) && (4.0..4.5).contains(&flags[1]),
            "{flags:?}"
        );
        assert_eq!(contender.trainer.cause(), Some(Cause::Rule));
        let said = contender.trainer.stopped().unwrap();
        assert!(said.contains("4 epochs are done"), "{said}");
        assert!(contender.trainer.epochs() < 4.5);
    }
    race.go_on(0).unwrap();
    go(&mut race, 30);
    assert!(race.contenders()[0].trainer.epochs() > 8.0);
    assert!(race.contenders()[1].trainer.epochs() < 4.5);
}

#[test]
fn a_rule_set_late_looks_at_the_past_first() {
    let mut race = race(&[Rule::Adam]);
    go(&mut race, 30);
    race.set_rules(vec![rule(Criterion::Epochs { epochs: 3.0 }, false)])
        .unwrap();
    let flag = race.contenders()[0].monitor.watches()[0].flag().unwrap();
    assert!((3.0..3.5).contains(&flag.epochs), "{flag:?}");
    race.seek(2).unwrap();
    race.resume();
    assert!(race.contenders()[0].monitor.watches()[0].flag().is_none());
    let bad = vec![rule(Criterion::Epochs { epochs: -1.0 }, true)];
    assert!(race.set_rules(bad).is_err());
    assert_eq!(race.rules().len(), 1);
}

#[test]
fn back_to_the_best_gives_the_lowest_held_out_loss() {
    let mut race = race(&[Rule::Adam, Rule::Sgd]);
    assert!(race.back_to_best(2).is_err());
    go(&mut race, 400);
    let losses = race.history().column(0, "heldOutLoss").unwrap();
    let lowest = losses.iter().copied().fold(f32::INFINITY, f32::min);
    let end = *losses.last().unwrap();
    race.back_to_best(0).unwrap();
    race.evaluate(usize::MAX);
    let now = race.contenders()[0].scores.held_out.unwrap().loss as f32;
    assert_eq!(now, lowest);
    assert!(end > lowest, "the run went past its best");
    let trainer = &race.contenders()[0].trainer;
    assert!(trainer.stopped().unwrap().contains("back at its best"));
    let iteration = trainer.iteration();
    race.go_on(0).unwrap();
    race.step(5).unwrap();
    assert_eq!(race.contenders()[0].trainer.iteration(), iteration + 5);
}

#[test]
fn earlier_runs_are_kept_named_and_replayed_to_the_last_bit() {
    let mut race = race(&[Rule::Adam]);
    go(&mut race, 10);
    let first = bits(&race);
    let faster = ModelConfig {
        learning_rate: 0.1,
        ..model(Rule::Adam)
    };
    race.set_model(0, faster).unwrap();
    go(&mut race, 10);
    let second = bits(&race);
    race.set_data(noisy(PointSet::Circles, 100, 0.1)).unwrap();
    go(&mut race, 5);
    race.new_weights(12).unwrap();
    let numbers: Vec<u32> = race
        .runs()
        .unwrap()
        .ended()
        .iter()
        .map(|run| run.number)
        .collect();
    assert_eq!(numbers, [1, 2, 3]);
    assert_eq!(
        race.run_names().unwrap(),
        [
            "Moons, seed 11, η 0.05, …",
            "Moons, seed 11, η 0.1, …",
            "Circles, seed 11, η 0.1, …",
            "Circles, seed 12, η 0.1, …"
        ]
    );
    race.replay(1).unwrap();
    race.evaluate(usize::MAX);
    go(&mut race, 10);
    assert_eq!(bits(&race), first);
    race.replay(2).unwrap();
    race.evaluate(usize::MAX);
    go(&mut race, 10);
    assert_eq!(bits(&race), second);
    assert_eq!(race.seed(), 11);
    race.forget_run(1).unwrap();
    assert!(race.replay(1).is_err());
}

#[test]
fn runs_that_went_nowhere_are_not_kept_and_the_oldest_makes_room() {
    let mut race = race(&[Rule::Sgd]);
    race.restart();
    race.restart();
    assert!(race.runs().unwrap().ended().is_empty());
    for _ in 0..9 {
        race.evaluate(usize::MAX);
        go(&mut race, 3);
        race.restart();
    }
    let numbers: Vec<u32> = race
        .runs()
        .unwrap()
        .ended()
        .iter()
        .map(|run| run.number)
        .collect();
    assert_eq!(numbers, [4, 5, 6, 7, 8, 9]);
}

#[test]
fn after_divergence_both_remedies_go_on() {
    let wild = ModelConfig {
        learning_rate: 1000.0,
        hidden: vec![
            HiddenLayer::Dense {
                units: 8,
                activation: Activation::Relu
            };
            2
        ],
        clip: 0.0,
        frozen: Vec::new(),
        ..model(Rule::Sgd)
    };
    for remedy in [Remedy::HalveRate, Remedy::Clip] {
        let mut race = Race::new(data(PointSet::Moons), std::slice::from_ref(&wild), 1).unwrap();
        race.keep_time();
        race.evaluate(usize::MAX);
        go(&mut race, 50);
        let trainer = &race.contenders()[0].trainer;
        assert_eq!(trainer.cause(), Some(Cause::Divergence));
        let (iteration, said) = (trainer.iteration(), trainer.stopped().unwrap().to_owned());
        assert!(
            said.contains(&format!("update {}", iteration + 1)),
            "{said}"
        );
        race.remedy(0, remedy).unwrap();
        assert_eq!(race.contenders()[0].trainer.cause(), None);
        race.step(1).unwrap();
        if remedy == Remedy::Clip {
            go(&mut race, 50);
            assert_eq!(race.contenders()[0].trainer.cause(), None);
            assert!(race.contenders()[0].trainer.iteration() > iteration + 100);
        }
    }
}

#[test]
fn a_restart_clears_flags_and_the_past() {
    let mut race = race(&[Rule::Adam]);
    race.set_rules(vec![rule(Criterion::Epochs { epochs: 1.0 }, false)])
        .unwrap();
    go(&mut race, 20);
    race.seek(3).unwrap();
    race.restart();
    assert!(!race.is_past());
    assert_eq!(moments_len(&race), 0);
    assert!(race.contenders()[0].monitor.watches()[0].flag().is_none());
    assert_eq!(race.history().epochs().len(), 0);
}

#[test]
fn a_change_in_the_past_begins_a_run_there() {
    let mut race = race(&[Rule::Adam]);
    go(&mut race, 20);
    race.seek(5).unwrap();
    let changed = ModelConfig {
        learning_rate: 0.2,
        ..model(Rule::Adam)
    };
    race.set_model(0, changed).unwrap();
    assert_eq!(race.contenders()[0].trainer.iteration(), 15);
    assert_eq!(race.history().epochs().len(), 6);
    assert_eq!(race.runs().unwrap().ended()[0].curves.epochs().len(), 21);
}

/// What leaves the shape of a model as it is.
const CHANGES: [fn(&mut Race); 5] = [
    |race| set(race, |model| model.learning_rate = 0.2),
    |race| set(race, |model| model.optimizer = Rule::Momentum),
    |race| set(race, |model| model.optimizer = Rule::Lbfgs),
    |race| set(race, |model| (model.l2, model.batch_size) = (0.1, 13)),
    |race| race.change_data(some(PointSet::Circles, 130)).unwrap(),
];

fn set(race: &mut Race, change: fn(&mut ModelConfig)) {
    let mut config = race.contenders()[0].trainer.config().clone();
    change(&mut config);
    race.set_model(0, config).unwrap();
    race.evaluate(usize::MAX);
}

/// The weights and the losses of all models, as bits.
fn seen(race: &Race) -> Vec<u64> {
    let of = |contender: &Contender| {
        let parameters = contender.trainer.parameters().iter();
        let scores = [contender.scores.train, contender.scores.held_out];
        let losses = scores.map(|score| score.unwrap().loss.to_bits());
        let parameters = parameters.map(|p| u64::from(p.to_bits()));
        parameters.chain(losses).collect::<Vec<_>>()
    };
    race.contenders().iter().flat_map(of).collect()
}

#[test]
fn the_past_outlives_a_change_and_going_on_from_it_is_as_if_the_change_had_been_made_then() {
    for (rule, change) in Rule::ALL
        .iter()
        .flat_map(|rule| CHANGES.map(|change| (*rule, change)))
    {
        let mut race = race(&[rule, Rule::Adam]);
        go(&mut race, 12);
        let then = seen(&race);
        go(&mut race, 8);
        change(&mut race);
        race.evaluate(usize::MAX);
        let now = bits(&race);
        assert_eq!(moments_len(&race), 21, "a change is no moment of its own");
        race.seek(12).unwrap();
        assert_eq!(seen(&race), then, "{rule:?}");
        race.seek(20).unwrap();
        assert_eq!(bits(&race), now, "{rule:?}");
        race.seek(12).unwrap();
        go(&mut race, 5);

        let mut at_once = self::race(&[rule, Rule::Adam]);
        go(&mut at_once, 12);
        change(&mut at_once);
        go(&mut at_once, 5);
        assert_eq!(bits(&race), bits(&at_once), "{rule:?}");
        assert_eq!(moments_len(&race), 18);
    }
}

#[test]
fn what_has_changed_since_a_moment_is_known() {
    let mut race = race(&[Rule::Adam, Rule::Sgd]);
    go(&mut race, 5);
    CHANGES[0](&mut race);
    go(&mut race, 5);
    CHANGES[4](&mut race);
    race.evaluate(usize::MAX);
    go(&mut race, 5);
    let since = [2, 5, 8, 10, 12].map(|moment| {
        race.seek(moment).unwrap();
        race.changed_since().unwrap()
    });
    let [neither, data, both] = [[false, false], [false, true], [true, true]];
    assert_eq!(since, [both, data, data, neither, neither]);
}

#[test]
fn another_shape_or_other_data_as_a_whole_clear_the_past() {
    let clear: [fn(&mut Race); 3] = [
        |race| race.set_data(data(PointSet::Circles)).unwrap(),
        |race| set(race, |model| model.hidden.clear()),
        |race| race.add_model(model(Rule::Sgd)).unwrap(),
    ];
    for change in clear {
        let mut race = race(&[Rule::Adam]);
        go(&mut race, 20);
        race.seek(7).unwrap();
        change(&mut race);
        race.evaluate(usize::MAX);
        assert!(moments_len(&race) == 1 && !race.is_past());
        go(&mut race, 3);
        race.seek(0).unwrap();
    }
}

/// Where a class comes or goes, each moment keeps the weights that it had, and what fits of them is taken over.
#[test]
fn the_past_outlives_a_class_more_or_less() {
    for rule in Rule::ALL {
        let mut race = race(&[rule, Rule::Adam]);
        go(&mut race, 7);
        let iteration = race.contenders()[0].trainer.iteration();
        go(&mut race, 13);
        for (set, outputs) in [(PointSet::ThreeBlobs, 3), (PointSet::Xor, 1)] {
            race.seek(moments_len(&race) - 1).unwrap();
            race.change_data(data(set)).unwrap();
            race.evaluate(usize::MAX);
            go(&mut race, 2);
            let now = model_bits(&race);
            race.seek(7).unwrap();
            let then = &race.contenders()[0].trainer;
            assert_eq!(
                (then.network().outputs(), then.iteration()),
                (outputs, iteration)
            );
            assert!(race.evaluate(usize::MAX));
            race.seek(moments_len(&race) - 1).unwrap();
            assert_eq!(model_bits(&race), now, "{rule:?}");
        }
        race.seek(7).unwrap();
        go(&mut race, 3);
        assert_eq!(moments_len(&race), 11);
        assert_eq!(race.contenders()[1].trainer.iteration(), 30);
    }
}

#[test]
fn a_model_that_leaves_takes_its_own_past_alone() {
    let mut race = race(&[Rule::Sgd, Rule::Adam]);
    go(&mut race, 10);
    let then = race.contenders()[1].trainer.parameters().to_vec();
    go(&mut race, 10);
    race.remove_model(0).unwrap();
    race.evaluate(usize::MAX);
    assert_eq!(moments_len(&race), 21);
    race.seek(10).unwrap();
    assert_eq!(race.contenders()[0].trainer.parameters(), then);
    go(&mut race, 5);
    assert_eq!(race.history().epochs().len(), 16);
}

#[test]
fn a_way_from_before_a_change_is_a_run_of_its_own_and_can_be_replayed() {
    let mut race = race(&[Rule::Adam]);
    go(&mut race, 10);
    CHANGES[0](&mut race);
    go(&mut race, 10);
    race.seek(4).unwrap();
    go(&mut race, 6);
    let end = bits(&race);
    race.restart();
    let lengths = race
        .runs()
        .unwrap()
        .ended()
        .iter()
        .map(|run| (run.number, run.curves.epochs().len()));
    assert_eq!(lengths.collect::<Vec<_>>(), [(1, 11), (2, 21), (3, 11)]);
    race.replay(3).unwrap();
    race.evaluate(usize::MAX);
    go(&mut race, 6);
    assert_eq!(bits(&race), end);
}

#[test]
fn losses_on_other_data_raise_no_flag_and_are_no_best() {
    let mut race = race(&[Rule::Adam]);
    race.set_rules(vec![rule(Criterion::LossReached { loss: 0.4 }, false)])
        .unwrap();
    go(&mut race, 60);
    assert!(race.contenders()[0].monitor.watches()[0].flag().is_some());
    race.change_data(data(PointSet::Xor)).unwrap();
    go(&mut race, 5);
    let moments = moments_len(&race);
    race.seek(moments - 8).unwrap();
    race.resume();
    assert!(race.contenders()[0].monitor.best().loss().is_none());
    race.set_rules(vec![rule(Criterion::LossReached { loss: 0.41 }, false)])
        .unwrap();
    go(&mut race, 2);
    let monitor = &race.contenders()[0].monitor;
    assert!(monitor.watches()[0].flag().is_none());
    assert!(monitor.best().loss().unwrap() > 0.4, "of the points of now");
}

#[test]
fn naive_bayes_shows_its_fit_of_then_and_goes_on_with_that_of_now() {
    let bayes = ModelConfig {
        hidden: vec![squares()],
        initial: Initial::Zero,
        l2: 0.0,
        clip: 0.0,
        frozen: Vec::new(),
        learner: Learner::NaiveBayes,
        ..model(Rule::Sgd)
    };
    let models = [bayes, model(Rule::Adam)];
    let mut race = Race::new(data(PointSet::Moons), &models, 11).unwrap();
    race.keep_time();
    race.evaluate(usize::MAX);
    go(&mut race, 5);
    let fit = |race: &Race| race.contenders()[0].trainer.parameters().to_vec();
    let then = fit(&race);
    CHANGES[4](&mut race);
    let now = fit(&race);
    go(&mut race, 5);
    race.seek(3).unwrap();
    assert!(fit(&race) == then && then != now);
    race.resume();
    assert_eq!(fit(&race), now);
}

#[test]
fn painting_for_long_takes_bounded_memory() {
    let mut race = race(&[Rule::Adam]);
    for frame in 0..3 * MOST_MOMENTS {
        race.change_data(some(PointSet::Moons, 20 + frame % 50))
            .unwrap();
        go(&mut race, 1);
    }
    assert!((MOST_MOMENTS / 2..=MOST_MOMENTS + 1).contains(&moments_len(&race)));
    race.seek(3).unwrap();
    go(&mut race, 1);
    assert_eq!(moments_len(&race), 5);
}

#[test]
fn a_race_that_keeps_no_time_says_so() {
    let mut race = Race::new(data(PointSet::Moons), &[model(Rule::Sgd)], 1).unwrap();
    assert!(
        race.seek(0)
            .unwrap_err()
            .to_string()
            .contains("keeps no time")
    );
    assert!(race.set_rules(Vec::new()).is_err());
}

#[test]
fn going_back_while_scores_are_unfinished_loses_nothing() {
    let models = [model(Rule::Adam), model(Rule::Lbfgs)];
    let mut race = Race::new(some(PointSet::Moons, 900), &models, 11).unwrap();
    race.keep_time();
    race.evaluate(usize::MAX);
    go(&mut race, 5);
    for under_way in [0, 1, 300] {
        race.step(1).unwrap();
        race.evaluate(under_way);
        race.step(4).unwrap();
        let now = model_bits(&race);
        race.seek(2).unwrap();
        assert!(race.is_past());
        race.seek(moments_len(&race) - 1).unwrap();
        assert_eq!(model_bits(&race), now, "{under_way} scored");
        assert!(!race.is_past());
    }
}

#[test]
fn a_present_that_cannot_be_scored_is_come_back_to_all_the_same() {
    let mut race = race(&[Rule::Adam]);
    go(&mut race, 5);
    race.step(4).unwrap();
    race.change_data(Dataset::empty(Shape::Units(2), 2))
        .unwrap();
    let now = model_bits(&race);
    race.seek(2).unwrap();
    race.seek(moments_len(&race) - 1).unwrap();
    assert_eq!(model_bits(&race), now);
    let mut unscored = Race::new(data(PointSet::Moons), &[model(Rule::Adam)], 1).unwrap();
    unscored.keep_time();
    assert!(unscored.seek(1).is_err() && unscored.seek(0).is_ok());
}

/// The weights of all models, as bits.
fn model_bits(race: &Race) -> Vec<u32> {
    let parameters = race.contenders().iter().map(|c| c.trainer.parameters());
    parameters.flatten().map(|p| p.to_bits()).collect()
}

/// Ends the run under way and replays the one of this number by the same steps.
fn replayed(race: &mut Race, number: u32, frames: usize) -> Vec<u64> {
    race.restart();
    race.replay(number).unwrap();
    race.evaluate(usize::MAX);
    go(race, frames);
    bits(race)
}

#[test]
fn a_run_that_began_at_its_best_is_replayed_to_the_last_bit() {
    let mut race = race(&[Rule::Adam, Rule::Sgd]);
    go(&mut race, 200);
    race.back_to_best(0).unwrap();
    race.evaluate(usize::MAX);
    go(&mut race, 10);
    let (end, number) = (bits(&race), race.runs().unwrap().number());
    assert_eq!(replayed(&mut race, number, 10), end);
    race.wake();
    let cause = race.contenders()[0].trainer.cause();
    assert_eq!(cause, Some(Cause::Best), "another model is running");
}

#[test]
fn a_rule_that_had_fired_before_a_run_does_not_stop_its_replay() {
    let mut race = race(&[Rule::Adam]);
    race.set_rules(vec![rule(Criterion::Epochs { epochs: 2.0 }, true)])
        .unwrap();
    go(&mut race, 20);
    race.go_on(0).unwrap();
    go(&mut race, 5);
    CHANGES[0](&mut race);
    go(&mut race, 10);
    let (end, number) = (bits(&race), race.runs().unwrap().number());
    assert!(race.contenders()[0].trainer.epochs() > 5.0);
    assert_eq!(replayed(&mut race, number, 10), end);
}

#[test]
fn a_replay_of_weights_from_a_file_restarts_with_them() {
    let mut race = race(&[Rule::Adam]);
    go(&mut race, 10);
    let file = weights::write(race.contenders()[0].trainer.model());
    race.set_weights(0, &file).unwrap();
    let first = model_bits(&race);
    race.evaluate(usize::MAX);
    go(&mut race, 3);
    let number = race.runs().unwrap().number();
    race.new_weights(12).unwrap();
    race.replay(number).unwrap();
    go(&mut race, 3);
    race.restart();
    assert_eq!(model_bits(&race), first);
}

#[test]
fn more_steps_than_one_may_wait_for_are_refused_in_words() {
    let mut race = race(&[Rule::Adam]);
    let now = bits(&race);
    let said = race.step(u32::MAX).unwrap_err().to_string();
    assert_eq!(
        said,
        "The number of steps must be a number from 0 to 1000000, but it is 4294967295."
    );
    race.step(0).unwrap();
    assert!(!race.evaluate(0));
    assert_eq!(bits(&race), now);
}
