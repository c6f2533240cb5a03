//! The workspaces that one person is a member of.
//!
//! There is no account above workspaces: a person is their e-mail address, with one member for each workspace. Anybody
//! who keeps members may write any address down and set a password for it by a link, so an address alone proves nothing.
//!
//! INVARIANT: two members are one person when they have the same address and the same password hash, letter by letter.
//! Two hashes of one password differ by their salt; they become the same only where whoever held the password of the
//! one proved it for the other: by joining with it, by signing in to both with it, or by making the workspace.
//! A reset by an admin makes another hash, and so takes its member apart from the others.

use crate::audit::covered::MEMBERS;
use crate::database::{Lock, execute, maybe, row, rows};
use crate::{Member, Session, Store, StoreError, Tx};
use governance::{Actor, Role};
use serde_json::json;
use vocabulary::{MemberId, Redacted, Timestamp, WorkspaceId};

/// A person's place in one workspace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seat {
    /// Which workspace.
    pub workspace: WorkspaceId,
    /// Its name.
    pub name: String,
    /// Whether its data come from the simulator.
    pub is_simulated: bool,
    /// Who they are there.
    pub member_id: MemberId,
    /// In which role.
    pub role: Role,
    /// The hash of the password that opens it.
    pub password_hash: Redacted<String>,
    /// When they were last at work there.
    pub last_seen_at: Option<Timestamp>,
}
row!(Seat { workspace, name, is_simulated, member_id, role, password_hash, last_seen_at });

/// What every reading of seats begins with: who can sign in, with `o` as the member that is asked from.
macro_rules! seats {
    ($rest:literal) => {
        concat!(
            "select w.workspace, w.name, w.is_simulated, m.member_id, m.role, m.password_hash,
               s.at as last_seen_at
             from member m join workspace w on w.workspace = m.workspace
             left join member_seen s on s.workspace = m.workspace and s.member_id = m.member_id ",
            $rest,
            " and m.password_hash is not null
               and not exists (select 1 from member_removed r
                 where r.workspace = m.workspace and r.member_id = m.member_id)
             order by coalesce(s.at, 0) desc, w.created_at, w.workspace"
        )
    };
}

impl Store {
    /// Gives every member with this e-mail address who can sign in, whoever's they are; the one used last first.
    pub async fn seats_by_email(&self, email: &str) -> Result<Vec<Seat>, StoreError> {
        rows!(self.read().await?, Seat, seats!("where m.email = $1"), email.trim().to_lowercase())
    }

    /// Gives the seats of the person whom this member is, their own among them; the one used last first.
    pub async fn seats_of(
        &self,
        workspace: &WorkspaceId,
        member_id: &MemberId,
    ) -> Result<Vec<Seat>, StoreError> {
        rows!(
            self.read().await?,
            Seat,
            seats!(
                "join member o on o.workspace = $1 and o.member_id = $2
                 where m.email = o.email and m.password_hash = o.password_hash"
            ),
            workspace.as_str(),
            member_id.as_str(),
        )
    }

    /// Makes these members one person with the one whose password hash is `hash`. Whoever calls it has seen the password
    /// open each of them by the hash that stands in it; one that has another by now is left alone.
    pub async fn join_seats(
        &self,
        email: &str,
        others: &[Seat],
        hash: &str,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let others: Vec<&Seat> = others.iter().filter(|seat| seat.password_hash.expose() != hash).collect();
        if others.is_empty() {
            return Ok(());
        }
        let mut tx = self.begin().await?;
        tx.hold_members(others.iter().map(|seat| &seat.workspace)).await?;
        for seat in others {
            let member = tx.member(&seat.workspace, &seat.member_id).await?;
            let is_proved = member.email == email.trim().to_lowercase()
                && member.password_hash.as_ref().is_some_and(|now| now == &seat.password_hash)
                && member.removed_at.is_none();
            if is_proved {
                let body = json!({ "password": "the same as in another workspace" });
                tx.put_password(&seat.workspace, &member, hash, ("member.seats_joined", body), now).await?;
            }
        }
        tx.commit().await
    }

