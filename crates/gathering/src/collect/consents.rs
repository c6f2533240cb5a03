//! Rows of consents into the ledger: a status that changed is filed beside what its row said before.

use super::rows_now::{Came, Observed, RowsNow};
use super::silence::Silent;
use consent::{Action, ConsentEvent, Statement};
use engine::{Engine, EngineError, outbox};
use serde::Serialize;
use sources::{Changes, Rejected, Rule, Said};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use store::{RowNow, RowSaid};
use vocabulary::{Channel, Identifier, Purpose, Redacted, Timestamp, WorkspaceId};

/// What one file has said of consents so far: the ids of its rows, and the digests under them.
#[derive(Debug, Default)]
pub(super) struct SaidSoFar(HashMap<String, HashSet<String>>);

impl SaidSoFar {
    /// Whether the file has said something in a row.
    pub(super) fn has(&self, row_id: &str) -> bool {
        self.0.contains_key(row_id)
    }
}

/// What became of the answers about consent in a file: a row may hold several, by channel.
///
/// Counted apart from the rows, which may say nothing new but in this.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct ConsentCounts {
    /// Answers of rows that had given none.
    pub n_new: u64,
    /// Answers that differ from the last one of their row.
    pub n_changed: u64,
    /// Answers that say what is known.
    pub n_same: u64,
    /// Of the new and changed ones those that say yes.
    pub n_yes: u64,
    /// Of the new and changed ones those that say no.
    pub n_no: u64,
    /// Of those that say yes the ones without a moment of their own: they open nothing where a no is known.
    pub n_undated_yes: u64,
    /// Rows of a state that gave something before and say it no more.
    pub n_unsaid: u64,
    /// Noes filed out of rows that are in quarantine, or out of columns that the contract does not name.
    pub n_no_beside: u64,
    /// Answers that nobody can read: whoever gave them is held until their words are read.
    pub n_unread: u64,
    /// Rows that held somebody so, and were read.
    pub n_read: u64,
}

impl ConsentCounts {
    /// What to know of yeses without a moment of their own.
    pub(super) fn undated_words(&self) -> Option<String> {
        (0 < self.n_undated_yes).then(|| {
            format!(
                "{} answers say yes without a moment of their own: they open nothing where a no is known",
                self.n_undated_yes
            )
        })
    }

    /// What to do about answers that nobody can read.
    pub(super) fn unread_words(&self, source: &str) -> Option<String> {
        let told = |n: u64| {
            format!(
                "{n} answers are in words that nobody has read: who gave them gets nothing until then. Say in the contract of `{source}` what the words mean (`truelift.map`), and run `truelift collect reload {source}`"
            )
        };
        (0 < self.n_unread).then(|| told(self.n_unread))
    }

    /// Adds what another portion came to.
    pub(super) fn add(&mut self, other: Self) {
        self.n_new += other.n_new;
        self.n_changed += other.n_changed;
        self.n_same += other.n_same;
        self.n_yes += other.n_yes;
        self.n_no += other.n_no;
        self.n_undated_yes += other.n_undated_yes;
        self.n_unsaid += other.n_unsaid;
        self.n_no_beside += other.n_no_beside;
        self.n_unread += other.n_unread;
        self.n_read += other.n_read;
    }

    fn count(&mut self, verdict: Verdict, statement: &Statement) {
        match verdict {
            Verdict::New => self.n_new += 1,
            Verdict::Changed => self.n_changed += 1,
            Verdict::Same | Verdict::Dropped => self.n_same += 1,
            Verdict::Conflict => {}
        }
        if !matches!(verdict, Verdict::New | Verdict::Changed) {
            return;
        }
        match statement.action {
            Action::Withdrawn | Action::Unread => self.n_no += 1,
            Action::Granted | Action::Lifted | Action::Replaced => {
                self.n_yes += 1;
                self.n_undated_yes += u64::from(statement.at == consent::UNDATED);
            }
        }
    }

    /// In words; `None` when nothing was said of consent.
    pub fn words(&self) -> Option<String> {
        let mut parts = Vec::new();
        if 0 < self.n_new + self.n_changed + self.n_same {
            let news = self.n_new + self.n_changed;
            let what = format!(" ({} yes, {} no)", self.n_yes, self.n_no);
            parts.push(format!("{} new, {} changed", self.n_new, self.n_changed));
            parts.push(format!("{} same", self.n_same));
            if let Some(last) = parts.first_mut().filter(|_| 0 < news) {
                last.push_str(&what);
            }
        }
        if 0 < self.n_unsaid {
            parts.push(format!("{} say no more what they gave", self.n_unsaid));
        }
        if 0 < self.n_no_beside {
            parts.push(format!("{} noes out of rows in quarantine or unnamed columns", self.n_no_beside));
        }
        if 0 < self.n_unread {
            parts.push(format!("{} held until their words are read", self.n_unread));
        }
        if 0 < self.n_read {
            parts.push(format!("{} held before and read now", self.n_read));
        }
        (!parts.is_empty()).then(|| format!("consents: {}", parts.join(", ")))
    }
}

