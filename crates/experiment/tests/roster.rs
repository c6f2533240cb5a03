//! The promises of assignment: nobody moves, layers and holdouts do not leak, shares and balance hold.

use experiment::{
    Arm, Assignment, Candidate, Design, Holdout, Holdouts, Layer, Method, Place, Placed, ProgrammeHoldout,
    RampStep, RandomisedUnit, Role, Roster, layer_conflict, slot,
};
use stats::sample_ratio;
use std::collections::{BTreeMap, BTreeSet};
use vocabulary::{DAY, Timestamp};

const KEY: &[u8] = b"a workspace's secret";

fn now() -> Timestamp {
    Timestamp::parse("2026-09-15T14:00:00Z").unwrap()
}

fn design(weights: &[f64], assignment: Assignment) -> Design {
    let role = |i| match i {
        0 => Role::Baseline,
        1 if 2 < weights.len() => Role::Holdout,
        _ => Role::Treatment,
    };
    let arm = |(i, &weight): (usize, &f64)| Arm {
        name: format!("arm-{i}"),
        role: role(i),
        weight,
        business_as_usual: false,
    };
    Design {
        experiment: "ai-win-back".to_owned(),
        version: 1,
        unit: RandomisedUnit::Person,
        arms: weights.iter().enumerate().map(arm).collect(),
        outcome_window_days: 14,
        level: 0.95,
        assignment,
    }
}

fn blocked() -> Assignment {
    Assignment { method: Method::Blocked, strata: vec!["state".into()], ..Assignment::default() }
}

/// Person i of the people; a third of them in each of four strata of unequal size.
fn people(n: usize) -> Vec<(String, &'static str)> {
    let stratum = |i: usize| match i % 16 {
        0 => "TX",
        1..=3 => "FL",
        4..=8 => "AL",
        _ => "GA",
    };
    (0..n).map(|i| (format!("person-{i}"), stratum(i))).collect()
}

fn candidates<'a>(people: &'a [(String, &'static str)]) -> Vec<Candidate<'a>> {
    people.iter().map(|(id, stratum)| Candidate { unit_id: id, holdout_id: id, stratum }).collect()
}

fn roster<'a>(design: &'a Design, holdouts: Option<&Holdouts>) -> Roster<'a> {
    Roster::new(KEY, design, holdouts, [], []).unwrap()
}

fn arm<'a>(place: &Place<'a>) -> Option<&'a str> {
    match place {
        Place::Arm { arm, .. } => Some(&arm.name),
        _ => None,
    }
}

