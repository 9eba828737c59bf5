//! The benchmark: ours and its rivals in one browser. The rivals are packages of `tests/bench` alone.

use crate::tool::command;
use crate::{browser, build, node};
use anyhow::{Context, Result, ensure};

/// The options are those of `tests/bench/options.js`.
pub fn run(options: &[String]) -> Result<()> {
    let browser = browser::ensure()?;
    node::ensure_in("tests/bench", "installing the rivals with npm")?;
    if options.first().is_some_and(|part| part == "page") {
        build::run()?;
    } else {
        build::prepare()?;
    }
    let mut bench = command("node");
    bench.arg("tests/bench/main.js").args(options);
    let status = bench
        .env("GRADUAL_BROWSER", browser)
        .status()
        .context("`node` could not be started.")?;
    ensure!(status.success(), "The benchmark did not finish.");
    Ok(())
}
