//! What members do with a pilot: lines chosen and written, approval asked for and given, changes asked for, its gate.

use super::pilots::{Finding, Gate, GateDecision, findings, gate};
use super::session::Role;
use super::steps::{self, PilotSteps};
use crate::desk::Desk;
use crate::given::{Json, Path};
use crate::problem::Problem;
use axum::http::StatusCode;
use engine::{PilotFile, kept};
use judging::decide;
use reaching::{create, review};
use serde::{Deserialize, Serialize};
use store::VariantStatus;
use utoipa::ToSchema;
use vocabulary::MemberId;

/// Where a line stands.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LineStatus {
    Chosen,
    Candidate,
    Rejected,
}

/// A line that could go to people.
#[derive(Serialize, ToSchema)]
pub struct PilotLine {
    variant_id: String,
    status: LineStatus,
    text: String,
    /// Who wrote it: `phrasebook`, `local`, `openai`, `recorded` or `person`.
    provider: String,
    /// The model's name, or the member's.
    model: String,
    findings: Vec<Finding>,
    /// What gave or cost points; empty for what a person wrote.
    reasons: Vec<String>,
}

/// What an arm would be sent, word for word.
#[derive(Serialize, ToSchema)]
pub struct MessageToApprove {
    arm: String,
    /// Null where nothing is sent.
    subject: Option<String>,
    body: Option<String>,
}

/// A member's word on a version.
#[derive(Serialize, ToSchema)]
pub struct ReviewWord {
    by: String,
    by_role: Role,
    /// Whether it is the one who asks.
    is_mine: bool,
    at: String,
    note: String,
}

/// What is asked to be approved, and who said what of it.
#[derive(Serialize, ToSchema)]
pub struct Review {
    /// The exact version: whoever says something of it gives this back.
    release_hash: String,
    messages: Vec<MessageToApprove>,
    audience: String,
    send_at: String,
    risk_tier: String,
    purposes: Vec<String>,
    /// Who asked for approval of this version.
    requests: Vec<ReviewWord>,
    /// Who approved this version.
    approvals: Vec<ReviewWord>,
    /// What is to be changed, where a reviewer said so of this version.
    changes: Option<ReviewWord>,
    /// Why it may not be released as it stands; null when it may.
    stale: Option<String>,
}

/// Everything that can be done with a pilot next.
#[derive(Serialize, ToSchema)]
pub struct PilotWork {
    /// Best first, the rejected last.
    lines: Vec<PilotLine>,
    /// Null until a line is chosen.
    review: Option<Review>,
    /// Why there is nothing to review although a line is chosen.
    review_problem: Option<String>,
    /// Whether anybody was planned.
    is_released: bool,
    /// When it was read out last.
    read_out_at: Option<String>,
    /// Whether that was the last look of its plan.
    is_last_look: bool,
    gate: Option<Gate>,
    /// How it stands with what takes time, and with the gate.
    steps: PilotSteps,
}

/// Lets the gate decide.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewDecision {
    /// What the gate was seen to say: when it says something else by now, nothing is decided.
    decision: Option<GateDecision>,
    /// Why, or what comes next.
    note: Option<String>,
}

/// A line a member writes.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewLine {
    text: String,
}

/// A word on the version that was read.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewReviewWord {
    /// The version that was read.
    release_hash: String,
    /// What is said with it.
    note: Option<String>,
}

/// Lists what can be done with a pilot next.
#[utoipa::path(get, path = "/api/v1/pilots/{id}/work", operation_id = "read_pilot_work",
    params(("id" = String, Path, description = "Pilot id")),
    responses((status = 200, body = PilotWork), (status = 401, body = Problem), (status = 404, body = Problem)))]
pub async fn read_pilot_work(desk: Desk, Path(id): Path<String>) -> Result<Json<PilotWork>, Problem> {
    Ok(Json(work(&desk, &id).await?))
}

