use crate::cells::row;
use crate::link::{Lock, execute, maybe, rows};
use crate::{Store, StoreError, Tx};
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

impl Tx {
    /// Puts a definition and gives its version: a new one, unless its digest is the latest version's.
    pub async fn put_definition(
        &mut self,
        workspace: &WorkspaceId,
        definition: NewDefinition<'_>,
        now: Timestamp,
    ) -> Result<i64, StoreError> {
        self.hold(Lock::Definition, workspace.as_str()).await?;
        let latest = maybe!(
            self,
            (i64, String),
            "select version, digest from definition where workspace = $1 and kind = $2 and name = $3
             order by version desc limit 1",
            workspace.as_str(),
            definition.kind,
            definition.name,
        )?;
        let version = match latest {
            Some((version, held)) if held == definition.digest.to_string() => return Ok(version),
            Some((version, _)) => version + 1,
            None => 1,
        };
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
        Ok(version)
    }
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

    /// Gives the latest version, or `None`.
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

    /// Gives the latest version of every definition of a kind, by name.
    pub async fn definitions(
        &self,
        workspace: &WorkspaceId,
        kind: &str,
    ) -> Result<Vec<Definition>, StoreError> {
        rows!(
            self.read().await?,
            Definition,
            "select kind, name, version, body, digest, by_member, at from definition d
             where workspace = $1 and kind = $2 and version = (
               select max(version) from definition o
               where o.workspace = d.workspace and o.kind = d.kind and o.name = d.name)
             order by name",
            workspace.as_str(),
            kind,
        )
    }
}
