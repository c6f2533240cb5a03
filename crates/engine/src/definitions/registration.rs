//! Pre-registration: what was agreed on before the first exposure, and every change of it since.
//!
//! The plan is registered when the first message is planned: the campaign keeps the pilot's file as it was
//! approved. From then on who is in which arm cannot change within the version, and what is measured or
//! decided by can change in the open only: each change is an amendment that the readout, the decision and the
//! page carry.

use super::PilotFile;
use crate::{EngineError, form};
use governance::Actor;
use measurement::Metric;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use store::{NewAudit, Store, Tx};
use vocabulary::{Digest, Timestamp, WorkspaceId};

/// What was registered of a pilot's version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Registration {
    /// When the first message was planned.
    pub at: Timestamp,
    /// The hash of design, metrics, headline and gate as they were then.
    pub plan_hash: Digest,
    /// Members of the audience then; `None` when that was not kept.
    pub n_members: Option<u64>,
    /// What people were to be looked at apart by.
    #[serde(default)]
    pub segment: Option<String>,
    /// What is different now, in words; empty when nothing is.
    pub amendments: Vec<String>,
}

impl Registration {
    /// The amendments as a readout notes them.
    pub fn notes(&self) -> Vec<String> {
        let note = |what: &String| format!("amended after the release of {}: {what}", self.at.day());
        self.amendments.iter().map(note).collect()
    }
}

/// What was registered of the version that `pilot` has now; `None` before its first message is planned.
///
/// Errors: [`EngineError::Definition`] when what cannot change within a version did.
pub async fn of(
    store: &Store,
    workspace: &WorkspaceId,
    pilot: &PilotFile,
) -> Result<Option<Registration>, EngineError> {
    let version = i64::from(pilot.design.version);
    let campaigns = store.campaigns(workspace).await?;
    let campaign = campaigns.iter().find(|found| found.campaign == *pilot.id() && found.version == version);
    let Some(campaign) = campaign else { return Ok(None) };
    let registered: PilotFile = form::parse(campaign.body.get("pilot").cloned().unwrap_or_default())?;
    if let Some(what) = frozen_change(&registered, pilot) {
        let why = format!(
            "{what} cannot change: version {version} of `{}` was released on {}; count `version` up, which randomises anew",
            pilot.design.experiment,
            campaign.at.day()
        );
        return Err(EngineError::definition("pilot", pilot.id().as_str(), why));
    }
    Ok(Some(Registration {
        at: campaign.at,
        plan_hash: registered.plan_digest(),
        n_members: campaign.body.get("n_members").and_then(Value::as_u64),
        segment: registered.analysis.segment.clone(),
        amendments: amendments(&registered, pilot),
    }))
}

/// What changed of that which decides who is in which arm.
fn frozen_change(registered: &PilotFile, now: &PilotFile) -> Option<&'static str> {
    let (before, after) = (&registered.design, &now.design);
    [
        ("the experiment's name", before.experiment != after.experiment),
        ("the unit of randomisation", before.unit != after.unit),
        ("the arms", before.arms != after.arms),
        ("the assignment", before.assignment != after.assignment),
    ]
    .into_iter()
    .find_map(|(what, is_changed)| is_changed.then_some(what))
}

/// What changed of that which is measured or decided by.
fn amendments(registered: &PilotFile, now: &PilotFile) -> Vec<String> {
    let mut found = Vec::new();
    let mut changed = |what: &str, before: String, after: String| {
        if before != after {
            found.push(format!("{what} was {before} and is {after}"));
        }
    };
    let (before, after) = (&registered.design, &now.design);
    let days = |days: u32| format!("{days} days");
    changed("the outcome window", days(before.outcome_window_days), days(after.outcome_window_days));
    changed("the confidence of the intervals", before.level.to_string(), after.level.to_string());
    changed("the analysis", format!("“{}”", registered.analysis), format!("“{}”", now.analysis));
    let headline = |pilot: &PilotFile| {
        let headline = &pilot.headline;
        format!("`{}` of `{}` over `{}`", headline.metric, headline.arm, headline.control)
    };
    changed("the headline", headline(registered), headline(now));
    changed("the gate", format!("“{}”", registered.gate), format!("“{}”", now.gate));
    let metrics = |pilot: &PilotFile| -> BTreeMap<String, Metric> {
        pilot.metrics.iter().map(|metric| (metric.name.clone(), metric.clone())).collect()
    };
    let (before, after) = (metrics(registered), metrics(now));
    for (name, definition) in &after {
        match before.get(name) {
            None => found.push(format!("the metric `{name}` was added")),
            Some(earlier) if earlier != definition => {
                found.push(format!("the metric `{name}` was defined otherwise"));
            }
            Some(_) => {}
        }
    }
    let gone = before.keys().filter(|name| !after.contains_key(*name));
    found.extend(gone.map(|name| format!("the metric `{name}` was taken out")));
    found
}

/// Writes into the audit chain that a registered pilot was amended.
pub(crate) async fn record(
    store: &Store,
    tx: &mut Tx,
    workspace: &WorkspaceId,
    pilot: &PilotFile,
    by: &Actor,
    now: Timestamp,
) -> Result<(), EngineError> {
    let Some(registration) = of(store, workspace, pilot).await? else { return Ok(()) };
    if registration.amendments.is_empty() {
        return Ok(());
    }
    let new = NewAudit {
        actor: by,
        action: "pilot.amended",
        subject: &format!("pilot:{}", pilot.id()),
        body: &json!({ "registered": registration.plan_hash, "amendments": registration.amendments }),
    };
    tx.append_audit(workspace, new, now).await?;
    Ok(())
}
