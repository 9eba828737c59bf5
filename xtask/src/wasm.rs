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
const FILES: [&str; 9] = [
    "gradual_bg.wasm",
    "gradual_rest.wasm",
    "gradual_files.wasm",
    "gradual.d.ts",
    "gradual_rest.d.ts",
    "gradual_files.d.ts",
    "gradual_rest.js",
    "gradual_files.js",
    "gradual.js",
];

/// The core before it is divided, beside the package.
const WHOLE: &str = "gradual_whole.wasm";

/// The parts that come later, with the folder of their classes: what the sections and the digits need, and what files do.
const LATER: [(&str, &str); 2] = [("rest", "src/wasm/later"), ("files", "src/wasm/files")];

/// How the bindings go on, and their types, as the core comes in parts: `wasm` is all that they call.
const PART_SCRIPT: &str = "
export async function initPart(response) {
    const { instance } = await __wbg_load(await response, { ...__wbg_get_imports(), first: wasm });
    wasm = { ...wasm, ...instance.exports };
}
";
const PART_TYPES: &str = "
/**
 * Adds a part of the core: `gradual_rest.wasm`, which the digits and the sections below the boundaries need, or
 * `gradual_files.wasm`, which needs that one. What a part needs must be there.
 */
export function initPart(response: Promise<Response>): Promise<void>;
";

/// Makes `www/pkg` anew when the core has changed.
pub fn ensure() -> Result<()> {
    target::ensure()?;
    node::ensure()?;
    step("building the core for WebAssembly", compile)?;
    let module = target_folder()?.join(WASM).join("release/gradual.wasm");
    let stamp = stamp(&module)?;
    let stamp_file = package_folder().join("made-from.md5");
    let is_new = fs::read_to_string(&stamp_file).is_ok_and(|made_from| made_from == stamp);
    if is_new && aside()?.join(WHOLE).exists() {
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

/// The classes of each part that comes later.
fn later() -> Result<Vec<Vec<String>>> {
    let folders = LATER.iter().map(|(_, folder)| root().join(folder));
    folders.map(|folder| parts::classes_in(&folder)).collect()
}

/// Names the module and how it is made into the package.
fn stamp(module: &Path) -> Result<String> {
    let how = concat!(
        include_str!("wasm.rs"),
        include_str!("parts.rs"),
        include_str!("reach.rs"),
        include_str!("glue.rs")
    );
    let later = later()?.concat().join(" ");
    let made = [&fs::read(module)?, how.as_bytes(), later.as_bytes()].concat();
    Ok(format!("{:x}", md5::compute(made)))
}

/// Where the package is made before it is copied.
fn aside() -> Result<PathBuf> {
    Ok(target_folder()?.join("bindings"))
}

/// The package is made aside and then copied, the script last: the development server reloads when that changes.
fn bind(module: &Path) -> Result<()> {
    let aside = aside()?;
    generate(module, &aside, false)?;
    optimise(&aside.join("gradual_bg.wasm"))?;
    fs::copy(aside.join("gradual_bg.wasm"), aside.join(WHOLE))?;
    divide(&aside, &fs::read(module)?)?;
    fs::create_dir_all(package_folder())?;
    for file in FILES {
        fs::copy(aside.join(file), package_folder().join(file))?;
    }
    Ok(())
}

/// The core with its bindings; `alone`, they do not know where its module lies.
fn generate(module: &Path, folder: &Path, alone: bool) -> Result<()> {
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(module)
        .web(true)?
        .typescript(true)
        .omit_default_module_path(alone);
    bindgen.out_name("gradual").generate(folder)
}

/// All of the core as one module, `gradual.wasm`, with its bindings.
pub fn bind_whole(folder: &Path) -> Result<()> {
    ensure()?;
    let module = target_folder()?.join(WASM).join("release/gradual.wasm");
    generate(&module, folder, true)?;
    let whole = parts::without_relocations(&fs::read(aside()?.join(WHOLE))?)?;
    fs::write(folder.join("gradual.wasm"), whole)?;
    fs::remove_file(folder.join("gradual_bg.wasm"))?;
    Ok(fs::remove_file(folder.join("gradual_bg.wasm.d.ts"))?)
}

/// Puts what the page needs later into modules of their own; `linked` is the core as the linker left it.
fn divide(folder: &Path, linked: &[u8]) -> Result<()> {
    let (module, script) = (folder.join("gradual_bg.wasm"), folder.join("gradual.js"));
    let modules = parts::of_core(&fs::read(&module)?, linked, &later()?)?;
    let scripts = glue::divide(&fs::read_to_string(&script)?, &later()?)?;
    fs::write(module, &modules[0])?;
    fs::write(&script, format!("{}{PART_SCRIPT}", scripts[0]))?;
    for (part, (name, _)) in LATER.iter().enumerate() {
        let file = |ending: &str| folder.join(format!("gradual_{name}.{ending}"));
        fs::write(file("wasm"), &modules[part + 1])?;
        fs::write(file("js"), &scripts[part + 1])?;
        fs::write(file("d.ts"), glue::types_of(&later()?[part]))?;
    }
    append(&folder.join("gradual.d.ts"), PART_TYPES)
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
