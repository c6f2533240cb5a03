//! Pilots: the list, one pilot whole, and the test inbox.

use super::design::{Design, Registration, design, registered};
use super::estimate::{
    EffectAt, Estimate, SegmentEstimate, TrustCheck, effect_at, estimate, segment_estimate, trust_check,
};
use super::trouble::{PilotProblem, Troubles};
use crate::desk::Desk;
use crate::given::{Json, Path, Query, cursor};
use crate::problem::Problem;
use crate::routes::session::Role;
use engine::{PilotFile, definitions::registration, kept};
use reaching::target;
use rounds::pages::overview;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use store::VariantStatus;
use utoipa::{IntoParams, ToSchema};
use vocabulary::Timestamp;

/// Rejected lines shown.
const N_REJECTED: usize = 100;

/// Where a pilot is in its life.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PilotState {
    Draft,
    Running,
    Decided,
}

/// What a gate decided.
#[derive(Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum GateDecision {
    Scale,
    Iterate,
    Stop,
}

/// A decision, why, and by which rule.
#[derive(Serialize, ToSchema)]
pub struct Gate {
    decision: GateDecision,
    reasons: Vec<String>,
    at: String,
    rule_text: String,
    /// What was changed of the plan after its release.
    amendments: Vec<String>,
    /// What was said when it was let decide; empty where nothing was.
    note: String,
}

/// A pilot in one line.
#[derive(Serialize, ToSchema)]
pub struct PilotSummary {
    id: String,
    name: String,
    goal: String,
    state: PilotState,
    /// The one number that matters.
    headline: Option<Estimate>,
    gate: Option<Gate>,
}

/// A stored definition that cannot be used, and why.
#[derive(Serialize, ToSchema)]
pub struct BrokenDefinition {
    name: String,
    why: String,
}

/// All pilots.
#[derive(Serialize, ToSchema)]
pub struct PilotList {
    items: Vec<PilotSummary>,
    /// Those that cannot be read, beside the others.
    broken: Vec<BrokenDefinition>,
}

/// Whom a pilot is for.
#[derive(Serialize, ToSchema)]
pub struct PilotAudience {
    name: String,
    /// Null when they cannot be counted: `problems` says why.
    n_people: Option<i64>,
    /// How many of them a message could go to today. Null once messages are planned, whose counts tell it.
    n_reachable: Option<i64>,
    /// Null when the definition cannot be read.
    sentence: Option<String>,
}

/// How bad a finding is.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    Error,
    Warning,
}

/// What a check says of a text.
#[derive(Serialize, ToSchema)]
pub struct Finding {
    rule: String,
    severity: Severity,
    /// `start..end` in characters, or `whole`.
    place: String,
    why: String,
}

/// The message an arm is sent.
#[derive(Serialize, ToSchema)]
pub struct ArmMessage {
    arm: String,
    provider: Option<String>,
    model: Option<String>,
    subject: String,
    variant_hash: String,
    findings: Vec<Finding>,
}

/// A line that a check forbids.
#[derive(Serialize, ToSchema)]
pub struct RejectedCandidate {
    text: String,
    provider: String,
    findings: Vec<Finding>,
}

/// The approval of an exact version.
#[derive(Serialize, ToSchema)]
pub struct Approval {
    release_hash: String,
    by: String,
    by_role: Role,
    at: String,
    /// True when something changed since.
    is_stale: bool,
    /// True when a script gave it, as in the demo.
    is_scripted: bool,
}

/// planned = sent + rejected + suppressed + unknown.
#[derive(Serialize, ToSchema)]
pub struct CountProof {
    planned: i64,
    sent: i64,
    rejected: i64,
    suppressed: i64,
    unknown: i64,
    /// On their way, those deferred among them.
    in_flight: i64,
    /// Waiting for quiet hours to end; they are sent then.
    deferred: i64,
    holdout: i64,
    holds: bool,
}

/// How often the send gate gave one reason.
#[derive(Serialize, ToSchema)]
pub struct SuppressionCount {
    reason: String,
    /// Messages that did not go.
    n: i64,
    /// People of the holdouts of whom it said the same: they are not held out but out of the comparison.
    n_holdout: i64,
}

/// Whether the arms have the sizes they should.
#[derive(Serialize, ToSchema)]
pub struct SampleRatio {
    p_value: Option<f64>,
    is_detected: bool,
    expected: BTreeMap<String, f64>,
    observed: BTreeMap<String, u64>,
}

/// Which comparison is shown first, as the plan says.
#[derive(Serialize, ToSchema)]
pub struct Headline {
    metric: String,
    arm: String,
    control: String,
}

