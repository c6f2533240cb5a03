//! Versions of definitions, which never change, and why each was made.

use crate::audit::covered::{DEFINITIONS, REASONS};
use crate::database::{Lock, execute, maybe, row, rows};
use crate::{NewAudit, Store, StoreError, Tx};
use vocabulary::{Digest, MemberId, Timestamp, WorkspaceId};

/// One version of a definition as code: an audience, a prompt, a contract, a pilot. Versions never change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Definition {
    /// `audience`, `prompt`, `source`, …
    pub kind: String,
    /// Its name, unique in the kind.
    pub name: String,
    /// From 1 on.
    pub version: i64,
    /// The text as it was written.
    pub body: String,
    /// The digest of its meaning, which its crate computes.
    pub digest: Digest,
    /// Who put it.
    pub by_member: MemberId,
    /// When.
    pub at: Timestamp,
}
/// A version of a definition to be put.
#[derive(Debug, Clone, Copy)]
pub struct NewDefinition<'a> {
    /// `audience`, `prompt`, `source`, …
    pub kind: &'a str,
    /// Its name, unique in the kind.
    pub name: &'a str,
    /// The text as it was written.
    pub body: &'a str,
    /// The digest of its meaning, which its crate computes.
    pub digest: Digest,
    /// Who puts it.
    pub by_member: &'a MemberId,
}

row!(Definition { kind, name, version, body, digest, by_member, at });

/// A version with why it was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DefinitionVersion {
    /// From 1 on.
    pub version: i64,
    /// The text as it was written; empty where it was taken back.
    pub body: String,
    /// Who put it.
    pub by_member: MemberId,
    /// When.
    pub at: Timestamp,
    /// Why, in their words; empty when they said nothing.
    pub reason: String,
    /// Out of what it was made, as `version 3`; empty when somebody wrote it.
    pub origin: String,
}
row!(DefinitionVersion { version, body, by_member, at, reason, origin });

impl DefinitionVersion {
    /// Whether this version says that the definition was taken back.
    pub fn is_removal(&self) -> bool {
        self.body.is_empty()
    }
}

impl Tx {
    /// Lets no other transaction change definitions until this one ends.
    pub async fn hold_definitions(&mut self, workspace: &WorkspaceId) -> Result<(), StoreError> {
        self.hold(Lock::Definition, workspace.as_str()).await
    }

    /// Puts a definition and gives its version: a new one, unless its digest is the latest version's.
    pub async fn put_definition(
        &mut self,
        workspace: &WorkspaceId,
        definition: NewDefinition<'_>,
        now: Timestamp,
    ) -> Result<i64, StoreError> {
        self.hold_definitions(workspace).await?;
        let latest = self.last_version(workspace, definition.kind, definition.name).await?;
        let version = match latest {
            Some(last) if last.digest == definition.digest => return Ok(last.version),
            Some(last) => last.version + 1,
            None => 1,
        };
        self.insert_definition(workspace, definition, version, now).await?;
        Ok(version)
    }

    /// Takes a definition back, and gives the version that says so.
    ///
    /// Versions never change, so what is taken back gets one more, without a text; put again, it goes on counting.
    ///
    /// Errors: [`StoreError::Missing`] when it is not there.
    pub async fn remove_definition(
        &mut self,
        workspace: &WorkspaceId,
        kind: &str,
        name: &str,
        by_member: &MemberId,
        now: Timestamp,
    ) -> Result<i64, StoreError> {
        self.hold_definitions(workspace).await?;
        let version = match self.last_version(workspace, kind, name).await? {
            Some(last) if !last.body.is_empty() => last.version + 1,
            _ => return Err(StoreError::Missing { what: "definition", key: format!("{kind}/{name}") }),
        };
        let removal = NewDefinition { kind, name, body: "", digest: Digest::of(["removed"]), by_member };
        self.insert_definition(workspace, removal, version, now).await?;
        Ok(version)
    }

    async fn insert_definition(
        &mut self,
        workspace: &WorkspaceId,
        definition: NewDefinition<'_>,
        version: i64,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        execute!(
            self,
            "insert into definition (workspace, kind, name, version, body, digest, by_member, at)
             values ($1, $2, $3, $4, $5, $6, $7, $8)",
            workspace.as_str(),
            definition.kind,
            definition.name,
            version,
            definition.body,
            definition.digest.to_string(),
            definition.by_member.as_str(),
            now.micros(),
        )?;
        let key = [key_of(definition.kind, definition.name, version)];
        self.after(&DEFINITIONS, workspace, &key, now).await
    }

