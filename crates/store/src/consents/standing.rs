//! Whether the ledger holds what a row said, and what of it a later word of the row has replaced.

use super::ledger::{Stored, append_chunk};
use super::ties::row_of_line;
use crate::database::{Link, bulk, maybe, rows};
use crate::{LedgerLine, Store, StoreError, Tx};
use consent::{Action, ConsentEvent, Statement};
use serde::Serialize;
use std::collections::{BTreeMap, HashMap, HashSet};
use vocabulary::{Channel, Purpose, Timestamp, WorkspaceId};

/// So often a row says again what it said before, at most; then it stays as it is.
const N_AGAIN_MAX: usize = 1_000;

/// What a row of a state says now: what it gave before and says no more counts no longer.
#[derive(Debug, Clone)]
pub struct RowNow {
    /// `source:key` of the row.
    pub row_id: String,
    /// All it says; nothing where it is silent.
    pub says: Vec<Statement>,
    /// Since when it says so. What it gave since by its own date was written later: an old export comes late.
    pub since: Timestamp,
    /// Whether its file is read again: what it replaced at its moment, it replaced then.
    pub is_again: bool,
}

/// What the ledger holds under the id of a line.
enum Held {
    /// Another line, which somebody put there.
    Other,
    /// Nothing.
    Nothing,
    /// The line, and that it was replaced.
    Replaced(Timestamp),
}

impl Store {
    /// Gives the places of the statements that are not to be filed again at `now`: the ledger itself holds all of their
    /// lines.
    ///
    /// INVARIANT: what rows are known by (`consent_row`) only spares a look. A no counts as known only where its lines
    /// stand, so that no damage to that table loses one.
    pub async fn held(
        &self,
        workspace: &WorkspaceId,
        statements: &[&Statement],
        now: Timestamp,
    ) -> Result<HashSet<usize>, StoreError> {
        let lines = to_file(self.read().await?.link(), workspace, statements, now).await?;
        Ok(lines.iter().enumerate().filter(|(_, lines)| lines.is_none()).map(|(nth, _)| nth).collect())
    }

    /// Whether any grant of the workspace was replaced: most ledgers need not look for what was.
    pub async fn has_replaced(&self, workspace: &WorkspaceId) -> Result<bool, StoreError> {
        let found = maybe!(
            self.read().await?,
            (i64,),
            "select seq from consent_entry where workspace = $1 and action = 'replaced' limit 1",
            workspace.as_str(),
        )?;
        Ok(found.is_some())
    }

    /// The rows of a source with an answer that nobody has read, each with the moment since when it holds.
    pub async fn unread_rows(
        &self,
        workspace: &WorkspaceId,
        source: &str,
    ) -> Result<BTreeMap<String, Timestamp>, StoreError> {
        let found = rows!(
            self.read().await?,
            (String, i64),
            "select e.entry_id, e.at from consent_entry e left join consent_entry x
               on x.workspace = $1 and x.entry_id = e.entry_id || '/replaced'
             where e.workspace = $1 and e.source = $2 and e.action = 'unread' and x.seq is null",
            workspace.as_str(),
            source,
        )?;
        let mut rows = BTreeMap::new();
        for (entry_id, at) in found {
            let since = rows.entry(row_of(&entry_id).to_owned()).or_insert(Timestamp::from_micros(at));
            *since = Timestamp::from_micros(at).max(*since);
        }
        Ok(rows)
    }

    /// Gives those of `rows` of which something stands that they say no more.
    pub async fn said_no_more(
        &self,
        workspace: &WorkspaceId,
        rows: &[RowNow],
        now: Timestamp,
    ) -> Result<HashSet<String>, StoreError> {
        let mut found = HashSet::new();
        for chunk in rows.chunks(bulk::N_ROWS) {
            let lines = replaced(self.read().await?.link(), workspace, chunk, now).await?;
            found.extend(lines.into_iter().map(|(row_id, _)| row_id));
        }
        Ok(found)
    }
}

