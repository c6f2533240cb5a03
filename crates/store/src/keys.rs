use crate::cells::row;
use crate::covered::WRITE_KEYS;
use crate::link::{execute, maybe, rows};
use crate::{Store, StoreError};
use vocabulary::{KeyKind, Timestamp, WorkspaceId};

/// What a write key of the collection endpoints opens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WriteKey {
    /// Into which workspace it writes.
    pub workspace: WorkspaceId,
    /// As which source.
    pub source: String,
    /// Who holds it: what a browser says is not believed as what a server says.
    pub kind: KeyKind,
    /// When it was made.
    pub created_at: Timestamp,
}
row!(WriteKey { workspace, source, kind, created_at });

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
        let mut tx = self.begin().await?;
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
        tx.commit().await?;
        match self.write_key(key_hash).await? {
            Some(key) if key.workspace == *workspace && key.source == source && key.kind == kind => Ok(()),
            _ => Err(StoreError::Taken { what: "write key", key: "value" }),
        }
    }

    /// Gives what the key with this hash opens; `None` for an unknown key.
    pub async fn write_key(&self, key_hash: &str) -> Result<Option<WriteKey>, StoreError> {
        maybe!(
            self.read().await?,
            WriteKey,
            "select workspace, source, kind, created_at from write_key where key_hash = $1",
            key_hash,
        )
    }

    /// Gives what the keys of a workspace open, by source and age. The keys themselves are nowhere.
    pub async fn write_keys(&self, workspace: &WorkspaceId) -> Result<Vec<WriteKey>, StoreError> {
        rows!(
            self.read().await?,
            WriteKey,
            "select workspace, source, kind, created_at from write_key where workspace = $1
             order by source, created_at, key_hash",
            workspace.as_str(),
        )
    }
}
