//! Step 8: the gate written before the numbers decides; the decision goes into the audit chain.

use engine::definitions::registration;
use engine::kept::{self, Decided};
use engine::{Engine, EngineError, PilotFile, form};
use governance::Actor;
use programme::{GateDecision, Verdict};
use serde_json::json;
use store::{NewAudit, ResultKind};
use vocabulary::{Timestamp, WorkspaceId};

/// What a member says when they let a gate decide.
#[derive(Debug, Clone, Copy)]
pub struct Word<'a> {
    /// Who.
    pub by: &'a Actor,
    /// Why, or what comes next; may be empty.
    pub note: &'a str,
    /// What they were shown that the gate says; without it whatever it says counts.
    pub read: Option<Verdict>,
}

/// Decides a pilot by its gate on its latest readout, as the program itself.
///
/// Errors: as [`run_by`].
pub async fn run(
    engine: &Engine,
    workspace: &WorkspaceId,
    pilot: &str,
    now: Timestamp,
) -> Result<Decided, EngineError> {
    run_by(engine, workspace, pilot, Word { by: &Actor::System, note: "", read: None }, now).await
}

/// What a gate weighed.
struct Weighed {
    pilot: PilotFile,
    readout: kept::KeptReadout,
    decision: GateDecision,
}

/// What the gate of a pilot says of its latest readout, before anybody lets it decide.
///
/// Errors: as [`run_by`].
pub async fn says(
    engine: &Engine,
    workspace: &WorkspaceId,
    pilot: &str,
) -> Result<GateDecision, EngineError> {
    Ok(weigh(engine, workspace, pilot).await?.decision)
}

async fn weigh(engine: &Engine, workspace: &WorkspaceId, pilot: &str) -> Result<Weighed, EngineError> {
    let pilot = PilotFile::load(engine.store(), workspace, pilot).await?;
    let version = i64::from(pilot.design.version);
    let found = engine.store().pilot_result(workspace, pilot.id(), ResultKind::Readout).await?;
    // A readout of an earlier version was made under another plan: this version's gate says nothing of it.
    let found = found.filter(|result| result.version == version).ok_or_else(|| EngineError::NotReady {
        what: format!(
            "version {version} of the pilot `{0}` was not read out yet: run `truelift readout {0}`",
            pilot.id()
        ),
    })?;
    // A readout counts that the record tells of: one that somebody wrote into the store decides nothing.
    let differences = engine.store().kept_result_differences(workspace).await?;
    let own = format!("`{}`", pilot.id());
    if let Some(difference) = differences.into_iter().find(|told| told.contains(&own)) {
        let what = format!(
            "the gate of {own} decides nothing: {difference}; see `truelift audit verify`, and read it out anew"
        );
        return Err(EngineError::NotReady { what });
    }
    let readout: kept::KeptReadout = form::parse(found.body)?;
    let decision = programme::decide(&pilot.gate, &kept::gate_evidence(&readout.readout, &pilot.metrics));
    if !readout.is_last && decision.decision == Verdict::Iterate {
        let what = format!(
            "`{}` is not over and no rule of its gate ends it at this look ({}): read it out at the next one",
            pilot.id(),
            decision.reasons.join("; ")
        );
        return Err(EngineError::NotReady { what });
    }
    Ok(Weighed { pilot, readout, decision })
}

/// Decides a pilot by its gate on its latest readout.
///
/// The rule was written before the numbers, so nobody chooses what it says: a member lets it decide, and says why they
/// do or what comes next. Deciding again on the same numbers gives the decision that was made and writes nothing.
///
/// Errors: [`EngineError::NotReady`] when nothing was read out yet, when no rule ends a pilot at a look before its
/// last, and when the gate says something else than what was read.
pub async fn run_by(
    engine: &Engine,
    workspace: &WorkspaceId,
    pilot: &str,
    word: Word<'_>,
    now: Timestamp,
) -> Result<Decided, EngineError> {
    let Weighed { pilot, readout, decision } = weigh(engine, workspace, pilot).await?;
    if let Some(read) = word.read.filter(|read| *read != decision.decision) {
        let what = format!(
            "the gate of `{}` says `{}` of its latest readout and not `{read}` any more: look at it again",
            pilot.id(),
            decision.decision
        );
        return Err(EngineError::NotReady { what });
    }
    let version = i64::from(pilot.design.version);
    let amendments = registration::of(engine.store(), workspace, &pilot).await?;
    let amendments = amendments.map(|registration| registration.amendments).unwrap_or_default();
    let by = match word.by {
        Actor::Member { id, .. } => Some(id.clone()),
        Actor::Model { .. } | Actor::System => None,
    };
    let note = word.note.trim().to_owned();
    let decided = Decided { decision, rule: pilot.gate.to_string(), at: now, amendments, by, note };
    if let Some(earlier) = kept::own_decision(engine, workspace, &pilot).await?
        && earlier.decision == decided.decision
        && earlier.rule == decided.rule
        && earlier.amendments == decided.amendments
        && readout.at <= earlier.at
    {
        return Ok(earlier);
    }
    let body = form::value(&decided)?;
    let mut tx = engine.store().begin().await?;
    let record = tx.put_pilot_result(workspace, pilot.id(), version, ResultKind::Gate, &body, now).await?;
    let mut told = json!({ "decision": decided.decision.decision, "reasons": decided.decision.reasons, "rule": decided.rule, "amendments": decided.amendments, "version": version, "record": record });
    if let (false, Some(fields)) = (decided.note.is_empty(), told.as_object_mut()) {
        fields.insert("note".to_owned(), json!(decided.note));
    }
    let new = NewAudit {
        actor: word.by,
        action: "pilot.decided",
        subject: &format!("pilot:{}", pilot.id()),
        body: &told,
    };
    tx.append_audit(workspace, new, now).await?;
    tx.commit().await?;
    Ok(decided)
}
