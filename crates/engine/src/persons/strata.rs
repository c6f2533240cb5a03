//! The strata of people: the values within which a design balances its arms.

use super::said;
use super::traits::Traits;
use crate::columns::{text, text_at};
use crate::definitions::strata::{COLUMNS, OF_ACCOUNT};
use crate::{Engine, EngineError};
use arrow::array::StringArray;
use std::collections::HashMap;
use vocabulary::WorkspaceId;

/// How many traits an error lists.
const N_LISTED: usize = 40;

/// The stratum of every person, as `state=GA, plan=gold`; a value nobody knows is a stratum of its own.
///
/// Shapes: `accounts` is the account by person, for strata of accounts.
/// Errors: [`EngineError::Definition`] for a trait that nobody has; it names those there are.
pub async fn read(
    engine: &Engine,
    workspace: &WorkspaceId,
    experiment: &str,
    names: &[String],
    rules: &Traits,
    accounts: &HashMap<String, String>,
) -> Result<HashMap<String, String>, EngineError> {
    let all = Values::read(engine, workspace, names, rules).await?;
    if let Some(name) = names.iter().find(|name| !all.has(name)) {
        return Err(nobody_has(engine, workspace, experiment, name).await?);
    }
    let mut strata = HashMap::new();
    let sql = "select person_id, city, country, postcode, state from people";
    for batch in engine.query(workspace, &[], sql).await? {
        let people = text(&batch, "person_id")?;
        let column = |name: &'static str| Ok((name, text(&batch, name)?));
        let columns =
            COLUMNS.into_iter().map(column).collect::<Result<HashMap<&str, StringArray>, EngineError>>()?;
        for row in 0..batch.num_rows() {
            let person = people.value(row);
            let part = |name: &String| {
                let found = match columns.get(name.as_str()) {
                    Some(column) => text_at(column, row),
                    None => all.of(name, person, accounts.get(person)),
                };
                // A blank and no sign of equality: no value can be taken for the missing one.
                found.map_or_else(|| format!("{name} unknown"), |found| format!("{name}={found}"))
            };
            strata.insert(person.to_owned(), names.iter().map(part).collect::<Vec<_>>().join(", "));
        }
    }
    Ok(strata)
}

/// The values of strata that are no columns.
struct Values {
    of_people: HashMap<String, HashMap<String, String>>,
    of_accounts: HashMap<String, HashMap<String, String>>,
}

impl Values {
    async fn read(
        engine: &Engine,
        workspace: &WorkspaceId,
        names: &[String],
        rules: &Traits,
    ) -> Result<Self, EngineError> {
        let others = || names.iter().map(String::as_str).filter(|name| !COLUMNS.contains(name));
        let accounts: Vec<&str> = others().filter_map(|name| name.strip_prefix(OF_ACCOUNT)).collect();
        let people: Vec<&str> = others().collect();
        let mut values = Self { of_people: HashMap::new(), of_accounts: HashMap::new() };
        if !people.is_empty() {
            for (name, said) in said::of_records(engine, workspace, &people).await? {
                let chosen = said::chosen(rules, &name, said);
                values.of_people.insert(name, chosen);
            }
        }
        if !accounts.is_empty() {
            for (name, said) in said::of_accounts(engine, workspace, &accounts).await? {
                let chosen = said::chosen(rules, &name, said);
                values.of_accounts.insert(name, chosen);
            }
        }
        Ok(values)
    }

    fn has(&self, name: &str) -> bool {
        let of_account = name.strip_prefix(OF_ACCOUNT);
        COLUMNS.contains(&name)
            || self.of_people.contains_key(name)
            || of_account.is_some_and(|name| self.of_accounts.contains_key(name))
    }

    fn of(&self, name: &str, person: &str, account: Option<&String>) -> Option<String> {
        let of_account = || self.of_accounts.get(name.strip_prefix(OF_ACCOUNT)?)?.get(account?);
        let of_person = || self.of_people.get(name)?.get(person);
        of_account().or_else(of_person).cloned()
    }
}

/// Says that nobody has a trait, and which traits there are.
async fn nobody_has(
    engine: &Engine,
    workspace: &WorkspaceId,
    experiment: &str,
    name: &str,
) -> Result<EngineError, EngineError> {
    let mut known = said::names(engine, workspace).await?;
    known.extend(COLUMNS.map(str::to_owned));
    let n_more = known.len().saturating_sub(N_LISTED);
    let listed: Vec<String> = known.into_iter().take(N_LISTED).collect();
    let more = if n_more == 0 { String::new() } else { format!(" and {n_more} more") };
    let why =
        format!("its stratum `{name}` is a trait that nobody has: there are {}{more}", listed.join(", "));
    Ok(EngineError::definition("experiment", experiment, why))
}
