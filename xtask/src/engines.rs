//! The other engines that the page is tested in, Firefox's and WebKit's: what the machine has, else what can be installed.

use crate::apt::{self, BARELY};
use crate::node;
use crate::tool::find;
use anyhow::Result;
use std::fmt::{self, Display, Formatter};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{error, fs};

/// Where Firefox lies when it is not on the `PATH`.
const FIREFOX: [&str; 2] = [
    "/Applications/Firefox.app/Contents/MacOS/firefox",
    r"C:\Program Files\Mozilla Firefox\firefox.exe",
];

/// What WebKit's small browser lies in, of the versions that go with its driver.
const WEBKIT: [&str; 3] = ["webkit2gtk-4.1", "webkitgtk-6.0", "webkit2gtk-4.0"];

const NO_FIREFOX: &str = "there is no Firefox here; please install it";

const NO_WEBKIT: &str = "there is no WebKit to drive here; on Linux, please install WebKitWebDriver with MiniBrowser, and Xvfb";

/// An engine that cannot be had: the page is not tested in it, which is no failure.
#[derive(Debug)]
pub struct Missing(&'static str);

impl Display for Missing {
    fn fmt(&self, f: &mut Formatter) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl error::Error for Missing {}

/// One engine, and where its programs are.
#[derive(Debug)]
pub struct Engine {
    name: &'static str,
    /// Each by the variable that the tests know it by.
    programs: Vec<(&'static str, PathBuf)>,
}

impl Engine {
    /// The tests of the page in this engine; each has a host of its own.
    pub fn tests(&self) -> Command {
        let mut playwright = node::package("@playwright/test/cli.js");
        let config = "tests/browser/engines/playwright.config.js";
        playwright.args(["test", "--config", config, "--project", self.name]);
        playwright.envs(self.programs.iter().cloned());
        playwright
    }
}

/// Firefox, installed if need be.
///
/// # Errors
/// [`Missing`] where it cannot be had.
pub fn firefox() -> Result<Engine> {
    ensure(firefox_here, "Firefox", &[BARELY, "firefox-esr"]).ok_or(Missing(NO_FIREFOX).into())
}

/// WebKit with its driver and a screen that nobody sees, installed if need be.
///
/// # Errors
/// [`Missing`] where one of them cannot be had, as on macOS and Windows.
pub fn webkit() -> Result<Engine> {
    let packages = [BARELY, "webkit2gtk-driver", "xvfb", "dbus-x11"];
    ensure(webkit_here, "WebKit", &packages).ok_or(Missing(NO_WEBKIT).into())
}

fn ensure(here: fn() -> Option<Engine>, what: &str, packages: &[&str]) -> Option<Engine> {
    here().or_else(|| {
        apt::try_to_install(what, packages);
        here()
    })
}

fn firefox_here() -> Option<Engine> {
    let places = FIREFOX.map(PathBuf::from).into_iter();
    let program = find(&["firefox-esr", "firefox"])
        .into_iter()
        .chain(places)
        .find(|place| place.is_file() && !is_snap(place))?;
    Some(Engine {
        name: "firefox",
        programs: vec![("GRADUAL_FIREFOX", program)],
    })
}

/// A snap does not see the fresh profile that a test gives to it.
fn is_snap(program: &Path) -> bool {
    fs::canonicalize(program).is_ok_and(|real| real.ends_with("snap"))
        || fs::read_to_string(program).is_ok_and(|script| script.contains("/snap/"))
}

fn webkit_here() -> Option<Engine> {
    let programs = vec![
        ("GRADUAL_WEBKIT_DRIVER", find(&["WebKitWebDriver"])?),
        ("GRADUAL_WEBKIT_BROWSER", small_browser()?),
        ("GRADUAL_SCREEN", find(&["Xvfb"])?),
    ];
    Some(Engine {
        name: "webkit",
        programs,
    })
}

/// In `/usr/libexec`, or in a folder of `/usr/lib` that is named for the processor.
fn small_browser() -> Option<PathBuf> {
    let folders = fs::read_dir("/usr/lib").into_iter().flatten().flatten();
    let mut folders = folders
        .map(|entry| entry.path())
        .chain([PathBuf::from("/usr/libexec"), PathBuf::from("/usr/lib")]);
    folders.find_map(|folder| {
        let mut places = WEBKIT
            .iter()
            .map(|name| folder.join(name).join("MiniBrowser"));
        places.find(|place| place.is_file())
    })
}
