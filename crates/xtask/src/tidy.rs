//! The house style as a program. One module per family of rules; each takes text and gives findings, so that every
//! rule is tested on a bad sample.

mod commented;
mod finding;
mod layer_table;
mod layers;
mod length;
mod listed;
mod manifest;
mod names;
mod purity;
mod ratchet;
mod rust;
mod steps;
mod tree;
mod words;

use anyhow::{Context, bail};
use finding::Finding;
use std::path::Path;
use std::process::Command;

/// What a run found.
pub(crate) struct Report {
    pub(crate) findings: Vec<Finding>,
    pub(crate) n_files: usize,
}

/// Checks every file that git tracks or would track under `root`.
pub(crate) fn run(root: &Path) -> anyhow::Result<Report> {
    let paths = tracked(root)?;
    let workspace = manifest::read(root)?;
    let mut findings = layers::check(root, &workspace)?;
    let table = layer_table::read(root)?;
    findings.extend(manifest::check(&workspace, &table));
    findings.extend(names::check(&paths));
    findings.extend(tree::check(root, &workspace)?);
    findings.extend(listed::check(root, &paths)?);
    let mut lengths = Vec::new();
    let mut circles = steps::Circles::default();
    for path in &paths {
        // A binary file is not text and has no style.
        let Ok(text) = std::fs::read_to_string(root.join(path)) else { continue };
        findings.extend(words::check(path, &text));
        lengths.extend(length::check_file(path, &text));
        if path.ends_with(".rs") {
            let source = rust::Source::parse(path, &text);
            findings.extend(source.check());
            findings.extend(commented::check(path, &text));
            lengths.extend(length::check_functions(&source));
            findings.extend(purity::check(&source, &table));
            findings.extend(steps::check(&source));
            circles.add(&source);
        }
    }
    lengths.extend(circles.found());
    findings.extend(ratchet::apply(root, lengths)?);
    findings.sort();
    findings.dedup();
    Ok(Report { findings, n_files: paths.len() })
}

/// The files of the repository, relative to `root`, that are there: tracked ones and new ones that are not ignored.
fn tracked(root: &Path) -> anyhow::Result<Vec<String>> {
    let output = Command::new("git")
        .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        .current_dir(root)
        .output()
        .context("cannot run git: install it, tidy checks what git tracks")?;
    if !output.status.success() {
        bail!("`{}` is not a git clone: run tidy in one", root.display());
    }
    let list = String::from_utf8(output.stdout).context("a file name is not UTF-8: rename it")?;
    let mut paths: Vec<String> = list
        .split('\0')
        .filter(|path| !path.is_empty() && root.join(path).is_file())
        .map(str::to_owned)
        .collect();
    paths.sort();
    paths.dedup();
    Ok(paths)
}
