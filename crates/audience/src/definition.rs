use crate::traits::{TRAITS, TraitKind, trait_kind};
use serde::{Deserialize, Serialize};
use vocabulary::{Channel, Digest, Purpose, Timestamp};

/// Deepest nesting of conditions: the engine's SQL parser gives up at 50, and readers long before.
const MAX_DEPTH: usize = 8;

/// Longest window: ten years.
const MAX_DAYS: u32 = 3660;

/// An audience as code: a name, what it is for, and the condition its members meet.
///
/// Reading it checks its shape (an unknown key is an error); [`Definition::validate`] checks its sense.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Definition {
    /// Unique within a workspace: lower-case letters, digits and hyphens.
    pub name: String,
    /// What it is for, in words.
    #[serde(default)]
    pub description: String,
    /// Who belongs to it.
    pub who: Condition,
}

/// A condition on one person. Every leaf is true or false: something unknown is never a third value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Condition {
    /// Every one holds.
    All(Vec<Condition>),
    /// At least one holds.
    Any(Vec<Condition>),
    /// It does not hold.
    Not(Box<Condition>),
    /// A trait has a value.
    Trait(TraitTest),
    /// Events were seen, or not.
    Behaviour(Behaviour),
    /// The person agreed.
    Consent(ConsentTest),
}

/// A test of one trait. Written as `trait: { name: state, one_of: [GA, AL] }`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "TraitText", into = "TraitText")]
pub struct TraitTest {
    /// A column of the people table.
    pub name: String,
    /// What its value must be.
    pub rule: TraitRule,
}

/// What the value of a trait must be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TraitRule {
    /// Known and equal.
    Is(String),
    /// Unknown or different: the opposite of [`TraitRule::Is`].
    IsNot(String),
    /// Known and equal to one of them.
    OneOf(Vec<String>),
    /// Known (true) or unknown (false).
    Exists(bool),
    /// Known and earlier.
    Before(Timestamp),
    /// Known and at this moment or later.
    After(Timestamp),
    /// Known and not smaller.
    AtLeast(i64),
    /// Known and not larger.
    AtMost(i64),
}

/// A trait test as it is written: one key beside the name.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct TraitText {
    name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    is: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    is_not: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    one_of: Option<Vec<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    exists: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    before: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    after: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    at_least: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    at_most: Option<i64>,
}

impl TryFrom<TraitText> for TraitTest {
    type Error = DefinitionError;
    fn try_from(text: TraitText) -> Result<Self, Self::Error> {
        let mut rules = [
            text.is.map(TraitRule::Is),
            text.is_not.map(TraitRule::IsNot),
            text.one_of.map(TraitRule::OneOf),
            text.exists.map(TraitRule::Exists),
            text.before.map(TraitRule::Before),
            text.after.map(TraitRule::After),
            text.at_least.map(TraitRule::AtLeast),
            text.at_most.map(TraitRule::AtMost),
        ]
        .into_iter()
        .flatten();
        match (rules.next(), rules.next()) {
            (Some(rule), None) => Ok(Self { name: text.name, rule }),
            _ => Err(DefinitionError::OneRule { name: text.name }),
        }
    }
}

impl From<TraitTest> for TraitText {
    fn from(test: TraitTest) -> Self {
        let text = TraitText { name: test.name, ..TraitText::default() };
        match test.rule {
            TraitRule::Is(value) => TraitText { is: Some(value), ..text },
            TraitRule::IsNot(value) => TraitText { is_not: Some(value), ..text },
            TraitRule::OneOf(values) => TraitText { one_of: Some(values), ..text },
            TraitRule::Exists(is_known) => TraitText { exists: Some(is_known), ..text },
            TraitRule::Before(at) => TraitText { before: Some(at), ..text },
            TraitRule::After(at) => TraitText { after: Some(at), ..text },
            TraitRule::AtLeast(n) => TraitText { at_least: Some(n), ..text },
            TraitRule::AtMost(n) => TraitText { at_most: Some(n), ..text },
        }
    }
}

/// How often an event was seen in a window that ends now.
///
/// Units: days of 24 hours; the window is (now - within_days, now - not_within_days].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Behaviour {
    /// The event's name, as `Order Completed`.
    pub event: String,
    /// Fewest times.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_least: Option<u32>,
    /// Most times; 0 for never.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_most: Option<u32>,
    /// How far back; None for ever.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within_days: Option<u32>,
    /// Leaves out the last so many days; None for none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_within_days: Option<u32>,
    /// Counts only events with at least this revenue, in minor units; one without revenue does not count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_revenue_minor: Option<i64>,
}

/// That the person agreed to be contacted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConsentTest {
    /// For what.
    pub purpose: Purpose,
    /// By which way.
    pub channel: Channel,
}

