use std::fmt;

/// One breach of a rule, with what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Finding {
    pub(crate) path: String,
    pub(crate) line: usize,
    pub(crate) rule: &'static str,
    pub(crate) what_to_do: String,
}

impl Finding {
    pub(crate) fn new(path: &str, line: usize, rule: &'static str, what_to_do: impl Into<String>) -> Self {
        Self { path: path.to_owned(), line, rule, what_to_do: what_to_do.into() }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}: {}", self.path, self.line, self.rule, self.what_to_do)
    }
}
