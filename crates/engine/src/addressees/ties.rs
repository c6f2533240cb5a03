//! What ties people to handles beyond those they have now: rows that changed, and rows that nobody has unified yet.

use super::handles::{handles, handles_in};
use super::loose::Loose;
use super::together::Together;
use super::{Person, Place, Reach};
use crate::columns::{text, text_at};
use crate::{Engine, EngineError};
use lake::Table;
use std::collections::{BTreeMap, BTreeSet};
use vocabulary::WorkspaceId;

impl Reach {
    /// Adds to people what may only forbid: handles that a source named them by before it changed its row, and
    /// those that rows nobody has unified yet, or aliases, name together with one of theirs, over as many as it takes.
    pub(super) async fn read_ties(
        &mut self,
        engine: &Engine,
        workspace: &WorkspaceId,
        among: &str,
        loose: &Loose,
    ) -> Result<(), EngineError> {
        self.read_changed(engine, workspace, among).await?;
        self.name_devices(&loose.same);
        let mut alone = loose.rows.clone();
        alone.extend(loose.same.one.iter().cloned());
        for (id, ties) in self.tied(&alone) {
            self.people.entry(id).or_default().identifiers.extend(ties);
        }
        self.share(&loose.same);
        for (id, ties) in self.tied(&loose.changed) {
            self.people.entry(id).or_default().ties.extend(ties);
        }
        for person in self.people.values_mut() {
            for handles in [&mut person.identifiers, &mut person.ties] {
                handles.sort_unstable();
                handles.dedup();
            }
        }
        Ok(())
    }

    /// Adds the handles that a source named people by before it changed its row.
    async fn read_changed(
        &mut self,
        engine: &Engine,
        workspace: &WorkspaceId,
        among: &str,
    ) -> Result<(), EngineError> {
        if engine.lake.state_of(&[Table::RecordChanges]).await?.is_untouched() {
            return Ok(());
        }
        // What a browser posts forbids nobody; a row that a member mended does, like any row of a file.
        let sql = format!(
            "select m.person_id, v.email, v.phone, v.customer_id, v.anonymous_id, v.country
             from record_versions v join record_map m on m.record_id = v.record_id
             where coalesce(v.way, '') <> '{}' and {among} and v.record_id in (
               select record_id from record_versions group by record_id having 1 < count(*))",
            sources::segment::POSTED
        );
        for batch in engine.query(workspace, &[], &sql).await? {
            let (person, country) = (text(&batch, "person_id")?, text(&batch, "country")?);
            let columns = handles_in(&batch)?;
            for row in 0..batch.num_rows() {
                if let Some(person) = self.people.get_mut(person.value(row)) {
                    person.identifiers.extend(handles(&columns, text_at(&country, row).as_deref(), row));
                }
            }
        }
        Ok(())
    }

    /// By person the handles of the rows that name one of theirs.
    fn tied(&self, rows: &[BTreeSet<String>]) -> Vec<(String, Vec<String>)> {
        if rows.is_empty() {
            return Vec::new();
        }
        let mut tied = Vec::new();
        let mut together = Together::of(rows);
        let groups = together.groups();
        for (id, person) in &self.people {
            let mut roots: BTreeMap<usize, bool> = BTreeMap::new();
            for handle in person.handles() {
                if let Some(root) = together.group_of(handle) {
                    *roots.entry(root).or_default() |= person.is_told_by(handle);
                }
            }
            let numbers: BTreeSet<&String> = person.numbers().collect();
            // Two customer numbers are two people, who share a telephone as a household does: unified, neither would
            // speak for the other, and so it is before.
            let is_another = |group: &[String]| {
                let mut theirs = group.iter().filter(|handle| is_number(handle)).peekable();
                !numbers.is_empty()
                    && theirs.peek().is_some()
                    && !theirs.any(|number| numbers.contains(number))
            };
            let groups = roots.iter().filter_map(|(root, is_told)| Some((groups.get(root)?, is_told)));
            let groups = groups.filter(|(group, is_told)| **is_told || !is_another(group));
            let ties: Vec<String> = groups.flat_map(|(group, _)| group.iter().cloned()).collect();
            if !ties.is_empty() {
                tied.push((id.clone(), ties));
            }
        }
        tied
    }
}

impl Person {
    /// Whether a handle is one that this channel reaches them by, or one that nobody else has: their customer number,
    /// their device.
    fn is_told_by(&self, handle: &str) -> bool {
        let is_own = handle.starts_with("customer_id:") || handle.starts_with("anonymous_id:");
        let is_of =
            |place: &Place| place.mailbox == handle || place.aliases.iter().any(|alias| alias == handle);
        is_own || self.addresses.iter().any(is_of)
    }

    fn numbers(&self) -> impl Iterator<Item = &String> {
        self.identifiers.iter().filter(|handle| is_number(handle))
    }
}

fn is_number(handle: &str) -> bool {
    handle.starts_with("customer_id:")
}
