//! The core in two parts: what the page needs at once, and the rest, which comes after its first paint.
//!
//! A function is in the first part when one of that part's exports reaches it; so the first part never calls the rest, and
//! the rest imports what both use: memory, tables, globals and functions. The code of a function is the same in either part.

use anyhow::{Result, ensure};
use std::collections::HashSet;
use std::fs;
use std::path::Path;
use walrus::passes::gc;
use walrus::{
    DataId, ElementId, ExportId, ExportItem, FunctionKind, GlobalId, GlobalKind, ImportedFunction,
    Module,
};

/// The name under which the rest knows the first part.
const FIRST: &str = "first";

/// The first part and the rest of the core: `later` names the classes whose methods make the rest.
pub fn of_core(core: &[u8], later: &[String]) -> Result<[Vec<u8>; 2]> {
    let starts: Vec<String> = later.iter().flat_map(|class| starts(class)).collect();
    check_names(&Module::from_buffer(core)?, &starts)?;
    split(core, |export| {
        starts.iter().any(|start| export.starts_with(start))
    })
}

/// The exported classes of the files in a folder of Rust.
pub fn classes_in(folder: &Path) -> Result<Vec<String>> {
    let mut classes = Vec::new();
    for entry in fs::read_dir(folder)? {
        classes.extend(classes_of(&fs::read_to_string(entry?.path())?));
    }
    classes.sort();
    Ok(classes)
}

/// The structs of a file under whose attributes is `#[wasm_bindgen]`.
fn classes_of(source: &str) -> Vec<String> {
    let (mut classes, mut is_exported) = (Vec::new(), false);
    for line in source.lines() {
        let name = line.strip_prefix("pub struct ");
        if let Some(name) = name.filter(|_| is_exported) {
            let end = name.find(|c: char| !c.is_alphanumeric());
            classes.push(name[..end.unwrap_or(name.len())].into());
        }
        is_exported = line == "#[wasm_bindgen]" || (is_exported && line.starts_with("#["));
    }
    classes
}

/// How the exports of a class begin.
fn starts(class: &str) -> [String; 2] {
    let name = class.to_lowercase();
    [format!("{name}_"), format!("__wbg_{name}_")]
}

fn check_names(whole: &Module, starts: &[String]) -> Result<()> {
    for start in starts {
        let is_there = whole.exports.iter().any(|e| e.name.starts_with(start));
        ensure!(
            is_there,
            "The core has no export that begins with `{start}`, as a class of src/wasm/later has."
        );
    }
    Ok(())
}

/// The part of a module without the exports of the rest, and the rest.
fn split(whole: &[u8], is_of_the_rest: impl Fn(&str) -> bool) -> Result<[Vec<u8>; 2]> {
    let mut first = Module::from_buffer(whole)?;
    let mut rest = Module::from_buffer(whole)?;
    keep_exports(&mut first, |name| !is_of_the_rest(name));
    keep_exports(&mut rest, is_of_the_rest);
    gc::run(&mut first);
    borrow_state(&mut rest);
    borrow_functions(&mut rest, &first);
    gc::run(&mut rest);
    lend(&mut first, &rest);
    check_loans(&first, &rest)?;
    Ok([first.emit_wasm(), rest.emit_wasm()])
}

fn keep_exports(module: &mut Module, kept: impl Fn(&str) -> bool) {
    let exports = module.exports.iter();
    let gone: Vec<ExportId> = exports.filter(|e| !kept(&e.name)).map(|e| e.id()).collect();
    for id in gone {
        module.exports.delete(id);
    }
}

/// Memory, tables and globals are those of the first part, which has filled them.
fn borrow_state(rest: &mut Module) {
    empty(rest);
    for memory in rest.memories.iter_mut() {
        let name = place('m', memory.id().index());
        memory.import = Some(rest.imports.add(FIRST, &name, memory.id()));
        memory.data_segments.clear();
    }
    for table in rest.tables.iter_mut() {
        let name = place('t', table.id().index());
        table.import = Some(rest.imports.add(FIRST, &name, table.id()));
        table.elem_segments.clear();
    }
    let globals: Vec<GlobalId> = rest.globals.iter().map(|global| global.id()).collect();
    for id in globals {
        let import = rest.imports.add(FIRST, &place('g', id.index()), id);
        rest.globals.get_mut(id).kind = GlobalKind::Import(import);
    }
}

/// Takes away all that is done when a module starts.
fn empty(rest: &mut Module) {
    rest.start = None;
    let data: Vec<DataId> = rest.data.iter().map(|data| data.id()).collect();
    data.into_iter().for_each(|id| rest.data.delete(id));
    let elements: Vec<ElementId> = rest.elements.iter().map(|element| element.id()).collect();
    elements.into_iter().for_each(|id| rest.elements.delete(id));
}

