//! Making a workspace for somebody who is a member of another.

use super::workspace::MADE_FROM;
use crate::{NewAudit, NewMember, Store, StoreError, Workspace};
use governance::{Act, Actor, Role};
use serde_json::json;
use vocabulary::{MemberId, Timestamp, WorkspaceId};

/// A workspace to be made.
#[derive(Debug, Clone, Copy)]
pub struct NewWorkspace<'a> {
    /// Its id.
    pub workspace: &'a WorkspaceId,
    /// The brand's name, for people.
    pub name: &'a str,
    /// The simulator's seed, where its data come from there.
    pub seed: Option<i64>,
}

impl Store {
    /// Makes a workspace for a member of another one, who is its first admin with the password they have.
    ///
    /// Errors: [`StoreError::Taken`] by another workspace, [`StoreError::Removed`], [`StoreError::Member`] for whose role
    /// may not or who has no password.
    pub async fn make_workspace(
        &self,
        new: NewWorkspace<'_>,
        (from, maker): (&WorkspaceId, &MemberId),
        now: Timestamp,
    ) -> Result<Workspace, StoreError> {
        let mut tx = self.begin().await?;
        let member = tx.check_may(from, maker, Act::KeepWorkspaces).await?;
        let Some(hash) = &member.password_hash else {
            let why = format!("`{}` has no password to sign in to it with: set one first", member.name);
            return Err(StoreError::Member { why });
        };
        if !tx.insert_workspace(new.workspace, new.name, (new.seed.is_some(), new.seed), now).await? {
            return Err(StoreError::Taken { what: "workspace", key: "name" });
        }
        let first = NewMember {
            name: &member.name,
            email: &member.email,
            role: Role::Admin,
            password_hash: Some(hash.expose().as_str()),
        };
        let id = tx.insert_member(new.workspace, first, now).await?;
        tx.put_setting(new.workspace, MADE_FROM, &json!(from)).await?;
        let subject = format!("workspace:{}", new.workspace);
        let body = json!({ "name": new.name, "is_simulated": new.seed.is_some() });
        for (at, id, role) in [(new.workspace, id, Role::Admin), (from, maker.clone(), member.role)] {
            let actor = &Actor::Member { id, role };
            let told = NewAudit { actor, action: "workspace.made", subject: &subject, body: &body };
            tx.append_audit(at, told, now).await?;
        }
        tx.commit().await?;
        self.workspace(new.workspace).await
    }
}
