//! Write keys of the collection endpoints; one that ended stays known.

use crate::audit::covered::{ENDED_KEYS, WRITE_KEYS};
use crate::database::{Lock, execute, maybe, row, rows};
use crate::sending::Counter;
use crate::{NewAudit, Store, StoreError};
use governance::{Act, Actor};
use serde_json::json;
use vocabulary::{KeyKind, MemberId, Timestamp, WorkspaceId};

/// What a write key of the collection endpoints opens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WriteKey {
    /// What it is told apart by: the beginning of its hash, which opens nothing.
    pub id: String,
    /// Into which workspace it writes.
    pub workspace: WorkspaceId,
    /// As which source.
    pub source: String,
    /// Who holds it: what a browser says is not believed as what a server says.
    pub kind: KeyKind,
    /// When it was made.
    pub created_at: Timestamp,
}
row!(WriteKey { id, workspace, source, kind, created_at });

impl Store {
    /// Makes a write key, known by its hash only. The same key for the same source and kind again changes nothing.
    ///
    /// Errors: [`StoreError::Taken`] when the key is another source's.
    pub async fn create_write_key(
        &self,
        workspace: &WorkspaceId,
        source: &str,
        key_hash: &str,
        kind: KeyKind,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let keys = [key_hash.to_owned()];
        let (mut tx, _asking) = self.begin_first().await?;
        tx.hold(Lock::Ledger, workspace.as_str()).await?;
        let ended = maybe!(tx, (i64,), "select ended_at from ended_key where key_hash = $1", key_hash)?;
        if ended.is_some() {
            return Err(StoreError::Taken { what: "write key", key: "value" });
        }
        tx.before(&WRITE_KEYS, workspace, &keys).await?;
        execute!(
            tx,
            "insert into write_key (key_hash, workspace, source, kind, created_at) values ($1, $2, $3, $4, $5)
             on conflict (key_hash) do nothing",
            key_hash,
            workspace.as_str(),
            source,
            kind.as_str(),
            now.micros(),
        )?;
        tx.after(&WRITE_KEYS, workspace, &keys, now).await?;
        // A browser's key takes trust from all that came as its source.
        tx.count_on(workspace, Counter::People).await?;
        tx.commit().await?;
        match self.write_key(key_hash).await? {
            Some(key) if key.workspace == *workspace && key.source == source && key.kind == kind => Ok(()),
            _ => Err(StoreError::Taken { what: "write key", key: "value" }),
        }
    }

    /// Ends a write key: it opens nothing any more. What came by it stays, and stays worth what it was.
    ///
    /// Errors: [`StoreError::Missing`], [`StoreError::Member`] for who may not.
    pub async fn end_write_key(
        &self,
        workspace: &WorkspaceId,
        id: &str,
        by: &MemberId,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        let member = tx.check_may(workspace, by, Act::KeepKeys).await?;
        let found = maybe!(
            tx,
            (String, String),
            "select key_hash, source from write_key where workspace = $1 and substr(key_hash, 1, 12) = $2",
            workspace.as_str(),
            id,
        )?;
        let missing = || StoreError::Missing { what: "write key", key: id.to_owned() };
        let (key_hash, source) = found.ok_or_else(missing)?;
        let keys = [key_hash];
        tx.before(&WRITE_KEYS, workspace, &keys).await?;
        tx.before(&ENDED_KEYS, workspace, &keys).await?;
        execute!(
            tx,
            "insert into ended_key (key_hash, workspace, source, kind, created_at, ended_at)
             select key_hash, workspace, source, kind, created_at, $3 from write_key
             where workspace = $1 and key_hash = $2",
            workspace.as_str(),
            keys.first().map_or("", String::as_str),
            now.micros(),
        )?;
        execute!(
            tx,
            "delete from write_key where workspace = $1 and key_hash = $2",
            workspace.as_str(),
            keys.first().map_or("", String::as_str),
        )?;
        tx.after(&WRITE_KEYS, workspace, &keys, now).await?;
        tx.after(&ENDED_KEYS, workspace, &keys, now).await?;
        let actor = Actor::Member { id: member.member_id, role: member.role };
        let body = json!({ "source": source });
        let subject = format!("write-key:{id}");
        let audit = NewAudit { actor: &actor, action: "key.ended", subject: &subject, body: &body };
        tx.append_audit(workspace, audit, now).await?;
        tx.commit().await
    }

    /// Whether the source has or had a key.
    pub async fn has_or_had_key(&self, workspace: &WorkspaceId, source: &str) -> Result<bool, StoreError> {
        let found = rows!(
            self.read().await?,
            (String,),
            "select source from write_key where workspace = $1 and source = $2
             union select source from ended_key where workspace = $1 and source = $2",
            workspace.as_str(),
            source,
        )?;
        Ok(!found.is_empty())
    }

    /// Gives what the key with this hash opens; `None` for an unknown key.
    pub async fn write_key(&self, key_hash: &str) -> Result<Option<WriteKey>, StoreError> {
        maybe!(
            self.read().await?,
            WriteKey,
            "select substr(key_hash, 1, 12) as id, workspace, source, kind, created_at from write_key where key_hash = $1",
            key_hash,
        )
    }

    /// Gives what the keys of a workspace open, by source and age. The keys themselves are nowhere.
    pub async fn write_keys(&self, workspace: &WorkspaceId) -> Result<Vec<WriteKey>, StoreError> {
        rows!(
            self.read().await?,
            WriteKey,
            "select substr(key_hash, 1, 12) as id, workspace, source, kind, created_at from write_key where workspace = $1
             order by source, created_at, key_hash",
            workspace.as_str(),
        )
    }
}
