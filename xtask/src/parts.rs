//! The core in parts: what the page needs at once, the rest, which comes after its first paint, and what only files need.
//!
//! A function is in the first part whose exports reach it; so a part never calls those after it, and they import what they share
//! with it: memory, tables, globals and functions. The code of a function is the same in any part. What a part is the first to
//! reach of the data and of the table of functions, it puts into its place when it comes.

use crate::reach::{Linked, Others, runs};
use anyhow::{Context, Result, bail, ensure};
use std::collections::{HashMap, HashSet};
use std::fs;
use std::ops::Range;
use std::path::Path;
use walrus::ir::Value;
use walrus::passes::gc;
use walrus::{
    ConstExpr, DataKind, ElementItems, ElementKind, ExportId, ExportItem, FunctionId, FunctionKind,
    Global, GlobalId, GlobalKind, ImportedFunction, MemoryId, Module, TableId,
};

/// The name under which a part knows all before it.
const BEFORE: &str = "first";

/// What only the bindings' generator runs, to learn the types.
const DESCRIPTIONS: &str = "__wbindgen_describe";

/// The parts of the core: `later` names the classes whose methods make each part after the first, and `linked` is the core as
/// the linker left it, which tells who needs which data.
pub fn of_core(core: &[u8], linked: &[u8], later: &[Vec<String>]) -> Result<Vec<Vec<u8>>> {
    let starts: Vec<Vec<String>> = later
        .iter()
        .map(|classes| classes.iter().flat_map(|class| starts(class)).collect())
        .collect();
    check_names(&Module::from_buffer(core)?, &starts.concat())?;
    let part_of = |export: &str| {
        let begins = |start: &String| export.starts_with(start);
        let part = starts.iter().position(|starts| starts.iter().any(begins));
        part.map_or(0, |part| part + 1)
    };
    let linked = Linked::read(linked)?;
    let beyond = (0..=later.len()).map(|part| {
        linked.others(|export| part_of(export) <= part && !export.starts_with(DESCRIPTIONS))
    });
    divide(core, &beyond.collect::<Result<Vec<Others>>>()?, part_of)
}

/// The core in one part.
pub fn without_relocations(core: &[u8]) -> Result<Vec<u8>> {
    let mut whole = Module::from_buffer(core)?;
    forget_linker(&mut whole);
    Ok(whole.emit_wasm())
}

fn forget_linker(module: &mut Module) {
    for section in FOR_THE_LINKER {
        module.customs.remove_raw(section);
    }
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
            "The core has no export that begins with `{start}`, as a class of a later part has."
        );
    }
    Ok(())
}

/// What the linker left for this division, and the page has no use for.
const FOR_THE_LINKER: [&str; 3] = ["linking", "reloc.CODE", "reloc.DATA"];

/// The parts of a module by the part of each export. `beyond` is what neither a part nor those before it reach.
fn divide(
    whole: &[u8],
    beyond: &[Others],
    part_of: impl Fn(&str) -> usize,
) -> Result<Vec<Vec<u8>>> {
    let mut parts: Vec<Module> = Vec::new();
    for (part, after) in beyond.iter().enumerate() {
        let mut module = Module::from_buffer(whole)?;
        forget_linker(&mut module);
        keep_exports(&mut module, |name| part_of(name) == part);
        let before = part.checked_sub(1).map(|before| &beyond[before]);
        let last = part + 1 == beyond.len();
        let is_own =
            |held: &dyn Fn(&Others) -> bool| before.is_none_or(held) && (last || !held(after));
        keep_data(&mut module, |address| {
            is_own(&|others| holds(&others.addresses, address))
        })?;
        keep_entries(&mut module, |place| {
            is_own(&|others| others.places.contains(&place))
        })?;
        if part > 0 {
            module.start = None;
            borrow_state(&mut module);
            borrow_functions(&mut module, &parts);
        }
        gc::run(&mut module);
        parts.push(module);
    }
    lend_all(&mut parts)?;
    Ok(parts.iter_mut().map(Module::emit_wasm).collect())
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

/// What is kept of a segment that begins at `start`: pieces without a gap, with their places.
fn pieces<T: Clone>(start: u32, items: &[T], kept: impl Fn(u32) -> bool) -> Vec<(u32, Vec<T>)> {
    let places = start..start + items.len() as u32;
    let runs = runs(places.filter(|&place| kept(place))).into_iter();
    let items_of =
        |run: &Range<u32>| items[(run.start - start) as usize..(run.end - start) as usize].to_vec();
    runs.map(|run| (run.start, items_of(&run))).collect()
}

/// Keeps the bytes of these addresses.
fn keep_data(module: &mut Module, kept: impl Fn(u32) -> bool) -> Result<()> {
    for id in module.data.iter().map(|d| d.id()).collect::<Vec<_>>() {
        let data = module.data.get(id);
        let DataKind::Active { memory, offset } = &data.kind else {
            bail!("The core has data without an address.");
        };
        let (memory, pieces) = (*memory, pieces(number(offset)?, &data.value, &kept));
        module.memories.get_mut(memory).data_segments.remove(&id);
        module.data.delete(id);
        for (address, bytes) in pieces {
            add_data(module, memory, address, bytes);
        }
    }
    Ok(())
}

fn add_data(module: &mut Module, memory: MemoryId, address: u32, bytes: Vec<u8>) {
    let offset = constant(address);
    let id = module.data.add(DataKind::Active { memory, offset }, bytes);
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
        let (table, pieces) = (*table, pieces(number(offset)?, functions, &kept));
        module.tables.get_mut(table).elem_segments.remove(&id);
        module.elements.delete(id);
        for (place, functions) in pieces {
            add_entries(module, table, place, functions);
        }
    }
    Ok(())
}

