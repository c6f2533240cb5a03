//! Text inside a query.

/// A text as a literal of standard SQL: the one place where SQL is quoted. Doubling the quote is all that it needs,
/// since a backslash means nothing in it.
pub fn literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

#[cfg(test)]
mod tests {
    use super::literal;

    #[test]
    fn a_quote_ends_nothing() {
        for (text, expect) in
            [("", "''"), ("O'Neil", "'O''Neil'"), ("' or 1=1 --", "''' or 1=1 --'"), (r"a\'b", r"'a\''b'")]
        {
            assert_eq!(literal(text), expect);
        }
    }
}
