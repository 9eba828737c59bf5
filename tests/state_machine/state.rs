//! The state of a lab: what it is, and whether it is sound.

pub mod check;
mod digest;

pub use self::digest::Digest;
