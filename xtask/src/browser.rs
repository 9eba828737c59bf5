//! A browser for the tests of the page: one that the machine has, else one that can be installed.

use crate::tool::{command, find, run, step};
use crate::{apt, node};
use anyhow::{Context, Result};
use std::path::PathBuf;

const NAMES: [&str; 7] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "microsoft-edge-stable",
];

/// Where browsers lie that are not on the `PATH`.
const PLACES: [&str; 6] = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
];

/// A browser built on Chromium, installed if need be.
pub fn ensure() -> Result<PathBuf> {
    node::ensure()?;
    if on_this_machine().is_none() {
        apt::try_to_install("Chromium", &["chromium"]);
    }
    if on_this_machine().is_none() {
        let _ = step(
            "installing Chromium with Playwright",
            install_with_playwright,
        );
    }
    on_this_machine().context("The tests need a browser; please install Chromium or Chrome.")
}

fn on_this_machine() -> Option<PathBuf> {
    let places = PLACES
        .map(PathBuf::from)
        .into_iter()
        .chain(playwrights_own());
    find(&NAMES).or_else(|| places.into_iter().find(|place| place.is_file()))
}

/// Where Playwright puts the browser that it downloads.
fn playwrights_own() -> Option<PathBuf> {
    let script = "require('@playwright/test').chromium.executablePath()";
    let printed = run(command("node").args(["--print", script])).ok()?;
    Some(PathBuf::from(printed.trim()))
}

fn install_with_playwright() -> Result<()> {
    run(node::package("@playwright/test/cli.js").args(["install", "chromium"])).map(drop)
}
