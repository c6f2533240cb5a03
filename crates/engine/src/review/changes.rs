//! Changes that a reviewer asks for: this exact version is not approved until somebody answers.

use super::check_read;
use crate::kept::release_of;
use crate::{Engine, EngineError, form};
use governance::Actor;
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::{Member, NewAudit};
use vocabulary::{CampaignId, MemberId, Timestamp, WorkspaceId};

/// What a reviewer wants changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangesAsked {
    /// Of which exact version.
    pub release_hash: String,
    /// By whom.
    pub by: MemberId,
    /// Their name then.
    pub by_name: String,
    /// What is to be changed.
    pub note: String,
    /// When.
    pub at: Timestamp,
}

fn setting(pilot: &CampaignId) -> String {
    format!("changes_asked.{pilot}")
}

/// Asks for changes to the version that was read. It cannot be approved until somebody changes it or asks again.
///
/// Errors: [`EngineError::NotReady`] when `read` is not what stands now, and without a note.
pub async fn ask_for_changes(
    engine: &Engine,
    workspace: &WorkspaceId,
    pilot: &str,
    by: &Member,
    (read, note): (&str, &str),
    now: Timestamp,
) -> Result<ChangesAsked, EngineError> {
    let release = release_of(engine, workspace, pilot).await?;
    check_read(&release, read)?;
    let note = note.trim();
    if note.is_empty() {
        let what = "a request for changes says what to change: give a note".to_owned();
        return Err(EngineError::NotReady { what });
    }
    let asked = ChangesAsked {
        release_hash: read.to_owned(),
        by: by.member_id.clone(),
        by_name: by.name.clone(),
        note: note.to_owned(),
        at: now,
    };
    let pilot = release.pilot.id();
    let mut tx = engine.store.begin().await?;
    tx.put_setting(workspace, &setting(pilot), &form::value(&asked)?).await?;
    let actor = Actor::Member { id: by.member_id.clone(), role: by.role };
    let new = NewAudit {
        actor: &actor,
        action: "campaign.changes_asked",
        subject: &format!("campaign:{pilot}"),
        body: &json!({ "release_hash": read, "note": note }),
    };
    tx.append_audit(workspace, new, now).await?;
    tx.commit().await?;
    Ok(asked)
}

/// What a reviewer wants changed, of whichever version.
pub async fn changes_asked(
    engine: &Engine,
    workspace: &WorkspaceId,
    pilot: &CampaignId,
) -> Result<Option<ChangesAsked>, EngineError> {
    let found = engine.store.setting(workspace, &setting(pilot)).await?;
    found.map(form::parse).transpose()
}

/// Takes what was asked for as answered.
pub(super) async fn answered(
    engine: &Engine,
    workspace: &WorkspaceId,
    pilot: &CampaignId,
    by: &Actor,
    now: Timestamp,
) -> Result<(), EngineError> {
    let mut tx = engine.store.begin().await?;
    if !tx.remove_setting(workspace, &setting(pilot)).await? {
        return Ok(());
    }
    let subject = format!("campaign:{pilot}");
    let body = json!({});
    let new = NewAudit { actor: by, action: "campaign.changes_answered", subject: &subject, body: &body };
    tx.append_audit(workspace, new, now).await?;
    Ok(tx.commit().await?)
}
