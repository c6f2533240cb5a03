//! The send gate: one transaction reads what may forbid, asks `consent::decide`, writes its answer.

use super::clock::Counter;
use super::evidence::{Decided, Evidence};
use super::rules::GateRules;
use crate::database::forms::FORMAT;
use crate::database::{Lock, bulk, execute, rows};
use crate::sending::campaigns::CampaignKey;
use crate::sending::deliveries::{Claimed, Delivery, Lease, select_delivery};
use crate::{OutboxRow, PlannedExposure, Store, StoreError, Tx};
use consent::{Denial, SendPermit};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use vocabulary::{Digest, PersonId, SECOND, Span, Timestamp};

/// The outbox topic of exposures; each body has exposure_id, experiment, version, person_id, arm, unit_id,
/// stratum, layer and at.
pub const EXPOSURES: &str = "exposures";

/// What the gate said of one claimed delivery.
#[derive(Debug)]
pub enum Gated {
    /// It is `transmitting`: send it and settle it.
    Permitted {
        /// The right to send it once.
        permit: SendPermit,
        /// What to send.
        delivery: Box<Delivery>,
        /// [`Store::ledger_count`] as the gate saw it.
        n_ledger: i64,
    },
    /// It would be sent, and its arm gets nothing: `held_out`.
    HeldOut {
        /// Which.
        delivery_id: i64,
    },
    /// It is `suppressed`; in quiet hours `deferred` until they end; `unknown` when a crash had left an
    /// earlier transmission open and it may not be repeated.
    Denied {
        /// Which.
        delivery_id: i64,
        /// Why.
        denial: Denial,
    },
    /// The lease ran out or the claim is not the latest: nothing was done.
    Lost {
        /// Which.
        delivery_id: i64,
    },
}

/// One answer as it is written.
#[derive(Serialize)]
struct Verdict {
    id: i64,
    state: &'static str,
    code: Option<&'static str>,
    why: Option<String>,
    retry_at: Option<i64>,
}

impl Store {
    /// Decides for every claimed delivery, in one transaction, whether it may be sent now, and writes it.
    ///
    /// INVARIANT: an opt-out, suppression or send that was committed before this call is seen by it, and one
    /// that is being committed waits for it or is waited for. The answer does not depend on the arm.
    /// Who is who is read now: redirects are followed, addresses and identifiers are those of `rules.people`, and
    /// what was frozen at planning can only forbid. A mailbox is reached once.
    /// Send only what comes back as [`Gated::Permitted`], and settle all of it.
    ///
    /// Errors: [`StoreError::Exhausted`] and [`StoreError::LedgerClosed`] when a no that comes now could not be written
    /// down; [`StoreError::PeopleChanged`] when `rules.people` are old; [`StoreError::OtherRelease`] when `rules.request` asks for another release than the campaign's.
    pub async fn gate(
        &self,
        key: &CampaignKey,
        claimed: &[Claimed],
        rules: &GateRules<'_>,
        now: Timestamp,
    ) -> Result<Vec<Gated>, StoreError> {
        let mut tx = self.begin().await?;
        tx.hold(Lock::Ledger, key.workspace.as_str()).await?;
        tx.try_ledger(&key.workspace).await?;
        let campaign = tx.campaign(key).await?;
        let asked = rules.request.release_hash();
        if campaign.release_hash != asked {
            return Err(StoreError::OtherRelease { planned: campaign.release_hash, asked });
        }
        if tx.counted(&key.workspace, Counter::People).await? != rules.people.n_written {
            return Err(StoreError::PeopleChanged);
        }
        let n_ledger = tx.counted(&key.workspace, Counter::Ledger).await?;
        let held = held(&mut tx, key, claimed, rules.lease.clock).await?;
        let mut evidence = Evidence::load(&mut tx, key, &held, rules, now).await?;
        let mut gated = lost(claimed, &held);
        let mut verdicts = Vec::with_capacity(held.len());
        let (mut permitted, mut turns) = (BTreeMap::new(), Vec::new());
        for mut delivery in held {
            let decision = evidence.decide(&delivery, rules, now);
            if let Decided::Permit { permit, mailbox, .. } = &decision {
                delivery.address = permit.address().clone();
                permitted.insert(delivery.person_id.clone(), exposures_of(&delivery, &campaign.experiment));
                turns.push((delivery.clone(), mailbox.clone()));
            }
            let own = match &decision {
                Decided::Permit { own, .. } => own.clone(),
                Decided::Deny(_) => Vec::new(),
            };
            let answer = answer(delivery, decision, rules.lease.clock, n_ledger);
            verdicts.push(Verdict::of(&answer));
            if let Gated::Permitted { delivery, .. } = &answer {
                evidence.remember(delivery.delivery_id, own, now);
            }
            gated.push(answer);
        }
        let at = rules.recorded_at;
        write_exposures(&mut tx, key, &campaign.experiment, &permitted, at).await?;
        write_verdicts(&mut tx, &verdicts, at, rules.lease).await?;
        let taken: Vec<_> = turns.iter().map(|(delivery, mailbox)| (delivery, mailbox)).collect();
        tx.take_turns(key, &taken).await?;
        write_sends(&mut tx, key, evidence.sent(), at).await?;
        tx.commit().await?;
        Ok(gated)
    }
}

