//! Pictures as lists of the pixels that are not blank: less to keep, and ready for products that skip zeros.

use std::sync::Arc;

use crate::kernels::sparse::NonZeros;

/// Pictures, each as the places and values of its ink, in chunks that lists share: joining two copies no picture.
///
/// ```
/// use gradual::data::digits::ink::Ink;
///
/// let mut pictures = Ink::default();
/// pictures.push(&[0, 0, 255, 0]);
/// pictures.push(&[0, 51, 0, 0]);
/// assert_eq!((pictures.count(), pictures.ink()), (2, 2)); // two pixels are not blank
/// let mut values = [0.0; 4];
/// pictures.copy(1, &mut values);
/// assert_eq!(values, [0.0, 0.2, 0.0, 0.0]);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Ink {
    chunks: Vec<Arc<Chunk>>,
    /// Where each picture is.
    spans: Vec<Span>,
}

/// The ink of some pictures, one after the other.
#[derive(Clone, Debug, Default)]
struct Chunk {
    places: Vec<u16>,
    pixels: Vec<u8>,
}

impl Chunk {
    /// Pixels that fill it: the ink of some 900 digits, 400 KB, so that no growing list is long to copy.
    const FULL: usize = 1 << 17;
}

/// Where a picture's pixels stand: from `start` to `end` in a chunk.
#[derive(Clone, Copy, Debug)]
struct Span {
    chunk: u32,
    start: u32,
    end: u32,
}

impl Ink {
    /// The most pixels that a picture may have.
    pub const MOST_PIXELS: usize = u16::MAX as usize;

    /// How many pictures there are.
    pub fn count(&self) -> usize {
        self.spans.len()
    }

    /// How many pixels are not blank, in all pictures.
    pub fn ink(&self) -> usize {
        self.chunks.iter().map(|chunk| chunk.places.len()).sum()
    }

    /// Appends a picture.
    ///
    /// ```
    /// let mut pictures = gradual::data::digits::ink::Ink::default();
    /// pictures.push(&[0, 9, 0]);
    /// assert_eq!((pictures.count(), pictures.ink()), (1, 1));
    /// ```
    pub fn push(&mut self, picture: &[u8]) {
        let own = self.chunks.last_mut().and_then(Arc::get_mut);
        if own.is_none_or(|chunk| chunk.places.len() >= Chunk::FULL) {
            self.chunks.push(Arc::default());
        }
        let number = self.chunks.len() - 1;
        let chunk = Arc::make_mut(&mut self.chunks[number]); // it is this list's own: nothing is copied
        let start = chunk.places.len() as u32;
        let ink = (0..=u16::MAX).zip(picture);
        let ink = ink.filter(|&(_, &pixel)| pixel != 0);
        for (place, &pixel) in ink {
            chunk.places.push(place);
            chunk.pixels.push(pixel);
        }
        self.spans.push(Span {
            chunk: number as u32,
            start,
            end: chunk.places.len() as u32,
        });
    }

    /// Appends the pictures of another list.
    ///
    /// ```
    /// use gradual::data::digits::ink::Ink;
    ///
    /// let (mut some, mut others) = (Ink::default(), Ink::default());
    /// some.push(&[0, 9, 0]);
    /// others.push(&[5, 5, 5]);
    /// some.append(&others);
    /// assert_eq!((some.count(), some.ink()), (2, 4));
    /// ```
    pub fn append(&mut self, other: &Self) {
        let before = self.chunks.len() as u32;
        self.chunks.extend(other.chunks.iter().map(Arc::clone));
        self.spans.extend(other.spans.iter().map(|span| Span {
            chunk: before + span.chunk,
            ..*span
        }));
    }

    /// Some of the pictures, in this order; none is copied.
    ///
    /// ```
    /// let mut pictures = gradual::data::digits::ink::Ink::default();
    /// (1..=3).for_each(|ink| pictures.push(&[0, ink]));
    /// let (swapped, mut picture) = (pictures.selection(&[2, 0]), [0; 2]);
    /// swapped.copy_pixels(0, &mut picture);
    /// assert_eq!((swapped.count(), picture), (2, [0, 3]));
    /// ```
    pub fn selection(&self, pictures: &[usize]) -> Self {
        Self {
            chunks: self.chunks.clone(),
            spans: pictures.iter().map(|&index| self.spans[index]).collect(),
        }
    }

    /// Places and pixels of picture `index`.
    fn picture(&self, index: usize) -> (&[u16], &[u8]) {
        let Span { chunk, start, end } = self.spans[index];
        let (chunk, ink) = (&self.chunks[chunk as usize], start as usize..end as usize);
        (&chunk.places[ink.clone()], &chunk.pixels[ink])
    }

    /// Places and values of picture `index`.
    fn values(&self, index: usize) -> impl ExactSizeIterator<Item = (u16, f32)> {
        let (places, pixels) = self.picture(index);
        let value = |(&place, &pixel)| (place, f32::from(pixel) / 255.0);
        places.iter().zip(pixels).map(value)
    }

    /// Writes picture `index` to `out`, blank pixels as 0.
    ///
    /// ```
    /// let mut pictures = gradual::data::digits::ink::Ink::default();
    /// pictures.push(&[0, 255, 51]);
    /// let mut values = [9.0; 3];
    /// pictures.copy(0, &mut values);
    /// assert_eq!(values, [0.0, 1.0, 0.2]);
    /// ```
    pub fn copy(&self, index: usize, out: &mut [f32]) {
        out.fill(0.0);
        for (place, value) in self.values(index) {
            out[usize::from(place)] = value;
        }
    }

    /// Writes the pixels of picture `index` to `out`, which is blank.
    ///
    /// ```
    /// let mut pictures = gradual::data::digits::ink::Ink::default();
    /// pictures.push(&[0, 255, 51]);
    /// let mut pixels = [0; 3];
    /// pictures.copy_pixels(0, &mut pixels);
    /// assert_eq!(pixels, [0, 255, 51]);
    /// ```
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
        const PIXELS: usize = 150;
        let picture = |number: usize| {
            let mut picture = [1; PIXELS];
            picture[..2].copy_from_slice(&(number as u16).to_le_bytes());
            picture
        };
        let list = |pictures: Range<usize>| {
            let mut ink = Ink::default();
            pictures.for_each(|number| ink.push(&picture(number)));
            ink
        };
        let pictures = |ink: &Ink| -> Vec<usize> {
            let number = |i| {
                let mut out = [0; PIXELS];
                ink.copy_pixels(i, &mut out);
                assert_eq!(out[2..], [1; PIXELS - 2]);
                usize::from(u16::from_le_bytes([out[0], out[1]]))
            };
            (0..ink.count()).map(number).collect()
        };
        let (mut first, second) = (list(0..1500), list(1500..4000));
        let mut joined = first.clone();
        joined.append(&second);
        first.push(&picture(7));
        joined.push(&picture(4000));
        assert!(pictures(&joined).into_iter().eq(0..4001));
        assert!(pictures(&first).into_iter().eq((0..1500).chain([7])));
        assert!(joined.chunks.len() > 4 && Arc::ptr_eq(&joined.chunks[0], &first.chunks[0]));
    }
}