/// Adds a line that a member wrote, when the checks let it pass.
#[utoipa::path(post, path = "/api/v1/pilots/{id}/lines", operation_id = "write_line",
    params(("id" = String, Path, description = "Pilot id")), request_body = NewLine,
    responses((status = 201, body = PilotLine), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn write_line(
    desk: Desk,
    Path(id): Path<String>,
    Json(new): Json<NewLine>,
) -> Result<(StatusCode, Json<PilotLine>), Problem> {
    let now = desk.now;
    let line = create::write_own(desk.engine(), desk.workspace(), &id, &new.text, desk.member(), now).await?;
    Ok((StatusCode::CREATED, Json(pilot_line(line))))
}

/// Chooses a line for the treatment in place of the one before.
#[utoipa::path(post, path = "/api/v1/pilots/{id}/lines/{variant_id}/choose", operation_id = "choose_line",
    params(("id" = String, Path, description = "Pilot id"), ("variant_id" = String, Path, description = "Line")),
    responses((status = 200, body = PilotLine), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn choose_line(
    desk: Desk,
    Path((id, variant_id)): Path<(String, String)>,
) -> Result<Json<PilotLine>, Problem> {
    let now = desk.now;
    let by = desk.actor();
    let line = create::choose_line(desk.engine(), desk.workspace(), &id, &variant_id, &by, now).await?;
    Ok(Json(pilot_line(line)))
}

/// Asks for approval of what stands now.
#[utoipa::path(post, path = "/api/v1/pilots/{id}/approval-requests", operation_id = "request_approval",
    params(("id" = String, Path, description = "Pilot id")),
    responses((status = 200, body = PilotWork), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn request_approval(desk: Desk, Path(id): Path<String>) -> Result<Json<PilotWork>, Problem> {
    let now = desk.now;
    review::request(desk.engine(), desk.workspace(), &id, &desk.member().member_id, now).await?;
    Ok(Json(work(&desk, &id).await?))
}

/// Approves the version that was read. Nobody approves what they asked for.
#[utoipa::path(post, path = "/api/v1/pilots/{id}/approvals", operation_id = "approve_pilot",
    params(("id" = String, Path, description = "Pilot id")), request_body = NewReviewWord,
    responses((status = 200, body = PilotWork), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn approve_pilot(
    desk: Desk,
    Path(id): Path<String>,
    Json(word): Json<NewReviewWord>,
) -> Result<Json<PilotWork>, Problem> {
    let now = desk.now;
    let said = (word.release_hash.as_str(), word.note.as_deref().unwrap_or_default());
    let by = &desk.member().member_id;
    review::approve_read(desk.engine(), desk.workspace(), &id, by, said, now).await?;
    Ok(Json(work(&desk, &id).await?))
}

/// Asks for changes to the version that was read: it cannot be approved until it is changed or asked for again.
#[utoipa::path(post, path = "/api/v1/pilots/{id}/changes", operation_id = "ask_for_changes",
    params(("id" = String, Path, description = "Pilot id")), request_body = NewReviewWord,
    responses((status = 200, body = PilotWork), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn ask_for_changes(
    desk: Desk,
    Path(id): Path<String>,
    Json(word): Json<NewReviewWord>,
) -> Result<Json<PilotWork>, Problem> {
    let now = desk.now;
    let said = (word.release_hash.as_str(), word.note.as_deref().unwrap_or_default());
    review::ask_for_changes(desk.engine(), desk.workspace(), &id, desk.member(), said, now).await?;
    Ok(Json(work(&desk, &id).await?))
}

/// Decides a pilot by its gate on its latest readout.
#[utoipa::path(post, path = "/api/v1/pilots/{id}/gate", operation_id = "decide_pilot",
    params(("id" = String, Path, description = "Pilot id")), request_body = NewDecision,
    responses((status = 200, body = PilotWork), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn decide_pilot(
    desk: Desk,
    Path(id): Path<String>,
    Json(new): Json<NewDecision>,
) -> Result<Json<PilotWork>, Problem> {
    let now = desk.now;
    let read = new.decision.map(|decision| match decision {
        GateDecision::Scale => programme::Verdict::Scale,
        GateDecision::Iterate => programme::Verdict::Iterate,
        GateDecision::Stop => programme::Verdict::Stop,
    });
    let note = new.note.unwrap_or_default();
    let word = decide::Word { by: &desk.actor(), note: &note, read };
    decide::run_by(desk.engine(), desk.workspace(), &id, word, now).await?;
    Ok(Json(work(&desk, &id).await?))
}

async fn work(desk: &Desk, id: &str) -> Result<PilotWork, Problem> {
    let (engine, workspace) = (desk.engine(), desk.workspace());
    let pilot = PilotFile::load(engine.store(), workspace, id).await?;
    let lines = kept::lines(engine, workspace, &pilot).await?;
    let is_chosen = lines.iter().any(|line| line.status == VariantStatus::Chosen);
    let (review, review_problem) = match is_chosen {
        false => (None, None),
        // A definition that broke since is no reason to hide the lines.
        true => match kept::release_of(engine, workspace, id).await {
            Ok(release) => (Some(review_of(desk, &release).await?), None),
            Err(error) => (None, Some(error.to_string())),
        },
    };
    let proof = engine.store().count_proof(&pilot.campaign_key(workspace)).await?;
    let readout = kept::own_readout(engine, workspace, &pilot).await?;
    let decided = kept::own_decision(engine, workspace, &pilot).await?;
    Ok(PilotWork {
        lines: lines.into_iter().map(pilot_line).collect(),
        review,
        review_problem,
        is_released: 0 < proof.planned + proof.holdout_planned,
        read_out_at: readout.as_ref().map(|found| found.at.to_string()),
        is_last_look: readout.is_some_and(|found| found.is_last),
        gate: decided.map(gate),
        steps: steps::read(desk, &pilot).await?,
    })
}

async fn review_of(desk: &Desk, release: &kept::Release) -> Result<Review, Problem> {
    let (engine, workspace) = (desk.engine(), desk.workspace());
    let standing = kept::standing(engine, workspace, release).await?;
    let pilot = &release.pilot;
    let messages = release.messages().into_iter();
    let messages = messages
        .map(|message| MessageToApprove { arm: message.arm, subject: message.subject, body: message.body })
        .collect();
    let (mut requests, mut approvals) = (Vec::new(), Vec::new());
    for request in engine.store().approval_requests(workspace, &standing.release_hash).await? {
        requests.push(word(desk, &request.author, (request.at.to_string(), "")).await?);
    }
    let given = standing.approvals.iter().filter(|given| given.release_hash() == standing.release_hash);
    for given in given {
        approvals.push(word(desk, given.by(), (given.at().to_string(), given.note())).await?);
    }
    let release_hash = standing.release_hash.to_string();
    let asked = kept::changes_asked(engine, workspace, pilot.id(), &standing.release_hash).await?;
    let changes = match asked.filter(|asked| asked.answered_at.is_none()) {
        Some(asked) => Some(word(desk, &asked.by, (asked.at.to_string(), &asked.note)).await?),
        None => None,
    };
    Ok(Review {
        release_hash,
        messages,
        audience: audience::sentence(&release.audience),
        send_at: pilot.send.at.to_string(),
        risk_tier: pilot.risk_tier.as_str().to_owned(),
        purposes: pilot.send.purposes.iter().map(ToString::to_string).collect(),
        requests,
        approvals,
        changes,
        stale: standing.stale,
    })
}

async fn word(desk: &Desk, by: &MemberId, (at, note): (String, &str)) -> Result<ReviewWord, Problem> {
    let member = desk.store().member(desk.workspace(), by).await?;
    let is_mine = member.member_id == desk.member().member_id;
    Ok(ReviewWord { by: member.name, by_role: member.role.into(), is_mine, at, note: note.to_owned() })
}

fn pilot_line(line: kept::Line) -> PilotLine {
    PilotLine {
        variant_id: line.variant_id,
        status: match line.status {
            VariantStatus::Chosen => LineStatus::Chosen,
            VariantStatus::Candidate => LineStatus::Candidate,
            VariantStatus::Rejected => LineStatus::Rejected,
        },
        text: line.text,
        provider: line.provider,
        model: line.model,
        findings: findings(&line.findings),
        reasons: line.reasons,
    }
}
