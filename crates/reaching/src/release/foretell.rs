//! Says what a release would do now, before it is commanded: nothing is written and nothing is sent.

use super::plan::{PlanReport, deliveries};
use engine::addressees::{self, Ask};
use engine::kept;
use engine::persons;
use engine::{Engine, EngineError};
use serde::Serialize;
use std::collections::BTreeMap;
use store::Planned;
use vocabulary::{PersonId, Timestamp, WorkspaceId};

/// What a release would do.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Foretold {
    /// Who takes no part and why, and how many are in each arm; nobody is new of it, since nothing was planned.
    pub plan: PlanReport,
    /// Every arm that somebody would be in, holdouts above the pilot among them.
    pub arms: Vec<ForetoldArm>,
    /// Why the gate would hold people back today, the most frequent first.
    pub refusals: Vec<(String, u64)>,
}

/// One arm of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ForetoldArm {
    /// Its name.
    pub arm: String,
    /// Whether its people are held out: they get nothing.
    pub is_holdout: bool,
    /// Those the gate would let through today, without caps and quiet hours.
    pub n_open: u64,
    /// Those it would hold back.
    pub n_refused: u64,
}

/// Deals the arms of a release as it would now, and asks the gate for each person.
///
/// The same people get the same arms when it is released, unless the audience or its consents change until then. Who
/// had too many messages lately, and whom quiet hours keep waiting, is known only when it is sent.
///
/// Errors: [`EngineError::NotReady`] when no line is chosen; the definitions, when the audience cannot be read.
pub async fn foretell(
    engine: &Engine,
    workspace: &WorkspaceId,
    pilot: &str,
    now: Timestamp,
) -> Result<Foretold, EngineError> {
    let release = kept::release_of(engine, workspace, pilot).await?;
    let members = persons::members(engine, workspace, &release.audience, now).await?;
    let (planned, mut plan) = deliveries(engine, workspace, &release, &members, now).await?;
    plan.look_ahead(&release.pilot.design, now);
    let send = &release.pilot.send;
    let ask = Ask { channel: send.channel, purposes: &send.purposes, policy: None };
    let people: Vec<PersonId> = planned.iter().map(|delivery| delivery.person_id.clone()).collect();
    let answers = addressees::may_reach(engine, workspace, &people, &ask, now).await?;
    let mut arms: BTreeMap<&str, ForetoldArm> = BTreeMap::new();
    let mut refusals: BTreeMap<String, u64> = BTreeMap::new();
    for delivery in &planned {
        let arm = arms.entry(&delivery.arm).or_insert_with(|| empty(delivery));
        match answers.get(&delivery.person_id) {
            Some(Err(denial)) => {
                arm.n_refused += 1;
                *refusals.entry(denial.to_string()).or_default() += 1;
            }
            Some(Ok(_)) | None => arm.n_open += 1,
        }
    }
    let mut refusals: Vec<(String, u64)> = refusals.into_iter().collect();
    refusals.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    Ok(Foretold { arms: arms.into_values().collect(), plan, refusals })
}

fn empty(delivery: &Planned) -> ForetoldArm {
    ForetoldArm { arm: delivery.arm.clone(), is_holdout: delivery.is_holdout, n_open: 0, n_refused: 0 }
}