/// Functions that stand in the first part are called there.
fn borrow_functions(rest: &mut Module, first: &Module) {
    let there: HashSet<usize> = first.funcs.iter().map(|f| f.id().index()).collect();
    for function in rest.funcs.iter_mut() {
        let (id, ty) = (function.id(), function.ty());
        let is_local = matches!(function.kind, FunctionKind::Local(_));
        if is_local && there.contains(&id.index()) {
            let import = rest.imports.add(FIRST, &place('f', id.index()), id);
            function.kind = FunctionKind::Import(ImportedFunction { import, ty });
        }
    }
}

/// The first part exports what the rest borrows.
fn lend(first: &mut Module, rest: &Module) {
    let memories = first
        .memories
        .iter()
        .map(|m| ('m', m.id().index(), m.id().into()));
    let tables = first
        .tables
        .iter()
        .map(|t| ('t', t.id().index(), t.id().into()));
    let globals = first
        .globals
        .iter()
        .map(|g| ('g', g.id().index(), g.id().into()));
    let functions = first
        .funcs
        .iter()
        .map(|f| ('f', f.id().index(), f.id().into()));
    let all = memories.chain(tables).chain(globals).chain(functions);
    let named = all.map(|(kind, index, item)| (place(kind, index), item));
    let borrowed = named.filter(|(name, _)| rest.imports.find(FIRST, name).is_some());
    for (name, item) in borrowed.collect::<Vec<(String, ExportItem)>>() {
        first.exports.add(&name, item);
    }
}

/// A table or global that only the rest uses is gone from the first part, and could not be borrowed.
fn check_loans(first: &Module, rest: &Module) -> Result<()> {
    for import in rest.imports.iter().filter(|i| i.module == FIRST) {
        let is_lent = first.exports.iter().any(|e| e.name == import.name);
        ensure!(
            is_lent,
            "The first part of the core lacks `{}`, which the rest borrows.",
            import.name
        );
    }
    Ok(())
}

/// The name under which a thing is lent: both parts are read from the same bytes, where it has the same place.
fn place(kind: char, index: usize) -> String {
    format!("{kind}{index}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use walrus::{ConstExpr, FunctionBuilder, FunctionId, ValType, ir::Value};

    #[test]
    fn only_exported_structs_are_classes() {
        let source = "#[wasm_bindgen]\n#[derive(Default)]\npub struct Judge {\n}\n\n#[wasm_bindgen]\nimpl Judge {}\n\n\
                      pub struct Report;\n#[wasm_bindgen]\npub struct DigitSet(pub Digits);\n";
        assert_eq!(classes_of(source), ["Judge", "DigitSet"]);
        assert_eq!(starts("DigitSet"), ["digitset_", "__wbg_digitset_"]);
    }

    /// A function that adds what others return to a number.
    fn sum(module: &mut Module, number: i32, others: &[FunctionId]) -> FunctionId {
        let mut function = FunctionBuilder::new(&mut module.types, &[], &[ValType::I32]);
        let mut body = function.func_body();
        body.i32_const(number);
        for &other in others {
            body.call(other).binop(walrus::ir::BinaryOp::I32Add);
        }
        function.finish(vec![], &mut module.funcs)
    }

    /// Both `step` and `draw` call the same function, and `draw` one of its own.
    fn whole() -> Vec<u8> {
        let mut module = Module::default();
        let one = ConstExpr::Value(Value::I32(1));
        let global = module.globals.add_local(ValType::I32, true, false, one);
        module.exports.add("count", global);
        let both = sum(&mut module, 1, &[]);
        let own = sum(&mut module, 10, &[]);
        let step = sum(&mut module, 100, &[both]);
        let draw = sum(&mut module, 1000, &[both, own]);
        module.exports.add("step", step);
        module.exports.add("draw", draw);
        module.emit_wasm()
    }

    #[test]
    fn the_rest_borrows_what_both_parts_call() {
        let parts = split(&whole(), |name| name == "draw").unwrap();
        let [first, rest] = parts.map(|part| Module::from_buffer(&part).unwrap());
        assert_eq!(first.imports.iter().count(), 0);
        assert_eq!(first.funcs.iter_local().count(), 2);
        assert_eq!(rest.funcs.iter_local().count(), 2);
        assert!(rest.exports.get_func("draw").is_ok());
        let borrowed: Vec<&str> = rest.imports.iter().map(|i| i.name.as_str()).collect();
        assert_eq!(borrowed.len(), 1);
        assert!(first.exports.get_func(borrowed[0]).is_ok());
    }
}
