//! Files that members gave and that are not imported yet.

use crate::database::{execute, maybe, row, rows};
use crate::{Store, StoreError};
use governance::Actor;
use vocabulary::{Timestamp, WorkspaceId};

/// A file that waits to be imported. Its bytes lie in the data folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upload {
    /// Which.
    pub upload_id: String,
    /// Its name, for people; harmless as that of a file.
    pub name: String,
    /// How long it is.
    pub n_bytes: i64,
    /// Who gave it.
    pub by_member: String,
    /// When, by the machine's clock.
    pub at: Timestamp,
    /// When it was written, as far as whoever gave it knows.
    pub written_at: Option<Timestamp>,
}
row!(Upload { upload_id, name, n_bytes, by_member, at, written_at });

/// A file that was given.
#[derive(Debug, Clone, Copy)]
pub struct NewUpload<'a> {
    /// Under which id.
    pub upload_id: &'a str,
    /// Its name.
    pub name: &'a str,
    /// How long it is.
    pub n_bytes: i64,
    /// When it was written.
    pub written_at: Option<Timestamp>,
}

impl Store {
    /// Remembers a file that was given.
    pub async fn add_upload(
        &self,
        workspace: &WorkspaceId,
        new: NewUpload<'_>,
        by: &Actor,
        clock: Timestamp,
    ) -> Result<Upload, StoreError> {
        let mut tx = self.begin().await?;
        execute!(
            tx,
            "insert into upload (workspace, upload_id, name, n_bytes, by_member, at, written_at)
             values ($1, $2, $3, $4, $5, $6, $7)",
            workspace.as_str(),
            new.upload_id,
            new.name,
            new.n_bytes,
            by.to_string(),
            clock.micros(),
            new.written_at.map(Timestamp::micros),
        )?;
        tx.commit().await?;
        self.upload(workspace, new.upload_id).await
    }

    /// Gives a file that waits.
    ///
    /// Errors: [`StoreError::Missing`] when it was imported, given up, or is older than files are kept.
    pub async fn upload(&self, workspace: &WorkspaceId, upload_id: &str) -> Result<Upload, StoreError> {
        let found = maybe!(
            self.read().await?,
            Upload,
            "select upload_id, name, n_bytes, by_member, at, written_at from upload
             where workspace = $1 and upload_id = $2",
            workspace.as_str(),
            upload_id,
        )?;
        found.ok_or_else(|| StoreError::Missing { what: "upload", key: upload_id.to_owned() })
    }

    /// Gives all files that wait, the latest first.
    pub async fn uploads(&self, workspace: &WorkspaceId) -> Result<Vec<Upload>, StoreError> {
        rows!(
            self.read().await?,
            Upload,
            "select upload_id, name, n_bytes, by_member, at, written_at from upload
             where workspace = $1 order by at desc, upload_id",
            workspace.as_str(),
        )
    }

    /// Forgets a file, which was imported or is given up.
    pub async fn forget_upload(&self, workspace: &WorkspaceId, upload_id: &str) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        execute!(
            tx,
            "delete from upload where workspace = $1 and upload_id = $2",
            workspace.as_str(),
            upload_id,
        )?;
        tx.commit().await
    }
}
