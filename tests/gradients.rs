//! Backpropagation against central differences of an independent loss: plain loops in `f64`, written from the formulas.

use gradual::architecture::{Architecture, HiddenLayer};
use gradual::insight::saliency::Saliency;
use gradual::insight::trace::Trace;
use gradual::network::{Model, Network, Workspace};
use gradual::pieces::activation::Activation;
use gradual::pieces::convolution::Convolution;
use gradual::pieces::dense::Dense;
use gradual::pieces::features::Feature;
use gradual::pieces::initial::Initial;
use gradual::pieces::layer::Layer;
use gradual::pieces::loss::Loss;
use gradual::pieces::pooling::{Kind, Pooling};
use gradual::pieces::shape::{Picture, Shape};
use gradual::pieces::signals::Input;
use gradual::random::Random;
use proptest::prelude::*;

const ACTIVATIONS: [Activation; 7] = [
    Activation::Sigmoid,
    Activation::Tanh,
    Activation::Relu,
    Activation::LeakyRelu,
    Activation::Softplus,
    Activation::Elu(1.3),
    Activation::Identity,
];

const STEP: f64 = 1e-6;

/// A gradient whose largest component is below this is measured against this: it is what differences such as y − t near
/// 0, or the slope 1 − h² of a saturated unit, have left, and of those `f32` keeps about 1e-6, not six digits.
const SMALLEST: f64 = 0.05;

fn sigmoid(z: f64) -> f64 {
    1.0 / (1.0 + (-z).exp())
}

fn activate(activation: Activation, z: f64) -> f64 {
    match activation {
        Activation::Sigmoid => sigmoid(z),
        Activation::Tanh => z.tanh(),
        Activation::Relu => z.max(0.0),
        Activation::LeakyRelu => {
            if z > 0.0 {
                z
            } else {
                0.01 * z
            }
        }
        Activation::Softplus => z.exp().ln_1p(),
        Activation::Elu(a) => {
            if z > 0.0 {
                z
            } else {
                f64::from(a) * z.exp_m1()
            }
        }
        Activation::Identity => z,
    }
}

fn example_loss(loss: Loss, z: &[f64], t: &[f32]) -> f64 {
    let pairs = || z.iter().zip(t).map(|(&z, &t)| (z, f64::from(t)));
    let square = |y: fn(f64) -> f64| pairs().map(|(z, t)| (y(z) - t).powi(2)).sum::<f64>();
    match loss {
        Loss::CrossEntropy if z.len() == 1 => pairs()
            .map(|(z, t)| -t * sigmoid(z).ln() - (1.0 - t) * (1.0 - sigmoid(z)).ln())
            .sum(),
        Loss::CrossEntropy => {
            let total: f64 = z.iter().map(|z| z.exp()).sum();
            pairs().map(|(z, t)| -t * (z.exp() / total).ln()).sum()
        }
        Loss::SquaredError => 0.5 * square(sigmoid),
        Loss::SquaredErrorLinear => 0.5 * square(|z| z),
        Loss::SquaredErrorWhole => square(sigmoid),
        Loss::SquaredErrorLinearWhole => square(|z| z),
        Loss::Perceptron if z.len() == 1 => {
            pairs().map(|(z, t)| ((1.0 - 2.0 * t) * z).max(0.0)).sum()
        }
        Loss::Perceptron => {
            let largest = z.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            largest - pairs().map(|(z, t)| t * z).sum::<f64>()
        }
    }
}

/// A choice that `f32` and `f64` may make differently: the numbers are closer than `f32` rounds.
const UNSURE: usize = usize::MAX;

/// The side of zero on which a total input lies.
fn side(z: f64) -> usize {
    if z.abs() < 1e-5 {
        UNSURE
    } else {
        usize::from(z > 0.0)
    }
}

/// What a layer makes of one example, and the choices it made on the way: sides of zero and winners of pools.
fn run(layer: &Layer, parameters: &[f64], x: &[f64], choices: &mut Vec<usize>) -> Vec<f64> {
    let z = match layer {
        Layer::Features(layer) => x
            .chunks_exact(2)
            .flat_map(|x| layer.features.iter().map(|&f| feature(f, x)))
            .collect(),
        Layer::Dense(layer) => dense(layer, parameters, x),
        Layer::Convolution(layer) => convolution(layer, parameters, x),
        Layer::Pooling(layer) => pooling(layer, x, choices),
        Layer::Flatten(_) | Layer::Dropout(_) => x.to_vec(),
        Layer::ConvolutionPool(_) => panic!("an architecture counts the two apart"),
    };
    let Some(activation) = layer.activation() else {
        return z;
    };
    choices.extend(z.iter().map(|&z| side(z)));
    z.iter().map(|&z| activate(activation, z)).collect()
}

