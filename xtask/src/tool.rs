//! Running other programs: what they print is kept, and shown only when something goes wrong.

use anyhow::{Context, Result, bail};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

/// The top of the repository.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("xtask lives in a folder of the repository")
}

/// A program that starts at the top of the repository.
pub fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root());
    command
}

/// The cargo that runs this. It builds with the repository's own flags: a `RUSTFLAGS` of the user would replace
/// those of `.cargo/config.toml`, and SIMD would vanish without a word.
pub fn cargo(arguments: &[&str]) -> Command {
    let mut cargo = command(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo
        .args(arguments)
        .env_remove("RUSTFLAGS")
        .env_remove("CARGO_ENCODED_RUSTFLAGS");
    cargo
}

/// Where cargo puts what it builds: this program lies at `target/PROFILE/xtask`.
pub fn target_folder() -> Result<PathBuf> {
    let program = std::env::current_exe()?;
    Ok(program
        .ancestors()
        .nth(2)
        .context("This program has left cargo's target folder.")?
        .to_owned())
}

/// Runs a program to its end and returns what it printed; when it fails, the error holds all it said.
pub fn run(command: &mut Command) -> Result<String> {
    let name = line(command);
    let output = command
        .stdin(Stdio::null())
        .env("NO_COLOR", "1")
        .output()
        .with_context(|| format!("`{name}` could not be started"))?;
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    if !output.status.success() {
        bail!(
            "`{name}` failed:\n{printed}{}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
    Ok(printed)
}

fn line(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words
        .map(OsStr::to_string_lossy)
        .collect::<Vec<_>>()
        .join(" ")
}

/// Does a step of the set-up and tells when it begins, when it ends, and how long it took.
pub fn step(what: &str, work: impl FnOnce() -> Result<()>) -> Result<()> {
    remarked(what, || work().map(|()| String::new()))
}

/// Does a step that ends with a remark, such as how many tests ran. Each line is whole, as other steps may be under way.
pub fn remarked(what: &str, work: impl FnOnce() -> Result<String>) -> Result<()> {
    println!("{what} …");
    let started = Instant::now();
    let outcome = work();
    let remark = outcome.as_deref().unwrap_or("FAILED");
    let comma = if remark.is_empty() { "" } else { ", " };
    let seconds = started.elapsed().as_secs_f64();
    println!("{what}: {seconds:.1} s{comma}{remark}");
    outcome.map(drop)
}

/// The first of these programs that is on the `PATH`.
pub fn find(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let mut places = names
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    places.find(|place| place.is_file())
}
