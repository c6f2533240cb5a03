//! The checks that say whether a result is to be believed.

use crate::reference;

use proptest::prelude::*;
use reference::{agrees, at, close, number, numbers};
use stats::*;

fn columns(arm: &str, names: &[&str]) -> JointMoments {
    let values: Vec<_> = names.iter().map(|name| numbers(&format!("/people/{arm}/{name}"))).collect();
    let mut moments = JointMoments::new(names.len());
    for person in 0..values[0].len() {
        moments.push(&values.iter().map(|column| column[person]).collect::<Vec<_>>()).unwrap();
    }
    moments
}

#[test]
fn imbalance_agrees_with_hotelling() {
    let names = ["x1", "x2"];
    let found = imbalance(&columns("treatment", &names), &columns("control", &names)).unwrap();
    agrees(found.statistic, "/balance/statistic", 1e-9);
    agrees(found.p_value, "/balance/p_value", 1e-9);
    agrees(found.standardised[0].unwrap(), "/balance/smd/0", 1e-9);
    agrees(found.standardised[1].unwrap(), "/balance/smd/1", 1e-9);
    assert_eq!(found.df, 2);
    let twice = ["x1", "x2", "x1"];
    let found = imbalance(&columns("treatment", &twice), &columns("control", &twice)).unwrap();
    agrees(found.statistic, "/balance/statistic", 1e-9);
    assert_eq!(found.df, 2, "the third says nothing of its own");
    let alone = JointMoments::new(2);
    assert_eq!(imbalance(&alone, &columns("control", &names)), Err(StatsError::TooFew { n: 0 }));
    let same = JointMoments::from_parts(10, vec![1.0], vec![0.0]).unwrap();
    assert_eq!(imbalance(&same, &same), Err(StatsError::ZeroVariance));
}

#[test]
fn trends_agree_with_weighted_least_squares() {
    let lifts: Vec<_> = numbers("/novelty/lifts")
        .into_iter()
        .zip(numbers("/novelty/errors"))
        .map(|(lift, error)| Some(Estimate::new(lift, error * error, None).unwrap()))
        .collect();
    let found = trend(&lifts).unwrap();
    agrees(found.slope.value, "/novelty/slope", 1e-9);
    agrees(found.slope.std_error(), "/novelty/std_error", 1e-9);
    close(found.last - found.first, 7.0 * number("/novelty/slope"), 1e-9, "seven periods");
    let mut gaps = lifts.clone();
    gaps[3] = None;
    assert!(trend(&gaps).unwrap().p_value < 0.01);
    assert_eq!(trend(&lifts[..2]), Err(StatsError::TooFew { n: 2 }));
    assert!(trend(&[Some(Estimate::new(1.0, 0.0, None).unwrap()); 3]).is_err());
}

#[test]
fn sequential_sample_ratios_agree_with_gammaln() {
    for (case, row) in at("/sequential_ratio/cases").as_array().unwrap().iter().enumerate() {
        let path = |what: &str| format!("/sequential_ratio/cases/{case}/{what}");
        let counts: Vec<u64> =
            row["counts"].as_array().unwrap().iter().map(|n| n.as_u64().unwrap()).collect();
        let found =
            sequential_sample_ratio(&counts, &numbers(&path("weights")), number(&path("concentration")))
                .unwrap();
        close(
            found.log10_bayes_factor * std::f64::consts::LN_10,
            number(&path("ln_bayes_factor")),
            1e-8,
            "factor",
        );
        agrees(found.p_value, &path("p_value"), 1e-8);
    }
    assert!(sequential_sample_ratio(&[1, 2], &[1.0, 1.0], 0.0).is_err());
    assert!(sequential_sample_ratio(&[1], &[1.0], 1.0).is_err());
}

#[test]
fn parts_are_corrected_for_their_number() {
    let parts = [vec![500, 500], vec![560, 440], vec![0, 0]];
    let found = sample_ratio_by_part(&parts, &[1.0, 1.0]).unwrap();
    let alone = sample_ratio(&parts[1], &[1.0, 1.0]).unwrap().p_value;
    close(found[1].unwrap(), 2.0 * alone, 1e-12, "of two");
    assert_eq!((found[0], found[2]), (Some(1.0), None));
    assert!(sample_ratio_by_part(&[vec![1]], &[1.0, 1.0]).is_err());
}

