//! What a network has learned of some classes, taken over by one of more or fewer classes.
//!
//! The hidden layers stay as they are. In the output layer, one output z that tells two classes apart becomes an output for
//! each of them, with the same odds:
//!
//! | loss | outputs of class 0 and class 1 | and back |
//! | --- | --- | --- |
//! | cross-entropy, perceptron | 0, z | z₁ − z₀ |
//! | squared error, sigmoid | −z, z | ½ (z₁ − z₀) |
//! | squared error, linear | 1 − z, z | ½ (z₁ − z₀ + 1) |
//!
//! A class that comes new begins improbable, and leaves the odds of the others as they are. Under softmax and for the
//! perceptron it begins 3 below the mean of the other outputs, so that its probability is nowhere more than 5 %; a sigmoid of
//! its own begins at z = −3, a linear output at 0. A class that goes takes its output with it.

use crate::network::Network;
use crate::pieces::layer::Layer;
use crate::pieces::loss::Loss;

/// By how much z of a new class is below the others: e⁻³ is 5 %.
const BELOW: f32 = 3.0;

/// A unit of the output layer: its weights, then its bias.
type Unit = Vec<f32>;

/// The parameters of `network` after it has taken over what one with the same hidden layers, and as many outputs as may be, has
/// `learned`.
///
/// ```
/// # let (input, loss, initial) = (gradual::Shape::Units(2), gradual::Loss::CrossEntropy, gradual::Initial::Zero);
/// # let architecture = gradual::Architecture { input, hidden: Vec::new(), outputs: 1, loss, initial };
/// # let unit = gradual::Network::new(&architecture)?;
/// use gradual::{Architecture, Network};
/// use gradual::take_over::take_over;
///
/// let three = Network::new(&Architecture { outputs: 3, ..architecture })?;
/// let parameters = take_over(&three, &[2.0, -1.0, 0.5]); // what a unit has learned of two classes
/// assert_eq!(parameters[..3], [0.0, 2.0, 1.0]); // the weights of x₁: of class 0, class 1 and a new one
/// # Ok::<(), gradual::Error>(())
/// ```
pub fn take_over(network: &Network, learned: &[f32]) -> Vec<f32> {
    let (loss, outputs) = (network.loss(), network.outputs());
    let start = start_of_outputs(network);
    let (hidden, output) = learned.split_at(start.min(learned.len()));
    let mut units = units(network, output);
    if let [one] = &units[..] {
        units = both(loss, one);
    }
    if let (1, [zero, one, ..]) = (outputs, &units[..]) {
        units = vec![self::one(loss, zero, one)];
    }
    units.truncate(outputs);
    let unknown = unknown(loss, &units, inputs_of_outputs(network));
    units.resize(outputs, unknown);
    let mut parameters = hidden.to_vec();
    parameters.resize(start, 0.0);
    append_units(&mut parameters, &units);
    parameters
}

/// The outputs of two classes that one output tells apart.
fn both(loss: Loss, one: &Unit) -> Vec<Unit> {
    let other = match loss {
        Loss::CrossEntropy | Loss::Perceptron => scaled(one, 0.0),
        Loss::SquaredError | Loss::SquaredErrorWhole => scaled(one, -1.0),
        Loss::SquaredErrorLinear | Loss::SquaredErrorLinearWhole => raised(scaled(one, -1.0), 1.0),
    };
    vec![other, one.clone()]
}

/// The one output that tells two classes apart as their two outputs do.
fn one(loss: Loss, zero: &Unit, one: &Unit) -> Unit {
    let difference = zero.iter().zip(one).map(|(zero, one)| one - zero).collect();
    match loss {
        Loss::CrossEntropy | Loss::Perceptron => difference,
        Loss::SquaredError | Loss::SquaredErrorWhole => scaled(&difference, 0.5),
        Loss::SquaredErrorLinear | Loss::SquaredErrorLinearWhole => {
            scaled(&raised(difference, 1.0), 0.5)
        }
    }
}

/// The output of a class that nothing is known of, beside those of others, with so many inputs.
fn unknown(loss: Loss, others: &[Unit], inputs: usize) -> Unit {
    match loss {
        Loss::CrossEntropy | Loss::Perceptron => raised(mean(others, inputs), -BELOW),
        Loss::SquaredError | Loss::SquaredErrorWhole => raised(vec![0.0; inputs + 1], -BELOW),
        Loss::SquaredErrorLinear | Loss::SquaredErrorLinearWhole => vec![0.0; inputs + 1],
    }
}

/// The mean of units with so many inputs; zeros of none.
fn mean(units: &[Unit], inputs: usize) -> Unit {
    let sum = |i: usize| units.iter().map(|unit| unit[i]).sum::<f32>();
    let share = 1.0 / units.len().max(1) as f32;
    (0..=inputs).map(|i| share * sum(i)).collect()
}

fn scaled(unit: &Unit, by: f32) -> Unit {
    unit.iter().map(|w| by * w).collect()
}

/// The unit with a bias that is higher by `by`.
fn raised(mut unit: Unit, by: f32) -> Unit {
    if let Some(bias) = unit.last_mut() {
        *bias += by;
    }
    unit
}

/// Where the parameters of the output layer begin; everything before belongs to the hidden layers.
fn start_of_outputs(network: &Network) -> usize {
    let output = network.layers().last();
    output.map_or(0, |layer| layer.weights().start)
}

