//! Rows that broke a rule of their contract, until they land, are discarded or closed.

use crate::audit::covered::QUARANTINE;
use crate::database::{bulk, count, execute, row, rows};
use crate::{Page, Store, StoreError, Tx};
use serde::Serialize;
use serde_json::Value;
use std::collections::{BTreeMap, HashMap, HashSet};
use vocabulary::{Digest, Timestamp, WorkspaceId};

/// A row of a source that broke a rule of its contract.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Rejected {
    /// By which source's contract.
    pub source: String,
    /// In which file.
    pub file: String,
    /// On which line, from 1 on.
    pub line: i64,
    /// The rule it breaks.
    pub rule: String,
    /// The field that breaks it; empty when it is the whole row.
    pub field: String,
    /// In words.
    pub why: String,
    /// The row as it came.
    pub original: String,
    /// The digest of the contract it came by; `None` for messages, whose contract is the Segment spec.
    pub contract: Option<String>,
    /// The key of the row, where it can be read.
    pub row_key: Option<String>,
}

impl Rejected {
    /// The same row of a source has the same id, in whatever file and on whatever line it stands: what was decided
    /// of it holds for every later export.
    pub fn row_id(&self) -> String {
        Digest::of(["row", self.source.as_str(), &content(&self.original)]).to_string()
    }
}

/// What a row says, however its columns are ordered. When a message was sent and received is not of it.
fn content(original: &str) -> String {
    let Ok(Value::Object(object)) = serde_json::from_str::<Value>(original) else {
        return original.trim().to_owned();
    };
    let is_message = object.contains_key("messageId");
    let is_said = |key: &str, value: &Value| {
        !(value.is_null()
            || value.as_str().is_some_and(|text| text.trim().is_empty())
            || is_message && matches!(key, "sentAt" | "receivedAt"))
    };
    let said: BTreeMap<String, Value> =
        object.into_iter().filter(|(key, value)| is_said(key, value)).collect();
    serde_json::to_string(&said).unwrap_or_else(|_| original.to_owned())
}

/// An open row that has a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// Which row.
    pub row_id: String,
    /// Its key.
    pub row_key: String,
    /// The rule it breaks.
    pub rule: String,
}
row!(Waiting { row_id, row_key, rule });

/// A row in quarantine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuarantineRow {
    /// Its place in the list.
    pub seq: i64,
    /// See [`Rejected::row_id`].
    pub row_id: String,
    /// By which source's contract.
    pub source: String,
    /// In which file.
    pub file: String,
    /// On which line, from 1 on.
    pub line: i64,
    /// The rule it breaks.
    pub rule: String,
    /// The field that breaks it.
    pub field: String,
    /// In words.
    pub why: String,
    /// The row as it came.
    pub original: String,
    /// The row as a member mended it, when it landed like that.
    pub edited: Option<String>,
    /// The digest of the contract it came by.
    pub contract: Option<String>,
    /// `open`, `replayed`, `discarded` or `closed`.
    pub state: String,
    /// When it came.
    pub at: Timestamp,
    /// When it landed after all.
    pub replayed_at: Option<Timestamp>,
    /// Why a member wants it no more.
    pub discard_reason: Option<String>,
    /// Why it waits no more, where its source says something else now.
    pub closed_why: Option<String>,
}
row!(QuarantineRow {
    seq,
    row_id,
    source,
    file,
    line,
    rule,
    field,
    why,
    original,
    edited,
    contract,
    state,
    at,
    replayed_at,
    discard_reason,
    closed_why,
});

/// A query of rows. Being discarded is no state of its own in the table: it can be taken back.
macro_rules! select_rows {
    ($where:literal) => {
        concat!(
            "select seq, row_id, source, file, line, rule, field, why, original, edited, contract,
               case when discarded_at is not null then 'discarded' when closed_why is not null then 'closed'
                 else state end as state, at, replayed_at, discard_reason, closed_why
             from quarantine where workspace = $1 ",
            $where
        )
    };
}

