//! What can go wrong, as sentences: each names the thing, what it was, and what would be right.

use std::fmt;

use crate::decimal::shortest;

/// What can fail gives this: the error is a sentence for people.
///
/// ```
/// fn halved(rate: f32) -> gradual::Result<gradual::ModelConfig> {
///     let config = gradual::ModelConfig { learning_rate: rate / 2.0, ..Default::default() };
///     config.validate()?;
///     Ok(config)
/// }
/// assert!(halved(0.1).is_ok() && halved(f32::NAN).is_err());
/// ```
pub type Result<T> = std::result::Result<T, Error>;

/// Every error of the crate.
///
/// ```
/// use gradual::{Error, ModelConfig};
///
/// let error = ModelConfig { batch_size: 0, ..ModelConfig::default() }.validate().unwrap_err();
/// assert!(matches!(error, Error::OutOfRange { value: 0.0, .. }));
/// assert_eq!(
///     error.to_string(),
///     "The batch size of Network must be a number from 1 to 100000, but it is 0."
/// );
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Error {
    /// A number outside what it may be.
    OutOfRange {
        /// The subject of the sentence, such as "The learning rate of A".
        what: String,
        /// What was given, perhaps NaN.
        value: f64,
        /// The least that is allowed.
        low: f64,
        /// The most that is allowed.
        high: f64,
    },
    /// Two sizes that must agree do not.
    Size {
        /// What was counted.
        what: String,
        /// How many there are.
        got: usize,
        /// How many there must be.
        expected: usize,
    },
    /// A choice that does not exist, or a field of the wrong type.
    Configuration {
        /// The name of the setting.
        field: String,
        /// Why it can't be used, without a full stop.
        problem: String,
    },
    /// Training needs at least two classes.
    OneClass {
        /// The only one that the training examples have.
        class: u8,
    },
    /// Nothing to train on.
    Empty {
        /// The subject of the sentence, such as "The training set".
        what: String,
    },
    /// An IDX file that is not what it should be.
    Idx {
        /// Which file it is, in words.
        file: String,
        /// What is wrong with it, without a full stop.
        problem: String,
    },
    /// A table of points that is none.
    Table {
        /// Why it can't be used, without a full stop.
        problem: String,
    },
    /// A typed formula that can't be read; `place` counts its characters from 1.
    Formula {
        /// The first character that can't be read, counted from 1.
        place: usize,
        /// What is wrong there, without a full stop.
        problem: String,
    },
    /// A model of the race that does not exist.
    NoSuchModel {
        /// What was asked for, counted from 0.
        index: usize,
        /// How many there are.
        models: usize,
    },
    /// A layer that can't take what the one before it gives.
    Layer {
        /// Its number and kind, such as "layer 2 (10 dense units)".
        name: String,
        /// Why it does not fit, without a full stop.
        problem: String,
    },
    /// A network that would not fit into memory.
    TooLarge {
        /// What training it would take, in MB, rounded up.
        megabytes: u64,
        /// What can be given, in MB.
        most: u64,
    },
    /// A file of weights that is damaged or made for another network.
    Weights {
        /// Why it can't be used, without a full stop.
        problem: String,
    },
    /// A session that is damaged, or does not fit what it is to be opened in.
    Session {
        /// Why it can't be opened, without a full stop.
        problem: String,
    },
    /// Something asked of a race whose data cannot give it.
    Unsuitable {
        /// The whole sentence, without its full stop.
        what: String,
    },
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

/// Refuses a size that is not the expected one; `what` says of what it is.
///
/// ```
/// use gradual::error::check_size;
///
/// let refused = check_size("Weights and biases", 2, 3).unwrap_err().to_string();
/// assert_eq!(refused, "Weights and biases: got 2, but 3 are needed.");
/// ```
pub fn check_size(what: &str, got: usize, expected: usize) -> Result<()> {
    if got == expected {
        return Ok(());
    }
    Err(Error::Size {
        what: what.into(),
        got,
        expected,
    })
}

/// `Ok` when a list of `count` has a place `index`, counted from 0.
///
/// ```
/// use gradual::error::in_list;
///
/// assert!(in_list("The number of the digit", 2, 3).is_ok());
/// let refused = in_list("The number of the digit", 3, 3).unwrap_err().to_string();
/// assert_eq!(refused, "The number of the digit must be a number from 0 to 2, but it is 3.");
/// ```
pub fn in_list(what: &str, index: usize, count: usize) -> Result<()> {
    match count.checked_sub(1) {
        Some(last) => in_range(what, index as f64, 0.0, last as f64),
        None => Err(Error::Unsuitable {
            what: format!("{what} is {index}, but there is none"),
        }),
    }
}

/// `Ok` when `low ≤ value ≤ high`; NaN is never in range.
///
/// ```
/// use gradual::error::in_range;
///
/// assert!(in_range("The noise", 0.5, 0.0, 1.0).is_ok());
/// let refused = in_range("The noise", f64::NAN, 0.0, 1.0).unwrap_err().to_string();
/// assert_eq!(refused, "The noise must be a number from 0 to 1, but no number was given.");
/// ```
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
///
/// ```
/// use gradual::error::in_range_single;
///
/// assert!(in_range_single("The share", 0.1, 0.0, 0.1).is_ok()); // 0.1 as f32 is a little more than as f64
/// let refused = in_range_single("The share", 0.15, 0.0, 0.1).unwrap_err().to_string();
/// assert_eq!(refused, "The share must be a number from 0 to 0.1, but it is 0.15.");
/// ```
pub fn in_range_single(what: &str, value: f32, low: f64, high: f64) -> Result<()> {
    if (low as f32..=high as f32).contains(&value) {
        return Ok(());
    }
    in_range(what, shortest(value), low, high)
}
