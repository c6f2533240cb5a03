//! Chores of the repository that a program does better than a person: `cargo xtask tidy`.

mod tidy;

use anyhow::Context as _;
use clap::Parser;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Chores of the repository")]
enum Chore {
    /// Check the house style: layers, purity, lengths, names, words.
    Tidy,
}

fn main() -> anyhow::Result<ExitCode> {
    match Chore::parse() {
        Chore::Tidy => tidy(),
    }
}

fn tidy() -> anyhow::Result<ExitCode> {
    // Asked at run time: one cached target directory serves several clones, and must look at the one it runs in.
    let manifest = std::env::var("CARGO_MANIFEST_DIR").context("run it as `cargo xtask tidy`")?;
    let root = Path::new(&manifest).join("../..").canonicalize()?;
    let report = tidy::run(&root)?;
    let mut out = io::stdout().lock();
    for finding in &report.findings {
        writeln!(out, "{finding}")?;
    }
    writeln!(out, "tidy: {} findings in {} files", report.findings.len(), report.n_files)?;
    Ok(if report.findings.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
