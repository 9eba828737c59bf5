//! `dist/`: the page as static files, for any host and any folder on it.

use crate::tool::{self, root, step};
use crate::{digits, node, notices, wasm};
use anyhow::{Context, Result};
use std::fs;
use std::path::PathBuf;

pub fn run() -> Result<()> {
    prepare()?;
    step("bundling the page into dist/", bundle)
}

/// Makes all that the page imports.
pub fn prepare() -> Result<()> {
    wasm::ensure()?;
    digits::ensure()
}

/// An earlier `dist/` goes first: when bundling fails, nothing old is taken for the result.
pub fn bundle() -> Result<()> {
    if folder().exists() {
        fs::remove_dir_all(folder()).context("dist/ cannot be emptied.")?;
    }
    notices::write(&wasm::package_folder())?;
    tool::run(&mut node::vite(&["build"])).map(drop)
}

pub fn folder() -> PathBuf {
    root().join("dist")
}
