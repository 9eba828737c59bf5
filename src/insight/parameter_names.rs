//! Names for the weights and biases of a network, as the page and the notes write them.

use crate::network::Network;
use crate::pieces::features::Feature;
use crate::pieces::layer::Layer;

/// A name for each parameter, in their order: "w₁", "b" for a single unit; "w₁ of class 2" where each class has its own unit; for
/// networks "layer 2, weight 3 → 1" and "output, bias 1", counting units from 1.
pub fn parameter_names(network: &Network) -> Vec<String> {
    let layers = network
        .layers()
        .iter()
        .filter(|layer| !layer.biases().is_empty());
    let (count, mut names) = (layers.clone().count(), Vec::new());
    let inputs = input_names(&network.layers()[0]);
    for (number, layer) in layers.enumerate() {
        let reads_inputs = layer.weights().len() == inputs.len() * layer.outputs();
        if count == 1 && reads_inputs {
            add_units(&mut names, &inputs, layer.outputs());
        } else {
            let name = if number + 1 == count {
                "output".into()
            } else {
                format!("layer {}", number + 1)
            };
            add_layer(&mut names, &name, layer);
        }
    }
    names
}

/// How the weights of each input are called.
fn input_names(first: &Layer) -> Vec<String> {
    match first {
        Layer::Features(layer) => {
            let name = |feature: &Feature| format!("w of {}", feature.name());
            layer.features.iter().map(name).collect()
        }
        layer => (1..=layer.inputs())
            .map(|i| format!("w{}", subscript(i)))
            .collect(),
    }
}

/// The weights `[inputs, outputs]` and the biases of a layer of outputs alone.
fn add_units(names: &mut Vec<String>, inputs: &[String], outputs: usize) {
    let bias = "b".to_string();
    for name in inputs.iter().chain([&bias]) {
        let of_class = |class| {
            if outputs == 1 {
                name.clone()
            } else {
                format!("{name} of class {class}")
            }
        };
        names.extend((0..outputs).map(of_class));
    }
}

fn add_layer(names: &mut Vec<String>, name: &str, layer: &Layer) {
    let outputs = layer.outputs();
    let weight = |w: usize| format!("{name}, weight {} → {}", w / outputs + 1, w % outputs + 1);
    names.extend((0..layer.weights().len()).map(weight));
    names.extend((1..=layer.biases().len()).map(|unit| format!("{name}, bias {unit}")));
}

fn subscript(number: usize) -> String {
    let digits = number.to_string();
    let below = |digit: char| char::from_u32('₀' as u32 + digit.to_digit(10).unwrap_or(0));
    digits.chars().filter_map(below).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::architecture::{Architecture, HiddenLayer};
    use crate::pieces::activation::Activation;
    use crate::pieces::initial::Initial;
    use crate::pieces::loss::Loss;
    use crate::pieces::shape::Shape;

    fn names(hidden: Vec<HiddenLayer>, outputs: usize) -> Vec<String> {
        let architecture = Architecture {
            input: Shape::Units(2),
            hidden,
            outputs,
            loss: Loss::CrossEntropy,
            initial: Initial::Glorot,
        };
        let network = Network::new(&architecture).unwrap();
        let names = parameter_names(&network);
        assert_eq!(names.len(), network.parameter_count());
        names
    }

    #[test]
    fn a_unit_has_the_names_of_the_notes() {
        assert_eq!(names(vec![], 1), ["w₁", "w₂", "b"]);
        let features = vec![Feature::X1Squared, Feature::Product];
        let unit = names(vec![HiddenLayer::Features { features }], 1);
        assert_eq!(unit, ["w of x₁²", "w of x₁x₂", "b"]);
        let three = names(vec![], 3);
        assert_eq!(
            [&three[1], &three[3], &three[8]],
            ["w₁ of class 1", "w₂ of class 0", "b of class 2"]
        );
    }

    #[test]
    fn a_network_counts_layers_and_units() {
        let units = 3;
        let dense = HiddenLayer::Dense {
            units,
            activation: Activation::Tanh,
        };
        let names = names(
            vec![dense.clone(), HiddenLayer::Dropout { rate: 0.1 }, dense],
            1,
        );
        assert_eq!(names[4], "layer 1, weight 2 → 2");
        assert_eq!(names[8], "layer 1, bias 3");
        assert_eq!(names[9 + 6], "layer 2, weight 3 → 1");
        assert_eq!(names[9 + 12 + 3], "output, bias 1");
    }
}
