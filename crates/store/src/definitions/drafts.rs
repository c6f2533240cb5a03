//! What members wrote and did not apply yet. A draft counts for nothing until it is applied.

use crate::database::{execute, maybe, row, rows};
use crate::{Store, StoreError, Tx};
use vocabulary::{MemberId, Timestamp, WorkspaceId};

/// A text that stands beside the applied version of a definition, or before there is one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// `audience`, `prompt`, `source`, …
    pub kind: String,
    /// Its name, unique in the kind.
    pub name: String,
    /// The text as it was written.
    pub body: String,
    /// The version it was written from; 0 when there was none.
    pub base_version: i64,
    /// Who kept it last.
    pub by_member: MemberId,
    /// When.
    pub at: Timestamp,
}
row!(Draft { kind, name, body, base_version, by_member, at });

/// A draft to be kept.
#[derive(Debug, Clone, Copy)]
pub struct NewDraft<'a> {
    /// `audience`, `prompt`, `source`, …
    pub kind: &'a str,
    /// Its name, unique in the kind.
    pub name: &'a str,
    /// The text as it was written.
    pub body: &'a str,
    /// The version it was written from; 0 when there was none.
    pub base_version: i64,
    /// Who keeps it.
    pub by_member: &'a MemberId,
}

impl Tx {
    /// Keeps a draft over an earlier one of the same definition.
    pub async fn put_draft(
        &mut self,
        workspace: &WorkspaceId,
        draft: NewDraft<'_>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        execute!(
            self,
            "insert into definition_draft (workspace, kind, name, body, base_version, by_member, at)
             values ($1, $2, $3, $4, $5, $6, $7)
             on conflict (workspace, kind, name) do update set body = excluded.body,
               base_version = excluded.base_version, by_member = excluded.by_member, at = excluded.at",
            workspace.as_str(),
            draft.kind,
            draft.name,
            draft.body,
            draft.base_version,
            draft.by_member.as_str(),
            now.micros(),
        )?;
        Ok(())
    }

    /// Drops a draft; says whether there was one.
    pub async fn drop_draft(
        &mut self,
        workspace: &WorkspaceId,
        kind: &str,
        name: &str,
    ) -> Result<bool, StoreError> {
        let n = execute!(
            self,
            "delete from definition_draft where workspace = $1 and kind = $2 and name = $3",
            workspace.as_str(),
            kind,
            name,
        )?;
        Ok(n == 1)
    }

    /// Gives the draft of a definition.
    pub async fn draft(
        &mut self,
        workspace: &WorkspaceId,
        kind: &str,
        name: &str,
    ) -> Result<Option<Draft>, StoreError> {
        maybe!(
            self,
            Draft,
            "select kind, name, body, base_version, by_member, at from definition_draft
             where workspace = $1 and kind = $2 and name = $3",
            workspace.as_str(),
            kind,
            name,
        )
    }
}

impl Store {
    /// Gives the draft of a definition.
    pub async fn draft(
        &self,
        workspace: &WorkspaceId,
        kind: &str,
        name: &str,
    ) -> Result<Option<Draft>, StoreError> {
        maybe!(
            self.read().await?,
            Draft,
            "select kind, name, body, base_version, by_member, at from definition_draft
             where workspace = $1 and kind = $2 and name = $3",
            workspace.as_str(),
            kind,
            name,
        )
    }

    /// Gives every draft of the workspace, by kind and name.
    pub async fn drafts(&self, workspace: &WorkspaceId) -> Result<Vec<Draft>, StoreError> {
        rows!(
            self.read().await?,
            Draft,
            "select kind, name, body, base_version, by_member, at from definition_draft
             where workspace = $1 order by kind, name",
            workspace.as_str(),
        )
    }
}
