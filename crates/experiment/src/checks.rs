//! Trust checks: whether to believe a readout.

use crate::evidence::of_arm;
use crate::judge::{merged, numbers};
use crate::neighbours::check_interference;
use crate::withheld;
use crate::{
    ArmStatistics, Check, CheckKind, CheckVerdict, Comparison, Design, Evidence, PartKind, Parts,
    ReadoutMetric, Sums, Trust, Withheld,
};
use stats::{
    Estimate, Leverage, Outcome, imbalance, independence, leverage, leverage_of_ratio, sample_ratio_by_part,
    trend,
};
use std::collections::BTreeMap;
use vocabulary::grouped;

/// Novelty is a hint, not an alarm on the plumbing, so it is read as tests are.
const NOVELTY_ALPHA: f64 = 0.05;

/// A difference from before exposure of this many standard deviations is worth a look (Austin 2009), unless
/// chance alone makes it at [`NOVELTY_ALPHA`].
const STANDARDISED_MAX: f64 = 0.1;

/// Every check but the sample ratio overall, as far as the evidence allows.
pub(crate) fn checks(
    design: &Design,
    metrics: &[ReadoutMetric],
    evidence: &Evidence,
    trust: &Trust,
) -> Vec<Check> {
    let mut checks: Vec<Check> =
        evidence.parts.iter().map(|parts| check_parts(design, parts, trust)).collect();
    for pair in design.comparisons() {
        checks.extend(check_before(&pair, evidence, trust));
        for metric in metrics {
            checks.extend(check_leverage(&pair, metric, evidence, design.level));
            checks.extend(check_novelty(&pair, metric, evidence, trust, design.level));
        }
        checks.extend(check_interference(&pair, metrics, evidence, trust, design.level));
    }
    checks
}

fn verdict(is_flagged: bool) -> CheckVerdict {
    if is_flagged { CheckVerdict::Flagged } else { CheckVerdict::Passed }
}

fn unknown(check: CheckKind, reason: String) -> Check {
    Check { check, verdict: CheckVerdict::Unknown, metric: None, arm: None, p_value: None, reason }
}

fn check_parts(design: &Design, parts: &Parts, trust: &Trust) -> Check {
    let column = &parts.column;
    let row = |of: &std::collections::BTreeMap<String, u64>| {
        design.arms.iter().map(|arm| of.get(&arm.name).copied().unwrap_or(0)).collect::<Vec<u64>>()
    };
    let rows: Vec<Vec<u64>> = parts.counts.values().map(row).collect();
    let check = match parts.kind {
        PartKind::Day => CheckKind::SampleRatioByDay,
        PartKind::Source => CheckKind::SampleRatioBySource,
        PartKind::EarlierTest => CheckKind::CarryOver,
    };
    if check == CheckKind::CarryOver {
        return match independence(&rows) {
            Err(error) => unknown(check, format!("`{column}`: {error}")),
            Ok(found) => {
                let is_flagged = found.p_value < trust.sample_ratio_alpha;
                let reason = if is_flagged {
                    format!(
                        "who is in which arm depends on the earlier test in `{column}`, so its effects are in these numbers"
                    )
                } else {
                    format!("the arms are mixed alike in every arm of the earlier test in `{column}`")
                };
                let (p_value, verdict) = (Some(found.p_value), verdict(is_flagged));
                Check { check, verdict, metric: None, arm: None, p_value, reason }
            }
        };
    }
    let weights: Vec<f64> = design.arms.iter().map(|arm| arm.weight).collect();
    let found = match sample_ratio_by_part(&rows, &weights) {
        Err(error) => return unknown(check, format!("`{column}`: {error}")),
        Ok(found) => found,
    };
    let Some(p_value) = found.into_iter().flatten().min_by(f64::total_cmp) else {
        return unknown(check, format!("nobody has a value in `{column}`"));
    };
    let (is_flagged, reason) = match parts_off(design, parts, trust) {
        None => (false, format!("the arms hold the planned shares for every value of `{column}`")),
        Some((off, n_parts, p_value)) => {
            let then = match parts.is_stratum {
                true => "; the arms are compared within each, so this does no harm".to_owned(),
                false => format!("; `--stratum {column}` compares within each"),
            };
            (true, format!("{}{then}", withheld::parts_off(column, &off, n_parts, p_value)))
        }
    };
    Check { check, verdict: verdict(is_flagged), metric: None, arm: None, p_value: Some(p_value), reason }
}

/// A part that does not hold the planned shares, by name, with arm, people found, people expected.
type PartOff = (String, Vec<(String, u64, f64)>);

