//! The ledger: lines are appended and never changed; beside it the suppressions.

use crate::audit::covered::{CONSENTS as CONSENTS_TABLE, SUPPRESSIONS};
use crate::database::forms::FORMAT;
use crate::database::{Lock, bulk, execute, row, rows};
use crate::sending::{Asked, Counter};
use crate::{Store, StoreError, Tx};
use consent::{Action, ConsentEvent, Suppression, SuppressionReason};
use serde::Serialize;
use std::collections::HashSet;
use vocabulary::{Channel, Purpose, Redacted, Timestamp, WorkspaceId};

/// The outbox topic of ledger lines; each body is a [`ConsentEvent`].
pub const CONSENTS: &str = "consents";

/// A line of the consent ledger with its place in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerLine {
    /// Its place; later lines have higher ones.
    pub seq: i64,
    /// What it says.
    pub event: ConsentEvent,
}

pub(crate) struct Stored {
    seq: i64,
    entry_id: String,
    identifier: Redacted<String>,
    purpose: Purpose,
    channel: Channel,
    action: Action,
    at: Timestamp,
    evidence: Option<String>,
    source: String,
}
row!(Stored { seq, entry_id, identifier, purpose, channel, action, at, evidence, source });

impl From<Stored> for LedgerLine {
    fn from(stored: Stored) -> Self {
        let event = ConsentEvent {
            entry_id: stored.entry_id,
            identifier: stored.identifier,
            purpose: stored.purpose,
            channel: stored.channel,
            action: stored.action,
            at: stored.at,
            evidence: stored.evidence,
            source: stored.source,
        };
        Self { seq: stored.seq, event }
    }
}

struct StoredSuppression {
    identifier: Redacted<String>,
    reason: SuppressionReason,
    at: Timestamp,
}
row!(StoredSuppression { identifier, reason, at });

impl From<StoredSuppression> for Suppression {
    fn from(stored: StoredSuppression) -> Self {
        Self { identifier: stored.identifier, reason: stored.reason, at: stored.at }
    }
}

#[derive(Serialize)]
struct NewRow<'a> {
    entry_id: &'a str,
    identifier: &'a str,
    purpose: Purpose,
    channel: Channel,
    action: Action,
    at: i64,
    evidence: Option<&'a str>,
    source: &'a str,
}

impl<'a> From<&'a ConsentEvent> for NewRow<'a> {
    fn from(event: &'a ConsentEvent) -> Self {
        Self {
            entry_id: &event.entry_id,
            identifier: event.identifier.expose(),
            purpose: event.purpose,
            channel: event.channel,
            action: event.action,
            at: event.at.micros(),
            evidence: event.evidence.as_deref(),
            source: &event.source,
        }
    }
}

impl Store {
    /// Appends single lines to the ledger and puts the new ones into the outbox, together. Gives how many were new;
    /// a line whose id is there is not appended again. Rows of a source come in through [`Store::file`].
    ///
    /// It waits for gates that run and no gate begins meanwhile: when this returns, every later send knows it.
    pub async fn append_consents(
        &self,
        workspace: &WorkspaceId,
        events: &[ConsentEvent],
        now: Timestamp,
    ) -> Result<u64, StoreError> {
        let mut n_new = 0;
        let (mut tx, _asking) = self.begin_first().await?;
        tx.hold(Lock::Ledger, workspace.as_str()).await?;
        for chunk in events.chunks(bulk::N_ROWS) {
            n_new += append_chunk(&mut tx, workspace, chunk, now).await?;
        }
        if 0 < n_new {
            tx.count_on(workspace, Counter::Ledger).await?;
        }
        tx.commit().await?;
        self.analyze_after(n_new, "analyze consent_entry").await?;
        Ok(n_new)
    }

    /// Gives the ledger lines of these identifiers (`kind:value`), oldest first.
    pub async fn consents_of(
        &self,
        workspace: &WorkspaceId,
        identifiers: &[String],
    ) -> Result<Vec<ConsentEvent>, StoreError> {
        let found = rows!(
            self.read().await?,
            Stored,
            "select seq, entry_id, identifier, purpose, channel, action, at, evidence, source
             from consent_entry where workspace = $1
             and identifier in (select r.value ->> 'v' from json_each($2) as r) order by at, seq",
            workspace.as_str(),
            bulk::list(identifiers)?,
        )?;
        Ok(found.into_iter().map(|stored| LedgerLine::from(stored).event).collect())
    }

    /// Gives the next lines of the whole ledger. `after`: 0, then the last line's `seq`.
    pub async fn consent_ledger(
        &self,
        workspace: &WorkspaceId,
        after: i64,
        limit: i64,
    ) -> Result<Vec<LedgerLine>, StoreError> {
        let found = rows!(
            self.read().await?,
            Stored,
            "select seq, entry_id, identifier, purpose, channel, action, at, evidence, source
             from consent_entry where workspace = $1 and $2 < seq order by seq limit $3",
            workspace.as_str(),
            after,
            limit,
        )?;
        Ok(found.into_iter().map(LedgerLine::from).collect())
    }