/// The deliveries of the batch whose claim still holds, read from the store and not taken from the caller.
async fn held(
    tx: &mut Tx,
    key: &CampaignKey,
    claimed: &[Claimed],
    clock: Timestamp,
) -> Result<Vec<Delivery>, StoreError> {
    let mut found = rows!(
        tx,
        Delivery,
        select_delivery!(
            "delivery d where d.delivery_id in (select cast(r.value ->> 'v' as bigint) from json_each($1) as r)
             order by d.delivery_id"
        ),
        bulk::list(claimed.iter().map(|claimed| claimed.delivery_id))?,
    )?;
    let fences: HashMap<i64, i64> = claimed.iter().map(|c| (c.delivery_id, c.fence)).collect();
    found.retain(|delivery| {
        delivery.is_of(key)
            && delivery.state == "claimed"
            && fences.get(&delivery.delivery_id) == Some(&delivery.fence)
            && delivery.lease_until.is_some_and(|until| clock < until)
    });
    Ok(found)
}

fn lost(claimed: &[Claimed], held: &[Delivery]) -> Vec<Gated> {
    let held: BTreeSet<i64> = held.iter().map(|delivery| delivery.delivery_id).collect();
    let is_lost = |claim: &&Claimed| !held.contains(&claim.delivery_id);
    claimed.iter().filter(is_lost).map(|claim| Gated::Lost { delivery_id: claim.delivery_id }).collect()
}

/// How long a permit lives at most: long enough to hand a batch over on a busy machine, short enough that a
/// process that was stopped meanwhile sends nothing. The lease may end it earlier.
const PERMIT: Span = SECOND.times(5);

fn answer(delivery: Delivery, decision: Decided, clock: Timestamp, n_ledger: i64) -> Gated {
    let delivery_id = delivery.delivery_id;
    match decision {
        Decided::Permit { permit, .. } if !delivery.is_holdout => {
            let until = clock + PERMIT;
            let until = delivery.lease_until.map_or(until, |lease| lease.min(until));
            Gated::Permitted { permit: permit.bound(clock, until), delivery: Box::new(delivery), n_ledger }
        }
        Decided::Permit { .. } => Gated::HeldOut { delivery_id },
        Decided::Deny(denial) => Gated::Denied { delivery_id, denial },
    }
}

impl Verdict {
    fn of(gated: &Gated) -> Self {
        match gated {
            Gated::Permitted { delivery, .. } => Self::new(delivery.delivery_id, "transmitting"),
            Gated::HeldOut { delivery_id } => Self::new(*delivery_id, "held_out"),
            Gated::Denied { delivery_id, denial } => Self {
                code: Some(denial.code()),
                why: Some(denial.to_string()),
                retry_at: quiet_until(denial).map(|at| at.micros()),
                ..Self::new(
                    *delivery_id,
                    if quiet_until(denial).is_some() { "deferred" } else { "suppressed" },
                )
            },
            Gated::Lost { delivery_id } => Self::new(*delivery_id, "claimed"),
        }
    }

    fn new(id: i64, state: &'static str) -> Self {
        Self { id, state, code: None, why: None, retry_at: None }
    }
}

/// When a denial has passed by itself. Nothing else stands in the way then, and the gate is asked again.
fn quiet_until(denial: &Denial) -> Option<Timestamp> {
    match denial {
        Denial::QuietHours { until, .. } => *until,
        _ => None,
    }
}