/// What the ledger would say of them afterwards.
fn ledger(people: &[(String, &'static str)], places: &[Place<'_>]) -> Vec<Placed> {
    let placed = |((id, _), place): (&(String, &str), &Place<'_>)| match place {
        Place::Arm { arm, stratum, is_kept: false } => {
            Some(Placed { unit_id: id.clone(), arm: arm.name.clone(), stratum: stratum.clone() })
        }
        _ => None,
    };
    people.iter().zip(places).filter_map(placed).collect()
}

/// How far an arm is from its share within a stratum, in people; the largest of all.
fn imbalance(design: &Design, people: &[(String, &'static str)], places: &[Place<'_>]) -> f64 {
    let mut counts: BTreeMap<&str, BTreeMap<&str, f64>> = BTreeMap::new();
    for ((_, stratum), place) in people.iter().zip(places) {
        if let Some(name) = arm(place) {
            *counts.entry(stratum).or_default().entry(name).or_default() += 1.0;
        }
    }
    let total: f64 = design.arms.iter().map(|arm| arm.weight).sum();
    let distances = counts.values().flat_map(|found| {
        let n: f64 = found.values().sum();
        let distance = move |arm: &Arm| {
            (found.get(arm.name.as_str()).copied().unwrap_or(0.0) - n * arm.weight / total).abs()
        };
        design.arms.iter().map(distance).collect::<Vec<_>>()
    });
    distances.fold(0.0, f64::max)
}

#[test]
fn blocks_keep_every_arm_within_one_person_of_its_share() {
    for weights in
        [&[0.5, 0.5][..], &[0.4, 0.2, 0.4], &[0.45, 0.1, 0.2, 0.25], &[0.33, 0.33, 0.34], &[9.0, 1.0, 90.0]]
    {
        let design = design(weights, blocked());
        for n in [1, 2, 3, 7, 50, 333, 1_000] {
            let people = people(n);
            let places = roster(&design, None).place(&candidates(&people), now());
            assert!(places.iter().all(|place| arm(place).is_some()));
            let worst = imbalance(&design, &people, &places);
            assert!(worst < 1.0, "{weights:?} {n}: {worst}");
        }
    }
}

#[test]
fn late_arrivals_go_on_where_the_blocks_ended_and_move_nobody() {
    let design = design(&[0.4, 0.2, 0.4], blocked());
    let everybody = people(900);
    let mut known: Vec<Placed> = Vec::new();
    let mut reached = 0;
    for upto in [1, 2, 5, 40, 41, 43, 500, 900] {
        let (before, present) = (known.clone(), &everybody[..upto]);
        let mut roster = Roster::new(KEY, &design, None, known, []).unwrap();
        let places = roster.place(&candidates(present), now());
        assert!(imbalance(&design, present, &places) < 1.0, "{upto}");
        known = ledger(present, &places);
        assert_eq!(known[..reached], before, "{upto}");
        reached = upto;
    }
}

#[test]
fn the_order_of_asking_and_the_node_change_nothing() {
    let design = design(&[0.4, 0.2, 0.4], blocked());
    let mut people = people(400);
    let by_name = |people: &[(String, &'static str)]| -> BTreeMap<String, Option<String>> {
        let places = roster(&design, None).place(&candidates(people), now());
        let named = people.iter().zip(&places);
        named.map(|((id, _), place)| (id.clone(), arm(place).map(str::to_owned))).collect()
    };
    let found = by_name(&people);
    people.reverse();
    assert_eq!(found, by_name(&people));
    people.rotate_left(123);
    assert_eq!(found, by_name(&people));
}

/// The first person of a block is as likely to be in an arm as the arm's share says, and so is the last.
#[test]
fn every_place_of_a_block_has_the_planned_shares() {
    let weights = [0.4, 0.2, 0.4];
    let design = design(&weights, blocked());
    for nth in 0..5 {
        let mut counts = [0_u64; 3];
        for block in 0..3_000 {
            // Strata of their own: each begins a block of its own.
            let stratum = format!("s{block}");
            let ids: Vec<String> = (0..=nth).map(|i| format!("{block}-{i}")).collect();
            let mut roster = roster(&design, None);
            for id in &ids {
                let candidate = Candidate { unit_id: id, holdout_id: id, stratum: &stratum };
                let places = roster.place(&[candidate], now());
                if *id == ids[nth] {
                    let found = design.arms.iter().position(|a| Some(a.name.as_str()) == arm(&places[0]));
                    counts[found.unwrap()] += 1;
                }
            }
        }
        let fit = sample_ratio(&counts, &weights).unwrap();
        assert!(0.001 < fit.p_value, "place {nth}: {counts:?} {fit:?}");
    }
}

#[test]
fn simple_shares_are_within_binomial_bounds() {
    let design = design(&[0.4, 0.2, 0.4], Assignment::default());
    let people = people(40_000);
    let places = roster(&design, None).place(&candidates(&people), now());
    for one in &design.arms {
        let n = places.iter().filter(|place| arm(place) == Some(&one.name)).count() as f64;
        let expected = 40_000.0 * one.weight;
        let four_sigma = 4.0 * (expected * (1.0 - one.weight)).sqrt();
        assert!((n - expected).abs() < four_sigma, "{}: {n}", one.name);
    }
}

#[test]
fn the_ramp_grows_and_nobody_changes_arm() {
    let step = |days, exposed_ratio| RampStep { from: now() + DAY.times(days), exposed_ratio };
    let ramp = vec![step(0, 0.01), step(2, 0.1), step(5, 1.0)];
    for method in [Method::Simple, Method::Blocked] {
        let design =
            design(&[0.4, 0.2, 0.4], Assignment { method, ramp: ramp.clone(), ..Assignment::default() });
        let people = people(20_000);
        let mut known: BTreeMap<String, String> = BTreeMap::new();
        let mut history: Vec<Placed> = Vec::new();
        for (days, ratio) in [(-1, 0.0_f64), (0, 0.01), (1, 0.01), (2, 0.1), (9, 1.0)] {
            let mut roster = Roster::new(KEY, &design, None, history, []).unwrap();
            let places = roster.place(&candidates(&people), now() + DAY.times(days));
            let n = places.iter().filter(|place| arm(place).is_some()).count() as f64;
            let four_sigma = 4.0 * (20_000.0 * ratio * (1.0 - ratio)).sqrt();
            assert!((n - 20_000.0 * ratio).abs() <= four_sigma, "{method:?} day {days}: {n}");
            history = ledger(&people, &places);
            for placed in &history {
                let before = known.insert(placed.unit_id.clone(), placed.arm.clone());
                assert!(before.is_none_or(|before| before == placed.arm), "{}", placed.unit_id);
            }
            assert_eq!(known.len(), history.len(), "nobody leaves");
        }
    }
}

#[test]
fn experiments_of_one_layer_never_share_people_and_fill_it() {
    let layer = |first_slot, last_slot| Layer { name: "win-backs".into(), first_slot, last_slot };
    let parts = [layer(0, 249), layer(250, 699), layer(700, 999)];
    let people = people(10_000);
    let mut taken: BTreeSet<&str> = BTreeSet::new();
    for (i, part) in parts.iter().enumerate() {
        let mut design =
            design(&[0.5, 0.5], Assignment { layer: Some(part.clone()), ..Assignment::default() });
        design.experiment = format!("experiment-{i}");
        let places = roster(&design, None).place(&candidates(&people), now());
        for ((id, _), place) in people.iter().zip(&places) {
            match place {
                Place::Arm { .. } => assert!(taken.insert(id), "{id} is in two experiments"),
                other => assert_eq!(*other, Place::OtherSlot),
            }
        }
    }
    assert_eq!(taken.len(), people.len());
    let n_first = people.iter().filter(|(id, _)| slot(KEY, "win-backs", id) < 250).count() as u64;
    assert!(0.001 < sample_ratio(&[n_first, 10_000 - n_first], &[0.25, 0.75]).unwrap().p_value);
    // Another layer is another deck: who is in the first quarter of one says nothing of the other.
    let both = |id: &str| slot(KEY, "win-backs", id) < 500 && slot(KEY, "welcome", id) < 500;
    let n_both = people.iter().filter(|(id, _)| both(id)).count() as u64;
    assert!(0.001 < sample_ratio(&[n_both, 10_000 - n_both], &[0.25, 0.75]).unwrap().p_value);
}

#[test]
fn overlapping_slots_and_mixed_units_are_named() {
    let layer = |name: &str, first_slot, last_slot| Layer { name: name.into(), first_slot, last_slot };
    let (a, b, c, d) = (layer("l", 0, 499), layer("l", 500, 999), layer("l", 499, 600), layer("m", 0, 999));
    let person = RandomisedUnit::Person;
    assert_eq!(layer_conflict([("a", person, &a), ("b", person, &b), ("d", person, &d)]), None);
    let why = layer_conflict([("a", person, &a), ("b", person, &b), ("c", person, &c)]).unwrap();
    assert!(why.contains("`a`") && why.contains("`c`") && why.contains("0–499"), "{why}");
    let why = layer_conflict([("a", person, &a), ("b", RandomisedUnit::Household, &b)]).unwrap();
    assert!(why.contains("by person") && why.contains("by household"), "{why}");
}

fn holdouts() -> Holdouts {
    Holdouts {
        unit: RandomisedUnit::Person,
        outcome_window_days: 90,
        global: Some(Holdout { period: "2026".into(), ratio: 0.05 }),
        programmes: vec![ProgrammeHoldout { name: "win-back".into(), period: "2026".into(), ratio: 0.1 }],
    }
}

#[test]
fn a_higher_holdout_gets_nothing_below_whatever_the_experiment() {
    let holdouts = holdouts();
    let people = people(20_000);
    let of_programme = Assignment { programme: Some("win-back".into()), ..Assignment::default() };
    let mut by_experiment: Vec<Vec<Option<usize>>> = Vec::new();
    for (name, assignment) in [
        ("first", of_programme.clone()),
        ("second", Assignment { method: Method::Blocked, ..of_programme }),
        ("other", Assignment::default()),
    ] {
        let mut design = design(&[0.4, 0.2, 0.4], assignment);
        design.experiment = name.to_owned();
        let places = roster(&design, Some(&holdouts)).place(&candidates(&people), now());
        let level = |place: &Place<'_>| if let Place::HeldOut(level) = place { Some(*level) } else { None };
        by_experiment.push(places.iter().map(level).collect());
    }
    assert_eq!(by_experiment[0], by_experiment[1], "a programme holds out the same people everywhere");
    let only_global: Vec<_> =
        by_experiment[0].iter().map(|level| level.filter(|&level| level == 0)).collect();
    assert_eq!(by_experiment[2], only_global, "nested: the global holdout is in no programme's");
    let count = |level| by_experiment[0].iter().filter(|found| **found == Some(level)).count() as u64;
    let (n_global, n_programme) = (count(0), count(1));
    assert!(0.001 < sample_ratio(&[n_global, 20_000 - n_global], &[0.05, 0.95]).unwrap().p_value);
    let left = 20_000 - n_global;
    assert!(0.001 < sample_ratio(&[n_programme, left - n_programme], &[0.1, 0.9]).unwrap().p_value);
}

/// Computed by another program: approvals are bound to it, and a change here makes them stale.
#[test]
fn what_a_design_meets_of_the_holdouts_has_a_digest_of_its_own() {
    let plain = design(&[0.5, 0.5], Assignment::default());
    let of_programme =
        design(&[0.5, 0.5], Assignment { programme: Some("win-back".into()), ..Assignment::default() });
    let digest = |holdouts: &Holdouts, design| holdouts.digest_for(design).map(|found| found.to_string());
    let pinned = |text: &str| Some(text.to_owned());
    assert_eq!(
        digest(&holdouts(), &plain),
        pinned("3de5331826897c47617f608927607f7c8277b3d48a7733f038e81091d6445cb7")
    );
    assert_eq!(
        digest(&holdouts(), &of_programme),
        pinned("1d9c8b2db51ac86af40b540a713c772ed54418ad2df414925b64abc1f8a83294")
    );

    let change = |change: fn(&mut Holdouts)| {
        let mut next = holdouts();
        change(&mut next);
        next
    };
    let changes: [fn(&mut Holdouts); 7] = [
        |next| next.unit = RandomisedUnit::Household,
        |next| next.outcome_window_days = 30,
        |next| next.global = None,
        |next| next.global = Some(Holdout { period: "2027".into(), ratio: 0.05 }),
        |next| next.global = Some(Holdout { period: "2026".into(), ratio: 0.01 }),
        |next| next.programmes.clear(),
        |next| next.programmes[0].ratio = 0.2,
    ];
    let all: BTreeSet<Option<String>> = changes
        .iter()
        .map(|of| digest(&change(*of), &of_programme))
        .chain([digest(&holdouts(), &of_programme)])
        .collect();
    assert_eq!(all.len(), changes.len() + 1, "each change is another digest");
    // What keeps back nobody of this design says nothing of it.
    let other = change(|next| next.programmes[0].ratio = 0.2);
    assert_eq!(digest(&other, &plain), digest(&holdouts(), &plain));
    assert_eq!(digest(&change(|next| next.global = None), &plain), None);
}

#[test]
fn a_holdout_is_not_taken_away_in_silence() {
    let change = |change: fn(&mut Holdouts)| {
        let mut next = holdouts();
        change(&mut next);
        holdouts().loss(&next)
    };
    assert_eq!(change(|_| ()), None);
    assert_eq!(change(|next| next.outcome_window_days = 30), None);
    assert!(change(|next| next.global = None).unwrap().contains("never removed"));
    assert!(change(|next| next.programmes.clear()).unwrap().contains("`win-back`"));
    assert!(change(|next| next.programmes[0].ratio = 0.05).unwrap().contains("period `2026`"));
    assert!(change(|next| next.unit = RandomisedUnit::Household).unwrap().contains("another `period`"));
    let renewed = |next: &mut Holdouts| next.global = Some(Holdout { period: "2027".into(), ratio: 0.01 });
    assert_eq!(change(renewed), None);

    let check = |change: fn(&mut Holdouts), expected: &str| {
        let mut holdouts = holdouts();
        change(&mut holdouts);
        let why = holdouts.validate().unwrap_err().to_string();
        assert!(why.contains(expected), "{why}");
    };
    assert_eq!(holdouts().validate(), Ok(()));
    check(|of| of.programmes[0].ratio = 1.0, "ratio `1`");
    check(|of| of.global.as_mut().unwrap().period.clear(), "no `period`");
    check(|of| of.programmes.push(of.programmes[0].clone()), "given twice");
    check(|of| of.outcome_window_days = 0, "is 0");
}

#[test]
fn a_programme_nobody_declared_is_an_error() {
    let design =
        design(&[0.5, 0.5], Assignment { programme: Some("welcome".into()), ..Assignment::default() });
    for holdouts in [None, Some(holdouts())] {
        let why = Roster::new(KEY, &design, holdouts.as_ref(), [], []).unwrap_err().to_string();
        assert!(why.contains("`programme: welcome`"), "{why}");
    }
}

#[test]
fn a_household_is_in_one_arm_and_a_late_member_joins_it() {
    for method in [Method::Simple, Method::Blocked] {
        let design = design(&[0.4, 0.2, 0.4], Assignment { method, ..Assignment::default() });
        let ids: Vec<(String, String)> =
            (0..3_000).map(|i| (format!("household-{}", i / 3), format!("person-{i}"))).collect();
        let all: Vec<Candidate<'_>> = ids
            .iter()
            .map(|(unit, person)| Candidate { unit_id: unit, holdout_id: person, stratum: "" })
            .collect();
        let first: Vec<Candidate<'_>> = all.iter().step_by(3).copied().collect();
        let mut roster = roster(&design, None);
        let before: Vec<Option<&str>> = roster.place(&first, now()).iter().map(arm).collect();
        let places = roster.place(&all, now());
        for (household, found) in places.chunks(3).enumerate() {
            assert!(found.iter().all(|place| arm(place) == before[household]), "{method:?} {household}");
        }
        let n_arms = before.iter().collect::<BTreeSet<_>>().len();
        assert_eq!(n_arms, 3);
    }
}

#[test]
fn who_was_exposed_keeps_the_arm_when_weights_change() {
    let mut next = design(&[0.1, 0.2, 0.7], Assignment { keeps_arms: true, ..Assignment::default() });
    next.version = 2;
    let people = people(1_000);
    let earlier = [("person-1", "arm-0"), ("person-2", "arm-2"), ("person-3", "gone")];
    let earlier = || earlier.map(|(unit, arm)| (unit.to_owned(), arm.to_owned()));
    let places = Roster::new(KEY, &next, None, [], earlier()).unwrap().place(&candidates(&people), now());
    assert!(matches!(&places[1], Place::Arm { arm, is_kept: true, .. } if arm.name == "arm-0"));
    assert!(matches!(&places[2], Place::Arm { arm, is_kept: true, .. } if arm.name == "arm-2"));
    assert_eq!(places[3], Place::ArmGone);
    assert!(matches!(&places[4], Place::Arm { is_kept: false, .. }));
    next.assignment.keeps_arms = false;
    let anew = Roster::new(KEY, &next, None, [], earlier()).unwrap().place(&candidates(&people), now());
    assert!(anew.iter().all(|place| matches!(place, Place::Arm { is_kept: false, .. })));
}

#[test]
fn rules_that_cannot_hold_are_refused() {
    let check = |weights: &[f64], change: fn(&mut Design), expected: &str| {
        let mut design = design(weights, Assignment::default());
        change(&mut design);
        let found = design.validate().err().map(|error| error.to_string()).unwrap_or_default();
        assert!(found.contains(expected) && found.is_empty() == expected.is_empty(), "{found} | {expected}");
    };
    let halves = &[0.5, 0.5][..];
    check(halves, |_| (), "");
    check(&[0.301, 0.699], |design| design.assignment.method = Method::Blocked, "whole percents");
    check(&[1.0, 2.0], |design| design.assignment.method = Method::Blocked, "");
    check(halves, |design| design.assignment.strata = vec!["state".into()], "`method: blocked`");
    check(
        halves,
        |design| design.assignment = Assignment { strata: vec!["a".into(), "a".into()], ..blocked() },
        "twice",
    );
    check(halves, |design| design.arms[0].business_as_usual = true, "");
    check(halves, |design| design.arms[1].business_as_usual = true, "only a baseline");
    check(halves, |design| design.arms[1].name = "global_holdout".into(), "rename it");
    check(halves, |design| design.assignment.programme = Some(" ".into()), "`programme` is empty");
    check(
        halves,
        |design| design.assignment.layer = Some(Layer { name: "l".into(), first_slot: 5, last_slot: 4 }),
        "slots `5` to `4`",
    );
    check(
        halves,
        |design| design.assignment.layer = Some(Layer { name: "l".into(), first_slot: 0, last_slot: 1_000 }),
        "from 0 to 999",
    );
    let step = |days, exposed_ratio| RampStep { from: now() + DAY.times(days), exposed_ratio };
    let ramp = |steps: Vec<RampStep>| {
        let mut design = design(halves, Assignment { ramp: steps, ..Assignment::default() });
        design.version = 1;
        design.validate().err().map(|error| error.to_string()).unwrap_or_default()
    };
    assert_eq!(ramp(vec![step(0, 0.01), step(1, 1.0)]), "");
    assert!(ramp(vec![step(0, 0.0)]).contains("above 0"));
    assert!(ramp(vec![step(0, 0.5), step(1, 0.1)]).contains("only grows"));
    assert!(ramp(vec![step(1, 0.1), step(0, 0.5)]).contains("only grows"));
}

#[test]
fn the_digest_covers_the_assignment_and_older_ones_stand() {
    let plain = design(&[0.4, 0.2, 0.4], Assignment::default());
    let text = serde_json::to_string(&plain).unwrap();
    assert!(!text.contains("business_as_usual"), "{text}");
    // As it was before designs had an assignment: SHA-256 over the parts, by Python's hashlib.
    assert_eq!(
        plain.digest().to_string(),
        "2e1fb6d189f28a314254ab8030f76a0c33f43fd6468c915f4c915aabbd43616f"
    );
    let mut digests = BTreeSet::from([plain.digest()]);
    let mut add = |change: fn(&mut Design)| {
        let mut design = plain.clone();
        change(&mut design);
        assert!(digests.insert(design.digest()), "{design:?}");
    };
    add(|design| design.unit = RandomisedUnit::Household);
    add(|design| design.arms[0].business_as_usual = true);
    add(|design| design.assignment.method = Method::Blocked);
    add(|design| design.assignment = blocked());
    add(|design| design.assignment.strata = vec!["city".into()]);
    add(|design| design.assignment.programme = Some("win-back".into()));
    add(|design| design.assignment.keeps_arms = true);
    add(|design| design.assignment.layer = Some(Layer { name: "l".into(), first_slot: 0, last_slot: 499 }));
    add(|design| design.assignment.layer = Some(Layer { name: "l".into(), first_slot: 0, last_slot: 500 }));
    add(|design| design.assignment.ramp = vec![RampStep { from: now(), exposed_ratio: 0.1 }]);
    add(|design| design.assignment.ramp = vec![RampStep { from: now(), exposed_ratio: 0.2 }]);
}
