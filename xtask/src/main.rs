//! Gradual's own commands. Each does the set-up it needs, so a clone, Rust and Node are all that is asked of a machine.

mod apt;
mod bench;
mod browser;
mod build;
mod checks;
mod digits;
mod engines;
mod glue;
mod node;
mod notices;
mod package;
mod parts;
mod pretrain;
mod reach;
mod serve;
mod target;
mod tool;
mod wasm;

use anyhow::{Result, bail};
use std::process::ExitCode;

const HELP: &str = "\
cargo xtask serve [OPTIONS]   open the page and keep it in step with the source;
                              the options are Vite's, such as --port 8080 or --host
cargo xtask build             make dist/, a folder that any web server can offer
cargo xtask test [GROUP…]     run every check, or only those of the groups named: rust, page, browser
cargo xtask pretrain [OPTIONS]
                              train the digit readers anew and write the weights that the page offers;
                              the options are --seed N, --epochs N, --out FOLDER and --only READER
cargo xtask package           pack the core for npm
cargo xtask bench [OPTIONS]   time the core against its rivals; --help tells the options";

fn main() -> ExitCode {
    match run() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Does what the arguments say; false when a check failed and has said so.
fn run() -> Result<bool> {
    let mut words = std::env::args().skip(1);
    let command = words.next().unwrap_or_default();
    let rest: Vec<String> = words.collect();
    match command.as_str() {
        "serve" => serve::run(&rest)?,
        "build" if rest.is_empty() => build::run()?,
        "test" => return checks::run(&rest),
        "pretrain" => pretrain::run(&rest)?,
        "package" if rest.is_empty() => package::run()?,
        "bench" => bench::run(&rest)?,
        "" | "help" | "--help" | "-h" => println!("{HELP}"),
        _ => bail!(
            "`{}` is not a command.\n{HELP}",
            [&[command], &rest[..]].concat().join(" ")
        ),
    }
    Ok(true)
}
