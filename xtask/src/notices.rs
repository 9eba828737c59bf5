//! The notices of the crates within the core: their licences ask that these come along with it. Vite adds those of the page.

use crate::target::WASM;
use crate::tool::root;
use anyhow::{Context, Result};
use cargo_metadata::{
    DependencyKind, Metadata, MetadataCommand, Node, Package, PackageId, TargetKind,
};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// How the files are called that hold a licence, the one that we choose first where there are several.
const NAMES: [&str; 4] = ["license-mit", "license", "licence", "copying"];

/// What is compiled in without being a crate of the list.
const STANDARD_LIBRARY: &str = "The standard library of Rust (MIT OR Apache-2.0)\n\nCopyright (c) The Rust Project Contributors, under the text of the MIT licence as below.\n";

/// Writes `notices.txt` into a folder.
pub fn write(folder: &Path) -> Result<()> {
    let metadata = metadata()?;
    let mut notices = vec![STANDARD_LIBRARY.to_owned()];
    for package in shipped(&metadata)? {
        notices.push(notice(package)?);
    }
    fs::write(folder.join("notices.txt"), notices.join("\n---\n\n"))
        .context("The notices cannot be written.")
}

fn metadata() -> Result<Metadata> {
    let mut ask = MetadataCommand::new();
    ask.current_dir(root())
        .features(cargo_metadata::CargoOpt::SomeFeatures(vec!["page".into()]));
    let options = ["--filter-platform", WASM, "--locked"];
    Ok(ask.other_options(options.map(String::from)).exec()?)
}

/// All crates that are compiled into the core, by name: neither ours, nor what only writes code while it is built.
fn shipped(metadata: &Metadata) -> Result<impl Iterator<Item = &Package>> {
    let graph = metadata
        .resolve
        .as_ref()
        .context("cargo names no crates.")?;
    let nodes: BTreeMap<&PackageId, &Node> =
        graph.nodes.iter().map(|node| (&node.id, node)).collect();
    let core = metadata.workspace_packages().into_iter();
    let mut next: Vec<&PackageId> = core
        .filter(|core| core.name == "gradual")
        .map(|core| &core.id)
        .collect();
    let mut found = BTreeMap::new();
    while let Some(id) = next.pop() {
        let package = &metadata[id];
        if writes_code(package)
            || found
                .insert((&package.name, &package.version), package)
                .is_some()
        {
            continue;
        }
        next.extend(linked(nodes[id]));
    }
    Ok(found
        .into_values()
        .filter(|package| package.source.is_some()))
}

fn writes_code(package: &Package) -> bool {
    package
        .targets
        .iter()
        .any(|target| target.kind.contains(&TargetKind::ProcMacro))
}

/// The crates that are linked with one.
fn linked(node: &Node) -> impl Iterator<Item = &PackageId> {
    let is_normal = |kinds: &[cargo_metadata::DepKindInfo]| {
        kinds.iter().any(|kind| kind.kind == DependencyKind::Normal)
    };
    node.deps
        .iter()
        .filter(move |dep| is_normal(&dep.dep_kinds))
        .map(|dep| &dep.pkg)
}

fn notice(package: &Package) -> Result<String> {
    let licence = package.license.as_deref().unwrap_or("see below");
    let text = match file_of(package) {
        Some(file) => fs::read_to_string(file)?,
        None => format!(
            "{} names its licence, and has no text of it.\n",
            package.name
        ),
    };
    Ok(format!(
        "{} {} ({licence})\n\n{text}",
        package.name, package.version
    ))
}

fn file_of(package: &Package) -> Option<PathBuf> {
    let folder = package.manifest_path.parent()?;
    let files: Vec<PathBuf> = fs::read_dir(folder)
        .ok()?
        .flatten()
        .map(|entry| entry.path())
        .collect();
    let begins = |file: &PathBuf, name: &str| {
        file.is_file()
            && file
                .file_name()
                .is_some_and(|file| file.to_string_lossy().to_lowercase().starts_with(name))
    };
    NAMES
        .iter()
        .find_map(|name| files.iter().find(|file| begins(file, name)).cloned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_compiled_in_has_its_licence_and_what_only_builds_is_left_out() -> Result<()> {
        let metadata = metadata()?;
        let packages: Vec<&Package> = shipped(&metadata)?.collect();
        let has = |name: &str| packages.iter().any(|package| package.name == name);
        assert!(has("wasm-bindgen") && has("libm") && has("serde") && has("prost"));
        assert!(!has("gradual") && !has("proptest") && !has("serde_derive") && !has("syn"));
        let without: Vec<&str> = packages
            .iter()
            .filter(|package| file_of(package).is_none())
            .map(|package| package.name.as_str())
            .collect();
        assert_eq!(without, [""; 0]);
        Ok(())
    }
}
