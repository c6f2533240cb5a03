//! A column of a draft, and what was decided of it.

use crate::Role;
use std::collections::BTreeMap;

/// A column of a draft.
pub(crate) struct Column {
    /// Its place in the file.
    pub(crate) at: usize,
    pub(crate) name: String,
    pub(crate) role: Role,
    /// The standard's type, where it is not a text.
    pub(crate) kind: Option<&'static str>,
    pub(crate) is_required: bool,
    /// Patterns of its moments, tried in order.
    pub(crate) formats: Vec<String>,
    pub(crate) decimal: Option<&'static str>,
    /// What its numbers count, where they are moments.
    pub(crate) unit: Option<&'static str>,
    /// Its words, and what they mean.
    pub(crate) map: BTreeMap<String, String>,
    /// The column with the time of its days.
    pub(crate) time_column: Option<String>,
    /// A row without it continues the row above.
    pub(crate) begins_row: bool,
    /// It holds answers by what stands in it, and not by its name: it opens nothing until somebody says so.
    pub(crate) is_by_values: bool,
    /// A yes in it was told to be a no: it says who may not be written to.
    pub(crate) is_of_noes: bool,
    /// It has its role in a known export.
    pub(super) is_known: bool,
    /// Its role was told, and no guess changes it.
    pub(super) is_told: bool,
    /// Why it has its role.
    pub(super) why: String,
}

impl Column {
    pub(super) fn new(at: usize, name: &str, role: Role, why: &str) -> Self {
        Self {
            at,
            name: name.to_owned(),
            role,
            kind: None,
            is_required: false,
            formats: Vec::new(),
            decimal: None,
            unit: None,
            map: BTreeMap::new(),
            time_column: None,
            begins_row: false,
            is_by_values: false,
            is_of_noes: false,
            is_known: false,
            is_told: false,
            why: why.to_owned(),
        }
    }

    /// Why it has its role.
    pub(crate) fn why(&self) -> &str {
        &self.why
    }

    /// Whether its role was told.
    pub(crate) fn is_told(&self) -> bool {
        self.is_told
    }

    /// Keeps its values and takes them for nothing.
    pub(crate) fn keep(&mut self, why: &str) {
        (self.role, self.is_required) = (Role::Extra, false);
        why.clone_into(&mut self.why);
    }

    /// Gives it the role of a line of an order.
    pub(crate) fn become_item(&mut self, role: Role) {
        (self.role, self.kind) = (role, None);
        "by its name: what was bought".clone_into(&mut self.why);
    }

    /// What was decided of it, in words.
    pub(crate) fn decision(&self) -> String {
        let mut text = format!("`{}` is {} ({})", self.name, self.role, self.why);
        if !self.formats.is_empty() {
            text.push_str(&format!(", written as {}", self.formats.join(" or ")));
        }
        match self.unit {
            Some("minor") => text.push_str(", counted in cents"),
            Some(_) => text.push_str(", in days as spreadsheets count them"),
            None => {}
        }
        if let Some(decimal) = self.decimal {
            text.push_str(&format!(", with a decimal {decimal}"));
        }
        if !self.map.is_empty() {
            for wanted in ["granted", "withdrawn", ""] {
                let words = self.map.iter().filter(|(word, to)| to.as_str() == wanted && !word.is_empty());
                let words: Vec<&str> = words.map(|(word, _)| word.as_str()).collect();
                if !words.is_empty() {
                    let wanted = if wanted.is_empty() { "nothing" } else { wanted };
                    text.push_str(&format!("; {wanted}: {}", words.join(", ")));
                }
            }
        }
        text
    }
}
