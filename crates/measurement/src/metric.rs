use crate::capped::capped_words;
use crate::{Aggregate, MeasurementError, TableMetric};
use experiment::{MetricKind, ReadoutMetric, Unit};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use stats::{Better, Caps};
use vocabulary::{Currency, Digest, is_blank, literal};

/// How people's values become one number of an arm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The mean of an amount or a count per person, people without any included as 0.
    Mean,
    /// The share of people with at least one such event.
    Proportion,
    /// The mean of an amount or a count over the mean of another, as revenue per order.
    Ratio,
    /// The amount or the count that a share of people stays below.
    Quantile,
    /// The share of people without such an event until the window ends, as those who did not cancel.
    Retention,
}

/// What of the events is added up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// Their revenue.
    Revenue,
    /// How many there are.
    Count,
}

impl Value {
    /// The word as it stands in files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Revenue => "revenue",
            Self::Count => "count",
        }
    }
}

/// The kinds of calls of the Segment spec.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Covariate {
    /// Days before exposure that count, [exposure − days, exposure).
    pub pre_period_days: u32,
}

/// What a ratio is of: the events below the line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Denominator {
    /// The name of the events that count; any name when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event: Option<String>,
    /// The kind of call; `track` when only a name is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event_type: Option<EventType>,
    /// What is added up.
    pub value: Value,
}

