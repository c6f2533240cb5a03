//! Code that was commented out: git remembers it better.

use super::finding::Finding;
use syn::Block;

/// Finds line comments that are a Rust statement. Prose that ends in a semicolon is not one.
pub(crate) fn check(path: &str, text: &str) -> Vec<Finding> {
    let numbered = text.lines().enumerate();
    let comments =
        numbered.filter_map(|(at, line)| line.trim_start().strip_prefix("// ").map(|rest| (at + 1, rest)));
    comments
        .filter(|(_, comment)| is_statement(comment))
        .map(|(line, _)| {
            Finding::new(path, line, "commented-code", "this is code in a comment: delete it, git keeps it")
        })
        .collect()
}

fn is_statement(comment: &str) -> bool {
    let comment = comment.trim();
    let looks_like_code = comment.ends_with(';') && comment.contains(['(', '=', ':']);
    looks_like_code && syn::parse_str::<Block>(&format!("{{ {comment} }}")).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments() {
        for (line, expect) in [
            ("// let x = decide(contact);", true),
            ("    // self.sends.clear();", true),
            ("// use std::collections::BTreeMap;", true),
            ("// Denial wins;", false),
            ("// the window (ends at now);", false),
            ("/// let x = 1;", false),
            ("//! let x = 1;", false),
            ("// tidy: list", false),
            ("let x = 1; // one", false),
        ] {
            assert_eq!(!check("a.rs", line).is_empty(), expect, "{line}");
        }
    }
}
