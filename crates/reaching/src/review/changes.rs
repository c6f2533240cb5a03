//! Changes that a reviewer asks for: this exact version is not approved until somebody answers.

use super::check_read;
use engine::kept::{ChangesAsked, changes_asked, release_of};
use engine::{Engine, EngineError};
use governance::Actor;
use serde_json::json;
use store::{Member, NewAudit};
use vocabulary::{CampaignId, Digest, Timestamp, WorkspaceId};

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
        answered_at: None,
    };
    let pilot = release.pilot.id();
    let mut tx = engine.store().begin().await?;
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

/// Takes what was asked for of this version as answered: it may be approved again, by whom the changes were asked of or another, and
/// what was approved before stays without effect.
pub(super) async fn answered(
    engine: &Engine,
    workspace: &WorkspaceId,
    (pilot, release_hash): (&CampaignId, &Digest),
    by: &Actor,
    now: Timestamp,
) -> Result<(), EngineError> {
    let asked = changes_asked(engine, workspace, pilot, release_hash).await?;
    if asked.is_none_or(|asked| asked.answered_at.is_some()) {
        return Ok(());
    }
    let mut tx = engine.store().begin().await?;
    let subject = format!("campaign:{pilot}");
    let body = json!({ "release_hash": release_hash });
    let new = NewAudit { actor: by, action: "campaign.changes_answered", subject: &subject, body: &body };
    tx.append_audit(workspace, new, now).await?;
    Ok(tx.commit().await?)
}
