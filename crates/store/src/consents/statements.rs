//! Rows of consent: each is filed under every handle it names, and a changed row is never taken for a repetition.

use super::ledger::append_chunk;
use super::standing::{RowNow, to_file};
use crate::database::{Lock, bulk, execute, rows};
use crate::sending::Counter;
use crate::{Store, StoreError, Tx};
use consent::{ConsentEvent, Statement};
use serde::Serialize;
use std::collections::{HashMap, HashSet};
use vocabulary::{Timestamp, WorkspaceId};

/// What the rows of a source are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rows {
    /// They never change: the same key with something else is a contradiction. A no in it counts all the same, a
    /// grant does not.
    Log,
    /// They tell how it stands: the same key with something else is news.
    State,
}

/// What became of statements.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filed {
    /// Statements that were new, or said something new.
    pub n_new: u64,
    /// Statements that were there, word for word.
    pub n_known: u64,
    /// Statements of a log whose key was there and said something else; the places in what was given.
    pub conflicts: Vec<usize>,
    /// Lines of grants that their rows say no more.
    pub n_replaced: u64,
}

#[derive(Serialize)]
struct NewRow<'a> {
    row_id: &'a str,
    digest: String,
    said: String,
    /// Which thing it is that the row says, in their order.
    turn: i64,
}

/// What is on file under the keys of a chunk.
#[derive(Default)]
struct Known {
    digests: HashMap<String, HashSet<String>>,
    /// The turn of what each row said last.
    turns: HashMap<String, i64>,
    /// Lines that an older program filed, one for a row.
    lines: HashMap<String, (String, i64)>,
}

impl Store {
    /// Files statements under every handle they name, in their order.
    ///
    /// It waits for gates that run and no gate begins meanwhile: when this returns, every later send knows it.
    pub async fn file(
        &self,
        workspace: &WorkspaceId,
        statements: &[Statement],
        are: Rows,
        now: Timestamp,
    ) -> Result<Filed, StoreError> {
        self.file_rows(workspace, (statements, are), &[], now).await
    }

    /// As [`Store::file`], and ends what `rows` of a state gave before and say no more, in the same transaction.
    pub async fn file_rows(
        &self,
        workspace: &WorkspaceId,
        (statements, are): (&[Statement], Rows),
        rows: &[RowNow],
        now: Timestamp,
    ) -> Result<Filed, StoreError> {
        let mut filed = Filed::default();
        let mut n_lines = 0;
        let (mut tx, _asking) = self.begin_first().await?;
        tx.hold(Lock::Ledger, workspace.as_str()).await?;
        for (nth, chunk) in statements.chunks(bulk::N_ROWS).enumerate() {
            n_lines +=
                file_chunk(&mut tx, workspace, chunk, are, now, nth * bulk::N_ROWS, &mut filed).await?;
        }
        filed.n_replaced = tx.replace(workspace, rows, now).await?;
        n_lines += filed.n_replaced;
        if 0 < n_lines {
            tx.count_on(workspace, Counter::Ledger).await?;
        }
        tx.commit().await?;
        self.analyze_after(n_lines, "analyze consent_entry").await?;
        Ok(filed)
    }
}

