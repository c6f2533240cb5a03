use crate::MeasurementError;
use crate::capped::capped_words;
use serde::{Deserialize, Serialize};
use stats::{Better, Caps};
use std::str::FromStr;

/// How the values of a column become one number of an arm.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Aggregate {
    /// The mean per person.
    Mean,
    /// The share of people; the column holds 0 and 1.
    Proportion,
    /// The share of people with more than this.
    Above(f64),
    /// The mean of the column over the mean of another.
    Ratio {
        /// The column below the line.
        denominator: String,
    },
    /// The value at a rank between 0 and 1.
    Quantile(f64),
    /// The share of people still there after so many periods; the column holds the period in which
    /// someone was lost, counted from 1, and is empty for those still there.
    Retention {
        /// How many periods.
        n_periods: u32,
        /// The column that says how many whole periods someone was seen; all of them without.
        seen: Option<String>,
    },
}

/// A metric of a file as it is typed: `spend`, `visit:proportion`, `spend/visit`, `spend:quantile=0.9`,
/// `spend:cap=500,covariate=history`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TableMetric {
    /// As it was typed.
    pub text: String,
    /// The column.
    pub column: String,
    /// What is made of it.
    pub aggregate: Aggregate,
    /// Between which values it is held.
    pub caps: Caps,
    /// Share of the values of all arms together that the upper cap touches, where it is taken from the data.
    pub winsorise: Option<f64>,
    /// What stands for an empty cell.
    pub missing: Option<f64>,
    /// Columns known before exposure, for this metric.
    pub covariates: Vec<String>,
    /// Which way it should go.
    pub better: Better,
}

/// The options, for an error to name.
const OPTIONS: &str = "mean, proportion, above=N, ratio, median, quantile=RANK, cap=N, floor=N, winsorise=SHARE, \
                       retention=PERIODS, seen=COLUMN, missing=N, covariate=COLUMN, less";

/// The text before `mark` and after it, where `mark` is not inside double quotes.
fn split_once(text: &str, mark: char) -> (&str, Option<&str>) {
    let mut is_quoted = false;
    for (place, letter) in text.char_indices() {
        if letter == '"' {
            is_quoted = !is_quoted;
        } else if letter == mark && !is_quoted {
            let (before, after) = text.split_at(place);
            return (before, after.get(mark.len_utf8()..));
        }
    }
    (text, None)
}

/// A column's name: without the blanks around it, and without the quotes around a name that needs them.
fn column(text: &str) -> String {
    let text = text.trim();
    text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(text).to_owned()
}

impl FromStr for TableMetric {
    type Err = MeasurementError;

    fn from_str(text: &str) -> Result<Self, MeasurementError> {
        let fail = |why: String| MeasurementError::Metric { metric: text.to_owned(), why };
        let (columns, mut options) = split_once(text, ':');
        let (numerator, denominator) = split_once(columns, '/');
        let aggregate = denominator
            .map_or(Aggregate::Mean, |denominator| Aggregate::Ratio { denominator: column(denominator) });
        let mut metric = Self {
            text: text.trim().to_owned(),
            column: column(numerator),
            aggregate,
            caps: Caps::default(),
            winsorise: None,
            missing: None,
            covariates: Vec::new(),
            better: Better::Higher,
        };
        if metric.column.is_empty() || denominator.is_some_and(|name| column(name).is_empty()) {
            return Err(fail("it names no column".to_owned()));
        }
        while let Some(rest) = options {
            let (option, more) = split_once(rest, ',');
            metric.take(option.trim()).map_err(&fail)?;
            options = more;
        }
        metric.check().map_err(|why| fail(why.to_owned()))?;
        Ok(metric)
    }
}

impl TableMetric {
    fn take(&mut self, option: &str) -> Result<(), String> {
        let (name, value) = split_once(option, '=');
        let number = || {
            let value = value.unwrap_or_default().trim();
            let found = value.parse::<f64>().ok().filter(|number| number.is_finite());
            found.ok_or_else(|| format!("`{option}` needs a number after `=`"))
        };
        let share = || {
            let found = number()?;
            if 0.0 < found && found < 1.0 {
                Ok(found)
            } else {
                Err(format!("`{option}` needs a number between 0 and 1"))
            }
        };
        let named = || match value.map(column) {
            Some(name) if !name.is_empty() => Ok(name),
            _ => Err(format!("`{option}` needs a column after `=`")),
        };
        match name.trim() {
            "mean" => self.set(Aggregate::Mean)?,
            "proportion" => self.set(Aggregate::Proportion)?,
            "above" => self.set(Aggregate::Above(number()?))?,
            "ratio" if matches!(self.aggregate, Aggregate::Ratio { .. }) => {}
            "ratio" => return Err("a ratio is written `ABOVE/BELOW`, as `spend/orders`".to_owned()),
            "median" => self.set(Aggregate::Quantile(0.5))?,
            "quantile" => self.set(Aggregate::Quantile(share()?))?,
            "cap" => self.caps.high = Some(number()?),
            "floor" => self.caps.low = Some(number()?),
            "winsorise" => self.winsorise = Some(share()?),
            "retention" => {
                let n_periods = value.and_then(|value| value.trim().parse().ok());
                let n_periods = n_periods.filter(|n| (1..=10_000).contains(n));
                let n_periods =
                    n_periods.ok_or_else(|| format!("`{option}` needs a whole number from 1 to 10,000"))?;
                let seen = match &self.aggregate {
                    Aggregate::Retention { seen, .. } => seen.clone(),
                    _ => None,
                };
                self.aggregate = Aggregate::Mean;
                self.set(Aggregate::Retention { n_periods, seen })?;
            }
            "seen" => match &mut self.aggregate {
                Aggregate::Retention { seen, .. } => *seen = Some(named()?),
                _ => return Err("`seen=COLUMN` belongs after `retention=PERIODS`".to_owned()),
            },
            "missing" => self.missing = Some(number()?),
            "covariate" => self.covariates.push(named()?),
            "less" => self.better = Better::Lower,
            _ => return Err(format!("`{option}` is no option, use one of {OPTIONS}")),
        }
        Ok(())
    }

