//! Which value of a person wins: by the workspace's rules, and what was verified.

use super::ids::quoted;
use super::read;
use super::told::Told;
use crate::definitions::survivorship;
use crate::{Engine, EngineError};
use people::{Record, Said, Survivor, Survivorship};
use std::borrow::Cow;
use std::collections::HashSet;
use vocabulary::{Trust, WorkspaceId};

/// The rules of one workspace, and what they look at.
pub struct Traits {
    rules: Survivorship,
    verified: HashSet<String>,
}

/// Addresses that their owners confirmed: by a second, deliberate step, as the ledger's evidence says.
const VERIFIED: &str = "select distinct identifier from consents where action = 'granted' and
    (evidence ilike '%double opt-in%' or evidence ilike '%double-opt-in%' or evidence ilike '%verified%')";

impl Traits {
    /// The rules in force.
    pub async fn load(engine: &Engine, workspace: &WorkspaceId) -> Result<Self, EngineError> {
        let rules = survivorship::rules(&engine.store, workspace).await?;
        let verified = read::texts(engine, workspace, VERIFIED, "identifier").await?.into_iter().collect();
        Ok(Self { rules, verified })
    }

    /// The rules in force, and what of these records was verified.
    pub async fn load_for(
        engine: &Engine,
        workspace: &WorkspaceId,
        told: &[&Told],
    ) -> Result<Self, EngineError> {
        let keys: HashSet<String> = told
            .iter()
            .flat_map(|told| people::handles(&told.record))
            .map(|handle| handle.key())
            .filter(|key| key.starts_with("email") || key.starts_with("phone"))
            .collect();
        let rules = survivorship::rules(&engine.store, workspace).await?;
        if keys.is_empty() {
            return Ok(Self { rules, verified: HashSet::new() });
        }
        let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
        let sql = format!("{VERIFIED} and identifier in ({})", quoted(&keys));
        let verified = read::texts(engine, workspace, &sql, "identifier").await?.into_iter().collect();
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
