//! Training allocates nothing: a counting allocator stands between the trainer and the heap.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

use gradual::architecture::HiddenLayer;
use gradual::data::dataset::{Dataset, Inputs};
use gradual::data::generators::points::{PointSet, PointsConfig, generate};
use gradual::insight::hidden_map::HiddenMap;
use gradual::learning::optimizer::Rule;
use gradual::learning::rbm::VisibleUnits;
use gradual::learning::rbm::chains::{Begin, Chains};
use gradual::learning::rbm::sparsity::Sparsity;
use gradual::pieces::activation::Activation;
use gradual::pieces::initial::Initial;
use gradual::pieces::loss::Loss;
use gradual::pieces::shape::{Picture, Shape};
use gradual::trainer::learner::Learner;
use gradual::trainer::race::Race;
use gradual::trainer::rbm::config::RbmConfig;
use gradual::trainer::rbm::examples::Examples;
use gradual::trainer::rbm::training::RbmTrainer;
use gradual::trainer::settings::{MOST_MODELS, ModelConfig};
use gradual::trainer::timeline::MOST_MOMENTS;

struct Counting;

thread_local! {
    static ALLOCATIONS: Cell<usize> = const { Cell::new(0) };
}

// SAFETY: every call goes on to the system's allocator unchanged.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ALLOCATIONS.with(|count| count.set(count.get() + 1));
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

fn model(optimizer: Rule, batch_size: usize) -> ModelConfig {
    ModelConfig {
        name: format!("{optimizer:?}"),
        learner: Learner::Network,
        hidden: vec![
            HiddenLayer::Dense {
                units: 6,
                activation: Activation::Tanh
            };
            2
        ],
        loss: Loss::CrossEntropy,
        initial: Initial::Glorot,
        optimizer,
        learning_rate: 0.01,
        batch_size,
        l1: if optimizer.searches() { 0.0 } else { 0.001 },
        l2: 0.001,
        augmentation: 0.0,
        clip: 0.0,
        frozen: Vec::new(),
    }
}

fn assert_no_allocation(mut race: Race, batches: u32) {
    let before = ALLOCATIONS.with(Cell::get);
    for _ in 0..3 {
        race.step(batches).unwrap();
        race.evaluate(usize::MAX);
    }
    assert_eq!(ALLOCATIONS.with(Cell::get) - before, 0);
}

#[test]
fn points_leave_the_heap_alone() {
    let config = PointsConfig {
        set: PointSet::Spiral,
        count: 730,
        noise: 0.1,
        held_out: 0.5,
        seed: 1,
    };
    let models = Rule::ALL.map(|rule| model(rule, 7));
    for models in models.chunks(MOST_MODELS) {
        let race = Race::new(generate(&config).unwrap(), models, 1).unwrap();
        assert_no_allocation(race, 300);
    }
}

/// Moments of the past are written down while scoring, in memory of their own; steps take none.
#[test]
fn a_race_that_keeps_time_leaves_the_heap_alone_while_it_trains() {
    let config = PointsConfig {
        set: PointSet::Moons,
        count: 60,
        noise: 0.1,
        held_out: 0.5,
        seed: 1,
    };
    let models = [Rule::Adam, Rule::Momentum].map(|rule| model(rule, 7));
    let mut race = Race::new(generate(&config).unwrap(), &models, 1).unwrap();
    race.keep_time();
    race.evaluate(usize::MAX);
    for _ in 0..20 {
        let before = ALLOCATIONS.with(Cell::get);
        race.step(30).unwrap();
        assert_eq!(ALLOCATIONS.with(Cell::get) - before, 0);
        race.evaluate(usize::MAX);
    }
    for _ in 0..MOST_MOMENTS {
        race.step(1).unwrap();
        race.evaluate(usize::MAX);
    }
    assert_no_allocation(race, 3);
}

