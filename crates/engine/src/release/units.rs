//! What is randomised as one, and the strata, of every person a plan looks at.

use crate::columns::{text, text_at};
use crate::{Engine, EngineError};
use experiment::{Design, RandomisedUnit};
use std::collections::HashMap;
use vocabulary::{PersonId, WorkspaceId};

/// The traits a design may balance on: few values, and none that names a person.
pub const STRATA: [&str; 4] = ["city", "country", "postcode", "state"];

/// The trait that says which account a person belongs to.
const ACCOUNT: &str = "account_id";

/// The ids and the stratum of one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ids {
    /// What the design randomises as one.
    pub unit_id: String,
    /// What the holdouts keep back as one.
    pub holdout_id: String,
    /// The values of the strata, as `state=GA, country=US`; empty without strata.
    pub stratum: String,
}

/// The units and strata of the workspace's people.
pub struct Units {
    unit: RandomisedUnit,
    holdout_unit: RandomisedUnit,
    households: HashMap<String, String>,
    accounts: HashMap<String, String>,
    strata: HashMap<String, String>,
}

impl Units {
    /// Reads what `design` and the holdouts need, and nothing when that is the person's id alone.
    pub async fn read(
        engine: &Engine,
        workspace: &WorkspaceId,
        design: &Design,
        holdout_unit: RandomisedUnit,
    ) -> Result<Self, EngineError> {
        let is_used = |unit| design.unit == unit || holdout_unit == unit;
        let mut units = Self {
            unit: design.unit,
            holdout_unit,
            households: HashMap::new(),
            accounts: HashMap::new(),
            strata: HashMap::new(),
        };
        let strata = &design.assignment.strata;
        if is_used(RandomisedUnit::Household) || !strata.is_empty() {
            units.read_people(engine, workspace, strata).await?;
        }
        if is_used(RandomisedUnit::Account) {
            units.read_accounts(engine, workspace).await?;
        }
        Ok(units)
    }

    async fn read_people(
        &mut self,
        engine: &Engine,
        workspace: &WorkspaceId,
        strata: &[String],
    ) -> Result<(), EngineError> {
        let sql = "select person_id, household_id, city, country, postcode, state from people";
        for batch in engine.query(workspace, &[], sql).await? {
            let (person, household) = (text(&batch, "person_id")?, text(&batch, "household_id")?);
            let columns = strata
                .iter()
                .map(|name| Ok((name, text(&batch, name)?)))
                .collect::<Result<Vec<_>, EngineError>>()?;
            for row in 0..batch.num_rows() {
                let person = person.value(row);
                if let Some(household) = text_at(&household, row) {
                    self.households.insert(person.to_owned(), household);
                }
                let value = |(name, column): &(&String, _)| {
                    format!("{name}={}", text_at(column, row).unwrap_or_else(|| "unknown".to_owned()))
                };
                let values: Vec<String> = columns.iter().map(value).collect();
                self.strata.insert(person.to_owned(), values.join(", "));
            }
        }
        Ok(())
    }

    /// Of several accounts the alphabetically first counts, so that every run says the same.
    async fn read_accounts(&mut self, engine: &Engine, workspace: &WorkspaceId) -> Result<(), EngineError> {
        let sql = format!(
            "select m.person_id, r.traits from records r join record_map m on m.record_id = r.record_id
             where r.traits like '%\"{ACCOUNT}\"%'"
        );
        for batch in engine.query(workspace, &[], &sql).await? {
            let (person, traits) = (text(&batch, "person_id")?, text(&batch, "traits")?);
            for row in 0..batch.num_rows() {
                let traits: serde_json::Value = serde_json::from_str(traits.value(row)).unwrap_or_default();
                let account = match traits.get(ACCOUNT) {
                    Some(serde_json::Value::String(account)) => account.trim().to_owned(),
                    Some(serde_json::Value::Number(account)) => account.to_string(),
                    _ => continue,
                };
                let kept =
                    self.accounts.entry(person.value(row).to_owned()).or_insert_with(|| account.clone());
                *kept = account.min(kept.clone());
            }
        }
        Ok(())
    }

    /// The ids and the stratum of a person.
    pub fn of(&self, person: &PersonId) -> Ids {
        let id = |unit| match unit {
            RandomisedUnit::Person => None,
            RandomisedUnit::Household => self.households.get(person.as_str()).cloned(),
            RandomisedUnit::Account => {
                self.accounts.get(person.as_str()).map(|account| format!("account:{account}"))
            }
        };
        // Who lives alone, or has no account, is a unit of one.
        let or_person = |id: Option<String>| id.unwrap_or_else(|| person.to_string());
        Ids {
            unit_id: or_person(id(self.unit)),
            holdout_id: or_person(id(self.holdout_unit)),
            stratum: self.strata.get(person.as_str()).cloned().unwrap_or_default(),
        }
    }
}
