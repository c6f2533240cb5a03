use crate::GovernanceError;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use vocabulary::MemberId;

/// What a member does in the team.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Plans campaigns and writes content.
    Marketer,
    /// Reads the numbers.
    Analyst,
    /// Keeps the brand's voice.
    Brand,
    /// Keeps the law.
    Legal,
    /// Answers for the team's results.
    Leader,
    /// Keeps the installation.
    Admin,
}

impl Role {
    /// Every role.
    pub const ALL: &'static [Role] =
        &[Role::Marketer, Role::Analyst, Role::Brand, Role::Legal, Role::Leader, Role::Admin];

    /// The word as it is written in files, tables and the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Role::Marketer => "marketer",
            Role::Analyst => "analyst",
            Role::Brand => "brand",
            Role::Legal => "legal",
            Role::Leader => "leader",
            Role::Admin => "admin",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Role {
    type Err = GovernanceError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Role::ALL.iter().copied().find(|role| role.as_str() == text).ok_or_else(|| GovernanceError::Word {
            what: "role",
            input: text.to_owned(),
            allowed: "marketer, analyst, brand, legal, leader, admin",
        })
    }
}

/// Who did something. `Display` is how the audit chain names them.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Actor {
    /// A person with an account.
    Member {
        /// Who.
        id: MemberId,
        /// In which role.
        role: Role,
    },
    /// A language model, by provider and name.
    Model {
        /// As `phrasebook` or `local:SmolLM2-135M-Instruct`.
        name: String,
    },
    /// Truelift itself: a timer, a worker, a migration.
    System,
}

impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Actor::Member { id, .. } => write!(f, "member:{id}"),
            Actor::Model { name } => write!(f, "model:{name}"),
            Actor::System => f.write_str("system"),
        }
    }
}

/// How much harm a release could do; decides how many people must look at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RiskTier {
    /// Wording within approved facts: one approver.
    Low,
    /// New claims, new offers, a new audience: two approvers.
    Medium,
    /// Prices, regulated products, vulnerable people: two approvers, one of them legal.
    High,
}

impl RiskTier {
    /// Every tier, least harm first.
    pub const ALL: &'static [RiskTier] = &[RiskTier::Low, RiskTier::Medium, RiskTier::High];

    /// The word as it is written in files, tables and the API.
    pub fn as_str(self) -> &'static str {
        match self {
            RiskTier::Low => "low",
            RiskTier::Medium => "medium",
            RiskTier::High => "high",
        }
    }

    /// How many different people must approve.
    pub fn n_approvers(self) -> usize {
        match self {
            RiskTier::Low => 1,
            RiskTier::Medium | RiskTier::High => 2,
        }
    }

    /// The role that must be among them, if any.
    pub fn needed_role(self) -> Option<Role> {
        match self {
            RiskTier::Low | RiskTier::Medium => None,
            RiskTier::High => Some(Role::Legal),
        }
    }
}

impl fmt::Display for RiskTier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for RiskTier {
    type Err = GovernanceError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        RiskTier::ALL.iter().copied().find(|tier| tier.as_str() == text).ok_or_else(|| {
            GovernanceError::Word { what: "risk tier", input: text.to_owned(), allowed: "low, medium, high" }
        })
    }
}
