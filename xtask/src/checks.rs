//! Every check of the project, the cheapest first; those of Rust beside those of the page.

use crate::engines::{self, Engine, Missing};
use crate::target::{self, WASM};
use crate::tool::{self, cargo, remarked};
use crate::{bench, browser, build, digits, node, package};
use anyhow::{Result, bail, ensure};
use std::fs;
use std::net::TcpListener;
use std::path::Path;
use std::thread;

/// What a first load may weigh, compressed.
const FIRST_LOAD_LIMIT: usize = 300_000;

/// The folders of `dist/` that are no part of it.
const LATER: [&str; 3] = ["digits", "digits-lab", "later"];

struct Check {
    group: &'static str,
    what: &'static str,
    /// The set-up, which has progress lines of its own and does nothing the second time.
    needs: fn() -> Result<()>,
    /// The check; it returns a remark for its line.
    work: fn() -> Result<String>,
}

const GROUPS: [&str; 3] = ["rust", "page", "browser"];

const CHECKS: [Check; 13] = [
    Check {
        group: "rust",
        what: "cargo fmt --check",
        needs: nothing,
        work: format,
    },
    Check {
        group: "rust",
        what: "cargo clippy, native",
        needs: nothing,
        work: clippy,
    },
    Check {
        group: "rust",
        what: "cargo clippy, WebAssembly",
        needs: target::ensure,
        work: clippy_wasm,
    },
    Check {
        group: "rust",
        what: "cargo test",
        needs: node::ensure,
        work: cargo_test,
    },
    Check {
        group: "page",
        what: "biome check",
        needs: node::ensure,
        work: biome,
    },
    Check {
        group: "page",
        what: "tsc --noEmit --checkJs",
        needs: build::prepare,
        work: types,
    },
    Check {
        group: "browser",
        what: "bundling the page",
        needs: build::prepare,
        work: bundle,
    },
    Check {
        group: "browser",
        what: "weight of a first load",
        needs: nothing,
        work: first_load,
    },
    Check {
        group: "browser",
        what: "the page in a browser",
        needs: browser_there,
        work: browser_tests,
    },
    Check {
        group: "browser",
        what: "the page in Firefox",
        needs: firefox_there,
        work: in_firefox,
    },
    Check {
        group: "browser",
        what: "the page in WebKit",
        needs: webkit_there,
        work: in_webkit,
    },
    Check {
        group: "browser",
        what: "the benchmark, two quick workloads",
        needs: benchmark_ready,
        work: benchmark,
    },
    Check {
        group: "browser",
        what: "the npm package in empty folders",
        needs: package_ready,
        work: npm_package,
    },
];

/// Runs the checks of these groups, or all; true when every one has passed.
pub fn run(groups: &[String]) -> Result<bool> {
    if let Some(unknown) = groups
        .iter()
        .find(|group| !GROUPS.contains(&group.as_str()))
    {
        bail!(
            "There is no group of checks `{unknown}`; the groups are {}.",
            GROUPS.join(", ")
        );
    }
    let chosen: Vec<&Check> = CHECKS
        .iter()
        .filter(|check| groups.is_empty() || groups.iter().any(|group| group == check.group))
        .collect();
    let of = |group: &str| -> Vec<&Check> {
        let chosen = chosen.iter().copied();
        chosen.filter(|check| check.group == group).collect()
    };
    let mut ends = thread::scope(|scope| {
        let rust = scope.spawn(|| ends(&of("rust")));
        let page = ends(&of("page"));
        let rust = rust.join().expect("a failed check is an error, no panic");
        [page, rust].concat()
    });
    ends.extend(self::ends(&of("browser"))); // alone, as what it looks at runs in time
    println!("test: {}", told(&ends));
    Ok(!ends.contains(&End::Failed))
}

/// How a check ends.
#[derive(Debug, Clone, Copy, PartialEq)]
enum End {
    Passed,
    Failed,
    /// For want of something that not every machine has.
    Skipped,
}

/// Runs these checks one after the other.
fn ends(checks: &[&Check]) -> Vec<End> {
    checks.iter().map(|check| end(check)).collect()
}

fn end(check: &Check) -> End {
    match (check.needs)().and_then(|()| remarked(check.what, check.work)) {
        Ok(()) => End::Passed,
        Err(error) if error.is::<Missing>() => {
            println!("{}: skipped, as {error}.", check.what);
            End::Skipped
        }
        Err(error) => {
            println!("{error:#}");
            End::Failed
        }
    }
}

fn told(ends: &[End]) -> String {
    let count = |end| ends.iter().filter(|&&other| other == end).count();
    let skipped = match count(End::Skipped) {
        0 => String::new(),
        skipped => format!(", {skipped} skipped"),
    };
    let (passed, failed) = (count(End::Passed), count(End::Failed));
    format!("{passed} passed, {failed} failed{skipped}")
}

fn nothing() -> Result<()> {
    Ok(())
}

fn format() -> Result<String> {
    quietly(&mut cargo(&["fmt", "--all", "--check"]))
}

fn clippy() -> Result<String> {
    quietly(&mut cargo(&[
        "clippy",
        "--workspace",
        "--all-targets",
        "--",
        "--deny",
        "warnings",
    ]))
}

