//! A set of handwritten digits: pictures with their labels, as an IDX pair brings them or one by one.

use super::idx::{IdxStream, write};
use super::ink::Ink;
use crate::data::dataset::{Dataset, Inputs, check_size};
use crate::error::{Result, in_list, in_range};
use crate::pieces::shape::{Picture, Shape};

/// Side of a digit's picture in pixels.
pub const SIDE: usize = 28;

/// Pixels of a digit's picture.
pub const PIXELS: usize = SIDE * SIDE;

/// The most digits of a set.
const MOST: usize = 1_000_000;

/// The digits there are.
pub const CLASSES: usize = 10;

/// The shape of a digit's picture.
pub const SHAPE: Shape = Shape::Picture(Picture {
    height: SIDE,
    width: SIDE,
    channels: 1,
});

/// Pictures `[28, 28]`, 0 for paper and 255 for ink, each with a label from 0 to 9.
///
/// ```
/// use gradual::Digits;
///
/// let mut own = Digits::new("own digits");
/// let mut one = [0; 28 * 28];
/// (6..22).for_each(|row| one[28 * row + 14] = 255); // a stroke from top to bottom
/// own.add(&one, 1)?;
/// assert_eq!((own.count(), own.labels()), (1, &[1][..]));
/// # Ok::<(), gradual::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Digits {
    image_file: IdxStream,
    label_file: IdxStream,
    pictures: Ink,
    /// The first bytes of a picture whose others have not arrived.
    begun: Vec<u8>,
    labels: Vec<u8>,
}

impl Digits {
    /// An empty set; `name` says which, as in "training digits".
    ///
    /// ```
    /// let digits = gradual::Digits::new("training digits");
    /// assert_eq!(digits.count(), 0);
    /// ```
    pub fn new(name: &str) -> Self {
        Self {
            image_file: IdxStream::new(format!("the pictures of the {name}"), &[SIDE, SIDE]),
            label_file: IdxStream::new(format!("the labels of the {name}"), &[]),
            pictures: Ink::default(),
            begun: Vec::with_capacity(PIXELS),
            labels: Vec::new(),
        }
    }

    /// A whole pair of files.
    ///
    /// ```
    /// use gradual::Digits;
    ///
    /// let mut own = Digits::new("own digits");
    /// own.add(&[0; 784], 7)?;
    /// let (images, labels) = (own.images_file(), own.labels_file()); // as MNIST's files are
    /// let again = Digits::read(&images, &labels, "own digits")?;
    /// assert_eq!(again.labels(), [7]);
    /// let refused = Digits::read(&images[..20], &labels, "own digits").unwrap_err();
    /// assert!(refused.to_string().starts_with("The file of the pictures of the own digits is damaged"));
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn read(images: &[u8], labels: &[u8], name: &str) -> Result<Self> {
        let mut digits = Self::new(name);
        digits.push_images(images)?;
        digits.push_labels(labels)?;
        digits.finish()?;
        Ok(digits)
    }

