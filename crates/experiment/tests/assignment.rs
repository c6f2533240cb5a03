//! Assignment by keyed hash: the same for ever, in the planned shares, and anew with each version.

use experiment::{Arm, Assigner, Assignment, Design, RandomisedUnit, Role, assign};
use stats::sample_ratio;
use std::collections::BTreeMap;

const KEY: &[u8] = b"a workspace's secret";
const N_PEOPLE: usize = 40_000;

fn design(experiment: &str, version: u32) -> Design {
    let arm =
        |name: &str, role, weight| Arm { name: name.to_owned(), role, weight, business_as_usual: false };
    Design {
        experiment: experiment.to_owned(),
        version,
        unit: RandomisedUnit::Person,
        arms: vec![
            arm("business_as_usual", Role::Baseline, 0.4),
            arm("ai", Role::Treatment, 0.4),
            arm("holdout", Role::Holdout, 0.2),
        ],
        outcome_window_days: 14,
        level: 0.95,
        assignment: Assignment::default(),
    }
}

fn arms(key: &[u8], design: &Design) -> Vec<String> {
    let assigner = Assigner::new(key, design).unwrap();
    (0..N_PEOPLE).map(|i| assigner.arm(&format!("person-{i}")).name.clone()).collect()
}

/// Two splits are independent when their nine joint counts fit the products of the shares.
fn check_independent(left: &[String], right: &[String], case: &str) {
    let weights = BTreeMap::from([("business_as_usual", 0.4), ("ai", 0.4), ("holdout", 0.2)]);
    let (mut counts, mut products) = (Vec::new(), Vec::new());
    for (&one, weight) in &weights {
        for (&other, other_weight) in &weights {
            let both = left.iter().zip(right).filter(|&(l, r)| l == one && r == other);
            counts.push(both.count() as u64);
            products.push(weight * other_weight);
        }
    }
    let fit = sample_ratio(&counts, &products).unwrap();
    assert!(0.001 < fit.p_value, "{case}: {counts:?} {fit:?}");
}

/// First letters of the arms, made by Python's `hmac` from the description of the algorithm. Should this
/// fail, everybody exposed would change arm.
#[test]
fn arms_never_move() {
    let design = design("ai-win-back", 1);
    let letter = |i: usize| assign(KEY, &design, &format!("person-{i}")).unwrap().name.chars().next();
    let found: String = (36..60).filter_map(letter).collect();
    assert_eq!(found, "hbabaahbhaahahbaabhaaaab");
}

#[test]
fn shares_are_as_planned() {
    let design = design("ai-win-back", 1);
    let arms = arms(KEY, &design);
    let count = |name| arms.iter().filter(|arm| *arm == name).count() as u64;
    let counts: Vec<_> = design.arms.iter().map(|arm| count(&arm.name)).collect();
    let fit = sample_ratio(&counts, &[0.4, 0.4, 0.2]).unwrap();
    assert!(0.001 < fit.p_value, "{counts:?} {fit:?}");
}

#[test]
fn weights_need_not_sum_to_one() {
    let mut tenfold = design("ai-win-back", 1);
    tenfold.arms.iter_mut().for_each(|arm| arm.weight *= 16.0);
    assert_eq!(arms(KEY, &tenfold), arms(KEY, &design("ai-win-back", 1)));
}

#[test]
fn another_version_experiment_or_key_randomises_anew() {
    let first = arms(KEY, &design("ai-win-back", 1));
    check_independent(&first, &arms(KEY, &design("ai-win-back", 2)), "version");
    check_independent(&first, &arms(KEY, &design("welcome", 1)), "experiment");
    check_independent(&first, &arms(b"another secret", &design("ai-win-back", 1)), "key");
}

#[test]
fn a_design_that_cannot_be_read_out_assigns_nobody() {
    let mut broken = design("ai-win-back", 1);
    broken.arms.clear();
    assert!(assign(KEY, &broken, "person-1").is_err());
}
