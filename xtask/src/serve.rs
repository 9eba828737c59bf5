//! The page at an address of this machine, following the source as it is edited.

use crate::tool::root;
use crate::{build, node, wasm};
use anyhow::{Result, bail};
use std::fs;
use std::path::Path;
use std::process::{Child, ExitStatus, Stdio};
use std::thread::sleep;
use std::time::{Duration, SystemTime};

/// Serves until it is interrupted. Vite itself follows the page; here the core is followed and built anew.
pub fn run(options: &[String]) -> Result<()> {
    build::prepare()?;
    println!("The page will be open at the address below until Ctrl-C is pressed.");
    let status = follow(start(options)?)?;
    if !status.success() {
        bail!("The development server stopped: {status}.");
    }
    Ok(())
}

/// Starts Vite, which prints the address. It ends when its input does, so it cannot outlive this program, however that
/// ends; with `CI` set it would not listen.
fn start(options: &[String]) -> Result<Child> {
    let mut vite = node::vite(&["dev"]);
    if can_open_a_browser() {
        vite.arg("--open");
    }
    Ok(vite
        .args(options)
        .env("GRADUAL_ENDS_WITH_INPUT", "yes")
        .env_remove("CI")
        .stdin(Stdio::piped())
        .spawn()?)
}

fn can_open_a_browser() -> bool {
    let set = |name| std::env::var_os(name).is_some();
    !set("CI")
        && (cfg!(windows) || cfg!(target_os = "macos") || set("DISPLAY") || set("WAYLAND_DISPLAY"))
}

/// Builds the core whenever its source has changed. A mistake in it is shown, and the old core stays.
fn follow(mut server: Child) -> Result<ExitStatus> {
    let source = root().join("src");
    let mut built = newest(&source);
    loop {
        if let Some(status) = server.try_wait()? {
            return Ok(status);
        }
        let edited = newest(&source);
        if edited > built {
            built = edited;
            wasm::ensure().unwrap_or_else(|error| eprintln!("{error:#}"));
        }
        sleep(Duration::from_millis(300));
    }
}

/// When anything in a folder was last changed.
fn newest(folder: &Path) -> SystemTime {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let times = entries.map(|entry| match entry.metadata() {
        Ok(about) if about.is_dir() => newest(&entry.path()),
        Ok(about) => about.modified().unwrap_or(SystemTime::UNIX_EPOCH),
        Err(_) => SystemTime::UNIX_EPOCH,
    });
    times.max().unwrap_or(SystemTime::UNIX_EPOCH)
}
