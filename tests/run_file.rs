//! Runs as files: written, read, gone on with, to the last bit; and what is damaged or foreign is refused in a sentence.

use std::sync::OnceLock;

use gradual::architecture::HiddenLayer;
use gradual::data::digits::config::DigitsConfig;
use gradual::data::digits::set::Digits;
use gradual::data::generators::points::{PointSet, PointsConfig};
use gradual::data::source::Source;
use gradual::formats::run;
use gradual::learning::optimizer::Rule;
use gradual::learning::stopping::{Criterion, StopRule};
use gradual::pieces::activation::Activation;
use gradual::pieces::initial::Initial;
use gradual::pieces::loss::Loss;
use gradual::trainer::history::QUANTITIES;
use gradual::trainer::learner::Learner;
use gradual::trainer::naive_bayes::squares;
use gradual::trainer::race::Race;
use gradual::trainer::recipe::{Recipe, VERSION};
use gradual::trainer::settings::ModelConfig;
use gradual::trainer::stop::Cause;
use proptest::prelude::*;

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

fn naive_bayes() -> ModelConfig {
    ModelConfig {
        name: "Naive Bayes".into(),
        learner: Learner::NaiveBayes,
        hidden: vec![squares()],
        ..model(Rule::Sgd)
    }
}

fn points(set: PointSet, held_out: f32) -> Source {
    Source::Set(PointsConfig {
        set,
        count: 100,
        noise: 0.3,
        held_out,
        seed: 3,
    })
}

fn recipe(data: Source, models: Vec<ModelConfig>) -> Recipe {
    let criteria = [
        Criterion::Epochs { epochs: 2.0 },
        Criterion::HeldOutRises { epochs: 3.0 },
    ];
    let rules = criteria.map(|criterion| StopRule {
        criterion,
        stops: false,
    });
    Recipe {
        version: VERSION,
        data,
        models,
        seed: 11,
        rules: rules.to_vec(),
    }
}

/// Any other race, in which a session may be opened.
fn other() -> Race {
    let recipe = recipe(points(PointSet::Spiral, 0.0), vec![model(Rule::Momentum)]);
    let mut race = Race::from_recipe(&recipe).unwrap();
    go(&mut race, 3);
    race
}

fn go(race: &mut Race, frames: usize) {
    for _ in 0..frames {
        race.step(4).unwrap();
        race.evaluate(usize::MAX);
    }
}

/// Everything that a race has learned and noted, as bits; no seconds.
fn bits(race: &Race) -> Vec<u64> {
    let mut bits = Vec::new();
    for (index, contender) in race.contenders().iter().enumerate() {
        let (trainer, scores) = (&contender.trainer, &contender.scores);
        bits.extend(trainer.parameters().iter().map(|p| u64::from(p.to_bits())));
        let losses = [scores.train, scores.held_out];
        bits.extend(losses.map(|score| score.map_or(0, |score| score.loss.to_bits())));
        bits.extend([
            trainer.iteration(),
            trainer.epochs().to_bits(),
            trainer.evaluations(),
            u64::from(trainer.gradient_norm().to_bits()),
            trainer.stopped().map_or(0, |said| said.len() as u64),
        ]);
        let way = trainer.way(0, 1).flatten();
        bits.extend(way.map(|p| u64::from(p.to_bits())));
        let flags = contender.monitor.watches().iter().map(|watch| watch.flag());
        bits.extend(flags.map(|flag| flag.map_or(0, |flag| 1 + flag.iteration)));
        let best = &contender.monitor.best().parameters;
        bits.extend(best.iter().map(|p| u64::from(p.to_bits())));
        for quantity in &QUANTITIES[..7] {
            let curve = race.history().column(index, quantity).unwrap();
            bits.extend(curve.iter().map(|value| u64::from(value.to_bits())));
        }
    }
    bits
}

/// The run goes on from its file in another race, until both have come `frames` further.
fn assert_goes_on(race: &mut Race, frames: usize) {
    let file = run::write(&race.session().unwrap()).unwrap();
    let mut again = other();
    again.open(run::read(&file).unwrap()).unwrap();
    assert_same(race, &again);
    assert!(run::write(&again.session().unwrap()).unwrap() == file);
    for _ in 0..frames {
        go(race, 1);
        go(&mut again, 1);
        assert_same(race, &again);
    }
}

fn assert_same(race: &Race, again: &Race) {
    assert!(bits(race) == bits(again));
    assert_eq!(race.recipe(), again.recipe());
    let moments = |race: &Race| race.timeline().unwrap().moments().len();
    assert_eq!(moments(race), moments(again));
}

#[test]
fn every_optimiser_goes_on_with_the_same_bits_in_the_middle_of_an_epoch() {
    for rule in Rule::ALL {
        let models = vec![model(rule), model(Rule::Adam), naive_bayes()];
        let mut race = Race::from_recipe(&recipe(points(PointSet::Moons, 0.4), models)).unwrap();
        race.evaluate(usize::MAX);
        go(&mut race, 7);
        race.step(3).unwrap();
        assert_ne!(race.contenders()[1].trainer.epochs().fract(), 0.0);
        assert_goes_on(&mut race, 20);
    }
}

