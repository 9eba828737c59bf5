//! Recipes: what is written down of a run is all it takes to run it again, to the last bit.

use gradual::architecture::HiddenLayer;
use gradual::data::digits::config::{DigitsConfig, MnistPart};
use gradual::data::digits::set::{Digits, PIXELS};
use gradual::data::formulas::above::AboveConfig;
use gradual::data::generators::points::{PointSet, PointsConfig};
use gradual::data::source::Source;
use gradual::data::tables::table::{Chosen, Table};
use gradual::learning::optimizer::Rule;
use gradual::learning::stopping::{Criterion, StopRule};
use gradual::pieces::activation::Activation;
use gradual::pieces::initial::Initial;
use gradual::pieces::loss::Loss;
use gradual::trainer::learner::Learner;
use gradual::trainer::naive_bayes::squares;
use gradual::trainer::race::Race;
use gradual::trainer::recipe::Recipe;
use gradual::trainer::settings::ModelConfig;
use proptest::num::{f32 as single, f64 as double};
use proptest::prelude::*;

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

fn model(optimizer: Rule, regression: bool) -> ModelConfig {
    ModelConfig {
        name: format!("{optimizer:?}"),
        learner: Learner::Network,
        hidden: vec![HiddenLayer::Dense {
            units: 4,
            activation: Activation::Tanh,
        }],
        loss: if regression {
            Loss::SquaredErrorLinear
        } else {
            Loss::CrossEntropy
        },
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
        learner: Learner::NaiveBayes,
        hidden: vec![squares()],
        ..model(Rule::Adam, false)
    }
}

fn set(set: PointSet) -> Source {
    Source::Set(PointsConfig {
        set,
        count: 60,
        noise: 0.15,
        held_out: 0.3,
        seed: 5,
    })
}

fn above() -> Source {
    Source::Above(AboveConfig {
        formula: "sin(2x)".into(),
        count: 60,
        noise: 0.1,
        held_out: 0.3,
        seed: 4_294_967_295,
    })
}

fn table(number: bool) -> Source {
    let row = |i: u32| {
        format!(
            "{},{}.5,{}",
            i * 37 % 41,
            i * 17 % 23,
            [7, 8, 9][i as usize % 3]
        )
    };
    let rows: Vec<String> = (0..40).map(row).collect();
    let table = Table::read(&format!("length,width,kind\n{}", rows.join("\n"))).unwrap();
    let mut chosen: Chosen = serde_json::from_str(
        r#"{"name":"shells.csv","columns":{"x1":0,"x2":1,"target":2,"learned":"class"},"heldOut":0.3,"seed":8}"#,
    )
    .unwrap();
    if number {
        chosen.columns.learned = gradual::data::target::Learned::Number;
    }
    let found = table.points(chosen.columns, chosen.seed).unwrap();
    Source::Table(table.own(found, &chosen).unwrap())
}

/// `over` with some points more, one moved, and some erased.
fn painted(over: Source) -> Source {
    let mut race = Race::from_recipe(&recipe(over, &[])).unwrap();
    let painting = race.painting_mut().unwrap();
    painting.begin([-2.0, 0.5], 1.0).unwrap();
    painting.extend([1.0, 0.7], 1.0).unwrap();
    painting.finish();
    painting.erase([0.0, 0.0], 0.4).unwrap();
    painting.finish();
    if painting.grab([1.0, 1.0], 2.0).unwrap() {
        painting.drag([0.123_456_79, -1.1]).unwrap();
    }
    painting.finish();
    assert!(race.use_painted().unwrap());
    Source::clone(race.source().unwrap())
}

fn recipe(data: Source, models: &[ModelConfig]) -> Recipe {
    Recipe {
        version: 1,
        data,
        models: models.to_vec(),
        seed: 11,
        rules: vec![StopRule {
            criterion: Criterion::Epochs { epochs: 1000.0 },
            stops: true,
        }],
    }
}

/// As text, and back.
fn written(recipe: &Recipe) -> Recipe {
    serde_json::from_str(&serde_json::to_string(recipe).unwrap()).unwrap()
}