fn clippy_wasm() -> Result<String> {
    quietly(&mut cargo(&[
        "clippy",
        "--package",
        "gradual",
        "--features",
        "page",
        "--target",
        WASM,
        "--",
        "--deny",
        "warnings",
    ]))
}

fn cargo_test() -> Result<String> {
    let printed = tool::run(&mut cargo(&["test", "--workspace"]))?;
    Ok(format!("{} tests", passed_tests(&printed)))
}

fn biome() -> Result<String> {
    quietly(node::package("@biomejs/biome/bin/biome").args(["check", "--error-on-warnings"]))
}

/// The page with its tests, and the benchmark but for its rivals, whose packages may not be there.
fn types() -> Result<String> {
    for project in ["www", "tests/bench"] {
        quietly(node::package("typescript/bin/tsc").args(["--project", project]))?;
    }
    Ok(String::new())
}

fn bundle() -> Result<String> {
    build::bundle().map(|()| String::new())
}

/// All that a browser loads to show the Points lab and to train there.
fn first_load() -> Result<String> {
    let weight = packed_weight(&build::folder())?;
    ensure!(
        weight < FIRST_LOAD_LIMIT,
        "A first load weighs {weight} bytes; the limit is {FIRST_LOAD_LIMIT}."
    );
    Ok(format!(
        "{} of {} KB",
        weight / 1000,
        FIRST_LOAD_LIMIT / 1000
    ))
}

/// The bytes of a folder's files, each compressed, without what only the Digits lab loads and what comes after the first
/// paint; a test in the browser shows that the lab can do without.
fn packed_weight(folder: &Path) -> Result<usize> {
    let mut weight = 0;
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        weight += match path.is_dir() {
            true if LATER.iter().any(|later| path.ends_with(later)) => 0,
            true => packed_weight(&path)?,
            false => digits::gzip(&fs::read(path)?)?.len(),
        };
    }
    Ok(weight)
}

fn browser_there() -> Result<()> {
    browser::ensure().map(drop)
}

/// Playwright, with a browser of this machine and a port that is free.
fn browser_tests() -> Result<String> {
    let mut playwright = node::package("@playwright/test/cli.js");
    playwright.args(["test", "--config", "tests/browser/playwright.config.js"]);
    playwright
        .env("GRADUAL_BROWSER", browser::ensure()?)
        .env("GRADUAL_PORT", free_port()?.to_string());
    let printed = tool::run(&mut playwright)?;
    Ok(format!("{} tests", passed_tests(&printed)))
}

fn firefox_there() -> Result<()> {
    node::ensure()?;
    engines::firefox().map(drop)
}

fn webkit_there() -> Result<()> {
    node::ensure()?;
    engines::webkit().map(drop)
}

fn in_firefox() -> Result<String> {
    tests_in(&engines::firefox()?)
}

fn in_webkit() -> Result<String> {
    tests_in(&engines::webkit()?)
}

/// What must be true in every browser.
fn tests_in(engine: &Engine) -> Result<String> {
    let printed = tool::run(&mut engine.tests())?;
    Ok(format!("{} tests", passed_tests(&printed)))
}

fn benchmark_ready() -> Result<()> {
    build::prepare()?;
    browser_there()
}

fn benchmark() -> Result<String> {
    bench::try_out().map(|()| String::new())
}

fn package_ready() -> Result<()> {
    node::ensure_in("tests/package", "installing bundlers with npm")?;
    build::prepare()?;
    browser_there()
}

/// The page has been bundled by then: the package has to train with its bits.
fn npm_package() -> Result<String> {
    quietly(node::package("typescript/bin/tsc").args(["--project", "tests/package"]))?;
    let mut test = tool::command("node");
    test.arg("tests/package/main.js").arg(package::pack()?);
    let printed = tool::run(test.env("GRADUAL_BROWSER", browser::ensure()?))?;
    Ok(format!("{} ways in", passed_tests(&printed)))
}

fn free_port() -> Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}

fn quietly(command: &mut std::process::Command) -> Result<String> {
    tool::run(command).map(|_| String::new())
}

/// Adds up the numbers before the word "passed", which cargo and Playwright both write.
fn passed_tests(printed: &str) -> usize {
    let words: Vec<&str> = printed.split_whitespace().collect();
    let pairs = words
        .windows(2)
        .filter(|pair| pair[1].trim_end_matches(';') == "passed");
    pairs.filter_map(|pair| pair[0].parse::<usize>().ok()).sum()
}

#[cfg(test)]
mod tests {
    use super::{End, passed_tests, told};

    #[test]
    fn what_was_skipped_is_told_beside_what_passed_and_failed() {
        assert_eq!(told(&[End::Passed, End::Failed]), "1 passed, 1 failed");
        assert_eq!(
            told(&[End::Passed, End::Skipped, End::Passed]),
            "2 passed, 0 failed, 1 skipped"
        );
    }

    #[test]
    fn tests_are_counted_over_all_programs() {
        assert_eq!(
            passed_tests(
                "test result: ok. 12 passed; 0 failed\ntest result: ok. 3 passed; 0 failed"
            ),
            15
        );
        assert_eq!(passed_tests("  7 passed (12.3s)\n"), 7);
    }
}
