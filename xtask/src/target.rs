//! The standard library for WebAssembly: rustup's where it can be had, else built from Debian's source of the same
//! compiler version.

use crate::tool::{cargo, command, find, run, step, target_folder};
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

pub const WASM: &str = "wasm32-unknown-unknown";

/// Suites of Debian that may hold the source of a recent compiler, the likeliest first.
const SUITES: [&str; 6] = [
    "trixie-backports",
    "sid",
    "forky",
    "trixie",
    "bookworm-backports",
    "bookworm",
];

/// Who asks while another is at it waits, and finds it there.
pub fn ensure() -> Result<()> {
    static ONE: Mutex<()> = Mutex::new(());
    let _alone = ONE.lock().unwrap_or_else(PoisonError::into_inner);
    let folder = library_folder()?;
    if installed(&folder) {
        return Ok(());
    }
    let wanted = "The compiler lacks a WebAssembly target; please run `rustup target add wasm32-unknown-unknown`.";
    if find(&["rustup", "rustup.exe"]).is_some() {
        let _ = step(
            "installing the WebAssembly target with rustup",
            install_with_rustup,
        );
    }
    if !installed(&folder) && find(&["apt-get"]).is_some() {
        step(
            "building the WebAssembly target from Debian's source",
            || build_from_debian(&folder),
        )
        .context(wanted)?;
    }
    ensure!(installed(&folder), wanted);
    Ok(())
}

/// Where the compiler looks for the library.
fn library_folder() -> Result<PathBuf> {
    let printed = run(command("rustc").args(["--print", "target-libdir", "--target", WASM]))?;
    Ok(PathBuf::from(printed.trim()))
}

fn installed(folder: &Path) -> bool {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .into_iter()
        .any(|entry| entry.file_name().to_string_lossy().starts_with("libstd-"))
}

fn install_with_rustup() -> Result<()> {
    run(command("rustup").args(["target", "add", WASM])).map(drop)
}

/// Works in a folder of its own, which is gone afterwards.
fn build_from_debian(folder: &Path) -> Result<()> {
    let cache = target_folder()?.join("wasm-std");
    if cache.exists() {
        fs::remove_dir_all(&cache)?;
    }
    let library = debian_library(&cache)?;
    build_library(&cache.join("empty"), &library)?;
    let built = cache.join("empty/target").join(WASM).join("release/deps");
    copy_library(&built, folder)?;
    Ok(fs::remove_dir_all(cache)?)
}

/// Fetches the source of the standard library in the version of the compiler.
fn debian_library(cache: &Path) -> Result<PathBuf> {
    let version = compiler_version()?;
    let apt = Apt::new(cache)?;
    let package = format!("rust-src={}", apt.find_source(&version)?);
    run(apt.get(&["download", &package]).current_dir(cache))?;
    let files = fs::read_dir(cache)?.flatten().map(|entry| entry.path());
    let archive = files
        .into_iter()
        .find(|file| file.extension().is_some_and(|extension| extension == "deb"));
    run(command("dpkg-deb")
        .arg("-x")
        .arg(archive.context("apt-get has downloaded nothing.")?)
        .arg(cache))?;
    Ok(cache.join(format!("usr/src/rustc-{version}/library")))
}

/// Such as `1.95.0`.
fn compiler_version() -> Result<String> {
    let printed = run(command("rustc").arg("--version"))?;
    let version = printed
        .split_whitespace()
        .nth(1)
        .context("`rustc --version` names no version.")?;
    Ok(version.to_owned())
}

/// apt with a sources list and folders of its own: it needs no root and leaves the machine's set-up alone.
struct Apt {
    options: Vec<String>,
}

impl Apt {
    fn new(cache: &Path) -> Result<Self> {
        let lists = cache.join("lists");
        fs::create_dir_all(lists.join("partial"))?;
        let sources = cache.join("debian.sources");
        fs::write(
            &sources,
            sources_text(&machine_sources(Path::new("/etc/apt")))?,
        )?;
        let settings = [
            format!("Dir::Etc::sourcelist={}", sources.display()),
            "Dir::Etc::sourceparts=-".into(),
            format!("Dir::State::Lists={}", lists.display()),
            "Dir::Cache::pkgcache=".into(),
            "Dir::Cache::srcpkgcache=".into(),
            "APT::Sandbox::User=root".into(),
        ];
        let options = settings
            .into_iter()
            .flat_map(|setting| ["-o".into(), setting])
            .collect();
        Ok(Self { options })
    }

