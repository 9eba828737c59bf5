//! Examples held out by a draw of their own.
//!
//! Each example draws once, from the seed and its id, a number from 0 to 1 that it keeps: it is held out where that is below
//! the share held out. Whatever happens to the others, no training example becomes a held-out one.

use crate::error::{Result, in_range_single};
use crate::random::{Random, Stream};

/// The largest share that can be held out.
const LARGEST: f64 = 0.9;

/// From 0 to 1, by the seed and the id of an example alone.
///
/// ```
/// use gradual::data::splits::held_out::draw;
///
/// let held_out = (0..1000).filter(|&id| draw(1, id) < 0.3).count();
/// assert!((250..350).contains(&held_out));
/// ```
pub fn draw(seed: u32, id: u32) -> f32 {
    Random::stream(seed, Stream::HeldOut { id }).unit()
}

/// Whether such a share can be held out.
///
/// ```
/// use gradual::data::splits::held_out::check_held_out;
///
/// assert!(check_held_out(0.3).is_ok() && check_held_out(1.0).is_err());
/// ```
pub fn check_held_out(share: f32) -> Result<()> {
    in_range_single("The share held out", share, 0.0, LARGEST)
}
