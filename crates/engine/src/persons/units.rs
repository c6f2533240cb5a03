//! What is randomised as one, and the strata, of every person a plan looks at.

use super::traits::Traits;
use super::{accounts, strata};
use crate::columns::{text, text_at};
use crate::{Engine, EngineError};
use experiment::{Design, RandomisedUnit};
use std::collections::HashMap;
use vocabulary::{PersonId, WorkspaceId};

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

/// Checks that the people of the workspace have what a design randomises and balances on.
///
/// Errors: as [`Units::read`].
pub async fn check_units(
    engine: &Engine,
    workspace: &WorkspaceId,
    design: &Design,
) -> Result<(), EngineError> {
    Units::read(engine, workspace, design, RandomisedUnit::Person).await.map(drop)
}

impl Units {
    /// Reads what `design` and the holdouts need, and nothing when that is the person's id alone.
    ///
    /// Errors: [`EngineError::Definition`] for a stratum that is a trait of nobody, and for accounts where
    /// nobody has one.
    pub async fn read(
        engine: &Engine,
        workspace: &WorkspaceId,
        design: &Design,
        holdout_unit: RandomisedUnit,
    ) -> Result<Self, EngineError> {
        let is_used = |unit| design.unit == unit || holdout_unit == unit;
        let names = &design.assignment.strata;
        let has_account_strata =
            names.iter().any(|name| name.starts_with(crate::definitions::strata::OF_ACCOUNT));
        let mut units = Self {
            unit: design.unit,
            holdout_unit,
            households: HashMap::new(),
            accounts: HashMap::new(),
            strata: HashMap::new(),
        };
        if is_used(RandomisedUnit::Household) {
            units.households = households(engine, workspace).await?;
        }
        if !is_used(RandomisedUnit::Account) && names.is_empty() {
            return Ok(units);
        }
        let rules = Traits::load(engine, workspace).await?;
        if is_used(RandomisedUnit::Account) || has_account_strata {
            units.accounts = accounts::read(engine, workspace, &rules).await?;
        }
        if is_used(RandomisedUnit::Account) && units.accounts.is_empty() {
            let why = "it randomises or holds out accounts and nobody has one: send `group` calls, or give records a trait `account_id`";
            return Err(EngineError::definition("experiment", &design.experiment, why));
        }
        if !names.is_empty() {
            let (experiment, accounts) = (&design.experiment, &units.accounts);
            units.strata = strata::read(engine, workspace, experiment, names, &rules, accounts).await?;
        }
        Ok(units)
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

async fn households(
    engine: &Engine,
    workspace: &WorkspaceId,
) -> Result<HashMap<String, String>, EngineError> {
    let mut households = HashMap::new();
    let sql = "select person_id, household_id from people where household_id is not null";
    for batch in engine.query(workspace, &[], sql).await? {
        let (person, household) = (text(&batch, "person_id")?, text(&batch, "household_id")?);
        for row in 0..batch.num_rows() {
            households.extend(text_at(&household, row).map(|found| (person.value(row).to_owned(), found)));
        }
    }
    Ok(households)
}
