//! A metric as a readout names it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use stats::Better;

/// In which unit a metric's mean is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Money per person, in the metric's currency; written `dollars` before a metric could have one.
    #[serde(alias = "dollars")]
    Money,
    /// Share of people, 0..=1.
    Share,
    /// A plain number per person.
    Number,
}

impl Unit {
    /// How a page is told of it: `share`, `number`, or of money the code of its currency; `USD` where none was named.
    pub fn named(self, currency: Option<&str>) -> String {
        match self {
            Self::Money => currency.unwrap_or("USD").to_owned(),
            Self::Share => "share".to_owned(),
            Self::Number => "number".to_owned(),
        }
    }
}

/// What number of people's values a metric is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MetricKind {
    /// The mean per person.
    #[default]
    Mean,
    /// The mean per person of values held between caps.
    CappedMean,
    /// The share of people.
    Proportion,
    /// The ratio of two means.
    Ratio,
    /// The value that a given share of people stays below.
    Quantile,
    /// The share of people still there after some periods.
    Retention,
}

/// A metric as the readout names it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReadoutMetric {
    /// Its name in definitions, tables and sentences, as one says "more orders": `orders`, `revenue`.
    pub name: String,
    /// Its title over a table or chart.
    pub label: String,
    /// Its unit.
    pub unit: Unit,
    /// What number it is.
    #[serde(default)]
    pub kind: MetricKind,
    /// Which way it should go.
    #[serde(default = "higher")]
    pub better: Better,
    /// How it is said after "more", where its name does not say it.
    #[serde(default)]
    pub spoken: Option<String>,
    /// Of which currency its money is, where that was named.
    #[serde(default)]
    pub currency: Option<String>,
}

fn higher() -> Better {
    Better::Higher
}

impl ReadoutMetric {
    /// A mean or share of which more is better.
    pub fn new(name: &str, label: &str, unit: Unit) -> Self {
        let kind = if unit == Unit::Share { MetricKind::Proportion } else { MetricKind::Mean };
        let (name, label) = (name.to_owned(), label.to_owned());
        Self { name, label, unit, kind, better: Better::Higher, spoken: None, currency: None }
    }

    /// The name as it stands in a sentence: `repeat_orders` becomes "repeat orders".
    pub fn noun(&self) -> String {
        self.spoken.clone().unwrap_or_else(|| self.name.replace('_', " "))
    }
}
