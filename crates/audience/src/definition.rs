use crate::traits::{TRAITS, TraitKind, trait_kind};
use crate::whole::whole;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use vocabulary::{Channel, Currency, Digest, Purpose, Timestamp, is_blank, item_key, nearest};

/// Deepest nesting of conditions: the engine's SQL parser gives up at 50, and readers long before.
const MAX_DEPTH: usize = 8;

/// Longest window: ten years.
const MAX_DAYS: u32 = 3660;

/// Most conditions: each asks for a column of its own.
const MAX_CONDITIONS: usize = 1_000;

/// Most values in all lists together: a list that long belongs into the data, as a trait.
const MAX_VALUES: usize = 100_000;

/// An audience as code: a name, what it is for, and the condition its members meet.
///
/// Reading it checks its shape (an unknown key is an error); [`Definition::validate`] checks its sense.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "TraitText", into = "TraitText")]
pub struct TraitTest {
    /// A column of the people table.
    pub name: String,
    /// What its value must be.
    pub rule: TraitRule,
    /// Holds for everybody while nobody has the value, and that is meant.
    pub even_if_unseen: bool,
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
    /// Known and in the last so many days.
    WithinDays(u32),
    /// Known and so many days ago or more.
    NotWithinDays(u32),
    /// Known and not smaller.
    AtLeast(i64),
    /// Known and not larger.
    AtMost(i64),
}

/// A trait test as it is written: one key beside the name.
#[derive(Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct TraitText {
    /// The trait: a column of the people table. One rule stands beside it.
    name: String,
    /// Known and equal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    is: Option<String>,
    /// Unknown or different.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    is_not: Option<String>,
    /// Known and equal to one of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    one_of: Option<Vec<String>>,
    /// `true`: known; `false`: unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    exists: Option<bool>,
    /// Known and earlier, as `2026-09-15` or `2026-09-15T14:00:00Z`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    before: Option<String>,
    /// Known and at this moment or later.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    after: Option<String>,
    /// Known and in the last so many days.
    #[serde(default, deserialize_with = "whole", skip_serializing_if = "Option::is_none")]
    within_days: Option<u32>,
    /// Known and so many days ago or more.
    #[serde(default, deserialize_with = "whole", skip_serializing_if = "Option::is_none")]
    not_within_days: Option<u32>,
    /// Known and not smaller.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    at_least: Option<i64>,
    /// Known and not larger.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    at_most: Option<i64>,
    /// Holds for everybody while nobody has the value, and that is meant.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    even_if_unseen: bool,
}

/// Reads the limit of `before` or `after`. A calendar day is the day as it is written: a birthday has no zone, so
/// that of the limit says nothing.
fn limit(name: &str, text: &str) -> Result<Timestamp, DefinitionError> {
    let is_day = trait_kind(name) == Some(TraitKind::Day);
    let written = if is_day { text.get(..10).unwrap_or(text) } else { text };
    let wrong = |_| DefinitionError::Moment { name: name.to_owned(), input: text.to_owned() };
    Timestamp::parse(text).and_then(|_| Timestamp::parse(written)).map_err(wrong)
}

impl TryFrom<TraitText> for TraitTest {
    type Error = DefinitionError;
    fn try_from(text: TraitText) -> Result<Self, Self::Error> {
        let mut rules = [
            text.is.map(TraitRule::Is),
            text.is_not.map(TraitRule::IsNot),
            text.one_of.map(TraitRule::OneOf),
            text.exists.map(TraitRule::Exists),
            text.before.map(|text_of| limit(&text.name, &text_of)).transpose()?.map(TraitRule::Before),
            text.after.map(|text_of| limit(&text.name, &text_of)).transpose()?.map(TraitRule::After),
            text.within_days.map(TraitRule::WithinDays),
            text.not_within_days.map(TraitRule::NotWithinDays),
            text.at_least.map(TraitRule::AtLeast),
            text.at_most.map(TraitRule::AtMost),
        ]
        .into_iter()
        .flatten();
        match (rules.next(), rules.next()) {
            (Some(rule), None) => Ok(Self { name: text.name, rule, even_if_unseen: text.even_if_unseen }),
            _ => Err(DefinitionError::OneRule { name: text.name }),
        }
    }
}