/// Pictures that are mostly blank, and pictures that are not: lists and rows, as they are and varied.
#[test]
fn pictures_leave_the_heap_alone() {
    let activation = Activation::Relu;
    let convolution = |channels| HiddenLayer::Convolution {
        channels,
        kernel: 5,
        stride: 1,
        padding: 2,
        activation,
    };
    let (max, mean) = (
        HiddenLayer::MaxPool { size: 2, stride: 2 },
        HiddenLayer::AveragePool { size: 2, stride: 2 },
    );
    let networks = [
        vec![HiddenLayer::Dense {
            units: 9,
            activation,
        }],
        vec![convolution(4), max.clone(), convolution(8), max],
        vec![
            convolution(3),
            mean,
            HiddenLayer::Flatten,
            HiddenLayer::Dropout { rate: 0.5 },
        ],
    ];
    let models = |augmentation| {
        networks.clone().map(|hidden| ModelConfig {
            hidden,
            augmentation,
            ..model(Rule::Adam, 40)
        })
    };
    let picture = Picture {
        height: 12,
        width: 12,
        channels: 1,
    };
    let wide = ModelConfig {
        hidden: vec![HiddenLayer::Dense {
            units: 40,
            activation,
        }],
        ..model(Rule::Sgd, 40)
    };
    for blank in [3, 100] {
        let pixels = (0..100 * 144).map(|i: usize| if i % 7 < blank { i as u8 } else { 0 });
        let inputs = Inputs::pictures(pixels.collect(), 144);
        let labels = (0..100).map(|i| i % 5).collect();
        let data = Dataset::new(inputs, Shape::Picture(picture), labels, 5, 90).unwrap();
        for augmentation in [0.0, 1.0] {
            let wide = ModelConfig {
                augmentation,
                ..wide.clone()
            };
            let models = [&models(augmentation)[..], &[wide]].concat();
            let race = Race::new(data.clone(), &models, 1);
            assert_no_allocation(race.unwrap(), 4);
        }
    }
}

/// The map follows a network as it learns, from frame to frame.
#[test]
fn the_map_of_a_hidden_layer_leaves_the_heap_alone() {
    let config = PointsConfig {
        set: PointSet::ThreeBlobs,
        count: 300,
        noise: 0.1,
        held_out: 0.5,
        seed: 1,
    };
    let data = generate(&config).unwrap();
    let mut race = Race::new(data, &[model(Rule::Adam, 7)], 1).unwrap();
    let mut map = HiddenMap::default();
    let mut before = 0;
    for round in 0..5 {
        if round == 2 {
            before = ALLOCATIONS.with(Cell::get);
        }
        race.step(20).unwrap();
        let trainer = &race.contenders()[0].trainer;
        while !map.advance(trainer.model(), trainer.data()) {}
        map.place(&[0.5, -1.0]).unwrap();
    }
    assert_eq!(ALLOCATIONS.with(Cell::get) - before, 0);
}

/// Boltzmann machines of every kind, over the end of an epoch, and the chains that dream.
#[test]
fn boltzmann_machines_leave_the_heap_alone() {
    let (persistent, centred, gibbs_steps) = (true, true, 2);
    let sparsity = Some(Sparsity {
        target: 0.1,
        decay: 0.9,
        cost: 0.1,
    });
    let plain = RbmConfig {
        hidden: 9,
        ..RbmConfig::default()
    };
    let kinds = [
        RbmConfig {
            gibbs_steps,
            ..plain.clone()
        },
        RbmConfig {
            persistent,
            sparsity,
            ..plain.clone()
        },
        RbmConfig {
            centred,
            units: VisibleUnits::Gaussian,
            ..plain
        },
    ];
    for config in kinds {
        let rows = (0..50 * 36).map(|i: u32| f32::from(u8::from(i % 7 < 2)));
        let examples = Examples::new(rows.collect(), 36).unwrap();
        let mut trainer = RbmTrainer::new(config, examples, 1).unwrap();
        let mut chains = Chains::new(trainer.machine().rbm, 20, Begin::Noise, 1).unwrap();
        let before = ALLOCATIONS.with(Cell::get);
        for _ in 0..7 {
            trainer.step();
            chains.run(trainer.machine(), 2);
        }
        assert_eq!(ALLOCATIONS.with(Cell::get) - before, 0);
        assert_eq!(trainer.epoch(), 2);
    }
}
