//! The weights that the Digits lab opens with, trained by the core itself, natively.

use crate::node;
use crate::tool::cargo;
use anyhow::{Context, Result, ensure};

/// The options are those of `tests/pretrain/pretrain.rs`.
pub fn run(options: &[String]) -> Result<()> {
    node::ensure()?;
    let mut pretrain = cargo(&["run", "--release", "--quiet", "--example", "pretrain", "--"]);
    let status = pretrain.args(options).status();
    let status = status.context("`cargo` could not be started.")?;
    ensure!(status.success(), "The models were not trained to the end.");
    Ok(())
}
