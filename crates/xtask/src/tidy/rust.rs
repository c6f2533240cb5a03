//! A Rust file, read once: its functions, which lines are tests, and rules on attributes.

use super::finding::Finding;
use proc_macro2::{Span, TokenStream, TokenTree};
use std::ops::RangeInclusive;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{
    Attribute, ImplItemFn, Item, ItemFn, ItemMod, ItemUse, Meta, Path, TraitItemFn, UseTree, Visibility,
};

/// What the rules need of one Rust file.
pub(crate) struct Source<'a> {
    pub(crate) path: &'a str,
    pub(crate) text: &'a str,
    pub(crate) functions: Vec<Function>,
    /// Line ranges under `#[cfg(test)]`, from 1, both ends included.
    pub(crate) tests: Vec<RangeInclusive<usize>>,
    /// Files that this one declares with `mod name;`: the path of inline modules around it, and the name.
    pub(crate) modules: Vec<Vec<String>>,
    /// What it names of its own crate.
    pub(crate) uses: Vec<Used>,
    /// What it passes on with `pub use`: by the name it gives it, the path as it is written.
    pub(crate) passed_on: Vec<(String, Vec<String>)>,
    ignored: Vec<usize>,
    fault: Option<(usize, String)>,
}

/// One path into the file's own crate.
pub(crate) struct Used {
    pub(crate) line: usize,
    /// From the crate's root.
    pub(crate) path: Vec<String>,
}

/// One function with a body.
pub(crate) struct Function {
    pub(crate) name: String,
    pub(crate) first_line: usize,
    pub(crate) last_line: usize,
}

impl<'a> Source<'a> {
    /// Reads `text`. A file that does not parse has no functions, and a finding says so.
    pub(crate) fn parse(path: &'a str, text: &'a str) -> Self {
        let mut source = Self {
            path,
            text,
            functions: Vec::new(),
            tests: Vec::new(),
            modules: Vec::new(),
            uses: Vec::new(),
            passed_on: Vec::new(),
            ignored: Vec::new(),
            fault: None,
        };
        match syn::parse_file(text) {
            Ok(file) => {
                let mut reader = Reader { source: &mut source, inside: Vec::new() };
                reader.visit_file(&file);
            }
            Err(error) => source.fault = Some((error.span().start().line, error.to_string())),
        }
        source
    }

    /// Whether line number `line` belongs to an inline test module or item.
    pub(crate) fn is_test(&self, line: usize) -> bool {
        self.tests.iter().any(|range| range.contains(&line))
    }

    /// The rules that need no more than this file.
    pub(crate) fn check(&self) -> Vec<Finding> {
        let ignored = self.ignored.iter().map(|line| {
            let what =
                "a test that does not run proves nothing: fix it, delete it, or give it its own make target";
            Finding::new(self.path, *line, "ignored-test", what)
        });
        let fault = self.fault.iter().map(|(line, error)| {
            Finding::new(self.path, *line, "parse", format!("this file is not Rust: {error}"))
        });
        ignored.chain(fault).collect()
    }
}

struct Reader<'s, 'a> {
    source: &'s mut Source<'a>,
    inside: Vec<String>,
}

impl Reader<'_, '_> {
    /// Notes a path that begins at `crate`, `super` or `self`.
    fn used(&mut self, line: usize, path: &[String]) {
        let mut at = module_of(self.source.path);
        at.extend(self.inside.iter().cloned());
        let mut rest = path;
        match path.first().map(String::as_str) {
            Some("crate") => (at, rest) = (Vec::new(), path.get(1..).unwrap_or_default()),
            Some("self" | "super") => {
                while let Some((first, others)) = rest.split_first() {
                    match first.as_str() {
                        "self" => {}
                        "super" => drop(at.pop()),
                        _ => break,
                    }
                    rest = others;
                }
            }
            _ => return,
        }
        at.extend(rest.iter().cloned());
        self.source.uses.push(Used { line, path: at });
    }

    fn function(&mut self, name: &syn::Ident, start: Span, end: Span) {
        self.source.functions.push(Function {
            name: name.to_string(),
            first_line: start.start().line,
            last_line: end.end().line,
        });
    }
}

