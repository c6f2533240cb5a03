//! Deliveries: `planned → claimed → transmitting → sent | rejected | deferred | unknown`, beside them
//! `suppressed` (the gate said no) and `held_out` (the gate said yes, the arm gets nothing). Promise P2.

use super::campaigns::CampaignKey;
use crate::audit::covered::PLANS;
use crate::database::forms::Listed;
use crate::database::{Lock, bulk, count, execute, row, rows};
use crate::{Page, PlannedExposure, Store, StoreError};
use serde::Serialize;
use std::collections::HashMap;
use vocabulary::{CampaignId, Channel, PersonId, Redacted, Span, Timestamp, WorkspaceId};

/// A message which may be sent, or would be if its arm were not held out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    /// To whom.
    pub person_id: PersonId,
    /// By which way.
    pub channel: Channel,
    /// Which message of a sequence, from 1 on.
    pub step: i64,
    /// Of which arm.
    pub arm: String,
    /// True when the arm gets nothing.
    pub is_holdout: bool,
    /// Where to, as `kind:value`, as it was given.
    pub address: Redacted<String>,
    /// Who receives it: of a campaign version one message goes to a mailbox.
    pub mailbox: Redacted<String>,
    /// All identifiers of the person, as `kind:value`: an opt-out under any of them counts, also one the person
    /// no longer has at the gate.
    pub identifiers: Vec<Redacted<String>>,
    /// Those whose grant covers the address: see `consent::Contact::grantors`.
    pub grantors: Vec<Redacted<String>>,
    /// The rendered subject line; empty for a holdout.
    pub subject: String,
    /// The message's id, an HMAC of its unique key.
    pub message_id: String,
    /// What an idempotent transport knows a repeated transmission by.
    pub idempotency_key: String,
    /// What was randomised as one: the person, or their household or account.
    pub unit_id: String,
    /// The stratum whose block gave the arm; `None` when no block did.
    pub stratum: Option<String>,
    /// What the gate's first yes records.
    pub exposures: Vec<PlannedExposure>,
}

/// How long a worker may keep what it has before it counts as crashed.
///
/// Measured by the machine's clock and not by the workspace's date: a simulated date stands still, and what
/// a crash left would be held for ever.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lease {
    /// The machine's clock now.
    pub clock: Timestamp,
    /// How long.
    pub span: Span,
}

impl Lease {
    /// When it runs out.
    pub fn until(&self) -> Timestamp {
        self.clock + self.span
    }
}

/// A delivery that this worker has until its lease runs out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Claimed {
    /// Which.
    pub delivery_id: i64,
    /// Proves that the claim is the latest one.
    pub fence: i64,
}
row!(Claimed { delivery_id, fence });

/// A delivery as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// Which.
    pub delivery_id: i64,
    /// Whose.
    pub workspace: WorkspaceId,
    /// Of which campaign.
    pub campaign: CampaignId,
    /// Of which version of it.
    pub version: i64,
    /// To whom.
    pub person_id: PersonId,
    /// By which way.
    pub channel: Channel,
    /// Which message of a sequence.
    pub step: i64,
    /// Of which arm.
    pub arm: String,
    /// True when the arm gets nothing.
    pub is_holdout: bool,
    /// Where to, as `kind:value`.
    pub address: Redacted<String>,
    /// All identifiers of the person when it was planned.
    pub identifiers: Vec<Redacted<String>>,
    /// Those whose grant covers the address.
    pub grantors: Vec<Redacted<String>>,
    /// The rendered subject line.
    pub subject: String,
    /// The message's id.
    pub message_id: String,
    /// What an idempotent transport knows a repeated transmission by.
    pub idempotency_key: String,
    /// One of the states above.
    pub state: String,
    /// The number of its latest claim.
    pub fence: i64,
    /// When its lease runs out, by the machine's clock.
    pub lease_until: Option<Timestamp>,
    /// How often a transmission was begun.
    pub n_attempts: i64,
    /// True when a crash left a transmission open: it may have arrived.
    pub is_transmission_open: bool,
    /// The stable word of the gate's denial.
    pub denial_code: Option<String>,
    /// The gate's denial in words.
    pub denial: Option<String>,
    /// What the transport said, or why it is unknown.
    pub detail: Option<String>,
    /// When the gate first said yes: the moment of exposure.
    pub permitted_at: Option<Timestamp>,
    /// When it came to its end.
    pub settled_at: Option<Timestamp>,
    /// What the gate's first yes records; `None` for one planned by an older program, whose exposure is the
    /// campaign's own.
    pub exposures: Option<Vec<PlannedExposure>>,
}
row!(Delivery {
    delivery_id,
    workspace,
    campaign,
    version,
    person_id,
    channel,
    step,
    arm,
    is_holdout,
    address,
    identifiers,
    grantors,
    subject,
    message_id,
    idempotency_key,
    state,
    fence,
    lease_until,
    n_attempts,
    is_transmission_open,
    denial_code,
    denial,
    detail,
    permitted_at,
    settled_at,
    exposures,
});