    /// Takes the next bytes of the file of pictures.
    ///
    /// ```
    /// use gradual::Digits;
    ///
    /// let mut source = Digits::new("own digits");
    /// source.add(&[9; 784], 7)?;
    /// let mut digits = Digits::new("own digits");
    /// source.images_file().chunks(100).try_for_each(|bytes| digits.push_images(bytes))?; // as they arrive
    /// digits.push_labels(&source.labels_file())?;
    /// digits.finish()?;
    /// assert_eq!(digits.picture(0)?, [9; 784]);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn push_images(&mut self, bytes: &[u8]) -> Result<()> {
        let data = self.image_file.push(bytes)?;
        let missing = (PIXELS - self.begun.len()) % PIXELS;
        let (end, data) = data.split_at(missing.min(data.len()));
        self.begun.extend_from_slice(end);
        if self.begun.len() == PIXELS {
            self.pictures.push(&self.begun);
            self.begun.clear();
        }
        let (whole, begun) = data.as_chunks::<PIXELS>();
        whole.iter().for_each(|picture| self.pictures.push(picture));
        self.begun.extend_from_slice(begun);
        Ok(())
    }

    /// Takes the next bytes of the file of labels.
    ///
    /// ```
    /// use gradual::data::digits::idx;
    ///
    /// let mut digits = gradual::Digits::new("own digits");
    /// let refused = digits.push_labels(&idx::write(1, &[], [12].into_iter())).unwrap_err();
    /// assert!(refused.to_string().contains("it holds the label 12, but digits end at 9"));
    /// ```
    pub fn push_labels(&mut self, bytes: &[u8]) -> Result<()> {
        let labels = self.label_file.push(bytes)?;
        if let Some(label) = labels.iter().find(|&&label| usize::from(label) >= CLASSES) {
            let problem = format!("it holds the label {label}, but digits end at 9");
            return Err(self.label_file.damaged(problem));
        }
        self.labels.extend_from_slice(labels);
        Ok(())
    }

    /// Whether both files have arrived and match.
    ///
    /// ```
    /// use gradual::Digits;
    ///
    /// let mut source = Digits::new("own digits");
    /// source.add(&[0; 784], 7)?;
    /// let mut digits = Digits::new("own digits");
    /// digits.push_labels(&source.labels_file())?;
    /// assert!(digits.finish().is_err()); // the pictures are still to come
    /// digits.push_images(&source.images_file())?;
    /// assert!(digits.finish().is_ok());
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn finish(&self) -> Result<()> {
        self.image_file.finish()?;
        self.label_file.finish()?;
        if self.check_pairs().is_ok() {
            return Ok(());
        }
        let (labels, pictures) = (self.labels.len(), self.pictures.count());
        let problem = format!("it holds {labels} labels for {pictures} pictures");
        Err(self.label_file.damaged(problem))
    }

    /// Forgets the file of pictures, which will be sent once more.
    ///
    /// ```
    /// use gradual::Digits;
    ///
    /// let mut source = Digits::new("own digits");
    /// source.add(&[0; 784], 7)?;
    /// let mut digits = Digits::new("own digits");
    /// digits.push_images(&source.images_file()[..50])?; // the line breaks
    /// digits.restart_images();
    /// digits.push_images(&source.images_file())?;
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn restart_images(&mut self) {
        self.image_file.restart();
        self.pictures = Ink::default();
        self.begun.clear();
    }

    /// Forgets the file of labels.
    ///
    /// ```
    /// use gradual::Digits;
    ///
    /// let mut source = Digits::new("own digits");
    /// source.add(&[0; 784], 7)?;
    /// let mut digits = Digits::new("own digits");
    /// digits.push_labels(&source.labels_file()[..5])?; // the line breaks
    /// digits.restart_labels();
    /// digits.push_labels(&source.labels_file())?;
    /// assert_eq!(digits.labels(), [7]);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn restart_labels(&mut self) {
        self.label_file.restart();
        self.labels.clear();
    }

    /// Adds a picture `[784]`, 0 for paper and 255 for ink.
    ///
    /// ```
    /// use gradual::Digits;
    ///
    /// let mut digits = Digits::new("own digits");
    /// digits.add(&[0; 784], 3)?;
    /// assert!(digits.add(&[0; 100], 3).is_err()); // too small
    /// assert!(digits.add(&[0; 784], 10).is_err()); // no digit
    /// assert_eq!(digits.count(), 1);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn add(&mut self, picture: &[u8], label: u8) -> Result<()> {
        check_size("Pixels of a digit", picture.len(), PIXELS)?;
        in_range("The label", f64::from(label), 0.0, (CLASSES - 1) as f64)?;
        self.check_pairs()?;
        let count = self.count() as f64;
        in_range("The number of digits", count + 1.0, 0.0, MOST as f64)?;
        self.pictures.push(picture);
        self.labels.push(label);
        Ok(())
    }

    /// Adds all digits of another set. Neither may be one whose files are still arriving, nor both together too many.
    ///
    /// ```
    /// use gradual::Digits;
    ///
    /// let (mut all, mut own) = (Digits::new("digits"), Digits::new("own digits"));
    /// all.add(&[0; 784], 3)?;
    /// own.add(&[0; 784], 5)?;
    /// all.append(&own)?;
    /// assert_eq!(all.labels(), [3, 5]);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn append(&mut self, other: &Self) -> Result<()> {
        self.check_pairs()?;
        other.check_pairs()?;
        let count = self.count() + other.count();
        in_range("The number of digits", count as f64, 0.0, MOST as f64)?;
        self.pictures.append(&other.pictures);
        self.labels.extend_from_slice(&other.labels);
        Ok(())
    }

    /// Whether each picture has its label.
    fn check_pairs(&self) -> Result<()> {
        let (labels, pictures) = (self.labels.len(), self.pictures.count());
        check_size("Labels of the digits", labels, pictures)
    }

    /// How many digits there are, pictures with labels.
    ///
    /// ```
    /// let mut digits = gradual::Digits::new("own digits");
    /// digits.add(&[0; 784], 3)?;
    /// assert_eq!(digits.count(), 1);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn count(&self) -> usize {
        self.labels.len().min(self.pictures.count())
    }

    /// Which digit each is, 0 to 9.
    ///
    /// ```
    /// let mut digits = gradual::Digits::new("own digits");
    /// (0..3).try_for_each(|digit| digits.add(&[0; 784], digit))?;
    /// assert_eq!(digits.labels(), [0, 1, 2]);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn labels(&self) -> &[u8] {
        &self.labels
    }

    /// Picture `index`, 0 for paper and 255 for ink.
    ///
    /// ```
    /// let mut digits = gradual::Digits::new("own digits");
    /// digits.add(&[200; 784], 3)?;
    /// assert_eq!(digits.picture(0)?, [200; 784]);
    /// assert!(digits.picture(1).is_err());
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn picture(&self, index: usize) -> Result<[u8; PIXELS]> {
        in_list("The number of the digit", index, self.count())?;
        let mut picture = [0; PIXELS];
        self.pictures.copy_pixels(index, &mut picture);
        Ok(picture)
    }

    /// The pictures as an IDX file.
    ///
    /// ```
    /// let mut digits = gradual::Digits::new("own digits");
    /// digits.add(&[0; 784], 3)?;
    /// assert_eq!(digits.images_file().len(), 16 + 784); // a header and a picture
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn images_file(&self) -> Vec<u8> {
        let pictures = (0..self.count()).flat_map(|index| {
            let mut picture = [0; PIXELS];
            self.pictures.copy_pixels(index, &mut picture);
            picture
        });
        write(self.count(), &[SIDE, SIDE], pictures)
    }

    /// The labels as an IDX file.
    ///
    /// ```
    /// let mut digits = gradual::Digits::new("own digits");
    /// digits.add(&[0; 784], 3)?;
    /// assert_eq!(digits.labels_file(), [0, 0, 8, 1, 0, 0, 0, 1, 3]); // a header and a label
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn labels_file(&self) -> Vec<u8> {
        let labels = self.labels.iter().take(self.count());
        write(self.count(), &[], labels.copied())
    }
}

