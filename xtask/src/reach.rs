//! What of a module's data and of its table of functions the functions behind some exports can reach.
//!
//! The linker's relocations say it exactly: each place in code and data where an address or a place in the table stands, and
//! the symbol that is meant (WebAssembly tool conventions, "Linking", `--emit-relocs`).

use anyhow::{Context, Result, ensure};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ops::Range;
use wasmparser::{
    DataKind, ElementItems, ElementKind, ExternalKind, KnownCustom, Linking, Operator, Parser,
    Payload, RelocationEntry, RelocationType, SymbolInfo, TypeRef,
};

/// A function by its index, or data by its symbol.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Node {
    Function(u32),
    Data(usize),
}

/// A symbol of the linker: what it stands for and, of data, its addresses.
struct Symbol {
    node: Option<Node>,
    addresses: Range<u32>,
}

/// The data and the places in the table that others than these functions use: neither is there for them.
#[derive(Debug, Default, PartialEq)]
pub struct Others {
    pub addresses: Vec<Range<u32>>,
    pub places: BTreeSet<u32>,
}

/// A module as the linker left it.
#[derive(Default)]
pub struct Linked {
    imported: u32,
    exports: Vec<(String, u32)>,
    /// The function at each place of the table.
    table: BTreeMap<u32, u32>,
    /// Where each function stands in the file, in order.
    bodies: Vec<Range<usize>>,
    code: usize,
    /// Where each segment of data stands in the file, and its address.
    segments: Vec<(Range<usize>, u32)>,
    data: usize,
    symbols: Vec<Symbol>,
    /// By the section to which they apply: code or data.
    relocations: Vec<(Section, RelocationEntry)>,
}

#[derive(Clone, Copy, PartialEq)]
enum Section {
    Code,
    Data,
}

/// Numbers in order as ranges without a gap.
pub fn runs(numbers: impl IntoIterator<Item = u32>) -> Vec<Range<u32>> {
    let mut runs: Vec<Range<u32>> = Vec::new();
    for number in numbers {
        match runs.last_mut() {
            Some(run) if run.end == number => run.end += 1,
            _ => runs.push(number..number + 1),
        }
    }
    runs
}

impl Linked {
    /// What of it no export of these reaches.
    pub fn others(&self, is_root: impl Fn(&str) -> bool) -> Result<Others> {
        let reached = self.reach(is_root)?;
        let is_left = |node| !reached.contains(&node);
        let symbols = self.symbols.iter().enumerate();
        let (left, kept): (Vec<_>, Vec<_>) = symbols.partition(|(i, _)| is_left(Node::Data(*i)));
        let addresses = |symbols: Vec<(usize, &Symbol)>| {
            let addresses = symbols
                .into_iter()
                .flat_map(|(_, symbol)| symbol.addresses.clone());
            addresses.collect::<BTreeSet<u32>>()
        };
        let (left, kept) = (addresses(left), addresses(kept));
        let places = self
            .table
            .iter()
            .filter(|&(_, &function)| is_left(Node::Function(function)));
        Ok(Others {
            addresses: runs(left.difference(&kept).copied()),
            places: places.map(|(&place, _)| place).collect(),
        })
    }

    /// Refuses a module without relocations.
    pub fn read(module: &[u8]) -> Result<Self> {
        let mut linked = Self::default();
        for payload in Parser::new(0).parse_all(module) {
            linked.take(payload?)?;
        }
        let are_there = !linked.symbols.is_empty() && !linked.relocations.is_empty();
        ensure!(are_there, "The core was linked without its relocations.");
        Ok(linked)
    }

    fn take(&mut self, payload: Payload) -> Result<()> {
        match payload {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    self.imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::ExportSection(exports) => {
                for export in exports {
                    let export = export?;
                    if export.kind == ExternalKind::Func {
                        self.exports.push((export.name.into(), export.index));
                    }
                }
            }
            Payload::ElementSection(elements) => {
                for element in elements {
                    self.take_element(element?)?;
                }
            }
            Payload::CodeSectionStart { range, .. } => self.code = range.start,
            Payload::CodeSectionEntry(body) => self.bodies.push(body.range()),
            Payload::DataSection(segments) => {
                self.data = segments.range().start;
                for segment in segments {
                    self.take_segment(segment?)?;
                }
            }
            Payload::CustomSection(custom) => self.take_custom(custom.name(), custom.as_known())?,
            _ => {}
        }
        Ok(())
    }