impl From<TraitTest> for TraitText {
    fn from(test: TraitTest) -> Self {
        let text = TraitText { name: test.name, even_if_unseen: test.even_if_unseen, ..TraitText::default() };
        match test.rule {
            TraitRule::Is(value) => TraitText { is: Some(value), ..text },
            TraitRule::IsNot(value) => TraitText { is_not: Some(value), ..text },
            TraitRule::OneOf(values) => TraitText { one_of: Some(values), ..text },
            TraitRule::Exists(is_known) => TraitText { exists: Some(is_known), ..text },
            TraitRule::Before(at) => TraitText { before: Some(at.to_string()), ..text },
            TraitRule::After(at) => TraitText { after: Some(at.to_string()), ..text },
            TraitRule::WithinDays(days) => TraitText { within_days: Some(days), ..text },
            TraitRule::NotWithinDays(days) => TraitText { not_within_days: Some(days), ..text },
            TraitRule::AtLeast(n) => TraitText { at_least: Some(n), ..text },
            TraitRule::AtMost(n) => TraitText { at_most: Some(n), ..text },
        }
    }
}

/// How often an event was seen in a window that ends now.
///
/// Units: days of 24 hours; the window is (now - within_days, now - not_within_days].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Behaviour {
    /// The event's name, as `Order Completed`.
    pub event: String,
    /// Fewest times.
    #[serde(default, deserialize_with = "whole", skip_serializing_if = "Option::is_none")]
    pub at_least: Option<u32>,
    /// Most times; 0 for never.
    #[serde(default, deserialize_with = "whole", skip_serializing_if = "Option::is_none")]
    pub at_most: Option<u32>,
    /// How far back; for ever when left out.
    #[serde(default, deserialize_with = "whole", skip_serializing_if = "Option::is_none")]
    pub within_days: Option<u32>,
    /// Leaves out the last so many days.
    #[serde(default, deserialize_with = "whole", skip_serializing_if = "Option::is_none")]
    pub not_within_days: Option<u32>,
    /// Counts only events with at least this revenue, in minor units; one without revenue does not count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_revenue_minor: Option<i64>,
    /// Counts only events whose money is of this currency; needed where the events are of several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
    /// Counts only events about one of these products, by name or number; capitals and blanks do not matter.
    #[serde(default, deserialize_with = "one_or_more", skip_serializing_if = "Vec::is_empty")]
    #[schemars(with = "OneOrMore")]
    pub item: Vec<String>,
    /// Holds for everybody while nobody did it, and that is meant: `never` of an event that was not seen yet.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub even_if_unseen: bool,
}

/// A text, or a list of them.
#[derive(Deserialize, JsonSchema)]
#[serde(untagged)]
enum OneOrMore {
    One(String),
    More(Vec<String>),
}

fn one_or_more<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Vec<String>, D::Error> {
    match OneOrMore::deserialize(from)? {
        OneOrMore::One(one) => Ok(vec![one]),
        OneOrMore::More(more) if more.is_empty() => {
            Err(serde::de::Error::custom("`item` is empty: list a product, or leave it out to count all"))
        }
        OneOrMore::More(more) => Ok(more),
    }
}

/// That the person agreed to be contacted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ConsentTest {
    /// For what.
    pub purpose: Purpose,
    /// By which way.
    pub channel: Channel,
}

impl Definition {
    /// The consents that its conditions ask for, each once.
    pub fn consents(&self) -> Vec<ConsentTest> {
        let mut found = Vec::new();
        self.who.find_consents(&mut found);
        found
    }
}