    fn get(&self, arguments: &[&str]) -> std::process::Command {
        let mut command = command("apt-get");
        command.args(&self.options).args(arguments);
        command
    }

    /// The package version of `rust-src` that holds this compiler's source. A suite that is not on the mirror makes
    /// `update` complain, yet the others are read: what counts is what is found.
    fn find_source(&self, version: &str) -> Result<String> {
        let _ = run(&mut self.get(&["update"]));
        let printed = run(command("apt-cache")
            .args(&self.options)
            .args(["madison", "rust-src"]))?;
        let versions = printed
            .lines()
            .filter_map(|line| line.split('|').nth(1))
            .map(str::trim);
        let wanted = versions
            .into_iter()
            .find(|package| package.starts_with(&format!("{version}+")));
        Ok(wanted
            .with_context(|| format!("Debian has no rust-src {version}."))?
            .to_owned())
    }
}

/// All that the machine's own lists of sources say.
fn machine_sources(etc: &Path) -> String {
    let parts = fs::read_dir(etc.join("sources.list.d"))
        .into_iter()
        .flatten()
        .flatten();
    let files = parts
        .map(|entry| entry.path())
        .chain([etc.join("sources.list")]);
    files
        .filter_map(|file| fs::read_to_string(file).ok())
        .collect::<Vec<_>>()
        .join("\n")
}

/// A list of [`SUITES`] on the mirror that the machine itself uses for Debian.
fn sources_text(machine: &str) -> Result<String> {
    let words = machine
        .lines()
        .filter(|line| !line.trim_start().starts_with('#'))
        .flat_map(str::split_whitespace);
    let mirror = words
        .into_iter()
        .find(|word| word.contains("://") && word.trim_end_matches('/').ends_with("/debian"));
    let mirror = mirror.context("The machine's apt sources name no mirror of Debian.")?;
    let keyring = "/usr/share/keyrings/debian-archive-keyring.gpg";
    ensure!(
        Path::new(keyring).exists(),
        "Debian's keyring is not installed."
    );
    let suites = SUITES.join(" ");
    Ok(format!(
        "Types: deb\nURIs: {mirror}\nSuites: {suites}\nComponents: main\nSigned-By: {keyring}\n"
    ))
}

/// Builds the library as a dependency of an empty crate. Bitcode lets `lto` reach into it, and `test` lets tests be
/// built for the target.
fn build_library(empty: &Path, library: &Path) -> Result<()> {
    fs::create_dir_all(empty.join("src"))?;
    fs::write(
        empty.join("Cargo.toml"),
        "[package]\nname = \"empty\"\nedition = \"2024\"\n[workspace]\n",
    )?;
    fs::write(empty.join("src/lib.rs"), "")?;
    let mut build = cargo(&[
        "build",
        "--release",
        "--target",
        WASM,
        "-Zbuild-std=std,panic_abort,test",
    ]);
    build
        .current_dir(empty)
        .env("CARGO_TARGET_DIR", empty.join("target"));
    build
        .env("RUSTC_BOOTSTRAP", "1")
        .env("__CARGO_TESTS_ONLY_SRC_ROOT", library);
    run(build.env("RUSTFLAGS", "-C embed-bitcode=yes")).map(drop)
}

/// The folder appears at once and whole, so that an interrupted copy is never taken for a library.
fn copy_library(built: &Path, folder: &Path) -> Result<()> {
    let partial = folder.with_extension("partial");
    fs::create_dir_all(&partial)?;
    for file in fs::read_dir(built)?.flatten() {
        let name = file.file_name().to_string_lossy().into_owned();
        if name.ends_with(".rlib") && !name.starts_with("libempty-") {
            fs::copy(file.path(), partial.join(&name))?;
        }
    }
    fs::rename(&partial, folder).context("The library could not be put into the compiler's folder.")
}
