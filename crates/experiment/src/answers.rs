//! What is said of a comparison besides its lift: the answers an [`Analysis`] asks for.

use crate::judge::Numbers;
use crate::{
    Analysis, Bayes, BayesAnswer, LookAnswer, Margin, PeekAnswer, PlannedLook, ReadoutMetric, RelativeAnswer,
    Test, TestAnswer,
};
use stats::{
    BetaPrior, Better, Contrast, Estimate, GroupSequential, NormalPrior, OneSided, Posterior, Proportion,
    RelativeLift, RelativeMethod, Sides, StatsError, compare, posterior_of_shares, relative_lift,
};

/// With fewer hits or misses than this in an arm, shares are not normal enough for a normal posterior.
const N_HITS_NORMAL: u64 = 1000;

/// The relative lift by each method that is asked for.
///
/// Withheld where a share of the control says nothing: nothing there, or a mean that cannot be told from 0
/// of values that may be negative.
pub(crate) fn relative(
    numbers: &Numbers,
    analysis: &Analysis,
    [arm, control]: [&str; 2],
    may_be_negative: bool,
    level: f64,
) -> Vec<RelativeAnswer> {
    let fieller = analysis.is_fieller.then_some(RelativeMethod::Fieller);
    let methods = [RelativeMethod::LogRatio, RelativeMethod::Delta].into_iter().chain(fieller);
    let base = &numbers.control;
    // Fieller's condition: the control's own interval holds 0, so a share of it may be anything.
    let is_near_zero = matches!(
        relative_lift(&numbers.arm, base, RelativeMethod::Fieller, level),
        Err(StatsError::Unbounded)
    );
    let near_zero = || {
        format!(
            "the mean of `{control}` ({:.6}) cannot be told from 0, so a share of it could be anything; read the \
             absolute lift",
            base.value
        )
    };
    let answer = |method| match relative_lift(&numbers.arm, base, method, level) {
        Ok(_) if is_near_zero && (may_be_negative || method != RelativeMethod::LogRatio) => {
            RelativeAnswer { method, lift: None, ci_low: None, ci_high: None, withheld: Some(near_zero()) }
        }
        Ok(found) if found.ci_low == found.ci_high => RelativeAnswer {
            method,
            lift: None,
            ci_low: None,
            ci_high: None,
            withheld: Some(format!(
                "`{arm}` has no spread, so by this method the interval would have no width; read the absolute lift"
            )),
        },
        Ok(found) => RelativeAnswer {
            method,
            lift: Some(found.lift),
            ci_low: Some(found.ci_low),
            ci_high: Some(found.ci_high),
            withheld: None,
        },
        Err(error) => {
            let withheld = match error {
                StatsError::Denominator { value } => {
                    let whose = if base.value <= 0.0 { control } else { arm };
                    format!(
                        "the mean of `{whose}` is {value:.6}, and per cents need one above 0; read the absolute lift"
                    )
                }
                StatsError::Unbounded => near_zero(),
                other => other.to_string(),
            };
            RelativeAnswer { method, lift: None, ci_low: None, ci_high: None, withheld: Some(withheld) }
        }
    };
    methods.map(answer).collect()
}

/// What to do where the methods disagree: each rounds the tails in its own way, and near 0 that tells.
pub(crate) fn relative_disagreement(relative: &[RelativeAnswer]) -> Option<String> {
    let known = relative.iter().filter_map(|answer| Some((answer.method, answer.ci_low?, answer.ci_high?)));
    let (with, without): (Vec<_>, Vec<_>) = known.partition(|(_, low, high)| *low <= 0.0 && 0.0 <= *high);
    let names = |of: &[(RelativeMethod, f64, f64)]| {
        let name = |(method, ..): &(RelativeMethod, f64, f64)| match method {
            RelativeMethod::LogRatio => "log ratio",
            RelativeMethod::Delta => "the delta method",
            RelativeMethod::Fieller => "Fieller",
        };
        of.iter().map(name).collect::<Vec<_>>().join(" and ")
    };
    (!with.is_empty() && !without.is_empty()).then(|| {
        format!(
            "the percentages disagree on whether there is an effect: 0 is outside the interval by {}, inside the one by {}; go by the absolute difference",
            names(&without),
            names(&with)
        )
    })
}

impl crate::Estimate {
    /// Says so when the intervals of the relative lift disagree on whether 0 lies within them.
    pub fn relative_disagreement(&self) -> Option<String> {
        relative_disagreement(&self.relative)
    }
}

/// The names a sentence is made of.
#[derive(Clone, Copy)]
pub(crate) struct Names<'a> {
    pub metric: &'a ReadoutMetric,
    pub arm: &'a str,
    pub control: &'a str,
}

/// A p-value as it is read, also where a float holds it no longer.
pub(crate) fn p_words(log10_p: f64) -> String {
    if log10_p < -300.0 {
        format!("10^{log10_p:.1}")
    } else if log10_p < -4.0 {
        format!("{:.1e}", 10_f64.powf(log10_p))
    } else {
        format!("{:.4}", 10_f64.powf(log10_p))
    }
}