/// What became of rows of consents.
#[derive(Debug, Default)]
pub(super) struct Entered {
    pub(super) n_new: u64,
    pub(super) n_changed: u64,
    pub(super) n_same: u64,
    pub(super) n_dropped: u64,
    /// The same, answer by answer.
    pub(super) counts: ConsentCounts,
    /// Rows that contradict a log; a no in them counts all the same.
    pub(super) conflicts: Vec<Rejected>,
}

/// The keys that stand in several rows of a portion, each with the topics that its rows have spoken of so far: a mail tool
/// has a row for each channel under the number of a contact.
struct Several(HashMap<String, HashSet<(Purpose, Channel)>>);

impl Several {
    fn of(row_ids: &[String]) -> Self {
        let (mut seen, mut several) = (HashSet::new(), HashMap::new());
        for row_id in row_ids {
            if !seen.insert(row_id.as_str()) {
                several.entry(row_id.clone()).or_default();
            }
        }
        Self(several)
    }

    /// Whether a row is the first of its key in the portion that speaks of its topics, after others that spoke of other
    /// ones.
    fn is_first(&mut self, statement: &Statement) -> bool {
        let Some(topics) = self.0.get_mut(&statement.row_id) else { return false };
        let has_spoken = !topics.is_empty();
        let each = statement
            .purposes
            .iter()
            .flat_map(|purpose| statement.channels.iter().map(move |channel| (*purpose, *channel)));
        // Each is looked at, for later rows.
        let n_new = each.filter(|topic| topics.insert(*topic)).count();
        has_spoken && n_new == statement.purposes.len() * statement.channels.len()
    }
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
/// A withdrawal without a time of its own counts from its arrival; who is out already by the same word of the same
/// row is not taken out again each time the list comes. What a row of a state gave before and says no more, counts no
/// longer.
pub(super) async fn enter(
    engine: &Engine,
    workspace: &WorkspaceId,
    (rows, silent): (Vec<Said>, Vec<Silent>),
    changes: Changes,
    (so_far, is_dry_run): (&mut SaidSoFar, bool),
    came: Came,
) -> Result<Entered, EngineError> {
    let arrived_at = came.at;
    let mut ids: Vec<String> = rows.iter().map(|said| said.statement.row_id.clone()).collect();
    let mut several = Several::of(&ids);
    ids.extend(silent.iter().map(|row| row.row_id.clone()));
    ids.sort_unstable();
    ids.dedup();
    let known = engine.store().consent_rows(workspace, &ids).await?;
    let out = closed(engine, workspace, rows.iter().map(|said| &said.statement), arrived_at).await?;
    let mut read_now = Observed::of(&rows, &silent, came);
    // A file that was written before a yes in it was taken back, and comes late, gives nothing again.
    let written_at = came.written_at.map_or(arrived_at, |written_at| written_at.min(arrived_at));
    let lost = lost(engine, workspace, rows.iter().map(|said| &said.statement), &known, written_at).await?;
    let mut now = RowsNow::of(changes, &rows, silent, &known, |row_id| so_far.has(row_id), came);
    let mut verdicts: BTreeMap<u64, Vec<Verdict>> = BTreeMap::new();
    let mut statements: Vec<Statement> = Vec::with_capacity(rows.len());
    let mut originals: BTreeMap<u64, String> = BTreeMap::new();
    let mut counts = ConsentCounts::default();
    for (nth, said) in rows.into_iter().enumerate() {
        let statement = said.statement;
        let digest = statement.digest().to_string();
        // What another row of its key says of another topic is no word on this one.
        let is_first = changes == Changes::State && several.is_first(&statement);
        let here = so_far.0.get(&statement.row_id).filter(|_| !is_first);
        let before = known.get(&statement.row_id);
        let is_lost = lost.contains(&nth);
        let is_last =
            |row: &RowSaid| is_last_word(row, &statement, changes, (&out, came.is_known), arrived_at);
        let is_known = !is_lost && before.is_some_and(is_last);
        let verdict = if here.is_some_and(|digests| digests.contains(&digest)) {
            Verdict::Dropped
        } else if here.is_none() && is_known {
            Verdict::Same
        } else if here.is_none() && before.is_none() {
            Verdict::New
        } else if changes == Changes::Log && !(here.is_none() && is_lost) {
            Verdict::Conflict
        } else {
            Verdict::Changed
        };
        if verdict == Verdict::Conflict {
            read_now.forget(&statement.row_id);
            originals.insert(said.line, said.original.expose().clone());
        }
        counts.count(verdict, &statement);
        verdicts.entry(said.line).or_default().push(verdict);
        so_far.0.entry(statement.row_id.clone()).or_default().insert(digest);
        if !matches!(verdict, Verdict::Same | Verdict::Dropped) {
            now.changed.insert(statement.row_id.clone());
            statements.push(statement);
        }
    }
    let (mut now, silent) = now.replacing(engine, workspace, came).await?;
    counts.n_unsaid += silent.len() as u64;
    counts.n_read += read_now.add_to(&mut now, engine, workspace).await?;
    for line in silent.into_iter().flatten() {
        verdicts.entry(line).or_default().push(Verdict::Changed);
    }
    if !is_dry_run {
        file(engine, workspace, (&statements, changes), &now, arrived_at).await?;
    }
    Ok(Entered { counts, ..counted(verdicts, &originals) })
}

/// Files what rows say, and ends what they say no more.
async fn file(
    engine: &Engine,
    workspace: &WorkspaceId,
    (statements, changes): (&[Statement], Changes),
    now: &[RowNow],
    arrived_at: Timestamp,
) -> Result<(), EngineError> {
    if statements.is_empty() && now.is_empty() {
        return Ok(());
    }
    let are = if changes == Changes::Log { store::Rows::Log } else { store::Rows::State };
    engine.store().file_rows(workspace, (statements, are), now, arrived_at).await?;
    outbox::flush_outbox(engine, workspace).await?;
    Ok(())
}

/// Whether a row says what it said last, or, in a log, ever.
///
/// A no without a moment of its own counts from its arrival, so each day's is another: it is the same word where the
/// row's last one was that no, and everybody it names is still out or it stands in the very file that said it (`is_known`):
/// an old list that is loaded once more takes back no yes that was given since. A row that said yes before and says no now
/// is filed even of those who are out already: the other no may be older than a yes that is still to come.
fn is_last_word(
    row: &RowSaid,
    statement: &Statement,
    changes: Changes,
    (out, is_known): (&Closed, bool),
    arrived_at: Timestamp,
) -> bool {
    let digest = statement.digest().to_string();
    // What an older program filed does not tell its order; what has a moment of its own counts by that, so that an old
    // export which comes late says nothing new.
    let is_untold = row.last_word.is_none();
    let is_ordered = changes == Changes::State && statement.at == consent::UNDATED && !is_untold;
    let is_said = match is_ordered {
        true => row.last.as_ref() == Some(&digest),
        false => row.digests.contains(&digest),
    };
    let is_undated_no = statement.at == arrived_at && statement.action.closes();
    let is_word = || is_untold || row.last_word == Some(statement.word(arrived_at).to_string());
    is_said || is_undated_no && is_word() && (is_known || out.holds(statement))
}

/// The places of the statements that are known by their digest, and that the ledger does not hold all the same.
async fn lost<'a>(
    engine: &Engine,
    workspace: &WorkspaceId,
    statements: impl Iterator<Item = &'a Statement>,
    known: &HashMap<String, RowSaid>,
    arrived_at: Timestamp,
) -> Result<HashSet<usize>, EngineError> {
    let is_known = |(_, statement): &(usize, &Statement)| {
        known.get(&statement.row_id).is_some_and(|row| row.digests.contains(&statement.digest().to_string()))
    };
    let (places, of_known): (Vec<usize>, Vec<&Statement>) = statements.enumerate().filter(is_known).unzip();
    let held = engine.store().held(workspace, &of_known, arrived_at).await?;
    Ok(places
        .into_iter()
        .enumerate()
        .filter(|(nth, _)| !held.contains(nth))
        .map(|(_, place)| place)
        .collect())
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

/// Of whom the last word closes, and which it is.
struct Closed(HashMap<Topic, Action>);

/// Asks it for the rows that close without a time of their own.
async fn closed(
    engine: &Engine,
    workspace: &WorkspaceId,
    statements: impl Iterator<Item = &Statement>,
    arrived_at: Timestamp,
) -> Result<Closed, EngineError> {
    let mut identifiers: BTreeSet<String> = BTreeSet::new();
    for statement in statements {
        if statement.action.closes() && statement.at == arrived_at {
            identifiers.extend(statement.handles.expose().iter().map(vocabulary::Identifier::key));
        }
    }
    if identifiers.is_empty() {
        return Ok(Closed(HashMap::new()));
    }
    let identifiers: Vec<String> = identifiers.into_iter().collect();
    let mut last: HashMap<Topic, (Timestamp, bool, Action)> = HashMap::new();
    let lines = engine.store().consents_of(workspace, &identifiers).await?;
    let read: HashSet<String> = lines.iter().filter_map(|line| line.replaces()).map(str::to_owned).collect();
    let is_word = |line: &ConsentEvent| match line.action {
        Action::Replaced => false,
        Action::Unread => !read.contains(&line.entry_id),
        Action::Granted | Action::Lifted | Action::Withdrawn => true,
    };
    for line in lines.into_iter().filter(is_word) {
        // Of two at one moment the withdrawal counts.
        let word = (line.at, line.action == Action::Withdrawn, line.action);
        let known =
            last.entry((line.identifier.expose().clone(), line.purpose, line.channel)).or_insert(word);
        *known = word.max(*known);
    }
    let closing = last.into_iter().filter(|(_, (_, _, action))| action.closes());
    Ok(Closed(closing.map(|(topic, (_, _, action))| (topic, action)).collect()))
}

impl Closed {
    /// Whether everybody whom a statement closes is closed already: by a no for a no, for what is held until somebody reads
    /// it is open again then.
    fn holds(&self, statement: &Statement) -> bool {
        let is_held = |line: &ConsentEvent| {
            let topic = (line.identifier.expose().clone(), line.purpose, line.channel);
            self.0.get(&topic).is_some_and(|by| *by == Action::Withdrawn || line.action == Action::Unread)
        };
        statement.action.closes() && statement.lines().iter().all(is_held)
    }
}

/// The noes of broken rows with whom they name, and whom rows of their id named before: an export writes of who was made
/// anonymous with a hash or nothing in place of the address. One that names nobody at all is left out.
async fn named_by_id(
    engine: &Engine,
    workspace: &WorkspaceId,
    noes: &[Statement],
) -> Result<Vec<Statement>, EngineError> {
    let answers = |no: &Statement| sources::answers_of_broken(&no.row_id);
    let rows: Vec<String> = noes.iter().flat_map(answers).collect();
    let known = match rows.is_empty() {
        true => HashMap::new(),
        false => engine.store().handles_of_rows(workspace, &rows).await?,
    };
    let named = |no: &Statement| {
        let before = answers(no).into_iter().filter_map(|row| known.get(&row)).flatten();
        let before = before.filter_map(|key| Identifier::from_key(key).ok());
        let all: BTreeSet<Identifier> = no.handles.expose().iter().cloned().chain(before).collect();
        let handles = Redacted::new(all.into_iter().collect::<Vec<_>>());
        (!handles.expose().is_empty()).then(|| Statement { handles, ..no.clone() })
    };
    Ok(noes.iter().filter_map(named).collect())
}

/// What was filed out of rows that broke a rule.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct FiledNoes {
    pub(super) n_noes: u64,
    /// Answers that nobody can read.
    pub(super) n_unread: u64,
}

