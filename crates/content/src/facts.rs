//! Approved facts: the only things a text may claim.

use crate::ContentError;
use crate::claim::{Claim, find_claims};
use crate::reading::Reading;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;
use vocabulary::Money;

/// A number kept exactly, in thousandths, so that 15 % and 15.0 % are one value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
pub struct Quantity {
    thousandths: i64,
}

impl Quantity {
    /// Returns a quantity of so many thousandths.
    pub fn from_thousandths(thousandths: i64) -> Self {
        Self { thousandths }
    }

    /// Returns the value in thousandths.
    pub fn thousandths(self) -> i64 {
        self.thousandths
    }
}

impl TryFrom<f64> for Quantity {
    type Error = ContentError;
    fn try_from(value: f64) -> Result<Self, Self::Error> {
        let scaled = value * 1000.0;
        // 2^53: above it a float no longer counts in ones.
        if !scaled.is_finite() || 9_007_199_254_740_992.0 <= scaled.abs() {
            return Err(ContentError::Value {
                what: "quantity",
                input: value.to_string(),
                example: "15 or 2.5",
            });
        }
        Ok(Self { thousandths: scaled.round() as i64 })
    }
}

impl From<Quantity> for f64 {
    fn from(quantity: Quantity) -> f64 {
        quantity.thousandths as f64 / 1000.0
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", f64::from(*self))
    }
}

/// A day of the calendar, written `2026-09-30`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CalendarDay {
    /// Year.
    pub year: u16,
    /// Month, 1 to 12.
    pub month: u8,
    /// Day of the month, 1 to 31.
    pub day: u8,
}

/// Days of a month; 0 for what is none.
fn n_days(year: u16, month: u8) -> u8 {
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        _ => 0,
    }
}

impl CalendarDay {
    /// Returns whether it is the last day of its month.
    pub fn is_last_of_month(&self) -> bool {
        self.day == n_days(self.year, self.month)
    }

    /// Returns the day of the week, from Monday 0.
    ///
    /// Source: Sakamoto 1992.
    pub fn weekday(&self) -> u8 {
        let shift = [0u32, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4];
        let year = u32::from(self.year).saturating_sub(u32::from(self.month < 3));
        let of_month = shift.get(usize::from(self.month).saturating_sub(1)).copied().unwrap_or(0);
        let from_sunday = (year + year / 4 - year / 100 + year / 400 + of_month + u32::from(self.day)) % 7;
        u8::try_from((from_sunday + 6) % 7).unwrap_or(0)
    }

    /// Returns the English name of the month.
    pub fn month_name(&self) -> &'static str {
        crate::claim::MONTHS.get(usize::from(self.month).saturating_sub(1)).map_or("", |(name, _)| *name)
    }
}

impl FromStr for CalendarDay {
    type Err = ContentError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || ContentError::Value { what: "day", input: text.to_owned(), example: "2026-09-30" };
        let mut parts = text.split('-');
        let (Some(year), Some(month), Some(day), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(wrong());
        };
        let year: u16 = year.parse().map_err(|_| wrong())?;
        let month: u8 = month.parse().map_err(|_| wrong())?;
        let day: u8 = day.parse().map_err(|_| wrong())?;
        let n_days = n_days(year, month);
        if day == 0 || n_days < day {
            return Err(wrong());
        }
        Ok(Self { year, month, day })
    }
}

impl TryFrom<String> for CalendarDay {
    type Error = ContentError;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<CalendarDay> for String {
    fn from(day: CalendarDay) -> String {
        day.to_string()
    }
}

impl fmt::Display for CalendarDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// What an amount says: `$50 off` and `over $50` are different claims.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sense {
    /// So much less to pay.
    Discount,
    /// From this amount on.
    Minimum,
    /// What something costs.
    Price,
}

/// Which end of an interval a day is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateSense {
    /// Valid from this day.
    Starts,
    /// Valid through this day.
    Ends,
}

/// One value that a fact states.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum FactValue {
    /// A percentage.
    Percent {
        /// 15 for 15 %.
        amount: Quantity,
        /// What it says.
        sense: Sense,
    },
    /// An amount of money.
    Money {
        /// How much.
        amount: Money,
        /// What it says.
        sense: Sense,
    },
    /// A number of things.
    Number {
        /// How many.
        amount: Quantity,
        /// Of what, as it is written in texts: `hours`.
        noun: String,
    },
    /// A day.
    Date {
        /// Which.
        day: CalendarDay,
        /// Which end.
        sense: DateSense,
    },
    /// A code to type in.
    Code(String),
    /// Words that are approved as they stand, as `free local delivery`.
    Phrase(String),
}

/// Whether a fact is an offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FactKind {
    /// Something the customer gets.
    Offer,
    /// Something that is so.
    Fact,
}

