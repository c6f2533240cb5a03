//! Which value of a person wins: by the workspace's rules, and what was verified.

use super::read;
use super::said::Told;
use crate::definitions::{latest, parse};
use crate::{Engine, EngineError};
use people::{Record, Said, Survivor, Survivorship};
use std::borrow::Cow;
use std::collections::HashSet;
use vocabulary::{Trust, WorkspaceId};

/// The kind and the name of the definition that holds the rules.
const KIND: &str = "survivorship";

/// The order of sources where the workspace has no rules: the brand's own system of record first.
const SOURCE_RANK: [&str; 4] = ["crm", "orders", "web", "consents"];

/// The rules of one workspace, and what they look at.
pub struct Traits {
    rules: Survivorship,
    verified: HashSet<String>,
}

/// Checks a definition of the rules.
pub fn check_survivorship(name: &str, text: &str) -> Result<(), EngineError> {
    let fail = |why: String| Err(EngineError::Definition { kind: KIND, name: name.to_owned(), why });
    if name != KIND {
        return fail(format!("a workspace has one: call the file `{KIND}.yaml`"));
    }
    match parse::<Survivorship>(KIND, name, text)?.unknown_trait() {
        Some(unknown) => fail(format!("`by_trait` names `{unknown}`, which is no trait of a person")),
        None => Ok(()),
    }
}

/// Addresses that their owners confirmed: by a second, deliberate step, as the ledger's evidence says.
const VERIFIED: &str = "select distinct identifier from consents where action = 'granted' and
    (evidence ilike '%double opt-in%' or evidence ilike '%double-opt-in%' or evidence ilike '%verified%')";

impl Traits {
    /// The rules in force.
    pub async fn load(engine: &Engine, workspace: &WorkspaceId) -> Result<Self, EngineError> {
        let rules = match latest(&engine.store, workspace, KIND, KIND).await {
            Err(EngineError::NotFound { .. }) => {
                Survivorship { source_rank: SOURCE_RANK.map(str::to_owned).into(), ..Survivorship::default() }
            }
            outcome => outcome?,
        };
        let verified = read::texts(engine, workspace, VERIFIED, "identifier").await?.into_iter().collect();
        Ok(Self { rules, verified })
    }

    /// Calls `visit` with one value a trait.
    pub fn values_of(&self, told: &[&Told], visit: impl FnMut(&'static str, &str)) {
        let records = believed(told);
        let records: Vec<&Record> = records.iter().map(AsRef::as_ref).collect();
        let is_verified = |record: &Record, name: &str| self.is_verified(record, name);
        people::surviving_values(&records, &self.rules, &is_verified, visit);
    }

    /// One value a trait, why it won, and what else was said.
    pub fn with_reasons(&self, told: &[&Told]) -> Vec<Survivor> {
        let records = believed(told);
        let records: Vec<&Record> = records.iter().map(AsRef::as_ref).collect();
        people::survivors(&records, &self.rules, &|record, name| self.is_verified(record, name))
    }

    /// One of what was said of a trait that is no column.
    pub fn choose<'a>(&self, name: &str, said: &'a [Said]) -> Option<&'a Said> {
        self.rules.choose(name, said)
    }

    fn is_verified(&self, record: &Record, name: &str) -> bool {
        if self.verified.is_empty() || !matches!(name, "email" | "phone") {
            return false;
        }
        let keys = people::handles(record);
        keys.iter()
            .map(vocabulary::Identifier::key)
            .any(|key| key.starts_with(name) && self.verified.contains(&key))
    }
}

/// What may speak for a person: what sources of record are believed to say, and what browsers say of somebody whom
/// none of those knows.
fn believed<'a>(told: &[&'a Told]) -> Vec<Cow<'a, Record>> {
    let is_of_record = told.iter().any(|told| told.is_of_record());
    let counts = told.iter().filter(|told| told.is_of_record() == is_of_record);
    counts
        .map(|told| match told.trust == Trust::ALL || !is_of_record {
            true => Cow::Borrowed(&told.record),
            false => Cow::Owned(told.believed()),
        })
        .collect()
}