/// One definition of a number: which events count, and how.
///
/// A metric is a property of a *person*: everybody exposed has a value, 0 when nothing happened. To
/// leave out who did nothing would compare two groups that the treatment itself selected.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
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
    /// What is added up; not for a proportion, nor for retention.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Value>,
    /// What a ratio is of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub per: Option<Denominator>,
    /// Between 0 and 1: the share of people that a quantile stays above.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rank: Option<f64>,
    /// A person counts for at most this much of a mean, in the unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cap: Option<f64>,
    /// The same with the cap taken from the data: the share of people, of all arms, that it touches.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub winsorise: Option<f64>,
    /// The currency whose money counts, where events come in several; a code of ISO 4217. Without it every event
    /// counts, and money of several currencies withholds the metric: it cannot be added up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    /// In which unit it is read: money for revenue, number for counts, share for a proportion.
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
        let denominator = self.per.as_ref();
        let why = if self.name.is_empty() || !self.name.chars().all(is_name_char) {
            "its name has other characters than small letters, digits and `_`"
        } else if self.event.is_none() && self.event_type.is_none() {
            "it names no events, give `event`, `event_type` or both"
        } else if denominator.is_some_and(|per| per.event.is_none() && per.event_type.is_none()) {
            "its `per` names no events, give `event`, `event_type` or both"
        } else if self.covariate.is_some_and(|covariate| covariate.pre_period_days == 0) {
            "its covariate has 0 days, use at least 1"
        } else {
            match self.option_fault().or_else(|| self.unit_fault()) {
                None => return Ok(()),
                Some(why) => why,
            }
        };
        Err(MeasurementError::Metric { metric: self.name.clone(), why: why.to_owned() })
    }

    /// What its options say against its kind.
    fn option_fault(&self) -> Option<&'static str> {
        let is_share = |share: f64| 0.0 < share && share < 1.0;
        let has_before = matches!(self.kind, Kind::Mean | Kind::Proportion | Kind::Ratio);
        let events = self.event.iter().chain(self.per.as_ref().and_then(|per| per.event.as_ref()));
        if events.into_iter().any(|event| is_blank(event)) {
            return Some("an `event` is blank: name the event, as `Order Completed`");
        }
        if self.kind == Kind::Ratio && self.per.is_none() {
            return Some("a ratio needs `per`: the events below the line");
        }
        if self.kind != Kind::Ratio && self.per.is_some() {
            return Some("`per` belongs to `kind: ratio`");
        }
        if let Some(currency) = &self.currency {
            if !currency.parse::<Currency>().is_ok_and(|currency| currency.is_listed()) {
                return Some("its `currency` is no code of ISO 4217, as `EUR`");
            }
            if !self.is_money() {
                return Some("`currency` belongs to a metric of revenue");
            }
        }
        match (self.kind, self.rank) {
            (Kind::Quantile, Some(rank)) if is_share(rank) => {}
            (Kind::Quantile, _) => return Some("a quantile needs `rank`, a number between 0 and 1"),
            (_, Some(_)) => return Some("`rank` belongs to `kind: quantile`"),
            (_, None) => {}
        }
        if self.kind == Kind::Ratio && (self.cap.is_some() || self.winsorise.is_some()) {
            return Some(
                "a cap would hold one part of the ratio and not the other; give the parts as two means with caps of their own",
            );
        }
        if self.kind != Kind::Mean && (self.cap.is_some() || self.winsorise.is_some()) {
            return Some("caps belong to a mean");
        }
        if self.cap.is_some() && self.winsorise.is_some() {
            return Some("`cap` and `winsorise` both set the cap, give one");
        }
        if self.cap.is_some_and(|cap| !(cap.is_finite() && 0.0 < cap)) {
            return Some("its `cap` is not above 0");
        }
        if self.winsorise.is_some_and(|share| !is_share(share)) {
            return Some("`winsorise` needs a number between 0 and 1");
        }
        if !has_before && self.covariate.is_some() {
            return Some("a covariate belongs to a mean, a proportion or a ratio");
        }
        None
    }

    /// Why its number says nothing of anybody, whatever happens; looked at where it is given, so that what was applied
    /// before goes on as it was.
    pub fn says_nothing(&self) -> Option<&'static str> {
        let is_by_itself = self.per.as_ref().is_some_and(|per| {
            (&per.event, per.event_type, Some(per.value)) == (&self.event, self.event_type, self.value)
        });
        if is_by_itself {
            return Some("a ratio of events by themselves is always 1: name others below the line");
        }
        self.winsorise.is_some_and(|share| 0.5 <= share).then_some(
            "`winsorise` would hold half of the people or more to one value: give a share below 0.5",
        )
    }

    /// What a mean of it lies between, where anything is known of that.
    pub fn ends(&self) -> [Option<f64>; 2] {
        match (self.kind, self.value) {
            (Kind::Proportion | Kind::Retention, _) => [Some(0.0), Some(1.0)],
            (_, Some(Value::Count)) => [Some(0.0), None],
            _ => [None, None],
        }
    }

    /// The digest of everything the definition says, field by field; golden tests pin it.
    ///
    /// An approval is bound to it, so it is never what a debugger prints: a field that a later version adds must
    /// leave the digest of definitions without it as it was.
    pub fn digest(&self) -> Digest {
        let kind = match self.kind {
            Kind::Mean => "mean",
            Kind::Proportion => "proportion",
            Kind::Ratio => "ratio",
            Kind::Quantile => "quantile",
            Kind::Retention => "retention",
        };
        let unit = match self.unit {
            // What was approved under the older word stays approved.
            Unit::Money => "dollars",
            Unit::Share => "share",
            Unit::Number => "number",
        };
        let better = match self.better {
            None => "",
            Some(Better::Higher) => "higher",
            Some(Better::Lower) => "lower",
        };
        let mut parts = vec!["metric 1".to_owned(), self.name.clone(), self.label.clone()];
        parts.extend([kind, unit, better].map(str::to_owned));
        // What is not given adds nothing, and what is given is named.
        let mut given =
            |name: &str, value: Option<String>| parts.extend(value.map(|value| format!("{name}={value}")));
        let bits = |number: Option<f64>| number.map(|number| format!("{:016x}", number.to_bits()));
        given("event", self.event.clone());
        given("event_type", self.event_type.map(|kind| kind.as_str().to_owned()));
        given("value", self.value.map(|value| value.as_str().to_owned()));
        if let Some(per) = &self.per {
            given("per", Some(per.value.as_str().to_owned()));
            given("per event", per.event.clone());
            given("per event_type", per.event_type.map(|kind| kind.as_str().to_owned()));
        }
        given("rank", bits(self.rank));
        given("cap", bits(self.cap));
        given("winsorise", bits(self.winsorise));
        given("covariate", self.covariate.map(|covariate| covariate.pre_period_days.to_string()));
        given("currency", self.currency.clone());
        Digest::of(parts)
    }

    /// Whether money is added up for it.
    pub fn is_money(&self) -> bool {
        let per = self.per.as_ref().map(|per| per.value);
        self.value == Some(Value::Revenue) || per == Some(Value::Revenue)
    }

    /// What its unit says against what is added up.
    fn unit_fault(&self) -> Option<&'static str> {
        let per = self.per.as_ref().map(|per| per.value);
        match (self.kind, self.value, self.unit) {
            (Kind::Proportion | Kind::Retention, None, Unit::Share) => None,
            (Kind::Proportion | Kind::Retention, None, _) => {
                Some("a proportion or retention is read in `unit: share`")
            }
            (Kind::Proportion | Kind::Retention, Some(_), _) => {
                Some("a proportion or retention adds nothing up, remove `value`")
            }
            (_, None, _) => Some("a mean, a ratio or a quantile needs `value: revenue` or `value: count`"),
            (Kind::Ratio, Some(Value::Revenue), Unit::Number) if per == Some(Value::Revenue) => None,
            (Kind::Ratio, Some(Value::Revenue), _) if per == Some(Value::Revenue) => {
                Some("revenue over revenue is read in `unit: number`")
            }
            (_, Some(Value::Revenue), Unit::Money) | (_, Some(Value::Count), Unit::Number) => None,
            (_, Some(Value::Revenue), _) => Some("revenue is read in `unit: money`"),
            (_, Some(Value::Count), _) => Some("a count is read in `unit: number`"),
        }
    }

    /// What the readout needs to know of it.
    pub fn readout_metric(&self) -> ReadoutMetric {
        let metric = ReadoutMetric::new(&self.name, &self.label, self.unit);
        let words = self.name.replace('_', " ");
        let (kind, spoken) = match self.kind {
            Kind::Mean if self.cap.is_some() || self.winsorise.is_some() => {
                (MetricKind::CappedMean, Some(capped_words(&words, self.cap, self.winsorise)))
            }
            Kind::Mean => (MetricKind::Mean, None),
            Kind::Proportion => (MetricKind::Proportion, None),
            Kind::Ratio => (MetricKind::Ratio, None),
            Kind::Quantile => (MetricKind::Quantile, Some(format!("at the quantile {words}"))),
            Kind::Retention => (MetricKind::Retention, None),
        };
        let better = self.better.unwrap_or(metric.better);
        ReadoutMetric { kind, spoken, better, currency: self.currency.clone(), ..metric }
    }

    /// How it is read off the table of people that its experiment's query makes.
    pub(crate) fn table_metric(&self, window_days: u32) -> TableMetric {
        TableMetric {
            text: self.name.clone(),
            column: self.name.clone(),
            aggregate: match self.kind {
                Kind::Mean => Aggregate::Mean,
                Kind::Proportion => Aggregate::Proportion,
                Kind::Ratio => Aggregate::Ratio { denominator: self.per_column() },
                Kind::Quantile => Aggregate::Quantile(self.rank.unwrap_or(0.5)),
                Kind::Retention => Aggregate::Retention { n_periods: window_days, seen: None },
            },
            caps: Caps { low: None, high: self.cap },
            winsorise: self.winsorise,
            missing: None,
            covariates: self.covariate.map(|_| self.before_column()).into_iter().collect(),
            better: self.better.unwrap_or(Better::Higher),
        }
    }

    /// The column of what a ratio is of. No metric is named like it: names hold no blanks.
    fn per_column(&self) -> String {
        format!("{} per", self.name)
    }

    /// The column of its covariate.
    fn before_column(&self) -> String {
        format!("{} before exposure", self.name)
    }

    /// The conditions under which events count for it, over the alias `v` of the events.
    pub(crate) fn conditions(&self) -> Vec<String> {
        let per = self
            .per
            .as_ref()
            .map(|per| self.in_currency(per.value, condition(per.event.as_deref(), per.event_type)));
        std::iter::once(self.own_condition()).chain(per).collect()
    }

    /// Its columns of a person whose exposure is the row `e`: each a name and what it is over the events `v`.
    pub(crate) fn columns(&self) -> Vec<(String, String)> {
        const AFTER: &str = "v.occurred_at >= e.at";
        let own = self.own_condition();
        let mut columns = vec![(self.name.clone(), self.person_value(AFTER, &own))];
        if let Some(per) = &self.per {
            let events = self.in_currency(per.value, condition(per.event.as_deref(), per.event_type));
            columns.push((self.per_column(), self.total(per.value, AFTER, &events)));
        }
        if let Some(covariate) = self.covariate {
            let days = covariate.pre_period_days;
            let before = format!("v.occurred_at < e.at AND v.occurred_at >= e.at - INTERVAL '{days} days'");
            columns.push((self.before_column(), self.person_value(&before, &own)));
        }
        columns
    }

    /// The value of one person over the events in `window`.
    fn person_value(&self, window: &str, events: &str) -> String {
        match (self.kind, self.value) {
            (Kind::Proportion, _) => {
                format!("CAST(max(CASE WHEN {window} AND {events} THEN 1 ELSE 0 END) AS DOUBLE)")
            }
            // The day of the first such event, from 1; nothing where there is none.
            (Kind::Retention, _) => format!(
                "floor(min(CASE WHEN {window} AND {events} THEN date_part('epoch', v.occurred_at) - date_part('epoch', e.at) END) / 86400.0) + 1.0"
            ),
            (_, value) => self.total(value.unwrap_or(Value::Count), window, events),
        }
    }

    fn own_condition(&self) -> String {
        let value = self.value.unwrap_or(Value::Count);
        self.in_currency(value, condition(self.event.as_deref(), self.event_type))
    }

    /// The events whose money is in the metric's currency; one that names none is taken as in it.
    fn in_currency(&self, value: Value, events: String) -> String {
        match (&self.currency, value) {
            (Some(currency), Value::Revenue) => {
                format!("{events} AND coalesce(v.currency, {0}) = {0}", literal(currency))
            }
            _ => events,
        }
    }

    /// What is added up over the events in `window`: money in whole units, or how many.
    fn total(&self, value: Value, window: &str, events: &str) -> String {
        let (amount, unit) = match value {
            // Whole minor units are added up as floats, which are exact up to 2^53 of them (90 trillion dollars)
            // and round beyond, where a sum of 64-bit integers would wrap around to a loss.
            Value::Revenue => {
                let factor = self.currency.as_deref().map_or(100.0, Currency::n_minor_units);
                let unit = if factor == 1.0 { String::new() } else { format!(" / {factor:.1}") };
                ("CAST(coalesce(v.revenue_minor, 0) AS DOUBLE)", unit)
            }
            Value::Count => ("1.0", String::new()),
        };
        format!("sum(CASE WHEN {window} AND {events} THEN {amount} ELSE 0.0 END){unit}")
    }
}

/// The condition under which an event counts.
fn condition(event: Option<&str>, event_type: Option<EventType>) -> String {
    let name = event.map(|name| format!("v.name = {}", literal(name)));
    let kind = event_type.or(event.is_some().then_some(EventType::Track));
    let kind = kind.map(|kind| format!("v.type = '{}'", kind.as_str()));
    kind.into_iter().chain(name).collect::<Vec<_>>().join(" AND ")
}
