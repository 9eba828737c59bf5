//! Backpropagation against central differences of an independent loss: plain loops in `f64`, written from the formulas.

use gradual::architecture::{Architecture, HiddenLayer};
use gradual::network::{Network, Workspace};
use gradual::pieces::activation::Activation;
use gradual::pieces::dense::Dense;
use gradual::pieces::initial::Initial;
use gradual::pieces::layer::Layer;
use gradual::pieces::loss::Loss;
use gradual::pieces::shape::Shape;
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

const LOSSES: [Loss; 3] = [
    Loss::CrossEntropy,
    Loss::SquaredError,
    Loss::SquaredErrorLinear,
];

const STEP: f64 = 1e-6;

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
    let half_square = |y: fn(f64) -> f64| pairs().map(|(z, t)| 0.5 * (y(z) - t).powi(2)).sum();
    match loss {
        Loss::CrossEntropy if z.len() == 1 => pairs()
            .map(|(z, t)| -t * sigmoid(z).ln() - (1.0 - t) * (1.0 - sigmoid(z)).ln())
            .sum(),
        Loss::CrossEntropy => {
            let total: f64 = z.iter().map(|z| z.exp()).sum();
            pairs().map(|(z, t)| -t * (z.exp() / total).ln()).sum()
        }
        Loss::SquaredError => half_square(sigmoid),
        Loss::SquaredErrorLinear => half_square(|z| z),
    }
}

/// Total inputs z of a layer for one example.
fn total_inputs(layer: &Dense, parameters: &[f64], x: &[f64]) -> Vec<f64> {
    let (w, b) = (&parameters[layer.weights()], &parameters[layer.biases()]);
    let one = |o: usize| {
        b[o] + (0..x.len())
            .map(|i| x[i] * w[i * layer.outputs + o])
            .sum::<f64>()
    };
    (0..layer.outputs).map(one).collect()
}

struct Case {
    network: Network,
    x: Vec<f32>,
    t: Vec<f32>,
    l1: f32,
    l2: f32,
}

impl Case {
    /// A network with one layer of each given size, random inputs, and targets that suit the loss.
    fn new(activation: Activation, loss: Loss, sizes: &[usize], batch: usize, seed: u64) -> Self {
        let mut random = Random::new(seed);
        let (inputs, outputs) = (sizes[0], sizes[sizes.len() - 1]);
        let hidden = sizes[1..sizes.len() - 1]
            .iter()
            .map(|&units| HiddenLayer::Dense { units, activation })
            .collect();
        let architecture = Architecture {
            input: Shape::Units(inputs),
            hidden,
            outputs,
            loss,
            initial: Initial::Glorot,
        };
        let mut network = Network::new(&architecture, &mut random).unwrap();
        network
            .parameters
            .iter_mut()
            .for_each(|p| *p += 0.3 * random.normal());
        let mut t = vec![0.0; batch * outputs];
        for (row, t) in t.chunks_exact_mut(outputs).enumerate() {
            t[row % outputs] = if outputs == 1 { (row % 2) as f32 } else { 1.0 };
        }
        Self {
            network,
            x: random.normals(batch * inputs),
            t,
            l1: 0.01,
            l2: 0.1,
        }
    }

    fn layers(&self) -> Vec<&Dense> {
        let dense = |layer| match layer {
            &Layer::Dense(ref layer) => layer,
            other => panic!("only dense layers are checked here, not {other:?}"),
        };
        self.network.layers().iter().map(dense).collect()
    }

    fn batch(&self) -> usize {
        self.x.len() / self.network.inputs()
    }

    fn gradient(&self) -> Vec<f32> {
        let mut gradient = vec![0.0; self.network.parameters.len()];
        let mut workspace = Workspace::new(&self.network);
        let scale = 1.0 / self.batch() as f32;
        self.network.accumulate_gradient(
            Input::Rows(&self.x),
            &self.t,
            scale,
            &mut gradient,
            &mut workspace,
        );
        self.network
            .accumulate_penalty(self.l1, self.l2, &mut gradient);
        gradient
    }

    /// Mean loss with its penalty, and the sides of zero that all total inputs are on.
    fn reference(&self, parameters: &[f64]) -> (f64, Vec<bool>) {
        let layers = self.layers();
        let (mut total, mut sides) = (0.0, Vec::new());
        let rows = self.x.chunks_exact(self.network.inputs());
        for (x, t) in rows.zip(self.t.chunks_exact(self.network.outputs())) {
            let mut h: Vec<f64> = x.iter().map(|&x| f64::from(x)).collect();
            for layer in &layers {
                let z = total_inputs(layer, parameters, &h);
                sides.extend(z.iter().map(|&z| z > 0.0));
                h = z.iter().map(|&z| activate(layer.activation, z)).collect();
            }
            total += example_loss(self.network.loss(), &h, t);
        }
        let weights = || layers.iter().flat_map(|layer| &parameters[layer.weights()]);
        let penalty = f64::from(self.l1) * weights().map(|w| w.abs()).sum::<f64>()
            + 0.5 * f64::from(self.l2) * weights().map(|w| w * w).sum::<f64>();
        (total / self.batch() as f64 + penalty, sides)
    }

    /// The largest |gradient − difference| over the gradient's largest component. A parameter whose step carries a total
    /// input over a kink has no derivative there and is left out.
    fn relative_error(&self) -> f64 {
        let gradient = self.gradient();
        let exact: Vec<f64> = self
            .network
            .parameters
            .iter()
            .map(|&p| f64::from(p))
            .collect();
        let scale = gradient
            .iter()
            .map(|g| f64::from(g.abs()))
            .fold(1e-3, f64::max);
        let error = |i: usize| {
            let moved = |step: f64| {
                let mut parameters = exact.clone();
                parameters[i] += step;
                self.reference(&parameters)
            };
            let (above, below) = (moved(STEP), moved(-STEP));
            let difference = (above.0 - below.0) / (2.0 * STEP);
            let smooth = above.1 == below.1;
            if smooth {
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
            for loss in LOSSES {
                let error = Case::new(activation, loss, &sizes, batch, seed).relative_error();
                prop_assert!(error < 1e-4, "{activation:?}, {loss:?}, {sizes:?}, batch {batch}: {error}");
            }
        }
    }
}

#[test]
fn a_wrong_gradient_would_be_noticed() {
    let mut case = Case::new(Activation::Tanh, Loss::CrossEntropy, &[3, 4, 1], 5, 1);
    assert!(case.relative_error() < 1e-4);
    let right = case.gradient();
    case.l2 = 0.1001;
    assert_ne!(case.gradient(), right);
}