/// Joins training and held-out digits into one data set.
///
/// ```
/// use gradual::Digits;
/// use gradual::data::digits::set::dataset;
///
/// let (mut train, mut test) = (Digits::new("training digits"), Digits::new("test digits"));
/// train.add(&[0; 784], 3)?;
/// train.add(&[255; 784], 5)?;
/// test.add(&[0; 784], 3)?;
/// let data = dataset(&train, &test)?;
/// assert_eq!((data.count(), data.train_count(), data.outputs()), (3, 2, 10));
/// # Ok::<(), gradual::Error>(())
/// ```
pub fn dataset(train: &Digits, held_out: &Digits) -> Result<Dataset> {
    train.check_pairs()?;
    held_out.check_pairs()?;
    let mut all = train.pictures.clone();
    all.append(&held_out.pictures);
    let labels = [train.labels.as_slice(), &held_out.labels].concat();
    let inputs = Inputs::of_ink(all, PIXELS);
    Dataset::new(inputs, SHAPE, labels, CLASSES, train.count())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn files(labels: &[u8]) -> (Vec<u8>, Vec<u8>) {
        let pixels = (0..labels.len() * PIXELS).map(|i| (i % 251 * (i % 3)) as u8);
        let images = write(labels.len(), &[SIDE, SIDE], pixels);
        (images, write(labels.len(), &[], labels.iter().copied()))
    }

    fn problem(images: &[u8], labels: &[u8]) -> String {
        let read = Digits::read(images, labels, "training digits");
        read.map(|_| ()).unwrap_err().to_string()
    }

    proptest! {
        #[test]
        fn a_pair_comes_out_as_it_went_in_however_it_is_cut(
            labels in prop::collection::vec(0u8..10, 1..6),
            cuts in prop::collection::vec(1usize..2000, 1..40),
        ) {
            let (images, labels_file) = files(&labels);
            let mut digits = Digits::new("digits");
            let mut rest = images.as_slice();
            for cut in cuts.into_iter().cycle() {
                let (piece, later) = rest.split_at(cut.min(rest.len()));
                digits.push_images(piece).unwrap();
                rest = later;
                if rest.is_empty() {
                    break;
                }
            }
            digits.push_labels(&labels_file).unwrap();
            prop_assert!(digits.finish().is_ok());
            prop_assert_eq!(digits.labels(), labels);
            prop_assert_eq!(digits.images_file(), images);
            prop_assert_eq!(digits.labels_file(), labels_file);
        }
    }

    #[test]
    fn pairs_that_do_not_match_are_refused() {
        let (images, labels) = files(&[3, 9]);
        assert!(problem(&images, &files(&[3]).1).contains("1 labels for 2 pictures"));
        assert!(problem(&images, &files(&[3, 10]).1).contains("label 10"));
        assert!(problem(&labels, &labels).contains("pictures of the training digits"));
        assert!(problem(&images[..900], &labels).contains("884 bytes of data instead of 1568"));
    }

    #[test]
    fn sets_whose_files_are_arriving_are_not_mixed() {
        let (images, labels) = files(&[3, 9]);
        let mut half = Digits::new("digits");
        half.push_images(&images).unwrap();
        let whole = Digits::read(&images, &labels, "digits").unwrap();
        let said = |result: Result<()>| result.unwrap_err().to_string();
        assert!(said(half.add(&[9; PIXELS], 1)).contains("got 0, but 2"));
        assert!(said(whole.clone().append(&half)).contains("Labels of the digits"));
        assert!(half.append(&whole).is_err());
        assert!(dataset(&half, &whole).is_err() && dataset(&whole, &half).is_err());
        assert_eq!((half.count(), half.labels_file().len()), (0, 8));
        half.push_labels(&labels).unwrap();
        half.append(&whole).unwrap();
        half.append(&half.clone()).unwrap();
        assert_eq!((half.count(), half.labels_file().len()), (8, 16));
    }

    #[test]
    fn a_set_has_an_end() {
        let mut many = Digits::new("digits");
        many.add(&[0; PIXELS], 1).unwrap();
        let mut grow = || many.append(&many.clone());
        let refused = (0..30).find_map(|_| grow().err()).unwrap().to_string();
        assert!(
            refused.starts_with("The number of digits must be"),
            "{refused}"
        );
        assert_eq!(many.count(), 1 << 19);
    }

    #[test]
    fn a_file_sent_once_more_takes_the_place_of_the_first() {
        let (images, labels) = files(&[3, 9]);
        let mut digits = Digits::new("digits");
        digits.push_images(&images[..1000]).unwrap();
        digits.push_labels(&labels).unwrap();
        digits.restart_images();
        digits.push_images(&images).unwrap();
        digits.finish().unwrap();
        assert_eq!((digits.count(), digits.images_file()), (2, images));
    }

    #[test]
    fn single_digits_join_and_sets_are_joined() {
        let (images, labels) = files(&[3, 9]);
        let mut digits = Digits::read(&images, &labels, "digits").unwrap();
        let mut own = Digits::new("own digits");
        own.add(&[128; PIXELS], 7).unwrap();
        assert!(own.add(&[128; 3], 7).is_err() && own.add(&[128; PIXELS], 10).is_err());
        digits.append(&own).unwrap();
        assert_eq!((digits.count(), digits.labels()), (3, [3, 9, 7].as_slice()));
        assert_eq!(digits.picture(2), Ok([128; PIXELS]));
        assert!(digits.picture(3).is_err());
        let data = dataset(&digits, &own).unwrap();
        assert_eq!((data.train_count(), data.count()), (3, 4));
    }
}
