//! What stands of a definition at a moment, so that nobody writes over what somebody else wrote meanwhile.

use super::overtaken::Overtaken;
use crate::EngineError;
use store::{Definition, Draft, Store, Tx};
use vocabulary::{Digest, WorkspaceId};

/// What somebody who changes a definition had before them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected<'a> {
    /// What bore this stamp.
    Stamp(&'a str),
    /// Nothing of this name.
    Absent,
    /// Whatever is there: they looked at the moment they change it.
    Whatever,
}

/// What stands of a definition.
pub(super) struct Standing {
    pub kind: &'static str,
    pub name: String,
    pub applied: Option<Definition>,
    pub draft: Option<Draft>,
}

impl Standing {
    /// Reads it inside a transaction that holds definitions.
    pub async fn read(
        tx: &mut Tx,
        workspace: &WorkspaceId,
        kind: &'static str,
        name: &str,
    ) -> Result<Self, EngineError> {
        let applied = tx.latest_definition(workspace, kind, name).await?;
        let draft = tx.draft(workspace, kind, name).await?;
        Ok(Self { kind, name: name.to_owned(), applied, draft })
    }

    /// The version that is applied; 0 for none.
    pub fn version(&self) -> i64 {
        self.applied.as_ref().map_or(0, |applied| applied.version)
    }

    /// A word that is another for everything else that could stand there.
    pub fn stamp(&self) -> String {
        let version = self.version();
        match &self.draft {
            None => version.to_string(),
            Some(draft) => {
                let digest = Digest::of([draft.body.as_str(), &draft.base_version.to_string()]).to_string();
                format!("{version}-{}", digest.get(..16).unwrap_or_default())
            }
        }
    }

    /// Refuses when something else stands there than was expected.
    ///
    /// Errors: [`EngineError::Overtaken`].
    pub async fn check(
        &self,
        store: &Store,
        workspace: &WorkspaceId,
        expected: Expected<'_>,
    ) -> Result<(), EngineError> {
        let is_there = self.applied.is_some() || self.draft.is_some();
        let base = match expected {
            Expected::Whatever => return Ok(()),
            Expected::Absent if !is_there => return Ok(()),
            Expected::Absent => 0,
            Expected::Stamp(stamp) if stamp == self.stamp() => return Ok(()),
            Expected::Stamp(stamp) => stamp.split('-').next().and_then(|n| n.parse().ok()).unwrap_or(0),
        };
        Err(self.overtaken(store, workspace, base).await?)
    }

    /// The error that carries what is there, beside the version both started from.
    pub async fn overtaken(
        &self,
        store: &Store,
        workspace: &WorkspaceId,
        base_version: i64,
    ) -> Result<EngineError, EngineError> {
        let versions = store.definition_versions(workspace, self.kind, &self.name).await?;
        let base = versions.iter().find(|version| version.version == base_version && !version.is_removal());
        let (text, by, at) = match (&self.draft, &self.applied) {
            (Some(draft), _) => (Some(draft.body.clone()), Some(&draft.by_member), Some(draft.at)),
            (None, Some(applied)) => (Some(applied.body.clone()), Some(&applied.by_member), Some(applied.at)),
            (None, None) => (None, None, None),
        };
        let by = match by {
            Some(by) => {
                store.member(workspace, by).await.map_or_else(|_| by.to_string(), |member| member.name)
            }
            None => String::new(),
        };
        Ok(EngineError::Overtaken(Box::new(Overtaken {
            kind: self.kind,
            name: self.name.clone(),
            base: base.map(|version| version.body.clone()),
            text,
            version: self.version(),
            is_draft: self.draft.is_some(),
            by,
            at,
            stamp: self.stamp(),
        })))
    }
}
