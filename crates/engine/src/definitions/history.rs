//! Every version of a definition: who made it, when, why, what it changed; and going back to one.

use super::difference::{DifferenceLine, difference};
use super::draft::{name_of, names};
use super::not_found;
use super::{Applied, Definitions, Desk, kind_of};
use crate::{Engine, EngineError};
use serde::Serialize;
use vocabulary::{MemberId, Timestamp, WorkspaceId};

/// One version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Version {
    /// From 1 on.
    pub version: i64,
    /// Who made it: their name.
    pub by: String,
    /// Who, by id.
    pub by_member: MemberId,
    /// When.
    pub at: Timestamp,
    /// Why, in their words; empty when they said nothing.
    pub reason: String,
    /// Out of what it was made, as `version 3`; empty when somebody wrote it.
    pub origin: String,
    /// Whether the definition was taken back then; it has no text.
    pub is_removal: bool,
    /// Lines that are new in it.
    pub n_added: usize,
    /// Lines that it left out.
    pub n_removed: usize,
}

/// A version with its text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct VersionText {
    /// Who made it, when, why.
    #[serde(flatten)]
    pub version: Version,
    /// The text; empty when it was taken back.
    pub text: String,
    /// What it changed of the version before.
    pub difference: Vec<DifferenceLine>,
}

/// Every version of a definition, the latest first.
///
/// Errors: [`EngineError::NotFound`] when there never was one.
pub async fn versions(
    engine: &Engine,
    workspace: &WorkspaceId,
    kind: &str,
    name: &str,
) -> Result<Vec<VersionText>, EngineError> {
    let kind = kind_of(kind)?;
    let stored = engine.store.definition_versions(workspace, kind, name).await?;
    if stored.is_empty() {
        return Err(not_found(kind, name));
    }
    let members = names(engine, workspace).await?;
    let mut before = String::new();
    let mut all = Vec::with_capacity(stored.len());
    for found in stored {
        let lines = difference(&before, &found.body);
        let count = |fate| lines.iter().filter(|line| line.fate == fate).count();
        let version = Version {
            version: found.version,
            by: name_of(&members, &found.by_member),
            is_removal: found.is_removal(),
            by_member: found.by_member,
            at: found.at,
            reason: found.reason,
            origin: found.origin,
            n_added: count(super::difference::Fate::Added),
            n_removed: count(super::difference::Fate::Removed),
        };
        before.clone_from(&found.body);
        all.push(VersionText { version, text: found.body, difference: lines });
    }
    all.reverse();
    Ok(all)
}

/// One version of a definition.
///
/// Errors: [`EngineError::NotFound`] with the versions there are.
pub async fn version(
    engine: &Engine,
    workspace: &WorkspaceId,
    kind: &str,
    name: &str,
    number: i64,
) -> Result<VersionText, EngineError> {
    let all = versions(engine, workspace, kind, name).await?;
    all.into_iter().find(|found| found.version.version == number).ok_or_else(|| EngineError::NotFound {
        what: "version",
        name: number.to_string(),
        hint: "`truelift definition history KIND NAME` shows them",
    })
}

impl Desk<'_> {
    /// Applies the text of an earlier version as a new one; a definition that was taken back is there again.
    ///
    /// What was right then may be wrong now: it is checked as any text is.
    /// Errors: [`EngineError::NotFound`], [`EngineError::Definitions`], [`EngineError::NotReady`] when it is what is
    /// applied already.
    pub async fn restore(
        &self,
        kind: &str,
        name: &str,
        number: i64,
        reason: &str,
    ) -> Result<Applied, EngineError> {
        let kind = kind_of(kind)?;
        let found = version(self.engine, self.workspace, kind, name, number).await?;
        if found.version.is_removal {
            let what =
                format!("version {number} of {kind} `{name}` took it back and has no text: restore another");
            return Err(EngineError::NotReady { what });
        }
        let mut definitions = Definitions::default().because(reason);
        definitions.origin = format!("version {number}");
        definitions.add(kind, name, &found.text);
        let applied = self.apply_one(definitions).await?;
        if applied.change == super::Change::Unchanged {
            let what = format!("{kind} `{name}` is what version {number} was: there is nothing to restore");
            return Err(EngineError::NotReady { what });
        }
        Ok(applied)
    }
}