impl Tx {
    /// Appends that what rows gave and say no more counts no longer. Gives how many lines.
    pub(crate) async fn replace(
        &mut self,
        workspace: &WorkspaceId,
        rows: &[RowNow],
        now: Timestamp,
    ) -> Result<u64, StoreError> {
        let mut n_lines = 0;
        for chunk in rows.chunks(bulk::N_ROWS) {
            let lines = replaced(self.link(), workspace, chunk, now).await?;
            let lines: Vec<ConsentEvent> = lines.into_iter().map(|(_, line)| line.replaced(now)).collect();
            for lines in lines.chunks(bulk::N_ROWS) {
                n_lines += append_chunk(self, workspace, lines, now).await?;
            }
        }
        Ok(n_lines)
    }
}

/// The lines that each statement needs in the ledger, which lacks some of them; `None` where it holds all.
///
/// A yes that was replaced since is said again by other lines, unless it is older than what replaced it.
pub(crate) async fn to_file(
    mut on: Link<'_>,
    workspace: &WorkspaceId,
    statements: &[&Statement],
    now: Timestamp,
) -> Result<Vec<Option<Vec<ConsentEvent>>>, StoreError> {
    let mut found: Vec<Option<Vec<ConsentEvent>>> = vec![None; statements.len()];
    let mut open: Vec<usize> = (0..statements.len()).collect();
    for nth in 0..=N_AGAIN_MAX {
        if open.is_empty() {
            break;
        }
        let lines: Vec<(usize, Vec<ConsentEvent>)> = open
            .drain(..)
            .filter_map(|place| {
                let statement = statements.get(place)?;
                Some((place, if nth == 0 { statement.lines() } else { statement.lines_again(nth) }))
            })
            .collect();
        let faults = faults(on.link(), workspace, lines.iter().flat_map(|(_, lines)| lines)).await?;
        for (place, lines) in lines {
            let of_lines = || lines.iter().filter_map(|line| faults.get(&line.entry_id));
            let replaced_at = of_lines()
                .filter_map(|held| match held {
                    Held::Replaced(at) => Some(*at),
                    Held::Other | Held::Nothing => None,
                })
                .max();
            let is_taken = of_lines().any(|held| matches!(held, Held::Other));
            if is_taken || replaced_at.is_some_and(|at| at <= now) {
                open.push(place);
            } else if of_lines().any(|held| matches!(held, Held::Nothing))
                && let Some(slot) = found.get_mut(place)
            {
                *slot = Some(lines);
            }
        }
    }
    Ok(found)
}

/// By id what is wrong with lines in the ledger; nothing of those that stand there as they are.
async fn faults<'a>(
    mut on: Link<'_>,
    workspace: &WorkspaceId,
    lines: impl Iterator<Item = &'a ConsentEvent>,
) -> Result<HashMap<String, Held>, StoreError> {
    #[derive(Serialize)]
    struct Line<'a> {
        id: &'a str,
        replaced: String,
        identifier: &'a str,
        purpose: Purpose,
        channel: Channel,
        no: &'a str,
    }
    let line = |event: &'a ConsentEvent| Line {
        id: &event.entry_id,
        replaced: event.replaced(event.at).entry_id,
        identifier: event.identifier.expose(),
        purpose: event.purpose,
        channel: event.channel,
        no: if event.action.closes() { event.action.as_str() } else { "" },
    };
    let lines: Vec<Line<'_>> = lines.map(line).collect();
    let mut faults = HashMap::new();
    for chunk in lines.chunks(bulk::N_ROWS) {
        let found = rows!(
            on,
            (String, i64, Option<i64>),
            "select r.value ->> 'id',
               cast(case when e.entry_id is null then 0 else 1 end as bigint), x.at
             from json_each($2) as r
             left join consent_entry e on e.workspace = $1 and e.entry_id = r.value ->> 'id'
             left join consent_entry x on x.workspace = $1 and x.entry_id = r.value ->> 'replaced'
               and x.action = 'replaced' and r.value ->> 'no' <> 'withdrawn'
             where e.entry_id is null or x.entry_id is not null
               or e.identifier <> r.value ->> 'identifier' or e.purpose <> r.value ->> 'purpose'
               or e.channel <> r.value ->> 'channel'
               or r.value ->> 'no' <> case when e.action in ('granted', 'lifted') then '' else e.action end",
            workspace.as_str(),
            bulk::json(chunk)?,
        )?;
        faults.extend(found.into_iter().map(|(id, is_there, replaced_at)| {
            let held = match (is_there, replaced_at) {
                (0, _) => Held::Nothing,
                (_, Some(at)) => Held::Replaced(Timestamp::from_micros(at)),
                _ => Held::Other,
            };
            (id, held)
        }));
    }
    Ok(faults)
}

