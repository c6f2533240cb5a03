//! What cargo says of the workspace, and the rules on dependencies that are not our own.

use super::finding::Finding;
use super::layer_table::Table;
use anyhow::{Context, bail};
use serde::Deserialize;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The crates of the workspace.
pub(crate) struct Workspace {
    pub(crate) crates: Vec<Crate>,
}

/// One crate.
pub(crate) struct Crate {
    pub(crate) name: String,
    /// Its folder, relative to the root.
    pub(crate) folder: String,
    /// The text of its Cargo.toml.
    pub(crate) manifest: String,
    pub(crate) dependencies: Vec<Dependency>,
}

/// One dependency of a crate.
pub(crate) struct Dependency {
    pub(crate) name: String,
    /// Whether only tests need it.
    pub(crate) is_dev: bool,
    /// Whether it is a crate of this workspace.
    pub(crate) is_ours: bool,
}

/// Libraries that a pure crate has no use for.
const IMPURE: &[&str] = &[
    "async-trait",
    "axum",
    "candle-core",
    "datafusion",
    "deltalake",
    "futures",
    "getrandom",
    "hyper",
    "object_store",
    "reqwest",
    "sqlx",
    "tokio",
    "tower",
    "tower-http",
];

/// Libraries that belong to one crate, which is the only one to know them.
const SOLE_USERS: &[(&str, &[&str], &str)] = &[
    ("axum", &["server"], "only `server` knows HTTP"),
    ("sqlx", &["store"], "only `store` knows the store's SQL dialects"),
    ("deltalake", &["lake"], "only `lake` knows Delta tables"),
    ("candle-core", &["models"], "only `models` runs a language model"),
];

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    manifest_path: PathBuf,
    dependencies: Vec<PackageDependency>,
}

#[derive(Deserialize)]
struct PackageDependency {
    name: String,
    kind: Option<String>,
}

/// Asks cargo.
pub(crate) fn read(root: &Path) -> anyhow::Result<Workspace> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["metadata", "--no-deps", "--format-version", "1"])
        .current_dir(root)
        .output()
        .context("cannot run `cargo metadata`")?;
    if !output.status.success() {
        bail!("`cargo metadata` failed: {}", String::from_utf8_lossy(&output.stderr));
    }
    let metadata: Metadata =
        serde_json::from_slice(&output.stdout).context("`cargo metadata` gave something else than JSON")?;
    let ours: Vec<String> = metadata.packages.iter().map(|package| package.name.clone()).collect();
    let crates = metadata
        .packages
        .into_iter()
        .map(|package| a_crate(root, package, &ours))
        .collect::<Result<_, _>>()?;
    Ok(Workspace { crates })
}

fn a_crate(root: &Path, package: Package, ours: &[String]) -> anyhow::Result<Crate> {
    let path = &package.manifest_path;
    let manifest =
        std::fs::read_to_string(path).with_context(|| format!("cannot read `{}`", path.display()))?;
    let folder = path.parent().and_then(|folder| folder.strip_prefix(root).ok());
    let folder = folder.with_context(|| format!("`{}` is outside the workspace", path.display()))?;
    let dependencies = package.dependencies.into_iter().map(|dependency| Dependency {
        is_ours: ours.contains(&dependency.name),
        is_dev: dependency.kind.as_deref() == Some("dev"),
        name: dependency.name,
    });
    Ok(Crate {
        folder: folder.to_string_lossy().into_owned(),
        manifest,
        dependencies: dependencies.collect(),
        name: package.name,
    })
}

impl Crate {
    /// The path of its manifest and the line where `dependency` stands.
    pub(crate) fn place_of(&self, dependency: &str) -> (String, usize) {
        let is_it = |line: &str| {
            line.trim_start().strip_prefix(dependency).is_some_and(|rest| rest.starts_with(['.', ' ', '=']))
        };
        let line = self.manifest.lines().position(is_it).map_or(1, |at| at + 1);
        (format!("{}/Cargo.toml", self.folder), line)
    }
}

/// Checks what each crate takes from outside, and that it takes the workspace's lints.
pub(crate) fn check(workspace: &Workspace, table: &Table) -> Vec<Finding> {
    workspace.crates.iter().flat_map(|one| check_crate(one, table)).collect()
}

fn check_crate(one: &Crate, table: &Table) -> Vec<Finding> {
    let mut findings = Vec::new();
    for dependency in one.dependencies.iter().filter(|dependency| !dependency.is_dev) {
        let (path, line) = one.place_of(&dependency.name);
        if table.is_pure(&one.name) && IMPURE.contains(&dependency.name.as_str()) {
            let what = format!(
                "`{}` is pure and may not use `{}`: let an adapter or `engine` do it and pass the result in",
                one.name, dependency.name
            );
            findings.push(Finding::new(&path, line, "pure-dependency", what));
        }
        for (library, users, why) in SOLE_USERS {
            if *library == dependency.name && !users.contains(&one.name.as_str()) {
                let what = format!("{why}: use that crate instead of `{library}` in `{}`", one.name);
                findings.push(Finding::new(&path, line, "sole-user", what));
            }
        }
    }
    let takes_lints = one.manifest.split("[lints]").nth(1).is_some_and(|rest| {
        rest.lines()
            .map(str::trim)
            .find(|line| !line.is_empty())
            .is_some_and(|line| line == "workspace = true")
    });
    if !takes_lints {
        let path = format!("{}/Cargo.toml", one.folder);
        findings.push(Finding::new(&path, 1, "lints", "add `[lints]` with `workspace = true`"));
    }
    findings
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::tidy::layers;

    pub(crate) fn sample(name: &str, dependencies: &[(&str, bool)]) -> Crate {
        let ours =
            ["vocabulary", "stats", "people", "audience", "store", "lake", "engine", "server", "simulator"];
        let lines: String =
            dependencies.iter().map(|(name, _)| format!("{name}.workspace = true\n")).collect();
        Crate {
            name: name.to_owned(),
            folder: format!("crates/{name}"),
            manifest: format!("[lints]\nworkspace = true\n\n[dependencies]\n{lines}"),
            dependencies: dependencies
                .iter()
                .map(|(name, is_dev)| Dependency {
                    name: (*name).to_owned(),
                    is_dev: *is_dev,
                    is_ours: ours.contains(name),
                })
                .collect(),
        }
    }

    #[track_caller]
    fn check_one(one: Crate, expect: &[&str]) {
        let table = layers::tests::table();
        let got: Vec<String> = check_crate(&one, &table).iter().map(Finding::to_string).collect();
        assert_eq!(got.len(), expect.len(), "{got:?}");
        for (got, expect) in got.iter().zip(expect) {
            assert!(got.starts_with(expect), "{got}");
        }
    }

    #[test]
    fn dependencies() {
        check_one(sample("people", &[("serde", false), ("tokio", true)]), &[]);
        check_one(
            sample("people", &[("serde", false), ("tokio", false)]),
            &["crates/people/Cargo.toml:6: pure-dependency: `people` is pure and may not use `tokio`"],
        );
        check_one(sample("stats", &[("getrandom", false)]), &["crates/stats/Cargo.toml:5: pure-dependency"]);
        check_one(
            sample("engine", &[("tokio", false), ("sqlx", false)]),
            &["crates/engine/Cargo.toml:6: sole-user"],
        );
        check_one(sample("store", &[("sqlx", false)]), &[]);
        let lax = Crate { manifest: "[package]\n".to_owned(), ..sample("engine", &[]) };
        check_one(lax, &["crates/engine/Cargo.toml:1: lints"]);
    }
}
