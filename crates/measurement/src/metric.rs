use crate::MeasurementError;
use crate::sql::literal;
use experiment::{ReadoutMetric, Unit};
use serde::{Deserialize, Serialize};
use stats::Better;

/// How people's values are summed up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The mean of an amount or a count per person, people without any included as 0.
    Mean,
    /// The share of people with at least one such event.
    Proportion,
}

/// What of the events is added up for a mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// Their revenue.
    Revenue,
    /// How many there are.
    Count,
}

/// The kinds of calls of the Segment spec.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EventType {
    /// Who someone is.
    Identify,
    /// What someone did.
    Track,
    /// A page someone saw.
    Page,
    /// A screen of an app someone saw.
    Screen,
    /// Which group someone belongs to.
    Group,
    /// Two ids of one someone.
    Alias,
}

impl EventType {
    /// The word as it stands in events.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Identify => "identify",
            Self::Track => "track",
            Self::Page => "page",
            Self::Screen => "screen",
            Self::Group => "group",
            Self::Alias => "alias",
        }
    }
}

/// The same number from before exposure, which takes noise off the readout.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Covariate {
    /// Days before exposure that count, [exposure − days, exposure).
    pub pre_period_days: u32,
}

/// One definition of a number: which events count, and how.
///
/// A metric is a property of a *person*: everybody exposed has a value, 0 when nothing happened. To
/// leave out who did nothing would compare two groups that the treatment itself selected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Metric {
    /// Small letters, digits and `_`, as one says "more orders": `orders`, `revenue`.
    pub name: String,
    /// Its title over a table or chart.
    pub label: String,
    /// How people are summed up.
    pub kind: Kind,
    /// The name of the events that count; any name when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event: Option<String>,
    /// The kind of call; `track` when only a name is given, because a page may be named like an event.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event_type: Option<EventType>,
    /// What is added up; only for a mean.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Value>,
    /// In which unit it is read: dollars for revenue, number for counts, share for a proportion.
    pub unit: Unit,
    /// Which way it should go, as complaints go `lower`; more is better when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub better: Option<Better>,
    /// The covariate; without it nothing from before exposure is used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub covariate: Option<Covariate>,
}

impl Metric {
    /// Checks that the definition means one thing.
    ///
    /// Errors: [`MeasurementError::Metric`] with what to write instead.
    pub fn validate(&self) -> Result<(), MeasurementError> {
        let is_name_char = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        let why = if self.name.is_empty() || !self.name.chars().all(is_name_char) {
            "its name has other characters than small letters, digits and `_`"
        } else if self.event.is_none() && self.event_type.is_none() {
            "it names no events, give `event`, `event_type` or both"
        } else if self.covariate.is_some_and(|covariate| covariate.pre_period_days == 0) {
            "its covariate has 0 days, use at least 1"
        } else {
            match (self.kind, self.value, self.unit) {
                (Kind::Mean, Some(Value::Revenue), Unit::Dollars)
                | (Kind::Mean, Some(Value::Count), Unit::Number)
                | (Kind::Proportion, None, Unit::Share) => return Ok(()),
                (Kind::Mean, None, _) => "a mean needs `value: revenue` or `value: count`",
                (Kind::Mean, Some(Value::Revenue), _) => "revenue is read in `unit: dollars`",
                (Kind::Mean, Some(Value::Count), _) => "a count is read in `unit: number`",
                (Kind::Proportion, Some(_), _) => "a proportion adds nothing up, remove `value`",
                (Kind::Proportion, None, _) => "a proportion is read in `unit: share`",
            }
        };
        Err(MeasurementError::Metric { metric: self.name.clone(), why: why.to_owned() })
    }

    /// What the readout needs to know of it.
    pub fn readout_metric(&self) -> ReadoutMetric {
        let metric = ReadoutMetric::new(&self.name, &self.label, self.unit);
        ReadoutMetric { better: self.better.unwrap_or(metric.better), ..metric }
    }

    /// What turns the summed value into the unit: cents become dollars, 1 dollar = 100 cents.
    pub(crate) fn unit_factor(&self) -> f64 {
        if self.value == Some(Value::Revenue) { 0.01 } else { 1.0 }
    }

    /// The condition under which an event counts, over the alias `v` of the events.
    pub(crate) fn condition(&self) -> String {
        let name = self.event.as_ref().map(|name| format!("v.name = {}", literal(name)));
        let kind = self.event_type.or(self.event.is_some().then_some(EventType::Track));
        let kind = kind.map(|kind| format!("v.type = '{}'", kind.as_str()));
        kind.into_iter().chain(name).collect::<Vec<_>>().join(" AND ")
    }

    /// The value of one person over the events in `window`.
    pub(crate) fn person_value(&self, window: &str) -> String {
        let condition = self.condition();
        let (fold, amount) = match (self.kind, self.value) {
            (Kind::Proportion, _) => ("max", "1"),
            (Kind::Mean, Some(Value::Revenue)) => ("sum", "coalesce(v.revenue_minor, 0)"),
            (Kind::Mean, _) => ("sum", "1"),
        };
        format!("CAST({fold}(CASE WHEN {window} AND {condition} THEN {amount} ELSE 0 END) AS DOUBLE)")
    }
}
