//! The network that Gaussian naive Bayes is shown as says what the model says, also where a class is one point or a line.

use std::sync::Arc;

use gradual::architecture::Architecture;
use gradual::data::dataset::{Dataset, Inputs};
use gradual::data::generators::points::{PointSet, PointsConfig};
use gradual::data::source::Source;
use gradual::data::tables::table::{Chosen, Table};
use gradual::formats::{kept::Kept, onnx, run, safetensors};
use gradual::learning::naive_bayes::NaiveBayes;
use gradual::network::{Network, Workspace};
use gradual::pieces::loss::Loss;
use gradual::pieces::shape::Shape;
use gradual::pieces::signals::Input;
use gradual::trainer::learner::Learner;
use gradual::trainer::naive_bayes::{gaussian, squares};
use gradual::trainer::race::Race;
use gradual::trainer::recipe::Recipe;
use gradual::trainer::settings::ModelConfig;
use gradual::trainer::training::Trainer;
use proptest::prelude::*;

fn naive_bayes() -> ModelConfig {
    ModelConfig {
        name: "Naive Bayes".into(),
        learner: Learner::NaiveBayes,
        hidden: vec![squares()],
        ..ModelConfig::default()
    }
}

/// A table with a header, all of whose rows are for training.
fn table(rows: &str) -> Source {
    let table = Table::read(&format!("length,width,kind\n{rows}")).unwrap();
    let chosen: Chosen = serde_json::from_str(
        r#"{"name":"t.csv","columns":{"x1":0,"x2":1,"target":2,"learned":"class"},"heldOut":0,"seed":1}"#,
    )
    .unwrap();
    let found = table.points(chosen.columns, chosen.seed).unwrap();
    Source::Table(table.own(found, &chosen).unwrap())
}

/// Points as they are.
fn points(x: &[[f32; 2]], labels: &[u8], classes: usize) -> Arc<Dataset> {
    let inputs = Inputs::Values(x.as_flattened().to_vec());
    let (labels, count) = (labels.to_vec(), labels.len());
    Arc::new(Dataset::new(inputs, Shape::Units(2), labels, classes, count).unwrap())
}

/// What the outputs of a model are before softmax or sigmoid, one for each class.
fn logits(trainer: &Trainer, x: [f32; 2]) -> Vec<f64> {
    let network = Network::new(&Architecture {
        loss: Loss::SquaredErrorLinear,
        ..trainer.config().architecture(trainer.data())
    })
    .unwrap();
    let mut workspace = Workspace::new(&network);
    let model = network.with(trainer.parameters());
    match *model.predict(Input::Rows(&x), &mut workspace) {
        [z] => vec![0.0, z.into()],
        ref z => z.iter().copied().map(f64::from).collect(),
    }
}

/// ln P(x, k) of the model itself.
fn joint(trainer: &Trainer, x: [f32; 2]) -> Vec<f64> {
    let mut joint = vec![0.0; trainer.data().classes()];
    gaussian(trainer.data()).unwrap().log_joint(&x, &mut joint);
    joint
}

fn place(trainer: &Trainer, example: usize) -> [f32; 2] {
    let mut x = [0.0; 2];
    trainer.data().copy_input(example, &mut x);
    x
}

/// Points of the classes 0 and 1, and the log-odds of class 1 at the last of them by scikit-learn's `GaussianNB`.
struct Known {
    points: &'static [[f32; 2]],
    labels: &'static [u8],
    /// Of the coordinates as they are, and of those brought to mean 0 and deviation 1.
    raw: f64,
    scaled: f64,
}

const ONE_POINT: Known = Known {
    points: &[[-1.0, -1.0], [-2.0, -1.0], [-3.0, -2.0], [1.0, 1.0]],
    labels: &[0, 0, 0, 1],
    raw: 36.887_123,
    scaled: 37.192_577,
};

const COPIES: Known = Known {
    points: &[
        [1.0, 4.0],
        [2.0, 6.0],
        [3.0, 5.0],
        [4.0, 7.0],
        [2.0, 3.0],
        [3.0, 6.0],
        [1.0, 5.0],
        [4.0, 4.0],
        [6.5, 1.5],
        [6.5, 1.5],
        [6.5, 1.5],
    ],
    labels: &[0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1],
    raw: 29.133_329,
    scaled: 29.207_377,
};

impl Known {
    /// The same as a table, which brings its columns to mean 0 and deviation 1.
    fn table(&self) -> Source {
        let row = |([x1, x2], label): (&[f32; 2], &u8)| format!("{x1},{x2},class {label}");
        let rows: Vec<String> = self.points.iter().zip(self.labels).map(row).collect();
        table(&rows.join("\n"))
    }
}

