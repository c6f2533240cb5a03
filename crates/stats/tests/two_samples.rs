//! Every kind of metric against the tool that defines it. What differs on purpose is said on the test.

use crate::reference;

use reference::{agrees, at, close, number, numbers};
use stats::*;

const LEVEL: f64 = 0.95;
const TIGHT: f64 = 1e-9;

fn arm_values(arm: &str, column: &str) -> Vec<f64> {
    numbers(&format!("/people/{arm}/{column}"))
}

fn moments(arm: &str) -> Moments {
    let mut moments = Moments::default();
    arm_values(arm, "y").into_iter().for_each(|value| moments.push(value));
    moments
}

fn mean(arm: &str) -> Estimate {
    Estimate::of_mean(&moments(arm)).unwrap()
}

fn pairs(y: &[f64], x: &[f64]) -> CoMoments {
    let mut pairs = CoMoments::default();
    y.iter().zip(x).for_each(|(&y, &x)| pairs.push(y, x));
    pairs
}

/// A tea-tasting result as [effect, interval, relative, its interval, p].
fn agrees_with_tea(found: &Contrast, pointer: &str) {
    let relative = found.relative.unwrap();
    for (what, found) in [
        ("control", found.mean_control),
        ("treatment", found.mean),
        ("effect_size", found.lift_abs),
        ("effect_size_ci_lower", found.ci_low),
        ("effect_size_ci_upper", found.ci_high),
        ("rel_effect_size", relative.lift),
        ("rel_effect_size_ci_lower", relative.ci_low),
        ("rel_effect_size_ci_upper", relative.ci_high),
        ("pvalue", found.p_value),
    ] {
        agrees(found, &format!("{pointer}/{what}"), TIGHT);
    }
}

#[test]
fn retention_of_groups_agrees_with_the_derivative() {
    let lost = at("/retention_of_groups/lost").as_array().unwrap().iter().map(|lost| lost.as_bool().unwrap());
    let people = numbers("/retention_of_groups/group").into_iter().zip(numbers("/retention_of_groups/days"));
    let stay = |((group, days), is_lost): ((f64, f64), bool)| {
        (group as u64, Stay { n_periods: days as u32, is_lost })
    };
    let stays: Vec<(u64, Stay)> = people.zip(lost).map(stay).collect();
    for (case, horizon) in [1_usize, 4, 6].into_iter().enumerate() {
        let found = retention_of_groups(&stays, horizon as u32).unwrap()[horizon - 1];
        agrees(found.value, &format!("/retention_of_groups/cases/{case}/share"), 1e-12);
        agrees(found.squared_error, &format!("/retention_of_groups/cases/{case}/squared_error"), 1e-9);
        // 29 of the thirty households have somebody.
        assert_eq!(found.df, Some(28.0));
    }
    // With everybody a group of their own it is Kaplan, Meier and Greenwood.
    let alone: Vec<(u64, Stay)> = (0..).zip(stays).map(|(i, (_, stay))| (i, stay)).collect();
    let period = |at: u32| RetentionPeriod {
        n_at_risk: alone.iter().filter(|(_, stay)| at <= stay.n_periods).count() as u64,
        n_lost: alone.iter().filter(|(_, stay)| stay.is_lost && stay.n_periods == at).count() as u64,
    };
    let expected = retention(&(1..=9).map(period).collect::<Vec<_>>()).unwrap();
    for (found, expected) in retention_of_groups(&alone, 9).unwrap().iter().zip(&expected) {
        close(found.value, expected.value, 1e-12, "share");
        close(found.squared_error * 89.0 / 90.0, expected.squared_error, 1e-9, "squared error");
    }
    assert!(retention_of_groups(&alone[..1], 9).is_err() && retention_of_groups(&alone, 0).is_err());
}

