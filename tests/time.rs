//! A race in time: every promise about going back, stopping and repeating, to the last bit.

use gradual::architecture::HiddenLayer;
use gradual::data::dataset::Dataset;
use gradual::data::points::{PointSet, PointsConfig, generate};
use gradual::learning::optimizer::Rule;
use gradual::learning::stopping::{Criterion, StopRule};
use gradual::pieces::activation::Activation;
use gradual::pieces::initial::Initial;
use gradual::pieces::loss::Loss;
use gradual::trainer::barrier::{Cause, Remedy};
use gradual::trainer::race::Race;
use gradual::trainer::settings::ModelConfig;
use gradual::trainer::timeline::MOST_MOMENTS;

fn model(optimizer: Rule) -> ModelConfig {
    let (units, activation) = (5, Activation::Tanh);
    ModelConfig {
        name: format!("{optimizer:?}"),
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
    }
}

fn data(set: PointSet) -> Dataset {
    generate(&PointsConfig {
        set,
        count: 100,
        noise: 0.3,
        held_out: 0.4,
        seed: 3,
    })
    .unwrap()
}

fn race(rules: &[Rule]) -> Race {
    let models: Vec<ModelConfig> = rules.iter().map(|&rule| model(rule)).collect();
    let mut race = Race::new(data(PointSet::Moons), &models, 11).unwrap();
    race.keep_time();
    race.name_data(vec!["Moons".into()]);
    race.evaluate(usize::MAX);
    race
}

fn go(race: &mut Race, frames: usize) {
    for _ in 0..frames {
        race.step(3);
        race.evaluate(usize::MAX);
    }
}

/// Everything one can see of a race, as bits.
fn bits(race: &Race) -> Vec<u64> {
    let models = race.contenders().iter().flat_map(|contender| {
        let (trainer, scores) = (&contender.trainer, &contender.scores);
        let parameters = trainer.network().parameters.iter();
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

const RULES: [Rule; 8] = [
    Rule::GradientDescent,
    Rule::Sgd,
    Rule::Momentum,
    Rule::Nesterov,
    Rule::RmsProp,
    Rule::Adam,
    Rule::ConjugateGradient,
    Rule::Lbfgs,
];

#[test]
fn scrubbing_shows_what_was_logged_to_the_last_bit() {
    for rule in RULES {
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
    for rule in RULES {
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
    race.step(2);
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
            .lookout
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
    let flag = race.contenders()[0].lookout.watches()[0].flag().unwrap();
    assert!((3.0..3.5).contains(&flag.epochs), "{flag:?}");
    race.seek(2).unwrap();
    race.resume();
    assert!(race.contenders()[0].lookout.watches()[0].flag().is_none());
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
    race.step(5);
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
    race.set_data(data(PointSet::Circles)).unwrap();
    race.name_data(vec!["Circles".into(), "noise 30 %".into()]);
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
            "Moons, seed 11, η 0.05",
            "Moons, seed 11, η 0.1",
            "Circles, noise 30 %, seed 11, …",
            "Circles, noise 30 %, seed 12, …"
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
fn after_harm_both_remedies_go_on() {
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
        ..model(Rule::Sgd)
    };
    for remedy in [Remedy::HalveRate, Remedy::Clip] {
        let mut race = Race::new(data(PointSet::Moons), std::slice::from_ref(&wild), 1).unwrap();
        race.keep_time();
        race.name_data(vec!["Moons".into()]);
        race.evaluate(usize::MAX);
        go(&mut race, 50);
        let trainer = &race.contenders()[0].trainer;
        assert_eq!(trainer.cause(), Some(Cause::Harm));
        let (iteration, said) = (trainer.iteration(), trainer.stopped().unwrap().to_owned());
        assert!(
            said.contains(&format!("update {}", iteration + 1)),
            "{said}"
        );
        race.remedy(0, remedy).unwrap();
        assert_eq!(race.contenders()[0].trainer.cause(), None);
        race.step(1);
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
    assert!(race.contenders()[0].lookout.watches()[0].flag().is_none());
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
