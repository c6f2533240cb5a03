use crate::{ArmStatistics, MetricKind, Sums, Unit};
use serde::{Deserialize, Serialize};
use stats::{Outcome, PowerPlan, Sides, StatsError, adjust};
use vocabulary::grouped;

/// The most steps until the lift that can be detected and the variance it brings about agree.
const N_STEPS_MAX: usize = 50;

/// The people an arm must have to be read out: as [`crate::Trust`] has it by default.
const N_ARM_MIN: u64 = 20;

/// A share in per cent, with the digits it takes.
fn percent(share: f64) -> String {
    let percent = share * 100.0;
    let rounded = (percent * 1e2).round() / 1e2;
    if rounded == 0.0 && percent != 0.0 { format!("{percent} %") } else { format!("{rounded} %") }
}

/// What is known of a metric before the test.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct History {
    /// Which metric.
    pub metric: String,
    /// What number it is.
    #[serde(default)]
    pub kind: MetricKind,
    /// Its unit.
    pub unit: Unit,
    /// Its value today.
    pub baseline: f64,
    /// Variance of one randomised unit, nothing taken off.
    pub variance: f64,
    /// The share of the variance that covariates and strata take off.
    #[serde(default)]
    pub variance_reduction: Option<f64>,
    /// People it was measured on; `None` where it was given.
    #[serde(default)]
    pub n_people: Option<u64>,
    /// Groups it was measured on, where groups are randomised: then people below are groups.
    #[serde(default)]
    pub n_groups: Option<u64>,
}

impl History {
    /// A mean with its standard deviation, as given.
    pub fn of_mean(metric: &str, mean: f64, std_dev: f64) -> Self {
        Self {
            metric: metric.to_owned(),
            kind: MetricKind::Mean,
            unit: Unit::Number,
            baseline: mean,
            variance: std_dev * std_dev,
            variance_reduction: None,
            n_people: None,
            n_groups: None,
        }
    }

    /// A share of people, as given.
    pub fn of_share(metric: &str, share: f64) -> Self {
        let of_mean = Self::of_mean(metric, share, (share * (1.0 - share)).sqrt());
        Self { kind: MetricKind::Proportion, unit: Unit::Share, ..of_mean }
    }

    /// What the sums of one group of people say of a metric, with the gain of its covariates and strata.
    ///
    /// Errors: [`StatsError`] when the metric cannot be estimated; [`StatsError::TooFew`] too when some
    /// people have no usable value.
    pub fn of_sums(sums: &ArmStatistics, metric: &crate::ReadoutMetric) -> Result<Self, StatsError> {
        if 0 < sums.n_missing + sums.n_not_finite {
            return Err(StatsError::NotFinite { what: "a value of the history" });
        }
        let n_units = sums.sums.n_units();
        let (estimate, variance_reduction) = match &sums.sums {
            Sums::Moments { strata, outcome, covariates } => {
                let strata: Vec<_> = strata.values().cloned().collect();
                let columns: Vec<usize> = covariates.iter().map(|(_, column)| *column).collect();
                // One group stands for both arms: what is taken off is fitted on everybody.
                let whole = [crate::judge::merged(&strata)?];
                let plain = adjust(&whole, &whole, *outcome, &[])?;
                let adjusted = adjust(&strata, &strata, *outcome, &columns)?;
                let is_plain = columns.is_empty() && adjusted.n_strata == 1;
                (plain.treatment, (!is_plain).then_some(adjusted.variance_reduction))
            }
            Sums::Share(share) => (share.estimate()?, None),
            Sums::Value(value) => (*value, None),
            Sums::Unknown(error) => return Err(error.clone()),
        };
        let is_clustered = match &sums.sums {
            Sums::Moments { outcome: Outcome::Ratio { .. }, .. } => n_units.is_some_and(|n| n != sums.n),
            _ => false,
        };
        let n = n_units.unwrap_or(sums.n);
        Ok(Self {
            metric: metric.name.clone(),
            kind: metric.kind,
            unit: metric.unit,
            baseline: estimate.value,
            variance: PowerPlan::variance_of(&estimate, n),
            variance_reduction,
            n_people: Some(sums.n),
            n_groups: n_units.filter(|_| is_clustered),
        })
    }

