//! A definition that somebody else changed while one was at it.

use serde::Serialize;
use std::fmt;
use vocabulary::Timestamp;

/// A definition that somebody else changed meanwhile: what is needed to put both texts together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Overtaken {
    /// Kind.
    pub kind: &'static str,
    /// Name.
    pub name: String,
    /// The text both started from; `None` when there was none, or it cannot be told any more.
    pub base: Option<String>,
    /// The text that stands there now: the draft, or else what is applied; `None` when it was removed.
    pub text: Option<String>,
    /// The version that is applied now; 0 for none.
    pub version: i64,
    /// Whether the text is a draft.
    pub is_draft: bool,
    /// The name of who wrote it.
    pub by: String,
    /// When.
    pub at: Option<Timestamp>,
    /// The stamp of what stands there now.
    pub stamp: String,
}

impl fmt::Display for Overtaken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { kind, name, .. } = self;
        match (&self.text, self.at) {
            (Some(_), Some(at)) => {
                let what = if self.is_draft { "draft" } else { "version" };
                write!(
                    f,
                    "{kind} `{name}` has another {what} since {at}, by {}: look at it and put both together",
                    self.by
                )
            }
            _ => write!(f, "{kind} `{name}` is not there any more: keep it as a new one, or leave it"),
        }
    }
}
