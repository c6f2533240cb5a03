//! Whether word of mouth into the control group is seen, and nothing where there is none.

use crate::reference;

use proptest::prelude::*;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use reference::{agrees, at, numbers};
use stats::*;

/// The groups of people given one by one.
fn groups(people: impl Iterator<Item = (usize, char, f64)>) -> Vec<Neighbourhood> {
    let mut groups = Vec::new();
    for (group, arm, y) in people {
        if groups.len() <= group {
            groups.resize(group + 1, Neighbourhood::default());
        }
        let own: &mut Neighbourhood = &mut groups[group];
        own.n_people += 1;
        own.n_treated += u64::from(arm == 't');
        own.n_control += u64::from(arm == 'c');
        own.sum += if arm == 'c' { y } else { 0.0 };
    }
    groups
}

fn households() -> Vec<Neighbourhood> {
    let arms = at("/spillover/arm").as_array().unwrap().iter();
    let arms = arms.map(|arm| arm.as_str().unwrap().chars().next().unwrap());
    let people = numbers("/spillover/group").into_iter().zip(arms).zip(numbers("/spillover/y"));
    groups(people.map(|((group, arm), y)| (group as usize, arm, y)))
}

#[test]
fn agrees_with_statsmodels() {
    let found = spillover(households().into_iter(), 0).unwrap();
    agrees(found.slope.value, "/spillover/slope", 1e-9);
    agrees(found.slope.std_error(), "/spillover/std_error", 1e-9);
    agrees(found.slope.df.unwrap(), "/spillover/df", 1e-9);
    agrees(found.p_value, "/spillover/p_value", 1e-9);
    agrees(found.mean_share, "/spillover/mean_share", 1e-12);
    agrees(found.n_groups as f64, "/spillover/n_groups", 0.0);
    agrees(found.n_mixed as f64, "/spillover/n_mixed", 0.0);
    assert!((found.shift - found.slope.value * found.mean_share).abs() < 1e-15);
    assert_eq!((found.shares.low, found.shares.high), (0.0, 1.0));
}

#[test]
fn people_who_are_alone_only_thin_the_shift() {
    let found = spillover(households().into_iter(), 0).unwrap();
    let n_control: u64 = households().iter().map(|group| group.n_control).sum();
    let thinned = spillover(households().into_iter(), n_control).unwrap();
    assert_eq!(thinned.slope, found.slope);
    assert!((thinned.mean_share - found.mean_share / 2.0).abs() < 1e-15);
    let alone = Neighbourhood { n_people: 1, n_treated: 0, n_control: 1, sum: 1e9 };
    let more = households().into_iter().chain(std::iter::repeat_n(alone, n_control as usize));
    assert_eq!(spillover(more, 0).unwrap(), thinned);
}

/// The exact test of Athey, Eckles and Imbens: one person of each household is looked at and keeps the arm;
/// the arms of all others are dealt again. Nothing of the design is assumed but how people were dealt.
#[test]
fn agrees_with_the_exact_test() {
    let mut rng = ChaCha8Rng::seed_from_u64(20);
    for slope in [0.0, 1.0, 1.6] {
        let sizes: Vec<usize> = (0..150).map(|_| rng.random_range(2..6)).collect();
        let deal = |rng: &mut ChaCha8Rng, n: usize| (0..n).filter(|_| rng.random_bool(0.5)).count() as u64;
        let first: Vec<(bool, u64)> =
            sizes.iter().map(|&size| (rng.random_bool(0.5), deal(&mut rng, size - 1))).collect();
        let y: Vec<f64> = first
            .iter()
            .zip(&sizes)
            .map(|(&(is_control, n_treated), &size)| {
                let noise: f64 = (0..3).map(|_| rng.random::<f64>()).product();
                let share = n_treated as f64 / (size - 1) as f64;
                size as f64 * 0.2 + 6.0 * noise + if is_control { slope * share } else { 40.0 }
            })
            .collect();
        let look = |n_treated: &[u64]| {
            let group = |place: usize| Neighbourhood {
                n_people: sizes[place] as u64,
                n_treated: n_treated[place],
                n_control: u64::from(first[place].0),
                sum: if first[place].0 { y[place] } else { 0.0 },
            };
            spillover((0..sizes.len()).map(group), 0).unwrap()
        };
        let found = look(&first.iter().map(|&(_, n_treated)| n_treated).collect::<Vec<_>>());
        let n_dealt = 4_000;
        let n_beyond = (0..n_dealt).filter(|_| {
            let again: Vec<u64> = sizes.iter().map(|&size| deal(&mut rng, size - 1)).collect();
            found.statistic.abs() <= look(&again).statistic.abs()
        });
        let exact = n_beyond.count() as f64 / f64::from(n_dealt);
        assert!(
            (found.p_value - exact).abs() < 0.015,
            "slope {slope}: p = {}, by dealing again {exact}",
            found.p_value
        );
    }
}

