//! What ties people to handles beyond those they have now: rows that changed, and rows that nobody has unified yet.

use super::same::Same;
use super::together::Together;
use super::{Kind, Reach};
use crate::columns::{text, text_at};
use crate::{Engine, EngineError};
use arrow::array::StringArray;
use std::collections::{BTreeSet, HashSet};
use vocabulary::WorkspaceId;

impl Reach {
    /// Adds to people what may only forbid: handles that a source named them by before it changed its row, and
    /// those that rows nobody has unified yet, or aliases, name together with one of theirs, over as many as it takes.
    pub(super) async fn read_ties(
        &mut self,
        engine: &Engine,
        workspace: &WorkspaceId,
        among: &str,
    ) -> Result<(), EngineError> {
        // What a browser posts forbids nobody; a row that a member mended does, like any row of a file.
        let sql = format!(
            "select m.person_id, v.email, v.phone, v.customer_id, v.anonymous_id, v.country
             from record_versions v left join record_map m on m.record_id = v.record_id
             where coalesce(v.way, '') <> '{}' and (m.record_id is null or ({among} and v.record_id in (
               select record_id from record_versions group by record_id having 1 < count(*))))",
            sources::segment::POSTED
        );
        let mut alone: Vec<BTreeSet<String>> = Vec::new();
        for batch in engine.query(workspace, &[], &sql).await? {
            let (person, country) = (text(&batch, "person_id")?, text(&batch, "country")?);
            let columns = [
                text(&batch, "email")?,
                text(&batch, "phone")?,
                text(&batch, "customer_id")?,
                text(&batch, "anonymous_id")?,
            ];
            for row in 0..batch.num_rows() {
                let handles = handles(&columns, text_at(&country, row).as_deref(), row);
                match text_at(&person, row) {
                    Some(person) => {
                        if let Some(person) = self.people.get_mut(&person) {
                            person.identifiers.extend(handles);
                        }
                    }
                    None if 1 < handles.len() => alone.push(handles),
                    None => {}
                }
            }
        }
        let same = Same::read(engine, workspace).await?;
        self.name_devices(&same);
        alone.extend(same.one.iter().cloned());
        self.tie(&alone);
        self.share(&same);
        for person in self.people.values_mut() {
            person.identifiers.sort_unstable();
            person.identifiers.dedup();
        }
        Ok(())
    }

    /// Gives everybody the handles of the rows that name one of theirs.
    fn tie(&mut self, rows: &[BTreeSet<String>]) {
        if rows.is_empty() {
            return;
        }
        let mut together = Together::of(rows);
        let groups = together.groups();
        for person in self.people.values_mut() {
            let roots: HashSet<usize> =
                person.handles().filter_map(|handle| together.group_of(handle)).collect();
            let ties = roots.iter().filter_map(|root| groups.get(root)).flatten().cloned();
            person.identifiers.extend(ties);
        }
    }
}

/// Every handle of a row under all the keys a no may stand under.
fn handles(columns: &[StringArray; 4], country: Option<&str>, row: usize) -> BTreeSet<String> {
    let [email, phone, customer, anonymous] = columns.each_ref().map(|column| text_at(column, row));
    let mut handles = BTreeSet::new();
    for (kind, value) in [(Kind::Email, email), (Kind::Phone, phone)] {
        for place in value.map(|value| kind.places(&value, country)).unwrap_or_default() {
            handles.extend(place.aliases);
            handles.insert(place.mailbox);
        }
    }
    let customer = customer.and_then(|raw| normalise::customer_id(&raw).ok());
    handles.extend(customer.map(|id| format!("customer_id:{id}")));
    let anonymous = anonymous.and_then(|raw| normalise::anonymous_id(&raw).ok());
    handles.extend(anonymous.map(|id| format!("anonymous_id:{id}")));
    handles
}
