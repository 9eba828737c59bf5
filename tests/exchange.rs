//! Networks for other tools and from them: what is written comes back, says the same, and is read by those tools themselves.
//!
//! Where Python has the libraries (see `tests/reference/README.md`), `tests/reference/exchange.py` opens every file and runs
//! every program. What it said is kept in `exchange.json` with the sums of those files, so that other machines can tell whether
//! they write the same.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use gradual::architecture::HiddenLayer;
use gradual::data::digits::config::DigitsConfig;
use gradual::data::generators::points::{PointSet, PointsConfig};
use gradual::data::source::Source;
use gradual::formats::code::{self, Tool};
use gradual::formats::kept::Kept;
use gradual::formats::{onnx, safetensors};
use gradual::network::layout::Carried;
use gradual::network::{Model, Workspace};
use gradual::pieces::activation::Activation;
use gradual::pieces::features::Feature;
use gradual::pieces::loss::Loss;
use gradual::pieces::signals::Input;
use gradual::trainer::naive_bayes::squares;
use gradual::trainer::race::Race;
use gradual::trainer::recipe::Recipe;
use gradual::trainer::settings::ModelConfig;
use proptest::prelude::*;
use serde::{Deserialize, Serialize};

fn config(name: &str, hidden: Vec<HiddenLayer>, loss: Loss) -> ModelConfig {
    ModelConfig {
        name: name.into(),
        hidden,
        loss,
        l2: 0.001,
        clip: 0.5,
        ..ModelConfig::default()
    }
}

fn dense(units: usize, activation: Activation) -> HiddenLayer {
    HiddenLayer::Dense { units, activation }
}

fn filters(channels: usize, kernel: usize, stride: usize, padding: usize) -> HiddenLayer {
    HiddenLayer::Convolution {
        channels,
        kernel,
        stride,
        padding,
        activation: Activation::Relu,
    }
}

fn points(set: PointSet) -> Source {
    Source::Set(PointsConfig {
        set,
        count: 60,
        noise: 0.2,
        held_out: 0.3,
        seed: 3,
    })
}

fn race(data: Source, model: ModelConfig, seed: u32) -> Race {
    let recipe = Recipe::new(data, vec![model], seed);
    let mut race = Race::from_recipe(&recipe).unwrap();
    // First biases are zeros, which would hide a mistake with them.
    let mut parameters = race.contenders()[0].trainer.parameters().to_vec();
    for (i, parameter) in parameters.iter_mut().enumerate() {
        *parameter += ((i * 7919) % 17) as f32 / 64.0 - 0.125;
    }
    race.start_from(0, &parameters).unwrap();
    race
}

/// Every kind of layer, activation and output.
fn networks() -> Vec<Race> {
    let features = HiddenLayer::Features {
        features: vec![
            Feature::X1,
            Feature::X2,
            Feature::X1Squared,
            Feature::X2Squared,
            Feature::Product,
            Feature::SinX1,
            Feature::SinX2,
        ],
    };
    let digits = || Source::Digits(DigitsConfig::default());
    let max = HiddenLayer::MaxPool { size: 2, stride: 2 };
    let mean = HiddenLayer::AveragePool { size: 3, stride: 2 };
    let mut races: Vec<Race> = Activation::ALL
        .iter()
        .map(|&activation| {
            let hidden = vec![dense(4, activation), dense(3, activation)];
            let name = format!("dense {}", activation.name());
            race(
                points(PointSet::Moons),
                config(&name, hidden, Loss::CrossEntropy),
                5,
            )
        })
        .collect();
    let of = |set, name: &str, hidden, loss| race(points(set), config(name, hidden, loss), 7);
    races.extend([
        of(
            PointSet::Moons,
            "features",
            vec![features, dense(3, Activation::Tanh)],
            Loss::CrossEntropy,
        ),
        of(
            PointSet::Blobs,
            "middles",
            vec![dense(6, Activation::Identity), squares()],
            Loss::CrossEntropy,
        ),
        of(
            PointSet::Blobs,
            "softmax",
            vec![dense(5, Activation::Relu)],
            Loss::CrossEntropy,
        ),
        of(
            PointSet::Blobs,
            "squared",
            vec![dense(5, Activation::Relu)],
            Loss::SquaredError,
        ),
        of(PointSet::Moons, "unit", vec![], Loss::CrossEntropy),
        of(PointSet::Moons, "perceptron", vec![], Loss::Perceptron),
        of(PointSet::Blobs, "perceptrons", vec![], Loss::Perceptron),
        of(
            PointSet::Slope,
            "values",
            vec![dense(4, Activation::Tanh)],
            Loss::SquaredErrorLinear,
        ),
    ]);
    let of = |name: &str, hidden| race(digits(), config(name, hidden, Loss::CrossEntropy), 9);
    races.extend([
        of(
            "digits",
            vec![
                dense(12, Activation::Relu),
                HiddenLayer::Dropout { rate: 0.2 },
            ],
        ),
        of(
            "max",
            vec![
                filters(3, 5, 1, 0),
                max.clone(),
                HiddenLayer::Flatten,
                dense(6, Activation::Tanh),
            ],
        ),
        of(
            "mean",
            vec![filters(2, 3, 2, 1), mean, dense(4, Activation::Relu)],
        ),
        of(
            "deep",
            vec![
                filters(2, 5, 1, 2),
                max.clone(),
                filters(3, 3, 1, 1),
                max,
                HiddenLayer::Flatten,
                HiddenLayer::Dropout { rate: 0.1 },
            ],
        ),
    ]);
    races
}

