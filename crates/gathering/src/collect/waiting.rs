//! Rows in quarantine of which a later export says something else: they close by themselves.

use super::intake::Way;
use engine::columns::text;
use engine::{Engine, EngineError};
use sources::{Accepted, Rejected, Rule};
use std::collections::{BTreeMap, HashSet};
use vocabulary::{Timestamp, WorkspaceId};

/// What waits of one source, and what a file says of it.
pub(super) struct Waiting {
    /// By key the rows that wait.
    rows: BTreeMap<String, Vec<store::Waiting>>,
    /// Keys that the file says soundly.
    sound: HashSet<String>,
    /// Keys that the file says and that are in quarantine again.
    unsound: HashSet<String>,
    /// The ids of all rows of the file that are in quarantine.
    pub(super) bad: Vec<String>,
}

impl Waiting {
    /// What waits before the file is read.
    pub(super) async fn of(
        engine: &Engine,
        workspace: &WorkspaceId,
        way: &Way<'_>,
    ) -> Result<Self, EngineError> {
        let mut rows: BTreeMap<String, Vec<store::Waiting>> = BTreeMap::new();
        for row in engine.store().waiting_rows(workspace, way.source).await? {
            // A contradiction waits for a member: that the first word comes again settles nothing.
            if row.rule != Rule::Conflict.as_str() {
                rows.entry(row.row_key.clone()).or_default().push(row);
            }
        }
        Ok(Self { rows, sound: HashSet::new(), unsound: HashSet::new(), bad: Vec::new() })
    }

    /// Notes which of the keys are sound now.
    pub(super) fn look_at(&mut self, accepted: &Accepted) -> Result<(), EngineError> {
        if self.rows.is_empty() {
            return Ok(());
        }
        for (batch, column) in [(&accepted.records, "record_id"), (&accepted.events, "message_id")] {
            let Some(batch) = batch else { continue };
            for key in text(batch, column)?.iter().flatten().filter(|key| self.rows.contains_key(*key)) {
                self.sound.insert(key.to_owned());
            }
        }
        for said in &accepted.consents {
            let id = said.statement.row_id.as_str();
            // A row that speaks for several channels has an id for each.
            let of_row = id.rsplit_once(':').map_or(id, |(row, _)| row);
            for key in [id, of_row].into_iter().filter(|key| self.rows.contains_key(*key)) {
                self.sound.insert(key.to_owned());
            }
        }
        Ok(())
    }

    /// Notes which of the keys are in quarantine again.
    pub(super) fn look_at_rejected(&mut self, rejected: &[Rejected]) {
        let keys = rejected.iter().filter_map(|row| row.key.as_ref());
        self.unsound.extend(keys.filter(|key| self.rows.contains_key(*key)).cloned());
    }

    /// Closes what the file says otherwise. Gives how many rows that were.
    pub(super) async fn close(
        &self,
        engine: &Engine,
        workspace: &WorkspaceId,
        way: &Way<'_>,
        now: Timestamp,
    ) -> Result<u64, EngineError> {
        let bad: HashSet<&str> = self.bad.iter().map(String::as_str).collect();
        let (mut mended, mut replaced) = (Vec::new(), Vec::new());
        for (key, rows) in &self.rows {
            let ids = rows.iter().map(|row| &row.row_id).filter(|id| !bad.contains(id.as_str())).cloned();
            match (self.unsound.contains(key), self.sound.contains(key)) {
                (true, _) => replaced.extend(ids),
                (false, true) => mended.extend(ids),
                (false, false) => {}
            }
        }
        if way.is_dry_run {
            return Ok((mended.len() + replaced.len()) as u64);
        }
        let mut n_closed = 0;
        let sound = format!("it is sound as it came in `{}`", way.file);
        let other = format!("it came otherwise in `{}`, and that waits in its place", way.file);
        for (rows, why) in [(mended, sound), (replaced, other)] {
            if !rows.is_empty() {
                n_closed += engine.store().close_rows(workspace, &rows, &why, now).await?;
            }
        }
        Ok(n_closed)
    }
}