async fn write_verdicts(
    tx: &mut Tx,
    verdicts: &[Verdict],
    now: Timestamp,
    lease: Lease,
) -> Result<(), StoreError> {
    execute!(
        tx,
        "update delivery set
           state = case when r.value ->> 'state' = 'suppressed' and is_transmission_open then 'unknown'
             else r.value ->> 'state' end,
           detail = case when r.value ->> 'state' = 'suppressed' and is_transmission_open
             then 'a crash left its transmission open, and it may not be repeated' else detail end,
           denial_code = r.value ->> 'code', denial = r.value ->> 'why',
           lease_until = case when r.value ->> 'state' = 'transmitting' then cast($2 as bigint) end,
           settled_at = case when r.value ->> 'state' in ('transmitting', 'deferred') then null
             else cast($1 as bigint) end,
           retry_at = cast(r.value ->> 'retry_at' as bigint),
           permitted_at = case when r.value ->> 'state' in ('suppressed', 'deferred') then permitted_at
             else coalesce(permitted_at, $1) end,
           n_attempts = n_attempts + case when r.value ->> 'state' = 'transmitting' then 1 else 0 end
         from json_each($3) as r where delivery_id = cast(r.value ->> 'id' as bigint)",
        now.micros(),
        lease.until().micros(),
        bulk::json(verdicts)?,
    )?;
    Ok(())
}

async fn write_sends(
    tx: &mut Tx,
    key: &CampaignKey,
    sent: &[(i64, Vec<String>)],
    now: Timestamp,
) -> Result<(), StoreError> {
    #[derive(Serialize)]
    struct Send<'a> {
        id: i64,
        identifier: &'a str,
    }
    let of_one = |(id, identifiers): &(i64, Vec<String>)| -> Vec<(i64, String)> {
        identifiers.iter().map(|identifier| (*id, identifier.clone())).collect()
    };
    let pairs: Vec<(i64, String)> = sent.iter().flat_map(of_one).collect();
    let sends: Vec<Send<'_>> = pairs.iter().map(|(id, identifier)| Send { id: *id, identifier }).collect();
    execute!(
        tx,
        "insert into send (workspace, identifier, delivery_id, at)
         select $1, r.value ->> 'identifier', cast(r.value ->> 'id' as bigint), $2
         from json_each($3) as r where true on conflict do nothing",
        key.workspace.as_str(),
        now.micros(),
        bulk::json(&sends)?,
    )?;
    Ok(())
}

/// Puts an exposure into the outbox for every person who is permitted for the first time in this version.
/// To be called before the verdicts are written.
async fn write_exposures(
    tx: &mut Tx,
    key: &CampaignKey,
    experiment: &str,
    permitted: &BTreeMap<PersonId, Vec<PlannedExposure>>,
    now: Timestamp,
) -> Result<(), StoreError> {
    let known = rows!(
        tx,
        (String, Option<i64>),
        "select person_id, permitted_at from delivery
         where workspace = $1 and campaign = $2 and version = $3
         and person_id in (select r.value ->> 'v' from json_each($4) as r)",
        key.workspace.as_str(),
        key.campaign.as_str(),
        key.version,
        bulk::list(permitted.keys())?,
    )?;
    let known: HashSet<String> =
        known.into_iter().filter(|(_, at)| at.is_some()).map(|(person_id, _)| person_id).collect();
    let version = key.version.to_string();
    let new = permitted.iter().filter(|(person_id, _)| !known.contains(person_id.as_str()));
    let row = |person_id: &PersonId, exposure: &PlannedExposure, is_own: bool| {
        // One above the experiment counts once, whichever campaign reaches the person first.
        let (of, version) = if is_own {
            (key.campaign.as_str(), version.clone())
        } else {
            (exposure.experiment.as_str(), exposure.version.to_string())
        };
        let parts = [key.workspace.as_str(), of, &version, person_id.as_str()];
        let exposure_id = Digest::of(parts).to_string();
        let body = serde_json::json!({
            "format": FORMAT, "exposure_id": exposure_id, "experiment": exposure.experiment, "version": exposure.version,
            "person_id": person_id, "arm": exposure.arm, "unit_id": exposure.unit_id,
            "stratum": exposure.stratum, "layer": exposure.layer, "at": now,
        });
        OutboxRow { entry_id: exposure_id, body }
    };
    let rows = new.flat_map(|(person_id, exposures)| {
        exposures.iter().map(|exposure| row(person_id, exposure, exposure.experiment == experiment))
    });
    let exposures: Vec<OutboxRow> = rows.collect();
    tx.append_outbox(&key.workspace, EXPOSURES, &exposures, now).await
}

/// What the first yes for this delivery records.
fn exposures_of(delivery: &Delivery, experiment: &str) -> Vec<PlannedExposure> {
    delivery.exposures.clone().unwrap_or_else(|| {
        vec![PlannedExposure {
            experiment: experiment.to_owned(),
            version: delivery.version,
            arm: delivery.arm.clone(),
            unit_id: delivery.person_id.to_string(),
            stratum: None,
            layer: None,
        }]
    })
}
