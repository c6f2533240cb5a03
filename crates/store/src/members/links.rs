//! Links by which somebody joins or sets a new password. Only the hash of the token is kept; each works once.

use crate::audit::covered::{MEMBER_LINKS, MEMBERS};
use crate::database::{Lock, execute, maybe, row, rows, stored_as_word};
use crate::{Member, NewAudit, NewMember, Store, StoreError, Tx};
use governance::{Actor, GovernanceError};
use serde::Serialize;
use serde_json::json;
use std::str::FromStr;
use vocabulary::{DAY, MemberId, Timestamp, WorkspaceId};

/// How long a link may lie in a mailbox.
const N_DAYS: i64 = 7;

/// What a link is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkKind {
    /// The first password of a member.
    Invite,
    /// Another password of a member who has one.
    Reset,
}

impl LinkKind {
    /// The word as it is stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Invite => "invite",
            Self::Reset => "reset",
        }
    }
}

impl FromStr for LinkKind {
    type Err = GovernanceError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "invite" => Ok(Self::Invite),
            "reset" => Ok(Self::Reset),
            _ => {
                Err(GovernanceError::Word { what: "link", input: text.to_owned(), allowed: "invite, reset" })
            }
        }
    }
}
stored_as_word!(LinkKind);

/// A link that was made for a member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberLink {
    /// For whom.
    pub member_id: MemberId,
    /// What for.
    pub kind: LinkKind,
    /// Who made it, as the audit chain names them.
    pub made_by: String,
    /// When.
    pub made_at: Timestamp,
    /// From when on it opens nothing.
    pub expires_at: Timestamp,
    ended_as: Option<String>,
}
row!(MemberLink { member_id, kind, made_by, made_at, expires_at, ended_as });

/// Gives a link that still opens something.
fn opening(found: Option<MemberLink>, now: Timestamp) -> Result<MemberLink, StoreError> {
    let Some(link) = found else { return Err(StoreError::Link { why: "is not known here" }) };
    match link.ended_as.as_deref() {
        Some("used") => Err(StoreError::Link { why: "was used already" }),
        Some(_) => Err(StoreError::Link { why: "was taken back, or another was made after it" }),
        None if link.expires_at <= now => Err(StoreError::Link { why: "is older than 7 days" }),
        None => Ok(link),
    }
}

impl Store {
    /// Makes a member who is to join by the link with this hash.
    ///
    /// Errors: [`StoreError::Taken`] when the e-mail address is in use, [`StoreError::Member`] for who may not.
    pub async fn invite_member(
        &self,
        workspace: &WorkspaceId,
        member: NewMember<'_>,
        link_hash: &str,
        by: &Actor,
        now: Timestamp,
    ) -> Result<(Member, MemberLink), StoreError> {
        let mut tx = self.begin().await?;
        tx.hold(Lock::Members, workspace.as_str()).await?;
        tx.check_keeper(workspace, by).await?;
        let member_id = tx.insert_member(workspace, member, now).await?;
        let made = tx.make_link(workspace, &member_id, link_hash, by, now).await?;
        tx.commit().await?;
        Ok(made)
    }

    /// Makes a member without a password and without a link, who works from the command line.
    ///
    /// Errors: [`StoreError::Taken`] when the e-mail address is in use.
    pub async fn add_member(
        &self,
        workspace: &WorkspaceId,
        member: NewMember<'_>,
        by: &Actor,
        now: Timestamp,
    ) -> Result<Member, StoreError> {
        let mut tx = self.begin().await?;
        tx.hold(Lock::Members, workspace.as_str()).await?;
        let member_id = tx.insert_member(workspace, member, now).await?;
        let body = json!({ "role": member.role });
        tx.tell_of_member(workspace, &member_id, "member.added", body, by, now).await?;
        let made = tx.member(workspace, &member_id).await?;
        tx.commit().await?;
        Ok(made)
    }

