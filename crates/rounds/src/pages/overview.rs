//! The loop at a glance: what each step holds now, and the pilots' one number that matters.

use engine::columns::single_int;
use engine::{Engine, EngineError, PilotFile, kept};
use experiment::Estimate;
use serde::Serialize;
use store::VariantStatus;
use vocabulary::{Timestamp, WorkspaceId, grouped};

/// Whether a step has done its work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum StepState {
    /// It has.
    Done,
    /// It has nothing yet.
    Waiting,
    /// Somebody should look.
    Attention,
}

/// One step of the loop.
#[derive(Debug, Clone, Serialize)]
pub struct Step {
    /// Its name.
    pub step: &'static str,
    /// Its one number; `None` when there is none yet.
    pub n: Option<i64>,
    /// What the number counts.
    pub unit: &'static str,
    /// One line more.
    pub detail: String,
    /// Where it stands.
    pub state: StepState,
}

/// Where a pilot is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PilotState {
    /// Nothing was released.
    Draft,
    /// Released, not decided.
    Running,
    /// The gate has decided.
    Decided,
}

/// A pilot in one line.
#[derive(Debug, Clone, Serialize)]
pub struct PilotSummary {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its goal.
    pub goal: String,
    /// Where it is.
    pub state: PilotState,
    /// The one number that matters.
    pub headline: Option<Estimate>,
    /// The decision.
    pub gate: Option<kept::Decided>,
}

/// A stored definition that cannot be used, and why. It is shown beside the others and stops none of them.
#[derive(Debug, Clone, Serialize)]
pub struct Broken {
    /// Its name.
    pub name: String,
    /// What is wrong with it.
    pub why: String,
}

/// Every pilot, by name, and those that cannot be read.
pub async fn pilots(
    engine: &Engine,
    workspace: &WorkspaceId,
) -> Result<(Vec<PilotSummary>, Vec<Broken>), EngineError> {
    let (mut summaries, mut broken) = (Vec::new(), Vec::new());
    for definition in engine.store().definitions(workspace, "pilot").await? {
        let shown = match PilotFile::parse(&definition.name, &definition.body) {
            Ok(pilot) => summary(engine, workspace, &pilot).await,
            Err(error) => Err(error),
        };
        match shown {
            Ok(summary) => summaries.push(summary),
            Err(error) => broken.push(Broken { name: definition.name, why: error.to_string() }),
        }
    }
    Ok((summaries, broken))
}

/// One pilot in one line.
pub async fn summary(
    engine: &Engine,
    workspace: &WorkspaceId,
    pilot: &PilotFile,
) -> Result<PilotSummary, EngineError> {
    // A version that was counted up begins anew: what the one before it came to is not its own.
    let gate = kept::own_decision(engine, workspace, pilot).await?;
    let readout = kept::own_readout(engine, workspace, pilot).await?;
    let proof = engine.store().count_proof(&pilot.campaign_key(workspace)).await?;
    let state = match (&gate, proof.planned) {
        (Some(_), _) => PilotState::Decided,
        (None, 0) => PilotState::Draft,
        (None, _) => PilotState::Running,
    };
    let headline = readout.and_then(|kept| {
        kept.readout.estimates.into_iter().find(|estimate| {
            estimate.metric == pilot.headline.metric
                && estimate.arm == pilot.headline.arm
                && estimate.control == pilot.headline.control
        })
    });
    Ok(PilotSummary {
        id: pilot.id().to_string(),
        name: pilot.pilot.name().to_owned(),
        goal: pilot.pilot.goal().to_owned(),
        state,
        headline,
        gate,
    })
}

/// The eight steps with their live counts.
pub async fn steps(
    engine: &Engine,
    workspace: &WorkspaceId,
    now: Timestamp,
) -> Result<Vec<Step>, EngineError> {
    let mut steps = vec![collect(engine, workspace).await?, unify(engine, workspace).await?];
    let definitions = engine.store().definitions(workspace, "pilot").await?;
    let mut pilots =
        definitions.iter().filter_map(|stored| PilotFile::parse(&stored.name, &stored.body).ok());
    let Some(pilot) = pilots.next() else {
        for (step, unit) in PILOT_STEPS {
            steps.push(waiting(step, unit, "no pilot yet: apply one with `truelift apply DIR`"));
        }
        return Ok(steps);
    };
    steps.push(target(engine, workspace, &pilot, now).await?);
    steps.extend(content(engine, workspace, &pilot).await?);
    steps.extend(outcome(engine, workspace, &pilot).await?);
    Ok(steps)
}

const PILOT_STEPS: [(&str, &str); 6] = [
    ("target", "people in the audience"),
    ("create", "lines written"),
    ("review", "approvals"),
    ("release", "messages sent"),
    ("measure", "people measured"),
    ("decide", "decisions"),
];

fn one_or_more(n: i64, one: &'static str, more: &'static str) -> &'static str {
    if n == 1 { one } else { more }
}

fn counted(n: i64, one: &'static str, more: &'static str) -> String {
    format!("{} {}", grouped(n), one_or_more(n, one, more))
}

fn waiting(step: &'static str, unit: &'static str, detail: &str) -> Step {
    Step { step, n: None, unit, detail: detail.to_owned(), state: StepState::Waiting }
}

fn state(n: i64) -> StepState {
    if n == 0 { StepState::Waiting } else { StepState::Done }
}