fn feature(feature: Feature, x: &[f64]) -> f64 {
    match feature {
        Feature::X1 => x[0],
        Feature::X2 => x[1],
        Feature::X1Squared => x[0].powi(2),
        Feature::X2Squared => x[1].powi(2),
        Feature::Product => x[0] * x[1],
        Feature::SinX1 => x[0].sin(),
        Feature::SinX2 => x[1].sin(),
    }
}

fn dense(layer: &Dense, parameters: &[f64], x: &[f64]) -> Vec<f64> {
    let (w, b) = (&parameters[layer.weights()], &parameters[layer.biases()]);
    let weighted = |o: usize| (0..x.len()).map(move |i| x[i] * w[i * layer.outputs + o]);
    (0..layer.outputs)
        .map(|o| b[o] + weighted(o).sum::<f64>())
        .collect()
}

/// All (y, x) of a square.
fn square(side: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..side * side).map(move |i| (i / side, i % side))
}

/// All (y, x, channel) of a picture.
fn places(picture: Picture) -> impl Iterator<Item = (usize, usize, usize)> {
    let Picture {
        width, channels, ..
    } = picture;
    (0..picture.len()).map(move |i| (i / channels / width, i / channels % width, i % channels))
}

fn convolution(layer: &Convolution, parameters: &[f64], x: &[f64]) -> Vec<f64> {
    let (w, b) = (&parameters[layer.weights()], &parameters[layer.biases()]);
    let (input, k) = (layer.input, layer.kernel);
    let pixel = |y: usize, x_: usize, c: usize| {
        let (y, x_) = (
            y.wrapping_sub(layer.padding),
            x_.wrapping_sub(layer.padding),
        );
        let inside = y < input.height && x_ < input.width;
        if inside {
            x[(y * input.width + x_) * input.channels + c]
        } else {
            0.0
        }
    };
    let tap = |(y, x, o), (i, j): (usize, usize), c: usize| {
        let weight = w[((o * k + i) * k + j) * input.channels + c];
        weight * pixel(y * layer.stride + i, x * layer.stride + j, c)
    };
    let sum = |place: (usize, usize, usize)| {
        let taps = square(k).flat_map(|at| (0..input.channels).map(move |c| (at, c)));
        b[place.2] + taps.map(|(at, c)| tap(place, at, c)).sum::<f64>()
    };
    places(layer.output).map(sum).collect()
}

fn pooling(layer: &Pooling, x: &[f64], choices: &mut Vec<usize>) -> Vec<f64> {
    let mut pool = |(y, x_, c): (usize, usize, usize)| {
        let window: Vec<f64> = square(layer.size)
            .map(|(i, j)| (y * layer.stride + i, x_ * layer.stride + j))
            .map(|(y, x_)| x[(y * layer.input.width + x_) * layer.input.channels + c])
            .collect();
        if layer.kind == Kind::Average {
            return window.iter().sum::<f64>() / window.len() as f64;
        }
        let winner = (0..window.len()).max_by(|&a, &b| window[a].total_cmp(&window[b]));
        let largest = winner.map_or(0.0, |winner| window[winner]);
        let near = |h: &f64| *h != largest && largest - h < 1e-5;
        choices.extend(winner.map(|winner| {
            if window.iter().any(near) {
                UNSURE
            } else {
                winner
            }
        }));
        largest
    };
    places(layer.output).map(&mut pool).collect()
}

/// Whether the layers choose the same on both sides of a step, and would in `f32`.
fn smooth(above: &[usize], below: &[usize]) -> bool {
    above == below && !above.contains(&UNSURE)
}

struct Case {
    network: Network,
    parameters: Vec<f32>,
    x: Vec<f32>,
    t: Vec<f32>,
    l1: f32,
    l2: f32,
}

impl Case {
    /// A network with dense layers of the given sizes.
    fn new(activation: Activation, loss: Loss, sizes: &[usize], batch: usize, seed: u64) -> Self {
        let (inputs, outputs) = (sizes[0], sizes[sizes.len() - 1]);
        let hidden = sizes[1..sizes.len() - 1].iter();
        let architecture = Architecture {
            input: Shape::Units(inputs),
            hidden: hidden
                .map(|&units| HiddenLayer::Dense { units, activation })
                .collect(),
            outputs,
            loss,
            initial: Initial::Glorot,
        };
        Self::of(&architecture, batch, seed)
    }