/// How many values each output reads.
fn inputs_of_outputs(network: &Network) -> usize {
    network.layers().last().map_or(0, Layer::inputs)
}

/// The units of an output layer after the same hidden layers, whose weights stand there as `[inputs, outputs]` with the biases
/// behind them.
fn units(network: &Network, output: &[f32]) -> Vec<Unit> {
    let size = inputs_of_outputs(network) + 1;
    let outputs = output.len() / size;
    let values = |k: usize| output[k..].iter().step_by(outputs).take(size);
    (0..outputs).map(|k| values(k).copied().collect()).collect()
}

/// Adds an output layer of these units, which have the same number of inputs.
fn append_units(parameters: &mut Vec<f32>, units: &[Unit]) {
    let rows = units.first().map_or(0, Vec::len);
    for row in 0..rows {
        parameters.extend(units.iter().map(|unit| unit[row]));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::architecture::{Architecture, HiddenLayer};
    use crate::data::dataset::said;
    use crate::network::{Network, Workspace};
    use crate::pieces::activation::Activation;
    use crate::pieces::initial::Initial;
    use crate::pieces::shape::Shape;
    use crate::pieces::signals::Input;
    use crate::random::Random;

    const LOSSES: [Loss; 4] = [
        Loss::CrossEntropy,
        Loss::SquaredError,
        Loss::SquaredErrorLinear,
        Loss::Perceptron,
    ];

    fn network(loss: Loss, outputs: usize) -> Network {
        let hidden = HiddenLayer::Dense {
            units: 3,
            activation: Activation::Tanh,
        };
        Network::new(&Architecture {
            input: Shape::Units(2),
            hidden: vec![hidden],
            outputs,
            loss,
            initial: Initial::Glorot,
        })
        .unwrap()
    }

    /// A network with weights of its own everywhere, biases included.
    fn trained(loss: Loss, outputs: usize) -> (Network, Vec<f32>) {
        let network = network(loss, outputs);
        let parameters = Random::new(6).normals(network.parameter_count());
        (network, parameters)
    }

    fn resized((network, parameters): &(Network, Vec<f32>), outputs: usize) -> (Network, Vec<f32>) {
        let network = self::network(network.loss(), outputs);
        let parameters = take_over(&network, parameters);
        (network, parameters)
    }

    /// The outputs at places all over the plane, a row for each.
    fn outputs((network, parameters): &(Network, Vec<f32>)) -> Vec<Vec<f32>> {
        let mut random = Random::new(7);
        let x: Vec<f32> = (0..200).map(|_| random.between(-3.0, 3.0)).collect();
        let mut workspace = Workspace::for_batch(network, 100);
        let y = network
            .with(parameters)
            .predict(Input::Rows(&x), &mut workspace);
        y.chunks_exact(network.outputs())
            .map(<[f32]>::to_vec)
            .collect()
    }

    #[test]
    fn the_old_classes_keep_their_odds() {
        for (few, many) in [(1, 3), (1, 5), (3, 4), (3, 5)] {
            let trained = trained(Loss::CrossEntropy, few);
            for (before, after) in outputs(&trained)
                .iter()
                .zip(outputs(&resized(&trained, many)))
            {
                let before = match before[..] {
                    [one] => vec![1.0 - one, one],
                    _ => before.clone(),
                };
                let known: f32 = after[..before.len()].iter().sum();
                for (before, after) in before.iter().zip(&after) {
                    assert!((after / known - before).abs() < 1e-5, "{few} {many}");
                }
            }
        }
    }

    #[test]
    fn a_new_class_begins_improbable_everywhere() {
        for few in [1, 3, 4] {
            let resized = resized(&trained(Loss::CrossEntropy, few), 5);
            let known = few.max(2);
            let most = outputs(&resized)
                .iter()
                .flat_map(|y| y[known..].to_vec())
                .fold(0.0, f32::max);
            assert!(most < 0.048, "{few}: {most}");
        }
    }

    #[test]
    fn nothing_is_taken_for_another_class_than_before() {
        for loss in LOSSES {
            for (from, to) in [(1, 3), (1, 5)] {
                let trained = trained(loss, from);
                let resized = resized(&trained, to);
                for (before, after) in outputs(&trained).iter().zip(outputs(&resized)) {
                    assert_eq!(said(before), said(&after), "{loss:?} {before:?} {after:?}");
                }
            }
        }
    }

    #[test]
    fn a_class_that_comes_and_goes_leaves_all_as_it_was() {
        for loss in LOSSES {
            for (few, many) in [(1, 3), (1, 5), (3, 4)] {
                let trained = trained(loss, few);
                let again = resized(&resized(&trained, many), few);
                for (before, after) in trained.1.iter().zip(&again.1) {
                    assert!((before - after).abs() < 1e-6, "{loss:?} {few} {many}");
                }
            }
        }
    }

    #[test]
    fn two_of_three_classes_keep_their_odds_in_one_output() {
        let three = trained(Loss::CrossEntropy, 3);
        for (before, after) in outputs(&three).iter().zip(outputs(&resized(&three, 1))) {
            assert!((before[1] / (before[0] + before[1]) - after[0]).abs() < 1e-5);
        }
    }
}
