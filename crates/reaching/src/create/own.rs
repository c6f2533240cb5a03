//! What people do with lines: write one of their own, and choose another than the checks put first.

use content::Variant;
use engine::kept::{Line, check_lines_open, lines, stored as keep};
use engine::{Engine, EngineError, PilotFile, definitions};
use governance::Actor;
use guardrails::Candidate;
use serde_json::json;
use store::{Member, NewAudit, VariantStatus};
use vocabulary::{Timestamp, WorkspaceId};

/// The provider of a line that a member wrote.
pub(super) const PERSON: &str = "person";

/// Adds a line that a member wrote, when the checks let it pass: what people write is checked like what a model does.
///
/// The same line again changes nothing. Errors: [`EngineError::NotReady`] with everything that forbids it.
pub async fn write_own(
    engine: &Engine,
    workspace: &WorkspaceId,
    pilot: &str,
    text: &str,
    by: &Member,
    now: Timestamp,
) -> Result<Line, EngineError> {
    let pilot = PilotFile::load(engine.store(), workspace, pilot).await?;
    let checker = definitions::checker(engine, workspace, &pilot).await?;
    let text = text.trim();
    let findings = checker.check(text);
    let errors: Vec<&str> =
        findings.iter().filter(|finding| finding.is_error()).map(|finding| finding.why.as_str()).collect();
    if !errors.is_empty() {
        let what = format!("`{text}` may not be sent: {}; change it and add it again", errors.join("; "));
        return Err(EngineError::NotReady { what });
    }
    let variant = Variant {
        text: text.to_owned(),
        provider: PERSON.to_owned(),
        model: by.name.clone(),
        prompt: checker.prompt().name.clone(),
        prompt_version: checker.prompt().version,
        seed: 0,
        facts: Vec::new(),
    };
    let variant_id = variant.digest().to_string();
    let there = lines(engine, workspace, &pilot).await?;
    if let Some(line) = there.iter().find(|line| line.text == text && line.status != VariantStatus::Rejected)
    {
        return Ok(line.clone());
    }
    let candidate = Candidate { variant, findings };
    let stored = keep(&candidate, None, VariantStatus::Candidate, there.len())?;
    let mut tx = engine.store().begin().await?;
    tx.add_variant(workspace, pilot.id(), &stored).await?;
    let actor = Actor::Member { id: by.member_id.clone(), role: by.role };
    let new = NewAudit {
        actor: &actor,
        action: "line.written",
        subject: &format!("pilot:{}", pilot.id()),
        body: &json!({ "variant_id": variant_id, "text": text }),
    };
    tx.append_audit(workspace, new, now).await?;
    tx.commit().await?;
    found(engine, workspace, &pilot, &variant_id).await
}

/// Chooses a line for the treatment in place of the one before. An approval of the one before is stale then.
///
/// Errors: [`EngineError::NotFound`] for a line the pilot does not have; [`EngineError::NotReady`] for one that a
/// check forbids, and once this version was released.
pub async fn choose_line(
    engine: &Engine,
    workspace: &WorkspaceId,
    pilot: &str,
    variant_id: &str,
    by: &Actor,
    now: Timestamp,
) -> Result<Line, EngineError> {
    let pilot = PilotFile::load(engine.store(), workspace, pilot).await?;
    let line = found(engine, workspace, &pilot, variant_id).await?;
    match line.status {
        VariantStatus::Chosen => return Ok(line),
        VariantStatus::Rejected => {
            let what =
                format!("`{}` is a line that a check forbids: choose another, or write one", line.text);
            return Err(EngineError::NotReady { what });
        }
        VariantStatus::Candidate => check_lines_open(engine, workspace, &pilot).await?,
    }
    let mut tx = engine.store().begin().await?;
    tx.choose_variant(workspace, pilot.id(), variant_id).await?;
    let new = NewAudit {
        actor: by,
        action: "line.chosen",
        subject: &format!("pilot:{}", pilot.id()),
        body: &json!({ "variant_id": variant_id, "text": line.text }),
    };
    tx.append_audit(workspace, new, now).await?;
    tx.commit().await?;
    found(engine, workspace, &pilot, variant_id).await
}

async fn found(
    engine: &Engine,
    workspace: &WorkspaceId,
    pilot: &PilotFile,
    variant_id: &str,
) -> Result<Line, EngineError> {
    let line = lines(engine, workspace, pilot).await?.into_iter().find(|line| line.variant_id == variant_id);
    line.ok_or_else(|| EngineError::NotFound {
        what: "line",
        name: variant_id.to_owned(),
        hint: "see the lines of the pilot with `truelift content show PILOT`",
    })
}
