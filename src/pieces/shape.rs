//! What goes from layer to layer: a list of units, or a picture.

use std::fmt;

/// The shape of one example's values.
///
/// ```
/// use gradual::{Picture, Shape};
///
/// let digit = Shape::Picture(Picture { height: 28, width: 28, channels: 1 });
/// assert_eq!((digit.len(), digit.to_string().as_str()), (784, "28 × 28 × 1"));
/// assert_eq!(Shape::Units(2).len(), 2);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A list of so many values.
    Units(usize),
    /// Pixels in rows, with one or more channels.
    Picture(Picture),
}

/// `[height, width, channels]`, row-major: all channels of a pixel stand together.
///
/// ```
/// use gradual::Picture;
///
/// let digit = Picture { height: 28, width: 28, channels: 1 };
/// assert_eq!(digit.windows(5, 1), Some((24, 24))); // where a filter of 5 × 5 fits
/// assert_eq!(digit.padded(2).windows(5, 1), Some((28, 28)));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Rows of pixels.
    pub height: usize,
    /// Pixels in a row.
    pub width: usize,
    /// Values of a pixel.
    pub channels: usize,
}

impl Shape {
    /// How many values there are.
    ///
    /// ```
    /// use gradual::{Picture, Shape};
    ///
    /// let picture = Picture { height: 6, width: 5, channels: 2 };
    /// assert_eq!((Shape::Units(3).len(), Shape::Picture(picture).len()), (3, 60));
    /// ```
    pub fn len(self) -> usize {
        match self {
            Self::Units(units) => units,
            Self::Picture(picture) => picture.len(),
        }
    }

    /// The same in 64 bits, for shapes that may be larger than any memory.
    ///
    /// ```
    /// use gradual::{Picture, Shape};
    ///
    /// let side = 1 << 20;
    /// let large = Shape::Picture(Picture { height: side, width: side, channels: 1 });
    /// assert_eq!(large.values(), 1 << 40);
    /// ```
    pub fn values(self) -> u64 {
        match self {
            Self::Units(units) => units as u64,
            Self::Picture(picture) => picture.values(),
        }
    }

    /// Whether there is no value at all.
    ///
    /// ```
    /// assert!(gradual::Shape::Units(0).is_empty() && !gradual::Shape::Units(2).is_empty());
    /// ```
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }
}

impl Picture {
    /// How many values there are: height · width · channels.
    ///
    /// ```
    /// assert_eq!(gradual::Picture { height: 28, width: 28, channels: 1 }.len(), 784);
    /// ```
    pub fn len(self) -> usize {
        self.height * self.width * self.channels
    }

    /// The same in 64 bits, for pictures that may be larger than any memory.
    ///
    /// ```
    /// let side = 1 << 20;
    /// assert_eq!(gradual::Picture { height: side, width: side, channels: 3 }.values(), 3 << 40);
    /// ```
    pub fn values(self) -> u64 {
        self.height as u64 * self.width as u64 * self.channels as u64
    }

    /// Whether one of the sides is 0.
    ///
    /// ```
    /// assert!(gradual::Picture { height: 0, width: 28, channels: 1 }.is_empty());
    /// ```
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// Values in a row of pixels.
    ///
    /// ```
    /// assert_eq!(gradual::Picture { height: 28, width: 20, channels: 3 }.row(), 60);
    /// ```
    pub fn row(self) -> usize {
        self.width * self.channels
    }

    /// The picture with a border of `padding` pixels.
    ///
    /// ```
    /// use gradual::Picture;
    ///
    /// let padded = Picture { height: 28, width: 20, channels: 3 }.padded(2);
    /// assert_eq!(padded, Picture { height: 32, width: 24, channels: 3 });
    /// ```
    pub fn padded(self, padding: usize) -> Self {
        Self {
            height: self.height + 2 * padding,
            width: self.width + 2 * padding,
            channels: self.channels,
        }
    }

    /// Where a window of `size` × `size` pixels that moves by `stride` stands: the height and width of its picture. `None`
    /// where the window is larger than the picture.
    ///
    /// ```
    /// use gradual::Picture;
    ///
    /// let picture = Picture { height: 28, width: 28, channels: 1 };
    /// assert_eq!(picture.windows(2, 2), Some((14, 14)));
    /// assert_eq!(picture.windows(29, 1), None);
    /// ```
    pub fn windows(self, size: usize, stride: usize) -> Option<(usize, usize)> {
        let places = |side: usize| Some(side.checked_sub(size)? / stride + 1);
        Some((places(self.height)?, places(self.width)?))
    }
}

impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Units(units) => write!(f, "{units} values"),
            Self::Picture(picture) => write!(f, "{picture}"),
        }
    }
}

impl fmt::Display for Picture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} × {} × {}", self.height, self.width, self.channels)
    }
}
