//! Pictures as lists of the pixels that are not blank: less to keep, and ready for products that skip zeros.

use std::ops::Range;

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

/// Pictures, each as the places and values of its ink.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ink {
    /// Where each picture's pixels end; the first begins at 0.
    ends: Vec<u32>,
    places: Vec<u16>,
    pixels: Vec<u8>,
}

impl Ink {
    /// The most pixels that a picture may have.
    pub const MOST_PIXELS: usize = 1 << 16;

    /// An empty list that does not grow while these are appended: growing copies, and a copy of all digits is long.
    pub fn with_room_for(lists: &[&Self]) -> Self {
        let ink = lists.iter().map(|list| list.ink()).sum();
        Self {
            ends: Vec::with_capacity(lists.iter().map(|list| list.count()).sum()),
            places: Vec::with_capacity(ink),
            pixels: Vec::with_capacity(ink),
        }
    }

    /// How many pictures there are.
    pub fn count(&self) -> usize {
        self.ends.len()
    }

    /// How many pixels are not blank, in all pictures.
    pub fn ink(&self) -> usize {
        self.places.len()
    }

    /// Appends a picture.
    pub fn push(&mut self, picture: &[u8]) {
        let ink = (0..).zip(picture).filter(|&(_, &pixel)| pixel != 0);
        for (place, &pixel) in ink {
            self.places.push(place);
            self.pixels.push(pixel);
        }
        self.ends.push(self.places.len() as u32);
    }

    /// Appends some pictures of another list.
    pub fn extend(&mut self, other: &Self, pictures: Range<usize>) {
        let (start, end) = (other.start(pictures.start), other.start(pictures.end));
        let shift = |end: u32| end - start as u32 + self.places.len() as u32;
        let ends: Vec<u32> = other.ends[pictures].iter().copied().map(shift).collect();
        self.ends.extend(ends);
        self.places.extend_from_slice(&other.places[start..end]);
        self.pixels.extend_from_slice(&other.pixels[start..end]);
    }

    /// Where the pixels of picture `index` begin.
    fn start(&self, index: usize) -> usize {
        index
            .checked_sub(1)
            .map_or(0, |before| self.ends[before] as usize)
    }

    /// Where the pixels of picture `index` stand in the lists.
    fn range(&self, index: usize) -> Range<usize> {
        self.start(index)..self.start(index + 1)
    }

    fn picture(&self, index: usize) -> impl ExactSizeIterator<Item = (usize, f32)> {
        let ink = self.range(index);
        let places = self.places[ink.clone()].iter();
        places
            .zip(&self.pixels[ink])
            .map(|(&place, &pixel)| (usize::from(place), VALUES[usize::from(pixel)]))
    }

    /// Writes picture `index` to `out`, blank pixels as 0.
    pub fn copy(&self, index: usize, out: &mut [f32]) {
        out.fill(0.0);
        for (place, value) in self.picture(index) {
            out[place] = value;
        }
    }

    /// Writes the pixels of picture `index` to `out`, which is blank.
    pub fn copy_pixels(&self, index: usize, out: &mut [u8]) {
        let ink = self.range(index);
        for (&place, &pixel) in self.places[ink.clone()].iter().zip(&self.pixels[ink]) {
            out[usize::from(place)] = pixel;
        }
    }

    /// Appends picture `index` to lists of non-zeros.
    pub fn append_to(&self, rows: &mut NonZeros, index: usize) {
        rows.push(self.picture(index));
    }
}

#[cfg(test)]
mod tests {
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
    fn lists_can_be_joined() {
        let mut ink = Ink::default();
        [[1, 0], [0, 2], [3, 4]]
            .iter()
            .for_each(|picture| ink.push(picture));
        let mut joined = Ink::default();
        joined.extend(&ink, 2..3);
        joined.extend(&ink, 0..2);
        let mut expected = Ink::default();
        [[3, 4], [1, 0], [0, 2]]
            .iter()
            .for_each(|picture| expected.push(picture));
        assert_eq!(joined, expected);
    }
}
