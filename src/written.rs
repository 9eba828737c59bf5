//! What stands under a `kind`, as it is written: one struct with all settings that any kind has, of which each kind takes its
//! own.
//!
//! Reading an enum by its tag alone would copy everything first, and read each kind in code of its own: ten times as much of it,
//! for which the page would wait.

use serde::{Deserializer, de};

use crate::integer::integer;

/// Reads an integer that may be left out; for `#[serde(default, deserialize_with)]`.
pub fn some_integer<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de, Error: de::Error>,
    T: TryFrom<u32>,
{
    integer(deserializer).map(Some)
}

/// A setting that this kind needs.
pub fn take<T>(setting: &mut Option<T>, name: &str) -> Result<T, String> {
    setting
        .take()
        .ok_or_else(|| format!("missing field `{name}`"))
}

/// Refuses settings that are still there once a kind has taken its own.
pub fn nothing_left(settings: &[(&str, bool)]) -> Result<(), String> {
    match settings.iter().find(|(_, is_there)| *is_there) {
        Some((name, _)) => Err(format!("unknown field `{name}` for this kind")),
        None => Ok(()),
    }
}