#[test]
fn a_class_of_one_point_or_of_copies_is_known_by_its_point() {
    for known in [ONE_POINT, COPIES] {
        let recipe = Recipe::new(known.table(), vec![naive_bayes()], 1);
        let mut race = Race::from_recipe(&recipe).unwrap();
        race.evaluate(usize::MAX);
        let contender = &race.contenders()[0];
        assert_eq!(contender.scores.train.unwrap().accuracy, Some(1.0));
        let labels = race.data().labels();
        let last = labels.iter().position(|&label| label == 1).unwrap();
        let z = logits(&contender.trainer, place(&contender.trainer, last))[1];
        assert!((z - known.scaled).abs() < 1e-4, "{z}");
        let data = points(known.points, known.labels, 2);
        let trainer = Trainer::new(naive_bayes(), data, 1).unwrap();
        let z = logits(&trainer, place(&trainer, known.points.len() - 1))[1];
        assert!((z - known.raw).abs() < 1e-4, "{z}");
    }
}

/// The numbers that are added up to log-odds at x: what the axes say for one of two classes, which may cancel; of several
/// classes each has an output, which is as large as that of the best.
fn size(trainer: &Trainer, x: [f32; 2]) -> f64 {
    let model = gaussian(trainer.data()).unwrap();
    let curves = |class: usize| {
        let (means, variances) = model.class(class);
        [0, 1].map(|i| -0.5 * (f64::from(x[i]) - means[i]).powi(2) / variances[i])
    };
    match joint(trainer, x)[..] {
        [_, _] => (0..2).map(|i| (curves(1)[i] - curves(0)[i]).abs()).sum(),
        ref joint => joint
            .iter()
            .copied()
            .fold(f64::NEG_INFINITY, f64::max)
            .abs(),
    }
}

/// How far log-odds beside the most probable class are off, in parts of what they may be: a thousandth, counted from 1 on, or
/// the seventh digit of what is added up.
fn error(trainer: &Trainer, x: [f32; 2]) -> f64 {
    let (ours, model) = (logits(trainer, x), joint(trainer, x));
    let best = (0..model.len())
        .max_by(|&a, &b| model[a].total_cmp(&model[b]))
        .unwrap();
    let digits = 4.0 * f64::from(f32::EPSILON) * size(trainer, x);
    let observed = (0..model.len()).filter(|&k| model[k].is_finite());
    let off = observed.map(|k| {
        let expected = model[k] - model[best];
        (ours[k] - ours[best] - expected).abs() / (1e-3 * (1.0 + expected.abs()) + digits)
    });
    off.fold(0.0, f64::max)
}

/// All points, places near them, and a grid over the plane around them.
fn places(trainer: &Trainer, around: [f32; 2]) -> Vec<[f32; 2]> {
    let examples = (0..trainer.data().count()).map(|example| place(trainer, example));
    let near = examples
        .clone()
        .flat_map(|[x1, x2]| [1e-6, 1e-5, 1e-4, 1e-2].map(|d| [x1 + d, x2 - d]));
    let at = |i: i32| [i / 9 - 4, i % 9 - 4].map(|step| 0.7 * step as f32 + 0.1);
    let grid = (0..81).map(|i| [around[0] + at(i)[0], around[1] + at(i)[1]]);
    examples.chain(near).chain(grid).collect()
}

/// How a class lies.
fn spread() -> impl Strategy<Value = [f32; 2]> {
    let width = || {
        prop_oneof![
            2 => Just(0.0_f32),
            1 => Just(1e-6),
            1 => Just(1e-4),
            1 => Just(1e-2),
            3 => 0.2_f32..1.0,
        ]
    };
    (width(), width()).prop_map(|(x1, x2)| [x1, x2])
}

fn classes() -> impl Strategy<Value = Vec<([f32; 2], [f32; 2], usize)>> {
    let middle = prop_oneof![
        2 => (-3.0_f32..3.0).boxed(),
        1 => Just(0.5_f32).boxed(),
        1 => (0.5_f32..0.500_1).boxed(),
    ];
    let middle = (middle.clone(), middle).prop_map(|(x1, x2)| [x1, x2]);
    prop::collection::vec((middle, spread(), 1..6_usize), 2..=5)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn the_network_has_the_log_odds_of_the_model_wherever_classes_lie(
        classes in classes(),
        around in prop_oneof![3 => Just([0.0_f32, 0.0]), 1 => Just([1000.0, -20.0])],
        seed in 0_u64..1000,
    ) {
        let mut random = gradual::random::Random::new(seed);
        let (mut x, mut labels) = (Vec::new(), Vec::new());
        for (class, (middle, spread, count)) in classes.iter().enumerate() {
            for _ in 0..*count {
                x.push([0, 1].map(|i| around[i] + middle[i] + spread[i] * random.normal()));
                labels.push(class as u8);
            }
        }
        let trainer = Trainer::new(naive_bayes(), points(&x, &labels, classes.len()), 1).unwrap();
        for place in places(&trainer, around) {
            let error = error(&trainer, place);
            prop_assert!(error < 1.0, "{error} at {place:?}: {:?} {:?}", logits(&trainer, place), joint(&trainer, place));
        }
    }
}

