//! Node and the packages of the page.

use crate::tool::{command, find, root, run, step};
use anyhow::{Context, Result, ensure};
use std::fs;
use std::process::Command;
use std::sync::{Mutex, PoisonError};

const WANTED: &str = "Please install Node.js 20.19 or later, or 22.12 or later, with npm.";

/// The packages of the page and of its tests.
pub fn ensure() -> Result<()> {
    ensure_in("", "installing the page's packages with npm")
}

/// Installs the packages of a folder's `package-lock.json` unless they are there. The copy of the lock file beside them is
/// written last, so an interrupted installation is done again. Who asks while another is at it waits, and finds them there.
pub fn ensure_in(folder: &str, what: &str) -> Result<()> {
    static ONE: Mutex<()> = Mutex::new(());
    let _alone = ONE.lock().unwrap_or_else(PoisonError::into_inner);
    check_version()?;
    let folder = root().join(folder);
    let lock = fs::read_to_string(folder.join("package-lock.json"))?;
    let copy = folder.join("node_modules/.installed-lock.json");
    if fs::read_to_string(&copy).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    let npm = find(&["npm", "npm.cmd"]).context(WANTED)?;
    step(what, || {
        let mut install = command(npm);
        install.current_dir(&folder);
        run(install.args(["ci", "--no-audit", "--no-fund"]))?;
        Ok(fs::write(copy, lock)?)
    })
}

fn check_version() -> Result<()> {
    find(&["node", "node.exe"]).context(WANTED)?;
    let version = run(command("node").arg("--version"))?;
    ensure!(
        new_enough(version.trim()),
        "Node.js {} is too old. {WANTED}",
        version.trim()
    );
    Ok(())
}

/// What Vite asks of Node; `version` is such as `v20.19.2`.
fn new_enough(version: &str) -> bool {
    let mut numbers = version
        .trim_start_matches('v')
        .split('.')
        .map(|number| number.parse().unwrap_or(0));
    let version = (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0));
    version >= (22, 12) || (version.0 == 20 && version >= (20, 19))
}

/// A program of one of the packages, run by Node itself so that it is one process to start and to end.
pub fn package(program: &str) -> Command {
    let mut node = command("node");
    node.arg(root().join("node_modules").join(program));
    node
}

pub fn vite(arguments: &[&str]) -> Command {
    let mut vite = package("vite/bin/vite.js");
    vite.args(arguments)
        .args(["--config", "www/vite.config.js"]);
    vite
}

#[cfg(test)]
mod tests {
    use super::new_enough;

    #[test]
    fn vite_needs_a_recent_node() {
        assert!(new_enough("v20.19.0") && new_enough("v22.12.0") && new_enough("v24.1.0"));
        assert!(!new_enough("v18.20.1") && !new_enough("v20.18.3") && !new_enough("v22.11.0"));
    }
}
