//! Whether a picture is one of the ten digits at all.
//!
//! Softmax shares out 1 among the classes it has, whatever it is shown: a reader of ten digits is sure of letters, too. So a
//! network of its own has an eleventh class, which it learned from letters, signs and scribbles: outlier exposure (Hendrycks
//! et al. 2019, "Deep anomaly detection with outlier exposure") with a class for the outliers.

use super::guess::Guesser;
use crate::architecture::{Architecture, HiddenLayer};
use crate::data::digits::set::{CLASSES, SHAPE};
use crate::error::Result;
use crate::network::Network;
use crate::pieces::activation::Activation;
use crate::pieces::initial::Initial;
use crate::pieces::loss::Loss;
use crate::weights;

/// From this share on a picture is taken for none of the ten.
///
/// Of 2,123 letters by 85 people (UNIPEN `train_r01_v07`, replayed stroke by stroke; without those that look like digits, as
/// O and l do) the convolutional network is at least 70 % sure of 86 % (capital) and 83 % (small). What is left of them, and
/// what it costs of digits that were read right, in percent; some five of those 824 digits are pieces cut wrongly:
///
/// | from | capital letters | small letters | MNIST's test digits | 824 digits of the same people |
/// | --- | ---: | ---: | ---: | ---: |
/// | 0.9 | 5.8 | 7.3 | 0.49 | 1.7 |
/// | 0.93 | 7.0 | 8.8 | 0.41 | 1.2 |
/// | 0.95 | 7.7 | 10.8 | 0.34 | 1.1 |
pub const NONE: f32 = 0.93;

/// A reader of the ten digits and of what is none of them.
pub struct Doubter {
    network: Network,
    parameters: Vec<f32>,
    guesser: Guesser,
}

impl Doubter {
    /// The doubter whose weights are in a file, which `cargo xtask pretrain` makes.
    pub fn read(file: &[u8]) -> Result<Self> {
        let network = network(CLASSES + 1)?;
        Ok(Self {
            parameters: weights::read(file, &network, "the one that doubts")?,
            network,
            guesser: Guesser::default(),
        })
    }

    /// How sure it is, 0 to 1, that a picture `x` of 784 pixels, normalised as digits are, is none of the ten.
    pub fn doubt(&mut self, x: &[f32]) -> Result<f32> {
        let model = self.network.with(&self.parameters);
        Ok(self.guesser.outputs(model, x)?[CLASSES])
    }
}

/// The network with so many classes: 10 make the reader of digits that the page begins with.
pub fn network(classes: usize) -> Result<Network> {
    Network::new(&Architecture {
        input: SHAPE,
        hidden: layers(),
        outputs: classes,
        loss: Loss::CrossEntropy,
        initial: Initial::He,
    })
}

/// Its layers before the last: those of the convolutional network that reads digits.
pub fn layers() -> Vec<HiddenLayer> {
    let filters = |channels| HiddenLayer::Convolution {
        channels,
        kernel: 5,
        stride: 1,
        padding: 2,
        activation: Activation::Relu,
    };
    let pool = HiddenLayer::MaxPool { size: 2, stride: 2 };
    vec![filters(8), pool.clone(), filters(16), pool]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_of_another_network_are_refused() {
        let softmax = include_bytes!("../../www/digits/weights/softmax.weights");
        let refused = Doubter::read(softmax).map(|_| ()).unwrap_err().to_string();
        assert!(refused.contains("the one that doubts"), "{refused}");
    }
}
