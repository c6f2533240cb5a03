//! The first page: what waits, what runs, what changed.

use super::pilots::{PilotSummary, summary};
use crate::desk::Desk;
use crate::given::Json;
use crate::problem::Problem;
use rounds::pages::home;
use serde::Serialize;
use std::collections::HashMap;
use utoipa::ToSchema;

/// What waits to be done.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Task {
    WriteLines,
    ChooseLine,
    AskApproval,
    Approve,
    Release,
    ReadOut,
    Decide,
    Pairs,
    Quarantine,
    Definition,
    Draft,
}

/// One thing that waits.
#[derive(Serialize, ToSchema)]
pub struct WaitingTask {
    task: Task,
    /// Of what: a pilot's id, or `kind:name` of a definition.
    subject: Option<String>,
    name: Option<String>,
    n: i64,
    detail: Option<String>,
    since: Option<String>,
    /// Whether you may do it.
    may: bool,
    /// Whether you asked for it yourself, so that somebody else has to do it.
    is_own: bool,
    /// Who may, as `a marketer or an admin`.
    who_may: String,
}

/// A pilot with what became of its people.
#[derive(Serialize, ToSchema)]
pub struct PilotAtWork {
    pilot: PilotSummary,
    n_planned: i64,
    n_sent: i64,
    n_held_out: i64,
    n_suppressed: i64,
    n_in_flight: i64,
    /// When it can be read out; null before its release.
    readable_from: Option<String>,
}

/// A pilot that cannot be read.
#[derive(Serialize, ToSchema)]
pub struct BrokenPilot {
    name: String,
    why: String,
}

/// Something that somebody did.
#[derive(Serialize, ToSchema)]
pub struct HomeChange {
    at: String,
    /// A member by name, a model by its name, or `system`.
    actor: String,
    action: String,
    /// The kind of what it was done to, as `campaign`.
    subject_kind: String,
    subject: String,
}

/// How far a workspace has come.
#[derive(Serialize, ToSchema)]
pub struct FirstHour {
    has_data: bool,
    n_quarantined: i64,
    n_people: usize,
    n_audiences: usize,
    has_words: bool,
    n_pilots: usize,
    has_line: bool,
    n_members: usize,
    is_approved: bool,
    is_released: bool,
    is_read_out: bool,
    is_decided: bool,
}

/// The first page.
#[derive(Serialize, ToSchema)]
pub struct Home {
    waiting: Vec<WaitingTask>,
    pilots: Vec<PilotAtWork>,
    broken: Vec<BrokenPilot>,
    changed: Vec<HomeChange>,
    first_hour: FirstHour,
}

/// Reads what waits, what runs and what changed.
#[utoipa::path(get, path = "/api/v1/home", operation_id = "read_home",
    responses((status = 200, body = Home), (status = 401, body = Problem)))]
pub async fn read_home(desk: Desk) -> Result<Json<Home>, Problem> {
    let now = desk.now;
    let found = home::read(desk.engine(), desk.workspace(), now).await?;
    let members = desk.store().members(desk.workspace()).await?;
    let names: HashMap<String, String> =
        members.into_iter().map(|member| (member.member_id.to_string(), member.name)).collect();
    let waits = |waiting: home::Waiting| {
        let act = waiting.task.act();
        WaitingTask {
            may: desk.member().role.may(act),
            is_own: waiting.asked_by.contains(&desk.member().member_id),
            who_may: act.whom_to_ask(),
            task: task(waiting.task),
            subject: waiting.subject,
            name: waiting.name,
            n: waiting.n,
            detail: waiting.detail,
            since: waiting.since.map(|at| at.to_string()),
        }
    };
    let at_work = |pilot: home::PilotAtWork| PilotAtWork {
        n_planned: pilot.proof.planned,
        n_sent: pilot.proof.sent,
        n_held_out: pilot.proof.held_out,
        n_suppressed: pilot.proof.suppressed,
        n_in_flight: pilot.proof.in_flight,
        readable_from: pilot.readable_from.map(|at| at.to_string()),
        pilot: summary(pilot.summary),
    };
    let changed = |change: home::Changed| {
        let id = change.actor.strip_prefix("member:");
        let actor = id.and_then(|id| names.get(id)).cloned();
        let (kind, subject) = change.subject.split_once(':').unwrap_or((change.subject.as_str(), ""));
        let subject = names.get(subject).filter(|_| kind == "member").map_or(subject, String::as_str);
        HomeChange {
            at: change.at.to_string(),
            actor: actor.unwrap_or_else(|| change.actor.clone()),
            action: change.action,
            subject_kind: kind.to_owned(),
            subject: subject.to_owned(),
        }
    };
    let broken = |broken: rounds::pages::overview::Broken| BrokenPilot { name: broken.name, why: broken.why };
    Ok(Json(Home {
        waiting: found.waiting.into_iter().map(waits).collect(),
        pilots: found.pilots.into_iter().map(at_work).collect(),
        broken: found.broken.into_iter().map(broken).collect(),
        changed: found.changed.into_iter().map(changed).collect(),
        first_hour: first_hour(&found.first_hour),
    }))
}

fn task(task: home::Task) -> Task {
    match task {
        home::Task::WriteLines => Task::WriteLines,
        home::Task::ChooseLine => Task::ChooseLine,
        home::Task::AskApproval => Task::AskApproval,
        home::Task::Approve => Task::Approve,
        home::Task::Release => Task::Release,
        home::Task::ReadOut => Task::ReadOut,
        home::Task::Decide => Task::Decide,
        home::Task::Pairs => Task::Pairs,
        home::Task::Quarantine => Task::Quarantine,
        home::Task::Definition => Task::Definition,
        home::Task::Draft => Task::Draft,
    }
}

fn first_hour(found: &home::FirstHour) -> FirstHour {
    FirstHour {
        has_data: found.has_data,
        n_quarantined: found.n_quarantined,
        n_people: found.n_people,
        n_audiences: found.n_audiences,
        has_words: found.has_words,
        n_pilots: found.n_pilots,
        has_line: found.has_line,
        n_members: found.n_members,
        is_approved: found.is_approved,
        is_released: found.is_released,
        is_read_out: found.is_read_out,
        is_decided: found.is_decided,
    }
}
