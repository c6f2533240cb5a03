//! What becomes of members: their role, name and password, and whether they still are one. Each change is told to
//! the audit chain by who made it, in the transaction of the change.

use crate::audit::covered::{MEMBERS, REMOVED_MEMBERS};
use crate::database::{Lock, execute};
use crate::{Member, Store, StoreError, Tx};
use governance::{Actor, Role};
use serde_json::json;
use vocabulary::{MemberId, Timestamp, WorkspaceId};

impl Store {
    /// Gives a member another role.
    ///
    /// Errors: [`StoreError::LastAdmin`], [`StoreError::Member`] for who was removed or who may not.
    pub async fn set_role(
        &self,
        workspace: &WorkspaceId,
        member_id: &MemberId,
        role: Role,
        by: &Actor,
        now: Timestamp,
    ) -> Result<Member, StoreError> {
        let mut tx = self.keeping(workspace, by).await?;
        let member = tx.present_member(workspace, member_id).await?;
        if member.role == role {
            return Ok(member);
        }
        tx.check_not_last(workspace, &member).await?;
        let ids = [member_id.to_string()];
        tx.before(&MEMBERS, workspace, &ids).await?;
        execute!(
            tx,
            "update member set role = $3 where workspace = $1 and member_id = $2",
            workspace.as_str(),
            member_id.as_str(),
            role.as_str(),
        )?;
        tx.after(&MEMBERS, workspace, &ids, now).await?;
        let body = json!({ "from": member.role, "to": role });
        tx.tell_of_member(workspace, member_id, "member.role_changed", body, by, now).await?;
        tx.commit().await?;
        Ok(Member { role, ..member })
    }

    /// Removes a member: they cannot sign in, their sessions and links end, and what they did stays theirs.
    ///
    /// Errors: [`StoreError::LastAdmin`], [`StoreError::Member`] for who was removed already or who may not.
    pub async fn remove_member(
        &self,
        workspace: &WorkspaceId,
        member_id: &MemberId,
        by: &Actor,
        now: Timestamp,
    ) -> Result<Member, StoreError> {
        let mut tx = self.keeping(workspace, by).await?;
        let member = tx.present_member(workspace, member_id).await?;
        tx.check_not_last(workspace, &member).await?;
        execute!(
            tx,
            "insert into member_removed (workspace, member_id, by_member, at) values ($1, $2, $3, $4)",
            workspace.as_str(),
            member_id.as_str(),
            by.to_string(),
            now.micros(),
        )?;
        tx.after(&REMOVED_MEMBERS, workspace, &[member_id.to_string()], now).await?;
        tx.end_links(workspace, member_id, "taken_back", now).await?;
        let n_ended = tx.end_sessions(workspace, member_id, None).await?;
        tx.sign_out(workspace, member_id, now).await?;
        let body = json!({ "role": member.role, "n_sessions_ended": n_ended });
        tx.tell_of_member(workspace, member_id, "member.removed", body, by, now).await?;
        tx.commit().await?;
        Ok(Member { removed_at: Some(now), ..member })
    }

    /// Makes somebody who was removed a member again, with the password they had.
    ///
    /// Errors: [`StoreError::Member`] for who is one, or who may not.
    pub async fn bring_back_member(
        &self,
        workspace: &WorkspaceId,
        member_id: &MemberId,
        by: &Actor,
        now: Timestamp,
    ) -> Result<Member, StoreError> {
        let mut tx = self.keeping(workspace, by).await?;
        let member = tx.member(workspace, member_id).await?;
        if member.removed_at.is_none() {
            return Err(StoreError::Member { why: format!("`{}` is a member already", member.name) });
        }
        let ids = [member_id.to_string()];
        tx.before(&REMOVED_MEMBERS, workspace, &ids).await?;
        execute!(
            tx,
            "delete from member_removed where workspace = $1 and member_id = $2",
            workspace.as_str(),
            member_id.as_str(),
        )?;
        tx.after(&REMOVED_MEMBERS, workspace, &ids, now).await?;
        let body = json!({ "role": member.role });
        tx.tell_of_member(workspace, member_id, "member.brought_back", body, by, now).await?;
        tx.commit().await?;
        Ok(Member { removed_at: None, ..member })
    }