/// A value in a few words, as an error names it.
fn spoken(value: &FactValue) -> String {
    match value {
        FactValue::Percent { amount, .. } => format!("{amount}%"),
        FactValue::Money { amount, .. } => amount.to_string(),
        FactValue::Number { amount, noun } => format!("{amount} {noun}"),
        FactValue::Date { day, .. } => day.to_string(),
        FactValue::Code(code) => code.clone(),
        FactValue::Phrase(phrase) => phrase.clone(),
    }
}

/// One approved statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fact {
    /// Its id within the sheet.
    pub id: String,
    /// Whether it is an offer.
    pub kind: FactKind,
    /// The statement.
    pub text: String,
    /// What of it a text may repeat.
    #[serde(default)]
    pub values: Vec<FactValue>,
    /// Short forms of the statement for subject lines, as `15% off your next order`.
    #[serde(default)]
    pub short: Vec<String>,
}

/// An approved address; it is filled in by code, never written by a model.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Link {
    /// Its id within the sheet.
    pub id: String,
    /// What the link says.
    pub text: String,
    /// Where it leads; `https` only.
    pub url: String,
}

/// A brand's approved facts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Facts {
    /// Name of the sheet.
    pub name: String,
    /// The subject line that was used until now: the baseline of a pilot.
    pub business_as_usual: String,
    /// The statements.
    pub facts: Vec<Fact>,
    /// The addresses.
    #[serde(default)]
    pub links: Vec<Link>,
}

impl Facts {
    /// Returns every approved value with the id of its fact.
    pub fn values(&self) -> impl Iterator<Item = (&str, &FactValue)> {
        self.facts.iter().flat_map(|fact| fact.values.iter().map(move |value| (fact.id.as_str(), value)))
    }

    /// Returns the ids of all facts.
    pub fn ids(&self) -> Vec<String> {
        self.facts.iter().map(|fact| fact.id.clone()).collect()
    }

    /// Checks that the sheet can be used.
    ///
    /// Errors: the first of [`Facts::faults`].
    pub fn validate(&self) -> Result<(), ContentError> {
        self.faults().into_iter().next().map_or(Ok(()), Err)
    }

    /// Everything that is wrong with the sheet.
    ///
    /// A statement must list each claim that it makes among its values, and state each value: a fact sheet that
    /// says 15 % in words and 20 % in its values would approve a lie.
    pub fn faults(&self) -> Vec<ContentError> {
        let mut faults = Vec::new();
        if self.name.trim().is_empty() {
            faults.push(self.wrong("it has no name".to_owned(), "fill in `name`"));
        }
        let mut ids = BTreeSet::new();
        for id in self.facts.iter().map(|f| &f.id).chain(self.links.iter().map(|l| &l.id)) {
            if id.trim().is_empty() || !ids.insert(id) {
                faults.push(
                    self.wrong(format!("id `{id}` is blank or used twice"), "give each entry its own id"),
                );
            }
        }
        for link in self.links.iter().filter(|link| !link.url.starts_with("https://")) {
            faults.push(self.wrong(format!("link `{}` is not https", link.id), "use an https address"));
        }
        for fact in &self.facts {
            if fact.text.trim().is_empty() {
                faults.push(self.wrong(format!("fact `{}` says nothing", fact.id), "write its `text`"));
            }
            for claim in
                std::iter::once(&fact.text).chain(&fact.short).flat_map(|text| self.unbound_claims(text))
            {
                faults.push(self.wrong(
                    format!("`{}` in fact `{}` is not among its values", claim.words, fact.id),
                    "add it to `values` or correct the statement",
                ));
            }
            for value in fact.values.iter().filter(|value| !self.states(fact, value)) {
                faults.push(self.wrong(
                    format!("value `{}` of fact `{}` stands in none of its texts", spoken(value), fact.id),
                    "correct the value or the statement",
                ));
            }
        }
        for claim in self.unbound_claims(&self.business_as_usual) {
            faults.push(self.wrong(
                format!("`{}` in `business_as_usual` binds to no fact", claim.words),
                "add the fact or correct the line",
            ));
        }
        faults
    }

    /// Returns whether a fact says one of its values in words.
    fn states(&self, fact: &Fact, value: &FactValue) -> bool {
        let mut texts = std::iter::once(&fact.text).chain(&fact.short).map(|text| Reading::of(text));
        match value {
            FactValue::Phrase(phrase) => texts.any(|reading| !reading.find_text(phrase).is_empty()),
            _ => texts.any(|reading| {
                find_claims(&reading, self)
                    .iter()
                    .any(|claim| claim.agrees_with(value, self) || claim.is_in_phrase)
            }),
        }
    }

    fn wrong(&self, problem: String, next_step: &'static str) -> ContentError {
        ContentError::definition("facts", &self.name, problem, next_step)
    }

    pub(crate) fn unbound_claims(&self, text: &str) -> Vec<Claim> {
        let reading = Reading::of(text);
        find_claims(&reading, self).into_iter().filter(|claim| !claim.is_bound(self)).collect()
    }
}
