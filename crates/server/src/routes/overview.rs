//! The loop at a glance.

use super::pilots::{PilotSummary, summary};
use super::{Workspace, workspace};
use crate::desk::Desk;
use crate::given::Json;
use crate::problem::Problem;
use rounds::pages::overview;
use serde::Serialize;
use utoipa::ToSchema;

/// A step of the loop.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    Collect,
    Unify,
    Target,
    Create,
    Review,
    Release,
    Measure,
    Decide,
}

/// Whether a step has done its work.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum StepState {
    Done,
    Waiting,
    Attention,
}

/// A step with its live count.
#[derive(Serialize, ToSchema)]
pub struct StepSummary {
    step: Step,
    /// Its one number; null when there is none yet.
    n: Option<i64>,
    /// What the number counts.
    unit: String,
    detail: String,
    state: StepState,
    /// The page that shows more.
    href: String,
}

/// The eight steps and the pilot.
#[derive(Serialize, ToSchema)]
pub struct Overview {
    workspace: Workspace,
    steps: Vec<StepSummary>,
    pilot: Option<PilotSummary>,
}

fn step(step: overview::Step, pilot: Option<&str>) -> Option<StepSummary> {
    let of_pilot =
        |place: &str| pilot.map_or_else(|| "/pilots".to_owned(), |id| format!("/pilots/{id}{place}"));
    let (name, href) = match step.step {
        "collect" => (Step::Collect, "/quarantine".to_owned()),
        "unify" => (Step::Unify, "/people".to_owned()),
        "target" => (Step::Target, of_pilot("/plan#audience")),
        "create" => (Step::Create, of_pilot("/messages")),
        "review" => (Step::Review, of_pilot("/plan#approval")),
        "release" => (Step::Release, of_pilot("/inbox")),
        "measure" => (Step::Measure, of_pilot("#readout")),
        "decide" => (Step::Decide, of_pilot("")),
        _ => return None,
    };
    let state = match step.state {
        overview::StepState::Done => StepState::Done,
        overview::StepState::Waiting => StepState::Waiting,
        overview::StepState::Attention => StepState::Attention,
    };
    Some(StepSummary { step: name, n: step.n, unit: step.unit.to_owned(), detail: step.detail, state, href })
}

/// Reads the loop's live counts and the pilot's one number that matters.
#[utoipa::path(get, path = "/api/v1/overview", operation_id = "read_overview",
    responses((status = 200, body = Overview), (status = 401, body = Problem)))]
pub async fn read_overview(desk: Desk) -> Result<Json<Overview>, Problem> {
    let workspace = workspace(&desk, desk.workspace()).await?;
    let now = desk.now;
    let steps = overview::steps(desk.engine(), desk.workspace(), now).await?;
    let pilot = overview::pilots(desk.engine(), desk.workspace()).await?.0.into_iter().next();
    let id = pilot.as_ref().map(|pilot| pilot.id.clone());
    let steps = steps.into_iter().filter_map(|found| step(found, id.as_deref())).collect();
    Ok(Json(Overview { workspace, steps, pilot: pilot.map(summary) }))
}
