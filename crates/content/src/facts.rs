//! Approved facts: the only things a text may claim.

use crate::ContentError;
use crate::values::FactValue;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use vocabulary::is_blank;

/// Whether a fact is an offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FactKind {
    /// Something the customer gets.
    Offer,
    /// Something that is so.
    Fact,
}

/// One approved statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Fact {
    /// Its id within the sheet.
    pub id: String,
    /// Whether it is an offer.
    pub kind: FactKind,
    /// The statement.
    pub text: String,
    /// What of it a text may repeat.
    #[serde(default)]
    pub values: Vec<FactValue>,
    /// Short forms of the statement for subject lines, as `15% off your next order`.
    #[serde(default)]
    pub short: Vec<String>,
}

/// An approved address; it is filled in by code, never written by a model.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Link {
    /// Its id within the sheet.
    pub id: String,
    /// What the link says.
    pub text: String,
    /// Where it leads; `https` only.
    pub url: String,
}

/// A brand's approved facts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Facts {
    /// Name of the sheet.
    pub name: String,
    /// The subject line that was used until now: the baseline of a pilot.
    pub business_as_usual: String,
    /// The statements.
    pub facts: Vec<Fact>,
    /// The addresses.
    #[serde(default)]
    pub links: Vec<Link>,
}

impl Facts {
    /// Returns every approved value with the id of its fact.
    pub fn values(&self) -> impl Iterator<Item = (&str, &FactValue)> {
        self.facts.iter().flat_map(|fact| fact.values.iter().map(move |value| (fact.id.as_str(), value)))
    }

    /// Returns the ids of all facts.
    pub fn ids(&self) -> Vec<String> {
        self.facts.iter().map(|fact| fact.id.clone()).collect()
    }

    /// Checks that the sheet can be used.
    ///
    /// Errors: the first of [`Facts::faults`].
    pub fn validate(&self) -> Result<(), ContentError> {
        self.faults().into_iter().next().map_or(Ok(()), Err)
    }

    /// Everything that is wrong with the form of the sheet. Whether its statements and its values say the same is
    /// for the guardrails, which read claims.
    pub fn faults(&self) -> Vec<ContentError> {
        let mut faults = Vec::new();
        if is_blank(&self.name) {
            faults.push(self.wrong("it has no name".to_owned(), "fill in `name`"));
        }
        let mut ids = BTreeSet::new();
        for id in self.facts.iter().map(|f| &f.id).chain(self.links.iter().map(|l| &l.id)) {
            if is_blank(id) || !ids.insert(id) {
                faults.push(
                    self.wrong(format!("id `{id}` is blank or used twice"), "give each entry its own id"),
                );
            }
        }
        for link in self.links.iter().filter(|link| !link.url.starts_with("https://")) {
            faults.push(self.wrong(format!("link `{}` is not https", link.id), "use an https address"));
        }
        for link in &self.links {
            let Some(rest) = link.url.strip_prefix("https://") else { continue };
            let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
            let is_torn = link.url.chars().any(|c| c.is_whitespace() || c.is_control() || c == '\\');
            if is_torn || host.is_empty() || host.contains('@') {
                faults.push(self.wrong(
                    format!("link `{}` leads elsewhere than it reads", link.id),
                    "write one plain address, without blanks and without a name before an `@`",
                ));
            }
        }
        for fact in &self.facts {
            if is_blank(&fact.text) {
                faults.push(self.wrong(format!("fact `{}` says nothing", fact.id), "write its `text`"));
            }
        }
        faults
    }

    /// A fault of this sheet, with what to do.
    pub fn wrong(&self, problem: String, next_step: &'static str) -> ContentError {
        ContentError::definition("facts", &self.name, problem, next_step)
    }
}