    /// Why nothing can be planned on these sums, where too few people carry what is known of the metric.
    pub fn fault_of(sums: &ArmStatistics, metric: &crate::ReadoutMetric) -> Option<String> {
        let is_ratio =
            matches!(sums.sums, Sums::Moments { outcome: Outcome::Ratio { carriers: Some(_), .. }, .. });
        let n = sums.n_carriers.filter(|n| is_ratio && *n < N_ARM_MIN)?;
        Some(format!(
            "{} of {} people have anything that {} is divided by, and at least {N_ARM_MIN} are needed to know how it differs",
            grouped(n),
            grouped(sums.n),
            metric.noun()
        ))
    }

    /// Whether the variance follows from the value, as with shares of people.
    fn is_share(&self) -> bool {
        self.unit == Unit::Share && self.n_groups.is_none() && self.kind != MetricKind::Retention
    }
}

/// A lift to be found, in the unit of the metric or as a share of its value today.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlannedLift {
    /// How much; below 0 for less.
    pub size: f64,
    /// Whether it is a share of the value today.
    pub is_relative: bool,
}

/// A test that is planned.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PowerQuestion {
    /// Arms, the control among them.
    pub n_arms: u32,
    /// Share of people in the control; the others share the rest evenly. All alike without.
    pub control_share: Option<f64>,
    /// Share of people in each other arm, where they do not share what the control leaves.
    #[serde(default)]
    pub arm_share: Option<f64>,
    /// How many times the people of a single look the plan's looks take.
    #[serde(default)]
    pub inflation: Option<f64>,
    /// Chance of a false alarm, over all arms and metrics that decide.
    pub alpha: f64,
    /// Chance to find the lift when it is there.
    pub power: f64,
    /// Whether a loss counts as a finding too.
    pub is_two_sided: bool,
    /// Metrics that decide; with the arms they share alpha, by Bonferroni.
    pub n_metrics: u32,
    /// People there will be, in all arms together.
    pub n_people: Option<u64>,
    /// The lift that is worth finding.
    pub lift: Option<PlannedLift>,
    /// People who come in a day.
    pub per_day: Option<f64>,
}

impl Default for PowerQuestion {
    /// Two arms alike, alpha 5 % on two sides, power 80 %.
    fn default() -> Self {
        Self {
            n_arms: 2,
            control_share: None,
            arm_share: None,
            inflation: None,
            alpha: 0.05,
            power: 0.8,
            is_two_sided: true,
            n_metrics: 1,
            n_people: None,
            lift: None,
            per_day: None,
        }
    }
}

/// What a planned test can find, or what it takes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PowerAnswer {
    /// What is known of the metric.
    pub history: History,
    /// Share of people in the control.
    pub control_share: f64,
    /// Share of people in each other arm.
    pub arm_share: f64,
    /// The smallest lift that the people planned find, in the unit of the metric.
    pub detectable_lift: Option<f64>,
    /// The same as a share of the value today; `None` unless that is above 0.
    pub detectable_relative: Option<f64>,
    /// People in all arms who find the lift that is worth finding.
    pub n_people: Option<u64>,
    /// The same, had nothing been taken off the noise.
    pub n_people_without_covariates: Option<u64>,
    /// The chance that the people planned find the lift that is worth finding.
    pub power: Option<f64>,
    /// Days until the people planned, or else the people needed, have come.
    pub n_days: Option<u64>,
    /// Why there is no answer.
    pub withheld: Option<String>,
    /// The answer in words.
    pub sentence: String,
}