/// Everything that training has made, as bits.
fn bits(race: &Race) -> Vec<u32> {
    let models = race.contenders().iter();
    models
        .flat_map(|model| model.trainer.parameters().iter().map(|p| p.to_bits()))
        .collect()
}

fn go(race: &mut Race) -> Vec<u32> {
    for _ in 0..12 {
        race.step(3).unwrap();
        race.evaluate(usize::MAX);
    }
    bits(race)
}

fn sources() -> Vec<Source> {
    let plain = [
        set(PointSet::Moons),
        set(PointSet::FiveBlobs),
        set(PointSet::Waves),
        set(PointSet::Curve),
        above(),
        table(false),
        table(true),
    ];
    let painted = [
        set(PointSet::Xor),
        set(PointSet::Hill),
        above(),
        table(false),
        table(true),
    ]
    .map(painted);
    plain.into_iter().chain(painted).collect()
}

#[test]
fn a_race_from_its_recipe_takes_the_same_way() {
    for source in sources() {
        let regression = source.dataset().unwrap().is_regression();
        for rules in RULES.chunks(4).chain([&RULES[..1], &RULES[4..7]]) {
            let mut models: Vec<ModelConfig> =
                rules.iter().map(|&rule| model(rule, regression)).collect();
            if !regression && models.len() < 4 {
                models.push(naive_bayes());
            }
            let recipe = recipe(source.clone(), &models);
            let mut race = Race::from_recipe(&recipe).unwrap();
            let way = go(&mut race);
            assert_eq!(race.recipe().unwrap(), recipe);
            let again = written(&race.recipe().unwrap());
            assert_eq!(again, recipe);
            assert_eq!(go(&mut Race::from_recipe(&again).unwrap()), way);
            let mut other = Race::from_recipe(&self::recipe(set(PointSet::Blobs), &[])).unwrap();
            other.apply(&again).unwrap();
            assert_eq!(go(&mut other), way);
            assert_eq!(other.rules(), recipe.rules);
            race.apply(&again).unwrap();
            assert_eq!(go(&mut race), way);
        }
    }
}

#[test]
fn painting_goes_on_where_it_was_written_down() {
    for over in [set(PointSet::Circles), above(), table(false), table(true)] {
        let source = painted(over);
        let paint = |race: &mut Race| {
            let painting = race.painting_mut().unwrap();
            painting.begin([0.3, -2.0], 1.0).unwrap();
            painting.extend([2.8, 2.0], 1.0).unwrap();
            painting.finish();
            race.use_painted().unwrap();
            let data = race.data();
            (data.values().to_vec(), data.train_count())
        };
        let recipe = recipe(source, &[]);
        let mut race = Race::from_recipe(&recipe).unwrap();
        let mut again = Race::from_recipe(&written(&recipe)).unwrap();
        assert_eq!(paint(&mut race), paint(&mut again));
    }
}