/// Source: scipy 1.17.1 `chi2_contingency(correction=False)`.
#[test]
fn independence_agrees_with_scipy() {
    let found = independence(&[vec![120, 90, 40], vec![110, 95, 70]]).unwrap();
    agrees(found.chi2, "/independence/chi2", 1e-12);
    agrees(found.p_value, "/independence/p_value", 1e-9);
    assert_eq!(found.df, 2);
    let empty = independence(&[vec![120, 90, 40, 0], vec![110, 95, 70, 0], vec![0; 4]]).unwrap();
    assert_eq!(empty, found);
    assert!(independence(&[vec![1, 2], vec![1]]).is_err());
    assert!(independence(&[vec![1, 2]]).is_err());
}

#[test]
fn one_person_can_make_a_test() {
    let moments = |values: &[f64]| {
        let mut moments = Moments::default();
        values.iter().for_each(|&value| moments.push(value));
        moments
    };
    let quiet = [1.0, 2.0, 1.5, 2.5, 1.0, 3.0, 2.0, 1.2];
    let (treatment, control) = (moments(&[quiet.as_slice(), &[500.0]].concat()), moments(&quiet));
    let found = leverage(&treatment, &control, [500.0, 3.0], 0.95).unwrap();
    assert!(0.99 < found.share_of_spread[0] && found.share_of_spread[1] < 0.7, "{found:?}");
    let rest = welch(&moments(&quiet), &moments(&[1.0, 2.0, 1.5, 2.5, 1.0, 2.0, 1.2]), 0.95).unwrap();
    close(found.without.lift_abs, rest.lift_abs, 1e-9, "lift");
    close(found.without.std_error, rest.std_error, 1e-9, "error");
    assert!(!found.decides);
    assert!(leverage(&treatment, &control, [501.0, 3.0], 0.95).is_err());
    assert!(leverage(&moments(&[1.0, 2.0]), &control, [2.0, 3.0], 0.95).is_err());
}

#[test]
fn one_group_can_make_a_test() {
    let pairs = |groups: &[[f64; 2]]| {
        let mut pairs = CoMoments::default();
        groups.iter().for_each(|&[total, people]| pairs.push(total, people));
        pairs
    };
    let quiet = [[3.0, 2.0], [2.0, 1.0], [6.5, 4.0], [4.0, 3.0], [1.0, 1.0], [5.5, 3.0]];
    let (treatment, control) = (pairs(&[quiet.as_slice(), &[[90.0, 6.0]]].concat()), pairs(&quiet));
    let found = leverage_of_ratio(&treatment, &control, [[90.0, 6.0], [6.5, 4.0]], 0.95).unwrap();
    let rest = [&quiet[..], &[quiet[0], quiet[1], quiet[3], quiet[4], quiet[5]]]
        .map(|groups| Estimate::of_ratio(&pairs(groups)).unwrap());
    let expected = compare(&rest[0], &rest[1], 0.95).unwrap();
    close(found.without.lift_abs, expected.lift_abs, 1e-9, "lift");
    close(found.without.std_error, expected.std_error, 1e-9, "error");
    let ratio = 112.0 / 20.0;
    let squares = |group: &[f64; 2]| (group[0] - ratio * group[1]).powi(2);
    let share = squares(&[90.0, 6.0]) / (quiet.iter().map(squares).sum::<f64>() + squares(&[90.0, 6.0]));
    close(found.share_of_spread[0], share, 1e-12, "share");
    assert!(leverage_of_ratio(&treatment, &control, [[91.0, 6.0], [6.5, 4.0]], 0.95).is_err());
}

proptest! {
    #[test]
    fn the_order_of_arms_does_not_matter(counts in prop::collection::vec(1_u64..10_000, 2..6)) {
        let weights = vec![1.0; counts.len()];
        let mut turned = counts.clone();
        turned.reverse();
        let (a, b) = (sample_ratio(&counts, &weights).unwrap(), sample_ratio(&turned, &weights).unwrap());
        prop_assert!((a.p_value - b.p_value).abs() < 1e-12);
        let [a, b] = [&counts, &turned].map(|c| sequential_sample_ratio(c, &weights, 1e4).unwrap());
        prop_assert!((a.log10_bayes_factor - b.log10_bayes_factor).abs() < 1e-6 && a.p_value <= 1.0);
    }

    #[test]
    fn a_shift_of_all_lifts_is_no_trend(shift in -10.0..10.0_f64, steps in prop::collection::vec(-1.0..1.0_f64, 3..20)) {
        let lifts = |shift: f64| -> Vec<_> {
            steps.iter().map(|&step| Some(Estimate::new(step + shift, 0.1, None).unwrap())).collect()
        };
        let (plain, moved) = (trend(&lifts(0.0)).unwrap(), trend(&lifts(shift)).unwrap());
        prop_assert!((plain.slope.value - moved.slope.value).abs() < 1e-9);
    }
}