/// The answer to a test on one side or within margins; `None` where the question is two-sided.
pub(crate) fn test(
    numbers: &Numbers,
    analysis: &Analysis,
    names: Names<'_>,
    level: f64,
) -> Result<Option<TestAnswer>, StatsError> {
    let better = names.metric.better;
    let sides = match analysis.test {
        Test::TwoSided => return Ok(None),
        Test::Greater => vec![numbers.contrast.one_sided(Better::Higher, 0.0, level)?],
        Test::Less => vec![numbers.contrast.one_sided(Better::Lower, 0.0, level)?],
        Test::NonInferiority(margin) => vec![beyond_margin(numbers, better, margin, level)?],
        Test::Equivalence(margin) => vec![
            beyond_margin(numbers, Better::Higher, margin, level)?,
            beyond_margin(numbers, Better::Lower, margin, level)?,
        ],
    };
    // Every part must be shown, so the weakest one speaks.
    let Some(weakest) = sides.iter().max_by(|a, b| a.log10_p.total_cmp(&b.log10_p)) else {
        return Ok(None);
    };
    let bound = |better| sides.iter().find(|side| side.better == better).map(|side| side.bound);
    let is_shown = sides.iter().all(|side| side.is_shown);
    let bounds = bounds_words(analysis.test, names, bound(Better::Higher), bound(Better::Lower), level);
    let shown = if is_shown { "shown" } else { "not shown" };
    let (noun, Names { arm, control, .. }) = (names.metric.noun(), names);
    let claim = match analysis.test {
        Test::Less => format!("`{arm}` has less {noun} than `{control}`"),
        Test::NonInferiority(margin) => {
            format!("`{arm}` is not worse in {noun} than `{control}` by {}", margin_words(margin))
        }
        Test::Equivalence(margin) => {
            format!("`{arm}` and `{control}` are less than {} apart in {noun}", margin_words(margin))
        }
        Test::Greater | Test::TwoSided => format!("`{arm}` has more {noun} than `{control}`"),
    };
    Ok(Some(TestAnswer {
        test: analysis.test,
        p_value: weakest.p_value,
        log10_p: weakest.log10_p,
        low: bound(Better::Higher),
        high: bound(Better::Lower),
        is_shown,
        sentence: format!("{shown} that {claim} (p = {}); {bounds}", p_words(weakest.log10_p)),
    }))
}

/// The bound on one side, or both, in words.
fn bounds_words(test: Test, names: Names<'_>, low: Option<f64>, high: Option<f64>, level: f64) -> String {
    let Names { arm, control, .. } = names;
    // A margin in per cent is taken off the control, so its bound is one of that difference.
    let of = |share: f64| format!("`{arm}` less {} % of `{control}`", (share * 1e6).round() / 1e4);
    let what = |side: f64| match test {
        Test::NonInferiority(margin) | Test::Equivalence(margin) if margin.is_relative => {
            of(1.0 + side * margin.size)
        }
        _ => "the lift".to_owned(),
    };
    let low = low.map(|low| format!("{} is at least {low:.6}", what(-1.0)));
    let high = high.map(|high| format!("{} at most {high:.6}", what(1.0)));
    let found: Vec<String> = low.into_iter().chain(high).collect();
    format!("{} (each with {} %)", found.join(" and "), (level * 1000.0).round() / 10.0)
}

fn margin_words(margin: Margin) -> String {
    if margin.is_relative {
        format!("{} % of it", (margin.size * 1e6).round() / 1e4)
    } else {
        format!("{}", margin.size)
    }
}

/// One side of a margin: not lower (for `Higher`) or not higher (for `Lower`) by the margin.
fn beyond_margin(
    numbers: &Numbers,
    side: Better,
    margin: Margin,
    level: f64,
) -> Result<OneSided, StatsError> {
    if !margin.is_relative {
        return numbers.contrast.non_inferiority(side, margin.size, level);
    }
    let factor = match side {
        Better::Higher => 1.0 - margin.size,
        Better::Lower => 1.0 + margin.size,
    };
    compare(&numbers.arm, &numbers.control.scaled(factor), level)?.one_sided(side, 0.0, level)
}

/// What is believed of the lift.
pub(crate) fn bayes(
    numbers: &Numbers,
    asked: Bayes,
    names: Names<'_>,
    level: f64,
) -> Result<BayesAnswer, StatsError> {
    let prior =
        |scale: f64| asked.prior_std_dev.map(|std_dev| NormalPrior { mean: 0.0, std_dev: std_dev * scale });
    let is_rare = |share: &Proportion| share.n_hits.min(share.n - share.n_hits) < N_HITS_NORMAL;
    let lift = match &numbers.shares {
        Some([own, base]) if asked.prior_std_dev.is_none() && (is_rare(own) || is_rare(base)) => {
            posterior_of_shares(own, base, BetaPrior::default(), level)?
        }
        _ => numbers.contrast.lift().posterior(prior(numbers.control.value.abs()), level)?,
    };
    let relative = RelativeLift::estimate(&numbers.arm, &numbers.control).ok();
    let relative = relative.and_then(|estimate| estimate.posterior(prior(1.0), level).ok());
    let sentence = sure(&lift, names);
    Ok(BayesAnswer { lift, relative, prior_std_dev: asked.prior_std_dev, sentence })
}

