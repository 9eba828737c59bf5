//! The core in two parts: what the page needs at once, and the rest, which comes after its first paint.
//!
//! A function is in the first part when one of that part's exports reaches it; so the first part never calls the rest, and
//! the rest imports what both use: memory, tables, globals and functions. The code of a function is the same in either part.
//! What only the rest reaches of the data and of the table of functions, the rest puts into its place when it comes.

use crate::reach::{self, Others, runs};
use anyhow::{Result, bail, ensure};
use std::collections::HashSet;
use std::fs;
use std::ops::Range;
use std::path::Path;
use walrus::ir::Value;
use walrus::passes::gc;
use walrus::{
    ConstExpr, DataKind, ElementItems, ElementKind, ExportId, ExportItem, FunctionId, FunctionKind,
    GlobalId, GlobalKind, ImportedFunction, MemoryId, Module, TableId,
};

/// The name under which the rest knows the first part.
const FIRST: &str = "first";

/// What only the bindings' generator runs, to learn the types.
const DESCRIPTIONS: &str = "__wbindgen_describe";

/// The first part and the rest of the core: `later` names the classes whose methods make the rest, and `linked` is the core
/// as the linker left it, which tells who needs which data.
pub fn of_core(core: &[u8], linked: &[u8], later: &[String]) -> Result<[Vec<u8>; 2]> {
    let starts: Vec<String> = later.iter().flat_map(|class| starts(class)).collect();
    check_names(&Module::from_buffer(core)?, &starts)?;
    let is_of_the_rest = |export: &str| starts.iter().any(|start| export.starts_with(start));
    let others = reach::others(linked, |export| {
        !is_of_the_rest(export) && !export.starts_with(DESCRIPTIONS)
    })?;
    split(core, &others, is_of_the_rest)
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

/// What the linker left for this division, and the page has no use for.
const FOR_THE_LINKER: [&str; 3] = ["linking", "reloc.CODE", "reloc.DATA"];

/// The part of a module without the exports of the rest, and the rest. `others` is what only the rest needs.
fn split(
    whole: &[u8],
    others: &Others,
    is_of_the_rest: impl Fn(&str) -> bool,
) -> Result<[Vec<u8>; 2]> {
    let mut first = Module::from_buffer(whole)?;
    let mut rest = Module::from_buffer(whole)?;
    for section in FOR_THE_LINKER {
        first.customs.remove_raw(section);
        rest.customs.remove_raw(section);
    }
    keep_exports(&mut first, |name| !is_of_the_rest(name));
    keep_exports(&mut rest, is_of_the_rest);
    let is_other = |address| holds(&others.addresses, address);
    keep_data(&mut first, |address| !is_other(address))?;
    keep_data(&mut rest, is_other)?;
    keep_entries(&mut first, |place| !others.places.contains(&place))?;
    keep_entries(&mut rest, |place| others.places.contains(&place))?;
    gc::run(&mut first);
    rest.start = None;
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

/// Whether a number lies in one of these ranges, which are in order.
fn holds(ranges: &[Range<u32>], number: u32) -> bool {
    let before = ranges.partition_point(|range| range.start <= number);
    ranges[..before]
        .last()
        .is_some_and(|range| range.contains(&number))
}

/// Keeps the bytes of these addresses, in segments without a gap.
fn keep_data(module: &mut Module, kept: impl Fn(u32) -> bool) -> Result<()> {
    for id in module.data.iter().map(|d| d.id()).collect::<Vec<_>>() {
        let data = module.data.get(id);
        let DataKind::Active { memory, offset } = &data.kind else {
            bail!("The core has data without an address.");
        };
        let (memory, start, bytes) = (*memory, number(offset)?, data.value.clone());
        let kept = runs((start..start + bytes.len() as u32).filter(|&address| kept(address)));
        module.memories.get_mut(memory).data_segments.remove(&id);
        module.data.delete(id);
        for run in kept {
            let part = run.start - start..run.end - start;
            add_data(
                module,
                memory,
                run.start,
                &bytes[part.start as usize..part.end as usize],
            );
        }
    }
    Ok(())
}

fn add_data(module: &mut Module, memory: MemoryId, address: u32, bytes: &[u8]) {
    let offset = constant(address);
    let kind = DataKind::Active { memory, offset };
    let id = module.data.add(kind, bytes.to_vec());
    module.memories.get_mut(memory).data_segments.insert(id);
}

/// Keeps the functions at these places of their tables.
fn keep_entries(module: &mut Module, kept: impl Fn(u32) -> bool) -> Result<()> {
    for id in module.elements.iter().map(|e| e.id()).collect::<Vec<_>>() {
        let element = module.elements.get(id);
        let (ElementKind::Active { table, offset }, ElementItems::Functions(functions)) =
            (&element.kind, &element.items)
        else {
            continue;
        };
        let (table, start, functions) = (*table, number(offset)?, functions.clone());
        let kept = runs((start..start + functions.len() as u32).filter(|&place| kept(place)));
        module.tables.get_mut(table).elem_segments.remove(&id);
        module.elements.delete(id);
        for run in kept {
            let part = run.start - start..run.end - start;
            add_entries(
                module,
                table,
                run.start,
                &functions[part.start as usize..part.end as usize],
            );
        }
    }
    Ok(())
}

fn add_entries(module: &mut Module, table: TableId, place: u32, functions: &[FunctionId]) {
    let offset = constant(place);
    let kind = ElementKind::Active { table, offset };
    let items = ElementItems::Functions(functions.to_vec());
    let id = module.elements.add(kind, items);
    module.tables.get_mut(table).elem_segments.insert(id);
}

fn constant(number: u32) -> ConstExpr {
    ConstExpr::Value(Value::I32(number as i32))
}

fn number(place: &ConstExpr) -> Result<u32> {
    match place {
        ConstExpr::Value(Value::I32(number)) => Ok(*number as u32),
        _ => bail!("The core has a segment whose place is no constant."),
    }
}

/// Memory, tables and globals are those of the first part.
fn borrow_state(rest: &mut Module) {
    for memory in rest.memories.iter_mut() {
        let name = place('m', memory.id().index());
        memory.import = Some(rest.imports.add(FIRST, &name, memory.id()));
    }
    for table in rest.tables.iter_mut() {
        let name = place('t', table.id().index());
        table.import = Some(rest.imports.add(FIRST, &name, table.id()));
    }
    let globals: Vec<GlobalId> = rest.globals.iter().map(|global| global.id()).collect();
    for id in globals {
        let import = rest.imports.add(FIRST, &place('g', id.index()), id);
        rest.globals.get_mut(id).kind = GlobalKind::Import(import);
    }
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
        let parts = split(&whole(), &Others::default(), |name| name == "draw").unwrap();
        let [first, rest] = parts.map(|part| Module::from_buffer(&part).unwrap());
        assert_eq!(first.imports.iter().count(), 0);
        assert_eq!(first.funcs.iter_local().count(), 2);
        assert_eq!(rest.funcs.iter_local().count(), 2);
        assert!(rest.exports.get_func("draw").is_ok());
        let borrowed: Vec<&str> = rest.imports.iter().map(|i| i.name.as_str()).collect();
        assert_eq!(borrowed.len(), 1);
        assert!(first.exports.get_func(borrowed[0]).is_ok());
    }

    /// Where the data of a part go, and what they are.
    fn data(part: &Module) -> Vec<(u32, Vec<u8>)> {
        let placed = part.data.iter().map(|data| match &data.kind {
            DataKind::Active { offset, .. } => (number(offset).unwrap(), data.value.clone()),
            _ => panic!("data without an address"),
        });
        placed.collect()
    }

    #[test]
    fn data_and_places_in_the_table_go_to_who_needs_them() {
        let mut module = Module::default();
        let memory = module.memories.add_local(false, false, 1, None, None);
        module.exports.add("memory", memory);
        add_data(&mut module, memory, 16, &[1, 2, 3, 4]);
        let table = module
            .tables
            .add_local(false, 3, None, walrus::RefType::FUNCREF);
        module.exports.add("table", table);
        let [step, draw] = [1, 2].map(|number| sum(&mut module, number, &[]));
        add_entries(&mut module, table, 1, &[step, draw]);
        for name in ["step", "draw"] {
            let function = sum(&mut module, 3, &[]);
            module.exports.add(name, function);
        }
        let others = Others {
            addresses: runs(17..19),
            places: [2].into(),
        };
        let parts = split(&module.emit_wasm(), &others, |name| name == "draw").unwrap();
        let [first, rest] = parts.map(|part| Module::from_buffer(&part).unwrap());
        assert_eq!(data(&first), [(16, vec![1]), (19, vec![4])]);
        assert_eq!(data(&rest), [(17, vec![2, 3])]);
        assert_eq!(first.elements.iter().count(), 1);
        assert_eq!(rest.elements.iter().count(), 1);
    }
}