fn add_entries(module: &mut Module, table: TableId, place: u32, functions: Vec<FunctionId>) {
    let offset = constant(place);
    let items = ElementItems::Functions(functions);
    let kind = ElementKind::Active { table, offset };
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
        memory.import = Some(rest.imports.add(BEFORE, &name, memory.id()));
    }
    for table in rest.tables.iter_mut() {
        let name = place('t', table.id().index());
        table.import = Some(rest.imports.add(BEFORE, &name, table.id()));
    }
    let globals: Vec<GlobalId> = rest.globals.iter().map(|global| global.id()).collect();
    for id in globals {
        let import = rest.imports.add(BEFORE, &place('g', id.index()), id);
        rest.globals.get_mut(id).kind = GlobalKind::Import(import);
    }
}

/// Functions that stand in a part before this one are called there.
fn borrow_functions(part: &mut Module, before: &[Module]) {
    let local = before.iter().flat_map(|part| part.funcs.iter_local());
    let there: HashSet<usize> = local.map(|(id, _)| id.index()).collect();
    for function in part.funcs.iter_mut() {
        let (id, ty) = (function.id(), function.ty());
        let is_local = matches!(function.kind, FunctionKind::Local(_));
        if is_local && there.contains(&id.index()) {
            let import = part.imports.add(BEFORE, &place('f', id.index()), id);
            function.kind = FunctionKind::Import(ImportedFunction { import, ty });
        }
    }
}

/// Every part exports what those after it borrow from it.
fn lend_all(parts: &mut [Module]) -> Result<()> {
    let own: Vec<HashMap<String, ExportItem>> = parts.iter().map(own).collect();
    for after in 1..parts.len() {
        let imports = parts[after].imports.iter();
        let borrowed = imports.filter(|import| import.module == BEFORE);
        for name in borrowed
            .map(|import| import.name.clone())
            .collect::<Vec<_>>()
        {
            let lender = own[..after].iter().position(|own| own.contains_key(&name));
            let lender = lender.with_context(|| {
                format!("No part of the core has `{name}`, which a later one borrows.")
            })?;
            let is_lent = parts[lender]
                .exports
                .iter()
                .any(|export| export.name == name);
            if !is_lent {
                parts[lender].exports.add(&name, own[lender][&name]);
            }
        }
    }
    Ok(())
}

/// What a part has and does not borrow, by the names under which it lends.
fn own(part: &Module) -> HashMap<String, ExportItem> {
    let memories = part
        .memories
        .iter()
        .filter(|memory| memory.import.is_none());
    let tables = part.tables.iter().filter(|table| table.import.is_none());
    let is_own = |global: &&Global| matches!(global.kind, GlobalKind::Local(_));
    let globals = part.globals.iter().filter(is_own);
    let memories = memories.map(|m| (place('m', m.id().index()), m.id().into()));
    let tables = tables.map(|t| (place('t', t.id().index()), t.id().into()));
    let globals = globals.map(|g| (place('g', g.id().index()), g.id().into()));
    let functions = part
        .funcs
        .iter_local()
        .map(|(id, _)| (place('f', id.index()), id.into()));
    memories
        .chain(tables)
        .chain(globals)
        .chain(functions)
        .collect()
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

    /// `draw` is the rest, which alone needs these others.
    fn two(whole: &[u8], others: Others) -> [Module; 2] {
        let beyond = [others, Others::default()];
        let parts = divide(whole, &beyond, |name| usize::from(name == "draw")).unwrap();
        let modules: Vec<Module> = parts
            .iter()
            .map(|part| Module::from_buffer(part).unwrap())
            .collect();
        modules.try_into().unwrap()
    }

    #[test]
    fn the_rest_borrows_what_both_parts_call() {
        let [first, rest] = two(&whole(), Others::default());
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
        add_data(&mut module, memory, 16, vec![1, 2, 3, 4]);
        let table = module
            .tables
            .add_local(false, 3, None, walrus::RefType::FUNCREF);
        module.exports.add("table", table);
        let [step, draw] = [1, 2].map(|number| sum(&mut module, number, &[]));
        add_entries(&mut module, table, 1, vec![step, draw]);
        for name in ["step", "draw"] {
            let function = sum(&mut module, 3, &[]);
            module.exports.add(name, function);
        }
        let others = Others {
            addresses: runs(17..19),
            places: [2].into(),
        };
        let [first, rest] = two(&module.emit_wasm(), others);
        assert_eq!(data(&first), [(16, vec![1]), (19, vec![4])]);
        assert_eq!(data(&rest), [(17, vec![2, 3])]);
        assert_eq!(first.elements.iter().count(), 1);
        assert_eq!(rest.elements.iter().count(), 1);
    }

    #[test]
    fn a_third_part_borrows_from_both() {
        let mut module = Module::from_buffer(&whole()).unwrap();
        let [step, draw] = ["step", "draw"].map(|name| module.exports.get_func(name).unwrap());
        let save = sum(&mut module, 7, &[step, draw]);
        module.exports.add("save", save);
        let beyond = [Others::default(), Others::default(), Others::default()];
        let part_of = |name: &str| {
            ["step", "draw", "save"]
                .iter()
                .position(|n| *n == name)
                .unwrap_or(0)
        };
        let parts = divide(&module.emit_wasm(), &beyond, part_of).unwrap();
        let own: Vec<usize> = parts
            .iter()
            .map(|part| {
                Module::from_buffer(part)
                    .unwrap()
                    .funcs
                    .iter_local()
                    .count()
            })
            .collect();
        assert_eq!(own, [2, 2, 1]);
    }
}