/// The grants of rows, what they lifted, and what nobody could read of them, that stand and that the rows say no more;
/// each with its row.
async fn replaced(
    mut on: Link<'_>,
    workspace: &WorkspaceId,
    rows: &[RowNow],
    now: Timestamp,
) -> Result<Vec<(String, ConsentEvent)>, StoreError> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let found = rows!(
        on,
        Stored,
        concat!(
            "select seq, entry_id, identifier, purpose, channel, action, at, evidence, source
             from consent_entry where workspace = $1 and action in ('granted', 'lifted', 'unread') and ",
            row_of_line!(),
            " in (select r.value ->> 'v' from json_each($2) as r)"
        ),
        workspace.as_str(),
        bulk::list(rows.iter().map(|row| row.row_id.as_str()))?,
    )?;
    let lines: Vec<ConsentEvent> = found.into_iter().map(|line| LedgerLine::from(line).event).collect();
    let gone = rows!(
        on,
        (String, i64),
        "select entry_id, at from consent_entry where workspace = $1 and action = 'replaced'
         and entry_id in (select r.value ->> 'v' from json_each($2) as r)",
        workspace.as_str(),
        bulk::list(lines.iter().map(|line| line.replaced(now).entry_id))?,
    )?;
    let heard: HashSet<String> = gone
        .iter()
        .filter(|(_, at)| *at == now.micros())
        .map(|(entry_id, _)| row_of(replaced_by(entry_id)).to_owned())
        .collect();
    let gone: HashSet<String> = gone.into_iter().map(|(entry_id, _)| entry_id).collect();
    let says: BTreeMap<&str, (&RowNow, Vec<ConsentEvent>)> = rows
        .iter()
        .map(|row| (row.row_id.as_str(), (row, row.says.iter().flat_map(Statement::lines).collect())))
        .collect();
    let mut replaced = Vec::new();
    for line in lines {
        let row_id = row_of(&line.entry_id).to_owned();
        let Some((row, says)) = says.get(row_id.as_str()) else { continue };
        let is_later = row.since < line.at && line.at <= now;
        let is_said = says.iter().any(|said| says_of(said, &line));
        let is_heard = row.is_again && heard.contains(&row_id);
        if !is_later && !is_said && !is_heard && !gone.contains(&line.replaced(now).entry_id) {
            replaced.push((row_id, line));
        }
    }
    Ok(replaced)
}

/// The line that one of these replaced.
fn replaced_by(entry_id: &str) -> &str {
    entry_id.rsplit_once('/').map_or(entry_id, |(line, _)| line)
}

/// Whether what a row says now stands in the place of a line: the same, or the no that closes it.
fn says_of(said: &ConsentEvent, line: &ConsentEvent) -> bool {
    (&said.identifier, said.purpose, said.channel) == (&line.identifier, line.purpose, line.channel)
        && (said.action == line.action || said.action == Action::Withdrawn)
}

/// The row of a line: its id without what it said and without the number.
fn row_of(entry_id: &str) -> &str {
    let said = entry_id.rsplit_once('/').map_or(entry_id, |(said, _)| said);
    said.rsplit_once('/').map_or(said, |(row, _)| row)
}
