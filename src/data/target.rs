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

impl Learned {
    /// Numbers for regression, else classes.
    pub fn of(regression: bool) -> Self {
        if regression {
            Self::Number
        } else {
            Self::Class
        }
    }
}

/// A class or a value. All points of a set have the same kind of it.
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
    pub fn learned(self) -> Learned {
        match self {
            Self::Class(_) => Learned::Class,
            Self::Value(_) => Learned::Number,
        }
    }

    /// The class, or the value.
    pub fn number(self) -> f32 {
        match self {
            Self::Class(class) => class.into(),
            Self::Value(value) => value,
        }
    }

    /// Whether it can be painted: one of five classes, or a value from −1 to 1.
    pub fn check(self) -> Result<()> {
        match self {
            Self::Class(class) => {
                in_range("The class", class.into(), 0.0, MOST_CLASSES as f64 - 1.0)
            }
            Self::Value(value) => in_range_single("The value", value, -1.0, 1.0),
        }
    }

    /// Whether one of both in training is enough to begin with: they are of one class, or have values.
    pub fn is_like(self, other: Self) -> bool {
        self == other || (self.learned(), other.learned()) == (Learned::Number, Learned::Number)
    }
}
