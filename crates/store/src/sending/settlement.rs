//! What the transport said of transmissions, and what a crash left of them.

use super::campaigns::CampaignKey;
use crate::database::{Lock, bulk, execute, row, rows};
use crate::{Claimed, Store, StoreError, Tx};
use serde::Serialize;
use std::collections::{BTreeSet, HashMap};
use vocabulary::{CampaignId, Timestamp, WorkspaceId};

/// What the transport said of one transmission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It was handed over.
    Sent {
        /// What the transport calls it.
        detail: String,
    },
    /// It was refused for good.
    Rejected {
        /// Why.
        why: String,
    },
    /// It was refused for now; the gate is asked again before the next try.
    Deferred {
        /// Why.
        why: String,
        /// Not before.
        retry_at: Timestamp,
    },
    /// It may have been handed over or not.
    Unknown {
        /// Why.
        why: String,
    },
}

/// What became of a call of [`Store::settle`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settled {
    /// Written.
    pub n_settled: u64,
    /// Not written: the lease ran out and another claim came, or they had come to their end already.
    pub lost: Vec<i64>,
}

/// What a transport does with the same message twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Transport {
    /// Knows it by its idempotency key and delivers it once.
    Idempotent,
    /// Delivers it twice, as plain SMTP does.
    Plain,
}

/// What [`Store::recover`] found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recovered {
    /// Claimed and never gated: planned again.
    pub n_planned: u64,
    /// Left open by a crash, and safe to repeat under the same idempotency key: planned again, and the gate
    /// is asked again.
    pub n_retransmit: u64,
    /// Left open by a crash, and not safe to repeat.
    pub n_unknown: u64,
}

#[derive(Serialize)]
struct Row<'a> {
    id: i64,
    state: &'static str,
    detail: &'a str,
    retry_at: Option<i64>,
}

impl<'a> Row<'a> {
    fn new(claimed: &Claimed, outcome: &'a Outcome) -> Self {
        let (state, detail, retry_at) = match outcome {
            Outcome::Sent { detail } => ("sent", detail, None),
            Outcome::Rejected { why } => ("rejected", why, None),
            Outcome::Deferred { why, retry_at } => ("deferred", why, Some(retry_at.micros())),
            Outcome::Unknown { why } => ("unknown", why, None),
        };
        Self { id: claimed.delivery_id, state, detail, retry_at }
    }
}

impl Store {
    /// Writes what the transport said of transmissions, each under the fence of its claim.
    ///
    /// A late yes or no turns `unknown` into `sent` or `rejected`; everything else that is late is lost.
    /// What was surely not handed over does not count for the frequency cap.
    pub async fn settle(
        &self,
        key: &CampaignKey,
        outcomes: &[(Claimed, Outcome)],
        now: Timestamp,
    ) -> Result<Settled, StoreError> {
        let mut tx = self.begin().await?;
        tx.hold(Lock::Ledger, key.workspace.as_str()).await?;
        let mut settled = BTreeSet::new();
        for chunk in outcomes.chunks(bulk::N_ROWS) {
            let held = held(&mut tx, key, chunk).await?;
            let changes: Vec<Row<'_>> = chunk
                .iter()
                .filter(|(claimed, outcome)| may_settle(held.get(&claimed.delivery_id), claimed, outcome))
                .map(|(claimed, outcome)| Row::new(claimed, outcome))
                .collect();
            write_outcomes(&mut tx, &changes, now).await?;
            settled.extend(changes.iter().map(|row| row.id));
        }
        tx.commit().await?;
        let all = outcomes.iter().map(|(claimed, _)| claimed.delivery_id);
        let lost = all.filter(|delivery_id| !settled.contains(delivery_id)).collect();
        Ok(Settled { n_settled: settled.len() as u64, lost })
    }

    /// Puts right what crashed workers left: to be called at start and now and then.
    ///
    /// `clock` is the machine's, as in [`crate::Lease`]. An expired claim is planned again. An expired transmission is planned again for an idempotent
    /// transport, so that the gate is asked once more before it is repeated under the same key; for a plain
    /// one it becomes `unknown` and is never repeated by itself.
    /// Source: DESIGN promise P2.
    pub async fn recover(
        &self,
        key: &CampaignKey,
        transport: Transport,
        now: Timestamp,
        clock: Timestamp,
    ) -> Result<Recovered, StoreError> {
        let mut tx = self.begin().await?;
        tx.hold(Lock::Ledger, key.workspace.as_str()).await?;
        let n_planned = execute!(
            tx,
            "update delivery set state = 'planned', lease_until = null
             where workspace = $1 and campaign = $2 and version = $3 and state = 'claimed' and lease_until <= $4",
            key.workspace.as_str(),
            key.campaign.as_str(),
            key.version,
            clock.micros(),
        )?;
        // The fence of what may be repeated moves on, so that a late result of the first try is not taken
        // for one of the second.
        let is_idempotent = transport == Transport::Idempotent;
        let n_open = execute!(
            tx,
            "update delivery set lease_until = null, is_transmission_open = true,
               state = case when $5 then 'planned' else 'unknown' end,
               fence = fence + case when $5 then 1 else 0 end,
               settled_at = case when $5 then null else cast($4 as bigint) end,
               detail = case when $5 then detail else 'a crash left its transmission open' end
             where workspace = $1 and campaign = $2 and version = $3 and state = 'transmitting'
             and lease_until <= $6",
            key.workspace.as_str(),
            key.campaign.as_str(),
            key.version,
            now.micros(),
            is_idempotent,
            clock.micros(),
        )?;
        tx.commit().await?;
        let (n_retransmit, n_unknown) = if is_idempotent { (n_open, 0) } else { (0, n_open) };
        Ok(Recovered { n_planned, n_retransmit, n_unknown })
    }
}

