//! Whatever a visitor does in whatever order, the engine answers with a sentence or a sound state.
//!
//! Random sequences of everything that the page can ask for, with sensible and hostile arguments, run on random labs. After each
//! operation either an error was told and all is as it was, or the state is valid and every number in it finite; nothing
//! panics. `GRADUAL_OPERATIONS=1000000 cargo test --release --test state_machine` runs about so many operations of sequences
//! that were never run before; without it they are the same each time. A counterexample is shrunk, and its seed is kept in
//! `tests/proptest-regressions`; those that were found are named tests in `cases.rs`.

mod arguments;
mod cases;
mod lab;
mod operation;
mod start;
mod state;

use proptest::prelude::*;
use proptest::test_runner::{Config, FileFailurePersistence, RngSeed};
use proptest_state_machine::{ReferenceStateMachine, StateMachineTest, prop_state_machine};

use lab::Lab;
use operation::{Operation, operations};
use start::{Start, on_digits, on_points};

/// Sequences of each of the two kinds of labs.
const SEQUENCES: u32 = 1000;

/// The longest sequence.
const LONGEST: usize = 40;

/// What is known without asking the lab: how it began, which says what is worth doing there.
trait Kind: 'static {
    fn start() -> BoxedStrategy<Start>;
}

#[derive(Debug)]
struct OnPoints;

#[derive(Debug)]
struct OnDigits;

impl Kind for OnPoints {
    fn start() -> BoxedStrategy<Start> {
        on_points().boxed()
    }
}

impl Kind for OnDigits {
    fn start() -> BoxedStrategy<Start> {
        on_digits().boxed()
    }
}

struct Visit<K>(std::marker::PhantomData<K>);

impl<K: Kind> ReferenceStateMachine for Visit<K> {
    type State = Start;
    type Transition = Operation;

    fn init_state() -> BoxedStrategy<Start> {
        K::start()
    }

    fn transitions(start: &Start) -> BoxedStrategy<Operation> {
        operations(start.is_digits()).boxed()
    }

    fn apply(start: Start, _: &Operation) -> Start {
        start
    }
}

impl<K: Kind> StateMachineTest for Visit<K> {
    type SystemUnderTest = Lab;
    type Reference = Self;

    fn init_test(start: &Start) -> Lab {
        Lab::new(start)
    }

    fn apply(mut lab: Lab, _: &Start, operation: Operation) -> Lab {
        lab.check(&operation);
        lab
    }
}

fn config() -> Config {
    let asked = std::env::var("GRADUAL_OPERATIONS").ok();
    let asked: Option<u32> = asked.map(|number| number.parse().expect("a number of operations"));
    Config {
        cases: asked.map_or(SEQUENCES, |operations| operations / LONGEST as u32),
        rng_seed: asked.map_or(RngSeed::Fixed(10), |_| RngSeed::Random),
        failure_persistence: Some(Box::new(FileFailurePersistence::Direct(
            "tests/proptest-regressions/state_machine.txt",
        ))),
        max_shrink_iters: 20_000,
        ..Config::default()
    }
}

prop_state_machine! {
    #![proptest_config(config())]

    #[test]
    fn visits_to_points(sequential 1..LONGEST => Visit<OnPoints>);

    #[test]
    fn visits_to_digits(sequential 1..LONGEST => Visit<OnDigits>);
}