#[test]
fn shares_agree_with_statsmodels_and_tea_tasting() {
    for (case, row) in at("/shares/cases").as_array().unwrap().iter().enumerate() {
        let counts: Vec<u64> =
            row["counts"].as_array().unwrap().iter().map(|n| n.as_u64().unwrap()).collect();
        let arm = Proportion::new(counts[1], counts[0]).unwrap();
        let control = Proportion::new(counts[3], counts[2]).unwrap();
        let by = |method| compare_proportions(&arm, &control, method, LEVEL).unwrap();
        let path = |what: &str| format!("/shares/cases/{case}/{what}");
        let pooled = by(ProportionMethod::Pooled);
        agrees(pooled.statistic, &path("pooled/statistic"), TIGHT);
        agrees(pooled.p_value, &path("pooled/p_value"), TIGHT);
        let unpooled = by(ProportionMethod::Unpooled);
        agrees(unpooled.p_value, &path("unpooled_p"), TIGHT);
        agrees(unpooled.ci_low, &path("wald/0"), TIGHT);
        agrees(unpooled.ci_high, &path("wald/1"), TIGHT);
        let newcombe = by(ProportionMethod::Newcombe);
        agrees(newcombe.ci_low, &path("newcombe/0"), TIGHT);
        agrees(newcombe.ci_high, &path("newcombe/1"), TIGHT);
        let score = by(ProportionMethod::Score);
        agrees(score.statistic, &path("score_statistic"), TIGHT);
        // Ends by a search for the likeliest shares, which a flat top keeps from more digits.
        assert!((score.ci_low - number(&path("score/0"))).abs() < 1e-7, "{score:?}");
        assert!((score.ci_high - number(&path("score/1"))).abs() < 1e-7, "{score:?}");
        close(newcombe.p_value, pooled.p_value, 0.0, "the test of Newcombe's is the pooled one");
        let wilson = arm.wilson(LEVEL).unwrap();
        // 0 hits: the lower end is 0 up to rounding.
        assert!((wilson.low - number(&path("wilson/0"))).abs() < 1e-12);
        agrees(wilson.high, &path("wilson/1"), TIGHT);
        if counts[0] != 0 {
            agrees_with_tea(&unpooled, &path("tea_unpooled"));
            agrees_with_tea(&pooled, &path("tea_pooled"));
            agrees_with_tea(&by(ProportionMethod::PooledContinuity), &path("tea_pooled_continuity"));
        }
    }
}

#[test]
fn means_and_ratios_agree_with_tea_tasting() {
    agrees_with_tea(&compare(&mean("treatment"), &mean("control"), LEVEL).unwrap(), "/mean");
    let ratio = |arm| Estimate::of_ratio(&pairs(&arm_values(arm, "y"), &arm_values(arm, "visits"))).unwrap();
    agrees_with_tea(&compare(&ratio("treatment"), &ratio("control"), LEVEL).unwrap(), "/ratio");
}

/// The sandwich has no small-sample factor, each arm here has units / (units − 1): it is taken out.
#[test]
fn households_agree_with_the_cluster_robust_sandwich() {
    let arms = ["treatment", "control"].map(|arm| {
        let (values, households) = (arm_values(arm, "y"), arm_values(arm, "household"));
        let mut totals = std::collections::BTreeMap::<u64, (f64, f64)>::new();
        for (value, household) in values.iter().zip(households) {
            let entry = totals.entry(household as u64).or_default();
            *entry = (entry.0 + value, entry.1 + 1.0);
        }
        let mut pairs = CoMoments::default();
        totals.values().for_each(|&(total, n)| pairs.push(total, n));
        let estimate = Estimate::of_ratio(&pairs).unwrap();
        (estimate, estimate.squared_error * (pairs.n - 1) as f64 / pairs.n as f64)
    });
    let lift = compare(&arms[0].0, &arms[1].0, LEVEL).unwrap();
    agrees(lift.lift_abs, "/clustered/lift", TIGHT);
    agrees((arms[0].1 + arms[1].1).sqrt(), "/clustered/std_error", TIGHT);
}

#[test]
fn relative_lifts_have_three_names() {
    let (arm, control) = (mean("treatment"), mean("control"));
    let by = |method| relative_lift(&arm, &control, method, LEVEL).unwrap();
    let fieller = by(RelativeMethod::Fieller);
    agrees(fieller.lift, "/fieller/lift", TIGHT);
    agrees(fieller.ci_low, "/fieller/low", TIGHT);
    agrees(fieller.ci_high, "/fieller/high", TIGHT);
    let log_ratio = by(RelativeMethod::LogRatio);
    agrees(log_ratio.ci_low, "/mean/rel_effect_size_ci_lower", TIGHT);
    assert_eq!(by(RelativeMethod::Delta).method, RelativeMethod::Delta);
}