    /// Makes a link for a member: to join for who has no password yet, to set another for who has one. Links that
    /// were open are taken back.
    ///
    /// Errors: [`StoreError::Missing`], [`StoreError::Member`] for who was removed or who may not.
    pub async fn make_member_link(
        &self,
        workspace: &WorkspaceId,
        member_id: &MemberId,
        link_hash: &str,
        by: &Actor,
        now: Timestamp,
    ) -> Result<(Member, MemberLink), StoreError> {
        let mut tx = self.begin().await?;
        tx.hold(Lock::Members, workspace.as_str()).await?;
        tx.check_keeper(workspace, by).await?;
        let made = tx.make_link(workspace, member_id, link_hash, by, now).await?;
        tx.commit().await?;
        Ok(made)
    }

    /// Takes the open link of a member back.
    ///
    /// Errors: [`StoreError::Missing`] when none is open.
    pub async fn take_back_member_link(
        &self,
        workspace: &WorkspaceId,
        member_id: &MemberId,
        by: &Actor,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        tx.hold(Lock::Members, workspace.as_str()).await?;
        tx.check_keeper(workspace, by).await?;
        tx.member(workspace, member_id).await?;
        if tx.end_links(workspace, member_id, "taken_back", now).await? == 0 {
            return Err(StoreError::Missing { what: "open link of member", key: member_id.to_string() });
        }
        tx.tell_of_member(workspace, member_id, "member.link_taken_back", json!({}), by, now).await?;
        tx.commit().await
    }

    /// Gives what the link with this hash opens, and for whom.
    ///
    /// Errors: [`StoreError::Link`] when it opens nothing at `now`.
    pub async fn member_link(
        &self,
        workspace: &WorkspaceId,
        link_hash: &str,
        now: Timestamp,
    ) -> Result<(Member, MemberLink), StoreError> {
        let found = maybe!(
            self.read().await?,
            MemberLink,
            "select member_id, kind, made_by, made_at, expires_at, ended_as from member_link
             where workspace = $1 and link_hash = $2",
            workspace.as_str(),
            link_hash,
        )?;
        let link = opening(found, now)?;
        Ok((self.member(workspace, &link.member_id).await?, link))
    }

    /// Gives the workspace that the link with this hash leads to; a link is known by its hash everywhere.
    ///
    /// Errors: [`StoreError::Link`] for one that is not known.
    pub async fn workspace_of_link(&self, link_hash: &str) -> Result<WorkspaceId, StoreError> {
        struct Of {
            workspace: WorkspaceId,
        }
        row!(Of { workspace });
        let sql = "select workspace from member_link where link_hash = $1";
        let found = maybe!(self.read().await?, Of, sql, link_hash)?;
        found.map(|of| of.workspace).ok_or(StoreError::Link { why: "is not known here" })
    }

    /// Gives the links that open something at `now`.
    pub async fn open_member_links(
        &self,
        workspace: &WorkspaceId,
        now: Timestamp,
    ) -> Result<Vec<MemberLink>, StoreError> {
        rows!(
            self.read().await?,
            MemberLink,
            "select member_id, kind, made_by, made_at, expires_at, ended_as from member_link
             where workspace = $1 and ended_as is null and $2 < expires_at order by made_at",
            workspace.as_str(),
            now.micros(),
        )
    }

    /// Uses a link up: its member gets this password, and this name where one is given; sessions they had end.
    ///
    /// Of two who use one link at once the second is told that it was used.
    ///
    /// Errors: [`StoreError::Link`], [`StoreError::Member`] for who was removed meanwhile.
    pub async fn use_member_link(
        &self,
        workspace: &WorkspaceId,
        link_hash: &str,
        name: Option<&str>,
        password_hash: &str,
        now: Timestamp,
    ) -> Result<Member, StoreError> {
        let mut tx = self.begin().await?;
        tx.hold(Lock::Members, workspace.as_str()).await?;
        let found = maybe!(
            tx,
            MemberLink,
            "select member_id, kind, made_by, made_at, expires_at, ended_as from member_link
             where workspace = $1 and link_hash = $2",
            workspace.as_str(),
            link_hash,
        )?;
        let link = opening(found, now)?;
        let member = tx.present_member(workspace, &link.member_id).await?;
        let ids = [link.member_id.to_string()];
        tx.before(&MEMBERS, workspace, &ids).await?;
        execute!(
            tx,
            "update member set password_hash = $3, name = coalesce($4, name)
             where workspace = $1 and member_id = $2",
            workspace.as_str(),
            link.member_id.as_str(),
            password_hash,
            name,
        )?;
        tx.after(&MEMBERS, workspace, &ids, now).await?;
        tx.end_links(workspace, &link.member_id, "used", now).await?;
        tx.end_sessions(workspace, &link.member_id, None).await?;
        let action = match link.kind {
            LinkKind::Invite => "member.joined",
            LinkKind::Reset => "member.password_reset",
        };
        let by = Actor::Member { id: link.member_id.clone(), role: member.role };
        let body = json!({ "link_by": link.made_by });
        tx.tell_of_member(workspace, &link.member_id, action, body, &by, now).await?;
        let member = tx.member(workspace, &link.member_id).await?;
        tx.commit().await?;
        Ok(member)
    }
}

