//! Whatever layers are asked for and whatever numbers go in: a network is refused in a sentence, or every pass goes through.

use gradual::architecture::{Architecture, HiddenLayer};
use gradual::insight::cell::Cell;
use gradual::insight::saliency::Saliency;
use gradual::insight::trace::Trace;
use gradual::network::{Network, Workspace};
use gradual::pieces::activation::Activation;
use gradual::pieces::features::Feature;
use gradual::pieces::initial::Initial;
use gradual::pieces::loss::Loss;
use gradual::pieces::shape::{Picture, Shape};
use gradual::pieces::signals::Input;
use gradual::random::Random;
use gradual::take_over::take_over;
use gradual::weights;
use proptest::prelude::*;
use proptest::sample::select;

/// Examples that go through at once.
const BATCH: usize = 3;

/// Networks of more parameters take too long to be tried.
const MOST: usize = 100_000;

/// Mostly small sizes, now and then one that nobody can mean.
fn size() -> impl Strategy<Value = usize> {
    prop_oneof![
        20 => 1..7_usize,
        1 => select(vec![0, 64, 65, 4096, 4097, 1 << 31, usize::MAX]),
    ]
}

fn rate() -> impl Strategy<Value = f32> {
    prop_oneof![
        5 => 0.0..0.95_f32,
        1 => select(vec![-1.0, 1.0, f32::NAN, f32::INFINITY, f32::NEG_INFINITY]),
    ]
}

fn activation() -> impl Strategy<Value = Activation> {
    use Activation::*;
    prop_oneof![
        4 => select(vec![Sigmoid, Tanh, Relu, LeakyRelu, Softplus, Identity]),
        1 => rate().prop_map(Elu),
    ]
}

fn layer() -> impl Strategy<Value = HiddenLayer> {
    let filters = (size(), size(), size(), 0..4_usize, activation());
    let features = vec![Feature::X1, Feature::Product, Feature::SinX2];
    prop_oneof![
        (size(), activation())
            .prop_map(|(units, activation)| HiddenLayer::Dense { units, activation }),
        filters.prop_map(|(channels, kernel, stride, padding, activation)| {
            HiddenLayer::Convolution {
                channels,
                kernel,
                stride,
                padding,
                activation,
            }
        }),
        Just(HiddenLayer::MaxPool { size: 2, stride: 2 }),
        (size(), size()).prop_map(|(size, stride)| HiddenLayer::MaxPool { size, stride }),
        (size(), size()).prop_map(|(size, stride)| HiddenLayer::AveragePool { size, stride }),
        Just(HiddenLayer::Flatten),
        rate().prop_map(|rate| HiddenLayer::Dropout { rate }),
        Just(HiddenLayer::Features { features }),
    ]
}

fn input() -> impl Strategy<Value = Shape> {
    prop_oneof![
        (0..5_usize).prop_map(Shape::Units),
        (1..16_usize, 1..16_usize, 1..4_usize).prop_map(|(height, width, channels)| {
            Shape::Picture(Picture {
                height,
                width,
                channels,
            })
        }),
    ]
}

fn architecture() -> impl Strategy<Value = Architecture> {
    use Loss::*;
    let losses = select(vec![
        CrossEntropy,
        SquaredError,
        SquaredErrorLinear,
        Perceptron,
    ]);
    let hidden = prop::collection::vec(layer(), 0..5);
    (input(), hidden, 0..5_usize, losses).prop_map(|(input, hidden, outputs, loss)| Architecture {
        input,
        hidden,
        outputs,
        loss,
        initial: Initial::Glorot,
    })
}

/// Numbers of which some, or none, are no numbers.
fn numbers(count: usize, odd: f32, random: &mut Random) -> Vec<f32> {
    let mut numbers = random.normals(count);
    numbers
        .iter_mut()
        .step_by(3)
        .for_each(|number| *number *= odd);
    numbers
}

/// Every pass that a page can ask for.
fn use_network(network: &Network, odd: f32, seed: u64) {
    let random = &mut Random::new(seed);
    let parameters = numbers(network.parameter_count(), odd, random);
    let (inputs, outputs) = (network.inputs(), network.outputs());
    let x = numbers(BATCH * inputs, odd, random);
    let mut t = vec![0.0; BATCH * outputs];
    t.iter_mut().step_by(outputs).for_each(|t| *t = 1.0);
    let (model, mut gradient) = (network.with(&parameters), vec![0.0; parameters.len()]);
    let mut workspace = Workspace::for_batch(network, BATCH);
    model.accumulate_gradient(Input::Rows(&x), &t, 1.0, &mut gradient, &mut workspace);
    model.predict(Input::Rows(&x), &mut workspace);

    let (mut trace, mut saliency, mut cell) =
        (Trace::default(), Saliency::default(), Cell::default());
    trace.run_batch(model, &x);
    trace.clear_gradient(network);
    trace.run_back(model, &t, 1.0).unwrap();
    if trace.run(model, &x[..inputs]).is_ok() {
        saliency.explain(model, &mut trace, outputs - 1).unwrap();
        for level in 0..=network.layers().len() {
            let last = trace.levels(network).unwrap()[level].h.len() - 1;
            for index in [0, last] {
                cell.read(model, &trace, level, index).unwrap();
            }
            cell.read(model, &trace, level, last + 1).unwrap_err();
        }
    }
    for learned in [&parameters[..], &parameters[..parameters.len() / 2], &[]] {
        assert_eq!(take_over(network, learned).len(), parameters.len());
    }
    let file = weights::write(model);
    let _ = weights::read(&file, network, "Network");
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(400)
    })]

    #[test]
    fn any_network_is_refused_or_works(
        architecture in architecture(),
        odd in select(vec![1.0, 0.0, 1e30, f32::NAN, f32::INFINITY, f32::NEG_INFINITY]),
        seed in any::<u64>(),
    ) {
        match Network::new(&architecture) {
            Ok(network) if network.parameter_count() <= MOST => use_network(&network, odd, seed),
            Ok(_) => {}
            Err(error) => prop_assert!(error.to_string().ends_with('.')),
        }
    }
}
