//! Which account each person belongs to.

use super::traits::Traits;
use super::{said, trust};
use crate::columns::{boolean, text, time, time_at};
use crate::{Engine, EngineError, persons::views};
use people::{ACCOUNT, Said};
use std::collections::{HashMap, HashSet};
use vocabulary::{Assertion, WorkspaceId};

/// The traits of a record that name its account: ours, and the one of the Segment spec.
const TRAITS: [&str; 2] = [ACCOUNT, "company.id"];

/// The account of each person who has one.
///
/// A person's word is the latest `group` call of each source, and the traits of their records. Of several
/// accounts one wins by the rules that every trait has. Of somebody whom a trusted source knows only trusted words
/// count: whoever finds the key in a page could move them to another account.
pub async fn read(
    engine: &Engine,
    workspace: &WorkspaceId,
    rules: &Traits,
) -> Result<HashMap<String, String>, EngineError> {
    let (mut said, doubted) = of_calls(engine, workspace).await?;
    let of_records = said::of_records(engine, workspace, &TRAITS).await?;
    let (known, doubted_records) = known(engine, workspace).await?;
    for of_name in of_records.into_values() {
        for (person, mut words) in of_name {
            if known.contains(&person) {
                words.retain(|word| !doubted_records.contains(&word.id));
            }
            said.entry(person).or_default().extend(words);
        }
    }
    for (person, words) in doubted {
        if !known.contains(&person) {
            said.entry(person).or_default().extend(words);
        }
    }
    said.retain(|_, words| !words.is_empty());
    Ok(said::chosen(rules, ACCOUNT, said))
}

/// The people of whom a trusted source has a record, and the records of other sources.
async fn known(
    engine: &Engine,
    workspace: &WorkspaceId,
) -> Result<(HashSet<String>, HashSet<String>), EngineError> {
    let trusts = engine.store.source_trusts(workspace).await?;
    let (mut people, mut doubted) = (HashSet::new(), HashSet::new());
    // Nobody is doubted: then nobody needs to be known.
    if trusts.is_nobody_doubted() {
        return Ok((people, doubted));
    }
    let is_believed = trust::believed(engine, workspace, "r", Assertion::CustomerIds).await?;
    let sql = format!(
        "select m.person_id, r.record_id, {is_believed} as is_believed
         from records r join record_map m on m.record_id = r.record_id"
    );
    for batch in engine.query(workspace, &[], &sql).await? {
        let (person, record) = (text(&batch, "person_id")?, text(&batch, "record_id")?);
        let is_believed = boolean(&batch, "is_believed")?;
        for row in 0..batch.num_rows() {
            match is_believed.value(row) {
                true => people.insert(person.value(row).to_owned()),
                false => doubted.insert(record.value(row).to_owned()),
            };
        }
    }
    let is_believed = trust::believed(engine, workspace, "e", Assertion::CustomerIds).await?;
    let sql = format!("select distinct e.person_id from person_events e where {is_believed}");
    for batch in engine.query(workspace, &[views::PERSON_EVENTS], &sql).await? {
        people.extend(text(&batch, "person_id")?.iter().flatten().map(str::to_owned));
    }
    Ok((people, doubted))
}

type OfPeople = HashMap<String, Vec<Said>>;

/// What the `group` calls of trusted sources say, and those of others.
async fn of_calls(engine: &Engine, workspace: &WorkspaceId) -> Result<(OfPeople, OfPeople), EngineError> {
    let is_believed = trust::believed(engine, workspace, "e", Assertion::CustomerIds).await?;
    let sql = format!(
        "select person_id, group_id, source, occurred_at, message_id, is_believed from (
            select person_id, group_id, source, occurred_at, message_id, is_believed,
                row_number() over (
                    partition by person_id, source, is_believed order by occurred_at desc, message_id
                ) as nth
            from (
                select e.person_id, e.group_id, e.source, e.occurred_at, e.message_id,
                    {is_believed} as is_believed
                from person_events e where e.type = 'group' and e.group_id is not null
            )
        ) where nth = 1"
    );
    let (mut trusted, mut doubted) = (OfPeople::new(), OfPeople::new());
    for batch in engine.query(workspace, &[views::PERSON_EVENTS], &sql).await? {
        let is_believed = boolean(&batch, "is_believed")?;
        let (person, group) = (text(&batch, "person_id")?, text(&batch, "group_id")?);
        let (source, id) = (text(&batch, "source")?, text(&batch, "message_id")?);
        let at = time(&batch, "occurred_at")?;
        for row in 0..batch.num_rows() {
            let said = if is_believed.value(row) { &mut trusted } else { &mut doubted };
            said.entry(person.value(row).to_owned()).or_default().push(Said {
                value: group.value(row).to_owned(),
                source: source.value(row).to_owned(),
                observed_at: time_at(&at, row),
                id: id.value(row).to_owned(),
            });
        }
    }
    Ok((trusted, doubted))
}
