use crate::cells::row;
use crate::covered::MEMBERS;
use crate::link::{count, execute, maybe, rows};
use crate::workspaces::random_bytes;
use crate::{Store, StoreError};
use governance::Role;
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
}
row!(Member { member_id, name, email, role, password_hash, created_at });

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
        let member_id = format!("member-{}", Digest::of([random_bytes()?]).short());
        let email = member.email.trim().to_lowercase();
        let mut tx = self.begin().await?;
        execute!(
            tx,
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
        tx.after(&MEMBERS, workspace, std::slice::from_ref(&member_id), now).await?;
        tx.commit().await?;
        self.member_by_email(workspace, &email)
            .await?
            .ok_or(StoreError::Missing { what: "member", key: member_id })
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
            "select member_id, name, email, role, password_hash, created_at from member
             where workspace = $1 and email = $2",
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
            "select member_id, name, email, role, password_hash, created_at from member
             where workspace = $1 and member_id = $2",
            workspace.as_str(),
            member_id.as_str(),
        )?
        .ok_or_else(|| StoreError::Missing { what: "member", key: member_id.to_string() })
    }

    /// Gives all members, the oldest first.
    pub async fn members(&self, workspace: &WorkspaceId) -> Result<Vec<Member>, StoreError> {
        rows!(
            self.read().await?,
            Member,
            "select member_id, name, email, role, password_hash, created_at from member
             where workspace = $1 order by created_at, member_id",
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
