//! Sessions as files, and runs as links have them: they go on with the same bits, and what is damaged is refused in a sentence.

use std::path::Path;

use gradual::architecture::HiddenLayer;
use gradual::data::generators::points::{PointSet, PointsConfig};
use gradual::data::source::Source;
use gradual::formats::{run, safetensors, session, tables};
use gradual::learning::optimizer::Rule;
use gradual::pieces::activation::Activation;
use gradual::trainer::race::Race;
use gradual::trainer::recipe::Recipe;
use gradual::trainer::settings::ModelConfig;
use proptest::prelude::*;

fn race(rules: &[Rule]) -> Race {
    let model = ModelConfig {
        hidden: vec![HiddenLayer::Dense {
            units: 4,
            activation: Activation::Tanh,
        }],
        learning_rate: 0.05,
        batch_size: 7,
        l2: 0.001,
        ..ModelConfig::default()
    };
    let models = rules.iter().map(|&optimizer| ModelConfig {
        optimizer,
        ..model.clone()
    });
    let data = Source::Set(PointsConfig {
        set: PointSet::Moons,
        count: 100,
        noise: 0.3,
        held_out: 0.4,
        seed: 3,
    });
    let recipe = Recipe::new(data, models.collect(), 11);
    let mut race = Race::from_recipe(&recipe).unwrap();
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

fn parameters(race: &Race) -> Vec<u32> {
    let trainers = race.contenders().iter().map(|c| c.trainer.parameters());
    trainers.flatten().map(|p| p.to_bits()).collect()
}

#[test]
fn what_the_page_says_comes_back_to_the_last_digit_and_letter() {
    let state = r#"{"b":[0.45093630290713876,-3.291650440586095e+180,5e-324,0.1],"a":"\"\\ { \\\" [ } ½","":" "}"#;
    let spaced = state
        .replace(",", " ,\n\t")
        .replace("{\"b\":", "{ \"b\" :\r");
    for given in [state, &spaced] {
        let file = session::write(&race(&[Rule::Sgd]), given).unwrap();
        assert_eq!(session::read(&file).unwrap().state, state);
    }
    for broken in ["", "{", "1 2", "{\"a\" 1}"] {
        let refused = session::write(&race(&[Rule::Sgd]), broken).unwrap_err();
        assert!(
            refused.to_string().contains("settings are unclear"),
            "{broken}"
        );
    }
}

#[test]
fn a_session_goes_on_with_the_same_bits() {
    for rule in Rule::ALL {
        let mut first = race(&[rule, Rule::Sgd]);
        go(&mut first, 9);
        let file = session::write(&first, r#"{"view": {"a": [1, 2]}}"#).unwrap();
        let opened = session::read(&file).unwrap();
        assert_eq!(opened.state, r#"{"view":{"a":[1,2]}}"#);
        let mut again = race(&[Rule::Momentum]);
        go(&mut again, 2);
        again.open(opened.run).unwrap();
        assert_eq!(
            session::write(&again, r#"{"view": {"a": [1, 2]}}"#).unwrap(),
            file
        );
        let light = session::write_light(&first, "{}").unwrap();
        assert!(light.len() < file.len());
        let mut lightly = race(&[Rule::Momentum]);
        lightly.open(session::read(&light).unwrap().run).unwrap();
        for _ in 0..5 {
            for race in [&mut first, &mut again, &mut lightly] {
                go(race, 1);
            }
            assert_eq!(parameters(&again), parameters(&first), "{rule:?}");
            assert_eq!(parameters(&lightly), parameters(&first), "{rule:?}");
        }
    }
}

#[test]
fn a_run_that_begins_here_goes_on_with_the_same_bits_and_restarts_here() {
    for rule in Rule::ALL {
        let mut first = race(&[rule, Rule::Adam]);
        go(&mut first, 9);
        let mut here = first.session().unwrap();
        here.progress.begin_here();
        let file = run::write(&here).unwrap();
        assert!(file.len() < run::write(&first.session().unwrap()).unwrap().len() / 2);
        let mut again = race(&[Rule::Momentum]);
        again.open(run::read(&file).unwrap()).unwrap();
        again.evaluate(usize::MAX);
        let before = parameters(&first);
        assert_eq!(parameters(&again), before);
        for _ in 0..5 {
            go(&mut first, 1);
            go(&mut again, 1);
            assert_eq!(parameters(&again), parameters(&first), "{rule:?}");
        }
        again.restart();
        assert_eq!(parameters(&again), before);
    }
}

#[test]
fn other_tools_find_points_weights_and_curves_by_name() {
    let mut race = race(&[Rule::Adam, Rule::Sgd]);
    go(&mut race, 5);
    let file = session::write(&race, "{}").unwrap();
    let tensors = safetensors::tensors(&file).unwrap();
    let floats = |name: &str| safetensors::floats(&tensors, name).unwrap();
    assert_eq!(floats("inputs"), race.data().values());
    assert_eq!(
        tensors.tensor("classes").unwrap().data(),
        race.data().labels()
    );
    assert_eq!(tensors.tensor("models.1.0.weight").unwrap().shape(), [4, 2]);
    let loss = race.history().column(1, "trainLoss").unwrap();
    assert_eq!(floats("history.1.trainLoss"), loss);
}

#[test]
fn tables_have_a_row_for_each_point_record_and_class() {
    let mut race = race(&[Rule::Adam, Rule::Sgd]);
    go(&mut race, 5);
    let labels = ["no".to_string(), "yes, \"yes\"".to_string()];
    let rows = |text: &str| {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .from_reader(text.as_bytes());
        let records = reader.records().map(|record| record.unwrap());
        let cells = records.map(|record| record.iter().map(String::from).collect());
        cells.collect::<Vec<Vec<String>>>()
    };
    let points = rows(&tables::points(&race, &labels).unwrap());
    assert_eq!(points[0], ["x1", "x2", "class", "held_out"]);
    assert_eq!(points.len(), 101);
    assert!(points.iter().any(|row| row[2] == labels[1]));
    let held_out = points.iter().filter(|row| row[3] == "1").count();
    assert_eq!(held_out, race.data().count() - race.data().train_count());
    let said = rows(&tables::predictions(&race, &labels).unwrap());
    assert_eq!(
        said[0],
        ["example", "target", "held_out", "Network", "Network"]
    );
    let right = said[1..].iter().filter(|row| row[2] == "1");
    let right = right.filter(|row| (row[3].parse::<f32>().unwrap() > 0.5) == (row[1] == labels[1]));
    let accuracy = right.count() as f64 / held_out as f64;
    let expected = race.contenders()[0]
        .scores
        .held_out
        .unwrap()
        .accuracy
        .unwrap();
    assert!((accuracy - expected).abs() < 1e-9);
    let history = rows(&tables::history(&race).unwrap());
    assert_eq!(
        (history[0].len(), history.len()),
        (17, 1 + race.history().epochs().len())
    );
    assert_eq!(history[0][1], "Network: trainLoss");
    let confusion = rows(&tables::confusion(&race, 0, &labels).unwrap());
    assert_eq!(confusion[0], ["true class", "no", "yes, \"yes\""]);
    let count = |row: usize, column: usize| confusion[row][column].parse::<f64>().unwrap();
    let diagonal = (count(1, 1) + count(2, 2)) / held_out as f64;
    assert!((diagonal - expected).abs() < 1e-9);
}

/// The first version, as it was written: sessions out there stay as they are.
#[test]
fn a_session_of_the_first_version_opens_for_ever() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reference/session-1.safetensors");
    let mut written = race(&[Rule::Adam, Rule::Lbfgs]);
    go(&mut written, 6);
    if std::env::var("GRADUAL_RECORD").is_ok() {
        std::fs::write(
            &path,
            session::write(&written, r#"{"version": 1}"#).unwrap(),
        )
        .unwrap();
    }
    let mut again = race(&[Rule::Sgd]);
    let opened = session::read(&std::fs::read(&path).unwrap()).unwrap();
    again.open(opened.run).unwrap();
    assert_eq!(parameters(&again), parameters(&written));
    go(&mut again, 3);
    go(&mut written, 3);
    assert_eq!(parameters(&again), parameters(&written));
}

#[test]
fn what_is_no_session_is_named() {
    let said = |bytes: &[u8]| {
        session::read(bytes)
            .err()
            .map(|error| error.to_string())
            .unwrap()
    };
    assert!(said(b"").contains("no safetensors file"));
    assert!(said(&safetensors::file(&[], "{}")).contains("holds no tensor"));
    let one = [("a".to_string(), safetensors::Tensor::bytes(vec![1]))];
    assert!(said(&safetensors::file(&one, "{}")).contains("of a network, and no session"));
    let of =
        |version: u32| format!(r#"{{"gradual": {version}, "kind": "session", "state": {{}}}}"#);
    assert!(said(&safetensors::file(&one, &of(1))).contains("lacks its run"));
    assert!(
        said(&safetensors::file(&one, &of(2)))
            .contains("it is of version 2, and this page reads version 1")
    );
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever a file holds, it is refused in a sentence or is a run that can be gone on with. A million on request:
    /// `PROPTEST_CASES=1000000 cargo test --release --test session_file`.
    #[test]
    fn a_hostile_session_never_panics(
        places in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..4),
        cut in prop::option::weighted(0.2, any::<prop::sample::Index>()),
    ) {
        thread_local! {
            static FILE: Vec<u8> = {
                let mut race = race(&[Rule::Adam, Rule::Lbfgs]);
                go(&mut race, 4);
                session::write(&race, "{}").unwrap()
            };
        }
        let mut file = FILE.with(Vec::clone);
        for (place, byte) in places {
            let place = place.index(file.len());
            file[place] = byte;
        }
        file.truncate(cut.map_or(file.len(), |cut| cut.index(file.len())));
        if let Ok(opened) = session::read(&file) {
            let mut race = race(&[Rule::Sgd]);
            if race.open(opened.run).is_ok() {
                go(&mut race, 1);
            }
        }
    }
}
