//! What can go wrong, as sentences: each names the thing, what it was, and what would be right.

use std::fmt;

use crate::decimal::shortest;

pub type Result<T> = std::result::Result<T, Error>;

/// Every error of the crate.
#[derive(Debug, Clone, PartialEq)]
pub enum Error {
    /// A number outside what it may be.
    OutOfRange {
        what: String,
        value: f64,
        low: f64,
        high: f64,
    },
    /// Two sizes that must agree do not.
    Size {
        what: String,
        got: usize,
        expected: usize,
    },
    /// A choice that does not exist, or a field of the wrong type.
    Configuration { field: String, problem: String },
    /// Training needs at least two classes.
    OneClass { class: u8 },
    /// Nothing to train on.
    Empty { what: String },
    /// An IDX file that is not what it should be.
    Idx { file: String, problem: String },
    /// A table of points that is none.
    Table { problem: String },
    /// A typed formula that can't be read; `place` counts its characters from 1.
    Formula { place: usize, problem: String },
    /// A model of the race that does not exist.
    NoSuchModel { index: usize, models: usize },
    /// A layer that can't take what the one before it gives.
    Layer { name: String, problem: String },
    /// A network that would not fit into memory.
    TooLarge { megabytes: u64, most: u64 },
    /// A file of weights that is damaged or made for another network.
    Weights { problem: String },
    /// A session that is damaged, or does not fit what it is to be opened in.
    Session { problem: String },
    /// Something asked of a race whose data cannot give it.
    Unsuitable { what: String },
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OutOfRange {
                what,
                value,
                low,
                high,
            } => {
                let given = given(*value);
                write!(
                    f,
                    "{what} must be a number from {low} to {high}, but {given}."
                )
            }
            Self::Size {
                what,
                got,
                expected,
            } => {
                write!(f, "{what}: got {got}, but {expected} are needed.")
            }
            Self::Configuration { field, problem } => {
                write!(f, "The setting \"{field}\" can't be used: {problem}.")
            }
            Self::OneClass { class } => write!(
                f,
                "All training examples belong to class {class}; a classifier needs at least two classes. \
                 Add examples of another class or hold out fewer."
            ),
            Self::Empty { what } => write!(f, "{what} is empty; at least one example is needed."),
            Self::Idx { file, problem } => write!(
                f,
                "The file of {file} is damaged: {problem}. Load it again."
            ),
            Self::Table { problem } => write!(f, "The table can't be used: {problem}."),
            Self::Formula { place, problem } => write!(
                f,
                "The formula can't be read at character {place}: {problem}."
            ),
            Self::NoSuchModel { index, models } => {
                write!(
                    f,
                    "There is no model {index}; this race has {models}, counted from 0."
                )
            }
            Self::Layer { name, problem } => {
                write!(f, "{} does not fit: {problem}.", capitalised(name))
            }
            Self::TooLarge { megabytes, most } => write!(
                f,
                "This network would need {megabytes} MB to train, and at most {most} MB can be given. \
                 Choose fewer units, channels or layers."
            ),
            Self::Weights { problem } => write!(f, "These weights can't be used: {problem}."),
            Self::Session { problem } => write!(f, "This session can't be opened: {problem}."),
            Self::Unsuitable { what } => write!(f, "{what}."),
        }
    }
}

impl std::error::Error for Error {}

/// What was given in place of a number that is in range.
fn given(value: f64) -> String {
    match value.is_nan() {
        true => "no number was given".into(),
        false => format!("it is {value}"),
    }
}

/// As a sentence begins.
fn capitalised(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

/// `Ok` when a list of `count` has a place `index`, counted from 0.
pub fn in_list(what: &str, index: usize, count: usize) -> Result<()> {
    match count.checked_sub(1) {
        Some(last) => in_range(what, index as f64, 0.0, last as f64),
        None => Err(Error::Unsuitable {
            what: format!("{what} is {index}, but there is none"),
        }),
    }
}

/// `Ok` when `low ≤ value ≤ high`; NaN is never in range.
pub fn in_range(what: &str, value: f64, low: f64, high: f64) -> Result<()> {
    if (low..=high).contains(&value) {
        return Ok(());
    }
    Err(Error::OutOfRange {
        what: what.into(),
        value,
        low,
        high,
    })
}

/// The same for a number that is kept in single precision: limits are rounded as it was, and it is told as it was typed.
pub fn in_range_single(what: &str, value: f32, low: f64, high: f64) -> Result<()> {
    if (low as f32..=high as f32).contains(&value) {
        return Ok(());
    }
    in_range(what, shortest(value), low, high)
}