fn model(race: &Race) -> Model<'_> {
    race.contenders()[0].trainer.model()
}

fn kept(race: &Race) -> Kept {
    let classes = (0..race.data().classes()).map(|class| class.to_string());
    Kept::of(
        &race.contenders()[0],
        classes.collect(),
        "numbers",
        race.seed(),
    )
}

/// Twenty examples.
fn examples(model: &Model) -> Vec<f32> {
    let count = 20 * model.inputs();
    (0..count)
        .map(|i| ((i * 7907) % 97) as f32 / 48.0 - if model.inputs() == 2 { 1.0 } else { 0.0 })
        .collect()
}

fn said(model: &Model, x: &[f32]) -> Vec<f32> {
    let mut workspace = Workspace::new(model.network);
    let examples = x.chunks(model.inputs());
    examples
        .flat_map(|x| model.predict(Input::Rows(x), &mut workspace).to_vec())
        .collect()
}

fn read(bytes: &[u8], race: &Race) -> gradual::error::Result<Carried> {
    let trainer = &race.contenders()[0].trainer;
    safetensors::read(bytes, trainer.network(), &trainer.config().hidden)
}

#[test]
fn files_of_both_kinds_come_back_to_the_last_bit() {
    for mut race in networks() {
        let before = model(&race).parameters.to_vec();
        let config = race.contenders()[0].trainer.config().clone();
        let files = [
            safetensors::write(model(&race), &kept(&race)),
            onnx::write(model(&race), &kept(&race)),
        ];
        let carried = [
            read(&files[0], &race).unwrap(),
            onnx::read(&files[1]).unwrap(),
        ];
        for carried in carried {
            race.set_model(0, config.clone()).unwrap();
            race.start_from(0, &vec![0.0; before.len()]).unwrap();
            race.take_network(0, &carried).unwrap();
            assert_eq!(model(&race).parameters, before, "{}", config.name);
            let after = race.contenders()[0].trainer.config();
            assert_eq!((&after.hidden, after.loss), (&config.hidden, config.loss));
            race.restart();
            assert_eq!(model(&race).parameters, before);
        }
    }
}

#[test]
fn another_tools_network_is_taken_as_a_chain_of_its_layers() {
    // The same files without our settings.
    for race in networks() {
        let name = kept(&race).model.name;
        let config = &race.contenders()[0].trainer.config();
        let foreign = stripped(&onnx::write(model(&race), &kept(&race)));
        let carried = match onnx::read(&foreign) {
            Ok(carried) => carried,
            Err(error) => {
                assert!(
                    ["features", "middles", "perceptron", "perceptrons"].contains(&name.as_str()),
                    "{name}: {error}"
                );
                continue;
            }
        };
        let mut again = race_like(&race);
        again.take_network(0, &carried).unwrap();
        let x = examples(&model(&race));
        let (is, expected) = (said(&model(&again), &x), said(&model(&race), &x));
        if config.loss == Loss::CrossEntropy {
            assert_close(&is, &expected, &name);
        }
    }
}

fn race_like(race: &Race) -> Race {
    Race::from_recipe(&race.recipe().unwrap()).unwrap()
}

/// The same file, whose settings have a name that nobody knows.
fn stripped(file: &[u8]) -> Vec<u8> {
    let key = b"\x0a\x07gradual";
    let mut places = (0..file.len()).filter(|&i| file[i..].starts_with(key));
    let place = places.next_back().unwrap();
    let mut file = file.to_vec();
    file[place + 2] = b'x';
    file
}

