//! A step of the loop calls no step of its own crate, as cargo has it of other crates; and files of a crate use each
//! other one way only.

use super::finding::Finding;
use super::length::TooLong;
use super::rust::{Source, module_of};
use std::collections::{BTreeMap, BTreeSet};

/// The crates of steps, and which of their folders are steps of the loop.
const STEPS: [(&str, &[&str]); 3] = [
    ("gathering", &["collect", "unify"]),
    ("reaching", &["target", "create", "review", "release"]),
    ("judging", &["measure", "decide"]),
];

/// Checks that a file of a step uses no other step of its crate.
pub(crate) fn check(source: &Source) -> Vec<Finding> {
    let inner = source.path.strip_prefix("crates/").and_then(|rest| rest.split_once("/src/"));
    let Some((name, inner)) = inner else { return Vec::new() };
    let Some((_, steps)) = STEPS.iter().find(|(of, _)| *of == name) else { return Vec::new() };
    let own = inner.split('/').next().unwrap_or(inner).trim_end_matches(".rs");
    let is_foreign = |name: &str| name != own && steps.contains(&name);
    let used = source.uses.iter().filter(|used| !source.is_test(used.line));
    used.filter_map(|used| {
        let name = used.path.first().filter(|name| is_foreign(name))?;
        let what = format!(
            "`{own}` uses `{name}`: a step reads what others left and calls no step; put what both need into \
             `engine` (definitions, kept, persons), or what calls both into `rounds`"
        );
        Some(Finding::new(source.path, used.line, "step", what))
    })
    .collect()
}

/// The modules of every crate, and which of its own modules each of them names.
#[derive(Default)]
pub(crate) struct Circles {
    crates: BTreeMap<String, BTreeMap<Vec<String>, Module>>,
}

#[derive(Default)]
struct Module {
    /// Paths from the crate's root.
    uses: Vec<Vec<String>>,
    /// What a name that it passes on really is: `pub use a::B` under `B`.
    passed_on: BTreeMap<String, Vec<String>>,
}

impl Circles {
    /// Takes in one file of a crate's `src`.
    pub(crate) fn add(&mut self, source: &Source) {
        let Some((name, inner)) =
            source.path.strip_prefix("crates/").and_then(|rest| rest.split_once("/src/"))
        else {
            return;
        };
        let at = module_of(inner);
        let mut module = Module::default();
        for used in &source.uses {
            if !source.is_test(used.line) {
                module.uses.push(used.path.clone());
            }
        }
        for (name, path) in &source.passed_on {
            let path = if path.first().is_some_and(|first| first == "crate") {
                path.iter().skip(1).cloned().collect()
            } else {
                at.iter().chain(path.iter().filter(|part| *part != "self")).cloned().collect()
            };
            module.passed_on.insert(name.clone(), path);
        }
        self.crates.entry(name.to_owned()).or_default().insert(at, module);
    }

    /// How many files of each crate stand in circles, as old offenders that may only become fewer.
    pub(crate) fn found(&self) -> Vec<TooLong> {
        let mut found = Vec::new();
        for (name, modules) in &self.crates {
            let graph = graph(modules);
            let circle: Vec<String> = in_circles(&graph).into_iter().map(|at| at.join("/")).collect();
            if !circle.is_empty() {
                let key = format!("crates/{name}");
                found.push(TooLong {
                    rule: "circle",
                    path: format!("{key}/src: {}", circle.join(", ")),
                    key,
                    line: 1,
                    n_lines: circle.len(),
                    limit: 0,
                });
            }
        }
        found
    }
}

type Graph<'a> = BTreeMap<&'a [String], BTreeSet<&'a [String]>>;

/// Which module uses which; a module and those inside it are one house and may.
fn graph(modules: &BTreeMap<Vec<String>, Module>) -> Graph<'_> {
    let mut graph = Graph::new();
    for (at, module) in modules {
        let uses = graph.entry(at.as_slice()).or_default();
        for path in &module.uses {
            let Some(target) = resolve(modules, path, 0) else { continue };
            if !target.starts_with(at) && !at.starts_with(target) {
                uses.insert(target);
            }
        }
    }
    graph
}