/// Source: gbstats 0.8.0, `spend|freq|relative` of Hillstrom's men's e-mail, in
/// `data/reference/measure/ab_hillstrom_gbstats.json`.
#[test]
fn the_delta_method_agrees_with_gbstats() {
    let moments = |n, sum_y, sum_yy| {
        let sums = IntegerSums { n, sum_y, sum_yy, sum_x: 0, sum_xx: 0, sum_xy: 0 };
        CoMoments::from_integer_sums(&sums).unwrap().scaled(0.01, 1.0).value()
    };
    let arm = Estimate::of_mean(&moments(21_307, 3_031_169, 67_590_244_973)).unwrap();
    let control = Estimate::of_mean(&moments(21_306, 1_390_833, 28_700_503_621)).unwrap();
    let lift = relative_lift(&arm, &control, RelativeMethod::Delta, LEVEL).unwrap();
    close(lift.lift, 1.1792887703620059, TIGHT, "lift");
    close(lift.ci_low, 0.5442847607294198, TIGHT, "low");
    close(lift.ci_high, 1.814292779994592, TIGHT, "high");
}

#[test]
fn a_control_that_may_be_zero_has_no_relative_lift() {
    let noisy = Estimate::new(0.5, 0.09, None).unwrap();
    let arm = Estimate::new(1.0, 0.01, None).unwrap();
    assert_eq!(relative_lift(&arm, &noisy, RelativeMethod::Fieller, LEVEL), Err(StatsError::Unbounded));
    for (control, method) in [(-1.0, RelativeMethod::Fieller), (0.0, RelativeMethod::Delta)] {
        let control = Estimate::new(control, 0.01, None).unwrap();
        let expected = Err(StatsError::Denominator { value: control.value });
        assert_eq!(relative_lift(&arm, &control, method, LEVEL), expected);
    }
    let below = Estimate::new(-1.0, 0.01, None).unwrap();
    assert!(relative_lift(&below, &arm, RelativeMethod::LogRatio, LEVEL).is_err());
    assert!(relative_lift(&below, &arm, RelativeMethod::Fieller, LEVEL).is_ok());
}

/// gbstats takes (n − 1) / n of the variance.
#[test]
fn quantiles_agree_with_gbstats() {
    for case in 0..2 {
        let path = |what: &str| format!("/quantiles/cases/{case}/{what}");
        let rank = number(&path("rank"));
        for (place, arm) in ["control", "treatment"].into_iter().enumerate() {
            let values = arm_values(arm, "y");
            let n = values.len() as f64;
            let found = Estimate::of_values_at(rank, &values, LEVEL).unwrap();
            agrees(found.value, &path(&format!("values/{place}")), TIGHT);
            let theirs = number(&path(&format!("variances/{place}"))) / n;
            close(found.squared_error * (n - 1.0) / n, theirs, TIGHT, "variance");
        }
    }
}

#[test]
fn one_value_a_household_is_no_cluster() {
    let values = arm_values("control", "y");
    let alone: Vec<_> = values.iter().enumerate().map(|(unit, &value)| (unit as u64, value)).collect();
    let clustered = Estimate::of_clustered_values_at(0.5, &alone, LEVEL).unwrap();
    let plain = Estimate::of_values_at(0.5, &values, LEVEL).unwrap();
    // The sample's share below replaces ½ · ½, and n − 1 replaces n.
    close(clustered.squared_error, plain.squared_error, 0.05, "squared error");
    let twice: Vec<_> = alone.iter().chain(&alone).copied().collect();
    let doubled = Estimate::of_clustered_values_at(0.5, &twice, LEVEL).unwrap();
    close(doubled.squared_error, clustered.squared_error, 0.1, "saying everything twice adds nothing");
}

