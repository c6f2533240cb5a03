//! What rows of a state say now, by which what they gave before and say no more is told.

use super::silence::Silent;
use consent::{Statement, UNDATED};
use engine::{Engine, EngineError};
use sources::{Changes, Said};
use std::collections::{BTreeMap, HashMap, HashSet};
use store::{RowNow, RowSaid};
use vocabulary::{DAY, Timestamp, WorkspaceId};

/// When the rows of a file came.
#[derive(Clone, Copy)]
pub(super) struct Came {
    pub(super) at: Timestamp,
    /// When the file was written.
    pub(super) written_at: Option<Timestamp>,
    /// Whether it is read again, as of the moment it came.
    pub(super) is_again: bool,
    /// As [`super::intake::Way::is_known`].
    pub(super) is_known: bool,
}

/// The rows of a portion, each with all that the portion says in it.
#[derive(Default)]
pub(super) struct RowsNow {
    says: BTreeMap<String, Vec<Statement>>,
    silent: BTreeMap<String, (Option<u64>, Timestamp)>,
    /// Those that say something else than before.
    pub(super) changed: HashSet<String>,
}

impl RowsNow {
    /// Of the rows that said something before: of others nothing can be taken back. One that spoke in an earlier portion
    /// of its file goes on, so its key is that of several rows, and none of them replaces another.
    pub(super) fn of(
        changes: Changes,
        rows: &[Said],
        silent: Vec<Silent>,
        known: &HashMap<String, RowSaid>,
        has_spoken: impl Fn(&str) -> bool,
        came: Came,
    ) -> Self {
        let mut now = Self::default();
        let is_log = changes == Changes::Log;
        let is_looked_at = |row_id: &str| known.contains_key(row_id) && !has_spoken(row_id);
        for said in rows.iter().filter(|said| !is_log && is_looked_at(&said.statement.row_id)) {
            now.says.entry(said.statement.row_id.clone()).or_default().push(said.statement.clone());
        }
        let since = came.written_at.unwrap_or(came.at);
        for row in silent.into_iter().filter(|row| !is_log || row.is_disbelieved) {
            if is_looked_at(&row.row_id) && !now.says.contains_key(&row.row_id) {
                now.silent.insert(row.row_id, (row.line, since));
            }
        }
        now
    }

    /// The rows of which something counts no longer, and the lines of the silent ones among them.
    pub(super) async fn replacing(
        self,
        engine: &Engine,
        workspace: &WorkspaceId,
        Came { at: arrived_at, is_again, .. }: Came,
    ) -> Result<(Vec<RowNow>, Vec<Option<u64>>), EngineError> {
        let Self { says, silent, changed } = self;
        let spoken = says.into_iter().filter(|(row_id, _)| changed.contains(row_id));
        let mut rows: Vec<RowNow> = spoken
            .map(|(row_id, says)| RowNow { row_id, since: since(&says, arrived_at), says, is_again })
            .collect();
        rows.extend(silent.iter().map(|(row_id, (_, since))| RowNow {
            row_id: row_id.clone(),
            says: Vec::new(),
            since: *since,
            is_again,
        }));
        let replacing = engine.store().said_no_more(workspace, &rows, arrived_at).await?;
        rows.retain(|row| replacing.contains(&row.row_id));
        let lines = silent.into_iter().filter(|(row_id, _)| replacing.contains(row_id));
        Ok((rows, lines.map(|(_, (line, _))| line).collect()))
    }
}

/// By the ids of answers when their rows were seen, as they can be read.
pub(super) struct Observed {
    source: Option<String>,
    seen: HashMap<String, Timestamp>,
    came: Came,
}

impl Observed {
    pub(super) fn of(rows: &[Said], silent: &[Silent], came: Came) -> Self {
        let mut seen: HashMap<String, Timestamp> = HashMap::new();
        let mut add = |row_id: &str, at: Timestamp| {
            let known = seen.entry(row_id.to_owned()).or_insert(at);
            *known = at.max(*known);
        };
        for said in rows.iter().map(|said| &said.statement) {
            // What holds counts from the end of its day, in whatever zone: the row that is read may say the start of it. By
            // the row's own day also where its file is read again, or an older row of the key would open what waits.
            let told = || (said.at + DAY + DAY).min(came.at.max(said.at));
            add(&said.row_id, if said.at == UNDATED { came.at } else { told() });
        }
        for row in silent.iter().filter(|row| row.is_read) {
            add(&row.row_id, came.written_at.unwrap_or(came.at));
        }
        let of_silent = || Some(silent.first()?.row_id.split_once(':')?.0.to_owned());
        let source = rows.first().map(|said| said.statement.source.clone()).or_else(of_silent);
        Self { source, seen, came }
    }

    /// Takes out what contradicts its log: that is no reading of it.
    pub(super) fn forget(&mut self, row_id: &str) {
        self.seen.remove(row_id);
    }

    /// Adds the rows whose answers nobody could read, and that have been read now: what they held is open again. Gives how
    /// many.
    pub(super) async fn add_to(
        &self,
        now: &mut Vec<RowNow>,
        engine: &Engine,
        workspace: &WorkspaceId,
    ) -> Result<u64, EngineError> {
        let Some(source) = &self.source else { return Ok(0) };
        let unread = engine.store().unread_rows(workspace, source).await?;
        let seen = |(row_id, held_at): (String, Timestamp)| {
            let answers = sources::answers_of_broken(&row_id);
            let since = answers.iter().filter_map(|answer| self.seen.get(answer)).max().copied()?;
            let row = RowNow { row_id, says: Vec::new(), since, is_again: self.came.is_again };
            (held_at <= since).then_some(row)
        };
        let n_before = now.len();
        now.extend(unread.into_iter().filter_map(seen));
        Ok((now.len() - n_before) as u64)
    }
}

/// Since when a row says what it says: by its own words, else from its arrival on.
fn since(says: &[Statement], arrived_at: Timestamp) -> Timestamp {
    let of_each = says.iter().map(|said| if said.at == UNDATED { arrived_at } else { said.at });
    of_each.max().unwrap_or(arrived_at)
}