/// The parts that do not hold the planned shares, the worst first, of how many, and the p-value of the worst.
fn parts_off(design: &Design, parts: &Parts, trust: &Trust) -> Option<(Vec<PartOff>, usize, f64)> {
    let total: f64 = design.arms.iter().map(|arm| arm.weight).sum();
    let weights: Vec<f64> = design.arms.iter().map(|arm| arm.weight).collect();
    let row = |of: &BTreeMap<String, u64>| -> Vec<u64> {
        design.arms.iter().map(|arm| of.get(&arm.name).copied().unwrap_or(0)).collect()
    };
    let rows: Vec<Vec<u64>> = parts.counts.values().map(row).collect();
    let found = sample_ratio_by_part(&rows, &weights).ok()?;
    let mut off: Vec<(f64, PartOff)> = Vec::new();
    for ((part, counts), p_value) in parts.counts.keys().zip(&rows).zip(found) {
        let Some(p_value) = p_value.filter(|p_value| *p_value < trust.sample_ratio_alpha) else { continue };
        let n_people = counts.iter().sum::<u64>() as f64;
        let arms = design.arms.iter().zip(counts);
        let arms = arms.map(|(arm, &n)| (arm.name.clone(), n, n_people * (arm.weight / total)));
        off.push((p_value, (part.clone(), arms.collect())));
    }
    off.sort_by(|a, b| a.0.total_cmp(&b.0));
    let worst = off.first()?.0;
    Some((off.into_iter().map(|(_, part)| part).collect(), rows.len(), worst))
}

/// Why nothing is read out of arms whose shares change from part to part.
///
/// More people of one arm on the better days is a difference that no arm made (Simpson's paradox), so it
/// withholds as a broken split overall does, unless arms are compared within the parts.
pub(crate) fn part_mismatch(design: &Design, evidence: &Evidence, trust: &Trust) -> Option<Withheld> {
    let is_held = |parts: &&Parts| parts.kind != PartKind::EarlierTest && !parts.is_stratum;
    evidence.parts.iter().filter(is_held).find_map(|parts| {
        let (off, n_parts, p_value) = parts_off(design, parts, trust)?;
        Some(Withheld::PartMismatch { column: parts.column.clone(), parts: off, n_parts, p_value })
    })
}

fn check_before(pair: &Comparison<'_>, evidence: &Evidence, trust: &Trust) -> Option<Check> {
    let before = evidence.before.as_ref()?;
    let (own, base) = (before.arms.get(&pair.arm.name)?, before.arms.get(&pair.control.name)?);
    let (check, arm) = (CheckKind::Imbalance, Some(pair.arm.name.clone()));
    let found = match imbalance(own, base) {
        Ok(found) => found,
        Err(error) => return Some(Check { arm, ..unknown(check, error.to_string()) }),
    };
    let distances = before.columns.iter().zip(&found.standardised);
    let distances = distances.filter_map(|(column, distance)| Some((column, (*distance)?)));
    let largest = distances.max_by(|a, b| a.1.abs().total_cmp(&b.1.abs()));
    let is_far = largest.is_some_and(|(_, distance)| STANDARDISED_MAX < distance.abs());
    let is_flagged = found.p_value < trust.sample_ratio_alpha || (is_far && found.p_value < NOVELTY_ALPHA);
    let most = largest.map_or_else(String::new, |(column, distance)| {
        format!(", most in `{column}` ({:.3} standard deviations)", distance.abs())
    });
    let names = format!("`{}` and `{}`", pair.arm.name, pair.control.name);
    let reason = if is_flagged {
        format!(
            "{names} differed before anything was done{most}, as chance alone makes them in one test of {}: look \
             whether people were split by chance, and whether what is taken as before was known before",
            grouped((1.0 / found.p_value.max(1e-15)).round() as u64)
        )
    } else {
        format!("{names} were alike before exposure{most}")
    };
    Some(Check {
        check,
        verdict: verdict(is_flagged),
        metric: None,
        arm,
        p_value: Some(found.p_value),
        reason,
    })
}

fn check_leverage(
    pair: &Comparison<'_>,
    metric: &ReadoutMetric,
    evidence: &Evidence,
    level: f64,
) -> Option<Check> {
    let arm = |name: &str| {
        let sums = of_arm(&evidence.statistics, &metric.name, name, None)?;
        (sums.n_missing + sums.n_not_finite == 0).then_some(sums)
    };
    let (own, base) = (arm(&pair.arm.name)?, arm(&pair.control.name)?);
    let noun = metric.noun();
    let (found, who, extremes) = match (of_person(own, base, level), of_group(own, base, level)) {
        (Some((found, [far, base_far])), _) => (found, "person", format!(" ({far} and {base_far} {noun})")),
        (None, Some(found)) => (found, "group", String::new()),
        (None, None) => return not_looked_for(own, metric, pair),
    };
    let share = found.share_of_spread.into_iter().fold(0.0, f64::max);
    let reason = if found.decides {
        format!(
            "without the most extreme {who} of each arm{extremes} the result would be another; cap the metric in the \
             next plan"
        )
    } else {
        format!(
            "no single {who} decides {noun}; the most extreme one is {:.1} % of an arm's spread",
            100.0 * share
        )
    };
    Some(Check {
        check: CheckKind::Leverage,
        verdict: verdict(found.decides),
        metric: Some(metric.name.clone()),
        arm: Some(pair.arm.name.clone()),
        p_value: None,
        reason,
    })
}

