//! Step 6: release what was approved, through a randomised experiment, past the send gate.
//!
//! INVARIANT: the gate decides for every planned person in every arm without seeing the arm, and everyone
//! it permits is exposed. The arms stay comparable whatever was withdrawn meanwhile.

mod accounts;
mod plan;
mod said;
mod strata;
mod units;

pub use plan::{PlanReport, plan};
pub(crate) use strata::fault_of_strata;
pub(crate) use units::check_units;

use crate::review::{self, Release};
use crate::{Engine, EngineError, PilotFile, landing};
use channels::{Delivery as Handed, Message};
use consent::Request;
use governance::{Actor, Approved};
use serde_json::json;
use std::time::Duration;
use store::{CampaignKey, Claimed, CountProof, GateRules, Gated, Lease, NewAudit, Outcome, Transport};
use vocabulary::{CampaignId, Redacted, SECOND, Span, Timestamp, WorkspaceId};

/// Deliveries gated and handed over at a time: one transaction and one fsync each.
const N_BATCH: i64 = 2_000;

/// How long a worker may go without a sign of life before its deliveries are taken over.
const LEASE: Span = SECOND.times(30);

/// The campaign of a pilot's current design.
pub fn campaign_key(workspace: &WorkspaceId, pilot: &PilotFile) -> CampaignKey {
    CampaignKey {
        workspace: workspace.clone(),
        campaign: pilot.id().clone(),
        version: i64::from(pilot.design.version),
    }
}

/// Sends what was planned: claims, asks the gate, hands over, settles; until nothing is left.
///
/// Safe to repeat after a crash: the test inbox knows a message by its idempotency key. What another worker
/// holds is waited for, or taken over when that worker is dead. What is deferred stays so.
/// `clock` is the machine's, for leases; `now` is the workspace's date. `progress` is told how many of the
/// planned are done.
pub async fn send(
    engine: &Engine,
    workspace: &WorkspaceId,
    approved: &Approved<Release>,
    now: Timestamp,
    clock: impl Fn() -> Timestamp,
    mut progress: impl FnMut(u64),
) -> Result<CountProof, EngineError> {
    let pilot = &approved.item().pilot;
    let key = campaign_key(workspace, pilot);
    if now < pilot.send.at {
        let what = format!("`{}` is scheduled for {}: release it then", pilot.id(), pilot.send.at);
        return Err(EngineError::NotReady { what });
    }
    let request =
        Request::new(pilot.send.purposes.iter().copied(), pilot.send.channel, approved.release_hash())
            .map_err(|error| EngineError::definition("pilot", pilot.id().as_str(), error))?;
    let bodies = Bodies::of(pilot, &approved.item().facts);
    engine.store.recover(&key, Transport::Idempotent, now, clock()).await?;
    let mut n_done = 0;
    loop {
        let lease = Lease { clock: clock(), span: LEASE };
        let claimed = engine.store.claim_deliveries(&key, now, lease, N_BATCH).await?;
        if claimed.is_empty() {
            let proof = engine.store.count_proof(&key).await?;
            if proof.in_flight == proof.deferred {
                break;
            }
            tokio::time::sleep(Duration::from_secs(1)).await;
            engine.store.recover(&key, Transport::Idempotent, now, clock()).await?;
            continue;
        }
        n_done += claimed.len() as u64;
        let rules = GateRules {
            policy: &pilot.send.policy,
            request: &request,
            approval: Some(approved.proof()),
            lease: Lease { clock: clock(), span: LEASE },
        };
        let gated = engine.store.gate(&key, &claimed, &rules, now).await?;
        let outcomes = hand_over(engine, workspace, &bodies, gated, now).await?;
        engine.store.settle(&key, &outcomes, now).await?;
        progress(n_done);
    }
    landing::flush_outbox(engine, workspace).await?;
    let proof = engine.store.count_proof(&key).await?;
    let subject = format!("campaign:{}", pilot.id());
    // What was handed over before a crash and not told is told by the next who looks.
    let told = engine.store.latest_audit(workspace, "campaign.released", &subject).await?;
    let is_told = told.is_some_and(|told| {
        told.get("version") == Some(&json!(key.version)) && told.get("proof") == Some(&json!(proof))
    });
    if 0 < n_done || !is_told {
        let new = NewAudit {
            actor: &Actor::System,
            action: "campaign.released",
            subject: &subject,
            body: &json!({ "release_hash": approved.release_hash(), "version": key.version, "proof": proof }),
        };
        engine.store.append_audit(workspace, new, now).await?;
    }
    Ok(proof)
}

