//! Packages of the machine's own system, where it has apt-get and lets us.

use crate::tool::{command, find, run, step};
use anyhow::Result;

/// Nothing but the packages that are named, and what these cannot do without.
pub const BARELY: &str = "--no-install-recommends";

/// Installs packages, and tells so; without apt-get, or where it may not, nothing has happened.
pub fn try_to_install(what: &str, packages: &[&str]) {
    if find(&["apt-get"]).is_some() {
        let telling = format!("installing {what} with apt-get");
        let _ = step(&telling, || install(packages));
    }
}

/// A source that cannot be reached makes `update` complain; what counts is whether the packages are found.
fn install(packages: &[&str]) -> Result<()> {
    let _ = run(command("apt-get").arg("update"));
    let mut install = command("apt-get");
    run(install
        .args(["install", "--yes"])
        .args(packages)
        .env("DEBIAN_FRONTEND", "noninteractive"))
    .map(drop)
}
