//! Every source file is reached from its crate's root by `mod`, so that none is dead.

use super::finding::Finding;
use super::manifest::Workspace;
use super::rust::Source;
use anyhow::Context;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Checks the `src` folder of every crate.
pub(crate) fn check(root: &Path, workspace: &Workspace) -> anyhow::Result<Vec<Finding>> {
    let mut findings = Vec::new();
    for one in &workspace.crates {
        let folder = root.join(&one.folder).join("src");
        for path in dead_files(&folder)? {
            let shown = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().into_owned();
            let what = "no `mod` reaches this file, so it is never compiled: declare it or delete it";
            findings.push(Finding::new(&shown, 1, "dead-file", what));
        }
    }
    Ok(findings)
}

fn dead_files(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let all = rust_files(folder)?;
    let is_root = |path: &&PathBuf| {
        let is_top = path.parent() == Some(folder)
            && path.file_stem().is_some_and(|stem| stem == "lib" || stem == "main");
        is_top || path.parent() == Some(&folder.join("bin"))
    };
    let mut reached: BTreeSet<PathBuf> = BTreeSet::new();
    let mut open: Vec<PathBuf> = all.iter().filter(is_root).cloned().collect();
    while let Some(path) = open.pop() {
        if reached.insert(path.clone()) {
            let text =
                fs::read_to_string(&path).with_context(|| format!("cannot read `{}`", path.display()))?;
            open.extend(children(&path, &text).into_iter().filter(|child| all.contains(child)));
        }
    }
    Ok(all.difference(&reached).cloned().collect())
}

/// The files that `mod name;` in `path` may mean.
fn children(path: &Path, text: &str) -> Vec<PathBuf> {
    let Some(folder) = path.parent() else { return Vec::new() };
    let stem = path.file_stem().unwrap_or_default();
    let is_own_folder = stem == "lib" || stem == "main" || stem == "mod";
    let base = if is_own_folder { folder.to_owned() } else { folder.join(stem) };
    let source = Source::parse("", text);
    let modules =
        source.modules.iter().map(|names| names.iter().fold(base.clone(), |path, name| path.join(name)));
    modules.flat_map(|module| [module.with_extension("rs"), module.join("mod.rs")]).collect()
}

fn rust_files(folder: &Path) -> anyhow::Result<BTreeSet<PathBuf>> {
    let mut files = BTreeSet::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        let entries = fs::read_dir(&folder).with_context(|| format!("cannot read `{}`", folder.display()))?;
        for entry in entries {
            let path = entry?.path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.insert(path);
            }
        }
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_file_that_no_mod_reaches_is_dead() {
        let folder = tempfile::tempdir().unwrap();
        let src = folder.path();
        fs::create_dir_all(src.join("a/deep")).unwrap();
        fs::create_dir_all(src.join("inline")).unwrap();
        for (path, text) in [
            ("lib.rs", "mod a;\nmod inline {\n    mod c;\n}\n"),
            ("a.rs", "mod b;\nmod deep;\n"),
            ("a/b.rs", ""),
            ("a/deep/mod.rs", "mod end;\n"),
            ("a/deep/end.rs", ""),
            ("a/deep/dead.rs", ""),
            ("inline/c.rs", ""),
            ("dead.rs", "mod a;\n"),
        ] {
            fs::write(src.join(path), text).unwrap();
        }
        assert_eq!(dead_files(src).unwrap(), [src.join("a/deep/dead.rs"), src.join("dead.rs")]);
    }
}