#[test]
fn its_files_are_networks_that_say_the_same() {
    for source in [ONE_POINT.table(), Source::Set(set(PointSet::ThreeBlobs))] {
        let mut race = Race::from_recipe(&Recipe::new(source, vec![naive_bayes()], 1)).unwrap();
        let classes = (0..race.data().classes()).map(|class| class.to_string());
        let kept = Kept::of(&race.contenders()[0], classes.collect(), "x₁, x₂", 1);
        let trainer = &race.contenders()[0].trainer;
        let (model, hidden) = (trainer.model(), trainer.hidden());
        let tensors = safetensors::write(model, &kept);
        let carried = [
            safetensors::read(&tensors, trainer.network(), &hidden).unwrap(),
            onnx::read(&onnx::write(model, &kept)).unwrap(),
        ];
        let parameters = trainer.parameters().to_vec();
        for carried in carried {
            race.set_models(&[naive_bayes()]).unwrap();
            race.take_network(0, &carried).unwrap();
            let trainer = &race.contenders()[0].trainer;
            assert_eq!(trainer.config().learner, Learner::Network);
            assert_eq!(trainer.parameters(), parameters);
        }
    }
}

fn set(set: PointSet) -> PointsConfig {
    PointsConfig {
        set,
        count: 40,
        noise: 0.2,
        held_out: 0.3,
        seed: 3,
    }
}

/// Written when naive Bayes was a unit of x₁, x₂ and their squares: moons and three blobs, with a past of four moments.
const OLDER: [(&[u8], usize); 2] = [
    (include_bytes!("reference/naive-bayes-two-1.run"), 2),
    (include_bytes!("reference/naive-bayes-three-1.run"), 3),
];

#[test]
fn older_sessions_open_with_the_network_of_now() {
    for (file, classes) in OLDER {
        let session = run::read(file).unwrap();
        let mut fresh = Race::from_recipe(&session.recipe).unwrap();
        let mut race = Race::from_recipe(&session.recipe).unwrap();
        race.open(session).unwrap();
        fresh.evaluate(usize::MAX);
        race.evaluate(usize::MAX);
        let parameters = |race: &Race| race.contenders()[0].trainer.parameters().to_vec();
        assert_eq!(parameters(&race), parameters(&fresh));
        assert_eq!(race.data().classes(), classes);
        let scores = |race: &Race| race.contenders()[0].scores.held_out.unwrap();
        assert_eq!(scores(&race).loss, scores(&fresh).loss);
        assert_eq!(race.contenders()[1].trainer.iteration(), 6);
        let moments = race.timeline().unwrap().moments().len();
        for moment in 0..moments {
            race.seek(moment).unwrap();
            assert_eq!(parameters(&race), parameters(&fresh));
        }
        let again = run::read(&run::write(&race.session().unwrap()).unwrap()).unwrap();
        race.open(again).unwrap();
        race.step(1).unwrap();
        race.restart();
        assert_eq!(parameters(&race), parameters(&fresh));
    }
}

#[test]
fn the_weights_of_older_links_begin_the_other_models() {
    for (points, outputs) in [(PointSet::Moons, 1), (PointSet::ThreeBlobs, 3)] {
        let models = vec![naive_bayes(), ModelConfig::default()];
        let recipe = Recipe::new(Source::Set(set(points)), models, 1);
        let mut race = Race::from_recipe(&recipe).unwrap();
        let fit = race.contenders()[0].trainer.parameters().to_vec();
        let mut linked = vec![9.0; 5 * outputs];
        linked.extend(vec![0.25; 3 * outputs]);
        race.start_all_from(&linked).unwrap();
        assert_eq!(race.contenders()[0].trainer.parameters(), fit);
        assert_eq!(
            race.contenders()[1].trainer.parameters(),
            vec![0.25; 3 * outputs]
        );
        assert!(race.start_all_from(&linked[1..]).is_err());
    }
}

#[test]
fn a_past_with_fewer_classes_is_shown_by_the_fit_of_now() {
    let unit = ModelConfig::default();
    let recipe = Recipe::new(
        Source::Set(set(PointSet::Blobs)),
        vec![naive_bayes(), unit],
        1,
    );
    let mut race = Race::from_recipe(&recipe).unwrap();
    race.keep_time();
    for points in [
        PointSet::Blobs,
        PointSet::ThreeBlobs,
        PointSet::FiveBlobs,
        PointSet::Blobs,
    ] {
        race.change_data(Source::Set(set(points)).dataset().unwrap())
            .unwrap();
        for _ in 0..2 {
            race.evaluate(usize::MAX);
            race.step(2).unwrap();
        }
        race.evaluate(usize::MAX);
        let now = race.contenders()[0].trainer.parameters().to_vec();
        for moment in (0..race.timeline().unwrap().moments().len()).rev() {
            race.seek(moment).unwrap();
            let trainer = &race.contenders()[0].trainer;
            assert_eq!(trainer.parameters().len(), now.len());
            assert!(logits(trainer, [0.5, 0.5]).iter().all(|z| z.is_finite()));
        }
        let last = race.timeline().unwrap().moments().len() - 1;
        race.seek(last).unwrap();
        assert_eq!(race.contenders()[0].trainer.parameters(), now);
    }
}