/// How many rows break one rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuarantineSummary {
    /// By which source's contract.
    pub source: String,
    /// Which rule.
    pub rule: String,
    /// Which field.
    pub field: String,
    /// Rows still waiting for a fix.
    pub n_open: i64,
    /// Rows that landed after all.
    pub n_replayed: i64,
    /// Rows that a member wants no more.
    pub n_discarded: i64,
    /// The words of one of the rows.
    pub why: String,
}
row!(QuarantineSummary { source, rule, field, n_open, n_replayed, n_discarded, why });

/// Which rows are meant; what is `None` is not asked.
#[derive(Debug, Clone, Copy, Default)]
pub struct QuarantineFilter<'a> {
    /// Only of this source.
    pub source: Option<&'a str>,
    /// Only of this rule.
    pub rule: Option<&'a str>,
    /// Only those whose rule concerns this field; empty for rules that concern the row.
    pub field: Option<&'a str>,
    /// Only rows that still wait for a fix: not landed since, and not discarded.
    pub is_open: bool,
}

/// What a row is after a replay that failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FailedReplay {
    /// Which row.
    pub row_id: String,
    /// The rule it breaks now.
    pub rule: String,
    /// The field that breaks it.
    pub field: String,
    /// In words.
    pub why: String,
}

#[derive(Serialize)]
struct NewRow<'a> {
    row_id: String,
    #[serde(flatten)]
    row: &'a Rejected,
}

#[derive(Serialize)]
struct Change<'a> {
    seq: i64,
    #[serde(flatten)]
    row: &'a FailedReplay,
}

impl Store {
    /// Puts rows into quarantine; a row that is there already is left as it is, but one that was closed because its
    /// source said something else waits again. Gives how many were new.
    ///
    /// A transaction per chunk, so that a flood of them keeps nobody waiting for longer than a chunk takes; a crash
    /// in between is mended by whoever brings the rows again.
    pub async fn quarantine(
        &self,
        workspace: &WorkspaceId,
        rejected: &[Rejected],
        now: Timestamp,
    ) -> Result<u64, StoreError> {
        let mut n_new = 0;
        for chunk in rejected.chunks(bulk::N_ROWS) {
            let mut tx = self.begin().await?;
            let mut seen = HashSet::new();
            let rows: Vec<NewRow<'_>> = chunk
                .iter()
                .map(|row| NewRow { row_id: row.row_id(), row })
                .filter(|row| seen.insert(row.row_id.clone()))
                .collect();
            let closed = rows!(
                tx,
                (i64,),
                "select seq from quarantine where workspace = $1 and closed_why is not null
                 and row_id in (select r.value ->> 'v' from json_each($2) as r)",
                workspace.as_str(),
                bulk::list(rows.iter().map(|row| row.row_id.as_str()))?,
            )?;
            let closed: Vec<String> = closed.into_iter().map(|(seq,)| seq.to_string()).collect();
            tx.before(&QUARANTINE, workspace, &closed).await?;
            let made = rows!(
                tx,
                (i64,),
                "insert into quarantine
                   (workspace, row_id, source, file, line, rule, field, why, original, contract, row_key, state, at)
                 select $1, r.value ->> 'row_id', r.value ->> 'source', r.value ->> 'file',
                   cast(r.value ->> 'line' as bigint), r.value ->> 'rule', r.value ->> 'field',
                   r.value ->> 'why', r.value ->> 'original', r.value ->> 'contract', r.value ->> 'row_key', 'open', $2
                 from json_each($3) as r where true
                 on conflict (workspace, row_id) do update set state = 'open', replayed_at = null,
                   closed_why = null, file = excluded.file, line = excluded.line
                 where quarantine.closed_why is not null
                 returning seq",
                workspace.as_str(),
                now.micros(),
                bulk::json(&rows)?,
            )?;
            n_new += made.len() as u64;
            let seqs: Vec<String> = made.into_iter().map(|(seq,)| seq.to_string()).collect();
            tx.after(&QUARANTINE, workspace, &seqs, now).await?;
            tx.commit().await?;
        }
        self.analyze_after(n_new, "analyze quarantine").await?;
        Ok(n_new)
    }