fn assert_close(is: &[f32], expected: &[f32], name: &str) {
    assert_eq!(is.len(), expected.len());
    for (a, b) in is.iter().zip(expected) {
        assert!((a - b).abs() < 1e-5, "{name}: {a} is not {b}");
    }
}

/// Another tool's safetensors with these tensors.
fn foreign(tensors: &[(&str, &[usize], Vec<f32>)]) -> Vec<u8> {
    let named: Vec<(String, safetensors::Tensor)> = tensors
        .iter()
        .map(|(name, shape, values)| {
            (
                name.to_string(),
                safetensors::Tensor::floats(shape.to_vec(), values.clone()),
            )
        })
        .collect();
    let mut file = safetensors::file(&named, "");
    let key = file
        .windows(9)
        .position(|bytes| bytes == b"\"gradual\"")
        .unwrap();
    file[key + 1] = b'x';
    file
}

#[test]
fn another_tools_safetensors_are_dense_layers_or_those_that_are_there() {
    let mut race = race(
        points(PointSet::Moons),
        config("Network", vec![], Loss::CrossEntropy),
        5,
    );
    let layers = foreign(&[
        ("fc10.bias", &[1], vec![0.5]),
        ("fc10.weight", &[1, 3], vec![1.0, -1.0, 2.0]),
        ("fc2.weight", &[3, 2], vec![1.0, 2.0, 3.0, 4.0, 5.0, 6.0]),
    ]);
    race.take_network(0, &read(&layers, &race).unwrap())
        .unwrap();
    let config = race.contenders()[0].trainer.config();
    assert_eq!(config.hidden, [dense(3, Activation::Relu)]);
    assert_eq!(
        model(&race).parameters,
        [
            1.0, 3.0, 5.0, 2.0, 4.0, 6.0, 0.0, 0.0, 0.0, 1.0, -1.0, 2.0, 0.5
        ]
    );
    // Now these layers are there, with another activation.
    let tanh = ModelConfig {
        hidden: vec![dense(3, Activation::Tanh)],
        ..config.clone()
    };
    race.set_model(0, tanh).unwrap();
    race.take_network(0, &read(&layers, &race).unwrap())
        .unwrap();
    assert_eq!(
        race.contenders()[0].trainer.config().hidden,
        [dense(3, Activation::Tanh)]
    );
}

#[test]
fn what_does_not_fit_is_named() {
    let mut race = race(
        points(PointSet::Moons),
        config("Network", vec![], Loss::CrossEntropy),
        5,
    );
    let before = model(&race).parameters.to_vec();
    let mut refused = |file: Vec<u8>| {
        let carried = read(&file, &race);
        let error = carried
            .and_then(|carried| race.take_network(0, &carried))
            .unwrap_err();
        assert_eq!(model(&race).parameters, before);
        error.to_string()
    };
    let zeros = |count| vec![0.0; count];
    let wide = refused(foreign(&[
        ("a.weight", &[4, 3], zeros(12)),
        ("b.weight", &[1, 4], zeros(4)),
    ]));
    assert!(
        wide.contains("a.weight is 4 × 3, and 4 × 2 is needed there"),
        "{wide}"
    );
    let filters = refused(foreign(&[("c.weight", &[2, 1, 3, 3], zeros(18))]));
    assert!(filters.contains("c.weight is 2 × 1 × 3 × 3"), "{filters}");
    let infinite = refused(foreign(&[("a.weight", &[1, 2], vec![0.0, f32::NAN])]));
    assert!(
        infinite.contains("a.weight holds what is no number"),
        "{infinite}"
    );
    let large = refused(foreign(&[("a.weight", &[1, 2], vec![0.0, 1e30])]));
    assert!(
        large.contains("A weight or bias must be a number"),
        "{large}"
    );
    let empty = refused(foreign(&[("a.bias", &[1], zeros(1))]));
    assert!(empty.contains("no weights of layers"), "{empty}");
    assert!(refused(b"{}".to_vec()).contains("no safetensors file"));
    assert!(
        onnx::read(b"PK\x03\x04")
            .unwrap_err()
            .to_string()
            .contains("no ONNX file")
    );
    assert!(
        onnx::read(b"")
            .unwrap_err()
            .to_string()
            .contains("holds no graph")
    );
}

