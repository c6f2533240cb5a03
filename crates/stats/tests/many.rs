//! Families of tests, shrinkage and posteriors against statsmodels, gbstats and quadrature.

use crate::reference;

use proptest::prelude::*;
use reference::{agrees, at, close, number, numbers};
use stats::*;

const CORRECTIONS: [(Correction, &str); 3] = [
    (Correction::Holm, "holm"),
    (Correction::Hochberg, "hochberg"),
    (Correction::BenjaminiHochberg, "benjamini_hochberg"),
];

#[test]
fn corrections_agree_with_statsmodels() {
    let p_values: Vec<_> = numbers("/corrections/p_values").into_iter().map(Some).collect();
    for (correction, name) in CORRECTIONS {
        let found = correct(&p_values, correction).unwrap();
        for (place, p) in found.iter().enumerate() {
            agrees(p.unwrap(), &format!("/corrections/{name}/{place}"), 1e-12);
        }
    }
}

#[test]
fn a_withheld_test_still_counts() {
    let found = correct(&[Some(0.02), None], Correction::Holm).unwrap();
    assert!((found[0].unwrap() - 0.04).abs() < 1e-15 && found[1].is_none());
    assert_eq!(correct(&[], Correction::Holm), Ok(vec![]));
    for nonsense in [-0.1, 1.1, f64::NAN, f64::INFINITY] {
        assert!(correct(&[Some(nonsense)], Correction::Holm).is_err(), "{nonsense}");
    }
    assert_eq!(correct(&[Some(0.0)], Correction::Holm), Ok(vec![Some(0.0)]));
    let far = correct_log10(&[Some(-926.0), Some(-1.0)], Correction::Hochberg).unwrap();
    assert!((far[0].unwrap() - (2.0_f64.log10() - 926.0)).abs() < 1e-9);
}

/// statsmodels stops when its estimating equation is within 1e-8 of 0.
#[test]
fn shrinkage_agrees_with_paule_and_mandel() {
    for case in 0..2 {
        let path = |what: &str| format!("/shrinkage/cases/{case}/{what}");
        let (values, variances) = (numbers(&path("effects")), numbers(&path("variances")));
        let effects: Vec<_> =
            values.iter().zip(&variances).map(|(&v, &s)| Estimate::new(v, s, None).unwrap()).collect();
        let shrunk = shrink(&effects).unwrap();
        let between = number(&path("between"));
        assert!((shrunk.variance_between - between).abs() <= 1e-8 * between.max(1e-3), "{shrunk:?}");
        agrees(shrunk.mean.value, &path("mean"), 1e-8);
        agrees(shrunk.mean.std_error(), &path("std_error"), 1e-8);
        for (before, after) in effects.iter().zip(&shrunk.effects) {
            let toward = (shrunk.mean.value - before.value) * (after.value - before.value);
            assert!(0.0 <= toward && after.squared_error < before.squared_error, "{before:?} {after:?}");
        }
    }
    // Segments that do not differ: all of them get the common mean.
    let alike = vec![Estimate::new(1.0, 0.04, None).unwrap(); 3];
    let shrunk = shrink(&alike).unwrap();
    assert_eq!((shrunk.variance_between, shrunk.effects[0].value), (0.0, 1.0));
}

#[test]
fn james_stein_takes_the_luck_off() {
    let lift = |value| Estimate::new(value, 1.0, None).unwrap();
    // Σ z² = 1 + 4 + 9 + 4 = 18, factor 1 − 2 / 18.
    let found = james_stein(&[lift(1.0), lift(2.0), lift(3.0), lift(-2.0)]).unwrap();
    close(found.factor, 8.0 / 9.0, 1e-15, "factor");
    close(found.total, 4.0 * 8.0 / 9.0, 1e-15, "total");
    let noise = james_stein(&[lift(0.5), lift(-0.5), lift(0.1)]).unwrap();
    assert_eq!((noise.factor, noise.total), (0.0, 0.0));
    assert!(james_stein(&[lift(1.0), lift(2.0)]).is_err());
    assert!(james_stein(&[Estimate::new(1.0, 0.0, None).unwrap(); 3]).is_err());
}

