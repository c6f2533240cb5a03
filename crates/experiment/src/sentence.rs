use crate::{Estimate, IntervalKind, MetricKind, Unit};

/// Two significant digits of the interval's width are all the interval knows.
const N_SIGNIFICANT: f64 = 2.0;

/// No metric is read beyond this many decimals.
const N_DECIMALS_MAX: f64 = 6.0;

/// A forecast of the spread that came out this many times as large, or as small, is told as a miss.
const FORECAST_MISS: f64 = 1.25;

/// How amounts of a unit are read aloud.
pub(crate) struct Reading {
    factor: f64,
    sign: String,
    n_decimals: usize,
    less: &'static str,
    pub per: &'static str,
}

impl Reading {
    pub fn of(unit: Unit, currency: Option<&str>, kind: MetricKind, width: f64) -> Self {
        let (factor, sign, least, less, per) = match unit {
            Unit::Money => (1.0, "$", 2.0, "less", " per person"),
            Unit::Share => (100.0, "", 0.0, "fewer", " per 100 people"),
            Unit::Number => (1.0, "", 0.0, "less", " per person"),
        };
        // Ratios and quantiles are no amounts per person; their noun says what they are.
        let per = if matches!(kind, MetricKind::Ratio | MetricKind::Quantile) { "" } else { per };
        let sign = match (unit, currency) {
            (Unit::Money, Some(code)) if code != "USD" => format!("{code} "),
            _ => sign.to_owned(),
        };
        let magnitude = (width * factor).log10().floor();
        let wanted = if magnitude.is_finite() { N_SIGNIFICANT - 1.0 - magnitude } else { least };
        let n_decimals = wanted.clamp(least, N_DECIMALS_MAX) as usize;
        Self { factor, sign, n_decimals, less, per }
    }

    pub fn amount(&self, value: f64) -> String {
        let (sign, n_decimals) = (&self.sign, self.n_decimals);
        format!("{sign}{:.n_decimals$}", (value * self.factor).abs())
    }
}

/// An amount in the unit of an estimate, with as many digits as it is worth.
pub(crate) fn amount(estimate: &Estimate, amount: f64) -> String {
    let reading = Reading::of(estimate.unit, estimate.currency.as_deref(), estimate.kind, amount.abs());
    format!("{}{}", reading.amount(amount), reading.per)
}

impl Estimate {
    /// What the plan promised to find beside what the numbers that came can find; `None` where one is not known.
    pub fn forecast(&self) -> Option<String> {
        let (planned, came) = (self.detectable_planned?, self.detectable?);
        let words = |value: f64| amount(self, value);
        let times = came / planned;
        let why = if FORECAST_MISS < times {
            format!(
                ": people differed more than in the time before, so the interval is {times:.1} times as wide as planned"
            )
        } else if times * FORECAST_MISS < 1.0 {
            ": people differed less than in the time before".to_owned()
        } else {
            ", about as planned".to_owned()
        };
        Some(format!(
            "the plan promised to find a difference of {} with a chance of 80 %; what came finds {}{why}",
            words(planned),
            words(came)
        ))
    }
}

/// Says an estimate in words a marketer reads.
///
/// The interval is the statement; the point estimate alone would promise more than is known. When the
/// interval holds zero, the sentence says that no difference was shown, not that there is none.
pub(crate) fn sentence(estimate: &Estimate, noun: &str) -> String {
    let Estimate { arm, control, .. } = estimate;
    let sure = estimate.bayes.as_ref().map(|bayes| format!("; {}", bayes.sentence)).unwrap_or_default();
    let segment = estimate.segment.as_ref().map(|segment| format!("in `{segment}`: ")).unwrap_or_default();
    let (Some(low), Some(high)) = (estimate.ci_low, estimate.ci_high) else {
        let why = estimate.withheld.as_deref().unwrap_or("no numbers were given");
        return format!("{segment}{noun}, `{arm}` against `{control}`: withheld, {why}");
    };
    let reading = Reading::of(estimate.unit, estimate.currency.as_deref(), estimate.kind, high - low);
    let (from, to) = (reading.amount(low), reading.amount(high));
    let (less, per) = (reading.less, reading.per);
    let which = match (estimate.interval, &estimate.look) {
        (IntervalKind::SingleLook, _) => String::new(),
        (IntervalKind::PlannedLook, Some(look)) => {
            format!(" of look {} of {}", look.planned.look, look.planned.n_looks)
        }
        (IntervalKind::AlwaysValid | IntervalKind::PlannedLook, _) => " that holds at every look".to_owned(),
    };
    let level = format!("{}% interval{which}", (estimate.level * 1000.0).round() / 10.0);
    if 0.0 < low {
        return format!(
            "{segment}between {from} and {to} more {noun}{per} with `{arm}` than with `{control}` ({level}){sure}"
        );
    }
    if high < 0.0 {
        return format!(
            "{segment}between {to} and {from} {less} {noun}{per} with `{arm}` than with `{control}` ({level}){sure}"
        );
    }
    format!(
        "{segment}no clear difference in {noun} between `{arm}` and `{control}`: somewhere from {from} {less} to {to} more{per} ({level}){sure}"
    )
}
