use crate::campaigns::CampaignKey;
use crate::link::{Lock, execute, rows};
use crate::{Claimed, Store, StoreError, bulk};
use serde::Serialize;
use std::collections::BTreeSet;
use vocabulary::Timestamp;

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
    fence: i64,
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
        Self { id: claimed.delivery_id, fence: claimed.fence, state, detail, retry_at }
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
            let chunk: Vec<Row<'_>> =
                chunk.iter().map(|(claimed, outcome)| Row::new(claimed, outcome)).collect();
            let chunk = bulk::json(&chunk)?;
            let written = rows!(
                tx,
                (i64,),
                "update delivery set state = r.value ->> 'state', detail = r.value ->> 'detail',
                   retry_at = cast(r.value ->> 'retry_at' as bigint), lease_until = null,
                   is_transmission_open = false, settled_at = $4
                 from json_each($5) as r
                 where workspace = $1 and campaign = $2 and version = $3
                 and delivery_id = cast(r.value ->> 'id' as bigint)
                 and fence = cast(r.value ->> 'fence' as bigint)
                 and (state = 'transmitting'
                   or (state = 'unknown' and r.value ->> 'state' in ('sent', 'rejected')))
                 returning delivery_id",
                key.workspace.as_str(),
                key.campaign.as_str(),
                key.version,
                now.micros(),
                chunk.as_str(),
            )?;
            settled.extend(written.into_iter().map(|(delivery_id,)| delivery_id));
            execute!(
                tx,
                "delete from send where delivery_id in (
                   select d.delivery_id from json_each($2) as r
                   join delivery d on d.delivery_id = cast(r.value ->> 'id' as bigint)
                   where d.workspace = $1 and d.state in ('rejected', 'deferred'))",
                key.workspace.as_str(),
                chunk.as_str(),
            )?;
        }
        tx.commit().await?;
        let all = outcomes.iter().map(|(claimed, _)| claimed.delivery_id);
        let lost = all.filter(|delivery_id| !settled.contains(delivery_id)).collect();
        Ok(Settled { n_settled: settled.len() as u64, lost })
    }

    /// Puts right what crashed workers left: to be called at start and now and then.
    ///
    /// An expired claim is planned again. An expired transmission is planned again for an idempotent
    /// transport, so that the gate is asked once more before it is repeated under the same key; for a plain
    /// one it becomes `unknown` and is never repeated by itself.
    /// Source: DESIGN promise P2.
    pub async fn recover(
        &self,
        key: &CampaignKey,
        transport: Transport,
        now: Timestamp,
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
            now.micros(),
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
             and lease_until <= $4",
            key.workspace.as_str(),
            key.campaign.as_str(),
            key.version,
            now.micros(),
            is_idempotent,
        )?;
        tx.commit().await?;
        let (n_retransmit, n_unknown) = if is_idempotent { (n_open, 0) } else { (0, n_open) };
        Ok(Recovered { n_planned, n_retransmit, n_unknown })
    }
}