    /// A network with random inputs, and targets that suit the loss.
    fn of(architecture: &Architecture, batch: usize, seed: u64) -> Self {
        let mut random = Random::new(seed);
        let (inputs, outputs) = (architecture.input.len(), architecture.outputs);
        let network = Network::new(architecture).unwrap();
        let mut parameters = network.first_parameters(architecture.initial, &mut random);
        parameters
            .iter_mut()
            .for_each(|p| *p += 0.3 * random.normal());
        let mut t = vec![0.0; batch * outputs];
        for (row, t) in t.chunks_exact_mut(outputs).enumerate() {
            t[row % outputs] = if outputs == 1 { (row % 2) as f32 } else { 1.0 };
        }
        Self {
            network,
            parameters,
            x: random.normals(batch * inputs),
            t,
            l1: 0.01,
            l2: 0.1,
        }
    }

    fn model(&self) -> Model<'_> {
        self.network.with(&self.parameters)
    }

    fn batch(&self) -> usize {
        self.x.len() / self.network.inputs()
    }

    fn gradient(&self) -> Vec<f32> {
        let mut gradient = vec![0.0; self.parameters.len()];
        let mut workspace = Workspace::new(&self.network);
        let scale = 1.0 / self.batch() as f32;
        self.model().accumulate_gradient(
            Input::Rows(&self.x),
            &self.t,
            scale,
            &mut gradient,
            &mut workspace,
        );
        self.model()
            .accumulate_penalty(self.l1, self.l2, &mut gradient);
        gradient
    }

    /// Mean loss with its penalty, and the choices that all layers made, with the signs that the L1 penalty sees.
    fn reference(&self, parameters: &[f64]) -> (f64, Vec<usize>) {
        let layers = self.network.layers();
        let (mut total, mut choices) = (0.0, Vec::new());
        let rows = self.x.chunks_exact(self.network.inputs());
        for (x, t) in rows.zip(self.t.chunks_exact(self.network.outputs())) {
            let mut h: Vec<f64> = x.iter().map(|&x| f64::from(x)).collect();
            for layer in layers {
                h = run(layer, parameters, &h, &mut choices);
            }
            choices.extend((0..h.len()).max_by(|&a, &b| h[a].total_cmp(&h[b])));
            total += example_loss(self.network.loss(), &h, t);
        }
        let weights = || layers.iter().flat_map(|layer| &parameters[layer.weights()]);
        let penalty = f64::from(self.l1) * weights().map(|w| w.abs()).sum::<f64>()
            + 0.5 * f64::from(self.l2) * weights().map(|w| w * w).sum::<f64>();
        choices.extend(weights().map(|&w| usize::from(w > 0.0)));
        (total / self.batch() as f64 + penalty, choices)
    }

    /// The logit of `class` for inputs `x`, and the choices that all layers made.
    fn logit(&self, x: &[f64], class: usize) -> (f64, Vec<usize>) {
        let parameters: Vec<f64> = self.parameters.iter().map(|&p| f64::from(p)).collect();
        let (mut h, mut choices) = (x.to_vec(), Vec::new());
        for layer in self.network.layers() {
            h = run(layer, &parameters, &h, &mut choices);
        }
        (h[class], choices)
    }

    /// The largest |∂z/∂x − difference| of the first example and the last class, over the gradient's largest component;
    /// inputs whose step makes the layers choose otherwise are left out.
    fn saliency_error(&self) -> f64 {
        let (class, x) = (self.network.outputs() - 1, &self.x[..self.network.inputs()]);
        let (mut trace, mut saliency) = (Trace::default(), Saliency::default());
        trace.run(self.model(), x).unwrap();
        let evidence = saliency.explain(self.model(), &mut trace, class).unwrap();
        let exact: Vec<f64> = x.iter().map(|&x| f64::from(x)).collect();
        let scale = f64::from(evidence.largest_gradient).max(SMALLEST);
        let error = |i: usize| {
            let moved = |step: f64| {
                let mut x = exact.clone();
                x[i] += step;
                self.logit(&x, class)
            };
            let (above, below) = (moved(STEP), moved(-STEP));
            let difference = (above.0 - below.0) / (2.0 * STEP);
            let error = (f64::from(saliency.gradient()[i]) - difference).abs() / scale;
            if smooth(&above.1, &below.1) {
                error
            } else {
                0.0
            }
        };
        (0..x.len()).map(error).fold(0.0, f64::max)
    }

    /// The largest |gradient − difference| over the gradient's largest component. A parameter whose step carries a total
    /// input over a kink, or gives a pool another winner, has no derivative there and is left out.
    fn relative_error(&self) -> f64 {
        let gradient = self.gradient();
        let exact: Vec<f64> = self.parameters.iter().map(|&p| f64::from(p)).collect();
        let scale = gradient
            .iter()
            .map(|g| f64::from(g.abs()))
            .fold(SMALLEST, f64::max);
        let error = |i: usize| {
            let moved = |step: f64| {
                let mut parameters = exact.clone();
                parameters[i] += step;
                self.reference(&parameters)
            };
            let (above, below) = (moved(STEP), moved(-STEP));
            let difference = (above.0 - below.0) / (2.0 * STEP);
            if smooth(&above.1, &below.1) {
                (f64::from(gradient[i]) - difference).abs() / scale
            } else {
                0.0
            }
        };
        (0..gradient.len()).map(error).fold(0.0, f64::max)
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn every_activation_with_every_loss_on_random_shapes(
        inputs in 1usize..7,
        hidden in prop::collection::vec(1usize..7, 0..4),
        outputs in 1usize..5,
        batch in 1usize..9,
        seed in 0u64..1_000_000,
    ) {
        let sizes = [vec![inputs], hidden, vec![outputs]].concat();
        for activation in ACTIVATIONS {
            for loss in Loss::ALL {
                let case = Case::new(activation, loss, &sizes, batch, seed);
                let error = case.relative_error().max(case.saliency_error());
                prop_assert!(error < 1e-4, "{activation:?}, {loss:?}, {sizes:?}, batch {batch}: {error}");
            }
        }
    }
}