impl PowerQuestion {
    fn shares(&self) -> (f64, f64) {
        let n_others = f64::from(self.n_arms.saturating_sub(1).max(1));
        let control = self.control_share.unwrap_or(1.0 / (1.0 + n_others));
        (control, self.arm_share.unwrap_or((1.0 - control) / n_others))
    }

    /// People of a single look who know as much as so many with the plan's looks.
    fn looked_at_once(&self, n_people: u64) -> u64 {
        self.inflation.map_or(n_people, |inflation| (n_people as f64 / inflation).floor() as u64)
    }

    /// The other way round.
    fn with_looks(&self, n_people: u64) -> u64 {
        self.inflation.map_or(n_people, |inflation| (n_people as f64 * inflation).ceil() as u64)
    }

    fn plan(&self, history: &History, lift: f64, reduction: f64) -> Result<PowerPlan, StatsError> {
        let (share_control, share) = self.shares();
        let plan = if history.is_share() {
            PowerPlan::of_shares(history.baseline, lift)?
        } else {
            PowerPlan::even(history.variance)
        };
        Ok(PowerPlan {
            share,
            share_control,
            alpha: self.alpha,
            sides: if self.is_two_sided { Sides::Two } else { Sides::One },
            n_comparisons: self.n_arms.saturating_sub(1).max(1) * self.n_metrics.max(1),
            ..plan.reduced(reduction)
        })
    }

    /// The smallest lift found; with shares the lift moves the variance, which moves the lift.
    fn detectable(&self, history: &History, n_people: u64, reduction: f64) -> Result<f64, StatsError> {
        let mut lift = 0.0;
        for _ in 0..N_STEPS_MAX {
            let found = self.plan(history, lift, reduction)?.detectable_lift(n_people, self.power)?;
            let is_settled = (found - lift).abs() <= 1e-12 * found;
            lift = found;
            if is_settled || !history.is_share() {
                break;
            }
        }
        Ok(lift)
    }

    /// What this test can find of a metric, or what finding it takes.
    ///
    /// Returns: an answer whose numbers are `None` where they were not asked for, or where they cannot be
    /// had, and then `withheld` says why.
    /// Source: as [`PowerPlan`].
    pub fn answer(&self, history: &History) -> PowerAnswer {
        let (control_share, arm_share) = self.shares();
        let mut answer = PowerAnswer {
            history: history.clone(),
            control_share,
            arm_share,
            detectable_lift: None,
            detectable_relative: None,
            n_people: None,
            n_people_without_covariates: None,
            power: None,
            n_days: None,
            withheld: None,
            sentence: String::new(),
        };
        answer.withheld = self.fault(history);
        if answer.withheld.is_none()
            && let Err(error) = self.fill(&mut answer)
        {
            answer.withheld = Some(self.words(&error, history));
        }
        answer.sentence = self.sentence(&answer);
        answer
    }

    /// What a reader must change of a plan that is none, in the words of what was asked.
    fn fault(&self, history: &History) -> Option<String> {
        let noun = history.metric.replace('_', " ");
        if !(0.0 < history.variance && history.variance.is_finite()) {
            let why = match history.kind {
                MetricKind::Quantile => "so many people share the value at that rank",
                _ => "everybody has the same",
            };
            return Some(format!(
                "{why} {noun} that its spread is not known, and without it no plan can be made"
            ));
        }
        if self.power <= self.alpha {
            return Some(format!(
                "a power of {} is no more than the {} of false alarms: ask for a chance above it, as 0.8",
                percent(self.power),
                percent(self.alpha)
            ));
        }
        if let Some(n_people) = self.n_people
            && let smallest = (n_people as f64 * self.smallest_share() + 1e-9) as u64
            && smallest < N_ARM_MIN
        {
            return Some(format!(
                "{} people leave {} in the smallest arm, where a readout withholds below {N_ARM_MIN}: plan with at least {}",
                grouped(n_people),
                grouped(smallest),
                grouped(self.n_least())
            ));
        }
        let planned = self.lift?;
        let baseline = history.baseline;
        if planned.is_relative && baseline <= 0.0 {
            return Some(format!(
                "{noun} is {baseline} today, and per cents of that say nothing: give the lift in its unit"
            ));
        }
        let lift = planned.size * if planned.is_relative { baseline } else { 1.0 };
        if lift == 0.0 {
            return Some(
                "a lift of 0 cannot be found: give the smallest that would be worth it, as 2%".to_owned(),
            );
        }
        let after = baseline + lift;
        if history.is_share() && !(0.0 < after && after < 1.0) {
            return Some(format!(
                "{} today and a lift of {} make {}, and a share lies between 0 and 100 %: give a smaller lift",
                percent(baseline),
                self.lift_words(),
                percent(after)
            ));
        }
        None
    }