#[test]
fn retention_agrees_with_kaplan_meier() {
    let days = numbers("/retention/days");
    let lost: Vec<bool> =
        at("/retention/lost").as_array().unwrap().iter().map(|l| l.as_bool().unwrap()).collect();
    let times = numbers("/retention/times");
    let period = |time: &f64| RetentionPeriod {
        n_at_risk: days.iter().filter(|&day| time <= day).count() as u64,
        n_lost: days.iter().zip(&lost).filter(|&(day, &lost)| lost && day == time).count() as u64,
    };
    let curve = retention(&times.iter().map(period).collect::<Vec<_>>()).unwrap();
    assert_eq!(curve.len(), times.len());
    for (place, estimate) in curve.iter().enumerate() {
        agrees(estimate.value, &format!("/retention/share/{place}"), TIGHT);
        agrees(estimate.std_error(), &format!("/retention/std_error/{place}"), TIGHT);
    }
}

#[test]
fn caps_agree_with_scipy() {
    let mut values = arm_values("control", "y");
    values.extend(arm_values("treatment", "y"));
    let caps = Caps::winsorising(&values, 0.04, 0.07).unwrap();
    assert_eq!((caps.low, caps.high), (Some(number("/caps/low")), Some(number("/caps/high"))));
    let mut moments = Moments::default();
    values.iter().for_each(|&value| moments.push(caps.clamp(value)));
    agrees(moments.mean, "/caps/mean", TIGHT);
    assert!(caps.clamp(f64::NAN).is_nan());
    assert_eq!(Caps::winsorising(&values, 0.0, 0.0).unwrap(), Caps::default());
    assert!(Caps::winsorising(&values, 0.6, 0.5).is_err());
    assert!(Caps::winsorising(&[], 0.1, 0.1).is_err());
}

#[test]
fn one_sided_tests_agree_with_tea_tasting_and_statsmodels() {
    let contrast = compare(&mean("treatment"), &mean("control"), LEVEL).unwrap();
    let higher = contrast.one_sided(Better::Higher, 0.0, LEVEL).unwrap();
    agrees(higher.p_value, "/sided/greater/pvalue", TIGHT);
    agrees(higher.bound, "/sided/greater/effect_size_ci_lower", TIGHT);
    let lower = contrast.one_sided(Better::Lower, 0.0, LEVEL).unwrap();
    agrees(lower.p_value, "/sided/less/pvalue", TIGHT);
    agrees(lower.bound, "/sided/less/effect_size_ci_upper", TIGHT);
    let same = contrast.equivalence(number("/sided/tost/low"), number("/sided/tost/high"), LEVEL).unwrap();
    agrees(same.p_value, "/sided/tost/p_value", TIGHT);
    agrees(same.tests[0].p_value, "/sided/tost/p_above", TIGHT);
    agrees(same.tests[1].p_value, "/sided/tost/p_below", TIGHT);
    agrees(same.tests[0].statistic, "/sided/tost/statistics/0", TIGHT);
    assert!(same.is_shown);
    assert!(!contrast.equivalence(-3.0, 5.0, LEVEL).unwrap().is_shown);
    assert!(contrast.non_inferiority(Better::Higher, 1.0, LEVEL).unwrap().is_shown);
    assert!(!contrast.non_inferiority(Better::Higher, 0.5, LEVEL).unwrap().is_shown);
    assert!(!contrast.non_inferiority(Better::Lower, 1.0, LEVEL).unwrap().is_shown);
    assert!(contrast.non_inferiority(Better::Higher, -1.0, LEVEL).is_err());
    assert!(contrast.equivalence(1.0, 1.0, LEVEL).is_err());
}

/// z = 65, the Criteo counts of the issue: p = 1e-926 as a float is 0 and as a statement is false.
#[test]
fn the_far_tail_is_finite() {
    let estimate = |value| Estimate::new(value, 0.5, None).unwrap();
    let contrast = compare(&estimate(65.0), &estimate(0.0), LEVEL).unwrap();
    assert_eq!(contrast.p_value, 0.0);
    assert!((-920.0..-910.0).contains(&contrast.log10_p), "{}", contrast.log10_p);
    let upper = contrast.one_sided(Better::Higher, 0.0, LEVEL).unwrap();
    close(upper.log10_p, contrast.log10_p - 2.0_f64.log10(), 1e-12, "half");
}