/// Source: gbstats 0.8.0, men's e-mail, in `data/reference/measure/ab_hillstrom_gbstats.json`: lift and
/// standard error, then mean, interval, chance to win, loss if kept and if chosen.
#[test]
fn normal_posteriors_agree_with_gbstats() {
    let prior = Some(NormalPrior { mean: 0.0, std_dev: 0.3 });
    #[rustfmt::skip]
    let cases = [
        // spend, absolute, flat
        (0.7698271558945367, 0.14524656024868673, None, [0.7698271558945367, 0.48514912892878354, 1.0545051828602898, 0.9999999421431556, 0.7698271573832693, 1.4887327588123254e-09]),
        // spend, relative, N(0, 0.3²)
        (1.1792887703620059, 0.32397689741846714, prior, [0.5443959200432466, 0.11296677295856167, 0.9758250671279314, 0.9933039256172103, 0.5448751703544135, 0.0004792503111669306]),
        // conversion, relative, flat
        (1.188421876286328, 0.2382082042620764, None, [1.188421876286328, 0.7215423751106975, 1.6553013774619583, 0.999999696544316, 1.1884218897939196, 1.3507591753736713e-08]),
        // visit, absolute, flat: 22 standard errors away
        (0.07658956365153125, 0.0033858083545245127, None, [0.07658956365153125, 0.06995350121810838, 0.08322562608495411, 1.0, 0.07658956365153125, 2.0185254916086303e-117]),
    ];
    for (lift, std_error, prior, [mean, low, high, win, kept, chosen]) in cases {
        let found = Estimate::new(lift, std_error * std_error, None).unwrap().posterior(prior, 0.95).unwrap();
        close(found.lift, mean, 1e-9, "mean");
        close(found.ci_low, low, 1e-9, "low");
        close(found.ci_high, high, 1e-9, "high");
        close(found.chance_to_win, win, 1e-9, "chance to win");
        close(found.loss_if_kept, kept, 1e-9, "loss if kept");
        // Theirs is a difference of nearly equal numbers far out.
        close(found.loss_if_chosen, chosen, 1e-4, "loss if chosen");
    }
}

#[test]
fn beta_posteriors_agree_with_quadrature() {
    for (case, row) in at("/posterior_of_shares/cases").as_array().unwrap().iter().enumerate() {
        let counts: Vec<u64> =
            row["counts"].as_array().unwrap().iter().map(|n| n.as_u64().unwrap()).collect();
        let arm = Proportion::new(counts[1], counts[0]).unwrap();
        let control = Proportion::new(counts[3], counts[2]).unwrap();
        let found = posterior_of_shares(&arm, &control, BetaPrior::default(), 0.95).unwrap();
        let path = |what: &str| format!("/posterior_of_shares/cases/{case}/{what}");
        agrees(found.lift, &path("lift"), 1e-9);
        agrees(found.std_dev, &path("std_dev"), 1e-9);
        if row["chance_to_win"].is_null() {
            // So far apart that one draw never meets the other: all the loss is the lift.
            close(found.chance_to_win, 1.0, 1e-12, "chance to win");
            close(found.loss_if_kept, found.lift, 1e-9, "loss if kept");
            continue;
        }
        agrees(found.chance_to_win, &path("chance_to_win"), 1e-9);
        agrees(found.loss_if_kept, &path("loss_if_kept"), 1e-9);
        agrees(found.loss_if_chosen, &path("loss_if_chosen"), 1e-9);
        assert!((found.ci_low - number(&path("interval/0"))).abs() < 1e-9, "{found:?}");
        assert!((found.ci_high - number(&path("interval/1"))).abs() < 1e-9, "{found:?}");
    }
}

#[test]
fn nonsense_has_no_posterior() {
    let lift = Estimate::new(1.0, 0.0, None).unwrap();
    assert_eq!(lift.posterior(None, 0.95), Err(StatsError::ZeroVariance));
    let noisy = Estimate::new(1.0, 1.0, None).unwrap();
    assert!(noisy.posterior(Some(NormalPrior { mean: 0.0, std_dev: 0.0 }), 0.95).is_err());
    let shares = Proportion::new(10, 3).unwrap();
    let prior = BetaPrior { hits: 0.0, misses: 1.0 };
    assert!(posterior_of_shares(&shares, &shares, prior, 0.95).is_err());
}

proptest! {
    #[test]
    fn corrected_p_values_are_no_smaller_and_keep_their_order(p in prop::collection::vec(0.0..=1.0_f64, 1..30)) {
        let given: Vec<_> = p.iter().copied().map(Some).collect();
        let [holm, hochberg, discovery] =
            CORRECTIONS.map(|(correction, _)| correct(&given, correction).unwrap());
        for place in 0..p.len() {
            let [h, o, d] = [&holm, &hochberg, &discovery].map(|list| list[place].unwrap());
            prop_assert!(p[place] <= d * (1.0 + 1e-12) && d <= o + 1e-12 && o <= h + 1e-12 && h <= 1.0);
            for other in 0..p.len() {
                prop_assert!(p[place] > p[other] || h <= holm[other].unwrap() + 1e-12);
            }
        }
    }

    #[test]
    fn losses_differ_by_the_lift(z in -60.0..60.0_f64) {
        let found = Estimate::new(z, 1.0, None).unwrap().posterior(None, 0.9).unwrap();
        prop_assert!((found.loss_if_kept - found.loss_if_chosen - z).abs() < 1e-12 * (1.0 + z.abs()));
        prop_assert!(0.0 <= found.loss_if_chosen && 0.0 <= found.loss_if_kept);
        prop_assert!(found.log10_chance_to_lose.unwrap().is_finite());
    }
}