/// A file with some bytes changed.
fn damaged(
    mut file: Vec<u8>,
    places: &[(prop::sample::Index, u8)],
    cut: Option<prop::sample::Index>,
) -> Vec<u8> {
    for (place, byte) in places {
        let place = place.index(file.len());
        file[place] = *byte;
    }
    file.truncate(cut.map_or(file.len(), |cut| cut.index(file.len())));
    file
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever a file holds, it is refused in a sentence or is a network that can be trained. A million of each with
    /// `PROPTEST_CASES=1000000`.
    #[test]
    fn a_hostile_file_never_panics(
        which in 0..4_usize,
        places in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..5),
        cut in prop::option::of(any::<prop::sample::Index>()),
    ) {
        thread_local! {
            static RACES: Vec<Race> = vec![networks().remove(0), networks().remove(15)];
        }
        RACES.with(|races| {
            let race = &races[which / 2];
            let mut again = race_like(race);
            let carried = match which % 2 {
                0 => read(&damaged(safetensors::write(model(race), &kept(race)), &places, cut), race),
                _ => onnx::read(&damaged(onnx::write(model(race), &kept(race)), &places, cut)),
            };
            if let Ok(carried) = carried && again.take_network(0, &carried).is_ok() {
                again.step(1).unwrap();
            }
        });
    }

    /// Bytes of anybody's making.
    #[test]
    fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let race = race(points(PointSet::Moons), config("Network", vec![], Loss::CrossEntropy), 5);
        let _ = read(&bytes, &race);
        let _ = onnx::read(&bytes);
    }
}

/// What Python said of one network.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Recorded {
    sums: BTreeMap<String, u64>,
    said: Vec<f32>,
}

fn folder() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("exchange");
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// FNV-1a of what was written.
fn sum(bytes: &[u8]) -> u64 {
    let step = |sum: u64, &byte: &u8| (sum ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, step) >> 12 // JSON keeps 53 bits
}

/// Everything of a network, in a folder of its own.
fn write_all(race: &Race, folder: &Path) -> Recorded {
    let (model, kept) = (model(race), kept(race));
    let folder = folder.join(kept.model.name.replace(' ', "-"));
    std::fs::create_dir_all(&folder).unwrap();
    let x = examples(&model);
    let said = said(&model, &x);
    let mut files = vec![
        (
            "network.safetensors".to_string(),
            safetensors::write(model, &kept),
        ),
        ("network.onnx".to_string(), onnx::write(model, &kept)),
    ];
    files.extend(Tool::ALL.map(|tool| {
        (
            format!("{}_network.py", tool.name()),
            code::write(tool, &model, &kept).into_bytes(),
        )
    }));
    for (name, bytes) in &files {
        std::fs::write(folder.join(name), bytes).unwrap();
    }
    let tensor =
        |values: &[f32]| safetensors::Tensor::floats(vec![20, values.len() / 20], values.to_vec());
    let examples = [
        ("x".to_string(), tensor(&x)),
        ("y".to_string(), tensor(&said)),
    ];
    std::fs::write(
        folder.join("examples.safetensors"),
        safetensors::file(&examples, "{}"),
    )
    .unwrap();
    let sums = files.into_iter().map(|(name, bytes)| (name, sum(&bytes)));
    Recorded {
        sums: sums.collect(),
        said,
    }
}

#[test]
fn other_tools_say_the_same() {
    let folder = folder();
    let written: BTreeMap<String, Recorded> = networks()
        .iter()
        .map(|race| (kept(race).model.name, write_all(race, &folder)))
        .collect();
    let reference = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reference");
    let python = std::env::var("GRADUAL_PYTHON").unwrap_or("python3".into());
    let has = Command::new(&python)
        .env("KERAS_BACKEND", "torch")
        .args(["-c", "import torch, onnx, onnxruntime, safetensors, keras"])
        .output();
    if has.is_ok_and(|has| has.status.success()) {
        let run = Command::new(&python)
            .arg(reference.join("exchange.py"))
            .arg(&folder)
            .output()
            .unwrap();
        println!("{}", String::from_utf8_lossy(&run.stdout));
        assert!(
            run.status.success(),
            "{}",
            String::from_utf8_lossy(&run.stderr)
        );
        if std::env::var("GRADUAL_RECORD").is_ok() {
            let text = serde_json::to_string(&written).unwrap();
            std::fs::write(reference.join("exchange.json"), text).unwrap();
        }
    }
    let recorded = std::fs::read_to_string(reference.join("exchange.json")).unwrap();
    let recorded: BTreeMap<String, Recorded> = serde_json::from_str(&recorded).unwrap();
    for (name, written) in &written {
        let recorded = recorded
            .get(name)
            .unwrap_or_else(|| panic!("{name} was not recorded"));
        assert_eq!(
            written.sums, recorded.sums,
            "{name} is written otherwise than Python has read it: record it again"
        );
        assert_close(&written.said, &recorded.said, name);
    }
}