/// The columns of [`Delivery`] from a table `delivery d`, followed by the rest of the query.
macro_rules! select_delivery {
    ($rest:literal) => {
        concat!(
            "select d.delivery_id, d.workspace, d.campaign, d.version, d.person_id, d.channel, d.step, d.arm, d.is_holdout,
             d.address, d.identifiers, d.grantors, d.subject, d.message_id, d.idempotency_key, d.state, d.fence,
             d.lease_until, d.n_attempts, d.is_transmission_open, d.denial_code, d.denial, d.detail, d.permitted_at,
             d.settled_at, d.exposures from ",
            $rest
        )
    };
}
pub(crate) use select_delivery;

#[derive(Serialize)]
struct NewRow<'a> {
    person_id: &'a str,
    channel: Channel,
    step: i64,
    arm: &'a str,
    is_holdout: bool,
    address: &'a str,
    mailbox: &'a str,
    identifiers: &'a [Redacted<String>],
    grantors: &'a [Redacted<String>],
    subject: &'a str,
    message_id: &'a str,
    idempotency_key: &'a str,
    unit_id: &'a str,
    stratum: Option<&'a str>,
    exposures: Listed<'a, PlannedExposure>,
}

impl<'a> From<&'a Planned> for NewRow<'a> {
    fn from(planned: &'a Planned) -> Self {
        Self {
            person_id: planned.person_id.as_str(),
            channel: planned.channel,
            step: planned.step,
            arm: &planned.arm,
            is_holdout: planned.is_holdout,
            address: planned.address.expose(),
            mailbox: planned.mailbox.expose(),
            identifiers: &planned.identifiers,
            grantors: &planned.grantors,
            subject: &planned.subject,
            message_id: &planned.message_id,
            idempotency_key: &planned.idempotency_key,
            unit_id: &planned.unit_id,
            stratum: planned.stratum.as_deref(),
            exposures: Listed::of(&planned.exposures),
        }
    }
}

impl Delivery {
    /// Whether it belongs to this campaign version.
    pub(crate) fn is_of(&self, key: &CampaignKey) -> bool {
        self.workspace == key.workspace && self.campaign == key.campaign && self.version == key.version
    }
}