async fn file_chunk(
    tx: &mut Tx,
    workspace: &WorkspaceId,
    statements: &[Statement],
    are: Rows,
    now: Timestamp,
    begin: usize,
    filed: &mut Filed,
) -> Result<u64, StoreError> {
    let mut known = Known::load(tx, workspace, statements).await?;
    let again = again(tx, workspace, &known, statements, now).await?;
    let mut new: Vec<NewRow<'_>> = Vec::new();
    let mut lines: Vec<ConsentEvent> = Vec::new();
    for (nth, statement) in statements.iter().enumerate() {
        let digest = statement.digest().to_string();
        let is_conflict = are == Rows::Log && known.contradicts(statement, &digest);
        let last = known.turns.entry(statement.row_id.clone()).or_default();
        *last += 1;
        let turn = *last;
        let row = |digest: &str| NewRow {
            row_id: &statement.row_id,
            digest: digest.to_owned(),
            said: statement.word(now).to_string(),
            turn,
        };
        if known.has(statement, &digest) {
            let of_statement = again.get(&nth);
            *(if of_statement.is_some() { &mut filed.n_new } else { &mut filed.n_known }) += 1;
            lines.extend(of_statement.into_iter().flatten().cloned());
            new.push(row(&digest));
            continue;
        }
        if is_conflict {
            filed.conflicts.push(begin + nth);
        } else {
            filed.n_new += 1;
        }
        // A no is never lost to a key that somebody used twice.
        if !is_conflict || statement.action.closes() {
            lines.extend(statement.lines());
            new.push(row(&digest));
            known.digests.entry(statement.row_id.clone()).or_default().insert(digest);
        }
    }
    // One statement must not write a row twice: of what a chunk says again the last turn counts.
    let mut last: HashMap<(&str, &str), i64> = HashMap::new();
    for row in &new {
        last.insert((row.row_id, row.digest.as_str()), row.turn);
    }
    let is_last = |row: &&NewRow<'_>| last.get(&(row.row_id, row.digest.as_str())) == Some(&row.turn);
    let rows: Vec<&NewRow<'_>> = new.iter().filter(is_last).collect();
    execute!(
        tx,
        "insert into consent_row (workspace, row_id, digest, said, turn)
         select $1, r.value ->> 'row_id', r.value ->> 'digest', r.value ->> 'said',
           cast(r.value ->> 'turn' as bigint)
         from json_each($2) as r where true
         on conflict (workspace, row_id, digest) do update set said = excluded.said, turn = excluded.turn",
        workspace.as_str(),
        bulk::json(&rows)?,
    )?;
    let mut n_lines = 0;
    for chunk in lines.chunks(bulk::N_ROWS) {
        n_lines += append_chunk(tx, workspace, chunk, now).await?;
    }
    Ok(n_lines)
}

/// By its place the lines of each statement that is known and that the ledger lacks.
async fn again(
    tx: &mut Tx,
    workspace: &WorkspaceId,
    known: &Known,
    statements: &[Statement],
    now: Timestamp,
) -> Result<HashMap<usize, Vec<ConsentEvent>>, StoreError> {
    let is_known = |(_, statement): &(usize, &Statement)| {
        let has_any = known.digests.contains_key(&statement.row_id);
        has_any && known.has(statement, &statement.digest().to_string())
    };
    let (places, of_known): (Vec<usize>, Vec<&Statement>) =
        statements.iter().enumerate().filter(is_known).unzip();
    let lines = to_file(tx.link(), workspace, &of_known, now).await?;
    Ok(places.into_iter().zip(lines).filter_map(|(place, lines)| Some((place, lines?))).collect())
}

impl Known {
    fn has(&self, statement: &Statement, digest: &str) -> bool {
        self.digests.get(&statement.row_id).is_some_and(|digests| digests.contains(digest))
    }

    async fn load(
        tx: &mut Tx,
        workspace: &WorkspaceId,
        statements: &[Statement],
    ) -> Result<Self, StoreError> {
        let row_ids = bulk::list(statements.iter().map(|statement| statement.row_id.as_str()))?;
        let mut known = Self::default();
        let found = rows!(
            tx,
            (String, String, i64),
            "select row_id, digest, turn from consent_row where workspace = $1
             and row_id in (select r.value ->> 'v' from json_each($2) as r)",
            workspace.as_str(),
            row_ids.as_str(),
        )?;
        for (row_id, digest, turn) in found {
            let last = known.turns.entry(row_id.clone()).or_default();
            *last = turn.max(*last);
            known.digests.entry(row_id).or_default().insert(digest);
        }
        let found = rows!(
            tx,
            (String, String, i64),
            "select entry_id, action, at from consent_entry where workspace = $1
             and entry_id in (select r.value ->> 'v' from json_each($2) as r)",
            workspace.as_str(),
            row_ids.as_str(),
        )?;
        known.lines.extend(found.into_iter().map(|(entry_id, action, at)| (entry_id, (action, at))));
        Ok(known)
    }

    /// Whether something else is on file under the statement's key.
    fn contradicts(&self, statement: &Statement, digest: &str) -> bool {
        let of_rows = self.digests.get(&statement.row_id).is_some_and(|digests| !digests.contains(digest));
        let of_lines = self
            .lines
            .get(&statement.row_id)
            .is_some_and(|(action, at)| action != statement.action.as_str() || *at != statement.at.micros());
        of_rows || of_lines
    }
}