    /// Of these rows, those that a member mended or discarded, or that landed after all: nobody needs to look at
    /// them again.
    pub async fn settled_rows(
        &self,
        workspace: &WorkspaceId,
        row_ids: &[String],
    ) -> Result<HashSet<String>, StoreError> {
        let mut settled = HashSet::new();
        for chunk in row_ids.chunks(bulk::N_ROWS) {
            let found = rows!(
                self.read().await?,
                (String,),
                "select row_id from quarantine where workspace = $1 and closed_why is null
                 and (state <> 'open' or discarded_at is not null)
                 and row_id in (select r.value ->> 'v' from json_each($2) as r)",
                workspace.as_str(),
                bulk::list(chunk)?,
            )?;
            settled.extend(found.into_iter().map(|(row_id,)| row_id));
        }
        Ok(settled)
    }

    /// The open rows of a source that have a key.
    pub async fn waiting_rows(
        &self,
        workspace: &WorkspaceId,
        source: &str,
    ) -> Result<Vec<Waiting>, StoreError> {
        rows!(
            self.read().await?,
            Waiting,
            "select row_id, row_key, rule from quarantine where workspace = $1 and source = $2
             and row_key is not null and state = 'open' and discarded_at is null order by seq",
            workspace.as_str(),
            source,
        )
    }

    /// Closes open rows whose source says something else now. Gives how many were open until then.
    pub async fn close_rows(
        &self,
        workspace: &WorkspaceId,
        row_ids: &[String],
        why: &str,
        now: Timestamp,
    ) -> Result<u64, StoreError> {
        let mut n_closed = 0;
        let mut tx = self.begin().await?;
        for chunk in row_ids.chunks(bulk::N_ROWS) {
            let open = open_rows(&mut tx, workspace, chunk.iter().map(String::as_str)).await?;
            let seqs: Vec<String> = open.values().map(i64::to_string).collect();
            tx.before(&QUARANTINE, workspace, &seqs).await?;
            n_closed += execute!(
                tx,
                "update quarantine set state = 'replayed', replayed_at = $1, closed_why = $3
                 where seq in (select cast(r.value ->> 'v' as bigint) from json_each($2) as r)",
                now.micros(),
                bulk::list(open.values())?,
                why,
            )?;
            tx.after(&QUARANTINE, workspace, &seqs, now).await?;
        }
        tx.commit().await?;
        Ok(n_closed)
    }

    /// Counts by source, rule and field, the most open rows first.
    pub async fn quarantine_summary(
        &self,
        workspace: &WorkspaceId,
    ) -> Result<Vec<QuarantineSummary>, StoreError> {
        rows!(
            self.read().await?,
            QuarantineSummary,
            "select source, rule, field, max(why) as why,
               count(case when state = 'open' and discarded_at is null then 1 end) as n_open,
               count(case when state = 'replayed' then 1 end) as n_replayed,
               count(discarded_at) as n_discarded
             from quarantine where workspace = $1
             group by source, rule, field order by n_open desc, source, rule, field",
            workspace.as_str(),
        )
    }

    /// Gives a page of rows in the order they came. `after`: 0, then the page's `next`.
    pub async fn quarantine_rows(
        &self,
        workspace: &WorkspaceId,
        filter: QuarantineFilter<'_>,
        after: i64,
        limit: i64,
    ) -> Result<Page<QuarantineRow>, StoreError> {
        let mut reader = self.read().await?;
        let n_total = count!(
            reader,
            "select count(*) from quarantine where workspace = $1 and ($2 is null or source = $2)
             and ($3 is null or rule = $3) and ($4 is null or field = $4) and (not $5 or (state = 'open' and discarded_at is null))",
            workspace.as_str(),
            filter.source,
            filter.rule,
            filter.field,
            filter.is_open,
        )?;
        let found = rows!(
            reader,
            QuarantineRow,
            select_rows!(
                "and ($2 is null or source = $2) and ($3 is null or rule = $3) and ($4 is null or field = $4)
                 and (not $5 or (state = 'open' and discarded_at is null)) and $6 < seq order by seq limit $7"
            ),
            workspace.as_str(),
            filter.source,
            filter.rule,
            filter.field,
            filter.is_open,
            after,
            limit.saturating_add(1),
        )?;
        Ok(Page::cut(found, limit, n_total, |row| row.seq))
    }

