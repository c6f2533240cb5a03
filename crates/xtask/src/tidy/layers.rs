//! The layer table of ARCHITECTURE.md against the edges of the workspace.

use super::finding::Finding;
use super::layer_table::{PATH, Table, read};
use super::manifest::{Crate, Workspace};
use std::path::Path;

const ALL: &[&str] =
    &["foundation", "domain", "adapter", "ground", "operations", "rounds", "edge", "developer"];

/// Which layers a crate of a layer may use; the table itself must keep to this, so that nobody writes an edge between
/// two adapters into it, or between two crates of steps.
const LAYERS: &[(&str, &[&str])] = &[
    ("foundation", &["foundation"]),
    ("domain", &["foundation", "domain"]),
    ("adapter", &["foundation", "domain"]),
    ("ground", &["foundation", "domain", "adapter"]),
    ("operations", &["foundation", "domain", "adapter", "ground"]),
    ("rounds", &["foundation", "domain", "adapter", "ground", "operations"]),
    ("edge", ALL),
    ("developer", ALL),
];

/// Checks the table in itself and every edge of the workspace against it.
pub(crate) fn check(root: &Path, workspace: &Workspace) -> anyhow::Result<Vec<Finding>> {
    let table = read(root)?;
    let mut findings = check_table(&table, workspace);
    findings.extend(workspace.crates.iter().flat_map(|one| check_edges(&table, one)));
    Ok(findings)
}

fn check_table(table: &Table, workspace: &Workspace) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (name, row) in &table.rows {
        let mut find = |what: String| findings.push(Finding::new(PATH, row.line, "layer-table", what));
        if !workspace.crates.iter().any(|one| one.name == *name) {
            find(format!("there is no crate `{name}`: remove the row"));
        }
        let Some((_, below)) = LAYERS.iter().find(|(layer, _)| *layer == row.layer) else {
            let known: Vec<&str> = LAYERS.iter().map(|(layer, _)| *layer).collect();
            find(format!("`{}` is not a layer: use one of {}", row.layer, known.join(", ")));
            continue;
        };
        for used in &row.may_use {
            match table.layer(used) {
                None => find(format!("`{used}` is not a crate of the table: add its row or remove it here")),
                Some(layer) if !below.contains(&layer) => {
                    find(format!("a crate of layer {} may not use `{used}` of layer {layer}", row.layer));
                }
                Some(_) => {}
            }
        }
    }
    findings
}

/// Tests may use what the crate may use, itself, and the simulator's known truth.
fn check_edges(table: &Table, one: &Crate) -> Vec<Finding> {
    let Some(row) = table.rows.get(&one.name) else {
        let path = format!("{}/Cargo.toml", one.folder);
        let what = format!("`{}` has no row in the layer table: add it to {PATH}", one.name);
        return vec![Finding::new(&path, 1, "layer", what)];
    };
    let is_allowed = |name: &str, is_dev: bool| {
        row.may_use.iter().any(|used| used == name) || (is_dev && (name == one.name || name == "simulator"))
    };
    let ours = one.dependencies.iter().filter(|dependency| dependency.is_ours);
    ours.filter(|dependency| !is_allowed(&dependency.name, dependency.is_dev))
        .map(|dependency| {
            let (path, line) = one.place_of(&dependency.name);
            let what = format!(
                "`{}` may not use `{}`: move the code to where both meet, or change the layer table in {PATH}",
                one.name, dependency.name
            );
            Finding::new(&path, line, "layer", what)
        })
        .collect()
}

#[cfg(test)]
pub(crate) mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::tidy::layer_table::parse;
    use crate::tidy::manifest::tests::sample;

    const TEXT: &str = "\
# Architecture
| a | b |
|---|---|

| crate | layer | may use |
|---|---|---|
| `vocabulary` | foundation | — |
| `stats` | foundation | |
| `people` | domain | `vocabulary`, `stats` |
| `audience` | domain | `vocabulary`, `people` |
| `store` | adapter | `vocabulary` |
| `lake` | adapter | `vocabulary` |
| `engine` | ground | `vocabulary`, `people`, `store`, `lake` |
| `gathering` | operations | `engine` |
| `reaching` | operations | `store`, `engine` |
| `server` | edge | `engine` |

| `after` | domain | |
";

    pub(crate) fn table() -> Table {
        parse(TEXT).unwrap()
    }

    #[test]
    fn edges() {
        for (name, dependencies, expect) in [
            ("people", vec![("vocabulary", false), ("serde", false)], None),
            ("people", vec![("simulator", true), ("people", true)], None),
            (
                "people",
                vec![("audience", false)],
                Some("crates/people/Cargo.toml:5: layer: `people` may not use `audience`"),
            ),
            (
                "people",
                vec![("simulator", false)],
                Some("crates/people/Cargo.toml:5: layer: `people` may not use"),
            ),
            (
                "people",
                vec![("stats", false), ("lake", true)],
                Some("crates/people/Cargo.toml:6: layer: `people` may"),
            ),
            (
                "lake",
                vec![("store", false)],
                Some("crates/lake/Cargo.toml:5: layer: `lake` may not use `store`"),
            ),
            ("market", vec![], Some("crates/market/Cargo.toml:1: layer: `market` has no row")),
        ] {
            let got = check_edges(&table(), &sample(name, &dependencies));
            match expect {
                None => assert!(got.is_empty(), "{got:?}"),
                Some(expect) => {
                    assert_eq!(got.len(), 1, "{got:?}");
                    assert!(got.iter().all(|finding| finding.to_string().starts_with(expect)), "{got:?}");
                }
            }
        }
    }

    #[test]
    fn the_table_itself() {
        let names = [
            "vocabulary",
            "stats",
            "people",
            "audience",
            "store",
            "lake",
            "engine",
            "gathering",
            "reaching",
            "server",
        ];
        let workspace = Workspace { crates: names.map(|name| sample(name, &[])).into() };
        let check = |from: &str, to: &str| -> Vec<String> {
            check_table(&parse(&TEXT.replace(from, to)).unwrap(), &workspace)
                .iter()
                .map(Finding::to_string)
                .collect()
        };
        assert!(check("", "").is_empty());
        for (from, to, expect) in [
            (
                "| `lake` | adapter | `vocabulary` |",
                "| `lake` | adapter | `store` |",
                "may not use `store` of layer adapter",
            ),
            ("`vocabulary`, `people` |", "`vocabulary`, `engine` |", "may not use `engine` of layer ground"),
            ("`store`, `engine` |", "`gathering`, `engine` |", "may not use `gathering` of layer operations"),
            (
                "| `engine` | ground | `vocabulary`",
                "| `engine` | ground | `gathering`",
                "may not use `gathering` of layer operations",
            ),
            ("| `stats` | foundation | |", "| `stats` | base | |", "`base` is not a layer"),
            ("`engine` |\n\n", "`engine` |\n| `gone` | domain | |\n", "there is no crate `gone`"),
            (
                "| `server` | edge | `engine` |",
                "| `server` | edge | `motor` |",
                "`motor` is not a crate of the table",
            ),
        ] {
            let got = check(from, to);
            assert!(got.iter().any(|line| line.contains(expect)), "`{expect}` not in {got:?}");
        }
        assert!(parse("no table").is_err());
    }
}
