//! What once went wrong, each with what is right. The edge asks the core for all of this.

use gradual::architecture::HiddenLayer;
use gradual::data::dataset::Dataset;
use gradual::data::digits::config::DigitsConfig;
use gradual::data::digits::set::{CLASSES, SHAPE, dataset};
use gradual::data::generators::points::{PointSet, PointsConfig, generate};
use gradual::data::source::Source;
use gradual::data::tables::table::Table;
use gradual::data::target::Learned;
use gradual::error::Error;
use gradual::insight::generative;
use gradual::insight::guess::Guesser;
use gradual::insight::hidden_map::HiddenMap;
use gradual::insight::hidden_space::HiddenSpace;
use gradual::insight::inside::Inside;
use gradual::insight::judge::Judge;
use gradual::insight::outcomes::{Outcome, Outcomes};
use gradual::insight::plane::PlaneView;
use gradual::insight::trace::Trace;
use gradual::insight::update::Update;
use gradual::learning::optimizer::Rule;
use gradual::pieces::activation::Activation;
use gradual::pieces::features::Feature;
use gradual::pieces::initial::Initial;
use gradual::pieces::loss::Loss;
use gradual::random::Random;
use gradual::trainer::examples::Examples;
use gradual::trainer::learner::Learner;
use gradual::trainer::naive_bayes::squares;
use gradual::trainer::race::Race;
use gradual::trainer::settings::ModelConfig;
use gradual::weights;

use crate::lab::{Lab, digits_of};
use crate::start::Start;

fn points(set: PointSet, held_out: f32) -> PointsConfig {
    PointsConfig {
        set,
        count: 40,
        noise: 0.1,
        held_out,
        seed: 3,
    }
}

fn model(hidden: &[HiddenLayer], loss: Loss) -> ModelConfig {
    ModelConfig {
        name: "Network".into(),
        learner: Learner::Network,
        hidden: hidden.to_vec(),
        loss,
        initial: Initial::Glorot,
        optimizer: Rule::Sgd,
        learning_rate: 0.1,
        batch_size: 10,
        l1: 0.0,
        l2: 0.0,
        augmentation: 0.0,
        clip: 0.0,
        frozen: Vec::new(),
    }
}

fn dense(units: usize) -> HiddenLayer {
    HiddenLayer::Dense {
        units,
        activation: Activation::Tanh,
    }
}

fn race(set: PointSet, model: ModelConfig) -> Race {
    Race::new(generate(&points(set, 0.25)).unwrap(), &[model], 1).unwrap()
}

fn said<T>(outcome: Result<T, Error>) -> String {
    outcome.err().expect("it is refused").to_string()
}

#[test]
fn the_hidden_space_of_no_points_shows_the_plane() {
    let mut lab = Lab::new(&Start::Points {
        data: points(PointSet::Slope, 0.0),
        models: vec![model(&[dense(4)], Loss::SquaredErrorLinear)],
        seed: 1,
        keeps_time: true,
    });
    lab.race.painting_mut().unwrap().clear().unwrap();
    lab.race.use_painted().unwrap();
    let mut space = HiddenSpace::default();
    let model = lab.race.contenders()[0].trainer.model();
    space.read(model, lab.race.data()).unwrap();
    let (middle, half) = space.frame();
    assert!(space.places().is_empty() && half > 0.0 && middle.iter().all(|at| at.is_finite()));
    assert!(space.lines().iter().any(|&at| at != 0.0));
    assert!(space.shading().iter().all(|y| y.is_finite()));
}

#[test]
fn where_all_points_are_held_out_a_batch_is_the_point_that_is_looked_at() {
    let source = Source::Set(points(PointSet::Blobs, 0.25));
    let model = model(&[dense(2)], Loss::CrossEntropy);
    let mut race = race(PointSet::Blobs, model.clone());
    race.begin(Examples::of(source).unwrap(), &[model]).unwrap();
    let painting = race.painting_mut().unwrap();
    let all = painting.source().points().unwrap().points().to_vec();
    for point in all.iter().filter(|point| point.draw >= 0.25) {
        painting.erase(point.place, 1e-4).unwrap();
    }
    race.use_painted().unwrap();
    assert_eq!(race.data().train_count(), 0);
    let (mut inside, trainer) = (Inside::default(), &race.contenders()[0].trainer);
    let walk = inside.walk(trainer, 0, true).unwrap();
    assert!(walk.examples == 1 && walk.after.is_finite());
    assert_eq!(inside.parameter(trainer, 0).unwrap().shares.len(), 1);
}

#[test]
fn what_a_model_that_diverges_makes_of_points_are_numbers() {
    let wild = ModelConfig {
        learning_rate: 330_035.3,
        batch_size: 1,
        ..model(&[dense(5), dense(3)], Loss::SquaredErrorLinear)
    };
    for identity in [false, true] {
        let mut wild = wild.clone();
        if identity {
            wild.hidden = vec![
                HiddenLayer::Dense {
                    units: 5,
                    activation: Activation::Identity,
                };
                3
            ];
        }
        let mut race = race(PointSet::Xor, wild);
        for _ in 0..4 {
            race.step(1).unwrap();
            let mut outcomes = Outcomes::default();
            let model = race.contenders()[0].trainer.model();
            let found = outcomes.read(model, race.data(), 1).unwrap();
            assert!(Outcome::numbers(found).all(f32::is_finite));
        }
    }
}