    /// Sees to it that an identifier gets nothing; a second time with the same reason changes nothing.
    pub async fn suppress(
        &self,
        workspace: &WorkspaceId,
        suppressions: &[Suppression],
    ) -> Result<(), StoreError> {
        #[derive(Serialize)]
        struct New<'a> {
            identifier: &'a str,
            reason: SuppressionReason,
            at: i64,
        }
        let (mut tx, _asking) = self.begin_first().await?;
        tx.hold(Lock::Ledger, workspace.as_str()).await?;
        for chunk in suppressions.chunks(bulk::N_ROWS) {
            let new: Vec<New<'_>> = chunk
                .iter()
                .map(|s| New { identifier: s.identifier.expose(), reason: s.reason, at: s.at.micros() })
                .collect();
            let keys: Vec<String> = chunk.iter().map(|s| s.identifier.expose().clone()).collect();
            tx.before(&SUPPRESSIONS, workspace, &keys).await?;
            execute!(
                tx,
                "insert into suppression (workspace, identifier, reason, at)
                 select $1, r.value ->> 'identifier', r.value ->> 'reason', cast(r.value ->> 'at' as bigint)
                 from json_each($2) as r where true on conflict do nothing",
                workspace.as_str(),
                bulk::json(&new)?,
            )?;
            tx.after(&SUPPRESSIONS, workspace, &keys, chunk.iter().map(|s| s.at).max()).await?;
        }
        tx.count_on(workspace, Counter::Ledger).await?;
        tx.commit().await
    }

    /// Gives the suppressions of these identifiers.
    pub async fn suppressions_of(
        &self,
        workspace: &WorkspaceId,
        identifiers: &[String],
    ) -> Result<Vec<Suppression>, StoreError> {
        let found = rows!(
            self.read().await?,
            StoredSuppression,
            "select identifier, reason, at from suppression where workspace = $1
             and identifier in (select r.value ->> 'v' from json_each($2) as r) order by at, identifier",
            workspace.as_str(),
            bulk::list(identifiers)?,
        )?;
        Ok(found.into_iter().map(Suppression::from).collect())
    }
}

impl Tx {
    /// Gives the lines and suppressions that the gate decides by, for many identifiers at once. Lines of
    /// other purposes and channels cannot change its answer and are left out.
    pub(crate) async fn gate_evidence(
        &mut self,
        &Asked { workspace, purposes, channel, .. }: &Asked<'_>,
        identifiers: &str,
    ) -> Result<(Vec<ConsentEvent>, Vec<Suppression>), StoreError> {
        let lines = rows!(
            self,
            Stored,
            "select seq, entry_id, identifier, purpose, channel, action, at, evidence, source
             from consent_entry where workspace = $1 and channel = $2
             and purpose in (select r.value ->> 'v' from json_each($3) as r)
             and identifier in (select r.value ->> 'v' from json_each($4) as r)",
            workspace.as_str(),
            channel.as_str(),
            bulk::list(purposes.iter().map(|purpose| purpose.as_str()))?,
            identifiers,
        )?;
        let suppressions = rows!(
            self,
            StoredSuppression,
            "select identifier, reason, at from suppression where workspace = $1
             and identifier in (select r.value ->> 'v' from json_each($2) as r)",
            workspace.as_str(),
            identifiers,
        )?;
        Ok((
            lines.into_iter().map(|stored| LedgerLine::from(stored).event).collect(),
            suppressions.into_iter().map(Suppression::from).collect(),
        ))
    }
}

pub(crate) async fn append_chunk(
    tx: &mut Tx,
    workspace: &WorkspaceId,
    events: &[ConsentEvent],
    now: Timestamp,
) -> Result<u64, StoreError> {
    let new: Vec<NewRow<'_>> = events.iter().map(NewRow::from).collect();
    let appended = rows!(
        tx,
        (String,),
        "insert into consent_entry
           (workspace, entry_id, identifier, purpose, channel, action, at, evidence, source)
         select $1, r.value ->> 'entry_id', r.value ->> 'identifier', r.value ->> 'purpose',
           r.value ->> 'channel', r.value ->> 'action', cast(r.value ->> 'at' as bigint),
           r.value ->> 'evidence', r.value ->> 'source'
         from json_each($2) as r where true
         on conflict (workspace, entry_id) do nothing returning entry_id",
        workspace.as_str(),
        bulk::json(&new)?,
    )?;
    let keys: Vec<String> = appended.into_iter().map(|(entry_id,)| entry_id).collect();
    tx.after(&CONSENTS_TABLE, workspace, &keys, now).await?;
    let mut appended: HashSet<String> = keys.into_iter().collect();
    let n_new = appended.len() as u64;
    let mut copies = Vec::with_capacity(appended.len());
    for event in events {
        if appended.remove(&event.entry_id) {
            copies.push((event.entry_id.as_str(), text_of(event)?));
        }
    }
    tx.append_outbox_texts(workspace, CONSENTS, &copies, now).await?;
    Ok(n_new)
}

fn text_of(event: &ConsentEvent) -> Result<String, StoreError> {
    /// With its form.
    #[derive(Serialize)]
    struct Formed<'a> {
        format: u64,
        #[serde(flatten)]
        event: &'a ConsentEvent,
    }
    serde_json::to_string(&Formed { format: FORMAT, event })
        .map_err(|source| StoreError::Body { what: "consent line", source })
}