    /// An error of the search in the words of the question.
    fn words(&self, error: &StatsError, history: &History) -> String {
        match error {
            StatsError::Rank { .. } => format!(
                "so few people find no lift that a share of {} can make: plan with more",
                percent(history.baseline)
            ),
            StatsError::NotFinite { .. } if self.lift.is_some() => format!(
                "a lift of {} is so small that finding it takes more people than can be counted",
                self.lift_words()
            ),
            other => other.to_string(),
        }
    }

    fn lift_words(&self) -> String {
        let Some(planned) = self.lift else { return "nothing".to_owned() };
        if planned.is_relative { percent(planned.size) } else { format!("{}", planned.size) }
    }

    /// The share of people in the smallest arm.
    fn smallest_share(&self) -> f64 {
        let (control, arm) = self.shares();
        control.min(arm)
    }

    /// The people, in all arms together, below whom the smallest arm is too small to be read out.
    fn n_least(&self) -> u64 {
        (N_ARM_MIN as f64 / self.smallest_share() - 1e-9).ceil() as u64
    }

    fn fill(&self, answer: &mut PowerAnswer) -> Result<(), StatsError> {
        let history = answer.history.clone();
        let reduction = history.variance_reduction.unwrap_or(0.0);
        if let Some(n_people) = self.n_people {
            let lift = self.detectable(&history, self.looked_at_once(n_people), reduction)?;
            answer.detectable_lift = Some(lift);
            answer.detectable_relative = Some(lift / history.baseline).filter(|_| 0.0 < history.baseline);
        }
        if let Some(planned) = self.lift {
            let lift = planned.size * if planned.is_relative { history.baseline } else { 1.0 };
            // The direction matters to the variance of shares only.
            let plan = self.plan(&history, lift, reduction)?;
            let n_people = self.with_looks(plan.n_people(lift.abs(), self.power)?);
            answer.n_people = Some(n_people.max(self.n_least()));
            if history.variance_reduction.is_some() {
                let plain = self.plan(&history, lift, 0.0)?.n_people(lift.abs(), self.power)?;
                answer.n_people_without_covariates = Some(self.with_looks(plain).max(self.n_least()));
            }
            if let Some(n_people) = self.n_people {
                answer.power = Some(plan.power(lift.abs(), self.looked_at_once(n_people) as f64)?);
            }
        }
        let n_people = self.n_people.or(answer.n_people);
        let per_day = self.per_day.filter(|&per_day| 0.0 < per_day);
        answer.n_days = n_people.zip(per_day).map(|(n, per_day)| (n as f64 / per_day).ceil() as u64);
        Ok(())
    }

    /// The arms that people are counted in; where both shares are given there may be others.
    fn arms_words(&self) -> String {
        match self.arm_share {
            Some(_) => "all arms".to_owned(),
            None => format!("all {} arms", self.n_arms),
        }
    }

    /// How many of `n` are in an arm.
    fn by_arm(&self, n: u64) -> String {
        let (control, arm) = self.shares();
        let of = |share: f64| grouped((n as f64 * share - 1e-9).ceil() as u64);
        match ((control - arm).abs() < 1e-9, self.n_arms) {
            (true, _) => format!("{} in each", of(control)),
            (false, 2) => format!("{} in the control, {} in the other", of(control), of(arm)),
            (false, _) => format!("{} in the control, {} in each other", of(control), of(arm)),
        }
    }