/// A pilot whole.
#[derive(Serialize, ToSchema)]
pub struct Pilot {
    id: String,
    name: String,
    goal: String,
    hypothesis: String,
    state: PilotState,
    truth_known: bool,
    audience: PilotAudience,
    design: Design,
    messages: Vec<ArmMessage>,
    rejected_candidates: Vec<RejectedCandidate>,
    n_candidates: usize,
    approval: Option<Approval>,
    count_proof: CountProof,
    suppressions: Vec<SuppressionCount>,
    srm: SampleRatio,
    headline: Headline,
    /// How it is read, as the plan says: when it is looked at, and by what.
    analysis: String,
    readout: Vec<Estimate>,
    /// The same by segment, where the plan looks into one.
    segments: Vec<SegmentEstimate>,
    /// How the headline's effect grew with the days after the message; empty where it could not be told.
    over_time: Vec<EffectAt>,
    /// Every trust check of the readout, the split's first.
    checks: Vec<TrustCheck>,
    /// What a reader should know of the readout.
    notes: Vec<String>,
    gate: Option<Gate>,
    /// Of which version readout and gate are; an earlier one than the design's until this one is read out.
    result_version: Option<i64>,
    /// The rule that decides, written before the numbers.
    gate_rule: String,
    /// What was agreed on before the first message; null before it.
    registration: Option<Registration>,
    /// What of it cannot be used as it stands, each with what to do.
    problems: Vec<PilotProblem>,
}

/// Lists all pilots.
#[utoipa::path(get, path = "/api/v1/pilots", operation_id = "list_pilots",
    responses((status = 200, body = PilotList), (status = 401, body = Problem)))]
pub async fn list_pilots(desk: Desk) -> Result<Json<PilotList>, Problem> {
    let (items, broken) = overview::pilots(desk.engine(), desk.workspace()).await?;
    let broken = broken.into_iter().map(|found| BrokenDefinition { name: found.name, why: found.why });
    Ok(Json(PilotList { items: items.into_iter().map(summary).collect(), broken: broken.collect() }))
}

/// Shows a pilot whole.
#[utoipa::path(get, path = "/api/v1/pilots/{id}", operation_id = "read_pilot",
    params(("id" = String, Path, description = "Pilot id")),
    responses((status = 200, body = Pilot), (status = 401, body = Problem), (status = 404, body = Problem)))]
pub async fn read_pilot(desk: Desk, Path(id): Path<String>) -> Result<Json<Pilot>, Problem> {
    let (engine, workspace_id) = (desk.engine(), desk.workspace());
    let now = desk.now;
    let pilot = PilotFile::load(engine.store(), workspace_id, &id).await?;
    let summary = overview::summary(engine, workspace_id, &pilot).await?;
    let key = pilot.campaign_key(workspace_id);
    let proof = engine.store().count_proof(&key).await?;
    let suppressions = engine.store().suppression_counts(&key).await?;
    let kept = kept::readout(engine, workspace_id, &pilot).await?;
    let decided = kept::decision(engine, workspace_id, &pilot).await?;
    let lines = kept::lines(engine, workspace_id, &pilot).await?;
    let mut troubles = Troubles::default();
    let audience = audience(&desk, &pilot, &proof, now, &mut troubles).await?;
    let approval = approval(&desk, &pilot, &mut troubles).await?;
    let registration = registration::of(engine.store(), workspace_id, &pilot).await;
    let registration =
        troubles.spare("registration", "look through the record for `pilot.amended`", registration)?;
    let (readout, segments, checks, notes) = kept
        .as_ref()
        .map(|kept| &kept.readout)
        .map(|found| {
            (found.estimates.clone(), found.segments.clone(), found.checks.clone(), found.notes.clone())
        })
        .unwrap_or_default();
    Ok(Json(Pilot {
        id: pilot.id().to_string(),
        name: pilot.pilot.name().to_owned(),
        goal: pilot.pilot.goal().to_owned(),
        hypothesis: pilot.pilot.hypothesis().to_owned(),
        state: state(summary.state),
        truth_known: readout.iter().any(|estimate| estimate.truth.is_some()),
        audience,
        design: design(&pilot.design),
        messages: messages(&pilot, &lines),
        rejected_candidates: rejected(&lines),
        n_candidates: lines.len(),
        approval,
        count_proof: count_proof(&proof),
        suppressions: suppressions
            .into_iter()
            .map(|found| SuppressionCount { reason: found.reason, n: found.n, n_holdout: found.n_holdout })
            .collect(),
        over_time: kept.iter().flat_map(|kept| kept.over_time.clone()).map(effect_at).collect(),
        srm: sample_ratio(kept.map(|kept| kept.readout.split)),
        headline: Headline {
            metric: pilot.headline.metric.clone(),
            arm: pilot.headline.arm.clone(),
            control: pilot.headline.control.clone(),
        },
        analysis: pilot.analysis.to_string(),
        readout: readout.into_iter().map(estimate).collect(),
        segments: segments.into_iter().map(segment_estimate).collect(),
        checks: checks.into_iter().map(trust_check).collect(),
        notes,
        gate: decided.map(gate),
        result_version: kept::readout_version(engine, workspace_id, &pilot).await?,
        gate_rule: pilot.gate.to_string(),
        registration: registration.flatten().map(registered),
        problems: troubles.into_list(),
    }))
}

