//! What records and messages say of people beyond the columns of the people table.

use super::traits::Traits;
use crate::columns::{text, text_at, time, time_at};
use crate::{Engine, EngineError};
use people::Said;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use vocabulary::{WorkspaceId, literal};

/// What was said of each trait: by its name, then by whom it is said of.
pub type AllSaid = BTreeMap<String, HashMap<String, Vec<Said>>>;

/// What the records of people say of the traits `names`; a name with dots leads into objects, as `company.plan`.
pub async fn of_records(
    engine: &Engine,
    workspace: &WorkspaceId,
    names: &[&str],
) -> Result<AllSaid, EngineError> {
    let sql = format!(
        "select m.person_id as subject, r.source, coalesce(r.observed_at, r.written_at) as at, r.record_id as id, r.traits as said
         from records r join record_map m on m.record_id = r.record_id where {}",
        names_one("r.traits", names)
    );
    read(engine, workspace, names, &sql).await
}

/// What the `group` calls say of the traits of accounts. A later call of one source replaces its earlier ones.
pub async fn of_accounts(
    engine: &Engine,
    workspace: &WorkspaceId,
    names: &[&str],
) -> Result<AllSaid, EngineError> {
    let sql = format!(
        "select group_id as subject, source, occurred_at as at, message_id as id, properties as said
         from events where type = 'group' and group_id is not null and ({})
         order by occurred_at, message_id",
        names_one("properties", names)
    );
    let mut all = read(engine, workspace, names, &sql).await?;
    for said in all.values_mut().flat_map(HashMap::values_mut) {
        let latest: BTreeMap<String, Said> = said.drain(..).map(|word| (word.source.clone(), word)).collect();
        said.extend(latest.into_values());
    }
    Ok(all)
}

/// The values that win by the workspace's rules.
pub fn chosen(rules: &Traits, name: &str, said: HashMap<String, Vec<Said>>) -> HashMap<String, String> {
    let value = |said: &[Said]| rules.choose(name, said).map(|word| word.value.clone());
    said.into_iter().filter_map(|(subject, said)| Some((subject, value(&said)?))).collect()
}

/// Every name that [`of_records`] and, after `account.`, [`of_accounts`] would find something for.
pub async fn names(engine: &Engine, workspace: &WorkspaceId) -> Result<BTreeSet<String>, EngineError> {
    let mut names = BTreeSet::new();
    for (prefix, sql) in [
        (
            "",
            "select distinct r.traits as said from records r join record_map m on m.record_id = r.record_id",
        ),
        ("account.", "select distinct properties as said from events where type = 'group'"),
    ] {
        for batch in engine.query(workspace, &[], sql).await? {
            for said in text(&batch, "said")?.iter().flatten() {
                add_names(prefix, &serde_json::from_str(said).unwrap_or_default(), &mut names);
            }
        }
    }
    Ok(names)
}

async fn read(
    engine: &Engine,
    workspace: &WorkspaceId,
    names: &[&str],
    sql: &str,
) -> Result<AllSaid, EngineError> {
    let mut all = AllSaid::new();
    for batch in engine.query(workspace, &[], sql).await? {
        let (subject, source, id) = (text(&batch, "subject")?, text(&batch, "source")?, text(&batch, "id")?);
        let (said, at) = (text(&batch, "said")?, time(&batch, "at")?);
        for row in 0..batch.num_rows() {
            let Some(said) = text_at(&said, row) else { continue };
            let said: Value = serde_json::from_str(&said).unwrap_or_default();
            for name in names {
                let Some(value) = value_at(&said, name) else { continue };
                let word = Said {
                    value,
                    source: source.value(row).to_owned(),
                    observed_at: time_at(&at, row),
                    id: id.value(row).to_owned(),
                };
                let of_name = all.entry((*name).to_owned()).or_default();
                of_name.entry(subject.value(row).to_owned()).or_default().push(word);
            }
        }
    }
    Ok(all)
}

/// SQL that is true where the JSON text may hold one of the names; what it lets through is read in full.
fn names_one(column: &str, names: &[&str]) -> String {
    let holds = |name: &&str| {
        // As far as the first dot: `company.plan` may be a key as it stands, or lie within `company`.
        let head = name.split('.').next().unwrap_or_default();
        let quoted = Value::from(head).to_string();
        let begins = quoted.strip_suffix('"').unwrap_or(&quoted);
        format!("strpos({column}, {}) > 0", literal(begins))
    };
    names.iter().map(holds).collect::<Vec<_>>().join(" or ")
}

/// The value at a name of a JSON object, as text; lists, objects and empty texts are no value.
fn value_at(said: &Value, name: &str) -> Option<String> {
    if let Some(found) = said.get(name) {
        return value(found);
    }
    let (head, rest) = name.split_once('.')?;
    value_at(said.get(head)?, rest)
}

fn value(found: &Value) -> Option<String> {
    match found {
        Value::String(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(is_true) => Some(is_true.to_string()),
        _ => None,
    }
}

fn add_names(prefix: &str, said: &Value, names: &mut BTreeSet<String>) {
    for (key, found) in said.as_object().into_iter().flatten() {
        match found {
            // What the sender's library says of itself.
            Value::Object(_) if key == "context" => {}
            Value::Object(_) => add_names(&format!("{prefix}{key}."), found, names),
            found if value(found).is_some() => drop(names.insert(format!("{prefix}{key}"))),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
    use super::*;
    use serde_json::json;

    #[test]
    fn a_name_leads_to_a_value_or_to_nothing() {
        let said = json!({
            "plan": " gold ", "seats": 12, "is_trial": false, "a.b": "whole", "a": {"b": "within", "c": 1},
            "tags": ["x"], "empty": " ", "company": {"id": 7, "address": {"city": "Macon"}},
        });
        for (name, expect) in [
            ("plan", Some("gold")),
            ("seats", Some("12")),
            ("is_trial", Some("false")),
            ("a.b", Some("whole")),
            ("a.c", Some("1")),
            ("company.address.city", Some("Macon")),
            ("company", None),
            ("tags", None),
            ("empty", None),
            ("plan.x", None),
            ("shoe_size", None),
        ] {
            assert_eq!(value_at(&said, name).as_deref(), expect, "{name}");
        }
        let mut names = BTreeSet::new();
        add_names("account.", &said, &mut names);
        let all = ["a.b", "a.c", "company.address.city", "company.id", "is_trial", "plan", "seats"];
        assert_eq!(names, all.map(|name| format!("account.{name}")).into());
    }

    #[test]
    fn a_name_is_looked_for_as_json_writes_it() {
        assert_eq!(
            names_one("t", &["o'clock", "a.b"]),
            "strpos(t, '\"o''clock') > 0 or strpos(t, '\"a') > 0"
        );
        assert_eq!(names_one("t", &["say \"x\""]), r#"strpos(t, '"say \"x\"') > 0"#);
    }
}
