//! What stands against an approval: changes that a reviewer asked for, and whose own work the line is.

use super::release::Release;
use crate::{Engine, EngineError};
use governance::{ChangesWanted, Objections};
use serde::Serialize;
use vocabulary::{CampaignId, MemberId, Timestamp, WorkspaceId};

/// What a reviewer wants changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChangesAsked {
    /// Of which exact version.
    pub release_hash: String,
    /// By whom.
    pub by: MemberId,
    /// Their name.
    pub by_name: String,
    /// What is to be changed.
    pub note: String,
    /// When.
    pub at: Timestamp,
    /// When an author asked for approval all the same; approvals from before `at` stay without effect.
    pub answered_at: Option<Timestamp>,
}

/// What a reviewer wanted changed the last time, of whichever version, answered or not: as the record tells, which
/// nobody rewrites unseen.
pub async fn changes_asked(
    engine: &Engine,
    workspace: &WorkspaceId,
    pilot: &CampaignId,
) -> Result<Option<ChangesAsked>, EngineError> {
    let mut last: Option<ChangesAsked> = None;
    for told in engine.store.entries_on(workspace, &format!("campaign:{pilot}")).await? {
        let entry = told.entry;
        match (entry.action.as_str(), &mut last) {
            ("campaign.changes_asked", _) => {
                let body: serde_json::Value = serde_json::from_str(&entry.body).unwrap_or_default();
                let word =
                    |key: &str| body.get(key).and_then(|word| word.as_str()).unwrap_or_default().to_owned();
                let Some(by) = entry.actor.strip_prefix("member:") else { continue };
                let by = engine.store.member(workspace, &MemberId::new(by)?).await?;
                last = Some(ChangesAsked {
                    release_hash: word("release_hash"),
                    by: by.member_id,
                    by_name: by.name,
                    note: word("note"),
                    at: entry.at,
                    answered_at: None,
                });
            }
            ("campaign.changes_answered", Some(asked)) => asked.answered_at = Some(entry.at),
            _ => {}
        }
    }
    Ok(last)
}

/// What stands against approvals of the release as it is.
pub async fn objections(
    engine: &Engine,
    workspace: &WorkspaceId,
    release: &Release,
) -> Result<Objections, EngineError> {
    let pilot = release.pilot.id();
    let release_hash = release.subject().release_hash().to_string();
    let asked = changes_asked(engine, workspace, pilot).await?;
    let changes = asked.filter(|asked| asked.release_hash == release_hash).map(|asked| ChangesWanted {
        by: asked.by_name,
        note: asked.note,
        at: asked.at,
        is_answered: asked.answered_at.is_some(),
    });
    let mut objections = Objections { changes, ..Objections::default() };
    // Who wrote or chose the line stands in the record, which nobody rewrites unseen.
    for told in engine.store.entries_on(workspace, &format!("pilot:{pilot}")).await? {
        let is_of_line = matches!(told.entry.action.as_str(), "line.written" | "line.chosen");
        let body: serde_json::Value = serde_json::from_str(&told.entry.body).unwrap_or_default();
        if !is_of_line
            || body.get("variant_id").and_then(|id| id.as_str()) != Some(&release.chosen.variant_id)
        {
            continue;
        }
        if let Some(member) = told.entry.actor.strip_prefix("member:") {
            objections.authors.insert(MemberId::new(member)?);
        }
    }
    Ok(objections)
}