    fn sentence(&self, answer: &PowerAnswer) -> String {
        let noun = answer.history.metric.replace('_', " ");
        let who = if answer.history.n_groups.is_some() { "groups" } else { "people" };
        if let Some(why) = &answer.withheld {
            return format!("{noun}: withheld, {why}");
        }
        let days = answer.n_days.map_or_else(String::new, |days| format!(", {} days", grouped(days)));
        let mut parts = Vec::new();
        if let (Some(n), Some(lift)) = (self.n_people, answer.detectable_lift) {
            let relative = answer
                .detectable_relative
                .map_or_else(String::new, |lift| format!(" ({} of today's)", percent(lift)));
            parts.push(format!(
                "{} {who} in {} together{days} find a lift of {lift:.6}{relative} in {noun} with a chance of {}",
                grouped(n),
                self.arms_words(),
                percent(self.power)
            ));
        }
        if let (Some(n), Some(_)) = (answer.n_people, self.lift) {
            let lift = self.lift_words();
            let without = answer
                .n_people_without_covariates
                .map_or_else(String::new, |n| format!("; without covariates and strata {}", grouped(n)));
            let days = if self.n_people.is_none() { days } else { String::new() };
            parts.push(format!(
                "to find {lift} in {noun} takes {} {who} in {} together ({}){days}{without}",
                grouped(n),
                self.arms_words(),
                self.by_arm(n)
            ));
        }
        parts.join("; ")
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
    use super::*;

    fn relative(size: f64) -> Option<PlannedLift> {
        Some(PlannedLift { size, is_relative: true })
    }

    /// Source: Fleiss, Levin, Paik 2003, eq. 4.14 without continuity correction and with each arm's own variance:
    /// (z₀.₉₇₅ + z₀.₈)² (p₁ q₁ + p₂ q₂) / δ² = 7.848879 · 0.099475 / 0.000025 = 31,230.69 people in each arm.
    #[test]
    fn a_share_takes_as_many_people_as_the_textbook_says() {
        let question =
            PowerQuestion { lift: relative(0.1), per_day: Some(5000.0), ..PowerQuestion::default() };
        let answer = question.answer(&History::of_share("orders", 0.05));
        assert_eq!((answer.n_people, answer.n_days), (Some(62_462), Some(13)), "{answer:?}");
        assert_eq!(
            answer.sentence,
            "to find 10 % in orders takes 62,462 people in all 2 arms together (31,231 in each), 13 days"
        );
    }

    #[test]
    fn the_lift_found_by_the_people_needed_is_the_lift_wanted() {
        for history in [History::of_share("orders", 0.05), History::of_mean("spend", 20.0, 60.0)] {
            for (n_arms, control_share) in [(2, None), (4, None), (4, Some(0.4))] {
                let question =
                    PowerQuestion { n_arms, control_share, lift: relative(0.05), ..PowerQuestion::default() };
                let n_people = question.answer(&history).n_people;
                let found = PowerQuestion { n_people, ..question }.answer(&history);
                assert!((found.detectable_relative.unwrap() / 0.05 - 1.0).abs() < 1e-4, "{found:?}");
                assert!((found.power.unwrap() - 0.8).abs() < 1e-4, "{found:?}");
            }
        }
    }

    #[test]
    fn arms_of_other_sizes_and_looks_count() {
        let history = History::of_mean("spend", 20.0, 60.0);
        let even = PowerQuestion { n_people: Some(40_000), ..PowerQuestion::default() };
        // Arms of 40 % and 20 %: the variance of the lift is σ²(1/0.4 + 1/0.2)/n instead of σ²(1/0.5 + 1/0.5)/n.
        let shares = PowerQuestion { control_share: Some(0.2), arm_share: Some(0.4), ..even };
        let detectable = |question: PowerQuestion| question.answer(&history).detectable_lift.unwrap();
        assert!((detectable(shares) / detectable(even) - (7.5_f64 / 4.0).sqrt()).abs() < 1e-4);
        // (1.959964 + 0.841621) · 60 · √(4 / 40,000) = 1.680951.
        assert!((detectable(even) - 1.680_951).abs() < 1e-3, "{}", detectable(even));
        let looks = PowerQuestion { inflation: Some(1.0625), ..even };
        assert!((detectable(looks) / detectable(even) - 1.0625_f64.sqrt()).abs() < 1e-4);
        let takes = |inflation| {
            let question = PowerQuestion { lift: relative(0.05), inflation, ..PowerQuestion::default() };
            question.answer(&history).n_people.unwrap() as f64
        };
        assert!((takes(Some(1.1)) / takes(None) - 1.1).abs() < 1e-4);
    }

    /// Source: (z₀.₉₇₅ + z₀.₈)² (p₀q₀ + p₁q₁) / δ² at 0.05 → 0.04, by hand 13,484.4; a loss takes another number
    /// than a gain of the same size.
    #[test]
    fn a_loss_is_a_lift_too() {
        let question = PowerQuestion { lift: relative(-0.2), ..PowerQuestion::default() };
        let answer = question.answer(&History::of_share("complaints", 0.05));
        assert_eq!(answer.n_people, Some(13_485), "{answer:?}");
        assert!(answer.sentence.starts_with("to find -20 % in complaints"), "{}", answer.sentence);
    }

    #[test]
    fn no_plan_leaves_an_arm_that_a_readout_withholds() {
        let question =
            PowerQuestion { lift: relative(3.0), control_share: Some(0.1), ..PowerQuestion::default() };
        let answer = question.answer(&History::of_mean("spend", 1.0, 0.5));
        assert_eq!(answer.n_people, Some(200), "{answer:?}");
    }

    #[test]
    fn what_covariates_take_off_is_saved() {
        let history = History { variance_reduction: Some(0.4), ..History::of_mean("spend", 20.0, 60.0) };
        let answer = PowerQuestion { lift: relative(0.05), ..PowerQuestion::default() }.answer(&history);
        let ratio = answer.n_people.unwrap() as f64 / answer.n_people_without_covariates.unwrap() as f64;
        assert!((ratio - 0.6).abs() < 1e-3, "{answer:?}");
    }

    #[test]
    fn a_plan_that_is_none_is_withheld_with_the_reason() {
        let check = |question: PowerQuestion, history: History, words: &str| {
            let answer = question.answer(&history);
            let why = answer.withheld.unwrap();
            assert!(why.contains(words) && answer.n_people.is_none(), "`{why}` does not say `{words}`");
        };
        let lift = |size| PowerQuestion { lift: relative(size), ..PowerQuestion::default() };
        let people = |n| PowerQuestion { n_people: Some(n), ..PowerQuestion::default() };
        let orders = || History::of_share("orders", 0.05);
        check(lift(0.0), orders(), "a lift of 0 cannot be found");
        check(lift(30.0), orders(), "5 % today and a lift of 3000 % make 155 %");
        check(lift(0.8), History::of_share("orders", 0.6), "make 108 %");
        check(lift(-1.0), orders(), "make 0 %");
        check(lift(1e-9), orders(), "more people than can be counted");
        check(lift(0.05), History::of_mean("spend", 0.0, 1.0), "in its unit");
        check(PowerQuestion { power: 0.04, ..lift(0.1) }, orders(), "no more than the 5 % of false alarms");
        check(people(1000), History::of_mean("spend", 1.0, 0.0), "spread");
        check(people(10), History::of_share("orders", 0.5), "5 in the smallest arm");
        check(people(40), History::of_share("orders", 0.97), "so few people");
    }
}
