//! The core as an npm package: one module with all its parts, its bindings, and a way in for each kind of host.

use crate::tool::{self, command, find, root, step, target_folder};
use crate::{notices, wasm};
use anyhow::{Context, Result};
use base64::{Engine, engine::general_purpose::STANDARD};
use std::fs;
use std::path::{Path, PathBuf};

/// Files that are the same in every version.
const FILES: [&str; 7] = [
    "package.json",
    "README.md",
    "index.d.ts",
    "start.js",
    "browser.js",
    "node.js",
    "inline.js",
];

/// Makes `target/package/gradual-….tgz` and says where it is.
pub fn run() -> Result<()> {
    let packed = pack()?;
    println!("{}", packed.display());
    Ok(())
}

/// The packed package.
pub fn pack() -> Result<PathBuf> {
    let folder = target_folder()?.join("package/gradual");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    wasm::bind_whole(&folder)?;
    step("packing the package", || fill(&folder))?;
    let npm = find(&["npm", "npm.cmd"]).context("Packing needs npm.")?;
    let mut pack = command(npm);
    let name = tool::run(pack.current_dir(&folder).args([
        "pack",
        "--silent",
        "--pack-destination",
        "..",
    ]))?;
    Ok(folder.with_file_name(name.trim()))
}

fn fill(folder: &Path) -> Result<()> {
    for file in FILES {
        fs::copy(root().join("xtask/package").join(file), folder.join(file))?;
    }
    fs::copy(root().join("LICENSE"), folder.join("LICENSE"))?;
    notices::write(folder)?;
    let settings = folder.join("package.json");
    let version = format!("\"version\": \"{}\"", version()?);
    let text = fs::read_to_string(&settings)?.replace("\"version\": \"0.0.0\"", &version);
    fs::write(settings, text)?;
    let core = folder.join("gradual.wasm");
    let inline = format!(
        "export const core = '{}';\n",
        STANDARD.encode(fs::read(core)?)
    );
    Ok(fs::write(folder.join("core.js"), inline)?)
}

/// That of the crate.
fn version() -> Result<String> {
    let settings = fs::read_to_string(root().join("Cargo.toml"))?;
    let line = settings
        .lines()
        .find_map(|line| line.strip_prefix("version = \""));
    let version = line.and_then(|rest| rest.split('"').next());
    Ok(version.context("Cargo.toml names no version.")?.into())
}