#[test]
fn a_picture_is_asked_for_before_there_are_digits() {
    let data = Dataset::empty(SHAPE, CLASSES);
    assert_eq!(
        said(data.check_example(0)),
        "The number of the example is 0, but there is none."
    );
}

#[test]
fn points_and_digits_do_not_take_each_others_place() {
    let mut on_points = race(PointSet::Moons, model(&[], Loss::CrossEntropy));
    let digits = || dataset(&digits_of(12), &digits_of(3)).unwrap();
    assert_eq!(
        said(on_points.change_data(digits())),
        "The models here learn examples of 2 values, and can't go on with examples of 28 × 28 × 1."
    );
    let values = generate(&points(PointSet::Slope, 0.0)).unwrap();
    assert!(said(on_points.change_data(values)).contains("these points have values"));
    on_points.step(3).unwrap();
    let empty = Dataset::empty(SHAPE, CLASSES);
    let mut on_digits = Race::new(empty, &[model(&[], Loss::CrossEntropy)], 1).unwrap();
    on_digits.change_data(digits()).unwrap();
    let classes = generate(&points(PointSet::Moons, 0.0)).unwrap();
    assert!(said(on_digits.change_data(classes)).contains("28 × 28 × 1"));
}

#[test]
fn naive_bayes_wants_classes() {
    let values = generate(&points(PointSet::Slope, 0.0)).unwrap();
    let bayes = ModelConfig {
        learner: Learner::NaiveBayes,
        ..model(&[squares()], Loss::CrossEntropy)
    };
    assert!(said(Race::new(values.clone(), &[bayes], 1)).contains("these points have values"));
    let wants = "Naive Bayes tells classes apart, but these points have values.";
    assert_eq!(said(generative::ellipses(&values)), wants);
    let made = generative::new_points(&values, 5, &mut Random::new(1));
    assert_eq!(said(made), wants);
}

#[test]
fn a_cached_pass_notices_that_dropout_has_come() {
    let drop = HiddenLayer::Dropout { rate: 0.5 };
    let mut race = race(PointSet::Moons, model(&[dense(4)], Loss::CrossEntropy));
    let (mut plane, mut guesser, mut update) =
        (PlaneView::default(), Guesser::default(), Update::default());
    for hidden in [
        vec![dense(4)],
        vec![dense(4), drop.clone()],
        vec![drop, dense(4)],
    ] {
        race.set_model(0, model(&hidden, Loss::CrossEntropy))
            .unwrap();
        let trainer = &race.contenders()[0].trainer;
        let model = trainer.model();
        assert_eq!(plane.outputs(model, 5).unwrap().len(), 25);
        plane.units(model, 5).unwrap();
        guesser.outputs(model, &[0.5, -0.5]).unwrap();
        assert_eq!(update.of(trainer, &[0, 1]).len(), model.parameter_count());
    }
}

#[test]
fn the_present_is_not_lost_by_a_look_at_the_past() {
    let mut race = race(PointSet::Moons, model(&[dense(3)], Loss::CrossEntropy));
    race.keep_time();
    race.evaluate(usize::MAX);
    race.step(2).unwrap();
    race.evaluate(7); // a sweep is under way, over weights of before
    race.step(2).unwrap();
    let present = race.contenders()[0].trainer.parameters().to_vec();
    race.seek(0).unwrap();
    let last = race.timeline().unwrap().moments().len() - 1;
    race.seek(last).unwrap();
    assert_eq!(race.contenders()[0].trainer.parameters(), present);
    assert_eq!(race.contenders()[0].trainer.iteration(), 4);
}

#[test]
fn weights_of_other_inputs_are_refused() {
    let config = |features: [Feature; 2]| {
        let features = features.to_vec();
        model(&[HiddenLayer::Features { features }], Loss::CrossEntropy)
    };
    let squared = race(
        PointSet::Moons,
        config([Feature::X1Squared, Feature::X2Squared]),
    );
    let file = weights::write(squared.contenders()[0].trainer.model());
    let mut plain = race(PointSet::Moons, config([Feature::X1, Feature::X2]));
    let said = said(plain.set_weights(0, &file));
    assert!(
        said.contains("x₁², x₂²") && said.contains("x₁, x₂ →"),
        "{said}"
    );
    assert!(
        plain
            .set_weights(0, &weights::write(plain.contenders()[0].trainer.model()))
            .is_ok()
    );
}