impl Store {
    /// Plans messages, all or none; one that is planned already, by (person, channel, step), is left as it
    /// is, and so is one planned for the person under an id they had before. A mailbox that another person's
    /// message goes to is left out. Gives how many were new.
    ///
    /// Errors: [`StoreError::Missing`] when there is no such campaign; [`StoreError::Taken`] when a message id
    /// is another message's.
    pub async fn plan_deliveries(
        &self,
        key: &CampaignKey,
        planned: &[Planned],
        now: Timestamp,
    ) -> Result<u64, StoreError> {
        let mut n_new = 0;
        let mut tx = self.begin().await?;
        tx.hold(Lock::Ledger, key.workspace.as_str()).await?;
        tx.campaign(key).await?;
        let held = tx.planned_mailboxes(key).await?;
        let mut holders: HashMap<(Channel, i64, String), PersonId> = held
            .into_iter()
            .filter_map(|held| Some(((held.channel, held.step, held.mailbox?.into_inner()), held.person_id)))
            .collect();
        let mut is_first = |planned: &&Planned| {
            let turn = (planned.channel, planned.step, planned.mailbox.expose().clone());
            *holders.entry(turn).or_insert_with(|| planned.person_id.clone()) == planned.person_id
        };
        for chunk in planned.chunks(bulk::N_ROWS) {
            let new: Vec<NewRow<'_>> = chunk.iter().filter(&mut is_first).map(NewRow::from).collect();
            let planned = rows!(
                tx,
                (i64,),
                "insert into delivery (workspace, campaign, version, person_id, channel, step, arm, is_holdout,
                   address, mailbox, identifiers, grantors, subject, message_id, idempotency_key, state, fence,
                   n_attempts, is_transmission_open, planned_at, unit_id, stratum, exposures)
                 select $1, $2, $3, r.value ->> 'person_id', r.value ->> 'channel',
                   cast(r.value ->> 'step' as bigint), r.value ->> 'arm',
                   cast(r.value ->> 'is_holdout' as boolean), r.value ->> 'address', r.value ->> 'mailbox',
                   r.value ->> 'identifiers',
                   r.value ->> 'grantors', r.value ->> 'subject', r.value ->> 'message_id',
                   r.value ->> 'idempotency_key', 'planned', 0, 0, false, $4, r.value ->> 'unit_id',
                   r.value ->> 'stratum', r.value ->> 'exposures'
                 from json_each($5) as r
                 where (r.value ->> 'person_id', r.value ->> 'channel', cast(r.value ->> 'step' as bigint)) not in (
                   select o.person, d.channel, d.step from redirect o join delivery d
                   on d.workspace = o.workspace and d.campaign = $2 and d.version = $3
                     and d.person_id = o.old_person where o.workspace = $1)
                 on conflict (workspace, campaign, version, person_id, channel, step) do nothing
                 returning delivery_id",
                key.workspace.as_str(),
                key.campaign.as_str(),
                key.version,
                now.micros(),
                bulk::json(&new)?,
            )
            .map_err(|error| {
                if error.is_taken() { StoreError::Taken { what: "delivery", key: "message id" } } else { error }
            })?;
            n_new += planned.len() as u64;
            let ids: Vec<String> = planned.into_iter().map(|(id,)| id.to_string()).collect();
            tx.after(&PLANS, &key.workspace, &ids, now).await?;
        }
        tx.commit().await?;
        self.analyze_after(n_new, "analyze delivery").await?;
        Ok(n_new)
    }

    /// Takes up to `n` deliveries of every arm which wait for the gate: planned ones, deferred ones that are
    /// due, and those whose worker's lease ran out before the gate. Two claimers never get the same one.
    pub async fn claim_deliveries(
        &self,
        key: &CampaignKey,
        now: Timestamp,
        lease: Lease,
        n: i64,
    ) -> Result<Vec<Claimed>, StoreError> {
        let mut tx = self.begin().await?;
        tx.hold(Lock::Ledger, key.workspace.as_str()).await?;
        // Two statements, each by one state: with `or` SQLite would read every delivery of the campaign.
        execute!(
            tx,
            "update delivery set state = 'planned', lease_until = null
             where workspace = $1 and campaign = $2 and version = $3 and state = 'claimed' and lease_until <= $4",
            key.workspace.as_str(),
            key.campaign.as_str(),
            key.version,
            lease.clock.micros(),
        )?;
        execute!(
            tx,
            "update delivery set state = 'planned', retry_at = null
             where workspace = $1 and campaign = $2 and version = $3 and state = 'deferred' and retry_at <= $4",
            key.workspace.as_str(),
            key.campaign.as_str(),
            key.version,
            now.micros(),
        )?;
        let mut claimed = rows!(
            tx,
            Claimed,
            "update delivery set state = 'claimed', fence = fence + 1, lease_until = $4
             where delivery_id in (select delivery_id from delivery
               where workspace = $1 and campaign = $2 and version = $3 and state = 'planned'
               order by delivery_id limit $5)
             returning delivery_id, fence",
            key.workspace.as_str(),
            key.campaign.as_str(),
            key.version,
            lease.until().micros(),
            n,
        )?;
        tx.commit().await?;
        claimed.sort_by_key(|claimed| claimed.delivery_id);
        Ok(claimed)
    }

    /// Gives a page of a campaign's deliveries, of one state or of all. `after`: 0, then the page's `next`.
    pub async fn deliveries(
        &self,
        key: &CampaignKey,
        state: Option<&str>,
        after: i64,
        limit: i64,
    ) -> Result<Page<Delivery>, StoreError> {
        let mut reader = self.read().await?;
        let n_total = count!(
            reader,
            "select count(*) from delivery where workspace = $1 and campaign = $2 and version = $3
             and ($4 is null or state = $4)",
            key.workspace.as_str(),
            key.campaign.as_str(),
            key.version,
            state,
        )?;
        let found = rows!(
            reader,
            Delivery,
            select_delivery!(
                "delivery d where d.workspace = $1 and d.campaign = $2 and d.version = $3
                 and ($4 is null or d.state = $4) and $5 < d.delivery_id order by d.delivery_id limit $6"
            ),
            key.workspace.as_str(),
            key.campaign.as_str(),
            key.version,
            state,
            after,
            limit.saturating_add(1),
        )?;
        Ok(Page::cut(found, limit, n_total, |delivery| delivery.delivery_id))
    }

    /// Gives the deliveries of a person, of all campaigns, the latest first.
    pub async fn deliveries_of(
        &self,
        workspace: &WorkspaceId,
        person_id: &PersonId,
    ) -> Result<Vec<Delivery>, StoreError> {
        rows!(
            self.read().await?,
            Delivery,
            select_delivery!(
                "delivery d where d.workspace = $1 and d.person_id = $2 order by d.delivery_id desc"
            ),
            workspace.as_str(),
            person_id.as_str(),
        )
    }
}