    /// Ends every session of a member, as an admin does; gives how many. A session of the same person in another
    /// workspace does not lead back here: they give their password again.
    pub async fn end_sessions_of_member(
        &self,
        workspace: &WorkspaceId,
        member_id: &MemberId,
        by: &Actor,
        now: Timestamp,
    ) -> Result<u64, StoreError> {
        let mut tx = self.keeping(workspace, by).await?;
        tx.member(workspace, member_id).await?;
        let n_ended = tx.end_sessions(workspace, member_id, None).await?;
        tx.sign_out(workspace, member_id, now).await?;
        let body = json!({ "n_sessions_ended": n_ended });
        tx.tell_of_member(workspace, member_id, "member.sessions_ended", body, by, now).await?;
        tx.commit().await?;
        Ok(n_ended)
    }

    /// Gives a member the name they want.
    pub async fn rename_member(
        &self,
        workspace: &WorkspaceId,
        member_id: &MemberId,
        name: &str,
        now: Timestamp,
    ) -> Result<Member, StoreError> {
        let mut tx = self.begin().await?;
        tx.hold(Lock::Members, workspace.as_str()).await?;
        let member = tx.present_member(workspace, member_id).await?;
        let ids = [member_id.to_string()];
        tx.before(&MEMBERS, workspace, &ids).await?;
        execute!(
            tx,
            "update member set name = $3 where workspace = $1 and member_id = $2",
            workspace.as_str(),
            member_id.as_str(),
            name,
        )?;
        tx.after(&MEMBERS, workspace, &ids, now).await?;
        let by = Actor::Member { id: member_id.clone(), role: member.role };
        tx.tell_of_member(workspace, member_id, "member.renamed", json!({}), &by, now).await?;
        tx.commit().await?;
        Ok(Member { name: name.to_owned(), ..member })
    }

    /// Changes a person's password in all their workspaces, when `old_hash` is still that of the one they have: sessions
    /// end but for the one with the hash `kept`, and so do reset links.
    ///
    /// Errors: [`StoreError::Member`] when the password was changed meanwhile.
    pub async fn change_password(
        &self,
        workspace: &WorkspaceId,
        member_id: &MemberId,
        (old_hash, new_hash): (&str, &str),
        kept: &str,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let seats = self.seats_of(workspace, member_id).await?;
        let mut tx = self.begin().await?;
        tx.hold_members(seats.iter().map(|seat| &seat.workspace).chain([workspace])).await?;
        let has_old =
            |member: &Member| member.password_hash.as_ref().is_some_and(|hash| hash.expose() == old_hash);
        let member = tx.present_member(workspace, member_id).await?;
        if !has_old(&member) {
            let why = "the password was changed meanwhile: sign in again".to_owned();
            return Err(StoreError::Member { why });
        }
        for seat in seats {
            let (at, id) = (&seat.workspace, &seat.member_id);
            let own = tx.member(at, id).await?;
            // One that was reset or removed since is not theirs to change from here.
            if !has_old(&own) || own.email != member.email || own.removed_at.is_some() {
                continue;
            }
            tx.end_links(at, id, "taken_back", now).await?;
            let n_ended = tx.end_sessions(at, id, Some(kept)).await?;
            let body = json!({ "n_sessions_ended": n_ended });
            tx.put_password(at, &own, new_hash, ("member.password_changed", body), now).await?;
        }
        tx.commit().await
    }

    /// Begins a transaction of somebody who keeps members, one at a time.
    async fn keeping(&self, workspace: &WorkspaceId, by: &Actor) -> Result<Tx, StoreError> {
        let mut tx = self.begin().await?;
        tx.hold(Lock::Members, workspace.as_str()).await?;
        tx.check_keeper(workspace, by).await?;
        Ok(tx)
    }
}

impl Tx {
    /// INVARIANT: somebody who can sign in can always keep members: the last admin stays one.
    async fn check_not_last(&mut self, workspace: &WorkspaceId, member: &Member) -> Result<(), StoreError> {
        let is_admin = member.role == Role::Admin && member.can_sign_in();
        if is_admin && self.n_admins(workspace).await? <= 1 {
            return Err(StoreError::LastAdmin { name: member.name.clone() });
        }
        Ok(())
    }
}