/// Goes on with the releases that nobody works on: those a crash interrupted, those whose hour has come.
///
/// A release is planned only when a member commands it, so going on with it decides nothing new; it must
/// still be approved as it stands. Returns each campaign with its count proof, or why it cannot go on.
pub async fn resume(
    engine: &Engine,
    workspace: &WorkspaceId,
    now: Timestamp,
    clock: impl Fn() -> Timestamp,
) -> Result<Vec<(CampaignId, Result<CountProof, EngineError>)>, EngineError> {
    let mut resumed = Vec::new();
    for campaign in engine.store.unattended_campaigns(workspace, now, clock()).await? {
        let outcome = async {
            let approved = review::approved(engine, workspace, campaign.campaign.as_str()).await?;
            let version = campaign_key(workspace, &approved.item().pilot).version;
            if version != campaign.version {
                let what = format!(
                    "version {} of `{}` has messages that were planned and not sent, and the pilot is at version {version} now",
                    campaign.version, campaign.campaign
                );
                return Err(EngineError::NotReady { what });
            }
            send(engine, workspace, &approved, now, &clock, |_| ()).await
        };
        resumed.push((campaign.campaign.clone(), outcome.await));
    }
    Ok(resumed)
}

/// The body that each arm gets.
struct Bodies {
    shared: String,
    /// Of the arm that goes on as the brand does today.
    usual: Option<(String, String)>,
}

impl Bodies {
    fn of(pilot: &PilotFile, facts: &content::Facts) -> Self {
        let arm = pilot.design.arms.iter().find(|arm| arm.business_as_usual);
        let usual = arm.and_then(|arm| Some((arm.name.clone(), pilot.usual_body(facts)?)));
        Self { shared: pilot.body(facts), usual }
    }

    fn of_arm(&self, arm: &str) -> &str {
        match &self.usual {
            Some((usual, body)) if usual == arm => body,
            _ => &self.shared,
        }
    }
}

/// Hands the permitted messages of one batch to the inbox.
async fn hand_over(
    engine: &Engine,
    workspace: &WorkspaceId,
    bodies: &Bodies,
    gated: Vec<Gated>,
    now: Timestamp,
) -> Result<Vec<(Claimed, Outcome)>, EngineError> {
    let (mut messages, mut claims) = (Vec::new(), Vec::new());
    for answer in gated {
        let Gated::Permitted { permit, delivery } = answer else { continue };
        let address = permit.address().expose();
        let to = address.split_once(':').map_or(address.as_str(), |(_, value)| value);
        messages.push(Message {
            message_id: delivery.message_id.clone(),
            idempotency_key: delivery.idempotency_key.clone(),
            workspace: workspace.clone(),
            campaign: delivery.campaign.clone(),
            arm: delivery.arm.clone(),
            to: Redacted::new(to.to_owned()),
            person_id: delivery.person_id.clone(),
            subject: delivery.subject.clone(),
            body: bodies.of_arm(&delivery.arm).to_owned(),
            at: now,
        });
        claims.push(Claimed { delivery_id: delivery.delivery_id, fence: delivery.fence });
    }
    let handed = engine.inbox.deliver_batch(&messages)?;
    let outcome = |handed| match handed {
        Handed::Sent => Outcome::Sent { detail: "test inbox".into() },
        Handed::AlreadySent => Outcome::Sent { detail: "test inbox, on an earlier try".into() },
        Handed::Rejected { why } => Outcome::Rejected { why: why.to_string() },
    };
    Ok(claims.into_iter().zip(handed.into_iter().map(outcome)).collect())
}
