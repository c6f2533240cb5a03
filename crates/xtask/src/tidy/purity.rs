//! Pure crates stay pure: no clock, randomness, disk, network, async. And a proof is made in one place, the lake asked
//! below the edge.

use super::finding::Finding;
use super::layer_table::Table;
use super::rust::Source;

/// Text in a pure crate, and what to do instead.
const IMPURE: &[(&str, &str)] = &[
    ("std::fs", "take the content as an argument; an adapter reads files"),
    ("std::net", "an adapter talks to the network"),
    ("std::env", "take the setting as an argument; the binary reads the environment"),
    ("std::process", "an adapter starts programs"),
    ("std::thread::sleep", "nothing waits here"),
    ("SystemTime::now", "take `now: Timestamp` as an argument"),
    ("Instant::now", "take `now: Timestamp` as an argument"),
    ("Timestamp::now", "take `now: Timestamp` as an argument"),
    ("Zoned::now", "take `now: Timestamp` as an argument"),
    ("Utc::now", "take `now: Timestamp` as an argument"),
    ("rand::rng(", "take a seeded `rng` as an argument"),
    ("rand::random", "take a seeded `rng` as an argument"),
    ("thread_rng", "take a seeded `rng` as an argument"),
    ("from_os_rng", "take a seeded `rng` as an argument"),
    ("from_entropy", "take a seeded `rng` as an argument"),
    ("OsRng", "take a seeded `rng` as an argument"),
    ("SysRng", "take a seeded `rng` as an argument"),
    ("getrandom", "take a seeded `rng` as an argument"),
    ("async fn", "compute at once; `engine` does what waits"),
    (".await", "compute at once; `engine` does what waits"),
    ("tokio::", "compute at once; `engine` does what waits"),
];

/// Text that only these crates may hold, in tests too: it stands for the real maker, or for what cargo cannot refuse.
const SOLE_MAKERS: &[(&str, &[&str], &str)] = &[
    (
        concat!("ApprovalProof::", "from_governance"),
        &["consent", "governance"],
        "only `governance::Approved` makes an approval proof: call `Approved::check` and pass `proof()` on",
    ),
    (
        concat!("replace('\\'', ", "\"''\")"),
        &["vocabulary"],
        "SQL is quoted in one place: call `vocabulary::literal`",
    ),
    (
        concat!(".la", "ke()"),
        &["engine", "gathering", "reaching", "judging", "rounds"],
        "the edge asks steps and pages, not the lake: put the query where others find it",
    ),
];

const MISSING_DOCS: &str = "#![deny(missing_docs)]";

/// Checks one file.
pub(crate) fn check(source: &Source, table: &Table) -> Vec<Finding> {
    let Some((name, inner)) = source.path.strip_prefix("crates/").and_then(|rest| rest.split_once('/'))
    else {
        return Vec::new();
    };
    let mut findings = Vec::new();
    if table.is_pure(name) && inner == "src/lib.rs" && !source.text.contains(MISSING_DOCS) {
        let what = format!("`{name}` is read by everybody: add `{MISSING_DOCS}` at the top");
        findings.push(Finding::new(source.path, 1, "missing-docs", what));
    }
    for (at, line) in source.text.lines().enumerate() {
        let number = at + 1;
        let code = line.split("//").next().unwrap_or(line);
        for (text, makers, what) in SOLE_MAKERS {
            if code.contains(text) && !makers.contains(&name) {
                findings.push(Finding::new(source.path, number, "sole-maker", *what));
            }
        }
        if !table.is_pure(name) || !inner.starts_with("src/") || source.is_test(number) {
            continue;
        }
        if let Some((text, instead)) = IMPURE.iter().find(|(text, _)| code.contains(text)) {
            let what = format!("`{name}` is pure and may not say `{text}`: {instead}");
            findings.push(Finding::new(source.path, number, "purity", what));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing)]
    use super::*;
    use crate::tidy::layers;

    fn got(path: &str, text: &str) -> Vec<String> {
        check(&Source::parse(path, text), &layers::tests::table()).iter().map(Finding::to_string).collect()
    }

    #[test]
    fn purity() {
        let clock = "fn a() {\n    let t = std::time::Instant::now();\n}\n";
        let tested = format!("#[cfg(test)]\nmod tests {{\n{clock}}}\n");
        for (path, text, expect) in [
            (
                "crates/people/src/a.rs",
                clock,
                Some("crates/people/src/a.rs:2: purity: `people` is pure and may not say `Instant::now`"),
            ),
            ("crates/stats/src/a.rs", "use std::fs;\n", Some("crates/stats/src/a.rs:1: purity: `stats`")),
            ("crates/stats/src/a.rs", "async fn a() {}\n", Some("crates/stats/src/a.rs:1: purity: `stats`")),
            ("crates/people/src/a.rs", "// std::fs is not for us\nfn a() {}\n", None),
            ("crates/people/src/a.rs", &tested, None),
            ("crates/people/tests/a.rs", clock, None),
            ("crates/store/src/a.rs", clock, None),
            ("bench/a.rs", clock, None),
        ] {
            let got = got(path, text);
            assert_eq!(got.len(), usize::from(expect.is_some()), "{path}: {got:?}");
            assert!(got.iter().all(|line| expect.is_some_and(|expect| line.starts_with(expect))), "{got:?}");
        }
    }

    #[test]
    fn public_items_are_documented() {
        let rule = "crates/people/src/lib.rs:1: missing-docs";
        assert!(got("crates/people/src/lib.rs", "mod a;\n").iter().all(|line| line.starts_with(rule)));
        assert_eq!(got("crates/people/src/lib.rs", "mod a;\n").len(), 1);
        assert!(got("crates/people/src/lib.rs", &format!("{MISSING_DOCS}\n")).is_empty());
        assert!(got("crates/store/src/lib.rs", "mod a;\n").is_empty());
    }

    #[test]
    fn a_proof_is_made_in_one_place() {
        let text = format!("fn a() {{\n    let proof = {}(hash, at);\n}}\n", SOLE_MAKERS[0].0);
        let quoting = format!("fn a(b: &str) {{\n    b.{};\n}}\n", "replace('\\'', \"''\")");
        assert_eq!(got("crates/lake/src/a.rs", &quoting).len(), 1, "{quoting}");
        assert!(got("crates/vocabulary/src/literal.rs", &quoting).is_empty());
        let asking = format!("fn a(engine: &Engine) {{\n    engine{}.query();\n}}\n", SOLE_MAKERS[2].0);
        assert_eq!(got("crates/server/src/routes/home.rs", &asking).len(), 1, "{asking}");
        assert!(got("crates/rounds/src/pages/home.rs", &asking).is_empty());
        for (path, n) in [
            ("crates/reaching/src/release/mod.rs", 1),
            ("crates/reaching/tests/release.rs", 1),
            ("crates/governance/src/approved.rs", 0),
            ("crates/consent/tests/gate.rs", 0),
        ] {
            assert_eq!(got(path, &text).len(), n, "{path}");
        }
    }
}