#[test]
fn what_cannot_be_told_is_an_error() {
    let pair = |n_treated, n_control, sum| Neighbourhood { n_people: 2, n_treated, n_control, sum };
    let check = |groups: &[Neighbourhood], expected: StatsError| {
        assert_eq!(spillover(groups.iter().copied(), 0).unwrap_err(), expected);
    };
    check(&[], StatsError::TooFew { n: 0 });
    check(&[pair(1, 1, 3.0), pair(0, 2, 5.0), pair(2, 0, 0.0)], StatsError::TooFew { n: 2 });
    let every: Vec<_> = (0..50).map(|i| pair(1, 1, f64::from(i))).collect();
    check(&every, StatsError::ZeroVariance);
    let constant: Vec<_> = (0..50_u64).map(|i| pair(i % 2, 1, 0.1)).collect();
    check(&constant, StatsError::ZeroVariance);
    let mut lone: Vec<_> = (0..50).map(|i| pair(0, 1, f64::from(i))).collect();
    lone.push(pair(1, 1, 3.0));
    check(&lone, StatsError::ZeroVariance);
    lone.push(pair(1, 1, f64::NAN));
    check(&lone, StatsError::NotFinite { what: "the sum of a group" });
    let crowded = [Neighbourhood { n_people: 2, n_treated: 2, n_control: 1, sum: 0.0 }];
    check(&crowded, StatsError::Impossible { what: "a group with fewer people than its arms have" });
}

#[test]
fn arms_dealt_within_groups_or_to_groups_are_seen() {
    let together = |treated: fn(u64) -> u64| {
        let group = |i: u64| Neighbourhood { n_people: 4, n_treated: treated(i), n_control: 0, sum: 0.0 };
        treated_together((0..200).map(group)).unwrap()
    };
    let (within, to_groups) = (together(|_| 2), together(|i| 3 * (i % 2)));
    assert!(within.correlation < -0.3 && within.p_value < 1e-9, "{within:?}");
    assert!(0.4 < to_groups.correlation && to_groups.p_value < 1e-9, "{to_groups:?}");
    // The binomial of four at one half: 1, 4, 6, 4, 1 of 16.
    let by_chance = together(|i| match i % 16 {
        0 => 0,
        1..5 => 1,
        5..11 => 2,
        11..15 => 3,
        _ => 4,
    });
    assert!(by_chance.correlation.abs() < 0.02 && 0.5 < by_chance.p_value, "{by_chance:?}");
    assert_eq!(treated_together(std::iter::empty()).unwrap_err(), StatsError::TooFew { n: 0 });
}

proptest! {
    #[test]
    fn finite_or_an_error(
        groups in prop::collection::vec((0_u64..5, 0_u64..5, 0_u64..3, prop_oneof![-1e9..1e9, Just(0.0), Just(1e300)]), 0..60),
    ) {
        let groups = groups.iter().map(|&(n_treated, n_control, n_others, sum)| {
            Neighbourhood { n_people: n_treated + n_control + n_others, n_treated, n_control, sum }
        });
        if let Ok(found) = spillover(groups.clone(), 3) {
            let all = [found.slope.value, found.slope.squared_error, found.statistic, found.log10_p, found.shift];
            prop_assert!(all.into_iter().all(f64::is_finite) && (0.0..=1.0).contains(&found.mean_share));
        }
        if let Ok(found) = treated_together(groups) {
            prop_assert!((-1.0..=1.0).contains(&found.correlation) && (0.0..=1.0).contains(&found.p_value));
        }
    }

    #[test]
    fn a_unit_changes_nothing_but_the_unit(factor in 0.01..100.0_f64, shift in -50.0..50.0_f64) {
        let found = spillover(households().into_iter(), 0).unwrap();
        let moved = households().into_iter().map(|group| Neighbourhood {
            sum: factor * (group.sum + shift * group.n_control as f64),
            ..group
        });
        let moved = spillover(moved, 0).unwrap();
        prop_assert!((moved.statistic - found.statistic).abs() < 1e-9);
        prop_assert!((moved.slope.value - factor * found.slope.value).abs() < 1e-9 * factor);
    }
}
