//! The core as a WebAssembly module, with its bindings, in `www/pkg`.

use crate::target::{self, WASM};
use crate::tool::{cargo, root, run, step, target_folder};
use crate::{glue, node, parts};
use anyhow::Result;
use std::fs;
use std::path::{Path, PathBuf};
use wasm_bindgen_cli_support::Bindgen;

/// What every browser with 128-bit SIMD has: Chrome 91, Firefox 89, Safari 16.4. wasm-opt may use these and no more.
const FEATURES: [&str; 6] = [
    "--enable-simd",
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
];

/// What the package holds.
const FILES: [&str; 6] = [
    "gradual_bg.wasm",
    "gradual_rest.wasm",
    "gradual.d.ts",
    "gradual_rest.d.ts",
    "gradual_rest.js",
    "gradual.js",
];

/// How the bindings go on, and their types, as the core comes in two parts: `wasm` is all that they call.
const REST_SCRIPT: &str = "
export async function initRest(response) {
    const { instance } = await __wbg_load(await response, { ...__wbg_get_imports(), first: wasm });
    wasm = { ...wasm, ...instance.exports };
}
";
const REST_TYPES: &str = "
/**
 * Adds the rest of the core, `gradual_rest.wasm`, which the digits and the sections below the boundaries need. The core
 * must be there.
 */
export function initRest(response: Promise<Response>): Promise<void>;
";

/// Makes `www/pkg` anew when the core has changed.
pub fn ensure() -> Result<()> {
    target::ensure()?;
    node::ensure()?;
    step("building the core for WebAssembly", compile)?;
    let module = target_folder()?.join(WASM).join("release/gradual.wasm");
    let stamp = stamp(&module)?;
    let stamp_file = package_folder().join("made-from.md5");
    if fs::read_to_string(&stamp_file).is_ok_and(|made_from| made_from == stamp) {
        return Ok(());
    }
    step("writing its bindings and optimising it", || bind(&module))?;
    Ok(fs::write(stamp_file, stamp)?)
}

pub fn package_folder() -> PathBuf {
    root().join("www/pkg")
}

/// For the browser the crate becomes a module of its own; natively it is a library alone.
fn compile() -> Result<()> {
    run(&mut cargo(&[
        "rustc",
        "--release",
        "--package",
        "gradual",
        "--lib",
        "--features",
        "page",
        "--target",
        WASM,
        "--crate-type",
        "cdylib",
        "--",
        "-Clink-arg=--emit-relocs",
    ]))
    .map(drop)
}

/// The classes that come after the first paint.
fn later() -> Result<Vec<String>> {
    parts::classes_in(&root().join("src/wasm/later"))
}

/// Names the module and how it is made into the package.
fn stamp(module: &Path) -> Result<String> {
    let how = concat!(
        include_str!("wasm.rs"),
        include_str!("parts.rs"),
        include_str!("reach.rs"),
        include_str!("glue.rs")
    );
    let later = later()?.join(" ");
    let made = [&fs::read(module)?, how.as_bytes(), later.as_bytes()].concat();
    Ok(format!("{:x}", md5::compute(made)))
}

/// The package is made aside and then copied, the script last: the development server reloads when that changes.
fn bind(module: &Path) -> Result<()> {
    let aside = target_folder()?.join("bindings");
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(module)
        .web(true)?
        .typescript(true)
        .omit_default_module_path(false);
    bindgen.out_name("gradual").generate(&aside)?;
    optimise(&aside.join("gradual_bg.wasm"))?;
    divide(&aside, &fs::read(module)?)?;
    fs::create_dir_all(package_folder())?;
    for file in FILES {
        fs::copy(aside.join(file), package_folder().join(file))?;
    }
    Ok(())
}

/// Puts what the page needs after its first paint into a module of its own; `linked` is the core as the linker left it.
fn divide(folder: &Path, linked: &[u8]) -> Result<()> {
    let module = folder.join("gradual_bg.wasm");
    let [first, rest] = parts::of_core(&fs::read(&module)?, linked, &later()?)?;
    fs::write(module, first)?;
    fs::write(folder.join("gradual_rest.wasm"), rest)?;
    let script = folder.join("gradual.js");
    let [first, rest] = glue::divide(&fs::read_to_string(&script)?, &later()?)?;
    fs::write(&script, first + REST_SCRIPT)?;
    fs::write(folder.join("gradual_rest.js"), rest)?;
    fs::write(
        folder.join("gradual_rest.d.ts"),
        glue::types_of_rest(&later()?),
    )?;
    append(&folder.join("gradual.d.ts"), REST_TYPES)
}

fn append(file: &Path, text: &str) -> Result<()> {
    Ok(fs::write(file, fs::read_to_string(file)? + text)?)
}

fn optimise(module: &Path) -> Result<()> {
    let mut optimiser = node::package("binaryen/bin/wasm-opt");
    run(optimiser
        .arg(module)
        .args(["-O3", "--one-caller-inline-max-function-size=50"])
        .args(FEATURES)
        .arg("-o")
        .arg(module))
    .map(drop)
}