fn sure(lift: &Posterior, names: Names<'_>) -> String {
    let chance = match names.metric.better {
        Better::Higher => lift.chance_to_win,
        Better::Lower => 1.0 - lift.chance_to_win,
    };
    let Names { arm, control, .. } = names;
    let percent = match 100.0 * chance {
        percent if 99.9 < percent => "more than 99.9".to_owned(),
        percent if percent < 0.1 => "less than 0.1".to_owned(),
        percent if !(1.0..=99.0).contains(&percent) => format!("{percent:.1}"),
        percent => format!("{percent:.0}"),
    };
    format!("{percent} % sure `{arm}` is better than `{control}`")
}

/// What may be said at any look.
pub(crate) fn peek(
    contrast: &Contrast,
    n_people: u64,
    n_tuned: u64,
    level: f64,
) -> Result<PeekAnswer, StatsError> {
    let sequence = contrast.always_valid(n_people, n_tuned, level)?;
    let clear = if sequence.ci_low <= 0.0 && 0.0 <= sequence.ci_high {
        "and it holds 0: go on, or stop without a finding"
    } else {
        "and it is clear of 0: you may stop here"
    };
    let sentence = format!(
        "looking today costs an interval {:.2} times as wide, {:.6} to {:.6}, {clear}",
        sequence.width_ratio, sequence.ci_low, sequence.ci_high
    );
    Ok(PeekAnswer { sequence, n_tuned, sentence })
}

/// Whether a group-sequential plan lets the test end at this look.
pub(crate) fn look(
    contrast: &Contrast,
    planned: PlannedLook,
    test: Test,
    level: f64,
) -> Result<LookAnswer, StatsError> {
    let information: Vec<f64> =
        (1..=planned.n_looks).map(|look| f64::from(look) / f64::from(planned.n_looks)).collect();
    let sides = if matches!(test, Test::Greater | Test::Less) { Sides::One } else { Sides::Two };
    let plan = GroupSequential::new(&information, 1.0 - level, sides, planned.rule)?;
    let place = (planned.look as usize).checked_sub(1);
    let misfit = StatsError::Shape { what: "the look and the looks planned" };
    let look = place.and_then(|place| plan.looks.get(place)).ok_or(misfit)?;
    let statistic = if test == Test::Less { -contrast.statistic } else { contrast.statistic };
    let is_reached = look.is_reached(statistic, sides);
    let (PlannedLook { look: at, n_looks, .. }, end) =
        (planned, if is_reached { "reached: the test may end here" } else { "not reached: go on" });
    let bound = look.bound.map_or_else(|| "none yet".to_owned(), |bound| format!("{bound:.3}"));
    Ok(LookAnswer {
        planned,
        bound: look.bound,
        p_nominal: look.p_nominal,
        alpha_spent: look.alpha_spent,
        inflation: plan.inflation(0.8).ok(),
        is_reached,
        sentence: format!(
            "look {at} of {n_looks}: the statistic {statistic:.3} against its bound {bound}, {end}"
        ),
    })
}

/// The lift of a segment after shrinking, with its interval.
pub(crate) fn interval(estimate: &Estimate, level: f64) -> Option<(f64, f64)> {
    estimate.interval(level).ok().map(|ends| (ends.low, ends.high))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn methods_that_disagree_about_zero_are_told_apart() {
        let answer = |method, ends: Option<(f64, f64)>| RelativeAnswer {
            method,
            lift: ends.map(|_| 0.1),
            ci_low: ends.map(|(low, _)| low),
            ci_high: ends.map(|(_, high)| high),
            withheld: None,
        };
        let check = |log_ratio, delta, expect: Option<&str>| {
            let both = [answer(RelativeMethod::LogRatio, log_ratio), answer(RelativeMethod::Delta, delta)];
            let found = relative_disagreement(&both);
            assert_eq!(found.is_some(), expect.is_some(), "{found:?}");
            assert!(found.unwrap_or_default().contains(expect.unwrap_or_default()));
        };
        check(Some((0.01, 0.3)), Some((0.02, 0.2)), None);
        check(Some((-0.01, 0.3)), Some((-0.02, 0.2)), None);
        check(Some((0.01, 0.3)), None, None);
        check(
            Some((0.01, 0.3)),
            Some((-0.01, 0.2)),
            Some("outside the interval by log ratio, inside the one by the delta"),
        );
        check(
            Some((-0.3, 0.01)),
            Some((-0.2, -0.01)),
            Some("outside the interval by the delta method, inside the one by log"),
        );
    }
}