    /// Gives the rows with these ids, those that are there, in the order they came.
    pub async fn quarantine_rows_by_id(
        &self,
        workspace: &WorkspaceId,
        row_ids: &[String],
    ) -> Result<Vec<QuarantineRow>, StoreError> {
        rows!(
            self.read().await?,
            QuarantineRow,
            select_rows!("and row_id in (select r.value ->> 'v' from json_each($2) as r) order by seq"),
            workspace.as_str(),
            bulk::list(row_ids)?,
        )
    }

    /// Marks rows which have landed after all; gives how many were open until now.
    pub async fn mark_replayed(
        &self,
        workspace: &WorkspaceId,
        row_ids: &[String],
        now: Timestamp,
    ) -> Result<u64, StoreError> {
        let mut n_marked = 0;
        let mut tx = self.begin().await?;
        for chunk in row_ids.chunks(bulk::N_ROWS) {
            let open = open_rows(&mut tx, workspace, chunk.iter().map(String::as_str)).await?;
            let seqs: Vec<String> = open.values().map(i64::to_string).collect();
            tx.before(&QUARANTINE, workspace, &seqs).await?;
            n_marked += execute!(
                tx,
                "update quarantine set state = 'replayed', replayed_at = $1
                 where seq in (select cast(r.value ->> 'v' as bigint) from json_each($2) as r)",
                now.micros(),
                bulk::list(open.values())?,
            )?;
            tx.after(&QUARANTINE, workspace, &seqs, now).await?;
        }
        tx.commit().await?;
        Ok(n_marked)
    }

    /// Keeps what a failed replay found. The row stays as it came.
    pub async fn replay_failed(
        &self,
        workspace: &WorkspaceId,
        failed: &[FailedReplay],
    ) -> Result<u64, StoreError> {
        let mut n_kept = 0;
        let mut tx = self.begin().await?;
        for chunk in failed.chunks(bulk::N_ROWS) {
            let open = open_rows(&mut tx, workspace, chunk.iter().map(|row| row.row_id.as_str())).await?;
            let changes: Vec<Change<'_>> = chunk
                .iter()
                .filter_map(|row| open.get(&row.row_id).map(|seq| Change { seq: *seq, row }))
                .collect();
            let seqs: Vec<String> = changes.iter().map(|change| change.seq.to_string()).collect();
            tx.before(&QUARANTINE, workspace, &seqs).await?;
            n_kept += execute!(
                tx,
                "update quarantine set rule = r.value ->> 'rule', field = r.value ->> 'field',
                   why = r.value ->> 'why'
                 from json_each($1) as r where seq = cast(r.value ->> 'seq' as bigint)",
                bulk::json(&changes)?,
            )?;
            tx.after(&QUARANTINE, workspace, &seqs, None).await?;
        }
        tx.commit().await?;
        Ok(n_kept)
    }

    /// Counts the rows in quarantine: all, and those still open.
    pub async fn n_quarantined(&self, workspace: &WorkspaceId) -> Result<(i64, i64), StoreError> {
        let mut reader = self.read().await?;
        let n_total =
            count!(reader, "select count(*) from quarantine where workspace = $1", workspace.as_str())?;
        let n_open = count!(
            reader,
            "select count(*) from quarantine where workspace = $1 and state = 'open' and discarded_at is null",
            workspace.as_str()
        )?;
        Ok((n_total, n_open))
    }
}

/// Gives the numbers of those of the rows which are still open, by row id.
pub(crate) async fn open_rows(
    tx: &mut Tx,
    workspace: &WorkspaceId,
    row_ids: impl Iterator<Item = &str>,
) -> Result<HashMap<String, i64>, StoreError> {
    let found = rows!(
        tx,
        (String, i64, String),
        "select row_id, seq, case when discarded_at is not null then 'discarded' else state end as state from quarantine where workspace = $1
         and row_id in (select r.value ->> 'v' from json_each($2) as r)",
        workspace.as_str(),
        bulk::list(row_ids)?,
    )?;
    Ok(found.into_iter().filter(|(_, _, state)| state == "open").map(|(id, seq, _)| (id, seq)).collect())
}
