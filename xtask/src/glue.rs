//! The bindings in as many scripts as the core has parts: `gradual.js`, and one for the classes of each part that comes later.
//!
//! What bindgen writes has no line of a class that is indented less than its body, so a class ends at the first `}` at a line's
//! beginning; what it writes for freeing it stands on lines of its own.

use anyhow::{Context, Result};
use std::collections::BTreeSet;

/// The first script and those of the later parts: `later` names the classes of each.
pub fn divide(script: &str, later: &[Vec<String>]) -> Result<Vec<String>> {
    let mut first = script.to_string();
    let mut scripts = Vec::new();
    for classes in later {
        let mut own = String::new();
        for class in classes {
            for part in [class_of(&first, class)?, finalization_of(&first, class)?] {
                own += &part;
                first = first.replacen(&part, "", 1);
            }
        }
        scripts.push(own);
    }
    let names = top_level(&first);
    let (mut hidden, mut whole) = (BTreeSet::new(), Vec::new());
    for own in scripts {
        let used = words(&own);
        let shared = names.iter().copied().filter(|name| used.contains(name));
        let shared: Vec<&str> = shared.collect();
        hidden.extend(
            shared
                .iter()
                .copied()
                .filter(|name| !is_exported(&first, name)),
        );
        whole.push(format!(
            "import {{ {} }} from './gradual.js';\n\n{own}",
            shared.join(", ")
        ));
    }
    let hidden: Vec<&str> = hidden.into_iter().collect();
    let exports = format!("export {{ {} }};\n", hidden.join(", "));
    whole.insert(0, first.clone() + &exports);
    Ok(whole)
}

fn is_exported(script: &str, name: &str) -> bool {
    let kinds = ["class", "function"];
    kinds
        .iter()
        .any(|kind| script.contains(&format!("export {kind} {name}")))
}

/// The types of a later part are those of the whole.
pub fn types_of(later: &[String]) -> String {
    format!("export {{ {} }} from './gradual.js';\n", later.join(", "))
}

/// A class with what stands above and below it.
fn class_of(script: &str, class: &str) -> Result<String> {
    let head = format!("export class {class} {{\n");
    let from = script
        .find(&head)
        .with_context(|| format!("no class {class}"))?;
    let body = from
        + script[from..]
            .find("\n}\n")
            .context("a class without end")?;
    let end = body
        + script[body..]
            .find(".free;\n")
            .context("a class that is not freed")?;
    let above = script[..from]
        .rfind("\n/**")
        .filter(|&at| script[at..from].matches("*/").count() == 1);
    Ok(script[above.map_or(from, |at| at + 1)..end + ".free;\n".len()].to_string())
}

/// What frees its objects once nothing holds them.
fn finalization_of(script: &str, class: &str) -> Result<String> {
    let head = format!("const {class}Finalization");
    let from = script
        .find(&head)
        .with_context(|| format!("nothing frees a {class}"))?;
    let end = from
        + script[from..]
            .find(";\n")
            .context("a statement without end")?;
    Ok(script[from..end + 2].to_string())
}

/// The names that a script declares outside everything.
fn top_level(script: &str) -> BTreeSet<&str> {
    let kinds = [
        "export class ",
        "export function ",
        "function ",
        "async function ",
        "const ",
        "let ",
    ];
    let names = script
        .lines()
        .filter_map(|line| kinds.iter().find_map(|kind| line.strip_prefix(kind)));
    names
        .flat_map(|names| {
            names
                .split([';', '=', '(', '{'])
                .next()
                .unwrap_or("")
                .split(',')
        })
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .collect()
}

/// All words of a script.
fn words(script: &str) -> BTreeSet<&str> {
    script
        .split(|c: char| !(c.is_alphanumeric() || c == '_' || c == '$'))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCRIPT: &str = "\
/**
 * One.
 */
export class One {
    free() { wasm.free(VECTOR); }
}
if (Symbol.dispose) One.prototype[Symbol.dispose] = One.prototype.free;

/**
 * Two.
 */
export class Two {
    of(one) { _assertClass(one, One); return wasm.two(pass(one)) + VECTOR; }
}
if (Symbol.dispose) Two.prototype[Symbol.dispose] = Two.prototype.free;
const OneFinalization = (typeof X === 'undefined')
    ? {} : new X(ptr => wasm.a(ptr));
const TwoFinalization = (typeof X === 'undefined')
    ? {} : new X(ptr => wasm.b(ptr));
function _assertClass(a, b) {
}
function pass(a) {
}
function unused(a) {
}
let VECTOR = 0;
let other, wasm;
";

    #[test]
    fn a_class_goes_with_all_that_is_its_own() {
        let scripts = divide(SCRIPT, &[vec!["Two".into()]]).unwrap();
        let [first, rest] = &scripts[..] else {
            panic!("{scripts:?}");
        };
        assert!(first.contains("class One") && !first.contains("Two"));
        assert!(
            rest.contains("* Two.") && rest.contains("TwoFinalization") && !rest.contains("One.")
        );
        assert!(
            rest.starts_with(
                "import { One, VECTOR, _assertClass, pass, wasm } from './gradual.js';"
            )
        );
        assert!(first.ends_with("export { VECTOR, _assertClass, pass, wasm };\n"));
        assert!(divide(SCRIPT, &[vec!["Three".into()]]).is_err());
    }
}