#[test]
fn a_run_that_has_not_begun_and_one_of_values_are_files_too() {
    let models = vec![ModelConfig {
        hidden: Vec::new(),
        loss: Loss::SquaredErrorLinear,
        ..model(Rule::Lbfgs)
    }];
    let mut race = Race::from_recipe(&recipe(points(PointSet::Slope, 0.3), models)).unwrap();
    assert_goes_on(&mut race, 30);
    assert_eq!(race.contenders()[0].trainer.cause(), Some(Cause::Rest));
    assert_goes_on(&mut race, 2);
}

#[test]
fn one_who_looks_at_the_past_finds_it_and_the_present_in_the_file() {
    let models = vec![model(Rule::Adam), model(Rule::Lbfgs)];
    let mut race = Race::from_recipe(&recipe(points(PointSet::Moons, 0.4), models)).unwrap();
    race.evaluate(usize::MAX);
    go(&mut race, 20);
    let now = bits(&race);
    race.seek(6).unwrap();
    let file = run::write(&race.session().unwrap()).unwrap();
    let mut again = other();
    again.open(run::read(&file).unwrap()).unwrap();
    assert!(again.is_past());
    assert_same(&race, &again);
    again.seek(20).unwrap();
    assert!(!again.is_past() && bits(&again) == now);
    assert_goes_on(&mut race, 5);
}

#[test]
fn a_run_that_is_about_to_diverge_diverges_in_the_same_way() {
    let wild = ModelConfig {
        learning_rate: 0.7,
        hidden: Vec::new(),
        loss: Loss::SquaredErrorLinear,
        clip: 0.0,
        frozen: Vec::new(),
        ..model(Rule::Sgd)
    };
    let recipe = recipe(points(PointSet::Slope, 0.4), vec![wild]);
    let started = || Race::from_recipe(&recipe).unwrap();
    let mut race = started();
    (0..100).for_each(|_| race.step(2).unwrap());
    let trainer = &race.contenders()[0].trainer;
    assert_eq!(trainer.cause(), Some(Cause::Divergence));
    let last = trainer.iteration();
    println!("It diverges after iteration {last}.");
    for steps in (1..).take_while(|steps| 2 * steps < last + 6) {
        let mut race = started();
        (0..steps).for_each(|_| race.step(2).unwrap());
        assert_goes_on(&mut race, 4);
    }
}

#[test]
fn a_run_begun_at_its_best_is_replayed_after_it_was_read() {
    let models = vec![model(Rule::Adam), model(Rule::Sgd)];
    let mut race = Race::from_recipe(&recipe(points(PointSet::Moons, 0.4), models)).unwrap();
    go(&mut race, 100);
    race.back_to_best(0).unwrap();
    race.evaluate(usize::MAX);
    go(&mut race, 5);
    let file = run::write(&race.session().unwrap()).unwrap();
    let mut again = other();
    again.open(run::read(&file).unwrap()).unwrap();
    go(&mut race, 5);
    let end = again.runs().unwrap().number();
    again.restart();
    again.replay(end).unwrap();
    go(&mut again, 10);
    let parameters = |race: &Race| {
        let trainers = race.contenders().iter().map(|c| c.trainer.parameters());
        trainers.flatten().map(|p| p.to_bits()).collect::<Vec<_>>()
    };
    assert_eq!(parameters(&again), parameters(&race));
}

/// Some pictures that are no digits, as good as any.
fn digits(count: u32) -> Digits {
    let mut digits = Digits::new("some");
    for number in 0..count {
        let pixel = |i: u32| {
            let ink = (i * 31 + number * number * 7 + i * i * number) % 97;
            if ink < 25 { (ink * 10) as u8 } else { 0 }
        };
        let picture: Vec<u8> = (0..784).map(pixel).collect();
        digits.add(&picture, (number % 10) as u8).unwrap();
    }
    digits
}

