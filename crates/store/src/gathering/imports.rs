//! Files that were loaded: the same bytes again change nothing.

use crate::database::{execute, maybe, row, rows};
use crate::{Store, StoreError};
use serde::Serialize;
use vocabulary::{Timestamp, WorkspaceId};

/// One file that was loaded. Its presence means: loading the same bytes again changes nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Import {
    /// By which source's contract.
    pub source: String,
    /// The digest of the file's bytes.
    pub fingerprint: String,
    /// The file's name, for people.
    pub file: String,
    /// Rows in the file.
    pub n_rows: i64,
    /// Rows that could be read: new, changed or known.
    pub n_accepted: i64,
    /// Rows in quarantine.
    pub n_rejected: i64,
    /// When.
    pub at: Timestamp,
}
row!(Import { source, fingerprint, file, n_rows, n_accepted, n_rejected, at });

impl Store {
    /// Gives the names of all sources from which something came: files, and keys of the collection endpoint.
    pub async fn source_names(&self, workspace: &WorkspaceId) -> Result<Vec<String>, StoreError> {
        let found = rows!(
            self.read().await?,
            (String,),
            "select source from source_trust where workspace = $1 union select source from write_key where workspace = $1
             union select source from ended_key where workspace = $1
             union select source from import where workspace = $1 order by source",
            workspace.as_str(),
        )?;
        Ok(found.into_iter().map(|(source,)| source).collect())
    }

    /// Gives the import of these bytes by this source, or `None` when they are new.
    pub async fn import_of(
        &self,
        workspace: &WorkspaceId,
        source: &str,
        fingerprint: &str,
    ) -> Result<Option<Import>, StoreError> {
        maybe!(
            self.read().await?,
            Import,
            "select source, fingerprint, file, n_rows, n_accepted, n_rejected, at from import
             where workspace = $1 and source = $2 and fingerprint = $3",
            workspace.as_str(),
            source,
            fingerprint,
        )
    }

    /// When the latest file came in, by the clock of then; `None` before the first.
    pub async fn last_import_at(&self, workspace: &WorkspaceId) -> Result<Option<Timestamp>, StoreError> {
        let last = maybe!(
            self.read().await?,
            (i64,),
            "select at from import where workspace = $1 order by at desc limit 1",
            workspace.as_str(),
        )?;
        Ok(last.map(|(at,)| Timestamp::from_micros(at)))
    }

    /// Records a finished import; a second record of the same bytes changes nothing. Write it last, after
    /// the rows landed: a crash before it repeats the import, which lands every row once.
    pub async fn record_import(&self, workspace: &WorkspaceId, import: &Import) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        execute!(
            tx,
            "insert into import (workspace, source, fingerprint, file, n_rows, n_accepted, n_rejected, at)
             values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing",
            workspace.as_str(),
            import.source.as_str(),
            import.fingerprint.as_str(),
            import.file.as_str(),
            import.n_rows,
            import.n_accepted,
            import.n_rejected,
            import.at.micros(),
        )?;
        tx.commit().await
    }

    /// Gives all imports, the latest first.
    pub async fn imports(&self, workspace: &WorkspaceId) -> Result<Vec<Import>, StoreError> {
        rows!(
            self.read().await?,
            Import,
            "select source, fingerprint, file, n_rows, n_accepted, n_rejected, at from import
             where workspace = $1 order by at desc, source, file",
            workspace.as_str(),
        )
    }
}
