//! New records and identities meet their people as they come, without a run over everybody.
//!
//! What a run wrote stays as it is; what became of people since stands in the `…_recent` tables of the lake, which
//! queries see on top. The next run takes it in.

use super::aliases::{self, Alias};
use super::everybody::Everybody;
use super::identities;
use super::known::{Known, New};
use super::records::Records;
use super::{RUN, WRITING, blocking, model, n_changes, n_runs, rulings};
use engine::persons::{self, SEEN};
use engine::{Engine, EngineError};
use lake::{Cursor, Held, Table};
use serde::Serialize;
use std::collections::{HashMap, HashSet};
use tokio::sync::Mutex;
use vocabulary::WorkspaceId;

/// What only one process at a time does to a workspace: let the new ones meet their people.
const MEETING: &str = "meeting";

/// By workspace what this process knows of its people.
///
/// It belongs to the process, which keeps one for all that it does: while one value knows a workspace, others are kept
/// out of it, those of the same process too.
#[derive(Default)]
pub struct Meetings(Mutex<HashMap<WorkspaceId, Meeting>>);

impl Meetings {
    /// Forgets a workspace that is not there any more, and lets go of what was held of it.
    pub async fn leave(&self, workspace: &WorkspaceId) {
        self.0.lock().await.remove(workspace);
    }
}

struct Meeting {
    /// For which run of the step it holds.
    run: u64,
    /// Nobody else does this meanwhile.
    _held: Held,
    records: Cursor,
    events: Cursor,
    aliases: Cursor,
    ledger: Cursor,
    changes: Cursor,
    /// Whether the changes since the last run were looked for: what came before it is in it.
    has_looked: bool,
    /// None until somebody new has come: a workspace where nobody does costs no memory.
    known: Option<Known>,
}

/// What came of the new ones.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Met {
    /// Records and identities that had no person yet.
    pub n_new: usize,
    /// Ids of people that now lead to another: a new record showed that two were one.
    pub n_merged: usize,
}

/// Resolves what came since the last run, or since this was last called: each new record is compared with those
/// it may belong to, and its people are written anew.
///
/// The answer is that of a run with the model of the last one, households aside: they wait for the next run.
/// Before the first run there is nobody to meet, and nothing is done.
pub async fn meet(engine: &Engine, workspace: &WorkspaceId, meetings: &Meetings) -> Result<Met, EngineError> {
    let Some(run) = n_runs(engine, workspace).await? else { return Ok(Met::default()) };
    let mut meetings = meetings.0.lock().await;
    // One of an earlier run is over: what it held is free again.
    let mut meeting = match meetings.remove(workspace).filter(|meeting| meeting.run == run) {
        Some(meeting) => meeting,
        None => match engine.lake().try_hold(workspace.as_str(), MEETING).await? {
            Some(held) => Meeting::new(run, held),
            None => return Ok(Met::default()),
        },
    };
    // A meeting that failed half way is not kept: the next one reads everything anew.
    let met = meeting.take_in(engine, workspace).await?;
    meetings.insert(workspace.clone(), meeting);
    Ok(met)
}

impl Meeting {
    fn new(run: u64, held: Held) -> Self {
        let (records, events, aliases, ledger, changes) = Default::default();
        let (has_looked, known) = (false, None);
        Self { run, _held: held, records, events, aliases, ledger, changes, has_looked, known }
    }

    async fn take_in(&mut self, engine: &Engine, workspace: &WorkspaceId) -> Result<Met, EngineError> {
        let changed = self.changed(engine, workspace).await?;
        let more = match self.known.take() {
            Some(known) => self.more(engine, workspace, known).await?,
            None if self.is_nobody_new(engine, workspace).await? && changed.is_empty() => {
                return Ok(Met::default());
            }
            None => None,
        };
        let (mut known, mut new) = match more {
            Some(more) => more,
            None => {
                (self.records, self.events, self.aliases, self.ledger) = Default::default();
                self.get_to_know(engine, workspace).await?
            }
        };
        if !changed.is_empty() {
            (known, new) = blocking(move || {
                let n_changed = known.change(changed, &mut new);
                tracing::debug!(n_changed, "records that changed are read anew");
                (known, new)
            })
            .await?;
        }
        if new.is_empty() {
            self.known = Some(known);
            return Ok(Met::default());
        }
        let n_new = new.n_new;
        let (known, merged) = blocking(move || {
            let mut known = known;
            let merged = known.assign(&new);
            (known, merged)
        })
        .await?;
        self.known = Some(self.write(engine, workspace, known, &merged).await?);
        let met = Met { n_new, n_merged: merged.len() };
        tracing::info!(%workspace, n_new, n_merged = met.n_merged, "new records met their people");
        Ok(met)
    }

    /// Takes what came into what is known. None when everybody must be looked at: an alias reads records anew that
    /// were compared before.
    async fn more(
        &mut self,
        engine: &Engine,
        workspace: &WorkspaceId,
        mut known: Known,
    ) -> Result<Option<(Known, New)>, EngineError> {
        let mut told = persons::new_records(engine, workspace, &mut self.records).await?;
        told.extend(identities::of_new_events(engine, workspace, &mut self.events).await?);
        let ledger = persons::new_ledger_keys(engine, workspace, &mut self.ledger).await?;
        let aliases = aliases::of_new_events(engine, workspace, &mut self.aliases).await?;
        if !aliases.iter().all(|alias| known.has_heard(alias)) || known.is_waiting_for(&told) {
            return Ok(None);
        }
        blocking(move || {
            let new = known.add(told, &ledger);
            Some((known, new))
        })
        .await
    }