    fn take_element(&mut self, element: wasmparser::Element) -> Result<()> {
        if let (ElementKind::Active { offset_expr, .. }, ElementItems::Functions(functions)) =
            (element.kind, element.items)
        {
            let start = constant(&offset_expr)?;
            for (place, function) in (start..).zip(functions) {
                self.table.insert(place, function?);
            }
        }
        Ok(())
    }

    fn take_segment(&mut self, segment: wasmparser::Data) -> Result<()> {
        let DataKind::Active { offset_expr, .. } = &segment.kind else {
            anyhow::bail!("The core has data without an address.");
        };
        let file = segment.range.end - segment.data.len()..segment.range.end;
        self.segments.push((file, constant(offset_expr)?));
        Ok(())
    }

    fn take_custom(&mut self, name: &str, custom: KnownCustom) -> Result<()> {
        match (name, custom) {
            (_, KnownCustom::Linking(linking)) => {
                for part in linking.subsections() {
                    if let Linking::SymbolTable(symbols) = part? {
                        for symbol in symbols {
                            let symbol = self.symbol(symbol?);
                            self.symbols.push(symbol);
                        }
                    }
                }
            }
            ("reloc.CODE", KnownCustom::Reloc(code)) => {
                for entry in code.entries() {
                    self.relocations.push((Section::Code, entry?));
                }
            }
            ("reloc.DATA", KnownCustom::Reloc(data)) => {
                for entry in data.entries() {
                    self.relocations.push((Section::Data, entry?));
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn symbol(&self, symbol: SymbolInfo) -> Symbol {
        match symbol {
            SymbolInfo::Func { index, .. } => Symbol {
                node: Some(Node::Function(index)),
                addresses: 0..0,
            },
            SymbolInfo::Data {
                symbol: Some(data), ..
            } => {
                let start = self.segments[data.index as usize].1 + data.offset;
                Symbol {
                    node: Some(Node::Data(self.symbols.len())),
                    addresses: start..start + data.size,
                }
            }
            _ => Symbol {
                node: None,
                addresses: 0..0,
            },
        }
    }

    /// All that the exports lead to.
    fn reach(&self, is_root: impl Fn(&str) -> bool) -> Result<HashSet<Node>> {
        let edges = self.edges()?;
        let roots = self.exports.iter().filter(|(name, _)| is_root(name));
        let mut next: Vec<Node> = roots.map(|&(_, index)| Node::Function(index)).collect();
        let mut reached = HashSet::new();
        while let Some(node) = next.pop() {
            if reached.insert(node) {
                next.extend(edges.get(&node).into_iter().flatten());
            }
        }
        Ok(reached)
    }

    /// Which symbols stand in each function and in each piece of data.
    fn edges(&self) -> Result<HashMap<Node, Vec<Node>>> {
        let mut edges: HashMap<Node, Vec<Node>> = HashMap::new();
        let data = self.data_by_address();
        for (section, entry) in self.relocations.iter().filter(|(_, e)| names_symbol(e.ty)) {
            let symbol = self.symbols.get(entry.index as usize);
            let Some(target) = symbol.context("a relocation without symbol")?.node else {
                continue;
            };
            let sources = match section {
                Section::Code => vec![self.function_at(self.code + entry.offset as usize)],
                Section::Data => {
                    let address = self.address_at(self.data + entry.offset as usize)?;
                    holders(&data, address)
                }
            };
            for source in sources {
                edges.entry(source).or_default().push(target);
            }
        }
        Ok(edges)
    }

    fn function_at(&self, place: usize) -> Node {
        let after = self.bodies.partition_point(|body| body.start <= place);
        Node::Function(self.imported + after.saturating_sub(1) as u32)
    }

    fn address_at(&self, place: usize) -> Result<u32> {
        let segment = self.segments.iter().find(|(file, _)| file.contains(&place));
        let (file, address) = segment.context("a relocation outside of all data")?;
        Ok(address + (place - file.start) as u32)
    }

    /// The symbols of data, by where they begin.
    fn data_by_address(&self) -> Vec<(Range<u32>, Node)> {
        let symbols = self.symbols.iter();
        let mut data: Vec<(Range<u32>, Node)> = symbols
            .filter_map(|symbol| Some((symbol.addresses.clone(), symbol.node?)))
            .filter(|(addresses, _)| !addresses.is_empty())
            .collect();
        data.sort_by_key(|(addresses, _)| addresses.start);
        data
    }
}

/// The symbols in which an address lies: several where the linker has merged equal data.
fn holders(data: &[(Range<u32>, Node)], address: u32) -> Vec<Node> {
    let before = data.partition_point(|(addresses, _)| addresses.start <= address);
    let holders = data[..before].iter().filter(|(a, _)| a.contains(&address));
    holders.map(|&(_, node)| node).collect()
}

/// Whether a relocation means a function, a place in the table or an address.
fn names_symbol(kind: RelocationType) -> bool {
    use RelocationType::*;
    matches!(
        kind,
        FunctionIndexLeb
            | TableIndexSleb
            | TableIndexI32
            | MemoryAddrLeb
            | MemoryAddrSleb
            | MemoryAddrI32
    )
}

fn constant(expression: &wasmparser::ConstExpr) -> Result<u32> {
    match expression.get_operators_reader().read()? {
        Operator::I32Const { value } => Ok(value as u32),
        _ => anyhow::bail!("The core has a segment whose place is no constant."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn section(id: u8, content: &[u8]) -> Vec<u8> {
        [&[id, content.len() as u8], content].concat()
    }

    fn custom(name: &str, content: &[u8]) -> Vec<u8> {
        section(0, &[&[name.len() as u8], name.as_bytes(), content].concat())
    }

    /// `step` needs the data at 16 to 19; `draw` that at 20 to 23, which holds the place of a third function in the table.
    fn module() -> Vec<u8> {
        let body = |address: u8| [9, 0, 0x41, address | 0x80, 0x80, 0x80, 0x80, 0, 0x1a, 0x0b];
        [
            b"\0asm\x01\0\0\0".to_vec(),
            section(1, &[1, 0x60, 0, 0]),
            section(3, &[3, 0, 0, 0]),
            section(4, &[1, 0x70, 0, 2]),
            section(5, &[1, 0, 1]),
            section(7, b"\x02\x04step\0\0\x04draw\0\x01"),
            section(9, &[1, 0, 0x41, 1, 0x0b, 1, 2]),
            section(
                10,
                &[&[3], &body(16)[..], &body(20), &[2, 0, 0x0b]].concat(),
            ),
            section(11, &[1, 0, 0x41, 16, 0x0b, 8, 7, 7, 7, 7, 1, 0, 0, 0]),
            custom(
                "linking",
                b"\x02\x08\x14\x03\x01\0\x01A\0\0\x04\x01\0\x01B\0\x04\x04\0\0\x02\x01f",
            ),
            custom("reloc.CODE", &[0, 2, 4, 4, 0, 0, 4, 14, 1, 0]),
            custom("reloc.DATA", &[0, 1, 2, 10, 2]),
        ]
        .concat()
    }

    #[test]
    fn what_others_need_is_found_by_address_and_place() {
        let linked = Linked::read(&module()).unwrap();
        let for_draw = Others {
            addresses: runs(20..24),
            places: [1].into(),
        };
        assert_eq!(linked.others(|name| name == "step").unwrap(), for_draw);
        let for_step = Others {
            addresses: runs(16..20),
            places: [].into(),
        };
        assert_eq!(linked.others(|name| name == "draw").unwrap(), for_step);
        assert!(Linked::read(&module()[..8]).is_err());
    }

    #[test]
    fn runs_have_no_gap() {
        assert_eq!(runs([1, 2, 3, 7, 9, 10]), [1..4, 7..8, 9..11]);
    }
}
