//! Rows of consents into the ledger: a status that changed is filed beside what its row said before.

use crate::{Engine, EngineError, outbox};
use consent::{Action, Statement};
use sources::{Changes, Rejected, Rule, Said};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use vocabulary::{Channel, Purpose, Timestamp, WorkspaceId};

/// What one file has said of consents so far: the ids of its rows, and the digests under them.
#[derive(Debug, Default)]
pub(super) struct SaidSoFar(HashMap<String, HashSet<String>>);

/// What became of rows of consents.
#[derive(Debug, Default)]
pub(super) struct Entered {
    pub(super) n_new: u64,
    pub(super) n_changed: u64,
    pub(super) n_same: u64,
    pub(super) n_dropped: u64,
    /// Statements that are filed: yeses.
    pub(super) n_granted: u64,
    /// Noes.
    pub(super) n_withdrawn: u64,
    /// Rows that contradict a log; a no in them counts all the same.
    pub(super) conflicts: Vec<Rejected>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Verdict {
    New,
    Changed,
    Same,
    Dropped,
    Conflict,
}

/// Files rows under every handle they name, and says what became of each.
///
/// A withdrawal without a time of its own counts from `arrived_at`; who is out already is not taken out again each
/// time the list comes.
pub(super) async fn enter(
    engine: &Engine,
    workspace: &WorkspaceId,
    rows: Vec<Said>,
    changes: Changes,
    (so_far, is_dry_run): (&mut SaidSoFar, bool),
    arrived_at: Timestamp,
) -> Result<Entered, EngineError> {
    let mut ids: Vec<String> = rows.iter().map(|said| said.statement.row_id.clone()).collect();
    ids.sort_unstable();
    ids.dedup();
    let known = engine.store.consent_rows(workspace, &ids).await?;
    let out = withdrawn(engine, workspace, rows.iter().map(|said| &said.statement), arrived_at).await?;
    let mut verdicts: BTreeMap<u64, Vec<Verdict>> = BTreeMap::new();
    let mut statements: Vec<Statement> = Vec::with_capacity(rows.len());
    let (mut n_granted, mut n_withdrawn) = (0, 0);
    let mut originals: BTreeMap<u64, String> = BTreeMap::new();
    for said in rows {
        let statement = said.statement;
        let digest = statement.digest().to_string();
        let here = so_far.0.get(&statement.row_id);
        let before = known.get(&statement.row_id);
        let is_out = statement.at == arrived_at && is_withdrawn(&statement, &out);
        let verdict = if here.is_some_and(|digests| digests.contains(&digest)) {
            Verdict::Dropped
        } else if before.is_some_and(|digests| digests.contains(&digest) || is_out) {
            Verdict::Same
        } else if here.is_none() && before.is_none() {
            Verdict::New
        } else if changes == Changes::Log {
            Verdict::Conflict
        } else {
            Verdict::Changed
        };
        if verdict == Verdict::Conflict {
            originals.insert(said.line, said.original.expose().clone());
        }
        verdicts.entry(said.line).or_default().push(verdict);
        so_far.0.entry(statement.row_id.clone()).or_default().insert(digest);
        if !matches!(verdict, Verdict::Same | Verdict::Dropped) {
            match statement.action {
                Action::Withdrawn => n_withdrawn += 1,
                Action::Granted => n_granted += u64::from(verdict != Verdict::Conflict),
                Action::Lifted => {}
            }
            statements.push(statement);
        }
    }
    if !is_dry_run && !statements.is_empty() {
        let are = if changes == Changes::Log { store::Rows::Log } else { store::Rows::State };
        engine.store.file(workspace, &statements, are, arrived_at).await?;
        outbox::flush_outbox(engine, workspace).await?;
    }
    Ok(Entered { n_granted, n_withdrawn, ..counted(verdicts, &originals) })
}

/// A row may speak for several channels: it is what the most telling of its statements is.
fn counted(verdicts: BTreeMap<u64, Vec<Verdict>>, originals: &BTreeMap<u64, String>) -> Entered {
    let mut entered = Entered::default();
    for (line, of_row) in verdicts {
        let has = |verdict: Verdict| of_row.contains(&verdict);
        let is_part_new = has(Verdict::New) && (has(Verdict::Same) || has(Verdict::Dropped));
        if has(Verdict::Conflict) {
            entered.conflicts.push(Rejected {
                line,
                rule: Rule::Conflict.as_str().to_owned(),
                field: None,
                why: "this consent's id stands in the log with other content; a withdrawal in it counts, a grant does not: discard it, or set `truelift.changes: state` in the contract if a status may change".to_owned(),
                original: originals.get(&line).cloned().unwrap_or_default(),
                key: None,
            });
        } else if has(Verdict::Changed) || is_part_new {
            entered.n_changed += 1;
        } else if has(Verdict::New) {
            entered.n_new += 1;
        } else if has(Verdict::Same) {
            entered.n_same += 1;
        } else {
            entered.n_dropped += 1;
        }
    }
    entered
}

type Topic = (String, Purpose, Channel);

/// Of whom the last word is a withdrawal, asked for the rows that withdraw without a time of their own.
async fn withdrawn(
    engine: &Engine,
    workspace: &WorkspaceId,
    statements: impl Iterator<Item = &Statement>,
    arrived_at: Timestamp,
) -> Result<HashSet<Topic>, EngineError> {
    let mut identifiers: BTreeSet<String> = BTreeSet::new();
    for statement in statements {
        if statement.action == Action::Withdrawn && statement.at == arrived_at {
            identifiers.extend(statement.handles.expose().iter().map(vocabulary::Identifier::key));
        }
    }
    if identifiers.is_empty() {
        return Ok(HashSet::new());
    }
    let identifiers: Vec<String> = identifiers.into_iter().collect();
    let mut last: HashMap<Topic, (Timestamp, bool)> = HashMap::new();
    for line in engine.store.consents_of(workspace, &identifiers).await? {
        // Of two at one moment the withdrawal counts.
        let word = (line.at, line.action == Action::Withdrawn);
        let known =
            last.entry((line.identifier.expose().clone(), line.purpose, line.channel)).or_insert(word);
        *known = word.max(*known);
    }
    Ok(last.into_iter().filter(|(_, (_, is_out))| *is_out).map(|(topic, _)| topic).collect())
}

/// Whether everybody a withdrawal names is out already.
fn is_withdrawn(statement: &Statement, out: &HashSet<Topic>) -> bool {
    statement.action == Action::Withdrawn
        && statement
            .lines()
            .iter()
            .all(|line| out.contains(&(line.identifier.expose().clone(), line.purpose, line.channel)))
}

/// Files what rows that broke a rule say no to: no wins when it can be read. Gives how many of them were news.
pub(super) async fn file_noes(
    engine: &Engine,
    workspace: &WorkspaceId,
    noes: &[Statement],
    now: Timestamp,
) -> Result<u64, EngineError> {
    if noes.is_empty() {
        return Ok(0);
    }
    // Who is out already is not taken out again each time the export comes.
    let out = withdrawn(engine, workspace, noes.iter(), now).await?;
    let is_new = |no: &&Statement| no.at != now || !is_withdrawn(no, &out);
    let noes: Vec<Statement> = noes.iter().filter(is_new).cloned().collect();
    let filed = engine.store.file(workspace, &noes, store::Rows::State, now).await?;
    outbox::flush_outbox(engine, workspace).await?;
    Ok(filed.n_new)
}