impl<'ast> Visit<'ast> for Reader<'_, '_> {
    fn visit_item(&mut self, item: &'ast Item) {
        if attributes(item).iter().any(is_cfg_test) {
            let span = item.span();
            self.source.tests.push(span.start().line..=span.end().line);
        }
        visit::visit_item(self, item);
    }

    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        let mut paths = Vec::new();
        flatten(&item.tree, &mut Vec::new(), &mut paths);
        let line = item.span().start().line;
        for (name, path) in paths {
            self.used(line, &path);
            if !matches!(item.vis, Visibility::Inherited) {
                self.source.passed_on.push((name, path));
            }
        }
    }

    fn visit_path(&mut self, path: &'ast Path) {
        let names: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        self.used(path.span().start().line, &names);
        visit::visit_path(self, path);
    }

    fn visit_item_mod(&mut self, module: &'ast ItemMod) {
        self.inside.push(module.ident.to_string());
        if module.content.is_none() {
            self.source.modules.push(self.inside.clone());
        }
        visit::visit_item_mod(self, module);
        self.inside.pop();
    }

    fn visit_item_fn(&mut self, item: &'ast ItemFn) {
        self.function(&item.sig.ident, item.sig.span(), item.block.span());
        visit::visit_item_fn(self, item);
    }

    fn visit_impl_item_fn(&mut self, item: &'ast ImplItemFn) {
        self.function(&item.sig.ident, item.sig.span(), item.block.span());
        visit::visit_impl_item_fn(self, item);
    }

    fn visit_trait_item_fn(&mut self, item: &'ast TraitItemFn) {
        if let Some(block) = &item.default {
            self.function(&item.sig.ident, item.sig.span(), block.span());
        }
        visit::visit_trait_item_fn(self, item);
    }

    fn visit_attribute(&mut self, attribute: &'ast Attribute) {
        let is_conditional = match &attribute.meta {
            Meta::List(list) if list.path.is_ident("cfg_attr") => has_ident(list.tokens.clone(), "ignore"),
            _ => false,
        };
        if attribute.path().is_ident("ignore") || is_conditional {
            self.source.ignored.push(attribute.span().start().line);
        }
    }
}

/// The module that a file is, from its crate's root.
pub(crate) fn module_of(path: &str) -> Vec<String> {
    let inner = path.split_once("/src/").map_or(path, |(_, inner)| inner);
    let mut at: Vec<String> = inner.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
    if at.last().is_some_and(|last| matches!(last.as_str(), "mod" | "lib" | "main")) {
        at.pop();
    }
    at
}

/// The paths of a `use`, each with the name it gets.
fn flatten(tree: &UseTree, before: &mut Vec<String>, paths: &mut Vec<(String, Vec<String>)>) {
    let whole = |before: &[String], name: &str| -> Vec<String> {
        before.iter().cloned().chain((name != "self").then(|| name.to_owned())).collect()
    };
    match tree {
        UseTree::Path(path) => {
            before.push(path.ident.to_string());
            flatten(&path.tree, before, paths);
            before.pop();
        }
        UseTree::Name(name) => {
            let path = whole(before, &name.ident.to_string());
            paths.push((path.last().cloned().unwrap_or_default(), path));
        }
        UseTree::Rename(name) => {
            paths.push((name.rename.to_string(), whole(before, &name.ident.to_string())));
        }
        UseTree::Glob(_) => paths.push(("*".to_owned(), before.clone())),
        UseTree::Group(group) => {
            for tree in &group.items {
                flatten(tree, before, paths);
            }
        }
    }
}

fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::Const(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        _ => &[],
    }
}

/// Whether the attribute is `#[cfg(test)]` or a `cfg(all(..., test))`; `not(test)` is not a test.
fn is_cfg_test(attribute: &Attribute) -> bool {
    match &attribute.meta {
        Meta::List(list) if list.path.is_ident("cfg") => {
            has_ident(list.tokens.clone(), "test") && !has_ident(list.tokens.clone(), "not")
        }
        _ => false,
    }
}

fn has_ident(tokens: TokenStream, name: &str) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(ident) => ident == name,
        TokenTree::Group(group) => has_ident(group.stream(), name),
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ignored_tests_are_found_wherever_they_hide() {
        let text = concat!(
            "#[test]\n#[",
            "ignore]\nfn a() {}\n",
            "#[test]\n#[",
            "ignore = \"slow\"]\nfn b() {}\n",
            "#[cfg_attr(not(slow), ",
            "ignore)]\nfn c() {}\n",
            "/// #[",
            "ignore]\nfn d() { let text = \"#[",
            "ignore]\"; }\n",
        );
        let got: Vec<String> = Source::parse("a.rs", text).check().iter().map(Finding::to_string).collect();
        let lines: Vec<&str> = got.iter().filter_map(|line| line.split(" a test").next()).collect();
        assert_eq!(lines, ["a.rs:2: ignored-test:", "a.rs:5: ignored-test:", "a.rs:7: ignored-test:"]);
    }

    #[test]
    fn a_file_that_is_not_rust_is_named() {
        let got: Vec<String> =
            Source::parse("a.rs", "fn a(\n").check().iter().map(Finding::to_string).collect();
        assert!(
            got.iter().all(|line| line.contains("parse: this file is not Rust")) && got.len() == 1,
            "{got:?}"
        );
    }

    #[test]
    fn tests_and_modules_are_known() {
        let text = "mod a;\nmod b {\n    mod c;\n}\n#[cfg(test)]\nmod tests {\n    fn x() {}\n}\n#[cfg(not(test))]\nfn y() {}\n";
        let source = Source::parse("src/lib.rs", text);
        assert_eq!(source.modules, [vec!["a".to_owned()], vec!["b".to_owned(), "c".to_owned()]]);
        let is_test: Vec<bool> = (1..=10).map(|line| source.is_test(line)).collect();
        assert_eq!(is_test, [false, false, false, false, true, true, true, true, false, false]);
        let names: Vec<&str> = source.functions.iter().map(|function| function.name.as_str()).collect();
        assert_eq!(names, ["x", "y"]);
    }
}
