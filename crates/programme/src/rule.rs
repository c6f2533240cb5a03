use crate::{Evidence, ProgrammeError};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;
use vocabulary::Digest;

/// Which number of a readout a rule looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Bound {
    /// Lower end of the lift's interval, the one that the pilot's plan decides by.
    Lower,
    /// Upper end of it.
    Upper,
    /// The lift itself.
    Estimate,
    /// The arm's mean, compared with nothing: below the limit when the most it may be is, above when the least
    /// it may be is. Nobody who complained among 1,945 is no proof of less than 0.1 %.
    Mean,
    /// How likely it is, after the test, that the arm is better; 0 to 1.
    ChanceToWin,
    /// What is lost on average, in the metric's unit, if the arm is chosen and is worse.
    ExpectedLoss,
}

impl fmt::Display for Bound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Bound::Lower => "lower",
            Bound::Upper => "upper",
            Bound::Estimate => "estimate",
            Bound::Mean => "mean",
            Bound::ChanceToWin => "chance to win",
            Bound::ExpectedLoss => "expected loss",
        })
    }
}

/// On which side of the limit the number must lie. The limit itself is on neither side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// Greater than the limit.
    Above,
    /// Less than the limit.
    Below,
}

impl fmt::Display for Side {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Side::Above => "above",
            Side::Below => "below",
        })
    }
}

/// Nothing that a readout tells is as large.
const MOST: f64 = 1e15;

/// One condition of a gate:
///
/// ```yaml
/// { metric: revenue, arm: ai, control: holdout, bound: lower, is: above, value: 0 }
/// ```
///
/// `Display` writes it as a marketer would say it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "RawRule", into = "RawRule")]
pub struct Rule {
    metric: String,
    arm: String,
    // INVARIANT: None exactly when `bound` is `Mean`.
    control: Option<String>,
    bound: Bound,
    is: Side,
    value: f64,
}

#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct RawRule {
    /// The metric.
    metric: String,
    /// The arm.
    arm: String,
    /// The arm it is compared with; none for a mean.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    control: Option<String>,
    /// Which number of the readout.
    bound: Bound,
    /// On which side of the limit it must lie.
    is: Side,
    /// The limit, in the metric's unit.
    value: f64,
}

/// What one rule says of the evidence.
pub(crate) struct Finding {
    /// None when the number is not known or not trusted.
    pub(crate) is_met: Option<bool>,
    /// The sentence with the number.
    pub(crate) reason: String,
}

impl Rule {
    /// The metric.
    pub fn metric(&self) -> &str {
        &self.metric
    }

    /// The arm.
    pub fn arm(&self) -> &str {
        &self.arm
    }

    /// The arm it is compared with; None for a mean.
    pub fn control(&self) -> Option<&str> {
        self.control.as_deref()
    }

    /// Which number.
    pub fn bound(&self) -> Bound {
        self.bound
    }

    /// On which side of the limit.
    pub fn is(&self) -> Side {
        self.is
    }

    /// The limit, in the metric's unit.
    pub fn value(&self) -> f64 {
        self.value
    }

