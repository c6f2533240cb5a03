//! Old offenders, which may only shrink.

use super::finding::Finding;
use super::length::TooLong;
use anyhow::Context;
use std::collections::BTreeMap;
use std::path::Path;

const PATH: &str = "crates/xtask/ratchet.toml";

/// Rule, then key, then the length it had.
type Ratchet = BTreeMap<String, BTreeMap<String, usize>>;

/// Turns `lengths` into findings, save those that the ratchet file knows at exactly this length.
pub(crate) fn apply(root: &Path, lengths: Vec<TooLong>) -> anyhow::Result<Vec<Finding>> {
    let text = std::fs::read_to_string(root.join(PATH)).context("cannot read the ratchet file")?;
    compare(&text, lengths)
}

fn compare(text: &str, lengths: Vec<TooLong>) -> anyhow::Result<Vec<Finding>> {
    let mut known: Ratchet =
        toml::from_str(text).with_context(|| format!("`{PATH}` is not what it should be"))?;
    let mut findings = Vec::new();
    for found in lengths {
        let allowed = known.get_mut(found.rule).and_then(|keys| keys.remove(&found.key));
        let TooLong { n_lines, limit, .. } = found;
        let (unit, remedy) = match found.rule {
            "circle" => ("files in circles", "move what both need into a third file that uses neither"),
            _ => ("lines", "split it along a noun of its own"),
        };
        let what = match allowed {
            None => format!("{n_lines} {unit}, the limit is {limit}: {remedy}"),
            Some(allowed) if allowed < n_lines => {
                format!("grew from {allowed} to {n_lines} {unit}: old offenders may only shrink, {remedy}")
            }
            Some(allowed) if n_lines < allowed => {
                let what =
                    format!("`{}` shrank to {n_lines} {unit}: lower its number from {allowed}", found.key);
                findings.push(Finding::new(PATH, line_of(text, &found.key), "ratchet", what));
                continue;
            }
            Some(_) => continue,
        };
        findings.push(Finding::new(&found.path, found.line, found.rule, what));
    }
    for key in known.values().flat_map(BTreeMap::keys) {
        let what = format!("`{key}` is within its limit or gone: remove the entry");
        findings.push(Finding::new(PATH, line_of(text, key), "ratchet", what));
    }
    Ok(findings)
}

fn line_of(text: &str, key: &str) -> usize {
    let quoted = format!("\"{key}\"");
    text.lines().position(|line| line.trim_start().starts_with(&quoted)).map_or(1, |at| at + 1)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn offenders_may_only_shrink() {
        let known = "[file-length]\n\"a.rs\" = 700\n";
        let long = |n_lines| {
            let (key, path) = ("a.rs".to_owned(), "a.rs".to_owned());
            vec![TooLong { rule: "file-length", key, path, line: 1, n_lines, limit: 600 }]
        };
        for (ratchet, lengths, expect) in [
            ("", vec![], None),
            ("", long(700), Some("a.rs:1: file-length: 700 lines, the limit is 600")),
            (known, long(700), None),
            (known, long(701), Some("a.rs:1: file-length: grew from 700 to 701 lines")),
            (known, long(699), Some("crates/xtask/ratchet.toml:2: ratchet: `a.rs` shrank to 699 lines")),
            (known, vec![], Some("crates/xtask/ratchet.toml:2: ratchet: `a.rs` is within its limit or gone")),
        ] {
            let got: Vec<String> =
                compare(ratchet, lengths).unwrap().iter().map(Finding::to_string).collect();
            assert_eq!(got.len(), usize::from(expect.is_some()), "{got:?}");
            assert!(got.iter().all(|line| expect.is_some_and(|expect| line.starts_with(expect))), "{got:?}");
        }
        assert!(compare("a = 1", vec![]).is_err());
    }
}