#[test]
fn digits_varied_and_dropped_out_go_on_with_the_same_bits() {
    let relu = Activation::Relu;
    let hidden = [
        vec![
            HiddenLayer::Dense {
                units: 12,
                activation: relu,
            },
            HiddenLayer::Dropout { rate: 0.4 },
        ],
        vec![
            HiddenLayer::Convolution {
                channels: 2,
                kernel: 5,
                stride: 1,
                padding: 0,
                activation: relu,
            },
            HiddenLayer::MaxPool { size: 2, stride: 2 },
        ],
    ];
    let models = hidden.map(|hidden| ModelConfig {
        hidden,
        augmentation: 0.7,
        batch_size: 16,
        initial: Initial::He,
        ..model(Rule::Adam)
    });
    let source = Source::Digits(DigitsConfig::default());
    let recipe = recipe(source, models.to_vec());
    let (train, held_out) = (digits(100), digits(30));
    let started = || {
        let mut race = Race::from_recipe(&recipe).unwrap();
        race.set_digits(None, &train, &held_out).unwrap();
        race
    };
    let mut race = started();
    go(&mut race, 2);
    let file = run::write(&race.session().unwrap()).unwrap();
    let mut again = started();
    again.open(run::read(&file).unwrap()).unwrap();
    go(&mut race, 3);
    go(&mut again, 3);
    assert_same(&race, &again);

    let mut without = Race::from_recipe(&recipe).unwrap();
    let said = without
        .open(run::read(&file).unwrap())
        .unwrap_err()
        .to_string();
    assert!(
        said.contains("has learned 100 training examples in it, but there are 0"),
        "{said}"
    );
}

fn session_file() -> Vec<u8> {
    let models = vec![model(Rule::Adam), model(Rule::Lbfgs), naive_bayes()];
    let mut race = Race::from_recipe(&recipe(points(PointSet::Moons, 0.4), models)).unwrap();
    race.evaluate(usize::MAX);
    go(&mut race, 5);
    run::write(&race.session().unwrap()).unwrap()
}

#[test]
fn what_is_no_run_or_damaged_is_refused_in_words() {
    let said = |bytes: &[u8]| {
        run::read(bytes)
            .err()
            .map(|error| error.to_string())
            .unwrap()
    };
    for foreign in [
        &b""[..],
        b"gradual\x01....",
        b"\x89PNG\r\n\x1a\n",
        b"gradru",
        b"{}",
    ] {
        assert_eq!(
            said(foreign),
            "This session can't be opened: the file is not one of a run."
        );
    }
    assert!(said(b"gradrun\x02....").contains("it is of version 2, and this page reads version 1"));
    assert!(said(b"gradrun\x01").contains("damaged or incomplete"));
    let file = session_file();
    for length in (8..file.len()).step_by(97) {
        assert!(said(&file[..length]).contains("damaged or incomplete"));
    }
    for place in (8..file.len()).step_by(89) {
        let mut file = file.clone();
        file[place] ^= 0x10;
        assert!(said(&file).contains("damaged or incomplete"));
    }
}

#[test]
fn a_session_of_other_layers_or_models_leaves_the_race_as_it_was() {
    let session = run::read(&session_file()).unwrap();
    let mut race = other();
    let before = bits(&race);
    let mut refused = |change: fn(&mut Recipe)| {
        let mut session = session.clone();
        change(&mut session.recipe);
        let said = race.open(session).unwrap_err().to_string();
        assert!(bits(&race) == before);
        said
    };
    assert!(
        refused(|recipe| recipe.models[0] = ModelConfig {
            hidden: Vec::new(),
            ..model(Rule::Adam)
        })
        .contains("it holds 21 weights and biases of Adam, which has 3")
    );
    assert!(refused(|recipe| recipe.models[1] = model(Rule::Sgd)).contains("can't be of Sgd"));
    assert!(refused(|recipe| recipe.models.truncate(1)).contains("more or fewer models"));
    assert!(
        refused(|recipe| recipe.data = points(PointSet::Moons, 0.1))
            .contains("has learned 60 training examples in it, but there are 90")
    );
    assert!(refused(|recipe| recipe.version = 9).contains("recipe 9"));
    assert!(race.open(session).is_ok());
}

/// The same with a right checksum: what a script may hand over.
fn sealed(mut content: Vec<u8>) -> Vec<u8> {
    content.truncate(content.len() - 4);
    let step = |sum: u32, &byte: &u8| (sum ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    let sum = content.iter().fold(0x811c_9dc5, step);
    content.extend(sum.to_le_bytes());
    content
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, ..ProptestConfig::default() })]

    /// Whatever a file holds, it is refused in a sentence, or is a run that can be gone on with.
    #[test]
    fn a_hostile_file_never_panics(
        places in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
        cut in prop::option::of(any::<prop::sample::Index>()),
    ) {
        static FILE: OnceLock<Vec<u8>> = OnceLock::new();
        let mut file = FILE.get_or_init(session_file).clone();
        for (place, byte) in places {
            let place = 8 + place.index(file.len() - 12);
            file[place] = byte;
        }
        if let Some(cut) = cut {
            let (start, end) = (8 + cut.index(file.len() - 12), file.len());
            file.drain(start..(start + 5).min(end - 4));
        }
        let mut race = other();
        let before = bits(&race);
        match run::read(&sealed(file)).and_then(|session| race.open(session)) {
            Err(said) => {
                prop_assert!(said.to_string().ends_with('.'));
                prop_assert!(bits(&race) == before);
            }
            Ok(()) => {
                go(&mut race, 2);
                race.seek(0).unwrap();
                go(&mut race, 2);
                race.restart();
            }
        }
    }
}
