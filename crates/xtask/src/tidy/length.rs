//! Long is fine for a list of alike things, and rot for one growing procedure.

use super::rust::Source;

/// The mark that excepts a file (in its first lines) or a function (in the lines above it or inside).
const LIST_MARK: &str = "// tidy: list";
/// What generators write at the top of a file; the second one is openapi-typescript's.
const GENERATED_MARKS: &[&str] = &["@generated", "This file was auto-generated"];
const MAX_RUST_LINES: usize = 600;
const MAX_TYPESCRIPT_LINES: usize = 250;
const MAX_FUNCTION_LINES: usize = 70;
/// How many lines at the top of a file a mark may stand in, and how many above a function.
const N_TOP_LINES: usize = 10;
const N_LINES_ABOVE: usize = 5;

/// Something of which there is more than its limit.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct TooLong {
    /// `file-length`, `function-length` or `circle`.
    pub(crate) rule: &'static str,
    /// As the ratchet names it.
    pub(crate) key: String,
    pub(crate) path: String,
    pub(crate) line: usize,
    pub(crate) n_lines: usize,
    pub(crate) limit: usize,
}

/// Checks the length of a Rust or TypeScript file, net of inline tests.
pub(crate) fn check_file(path: &str, text: &str) -> Option<TooLong> {
    let n_all = text.lines().count();
    let (n_lines, limit) = match path.rsplit('.').next() {
        Some("rs") if MAX_RUST_LINES < n_all => (n_all - n_test_lines(path, text), MAX_RUST_LINES),
        Some("ts" | "tsx") => (n_all, MAX_TYPESCRIPT_LINES),
        _ => return None,
    };
    let is_excepted = text
        .lines()
        .take(N_TOP_LINES)
        .any(|line| line.contains(LIST_MARK) || GENERATED_MARKS.iter().any(|mark| line.contains(mark)));
    (limit < n_lines && !is_excepted).then(|| TooLong {
        rule: "file-length",
        key: path.to_owned(),
        path: path.to_owned(),
        line: 1,
        n_lines,
        limit,
    })
}

fn n_test_lines(path: &str, text: &str) -> usize {
    let source = Source::parse(path, text);
    (1..=text.lines().count()).filter(|line| source.is_test(*line)).count()
}

/// Checks the length of every function outside inline tests.
pub(crate) fn check_functions(source: &Source) -> Vec<TooLong> {
    let lines: Vec<&str> = source.text.lines().collect();
    let is_excepted = |first: usize, last: usize| {
        let from = first.saturating_sub(N_LINES_ABOVE + 1);
        lines
            .get(from..last.min(lines.len()))
            .is_some_and(|near| near.iter().any(|line| line.trim() == LIST_MARK))
    };
    let mut found = Vec::new();
    for function in &source.functions {
        let (first, last) = (function.first_line, function.last_line);
        let n_lines = last + 1 - first;
        if MAX_FUNCTION_LINES < n_lines && !source.is_test(first) && !is_excepted(first, last) {
            found.push(TooLong {
                rule: "function-length",
                key: format!("{}::{}", source.path, function.name),
                path: source.path.to_owned(),
                line: first,
                n_lines,
                limit: MAX_FUNCTION_LINES,
            });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn function(n_lines: usize) -> String {
        format!("fn long() {{\n{}}}\n", "    a();\n".repeat(n_lines - 2))
    }

    #[test]
    fn files() {
        let code = "const A: u8 = 0;\n";
        let tests = format!("#[cfg(test)]\nmod tests {{\n{}}}\n", "    const A: u8 = 0;\n".repeat(300));
        for (path, text, expect) in [
            ("a.rs", code.repeat(600), None),
            ("a.rs", code.repeat(601), Some(601)),
            ("a.rs", code.repeat(600) + &tests, None),
            ("a.rs", code.repeat(601) + &tests, Some(601)),
            ("a.rs", format!("{LIST_MARK}\n{}", code.repeat(601)), None),
            ("a.ts", "a\n".repeat(250), None),
            ("a.tsx", "a\n".repeat(251), Some(251)),
            ("a.ts", format!("// @generated\n{}", "a\n".repeat(251)), None),
            ("a.md", "a\n".repeat(9999), None),
        ] {
            assert_eq!(check_file(path, &text).map(|found| found.n_lines), expect, "{path}");
        }
    }

    #[test]
    fn functions() {
        let within = |text: &str| format!("struct A;\nimpl A {{\n{text}}}\n");
        for (text, expect) in [
            (function(70), vec![]),
            (function(71), vec![(1, 71)]),
            (within(&function(71)), vec![(3, 71)]),
            (format!("{LIST_MARK}\n{}", function(71)), vec![]),
            (format!("#[cfg(test)]\nmod tests {{\n{}}}\n", function(71)), vec![]),
            (format!("/// Long words.\n///\n/// Longer words.\n#[must_use]\n{}", function(70)), vec![]),
        ] {
            let source = Source::parse("a.rs", &text);
            let got: Vec<(usize, usize)> =
                check_functions(&source).iter().map(|found| (found.line, found.n_lines)).collect();
            assert_eq!(got, expect, "{text}");
        }
    }
}
