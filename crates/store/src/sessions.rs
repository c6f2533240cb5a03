use crate::cells::row;
use crate::link::{execute, maybe};
use crate::{Store, StoreError};
use vocabulary::{MemberId, Redacted, Timestamp, WorkspaceId};

/// A signed-in member. Only the hash of the cookie's token is stored, so a stolen file signs nobody in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Whose workspace.
    pub workspace: WorkspaceId,
    /// Who.
    pub member_id: MemberId,
    /// What every request that changes something must carry.
    pub csrf_token: Redacted<String>,
    /// When it was made.
    pub created_at: Timestamp,
    /// From when on it is worth nothing.
    pub expires_at: Timestamp,
}
row!(Session { workspace, member_id, csrf_token, created_at, expires_at });

/// A session to be made.
#[derive(Debug, Clone, Copy)]
pub struct NewSession<'a> {
    /// The hash of the cookie's token.
    pub token_hash: &'a str,
    /// What every request that changes something must carry.
    pub csrf_token: &'a str,
    /// Who.
    pub member_id: &'a MemberId,
    /// From when on it is worth nothing.
    pub expires_at: Timestamp,
}

impl Store {
    /// Makes a session.
    pub async fn create_session(
        &self,
        workspace: &WorkspaceId,
        session: NewSession<'_>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        execute!(
            tx,
            "insert into session (token_hash, workspace, member_id, csrf_token, created_at, expires_at)
             values ($1, $2, $3, $4, $5, $6)",
            session.token_hash,
            workspace.as_str(),
            session.member_id.as_str(),
            session.csrf_token,
            now.micros(),
            session.expires_at.micros(),
        )?;
        tx.commit().await
    }

    /// Gives the session of a token, when it has not expired at `now`.
    pub async fn session(&self, token_hash: &str, now: Timestamp) -> Result<Option<Session>, StoreError> {
        maybe!(
            self.read().await?,
            Session,
            "select workspace, member_id, csrf_token, created_at, expires_at from session
             where token_hash = $1 and $2 < expires_at",
            token_hash,
            now.micros(),
        )
    }

    /// Ends a session; no error when there is none.
    pub async fn delete_session(&self, token_hash: &str) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        execute!(tx, "delete from session where token_hash = $1", token_hash)?;
        tx.commit().await
    }

    /// Deletes what has expired at `now`; gives how many.
    pub async fn purge_sessions(&self, now: Timestamp) -> Result<u64, StoreError> {
        let mut tx = self.begin().await?;
        let n_purged = execute!(tx, "delete from session where expires_at <= $1", now.micros())?;
        tx.commit().await?;
        Ok(n_purged)
    }
}