    /// Why no number meets it, or every one does: a limit outside of what the number can be. `ends` are what a mean of
    /// its metric lies between, where that is known.
    pub fn idle(&self, ends: [Option<f64>; 2]) -> Option<&'static str> {
        if self.value.abs() > MOST {
            return Some("no number of a readout is so large: correct its value");
        }
        self.idle_by_bound().or_else(|| {
            let [low, high] = match (self.bound, ends) {
                (Bound::Mean, ends) => ends,
                (Bound::Lower | Bound::Upper | Bound::Estimate, [Some(low), Some(high)]) => {
                    [Some(low - high), Some(high - low)]
                }
                _ => [None, None],
            };
            let is_out = low
                .is_some_and(|low| self.value < low || (self.value == low && self.is == Side::Below))
                || high
                    .is_some_and(|high| high < self.value || (self.value == high && self.is == Side::Above));
            is_out.then_some(
                "its metric is never so low or so high: shares lie between 0 and 1, counts are not below 0",
            )
        })
    }

    fn idle_by_bound(&self) -> Option<&'static str> {
        match (self.bound, self.is) {
            (Bound::ChanceToWin, _) if !(0.0 < self.value && self.value < 1.0) => {
                Some("a chance lies between 0 and 1: give a value between them, as 0.95")
            }
            (Bound::ExpectedLoss, Side::Below) if self.value <= 0.0 => {
                Some("a loss is never below 0: give the most that you would bear")
            }
            (Bound::ExpectedLoss, Side::Above) if self.value < 0.0 => {
                Some("every loss is above a value below 0: give the most that you would bear")
            }
            _ => None,
        }
    }

    /// Whether both look at one number and no number meets both.
    pub fn excludes(&self, other: &Self) -> bool {
        let of = |rule: &Self| (rule.metric.clone(), rule.arm.clone(), rule.control.clone(), rule.bound);
        let is_apart = |above: &Self, below: &Self| {
            above.is == Side::Above && below.is == Side::Below && below.value <= above.value
        };
        of(self) == of(other) && (is_apart(self, other) || is_apart(other, self))
    }

    /// The digest of everything it says, field by field; golden tests pin it.
    pub fn digest(&self) -> Digest {
        let control = self.control.as_deref().map_or_else(String::new, |control| format!("={control}"));
        Digest::of([
            b"gate rule 1".as_slice(),
            self.metric.as_bytes(),
            self.arm.as_bytes(),
            control.as_bytes(),
            self.bound.to_string().as_bytes(),
            self.is.to_string().as_bytes(),
            &self.value.to_bits().to_be_bytes(),
        ])
    }

    /// The number this rule looks at, in words.
    fn number(&self) -> String {
        let Self { metric, arm, .. } = self;
        let control = self.control.as_deref().unwrap_or_default();
        match self.bound {
            Bound::Mean => format!("the mean of {metric} per person in {arm}"),
            Bound::Estimate => format!("the incremental {metric} per person of {arm} over {control}"),
            Bound::ChanceToWin => format!("the chance that {arm} is better than {control} in {metric}"),
            Bound::ExpectedLoss => {
                format!("the {metric} per person lost on average by choosing {arm} over {control}")
            }
            Bound::Lower | Bound::Upper => {
                format!("the {} bound of incremental {metric} per person of {arm} over {control}", self.bound)
            }
        }
    }

    /// Compares the rule with `evidence`. One withheld row among those it looks at withholds it.
    pub(crate) fn look(&self, evidence: &[Evidence]) -> Finding {
        let rows = || evidence.iter().filter(|row| self.is_about(row));
        if let Some(why) = rows().find_map(|row| row.withheld.as_deref()) {
            return Finding { is_met: None, reason: format!("{} is withheld: {why}", self.number()) };
        }
        let number = rows().find_map(|row| self.pick(row)).filter(|number| number.is_finite());
        let Some(number) = number else {
            return Finding { is_met: None, reason: format!("{} is not known", self.number()) };
        };
        let is_met = match self.is {
            Side::Above => self.value < number,
            Side::Below => number < self.value,
        };
        let verb = if is_met { "" } else { "not " };
        let reason = format!(
            "{} is {}, which is {verb}{} {}",
            self.number(),
            self.shown(number, rows().find_map(|row| row.mean)),
            self.is,
            plain(self.value)
        );
        Finding { is_met: Some(is_met), reason }
    }

    /// The number as it is read; of a mean what was measured and what may be.
    fn shown(&self, number: f64, mean: Option<f64>) -> String {
        match (self.bound, mean) {
            (Bound::Mean, Some(mean)) if mean != number => {
                let side = if self.is == Side::Below { "most" } else { "least" };
                format!("{} as measured and at {side} {}", plain(mean), plain(number))
            }
            _ => plain(number),
        }
    }

    fn is_about(&self, row: &Evidence) -> bool {
        let is_control = self.control.as_ref().is_none_or(|control| *control == row.control);
        row.metric == self.metric && row.arm == self.arm && is_control
    }

    fn pick(&self, row: &Evidence) -> Option<f64> {
        match self.bound {
            Bound::Lower => row.ci_low,
            Bound::Upper => row.ci_high,
            Bound::Estimate => row.lift,
            // Without an interval the mean stands for itself.
            Bound::Mean => row.mean.filter(|mean| mean.is_finite()).and_then(|mean| {
                let end = if self.is == Side::Below { row.mean_high } else { row.mean_low };
                end.or(Some(mean))
            }),
            Bound::ChanceToWin => row.chance_to_win,
            Bound::ExpectedLoss => row.expected_loss,
        }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} is {} {}", self.number(), self.is, plain(self.value))
    }
}

impl TryFrom<RawRule> for Rule {
    type Error = ProgrammeError;
    fn try_from(raw: RawRule) -> Result<Self, Self::Error> {
        let RawRule { metric, arm, control, bound, is, value } = raw;
        match (&control, bound) {
            (None, Bound::Mean) => {}
            (None, _) => return Err(ProgrammeError::ControlMissing { metric, arm, bound }),
            (Some(_), Bound::Mean) => return Err(ProgrammeError::ControlIdle { metric, arm }),
            (Some(control), _) if *control == arm => {
                return Err(ProgrammeError::ControlIsArm { metric, arm });
            }
            _ => {}
        }
        if !value.is_finite() {
            return Err(ProgrammeError::NotFinite { metric, arm });
        }
        Ok(Self { metric, arm, control, bound, is, value })
    }
}

impl From<Rule> for RawRule {
    fn from(rule: Rule) -> Self {
        let Rule { metric, arm, control, bound, is, value } = rule;
        Self { metric, arm, control, bound, is, value }
    }
}

/// A number for people: at most four decimals, more only for what would otherwise read as 0.
fn plain(number: f64) -> String {
    let n_decimals = if number == 0.0 || 0.001 <= number.abs() { 4 } else { 7 };
    let text = format!("{number:.n_decimals$}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    match text {
        "-0" => "0".to_owned(),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn numbers_read_plainly() {
        for (number, text) in [
            (0.0, "0"),
            (-0.0, "0"),
            (0.42, "0.42"),
            (-1.5, "-1.5"),
            (1234.56789, "1234.5679"),
            (0.001, "0.001"),
            (0.000_25, "0.00025"),
            (100.0, "100"),
        ] {
            assert_eq!(plain(number), text);
        }
    }
}
