//! What a fact can state: amounts, days, codes, approved words.

use crate::ContentError;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use vocabulary::Money;

/// The months in English: name and usual short form.
pub const MONTHS: [(&str, &str); 12] = [
    ("January", "jan"),
    ("February", "feb"),
    ("March", "mar"),
    ("April", "apr"),
    ("May", "may"),
    ("June", "jun"),
    ("July", "jul"),
    ("August", "aug"),
    ("September", "sep"),
    ("October", "oct"),
    ("November", "nov"),
    ("December", "dec"),
];

/// A number kept exactly, in thousandths, so that 15 % and 15.0 % are one value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
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
        MONTHS.get(usize::from(self.month).saturating_sub(1)).map_or("", |(name, _)| *name)
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DateSense {
    /// Valid from this day.
    Starts,
    /// Valid through this day.
    Ends,
}

/// One value that a fact states.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
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