/// The module in which the thing at `path` is defined.
fn resolve<'a>(
    modules: &'a BTreeMap<Vec<String>, Module>,
    path: &[String],
    depth: usize,
) -> Option<&'a [String]> {
    let mut at: &[String] = modules.get_key_value(&Vec::new()).map(|(at, _)| at.as_slice())?;
    for n in 1..=path.len() {
        let (head, rest) = path.split_at(n);
        if let Some((inner, _)) = modules.get_key_value(head) {
            at = inner;
            continue;
        }
        let passed_on = modules.get(at).and_then(|module| module.passed_on.get(head.last()?));
        if let (Some(real), true) = (passed_on, depth < 5) {
            let whole: Vec<String> = real.iter().chain(rest).cloned().collect();
            return resolve(modules, &whole, depth + 1);
        }
        break;
    }
    (!at.is_empty()).then_some(at)
}

/// The modules that reach themselves.
fn in_circles<'a>(graph: &Graph<'a>) -> Vec<&'a [String]> {
    let reaches_itself = |start: &&[String]| {
        let mut seen = BTreeSet::new();
        let mut open: Vec<&[String]> = graph.get(*start).into_iter().flatten().copied().collect();
        while let Some(next) = open.pop() {
            if next == *start {
                return true;
            }
            if seen.insert(next) {
                open.extend(graph.get(next).into_iter().flatten());
            }
        }
        false
    };
    graph.keys().filter(|start| reaches_itself(start)).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_calls_no_step() {
        for (path, text, expect) in [
            ("crates/judging/src/decide/mod.rs", "use crate::{a, measure};\n", 1),
            ("crates/judging/src/decide/mod.rs", "fn a() {\n    crate::measure::run();\n}\n", 1),
            (
                "crates/judging/src/decide/mod.rs",
                "use engine::kept::{self, Decided};\nuse crate::decide::a;\n",
                0,
            ),
            ("crates/reaching/src/review/changes.rs", "use super::super::create::Line;\n", 1),
            ("crates/reaching/src/release.rs", "use crate::{create, target};\n", 2),
            ("crates/judging/src/lib.rs", "pub mod decide;\nmod inner {}\n", 0),
            ("crates/rounds/src/lib.rs", "use crate::{jobs, pages};\n", 0),
            ("crates/rounds/tests/looks.rs", "use judging::measure;\n", 0),
        ] {
            let found = check(&Source::parse(path, text));
            assert_eq!(found.len(), expect, "{path} {text} {found:?}");
        }
    }

    #[test]
    fn circles_are_found_through_what_is_passed_on() {
        let circle_of = |files: &[(&str, &str)]| {
            let mut circles = Circles::default();
            for (path, text) in files {
                circles.add(&Source::parse(path, text));
            }
            circles.found().into_iter().map(|found| found.path).collect::<Vec<_>>()
        };
        let lib = ("crates/a/src/lib.rs", "mod b;\nmod c;\npub use c::Thing;\n");
        let one_way = [lib, ("crates/a/src/b.rs", "use crate::Thing;\n"), ("crates/a/src/c.rs", "")];
        assert!(circle_of(&one_way).is_empty());
        let both =
            [lib, ("crates/a/src/b.rs", "use crate::Thing;\n"), ("crates/a/src/c.rs", "use crate::b::B;\n")];
        assert_eq!(circle_of(&both), ["crates/a/src: b, c"]);
        let siblings =
            [lib, ("crates/a/src/b.rs", "use super::c::C;\n"), ("crates/a/src/c.rs", "use super::b::B;\n")];
        assert_eq!(circle_of(&siblings), ["crates/a/src: b, c"]);
        let house = [
            ("crates/a/src/lib.rs", "mod b;\n"),
            ("crates/a/src/b/mod.rs", "mod c;\nuse c::C;\nfn f() {\n    crate::b::c::g();\n}\n"),
            ("crates/a/src/b/c.rs", "use crate::b::f;\n"),
        ];
        assert!(circle_of(&house).is_empty());
    }
}