impl Tx {
    async fn make_link(
        &mut self,
        workspace: &WorkspaceId,
        member_id: &MemberId,
        link_hash: &str,
        by: &Actor,
        now: Timestamp,
    ) -> Result<(Member, MemberLink), StoreError> {
        let member = self.present_member(workspace, member_id).await?;
        let kind = if member.password_hash.is_some() { LinkKind::Reset } else { LinkKind::Invite };
        self.end_links(workspace, member_id, "taken_back", now).await?;
        let link = MemberLink {
            member_id: member_id.clone(),
            kind,
            made_by: by.to_string(),
            made_at: now,
            expires_at: now + DAY.times(N_DAYS),
            ended_as: None,
        };
        execute!(
            self,
            "insert into member_link (link_hash, workspace, member_id, kind, made_by, made_at, expires_at)
             values ($1, $2, $3, $4, $5, $6, $7)",
            link_hash,
            workspace.as_str(),
            member_id.as_str(),
            kind.as_str(),
            link.made_by.as_str(),
            now.micros(),
            link.expires_at.micros(),
        )?;
        self.after(&MEMBER_LINKS, workspace, &[link_hash.to_owned()], now).await?;
        let action = match kind {
            LinkKind::Invite => "member.invited",
            LinkKind::Reset => "member.reset_link_made",
        };
        let body = json!({ "role": member.role, "expires_at": link.expires_at.to_string() });
        self.tell_of_member(workspace, member_id, action, body, by, now).await?;
        Ok((member, link))
    }

    /// Ends the open links of a member; gives how many.
    pub(crate) async fn end_links(
        &mut self,
        workspace: &WorkspaceId,
        member_id: &MemberId,
        ended_as: &str,
        now: Timestamp,
    ) -> Result<u64, StoreError> {
        let open = rows!(
            self,
            (String,),
            "select link_hash from member_link where workspace = $1 and member_id = $2 and ended_as is null",
            workspace.as_str(),
            member_id.as_str(),
        )?;
        let keys: Vec<String> = open.into_iter().map(|(hash,)| hash).collect();
        self.before(&MEMBER_LINKS, workspace, &keys).await?;
        let n_ended = execute!(
            self,
            "update member_link set ended_at = $3, ended_as = $4
             where workspace = $1 and member_id = $2 and ended_as is null",
            workspace.as_str(),
            member_id.as_str(),
            now.micros(),
            ended_as,
        )?;
        self.after(&MEMBER_LINKS, workspace, &keys, now).await?;
        Ok(n_ended)
    }

    /// Gives a member who was not removed.
    pub(crate) async fn present_member(
        &mut self,
        workspace: &WorkspaceId,
        member_id: &MemberId,
    ) -> Result<Member, StoreError> {
        let member = self.member(workspace, member_id).await?;
        match member.removed_at {
            None => Ok(member),
            Some(_) => {
                let why = format!("`{}` was removed: bring them back first", member.name);
                Err(StoreError::Member { why })
            }
        }
    }

    /// Writes the entry of a change of a member.
    pub(crate) async fn tell_of_member(
        &mut self,
        workspace: &WorkspaceId,
        member_id: &MemberId,
        action: &str,
        body: serde_json::Value,
        by: &Actor,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let subject = format!("member:{member_id}");
        let entry = NewAudit { actor: by, action, subject: &subject, body: &body };
        self.append_audit(workspace, entry, now).await.map(|_| ())
    }
}
