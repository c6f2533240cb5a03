//! Words that must not stand in any text file.

use super::finding::Finding;
use regex::Regex;
use std::sync::LazyLock;

/// Written by tools, or the licence's own text.
const NOT_OURS: &[&str] = &["Cargo.lock", "package-lock.json", "LICENSE"];

static NOTE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(concat!(r"\b(TO", r"DO|FIX", r"ME)\b(\s*\(?#\d+\)?)?")).ok());
static MACHINE_PATH: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r#"(^|[\s"'`(=:,\[])(/ro"#,
        r#"ot|/wo"#,
        r#"rk|/ho"#,
        r#"me/[a-z]\w*|/Us"#,
        r#"ers/\w+)/"#
    ))
    .ok()
});

/// Checks for notes without an issue number and for paths of somebody's machine.
pub(crate) fn check(path: &str, text: &str) -> Vec<Finding> {
    let name = path.rsplit('/').next().unwrap_or(path);
    if NOT_OURS.contains(&name) {
        return Vec::new();
    }
    let mut findings = Vec::new();
    for (at, line) in text.lines().enumerate() {
        if has_bare_note(line) {
            let what = "a note without an issue number is forgotten: open an issue and write its number after it, as (#12)";
            findings.push(Finding::new(path, at + 1, "note", what));
        }
        if MACHINE_PATH.as_ref().is_some_and(|pattern| pattern.is_match(line)) {
            let what = "this path exists on one machine only: make it relative or an environment variable";
            findings.push(Finding::new(path, at + 1, "machine-path", what));
        }
    }
    findings
}

fn has_bare_note(line: &str) -> bool {
    let Some(pattern) = NOTE.as_ref() else { return false };
    pattern.captures_iter(line).any(|found| found.get(2).is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words() {
        for (line, expect) in [
            ("nothing to see", None),
            (concat!("// TO", "DO: later"), Some("note")),
            (concat!("// FIX", "ME"), Some("note")),
            (concat!("// TO", "DO(#12): later"), None),
            (concat!("// TO", "DO #12 later"), None),
            (concat!("// a TO", "DOS disk"), None),
            ("todo!()", None),
            (concat!("let x = \"/ro", "ot/.cache\";"), Some("machine-path")),
            (concat!("see /wo", "rk/shared/data"), Some("machine-path")),
            (concat!("path=/ho", "me/ann/x"), Some("machine-path")),
            ("see ../shared/data and https://example.com/work/x", None),
            ("pages at `crates/work/src`", None),
        ] {
            let got: Vec<&str> = check("docs/a.md", line).iter().map(|finding| finding.rule).collect();
            assert_eq!(got, expect.into_iter().collect::<Vec<_>>(), "{line}");
        }
        assert!(check("web/package-lock.json", concat!("TO", "DO")).is_empty());
    }

    #[test]
    fn the_patterns_compile() {
        assert!(NOTE.is_some() && MACHINE_PATH.is_some());
    }
}