#[test]
fn a_recipe_reads_as_a_person_would_write_it() {
    let recipe = recipe(set(PointSet::Moons), &[model(Rule::Adam, false)]);
    let text = serde_json::to_string(&recipe).unwrap();
    let data =
        r#""data":{"kind":"set","set":"moons","count":60,"noise":0.15,"heldOut":0.3,"seed":5}"#;
    assert!(
        text.starts_with(&format!("{{\"version\":1,{data},")),
        "{text}"
    );
    assert!(
        text.contains(r#""seed":11,"rules":[{"criterion":{"kind":"epochs""#),
        "{text}"
    );
    let table = serde_json::to_string(&table(false)).unwrap();
    let info = r#"{"kind":"table","table":{"name":"shells.csv","columns":["length","width","kind"],"labels":["7","8","9"],"range":null,"rows":{"points":40,"skipped":0,"leftOut":0}}"#;
    assert!(table.starts_with(info), "{table}");
}

/// With one number in double precision, and another in single precision.
fn of_numbers(double: f64, single: f32) -> Recipe {
    let points = PointsConfig {
        set: PointSet::Spiral,
        count: 60,
        noise: single,
        held_out: single,
        seed: 5,
    };
    let model = ModelConfig {
        learning_rate: single,
        ..model(Rule::Adam, false)
    };
    let mut recipe = recipe(Source::Set(points), &[model]);
    recipe.rules[0].criterion = Criterion::Epochs { epochs: double };
    recipe
}

#[test]
fn a_number_of_seventeen_digits_reads_back() {
    let recipe = of_numbers(0.450_936_302_907_138_76, 0.86);
    assert_eq!(written(&recipe), recipe);
}

proptest! {
    /// To the last bit: so many digits are written as tell numbers apart, and -0 apart from 0.
    #[test]
    fn every_number_reads_back(
        double in double::POSITIVE | double::NEGATIVE | double::NORMAL | double::SUBNORMAL | double::ZERO,
        single in single::POSITIVE | single::NEGATIVE | single::NORMAL | single::SUBNORMAL | single::ZERO,
    ) {
        let recipe = of_numbers(double, single);
        prop_assert_eq!(format!("{:?}", written(&recipe)), format!("{recipe:?}"));
    }
}

/// What a link or a file may hold in place of a good recipe, and what is said of it.
#[test]
fn what_is_no_recipe_is_refused_and_changes_nothing() {
    let good = recipe(painted(set(PointSet::Blobs)), &[model(Rule::Adam, false)]);
    let good = serde_json::to_value(good).unwrap();
    let mut race = Race::from_recipe(&serde_json::from_value(good.clone()).unwrap()).unwrap();
    let way = go(&mut race);
    let before = race.recipe().unwrap();
    let mut refused = |path: &str, value: serde_json::Value| {
        let mut bad = good.clone();
        *bad.pointer_mut(path).unwrap() = value;
        let said = match serde_json::from_value::<Recipe>(bad) {
            Err(error) => error.to_string(),
            Ok(recipe) => {
                let said = race.apply(&recipe).unwrap_err().to_string();
                assert!(Race::from_recipe(&recipe).is_err());
                said
            }
        };
        assert_eq!(race.recipe().unwrap(), before);
        assert_eq!(bits(&race), way);
        said
    };
    let row = |x: f64, target: f64, draw: f64| serde_json::json!([x, 0.0, target, draw]);
    let points = "/data/points/points";
    for (path, value, says) in [
        ("/version", 2.into(), "another version"),
        ("/seed", (-1).into(), "whole number"),
        ("/models", serde_json::json!([1]), "expected"),
        ("/models/0/learningRate", (-0.5).into(), "learning rate"),
        ("/models/0/hidden/0/units", 4_000_000_000_u32.into(), ""),
        ("/rules/0/criterion/epochs", (-1).into(), "epochs"),
        ("/data/kind", "elephants".into(), "unknown variant"),
        ("/data/points/heldOut", 0.95.into(), "held out"),
        (
            points,
            serde_json::Value::Array(vec![row(0.0, 0.0, 0.5); 5001]),
            "5001",
        ),
        (
            points,
            serde_json::json!([row(4.0, 0.0, 0.5)]),
            "coordinate",
        ),
        (points, serde_json::json!([row(0.0, 5.0, 0.5)]), "class"),
        (points, serde_json::json!([row(0.0, 0.0, 1.5)]), "draw"),
        (points, serde_json::json!([[0, 0, 0]]), "length"),
        (
            "/data/over",
            serde_json::json!({"kind": "painted"}),
            "unknown variant",
        ),
        (
            "/data",
            serde_json::json!({"kind": "digits", "mnist": "none", "own": false}),
            "empty",
        ),
        (
            "/data",
            serde_json::json!({"kind": "set", "set": "moons", "count": 5e9, "noise": 0, "heldOut": 0, "seed": 1}),
            "whole number",
        ),
        (
            "/data",
            serde_json::json!({"kind": "set", "set": "hill", "count": 50, "noise": 0, "heldOut": 0, "seed": 1}),
            "values",
        ),
    ] {
        let said = refused(path, value);
        assert!(said.contains(says), "{path}: {said}");
    }
    let bayes = serde_json::to_value(naive_bayes()).unwrap();
    let said = refused(
        "",
        serde_json::json!({
            "version": 1, "data": set(PointSet::Waves), "models": [bayes], "seed": 1, "rules": []
        }),
    );
    assert!(said.contains("values"), "{said}");
    let five = vec![good["models"][0].clone(); 5];
    assert!(refused("/models", five.into()).contains("number of models"));
}

#[test]
fn examples_without_a_source_have_no_recipe() {
    let data = set(PointSet::Moons).dataset().unwrap();
    let mut race = Race::new(data, &[model(Rule::Adam, false)], 1).unwrap();
    assert!(race.recipe().unwrap_err().to_string().contains("no recipe"));
    assert!(race.painting_mut().is_err() && race.use_painted().is_err());
}

fn digits(labels: &[u8]) -> Digits {
    let mut digits = Digits::new("digits");
    for &label in labels {
        let picture: Vec<u8> = (0..PIXELS)
            .map(|i| if i % 10 == usize::from(label) { 200 } else { 0 })
            .collect();
        digits.add(&picture, label).unwrap();
    }
    digits
}

#[test]
fn digits_come_after_their_recipe_and_stay_for_the_next() {
    let chosen = DigitsConfig {
        mnist: MnistPart::Sixth,
        own: true,
    };
    let recipe = Recipe {
        rules: Vec::new(),
        ..recipe(Source::Digits(chosen), &[model(Rule::Adam, false)])
    };
    let (train, test) = (digits(&[1, 2, 3, 1, 2, 3, 7, 8]), digits(&[1, 2]));
    let bring = |race: &mut Race| race.set_digits(None, &train, &test).unwrap();
    let mut race = Race::from_recipe(&recipe).unwrap();
    assert_eq!(race.data().count(), 0);
    bring(&mut race);
    let way = go(&mut race);
    assert_eq!(race.recipe().unwrap(), recipe);
    race.apply(&written(&recipe)).unwrap();
    assert_eq!(race.data().count(), 10);
    assert_eq!(go(&mut race), way);
    let all = DigitsConfig {
        mnist: MnistPart::All,
        own: false,
    };
    race.set_digits(Some(all), &train, &test).unwrap();
    assert_eq!(race.recipe().unwrap().data, Source::Digits(all));
}

#[test]
fn digits_need_a_race_of_their_own() {
    let models = [model(Rule::Adam, false)];
    let mut race = Race::from_recipe(&recipe(set(PointSet::Moons), &models)).unwrap();
    let way = go(&mut race);
    let before = race.recipe().unwrap();
    let (train, test) = (digits(&[1, 2, 3]), digits(&[1]));
    let said = race
        .set_digits(None, &train, &test)
        .unwrap_err()
        .to_string();
    assert_eq!(
        said,
        "This race learns points; digits need a race of their own."
    );
    assert_eq!((bits(&race), race.recipe().unwrap()), (way, before));
}

#[test]
fn weights_that_go_with_a_recipe_begin_every_model_or_are_refused() {
    let models = [model(Rule::Sgd, false), model(Rule::Adam, false)];
    let recipe = recipe(set(PointSet::Moons), &models);
    let mut race = Race::from_recipe(&recipe).unwrap();
    go(&mut race);
    let weights: Vec<f32> = bits(&race).into_iter().map(f32::from_bits).collect();
    let mut other = Race::from_recipe(&recipe).unwrap();
    let before = bits(&other);
    let bad = [
        weights[1..].to_vec(),
        [&weights[1..], &[f32::NAN]].concat(),
        [&weights[1..], &[1e30]].concat(),
    ];
    for bad in bad {
        assert!(other.start_all_from(&bad).is_err());
        assert_eq!(bits(&other), before);
    }
    other.start_all_from(&weights).unwrap();
    assert_eq!(bits(&other), bits(&race));
    go(&mut other);
    other.restart();
    assert_eq!(bits(&other), bits(&race));
}
