//! What stands against an approval: changes that a reviewer asked for, and whose own work the line is.

use crate::{Engine, EngineError, PilotFile};
use governance::audit::Entry;
use governance::{ChangesWanted, Objections};
use serde::Serialize;
use vocabulary::{CampaignId, Digest, MemberId, Timestamp, WorkspaceId};

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

/// What a reviewer wanted changed of this exact version the last time, answered or not: as the record tells, which
/// nobody rewrites unseen.
pub async fn changes_asked(
    engine: &Engine,
    workspace: &WorkspaceId,
    pilot: &CampaignId,
    release_hash: &Digest,
) -> Result<Option<ChangesAsked>, EngineError> {
    let release_hash = release_hash.to_string();
    let mut last: Option<(Entry, String)> = None;
    let mut answered_at = None;
    for told in engine.store.entries_on(workspace, &format!("campaign:{pilot}")).await? {
        let entry = told.entry;
        let is_of_this = word(&entry, "release_hash").as_ref() == Some(&release_hash);
        match entry.action.as_str() {
            "campaign.changes_asked" if is_of_this => {
                let note = word(&entry, "note").unwrap_or_default();
                (last, answered_at) = (Some((entry, note)), None);
            }
            "campaign.changes_answered" if is_of_this => answered_at = Some(entry.at),
            _ => {}
        }
    }
    let Some((entry, note)) = last else { return Ok(None) };
    let Some(by) = member_of(&entry)? else { return Ok(None) };
    let by = engine.store.member(workspace, &by).await?;
    Ok(Some(ChangesAsked {
        release_hash,
        by: by.member_id,
        by_name: by.name,
        note,
        at: entry.at,
        answered_at,
    }))
}

/// A word of an entry's particulars.
fn word(entry: &Entry, key: &str) -> Option<String> {
    let body: serde_json::Value = serde_json::from_str(&entry.body).unwrap_or_default();
    body.get(key).and_then(|word| word.as_str()).map(str::to_owned)
}

/// Which member an entry is by; `None` for one that no member made.
fn member_of(entry: &Entry) -> Result<Option<MemberId>, EngineError> {
    Ok(entry.actor.strip_prefix("member:").map(MemberId::new).transpose()?)
}

/// What stands against approvals of a release: of a pilot with the line that was chosen, as it is.
pub async fn objections(
    engine: &Engine,
    workspace: &WorkspaceId,
    (pilot, variant_id): (&CampaignId, &str),
    release_hash: &Digest,
) -> Result<Objections, EngineError> {
    let asked = changes_asked(engine, workspace, pilot, release_hash).await?;
    let changes = asked.map(|asked| ChangesWanted {
        by: asked.by_name,
        note: asked.note,
        at: asked.at,
        is_answered: asked.answered_at.is_some(),
    });
    let mut objections = Objections { changes, ..Objections::default() };
    // Who wrote or chose the line stands in the record, which nobody rewrites unseen.
    for told in engine.store.entries_on(workspace, &format!("pilot:{pilot}")).await? {
        let is_of_line = matches!(told.entry.action.as_str(), "line.written" | "line.chosen");
        if is_of_line && word(&told.entry, "variant_id").as_deref() == Some(variant_id) {
            objections.authors.extend(member_of(&told.entry)?);
        }
    }
    objections.authors.extend(writer(engine, workspace, pilot).await?);
    Ok(objections)
}

/// Who wrote the pilot's own texts as they stand: who gave the first of its latest versions that say the same. Whoever
/// changed a date or a gate since wrote nothing of what is read.
async fn writer(
    engine: &Engine,
    workspace: &WorkspaceId,
    pilot: &CampaignId,
) -> Result<Option<MemberId>, EngineError> {
    let versions = engine.store.definition_versions(workspace, "pilot", pilot.as_str()).await?;
    let texts = |body: &str| {
        let read = PilotFile::parse(pilot.as_str(), body).ok()?;
        let subject = read.pilot.baseline_subject().to_owned();
        Some((subject, read.message.body, read.message.business_as_usual_body))
    };
    let Some(now) = versions.last().and_then(|latest| texts(&latest.body)) else { return Ok(None) };
    let same = versions.into_iter().rev().take_while(|version| texts(&version.body).as_ref() == Some(&now));
    Ok(same.last().map(|version| version.by_member))
}
