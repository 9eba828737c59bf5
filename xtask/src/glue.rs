//! The bindings in two scripts, as the core comes in two parts: `gradual.js`, and `gradual_rest.js` with the classes that come later.
//!
//! What bindgen writes has no line of a class that is indented less than its body, so a class ends at the first `}` at a line's
//! beginning; what it writes for freeing it stands on lines of its own.

use anyhow::{Context, Result};
use std::collections::BTreeSet;

/// The first script and the rest: `later` names the classes of the rest.
pub fn divide(script: &str, later: &[String]) -> Result<[String; 2]> {
    let (mut first, mut rest) = (script.to_string(), String::new());
    for class in later {
        for part in [class_of(&first, class)?, finalization_of(&first, class)?] {
            rest += &part;
            first = first.replacen(&part, "", 1);
        }
    }
    let used = words(&rest);
    let names = top_level(&first);
    let shared: Vec<&str> = names
        .iter()
        .filter(|name| used.contains(**name))
        .copied()
        .collect();
    let is_exported = |name: &&str| {
        ["class", "function"]
            .iter()
            .any(|kind| first.contains(&format!("export {kind} {name}")))
    };
    let hidden: Vec<&str> = shared
        .iter()
        .filter(|name| !is_exported(name))
        .copied()
        .collect();
    let rest = format!(
        "import {{ {} }} from './gradual.js';\n\n{rest}",
        shared.join(", ")
    );
    let exports = format!("export {{ {} }};\n", hidden.join(", "));
    Ok([first + &exports, rest])
}

/// The types of the rest are those of the whole.
pub fn types_of_rest(later: &[String]) -> String {
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
        let [first, rest] = divide(SCRIPT, &["Two".into()]).unwrap();
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
        assert!(divide(SCRIPT, &["Three".into()]).is_err());
    }
}