/// Files what rows that broke a rule say no to, and what may be a no there: no wins when it can be read, and what cannot be
/// read holds until it is. Gives how many were new.
pub(super) async fn file_noes(
    engine: &Engine,
    workspace: &WorkspaceId,
    noes: &[Statement],
    is_known: bool,
    now: Timestamp,
) -> Result<FiledNoes, EngineError> {
    let noes = &named_by_id(engine, workspace, noes).await?;
    if noes.is_empty() {
        return Ok(FiledNoes::default());
    }
    let ids: Vec<String> = noes.iter().map(|no| no.row_id.clone()).collect();
    let known = engine.store().consent_rows(workspace, &ids).await?;
    // Who is out already by the same row is not taken out again each time the export comes.
    let out = closed(engine, workspace, noes.iter(), now).await?;
    let lost = lost(engine, workspace, noes.iter(), &known, now).await?;
    let is_new = |(nth, no): &(usize, &Statement)| {
        let row = known.get(&no.row_id);
        lost.contains(nth)
            || row.is_none_or(|row| !is_last_word(row, no, Changes::State, (&out, is_known), now))
    };
    let noes: Vec<Statement> = noes.iter().enumerate().filter(is_new).map(|(_, no)| no.clone()).collect();
    if !noes.is_empty() {
        engine.store().file(workspace, &noes, store::Rows::State, now).await?;
        outbox::flush_outbox(engine, workspace).await?;
    }
    let n_unread = noes.iter().filter(|no| no.action == Action::Unread).count();
    Ok(FiledNoes { n_noes: (noes.len() - n_unread) as u64, n_unread: n_unread as u64 })
}
