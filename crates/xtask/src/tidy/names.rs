//! Names that say nothing.

use super::finding::Finding;
use std::collections::BTreeSet;

const EMPTY_NAMES: &[&str] =
    &["common", "core", "helper", "helpers", "manager", "misc", "types", "util", "utils"];

/// Checks every folder and file name of `paths`. A crate is a folder, so crates are checked as well.
pub(crate) fn check(paths: &[String]) -> Vec<Finding> {
    let mut bad: BTreeSet<(String, String)> = BTreeSet::new();
    for path in paths {
        let mut so_far = String::new();
        for part in path.split('/') {
            if !so_far.is_empty() {
                so_far.push('/');
            }
            so_far.push_str(part);
            let stem = part.split('.').next().unwrap_or(part).to_lowercase();
            if EMPTY_NAMES.contains(&stem.as_str()) {
                bad.insert((so_far.clone(), stem));
            }
        }
    }
    bad.into_iter()
        .map(|(path, stem)| {
            Finding::new(
                &path,
                1,
                "name",
                format!("`{stem}` says nothing: name it after what it holds, with a noun of GLOSSARY.md"),
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        for (path, expect) in [
            ("crates/people/src/score.rs", None),
            ("crates/people/src/scores_core.rs", None),
            ("crates/people/src/utils.rs", Some("crates/people/src/utils.rs:1: name: `utils` says nothing")),
            ("crates/core/src/lib.rs", Some("crates/core:1: name: `core` says nothing")),
            ("web/src/lib/Helpers.test.tsx", Some("web/src/lib/Helpers.test.tsx:1: name: `helpers`")),
            ("web/src/types/index.ts", Some("web/src/types:1: name: `types`")),
        ] {
            let got: Vec<String> = check(&[path.to_owned()]).iter().map(Finding::to_string).collect();
            assert_eq!(got.len(), usize::from(expect.is_some()), "{got:?}");
            assert!(got.iter().all(|line| expect.is_some_and(|expect| line.starts_with(expect))), "{got:?}");
        }
    }
}