    /// Says why a version was made, and out of what; of one that is told already nothing.
    pub async fn put_reason(
        &mut self,
        workspace: &WorkspaceId,
        (kind, name, version): (&str, &str, i64),
        (reason, origin): (&str, &str),
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let n = execute!(
            self,
            "insert into definition_reason (workspace, kind, name, version, reason, origin)
             values ($1, $2, $3, $4, $5, $6) on conflict do nothing",
            workspace.as_str(),
            kind,
            name,
            version,
            reason,
            origin,
        )?;
        match n {
            0 => Ok(()),
            _ => self.after(&REASONS, workspace, &[key_of(kind, name, version)], now).await,
        }
    }

    /// Gives the latest version, or `None` when there is none or it was taken back.
    pub async fn latest_definition(
        &mut self,
        workspace: &WorkspaceId,
        kind: &str,
        name: &str,
    ) -> Result<Option<Definition>, StoreError> {
        let last = self.last_version(workspace, kind, name).await?;
        Ok(last.filter(|definition| !definition.body.is_empty()))
    }

    async fn last_version(
        &mut self,
        workspace: &WorkspaceId,
        kind: &str,
        name: &str,
    ) -> Result<Option<Definition>, StoreError> {
        maybe!(
            self,
            Definition,
            "select kind, name, version, body, digest, by_member, at from definition
             where workspace = $1 and kind = $2 and name = $3 order by version desc limit 1",
            workspace.as_str(),
            kind,
            name,
        )
    }
}

fn key_of(kind: &str, name: &str, version: i64) -> String {
    format!("{kind}/{name}/{version}")
}

impl Store {
    /// Puts a definition and gives its version: a new one, unless its digest is the latest version's.
    pub async fn put_definition(
        &self,
        workspace: &WorkspaceId,
        definition: NewDefinition<'_>,
        now: Timestamp,
    ) -> Result<i64, StoreError> {
        let mut tx = self.begin().await?;
        let version = tx.put_definition(workspace, definition, now).await?;
        tx.commit().await?;
        Ok(version)
    }

    /// Takes a definition back, with its audit entry in the same transaction.
    pub async fn remove_definition(
        &self,
        workspace: &WorkspaceId,
        kind: &str,
        name: &str,
        by_member: &MemberId,
        audit: NewAudit<'_>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        tx.remove_definition(workspace, kind, name, by_member, now).await?;
        tx.append_audit(workspace, audit, now).await?;
        tx.commit().await
    }

    /// Gives the latest version, or `None` when there is none or it was taken back.
    pub async fn latest_definition(
        &self,
        workspace: &WorkspaceId,
        kind: &str,
        name: &str,
    ) -> Result<Option<Definition>, StoreError> {
        maybe!(
            self.read().await?,
            Definition,
            "select kind, name, version, body, digest, by_member, at from definition
             where workspace = $1 and kind = $2 and name = $3 order by version desc limit 1",
            workspace.as_str(),
            kind,
            name,
        )
        .map(|found: Option<Definition>| found.filter(|definition| !definition.body.is_empty()))
    }

    /// Gives one version.
    ///
    /// Errors: [`StoreError::Missing`].
    pub async fn definition(
        &self,
        workspace: &WorkspaceId,
        kind: &str,
        name: &str,
        version: i64,
    ) -> Result<Definition, StoreError> {
        maybe!(
            self.read().await?,
            Definition,
            "select kind, name, version, body, digest, by_member, at from definition
             where workspace = $1 and kind = $2 and name = $3 and version = $4",
            workspace.as_str(),
            kind,
            name,
            version,
        )?
        .ok_or_else(|| StoreError::Missing {
            what: "definition",
            key: format!("{kind}/{name} version {version}"),
        })
    }

    /// Gives every version of a definition with why it was made, the first one first; none when it never was.
    pub async fn definition_versions(
        &self,
        workspace: &WorkspaceId,
        kind: &str,
        name: &str,
    ) -> Result<Vec<DefinitionVersion>, StoreError> {
        rows!(
            self.read().await?,
            DefinitionVersion,
            "select d.version, d.body, d.by_member, d.at, coalesce(r.reason, '') as reason,
               coalesce(r.origin, '') as origin
             from definition d left join definition_reason r on r.workspace = d.workspace and r.kind = d.kind
               and r.name = d.name and r.version = d.version
             where d.workspace = $1 and d.kind = $2 and d.name = $3 order by d.version",
            workspace.as_str(),
            kind,
            name,
        )
    }

    /// Gives the latest version of every definition of a kind that was not taken back, by name.
    pub async fn definitions(
        &self,
        workspace: &WorkspaceId,
        kind: &str,
    ) -> Result<Vec<Definition>, StoreError> {
        rows!(
            self.read().await?,
            Definition,
            "select kind, name, version, body, digest, by_member, at from definition d
             where workspace = $1 and kind = $2 and body <> '' and version = (
               select max(version) from definition o
               where o.workspace = d.workspace and o.kind = d.kind and o.name = d.name)
             order by name",
            workspace.as_str(),
            kind,
        )
    }
}
