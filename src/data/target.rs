//! What is to be learned of a point.

use serde::{Deserialize, Serialize};

use crate::error::{Result, in_range, in_range_single};

/// The most classes of points that can be told apart.
pub const MOST_CLASSES: usize = 5;

/// What is learned of each point.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "page", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum Learned {
    /// Its label.
    Class,
    /// A number.
    Number,
}

/// ```
/// use gradual::data::target::{Learned, Target};
///
/// assert_eq!((Target::Class(1).learned(), Target::Value(0.5).learned()), (Learned::Class, Learned::Number));
/// ```
impl Learned {
    /// Numbers for regression, else classes.
    ///
    /// ```
    /// use gradual::data::target::Learned;
    ///
    /// assert_eq!((Learned::of(true), Learned::of(false)), (Learned::Number, Learned::Class));
    /// ```
    pub fn of(regression: bool) -> Self {
        if regression {
            Self::Number
        } else {
            Self::Class
        }
    }
}

/// A class or a value. All points of a set have the same kind of it.
///
/// ```
/// use gradual::data::target::Target;
///
/// assert_eq!((Target::from(2), Target::from(0.5)), (Target::Class(2), Target::Value(0.5)));
/// assert!(Target::Class(7).check().is_err()); // five classes are the most
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Target {
    /// One of [`MOST_CLASSES`], counted from 0.
    Class(u8),
    /// A number to predict; one that is painted is from −1 to 1.
    Value(f32),
}

impl From<u8> for Target {
    fn from(class: u8) -> Self {
        Self::Class(class)
    }
}

impl From<f32> for Target {
    fn from(value: f32) -> Self {
        Self::Value(value)
    }
}

impl Target {
    /// Which of both it is.
    ///
    /// ```
    /// use gradual::data::target::{Learned, Target};
    ///
    /// assert_eq!(Target::Value(0.5).learned(), Learned::Number);
    /// ```
    pub fn learned(self) -> Learned {
        match self {
            Self::Class(_) => Learned::Class,
            Self::Value(_) => Learned::Number,
        }
    }

    /// The class, or the value.
    ///
    /// ```
    /// use gradual::data::target::Target;
    ///
    /// assert_eq!((Target::Class(2).number(), Target::Value(0.5).number()), (2.0, 0.5));
    /// ```
    pub fn number(self) -> f32 {
        match self {
            Self::Class(class) => class.into(),
            Self::Value(value) => value,
        }
    }

    /// Whether it can be painted: one of five classes, or a value from −1 to 1.
    ///
    /// ```
    /// use gradual::data::target::Target;
    ///
    /// assert!(Target::Class(4).check().is_ok() && Target::Class(5).check().is_err());
    /// assert!(Target::Value(1.0).check().is_ok() && Target::Value(1.5).check().is_err());
    /// ```
    pub fn check(self) -> Result<()> {
        match self {
            Self::Class(class) => {
                in_range("The class", class.into(), 0.0, MOST_CLASSES as f64 - 1.0)
            }
            Self::Value(value) => in_range_single("The value", value, -1.0, 1.0),
        }
    }

    /// Whether one of both in training is enough to begin with: they are of one class, or have values.
    ///
    /// ```
    /// use gradual::data::target::Target;
    ///
    /// assert!(Target::Value(0.1).is_like(Target::Value(0.9)));
    /// assert!(!Target::Class(0).is_like(Target::Class(1)));
    /// ```
    pub fn is_like(self, other: Self) -> bool {
        self == other || (self.learned(), other.learned()) == (Learned::Number, Learned::Number)
    }
}