/// A transmission that a crash left open and that is planned again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenTransmission {
    /// Which.
    pub delivery_id: i64,
    /// By what the transport would know it.
    pub idempotency_key: String,
}
row!(OpenTransmission { delivery_id, idempotency_key });

impl Store {
    /// Gives the transmissions that a crash left open, those that [`Store::recover`] planned again and those of which
    /// nobody knows whether they arrived: a transport that can tell is asked which of them it has.
    pub async fn open_transmissions(&self, key: &CampaignKey) -> Result<Vec<OpenTransmission>, StoreError> {
        rows!(
            self.read().await?,
            OpenTransmission,
            "select delivery_id, idempotency_key from delivery
             where workspace = $1 and campaign = $2 and version = $3 and state in ('planned', 'unknown')
               and is_transmission_open
             order by delivery_id",
            key.workspace.as_str(),
            key.campaign.as_str(),
            key.version,
        )
    }

    /// Says of open transmissions that the transport has had them since before the crash: they are sent, whatever the
    /// gate would say today. Nothing is repeated, and nothing is told as unknown.
    pub async fn was_handed_over(
        &self,
        key: &CampaignKey,
        ids: &[i64],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        tx.hold(Lock::Ledger, key.workspace.as_str()).await?;
        for chunk in ids.chunks(bulk::N_ROWS) {
            execute!(
                tx,
                "update delivery set state = 'sent', detail = 'the transport had it before a crash',
                   is_transmission_open = false, lease_until = null, retry_at = null, settled_at = $5,
                   denial_code = null, denial = null
                 where workspace = $1 and campaign = $2 and version = $3 and state in ('planned', 'unknown')
                   and is_transmission_open
                   and delivery_id in (select cast(r.value ->> 'v' as bigint) from json_each($4) as r)",
                key.workspace.as_str(),
                key.campaign.as_str(),
                key.version,
                bulk::list(chunk)?,
                now.micros(),
            )?;
        }
        tx.commit().await
    }

    /// Says of open transmissions that the transport never had them and, their permits being dead, never will: they
    /// count for no cap, and when the gate denies them nobody asks whether they went.
    pub async fn never_handed_over(&self, key: &CampaignKey, ids: &[i64]) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        tx.hold(Lock::Ledger, key.workspace.as_str()).await?;
        for chunk in ids.chunks(bulk::N_ROWS) {
            let closed = rows!(
                tx,
                (i64,),
                "update delivery set is_transmission_open = false
                 where workspace = $1 and campaign = $2 and version = $3 and state = 'planned' and is_transmission_open
                   and delivery_id in (select cast(r.value ->> 'v' as bigint) from json_each($4) as r)
                 returning delivery_id",
                key.workspace.as_str(),
                key.campaign.as_str(),
                key.version,
                bulk::list(chunk)?,
            )?;
            execute!(
                tx,
                "delete from send
                 where delivery_id in (select cast(r.value ->> 'v' as bigint) from json_each($1) as r)",
                bulk::list(closed.into_iter().map(|(id,)| id))?,
            )?;
        }
        tx.commit().await
    }
}

/// The state and the fence of each delivery of the chunk that is of this campaign version.
async fn held(
    tx: &mut Tx,
    key: &CampaignKey,
    chunk: &[(Claimed, Outcome)],
) -> Result<HashMap<i64, (String, i64)>, StoreError> {
    let found = rows!(
        tx,
        Place,
        "select delivery_id, workspace, campaign, version, state, fence from delivery
         where delivery_id in (select cast(r.value ->> 'v' as bigint) from json_each($1) as r)",
        bulk::list(chunk.iter().map(|(claimed, _)| claimed.delivery_id))?,
    )?;
    let is_ours = |place: &Place| {
        place.workspace == key.workspace && place.campaign == key.campaign && place.version == key.version
    };
    Ok(found
        .into_iter()
        .filter(is_ours)
        .map(|place| (place.delivery_id, (place.state, place.fence)))
        .collect())
}

struct Place {
    delivery_id: i64,
    workspace: WorkspaceId,
    campaign: CampaignId,
    version: i64,
    state: String,
    fence: i64,
}
row!(Place { delivery_id, workspace, campaign, version, state, fence });

fn may_settle(held: Option<&(String, i64)>, claimed: &Claimed, outcome: &Outcome) -> bool {
    let is_certain = matches!(outcome, Outcome::Sent { .. } | Outcome::Rejected { .. });
    held.is_some_and(|(state, fence)| {
        *fence == claimed.fence && (state == "transmitting" || (state == "unknown" && is_certain))
    })
}

async fn write_outcomes(tx: &mut Tx, changes: &[Row<'_>], now: Timestamp) -> Result<(), StoreError> {
    execute!(
        tx,
        "update delivery set state = r.value ->> 'state', detail = r.value ->> 'detail',
           retry_at = cast(r.value ->> 'retry_at' as bigint), lease_until = null,
           is_transmission_open = false, settled_at = $1
         from json_each($2) as r where delivery_id = cast(r.value ->> 'id' as bigint)",
        now.micros(),
        bulk::json(changes)?,
    )?;
    let not_arrived = changes.iter().filter(|row| matches!(row.state, "rejected" | "deferred"));
    execute!(
        tx,
        "delete from send
         where delivery_id in (select cast(r.value ->> 'v' as bigint) from json_each($1) as r)",
        bulk::list(not_arrived.map(|row| row.id))?,
    )?;
    Ok(())
}