fn convolution_layer() -> impl Strategy<Value = HiddenLayer> {
    let sizes = (1usize..6, 1usize..5, 1usize..4, 0usize..3);
    sizes.prop_map(
        |(channels, kernel, stride, padding)| HiddenLayer::Convolution {
            channels,
            kernel,
            stride,
            padding,
            activation: Activation::Relu,
        },
    )
}

fn pooling_layer() -> impl Strategy<Value = HiddenLayer> {
    let two = (2usize, 2usize);
    (
        any::<bool>(),
        prop_oneof![Just(two), (1usize..4, 1usize..4)],
    )
        .prop_map(|(max, (size, stride))| {
            if max {
                HiddenLayer::MaxPool { size, stride }
            } else {
                HiddenLayer::AveragePool { size, stride }
            }
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn convolutions_and_pools_of_random_shapes(
        sides in (4usize..8, 4usize..8, 1usize..4),
        first in convolution_layer(),
        pool in pooling_layer(),
        second in convolution_layer(),
        batch in 1usize..4,
        seed in 0u64..1_000_000,
    ) {
        let (height, width, channels) = sides;
        let activation = Activation::LeakyRelu;
        for hidden in [
            vec![first.clone()],
            vec![first.clone(), pool.clone()],
            vec![pool.clone(), second.clone(), HiddenLayer::Flatten],
            vec![first, pool.clone(), second, pool, HiddenLayer::Dense { units: 3, activation }],
        ] {
            let input = Shape::Picture(Picture { height, width, channels });
            let (loss, initial) = (Loss::CrossEntropy, Initial::He);
            let architecture = Architecture { input, hidden, outputs: 3, loss, initial };
            if architecture.layers().is_err() {
                continue;
            }
            let case = Case::of(&architecture, batch, seed);
            let error = case.relative_error().max(case.saliency_error());
            prop_assert!(error < 1e-4, "{architecture:?}, batch {batch}: {error}");
        }
    }
}

#[test]
fn features_in_front_of_everything() {
    use Feature::*;
    let features = vec![X1, X2, X1Squared, X2Squared, Product, SinX1, SinX2];
    let activation = Activation::Tanh;
    let architecture = Architecture {
        input: Shape::Units(2),
        hidden: vec![
            HiddenLayer::Features { features },
            HiddenLayer::Dense {
                units: 4,
                activation,
            },
        ],
        outputs: 1,
        loss: Loss::CrossEntropy,
        initial: Initial::Glorot,
    };
    assert!(Case::of(&architecture, 7, 3).relative_error() < 1e-4);
}

#[test]
fn features_of_several_points_behind_a_dense_layer() {
    use Feature::*;
    let features = vec![X1, X2Squared, Product, SinX1];
    let activation = Activation::Identity;
    let architecture = Architecture {
        input: Shape::Units(2),
        hidden: vec![
            HiddenLayer::Dense {
                units: 6,
                activation,
            },
            HiddenLayer::Features { features },
        ],
        outputs: 3,
        loss: Loss::CrossEntropy,
        initial: Initial::Glorot,
    };
    let case = Case::of(&architecture, 7, 3);
    assert!(case.relative_error().max(case.saliency_error()) < 1e-4);
}

#[test]
fn a_wrong_gradient_would_be_noticed() {
    let mut case = Case::new(Activation::Tanh, Loss::CrossEntropy, &[3, 4, 1], 5, 1);
    assert!(case.relative_error() < 1e-4);
    let right = case.gradient();
    case.l2 = 0.1001;
    assert_ne!(case.gradient(), right);
}