    /// Records of which a later row came since, or since the last run when nobody has looked yet.
    async fn changed(
        &mut self,
        engine: &Engine,
        workspace: &WorkspaceId,
    ) -> Result<Vec<persons::Told>, EngineError> {
        let sql = "select record_id from record_changes";
        let lake = engine.lake();
        let batches =
            lake.query_new(workspace.as_str(), Table::RecordChanges, &mut self.changes, sql).await?;
        let n_rows: usize = batches.iter().map(arrow::array::RecordBatch::num_rows).sum();
        let is_first = !std::mem::replace(&mut self.has_looked, true);
        if n_rows == 0 || (is_first && n_changes(engine, workspace).await?.is_none_or(|n| n_rows <= n)) {
            return Ok(Vec::new());
        }
        let mut ids: Vec<String> = Vec::new();
        for batch in &batches {
            ids.extend(engine::columns::text(batch, "record_id")?.iter().flatten().map(str::to_owned));
        }
        ids.sort_unstable();
        ids.dedup();
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        persons::records_by_id(engine, workspace, &ids).await
    }

    /// Whether all that came since is on the maps already.
    async fn is_nobody_new(&mut self, engine: &Engine, workspace: &WorkspaceId) -> Result<bool, EngineError> {
        let sql = "select r.record_id from records r left anti join record_map m
            on r.record_id = m.record_id limit 1";
        let lake = engine.lake();
        let new = lake.query_new(workspace.as_str(), Table::Records, &mut self.records, sql).await?;
        if new.iter().any(|batch| 0 < batch.num_rows()) {
            return Ok(false);
        }
        let seen = identities::of_new_events(engine, workspace, &mut self.events).await?;
        if seen.is_empty() {
            return Ok(true);
        }
        let sql = format!("select record_id from record_map where contains(record_id, '{SEEN}')");
        let mapped: HashSet<String> =
            persons::texts(engine, workspace, &sql, "record_id").await?.into_iter().collect();
        Ok(seen.iter().all(|seen| mapped.contains(&seen.record.record_id)))
    }

    /// Reads everybody, and which of them are on no map yet.
    async fn get_to_know(
        &mut self,
        engine: &Engine,
        workspace: &WorkspaceId,
    ) -> Result<(Known, New), EngineError> {
        let mut told = persons::new_records(engine, workspace, &mut self.records).await?;
        told.extend(identities::of_new_events(engine, workspace, &mut self.events).await?);
        let aliases: Vec<Alias> = aliases::of_new_events(engine, workspace, &mut self.aliases).await?;
        let ledger = persons::new_ledger_keys(engine, workspace, &mut self.ledger).await?;
        let people = persons::record_map(engine, workspace).await?;
        let model = model(engine, workspace).await?;
        // Those of the last run, whatever was said or taken back since: that waits for the next one.
        let done = rulings::of_last_run(engine, workspace).await?;
        let all = engine.store().rulings(workspace).await?;
        let of_run = all.iter().filter(|ruling| done.contains(&ruling.ruling_id));
        let (_, mut decisions) = rulings::for_model(of_run);
        let recent = persons::recent(engine, workspace).await?;
        let redirected = engine.store().redirects(workspace).await?.into_iter().map(|(old, _)| old).collect();
        blocking(move || {
            let everybody = Everybody::of(Records::of_told(told), &aliases, &ledger);
            decisions.merges.extend(everybody.joined.iter().cloned());
            let (mut known, new) = Known::new(everybody, aliases, &people, model, &decisions, redirected);
            known.take_over(recent);
            (known, new)
        })
        .await
    }

    /// Writes the people of all records that are not with whom the last run put them.
    async fn write(
        &self,
        engine: &Engine,
        workspace: &WorkspaceId,
        mut known: Known,
        merged: &[(vocabulary::PersonId, vocabulary::PersonId)],
    ) -> Result<Known, EngineError> {
        known.fetch(engine, workspace).await?;
        let with = known.what_is_written(engine, workspace).await?;
        let owned = workspace.clone();
        let (known, tables) = blocking(move || {
            let tables = known.tables(&owned, &with);
            (known, tables)
        })
        .await?;
        let tables = tables?;
        let _writing = engine.lake().hold(workspace.as_str(), WRITING).await?;
        if n_runs(engine, workspace).await? != Some(self.run) {
            let what = format!("people were unified meanwhile (setting `{RUN}`): it is tried again");
            return Err(EngineError::NotReady { what });
        }
        // Before the tables: a crash in between must not lose where an old id leads.
        if !merged.is_empty() {
            engine.store().add_redirects(workspace, merged).await?;
        }
        for (table, batch) in tables {
            engine.lake().replace(workspace.as_str(), table, vec![batch]).await?;
        }
        engine.store().people_written(workspace).await?;
        Ok(known)
    }
}
