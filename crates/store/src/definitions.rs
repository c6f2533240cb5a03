use crate::cells::row;
use crate::covered::DEFINITIONS;
use crate::link::{Lock, execute, maybe, rows};
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
        let key = [key_of(definition.kind, definition.name, version)];
        self.after(&DEFINITIONS, workspace, &key, now).await?;
        Ok(version)
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
    ///
    /// Versions never change, so what is taken back gets one more, without a text; put again, it goes on counting.
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
        tx.hold(Lock::Definition, workspace.as_str()).await?;
        let latest = maybe!(
            tx,
            (i64, String),
            "select version, body from definition where workspace = $1 and kind = $2 and name = $3
             order by version desc limit 1",
            workspace.as_str(),
            kind,
            name,
        )?;
        let version = match latest {
            Some((version, body)) if !body.is_empty() => version + 1,
            _ => return Err(StoreError::Missing { what: "definition", key: format!("{kind}/{name}") }),
        };
        execute!(
            tx,
            "insert into definition (workspace, kind, name, version, body, digest, by_member, at)
             values ($1, $2, $3, $4, '', $5, $6, $7)",
            workspace.as_str(),
            kind,
            name,
            version,
            Digest::of(["removed"]).to_string(),
            by_member.as_str(),
            now.micros(),
        )?;
        tx.after(&DEFINITIONS, workspace, &[key_of(kind, name, version)], now).await?;
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
