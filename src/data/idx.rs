//! The IDX format of MNIST's files.
//!
//! Big-endian: two zero bytes, a type byte (8: unsigned bytes), the number of dimensions, each dimension as a `u32`, then
//! the data. <http://yann.lecun.com/exdb/mnist>

use super::dataset::{Dataset, Inputs};
use crate::error::{Error, Result};
use crate::pieces::shape::{Picture, Shape};

/// Side of a digit's picture in pixels.
pub const SIDE: usize = 28;

/// Pixels of a digit's picture.
pub const PIXELS: usize = SIDE * SIDE;

/// Pictures with their labels, as one IDX pair holds them.
pub struct Digits<'a> {
    /// `[count, 28, 28]`, 0 for paper and 255 for ink.
    pub pixels: &'a [u8],
    /// 0 to 9 each.
    pub labels: &'a [u8],
}

impl<'a> Digits<'a> {
    /// Reads a pair of files; `name` says which, as in "training digits".
    pub fn read(images: &'a [u8], labels: &'a [u8], name: &str) -> Result<Self> {
        let images_name = format!("the pictures of the {name}");
        let labels_name = format!("the labels of the {name}");
        let pixels = read_idx(images, &[SIDE, SIDE], &images_name)?;
        let labels = read_idx(labels, &[], &labels_name)?;
        if pixels.len() / PIXELS != labels.len() {
            let problem = format!(
                "it holds {} labels for {} pictures",
                labels.len(),
                pixels.len() / PIXELS
            );
            return Err(damaged(&labels_name, problem));
        }
        if let Some(label) = labels.iter().find(|&&label| label > 9) {
            return Err(damaged(
                &labels_name,
                format!("it holds the label {label}, but digits end at 9"),
            ));
        }
        Ok(Self { pixels, labels })
    }
}

/// Joins training and held-out digits into one data set.
pub fn dataset(train: &Digits, held_out: &Digits) -> Result<Dataset> {
    let pixels = [train.pixels, held_out.pixels].concat();
    let labels = [train.labels, held_out.labels].concat();
    let shape = Shape::Picture(Picture {
        height: SIDE,
        width: SIDE,
        channels: 1,
    });
    let inputs = Inputs::pictures(pixels, PIXELS);
    Dataset::new(inputs, shape, labels, 10, train.labels.len())
}

/// The data of an IDX file of unsigned bytes whose items have the shape `item`.
fn read_idx<'a>(bytes: &'a [u8], item: &[usize], file: &str) -> Result<&'a [u8]> {
    let header = 4 + 4 * (1 + item.len());
    if bytes.len() < header {
        let problem = format!(
            "it ends after {} bytes, within its header of {header}",
            bytes.len()
        );
        return Err(damaged(file, problem));
    }
    let kind = [0, 0, 8, 1 + item.len() as u8];
    if bytes[..4] != kind {
        let problem = format!(
            "it starts with {:?} instead of {kind:?}, so it is no such IDX file",
            &bytes[..4]
        );
        return Err(damaged(file, problem));
    }
    let sizes: Vec<usize> = bytes[4..header].chunks_exact(4).map(big_endian).collect();
    if sizes[1..] != *item {
        return Err(damaged(
            file,
            format!("its items measure {:?} instead of {item:?}", &sizes[1..]),
        ));
    }
    let expected = sizes[0].saturating_mul(item.iter().product());
    let data = &bytes[header..];
    if data.len() != expected {
        return Err(damaged(
            file,
            format!(
                "it holds {} bytes of data instead of {expected}",
                data.len()
            ),
        ));
    }
    Ok(data)
}

fn big_endian(bytes: &[u8]) -> usize {
    bytes
        .iter()
        .fold(0, |number, &byte| number << 8 | usize::from(byte))
}

fn damaged(file: &str, problem: String) -> Error {
    Error::Idx {
        file: file.into(),
        problem,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn images(count: u8) -> Vec<u8> {
        let header = [0, 0, 8, 3, 0, 0, 0, count, 0, 0, 0, 28, 0, 0, 0, 28];
        [header.as_slice(), &vec![7; usize::from(count) * PIXELS]].concat()
    }

    fn labels(values: &[u8]) -> Vec<u8> {
        [&[0, 0, 8, 1, 0, 0, 0, values.len() as u8], values].concat()
    }

    fn problem(images: &[u8], labels: &[u8]) -> String {
        Digits::read(images, labels, "training digits")
            .map(|_| ())
            .unwrap_err()
            .to_string()
    }

    #[test]
    fn a_whole_pair_is_read() {
        let (images, labels) = (images(2), labels(&[3, 9]));
        let digits = Digits::read(&images, &labels, "training digits").unwrap();
        assert_eq!(
            (digits.pixels.len(), digits.labels),
            (2 * PIXELS, [3, 9].as_slice())
        );
    }

    #[test]
    fn damage_is_told_with_file_and_remedy() {
        let (whole, right) = (images(2), labels(&[3, 9]));
        let cut = problem(&whole[..100], &right);
        assert!(
            cut.contains("pictures of the training digits")
                && cut.contains("84 bytes of data instead of 1568")
        );
        assert!(cut.ends_with("Load it again."));
        assert!(problem(&whole[..7], &right).contains("within its header"));
        assert!(problem(&right, &right).contains("header"));
        assert!(problem(&whole, &labels(&[3])).contains("1 labels for 2 pictures"));
        assert!(problem(&whole, &labels(&[3, 10])).contains("label 10"));
        assert!(problem(&[9; 2000], &right).contains("no such IDX file"));
    }

    #[test]
    fn every_truncation_is_an_error_and_never_a_panic() {
        let (whole, right) = (images(1), labels(&[3]));
        for end in 0..whole.len() {
            problem(&whole[..end], &right);
        }
        for end in 0..right.len() {
            problem(&whole, &right[..end]);
        }
    }
}
