//! Who is signed in, by the hash of a token.

use crate::database::{Lock, execute, maybe, row, rows};
use crate::{Store, StoreError, Tx};
use vocabulary::{Digest, MemberId, Redacted, Timestamp, WorkspaceId};

/// A signed-in member. Only the hash of the cookie's token is stored, so a stolen file signs nobody in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// The hash of the cookie's token.
    pub token_hash: Redacted<String>,
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
    /// When it was last noted to be used; `None` before the first note.
    pub last_used_at: Option<Timestamp>,
    /// What it was begun with, as that program calls itself; empty when it did not say.
    pub browser: String,
}
row!(Session { token_hash, workspace, member_id, csrf_token, created_at, expires_at, last_used_at, browser });

impl Session {
    /// What it is called where members see it; nobody gets in with it.
    pub fn id(&self) -> String {
        Digest::of(["session id", self.token_hash.expose()]).short()
    }
}

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
    /// What it is begun with, as that program calls itself.
    pub browser: &'a str,
    /// The hash that the password was held against; a password that was changed meanwhile begins no session.
    /// `None` where none was asked for.
    pub password_hash: Option<&'a str>,
}

/// Which sessions of a member are to end.
#[derive(Debug, Clone, Copy)]
pub enum Ending<'a> {
    /// Every one.
    All,
    /// All but the one with this token's hash.
    AllBut(&'a str),
    /// The one that members see under this name.
    One(&'a str),
}

impl Store {
    /// Makes a session.
    ///
    /// Errors: [`StoreError::Member`] when the member was removed or got another password meanwhile.
    pub async fn create_session(
        &self,
        workspace: &WorkspaceId,
        session: NewSession<'_>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        tx.hold(Lock::Members, workspace.as_str()).await?;
        let n_made = execute!(
            tx,
            "insert into session (token_hash, workspace, member_id, csrf_token, created_at, expires_at, browser)
             select $1, m.workspace, m.member_id, $4, $5, $6, $7 from member m
             where m.workspace = $2 and m.member_id = $3 and ($8 is null or m.password_hash = $8)
               and not exists (select 1 from member_removed r
                 where r.workspace = m.workspace and r.member_id = m.member_id)",
            session.token_hash,
            workspace.as_str(),
            session.member_id.as_str(),
            session.csrf_token,
            now.micros(),
            session.expires_at.micros(),
            session.browser,
            session.password_hash,
        )?;
        if n_made == 0 {
            return Err(StoreError::Member {
                why: "the account was changed meanwhile: sign in again".to_owned(),
            });
        }
        tx.note_seen(workspace, session.member_id, now).await?;
        tx.commit().await
    }

    /// Gives the session of a token, when it has not expired at `now` and its member was not removed.
    pub async fn session(&self, token_hash: &str, now: Timestamp) -> Result<Option<Session>, StoreError> {
        maybe!(
            self.read().await?,
            Session,
            "select s.token_hash, s.workspace, s.member_id, s.csrf_token, s.created_at, s.expires_at,
               s.last_used_at, s.browser
             from session s where s.token_hash = $1 and $2 < s.expires_at
               and not exists (select 1 from member_removed r
                 where r.workspace = s.workspace and r.member_id = s.member_id)",
            token_hash,
            now.micros(),
        )
    }

    /// Gives the sessions of the person whom a member is, in all their workspaces, that have not expired at `now`; the
    /// newest first.
    pub async fn sessions_of(
        &self,
        workspace: &WorkspaceId,
        member_id: &MemberId,
        now: Timestamp,
    ) -> Result<Vec<Session>, StoreError> {
        rows!(
            self.read().await?,
            Session,
            "select s.token_hash, s.workspace, s.member_id, s.csrf_token, s.created_at, s.expires_at,
               s.last_used_at, s.browser
             from session s join member m on m.workspace = s.workspace and m.member_id = s.member_id
             join member o on o.workspace = $1 and o.member_id = $2
             where $3 < s.expires_at and m.email = o.email and (m.password_hash = o.password_hash
               or (m.workspace = o.workspace and m.member_id = o.member_id))
             order by s.created_at desc, s.token_hash",
            workspace.as_str(),
            member_id.as_str(),
            now.micros(),
        )
    }

    /// Notes that a session is used.
    pub async fn touch_session(&self, session: &Session, now: Timestamp) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        execute!(
            tx,
            "update session set last_used_at = $2 where token_hash = $1",
            session.token_hash.expose().as_str(),
            now.micros(),
        )?;
        tx.note_seen(&session.workspace, &session.member_id, now).await?;
        tx.commit().await
    }

    /// Ends sessions of the person whom a member is, in all their workspaces; gives how many.
    pub async fn end_sessions(
        &self,
        workspace: &WorkspaceId,
        member_id: &MemberId,
        which: Ending<'_>,
        now: Timestamp,
    ) -> Result<u64, StoreError> {
        let is_meant = |session: &Session| match which {
            Ending::All => true,
            Ending::AllBut(token_hash) => session.token_hash.expose() != token_hash,
            Ending::One(id) => session.id() == id,
        };
        let all = self.sessions_of(workspace, member_id, now).await?;
        let mut tx = self.begin().await?;
        let mut n_ended = 0;
        for session in all.iter().filter(|session| is_meant(session)) {
            let hash = session.token_hash.expose().as_str();
            n_ended += execute!(tx, "delete from session where token_hash = $1", hash)?;
        }
        tx.commit().await?;
        Ok(n_ended)
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

    /// Gives when each member was last at work; who never was is missing.
    pub async fn members_seen(
        &self,
        workspace: &WorkspaceId,
    ) -> Result<Vec<(MemberId, Timestamp)>, StoreError> {
        struct Seen {
            member_id: MemberId,
            at: Timestamp,
        }
        row!(Seen { member_id, at });
        let found = rows!(
            self.read().await?,
            Seen,
            "select member_id, at from member_seen where workspace = $1",
            workspace.as_str(),
        )?;
        Ok(found.into_iter().map(|seen| (seen.member_id, seen.at)).collect())
    }
}

impl Tx {
    /// Ends a member's sessions in this workspace: all, or all but one.
    pub(crate) async fn end_sessions(
        &mut self,
        workspace: &WorkspaceId,
        member_id: &MemberId,
        kept: Option<&str>,
    ) -> Result<u64, StoreError> {
        execute!(
            self,
            "delete from session where workspace = $1 and member_id = $2
               and ($3 is null or token_hash <> $3)",
            workspace.as_str(),
            member_id.as_str(),
            kept,
        )
    }

    pub(crate) async fn note_seen(
        &mut self,
        workspace: &WorkspaceId,
        member_id: &MemberId,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        execute!(
            self,
            "insert into member_seen (workspace, member_id, at) values ($1, $2, $3)
             on conflict (workspace, member_id) do update set at = excluded.at",
            workspace.as_str(),
            member_id.as_str(),
            now.micros(),
        )?;
        Ok(())
    }
}
