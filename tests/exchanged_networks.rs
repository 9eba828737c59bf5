//! One who looks at a network and then at another, with as many values but other layers, sees what fresh eyes would see.

use std::sync::Arc;

use gradual::architecture::HiddenLayer;
use gradual::data::dataset::Dataset;
use gradual::data::generators::points::{PointSet, PointsConfig, generate};
use gradual::insight::guess::Guesser;
use gradual::insight::health::CheckUp;
use gradual::insight::hidden_map::HiddenMap;
use gradual::insight::hidden_space::HiddenSpace;
use gradual::insight::outcomes::Outcomes;
use gradual::insight::plane::PlaneView;
use gradual::insight::saliency::Saliency;
use gradual::insight::trace::Trace;
use gradual::insight::update::Update;
use gradual::learning::optimizer::Rule;
use gradual::pieces::activation::Activation;
use gradual::pieces::features::Feature;
use gradual::pieces::initial::Initial;
use gradual::pieces::loss::Loss;
use gradual::trainer::learner::Learner;
use gradual::trainer::settings::ModelConfig;
use gradual::trainer::training::Trainer;

fn data(set: PointSet) -> Arc<Dataset> {
    let config = PointsConfig {
        set,
        count: 120,
        noise: 0.1,
        held_out: 0.3,
        seed: 3,
    };
    Arc::new(generate(&config).unwrap())
}

fn dense(activation: Activation) -> HiddenLayer {
    HiddenLayer::Dense {
        units: 4,
        activation,
    }
}

/// Hidden layers that all leave four values each.
fn architectures() -> Vec<Vec<HiddenLayer>> {
    let dropout = HiddenLayer::Dropout { rate: 0.5 };
    let features = vec![Feature::X1, Feature::X2, Feature::SinX1, Feature::X2Squared];
    let features = HiddenLayer::Features { features };
    vec![
        vec![dense(Activation::Tanh), dense(Activation::Tanh)],
        vec![dense(Activation::Tanh), dropout.clone()],
        vec![dense(Activation::Relu), dense(Activation::Relu)],
        vec![features.clone(), dropout],
        vec![features, dense(Activation::Relu)],
        vec![dense(Activation::Relu), HiddenLayer::Flatten],
        vec![dense(Activation::Tanh)],
    ]
}

fn trainer(hidden: Vec<HiddenLayer>, loss: Loss, data: &Arc<Dataset>) -> Trainer {
    let config = ModelConfig {
        name: "Model".into(),
        learner: Learner::Network,
        hidden,
        loss,
        initial: Initial::Glorot,
        optimizer: Rule::Adam,
        learning_rate: 0.01,
        batch_size: 10,
        l1: 0.0,
        l2: 0.0,
        augmentation: 0.0,
        clip: 0.0,
        frozen: Vec::new(),
    };
    let mut trainer = Trainer::new(config, Arc::clone(data), 1).unwrap();
    trainer.step(20);
    trainer
}

/// All that keeps something from look to look.
#[derive(Default)]
struct Eyes {
    plane: PlaneView,
    guesser: Guesser,
    check_up: CheckUp,
    map: HiddenMap,
    space: HiddenSpace,
    outcomes: Outcomes,
    trace: Trace,
    saliency: Saliency,
    update: Update,
}

/// How far places are from the middle: the axes themselves may be turned so that they resemble those before.
fn distances(places: &[f32]) -> Vec<f32> {
    let places = places.chunks_exact(2);
    places.map(|place| place[0].hypot(place[1])).collect()
}

/// Some of what is seen of a model.
struct Seen {
    what: &'static str,
    numbers: Vec<f32>,
}

impl Eyes {
    fn see(&mut self, trainer: &Trainer) -> Vec<Seen> {
        let (model, data) = (trainer.model(), trainer.data());
        let mut all = Vec::new();
        let mut add = |what, numbers: Vec<f32>| all.push(Seen { what, numbers });
        add("outputs", self.plane.outputs(model, 8).unwrap().to_vec());
        add("units", self.plane.units(model, 8).unwrap().to_vec());
        add(
            "guess",
            self.guesser.outputs(model, &[0.5, -1.0]).unwrap().to_vec(),
        );
        let ill = self.check_up.run(model, data).iter();
        add(
            "check-up",
            ill.map(|&health| f32::from(health as u8)).collect(),
        );
        while !self.map.advance(model, data) {}
        assert!(self.map.is_current(model, data));
        add("map", distances(self.map.places()));
        let place = self.map.place(&[0.5, -1.0]).unwrap().unwrap();
        add("place", distances(place));
        self.space.read(model, data).unwrap();
        add("space", distances(self.space.places()));
        let outcomes = self.outcomes.read(model, data, 0).unwrap().iter();
        add(
            "outcomes",
            outcomes
                .flat_map(|outcome| [outcome.z, outcome.y])
                .collect(),
        );
        self.trace.run(model, &[0.5, -1.0]).unwrap();
        let levels = self.trace.levels(&model).unwrap().iter();
        let numbers = levels.flat_map(|level| level.z.iter().chain(&level.h));
        add("trace", numbers.copied().collect());
        self.saliency.explain(model, &mut self.trace, 0).unwrap();
        add("saliency", self.saliency.gradient().to_vec());
        add("update", self.update.of(trainer, &[3, 4]).to_vec());
        all
    }
}

#[test]
fn a_network_in_the_place_of_another_is_seen_as_it_is() {
    let (moons, blobs) = (data(PointSet::Moons), data(PointSet::ThreeBlobs));
    let mut trainers = Vec::new();
    for hidden in architectures() {
        for data in [&moons, &blobs] {
            trainers.push(trainer(hidden.clone(), Loss::CrossEntropy, data));
            trainers.push(trainer(hidden.clone(), Loss::SquaredError, data));
        }
    }
    let mut eyes = Eyes::default();
    for first in &trainers {
        for second in &trainers {
            eyes.see(first);
            for (seen, fresh) in eyes.see(second).iter().zip(Eyes::default().see(second)) {
                let pairs = seen.numbers.iter().zip(&fresh.numbers);
                let worst = pairs.map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
                let same = seen.numbers.len() == fresh.numbers.len() && worst < 1e-3;
                assert!(same, "{}: {worst}", seen.what);
            }
        }
    }
}

#[test]
fn values_to_predict_have_no_map_of_classes() {
    let data = data(PointSet::Hill);
    let trainer = trainer(vec![], Loss::SquaredErrorLinear, &data);
    let mut map = HiddenMap::default();
    assert!(map.advance(trainer.model(), trainer.data()));
    assert!(map.examples().is_empty() && map.is_current(trainer.model(), trainer.data()));
}
