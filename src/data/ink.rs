//! Pictures as lists of the pixels that are not blank: less to keep, and ready for products that skip zeros.

use std::rc::Rc;

use crate::kernels::sparse::NonZeros;

/// The numbers that pixels mean, pixel / 255, so that reading one divides nothing.
const VALUES: [f32; 256] = {
    let mut values = [0.0; 256];
    let mut pixel = 0;
    while pixel < 256 {
        values[pixel] = pixel as f32 / 255.0;
        pixel += 1;
    }
    values
};

/// Pictures, each as the places and values of its ink, in chunks that lists share: joining two copies no picture.
#[derive(Clone, Debug, Default)]
pub struct Ink {
    chunks: Vec<Rc<Chunk>>,
    /// How many pictures there are up to the end of each chunk.
    ends: Vec<usize>,
}

/// Pictures, one after the other.
#[derive(Debug, Default)]
struct Chunk {
    /// Where each picture's pixels end; the first begins at 0.
    ends: Vec<u32>,
    places: Vec<u16>,
    pixels: Vec<u8>,
}

impl Chunk {
    /// The most pictures of a chunk: some 450 KB of digits, so that no growing list is long to copy.
    const PICTURES: usize = 1024;

    fn push(&mut self, picture: &[u8]) {
        let ink = (0..).zip(picture).filter(|&(_, &pixel)| pixel != 0);
        for (place, &pixel) in ink {
            self.places.push(place);
            self.pixels.push(pixel);
        }
        self.ends.push(self.places.len() as u32);
    }

    /// Places and pixels of picture `index`.
    fn picture(&self, index: usize) -> (&[u16], &[u8]) {
        let start = index
            .checked_sub(1)
            .map_or(0, |before| self.ends[before] as usize);
        let ink = start..self.ends[index] as usize;
        (&self.places[ink.clone()], &self.pixels[ink])
    }
}

impl Ink {
    /// The most pixels that a picture may have.
    pub const MOST_PIXELS: usize = 1 << 16;

    /// How many pictures there are.
    pub fn count(&self) -> usize {
        self.ends.last().copied().unwrap_or(0)
    }

    /// How many pixels are not blank, in all pictures.
    pub fn ink(&self) -> usize {
        self.chunks.iter().map(|chunk| chunk.places.len()).sum()
    }

    /// Appends a picture.
    pub fn push(&mut self, picture: &[u8]) {
        let count = self.count();
        match self.chunks.last_mut().and_then(Rc::get_mut) {
            Some(chunk) if chunk.ends.len() < Chunk::PICTURES => {
                chunk.push(picture);
                self.ends.pop();
            }
            _ => {
                let mut chunk = Chunk::default();
                chunk.push(picture);
                self.chunks.push(Rc::new(chunk));
            }
        }
        self.ends.push(count + 1);
    }

    /// Appends the pictures of another list.
    pub fn append(&mut self, other: &Self) {
        let count = self.count();
        self.chunks.extend(other.chunks.iter().map(Rc::clone));
        self.ends.extend(other.ends.iter().map(|end| count + end));
    }

    /// Places and pixels of picture `index`.
    fn picture(&self, index: usize) -> (&[u16], &[u8]) {
        let chunk = self.ends.partition_point(|&end| end <= index);
        let start = chunk.checked_sub(1).map_or(0, |before| self.ends[before]);
        self.chunks[chunk].picture(index - start)
    }

    /// Places and values of picture `index`.
    fn values(&self, index: usize) -> impl ExactSizeIterator<Item = (usize, f32)> {
        let (places, pixels) = self.picture(index);
        let value = |(&place, &pixel)| (usize::from(place), VALUES[usize::from(pixel)]);
        places.iter().zip(pixels).map(value)
    }

    /// Writes picture `index` to `out`, blank pixels as 0.
    pub fn copy(&self, index: usize, out: &mut [f32]) {
        out.fill(0.0);
        for (place, value) in self.values(index) {
            out[place] = value;
        }
    }

    /// Writes the pixels of picture `index` to `out`, which is blank.
    pub fn copy_pixels(&self, index: usize, out: &mut [u8]) {
        let (places, pixels) = self.picture(index);
        for (&place, &pixel) in places.iter().zip(pixels) {
            out[usize::from(place)] = pixel;
        }
    }

    /// Appends picture `index` to lists of non-zeros.
    pub fn append_to(&self, rows: &mut NonZeros, index: usize) {
        rows.push(self.values(index));
    }
}

#[cfg(test)]
mod tests {
    use std::ops::Range;

    use super::*;

    #[test]
    fn pictures_come_back_as_they_went_in() {
        let pictures = [[0, 255, 51, 0], [0, 0, 0, 0], [1, 0, 0, 2]];
        let mut ink = Ink::default();
        pictures.iter().for_each(|picture| ink.push(picture));
        assert_eq!(ink.count(), 3);
        for (index, picture) in pictures.iter().enumerate() {
            let mut out = [9.0; 4];
            ink.copy(index, &mut out);
            assert_eq!(out, picture.map(|pixel| f32::from(pixel) / 255.0));
        }
    }

    #[test]
    fn joined_lists_share_their_pictures_and_grow_apart() {
        let list = |pictures: Range<usize>| {
            let mut ink = Ink::default();
            pictures.for_each(|i| ink.push(&[i as u8, 0, (i >> 8) as u8]));
            ink
        };
        let pictures = |ink: &Ink| -> Vec<usize> {
            let mut out = [0; 3];
            let number = |i| {
                out.fill(0);
                ink.copy_pixels(i, &mut out);
                usize::from(out[0]) + 256 * usize::from(out[2])
            };
            (0..ink.count()).map(number).collect()
        };
        let (mut first, second) = (list(0..1500), list(1500..4000));
        let mut joined = first.clone();
        joined.append(&second);
        first.push(&[7, 0, 0]);
        joined.push(&[160, 0, 15]);
        assert!(pictures(&joined).into_iter().eq(0..4001));
        assert!(pictures(&first).into_iter().eq((0..1500).chain([7])));
        assert!(Rc::ptr_eq(&joined.chunks[0], &first.chunks[0]));
    }
}
