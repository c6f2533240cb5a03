//! What people of the market receive.

use crate::SimulatorError;
use std::fmt;
use std::str::FromStr;

/// What someone received.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Arm {
    /// Nothing.
    Holdout,
    /// The usual subject line.
    BusinessAsUsual,
    /// The line written by AI.
    Ai,
}

impl Arm {
    /// Every arm.
    pub const ALL: [Arm; 3] = [Arm::Holdout, Arm::BusinessAsUsual, Arm::Ai];

    /// The word as it stands in the pilot: `holdout`, `business_as_usual` or `ai`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Holdout => "holdout",
            Self::BusinessAsUsual => "business_as_usual",
            Self::Ai => "ai",
        }
    }
}

impl fmt::Display for Arm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Arm {
    type Err = SimulatorError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let found = Self::ALL.into_iter().find(|arm| arm.as_str() == text);
        found.ok_or_else(|| SimulatorError::UnknownArm { input: text.to_owned() })
    }
}

/// One unified person who reached the point of treatment; in the holdout, by receiving nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exposure {
    /// Keys `kind:value`, strongest first; the first that this world knows names the true person.
    pub identifiers: Vec<String>,
    /// What was received.
    pub arm: Arm,
}

/// Days after `now` within which reactions happen.
pub(crate) const WINDOW_DAYS: i64 = 14;
/// Chance of a second order after a first one.
pub(crate) const P_SECOND_ORDER: f64 = 0.12;