impl Condition {
    fn find_consents(&self, found: &mut Vec<ConsentTest>) {
        match self {
            Condition::All(list) | Condition::Any(list) => {
                list.iter().for_each(|condition| condition.find_consents(found));
            }
            Condition::Not(inner) => inner.find_consents(found),
            Condition::Consent(test) if !found.contains(test) => found.push(test.clone()),
            Condition::Consent(_) | Condition::Trait(_) | Condition::Behaviour(_) => {}
        }
    }
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
        "trait `{name}` needs exactly one of is, is_not, one_of, exists, before, after, within_days, not_within_days, at_least, at_most"
    )]
    OneRule {
        /// The trait.
        name: String,
    },
    /// The people table has no such column.
    #[error("`{name}` is not a trait{}: use one of {known}", did_you_mean(meant))]
    UnknownTrait {
        /// What was given.
        name: String,
        /// What was probably meant.
        meant: Option<&'static str>,
        /// The known ones, comma-separated.
        known: String,
    },
    /// A limit is no moment.
    #[error(
        "`{input}` is not a time for trait `{name}`: write `2026-09-15` or `2026-09-15T14:00:00Z`; for so many days before now, `within_days: 30` or `not_within_days: 30`"
    )]
    Moment {
        /// The trait.
        name: String,
        /// What was given.
        input: String,
    },
    /// A window of a trait is none.
    #[error("trait `{name}`: `{days}` days are no window, it lies between 1 and {MAX_DAYS}")]
    Window {
        /// The trait.
        name: String,
        /// What was given.
        days: u32,
    },
    /// A value that no trait can have.
    #[error("trait `{name}` has a blank value: write the value, or `exists: false` for those without one")]
    BlankValue {
        /// The trait.
        name: String,
    },
    /// More conditions or values than one audience may have.
    #[error("it has {n} {what}, at most {max} are possible: {hint}")]
    TooMany {
        /// Of what.
        what: &'static str,
        /// How many.
        n: usize,
        /// The most allowed.
        max: usize,
        /// What to do instead.
        hint: &'static str,
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

fn did_you_mean(word: &Option<&'static str>) -> String {
    word.map_or_else(String::new, |word| format!(", did you mean `{word}`?"))
}

/// Something that is wrong with a definition, and the words of it that lead there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What is wrong and what to do.
    pub error: DefinitionError,
    /// Words of the text, the first found first: where the last one stands, the fault is.
    pub words: Vec<String>,
}

impl Definition {
    /// Checks that the definition can be met and names what cannot.
    ///
    /// Errors: the first [`DefinitionError`] from the top; all of them are [`Definition::faults`].
    pub fn validate(&self) -> Result<(), DefinitionError> {
        self.faults().into_iter().next().map_or(Ok(()), |fault| Err(fault.error))
    }

    /// Everything that is wrong with it, from the top.
    pub fn faults(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        let is_name_char = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if self.name.is_empty() || 64 < self.name.len() || !self.name.chars().all(is_name_char) {
            let error = DefinitionError::Name { name: self.name.clone() };
            faults.push(Fault { error, words: vec!["name:".to_owned()] });
        }
        let mut size = Size::default();
        self.who.find_faults(1, &mut size, &mut faults);
        let mut too_many = |what, n, max, hint| {
            if max < n {
                let error = DefinitionError::TooMany { what, n, max, hint };
                faults.push(Fault { error, words: vec!["who:".to_owned()] });
            }
        };
        too_many("conditions", size.n_conditions, MAX_CONDITIONS, "divide it into several audiences");
        too_many("values", size.n_values, MAX_VALUES, "import the list as a trait and test that");
        faults
    }

    /// The hash of everything in the definition: what an approval is bound to.
    ///
    /// It covers the definition's JSON, field by field in their order, and golden tests pin it. A field that is added
    /// is left out of the text where it is not used, or every audience would pass for a changed one.
    pub fn digest(&self) -> Digest {
        // Writing strings and numbers as JSON cannot fail; were it to, the empty text would never
        // match an approved hash.
        let text = serde_json::to_string(self).unwrap_or_default();
        Digest::of(["audience", &text])
    }
}

/// How much a definition asks for.
#[derive(Default)]
struct Size {
    n_conditions: usize,
    n_values: usize,
}

