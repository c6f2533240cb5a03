//! Files as they came, and the contracts they were read by.

use crate::audit::covered::CONTRACTS;
use crate::database::{execute, maybe, row, rows};
use crate::{Store, StoreError};
use vocabulary::{Timestamp, WorkspaceId};

/// A file that rows came in. Its bytes lie in the data folder under their digest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Original {
    /// Its place in the order of arrival.
    pub seq: i64,
    /// By which source's contract.
    pub source: String,
    /// The digest of its bytes.
    pub digest: String,
    /// The file's name, for people.
    pub file: String,
    /// The digest of the contract it was read by.
    pub contract: String,
    /// How long it is.
    pub n_bytes: i64,
    /// When it came.
    pub at: Timestamp,
    /// When it was written, where that is known.
    pub written_at: Option<Timestamp>,
}
row!(Original { seq, source, digest, file, contract, n_bytes, at, written_at });

impl Store {
    /// Remembers that a file came. One that came last from its source anyway is not remembered twice.
    pub async fn add_original(&self, workspace: &WorkspaceId, original: &Original) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        let last = maybe!(
            tx,
            Original,
            "select seq, source, digest, file, contract, n_bytes, at, written_at from original
             where workspace = $1 and source = $2 order by seq desc limit 1",
            workspace.as_str(),
            original.source.as_str(),
        )?;
        if last.is_some_and(|last| last.digest == original.digest) {
            return Ok(());
        }
        execute!(
            tx,
            "insert into original (workspace, source, digest, file, contract, n_bytes, at, written_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8)",
            workspace.as_str(),
            original.source.as_str(),
            original.digest.as_str(),
            original.file.as_str(),
            original.contract.as_str(),
            original.n_bytes,
            original.at.micros(),
            original.written_at.map(Timestamp::micros),
        )?;
        tx.commit().await
    }

    /// Gives the files of a source, the first to come first.
    pub async fn originals(
        &self,
        workspace: &WorkspaceId,
        source: &str,
    ) -> Result<Vec<Original>, StoreError> {
        rows!(
            self.read().await?,
            Original,
            "select seq, source, digest, file, contract, n_bytes, at, written_at from original
             where workspace = $1 and source = $2 order by seq",
            workspace.as_str(),
            source,
        )
    }

    /// Keeps the text of a contract that rows come in by, applied or not.
    pub async fn keep_contract(
        &self,
        workspace: &WorkspaceId,
        source: &str,
        digest: &str,
        body: &str,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let keys = [digest.to_owned()];
        let mut tx = self.begin().await?;
        tx.before(&CONTRACTS, workspace, &keys).await?;
        execute!(
            tx,
            "insert into source_contract (workspace, digest, source, body, at) values ($1, $2, $3, $4, $5)
             on conflict (workspace, digest) do update set at = excluded.at",
            workspace.as_str(),
            digest,
            source,
            body,
            now.micros(),
        )?;
        tx.after(&CONTRACTS, workspace, &keys, now).await?;
        tx.commit().await
    }

    /// Gives the contract that rows of a source came in by last, as its digest and text.
    pub async fn last_contract(
        &self,
        workspace: &WorkspaceId,
        source: &str,
    ) -> Result<Option<(String, String)>, StoreError> {
        maybe!(
            self.read().await?,
            (String, String),
            "select digest, body from source_contract where workspace = $1 and source = $2
             order by at desc, digest limit 1",
            workspace.as_str(),
            source,
        )
    }

    /// Gives the text of a contract that rows came in by.
    pub async fn kept_contract(
        &self,
        workspace: &WorkspaceId,
        digest: &str,
    ) -> Result<Option<String>, StoreError> {
        let found = maybe!(
            self.read().await?,
            (String,),
            "select body from source_contract where workspace = $1 and digest = $2",
            workspace.as_str(),
            digest,
        )?;
        Ok(found.map(|(body,)| body))
    }
}