async fn collect(engine: &Engine, workspace: &WorkspaceId) -> Result<Step, EngineError> {
    let sql = "select (select count(*) from records) + (select count(*) from events) as n";
    let n = single_int(&engine.query(workspace, &[], sql).await?, "n")?;
    let (_, n_open) = engine.store().n_quarantined(workspace).await?;
    let n_pending = engine.store().n_pending_events(workspace).await?;
    let detail = match (n_open, n_pending) {
        (0, 0) => "nothing in quarantine".to_owned(),
        (_, 0) => format!("{} in quarantine", counted(n_open, "row", "rows")),
        _ => format!(
            "{} in quarantine, {} on the way",
            counted(n_open, "row", "rows"),
            counted(n_pending, "event", "events")
        ),
    };
    let state = if 0 < n_open { StepState::Attention } else { state(n) };
    Ok(Step { step: "collect", n: Some(n), unit: "records and events", detail, state })
}

async fn unify(engine: &Engine, workspace: &WorkspaceId) -> Result<Step, EngineError> {
    let sql = "select count(*) as n, coalesce(sum(n_records), 0) as n_records from people";
    let batches = engine.query(workspace, &[], sql).await?;
    let (n, n_records) = (single_int(&batches, "n")?, single_int(&batches, "n_records")?);
    let detail = format!("from {} of all sources", counted(n_records, "record", "records"));
    Ok(Step { step: "unify", n: Some(n), unit: "people", detail, state: state(n) })
}

async fn target(
    engine: &Engine,
    workspace: &WorkspaceId,
    pilot: &PilotFile,
    now: Timestamp,
) -> Result<Step, EngineError> {
    let name = pilot.pilot.audience();
    let found = engine::definitions::latest(engine.store(), workspace, "audience", name).await;
    let definition: audience::Definition = match found {
        Ok(definition) => definition,
        Err(error) => {
            // An audience that is gone or broken is told in its own step and hides none of the others.
            let detail = error.to_string();
            return Ok(Step {
                step: "target",
                n: None,
                unit: "people in the audience",
                detail,
                state: StepState::Attention,
            });
        }
    };
    let key = pilot.campaign_key(workspace);
    // Once released, the audience is what was planned; before that it is live.
    let proof = engine.store().count_proof(&key).await?;
    let (n, when) = match proof.planned + proof.holdout_planned {
        0 => match reaching::target::count(engine, workspace, &definition, now).await {
            Ok(n) => (n, "now"),
            Err(error) => {
                let detail = error.to_string();
                return Ok(Step {
                    step: "target",
                    n: None,
                    unit: "people in the audience",
                    detail,
                    state: StepState::Attention,
                });
            }
        },
        planned => (planned, "when it was released"),
    };
    let detail = format!("in “{}”, {when}", name.replace(['-', '_'], " "));
    Ok(Step { step: "target", n: Some(n), unit: "people in the audience", detail, state: state(n) })
}

async fn content(
    engine: &Engine,
    workspace: &WorkspaceId,
    pilot: &PilotFile,
) -> Result<[Step; 2], EngineError> {
    let lines = kept::lines(engine, workspace, pilot).await?;
    let n = i64::try_from(lines.len()).unwrap_or(i64::MAX);
    let n_rejected = lines.iter().filter(|line| line.status == VariantStatus::Rejected).count() as u64;
    let detail = format!("{} rejected by the checks", grouped(n_rejected));
    let create = Step { step: "create", n: Some(n), unit: "lines written", detail, state: state(n) };
    if n == 0 {
        return Ok([create, waiting("review", "approvals", "nothing to approve yet")]);
    }
    let release = match kept::release_of(engine, workspace, pilot.id().as_str()).await {
        Ok(release) => release,
        Err(error) => {
            let detail = error.to_string();
            let step =
                Step { step: "review", n: Some(0), unit: "approvals", detail, state: StepState::Attention };
            return Ok([create, step]);
        }
    };
    let standing = kept::standing(engine, workspace, &release).await?;
    let n = i64::try_from(standing.approvals.len()).unwrap_or(i64::MAX);
    let review = match standing.stale {
        None => Step {
            step: "review",
            n: Some(n),
            unit: one_or_more(n, "approval", "approvals"),
            detail: format!("of release {}", standing.release_hash.short()),
            state: StepState::Done,
        },
        Some(why) => {
            Step { step: "review", n: Some(n), unit: "approvals", detail: why, state: StepState::Attention }
        }
    };
    Ok([create, review])
}

async fn outcome(
    engine: &Engine,
    workspace: &WorkspaceId,
    pilot: &PilotFile,
) -> Result<[Step; 3], EngineError> {
    let proof = engine.store().count_proof(&pilot.campaign_key(workspace)).await?;
    let release = if proof.planned == 0 {
        waiting("release", "messages sent", "nothing released yet")
    } else {
        Step {
            step: "release",
            n: Some(proof.sent),
            unit: "messages sent",
            detail: format!(
                "{} held out, {} held back by the gate",
                grouped(proof.held_out),
                grouped(proof.suppressed)
            ),
            state: if proof.holds { StepState::Done } else { StepState::Attention },
        }
    };
    let measure = match kept::readout(engine, workspace, pilot).await? {
        None => waiting("measure", "people measured", "nothing read out yet"),
        Some(kept) => {
            let n: u64 = kept.readout.split.observed.values().sum();
            let (detail, state) = if kept.readout.split.is_detected {
                ("the split is broken: every number is withheld".to_owned(), StepState::Attention)
            } else {
                (format!("{} comparisons read out", kept.readout.estimates.len()), StepState::Done)
            };
            Step { step: "measure", n: i64::try_from(n).ok(), unit: "people measured", detail, state }
        }
    };
    let decide = match kept::decision(engine, workspace, pilot).await? {
        None => waiting("decide", "decisions", "the gate has not decided yet"),
        Some(decided) => Step {
            step: "decide",
            n: Some(1),
            unit: "decision",
            detail: format!("{}, as the gate's rule says", decided.decision.decision),
            state: StepState::Done,
        },
    };
    Ok([release, measure, decide])
}
