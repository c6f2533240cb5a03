//! Tests that nobody runs: a crate has one test binary, `tests/all.rs`, and a file it does not list is not compiled.

use super::finding::Finding;
use anyhow::Context;
use std::collections::BTreeSet;
use std::path::Path;

/// Checks that each file under a crate's `tests` is listed in its `all.rs`, where it has one.
pub(crate) fn check(root: &Path, paths: &[String]) -> anyhow::Result<Vec<Finding>> {
    let mut findings = Vec::new();
    for all in paths.iter().filter(|path| path.ends_with("/tests/all.rs")) {
        let text = std::fs::read_to_string(root.join(all)).with_context(|| format!("cannot read `{all}`"))?;
        findings.extend(unlisted(all, &text, paths));
    }
    Ok(findings)
}

/// The test files beside `all`, whose text is `text`, that it does not list.
fn unlisted(all: &str, text: &str, paths: &[String]) -> Vec<Finding> {
    let Some(folder) = all.strip_suffix("all.rs") else { return Vec::new() };
    let listed: BTreeSet<&str> =
        text.lines().filter_map(|line| line.trim().strip_prefix("mod ")?.strip_suffix(';')).collect();
    let stem = |path: &str| -> Option<String> {
        let rest = path.strip_prefix(folder)?;
        let stem = rest.strip_suffix("/mod.rs").or_else(|| rest.strip_suffix(".rs"))?;
        (!stem.contains('/') && stem != "all").then(|| stem.to_owned())
    };
    paths
        .iter()
        .filter_map(|path| Some((path, stem(path)?)))
        .filter(|(_, stem)| !listed.contains(stem.as_str()))
        .map(|(path, stem)| {
            Finding::new(path, 1, "listed", format!("nothing runs these tests: add `mod {stem};` to {all}"))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_listed_is_found() {
        let paths = ["all.rs", "gate.rs", "late.rs", "heard/mod.rs", "heard/deep.rs", "data/x.csv"]
            .map(|name| format!("crates/a/tests/{name}"));
        let found = unlisted("crates/a/tests/all.rs", "//! One.\nmod gate;\n// mod late;\n", &paths);
        let found: Vec<&str> = found.iter().map(|finding| finding.path.as_str()).collect();
        assert_eq!(found, ["crates/a/tests/late.rs", "crates/a/tests/heard/mod.rs"]);
    }
}