fn count_proof(proof: &store::CountProof) -> CountProof {
    CountProof {
        planned: proof.planned,
        sent: proof.sent,
        rejected: proof.rejected,
        suppressed: proof.suppressed,
        unknown: proof.unknown,
        in_flight: proof.in_flight,
        deferred: proof.deferred,
        holdout: proof.held_out,
        holds: proof.holds,
    }
}

/// Who was planned, once that is fixed; who would be, before.
async fn audience(
    desk: &Desk,
    pilot: &PilotFile,
    proof: &store::CountProof,
    now: Timestamp,
    troubles: &mut Troubles,
) -> Result<PilotAudience, Problem> {
    let (engine, workspace, name) = (desk.engine(), desk.workspace(), pilot.pilot.audience());
    let mend = || format!("mend `audiences/{name}.yaml` and apply it: `truelift apply DIR`");
    let found = target::find(engine, workspace, name).await;
    let definition = troubles.spare("audience", mend(), found)?;
    let (n_people, n_reachable) = match (proof.planned + proof.holdout_planned, &definition) {
        (0, None) => (None, None),
        (0, Some(definition)) => {
            let counted = reachable(desk, pilot, definition, now).await;
            troubles.spare("audience", mend(), counted)?.unzip()
        }
        (planned, _) => (Some(planned), None),
    };
    let sentence = definition.as_ref().map(audience::sentence);
    Ok(PilotAudience { sentence, name: name.to_owned(), n_people, n_reachable })
}

/// How many members an audience has, and how many of them the gate would let a message go to.
async fn reachable(
    desk: &Desk,
    pilot: &PilotFile,
    definition: &audience::Definition,
    now: Timestamp,
) -> Result<(i64, i64), engine::EngineError> {
    let (engine, workspace) = (desk.engine(), desk.workspace());
    let members = target::members(engine, workspace, definition, now).await?;
    let (channel, purposes) = (pilot.send.channel, pilot.send.purposes.as_slice());
    let ask = engine::addressees::Ask { channel, purposes, policy: None };
    let answers = engine::addressees::may_reach(engine, workspace, &members, &ask, now).await?;
    let n_reachable = answers.values().filter(|answer| answer.is_ok()).count();
    Ok((members.len() as i64, n_reachable as i64))
}

fn messages(pilot: &PilotFile, lines: &[kept::Line]) -> Vec<ArmMessage> {
    let chosen = lines.iter().find(|line| line.status == VariantStatus::Chosen);
    let text = chosen.map(|line| line.text.as_str()).unwrap_or_default();
    let message = |message: engine::ArmMessage| {
        let subject = message.subject.filter(|subject| !subject.is_empty())?;
        let line = chosen.filter(|line| line.text == subject);
        Some(ArmMessage {
            arm: message.arm,
            provider: line.map(|line| line.provider.clone()),
            model: line.map(|line| line.model.clone()),
            variant_hash: line.map(|line| line.variant_id.clone()).unwrap_or_default(),
            findings: line.map(|line| findings(&line.findings)).unwrap_or_default(),
            subject,
        })
    };
    pilot.arm_messages(text).into_iter().filter_map(message).collect()
}

fn rejected(lines: &[kept::Line]) -> Vec<RejectedCandidate> {
    let is_rejected = |line: &&kept::Line| line.status == VariantStatus::Rejected;
    let candidate = |line: &kept::Line| RejectedCandidate {
        text: line.text.clone(),
        provider: line.provider.clone(),
        findings: findings(&line.findings),
    };
    lines.iter().filter(is_rejected).take(N_REJECTED).map(candidate).collect()
}

pub(super) fn findings(found: &[guardrails::Finding]) -> Vec<Finding> {
    let finding = |finding: &guardrails::Finding| Finding {
        rule: finding.rule.as_str().to_owned(),
        severity: if finding.is_error() { Severity::Error } else { Severity::Warning },
        place: format!("{}..{}", finding.place.start, finding.place.end),
        why: finding.why.clone(),
    };
    found.iter().map(finding).collect()
}