    fn set(&mut self, aggregate: Aggregate) -> Result<(), String> {
        if self.aggregate != Aggregate::Mean {
            return Err("it is two kinds of number at once, give one".to_owned());
        }
        self.aggregate = aggregate;
        Ok(())
    }

    fn check(&self) -> Result<(), &'static str> {
        let is_capped = self.caps != Caps::default() || self.winsorise.is_some();
        if is_capped && matches!(self.aggregate, Aggregate::Ratio { .. }) {
            return Err(
                "a cap would hold one part of the ratio and not the other; compare the parts as two means with caps of \
                 their own",
            );
        }
        if is_capped && self.aggregate != Aggregate::Mean {
            return Err("caps belong to a mean");
        }
        if self.winsorise.is_some() && self.caps.high.is_some() {
            return Err("`cap` and `winsorise` both set the upper cap, give one");
        }
        if let (Some(low), Some(high)) = (self.caps.low, self.caps.high)
            && high <= low
        {
            return Err("`cap` must be above `floor`");
        }
        let is_alone = matches!(self.aggregate, Aggregate::Quantile(_) | Aggregate::Retention { .. });
        if is_alone && !self.covariates.is_empty() {
            return Err("covariates belong to means, shares and ratios");
        }
        Ok(())
    }

    /// How it is said after "more".
    ///
    /// `cap` is where the cap of a winsorised metric came to lie.
    pub(crate) fn spoken(&self, cap: Option<f64>) -> String {
        let words = |name: &str| name.replace('_', " ");
        let column = words(&self.column);
        match &self.aggregate {
            Aggregate::Mean | Aggregate::Proportion => {
                let floor = self.caps.low.map_or_else(String::new, |low| format!(" (each at least {low})"));
                capped_words(&column, cap.or(self.caps.high), self.winsorise) + &floor
            }
            Aggregate::Above(least) => format!("people with more than {least} {column}"),
            Aggregate::Ratio { denominator } => format!("{column} per {}", words(denominator)),
            Aggregate::Quantile(0.5) => format!("{column} at the median"),
            Aggregate::Quantile(rank) => {
                format!("{column} at the {} % quantile", (1e6 * rank).round() / 1e4)
            }
            Aggregate::Retention { n_periods, .. } => format!("people kept for {n_periods} periods"),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
    use super::*;

    fn read(text: &str) -> TableMetric {
        text.parse().unwrap()
    }

    fn check_error(text: &str, words: &str) {
        let error = text.parse::<TableMetric>().unwrap_err().to_string();
        assert!(error.contains(words) && error.contains(text), "{error} does not say `{words}`");
    }

    #[test]
    fn a_metric_is_read_as_it_is_typed() {
        assert_eq!(read("spend").aggregate, Aggregate::Mean);
        assert_eq!(read("visit:proportion").aggregate, Aggregate::Proportion);
        let ratio = read(" spend / visit : ratio ");
        assert_eq!(ratio.column, "spend");
        assert_eq!(ratio.aggregate, Aggregate::Ratio { denominator: "visit".to_owned() });
        assert_eq!(read("spend:median").aggregate, Aggregate::Quantile(0.5));
        let capped = read("spend:cap=500,floor=0,covariate=history,covariate=recency,missing=0,less");
        assert_eq!(capped.caps, Caps { low: Some(0.0), high: Some(500.0) });
        assert_eq!(capped.covariates, ["history", "recency"]);
        assert_eq!((capped.missing, capped.better), (Some(0.0), Better::Lower));
        let quoted = read("\"spend: all/net\":above=0");
        assert_eq!((quoted.column.as_str(), quoted.aggregate), ("spend: all/net", Aggregate::Above(0.0)));
        let seen = Some("seen_days".to_owned());
        let kept = read("left_day:retention=30,seen=seen_days");
        assert_eq!(kept.aggregate, Aggregate::Retention { n_periods: 30, seen });
    }

    #[test]
    fn what_means_nothing_is_refused() {
        check_error("spend:", "`` is no option");
        check_error("spend:avg", "`avg` is no option, use one of mean, proportion");
        check_error(":mean", "names no column");
        check_error("spend/:mean", "names no column");
        check_error("spend:ratio", "`ABOVE/BELOW`");
        check_error("spend:quantile=1.5", "between 0 and 1");
        check_error("spend:cap=much", "needs a number");
        check_error("spend:median,proportion", "two kinds");
        check_error("spend:proportion,cap=1", "caps belong");
        check_error("spend/orders:winsorise=0.01", "one part of the ratio");
        check_error("spend/orders:floor=0", "one part of the ratio");
        check_error("spend:cap=1,floor=2", "above `floor`");
        check_error("spend:cap=1,winsorise=0.1", "give one");
        check_error("spend:median,covariate=x", "covariates belong");
        check_error("spend:seen=x", "after `retention=PERIODS`");
        check_error("spend:retention=0", "from 1 to 10,000");
    }
}