    /// Takes a session along to another workspace of the same person. It stays the one that began when the password was
    /// given, with another token; the earlier token opens nothing any more.
    ///
    /// Returns: `None` where the person has no seat, or an admin ended their sessions since the password was given.
    pub async fn move_session(
        &self,
        session: &Session,
        to: &WorkspaceId,
        (token_hash, csrf_token): (&str, &str),
        now: Timestamp,
    ) -> Result<Option<Member>, StoreError> {
        let mut tx = self.begin().await?;
        tx.hold_members([&session.workspace, to].into_iter()).await?;
        let found = maybe!(
            tx,
            (String,),
            "select m.member_id from session s
             join member o on o.workspace = s.workspace and o.member_id = s.member_id
             join member m on m.workspace = $2 and m.email = o.email and m.password_hash = o.password_hash
             where s.token_hash = $1
               and not exists (select 1 from member_removed r
                 where (r.workspace = m.workspace and r.member_id = m.member_id)
                   or (r.workspace = o.workspace and r.member_id = o.member_id))
               and not exists (select 1 from member_signed_out e
                 where e.workspace = m.workspace and e.member_id = m.member_id and s.created_at <= e.at)",
            session.token_hash.expose().as_str(),
            to.as_str(),
        )?;
        let Some((id,)) = found else { return Ok(None) };
        execute!(
            tx,
            "update session set workspace = $2, member_id = $3, token_hash = $4, csrf_token = $5,
               last_used_at = $6 where token_hash = $1",
            session.token_hash.expose().as_str(),
            to.as_str(),
            id.as_str(),
            token_hash,
            csrf_token,
            now.micros(),
        )?;
        let member_id =
            MemberId::new(id.as_str()).map_err(|_| StoreError::Missing { what: "member", key: id })?;
        tx.note_seen(to, &member_id, now).await?;
        let member = tx.member(to, &member_id).await?;
        tx.commit().await?;
        Ok(Some(member))
    }
}

impl Tx {
    /// Holds the members of several workspaces, always in the same order, so that two cannot wait for each other.
    pub(crate) async fn hold_members<'a>(
        &mut self,
        workspaces: impl Iterator<Item = &'a WorkspaceId>,
    ) -> Result<(), StoreError> {
        let mut names: Vec<&str> = workspaces.map(WorkspaceId::as_str).collect();
        names.sort_unstable();
        names.dedup();
        for name in names {
            self.hold(Lock::Members, name).await?;
        }
        Ok(())
    }

    /// Writes another password hash of a member, and tells of it as their own act.
    pub(crate) async fn put_password(
        &mut self,
        workspace: &WorkspaceId,
        member: &Member,
        hash: &str,
        (action, body): (&str, serde_json::Value),
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let ids = [member.member_id.to_string()];
        self.before(&MEMBERS, workspace, &ids).await?;
        execute!(
            self,
            "update member set password_hash = $3 where workspace = $1 and member_id = $2",
            workspace.as_str(),
            member.member_id.as_str(),
            hash,
        )?;
        self.after(&MEMBERS, workspace, &ids, now).await?;
        let by = Actor::Member { id: member.member_id.clone(), role: member.role };
        self.tell_of_member(workspace, &member.member_id, action, body, &by, now).await
    }

    /// Notes that no password given before counts for this member in another workspace.
    pub(crate) async fn sign_out(
        &mut self,
        workspace: &WorkspaceId,
        member_id: &MemberId,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        execute!(
            self,
            "insert into member_signed_out (workspace, member_id, at) values ($1, $2, $3)
             on conflict (workspace, member_id) do update set at = excluded.at",
            workspace.as_str(),
            member_id.as_str(),
            now.micros(),
        )?;
        Ok(())
    }
}