/// Why a definition makes no sense.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DefinitionError {
    /// The name is not one.
    #[error("`{name}` is not an audience name: use 1 to 64 lower-case letters, digits and hyphens")]
    Name {
        /// What was given.
        name: String,
    },
    /// A trait test has no rule or several.
    #[error(
        "trait `{name}` needs exactly one of is, is_not, one_of, exists, before, after, at_least, at_most"
    )]
    OneRule {
        /// The trait.
        name: String,
    },
    /// The people table has no such column.
    #[error("`{name}` is not a trait: use one of {known}")]
    UnknownTrait {
        /// What was given.
        name: String,
        /// The known ones, comma-separated.
        known: String,
    },
    /// A rule does not fit what the trait holds.
    #[error("trait `{name}` cannot be tested by `{rule}`: use {allowed}")]
    RuleOfKind {
        /// The trait.
        name: String,
        /// The rule given.
        rule: &'static str,
        /// The rules that fit.
        allowed: &'static str,
    },
    /// `all`, `any` or `one_of` lists nothing.
    #[error("`{list}` is empty: list at least one")]
    EmptyList {
        /// Which list.
        list: &'static str,
    },
    /// A behaviour's numbers contradict each other or their range.
    #[error("behaviour `{event}`: {rule}")]
    Behaviour {
        /// The event.
        event: String,
        /// The rule it breaks.
        rule: &'static str,
    },
    /// Conditions are nested too deeply.
    #[error("conditions are nested {depth} deep: use at most {max}")]
    TooDeep {
        /// How deep.
        depth: usize,
        /// The most allowed.
        max: usize,
    },
}

impl Definition {
    /// Checks that the definition can be met and names what cannot.
    ///
    /// Errors: the first [`DefinitionError`] from the top.
    pub fn validate(&self) -> Result<(), DefinitionError> {
        let is_name_char = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if self.name.is_empty() || 64 < self.name.len() || !self.name.chars().all(is_name_char) {
            return Err(DefinitionError::Name { name: self.name.clone() });
        }
        self.who.validate(1)
    }

    /// The hash of everything in the definition: what an approval is bound to.
    pub fn digest(&self) -> Digest {
        // Writing strings and numbers as JSON cannot fail; were it to, the empty text would never
        // match an approved hash.
        let text = serde_json::to_string(self).unwrap_or_default();
        Digest::of(["audience", &text])
    }
}

impl Condition {
    fn validate(&self, depth: usize) -> Result<(), DefinitionError> {
        if MAX_DEPTH < depth {
            return Err(DefinitionError::TooDeep { depth, max: MAX_DEPTH });
        }
        match self {
            Condition::All(list) if list.is_empty() => Err(DefinitionError::EmptyList { list: "all" }),
            Condition::Any(list) if list.is_empty() => Err(DefinitionError::EmptyList { list: "any" }),
            Condition::All(list) | Condition::Any(list) => {
                list.iter().try_for_each(|condition| condition.validate(depth + 1))
            }
            Condition::Not(inner) => inner.validate(depth + 1),
            Condition::Trait(test) => test.validate(),
            Condition::Behaviour(behaviour) => behaviour.validate(),
            Condition::Consent(_) => Ok(()),
        }
    }
}

impl TraitTest {
    fn validate(&self) -> Result<(), DefinitionError> {
        let Some(kind) = trait_kind(&self.name) else {
            let known = TRAITS.iter().map(|(name, ..)| *name).collect::<Vec<_>>().join(", ");
            return Err(DefinitionError::UnknownTrait { name: self.name.clone(), known });
        };
        let (rule, fits) = match &self.rule {
            TraitRule::Is(_) => ("is", matches!(kind, TraitKind::Text | TraitKind::Day)),
            TraitRule::IsNot(_) => ("is_not", matches!(kind, TraitKind::Text | TraitKind::Day)),
            TraitRule::OneOf(values) if values.is_empty() => {
                return Err(DefinitionError::EmptyList { list: "one_of" });
            }
            TraitRule::OneOf(_) => ("one_of", matches!(kind, TraitKind::Text | TraitKind::Day)),
            TraitRule::Exists(_) => ("exists", true),
            TraitRule::Before(_) => ("before", matches!(kind, TraitKind::Time | TraitKind::Day)),
            TraitRule::After(_) => ("after", matches!(kind, TraitKind::Time | TraitKind::Day)),
            TraitRule::AtLeast(_) => ("at_least", kind == TraitKind::Number),
            TraitRule::AtMost(_) => ("at_most", kind == TraitKind::Number),
        };
        let allowed = match kind {
            TraitKind::Text => "is, is_not, one_of or exists",
            TraitKind::Day => "is, is_not, one_of, exists, before or after",
            TraitKind::Time => "exists, before or after",
            TraitKind::Number => "exists, at_least or at_most",
        };
        if fits {
            Ok(())
        } else {
            Err(DefinitionError::RuleOfKind { name: self.name.clone(), rule, allowed })
        }
    }
}

impl Behaviour {
    fn validate(&self) -> Result<(), DefinitionError> {
        let is_name =
            !self.event.is_empty() && self.event.len() <= 200 && !self.event.contains(char::is_control);
        let from = self.within_days.unwrap_or(u32::MAX);
        let rule = if !is_name {
            "the event name has 1 to 200 characters and no control characters"
        } else if self.at_least.is_none() && self.at_most.is_none() {
            "give at_least, at_most or both"
        } else if self.at_least == Some(0) {
            "at_least is 1 or more; leave it out to allow none"
        } else if self.at_most.is_some_and(|most| most < self.at_least.unwrap_or(0)) {
            "at_most is smaller than at_least"
        } else if self.within_days.is_some_and(|days| days == 0 || MAX_DAYS < days) {
            "within_days lies between 1 and 3660"
        } else if self.not_within_days.is_some_and(|days| days == 0 || MAX_DAYS < days || from <= days) {
            "not_within_days lies between 1 and 3660 and is smaller than within_days"
        } else {
            return Ok(());
        };
        Err(DefinitionError::Behaviour { event: self.event.clone(), rule })
    }
}