#[test]
fn cross_entropy_of_large_logits_keeps_its_digits() {
    let mut y = [0.0; 2];
    let softmax = Loss::CrossEntropy.forward_with_total(&[1000.0, 999.5], &[1.0, 0.0], &mut y, 2);
    assert!(
        (softmax - 0.474_076_98).abs() < 1e-6,
        "ln(1 + e^-0.5), not {softmax}"
    );
    let mut of_one =
        |z: f32, t: f32| Loss::CrossEntropy.forward_with_total(&[z], &[t], &mut y[..1], 1);
    assert!(of_one(1000.0, 1.0) < 1e-30 && of_one(-1000.0, 0.0) < 1e-30);
    assert_eq!([of_one(1000.0, 0.0), of_one(-1000.0, 1.0)], [1000.0; 2]);
    let sure = of_one(12.0, 1.0);
    assert!(
        (sure / 6.144_193_5e-6 - 1.0).abs() < 1e-5,
        "ln(1 + e^-12), not {sure}"
    );
}

#[test]
fn the_map_of_one_unit_or_of_values_or_of_nobody_is_a_map() {
    let whole = |race: &Race| {
        let (mut map, trainer) = (HiddenMap::default(), &race.contenders()[0].trainer);
        while !map.advance(trainer.model(), trainer.data()) {}
        map
    };
    let unit = whole(&race(PointSet::Moons, model(&[], Loss::CrossEntropy)));
    assert_eq!((unit.examples().len(), unit.places().len()), (10, 20));
    assert!(unit.agreement().is_some_and(|share| share > 0.5));
    let values = model(&[dense(3)], Loss::SquaredErrorLinear);
    let values = whole(&race(PointSet::Slope, values));
    assert!(values.places().is_empty());
    let digits = Examples::of(Source::Digits(DigitsConfig::default())).unwrap();
    let nobody = Race::new(digits, &[model(&[], Loss::CrossEntropy)], 1).unwrap();
    assert_eq!(whole(&nobody).place(&[0.0; 784]), Ok(None));
}

#[test]
fn an_update_is_shown_only_on_its_own_model() {
    let mut update = Update::default();
    let two = [
        model(&[], Loss::CrossEntropy),
        model(&[dense(3)], Loss::CrossEntropy),
    ];
    let race = Race::new(generate(&points(PointSet::Moons, 0.0)).unwrap(), &two, 1).unwrap();
    let [unit, network] = [0, 1].map(|index| &race.contenders()[index].trainer);
    assert!(update.margin(unit.model(), 1.0, 0, 4).is_err());
    update.of(unit, &[0]);
    assert!(update.margin(unit.model(), 1.0, 0, 4).is_ok());
    assert_eq!(
        said(update.margin(network.model(), 1.0, 0, 4)),
        "No update of this model has been worked out yet."
    );
}

#[test]
fn a_moment_that_is_not_there_leaves_all_as_it_was() {
    let mut race = race(PointSet::Moons, model(&[], Loss::CrossEntropy));
    race.keep_time();
    race.step(2).unwrap();
    assert!(said(race.seek(1)).starts_with("The moment must be"));
    assert!(race.timeline().unwrap().moments().is_empty() && race.history().epochs().is_empty());
}

#[test]
fn numbers_that_are_none_are_no_picture() {
    let race = race(PointSet::Moons, model(&[], Loss::CrossEntropy));
    let model = race.contenders()[0].trainer.model();
    let refused = Guesser::default()
        .outputs(model, &[f32::NAN, 0.0])
        .map(drop);
    assert!(said(refused).contains("but no number was given"));
    assert!(Guesser::default().outputs(model, &[1.0, 1e30]).is_err());
}

#[test]
fn naive_bayes_waits_for_digits_and_never_loses_count() {
    let digits = || Examples::of(Source::Digits(DigitsConfig::default())).unwrap();
    let mut race = Race::new(digits(), &[model(&[], Loss::CrossEntropy)], 1).unwrap();
    let mut judge = Judge::default();
    judge.advance(&race, 9);
    assert_eq!(judge.guess(&race, 0, &[0.0; 784]), Ok(&[][..]));
    // The third class was never seen in training.
    race.set_digits(None, &digits_of(2), &digits_of(3)).unwrap();
    judge.advance(&race, 9);
    let loss = judge.report(&race, 1).unwrap().unwrap().loss;
    assert!(loss.is_finite() && loss > 100.0, "{loss}");
}

#[test]
fn a_table_is_not_refused_by_quoting_a_gap() {
    let table = Table::read("NaN,0,yes\ninf,0,yes").unwrap();
    let sentence = said(table.points(table.likely_columns_for(Learned::Number), 0));
    assert!(
        sentence.contains("no numbers") && !sentence.contains("NaN"),
        "{sentence}"
    );
}

#[test]
fn inputs_that_nothing_can_be_reckoned_with_are_not_traced() {
    let race = race(PointSet::Blobs, model(&[], Loss::CrossEntropy));
    let model = race.contenders()[0].trainer.model();
    let mut trace = Trace::default();
    for x in [f32::MAX, f32::INFINITY, f32::NAN] {
        assert!(trace.run(model, &[x, 0.0]).is_err(), "{x}");
    }
    assert!(trace.run(model, &[1e6, -1e6]).is_ok());
}