/// The approval that stands, else the latest one that went stale.
async fn approval(
    desk: &Desk,
    pilot: &PilotFile,
    troubles: &mut Troubles,
) -> Result<Option<Approval>, Problem> {
    if kept::chosen(desk.engine(), desk.workspace(), pilot).await?.is_none() {
        return Ok(None);
    }
    let release = kept::release_of(desk.engine(), desk.workspace(), pilot.id().as_str()).await;
    let next = "mend what it names and apply it: until then nothing can be approved or released";
    let Some(release) = troubles.spare("approval", next, release)? else { return Ok(None) };
    let standing = kept::standing(desk.engine(), desk.workspace(), &release).await?;
    let stands = |given: &&governance::Approval| given.release_hash() == standing.release_hash;
    let given = standing.approvals.iter().filter(stands).max_by_key(|given| given.at());
    let Some(given) = given.or_else(|| standing.approvals.iter().max_by_key(|given| given.at())) else {
        return Ok(None);
    };
    let by = desk.store().member(desk.workspace(), given.by()).await?;
    Ok(Some(Approval {
        release_hash: given.release_hash().to_string(),
        by: by.name,
        by_role: given.by_role().into(),
        at: given.at().to_string(),
        is_stale: standing.stale.is_some(),
        is_scripted: given.is_scripted(),
    }))
}

fn sample_ratio(split: Option<experiment::Split>) -> SampleRatio {
    match split {
        None => SampleRatio {
            p_value: None,
            is_detected: false,
            expected: BTreeMap::new(),
            observed: BTreeMap::new(),
        },
        Some(split) => SampleRatio {
            p_value: split.test.map(|test| test.p_value),
            is_detected: split.is_detected,
            expected: split.expected,
            observed: split.observed,
        },
    }
}

fn state(state: overview::PilotState) -> PilotState {
    match state {
        overview::PilotState::Draft => PilotState::Draft,
        overview::PilotState::Running => PilotState::Running,
        overview::PilotState::Decided => PilotState::Decided,
    }
}

pub(super) fn gate(decided: kept::Decided) -> Gate {
    Gate {
        decision: verdict(decided.decision.decision),
        reasons: decided.decision.reasons,
        at: decided.at.to_string(),
        rule_text: decided.rule,
        amendments: decided.amendments,
        note: decided.note,
    }
}

pub(crate) fn verdict(verdict: programme::Verdict) -> GateDecision {
    match verdict {
        programme::Verdict::Scale => GateDecision::Scale,
        programme::Verdict::Iterate => GateDecision::Iterate,
        programme::Verdict::Stop => GateDecision::Stop,
    }
}

/// A pilot in one line, for the page.
pub fn summary(found: overview::PilotSummary) -> PilotSummary {
    PilotSummary {
        id: found.id,
        name: found.name,
        goal: found.goal,
        state: state(found.state),
        headline: found.headline.map(estimate),
        gate: found.gate.map(gate),
    }
}

/// Which messages to list.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct InboxQuery {
    arm: Option<String>,
    cursor: Option<String>,
    limit: Option<usize>,
}

/// A delivered message as its recipient sees it.
#[derive(Serialize, ToSchema)]
pub struct InboxMessage {
    message_id: String,
    to: String,
    person_id: String,
    arm: String,
    subject: String,
    body: String,
    at: String,
}

/// A page of the test inbox.
#[derive(Serialize, ToSchema)]
pub struct InboxPage {
    items: Vec<InboxMessage>,
    next_cursor: Option<String>,
    n_total: usize,
}

/// Lists the messages that ended in the test inbox.
#[utoipa::path(get, path = "/api/v1/pilots/{id}/inbox", operation_id = "list_inbox",
    params(("id" = String, Path, description = "Pilot id"), InboxQuery),
    responses((status = 200, body = InboxPage), (status = 401, body = Problem), (status = 404, body = Problem)))]
pub async fn list_inbox(
    desk: Desk,
    Path(id): Path<String>,
    Query(query): Query<InboxQuery>,
) -> Result<Json<InboxPage>, Problem> {
    let pilot = PilotFile::load(desk.engine().store(), desk.workspace(), &id).await?;
    let limit = query.limit.unwrap_or(25).clamp(1, 200);
    cursor(query.cursor.as_deref())?;
    let read = desk.engine().inbox().read(
        desk.workspace(),
        pilot.id(),
        query.arm.as_deref(),
        query.cursor.as_deref(),
        limit,
    );
    let page = read.map_err(engine::EngineError::from)?;
    let message = |message: channels::Message| InboxMessage {
        message_id: message.message_id,
        to: message.to.into_inner().into(),
        person_id: message.person_id.to_string(),
        arm: message.arm,
        subject: message.subject,
        body: message.body,
        at: message.at.to_string(),
    };
    let items = page.items.into_iter().map(message).collect();
    Ok(Json(InboxPage { items, next_cursor: page.next_cursor, n_total: page.n_total }))
}
