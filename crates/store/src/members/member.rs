//! Members: who they are, making one, and whether they may now.

use crate::audit::covered::MEMBERS;
use crate::database::{Lock, count, execute, maybe, random_bytes, row, rows};
use crate::{Store, StoreError, Tx};
use governance::{Act, Actor, Role};
use vocabulary::{Digest, MemberId, Redacted, Timestamp, WorkspaceId};

/// A user of the workspace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Its id.
    pub member_id: MemberId,
    /// For people.
    pub name: String,
    /// In small letters; unique in the workspace.
    pub email: String,
    /// What it does in the team.
    pub role: Role,
    /// `None` for a member who cannot sign in, as the script of the demo.
    pub password_hash: Option<Redacted<String>>,
    /// When it was made.
    pub created_at: Timestamp,
    /// Since when it is no member any more; its name is still shown beside what it did.
    pub removed_at: Option<Timestamp>,
}
row!(Member { member_id, name, email, role, password_hash, created_at, removed_at });

impl Member {
    /// Whether it can sign in: it has a password, and nobody removed it.
    pub fn can_sign_in(&self) -> bool {
        self.password_hash.is_some() && self.removed_at.is_none()
    }
}

/// What every reading of members begins with.
macro_rules! members {
    ($rest:literal) => {
        concat!(
            "select m.member_id, m.name, m.email, m.role, m.password_hash, m.created_at, r.at as removed_at
             from member m left join member_removed r
               on r.workspace = m.workspace and r.member_id = m.member_id ",
            $rest
        )
    };
}

/// A member to be made.
#[derive(Debug, Clone, Copy)]
pub struct NewMember<'a> {
    /// For people.
    pub name: &'a str,
    /// Its e-mail address; kept in small letters.
    pub email: &'a str,
    /// What it does in the team.
    pub role: Role,
    /// The hash of its password; `None` for a member who cannot sign in.
    pub password_hash: Option<&'a str>,
}

impl Store {
    /// Makes a member with a new id.
    ///
    /// Errors: [`StoreError::Taken`] when the e-mail address is in use.
    pub async fn create_member(
        &self,
        workspace: &WorkspaceId,
        member: NewMember<'_>,
        now: Timestamp,
    ) -> Result<Member, StoreError> {
        let mut tx = self.begin().await?;
        let member_id = tx.insert_member(workspace, member, now).await?;
        let made = tx.member(workspace, &member_id).await?;
        tx.commit().await?;
        Ok(made)
    }

    /// Gives the member with this e-mail address, in whatever case it is written.
    pub async fn member_by_email(
        &self,
        workspace: &WorkspaceId,
        email: &str,
    ) -> Result<Option<Member>, StoreError> {
        maybe!(
            self.read().await?,
            Member,
            members!("where m.workspace = $1 and m.email = $2"),
            workspace.as_str(),
            email.trim().to_lowercase(),
        )
    }

    /// Gives the member with this id.
    ///
    /// Errors: [`StoreError::Missing`].
    pub async fn member(&self, workspace: &WorkspaceId, member_id: &MemberId) -> Result<Member, StoreError> {
        maybe!(
            self.read().await?,
            Member,
            members!("where m.workspace = $1 and m.member_id = $2"),
            workspace.as_str(),
            member_id.as_str(),
        )?
        .ok_or_else(|| StoreError::Missing { what: "member", key: member_id.to_string() })
    }

    /// Gives all members, the oldest first, those removed among them.
    pub async fn members(&self, workspace: &WorkspaceId) -> Result<Vec<Member>, StoreError> {
        rows!(
            self.read().await?,
            Member,
            members!("where m.workspace = $1 order by m.created_at, m.member_id"),
            workspace.as_str(),
        )
    }

    /// Counts the members who can sign in; 0 means that the first one is still to be made.
    pub async fn n_members_with_password(&self, workspace: &WorkspaceId) -> Result<i64, StoreError> {
        count!(
            self.read().await?,
            "select count(*) from member where workspace = $1 and password_hash is not null",
            workspace.as_str(),
        )
    }
}

