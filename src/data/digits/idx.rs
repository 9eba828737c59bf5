//! The IDX format of MNIST's files, read piece by piece as it arrives.
//!
//! Big-endian: two zero bytes, a type byte (8: unsigned bytes), the number of dimensions, each dimension as a `u32`, then
//! the data. <http://yann.lecun.com/exdb/mnist>

use crate::error::{Error, Result};

/// The most items that a file may say it holds.
const MOST_ITEMS: usize = 1_000_000;

/// A file of unsigned bytes whose items have one shape, of which some has arrived.
///
/// ```
/// use gradual::data::digits::idx::{IdxStream, write};
///
/// let file = write(2, &[3], [1, 2, 3, 4, 5, 6].into_iter()); // two items of three bytes
/// let mut stream = IdxStream::new("the test".into(), &[3]);
/// assert!(stream.push(&file[..7])?.is_empty()); // the header is not whole yet
/// assert_eq!(stream.push(&file[7..])?, [1, 2, 3, 4, 5, 6]);
/// stream.finish()?;
/// # Ok::<(), gradual::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct IdxStream {
    /// What the file is, in the words of an error.
    file: String,
    /// The shape of an item.
    item: &'static [usize],
    header: Vec<u8>,
    /// Bytes of data, once the header is there.
    expected: Option<usize>,
    received: usize,
}

impl IdxStream {
    /// A file of which nothing has arrived; `file` is what an error calls it, `item` the shape of each item.
    pub fn new(file: String, item: &'static [usize]) -> Self {
        Self {
            file,
            item,
            header: Vec::new(),
            expected: None,
            received: 0,
        }
    }

    /// Takes the next bytes of the file; returns those that are data.
    pub fn push<'a>(&mut self, bytes: &'a [u8]) -> Result<&'a [u8]> {
        let missing = self.header_length() - self.header.len();
        let (header, data) = bytes.split_at(missing.min(bytes.len()));
        self.header.extend_from_slice(header);
        if self.expected.is_none() && self.header.len() == self.header_length() {
            self.expected = Some(self.read_header()?);
        }
        self.received = self.received.saturating_add(data.len());
        match self.expected {
            Some(expected) if self.received > expected => Err(self.wrong_length(expected)),
            _ => Ok(data),
        }
    }

    /// Whether all of the file has arrived.
    pub fn finish(&self) -> Result<()> {
        match self.expected {
            None => Err(self.damaged(format!(
                "it ends after {} bytes, within its header of {}",
                self.header.len(),
                self.header_length()
            ))),
            Some(expected) if self.received < expected => Err(self.wrong_length(expected)),
            Some(_) => Ok(()),
        }
    }

    /// Forgets what has arrived, for a file that is sent once more.
    pub fn restart(&mut self) {
        self.header.clear();
        (self.expected, self.received) = (None, 0);
    }

    /// The error that this file is damaged; `problem` is a clause without a full stop.
    pub fn damaged(&self, problem: String) -> Error {
        Error::Idx {
            file: self.file.clone(),
            problem,
        }
    }

    fn header_length(&self) -> usize {
        4 + 4 * (1 + self.item.len())
    }

    /// The number of data bytes that the header tells of.
    fn read_header(&self) -> Result<usize> {
        let (kind, sizes) = self.header.split_at(4);
        let expected = kind_of(self.item);
        if kind != expected {
            let problem = format!(
                "it starts with {kind:?} instead of {expected:?}, so it is no such IDX file"
            );
            return Err(self.damaged(problem));
        }
        let sizes: Vec<usize> = sizes.chunks_exact(4).map(big_endian).collect();
        if sizes[1..] != *self.item {
            let (got, item) = (&sizes[1..], self.item);
            return Err(self.damaged(format!("its items measure {got:?} instead of {item:?}")));
        }
        if sizes[0] > MOST_ITEMS {
            return Err(self.damaged(format!(
                "it says that it holds {} items, and at most {MOST_ITEMS} can be read",
                sizes[0]
            )));
        }
        Ok(sizes[0] * self.item.iter().product::<usize>())
    }

    fn wrong_length(&self, expected: usize) -> Error {
        let received = self.received;
        self.damaged(format!(
            "it holds {received} bytes of data instead of {expected}"
        ))
    }
}

/// A whole file: `count` items of the shape `item`.
///
/// ```
/// use gradual::data::digits::idx::write;
///
/// assert_eq!(write(2, &[], [7, 3].into_iter()), [0, 0, 8, 1, 0, 0, 0, 2, 7, 3]);
/// ```
pub fn write(count: usize, item: &[usize], data: impl Iterator<Item = u8>) -> Vec<u8> {
    let sizes = [&[count], item].concat();
    let sizes = sizes.iter().flat_map(|&size| (size as u32).to_be_bytes());
    kind_of(item).into_iter().chain(sizes).chain(data).collect()
}

fn kind_of(item: &[usize]) -> [u8; 4] {
    [0, 0, 8, 1 + item.len() as u8]
}

fn big_endian(bytes: &[u8]) -> usize {
    bytes
        .iter()
        .fold(0, |number, &byte| number << 8 | usize::from(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stream() -> IdxStream {
        IdxStream::new("the pictures".into(), &[2, 3])
    }

    fn problem(bytes: &[u8]) -> String {
        let mut stream = stream();
        let said = stream
            .push(bytes)
            .map(|_| ())
            .and_then(|()| stream.finish());
        said.unwrap_err().to_string()
    }

    #[test]
    fn what_is_written_is_read_however_it_is_cut() {
        let data: Vec<u8> = (0..24).collect();
        let file = write(4, &[2, 3], data.iter().copied());
        for cut in 1..=file.len() {
            let mut stream = stream();
            let pieces = file.chunks(cut).map(|piece| stream.push(piece).unwrap());
            assert_eq!(pieces.collect::<Vec<_>>().concat(), data);
            stream.finish().unwrap();
            stream.restart();
            assert_eq!(stream.push(&file), Ok(data.as_slice()));
        }
    }

    #[test]
    fn damage_is_told_with_file_and_remedy() {
        let whole = write(4, &[2, 3], [7; 24].into_iter());
        let cut = problem(&whole[..30]);
        assert!(cut.contains("the pictures") && cut.contains("14 bytes of data instead of 24"));
        assert!(cut.ends_with("Load it again."));
        assert!(problem(&whole[..7]).contains("ends after 7 bytes, within its header of 16"));
        assert!(problem(&[&whole[..], &[1]].concat()).contains("25 bytes of data instead of 24"));
        assert!(problem(&write(24, &[], [7; 24].into_iter())).contains("no such IDX file"));
        assert!(
            problem(&write(4, &[3, 2], [7; 24].into_iter())).contains("[3, 2] instead of [2, 3]")
        );
        let mut huge = whole;
        huge[4] = 0xff;
        assert!(problem(&huge).contains("at most 1000000"));
    }
}