/// Says where one person who decides was not looked for.
fn not_looked_for(sums: &ArmStatistics, metric: &ReadoutMetric, pair: &Comparison<'_>) -> Option<Check> {
    let noun = metric.noun();
    let why = match &sums.sums {
        Sums::Moments { outcome: Outcome::Ratio { .. }, .. } => "that is looked for in means only",
        Sums::Value(_) => "one person hardly moves a quantile or a share kept",
        Sums::Moments { .. } => "the ends of its values are not known",
        // A person counts once in a share, and what cannot be estimated is withheld with its own reason.
        Sums::Share(_) | Sums::Unknown(_) => return None,
    };
    let reason = format!("whether one person decides {noun}: {why}");
    let (metric, arm) = (Some(metric.name.clone()), Some(pair.arm.name.clone()));
    Some(Check { metric, arm, ..unknown(CheckKind::Leverage, reason) })
}

/// What one person of each arm does to a mean, and their values.
fn of_person(own: &ArmStatistics, base: &ArmStatistics, level: f64) -> Option<(Leverage, [f64; 2])> {
    let arm = |sums: &ArmStatistics| {
        let Sums::Moments { strata, outcome: Outcome::Mean { column }, .. } = &sums.sums else { return None };
        let moments = merged(strata.values()).ok()?.column(*column)?;
        let [low, high] = sums.extremes?;
        let extreme = if (high - moments.mean).abs() < (low - moments.mean).abs() { low } else { high };
        Some((moments, extreme))
    };
    let ((own, far), (base, base_far)) = (arm(own)?, arm(base)?);
    let far = [far, base_far];
    Some((leverage(&own, &base, far, level).ok()?, far))
}

/// What one group of each arm does, where groups were randomised.
fn of_group(own: &ArmStatistics, base: &ArmStatistics, level: f64) -> Option<Leverage> {
    let arm = |sums: &ArmStatistics| {
        let Sums::Moments { strata, outcome: Outcome::Ratio { numerator, denominator, .. }, .. } = &sums.sums
        else {
            return None;
        };
        Some((merged(strata.values()).ok()?.pair(*numerator, *denominator)?, sums.extreme_group?))
    };
    let ((own, far), (base, base_far)) = (arm(own)?, arm(base)?);
    leverage_of_ratio(&own, &base, [far, base_far], level).ok()
}

fn check_novelty(
    pair: &Comparison<'_>,
    metric: &ReadoutMetric,
    evidence: &Evidence,
    trust: &Trust,
    level: f64,
) -> Option<Check> {
    if evidence.by_day.is_empty() {
        return None;
    }
    let (metric_name, arm) = (Some(metric.name.clone()), Some(pair.arm.name.clone()));
    if evidence.by_day.iter().all(|sums| sums.metric != metric.name) {
        let reason = format!("{} is no mean, share or ratio, which alone are known by day", metric.noun());
        return Some(Check { metric: metric_name, arm, ..unknown(CheckKind::Novelty, reason) });
    }
    let mut days: Vec<&str> = Vec::new();
    for sums in &evidence.by_day {
        let day = sums.segment.as_deref().unwrap_or_default();
        if days.last() != Some(&day) && !days.contains(&day) {
            days.push(day);
        }
    }
    let lift = |day: &&str| -> Option<Estimate> {
        let arm = |name| of_arm(&evidence.by_day, &metric.name, name, Some(day));
        let found = numbers(arm(&pair.arm.name)?, arm(&pair.control.name)?, level, trust).ok()?;
        Some(found.contrast.lift()).filter(|lift| 0.0 < lift.squared_error)
    };
    let lifts: Vec<Option<Estimate>> = days.iter().map(lift).collect();
    let found = match trend(&lifts) {
        Ok(found) => found,
        Err(_) => {
            let n = lifts.iter().flatten().count() as u64;
            let reason =
                format!("{} days have enough people in both arms, at least 3 are needed", grouped(n));
            return Some(Check { metric: metric_name, arm, ..unknown(CheckKind::Novelty, reason) });
        }
    };
    let is_flagged = found.p_value < NOVELTY_ALPHA;
    let noun = metric.noun();
    let reason = if is_flagged {
        format!(
            "the lift of {noun} moves over time, from {:.4} at first to {:.4} at last: the average is not what will stay",
            found.first, found.last
        )
    } else {
        format!("the lift of {noun} neither grows nor wears off as far as can be seen")
    };
    let (check, p_value) = (CheckKind::Novelty, Some(found.p_value));
    Some(Check { check, verdict: verdict(is_flagged), metric: metric_name, arm, p_value, reason })
}