impl Condition {
    fn find_faults(&self, depth: usize, size: &mut Size, faults: &mut Vec<Fault>) {
        size.n_conditions += 1;
        if MAX_DEPTH < depth {
            // One is enough: all that is deeper is too deep as well.
            let error = DefinitionError::TooDeep { depth, max: MAX_DEPTH };
            if faults.iter().all(|fault| fault.error != error) {
                faults.push(Fault { error, words: vec!["who:".to_owned()] });
            }
            return;
        }
        let mut empty = |list: &'static str| {
            faults
                .push(Fault { error: DefinitionError::EmptyList { list }, words: vec![format!("{list}:")] });
        };
        match self {
            Condition::All(list) if list.is_empty() => empty("all"),
            Condition::Any(list) if list.is_empty() => empty("any"),
            Condition::All(list) | Condition::Any(list) => {
                list.iter().for_each(|condition| condition.find_faults(depth + 1, size, faults));
            }
            Condition::Not(inner) => inner.find_faults(depth + 1, size, faults),
            Condition::Trait(test) => {
                if let TraitRule::OneOf(values) = &test.rule {
                    size.n_values += values.len();
                }
                let words = vec![test.name.clone()];
                faults.extend(test.fault().map(|error| Fault { error, words }));
            }
            Condition::Behaviour(behaviour) => {
                size.n_values += behaviour.item.len();
                let words = vec![behaviour.event.clone()];
                faults.extend(behaviour.fault().map(|error| Fault { error, words }));
            }
            Condition::Consent(_) => {}
        }
    }
}

impl TraitTest {
    fn fault(&self) -> Option<DefinitionError> {
        let name = || self.name.clone();
        let Some(kind) = trait_kind(&self.name) else {
            let known = TRAITS.iter().map(|(name, ..)| *name).collect::<Vec<_>>().join(", ");
            let meant = nearest(&self.name, TRAITS.iter().map(|(name, ..)| *name));
            return Some(DefinitionError::UnknownTrait { name: name(), meant, known });
        };
        let is_text = matches!(kind, TraitKind::Text | TraitKind::Day);
        let is_time = matches!(kind, TraitKind::Time | TraitKind::Day);
        let (rule, fits) = match &self.rule {
            TraitRule::Is(_) => ("is", is_text),
            TraitRule::IsNot(_) => ("is_not", is_text),
            TraitRule::OneOf(values) if values.is_empty() => {
                return Some(DefinitionError::EmptyList { list: "one_of" });
            }
            TraitRule::OneOf(_) => ("one_of", is_text),
            TraitRule::Exists(_) => ("exists", true),
            TraitRule::Before(_) => ("before", is_time),
            TraitRule::After(_) => ("after", is_time),
            TraitRule::WithinDays(_) => ("within_days", is_time),
            TraitRule::NotWithinDays(_) => ("not_within_days", is_time),
            TraitRule::AtLeast(_) => ("at_least", kind == TraitKind::Number),
            TraitRule::AtMost(_) => ("at_most", kind == TraitKind::Number),
        };
        let allowed = match kind {
            TraitKind::Text => "is, is_not, one_of or exists",
            TraitKind::Day => "is, is_not, one_of, exists, before, after, within_days or not_within_days",
            TraitKind::Time => "exists, before, after, within_days or not_within_days",
            TraitKind::Number => "exists, at_least or at_most",
        };
        if !fits {
            return Some(DefinitionError::RuleOfKind { name: name(), rule, allowed });
        }
        match &self.rule {
            TraitRule::WithinDays(days) | TraitRule::NotWithinDays(days)
                if !(1..=MAX_DAYS).contains(days) =>
            {
                Some(DefinitionError::Window { name: name(), days: *days })
            }
            TraitRule::Is(value) | TraitRule::IsNot(value) if is_blank(value) => {
                Some(DefinitionError::BlankValue { name: name() })
            }
            TraitRule::OneOf(values) if values.iter().any(|value| is_blank(value)) => {
                Some(DefinitionError::BlankValue { name: name() })
            }
            _ => None,
        }
    }
}

impl Behaviour {
    fn fault(&self) -> Option<DefinitionError> {
        let is_name =
            !self.event.is_empty() && self.event.len() <= 200 && !self.event.contains(char::is_control);
        let from = self.within_days.unwrap_or(u32::MAX);
        let rule = if !is_name {
            "the event name has 1 to 200 characters and no control characters"
        } else if self.item.iter().any(|item| item_key(item).is_empty()) {
            "`item` is blank: write the name or the number of a product"
        } else if is_blank(&self.event) {
            "the event name is blank"
        } else if self.min_revenue_minor.is_some_and(i64::is_negative) {
            "min_revenue_minor is 0 or more: every order has at least a negative amount"
        } else if self.currency.is_some_and(|currency| !currency.is_listed()) {
            "currency is a code of ISO 4217, as EUR"
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
            return None;
        };
        Some(DefinitionError::Behaviour { event: self.event.clone(), rule })
    }
}
