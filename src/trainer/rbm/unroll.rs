//! A deep belief network as one of our networks, which the ordinary trainer makes a classifier of.

use crate::architecture::HiddenLayer;
use crate::data::dataset::Dataset;
use crate::error::{Result, check_size};
use crate::learning::rbm::deep::DeepBelief;
use crate::network::Network;
use crate::pieces::activation::Activation;
use crate::random::{Random, Stream};
use crate::trainer::settings::ModelConfig;

/// The way up through the machines as layers of sigmoids, with their weights and hidden biases, and an output layer for `data`
/// whose weights are drawn anew (Hinton and Salakhutdinov 2006). Visible biases and label units have no place in it. All else
/// is as `config` says; [`Trainer::start_from`] takes the parameters.
///
/// ```
/// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
/// # let data = std::sync::Arc::new(gradual::data::generators::points::generate(&points)?);
/// use gradual::learning::rbm::{Rbm, VisibleUnits, deep::DeepBelief};
/// use gradual::trainer::rbm::unroll::unroll;
/// use gradual::{ModelConfig, Trainer};
///
/// let rbm = Rbm::new(2, 8, VisibleUnits::Gaussian)?;
/// let net = DeepBelief::new(vec![rbm], vec![0.1; rbm.parameter_count()])?;
/// let (config, parameters) = unroll(&net, ModelConfig::default(), &data, 1)?;
/// let mut trainer = Trainer::new(config, data, 1)?;
/// trainer.start_from(&parameters);
/// assert_eq!(trainer.parameters()[..24], [0.1; 24]); // 2 × 8 weights and 8 biases
/// # Ok::<(), gradual::Error>(())
/// ```
///
/// [`Trainer::start_from`]: crate::trainer::training::Trainer::start_from
pub fn unroll(
    net: &DeepBelief,
    config: ModelConfig,
    data: &Dataset,
    seed: u32,
) -> Result<(ModelConfig, Vec<f32>)> {
    let layers = net.layers();
    check_size("Inputs of the data", data.features(), layers[0].inputs())?;
    let hidden = layers.iter().map(|rbm| HiddenLayer::Dense {
        units: rbm.hidden,
        activation: Activation::Sigmoid,
    });
    let hidden = hidden.collect();
    let config = ModelConfig { hidden, ..config };
    let network = Network::new(&config.architecture(data))?;
    let mut random = Random::stream(seed, Stream::Weights);
    let mut parameters = network.first_parameters(config.initial, &mut random);
    for (layer, machine) in network.layers().iter().zip(net.machines()) {
        let weights = machine.rbm.inputs() * machine.rbm.hidden;
        parameters[layer.weights()].copy_from_slice(&machine.weights()[..weights]);
        parameters[layer.biases()].copy_from_slice(machine.hidden_biases());
    }
    Ok((config, parameters))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::dataset::Inputs;
    use crate::learning::rbm::{Rbm, VisibleUnits};
    use crate::network::Workspace;
    use crate::pieces::shape::Shape;
    use crate::pieces::signals::Input;

    /// Up to its output layer the network computes what the machines make of an example.
    #[test]
    fn the_layers_say_what_the_machines_say() {
        let low = Rbm::new(4, 3, VisibleUnits::Binary).unwrap();
        let top = Rbm::new(3, 5, VisibleUnits::Binary)
            .unwrap()
            .with_labels(3)
            .unwrap();
        let count = low.parameter_count() + top.parameter_count();
        let net = DeepBelief::new(vec![low, top], Random::new(1).normals(count)).unwrap();
        let x = [1.0, 0.5, 0.0, 1.0];
        let inputs = Inputs::Values([x, [0.0; 4], x].concat());
        let data = Dataset::new(inputs, Shape::Units(4), vec![0, 1, 2], 3, 3).unwrap();
        let (config, parameters) = unroll(&net, ModelConfig::default(), &data, 1).unwrap();
        let network = Network::new(&config.architecture(&data)).unwrap();
        let mut workspace = Workspace::new(&network);
        let z = network
            .with(&parameters)
            .forward(Input::Rows(&x), &mut workspace)
            .to_vec();

        let low_features = net.up(&x).unwrap();
        let machine = net.machines().next_back().unwrap();
        let features = machine.features(&[&low_features[..], &[0.0; 3]].concat());
        let output = &network.layers()[2];
        let (weights, biases) = (&parameters[output.weights()], &parameters[output.biases()]);
        for (k, z) in z.iter().enumerate() {
            let sum: f32 = features
                .iter()
                .zip(weights.chunks_exact(3))
                .map(|(h, w)| h * w[k])
                .sum();
            assert!((z - sum - biases[k]).abs() < 1e-5);
        }
        let other = Dataset::new(
            Inputs::Values(vec![0.0; 4]),
            Shape::Units(2),
            vec![0, 1],
            2,
            2,
        )
        .unwrap();
        assert!(unroll(&net, ModelConfig::default(), &other, 1).is_err());
    }
}
