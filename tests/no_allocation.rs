//! Training allocates nothing: a counting allocator stands between the trainer and the heap.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

use gradual::architecture::HiddenLayer;
use gradual::data::points::{PointSet, PointsConfig, generate};
use gradual::learning::optimizer::Rule;
use gradual::pieces::activation::Activation;
use gradual::pieces::initial::Initial;
use gradual::pieces::loss::Loss;
use gradual::trainer::race::Race;
use gradual::trainer::settings::ModelConfig;

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
        l1: 0.001,
        l2: 0.001,
    }
}

#[test]
fn steps_and_scores_leave_the_heap_alone() {
    let config = PointsConfig {
        set: PointSet::Spiral,
        count: 730,
        noise: 0.1,
        held_out: 0.5,
        seed: 1,
    };
    let rules = [Rule::GradientDescent, Rule::Sgd, Rule::Momentum, Rule::Adam];
    let models = rules.map(|rule| model(rule, 7));
    let mut race = Race::new(generate(&config).unwrap(), &models, 1).unwrap();
    let before = ALLOCATIONS.with(Cell::get);
    for _ in 0..50 {
        race.step(20);
        race.evaluate(usize::MAX);
    }
    assert_eq!(ALLOCATIONS.with(Cell::get) - before, 0);
}
