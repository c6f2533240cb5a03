//! The workspace's own settings as a definition: where its people are at home, what it contacts them for, and the
//! rules of contact that no pilot may loosen.

use super::problem::{Given, Problem};
use super::readable::newest_readable;
use super::{PilotFile, latest, shape};
use crate::{Engine, EngineError};
use consent::Policy;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::Store;
use vocabulary::{Purpose, WorkspaceId};

/// The kind and the name of the definition that holds them.
pub const KIND: &str = "workspace";

/// Where an earlier version kept the country.
const COUNTRY: &str = "country";

/// The file `workspace/workspace.yaml`. What it leaves out is open.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WorkspaceFile {
    /// The country where its people are at home, as `DE`: of it are phone numbers in national notation whose row and
    /// contract name none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// What it contacts people for: a pilot takes its purposes from these.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purposes: Option<Vec<Purpose>>,
    /// How often and when nobody may be contacted: a pilot's own rules may only be stricter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact_policy: Option<Policy>,
}

/// Everything that is wrong with the settings, and the settings when they can be read.
pub(super) fn read(given: &Given) -> (Option<WorkspaceFile>, Vec<Problem>) {
    let mut problems = Vec::new();
    if given.name != KIND {
        problems.push(given.error(&[], format!("a workspace has one: call the file `{KIND}.yaml`")));
    }
    match shape::parse::<WorkspaceFile>(given) {
        Err(found) => {
            problems.extend(found);
            (None, problems)
        }
        Ok(file) => {
            if let Some(country) = &file.country
                && normalise::known_country(country).is_none()
            {
                let what = format!("`{country}` names no country: write its code of ISO 3166, as DE");
                problems.push(given.error(&["country:", country], what));
            }
            if file.purposes.as_ref().is_some_and(Vec::is_empty) {
                let what = "`purposes` is empty, so that nobody could be contacted: list at least one, or leave it out";
                problems.push(given.error(&["purposes:"], what));
            }
            (Some(file), problems)
        }
    }
}

/// The settings in force; all open when none were applied.
pub async fn load(store: &Store, workspace: &WorkspaceId) -> Result<WorkspaceFile, EngineError> {
    match latest(store, workspace, KIND, KIND).await {
        Err(EngineError::NotFound { .. }) => Ok(WorkspaceFile::default()),
        outcome => outcome,
    }
}

impl WorkspaceFile {
    /// What of a pilot the settings do not allow: the words that lead to it, and what to do.
    pub(super) fn faults_of<'p>(&self, pilot: &'p PilotFile) -> Vec<(Vec<&'p str>, String)> {
        let mut faults = Vec::new();
        if let Some(purposes) = &self.purposes {
            for purpose in pilot.send.purposes.iter().filter(|purpose| !purposes.contains(purpose)) {
                let known: Vec<&str> = purposes.iter().map(|purpose| purpose.as_str()).collect();
                let what = format!(
                    "the workspace contacts nobody for `{purpose}`: use one of {}, or add it to `workspace/workspace.yaml`",
                    known.join(", ")
                );
                faults.push((vec!["send:", "purposes:", purpose.as_str()], what));
            }
        }
        let looser = self.contact_policy.as_ref().and_then(|limit| pilot.send.policy.looser_than(limit));
        if let Some((key, why)) = looser {
            faults.push((vec!["send:", "policy:", key], format!("{why}: a pilot may only be stricter")));
        }
        faults
    }
}

/// Refuses a pilot that the settings in force do not allow, whatever they were when it was applied.
pub(crate) async fn check(
    engine: &Engine,
    workspace: &WorkspaceId,
    pilot: &PilotFile,
) -> Result<(), EngineError> {
    let faults = load(&engine.store, workspace).await?;
    let faults: Vec<String> = faults.faults_of(pilot).into_iter().map(|(_, what)| what).collect();
    if faults.is_empty() {
        return Ok(());
    }
    let what = format!("`{}` may not be sent: {}", pilot.id(), faults.join("; "));
    Err(EngineError::NotReady { what })
}

impl Engine {
    /// The country in which the workspace's people are at home, by ISO 3166: of it are phone numbers in national
    /// notation whose row and contract name none.
    pub async fn country(&self, workspace: &WorkspaceId) -> Result<Option<String>, EngineError> {
        // A broken file of settings lets nothing be sent, and does not keep rows from being read.
        let file: Option<(i64, WorkspaceFile)> = newest_readable(&self.store, workspace, KIND, KIND).await?;
        if let Some(country) = file.and_then(|(_, file)| file.country) {
            return Ok(normalise::known_country(&country));
        }
        let found = self.store.setting(workspace, COUNTRY).await?;
        Ok(found.as_ref().and_then(Value::as_str).map(str::to_owned))
    }
}

/// The text of the settings with another country, everything else as it stands.
///
/// Errors: [`EngineError::Definition`] for what names no country, or when the text cannot be changed at this place.
pub fn with_country(text: &str, country: &str) -> Result<String, EngineError> {
    let code = normalise::known_country(country).ok_or_else(|| {
        let why = format!("`{country}` names no country: write its code of ISO 3166, as DE");
        EngineError::definition(KIND, KIND, why)
    })?;
    let line = format!("country: {code}");
    let is_country = |line: &&str| line.starts_with("country:");
    let changed = match text.lines().find(is_country) {
        Some(old) => {
            let comment = old.find(" #").and_then(|at| old.get(at..)).unwrap_or_default();
            text.replacen(old, &format!("{line}{comment}"), 1)
        }
        None => format!("{line}\n{text}"),
    };
    let read: WorkspaceFile = super::parse(KIND, KIND, &changed)?;
    match read.country.as_deref() == Some(&code) {
        true => Ok(changed),
        false => {
            let why = format!("its country cannot be found in the text: write `{line}` yourself");
            Err(EngineError::definition(KIND, KIND, why))
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_country_is_changed_where_it_stands() {
        let check = |text: &str, expect: &str| assert_eq!(with_country(text, "Austria").unwrap(), expect);
        check("", "country: AT\n");
        check(
            "# ours\ncountry: DE # since 2020\npurposes: [marketing]\n",
            "# ours\ncountry: AT # since 2020\npurposes: [marketing]\n",
        );
        check("purposes: [marketing]\n", "country: AT\npurposes: [marketing]\n");
        assert!(with_country("{purposes: [marketing]}", "AT").is_err());
        assert!(with_country("", "nowhere").unwrap_err().to_string().contains("`nowhere`"));
    }
}