impl Tx {
    /// Writes a new member, and gives its id.
    pub(crate) async fn insert_member(
        &mut self,
        workspace: &WorkspaceId,
        member: NewMember<'_>,
        now: Timestamp,
    ) -> Result<MemberId, StoreError> {
        let member_id = format!("member-{}", Digest::of([random_bytes()?]).short());
        let email = member.email.trim().to_lowercase();
        execute!(
            self,
            "insert into member (workspace, member_id, name, email, role, password_hash, created_at)
             values ($1, $2, $3, $4, $5, $6, $7)",
            workspace.as_str(),
            member_id.as_str(),
            member.name,
            email.as_str(),
            member.role.as_str(),
            member.password_hash,
            now.micros(),
        )
        .map_err(|error| {
            if error.is_taken() { StoreError::Taken { what: "member", key: "e-mail address" } } else { error }
        })?;
        self.after(&MEMBERS, workspace, std::slice::from_ref(&member_id), now).await?;
        MemberId::new(member_id.as_str()).map_err(|_| StoreError::Missing { what: "member", key: member_id })
    }

    /// Gives the member with this id, as this transaction sees it.
    pub(crate) async fn member(
        &mut self,
        workspace: &WorkspaceId,
        member_id: &MemberId,
    ) -> Result<Member, StoreError> {
        maybe!(
            self,
            Member,
            members!("where m.workspace = $1 and m.member_id = $2"),
            workspace.as_str(),
            member_id.as_str(),
        )?
        .ok_or_else(|| StoreError::Missing { what: "member", key: member_id.to_string() })
    }

    /// Refuses whoever may not keep members now, whatever they were when they asked: two admins who demote each
    /// other at once are served one after the other.
    ///
    /// While no admin can sign in, whoever holds the data folder may: somebody must make the first.
    pub(crate) async fn check_keeper(
        &mut self,
        workspace: &WorkspaceId,
        by: &Actor,
    ) -> Result<(), StoreError> {
        self.check_admin(workspace, by, Act::KeepMembers).await
    }

    /// The same for another act that is left to admins.
    pub(crate) async fn check_admin(
        &mut self,
        workspace: &WorkspaceId,
        by: &Actor,
        act: Act,
    ) -> Result<(), StoreError> {
        let Actor::Member { id, .. } = by else {
            return Err(StoreError::Member { why: format!("only a member may {}", act.in_words()) });
        };
        let keeper = self.member(workspace, id).await?;
        if keeper.removed_at.is_some() {
            return Err(StoreError::Member { why: format!("`{}` is no member any more", keeper.name) });
        }
        if keeper.role.may(act) || self.n_admins(workspace).await? == 0 {
            return Ok(());
        }
        let why = format!("role `{}` may not {}: ask {}", keeper.role, act.in_words(), act.whom_to_ask());
        Err(StoreError::Member { why })
    }

    /// Gives the member who does `act`, when they may now, whatever they were when they asked; nobody changes members
    /// until this transaction ends.
    ///
    /// Errors: [`StoreError::Member`] for who was removed or whose role may not.
    pub async fn check_may(
        &mut self,
        workspace: &WorkspaceId,
        by: &MemberId,
        act: Act,
    ) -> Result<Member, StoreError> {
        self.hold(Lock::Members, workspace.as_str()).await?;
        let member = self.member(workspace, by).await?;
        if member.removed_at.is_some() {
            return Err(StoreError::Member { why: format!("`{}` is no member any more", member.name) });
        }
        if !member.role.may(act) {
            let (role, words) = (member.role, act.in_words());
            let why = format!("role `{role}` may not {words}: ask {}", act.whom_to_ask());
            return Err(StoreError::Member { why });
        }
        Ok(member)
    }

    /// Counts the admins who can sign in.
    pub(crate) async fn n_admins(&mut self, workspace: &WorkspaceId) -> Result<i64, StoreError> {
        count!(
            self,
            "select count(*) from member m
             where m.workspace = $1 and m.role = $2 and m.password_hash is not null
               and not exists (select 1 from member_removed r
                 where r.workspace = m.workspace and r.member_id = m.member_id)",
            workspace.as_str(),
            Role::Admin.as_str(),
        )
    }
}
