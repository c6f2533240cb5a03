//! What is randomised as one, and what its arms are there for.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What an arm is there for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Gets what people get today.
    Baseline,
    /// Gets what is tried.
    Treatment,
    /// Gets nothing, so that the whole effect can be seen. Never silently removed.
    Holdout,
}

impl Role {
    /// The word as it stands in files and in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Baseline => "baseline",
            Self::Treatment => "treatment",
            Self::Holdout => "holdout",
        }
    }
}

/// What is randomised as one: everybody of one household or account is in one arm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RandomisedUnit {
    /// A unified person.
    #[default]
    Person,
    /// People who live together; who lives alone is a unit of one.
    Household,
    /// People of one customer account; who has none is a unit of one.
    Account,
}

impl RandomisedUnit {
    /// The word as it stands in files and in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Household => "household",
            Self::Account => "account",
        }
    }
}

/// One randomised part of the people.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Arm {
    /// Its name, unique in the design.
    pub name: String,
    /// What it is there for.
    pub role: Role,
    /// Its share of the people, against the sum of all weights; above 0.
    pub weight: f64,
    /// Whether it goes on as the brand does today, beside what is tried: a baseline with the brand's own
    /// message. Without it a baseline gets the shared body under the brand's own subject line.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub business_as_usual: bool,
}
