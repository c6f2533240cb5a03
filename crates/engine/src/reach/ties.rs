//! What ties people to handles beyond those they have now: rows that changed, and rows that nobody has unified yet.

use super::{Kind, Reach};
use crate::columns::{text, text_at};
use crate::{Engine, EngineError};
use arrow::array::StringArray;
use std::collections::{BTreeSet, HashMap, HashSet};
use vocabulary::WorkspaceId;

/// A number in more rows than this is that of a till or an office and ties nobody to anybody.
const N_ROWS_OF_A_NUMBER_MAX: usize = 10;

/// Handles that rows name together, row by row: whoever has one has all of those it leads to.
#[derive(Default)]
struct Together {
    place_of: HashMap<String, usize>,
    handles: Vec<String>,
    /// A forest: each handle leads to another of its group, or to itself.
    above: Vec<usize>,
    n_rows: Vec<usize>,
}

impl Together {
    fn place(&mut self, handle: &str) -> usize {
        if let Some(place) = self.place_of.get(handle) {
            return *place;
        }
        let place = self.handles.len();
        self.place_of.insert(handle.to_owned(), place);
        self.handles.push(handle.to_owned());
        self.above.push(place);
        self.n_rows.push(0);
        place
    }

    fn root(&mut self, mut place: usize) -> usize {
        while let Some(above) = self.above.get(place).copied().filter(|above| *above != place) {
            let over = self.above.get(above).copied().unwrap_or(above);
            if let Some(slot) = self.above.get_mut(place) {
                *slot = over;
            }
            place = above;
        }
        place
    }

    /// Whether a handle says who somebody is.
    fn is_telling(&self, handle: &str) -> bool {
        let n_rows = self.place_of.get(handle).and_then(|place| self.n_rows.get(*place));
        !handle.starts_with("phone:") || n_rows.is_none_or(|n| *n <= N_ROWS_OF_A_NUMBER_MAX)
    }

    /// The groups of rows: by handle the number of its group, and the handles of each.
    fn of(rows: &[BTreeSet<String>]) -> Self {
        let mut together = Self::default();
        for handle in rows.iter().flatten() {
            let place = together.place(handle);
            if let Some(n) = together.n_rows.get_mut(place) {
                *n += 1;
            }
        }
        for row in rows {
            let telling: Vec<&String> = row.iter().filter(|handle| together.is_telling(handle)).collect();
            let places: Vec<usize> = telling.into_iter().map(|handle| together.place(handle)).collect();
            for pair in places.windows(2) {
                let [left, right] = pair else { continue };
                let (left, right) = (together.root(*left), together.root(*right));
                if let Some(slot) = together.above.get_mut(left) {
                    *slot = right;
                }
            }
        }
        together
    }

    fn groups(&mut self) -> HashMap<usize, Vec<String>> {
        let mut groups: HashMap<usize, Vec<String>> = HashMap::new();
        for place in 0..self.handles.len() {
            let root = self.root(place);
            if let Some(handle) = self.handles.get(place) {
                groups.entry(root).or_default().push(handle.clone());
            }
        }
        groups
    }
}

impl Reach {
    /// Adds to people what may only forbid: handles that a source named them by before it changed its row, and
    /// those that rows nobody has unified yet name together with one of theirs, over as many rows as it takes.
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
        self.tie(&alone);
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
            let of_places =
                person.addresses.iter().flat_map(|place| place.aliases.iter().chain([&place.mailbox]));
            let known = person.identifiers.iter().chain(of_places);
            let places: Vec<usize> = known
                .filter(|handle| together.is_telling(handle))
                .filter_map(|handle| together.place_of.get(handle.as_str()).copied())
                .collect();
            let roots: HashSet<usize> = places.into_iter().map(|place| together.root(place)).collect();
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;

    fn row(handles: &[&str]) -> BTreeSet<String> {
        handles.iter().map(|handle| (*handle).to_owned()).collect()
    }

    #[test]
    fn rows_lead_from_handle_to_handle_but_not_over_a_till() {
        let mut rows = vec![row(&["mailbox:b", "customer_id:9"]), row(&["customer_id:9", "mailbox:a"])];
        rows.extend((0..12).map(|n| row(&["phone:+1", &format!("mailbox:till{n}")])));
        rows.push(row(&["mailbox:b", "phone:+1"]));
        let mut together = Together::of(&rows);
        let groups = together.groups();
        let mut of = |handle: &str| {
            let place = together.place_of[handle];
            let mut group = groups[&together.root(place)].clone();
            group.sort();
            group
        };
        assert_eq!(of("mailbox:b"), ["customer_id:9", "mailbox:a", "mailbox:b"]);
        assert_eq!(of("mailbox:till3"), ["mailbox:till3"]);
    }
}
