//! The benchmark: ours and its rivals in one browser. The rivals are packages of `tests/bench` alone.

use crate::tool::{self, command};
use crate::{browser, build, node};
use anyhow::{Context, Result, ensure};
use std::process::Command;

/// What leaves out the rivals.
const WITHOUT_RIVALS: [&str; 2] = ["--alone", "--against"];

/// The parts that measure the built page.
const BUILT: [&str; 2] = ["page", "mobile"];

/// The options are those of `tests/bench/options.js`.
pub fn run(options: &[String]) -> Result<()> {
    let alone = |option: &String| WITHOUT_RIVALS.iter().any(|word| option.starts_with(word));
    if !options.iter().any(alone) {
        node::ensure_in("tests/bench", "installing the rivals with npm")?;
    }
    if options
        .first()
        .is_some_and(|part| BUILT.contains(&part.as_str()))
    {
        build::run()?;
    } else {
        build::prepare()?;
    }
    let status = with(options)?
        .status()
        .context("`node` could not be started.")?;
    ensure!(status.success(), "The benchmark did not finish.");
    Ok(())
}

/// A few seconds of it, on points and on digits, which show that it still runs; the core must be there.
pub fn try_out() -> Result<()> {
    let words = ["--alone", "--quick", "--only", "T1a,T2"].map(String::from);
    tool::run(&mut with(&words)?).map(drop)
}

fn with(options: &[String]) -> Result<Command> {
    let mut bench = command("node");
    bench.arg("tests/bench/main.js").args(options);
    bench.env("GRADUAL_BROWSER", browser::ensure()?);
    Ok(bench)
}
