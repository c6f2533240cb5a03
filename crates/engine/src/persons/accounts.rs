//! Which account each person belongs to.

use super::said;
use super::traits::Traits;
use crate::columns::{text, time, time_at};
use crate::{Engine, EngineError, persons::views};
use people::{ACCOUNT, Said};
use std::collections::HashMap;
use vocabulary::WorkspaceId;

/// The traits of a record that name its account: ours, and the one of the Segment spec.
const TRAITS: [&str; 2] = [ACCOUNT, "company.id"];

/// The account of each person who has one.
///
/// A person's word is the latest `group` call of each source, and the traits of their records. Of several
/// accounts one wins by the rules that every trait has.
pub async fn read(
    engine: &Engine,
    workspace: &WorkspaceId,
    rules: &Traits,
) -> Result<HashMap<String, String>, EngineError> {
    let mut said = of_calls(engine, workspace).await?;
    for of_name in said::of_records(engine, workspace, &TRAITS).await?.into_values() {
        for (person, words) in of_name {
            said.entry(person).or_default().extend(words);
        }
    }
    Ok(said::chosen(rules, ACCOUNT, said))
}

async fn of_calls(
    engine: &Engine,
    workspace: &WorkspaceId,
) -> Result<HashMap<String, Vec<Said>>, EngineError> {
    let sql = "select person_id, group_id, source, occurred_at, message_id from (
            select person_id, group_id, source, occurred_at, message_id,
                row_number() over (partition by person_id, source order by occurred_at desc, message_id) as nth
            from person_events where type = 'group' and group_id is not null
        ) where nth = 1";
    let mut said: HashMap<String, Vec<Said>> = HashMap::new();
    for batch in engine.query(workspace, &[views::PERSON_EVENTS], sql).await? {
        let (person, group) = (text(&batch, "person_id")?, text(&batch, "group_id")?);
        let (source, id) = (text(&batch, "source")?, text(&batch, "message_id")?);
        let at = time(&batch, "occurred_at")?;
        for row in 0..batch.num_rows() {
            said.entry(person.value(row).to_owned()).or_default().push(Said {
                value: group.value(row).to_owned(),
                source: source.value(row).to_owned(),
                observed_at: time_at(&at, row),
                id: id.value(row).to_owned(),
            });
        }
    }
    Ok(said)
}
